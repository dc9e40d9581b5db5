"""An equation of sums or products of which one is taken from the other end."""

from __future__ import annotations

from ..kernel import INT, REAL, Term, Theorem
from ..tactics.context import Context, Unproved
from ..tactics.derive import rhs, specialise, sym, trans
from ..tactics.normalise import Method, Normaliser, equate
from ..theories import reversal, sums
from ..theories.lemmas import rewrites
from .direct import Failure, method, subterms

MAX_FOLDS = 4


def by_reversal(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ a = b after one of the sums or products in it is reversed; raises Unproved."""
    if goal.op != "eq" or goal.args[0].type not in (INT, REAL):
        raise Unproved("this is for equations", goal)
    n = Normaliser(ctx, method())
    left, right = (n.body(t) for t in goal.args)
    folds = [t for t in subterms(rhs(left), rhs(right)) if sums.parts(t) is not None]
    for t in folds[:MAX_FOLDS]:
        low, high, function = sums.parts(t)  # type: ignore[misc]
        law = specialise(reversal.REVERSED[sums.fold_of(t).name](), low, high, function)  # type: ignore[union-attr]
        try:
            turned = trans(law, Normaliser(ctx, method()).body(rhs(law)))
            if rhs(turned) in (t, *folds) or len(folds) == 1:
                return trans(left, equate(ctx, rhs(left), rhs(right), Method(rewrites(turned))), sym(right))
        except Failure:
            continue
    raise Unproved("no sum reversed gives the other side", goal)
