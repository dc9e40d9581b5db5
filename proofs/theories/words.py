"""SymPy's words for what is made of others: harmonic, fibonacci, Mod, sign, tanh, …; Derivative and Limit in an equation."""

from __future__ import annotations

from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from ..kernel import INT, REAL, Term, exists, lam, normal, num, op, var
from ..language.calculus import derivative
from ..language.door import RELATIONS, Door, reads
from ..language.errors import NotWritten
from ..language.plain import index, named
from ..language.quantifiers import ForAll
from ..language.symbols import diverges, family, function, integer, tends
from ..language.wording import refusal, said
from ..tactics.build import add, div, eq, mul, number, sub
from .folds import SUM


@reads(sp.Symbol)
def symbol(d: Door, e: Any) -> Term:
    """A symbol of SymPy's, where a question is read: the index of a sum around, or a number."""
    if not d.plain or type(e) is not sp.Symbol:
        raise NotWritten(refusal(e))
    return d.number(index(e) if index(e) in d.bound else named(e))


@reads(sp.Indexed)
def indexed(d: Door, e: Any) -> Term:
    """a[i, …] of an IndexedBase: a family of real numbers."""
    if not d.plain:
        raise NotWritten(f'{e.base} is an IndexedBase: name it with family("{e.base}")')
    return d.number(family(str(e.base.label), indices=len(e.indices))[e.indices])


@reads(AppliedUndef)
def applied(d: Door, e: Any) -> Term:
    """f(n) of a Function of SymPy's: a family where the arguments are integers, else an unknown function of numbers."""
    if not d.plain:
        raise NotWritten(f'{e.func} is a SymPy function: name it with family("{e.func}") or function("{e.func}", "real")')
    name = e.func.__name__
    known = d.used.get(name)
    if known.kind == "family" if known is not None else all(d.number(a).type is INT for a in e.args):
        return d.number(family(name, indices=len(e.args))[tuple(e.args)])
    return d.number(function(name, *["real"]*len(e.args))(*e.args))


@reads(sp.harmonic)
def harmonic(d: Door, e: Any) -> Term:
    """1 + 1/2 + … + 1/n"""
    if len(e.args) != 1:
        raise NotWritten(f"{said(e)}: write Sum(1/k**2, (k, 1, n))")
    k = var("k", INT)
    return SUM.of(num(1, INT), d.integer(e.args[0]), lam(k, div(1, op("real", k))))


def _two_steps(name: str, first: int, second: int) -> Any:
    """The sequence s₀, s₁, sₙ₊₂ = sₙ₊₁ + sₙ: a family of which a question assumes this."""

    def read(d: Door, e: Any) -> Term:
        if not d.plain or len(e.args) != 1:
            raise NotWritten(f"{said(e)}: write a family with its recurrence among the hypotheses")
        u, k = family(name), integer("k_")
        with sp.evaluate(False):
            d.assumed[name] = (sp.Eq(u[0], first), sp.Eq(u[1], second),
                               ForAll([k >= 0], sp.Eq(u[k + 2], u[k + 1] + u[k])))
        return d.number(u[e.args[0]])

    return read


reads(sp.fibonacci)(_two_steps("fibonacci", 0, 1))
reads(sp.lucas)(_two_steps("lucas", 2, 1))


# -- remainders ---------------------------------------------------------------------------------------


@reads(sp.Mod)
def remainder(d: Door, e: Any) -> Term:
    """a − m·⌊a/m⌋"""
    a, m = (d.number(t) for t in e.args)
    if a.type is not INT or m.type is not INT:
        raise NotWritten(f"{said(e)} needs integers")
    return sub(a, mul(m, op("floor", div(op("real", a), op("real", m)))))


def _congruent(d: Door, e: Any) -> Term | None:
    """a mod m = r, with numbers 0 ≤ r < m, and a mod m = b mod m: that a − r, or a − b, is a multiple of m."""
    sides = [t for t in (e.lhs, e.rhs) if isinstance(t, sp.Mod)]
    if not isinstance(e, (sp.Eq, sp.Ne)) or not sides or not isinstance(sides[0].args[1], sp.Integer):
        return None
    m = sides[0].args[1]
    rest = [t.args[0] if isinstance(t, sp.Mod) else t for t in (e.lhs, e.rhs) if t is not sides[0]]
    same = [t for t in sides if t.args[1] != m]
    if m <= 0 or same or len(sides) == 1 and not (isinstance(rest[0], sp.Integer) and 0 <= rest[0] < m):
        return None
    a, r = (d.number(t) for t in (sides[0].args[0], rest[0]))
    j = var("j", INT)
    multiple = mul(num(int(m), INT), j) if a.type is r.type is INT else mul(number(int(m)), op("real", j))
    if a.type is not r.type:
        r = number(int(rest[0])) if isinstance(rest[0], sp.Integer) else d.real(rest[0])
    made = normal(exists(j, eq(a, multiple if rest[0] == 0 else add(multiple, r))))
    return op("not", made) if isinstance(e, sp.Ne) else made


# -- derivatives and limits -------------------------------------------------------------------------------


def _computed(d: Door, e: Any) -> Term | None:
    """Derivative(f, x) = value, Limit(a, n, oo) = value: the statements that they are."""
    if not (d.plain and isinstance(e, sp.Eq)):
        return None
    for one, value in ((e.lhs, e.rhs), (e.rhs, e.lhs)):
        if isinstance(one, sp.Derivative) and len(one.variable_count) == 1 and one.variable_count[0][1] == 1:
            return d.formula(derivative(one.expr, named(one.variables[0]), value))
        if isinstance(one, sp.Limit) and one.args[2] is sp.oo:
            n = index(one.args[1])
            body = one.args[0].xreplace({one.args[1]: n}) if n is not one.args[1] else one.args[0]
            return d.formula(diverges(body, n, start=1) if value is sp.oo else tends(body, n, value, start=1))
    return None


RELATIONS.extend((_congruent, _computed))


# -- functions of a number ----------------------------------------------------------------------------------


@reads(sp.sign)
def sign(d: Door, e: Any) -> Term:
    """1, 0 or −1"""
    x = d.real(e.args[0])
    negative = op("ite", op("lt", x, number(0)), number(-1), number(0))
    return op("ite", op("lt", number(0), x), number(1), negative)


@reads(sp.sinh, sp.cosh, sp.tanh)
def hyperbolic(d: Door, e: Any) -> Term:
    """By their exponentials."""
    x = d.real(e.args[0])
    up, down = op("exp", x), op("exp", op("neg", x))
    half = [div(op(which, up, down), number(2)) for which in ("sub", "add")]
    if isinstance(e, sp.tanh):
        return div(op("sub", up, down), op("add", up, down))
    return half[0] if isinstance(e, sp.sinh) else half[1]


@reads(type(sp.E))
def euler(d: Door, e: Any) -> Term:
    """exp 1"""
    return op("exp", num(1, REAL))


