"""Rules 10 and 11: induction on integers from a start, and the equations of recursion."""

from __future__ import annotations

from .errors import RuleError
from .substitution import normal, substitute
from .terms import INT, Term, app, forall, is_term, num, op, var
from .theorem import Conclusion, Theorem, formula, plain, rule

ONE = num(1, INT)


@rule
def induct(t: Term, start: Term, phi: Term, base: Theorem, step: Theorem) -> Conclusion:
    """Induction from a start.

         Γ ⊢ φ[a]      Δ, a ≤ t, φ[t] ⊢ φ[t+1]
        ────────────────────────────────────────     t : Int not free in Δ and a
                Γ, Δ ⊢ ∀t. a ≤ t → φ[t]
    """
    base, step = plain((base, step))
    formula("induct", phi)
    if not is_term(t) or t.op != "var" or t.type is not INT or not is_term(start) or start.type is not INT:
        raise RuleError("induct", "needs an integer variable and an integer start", variable=t, start=start)
    if start.loose:
        raise RuleError("induct", "the start is not closed", start=start)
    bound_below = op("le", start, t)
    rest = step.hyps - {bound_below, phi}
    if any([t.free <= x.free for x in (*rest, start)]):
        raise RuleError("induct", "the variable is free in a hypothesis or in the start", variable=t)
    wanted = substitute(phi, {t: start})
    if base.concl is not wanted:
        raise RuleError("induct", "the base proves another statement", found=base.concl, wanted=wanted)
    wanted = substitute(phi, {t: op("add", t, ONE)})
    if step.concl is not wanted:
        raise RuleError("induct", "the step proves another statement", found=step.concl, wanted=wanted)
    return Conclusion(base.hyps | rest, forall(t, op("imp", bound_below, phi)), (base, step), (t, start, phi))


def _recursor(start: Term, zero: Term, step: Term) -> tuple[Term, Term]:
    """A fresh integer variable t, and rec start zero step t."""
    names = start.free | zero.free | step.free
    t = var(next(n for i in range(len(names) + 1) if ((n := f"t{i}"), INT) not in names), INT)
    return t, op("rec", start, zero, step, t)


@rule
def rec_base(start: Term, zero: Term, step: Term) -> Conclusion:
    """The value of a recursion at and below its start.

        ──────────────────────────────────
         ⊢ ∀t. t ≤ a → rec a z s t = z
    """
    t, value = _recursor(start, zero, step)
    return Conclusion(frozenset(), forall(t, op("imp", op("le", t, start), op("eq", value, zero))),
                      args=(start, zero, step))


@rule
def rec_step(start: Term, zero: Term, step: Term) -> Conclusion:
    """The value of a recursion after its start.

        ───────────────────────────────────────────────────────────
         ⊢ ∀t. a ≤ t → rec a z s (t+1) = s t (rec a z s t)          (right side β-normal)
    """
    t, value = _recursor(start, zero, step)
    following = substitute(value, {t: op("add", t, ONE)})
    law = op("eq", following, normal(app(step, t, value)))
    return Conclusion(frozenset(), forall(t, op("imp", op("le", start, t), law)), args=(start, zero, step))

