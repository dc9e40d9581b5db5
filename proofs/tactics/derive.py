"""Derived rules: a few kernel calls each."""

from __future__ import annotations

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
)
from ..kernel.terms import FALSE, NUMERIC


def lhs(th: Theorem) -> Term:
    return th.concl.args[0]


def rhs(th: Theorem) -> Term:
    return th.concl.args[1]


def sym(th: Theorem) -> Theorem:
    """From a = b, b = a."""
    a, b = th.concl.args
    return th if a is b else rewrite(refl(a), (((0,), th),))


def trans(*steps: Theorem) -> Theorem:
    """From a = b, b = c, …: a = z."""
    out = steps[0]
    for th in steps[1:]:
        if rhs(th) is not lhs(th):
            out = th if lhs(out) is rhs(out) else rewrite(out, (((1,), th),))
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
    goal = normal(th.concl)
    return th if goal is th.concl else convert(th, goal)


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
    moved = [h for h in th.hyps if any(x.free <= h.free for x in values)]
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


def positive_form(th: Theorem) -> Theorem:
    """From ¬(a ≤ b), b < a; from ¬(a < b), b ≤ a; any other theorem unchanged."""
    phi = th.concl
    if phi.op != "not" or phi.args[0].op not in ("le", "lt") or phi.args[0].args[0].type not in NUMERIC:
        return th
    inner = phi.args[0]
    a, b = inner.args
    goal = op("lt" if inner.op == "le" else "le", b, a)
    cases = forall_elim(table.trichotomy(a.type), a, b)
    out = []
    for case in (op("lt", a, b), op("eq", a, b), op("lt", b, a)):
        out.append(discharge(_from_case(case, inner, goal, th), case))
    return prop((cases, *out), goal)


def _from_case(case: Term, inner: Term, goal: Term, th: Theorem) -> Theorem:
    """The goal from one case of a trichotomy and ¬inner."""
    assumed, one = hyp(case), Fraction(1)
    if case.args[0] is goal.args[0] or goal.op == "le" and case.op == "eq":
        sign = -one if case.op == "eq" else one
        return assumed if case is goal else order(goal, (assumed,), (Summand(sign, (0,)), *_loose(case, goal)))
    direct = order(inner, (assumed,), (Summand(one, (0,)), *_loose(case, inner)))
    return prop((prop((direct, th), FALSE),), goal)


def _loose(strict: Term, weak: Term) -> tuple[Summand, ...]:
    """On integers a < b is a + 1 ≤ b: the 1 that a ≤ b has to spare."""
    spare = strict.op == "lt" and weak.op == "le" and strict.args[0].type is INT
    return (Summand(Fraction(1)),) if spare else ()
