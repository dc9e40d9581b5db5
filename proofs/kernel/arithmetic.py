"""Rules 8 and 9: identities in the field of rational functions, and order from an explicit witness."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from .errors import RuleError
from .rational import Frac, Reader, integer_form
from .sealing import sealed
from .terms import INT, NUMERIC, Term, is_term, op
from .theorem import Conclusion, Theorem, plain, rule, union


@sealed
class Side(NamedTuple):
    """Side conditions, proved: divisors d ≠ 0, symbolic exponents 0 ≤ e."""

    nonzero: tuple[Theorem, ...] = ()
    nonneg: tuple[Theorem, ...] = ()


NONE = Side()


def _frozen(side: Side) -> Side:
    nonzero, nonneg = tuple(side.nonzero), tuple(side.nonneg)
    return Side(plain(nonzero), plain(nonneg))


def _reader(terms: list[Term], side: Side) -> Reader:
    """A reader that knows the side conditions."""
    bounds, divisors = [], []
    for th in side.nonneg:
        if th.concl.op != "le" or th.concl.args[0].type is not INT:
            raise RuleError("field", "a bound of an exponent must be a ≤ b on integers", found=th.concl)
        low, high = th.concl.args
        bounds.append(integer_form(op("sub", high, low)))
    for th in side.nonzero:
        phi = th.concl
        if phi.op != "not" or phi.args[0].op != "eq" or phi.args[0].args[0].type not in NUMERIC:
            raise RuleError("field", "a side condition must be d ≠ 0", found=phi)
        left, right = phi.args[0].args
        divisors.append(left if right.op == "num" and not right.data[0] else op("sub", left, right))
    reader = Reader([*terms, *divisors], bounds)
    for d in divisors:
        reader.know_nonzero(d)
    return reader


@rule
def field(a: Term, b: Term, side: Side = NONE) -> Conclusion:
    """An identity of rational functions.

         Γᵢ ⊢ dᵢ ≠ 0      Γⱼ ⊢ 0 ≤ eⱼ
        ──────────────────────────────     the numerator of a − b is 0; every divisor is a product of dᵢ,
                 ⋃Γ ⊢ a = b                every symbolic exponent that is split is bounded by an eⱼ

    Fails with RuleError when the numerator is not 0, with Budget when it would be too large.
    """
    side = _frozen(side)
    if not (is_term(a) and is_term(b)) or a.type is not b.type or a.type not in NUMERIC:
        raise RuleError("field", "needs two integers or two reals", left=a, right=b)
    if a.loose or b.loose:
        raise RuleError("field", "a bound variable is loose", left=a, right=b)
    reader = _reader([a, b], side)
    (num, _, _), _, _ = reader.total([(reader.read(a), True), (reader.read(b), False)])
    if not num.is_zero():
        raise RuleError("field", "the two sides differ", difference=reader.name(num))
    return Conclusion(union(_all(side)), op("eq", a, b), _all(side), (a, b))


def _all(side: Side) -> tuple[Theorem, ...]:
    return (*side.nonzero, *side.nonneg)


@sealed
class Summand(NamedTuple):
    """c · ∏ premises · ∏ squares² · ∏ multipliers; a multiplier needs an equation among the premises."""

    coefficient: Fraction
    premises: tuple[int, ...] = ()
    squares: tuple[Term, ...] = ()
    multiplier: Term | None = None


def _copied(s: Summand) -> Summand:
    """The summand in plain parts; its coefficient is made anew, for the parts of a Fraction can be assigned."""
    premises, squares, multiplier, c = tuple(s.premises), tuple(s.squares), s.multiplier, s.coefficient
    p, q = (c.numerator, c.denominator) if type(c) is Fraction else (None, None)
    if type(p) is not int or type(q) is not int or q <= 0:
        raise RuleError("order", "a summand needs a fraction", found=type(c))
    return Summand(Fraction(p, q), premises, squares, multiplier)


@sealed
class _Premise(NamedTuple):
    value: Frac
    kind: str  # "eq", "le", "lt"


@rule
def order(goal: Term, premises: tuple[Theorem, ...], witness: tuple[Summand, ...], side: Side = NONE) -> Conclusion:
    """An inequality from an explicit witness.

         Γᵢ ⊢ pᵢ ▷ᵢ 0
        ──────────────     r = Σ cⱼ·∏pᵢ·sⱼ² by `field`, cⱼ ≥ 0 rational (an equation may carry any multiplier)
         ⋃Γ ⊢ r ▷ 0

    The goal is a ≤ b, a < b (r = b − a), or false (then r = 0, strictly).  Strict needs one summand with c > 0 whose
    premises are all strict, or a positive constant.  On integers a < b is read as a + 1 ≤ b, and it is enough that
    r + δ has a witness for some 0 ≤ δ < 1.
    Fails when the identity does not hold, a coefficient is negative, or strictness is missing.
    """
    witness, premises = tuple([_copied(s) for s in witness]), tuple(premises)
    side, premises = _frozen(side), plain(premises)
    if not is_term(goal) or goal.op not in ("le", "lt", "false"):
        raise RuleError("order", "the goal must be a ≤ b, a < b or false", found=goal)
    terms = [*goal.args, *[t for p in premises for t in p.concl.args if t.type in NUMERIC]]
    terms += [t for s in witness for t in (*s.squares, *((s.multiplier,) if s.multiplier is not None else ()))]
    if not all([is_term(t) and t.type in NUMERIC and not t.loose for t in terms]):
        raise RuleError("order", "witness and premises must be about numbers", found=terms)
    reader = _reader(terms, side)
    known = [_premise(reader, th) for th in premises]
    parts = [(_summand(reader, s, known), True) for s in witness]
    strict = any([_positive(s, known) for s in witness])
    _compare(reader, goal, parts, strict)
    used = (*premises, *_all(side))
    return Conclusion(union(used), goal, used, (goal, len(premises), witness))


def _compare(reader: Reader, goal: Term, parts: list[tuple[Frac, bool]], strict: bool) -> None:
    """Does the goal's r equal the witness, up to the rounding that integers allow?"""
    sides = [(reader.read(goal.args[1]), False), (reader.read(goal.args[0]), True)] if goal.args else []
    on_integers = goal.op != "false" and goal.args[0].type is INT
    if on_integers and goal.op == "lt":
        sides.append((reader.number(1), True))
    (num, _, _), content, den = reader.total([(reader.number(0), True), *parts, *sides])
    rounded = on_integers and num.is_constant() and not den and 0 < num.leading_coefficient() < content
    if not (num.is_zero() or rounded):
        raise RuleError("order", "the witness does not give the goal", difference=reader.name(num))
    if goal.op != "le" and not on_integers and not strict:
        raise RuleError("order", "the witness is not strict", goal=goal)


def _premise(reader: Reader, th: Theorem) -> _Premise:
    """The value b − a of a premise a ▷ b; on integers a < b counts as a + 1 ≤ b."""
    phi = th.concl
    if phi.op not in ("eq", "le", "lt") or phi.args[0].type not in NUMERIC:
        raise RuleError("order", "a premise must be =, ≤ or <", found=phi)
    parts = [(reader.read(phi.args[1]), True), (reader.read(phi.args[0]), False)]
    if phi.op == "lt" and phi.args[0].type is INT:
        return _Premise(reader.total([*parts, (reader.number(1), False)]), "le")
    return _Premise(reader.total(parts), phi.op)


def _summand(reader: Reader, s: Summand, known: list[_Premise]) -> Frac:
    """The value of one summand, after checking its shape."""
    if not all([type(i) is int and 0 <= i < len(known) for i in s.premises]):
        raise RuleError("order", "a summand names its premises by number", found=s)
    equation = any([known[i].kind == "eq" for i in s.premises])
    if s.multiplier is not None and not equation:
        raise RuleError("order", "only an equation may carry a multiplier", found=s.multiplier)
    if s.coefficient < 0 and not equation:
        raise RuleError("order", "a negative coefficient", found=s.coefficient)
    value = reader.number(s.coefficient.numerator, s.coefficient.denominator)
    for i in s.premises:
        value = reader.times(value, known[i].value)
    for t in s.squares:
        value = reader.times(value, reader.times(reader.read(t), reader.read(t)))
    return value if s.multiplier is None else reader.times(value, reader.read(s.multiplier))


def _positive(s: Summand, known: list[_Premise]) -> bool:
    """Is the summand > 0?"""
    return s.coefficient > 0 and not s.squares and s.multiplier is None and all(
        [known[i].kind == "lt" for i in s.premises])


