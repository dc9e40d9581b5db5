"""What the author's words mean: each SymPy node that is not plain arithmetic, and its defined constant."""

from __future__ import annotations

from typing import Any

import sympy as sp

from ..kernel import INT, REAL, Term, app, define, forall, lam, normal, op, substitute, table, var
from ..language import quantifiers
from ..language import sections as sections
from ..language.door import OMEGA_VAR, Door, reads
from ..language.errors import NotWritten
from ..language.symbols import COLON, At, E, Named, Section, Var, dot, independent, integrable, norm2, relu, size_of, symmetric
from ..language.wording import said
from ..tactics.build import conj, imp, le
from . import blocks, expectation, independence, symmetry
from .folds import PRODUCT, SUM
from .relu import RELU
from .vectors import DOT, NORM2

_x, _y = var("x", REAL), var("y", REAL)
MAX = define("max", lam(_x, lam(_y, op("ite", le(_x, _y), _y, _x))), total=True)
MIN = define("min", lam(_x, lam(_y, op("ite", le(_x, _y), _x, _y))), total=True)


@reads(sp.Sum, sp.Product)
def fold(d: Door, e: Any) -> Term:
    """Σ and Π over integer ranges; the first limit of SymPy is the innermost."""
    return _nested(d, SUM if isinstance(e, sp.Sum) else PRODUCT, e.function, list(reversed(e.limits)), e)


def _nested(d: Door, kind: Any, body: Any, limits: list[Any], e: Any) -> Term:
    if not limits:
        while isinstance(body, sp.Mul) and len(body.args) == 2 and body.args[0] == 1:
            body = body.args[1]  # SymPy stores 1·body
        return d.real(body)
    if len(limits[0]) != 3:
        raise NotWritten(f"{said(e)} needs a lower and an upper end: Sum(f, (i, a, b))")
    index, low, high = limits[0]
    ends = d.integer(low), d.integer(high)
    if any(OMEGA_VAR.free <= t.free for t in ends):
        raise NotWritten(f"the range of {said(e)} is random: a sum under E needs fixed ends")
    with d.binding(index, low) as v:
        inner = _nested(d, kind, body, limits[1:], e)
    made: Term = kind.of(*[normal(t) for t in ends], d.lam(index, v, inner))
    d.hints.names.setdefault(made, index)  # for a bare family, whose λ is gone
    return made


@reads(E)
def expected(d: Door, e: Any) -> Term:
    """E X, the sample point bound."""
    return app(expectation.E, random_variable(d, e.args[0]))


@reads(Var)
def variance(d: Door, e: Any) -> Term:
    """Var X."""
    d_space(d)
    return app(expectation.VAR, expectation.E, random_variable(d, e.args[0]))


def random_variable(d: Door, e: Any) -> Term:
    """λω. the expression, in η-normal form."""
    d_space(d)
    outer, d.random = d.random, True
    body = d.real(e)
    d.random = outer
    return normal(lam(OMEGA_VAR, body))


def d_space(d: Door) -> None:
    """Note that the statement speaks of an expectation space."""
    d.hints.symbols.setdefault(expectation.E, SPACE_SYMBOL)


SPACE_SYMBOL = Named("E", "real", r"\mathbb{E}")


@reads(integrable)
def is_integrable(d: Door, e: Any) -> Term:
    """I(X), for each of the variables"""
    if not e.args:
        raise NotWritten("integrable(…) takes what has a mean: integrable(X), integrable(X, X**2)")
    family = next((x for x in e.args if isinstance(x, Named) and x.kind == "family"), None)
    if family is not None:
        i = "i" if family.fact("start") is None else f"i >= {family.fact('start')}"
        raise NotWritten(f"{family} is a family: write integrable({family}[1]) for a member, and ForAll([{i}], "
                         f"integrable({family}[i])) for all")
    return conj(*[app(expectation.I, random_variable(d, x)) for x in e.args])


@reads(symmetric)
def is_symmetric(d: Door, e: Any) -> Term:
    """X has the law of −X; x[:] as a whole the law of −x[:]."""
    if len(e.args) != 1:
        raise NotWritten("symmetric(…) takes one random variable, symmetric(X), or a family as a whole, symmetric(x[:])")
    if isinstance(e.args[0], Section):
        d_space(d)
        return blocks.symmetric_family(independence.Group(*whole_family(d, e.args[0]), whole=True))
    return symmetry.symmetric_law(random_variable(d, e.args[0]))


@reads(independent)
def are_independent(d: Door, e: Any) -> Term:
    """Mutual independence: of random variables, of all members of a family x within their range, of a family x[:] as a
    whole; of the members x[n, k] for a range of k."""
    d_space(d)
    if isinstance(e.args[-1] if e.args else None, sp.Tuple):
        return independence.mutual([_row(d, e)])
    whole = [s.args[0] for s in e.args if isinstance(s, Section) and len(s.args) == 2]  # x of x[:]
    if not e.args or len({*e.args, *whole}) < len(e.args) + len(whole):
        raise NotWritten(f"independent(…) takes random variables and random families, each once: {said(e)}")
    groups = [_group(d, s) for s in e.args]
    if len(groups) == 1 and groups[0].flag != "m":
        raise NotWritten(f"{said(e)}: of what is it independent?  Write independent(X, Y)")
    if len({g.values for g in groups}) > 1:
        raise NotWritten(f"independent(…) takes one kind, all random numbers or all random integers: {said(e)}")
    return independence.mutual(groups)


def _row(d: Door, e: Any) -> independence.Group:
    """The members for a ≤ k ≤ b."""
    if len(e.args) != 2 or not _is_member(e.args[0]) or len(e.args[1]) != 3:
        raise NotWritten(f"{said(e)}: write independent(x[n, k], (k, a, b)) for the members of a random family in a range")
    index, low, high = e.args[1]
    first, last = d.integer(low), d.integer(high)
    with d.binding(index) as k:
        outer, d.random = d.random, True
        member = d.number(e.args[0])
        d.random = outer
        family = d.lam(index, k, normal(lam(OMEGA_VAR, member)))
    if index in set().union(*[i.free_symbols for i in e.args[0].args[1:-1]]) or e.args[0].args[-1] != index:
        raise NotWritten(f"{said(e)}: the index of the range must be the last index of the family, by itself")
    return independence.Group(family, lambda i: conj(le(first, i), le(i, last)))


def _is_member(s: Any) -> bool:
    return isinstance(s, At) and bool(s.args[0].fact("random"))


def _group(d: Door, s: Any) -> independence.Group:
    if isinstance(s, Section):
        return independence.Group(*whole_family(d, s), whole=True)
    if _is_member(s):
        raise NotWritten(f"independent(…) takes a family as a whole: write independent({s.args[0]}), which says that all its "
                         f"members are independent, {said(s)} among them")
    if not (isinstance(s, Named) and s.fact("random")):
        raise NotWritten(f"independent(…) takes random variables and random families, not {said(s)}: write "
                         "independent(X, Y), where functions of X and of Y are independent as well")
    if s.kind != "family":
        return independence.Group(d.variable(s), lambda i: conj())
    return independence.Group(d.variable(s), _range(d, s))


def whole_family(d: Door, e: Section) -> tuple[Term, Any]:
    """λj ω. x[…, j], and the range of j: that of the family when j is its only index."""
    if [i == COLON for i in e.args[1:]] != [False]*(len(e.args) - 2) + [True]:
        raise NotWritten(f"{said(e)}: a random family as a whole has its colon last, and no other")
    outer, d.random = d.random, True
    values, j = sections.section(d, e), var("j′", INT)
    d.random = outer
    if not OMEGA_VAR.free <= values.free:
        raise NotWritten(f"{said(e)} is not random")
    head = e.args[0]
    alone = len(e.args) == 2 and head.kind == "family" and not hasattr(head, "owner")
    return normal(lam(j, lam(OMEGA_VAR, app(values, j)))), _range(d, head) if alone else lambda i: conj()


def _range(d: Door, s: Named) -> Any:
    i = var("i·", INT)
    body = conj(*ends_of(d, s, i))
    return lambda x: substitute(body, {i: x})


def ends_of(d: Door, s: Named, i: Term) -> list[Term]:
    """The declared range of a family's first index, as bounds of i."""
    low, high = (None if x is None else d.integer(sp.sympify(x)) for x in (s.fact("start"), s.fact("stop")))
    return [*([] if low is None else [le(low, i)]), *([] if high is None else [le(i, high)])]


def random_member(d: Door, s: Named) -> Term:
    """M(X), or M(X i) for all i in the range of a family: it is a random variable, a random integer read as a real."""
    d_space(d)
    count = (s.fact("indices") or 1) if s.kind == "family" else 0
    indices = [var(f"{n}′", INT) for n in "ijkl"[:count]]  # the ends of the range may speak of the author's i
    x = app(d.variable(s), *indices)
    value = app(x, OMEGA_VAR)
    member = app(expectation.M, normal(lam(OMEGA_VAR, op("real", value) if value.type is INT else value)))
    body = imp(*(ends_of(d, s, indices[0]) if indices else []), member)
    for i in reversed(indices):
        body = forall(i, body)
    return body


def is_membership(t: Term) -> bool:
    """Is it what `random_member` says?"""
    while t.op in ("all", "imp"):
        t = t.args[0].args[0] if t.op == "all" else t.args[1]
    return t.op == "app" and t.args[0] is expectation.M


quantifiers.MEMBERSHIP.append(random_member)


@reads(dot)
def inner_product(d: Door, e: Any) -> Term:
    """⟨x, y⟩"""
    return app(DOT, _length(d, e, 2), d.function(e.args[0]), d.function(e.args[1]))


@reads(norm2)
def squared_norm(d: Door, e: Any) -> Term:
    """‖x‖²"""
    return app(NORM2, _length(d, e, 1), d.function(e.args[0]))


def _length(d: Door, e: Any, vectors: int) -> Term:
    """How many components count: said after the vectors, or declared with them."""
    size = e.args[vectors] if len(e.args) > vectors else size_of(e)
    if size is None:
        raise NotWritten(f"the vectors in {said(e)} have no length: write {type(e).__name__}(…, n)")
    return d.integer(size)


@reads(relu)
def rectified(d: Door, e: Any) -> Term:
    return app(RELU, d.real(e.args[0]))


@reads(sp.Abs)
def absolute(d: Door, e: Any) -> Term:
    return app(table.ABS, d.real(e.args[0]))


@reads(sp.Max, sp.Min)
def extreme(d: Door, e: Any) -> Term:
    """max and min of two or more numbers; max(0, x) is relu."""
    args = list(e.args)
    if isinstance(e, sp.Max) and len(args) == 2 and 0 in args:
        args.remove(sp.Integer(0))
        return app(RELU, d.real(args[0]))
    out = d.real(args[0])
    for a in args[1:]:
        out = app(MAX if isinstance(e, sp.Max) else MIN, out, d.real(a))
    return out


