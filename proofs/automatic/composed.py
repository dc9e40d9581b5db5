"""Functions along a sequence: f(x_k) as a family of its own, with what holds of f for all reals said of x_k and x_(k+1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from ..kernel import INT, REAL, Term, Theorem, app, fun, hyp, lam
from ..kernel.terms import rebuild
from ..tactics.build import add, fresh, integer, le
from ..tactics.context import Context, Rule, opened
from ..tactics.derive import discharge, generalise, mp, specialise, sym
from ..tactics.normalise import Method, Normaliser, Rewrite
from ..tactics.prover import instance_of
from ..tactics.rules import conclude
from .arguments import arguments, functions_in
from .direct import Failure, Inapplicable
from .known import normal_sides
from .laws import laws

Way = Callable[[Context, Term], Theorem]
Pair = tuple[Term, Term]  # a function and the family that it is applied to
FAMILY = fun(INT, REAL)
MAX_CLOSED, MAX_LAWS = 2, 10


def by_composition(ctx: Context, goal: Term, shown: Way) -> Theorem:
    """Γ ⊢ goal from the same where f(x_k) is a family of its own; raises Unproved."""
    general = [r for r in ctx.rules if functions_in(r)]
    functions = {f for r in general for f in functions_in(r)}
    pairs = _pairs(functions, [goal, *[th.concl for th in ctx.facts]])
    if not pairs:
        raise Inapplicable("no function that is spoken of for all reals stands at a family")
    used = {r.theorem for r in general}
    kept = [th for th in ctx.facts if th not in used]
    back = [w for th in kept for w in _backward(th, pairs)]
    fixed = [Rewrite(r) for th in kept if th.concl.op == "eq" for r in opened(th) if th.concl.args[0].op == "app"
             and th.concl.args[0].args[0] in functions]
    numbers = arguments(ctx, general, goal)
    steps = [[[_rewritten(ctx, th, [*back, *fixed]) for th in either] for either in _laws(ctx, r, pairs, numbers)]
             for r in general]
    pairs = [pair for pair in pairs if not any(_is_of(w.rule.conclusion.args[0], pair) for w in back)]
    names: dict[Pair, Term] = {}
    for pair in pairs:
        spoken = [th.concl for th in (*kept, *[th for step in steps for laws_of in step for th in laws_of])]
        names[pair] = fresh(FAMILY, goal, *spoken, *names.values(), hint="∘")
    said = [_named(th.concl, names) for th in kept]
    inner, premises = Context().assume(*said), kept
    for either in [either for step in steps for either in step][:MAX_LAWS]:
        forms = [_normal(Context().assume(*said[:0 if back else len(kept)]), _named(th.concl, names)) for th in either]
        n = min(range(len(either)), key=lambda i: _size(forms[i].concl))
        inner, premises, said = inner.having(forms[n]), [*premises, either[n]], [*said, _named(either[n].concl, names)]
    th = discharge(shown(inner, _named(goal, names)), *said)
    for (f, x), name in names.items():
        k = fresh(INT, f, x)
        th = specialise(generalise(th, name), lam(k, app(f, app(x, k))))
    return mp(th, *premises)


def _is_of(t: Term, pair: Pair) -> bool:
    """Is it f(x_k)?"""
    return t.op == "app" and t.args[0] is pair[0] and t.args[1].op == "app" and t.args[1].args[0] is pair[1]


def _backward(th: Theorem, pairs: list[Pair]) -> list[Rewrite]:
    """f(x_k) = x_(k+1), where that is how the sequence goes on."""
    out = []
    for r in opened(th):
        if r.conclusion.op == "eq" and any(_is_of(r.conclusion.args[1], pair) for pair in pairs) and (
                r.conclusion.args[0].op == "app" and r.conclusion.args[0].args[0] is r.conclusion.args[1].args[1].args[0]):
            premises = [hyp(p) for p in r.premises]
            turned = discharge(sym(conclude(r, {v: v for v in r.variables}, premises)), *r.premises)
            out += [Rewrite(w) for w in opened(generalise(turned, *r.variables))]
    return out


def _rewritten(ctx: Context, th: Theorem, back: list[Rewrite]) -> Theorem:
    """∀k ≥ 0. a relation, with x_(k+1) for f(x_k)."""
    if not back:
        return th
    k = ctx.fresh(INT, th.concl)
    first = specialise(th, k)
    inner = ctx.assume(first.concl.args[0])
    made = normal_sides(Normaliser(inner, Method(back)), mp(first, hyp(first.concl.args[0])))
    return generalise(discharge(made, first.concl.args[0]), k)


def _pairs(functions: set[Term], formulas: list[Term]) -> list[Pair]:
    """Which of these functions stand at which families, under binders too."""
    found, stack, seen = dict[Pair, None](), list(reversed(formulas)), set[Term]()
    while stack:
        t = stack.pop()
        if t in seen:
            continue
        seen.add(t)
        stack.extend(reversed(t.args))
        if t.op == "app" and t.args[0] in functions and t.args[1].op == "app":
            x = t.args[1].args[0]
            if x.op == "var" and x.type is FAMILY:
                found[t.args[0], x] = None
    return list(found)


def _laws(ctx: Context, r: Rule, pairs: list[Pair], closed: list[Term]) -> Iterator[list[Theorem]]:
    """∀k ≥ 0. what the rule says of x_k; of x_k and x_(k+1), of x_k and a number that is spoken of, in either order."""
    for x in dict.fromkeys(x for _, x in pairs):
        k = ctx.fresh(INT, x)
        here, there = app(x, k), app(x, add(k, integer(1)))
        others = [t for t in closed if not x.free <= t.free][:MAX_CLOSED]
        for choice in [[here]] if len(r.variables) == 1 else [[here, t] for t in (there, *others)]:
            found = []
            for values in (choice, choice[::-1])[:len(r.variables)] if len(r.variables) <= 2 else ():
                with suppress(*Failure):
                    th = instance_of(ctx.assume(le(0, k)), r, dict(zip(r.variables, values, strict=True)))
                    found += [] if th is None else [generalise(discharge(th, le(0, k)), k)]
            if found:
                yield found


def _size(t: Term) -> int:
    return 1 + sum(map(_size, t.args))


def _named(t: Term, names: dict[Pair, Term]) -> Term:
    """The term with f(x_k) written as a member of its family."""
    if t.op == "app" and t.args[1].op == "app" and (name := names.get((t.args[0], t.args[1].args[0]))) is not None:
        return app(name, _named(t.args[1].args[1], names))
    return rebuild(t, tuple([_named(a, names) for a in t.args]))


def _normal(ctx: Context, phi: Term) -> Theorem:
    """φ ⊢ φ, or ∀k ≥ 0. a relation, with the recurrences of the context used on its sides."""
    with suppress(*Failure):
        k = ctx.fresh(INT, phi)
        inner = ctx.assume(le(0, k))
        th = mp(specialise(hyp(phi), k), hyp(le(0, k)))
        if th.concl.op in ("eq", "le", "lt"):
            return generalise(discharge(normal_sides(Normaliser(inner, Method(list(laws(inner)))), th), le(0, k)), k)
    return hyp(phi)
