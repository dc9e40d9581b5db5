"""Closed terms between two fractions: arithmetic of intervals in which each end is a theorem.

Sums, products, quotients, whole powers, roots, exponentials and logarithms of numbers.  Comparisons of what is not equal
are settled by this, without search: ends are rounded outwards to a fixed number of binary digits.
"""

from __future__ import annotations

from decimal import Context as Decimals
from decimal import Decimal
from fractions import Fraction
from math import floor, isqrt
from typing import NamedTuple

from ..kernel import (
    FALSE,
    REAL,
    KernelError,
    Side,
    Summand,
    Term,
    Theorem,
    field,
    hyp,
    op,
    order,
    rewrite,
    table,
    value,
    var,
)
from ..tactics.budget import spend
from ..tactics.build import add, div, eq, le, lt, mul, ne, neg, number, power, sub
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, discharge_to_not, generalise, mp, rhs, specialise, sym
from ..tactics.normalise import Normaliser
from ..tactics.prover import prove
from ..theories import exponentials, exponents, powers
from ..theories.lemmas import lemma
from .direct import Inapplicable, method

DIGITS, MAX_EXPONENT, MAX_PARTS, MAX_SIZE = 64, 64, 60, 700
PRECISIONS = (9, 22)
STEP = 100  # the work for one end, in units of `budget`
LOGARITHM = Decimals(prec=16)
x, y = var("x", REAL), var("y", REAL)


class Between(NamedTuple):
    """⊢ low ≤ t and ⊢ t ≤ high."""

    below: Theorem
    above: Theorem

    @property
    def low(self) -> Fraction:
        return value(self.below.concl.args[0])

    @property
    def high(self) -> Fraction:
        return value(self.above.concl.args[1])


def settled(phi: Term) -> Theorem:
    """⊢ φ or ⊢ ¬φ for an equation or order of two closed terms whose values are not equal; raises Unproved."""
    if phi.op not in ("eq", "le", "lt") or phi.args[0].type is not REAL:
        raise Unproved("bounds are for relations of real numbers", phi)
    a, b = phi.args
    for doublings in PRECISIONS:
        work = _Enclosing(doublings)
        try:
            gap = work.of(sub(b, a))
        except Unproved:  # with sharper bounds a divisor may be seen not to be 0
            continue
        if gap.low > 0 and phi.op != "eq":
            return order(phi, (gap.below,), (Summand(Fraction(1), (0,)), Summand(gap.low)), work.side)
        if gap.low > 0 or gap.high < 0:
            return discharge_to_not(work.absurd(phi, gap), phi)
    raise Unproved("the two sides are too close to each other to be told apart", phi)


def by_bounds(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ goal for a relation of closed terms, whose sides are brought to normal form; raises Unproved."""
    phi = goal.args[0] if goal.op == "not" else goal
    if phi.op not in ("eq", "le", "lt") or phi.free or not is_irrational(phi):
        raise Inapplicable("this is for relations of closed numbers", goal)
    n = Normaliser(ctx, method())
    left, right = (n.norm(t) for t in phi.args)
    th = settled(op(phi.op, rhs(left), rhs(right)))
    path = () if th.concl.op == phi.op else (0,)
    th = rewrite(th, (((*path, 0), sym(left)), ((*path, 1), sym(right))))
    if th.concl is not goal:
        raise Unproved("it is false", goal)
    return th


def coarse(t: Term, digits: int) -> list[Theorem]:
    """low ≤ t and t ≤ high for a closed term, in numbers with so many decimals; nothing where it has no bounds."""
    try:
        work = _Enclosing(PRECISIONS[-1])
        ends = work.of(t)
    except (Unproved, KernelError):
        return []
    low, high = Fraction(floor(ends.low*digits), digits), Fraction(-floor(-ends.high*digits), digits)
    return [order(le(number(low), t), (ends.below,), _with([_one(0)], ends.low - low), work.side),
            order(le(t, number(high)), (ends.above,), _with([_one(0)], high - ends.high), work.side)]


def is_irrational(t: Term) -> bool:
    """Does it contain a root, an exponential or a logarithm?"""
    return t.op in ("sqrt", "exp", "log") or any(map(is_irrational, t.args))


class _Enclosing:
    """One computation; what is divided by is kept, shown to be nonzero."""

    def __init__(self, doublings: int) -> None:
        self.doublings = doublings  # more of them make exponentials sharper
        self.known: dict[Term, Between] = {}
        self.side = Side()

    def of(self, t: Term) -> Between:
        if t not in self.known:
            rule = getattr(self, f"_{t.op}", None)
            if rule is None or len(self.known) > MAX_PARTS:
                raise Unproved("it is no expression in numbers, or a large one", t)
            self.known[t] = rule(t)
        return self.known[t]

    def absurd(self, phi: Term, gap: Between) -> Theorem:
        """φ ⊢ false, where the difference of its sides is not 0, or has the wrong sign."""
        up = gap.low > 0
        end, c = (gap.below, -gap.low) if up else (gap.above, gap.high)
        wrong = prove(Context().assume(phi), le(*phi.args) if not up or phi.op != "eq" else le(*phi.args[::-1]))
        return order(FALSE, (end, wrong), (Summand(Fraction(1), (0,)), Summand(Fraction(1), (1,)), Summand(abs(c))), self.side)

    # -- ends ------------------------------------------------------------------------------

    def ends(self, t: Term, premises: tuple[Theorem, ...], low: tuple[Fraction, list[Summand]],
             high: tuple[Fraction, list[Summand]]) -> Between:
        """Both ends from combinations of the premises, rounded outwards."""
        spend(2*STEP)
        below, above = _rounded(low[0], False), _rounded(high[0], True)
        if max(below.denominator.bit_length(), above.numerator.bit_length()) > MAX_SIZE:
            raise Unproved("the numbers are too large", t)
        return Between(order(le(number(below), t), premises, _with(low[1], low[0] - below), self.side),
                       order(le(t, number(above)), premises, _with(high[1], above - high[0]), self.side))

    def same(self, t: Term, other: Term) -> Between:
        """The ends of a term by those of one that is equal to it."""
        th, ends = field(other, t, self.side), self.of(other)
        return Between(rewrite(ends.below, (((1,), th),)), rewrite(ends.above, (((0,), th),)))

    # -- arithmetic --------------------------------------------------------------------------

    def _num(self, t: Term) -> Between:
        q = value(t)
        return Between(order(le(number(q), t), (), ()), order(le(t, number(q)), (), ()))

    def _real(self, t: Term) -> Between:
        if t.args[0].op != "num":
            raise Unproved("it is no number", t)
        return self.same(t, number(value(t.args[0])))

    def _neg(self, t: Term) -> Between:
        a = self.of(t.args[0])
        return self.ends(t, tuple(a), (-a.high, [_one(1)]), (-a.low, [_one(0)]))

    def _add(self, t: Term) -> Between:
        a, b = map(self.of, t.args)
        return self.ends(t, (*a, *b), (a.low + b.low, [_one(0), _one(2)]), (a.high + b.high, [_one(1), _one(3)]))

    def _sub(self, t: Term) -> Between:
        a, b = map(self.of, t.args)
        return self.ends(t, (*a, *b), (a.low - b.high, [_one(0), _one(3)]), (a.high - b.low, [_one(1), _one(2)]))

    def _mul(self, t: Term) -> Between:
        """From (a − a′)·(b − b′) ≥ 0 for ends a′, b′, and what is linear in a and b then."""
        a, b = map(self.of, t.args)
        low = max((_corner(a, b, i, j) for i, j in ((0, 0), (1, 1))), key=lambda found: found[0])
        high = max((_corner(a, b, i, j) for i, j in ((0, 1), (1, 0))), key=lambda found: found[0])
        return self.ends(t, (*a, *b), low, (-high[0], high[1]))

    def _div(self, t: Term) -> Between:
        a, b = t.args
        if b.op == "num":
            return self.same(t, mul(number(1/value(b)), a)) if value(b) else self._undefined(t)
        if a is not number(1):
            self.of(div(number(1), b))  # shows that b is not 0
            return self.same(t, mul(a, div(number(1), b)))
        ends = self.of(b)
        if ends.low <= 0 <= ends.high:
            return self._undefined(t)
        if ends.high < 0:
            self.apart(b, order(lt(b, number(0)), (ends.above,), _with([_one(0)], -ends.high), self.side))
            self.of(div(number(1), neg(b)))
            return self.same(t, neg(div(number(1), neg(b))))
        positive = order(lt(number(0), b), (ends.below,), _with([_one(0)], ends.low), self.side)
        self.apart(b, positive)
        spend(2*STEP)
        low, high = _rounded(1/ends.high, False), _rounded(1/ends.low, True)
        return Between(mp(specialise(reciprocal_above(), number(low), b), positive, self.times(low, b, ends, True)),
                       mp(specialise(reciprocal_below(), number(high), b), positive, self.times(high, b, ends, False)))

    def times(self, q: Fraction, b: Term, ends: Between, below: bool) -> Theorem:
        """q·b ≤ 1, or 1 ≤ q·b."""
        t = mul(number(q), b)
        goal = le(t, number(1)) if below else le(number(1), t)
        rest = 1 - q*ends.high if below else q*ends.low - 1
        return order(goal, tuple(ends), _with([Summand(q, (1 if below else 0,))], rest), self.side)

    def apart(self, b: Term, th: Theorem) -> None:
        """b ≠ 0 is known from now on, from its sign."""
        zero = eq(b, 0)
        c = Fraction(1 if th.concl.args[1] is b else -1)
        absurd = order(FALSE, (th, hyp(zero)), (_one(0), Summand(c, (1,))), self.side)
        self.side = Side((*self.side.nonzero, discharge_to_not(absurd, zero)), ())

    def _undefined(self, t: Term) -> Between:
        raise Unproved("what it divides by is close to 0", t)

    def _pow(self, t: Term) -> Between:
        a, exponent = t.args
        if exponent.op != "num" or not 0 < abs(value(exponent)) <= MAX_EXPONENT or a.op == "num" and not value(a):
            raise Unproved("it is no small whole power", t)
        k = int(value(exponent))
        if k == 1:
            return self.same(t, a)
        if k < 0:
            self.of(div(number(1), power(a, -k)))
            self.of(div(number(1), a))
            return self.same(t, div(number(1), power(a, -k)))
        return self.same(t, mul(power(a, k//2), power(a, k - k//2)))

    # -- functions ---------------------------------------------------------------------------

    def _sqrt(self, t: Term) -> Between:
        (a,) = t.args
        ends = self.of(a)
        if ends.low <= 0:
            raise Unproved("it may be the root of a negative number", t)
        spend(4*STEP)
        nonneg = order(le(number(0), a), (ends.below,), _with([_one(0)], ends.low), self.side)
        low, high = _root(ends.low, -1), _root(ends.high, 1)
        inside = order(lt(power(number(low), 2), a), (ends.below,), _with([_one(0)], ends.low - low**2), self.side)
        outside = order(lt(a, power(number(high), 2)), (ends.above,), _with([_one(0)], high**2 - ends.high), self.side)
        below = mp(specialise(powers.sqrt_above(), a, number(low)), nonneg, inside)
        above = mp(specialise(powers.sqrt_below(), a, number(high)), nonneg, _known(lt(0, number(high))), outside)
        return Between(_weak(below, self.side), _weak(above, self.side))

    def _exp(self, t: Term) -> Between:
        (a,) = t.args
        if a.op == "num":
            return self.exponential(a)
        ends = self.of(a)
        low, high = self.of(op("exp", number(ends.low))), self.of(op("exp", number(ends.high)))
        below = mp(specialise(exponentials.exp_le(), number(ends.low), a), ends.below)
        above = mp(specialise(exponentials.exp_le(), a, number(ends.high)), ends.above)
        return self.ends(t, (low.below, below, high.above, above), (low.low, [_one(0), _one(1)]),
                         (high.high, [_one(2), _one(3)]))

    def exponential(self, a: Term) -> Between:
        """exp q: that of q/2ᵏ from 1 + q ≤ exp q and (1 − q)·exp q ≤ 1, squared k times."""
        doublings = self.doublings + floor(abs(value(a))).bit_length()
        if abs(value(a)) > MAX_EXPONENT:
            raise Unproved("the exponent is too large", a)
        q = value(a)/2**doublings
        here = number(q)
        ends = self.ends(op("exp", here), (specialise(table.exp_lower(), here), specialise(exponentials.exp_upper(), here)),
                         (1 + q, [_one(0)]), (1/(1 - q), [Summand(1/(1 - q), (1,))]))
        for _ in range(doublings):
            q *= 2
            twice = specialise(table.exp_add(), here, here)
            law = sym(rewrite(twice, (((0, 0), field(add(here, here), number(q))),)))
            ends = self.squared(law.concl.args[0], ends)
            ends, here = Between(rewrite(ends.below, (((1,), law),)), rewrite(ends.above, (((0,), law),))), number(q)
        return ends

    def squared(self, t: Term, ends: Between) -> Between:
        """The square of what is positive."""
        low, high = ends.low, ends.high
        return self.ends(t, tuple(ends), (low**2, [Summand(Fraction(1), (0, 0)), Summand(2*low, (0,))]),
                         (high**2, [Summand(Fraction(1), (0, 1)), Summand(high + low, (1,))]))

    def _log(self, t: Term) -> Between:
        (a,) = t.args
        ends = self.of(a)
        if ends.low <= 0:
            raise Unproved("it may be the logarithm of what is not positive", t)
        positive = order(lt(number(0), a), (ends.below,), _with([_one(0)], ends.low), self.side)
        return Between(self.log_end(a, ends, positive, -1), self.log_end(a, ends, positive, 1))

    def log_end(self, a: Term, ends: Between, positive: Theorem, sign: int) -> Theorem:
        """q ≤ log a, or log a ≤ q: a against exp q."""
        near = _logarithm(ends.low if sign < 0 else ends.high)
        for slack in (3, 0):
            q = number(near + sign*Fraction(2)**(slack - self.doublings))
            e = self.of(op("exp", q))
            if (e.high <= ends.low) if sign < 0 else (ends.high <= e.low):
                break
        else:
            raise Unproved("no bound of the logarithm was found", a)
        pair = (op("exp", q), a) if sign < 0 else (a, op("exp", q))
        facts = (e.above, ends.below) if sign < 0 else (ends.above, e.below)
        rest = ends.low - e.high if sign < 0 else e.low - ends.high
        compared = order(le(*pair), facts, _with([_one(0), _one(1)], rest), self.side)
        signs = [specialise(exponentials.exp_pos(), q), positive]
        law = mp(specialise(exponents.log_le(), *pair), *(signs if sign < 0 else signs[::-1]), compared)
        return rewrite(law, (((0 if sign < 0 else 1,), specialise(exponentials.log_exp(), q)),))


# -- witnesses and roundings -----------------------------------------------------------------------


def _one(i: int) -> Summand:
    return Summand(Fraction(1), (i,))


def _with(witness: list[Summand], rest: Fraction) -> tuple[Summand, ...]:
    """The witness with what is left over, a number that is not negative."""
    return (*[s for s in witness if s.coefficient], *([Summand(rest)] if rest else []))


def _corner(a: Between, b: Between, i: int, j: int) -> tuple[Fraction, list[Summand]]:
    """A bound of ±a·b from below, + where i = j, through (a − aᵢ)·(b − bⱼ); premises 0, 1 are of a, 2, 3 of b."""
    ai, bj, sign = (a.low, a.high)[i], (b.low, b.high)[j], 1 if i == j else -1
    witness = [Summand(Fraction(1), (i, 2 + j))]
    total = -sign*ai*bj
    for c, ends, at in ((sign*ai, b, 2), (sign*bj, a, 0)):  # c·b and c·a
        witness.append(Summand(abs(c), (at if c > 0 else at + 1,)))
        total += c*(ends.low if c > 0 else ends.high)
    return total, witness


def _rounded(q: Fraction, up: bool) -> Fraction:
    """Down or up to a number of so many binary digits."""
    size = abs(q.numerator).bit_length() - q.denominator.bit_length()
    scale = Fraction(2)**(DIGITS - size)
    if q.denominator.bit_length() <= DIGITS and abs(q.numerator).bit_length() <= DIGITS:
        return q
    return Fraction(-floor(-q*scale) if up else floor(q*scale))/scale


def _root(q: Fraction, sign: int) -> Fraction:
    """A number whose square is a little below, or above, a positive one."""
    scale = 4**DIGITS*4**max(0, q.denominator.bit_length() - q.numerator.bit_length())
    return Fraction(max(isqrt(q.numerator*scale//q.denominator) + sign*(1 if sign < 0 else 2), 0), isqrt(scale))


def _logarithm(q: Fraction) -> Fraction:
    """About log q; in decimal arithmetic, which is the same everywhere."""
    return Fraction(LOGARITHM.ln(LOGARITHM.divide(Decimal(q.numerator), Decimal(q.denominator))))


def _weak(th: Theorem, side: Side) -> Theorem:
    """a ≤ b from a < b"""
    return order(le(*th.concl.args), (th,), (_one(0),), side)


def _known(phi: Term) -> Theorem:
    """An order of two numbers."""
    return order(phi, (), (Summand(value(phi.args[1]) - value(phi.args[0])),))


@lemma
def reciprocal_above() -> Theorem:
    """⊢ ∀x y. 0 < y → x·y ≤ 1 → x ≤ 1/y"""
    return _reciprocal(le(mul(x, y), 1), le(x, div(1, y)))


@lemma
def reciprocal_below() -> Theorem:
    """⊢ ∀x y. 0 < y → 1 ≤ x·y → 1/y ≤ x"""
    return _reciprocal(le(1, mul(x, y)), le(div(1, y), x))


def _reciprocal(given: Term, goal: Term) -> Theorem:
    positive = lt(0, y)
    known = Context().assume(positive, given)
    inverse = prove(known, lt(0, div(1, y)))
    side = Side((prove(known, ne(y, 0)),))
    th = order(goal, (inverse, known.known[given]), (Summand(Fraction(1), (0, 1)),), side)
    return generalise(discharge(th, positive, given), x, y)
