"""Random terms and their values, shared by the laws.  Values are exact; junk (1/0, √ of a negative) is an error."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import isqrt
from typing import Any

from hypothesis import strategies as st

from proofs.kernel import INT, REAL, Term, app, fun, gap, lam, num, op, value, var
from proofs.kernel import Theorem as Theorem

x, y, z = REALS = tuple(var(name, REAL) for name in "xyz")
m, n = INTEGERS = tuple(var(name, INT) for name in "mn")
f = var("f", fun(REAL, REAL))
Point = dict[Term, Fraction]

fractions = st.builds(Fraction, st.integers(-6, 6), st.integers(1, 4))
points = st.fixed_dictionaries(dict.fromkeys(REALS, fractions))
integer_points = st.fixed_dictionaries({v: st.integers(-5, 5).map(Fraction) for v in INTEGERS})


class Junk(Exception):
    """A value that the logic says nothing about was read."""


def admitted(phi: Term, *hyps: Term) -> Theorem:
    return gap(hyps, phi, "law")


def reals(leaves: st.SearchStrategy[Term], *names: str, leaves_max: int = 8) -> st.SearchStrategy[Term]:
    """Terms over the leaves with binary and unary operators."""
    unary = [name for name in names if name in ("neg", "sqrt")]
    binary = [name for name in names if name not in (*unary, "pow")]

    def grow(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
        options = [st.builds(op, st.sampled_from(binary), inner, inner)]
        if unary:
            options.append(st.builds(op, st.sampled_from(unary), inner))
        if "pow" in names:
            options.append(st.builds(lambda t, e: op("pow", t, num(e, INT)), inner, st.integers(-2, 3)))
        return st.one_of(options)

    return st.recursive(leaves, grow, max_leaves=leaves_max)


real_leaves = st.one_of(st.sampled_from(REALS), fractions.map(num))
rationals = reals(real_leaves, "add", "sub", "mul", "neg", "div", "pow")
polynomials = reals(real_leaves, "add", "sub", "mul", "neg")
partial = reals(real_leaves, "add", "sub", "mul", "neg", "div", "pow", "sqrt")
integers = reals(st.one_of(st.sampled_from(INTEGERS), st.integers(-4, 4).map(lambda k: num(k, INT))),
                 "add", "sub", "mul", "neg", leaves_max=5)


def _lambda(body: Term, arg: Term) -> Term:
    """(λx. body) arg"""
    return app(lam(x, body), arg)


lambdas = st.recursive(
    st.one_of(st.sampled_from(REALS), st.integers(-2, 2).map(num)),
    lambda inner: st.one_of(
        st.builds(op, st.sampled_from(["add", "mul"]), inner, inner),
        st.builds(_lambda, inner, inner),
        inner.map(lambda t: app(f, t)),
        st.builds(lambda t, a: app(lam(f, app(f, t)), lam(y, a)), inner, inner),
        st.builds(lambda t, a: op("rec", num(0, INT), a, lam(n, lam(x, t)), num(2, INT)), inner, inner),
    ), max_leaves=10)


# -- values ---------------------------------------------------------------------------


def evaluate(t: Term, at: Point) -> Any:
    """The value of a number, or the truth of a formula without quantifiers; left to right."""
    if t.op == "num":
        return value(t)
    if t.op == "var":
        return at[t]
    if t.op in LAZY:
        return LAZY[t.op](t, at)
    return STRICT[t.op](*[evaluate(a, at) for a in t.args])


def _quotient(a: Fraction, b: Fraction) -> Fraction:
    if b == 0:
        raise Junk("division by zero")
    return a / b


def _power(a: Fraction, e: Fraction) -> Fraction:
    if a == 0 and e < 0:
        raise Junk("negative power of zero")
    return Fraction(a) ** int(e)


def _root(a: Fraction) -> Fraction:
    if a < 0:
        raise Junk("root of a negative number")
    return Fraction(isqrt(a.numerator), 1)  # any fixed function of the right sign will do here


STRICT: dict[str, Callable[..., Any]] = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "neg": lambda a: -a,
    "div": _quotient, "pow": _power, "sqrt": _root, "real": lambda a: a, "eq": lambda a, b: a == b,
    "le": lambda a, b: a <= b, "lt": lambda a, b: a < b, "not": lambda a: not a, "iff": lambda a, b: a == b,
    "false": lambda: False,
}
LAZY: dict[str, Callable[[Term, Point], Any]] = {
    "and": lambda t, at: evaluate(t.args[0], at) and evaluate(t.args[1], at),
    "or": lambda t, at: evaluate(t.args[0], at) or evaluate(t.args[1], at),
    "imp": lambda t, at: not evaluate(t.args[0], at) or evaluate(t.args[1], at),
    "ite": lambda t, at: evaluate(t.args[1 if evaluate(t.args[0], at) else 2], at),
}


def subterms(t: Term) -> list[Term]:
    """All subterms, each once."""
    seen: dict[Term, None] = {}
    stack = [t]
    while stack:
        t = stack.pop()
        if t not in seen:
            seen[t] = None
            stack.extend(t.args)
    return list(seen)


def divisors(t: Term) -> list[Term]:
    """What the term divides by, in order from the inside: divisors and bases of negative powers."""
    out: list[Term] = []
    for a in t.args:
        out += divisors(a)
    if t.op == "div":
        out.append(t.args[1])
    elif t.op == "pow" and value(t.args[1]) < 0:
        out.append(t.args[0])
    return list(dict.fromkeys(out))
