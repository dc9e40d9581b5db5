"""The triple that is published: statement, definedness, and values that satisfy the hypotheses."""

from __future__ import annotations

from ..kernel import INT, Published, Term, Theorem, defined, free_variables, publish, sequent_formula
from ..language.errors import AuthorError
from ..language.show import text
from ..tactics.context import Context, Unproved
from ..tactics.derive import generalise
from ..tactics.prover import prove
from .claim import Claim
from .falsity import empty
from .grounds import closed_theorem
from .reasons import Reasons
from .refute import instance
from .sequent import Sequent
from .steps import StepFailed


def definedness(s: Sequent, defined_before: list[Theorem], shown: list[Theorem]) -> Theorem:
    """⊢ the sequent is well defined, read left to right; `shown` is what the derivation proved of it on the way."""
    known = Context().citing(*[closed_theorem(th, s.hypotheses) for th in defined_before])
    closed = [closed_theorem(th, s.hypotheses) for th in shown]
    everywhere = [generalise(th, *free_variables(th.concl)) for th in closed]  # a derivative speaks of every point
    known = known.having(*closed, *everywhere)
    return prove(known, defined(sequent_formula(s.hypotheses, s.statement), s.domains))


def published(claim: Claim, s: Sequent, theorem: Theorem, before: list[Theorem],
              shown: list[Theorem]) -> Published | None:
    """The published triple; an error when the sequent is not well defined or nothing satisfies the hypotheses.

    None while a step is admitted: nothing with a gap is published.
    """
    if any(kind == "gap" for kind, _ in theorem.ledger):
        return None
    try:
        well = definedness(s, before, shown)
    except Unproved as e:
        open_goal = "" if e.goal is None else f"\n    open: {_text(e.goal, s)}"
        raise AuthorError(f"the claim is not known to be well defined: {e.reason}{open_goal}", claim.place) from e
    try:
        example = instance(s, None if claim.example is None else dict(claim.example))
    except Unproved as e:
        raise AuthorError(empty(s, e.reason), claim.place) from e
    return publish(s.hypotheses, s.statement, s.domains, INT, theorem, well, example)


def triple(checker: Reasons, theorem: Theorem) -> Published | None:
    """The triple; what known(…) gave has to be of use, in a step or here."""
    given = (checker.claim, checker.sequent, theorem, checker.definedness)
    if checker.unused:
        try:
            published(*given, [th for th in checker.shown if th not in checker.unused])
        except AuthorError:
            return published(*given, checker.shown)
        claim, place = next(iter(checker.unused.values()))
        raise StepFailed(f"{claim.name} is named but not used: remove it, or the derivation says more than it needs", place)
    return published(*given, checker.shown)


def _text(t: Term, s: Sequent) -> str:
    try:
        return text(t, s.hints)
    except AuthorError:
        return str(t)
