"""A universally quantified fact at values of its variables, from proofs of its premises."""

from __future__ import annotations

from ..kernel import Term, Theorem, instantiate, normal, prop, substitute
from .context import Rule, Unproved
from .derive import beta, mp, specialise


def conclude(rule: Rule, values: dict[Term, Term], premises: list[Theorem]) -> Theorem:
    """The conclusion of a rule at values, from its premises in order."""
    wanted = normal(substitute(rule.conclusion, values))
    th, variables, rest = rule.theorem, list(rule.variables), list(premises)
    while True:
        phi = th.concl
        if phi.op == "all":
            th = specialise(th, values[variables.pop(0)])
        elif phi.op == "imp" and rest:
            th = beta(mp(th, rest.pop(0)))
        elif phi.op == "iff" and rest:
            first = rest.pop(0)
            other = phi.args[1] if first.concl is phi.args[0] else phi.args[0]
            th = prop((th, first), other)
        elif phi.op == "and":
            th = _conjunct(th, rule, values, variables, rest, wanted)
        else:
            return th
        if th.concl is wanted and not rest:
            return th


def _conjunct(th: Theorem, rule: Rule, values: dict[Term, Term], variables: list[Term], rest: list[Theorem],
              wanted: Term) -> Theorem:
    """The side of a conjunction that leads to the wanted conclusion."""
    for side in th.concl.args:
        if _leads(side, values, variables, [r.concl for r in rest], wanted):
            return prop((th,), side)
    raise Unproved("the fact does not contain this", wanted)


def _leads(phi: Term, values: dict[Term, Term], variables: list[Term], rest: list[Term], wanted: Term) -> bool:
    phi = normal(phi)
    if phi is wanted and not rest:
        return True
    if phi.op == "all" and variables:
        return _leads(instantiate(phi.args[0].args[0], values[variables[0]]), values, variables[1:], rest, wanted)
    if phi.op == "imp" and rest and phi.args[0] is rest[0]:
        return _leads(phi.args[1], values, variables, rest[1:], wanted)
    if phi.op == "iff" and rest and rest[0] in phi.args:
        other = phi.args[1] if rest[0] is phi.args[0] else phi.args[0]
        return _leads(other, values, variables, rest[1:], wanted)
    return phi.op == "and" and any(_leads(side, values, variables, rest, wanted) for side in phi.args)
