"""By induction on an integer variable that the hypotheses bound from below.

What is proved by induction may be several successive instances (P(n), P(n + 1), …: recurrences that look back two
steps, squares of their solutions), and it may start later than the claim, whose first instances are then shown one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from ..kernel import INT, REAL, Term, Theorem, Type, hyp, induct, op, prop, rewrite, substitute
from ..kernel.rational import integer_form
from ..tactics.budget import portion
from ..tactics.build import add, integer, le, sub
from ..tactics.context import Context, Rule, Unproved
from ..tactics.derive import generalise, join, mp, rhs, specialise, split, sym, trans
from ..tactics.linear import equal_by_combination
from ..tactics.match import match
from ..tactics.normalise import Method, Normaliser, head
from ..tactics.polynomial import integer_term
from ..tactics.prover import instance_of, prove
from ..theories import powers, reversal, sums
from ..theories.integrability import UNFOLDINGS
from ..theories.lemmas import rewrites
from .cases import by_cases
from .combinations import by_multiple, by_numbers
from .direct import Failure, directly, equal, method, subterms
from .enclosures import by_bounds
from .exponential_orders import PLAIN
from .known import as_goals, is_distinct, normal_sides
from .laws import families, is_start, laws, members, offset, ordered, random_starts, unfolding
from .mean_forms import known_means
from .residuals import by_known_orders, by_residual
from .tableau import by_contradiction

MAX_WINDOW, MAX_LATER, MAX_WORK, MAX_MEMBERS, MAX_STATED = 4, 6, 110_000, 6, 4
LATER = 10_000  # the work of an uncommon way for a base, in units of `budget`
STEPS = (by_contradiction, 40_000), (by_known_orders, 20_000), (by_cases, 10_000)  # ways for the step of an order


def by_recursion(ctx: Context, goal: Term) -> Theorem:
    """Induction on a variable of a sum, a product, a power or a member of a recurrence."""
    shaped = _shaped(ctx, goal)
    with portion(2*MAX_WORK):
        return _by_induction(ctx, goal, [(t, start) for t, start in variables(ctx, goal) if t.free <= shaped])


def _shaped(ctx: Context, goal: Term) -> frozenset[tuple[str, Type]]:
    """The variables that recursion is on."""
    known = families(ctx)
    parts = [*[p for p in subterms(goal) if p.op == "pow" or sums.parts(p) is not None],
             *[p for p in subterms(goal) if p.op == "app" and head(p) in UNFOLDINGS],
             *[s for s in members(goal) if s.args[0] in known]]
    return frozenset[tuple[str, Type]]().union(*[_place(p) for p in parts])


def _place(t: Term) -> frozenset[tuple[str, Type]]:
    """The variables of an exponent, of the ends of a range, of an index."""
    found = sums.parts(t)
    return t.args[1].free if found is None else found[0].free | found[1].free


def by_induction(ctx: Context, goal: Term) -> Theorem:
    """Induction on any other integer variable from a lower bound."""
    shaped = _shaped(ctx, goal)
    return _by_induction(ctx, goal, [(t, start) for t, start in variables(ctx, goal) if not t.free <= shaped])


def _by_induction(ctx: Context, goal: Term, choices: list[tuple[Term, Term]]) -> Theorem:
    first: Exception | None = None
    moved = _reindexed(ctx, goal)
    if moved is not None:
        goal = op(goal.op, *map(rhs, moved))
    for t, start in choices:
        widths = _widths(ctx, goal)
        for width in widths:
            try:
                with portion(_share(goal, width, widths)):
                    th = _induct(ctx, goal, t, start, width)
                    return th if moved is None else rewrite(th, tuple(((i,), sym(e)) for i, e in enumerate(moved)))
            except Failure as e:
                first = first or e
    raise first or Unproved("induction does not apply", goal)


def _reindexed(ctx: Context, goal: Term) -> list[Theorem] | None:
    """The sides of a relation with sums over n + 1, …, 2n, say, where they were written as sums of terms g(n + i), and with
    sums of g(i) where they were written as sums of g(n − i)."""
    if goal.op not in ("eq", "le", "lt") or not any(sums.parts(t) is not None for t in subterms(goal)):
        return None
    n = Normaliser(ctx, Method(conversions=[(way, way) for way in (sums.absorbed, reversal.rising)]))
    sides = [n.norm(t) for t in goal.args]
    return sides if n.method.fired else None


def _share(goal: Term, width: int, widths: range) -> int:
    """The work for one width: an order of members of a recurrence seldom follows from one instance."""
    if goal.op == "eq":
        return 3*MAX_WORK//2
    return 3*MAX_WORK if width > 1 or len(widths) == 1 else MAX_WORK//2


def variables(ctx: Context, goal: Term) -> Iterator[tuple[Term, Term]]:
    """The variables to choose from, with their starts: of one variable the greatest number, then terms, at last the least."""
    bounds = [th.concl.args for th in ctx.facts if th.concl.op == "le" and th.concl.args[1].op == "var"]
    bounds.sort(key=lambda ends: -ends[0].data[0] if ends[0].op == "num" else 1_000_000)
    seen: dict[Term, None] = {}
    for start, t in bounds:
        if t.type is INT and t.free <= goal.free and not t.free <= start.free and (start.op != "num" or t not in seen):
            seen[t] = None
            yield t, start
    for t in seen:
        numbers = [start for start, other in bounds if other is t and start.op == "num"]
        if len(numbers) > 1 and numbers[-1].data[0] < numbers[0].data[0]:
            yield t, numbers[-1]


def _widths(ctx: Context, goal: Term) -> range:
    """How many successive instances to prove together: more than one where there are recurrences."""
    known = families(ctx)
    if not any(s.args[0] in known for s in members(goal)):
        return range(1, 2)
    return range(1, MAX_WINDOW + 1) if goal.op == "eq" else range(1, MAX_WINDOW - 1)


def _induct(ctx: Context, goal: Term, t: Term, start: Term, width: int) -> Theorem:
    outer = Context().having(*[th for th in ctx.facts if not any(t.free <= h.free for h in (*th.hyps, th.concl))])
    recurrent = len(_widths(ctx, goal)) > 1  # its later values say no more than the first
    latest = MAX_LATER if start.op == "num" and goal.op in ("le", "lt") and not recurrent else 0
    if goal.op == "eq" and start.op == "num" and any(_moving(s) and t.free <= s.free for s in subterms(goal)):
        latest = 1
    error: Exception | None = None
    for later in range(latest + 1):
        begin = integer(start.data[0] + later) if later else start
        try:
            with portion(3*MAX_WORK if recurrent else MAX_WORK if later == 0 else MAX_WORK // 4):
                th = _from(outer, goal, t, begin, width, later == 0)
                for k in reversed(range(later)):
                    th = one_earlier(outer, goal, t, integer(start.data[0] + k), th)
        except Failure as e:
            error = error or e
            continue
        th = specialise(th, t)
        return mp(th, prove(ctx, th.concl.args[0]))
    raise error or Unproved("induction does not apply", goal)


def _from(outer: Context, goal: Term, t: Term, start: Term, width: int, thorough: bool = True) -> Theorem:
    """⊢ ∀t. start ≤ t → goal"""
    inner = outer.assume(le(start, t))
    if width == 1:
        first = _first(outer, substitute(goal, {t: start}), start)
        return induct(t, start, goal, first, next_instance(inner, substitute(goal, {t: add(t, 1)}), [hyp(goal)], thorough))
    window = [goal, *[substitute(goal, {t: add(t, k)}) for k in range(1, width)]]
    phi = window[0]
    for part in window[1:]:
        phi = op("and", phi, part)
    known = split(hyp(phi))
    last = next_instance(inner, substitute(goal, {t: add(t, width)}), known)
    wanted = substitute(phi, {t: add(t, 1)})
    base = substitute(phi, {t: start})
    new = join(*[_alike(inner, th, part) for th, part in zip([*known[1:], last], _parts(wanted, width), strict=True)])
    base_case = join(*[at_start(outer, part) for part in _parts(base, width)])
    th = specialise(induct(t, start, phi, base_case, new), t)
    th = prop((th,), op("imp", th.concl.args[0], goal))
    return generalise(th, t)


def _first(ctx: Context, goal: Term, start: Term) -> Theorem:
    """The instance at a start that is itself a variable may need an induction on that."""
    try:
        return at_start(ctx, goal)
    except Failure:
        if start.op == "num":
            raise
        return by_recursion(ctx, goal)


def _parts(phi: Term, width: int) -> list[Term]:
    """The members of a conjunction that is nested to the left."""
    out: list[Term] = []
    for _ in range(width - 1):
        out.insert(0, phi.args[1])
        phi = phi.args[0]
    return [phi, *out]


def _alike(ctx: Context, th: Theorem, goal: Term) -> Theorem:
    """The theorem with its integers written as the goal writes them."""
    if th.concl is goal:
        return th
    n = Normaliser(ctx, Method())
    found, wanted = ([n.norm(t) for t in phi.args] for phi in (th.concl, goal))
    if any(rhs(a) is not rhs(b) for a, b in zip(found, wanted, strict=True)):
        raise Unproved("two instances of the statement differ", goal)
    return rewrite(th, tuple(((i,), trans(a, sym(b))) for i, (a, b) in enumerate(zip(found, wanted, strict=True))))


def one_earlier(outer: Context, goal: Term, t: Term, start: Term, later: Theorem) -> Theorem:
    """∀t. start ≤ t → goal, from the instance at the start and ∀t. start + 1 ≤ t → goal."""
    base = at_start(outer, substitute(goal, {t: start}))
    step = specialise(later, add(t, 1))
    return induct(t, start, goal, base, mp(step, prove(outer.assume(le(start, t)), step.concl.args[0])))


# -- base and step -----------------------------------------------------------------------------


def at_start(ctx: Context, goal: Term) -> Theorem:
    """The first instance: by evaluation of what has numbers as indices, or as any other statement."""
    try:
        return _reduced(ctx, goal, [])
    except Failure:
        pass
    with suppress(*Failure):
        return directly(ctx, goal)
    for way in (lambda here, phi: reduced(here, phi, lambda n, u: by_known_orders(n.ctx, u)), _from_instances):
        with suppress(*Failure), portion(LATER):
            return way(ctx, goal)
    return reduced(ctx, goal, lambda n, phi: by_bounds(n.ctx, phi))


def _from_instances(ctx: Context, goal: Term) -> Theorem:
    """By what orders that hold for all members say of these as their last ones."""
    orders = [r for r in ctx.rules if len(r.variables) == 1 and r.conclusion.op in ("le", "lt")]
    found = [last_at(ctx, r, s) for r in orders for s in dict.fromkeys(members(goal)) if not s.loose]
    known = ctx.having(*[th for th in found if th is not None])
    if known is ctx:
        raise Unproved("no order is for all members", goal)
    return reduced(known, goal, lambda n, phi: by_contradiction(n.ctx, phi))


def unfolding_method(ctx: Context) -> Method:
    """Everything the engine may do, recurrences and the last terms of sums opened."""
    m = method(tuple(th for th in ctx.facts if th.concl.op == "eq" and is_start(th.concl.args[0])))
    m.rewrites += [*laws(ctx), *random_starts(ctx), *known_means(ctx)]
    m.conversions = [(unfolding, unfolding), (sums.last_term, sums.last_term), *m.conversions]
    return m


def starts_among(ctx: Context, u: Term) -> dict[int, Theorem]:
    """u(a) = …, by the numbers a."""
    found = [th for th in ctx.facts if th.concl.op == "eq" and is_start(th.concl.args[0]) and th.concl.args[0].args[0] is u]
    return {integer_form(th.concl.args[0].args[1])[1]: th for th in found}


def next_instance(ctx: Context, goal: Term, known: list[Theorem], thorough: bool = True) -> Theorem:
    """The next instance: both sides unfolded, the hypotheses too."""
    made = instances(ctx, *[th.concl for th in known])
    ctx = ctx.having(*made, *as_goals(Normaliser(ctx, unfolding_method(ctx)), made))
    known = [_from_later(ctx, th) for th in known]
    try:
        return _reduced(ctx, goal, known, thorough)
    except Failure:
        if not thorough:
            raise
    for way, most in STEPS if goal.op in ("le", "lt") else ():
        with suppress(*Failure), portion(most):
            return _unfolded(ctx, goal, known, way)
    if goal.op == "eq" and goal.args[0].type in (INT, REAL) and len(known) == 1:
        return equal(ctx.having(*known), goal, (known[0],))
    if len(known) == 1:
        return prove(ctx.having(*known), goal)
    raise Unproved("the next instance does not follow", goal)


def _unfolded(ctx: Context, goal: Term, known: list[Theorem], way: Callable[[Context, Term], Theorem]) -> Theorem:
    def shown(n: Normaliser, phi: Term) -> Theorem:
        return way(ctx.having(*[normal_sides(n, th) for th in known]), phi)

    return reduced(ctx, goal, shown)


def instances(ctx: Context, *formulas: Term) -> list[Theorem]:
    """What orders and inequations that hold for all members say of the members in the formulas."""
    out = []
    here = list(dict.fromkeys(s for phi in formulas for s in members(phi) if not s.loose))[:MAX_MEMBERS]
    for rule in ctx.rules:
        if len(rule.variables) == 1 and (rule.conclusion.op in ("le", "lt") or is_distinct(rule.conclusion)):
            found = [instance_of(ctx, rule, values) for pattern in list(dict.fromkeys(members(rule.conclusion)))[:1]
                     for s in here if (values := match(pattern, s, frozenset(rule.variables)))]
            made = [ordered(th) for th in found if th is not None]
            out += made or [th for s in here if (th := last_at(ctx, rule, s)) is not None]
    return out


def _from_later(ctx: Context, th: Theorem) -> Theorem:
    """The same of u(n + 1) where it is about u(n) and u k = … u(k + 1) … for all k."""
    back = [r for r in ctx.rules if len(r.variables) == 1 and _goes_back(r)]
    pairs = [(r, s) for r in back for s in dict.fromkeys(members(th.concl)) if not s.loose and not is_start(s)]
    found = [instance_of(ctx, r, values) for r, s in pairs
             if (values := match(r.conclusion.args[0], s, frozenset(r.variables)))]
    made = rewrites(*[eq for eq in found if eq is not None])
    return normal_sides(Normaliser(ctx, Method(made)), th) if made else th


def _goes_back(r: Rule) -> bool:
    """Does it say u(k) from later members of the same family?"""
    at = offset(r.conclusion.args[0], r.variables[0]) if r.conclusion.op == "eq" else None
    own = [offset(s, r.variables[0]) for s in members(r.conclusion.args[1]) if s.args[0] is r.conclusion.args[0].args[0]
           ] if at is not None else []
    return at is not None and bool(own) and all(d is not None and d > at for d in own)


def last_at(ctx: Context, rule: Rule, s: Term) -> Theorem | None:
    """What a rule for all integers says where the last of its members is s."""
    k = rule.variables[0]
    ends = [d for t in members(rule.conclusion) if t.args[0] is s.args[0] and (d := offset(t, k)) is not None]
    if not ends:
        return None
    th = instance_of(ctx, rule, {k: integer_term(*integer_form(sub(s.args[1], max(ends))))})
    return None if th is None else ordered(th)


def _reduced(ctx: Context, goal: Term, known: list[Theorem], thorough: bool = True) -> Theorem:
    """The goal from the known instances, after unfolding."""
    def shown(n: Normaliser, phi: Term) -> Theorem:
        same = [normal_sides(_splitting(n, th), th) for th in known]
        here = ctx.having(*as_goals(n, instances(ctx, phi)))
        return _equation(here, phi, same) if phi.op == "eq" else _order(here, phi, same, thorough)

    return reduced(ctx, goal, shown)


def _splitting(n: Normaliser, th: Theorem) -> Normaliser:
    """The method for an induction hypothesis: the first term is split off, too, from sums that do not start at a number."""
    if not any(_moving(t) for t in subterms(*th.concl.args)):
        return n
    m = unfolding_method(n.ctx)
    m.conversions = [(sums.first_term, _first_of_moving), *m.conversions]
    return Normaliser(n.ctx, m)


def _moving(t: Term) -> bool:
    found = sums.parts(t)
    return found is not None and bool(integer_form(found[0])[0])


def _first_of_moving(n: Normaliser, t: Term) -> Theorem | None:
    """Once: of a sum that starts at n + 1, not of what is left of it."""
    found = sums.parts(t)
    if found is None or not integer_form(found[0])[0] or ("split", t) in n.method.fired:
        return None
    th = sums.first_term(n, t)
    if th is not None:
        n.method.fired |= {("split", u) for u in subterms(rhs(th)) if sums.parts(u) is not None}
    return th


def reduced(ctx: Context, goal: Term, shown: Callable[[Normaliser, Term], Theorem]) -> Theorem:
    """A relation of numbers from the same after unfolding."""
    if goal.op not in ("eq", "le", "lt") or goal.args[0].type not in (INT, REAL):
        raise Unproved("this is for relations of numbers", goal)
    n = Normaliser(ctx, unfolding_method(ctx))
    sides = [n.body(t) for t in goal.args]
    th = shown(n, op(goal.op, rhs(sides[0]), rhs(sides[1])))
    return rewrite(th, (((0,), sym(sides[0])), ((1,), sym(sides[1]))))


def _equation(ctx: Context, goal: Term, known: list[Theorem]) -> Theorem:
    a, b = goal.args
    for way in (by_numbers, by_multiple):
        try:
            return way(ctx, a, b, known)
        except Failure:
            continue
    roots = [t for t in subterms(a, b, *[th.concl for th in known]) if t.op == "sqrt"]
    squares = [th for t in roots if (th := next(iter(powers.root_facts(ctx, t)), None)) is not None]
    with suppress(*Failure):
        return equal_by_combination(ctx, a, b, (*known, *squares))
    stated = [th for th in ctx.facts if th.concl.op == "eq" and th.concl.args[0].type is REAL and th not in known]
    if not stated:
        raise Unproved("it is no combination of the equations", goal)
    return equal_by_combination(ctx, a, b, (*known, *stated[:MAX_STATED]))


def _order(ctx: Context, goal: Term, known: list[Theorem], thorough: bool) -> Theorem:
    for th in known:
        try:
            return by_residual(ctx, goal, th)
        except Failure:
            continue
    if not thorough:
        raise Unproved("no multiple of the induction hypothesis is enough", goal)
    return prove(ctx.having(*known), goal)


PLAIN.append(by_recursion)
