"""Derivatives by the shape of an expression: sums, products, quotients, powers, ranges, and functions whose derivative is
given.  `Differentiation.of` builds ⊢ deriv (s ↦ body) a d, with the d that the shape gives; the laws are those of `slopes`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from ..kernel import (
    INT,
    REAL,
    Term,
    Theorem,
    app,
    convert,
    fun,
    instantiate,
    lam,
    normal,
    op,
    refl,
    rewrite,
    substitute,
)
from ..kernel.table import DERIV
from ..tactics.build import le, lt, ne, number
from ..tactics.context import Context, Rule, Unproved
from ..tactics.derive import discharge, generalise, mp, rhs, specialise, sym, trans
from ..tactics.match import match
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.prover import attempt, instance_of, prove
from . import calculus, elementary, folds, inverse_slopes, slopes, sums
from .calculus import added, scaled
from .choice_slopes import choice_slope
from .gradients import FORMS
from .notions import GRAD
from .relu import RELU
from .slopes import slope
from .vectors import VECTOR

NOTIONS = FORMS | {DERIV, sums.SIGMA, sums.PI}  # what the rules know by name


def is_derivative(goal: Term) -> bool:
    """Does the formula say what a derivative or a gradient is?"""
    return slopes.is_slope(goal) or head(goal) in FORMS


def head(t: Term) -> Term:
    """The leftmost part of an application."""
    while t.op == "app":
        t = t.args[0]
    return t


def prove_derivative(ctx: Context, goal: Term, method: Method, known: Sequence[Rule]) -> Theorem:
    """A statement about a derivative, from the shape of the function and derivatives that are known; raises Unproved.

    The method brings the value to the form that the statement gives; its definitions are the ones that may be opened.
    """
    if head(goal) in FORMS:
        chosen = frozenset((head(goal),))
        return convert(_every_direction(ctx, normal(goal, chosen), method, known), goal, chosen)
    _, function, at, wanted = slopes.parts(goal)
    th = slope_of(ctx, function, at, method, known)
    value = equate(ctx, th.concl.args[1], wanted, method)
    return convert(rewrite(th, (((1,), value),)), goal)


def slope_of(ctx: Context, function: Term, at: Term, method: Method, known: Sequence[Rule] = ()) -> Theorem:
    """⊢ deriv f a d, for the d that the shape of the function gives."""
    s = ctx.fresh(function.type.dom, function, at)
    th = Differentiation(ctx, s, at, method, known).of(normal(app(function, s)))
    return convert(th, slope(function, at, th.concl.args[1]))


def _every_direction(ctx: Context, goal: Term, method: Method, known: Sequence[Rule]) -> Theorem:
    direction = ctx.fresh(goal.args[0].data, goal)
    inside = normal(instantiate(goal.args[0].args[0], direction))
    return generalise(prove_derivative(ctx, inside, method, known), direction)


class Differentiation:
    """The derivative with respect to one variable s, at one place."""

    def __init__(self, ctx: Context, s: Term, at: Term, method: Method, known: Sequence[Rule],
                 indices: tuple[Term, ...] = ()) -> None:
        self.ctx, self.s, self.at, self.method, self.known = ctx, s, at, method, known
        self.indices = indices  # of the sums around

    def depends(self, t: Term) -> bool:
        return self.s.free <= t.free

    def of(self, body: Term) -> Theorem:
        """⊢ deriv (s ↦ body) at d, for the d that the shape of the body gives."""
        if not self.depends(body):
            return specialise(slopes.constant(), body, self.at)
        if body is self.s:
            return specialise(slopes.identity(), self.at)
        rule = getattr(self, f"_{body.op}", None)
        if rule is None:
            raise Unproved(f"there is no rule for the derivative of {body.op}", body)
        th: Theorem = rule(body)
        return self.stated(th, body)

    def stated(self, th: Theorem, body: Term) -> Theorem:
        """The theorem about s ↦ body as it is written here."""
        goal = slope(normal(lam(self.s, body)), self.at, normal(th.concl.args[1]))
        return th if th.concl is goal else convert(th, goal)

    def function(self, body: Term) -> Term:
        return normal(lam(self.s, body))

    def here(self, body: Term) -> Term:
        """The body at the place."""
        return normal(substitute(body, {self.s: self.at}))

    # -- arithmetic ----------------------------------------------------------------------

    def _add(self, t: Term) -> Theorem:
        return added(*[self.of(a) for a in t.args])

    def _sub(self, t: Term) -> Theorem:
        return calculus.subtracted(*[self.of(a) for a in t.args])

    def _neg(self, t: Term) -> Theorem:
        return calculus.negated(self.of(t.args[0]))

    def _mul(self, t: Term) -> Theorem:
        a, b = t.args
        if not self.depends(a):
            return scaled(self.of(b), a)
        if not self.depends(b):
            return calculus.scaled_right(self.of(a), b)
        return calculus.multiplied(self.of(a), self.of(b))

    def _div(self, t: Term) -> Theorem:
        a, b = t.args
        if not self.depends(b):
            return calculus.divided(self.of(a), b, prove(self.ctx, ne(b, 0)))
        if self.depends(a):
            return self._quotient(t)
        outer = lam(self.s, op("div", a, self.s))
        return self._composed(outer, self.of(b), self._at_plain(specialise(elementary.reciprocal_slope(), a), b))

    def _quotient(self, t: Term) -> Theorem:
        one, two = (self.of(a) for a in t.args)
        _, f, at, p = slopes.parts(one.concl)
        _, g, _, q = slopes.parts(two.concl)
        law = mp(specialise(inverse_slopes.quotient_slope(), f, g, at, p, q), one, two)
        same = plain(self.ctx, self.here(t.args[1]))
        apart = rewrite(prove(self.ctx, ne(rhs(same), 0)), (((0, 0), sym(same)),))
        return mp(law, convert(apart, law.concl.args[0]))

    def _ite(self, t: Term) -> Theorem:
        """f(s) if u(s) ▷ v(s) else g(s), where u(a) ≠ v(a): the case that applies nearby."""
        condition, first, second = t.args
        if condition.op not in ("lt", "le") or condition.args[0].type is not REAL:
            raise Unproved("the derivative of a choice needs a condition u < v or u ≤ v", t)
        u, v = condition.args
        holds = attempt(self.ctx, lt(self.here(u), self.here(v)))
        apart = holds or prove(self.ctx, lt(self.here(v), self.here(u)))
        ends = [self.of(u), self.of(v), self.of(first if holds else second)]
        values = [th.concl.args[1] for th in ends]
        law = specialise(choice_slope(condition.op, holds is not None),
                         *map(self.function, (u, v, first, second)), self.at, *values)
        for th in (*ends[:2], apart, ends[2]):
            law = mp(law, convert(th, law.concl.args[0]))
        return law

    def _log(self, t: Term) -> Theorem:
        return self._where_positive(t, inverse_slopes.log_slope())

    def _sqrt(self, t: Term) -> Theorem:
        return self._where_positive(t, inverse_slopes.root_slope())

    def _where_positive(self, t: Term, law: Theorem) -> Theorem:
        """log u(s) or √u(s) where 0 < u(a)."""
        return self._composed(lam(self.s, op(t.op, self.s)), self.of(t.args[0]), self._at_plain(law, t.args[0]))

    def _at_plain(self, law: Theorem, argument: Term) -> Theorem:
        """The law for f at u(a), its condition proved in plain form: with arithmetic done."""
        same = plain(self.ctx, self.here(argument))
        given = specialise(law, rhs(same))
        given = mp(given, prove(self.ctx, given.concl.args[0]))
        return rewrite(given, (((0, 1), sym(same)),))

    def _exp(self, t: Term) -> Theorem:
        given = specialise(elementary.exp_slope(), self.here(t.args[0]))
        return self._composed(lam(self.s, op("exp", self.s)), self.of(t.args[0]), given)

    def _pow(self, t: Term) -> Theorem:
        base, exponent = t.args
        if self.depends(exponent):
            raise Unproved("the exponent depends on the variable", t)
        inner = self.of(base)
        positive = prove(self.ctx, le(1, exponent))
        _, function, at, value = slopes.parts(inner.concl)
        return mp(specialise(calculus.power_rule(), function, at, value, exponent), inner, positive)

    # -- applications ------------------------------------------------------------------------

    def _app(self, t: Term) -> Theorem:
        found = sums.parts(t)
        if found is not None and sums.fold_of(t) is folds.SUM:
            return self._range(*found)
        start = head(t)
        if start.op == "const":
            same = Normaliser(self.ctx, Method(), {}).norm(t)
            return self.given(t) or (self._equal(same) if rhs(same) is not t else self._defined(t, start))
        if t.args[0] is start and t.args[1].type.name == "Real":
            return self._chain(start, t.args[1])
        return self._along_a_line(t) or self._rewritten(t)

    def _equal(self, same: Theorem) -> Theorem:
        """The derivative of the left side of an equation, by that of the right."""
        moved = self.of(rhs(same))
        stated = convert(moved, slope(lam(self.s, rhs(same)), self.at, moved.concl.args[1]))
        return rewrite(stated, (((0, 0, 1, 0), generalise(sym(same), self.s)),))

    def given(self, t: Term) -> Theorem | None:
        """The derivative of an expression, as a fact gives it at this place."""
        wanted = slope(self.function(t), self.at, number(0)).args[0]
        for r in self.known:
            values = match(r.conclusion.args[0], wanted, frozenset(r.variables)) if slopes.is_slope(r.conclusion) else None
            th = instance_of(self.ctx, r, values) if values is not None and len(values) == len(r.variables) else None
            if th is not None:
                return th
        return None

    def _rewritten(self, t: Term) -> Theorem:
        """An expression that an equation among the reasons replaces by another."""
        n = Normaliser(self.ctx, self.method)
        for r in n.index.get(head(t), ()):
            same = n.fire(r, t)
            if same is not None:
                tidy = head(t).op == "const"  # a recurrence, t + 1 − 1 steps in
                return self._equal(trans(same, Normaliser(self.ctx, Method(), {}).norm(rhs(same))) if tidy else same)
        raise Unproved("nothing is known of its derivative", t)

    def _defined(self, t: Term, constant: Term) -> Theorem:
        """An author's definition, opened when it is named as a reason."""
        if constant is RELU:
            return self._relu(t.args[1])
        if constant not in self.method.unfold and constant in Normaliser(self.ctx, self.method).index:
            return self._rewritten(t)
        if constant not in self.method.unfold:
            raise Unproved("its definition is not among the reasons", t)
        chosen = frozenset((constant,))
        self.method.fired.add(constant)
        th = self.of(normal(t, chosen))
        goal = slope(self.function(t), self.at, th.concl.args[1])
        return convert(th, goal, chosen)

    def _relu(self, argument: Term) -> Theorem:
        """relu(u(s)) where u(a) ≠ 0."""
        return self._composed(RELU, self.of(argument), self._at_plain(calculus.relu_slope(), argument))

    def _composed(self, outer: Term, inner: Theorem, given: Theorem) -> Theorem:
        """The chain rule, from the derivative inside and the one outside."""
        _, function, at, value = slopes.parts(inner.concl)
        law = specialise(slopes.chain(), outer, function, at, given.concl.args[1], value)
        return mp(law, inner, convert(given, law.concl.args[1].args[0]))

    def _range(self, a: Term, b: Term, f: Term) -> Theorem:
        """A sum over a range that does not depend on s: term by term."""
        if self.depends(a) or self.depends(b):
            raise Unproved("the range of the sum depends on the variable", f)
        k = self.ctx.fresh(INT, f, self.s, a, b, self.at, *self.indices)
        guards = le(a, k), le(k, b)
        inner = Differentiation(self.ctx.assume(*guards), self.s, self.at, self.method, self.known, (*self.indices, k))
        member = sums.body_at(f, k)
        each = inner.of(normal(member))
        members, values = (normal(lam(k, part)) for part in (self.function(member), each.concl.args[1]))
        law = specialise(calculus.range_total(), a, members, values, self.at, b)
        everywhere = generalise(discharge(each, *guards), k)
        return mp(law, convert(everywhere, law.concl.args[0]))

    def _chain(self, outer: Term, argument: Term) -> Theorem:
        """σ(u(s)), where the derivative of σ at u(a) is known."""
        return self._composed(outer, self.of(argument), self.known_slope(outer, self.here(argument)))

    def _along_a_line(self, t: Term) -> Theorem | None:
        """F(u(s)) for u(s) = u(a) + (s − a)·q, from the gradient of F at u(a), if that is known."""
        function, argument = t.args
        if function.type is not fun(VECTOR, REAL) or self.depends(function):
            return None
        given = self.known_gradient(function, self.here(argument))
        if given is None:
            return None
        i = self.ctx.fresh(INT, argument, self.s, self.at)
        component = normal(app(argument, i))
        rate = plain(self.ctx, self.of(component).concl.args[1])
        direction, place = normal(lam(i, rhs(rate))), self.here(argument)
        if self.depends(direction):
            raise Unproved("the argument does not move along a line", argument)
        step = normal(op("sub", self.s, self.at))
        line = op("add", normal(app(place, i)), op("mul", step, rhs(rate)))
        same = generalise(equate(self.ctx, line, component, Method()), i)
        known = specialise(given, direction)
        inner = Differentiation(self.ctx, self.s, self.at, self.method, ()).of(step)
        known = self._composed(slopes.parts(known.concl)[1], inner, self._at_zero(known, step))
        body = normal(app(known.concl.args[0].args[0].args[1], self.s))
        there = (0, 0, 1, 0, 1, 0)
        moved = convert(known, slope(lam(self.s, body), self.at, known.concl.args[1]))
        return rewrite(moved, ((there, generalise(same, self.s)),))

    def _at_zero(self, known: Theorem, step: Term) -> Theorem:
        """deriv f 0 d as deriv f (a − a) d."""
        here = self.here(step)
        return rewrite(known, (((0, 1), equate(self.ctx, number(0), here, Method())),))

    def known_gradient(self, function: Term, place: Term) -> Theorem | None:
        """∀D. deriv (s ↦ F(place + s·D)) 0 ⟨g, D⟩, from a fact about F at the place, or at its plain form."""
        same = plain_vector(self.ctx, place)
        for rule in self.known:
            if head(rule.conclusion) is not GRAD:
                continue
            n, f, at, g = arguments(rule.conclusion)
            values = match(app(f, at), app(function, rhs(same)), frozenset(rule.variables))
            if values is not None and len(values) == len(rule.variables):
                found = instance_of(self.ctx, rule, values)
                if found is not None:
                    found = rewrite(found, (((0, 1), sym(same)),))
                    return convert(found, normal(found.concl, frozenset((GRAD,))), frozenset((GRAD,)))
        return None

    def known_slope(self, outer: Term, place: Term) -> Theorem:
        """deriv σ place d, from a fact about σ at the place, or at its plain form."""
        same = plain(self.ctx, place)
        for rule in self.known:
            found = self._instance(rule, outer, rhs(same))
            if found is not None:
                return rewrite(found, (((0, 1), sym(same)),))
        for rule in self.known:
            found = self._at_an_index(rule, outer, place)
            if found is not None:
                return found
        raise Unproved("no reason gives the derivative there", app(outer, rhs(same)))

    def _at_an_index(self, rule: Rule, outer: Term, place: Term) -> Theorem | None:
        """A fact about σ at members of a family: at one of the indices of the sums around, where the two places are equal."""
        if not slopes.is_slope(rule.conclusion):
            return None
        function, at = slopes.parts(rule.conclusion)[1:3]
        if function is not outer or any(x.type is not INT for x in rule.variables):
            return None
        for chosen in product(self.indices, repeat=len(rule.variables)):
            values = dict(zip(rule.variables, chosen, strict=True))
            there = normal(substitute(at, values))
            try:
                same = equate(self.ctx, there, place, Method(unfold=self.method.unfold))
            except Unproved:
                continue
            found = instance_of(self.ctx, rule, values)
            if found is not None:
                return rewrite(found, (((0, 1), same),))
        return None

    def _instance(self, rule: Rule, outer: Term, place: Term) -> Theorem | None:
        if not slopes.is_slope(rule.conclusion):
            return None
        _, function, at, _ = slopes.parts(rule.conclusion)
        values = match(at, place, frozenset(rule.variables), match(function, outer, frozenset(rule.variables)) or {})
        if values is None or function is not outer and function not in values or len(values) < len(rule.variables):
            return None
        return instance_of(self.ctx, rule, values)


def arguments(t: Term) -> list[Term]:
    """x₁, …, xₙ of f x₁ … xₙ"""
    out: list[Term] = []
    while t.op == "app":
        t, a = t.args
        out.insert(0, a)
    return out


def plain_vector(ctx: Context, t: Term) -> Theorem:
    """⊢ x = the vector with plain components."""
    i = ctx.fresh(INT, t)
    component = plain(ctx, normal(app(t, i)))
    start = refl(t, lam(i, normal(app(t, i))))
    th = rewrite(start, (((1, 0), generalise(component, i)),))
    reduced = normal(rhs(th))
    return th if reduced is rhs(th) else trans(th, refl(rhs(th), reduced))


def plain(ctx: Context, t: Term) -> Theorem:
    """⊢ t = its plain form: arithmetic done (W + 0·D is W), nothing opened."""
    th = Normaliser(ctx, Method()).body(t)
    reduced = normal(rhs(th))
    return th if reduced is rhs(th) else trans(th, refl(rhs(th), reduced))
