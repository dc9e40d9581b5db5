"""Polynomials of terms for search: what `field` will see, with the side conditions that it will need.

A monomial is a set of (atom, exponent); exponents may be negative.  An atom is a term, a composite divisor, or a
power with a symbolic exponent.  Nothing here is trusted: a witness found with these is checked by the kernel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Any

from ..kernel import Side, Term, Theorem
from ..kernel.rational import Symbols, integer_form
from ..kernel.terms import INT, rebuild, value
from .budget import spend
from .build import add, div, integer, le, mul, ne, number, real, sub
from .build import power as pow_term

Monomial = frozenset[tuple[Any, int]]
Poly = dict[Monomial, Fraction]
ONE: Monomial = frozenset()
MAX_SIZE = 3_000
SMALL = 100  # products that are not counted as work
MAX_DESCENT = 4

Prove = Callable[[Term], "Theorem | None"]


class TooLarge(Exception):
    """The polynomial would have too many terms for search."""

    def __str__(self) -> str:
        return "multiplied out it has too many terms"


def plus(a: Poly, b: Poly, factor: Fraction = Fraction(1)) -> Poly:
    out = dict(a)
    for m, c in b.items():
        more = c if factor == 1 else -c if factor == -1 else factor * c
        total = out[m] + more if m in out else more
        if total:
            out[m] = total
        else:
            out.pop(m, None)
    return out


@lru_cache(maxsize=50_000)
def monomial_product(m: Monomial, n: Monomial) -> Monomial:
    if not m or not n:
        return m or n
    exps = dict(m)
    for a, e in n:
        exps[a] = exps.get(a, 0) + e
    return frozenset(exps.items() if all(exps.values()) else [(a, e) for a, e in exps.items() if e])


def times(a: Poly, b: Poly) -> Poly:
    size = len(a) * len(b)
    if size > MAX_SIZE * 10:
        raise TooLarge
    if size > SMALL:
        spend(size // 2)
    out: Poly = {}
    for m, c in a.items():
        for n, d in b.items():
            k = monomial_product(m, n)
            out[k] = out[k] + c*d if k in out else c*d
    out = {m: c for m, c in out.items() if c}
    if len(out) > MAX_SIZE:
        raise TooLarge
    return out


def atoms(p: Poly) -> set[Any]:
    return {a for m in p for a, _ in m}


class Reading:
    """Reads terms as polynomials after proving the side conditions they need; collects those."""

    def __init__(self, terms: Iterable[Term], prove: Prove) -> None:
        self.prove = prove
        self.nonneg: dict[Symbols, tuple[int, Theorem]] = {}
        self.tried: set[Symbols] = set()
        self.nonzero: dict[Term, Theorem] = {}
        self.missing: list[Term] = []  # divisors that could not be shown to be nonzero
        self.memo: dict[Term, Poly] = {}
        self.seen: set[Term] = set()
        self.survey(terms)

    def side(self) -> Side:
        """The side conditions, smaller divisors first."""
        order = sorted(self.nonzero.items(), key=lambda kv: kv[0].depth)
        return Side(tuple(th for _, th in order), tuple(th for _, th in self.nonneg.values()))

    def exponents(self) -> frozenset[tuple[Symbols, int]]:
        """What polynomials depend on beside their terms: the exponents that are known to be ≥ 0."""
        return frozenset([(s, c) for s, (c, _) in self.nonneg.items()])

    def survey(self, terms: Iterable[Term]) -> None:
        """Find exponents and divisors, and prove 0 ≤ e and d ≠ 0 for them."""
        exponents: dict[Symbols, list[tuple[int, Term, Term]]] = {}
        divisors: list[Term] = []
        stack = list(terms)
        while stack:
            t = stack.pop()
            if t in self.seen:
                continue
            self.seen.add(t)
            if t.op in ("add", "sub", "mul", "neg", "div", "real"):
                stack.extend(t.args)
                if t.op == "div" and t.args[1].op != "num":
                    divisors.append(t.args[1])
            elif t.op == "pow":
                self._survey_power(t, exponents, divisors, stack)
        for symbols, found in exponents.items():
            self._bound(symbols, found)
            if symbols not in self.nonneg:
                self._know_bases(symbols, [base for _, _, base in found])
        for d in sorted(divisors, key=lambda d: d.depth):
            self._divide(d)

    def _survey_power(self, t: Term, exponents: dict[Symbols, list[tuple[int, Term, Term]]], divisors: list[Term],
                      stack: list[Term]) -> None:
        base, exponent = t.args
        stack.append(base)
        symbols, constant = integer_form(exponent)
        if symbols:
            exponents.setdefault(symbols, []).append((constant, exponent, base))
        elif constant < 0 and base.op != "num":
            divisors.append(base)

    def _bound(self, symbols: Symbols, found: list[tuple[int, Term, Term]]) -> None:
        if symbols in self.nonneg or symbols in self.tried:
            return
        self.tried.add(symbols)
        parts = sorted([(m, k) for m, k in symbols if k > 0], key=lambda mk: monomial_key(mk[0]))
        if len(parts) == len(symbols) and (len(parts) > 1 or parts[0][1] > 1) and min(c for c, _, _ in found) >= 0:
            proofs = [(frozenset(((m, 1),)), self.prove(le(integer(0), monomial_term(m)))) for m, _ in parts]
            if all(th is not None for _, th in proofs):
                for s, th in proofs:
                    if th is not None:
                        self.nonneg[s] = (0, th)
                return
        for constant in sorted({c for c, _, _ in found}):
            th = self.prove(le(integer(0), integer_term(symbols, constant)))
            if th is not None:
                self.nonneg[symbols] = self._lowest(symbols, constant, th)
                return

    def _know_bases(self, symbols: Symbols, bases: Iterable[Term]) -> None:
        """With an exponent that may be negative: that the bases are not 0."""
        if not all(k > 0 and frozenset(((m, 1),)) in self.nonneg for m, k in symbols):
            for base in bases:
                th = None if base.op == "num" or base in self.nonzero else self.prove(ne(base, 0))
                if th is not None:
                    self.nonzero[base] = th

    def _lowest(self, symbols: Symbols, constant: int, th: Theorem) -> tuple[int, Theorem]:
        """The smallest exponent that is provably ≥ 0: so that both sides of an equation choose the same one."""
        for _ in range(MAX_DESCENT):
            lower = self.prove(le(integer(0), integer_term(symbols, constant - 1)))
            if lower is None:
                break
            constant, th = constant - 1, lower
        return constant, th

    def _divide(self, d: Term) -> None:
        if d not in self.nonzero:
            th = self.prove(ne(d, 0))
            if th is None:
                self.missing.append(d)
            else:
                self.nonzero[d] = th

    # -- reading ---------------------------------------------------------------

    def poly(self, t: Term) -> Poly:
        """The polynomial of a term; raises TooLarge."""
        found = self.memo.get(t)
        if found is None:
            self.memo[t] = found = self._read(t)
        return found

    def _read(self, t: Term) -> Poly:
        match t.op:
            case "num":
                return {ONE: value(t)} if value(t) else {}
            case "add":
                return plus(self.poly(t.args[0]), self.poly(t.args[1]))
            case "sub":
                return plus(self.poly(t.args[0]), self.poly(t.args[1]), Fraction(-1))
            case "neg":
                return {m: -c for m, c in self.poly(t.args[0]).items()}
            case "mul":
                return times(self.poly(t.args[0]), self.poly(t.args[1]))
            case "div":
                return times(self.poly(t.args[0]), inverse(self.poly(t.args[1])))
            case "real":
                return self.poly(t.args[0])
            case "pow":
                return self._power(t)
        return {frozenset(((t, 1),)): Fraction(1)}

    def _power(self, t: Term) -> Poly:
        base = self.poly(t.args[0])
        symbols, constant = integer_form(t.args[1])
        if not symbols:
            return power(base, constant)
        if base == {ONE: Fraction(1)}:
            return base
        if symbols in self.nonneg and self.nonneg[symbols][0] <= constant:
            least = self.nonneg[symbols][0]
            return times(self._atom(base, symbols, least), power(base, constant - least))
        parts = [(frozenset(((m, 1),)), k) for m, k in symbols]
        if constant >= 0 and all(k > 0 and s in self.nonneg and self.nonneg[s][0] <= 0 for s, k in parts):
            out = power(base, constant)
            for s, k in parts:
                least = self.nonneg[s][0]
                out = times(out, power(times(self._atom(base, s, least), power(base, -least)), k))
            return out
        if t.args[0] in self.nonzero or t.args[0].op == "num" and base:
            out = power(base, constant)
            for s, k in parts:
                out = times(out, power(self._atom(base, s, 0), k))
            return out
        return self._atom(base, symbols, constant)

    def _atom(self, base: Poly, symbols: Symbols, constant: int) -> Poly:
        return {frozenset(((("pow", frozenset(base.items()), symbols, constant), 1),)): Fraction(1)}


def power(p: Poly, e: int) -> Poly:
    if e < 0:
        p, e = inverse(p), -e
    if e > 60 and len(p) > 1 or e > 10_000:
        raise TooLarge
    out: Poly = {ONE: Fraction(1)}
    for bit in bin(e)[2:] if e else "":
        out = times(out, out)
        if bit == "1":
            out = times(out, p)
    return out


def inverse(p: Poly) -> Poly:
    """1/p: monomial by monomial, a composite polynomial as one atom (normed to leading coefficient 1)."""
    if not p:
        return {frozenset(((("den", frozenset()), -1),)): Fraction(1)}
    if len(p) == 1:
        ((m, c),) = p.items()
        return {frozenset((a, -e) for a, e in m): 1 / c}
    lead = p[min(p, key=monomial_key)]
    normed = frozenset((m, c / lead) for m, c in p.items())
    return {frozenset(((("den", normed), -1),)): 1 / lead}


_RANK: dict[Any, str] = {}


def rank(atom: Any) -> str:
    """A text that orders atoms, the same in every process."""
    found = _RANK.get(atom)
    if found is None:
        if isinstance(atom, Term):
            found = str(atom)
        elif atom[0] == "den":
            found = "1/" + poly_key(dict(atom[1]))
        else:
            exponent = sorted((monomial_key(m), k) for m, k in atom[2])
            found = f"^{poly_key(dict(atom[1]))}^{exponent}+{atom[3]}"
        _RANK[atom] = found
    return found


def monomial_key(m: Iterable[tuple[Any, int]]) -> tuple[Any, ...]:
    return tuple(sorted((rank(a), e) for a, e in m))


def poly_key(p: Poly) -> str:
    return str(sorted((monomial_key(m), c) for m, c in p.items()))


# -- back to terms ---------------------------------------------------------------


def monomial_term(m: Iterable[tuple[Term, int]]) -> Term:
    """An integer monomial as a term."""
    out: Term | None = None
    for a, e in sorted(m, key=lambda ae: rank(ae[0])):
        for _ in range(e):
            out = a if out is None else mul(out, a)
    return integer(1) if out is None else out


def settled(t: Term) -> Term:
    """The term with its integers in canonical form."""
    if t.type is INT and t.op in ("add", "sub", "mul", "neg"):
        return integer_term(*integer_form(t))
    return rebuild(t, tuple(map(settled, t.args))) if t.args else t


def integer_term(symbols: Symbols, constant: int) -> Term:
    """The canonical term of an integer form: monomials in order, then the constant."""
    out: Term | None = None
    ordered = sorted(symbols, key=lambda mk: (mk[1] < 0, monomial_key(mk[0])))
    for m, k in ordered:
        body = monomial_term(m)
        piece = body if abs(k) == 1 else mul(integer(abs(k)), body)
        if out is None:
            out = piece if k > 0 else (mul(integer(k), body))
        else:
            out = add(out, piece) if k > 0 else sub(out, piece)
    if out is None:
        return integer(constant)
    if constant:
        out = add(out, integer(constant)) if constant > 0 else sub(out, integer(-constant))
    return out


def whole_term(p: Poly) -> Term:
    """The integer that a polynomial with whole coefficients in integers is."""
    return integer_term(frozenset((m, int(c)) for m, c in p.items() if m != ONE), int(p.get(ONE, 0)))


def poly_term(p: Poly) -> Term:
    """A canonical real term of a polynomial: monomials in order, divisors last."""
    out: Term | None = None
    for m in sorted(p, key=lambda m: (len(m) == 0, monomial_key(m))):
        c = p[m]
        body = real_monomial(m, abs(c))
        if out is not None:
            out = add(out, body) if c > 0 else sub(out, body)
        else:
            out = body if c > 0 else mul(number(-1), body) if m else number(c)
    return number(0) if out is None else out


def real_monomial(m: Monomial, c: Fraction = Fraction(1)) -> Term:
    """c·∏ atoms as a real term."""
    top: Term | None = None if c == 1 else number(c)
    bottom: Term | None = None
    for a, e in sorted(m, key=lambda ae: (rank(ae[0]), ae[1])):
        piece = atom_term(a)
        if abs(e) > 1:
            piece = pow_term(piece, abs(e))
        if e > 0:
            top = piece if top is None else mul(top, piece)
        else:
            bottom = piece if bottom is None else mul(bottom, piece)
    head = number(1) if top is None else top
    return head if bottom is None else div(head, bottom)


def atom_term(a: Any) -> Term:
    """An atom as a real term."""
    if isinstance(a, Term):
        return real(a) if a.type is INT else a
    if a[0] == "den":
        return poly_term(dict(a[1]))
    return pow_term(poly_term(dict(a[1])), integer_term(a[2], a[3]))
