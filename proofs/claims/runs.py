"""Recursions evaluated: at numbers, and one step back where it is known that the start is passed."""

from __future__ import annotations

from ..kernel import Term, Theorem, rec_base, rec_step, rewrite
from ..kernel import field as field_rule
from ..kernel.rational import integer_form
from ..kernel.terms import value
from ..tactics.build import integer, le, sub
from ..tactics.context import Context, Unproved
from ..tactics.derive import mp, specialise
from ..tactics.normalise import Normaliser
from ..tactics.polynomial import integer_term
from ..tactics.prover import attempt, prove

MAX_TABLE = 40


def recursion(n: Normaliser, t: Term) -> Theorem | None:
    """rec at a number: one step back, or its start; elsewhere one step back where the start is known to be passed."""
    if t.op != "rec" or t.args[0].op != "num":
        return None
    start, zero, step, at = t.args
    if at.op != "num":
        return _one_step(n.ctx, t)
    if value(at) <= value(start):
        law = specialise(rec_base(start, zero, step), at)
        return mp(law, prove(n.ctx, law.concl.args[0]))
    if value(at) - value(start) > MAX_TABLE:
        raise Unproved("an evaluation takes too many steps")
    before = integer(int(value(at)) - 1)
    law = specialise(rec_step(start, zero, step), before)
    law = mp(law, prove(n.ctx, law.concl.args[0]))
    return rewrite(law, (((0, 3), field_rule(law.concl.args[0].args[3], at)),))


def _one_step(ctx: Context, t: Term) -> Theorem | None:
    """rec a z s n = s (n − 1) (rec a z s (n − 1)), where a ≤ n − 1."""
    start, zero, step, at = t.args
    before = integer_term(*integer_form(sub(at, 1)))
    passed = attempt(ctx, le(start, before))
    if passed is None:
        return None
    law = mp(specialise(rec_step(start, zero, step), before), passed)
    return rewrite(law, (((0, 3), field_rule(law.concl.args[0].args[3], at)),))
