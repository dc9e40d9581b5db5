"""Sizes along a sequence as a family of their own: d_k for |u_k − a| or |u_(k+1) − u_k|, which is at least 0."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..kernel import INT, REAL, Term, Theorem, app, forall, fun, hyp, instantiate, lam, normal, op, rewrite, substitute
from ..kernel.rational import integer_form
from ..kernel.terms import rebuild
from ..tactics.build import fresh, integer, le, number, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, mp, rhs, specialise, sym, trans
from ..tactics.normalise import Method, Normaliser
from ..tactics.polynomial import integer_term
from ..tactics.prover import prove
from ..theories.absolute import ABS
from ..theories.sizes import turned
from .direct import Inapplicable, subterms
from .laws import members, offset

Way = Callable[[Context, Term], Theorem]
FAMILY = fun(INT, REAL)
MAX_PATTERNS = 2


def by_sizes(ctx: Context, goal: Term, shown: Way) -> Theorem:
    """Γ ⊢ goal from the same with a family d ≥ 0 for the sizes in a rule of Γ and in the goal; raises Unproved."""
    if goal.op not in ("le", "lt"):
        raise Inapplicable("it is no order", goal)
    for k, pattern in list(dict.fromkeys(_patterns(ctx)))[:MAX_PATTERNS]:
        d = fresh(FAMILY, goal, *[th.concl for th in ctx.facts], hint="∘")
        wanted = _named(goal, k, pattern, d)
        if wanted is goal:
            continue
        families = {s.args[0] for s in members(pattern)}
        named = [(th, _named(th.concl, k, pattern, d)) for th in ctx.facts]
        rest = [th for th, phi in named if phi is th.concl]
        about = [(th, phi) for th, phi in named if phi is not th.concl and not any(u.free <= phi.free for u in families)]
        if any(u.free <= wanted.free for u in families):
            continue
        i = ctx.fresh(INT, goal)
        nonneg = forall(i, op("imp", le(0, i), le(number(0), app(d, i))))
        said = [nonneg, *[phi for _, phi in about]]
        inner = Context().having(*rest).assume(*said)
        th = discharge(shown(inner, wanted), *said)
        th = specialise(generalise(th, d), lam(k, pattern))
        sizes = prove(Context(), th.concl.args[0])
        th = mp(th, sizes)
        for other, _ in about:
            th = mp(th, _as_written(ctx, other, th.concl.args[0]))
        return _as_written(ctx, th, goal)
    raise Inapplicable("no sizes of members are compared", goal)


def _patterns(ctx: Context) -> Iterator[tuple[Term, Term]]:
    """An index k and |… u_k …|, the sizes that rules speak of, the least indices first."""
    for r in ctx.rules:
        if [v.type for v in r.variables] == [INT] and r.conclusion.op in ("le", "lt"):
            k = r.variables[0]
            sizes = [t for t in subterms(*r.conclusion.args) if t.op == "app" and t.args[0] is ABS and k.free <= t.free]
            sizes.sort(key=lambda t: min([o for s in members(t) if (o := offset(s, k)) is not None], default=9))
            if len(sizes) > 1:
                yield k, sizes[0]


def _named(t: Term, k: Term, pattern: Term, d: Term) -> Term:
    """The term with d_e for |… u_e …|."""
    if t.op in ("all", "ex"):
        x = fresh(t.args[0].data, t, pattern, d)
        body = _named(normal(instantiate(t.args[0].args[0], x)), k, pattern, d)
        return t if body is normal(instantiate(t.args[0].args[0], x)) else op(t.op, lam(x, body))
    if t.op == "app" and t.args[0] is ABS and (e := _index(t, k, pattern)) is not None:
        return app(d, e)
    return rebuild(t, tuple([_named(a, k, pattern, d) for a in t.args])) if t.op != "lam" else t


def _first(pattern: Term, k: Term) -> Term | None:
    """The first member u(k + d) in a size: in |u(2k)| there is none."""
    return next((s for s in members(pattern) if offset(s, k) is not None), None)


def _index(t: Term, k: Term, pattern: Term) -> Term | None:
    """e, where the term is |… u_e …|, or the size of what has the other sign."""
    first = _first(pattern, k)
    n = _sizing(Context())
    for s in members(t):
        if first is not None and s.args[0] is first.args[0] and not s.loose:
            e = integer_term(*integer_form(sub(s.args[1], integer(offset(first, k) or 0))))
            if rhs(n.body(substitute(pattern, {k: e}))) is rhs(n.body(t)):
                return e
    return None


def _sizing(ctx: Context) -> Normaliser:
    return Normaliser(ctx, Method(conversions=[("turned", turned)]))


def _as_written(ctx: Context, th: Theorem, goal: Term) -> Theorem:
    """The same statement with its indices written as in the goal: u(k + 1 + 1) is u(k + 2)."""
    if th.concl is goal:
        return th
    if goal.op == "all":
        x = ctx.fresh(goal.args[0].data, goal, th.concl)
        return generalise(_as_written(ctx, specialise(th, x), normal(instantiate(goal.args[0].args[0], x))), x)
    if goal.op == "imp":
        premise = _as_written(ctx, hyp(goal.args[0]), th.concl.args[0])
        return discharge(_as_written(ctx, mp(th, premise), goal.args[1]), goal.args[0])
    n = _sizing(ctx)
    same = [trans(n.body(a), sym(n.body(b))) for a, b in zip(th.concl.args, goal.args, strict=True)]
    return rewrite(th, tuple(((i,), s) for i, s in enumerate(same)))
