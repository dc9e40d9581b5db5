"""The parts of the second checker against plain ways to say the same: truth tables, numbers, the kernel's normal forms."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction

import pytest
from replay import seen

from proofs import kernel
from proofs.recheck import REAL, ZERO, Computation, Field, Refused, Term, follows, num, op, term

ATOMS = [op("lt", ZERO, term("var", (name, REAL))) for name in "pqr"]


def proposition(rng: random.Random, depth: int) -> Term:
    kind = rng.choice(["atom", "not", "and", "or", "imp", "iff"]) if depth else "atom"
    if kind == "atom":
        return rng.choice([*ATOMS, op("false")])
    return op(kind, *[proposition(rng, depth - 1) for _ in range(1 if kind == "not" else 2)])


def truth(t: Term, values: dict[Term, bool]) -> bool:
    if t in values:
        return values[t]
    a, b = [truth(p, values) for p in (*t.parts, *t.parts)[:2]] if t.parts else (False, False)
    return {"false": False, "not": not a, "and": a and b, "or": a or b, "imp": not a or b, "iff": a is b}[t.kind]


def test_tableaux_are_truth_tables() -> None:
    rng, seen_verdicts = random.Random(1), set()
    for _ in range(3_000):
        facts, goal = [proposition(rng, 3) for _ in range(rng.randrange(3))], proposition(rng, 3)
        rows = [dict(zip(ATOMS, row)) for row in itertools.product((False, True), repeat=3)]
        wanted = all(truth(goal, row) for row in rows if all(truth(f, row) for f in facts))
        assert follows(facts, goal) is wanted
        seen_verdicts.add(wanted)
    assert seen_verdicts == {True, False}


# -- arithmetic ------------------------------------------------------------------------

X, Y = (term("var", (name, REAL)) for name in "xy")
N = term("var", ("n", "Int"))


def expression(rng: random.Random, depth: int) -> Term:
    kind = rng.choice(["leaf", "add", "sub", "mul", "neg", "div", "pow", "power"]) if depth else "leaf"
    if kind == "leaf":
        return rng.choice([X, Y, num(rng.randrange(-2, 4)), term("num", (1, 2, REAL))])
    a = expression(rng, depth - 1)
    if kind == "neg":
        return op("neg", a)
    if kind == "pow":
        return op("pow", a, term("num", (rng.randrange(-2, 4), 1, "Int")))
    if kind == "power":
        return op("pow", rng.choice([X, op("mul", X, Y)]), rng.choice([N, op("add", N, term("num", (1, 1, "Int")))]))
    return op(kind, a, expression(rng, depth - 1))


def value(t: Term, at: dict[Term, Fraction]) -> Fraction:
    if t in at:
        return at[t]
    if t.kind == "num":
        return Fraction(*t.data[:2])
    a, b = [value(p, at) for p in (*t.parts, *t.parts)[:2]]
    if t.kind == "div":
        return a/b
    if t.kind == "pow":
        return a**int(b)
    return {"add": a + b, "sub": a - b, "mul": a*b, "neg": -a}[t.kind]


def numbers(here: Field, at: dict[Term, Fraction]) -> list[Fraction]:
    """The values of the generators: terms, inverses of divisors, powers of x and of y with exponent n + least."""
    out: list[Fraction] = []
    for key in here.generators:
        if isinstance(key, Term):
            out.append(at[key])
        elif key[0] == "inverse":
            out.append(1/poly_value(here.divisors[key[1]][0].terms, 1, out))
        else:
            (terms, den, below), _, least = key
            base = poly_value(dict(terms), den, out)
            for i, e in below:
                base /= poly_value(here.divisors[i][0].terms, 1, out)**e
            out.append(base**(int(at[N]) + least))
    return out


def poly_value(terms: dict[int, int], den: int, generators: list[Fraction]) -> Fraction:
    total = Fraction(0)
    for m, c in terms.items():
        product = Fraction(c, den)
        for g in generators:
            product *= g**(m & 0xFFFF)
            m >>= 16
        total += product
    return total


def test_reading_keeps_the_value() -> None:
    """What an expression is read as has its value, at numbers at which the side conditions hold."""
    rng, read = random.Random(2), 0
    nonzero = [op("not", op("eq", d, ZERO)) for d in (X, op("add", X, Y), op("sub", op("mul", X, Y), num(1)))]
    bound = op("le", term("num", (0, 1, "Int")), N)
    at = {X: Fraction(3, 2), Y: Fraction(-2, 5), N: Fraction(2)}
    for _ in range(1_000):
        t, here = expression(rng, 3), Field([bound, *nonzero])
        try:
            p = here.read(t)
        except Refused:
            continue
        assert poly_value(p.terms, p.den, numbers(here, at)) == value(t, at)
        top, below = here.cleared(p)
        bottom = Fraction(1)
        for i, e in below.items():
            bottom *= poly_value(here.divisors[i][0].terms, 1, numbers(here, at))**e
        assert poly_value(top.terms, top.den, numbers(here, at))/bottom == value(t, at)
        read += 1
    assert read > 300


# -- computation ---------------------------------------------------------------------------


def test_normal_forms_are_the_kernels() -> None:
    """Random λ-terms over Real → Real, also under quantifiers, with constants opened and not."""
    rng = random.Random(3)
    double = kernel.define("double", kernel.lam(v := kernel.var("v", kernel.REAL), kernel.op("add", v, v)))
    f = kernel.var("f", kernel.fun(kernel.REAL, kernel.REAL))
    reduced = 0
    for _ in range(400):
        t = function(rng, 4, [f, double])
        for opened in ((), (double,)):
            ours = kernel.normal(t, frozenset(opened))
            assert Computation(tuple(map(seen, opened))).normal(seen(t)) is seen(ours)
            reduced += ours is not t
    assert reduced > 200


def function(rng: random.Random, depth: int, known: list[kernel.Term]) -> kernel.Term:
    """A term of type Real → Real over known functions and fresh variables."""
    if not depth:
        return rng.choice(known)
    x = kernel.var(f"x{depth}", kernel.REAL)
    g = function(rng, depth - 1, known)
    match rng.randrange(5):
        case 0:
            return kernel.lam(x, kernel.app(g, x))
        case 1:
            return kernel.lam(x, kernel.op("add", kernel.app(g, kernel.app(function(rng, depth - 1, known), x)), x))
        case 2:
            h = kernel.var(f"h{depth}", kernel.fun(kernel.REAL, kernel.REAL))
            return kernel.app(kernel.lam(h, kernel.lam(x, kernel.app(h, kernel.app(g, x)))), rng.choice([known[0], g]))
        case 3:
            h = kernel.var(f"h{depth}", kernel.fun(kernel.REAL, kernel.REAL))
            return kernel.app(kernel.lam(h, h), g)
    some = kernel.forall(x, kernel.op("le", kernel.app(g, x), x))
    return kernel.lam(x, kernel.op("ite", some, kernel.app(g, x), x))


@pytest.mark.parametrize("facts, goal", [([], ATOMS[0]), ([ATOMS[0]], ATOMS[1])], ids=["nothing", "another"])
def test_what_does_not_follow(facts: list[Term], goal: Term) -> None:
    assert not follows(facts, goal)
