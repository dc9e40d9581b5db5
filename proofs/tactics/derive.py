"""Derived rules: a few kernel calls each."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from fractions import Fraction

from ..kernel import (
    INT,
    Summand,
    Term,
    Theorem,
    convert,
    forall_elim,
    forall_intro,
    hyp,
    normal,
    op,
    order,
    prop,
    refl,
    rewrite,
    substitute,
    table,
    var,
)
from ..kernel.terms import FALSE, NUMERIC, Type


@functools.lru_cache(maxsize=20_000)
def itself(t: Term) -> Theorem:
    """⊢ t = t; most normal forms begin and end with it."""
    return refl(t)


def lhs(th: Theorem) -> Term:
    return th.concl.args[0]


def rhs(th: Theorem) -> Term:
    return th.concl.args[1]


def sym(th: Theorem) -> Theorem:
    """From a = b, b = a."""
    a, b = th.concl.args
    return th if a is b else rewrite(itself(a), (((0,), th),))


def trans(*steps: Theorem) -> Theorem:
    """From a = b, b = c, …: a = z."""
    out = steps[0]
    for th in steps[1:]:
        b, c = th.concl.args
        if b is not c:
            a, b = out.concl.args
            out = th if a is b else rewrite(out, (((1,), th),))
    return out


def discharge(th: Theorem, *hyps: Term) -> Theorem:
    """From Γ, h ⊢ φ: Γ ⊢ h → φ (the last hypothesis innermost)."""
    for h in reversed(hyps):
        th = prop((th,), op("imp", h, th.concl), (h,))
    return th


def mp(implication: Theorem, *premises: Theorem) -> Theorem:
    """From φ → ψ and φ: ψ."""
    for p in premises:
        implication = prop((implication, p), implication.concl.args[1])
    return implication


def split(th: Theorem) -> list[Theorem]:
    """The conjuncts of a theorem, each a theorem."""
    if th.concl.op != "and":
        return [th]
    return [part for side in th.concl.args for part in split(prop((th,), side))]


def join(*theorems: Theorem) -> Theorem:
    """The conjunction, nested to the left."""
    out = theorems[0]
    for th in theorems[1:]:
        out = prop((out, th), op("and", out.concl, th.concl))
    return out


def beta(th: Theorem) -> Theorem:
    """The theorem with its formula in βη-normal form."""
    phi = th.concl
    goal = normal(phi)
    return th if goal is phi else convert(th, goal)


def specialise(th: Theorem, *values: Term) -> Theorem:
    """∀-elimination followed by β."""
    return beta(forall_elim(th, *values)) if values else th


def generalise(th: Theorem, *variables: Term) -> Theorem:
    """∀-introduction, outermost first."""
    for x in reversed(variables):
        th = forall_intro(x, th)
    return th


def instance(th: Theorem, values: dict[Term, Term]) -> Theorem:
    """Γ ⊢ φ with free variables replaced throughout, hypotheses too."""
    moved = sorted([h for h in th.hyps if any(x.free <= h.free for x in values)], key=str)
    variables = list(values)
    th = generalise(discharge(th, *moved), *variables)
    out = forall_elim(th, *[values[x] for x in variables])
    for h in moved:
        out = mp(out, hyp(substitute(h, values)))
    return beta(out)


def unfold(th: Theorem, *constants: Term) -> Theorem:
    """The theorem with constants replaced by their definitions, β-reduced."""
    chosen = frozenset(constants)
    return convert(th, normal(th.concl, chosen), chosen)


def by_definition(t: Term, constant: Term) -> Theorem:
    """⊢ t = t with one constant unfolded."""
    return refl(t, normal(t, frozenset((constant,))), frozenset((constant,)))


def clash(p: Theorem, q: Theorem) -> Theorem:
    """false from two order relations on the same two numbers that exclude each other, such as a < b and b ≤ a."""
    a, b = p.concl.args
    flipped = a is b or q.concl.args[0] is not a
    law = _clash(p.concl.op, q.concl.op, flipped, a.type)
    return mp(specialise(law, a, b), p, q)


@functools.cache
def _clash(first: str, second: str, flipped: bool, ty: Type) -> Theorem:
    """⊢ ∀a b. (a ▷ b) → (b ▷ a) → false"""
    a, b = var("a", ty), var("b", ty)
    p, q = op(first, a, b), op(second, b, a) if flipped else op(second, a, b)
    summands = [Summand(Fraction(_sign(first, second, flipped, i)), (i,)) for i in (0, 1)]
    spare = sum(1 for f in (first, second) if f == "lt") if ty is INT else 0
    extra = (Summand(Fraction(spare)),) if spare else ()
    th = order(FALSE, (hyp(p), hyp(q)), (*summands, *extra))
    return generalise(discharge(th, p, q), a, b)


def _sign(first: str, second: str, flipped: bool, i: int) -> int:
    """Coefficient of the i-th relation so that the two add up to 0; only an equation may be negated."""
    if flipped:
        return 1
    return -1 if (first, second)[i] == "eq" else 1


def positive_form(th: Theorem) -> Theorem:
    """From ¬(a ≤ b), b < a; from ¬(a < b), b ≤ a; any other theorem unchanged."""
    phi = th.concl
    if phi.op != "not" or phi.args[0].op not in ("le", "lt") or phi.args[0].args[0].type not in NUMERIC:
        return th
    a, b = phi.args[0].args
    return mp(specialise(_negation(phi.args[0].op, a.type), a, b), th)


@functools.cache
def _negation(relation: str, ty: Type) -> Theorem:
    """⊢ ∀a b. ¬(a ≤ b) → b < a, and with < and ≤ exchanged."""
    a, b = var("a", ty), var("b", ty)
    inner = op(relation, a, b)
    goal = op("lt" if relation == "le" else "le", b, a)
    cases = forall_elim(table.trichotomy(ty), a, b)
    out = [discharge(_from_case(case, inner, goal), case) for case in (op("lt", a, b), op("eq", a, b), op("lt", b, a))]
    return generalise(prop((cases, *out), op("imp", op("not", inner), goal)), a, b)


def _from_case(case: Term, inner: Term, goal: Term) -> Theorem:
    """inner ∨ goal from one case of the trichotomy."""
    wanted = inner if inner.args[0] is case.args[0] and (case.op == "lt" or inner.op == "le") else goal
    if case is wanted:
        th = hyp(case)
    else:
        sign = -1 if case.op == "eq" and wanted is goal else 1
        th = order(wanted, (hyp(case),), (Summand(Fraction(sign), (0,)), *_loose(case, wanted)))
    return prop((th,), op("or", inner, goal))


def _loose(strict: Term, weak: Term) -> tuple[Summand, ...]:
    """On integers a < b is a + 1 ≤ b: the 1 that a ≤ b has to spare."""
    spare = strict.op == "lt" and weak.op == "le" and strict.args[0].type is INT
    return (Summand(Fraction(1)),) if spare else ()


def discharge_to_not(th: Theorem, h: Term) -> Theorem:
    """From Γ, h ⊢ false: Γ ⊢ ¬h."""
    return prop((th,), op("not", h), (h,))


def refute(h: Term, fact: Theorem) -> Theorem:
    """¬h for an order relation h that a fact about the same two numbers excludes."""
    return discharge_to_not(clash(hyp(h), fact), h)


def antisymmetric(below: Theorem, above: Theorem) -> Theorem:
    """From a ≤ b and b ≤ a: a = b."""
    a, b = below.concl.args
    cases = forall_elim(table.trichotomy(a.type), a, b)
    less = refute(op("lt", a, b), above)
    more = refute(op("lt", b, a), below)
    return prop((cases, less, more), op("eq", a, b))


def places(t: Term, parts: Mapping[Term, object], path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Term]]:
    """Where parts stand in a term, outside of binders: the place and which one."""
    if t in parts:
        yield path, t
    elif t.op != "lam":
        for i, a in enumerate(t.args):
            yield from places(a, parts, (*path, i))
