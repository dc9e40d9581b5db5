"""Random quotients under random d ≠ e: what `field` accepts holds wherever the premises do, and has no divisor that is 0 there.

The premises say of a divisor that it is not 0, as it stands, as a multiple or as a difference, or only that it is not something
else; the two sides are equal, or differ by a factor, a sign or 1.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

from short_names import ONE, ZERO, add, div, mul, ne, power, x, y

from proofs.kernel import KernelError, Side, Term, field, hyp, num, op, value

Point = dict[Term, Fraction]
GRID: list[Point] = [{x: Fraction(a), y: Fraction(b)} for a, b in product(range(-4, 5), (-3, 1, 2, 5))]
NUMBERS = (1, 2, 3, -1, -2, 6, Fraction(1, 2), Fraction(-3, 4))


def at(t: Term, p: Point) -> Fraction:
    """The value at a point; ZeroDivisionError where there is none."""
    if t in p:
        return p[t]
    if t.op == "num":
        return value(t)
    if t.op == "pow":
        return at(t.args[0], p)**int(value(t.args[1]))
    a, *rest = [at(s, p) for s in t.args]
    return {"add": lambda: a + rest[0], "sub": lambda: a - rest[0], "mul": lambda: a*rest[0], "div": lambda: a/rest[0],
            "neg": lambda: -a}[t.op]()


def polynomial(r: Random, size: int) -> Term:
    if not size or r.random() < 0.25:
        return r.choice([x, y, x, y, num(r.choice(NUMBERS))])
    kind = r.choice(["add", "add", "sub", "mul", "mul", "neg", "pow"])
    if kind == "pow":
        return power(polynomial(r, size - 1), r.randint(1, 3))
    return op(kind, *[polynomial(r, size - 1) for _ in range(1 if kind == "neg" else 2)])


def known(r: Random, d: Term) -> tuple[Term, Term]:
    """Both sides of an inequation about d; the last says something else."""
    e = r.choice([ONE, num(-2), x])
    return r.choice([(mul(num(r.choice(NUMBERS)), d), ZERO), (d, ZERO), (add(d, y), y), (add(d, e), e),
                     (d, r.choice([ONE, num(Fraction(1, 2)), y]))])


def question(r: Random) -> tuple[Term, Term, list[tuple[Term, Term]]]:
    """Two sides and what is known."""
    divisors = [d for d in (polynomial(r, 2) for _ in range(3)) if any(at(d, p) for p in GRID)] or [x]
    d, n = r.choice(divisors), polynomial(r, 2)
    d = r.choice([d, mul(d, r.choice(divisors)), mul(num(r.choice(NUMBERS)), d)])
    a = add(div(n, d), div(polynomial(r, 1), r.choice(divisors))) if r.random() < 0.4 else div(n, d)
    b = r.choice([a, div(mul(n, num(2)), mul(num(2), d)), mul(n, power(d, -1)), op("neg", div(n, op("neg", d))),
                  div(n, mul(d, num(r.choice([1, -1, 2])))), add(a, num(r.choice([0, 1])))])
    return a, b, [known(r, e) for e in divisors]


def test_nothing_false_is_accepted() -> None:
    verdicts = []
    for seed in range(800):
        a, b, premises = question(Random(seed))
        try:
            field(a, b, Side(tuple([hyp(ne(*sides)) for sides in premises])))
        except KernelError:
            verdicts.append(False)
            continue
        verdicts.append(True)
        for p in GRID:
            if all(at(left, p) != at(right, p) for left, right in premises):
                assert at(a, p) == at(b, p), f"seed {seed}: {a} = {b} under {premises} at {p}"
    assert sum(verdicts) > 150 and verdicts.count(False) > 150
