"""Laws with finitely many values: E f(X) is a finite sum, and every function of X is integrable.

    takes X v₁ p₁ … vₙ pₙ  :=  ∀f. I(f X) ∧ E f(X) = p₁·f v₁ + … + pₙ·f vₙ
    uniform n X            :=  ∀f. I(f X) ∧ E f(X) = (Σᵢ₌₁ⁿ f i)/n
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from ..kernel import OMEGA, REAL, Term, Theorem, Type, app, convert, define, forall, fun, lam, normal, op, var
from ..language.printing import WRITERS, Printer
from ..tactics.build import add, eq, fresh, mul
from ..tactics.context import Context, Rule
from ..tactics.derive import specialise, split
from ..tactics.match import match
from ..tactics.normalise import Normaliser
from ..tactics.prover import instance_of
from .expectation import E, I, laws
from .integrability import LAWFUL
from .notions import MEAN, UNIFORM
from .random import expectation_of
from .sums import body_at
from .tables import replace, subterms

LAWS: set[Term] = {UNIFORM}


@functools.cache
def takes(size: int, values: Type) -> Term:
    """The constant `takes` for this many values of a type."""
    x, f, w = var("X", fun(OMEGA, values)), var("f", fun(values, REAL)), var("ω", OMEGA)
    pairs = [(var(f"v{k}", values), var(f"p{k}", REAL)) for k in range(1, size + 1)]
    total: Term | None = None
    for v, p in pairs:
        term = mul(p, app(f, v))
        total = term if total is None else add(total, term)
    at_x = lam(w, app(f, app(x, w)))
    body = forall(f, op("and", app(I, at_x), eq(app(E, at_x), total or 0)))
    for t in reversed([E, I, x, *[t for pair in pairs for t in pair]]):
        body = lam(t, body)
    made = define("takes", normal(body), total=True)
    LAWS.add(made)
    return made


def law_rules(ctx: Context) -> list[Rule]:
    """The facts of the context that give a law."""
    found = ctx.cache.get("laws")
    if found is None:
        ground = [Rule(th, (), (), th.concl) for th in ctx.facts]
        found = [r for r in (*ground, *ctx.rules) if head(r.conclusion) in LAWS]
        ctx.cache["laws"] = found
    return found  # type: ignore[return-value]


def head(t: Term) -> Term:
    while t.op == "app":
        t = t.args[0]
    return t


def _variable(law: Term) -> Term:
    """X in a statement of its law."""
    args: list[Term] = []
    while law.op == "app":
        law, a = law.args
        args.insert(0, a)
    return args[3] if law is UNIFORM else args[2]


def by_law(ctx: Context, w: Term, body: Term) -> tuple[Theorem, Theorem] | None:
    """I(λω. body) and E(λω. body) = a finite sum, for a body that is a function of one X with a known law."""
    rules = law_rules(ctx)
    if not rules:
        return None
    for t in subterms(body):
        if t.op == "app" and t.args[1] is w:
            for rule in rules:
                found = _through(ctx, w, body, t, rule)
                if found is not None:
                    return found
    return None


def _through(ctx: Context, w: Term, body: Term, member: Term, rule: Rule) -> tuple[Theorem, Theorem] | None:
    u = fresh(member.type, body)
    f = replace(body, {member: u})
    if w.free <= f.free:
        return None
    values = match(_variable(rule.conclusion), member.args[0], frozenset(rule.variables))
    if values is None or len(values) < len(rule.variables):
        return None
    th = instance_of(ctx, rule, values)
    if th is None:
        return None
    chosen = frozenset((head(th.concl), MEAN))
    law = specialise(convert(th, normal(th.concl, chosen), chosen), lam(u, f))
    integrable, value = split(law)
    return integrable, value


def expectation_by_law(n: Normaliser, t: Term) -> Theorem | None:
    """E f(X) through the law of X, where a reason of the step gives it."""
    variable = expectation_of(t)
    if variable is None or not laws(n.ctx):
        return None
    w = n.ctx.fresh(OMEGA, t)
    body = body_at(variable, w)
    found = by_law(n.ctx, w, body) if w.free <= body.free else None
    return None if found is None else convert(found[1], eq(t, found[1].concl.args[1]))


def _integrable(ctx: Context, w: Term, body: Term) -> Theorem | None:
    found = by_law(ctx, w, body)
    return None if found is None else found[0]


LAWFUL.append(_integrable)


def _shown(show: Printer, args: Sequence[Term]) -> tuple[str, int]:
    """X takes v₁ with probability p₁, v₂ with probability p₂"""
    _, _, x, *pairs = args
    name = show.show(x)
    chance = [f"{show.show(v)}{show.words('with probability')}{show.show(p)}"
              for v, p in zip(pairs[::2], pairs[1::2], strict=True)]
    return name + show.words("is") + ", ".join(chance), 0


WRITERS["takes"] = _shown
