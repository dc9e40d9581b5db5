"""Kernel rules applied at random to random theorems; whatever they conclude is looked at in points of `fuzz_model`.

A walk keeps a pool of theorems.  Each step chooses a rule and arguments that nearly fit: instances at undefined terms,
variables that are free elsewhere, identities with one constant changed, witnesses of another sign.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from inspect import signature

from fuzz_model import Point
from fuzz_terms import INTS, REALS, Terms

from proofs.kernel import (
    FALSE,
    INT,
    PROP,
    REAL,
    KernelError,
    Side,
    Summand,
    Term,
    Theorem,
    app,
    convert,
    exists,
    exists_elim,
    exists_intro,
    field,
    forall,
    forall_elim,
    forall_intro,
    fun,
    hyp,
    induct,
    instantiate,
    lam,
    normal,
    num,
    op,
    order,
    prop,
    rec_base,
    rec_step,
    refl,
    rewrite,
    substitute,
    table,
    type_instance,
    var,
)
from proofs.tactics.context import Context
from proofs.theories import absolute, exponents, folds, powers, relu, roots_and_signs, rounding
from proofs.theories.expectation import SPACE, laws
from proofs.theories.folds import PRODUCT, SUM

POOL, POINTS = 60, 3


@cache
def lemmas() -> tuple[Theorem, ...]:
    """What every walk may start from: lemmas of the theories, and the laws of an expectation."""
    modules = (absolute, exponents, folds, powers, relu, roots_and_signs, rounding)
    own = [m for module in modules for m in vars(module).values()
           if hasattr(m, "cache_info") and m.__module__ == module.__name__ and not signature(m).parameters]
    found = [m() for m in own]
    found += [make() for laws_ in (folds.EMPTY, folds.LAST, folds.FIRST, folds.SHIFT, folds.CONG, folds.SPLIT)
              for make in laws_.values()]
    return (*[th for th in found if isinstance(th, Theorem)], *laws(Context().assume(SPACE)).values())


class Walk(Terms):
    """One walk: `attempts` and `minted` count rules, `false` holds what was concluded and does not hold."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.points = [Point(seed*POINTS + k) for k in range(POINTS)]
        self.attempts, self.minted, self.decided = 0, Counter[str](), 0
        self.false: list[tuple[str, Theorem]] = []

    def run(self, steps: int) -> Walk:
        for _ in range(steps):
            self.step()
        return self

    def step(self) -> None:
        rule = self.rng.choice(RULES)
        self.attempts += 1
        try:
            th = rule(self)
        except (KernelError, IndexError):
            return
        if th is None or th.concl.depth > 40:
            return
        self.minted[rule.__name__.strip("_")] += 1
        self.look(rule.__name__, th)
        if len(self.pool) < POOL:
            self.pool.append(th)
        else:
            self.pool[self.rng.randrange(POOL)] = th

    def look(self, name: str, th: Theorem) -> None:
        """Is it false at a point where its hypotheses hold?"""
        for p in self.points:
            p.steps = 0
            if all([p.truth(h) is True for h in th.hyps]):
                found = p.truth(th.concl)
                self.decided += found is not None
                if found is False:
                    self.false.append((name, th))


# -- the rules ------------------------------------------------------------------------------


def _hyp(w: Walk) -> Theorem:
    return hyp(w.formula())


def _lemma(w: Walk) -> Theorem:
    return w.rng.choice(lemmas())


def _row(w: Walk) -> Theorem:
    rows: list[Callable[[], Theorem]] = [
        lambda: table.trichotomy(w.rng.choice([INT, REAL])), table.floor_bounds, table.sqrt_square, table.sqrt_nonneg,
        table.exp_add, table.exp_lower, table.exp_log, table.monotone, lambda: table.ite_true(w.formula(), *two(w)),
        lambda: table.ite_false(w.formula(), *two(w))]
    return w.rng.choice(rows)()


def two(w: Walk) -> tuple[Term, Term]:
    ty = w.rng.choice([REAL, INT])
    return w.of(ty), w.of(ty)


def _prop(w: Walk) -> Theorem:
    facts = [w.any() for _ in range(w.rng.randint(1, 3))]
    a, b, c = facts[0].concl, facts[-1].concl, w.known()
    gone = tuple(w.rng.sample([h for th in facts for h in th.hyps], w.rng.randint(0, min(2, sum(len(t.hyps) for t in facts)))))
    goals = [op("and", a, b), op("or", a, c), op("imp", c, a), op("imp", *(gone[:1] or (c,)), a), op("not", op("not", a)),
             op("iff", a, b), op("or", c, op("not", c)), c, FALSE, op("imp", op("not", b), c)]
    if a.op in ("and", "or", "imp"):
        goals += [*a.args, op("or", *reversed(a.args))]
    if a.op == "imp":
        goals.append(op("imp", op("not", a.args[1]), op("not", a.args[0])))
    return prop(tuple(facts), w.rng.choice(goals), gone)


def _modus_ponens(w: Walk) -> Theorem:
    th = w.any("imp")
    return prop((th, hyp(th.concl.args[0])), th.concl.args[1])


def _forall_intro(w: Walk) -> Theorem:
    th = w.any()
    free = [var(*data) for data in sorted(th.concl.free, key=str)]
    return forall_intro(w.rng.choice(free or REALS), th)


def _forall_elim(w: Walk) -> Theorem:
    th, values, phi = w.any("all"), list[Term](), None
    phi = th.concl
    while phi.op == "all" and (not values or w.rng.random() < 0.8):
        values.append(w.of(phi.args[0].data))
        phi = normal(instantiate(phi.args[0].args[0], values[-1]))
    return forall_elim(th, *values)


def _exists_intro(w: Walk) -> Theorem:
    th, x = w.any(), w.rng.choice([*REALS, *INTS])
    witness = w.of(x.type) if w.rng.random() < 0.3 else x
    goal = exists(var("v", x.type), substitute(th.concl, {x: var("v", x.type)}))
    return exists_intro(th, goal, witness)


def _exists_elim(w: Walk) -> Theorem:
    some = w.any("ex")
    if some.concl.op != "ex":
        phi = exists(w.rng.choice(REALS), w.formula())
        some = hyp(phi)
    x = w.rng.choice([var("v", some.concl.args[0].data), *REALS, *INTS])
    inner = hyp(normal(instantiate(some.concl.args[0].args[0], x)))
    goal = w.rng.choice([w.known(), some.concl, op("or", w.known(), some.concl)])
    weaker = op("or", goal, w.any().concl) if w.rng.random() < 0.5 else goal
    shown = inner if w.rng.random() < 0.2 else prop((w.any(), inner), weaker)
    return exists_elim(x, some, shown)


def _type_instance(w: Walk) -> Theorem:
    return type_instance(w.any(), w.rng.choice([INT, REAL, PROP, fun(INT, REAL)]))


def _refl(w: Walk) -> Theorem:
    x, body = w.rng.choice([*REALS, *INTS]), w.real()
    value = w.of(x.type)
    applied = app(lam(x, body), value)
    return refl(applied, w.rng.choice([normal(applied), substitute(body, {x: value}), normal(w.real())]))


def _convert(w: Walk) -> Theorem:
    th = w.any()
    opened = frozenset({w.rng.choice([SUM.constant, PRODUCT.constant, relu.RELU])})
    return convert(th, normal(th.concl, opened) if w.rng.random() < 0.9 else w.known(), opened)


def places(t: Term, here: tuple[int, ...] = ()) -> list[tuple[tuple[int, ...], Term]]:
    return [(here, t), *[found for i, a in enumerate(t.args) for found in places(a, (*here, i))]][:60]


def _rewrite(w: Walk) -> Theorem:
    th, equation = w.any(), w.any("eq", "all")
    spots = [(place, t) for place, t in places(th.concl) if place]
    left = equation.concl
    while left.op == "all":
        left = left.args[0].args[0]
    fitting = [place for place, t in spots if left.op == "eq" and t is left.args[0]]
    if fitting and w.rng.random() < 0.9:
        return rewrite(th, ((w.rng.choice(fitting), equation),))
    closed = [(place, t) for place, t in spots if not t.loose and t.type is not PROP and t.type.name]
    place, t = w.rng.choice(closed)
    same = w.changed(t)
    how = field(t, same) if t.type in (REAL, INT) and same is not t else hyp(op("eq", t, w.of(t.type)))
    return rewrite(th, ((place, how),))


def divisors(t: Term) -> list[Term]:
    """What a term divides by, and the bases of its powers."""
    own = [t.args[1]] if t.op == "div" else [t.args[0]] if t.op == "pow" else []
    return [*own, *[d for a in t.args for d in divisors(a)]] if not t.loose else []


def side(w: Walk, *terms: Term) -> Side:
    """That divisors are not 0 and exponents not negative: assumed, or already known; sometimes one is left out."""
    found = list(dict.fromkeys(d for t in terms for d in divisors(t) if not d.loose))
    kept = [d for d in found if w.rng.random() < 0.93]
    exponents_ = list(dict.fromkeys(e for t in terms for _, p in places(t) if p.op == "pow" and not p.loose
                                    for _, e in places(p.args[1]) if e.type is INT))
    return Side(tuple(hyp(op("not", op("eq", d, num(0)))) for d in kept),
                tuple(hyp(op("le", num(0, INT), e)) for e in exponents_ if w.rng.random() < 0.5))


def _field(w: Walk) -> Theorem:
    a = w.real(4) if w.rng.random() < 0.8 else w.integer(3)
    b = w.changed(a)
    return field(a, b, side(w, a, b))


def _order(w: Walk) -> Theorem:
    comparing = [th for th in w.pool if th.concl.op in ("le", "lt", "eq") and th.concl.args[0].type in (REAL, INT)]
    used = w.rng.sample(comparing, min(len(comparing), w.rng.randint(0, 2)))
    ty = used[0].concl.args[0].type if used else REAL
    used = [th for th in used if th.concl.args[0].type is ty]
    total, parts = num(0, ty), list[Summand]()
    for _ in range(w.rng.randint(1, 2)):
        chosen = tuple(w.rng.sample(range(len(used)), w.rng.randint(0, len(used))))
        squares = (w.of(ty),) if w.rng.random() < 0.4 or not chosen else ()
        c = Fraction(w.rng.choice([1, 1, 2, 3, 0, -1]))
        term = num(c, ty)
        for i in chosen:
            term = op("mul", term, op("sub", used[i].concl.args[1], used[i].concl.args[0]))
        for s in squares:
            term = op("mul", term, op("mul", s, s))
        total = op("add", total, term)
        parts.append(Summand(c, chosen, squares))
    goal = op(w.rng.choice(["le", "le", "lt"]), num(w.rng.choice([0, 0, 0, 0, 1]), ty), w.changed(total))
    return order(goal, tuple(used), tuple(parts), side(w, goal))


def _induct(w: Walk) -> Theorem:
    t, start = w.rng.choice(INTS), num(w.rng.randint(-1, 1), INT) if w.rng.random() < 0.7 else w.rng.choice(INTS)
    phi = w.known()
    more = substitute(phi, {t: op("add", t, num(1, INT))})
    base, last = substitute(phi, {t: start}), op("le", start, t)
    step = prop((hyp(op("imp", phi, more)), hyp(phi), hyp(last)), more)
    if w.rng.random() < 0.4:
        step = prop((hyp(forall(t, op("imp", phi, more))),), forall(t, op("imp", phi, more)))
        step = prop((forall_elim(step, t), hyp(phi)), more)
    known = [th for th in w.pool if th.concl is base]
    return induct(t, start, phi, w.rng.choice(known) if known else hyp(base), step)


def _rec(w: Walk) -> Theorem:
    t, x = w.rng.choice(INTS), w.rng.choice(REALS)
    step = lam(t, lam(x, w.real(2)))
    return w.rng.choice([rec_base, rec_step])(w.integer(1), w.real(1), step)


RULES = [_hyp, _lemma, _row, _prop, _prop, _modus_ponens, _forall_intro, _forall_elim, _forall_elim, _exists_intro,
         _exists_elim,
         _type_instance, _refl, _convert, _rewrite, _rewrite, _field, _field, _order, _order, _induct, _rec]
