"""What holds for all reals, said of those at which functions stand: convexity, smoothness, f(p + q) = f(p) + f(q)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import product

from ..kernel import OMEGA, REAL, Term, Theorem, app, fun, lam, normal
from ..tactics.build import fresh
from ..tactics.context import Context, Rule
from ..tactics.derive import generalise
from ..tactics.normalise import Method, Normaliser
from ..tactics.prover import instance_of
from .direct import Failure, Inapplicable, subterms
from .inductions import reduced
from .known import normal_sides

Way = Callable[[Context, Term], Theorem]
RANDOM = fun(OMEGA, REAL)
MAX_ARGUMENTS, MAX_INSTANCES = 4, 16


def by_arguments(ctx: Context, goal: Term, shown: Way) -> Theorem:
    """Γ ⊢ goal from instances of the facts of Γ for all reals, without these facts; raises Unproved."""
    general = [r for r in ctx.rules if functions_in(r)]
    found = arguments(ctx, general, goal)
    made = {th.concl: th for r in general for th in _instances(ctx, r, found)}
    everywhere = [th for r in general for x in _random(general, goal) for th in _at_points(ctx, r, found, x)]
    if not made and not everywhere:
        raise Inapplicable("no function of the goal is spoken of for all reals")
    used = {r.theorem for r in general}
    rest = Context(tuple(th for th in ctx.facts if th not in used), tuple(r for r in ctx.rules if r not in general), ctx.depth)

    def here(n: Normaliser, phi: Term) -> Theorem:
        return shown(rest.having(*[normal_sides(n, th) for th in made.values()], *everywhere), phi)

    return reduced(rest, goal, here)


def functions_in(r: Rule) -> set[Term]:
    """The functions in a relation for all reals that have one of its variables in their argument."""
    if not r.variables or any(v.type is not REAL for v in r.variables) or r.conclusion.op not in ("eq", "le", "lt"):
        return set()
    return {t.args[0] for t in subterms(r.conclusion) if t.op == "app" and t.args[0].op == "var" and t.args[1].type is REAL
            and any(v.free <= t.args[1].free for v in r.variables)}


def arguments(ctx: Context, general: list[Rule], goal: Term) -> list[Term]:
    """The numbers at which these functions stand, in the goal and in facts about numbers."""
    functions = {f for r in general for f in functions_in(r)}
    plain = [th.concl for th in ctx.facts if th.concl.op in ("eq", "le", "lt", "not")]
    found = [t.args[1] for t in subterms(goal, *plain) if t.op == "app" and t.args[0] in functions and not t.args[1].loose]
    n = Normaliser(ctx, Method())
    return list(dict.fromkeys(n.body(t).concl.args[1] for t in found))[:MAX_ARGUMENTS]


def _instances(ctx: Context, r: Rule, arguments: list[Term]) -> Iterator[Theorem]:
    count = 0
    for values in product(arguments, repeat=len(r.variables)):
        th = None
        with suppress(*Failure):
            th = instance_of(ctx, r, dict(zip(r.variables, values, strict=True)))
        if th is not None:
            count += 1
            yield th
        if count >= MAX_INSTANCES:
            return


def _random(general: list[Rule], goal: Term) -> list[Term]:
    """The random variables at which these functions stand under a mean in the goal."""
    functions = {f for r in general for f in functions_in(r)}
    w = fresh(OMEGA, goal)
    means = [t for t in subterms(goal) if t.op == "app" and t.args[1].type is RANDOM]
    points = [u for t in means for u in subterms(normal(app(t.args[1], w))) if u.op == "app" and u.args[0] in functions]
    return list(dict.fromkeys(normal(lam(w, u.args[1])) for u in points if w.free <= u.args[1].free))[:1]


def _at_points(ctx: Context, r: Rule, numbers: list[Term], x: Term) -> Iterator[Theorem]:
    """What a rule says of X(ω), or of X(ω) and a number, at every sample point."""
    w = ctx.fresh(OMEGA, x)
    here = normal(app(x, w))
    pairs = [(here,)] if len(r.variables) == 1 else [pair for t in numbers for pair in ((t, here), (here, t))]
    for values in pairs if len(r.variables) <= 2 else ():
        with suppress(*Failure):
            th = instance_of(ctx, r, dict(zip(r.variables, values, strict=True)))
            if th is not None:
                yield generalise(normal_sides(Normaliser(ctx, Method()), th), w)
