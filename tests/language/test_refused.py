"""What the door refuses, and in which words.  Every case is the statement of a claim, and its verdict is Undecided."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import sympy as sp
from sympy import Eq, Sum, Symbol, stats

import proofs
from proofs import (
    Undecided,
    claim,
    definition,
    family,
    hypothesis,
    integer,
    nat,
    random_family,
    random_variable,
    real,
    recurrence,
    vector,
)
from proofs.claims.claim import REGISTRY

x, y = real("x"), real("y")
n, m, i, j = nat("n"), nat("m"), nat("i"), nat("j")
whole = integer("k")
a, b, pair = family("a"), family("b", start=1), family("c", indices=2)
X, Y, grid = random_family("X", start=1), random_family("Y", start=1), random_family("Z", indices=2)
D, r = random_family("D", integer=True), random_variable("r", integer=True)
u, w, z = vector("u", n), vector("w", n), vector("z", m)
s, positive = Symbol("s"), Symbol("s", positive=True)
ALREADY_TRUE, ALREADY_POSITIVE = Eq(x, x), positive > 0  # SymPy evaluates at module level


@definition()
def square(x):
    return x**2


@definition()
def both(x, y):
    return x + y


@definition(latex="h")
def member(i):
    return a[i] + 1


@definition()
def total(y):
    return Sum(y[i], (i, 1, n))


@definition()
def hides_n(n):
    return total(a)*n


@definition()
def of_k():
    return Sum(a[i], (i, 1, whole))


@definition()
def hides_k(k):
    return of_k()*k


@definition()
def constant():
    return sp.S(2)


@definition()
def itself(i):
    return itself[i] + 1


@definition()
def ping(i):
    return pong[i]


@definition()
def pong(i):
    return ping[i]


@recurrence(start={0: 0})
def later(t):
    return later[t + 1]


@recurrence(start={0: 0})
def same(t):
    return same[t]


@recurrence(start={0: 0})
def two_back(t):
    return two_back[t - 1] + two_back[t - 2]


@recurrence(start={0: 0})
def through(t):
    return around(t)


@definition()
def around(t):
    return through[t - 1]


@recurrence(start={0: 0})
def running(t):
    return running[t - 1] + a[t]


@recurrence(start={0: 0})
def inexact(t):
    return inexact[t - 1]/2 + 0.5


REFUSED = r"""
is not exact: write S(1)/2 for one half
    Eq(x, 0.5) | Eq(x, sp.Float("0.5")) | Eq(1/2*x, y) | Eq(x, Decimal("0.5")) | Eq(x, 1j) | Eq(a[0.5], 0) | Eq(x**0.5, 0)
    Eq(Sum(a[i], (i, 0.5, n)), 0) | Eq(inexact[1], 0)
the statement was already evaluated to True
    True | ALREADY_TRUE | ALREADY_POSITIVE | x == x | (Eq(x, y), True) | sp.Implies(True, x > 0)
the statement was already evaluated to False
    x == y | sp.false
is a SymPy symbol: name it with real(
    Eq(s, 1) | positive > y | Eq(sp.Dummy("d"), 0) | Eq(sp.Wild("d"), 0) | Eq(E(s), 0) | Eq(a[s], 0)
two different symbols are called
    Eq(real("x"), nat("x")) | Eq(real("x"), real("x", latex=r"\xi"))
    Eq(family("b", start=1)[1], family("b", start=0)[0]) | Eq(dot(u, u), dot(vector("u", m), vector("u", m)))
    Eq(member[1], family("a", start=3)[3]) | Eq(hides_n[5], 0)
depends on
    Eq(Sum(total(a), (n, 1, 3)), 0) | Eq(hides_k[5], 0)
a choice inside a condition is not read
    sp.ITE(x > 0, y > 0, x > 1)
i is an index and also free
    (tends(a[i], i, 0), Eq(a[i], 0))
i is the index of a sum and also free
    Eq(Sum(a[i], (i, 1, n)), a[i]) | Eq(Sum(a[i], (i, 1, i)), 0) | (Eq(Sum(a[i], (i, 1, n)), 0), Eq(a[i], 0))
i is bound twice in one expression
    tends(Sum(a[i], (i, 1, 3)), i, 0)
    Eq(Sum(Sum(a[i], (i, 1, n)), (i, 1, n)), 0) | Eq(Sum(a[i], (i, 1, n), (i, 1, n)), 0)
must be an integer symbol
    Eq(Sum(y, (x, 1, n)), 0) | Eq(Sum(y, (s, 1, n)), 0)
is no number: state a limit, or a bound for every n
    Eq(Sum(a[i], (i, 1, oo)), 0) | x < oo | x > -oo | Eq(x, zoo) | Eq(x, nan)
must be an integer here
    Eq(Sum(a[i], (i, 1, x)), 0) | Eq(a[x], 0) | Eq(member[x], 0) | Eq(E(Sum(a[i], (i, 1, X[1]))), 0)
must be an integer here: powers and quotients are real numbers, floor(…) is an integer
    Eq(Sum(a[i], (i, 1, n/2)), 0) | Eq(a[n/2], 0) | Eq(Sum(a[i], (i, 1, 2**n)), 0) | Eq(a[n**2], 0)
is random: a sum under E needs fixed ends
    Eq(E(Sum(a[i], (i, 1, floor(X[1])))), 0)
is no real number that a derivative can be taken in
    derivative(n**2, n, 2*n) | derivative(a[1]**2, a[1], 2*a[1]) | derivative(x**2, 2, 4)
is no entry with its ranges
    gradient(a[1]**2, a, 2*a[1], (i, 1, n)) | gradient(a[1]**2, a[i], 2*a[i]) | gradient(pair[1, 1], pair[i, j], 1, (i, 1, n))
is no range of i: write (i, 1, n)
    gradient(a[1]**2, a[i], 2*a[i], (j, 1, n)) | gradient(a[1]**2, a[i], 2*a[i], (i, 0, n)) | gradient(a[1], a[i], 1, (i, n))
takes the same index twice
    gradient(pair[1, 1], pair[i, i], 1, (i, 1, n), (i, 1, n))
x is bound and also free: give the bound one another name
    (derivative(x**2, x, 2*y, at=y), Eq(x, 1))
this language states: write derivative(x**2, x, 2*x)
    Eq(Derivative(x**2, x), 0)
this language states: write tends(1/n, n, 0, start=1)
    Eq(Limit(x, x, 0), 0)
with the variable and the value
    derivative(x**2, x)
derivative(x**2, x, 2*x) is a statement, and no number that equals another
    Eq(derivative(x**2, x, 2*x), 0)
is no number
    Eq(gradient(a[1], a[i], 1, (i, 1, n)), 0)
is not in the language
    Eq(Integral(x, (x, 0, 1)), 0)
    Eq(MatrixSymbol("A", 2, 2), MatrixSymbol("B", 2, 2)) | Eq(MatrixSymbol("A", 2, 2)[0, 0], 0)
    Eq(Matrix([1]), Matrix([1])) | Eq(stats.Normal("N", 0, 1), 0) | Eq(x, I) | Eq(x, pi)
    Eq(sin(x), 0) | Eq(KroneckerDelta(i, j), 0)
    sp.Xor(x > 0, y > 0) | sp.Nand(x > 0, y > 0) | Eq(Eq(x, y), True)
    sp.Equivalent(x > 0, y > 0, x > 1) | Eq(sp.Lambda(x, x), 0) | Eq(sp.Order(x), 0)
is not a statement: write Eq(a, b), Le(a, b)
    "x = 1" | x + 1 | {x > 0} | sp.Contains(x, Interval(0, 1)) | relu(x)
is no mathematics: use symbols and numbers
    Eq(E("x"), 0) | Eq(E(True), 0) | Eq(a["1"], 0) | Eq(relu("x"), 0)
is not an expression
    Eq(E([x]), 0) | Eq(relu(None), 0)
a colon stands for all values of an index
    Eq(a[1:2], 0) | Eq(total(pair[1, 1:]), 0) | Eq(total(running[::2]), 0)
is a family, and a number is due here
    Eq(a[:], 0) | Eq(pair[1, :], 0) | Eq(x + a[:], 0) | Eq(relu(running[:]), 0)
takes a family or vector for y, not c[:, :]
    Eq(total(a) + total(pair[:, :]), 0)
returns nothing: end it with return Eq(…)
    None
an empty statement
    ()
have different lengths: m, n
    Eq(dot(u, z), 0) | Eq(u, z) | Eq(norm2(u + z), 0)
only = is defined between vectors
    u <= w | u < w | Ne(u, w) | norm2(u) >= u
is no vector
    Eq(u, x) | Eq(u + 1, w) | Eq(dot(u, x), 0) | Eq(norm2(x), 0) | Eq(dot(a, b), 0) | Eq(u, w[1])
multiplies vectors: write dot(x, y)
    Eq(u*w, 0) | Eq(u*u, w)
is a vector and needs an index here
    Eq(u**2, 0) | Eq(1/u, 0) | Eq(Max(u, w), 0) | Eq(E(u), 0)
is a family and needs an index here
    Eq(a, 0) | Eq(a + 1, 0) | Eq(square(a), 0) | symmetric(X)
write every(condition, (k, a, b))
    every(x > 0) | every(x > 0, (i, 1))
the range of some(
    some(X[1] > 0, (i, 1, floor(X[1])))
is no random integer: make its family with integer=True
    uniform(X[1], n)
write ordering(I, n) for a random family I of integers
    ordering(X, n) | ordering(D[1], n) | ordering(D)
write uniform(X[i], n)
    uniform(D[1])
is not random
    takes(x, {1: 1}) | uniform(n, n)
values and probabilities are numbers that are not random
    takes(X[1], {Y[1]: 1}) | takes(X[1], {1: Y[1]}) | takes(X[1], {})
independent(…) takes one kind, all random numbers or all random integers
    independent(X, D)
the index r is random
    Eq(Sum(a[r], (r, 1, n)), 0)
has no index
    Eq(x[1], 0) | Eq(n[1], 0) | Eq(total(x), 0)
takes 2 indices, not 1, in c[1]
    Eq(Abs(pair[1]), 0)
takes 1 index, not 2
    Eq(a[1, 2], 0) | Eq(u[1, 2], 0) | Eq(E(X[1, 2]), 0)
Z takes 2 indices, not 1
    Eq(E(grid[1]), 0)
both takes 2 arguments, not 1
    Eq(both(x), 0) | Eq(both[1], 0)
square takes 1 argument, not 2
    Eq(square(x, y), 0)
both takes 2 arguments, so it is no family
    Eq(total(both), 0)
is a definition: write
    Eq(square, 0) | Eq(constant, 2) | Eq(x + square, 0)
takes an integer for t
    Eq(running[x], 0) | Eq(running[a[1]], 0)
takes a family or vector for y, not c
    Eq(total(a) + total(pair), 0)
needs itself: write a recurrence
    Eq(itself[1], 0) | Eq(ping[1], 0) | Eq(through[1], 0)
may look at later[t - 1] only, not at t + 1
    Eq(later[1], 0)
may look at same[t - 1] only, not at t
    Eq(same[1], 0)
may look at two_back[t - 1] only, not at t - 2
    Eq(two_back[1], 0)
takes a sequence and its index
    tends(1/n, 0, 0) | tends(x, y, 0) | diverges(a[i], a[i]) | bounded_sums(x, 2)
must be an integer here
    tends(a[i], i, 0, start=x)
independent(…) takes random variables and random families, not
    independent(x, X) | independent(a, X) | independent(member, X)
independent(…) takes a family as a whole: write independent(X)
    independent(X[1], X[2])
of what is it independent?
    independent(X[:])
X is a family: write integrable(X[1]) for a member
    integrable(X)
integrable(…) takes what has a mean
    integrable()
takes one index for each colon
    Eq(pair[1, :][1, 2], 0)
needs a range: write maximum(x[k], (k, a, b))
    Eq(maximum(a[i]), 0) | Eq(maximum(a[i], (i, 1)), 0)
a random family as a whole has its colon last, and no other
    independent(X, grid[:, 1]) | symmetric(grid[:, :])
[:] is not random
    independent(X, a[:]) | symmetric(a[:])
independent(…) takes random variables and random families, each once
    independent() | independent(X, Y, X) | independent(X, X[:]) | independent(X[:], Y, X)
write independent(x[n, k], (k, a, b)) for the members of a random family in a range
    independent(X[i], (i, 1)) | independent(a[i], (i, 1, n)) | independent(X, (i, 1, n)) | independent(X[i], Y[i], (i, 1, n))
the index of the range must be the last index of the family, by itself
    independent(X[i + 1], (i, 1, n)) | independent(grid[i, n], (i, 1, n)) | independent(grid[i, i], (i, 1, n))
must be for all that remains: (value, True)
    Eq(Piecewise((x, x > 0), (0, x <= 0)), 0)
is a SymPy function: name it with
    Eq(Function("f")(x), 0)
is an IndexedBase: name it with
    Eq(sp.IndexedBase("A")[1], 0)
write a family with its recurrence among the hypotheses
    Eq(sp.fibonacci(n), 0)
"""


def cases() -> Iterator[Any]:
    """The lines of REFUSED: what is said, and below it what is written."""
    said = ""
    for line in REFUSED.strip().splitlines():
        if not line.startswith(" "):
            said = line
            continue
        for form in line.strip().split(" | "):
            yield pytest.param(said, form, id=form)


CASES = list(cases())


def read(form: str) -> Any:
    """The forms are text, so that they can be read as a list; E is ours."""
    ours = {name: getattr(proofs, name) for name in proofs.__all__}
    return eval(form, {**vars(sp), **ours, "stats": stats, "Decimal": Decimal, **globals()})


@pytest.fixture(autouse=True)
def registry():
    """Claims made here are forgotten."""
    before = copy.copy(REGISTRY)
    yield
    REGISTRY.clear()
    REGISTRY.update(before)


@pytest.mark.parametrize(("said", "form"), CASES)
def test_refused(said: str, form: str) -> None:
    verdict = claim("refused", "tests")(lambda: read(form)).check()
    assert isinstance(verdict, Undecided)
    assert said in verdict.reason
    assert "At(" not in verdict.reason
    assert "1*" not in verdict.reason


@pytest.mark.parametrize(("said", "form"), [c for c in CASES if c.id != "None"])
def test_refused_in_a_hypothesis(said: str, form: str) -> None:
    made = hypothesis("refused")(lambda: read(form))
    verdict = claim("refused", "tests", given=[made])(lambda: Eq(y, y)).check()
    assert isinstance(verdict, Undecided)
    assert said in verdict.reason


def test_there_are_many() -> None:
    assert len(CASES) >= 120


def test_the_place_is_that_of_the_hypothesis() -> None:
    @hypothesis("plain")
    def plain():
        return Eq(s, 1)

    verdict = claim("refused", "tests", given=[plain])(lambda: Eq(y, y)).check()
    assert verdict.place == plain.place


def test_a_message_names_the_definition_at_fault() -> None:
    verdict = claim("refused", "tests")(lambda: Eq(square(a), 0)).check()
    assert verdict.reason.startswith("in the definition of square (test_refused.py:")


@pytest.mark.parametrize(("form", "said"), [
    ("Eq(Sum(a[i], i), 0)", "an index with a lower and an upper end"),
    ("Eq(Sum(a[i], (i, n)), 0)", "an index with a lower and an upper end"),
    ("0 < x <= 1", "Python asks here whether a relation is true"),
    ("Eq(x, '1')", "SympifyError"), ("square + 1", "unsupported operand"),
    ("Eq(x, undefined_name)", "undefined_name"),
])
def test_what_python_and_sympy_refuse_themselves(form: str, said: str) -> None:
    verdict = claim("refused", "tests")(lambda: read(form)).check()
    assert said in verdict.reason
    assert verdict.place.file == __file__
