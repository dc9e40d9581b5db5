"""What an equation of polynomials that holds for all x says of their coefficients: its instances at 0, 1, −1, …, as many as
a polynomial of its degree needs; and of an order whose difference is a square in x with a number before it: at its vertex.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction

from ..kernel import INT, REAL, Term, Theorem
from ..tactics.build import integer, number
from ..tactics.context import Context, Rule
from ..tactics.polynomial import Poly, Reading, TooLarge, atom_term, plus, poly_term
from ..tactics.prover import instance_of
from .direct import Inapplicable

MAX_DEGREE = 6


def by_coefficients(ctx: Context, goal: Term, auto: Callable[[Context, Term], Theorem]) -> Theorem:
    """Γ ⊢ goal from instances of what holds for all x; raises Unproved."""
    known = {th.concl for th in ctx.facts}
    new = [th for rule in ctx.rules for th in _instances(ctx, rule) if th.concl not in known]
    if not new:
        raise Inapplicable("no equation of polynomials holds for all values of a variable", goal)
    return auto(ctx.having(*new), goal)


def _instances(ctx: Context, rule: Rule) -> Iterator[Theorem]:
    if rule.conclusion.op not in ("eq", "le", "lt") or [v.type for v in rule.variables] not in ([INT], [REAL]):
        return
    (x,) = rule.variables
    by_degree = _in_powers(rule.conclusion, x)
    degree = max(by_degree, default=0)
    if not 0 < degree <= MAX_DEGREE:
        return
    values = [number(c) if x.type is REAL else integer(c) for i in range(degree + 1) for c in ((i, -i) if i else (0,))]
    if rule.conclusion.op != "eq":
        values = list(_vertex(by_degree)) if x.type is REAL else []
    left = degree + 1
    for value in values:
        th = instance_of(ctx, rule, {x: value})
        if th is not None and left:
            left -= 1
            yield th


def _in_powers(phi: Term, x: Term) -> dict[int, Poly]:
    """The difference of the sides by powers of x; nothing where x stands elsewhere."""
    out: dict[int, Poly] = {}
    with suppress(TooLarge):
        reading = Reading(list(phi.args), lambda goal: None)
        for m, c in plus(reading.poly(phi.args[1]), reading.poly(phi.args[0]), Fraction(-1)).items():
            rest = frozenset((a, e) for a, e in m if a is not x)
            if any(x.free <= atom_term(a).free for a, _ in rest) or any(e < 0 for _, e in m):
                return {}
            out.setdefault(dict(m).get(x, 0), {})[rest] = c
    return out


def _vertex(p: dict[int, Poly]) -> Iterator[Term]:
    """−b/2a of a·x² + b·x + c for a number a."""
    if max(p) == 2 and list(p[2]) == [frozenset()]:
        (a,) = p[2].values()
        yield poly_term({m: -c/(2*a) for m, c in p.get(1, {}).items()})
