"""What is accepted means what SymPy means, in the author's order."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import mpmath
import numeric
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sympy import Abs, Eq, Max, Piecewise, Product, S, Sum, exp

from proofs import (
    E,
    P,
    Var,
    bounded_sums,
    definition,
    derivative,
    diverges,
    dot,
    every,
    everywhere,
    family,
    gradient,
    indicator,
    maximum,
    nat,
    norm2,
    ordering,
    random_family,
    real,
    recurrence,
    relu,
    some,
    takes,
    tends,
    uniform,
    vector,
)
from proofs.claims.sequent import check_scopes
from proofs.kernel import Term
from proofs.language.door import Door
from proofs.language.export import to_sympy
from proofs.language.show import latex, text
from proofs.language.symbols import At
from proofs.sheets import texmath
from proofs.theories import expectation

x, y = real("x"), real("y")
n, m, i, j = nat("n"), nat("m"), nat("i"), nat("j")
a, c = family("a"), family("c", indices=2)
X, D = random_family("X", start=1), random_family("D", start=1, integer=True)
u, w = vector("u", n), vector("w", n)

XS = [Fraction(3, 2), Fraction(-2), Fraction(0), Fraction(5, 7)]
NS = [0, 1, 2, 4]
A = {k: Fraction(k*k - 3*k + 1, k + 3) for k in range(-2, 12)}
C = {k: {l: Fraction(2*k - l, 3) for l in range(-2, 12)} for k in range(-2, 12)}


def read(text: str) -> Any:
    """The forms below are text, so that they can be read as a list."""
    return eval(text, {**vars(sp), **globals()})


def term(written: Callable[[], Any]) -> Term:
    """The term of what an author writes."""
    door = Door()
    door.random = True
    with sp.evaluate(False):
        e = written()
    return door.number(e)


def by_sympy(e: Any, env: dict[Any, Any]) -> Any:
    """SymPy's own value: numbers put in, sums done, members of families looked up."""
    e = e.subs({s: S(v) for s, v in env.items()})
    e = unfolded(e).replace(relu, lambda z: Max(0, z))
    e = e.replace(lambda t: isinstance(t, At), lambda t: _cell(*t.args))
    return sp.N(e.doit(), 50)


def unfolded(e: Any) -> Any:
    """Sums and products written out, the last limit outermost; empty when the end is below the start."""
    if isinstance(e, (Sum, Product)):
        *inner, (index, low, high) = e.limits
        body = e.func(e.function, *inner) if inner else e.function
        parts = [unfolded(body.subs(index, k)) for k in range(int(low), int(high) + 1)]
        return sp.Add(*parts) if isinstance(e, Sum) else sp.Mul(*parts)
    return e.func(*map(unfolded, e.args)) if e.args else e


def _cell(head: Any, *indices: Any) -> Any:
    q: Any = {"a": A, "c": C}[head.name]
    for k in indices:
        q = q[int(k)]
    return sp.Rational(q.numerator, q.denominator)


def points() -> Iterator[dict[Any, Any]]:
    for (p, q), (k, l) in itertools.product(itertools.product(XS, XS), [(0, 1), (2, 3), (4, 2)]):
        yield {x: p, y: q, n: k, m: l}


def agree(written: Callable[[], Any]) -> int:
    """The number of points at which the term has the value that SymPy gives."""
    t, e, compared = term(written), written(), 0
    for env in points():
        expected = by_sympy(e, env)
        if not expected.is_number or expected.is_finite is False or expected.is_real is False or expected.has(sp.nan, sp.I):
            continue
        try:
            found = numeric.value(t, {"a": A, "c": C} | {s.name: v for s, v in env.items()})
        except ZeroDivisionError:
            continue  # a quotient that SymPy had cancelled
        close = mpmath.almosteq(numeric.real(Fraction(found) if isinstance(found, int) else found),
                                mpmath.mpf(str(expected)), rel_eps=1e-30, abs_eps=1e-30)
        assert close, f"{text(t)} is {found} at {env}, SymPy says {expected}"
        compared += 1
    return compared


FORMS = """
x - y;  x - y - 1;  x - (y - 1);  x/y;  x/y/3;  x/(y/3);  x*(1/y);  -x;  -x*y;  -(x + y);  -x**2;  (-x)**2;  1 - (-x)
S(1)/2*x;  x/2;  2/x;  1/(2*x);  x*-2;  y - 2*x;  S(1)/2 - x;  -S(2)/3*y
n*(n + 1)/2;  n/(m + 1);  n//2;  x*y*x - 3*x/(y + 5)*x + S(2)/3
x**-1;  x**-2;  x**0;  x**n;  2**(n + 1);  2**(-n);  (x**2)**n;  (x + 3)**(y + 3)
cbrt(x);  sqrt(x);  1/sqrt(x);  sqrt(x)*sqrt(y)
exp(x - y);  log(x);  floor(x/2);  ceiling(x/2);  Abs(x - y);  abs(x);  relu(x - y)
Max(x, y);  Max(x, y, 1);  Max(0, x);  Max(x, x);  Min(x, y, -1)
Piecewise((x, x > 0), (y, True));  Piecewise((1, x > 1), (2, x > y), (3, True))
Piecewise((x, Eq(n, m)), (y, n < m), (0, True))
binomial(n, m);  binomial(n, 2);  binomial(2*n, n + 1)*x;  binomial(n, m - 2);  binomial(m - 3, n);  binomial(-n, m)
factorial(n);  x*factorial(n + 2)/factorial(m);  factorial(5)**2
a[n];  a[2*n - m];  c[n, m];  a[n]*a[m] - a[n + m]
Sum(a[i], (i, 1, n));  Sum(1, (i, 0, n));  Sum(i**2, (i, 1, n));  Sum(x, (i, 1, n));  Sum(-a[i], (i, 1, n))
x - Sum(a[i], (i, 1, n))
Sum(Sum(c[i, j], (i, 1, j)), (j, 1, n));  Sum(c[i, j], (i, 1, j), (j, 1, n));  Sum(c[i, j], (j, i, n), (i, 1, n))
Sum(a[i], (i, 1, n))**2;  Sum(a[i], (i, 1, n))/(n + 1);  Sum(a[i]/(i + 1), (i, n, n + 2));  Sum(a[i], (i, -1, 1))
Product(a[i], (i, 1, n));  Product(c[i, j], (i, 1, 2), (j, 1, n));  Sum(a[i]*Product(a[j], (j, 1, i - 1)), (i, 1, n))
"""


@pytest.mark.parametrize("form", [f.strip() for line in FORMS.strip().splitlines() for f in line.split(";")])
def test_form(form: str) -> None:
    assert agree(lambda: read(form)) >= 6


def test_empty_sums_and_products() -> None:
    env = {"a": A, "n": -3}
    assert numeric.value(term(lambda: Sum(a[i], (i, 1, n))), env) == 0  # SymPy would count backwards here
    assert numeric.value(term(lambda: Product(a[i], (i, 1, n))), env) == 1


# -- the law, for expressions that nobody thought of -----------------------------------------------

LEAVES = {"x": lambda: x, "y": lambda: y, "n": lambda: n, "a[n]": lambda: a[n], "2": lambda: S(2), "-1": lambda: S(-1),
          "1/3": lambda: sp.Rational(1, 3)}
UNARY: dict[str, Callable[[Any], Any]] = {
    "minus": lambda e: -e, "square": lambda e: e**2, "inverse": lambda e: 1/e, "abs": Abs, "relu": relu, "half": lambda e: e/2,
}
BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "add": lambda e, f: e + f, "sub": lambda e, f: e - f, "mul": lambda e, f: e*f, "div": lambda e, f: e/f,
    "case": lambda e, f: Piecewise((e, x > y), (f, True)),
}
TREES = st.recursive(
    st.sampled_from(sorted(LEAVES)),
    lambda t: st.tuples(st.sampled_from(sorted(UNARY)), t) | st.tuples(st.sampled_from(sorted(BINARY)), t, t),
    max_leaves=6)


def build(tree: Any) -> Any:
    """The expression, written as an author would write it."""
    if isinstance(tree, str):
        return LEAVES[tree]()
    kind, *parts = tree
    return (UNARY | BINARY)[kind](*map(build, parts))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(TREES)
def test_any_expression_keeps_its_value(tree: Any) -> None:
    with sp.evaluate(False):
        e = build(tree)
    assume(not e.has(sp.zoo, sp.nan))
    agree(lambda: build(tree))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(TREES, st.booleans())
def test_inside_a_sum_too(tree: Any, twice: bool) -> None:
    def written() -> Any:
        inner = Sum(build(tree)*a[i], (i, 1, n))
        return Sum(inner + a[j], (j, 0, m)) if twice else inner

    with sp.evaluate(False):
        e = build(tree)
    assume(not e.has(sp.zoo, sp.nan))
    agree(written)


# -- order -------------------------------------------------------------------------------------------

ORDER = """
y + x ~ y + x;  1 + x ~ 1 + x;  x + 1 ~ x + 1;  y*x ~ y·x;  x*2 ~ x·2;  y - x ~ y - x;  -x + y ~ -x + y;  y/x ~ y/x
(1 - x)*y + x*y ~ (1 - x)·y + x·y;  x + (y + 1) ~ x + (y + 1);  x + y + 1 ~ x + y + 1;  (x*y)**2 ~ (x·y)^2
x/x ~ x/x;  x - x ~ x - x;  0*x ~ 0·x;  x**1 ~ x^1;  sqrt(x)*sqrt(y) ~ √(x)·√(y)
Piecewise((y, y > x), (x, True)) ~ (y if y > x else x)
Sum(a[i] - a[j], (i, 1, n)) ~ Σ[i=1..n] (a[i] - a[j]);  Sum(c[i, j], (i, 1, n), (j, 1, m)) ~ Σ[j=1..m] Σ[i=1..n] c[i,j]
factorial(n)**2*factorial(n + 1) ~ (n!)^2·(n + 1)!;  binomial(n, 2)*x ~ binomial(n, 2)·x
y*Sum(a[i], (i, 1, n))*x ~ y·(Σ[i=1..n] a[i])·x;  norm2(u + 2*w) ~ ‖u + 2·w‖^2;  dot(w, u) ~ ⟨w, u⟩
"""


@pytest.mark.parametrize("row", [f.strip() for line in ORDER.strip().splitlines() for f in line.split(";")])
def test_order_is_the_authors(row: str) -> None:
    written, shown = row.split(" ~ ")
    door = Door()
    with sp.evaluate(False):
        e = read(written)
    t = door.number(e)
    assert text(t, door.hints) == shown


# -- formulas ------------------------------------------------------------------------------------------

FORMULAS: dict[str, Callable[[Any, Any], bool]] = {
    "Eq(x, y)": lambda p, q: p == q,
    "Ne(x, y)": lambda p, q: p != q,
    "x < y": lambda p, q: p < q,
    "x <= y": lambda p, q: p <= q,
    "x > y": lambda p, q: p > q,
    "x >= y": lambda p, q: p >= q,
    "(x > 0, y > 0)": lambda p, q: p > 0 and q > 0,
    "And(x > 0, y > 0)": lambda p, q: p > 0 and q > 0,
    "Or(x > 0, y > 0)": lambda p, q: p > 0 or q > 0,
    "Not(x > 0)": lambda p, q: p <= 0,
    "Implies(x > 0, y > 0)": lambda p, q: p <= 0 or q > 0,
    "Equivalent(x > 0, y > 0)": lambda p, q: (p > 0) == (q > 0),
    "Implies(And(x > 0, Or(y > 0, Eq(x, 0))), Ne(x, y))": lambda p, q: not (p > 0 and (q > 0 or p == 0)) or p != q,
}


@pytest.mark.parametrize("written", FORMULAS)
def test_formula(written: str) -> None:
    with sp.evaluate(False):
        t = Door().statement(read(written))
    for p, q in itertools.product(XS, XS):
        assert numeric.value(t, {"x": p, "y": q}) == FORMULAS[written](p, q)


LIMITS: dict[str, Callable[[], Any]] = {
    "lim[i → ∞] a[i]/n = x": lambda: tends(a[i]/n, i, x),
    "lim[i → ∞] (a[i] + n) = ∞": lambda: diverges(a[i] + n, i),
    "the sums Σ[i=1..N] a[i]^2 are bounded": lambda: bounded_sums(a[i]**2, i, start=1),
    "lim[i → ∞] c[i,1] = 0": lambda: tends(c[i, 1], i, 0, start=2),
}


@pytest.mark.parametrize("shown", LIMITS)
def test_limit(shown: str) -> None:
    door = Door()
    with sp.evaluate(False):
        t = door.statement(LIMITS[shown]())
    assert text(t, door.hints) == shown


# -- definitions, vectors, expectation -----------------------------------------------------------------


@definition()
def cube(x: Any) -> Any:
    return x**3


@definition()
def total(z: Any) -> Any:
    return Sum(z[i], (i, 1, n))


@definition()
def shifted(k: Any) -> Any:
    return a[k] + x


@recurrence(start={1: 5})
def fold(t: Any) -> Any:
    return fold[t - 1]/2 + a[t]


def test_definitions_mean_their_bodies() -> None:
    env = {"a": A, "n": 3, "x": Fraction(1, 2)}
    members = [A[k] for k in (1, 2, 3)]
    assert numeric.value(term(lambda: cube(x + 1)), env) == Fraction(27, 8)
    assert numeric.value(term(lambda: total(a)), env) == sum(members)
    assert numeric.value(term(lambda: total(shifted)), env) == sum(members) + Fraction(3, 2)
    assert numeric.value(term(lambda: fold[1]), env) == 5
    assert numeric.value(term(lambda: fold[n]), env) == (Fraction(5, 2) + A[2])/2 + A[3]


def test_sections_are_families() -> None:
    env = {"a": A, "c": C, "n": 3, "m": 1, "x": Fraction(1, 2)}
    assert numeric.value(term(lambda: total(c[m, :])), env) == sum(C[1][k] for k in (1, 2, 3))
    assert numeric.value(term(lambda: total(c[:, m])), env) == sum(C[k][1] for k in (1, 2, 3))
    assert term(lambda: total(a[:])) is term(lambda: total(a))
    assert term(lambda: c[m, :][n]) is term(lambda: c[m, n])
    assert term(lambda: total(shifted[:])) is term(lambda: total(shifted))


def test_maxima_over_a_range() -> None:
    env = {"a": A, "n": 4}
    assert numeric.value(term(lambda: maximum(a[i], (i, 1, n))), env) == max(A[k] for k in (1, 2, 3, 4))
    door = Door()
    assert text(door.number(maximum(a[i] + x, (i, 1, n))), door.hints) == "max[1 ≤ i ≤ n] (a[i] + x)"


@pytest.mark.parametrize(("written", "shown"), [("c[m, :]", "c[m,:]"), ("c[:, m]", "c[:,m]"), ("shifted[:]", "shifted")])
def test_sections_are_printed(written: str, shown: str) -> None:
    door = Door()
    with sp.evaluate(False):
        e = read(f"total({written})")
    assert text(door.number(e), door.hints) == f"total({shown})"


def test_vectors() -> None:
    env = {"u": {1: Fraction(1), 2: Fraction(-2)}, "w": {1: Fraction(3), 2: Fraction(1, 2)}, "n": 2, "x": Fraction(4)}
    assert numeric.value(term(lambda: dot(u, w)), env) == 2
    assert numeric.value(term(lambda: norm2(u - x*w)), env) == 11**2 + 4**2
    assert numeric.value(term(lambda: norm2(-u/2)), env) == Fraction(5, 4)


def test_vector_equations_are_component_by_component() -> None:
    for e in (lambda: Eq(u, w), lambda: Eq(u + w, 0), lambda: Eq(2*u - w/x, x*u)):
        with sp.evaluate(False):
            t = Door().statement(e())
        assert t.op == "all"


def test_expectation_is_of_the_random_variable() -> None:
    sample = {1: lambda s: Fraction([3, -1, 2, 0][s])}
    mean = {"E": lambda f: sum(Fraction(f(s)) for s in range(4))/4, "X": sample, "x": Fraction(7), "I": None}
    assert expectation.E.data[0] == "E"
    assert numeric.value(term(lambda: E(X[1]**2 + x)), mean) == Fraction(14, 4) + 7
    assert numeric.value(term(lambda: Var(X[1])), mean) == Fraction(14, 4) - 1
    assert numeric.value(term(lambda: E(X[1])**2), mean) == 1


def test_events_are_averages_of_indicators() -> None:
    draws = {1: lambda w: Fraction([1, 2, 2, 3][w]), 2: lambda w: Fraction([3, 3, 1, 1][w])}
    env = {"E": lambda f: sum(Fraction(f(w)) for w in range(4))/4, "D": draws, "I": None, "x": Fraction(2), "n": 2}
    assert numeric.value(term(lambda: P(Eq(D[1], 2))), env) == Fraction(1, 2)
    assert numeric.value(term(lambda: P(every(D[i] >= 2, (i, 1, n)))), env) == Fraction(1, 4)
    assert numeric.value(term(lambda: P(some(Eq(D[i], 1), (i, 1, n)))), env) == Fraction(3, 4)
    assert numeric.value(term(lambda: E(D[2], given=D[1] >= 2)), env) == Fraction(5, 3)
    assert numeric.value(term(lambda: E(a[D[1]])), env | {"a": A}) == (A[1] + 2*A[2] + A[3])/4
    assert numeric.value(term(lambda: indicator(x > 1) + indicator(x > 2)), env) == 1


def test_laws_are_statements_about_every_function() -> None:
    for written in (lambda: takes(X[1], {1: x, 0: 1 - x}), lambda: uniform(D[1], n), lambda: everywhere(D[1] >= 1),
                    lambda: ordering(D, n)):
        with sp.evaluate(False):
            t = Door().statement(written())
        assert t.type.name == "Prop"


def test_every_point_is_compared() -> None:
    assert agree(lambda: x - y) == len(list(points()))
    assert math.isclose(float(numeric.value(term(lambda: exp(x)), {"x": Fraction(1)})), math.e)


# -- derivatives ---------------------------------------------------------------------------------------

DERIVATIVES = r"""
derivative(x**2, x, 2*x)
d/dx x^2 is 2·x
\frac{d}{d x} x^{2} = 2\,x

derivative(x**2, x, 6, at=3)
d/dx x^2 at x = 3 is 6
\left. \frac{d}{d x} x^{2} \right|_{x = 3} = 6

gradient(a[1]*a[2], a[i], a[3 - i], (i, 1, 2))
∇[a] a[1]·a[2] is (a[3 - i])[i]
\nabla_{a} a_{1}\,a_{2} = (a_{3 - i})_{i}

gradient(a[1]*y, a[i], w[i], (i, 1, n), at=u[i])
∇[a] a[1]·y at a = u is w
\left. \nabla_{a} a_{1}\,y \right|_{a = u} = w

gradient(c[1, 2]*y, c[i, j], u[i]*w[j], (i, 1, n), (j, 1, m))
∇[c] c[1,2]·y is (u[i]·w[j])[i,j]
\nabla_{c} c_{1,2}\,y = (u_{i}\,w_{j})_{i,j}
"""


@pytest.mark.parametrize("row", DERIVATIVES.strip().split("\n\n"))
def test_derivatives_read_as_they_print(row: str) -> None:
    written, shown, typeset = row.splitlines()
    door = Door()
    with sp.evaluate(False):
        e = read(written)
    t = door.statement(e)
    check_scopes(door)
    assert text(t, door.hints) == shown
    assert latex(t, door.hints) == typeset
    texmath.parse(typeset)


def test_a_derivative_is_exported_as_one() -> None:
    door = Door()
    with sp.evaluate(False):
        here, there = door.statement(derivative(x**2, x, 2*x)), door.statement(derivative(y**3, y, 12, at=x))
        rows = door.statement(gradient(a[1]*x, a[i], 0, (i, 1, n)))
    assert to_sympy(here, door.hints) == Eq(sp.Derivative(x**2, x), 2*x, evaluate=False)
    assert to_sympy(rows, door.hints).func.__name__ == "grad"
    assert to_sympy(there, door.hints) == Eq(sp.Subs(sp.Derivative(y**3, y), y, x), 12, evaluate=False)
