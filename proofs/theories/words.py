"""SymPy's words for what is made of others: harmonic, fibonacci, Mod, sign, tanh, …; Derivative and Limit in an equation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from ..kernel import INT, REAL, Term, exists, lam, normal, num, op, var
from ..language.calculus import derivative
from ..language.door import RELATIONS, Door, reads
from ..language.errors import NotWritten
from ..language.plain import at_least_zero, index, named
from ..language.quantifiers import ForAll
from ..language.symbols import Named, diverges, family, function, integer, tends
from ..language.wording import refusal, said
from ..tactics.build import add, div, eq, fresh, mul, number, sub
from .folds import SUM


@reads(sp.Symbol)
def symbol(d: Door, e: Any) -> Term:
    """A symbol of SymPy's, where a question is read: the index of a sum around, or a number."""
    if not d.plain or type(e) is not sp.Symbol:
        raise NotWritten(refusal(e))
    return d.number(index(e) if index(e) in d.bound else named(e))


MAX_MEMBER = 1_000
ASSUMED = ("integer", "rational", "algebraic", "zero", "positive", "negative", "nonnegative", "nonpositive")


def _nothing_assumed(e: Any) -> None:
    """A family and a function are of real numbers: anything else that SymPy was told of them has to be stated."""
    if any(getattr(e, f"is_{fact}") is not None for fact in ASSUMED):
        raise NotWritten(f"what is assumed of {said(e)} is not read: name it without, and state it as a hypothesis, "
                         "given=ForAll([n], …)")


@reads(sp.Indexed)
def indexed(d: Door, e: Any) -> Term:
    """a[i, …] of an IndexedBase: a family of real numbers."""
    if not d.plain:
        raise NotWritten(f'{e.base} is an IndexedBase: name it with family("{e.base}")')
    _nothing_assumed(e)
    return d.number(family(str(e.base.label), indices=len(e.indices))[e.indices])


@reads(AppliedUndef)
def applied(d: Door, e: Any) -> Term:
    """f(n) of a Function of SymPy's: a family where the arguments are integers, else an unknown function of numbers."""
    if not d.plain:
        raise NotWritten(f'{e.func} is a SymPy function: name it with family("{e.func}") or function("{e.func}", "real")')
    name = e.func.__name__
    _nothing_assumed(e)
    known = d.used.get(name)
    if known.kind == "family" if known is not None else name not in d.of_reals and all(d.number(a).type is INT for a in e.args):
        return d.number(family(name, indices=len(e.args))[tuple(e.args)])
    return d.number(function(name, *["real"]*len(e.args))(*e.args))


def _sequence(d: Door, e: Any, facts: Callable[[Any, Any], tuple[Any, ...]]) -> Term:
    """A member of a sequence by what is known of it: of a family of which the question assumes facts(family, k)."""
    name = type(e).__name__
    if not d.plain or len(e.args) != 1:
        raise NotWritten(f"{said(e)}: write a family with its recurrence among the hypotheses, or a sum")
    u = Named(name, "family", indices=1, word=True)  # and no author's family of that name, of which nothing is known
    d.assumed[name] = lambda: facts(u, _letter(d, "k_"))
    return d.number(u[e.args[0]])


def _letter(d: Door, name: str) -> Named:
    """A bound letter for what is assumed, with a prime for each that the question means something else by."""
    k = integer(name)
    return _letter(d, name + "_") if d.used.get(name, k) != k or k in d.ever_free else k


@reads(sp.fibonacci, sp.lucas)
def two_steps(d: Door, e: Any) -> Term:
    """u₀, u₁, uₖ₊₂ = uₖ₊₁ + uₖ; SymPy's go on below 0, and where a question might, so does the recurrence."""
    if isinstance(e.args[0], sp.Integer) and len(e.args) == 1 and abs(e.args[0]) <= MAX_MEMBER:
        return num(_two_steps(0 if isinstance(e, sp.fibonacci) else 2, 1, int(e.args[0])), INT)
    if d.plain and not at_least_zero(e.args[0], d.indices, d.natural):
        d.below_zero.setdefault(type(e), []).append(None if d.indices else d.integer(e.args[0]))
    first = 0 if isinstance(e, sp.fibonacci) else 2
    return _sequence(d, e, lambda u, k: (
        sp.Eq(u[0], first), sp.Eq(u[1], 1),
        ForAll([k if type(e) in d.below_zero else k >= 0], sp.Eq(u[k + 2], u[k + 1] + u[k]))))


def _two_steps(first: int, second: int, n: int) -> int:
    """uₙ from u₀ and u₁, upwards or downwards."""
    for _ in range(abs(n)):
        first, second = (second, first + second) if n > 0 else (second - first, first)
    return first


@reads(sp.harmonic)
def harmonic(d: Door, e: Any) -> Term:
    """1 + 1/2 + … + 1/n, for n ≥ 0; SymPy's has no value below 0, and where a question might go there, nothing is assumed."""
    if len(e.args) == 1 and d.plain and at_least_zero(e.args[0], d.indices, d.natural):
        k = var("k", INT)
        return SUM.of(num(1, INT), d.integer(e.args[0]), lam(k, div(1, op("real", k))))

    def sums(u: Any, k: Any) -> tuple[Any, ...]:
        j = _letter(d, "j_")
        return (ForAll([k >= 0], sp.Eq(u[k], sp.Sum(1/j, (j, 1, k)))),)

    return _sequence(d, e, sums)


# -- remainders ---------------------------------------------------------------------------------------


@reads(sp.Mod)
def remainder(d: Door, e: Any) -> Term:
    """a − m·⌊a/m⌋, of integers an integer"""
    a, m = (d.number(t) for t in e.args)
    if a.type is m.type is INT:
        return sub(a, mul(m, op("floor", div(op("real", a), op("real", m)))))
    a, m = (d.real(t) for t in e.args)
    return sub(a, op("real", op("floor", a)) if m is number(1) else mul(m, op("real", op("floor", div(a, m)))))


@reads(sp.frac)
def fractional_part(d: Door, e: Any) -> Term:
    """x − ⌊x⌋"""
    x = d.real(e.args[0])
    return sub(x, op("real", op("floor", x)))


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
    j = fresh(INT, a, r)
    multiple = mul(num(int(m), INT), j) if a.type is r.type is INT else mul(number(int(m)), op("real", j))
    if a.type is not r.type:
        r = number(int(rest[0])) if isinstance(rest[0], sp.Integer) else d.real(rest[0])
    made = normal(exists(j, eq(a, multiple if rest[0] == 0 else add(multiple, r))))
    return op("not", made) if isinstance(e, sp.Ne) else made


# -- derivatives and limits -------------------------------------------------------------------------------


TOP = integer("n_", latex="n'")  # up to where a series is summed: nobody else's letter
STEADY = (sp.Add, sp.Mul, sp.exp, sp.log, sp.Abs, sp.Max, sp.Min)


def _settles(e: Any, n: Any) -> bool:
    """Is e in the end monotone in the real number n?  Then its limit is that of the sequence.  Hardy: what is made of n and
    constants with + · / exp log |·|, of a^e for a number a > 0, and roots."""
    if not e.has(n) or e == n:
        return True
    if isinstance(e, sp.Pow):
        base, exponent = e.args
        fixed = base is sp.E or base.is_number and base.is_positive if exponent.has(n) else exponent.is_Rational
        return bool(fixed) and all(_settles(a, n) for a in e.args)
    return isinstance(e, STEADY) and all(_settles(a, n) for a in e.args)


def _computed(d: Door, e: Any) -> Term | None:
    """Derivative(f, x) = value, Limit(a, n, oo) = value, Sum(a, (k, 0, oo)) = value: the statements that they are."""
    if not (d.plain and isinstance(e, sp.Eq)):
        return None
    for one, value in ((e.lhs, e.rhs), (e.rhs, e.lhs)):
        slope, at = _at_place(one)
        if isinstance(slope, sp.Derivative) and len(slope.variable_count) == 1 and slope.variable_count[0][1] == 1:
            return d.formula(derivative(slope.expr, named(slope.variables[0]), value, at=at))
        if isinstance(one, sp.Limit) and one.args[2] is sp.oo:
            n = index(one.args[1])
            n = integer(n.name) if n.kind == "real" and _settles(one.args[0], one.args[1]) else n
            if not one.args[1].is_integer and not _settles(one.args[0], one.args[1]):
                raise NotWritten(f"{said(one)} over real numbers is not read: for a sequence write "
                                 f"{one.args[1]} = Symbol('{one.args[1]}', integer=True)")
            body = one.args[0].xreplace({one.args[1]: n}) if n is not one.args[1] else one.args[0]
            return d.formula(diverges(body, n, start=1) if value is sp.oo else tends(body, n, value, start=1))
        if isinstance(one, (sp.Sum, sp.Product)) and len(one.limits) == 1 and one.limits[0][2] is sp.oo:
            i, start, _ = one.limits[0]
            partial = one.func(one.function, (i, start, TOP))
            return d.formula(diverges(partial, TOP, start=start) if value is sp.oo else tends(partial, TOP, value, start=start))
    return None


def _at_place(e: Any) -> tuple[Any, Any]:
    """A derivative, and where it is taken if that is not its own variable."""
    if isinstance(e, sp.Subs) and isinstance(e.expr, sp.Derivative) and e.variables == e.expr.variables:
        return e.expr, e.point[0]
    return e, None


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


