"""exp of sums, log of products, monotonicity of exp and log: what `exponentials` proves, as conversions and facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import gcd, lcm

from ..kernel import FALSE, REAL, Term, Theorem, field, forall_elim, hyp, op, prop, refl, rewrite, table, var
from ..kernel.terms import INT
from ..tactics.build import add, div, eq, integer, le, lt, mul, ne, number, real
from ..tactics.cofactors import cleared
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, discharge_to_not, generalise, lhs, mp, positive_form, rhs, specialise, sym, trans
from ..tactics.elimination import Fractions
from ..tactics.normalise import Method, Normaliser, equate
from ..tactics.polynomial import (
    Monomial,
    Poly,
    TooLarge,
    atoms,
    integer_term,
    monomial_term,
    plus,
    poly_term,
    rank,
    real_monomial,
    times,
)
from ..tactics.prover import BOUNDS, FACTS, attempt, prove, reader
from .exponentials import exp, exp_above, exp_le, exp_lt, exp_pos, exp_power, exp_zero, log_exp, logarithm
from .lemmas import lemma, under_way
from .powers import reciprocal_pos, sqrt_pos

x, y = var("x", REAL), var("y", REAL)
MAX_PRIME, MAX_NESTED = 1_000, 3


def log(t: Term) -> Term:
    return op("log", t)


# -- exp of a sum ------------------------------------------------------------------------------------


def _whole(m: Monomial, c: Fraction) -> tuple[Term, Term]:
    """c·m as (integer, real rest): the integer atoms and the numerator go in front."""
    symbols = [(a, e) for a, e in m if isinstance(a, Term) and a.type is INT and e > 0]
    rest = frozenset((a, e) for a, e in m if (a, e) not in symbols)
    k = integer(c.numerator)
    front = monomial_term(symbols) if symbols else None
    if front is not None:
        k = front if c.numerator == 1 else mul(k, front)
    return k, real_monomial(rest, Fraction(1, c.denominator))


def _read(ctx: Context, t: Term) -> tuple[Poly, object] | None:
    reading = reader(ctx, [t])
    try:
        return None if reading.missing else (reading.poly(t), reading)
    except TooLarge:
        return None


def exp_of_sum(n: Normaliser, t: Term) -> Theorem | None:
    """exp(k·u + v) = (exp u)ᵏ·exp v for integers k; exp 0 = 1."""
    if t.op != "exp":
        return None
    found = _read(n.ctx, t.args[0])
    if found is None:
        return None
    poly = found[0]
    if not poly:
        same = equate(n.ctx, t, exp(number(0)), Method())
        return trans(same, exp_zero())
    first = min(poly, key=lambda m: str(real_monomial(m)))
    k, u = _whole(first, poly[first])
    rest = plus(poly, {first: poly[first]}, Fraction(-1))
    if not rest and k is integer(1):
        return None
    try:
        return _split(n, t, mul(real(k), u), poly_term(rest) if rest else None, specialise(exp_power(), k, u))
    except Unproved:
        return None


def _split(n: Normaliser, t: Term, front: Term, rest: Term | None, law: Theorem) -> Theorem:
    """exp t with t = front + rest."""
    whole = front if rest is None else add(front, rest)
    same = field(t.args[0], whole, reader(n.ctx, [t.args[0], whole]).side())
    th = rewrite(refl(t), (((1, 0), same),))
    if rest is None:
        return trans(th, law)
    th = trans(th, specialise(table.exp_add(), front, rest))
    return trans(th, rewrite(refl(rhs(th)), (((1, 0), law),)))


def _of_log(ctx: Context, t: Term) -> tuple[Term, int] | None:
    """x and k, of exp(log x / k)."""
    found = _read(ctx, t.args[0]) if t.op == "exp" else None
    if found is None or len(found[0]) != 1:
        return None
    ((m, c),) = found[0].items()
    part = [(a, e) for a, e in m if isinstance(a, Term) and a.op == "log" and e == 1]
    return (part[0][0].args[0], c.denominator) if len(m) == len(part) == c.numerator == 1 else None


@lemma
def exp_half_log() -> Theorem:
    """⊢ ∀x. 0 < x → exp(log x / 2) = √x"""
    known = Context().assume(lt(0, x))
    half = rewrite(refl(exp(div(log(x), 2))), (((1, 0), sym(mp(specialise(log_sqrt(), x), known.known[lt(0, x)]))),))
    positive = mp(specialise(sqrt_pos(), x), known.known[lt(0, x)])
    return generalise(discharge(trans(half, mp(forall_elim(table.exp_log(), op("sqrt", x)), positive)), lt(0, x)), x)


def root_of_log(n: Normaliser, t: Term) -> Theorem | None:
    """exp(log x / 2) = √x for 0 < x."""
    found = _of_log(n.ctx, t)
    law = _premised(n.ctx, specialise(exp_half_log(), found[0])) if found is not None and found[1] == 2 else None
    return None if law is None else trans(equate(n.ctx, t, lhs(law), Method()), law)


def power_of_root(ctx: Context, t: Term) -> Theorem | None:
    """(exp(log x / k))ᵏ = x for 0 < x."""
    found = _of_log(ctx, t)
    if found is None or found[1] == 1:
        return None
    value = _premised(ctx, forall_elim(table.exp_log(), found[0]))
    if value is None:
        return None
    law = specialise(exp_power(), integer(found[1]), t.args[0])
    return trans(sym(law), equate(ctx, lhs(law), lhs(value), Method()), value)


def gathered(n: Normaliser, t: Term) -> Theorem | None:
    """(exp u)ᵏ = exp(k·u) for integers k, exp u·exp v = exp(u + v), exp 0 = 1."""
    if t.op == "pow" and t.args[0].op == "exp":
        return sym(specialise(exp_power(), t.args[1], t.args[0].args[0]))
    if t.op == "mul" and all(a.op == "exp" for a in t.args):
        return sym(specialise(table.exp_add(), *[a.args[0] for a in t.args]))
    return exp_zero() if t is exp(number(0)) else None


# -- log of a product ----------------------------------------------------------------------------------


def log_of_product(n: Normaliser, t: Term) -> Theorem | None:
    """log(c·∏ aᵉ) = log c + Σ e·log a for positive factors, numerator and denominator of a fraction among them."""
    if t.op != "log":
        return None
    found = _read(n.ctx, t.args[0])
    if found is None or not found[0]:
        return None
    single = [_logarithms(*_turned(n.ctx, *next(iter(found[0].items()))))] if len(found[0]) == 1 else []
    for total in (*single, *_of_fraction(found[0])):
        if total is None or total is t:
            continue
        law = specialise(log_exp(), total)
        try:
            same = equate(n.ctx, lhs(law).args[0], t.args[0], Method(conversions=[(f, f) for f in (logarithm, exp_of_sum)]))
        except Unproved:
            continue
        return trans(sym(rewrite(refl(lhs(law)), (((1, 0), same),))), law)
    return None


def _turned(ctx: Context, m: Monomial, c: Fraction) -> tuple[Monomial, Fraction]:
    """The monomial with −a for the factors a that are known to be negative."""
    below = {a: e for a, e in m if isinstance(a, Term) and a.type is REAL and attempt(ctx, lt(a, 0)) is not None}
    turned = {a: poly_term({frozenset(((a, 1),)): Fraction(-1)}) for a in below}
    return frozenset((turned.get(a, a), e) for a, e in m), c*(-1)**sum(below.values())


def _of_fraction(p: Poly) -> Iterator[Term | None]:
    """The same for what contains sums: its numbers, what all monomials share, what is left above and below; either sign."""
    try:
        fraction = _fraction(p)
        for sign in (1, -1):
            (above, m, c), (below, k, d) = [_apart({e: sign*f for e, f in q.items()}) for q in fraction]
            sums = [(number(e), poly_term(q)) for q, e in ((above, 1), (below, -1)) if len(q) > 1]
            yield _logarithms(frozenset((*m, *[(a, -e) for a, e in k])), c/d, sums)
    except TooLarge:
        return


def _fraction(p: Poly) -> tuple[Poly, Poly]:
    """Numerator and denominator without common factor, nested fractions cleared too."""
    top, bottom = cleared(p)
    for _ in range(MAX_NESTED):
        (t, u), (b, v) = cleared(top), cleared(bottom)
        top, bottom = times(t, v), times(b, u)
    field = Fractions(sorted({*atoms(top), *atoms(bottom)}, key=rank))
    t, b = field.reduced(field.of(top)[0], field.of(bottom)[0])
    return field.poly(t), field.poly(b)


def _apart(p: Poly) -> tuple[Poly, Monomial, Fraction]:
    """A polynomial without the number and the monomial that divide it, and these."""
    content = Fraction(gcd(*[c.numerator for c in p.values()]), lcm(*[c.denominator for c in p.values()]))
    first = dict(next(iter(p)))
    shared = {a: low for a, e in first.items() if (low := min(dict(m).get(a, 0) for m in p)) > 0}
    common: Monomial = frozenset(shared.items())
    rest = {frozenset((a, e - shared.get(a, 0)) for a, e in m if e != shared.get(a, 0)): c/content for m, c in p.items()}
    return rest, common, content


def _logarithms(m: Monomial, c: Fraction, sums: Iterable[tuple[Term, Term]] = ()) -> Term | None:
    """Σ e·log a + Σ k·log p as a term; None where a factor cannot be taken apart."""
    if c <= 0:
        return None
    pieces: list[tuple[Term, Term]] = [*sums]  # coefficient, argument
    for a, e in sorted(m, key=lambda ae: rank(ae[0])):
        if isinstance(a, Term):
            pieces.append((number(e), real(a) if a.type is INT else a))
        elif a[0] == "pow":
            pieces.append((real(mul(integer(e), integer_term(a[2], a[3]))), poly_term(dict(a[1]))))
        else:
            pieces.append((number(e), poly_term(dict(a[1]))))
    pieces += [(number(e), number(p)) for p, e in _primes(c)]
    out: Term | None = None
    for k, a in pieces:
        piece = log(a) if k is number(1) else mul(k, log(a))
        out = piece if out is None else add(out, piece)
    return number(0) if out is None else out


def _primes(c: Fraction) -> list[tuple[int, int]]:
    """Prime factors with exponents; a large rest stays whole."""
    out: dict[int, int] = {}
    for whole, sign in ((c.numerator, 1), (c.denominator, -1)):
        p = 2
        while whole > 1 and p <= MAX_PRIME:
            if whole % p:
                p += 1
                continue
            whole //= p
            out[p] = out.get(p, 0) + sign
        if whole > 1:
            out[whole] = out.get(whole, 0) + sign
    return sorted(out.items())


@lemma
def log_sqrt() -> Theorem:
    """⊢ ∀x. 0 < x → log √x = log x / 2"""
    positive, root = lt(0, x), op("sqrt", x)
    known = Context().assume(positive)
    above = mp(specialise(sqrt_pos(), x), known.known[positive])
    square = mp(forall_elim(table.sqrt_square(), x), prove(known, le(0, x)))
    n = Normaliser(known.having(above), Method(conversions=[(log_of_product, log_of_product)]))
    twice = n.norm(log(mul(root, root)))
    twice = rewrite(twice, (((0, 0), square),))
    return generalise(discharge(prove(known.having(twice), eq(log(root), div(log(x), 2))), positive), x)


def log_of_root(n: Normaliser, t: Term) -> Theorem | None:
    """log √u = log u / 2 for 0 < u."""
    if t.op != "log" or t.args[0].op != "sqrt":
        return None
    return _premised(n.ctx, specialise(log_sqrt(), t.args[0].args[0]))


# -- order ---------------------------------------------------------------------------------------------


@lemma
def log_lt() -> Theorem:
    """⊢ ∀x y. 0 < x → 0 < y → x < y → log x < log y"""
    return _log_monotone(lt(x, y), exp_le(), le(log(y), log(x)))


@lemma
def log_le() -> Theorem:
    """⊢ ∀x y. 0 < x → 0 < y → x ≤ y → log x ≤ log y"""
    return _log_monotone(le(x, y), exp_lt(), lt(log(y), log(x)))


def _log_monotone(given: Term, law: Theorem, wrong: Term) -> Theorem:
    """Were log y on the other side, exp would carry that to y and x."""
    signs = [lt(0, x), lt(0, y)]
    values = [mp(forall_elim(table.exp_log(), v), hyp(s)) for v, s in zip((x, y), signs, strict=True)]
    carried = mp(specialise(law, log(y), log(x)), hyp(wrong))
    absurd = prove(Context().having(carried, *values).assume(given), FALSE)
    return generalise(discharge(positive_form(discharge_to_not(absurd, wrong)), *signs, given), x, y)


@lemma
def log_upper() -> Theorem:
    """⊢ ∀x. 0 < x → log x ≤ x − 1"""
    value = mp(forall_elim(table.exp_log(), x), hyp(lt(0, x)))
    known = Context().having(value, specialise(table.exp_lower(), log(x)))
    return generalise(discharge(prove(known, le(log(x), op("sub", x, number(1)))), lt(0, x)), x)


@lemma
def log_below() -> Theorem:
    """⊢ ∀x. 0 < x → x ≠ 1 → log x < x − 1"""
    positive, apart = lt(0, x), ne(x, 1)
    value = mp(forall_elim(table.exp_log(), x), hyp(positive))
    zero = eq(log(x), 0)
    one = trans(sym(value), rewrite(refl(exp(log(x))), (((1, 0), hyp(zero)),)), exp_zero())
    nonzero = discharge_to_not(prop((one, hyp(apart)), FALSE), zero)
    above = mp(specialise(exp_above(), log(x)), nonzero)
    goal = lt(log(x), op("sub", x, number(1)))
    return generalise(discharge(prove(Context().having(value, above), goal), positive, apart), x)


def _premised(ctx: Context, law: Theorem) -> Theorem | None:
    """The conclusion of an instance of a lemma, its premises proved; None when one is open."""
    while law.concl.op == "imp":
        premise = attempt(ctx, law.concl.args[0])
        if premise is None:
            return None
        law = mp(law, premise)
    return law


def monotone(ctx: Context, goal: Term) -> Theorem | None:
    """exp a ▷ exp b and log a ▷ log b from a ▷ b."""
    if goal.op not in ("le", "lt") or goal.args[0].op != goal.args[1].op or goal.args[0].op not in ("exp", "log"):
        return None
    laws = {("exp", "lt"): exp_lt, ("exp", "le"): exp_le, ("log", "lt"): log_lt, ("log", "le"): log_le}
    law = laws[goal.args[0].op, goal.op]()
    return _premised(ctx, specialise(law, *[t.args[0] for t in goal.args]))


def log_facts(ctx: Context, t: Term) -> Iterable[Theorem]:
    """log x ≤ x − 1, with < where x ≠ 1 is known, and the sign of log x from the place of x relative to 1."""
    if t.op != "log" or under_way("log_lt", "log_le", "log_upper", "log_one", "log_below"):
        return
    (inside,) = t.args
    upper = _premised(ctx, specialise(log_upper(), inside))
    if upper is None:
        return
    yield _premised(ctx, specialise(log_below(), inside)) or upper
    for law in (log_lt, log_le):
        for pair in ((number(1), inside), (inside, number(1))):
            th = _premised(ctx, specialise(law(), *pair))
            if th is not None:
                yield rewrite(th, (((0 if pair[1] is inside else 1,), log_one()),))


@lemma
def log_one() -> Theorem:
    """⊢ log 1 = 0"""
    law = specialise(log_exp(), number(0))
    return rewrite(law, (((0, 0), exp_zero()),))


# -- tangents --------------------------------------------------------------------------------------------


@lemma
def log_tangent() -> Theorem:
    """⊢ ∀x y. 0 < x → 0 < y → log x ≤ log y + (x/y − 1)"""
    signs = (lt(0, x), lt(0, y))
    known = Context().assume(*signs)
    quotient = op("div", x, y)
    known = known.having(mp(specialise(reciprocal_pos(), y), known.known[signs[1]]))
    upper = mp(specialise(log_upper(), quotient), prove(known, lt(0, quotient)))
    n = Normaliser(known, Method(conversions=[(log_of_product, log_of_product)]))
    upper = rewrite(upper, (((0,), n.norm(log(quotient))),))
    goal = le(log(x), add(log(y), op("sub", quotient, number(1))))
    return generalise(discharge(prove(known.having(upper), goal), *signs), x, y)


@lemma
def exp_tangent() -> Theorem:
    """⊢ ∀x y. exp y·(1 + (x − y)) ≤ exp x"""
    gap = op("sub", x, y)
    whole = field(add(y, gap), x)
    product = rewrite(specialise(table.exp_add(), y, gap), (((0, 0), whole),))
    known = Context().having(product, specialise(table.exp_lower(), gap), specialise(exp_pos(), y))
    return generalise(prove(known, le(mul(exp(y), add(number(1), gap)), exp(x))), x, y)


FACTS.append(log_facts)
BOUNDS.append(monotone)
