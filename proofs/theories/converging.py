"""Finding limits by the structure of the term, from the limits of its parts.

Everything returns a theorem `tends a f L` or `diverges a f`; the limit found is a term, made equal to the stated one later.
"""

from __future__ import annotations

from collections.abc import Callable

from ..kernel import (
    INT,
    KernelError,
    Side,
    Term,
    Theorem,
    app,
    field,
    hyp,
    lam,
    normal,
    op,
    refl,
    rewrite,
    table,
    value,
    var,
)
from ..kernel.rational import integer_form
from ..language.door import spread_out
from ..tactics.budget import spend
from ..tactics.build import add, conj, div, eq, integer, le, mul, ne, neg, number, power, sub
from ..tactics.context import Context, Rule, Unproved, opened
from ..tactics.derive import beta, discharge, generalise, lhs, mp, rhs, specialise, split
from ..tactics.match import match
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.polynomial import integer_term
from ..tactics.prover import attempt, instance_of, prove
from . import sums
from .absolute import abs_bounds
from .divergence import (
    diverges_above,
    diverges_of_exp,
    diverges_of_exp_negative,
    diverges_plus_limit,
    diverges_product,
    diverges_shift,
    diverges_sum,
    diverges_times_limit,
    index_diverges,
    limit_exp_negative,
    limit_over_unbounded,
)
from .folds import SUM
from .lemmas import lemma
from .limit_powers import limit_power, limit_root, limit_root_zero
from .limit_sums import limit_of_sum
from .limits import (
    limit_absolute,
    limit_constant,
    limit_difference,
    limit_negative,
    limit_product,
    limit_quotient,
    limit_shift,
    limit_sum,
    x,
    y,
)
from .notions import DIVERGES, TENDS

Found = Theorem | None


def spine(t: Term) -> tuple[Term, list[Term]]:
    """The head of an application, and its arguments."""
    args: list[Term] = []
    while t.op == "app":
        t, last = t.args
        args.insert(0, last)
    return t, args


def is_limit(t: Term) -> bool:
    """Is it a statement lim f = L or lim f = ∞?"""
    return t.op == "app" and spine(t)[0] in (TENDS, DIVERGES)


def converges(th: Theorem) -> bool:
    return spine(th.concl)[0] is TENDS


def start_of(th: Theorem) -> Term:
    return spine(th.concl)[1][0]


def function_of(th: Theorem) -> Term:
    return spine(th.concl)[1][1]


def value_of(th: Theorem) -> Term:
    return spine(th.concl)[1][2]


def identity(left: Term, right: Term, t: Term) -> Theorem:
    """An identity in x and y, at the values where its right side is t."""
    values = match(right, t, frozenset((x, y))) or {}
    return specialise(generalise(field(left, right), *values), *values.values())


@lemma
def equal_both() -> Theorem:
    """⊢ ∀x y. x = y → x ≤ y ∧ y ≤ x"""
    given = eq(x, y)
    th = prove(Context().assume(given), conj(le(x, y), le(y, x)))
    return generalise(discharge(th, given), x, y)


class Limits:
    """The search in one context, from the limits that are given as facts."""

    def __init__(self, ctx: Context, start: Term, facts: list[Theorem]) -> None:
        self.ctx, self.start = ctx, start
        self.rules = [r for th in facts for r in opened(th) if is_limit(r.conclusion)]

    def first(self) -> Term:
        """From where on the members are looked at."""
        return self.start

    # -- what is given ----------------------------------------------------------------------------

    def of(self, f: Term) -> Theorem:
        """lim f = L for some L, or lim f = ∞; raises Unproved."""
        spend(60)
        n = self.ctx.fresh(INT, f, self.start, *[r.theorem.concl for r in self.rules])
        body = normal(app(f, n))
        th = self.given(f, n, body) or self.through_exp(n, body) or self.by_structure(n, body)
        if th is None:
            raise Unproved("no limit is known for a part", body)
        return th

    def given(self, f: Term, n: Term, body: Term) -> Found:
        """A fact about this very sequence, or about the same one shifted."""
        for r in self.rules:
            known = spine(r.conclusion)[1][1]
            values = match(known, f, frozenset(r.variables))
            if values is not None:
                th = self._instance(r, values)
                if th is not None:
                    return self.from_start(th)
        for r in self.rules:
            if not r.variables and not r.premises:
                th = self._shifted(r.theorem if r.theorem.concl is r.conclusion else hyp(r.conclusion), n, body)
                if th is not None and r.theorem.concl is r.conclusion:
                    return th
        return None

    def _instance(self, r: Rule, values: dict[Term, Term]) -> Found:
        missing = [x for x in r.variables if x not in values]
        return None if missing else instance_of(self.ctx, r, values)

    def through_exp(self, n: Term, body: Term) -> Found:
        """lim f = ∞ where lim exp f = ∞ or lim exp(−f) = 0 is given."""
        for inside, law in ((body, diverges_of_exp), (op("neg", body), diverges_of_exp_negative)):
            grows = op("exp", inside)
            th = self.given(normal(lam(n, grows)), n, grows)
            if th is not None:
                made = specialise(law(), self.start, start_of(th), normal(lam(n, body)))
                return mp(made, th) if th.concl is made.concl.args[0] else None
        return None

    def from_start(self, th: Theorem) -> Theorem:
        """The start of a sequence does not matter."""
        return th if start_of(th) is self.start else self.shift(th, integer(0))

    def shift(self, th: Theorem, k: Term) -> Theorem:
        """lim f(n + k) from lim f."""
        law, rest = (limit_shift, [value_of(th)]) if converges(th) else (diverges_shift, [])
        moved = mp(specialise(law(), self.start, start_of(th), k, function_of(th), *rest), th)
        f = function_of(moved)
        n = self.ctx.fresh(INT, f)
        th = Normaliser(Context(), Method(), {}).norm(normal(app(f, n)))
        return self.renamed(moved, n, th)

    def _shifted(self, th: Theorem, n: Term, body: Term) -> Found:
        """lim f(n + k) where the body is f at n + k."""
        f = function_of(th)
        hole = var("·at", INT)
        values = match(normal(app(f, hole)), body, frozenset((hole,)))
        if values is None or hole not in values:
            return None
        k = integer_term(*integer_form(sub(values[hole], n)))
        return None if n.free <= k.free else self.exactly(self.shift(th, k), n, body)

    def exactly(self, th: Theorem, n: Term, body: Term) -> Found:
        """The limit of a sequence whose members are the same by arithmetic."""
        have = normal(app(function_of(th), n))
        try:
            return self.renamed(th, n, equate(Context(), have, body, Method()))
        except (Unproved, KernelError):
            return None

    def renamed(self, th: Theorem, n: Term, equation: Theorem) -> Theorem:
        """lim g from lim f and an equation f n = g n that holds for all n."""
        if equation.concl.args[0] is equation.concl.args[1]:
            return th
        f = function_of(th)
        same = rewrite(refl(f, lam(n, equation.concl.args[0])), (((1, 0), generalise(equation, n)),))
        made = rewrite(th, (((0, 1) if converges(th) else (1,), same),))
        return beta(made)

    # -- by structure --------------------------------------------------------------------------------

    def by_structure(self, n: Term, t: Term) -> Found:
        if not n.free <= t.free:
            return specialise(limit_constant(), self.start, t)
        if t.op == "real" and t.args[0] is n:
            return specialise(index_diverges(), self.start)
        method: Callable[[Term, Term], Found] | None = getattr(self, f"_{t.op}", None)
        return None if method is None else method(n, t)

    def parts(self, n: Term, t: Term) -> list[Theorem]:
        return [self.of(normal(lam(n, s))) for s in t.args]

    def law(self, make: Callable[[], Theorem], *limits: Theorem) -> Theorem:
        """A law of the algebra of limits at these limits, side premises proved."""
        th = specialise(make(), self.start, *[start_of(x) for x in limits], *[function_of(x) for x in limits],
                        *[value_of(x) for x in limits if converges(x)])
        rest = list(limits)
        while th.concl.op == "imp":
            wanted = th.concl.args[0]
            th = mp(th, rest.pop(0) if rest and wanted is rest[0].concl else prove(self.ctx, wanted))
        return th

    def same(self, n: Term, equation: Theorem) -> Theorem:
        """The limit of the right side of an equation from that of the left."""
        return self.renamed(self.of(normal(lam(n, lhs(equation)))), n, equation)

    def _real(self, n: Term, t: Term) -> Found:
        other = spread_out(t)
        return None if other is t else self.same(n, field(other, t))

    def _add(self, n: Term, t: Term) -> Found:
        one, two = self.parts(n, t)
        if converges(one) and converges(two):
            return self.law(limit_sum, one, two)
        if converges(one):
            return self.renamed(self.law(diverges_plus_limit, two, one), n, identity(add(y, x), add(x, y), t))
        return self.law(diverges_plus_limit if converges(two) else diverges_sum, one, two)

    def _sub(self, n: Term, t: Term) -> Found:
        one, two = self.parts(n, t)
        if converges(two) and converges(one):
            return self.law(limit_difference, one, two)
        return self.same(n, identity(add(x, neg(y)), sub(x, y), t)) if converges(two) else None

    def _neg(self, n: Term, t: Term) -> Found:
        (one,) = self.parts(n, t)
        return self.law(limit_negative, one) if converges(one) else None

    def _mul(self, n: Term, t: Term) -> Found:
        one, two = self.parts(n, t)
        if converges(one) and converges(two):
            return self.law(limit_product, one, two)
        if converges(one):
            return self.renamed(self.law(diverges_times_limit, two, one), n, identity(mul(y, x), mul(x, y), t))
        return self.law(diverges_times_limit if converges(two) else diverges_product, one, two)

    def _div(self, n: Term, t: Term) -> Found:
        top, bottom = t.args
        if bottom.op == "num":
            return self.same(n, identity(mul(x, div(number(1), bottom)), div(x, bottom), t))
        one, two = self.parts(n, t)
        if converges(one):
            return self.law(limit_quotient if converges(two) else limit_over_unbounded, one, two)
        if n.free <= bottom.free:
            return None
        divisible = prove(self.ctx, ne(bottom, 0))
        other = mul(top, div(number(1), bottom))
        return self.renamed(self.of(normal(lam(n, other))), n, field(other, t, Side((divisible,))))

    def _pow(self, n: Term, t: Term) -> Found:
        base, exponent = t.args
        if exponent.op == "num" and value(exponent) >= 1:
            k = int(value(exponent))
            return self.same(n, identity(x if k == 1 else mul(x, power(x, k - 1)), power(x, k), t))
        if n.free <= base.free:
            return None
        if exponent is n:
            return self.law_at(limit_power, base)
        symbols, k = integer_form(sub(exponent, n))
        if symbols:
            return None
        return self.exactly(self.shift(self.law_at(limit_power, base), integer(k)), n, t)

    def law_at(self, make: Callable[[], Theorem], t: Term) -> Theorem:
        th = specialise(make(), self.start, t)
        return mp(th, prove(self.ctx, th.concl.args[0]))

    def _sqrt(self, n: Term, t: Term) -> Found:
        (inside,) = self.parts(n, t)
        if not converges(inside):
            return None
        f, limit = function_of(inside), value_of(inside)
        zero = attempt(self.ctx, eq(limit, 0))
        if zero is not None:
            inside = rewrite(inside, (((1,), zero),))
            th = specialise(limit_root_zero(), self.start, self.start, self.first(), f)
        else:
            th = specialise(limit_root(), self.start, self.start, self.first(), f, limit)
        while th.concl.op == "imp":
            wanted = th.concl.args[0]
            th = mp(th, inside if wanted is inside.concl else prove(self.ctx, wanted))
        return th

    def _exp(self, n: Term, t: Term) -> Found:
        """exp(−u) where u grows beyond every bound."""
        (inside,) = t.args
        if inside.op == "neg":
            th = self.of(normal(lam(n, inside.args[0])))
            return None if converges(th) else self.law(limit_exp_negative, th)
        turned = op("exp", neg(self.canonical(neg(inside))))
        th = self.of(normal(lam(n, turned)))
        return self.renamed(th, n, rewrite(refl(turned), (((1, 0), field(turned.args[0], inside)),)))

    def canonical(self, t: Term) -> Term:
        """The term as a polynomial."""
        th = Normaliser(self.ctx, Method(), {}).canonical(t)
        return t if th is None else rhs(th)

    def _app(self, n: Term, t: Term) -> Found:
        """A finite sum whose range does not depend on n; an absolute value."""
        found = sums.parts(t)
        if found is not None and sums.fold_of(t) is SUM and not n.free <= found[0].free | found[1].free:
            return self.sum(n, *found)
        if t.args[0] is not table.ABS:
            return None
        one = self.of(normal(lam(n, t.args[1])))
        if converges(one):
            return self.law(limit_absolute, one)
        below = generalise(split(specialise(abs_bounds(), t.args[1]))[1], n)
        law = specialise(diverges_above(), self.start, self.start, self.start, function_of(one), normal(lam(n, t)))
        return mp(law, prove(Context().having(below), law.concl.args[0]), one)

    def sum(self, n: Term, low: Term, high: Term, f: Term) -> Found:
        """lim Σ_j f j from the limits of its terms"""
        j = self.ctx.fresh(INT, f, n, low, high)
        inside = Limits(self.ctx.assume(le(low, j), le(j, high)), self.start, [])
        inside.rules = self.rules
        term = inside.of(normal(lam(n, app(f, j))))
        if not converges(term):
            return None
        each = generalise(discharge(term, le(low, j), le(j, high)), j)
        law = specialise(limit_of_sum(), self.start, low, lam(j, function_of(term)), normal(lam(j, value_of(term))), high)
        return mp(law, each)
