"""Results to import: proved statements as SymPy, and their right sides at exact values."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import sympy as sp

from ..kernel import Term
from ..language.errors import AuthorError
from ..language.export import to_sympy
from ..language.show import text
from ..language.symbols import Named
from .claim import Claim
from .evaluate import Evaluator, Undefined, Unknown, environment, truth
from .outcome import Proved


class OutsideHypotheses(AuthorError):
    """A result was asked for at values at which its hypotheses do not hold."""


def proved(claim: Claim) -> Proved:
    """The claim's verdict, if it is proved."""
    verdict = claim.check()
    if not isinstance(verdict, Proved):
        raise AuthorError(f"{claim.name} is not proved, so it has no result", claim.place)
    return verdict


def exported(claim: Claim) -> Any:
    """The proved statement as a SymPy expression, made from the theorem."""
    return to_sympy(proved(claim).theorem.concl, claim.sequent.hints)


def conditions(claim: Claim) -> list[Any]:
    """The hypotheses as SymPy, in their order (those about expectation spaces as text)."""
    out = []
    for h in proved(claim).hypotheses:
        try:
            out.append(to_sympy(h, claim.sequent.hints))
        except AuthorError:
            out.append(text(h, claim.sequent.hints))
    return out


def value(claim: Claim, data: Mapping[Any, Any]) -> Any:
    """The right side of a proved equation at exact values: numbers, and lists for the members of a family.

    Fails with OutsideHypotheses when a hypothesis about the given values does not hold, with AuthorError when a value
    is missing.
    """
    statement = proved(claim).theorem.concl
    if statement.op != "eq":
        raise AuthorError(f"{claim.name} is no equation, so it has no value", claim.place)
    env = environment({_name(k): _value(k, v) for k, v in data.items()})
    for h in claim.sequent.hypotheses:
        if truth(h, env) in (False, "undefined"):
            raise OutsideHypotheses(f"{claim.name} holds for {text(h, claim.sequent.hints)}, which these values break")
    return _number(statement.args[1], env, claim)


def _name(key: Any) -> str:
    if not isinstance(key, Named):
        raise AuthorError(f"{key!r} is no symbol of the claim")
    return str(key.name)


def _value(key: Named, v: Any) -> Any:
    """A number as a fraction; the members of a family as a function of their index."""
    if isinstance(v, (list, tuple)):
        start = int(key.fact("start") or 0)
        members = {start + n: _fraction(x) for n, x in enumerate(v)}

        def member(i: Any) -> Fraction:
            if int(i) not in members:
                raise AuthorError(f"{key.name}[{int(i)}] has no value: {len(members)} were given")
            return members[int(i)]

        return member
    return _fraction(v)


def _fraction(v: Any) -> Fraction:
    e = sp.sympify(v, strict=True)
    if not e.is_Rational:
        raise AuthorError(f"{v!r} is not an exact rational number: write Rational(1, 10), not 0.1")
    return Fraction(int(e.p), int(e.q))


def _number(t: Term, env: Any, claim: Claim) -> Any:
    try:
        q = Evaluator(env).of(t)
    except Undefined:
        raise OutsideHypotheses(f"{claim.name} is undefined at these values") from None
    except Unknown:
        raise AuthorError(f"{claim.name} cannot be evaluated exactly at these values; are all given?") from None
    return sp.Rational(q.numerator, q.denominator)
