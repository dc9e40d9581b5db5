"""Closed terms between two fractions: the value lies between, and what cannot be told apart is not settled."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from flint import arb, ctx

from proofs.automatic.enclosures import coarse, settled
from proofs.kernel import Term, op, value
from proofs.tactics.build import add, div, eq, le, lt, mul, neg, number, power, sub
from proofs.tactics.context import Unproved

ROOT2 = op("sqrt", number(2))
ONE = op("exp", number(1))


def number_of(t: Term) -> arb:
    """The value in ball arithmetic."""
    parts = [number_of(a) for a in t.args if t.op != "pow"]
    match t.op:
        case "num":
            q = value(t)
            return arb(q.numerator)/arb(q.denominator)
        case "add":
            return parts[0] + parts[1]
        case "sub":
            return parts[0] - parts[1]
        case "mul":
            return parts[0]*parts[1]
        case "div":
            return parts[0]/parts[1]
        case "neg":
            return -parts[0]
        case "pow":
            return number_of(t.args[0])**int(value(t.args[1]))
        case "sqrt":
            return parts[0].sqrt()
        case "exp":
            return parts[0].exp()
        case "log":
            return parts[0].log()
    raise AssertionError(t)


def term(r: random.Random, depth: int) -> Term:
    if depth == 0:
        return number(Fraction(r.randint(-6, 6), r.choice((1, 2, 3, 10))))
    a, b = term(r, depth - 1), term(r, depth - 1)
    return r.choice((lambda: add(a, b), lambda: sub(a, b), lambda: mul(a, b), lambda: div(a, b), lambda: neg(a),
                     lambda: power(a, r.choice((-3, -1, 1, 2, 5))), lambda: op("sqrt", a), lambda: op("exp", a),
                     lambda: op("log", a)))()


@pytest.mark.parametrize("seed", range(4))
def test_the_value_lies_between(seed: int) -> None:
    r, found = random.Random(seed), 0
    ctx.prec = 200
    for _ in range(60):
        t = term(r, r.choice((1, 2, 3)))
        ends = coarse(t, 1000)
        if ends:
            found += 1
            low, high = value(ends[0].concl.args[0]), value(ends[1].concl.args[1])
            exact = number_of(t)
            assert not exact < arb(low.numerator)/low.denominator and not exact > arb(high.numerator)/high.denominator, str(t)
            assert not ends[0].hyps and not ends[1].hyps
    assert found >= 15


def test_relations_are_settled_either_way() -> None:
    assert settled(lt(ROOT2, number(Fraction(3, 2)))).concl.op == "lt"
    assert settled(le(ONE, number(2))).concl.op == "not"
    assert settled(eq(ROOT2, ONE)).concl.op == "not"
    assert settled(lt(number(Fraction(2718281, 10**6)), ONE)).concl.op == "lt"
    assert settled(eq(power(ROOT2, -1), number(Fraction(7, 10)))).concl.op == "not"


@pytest.mark.parametrize("phi", [eq(mul(ROOT2, ROOT2), number(2)), le(ROOT2, ROOT2), lt(ROOT2, ROOT2),
                                 le(op("sqrt", neg(ONE)), number(0)), eq(div(ONE, sub(ROOT2, ROOT2)), number(0)),
                                 le(op("log", sub(ONE, ONE)), number(0)), lt(number(1), power(ROOT2, 1000))])
def test_what_is_equal_or_undefined_is_not_settled(phi: Term) -> None:
    with pytest.raises(Unproved):
        settled(phi)
