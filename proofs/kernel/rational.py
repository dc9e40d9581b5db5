"""Exact normal forms of arithmetic terms: fractions of integer polynomials, through FLINT.

A term is read as  numerator / (content · ∏ factorᵉ)  over *generators*: its maximal subterms that are no arithmetic,
and powers with symbolic exponents.  A divisor must be a product of polynomials known to be nonzero (premises).
No gcd, no factoring, no search: a divisor is divided by the known ones until a number is left.

Laws of powers that are used (x real, m, n integers):  x⁰ = 1,  x¹ = x,  1ⁿ = 1,  and for 0 ≤ m, 0 ≤ n or x ≠ 0:
xᵐ⁺ⁿ = xᵐ·xⁿ;  for 0 ≤ n also (x·y)ⁿ = xⁿ·yⁿ.  Int is read inside Real (the coercion is a ring embedding).
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from math import gcd

from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx

from .errors import Budget, RuleError
from .sealing import sealed
from .terms import Term

MAX_TERMS = 400_000
MAX_PRODUCT = 4_000_000
MAX_DEGREE = 10_000
MAX_POLY_BITS = 4_000_000
MAX_POLY_SIZE = 2_000_000_000  # bits of all coefficients together
MAX_INTEGER_BITS = 400_000  # contents, exponents and indices: Python's own integers
MAX_SUMMANDS = 100_000
MAX_NAME, MAX_GENERATORS = 2_000, 500
ARITHMETIC = frozenset(("add", "sub", "mul", "neg", "div", "real"))

Symbols = frozenset[tuple[frozenset[tuple[Term, int]], int]]  # {(monomial, coefficient)}
IntForm = tuple[Symbols, int]  # an integer polynomial, its constant apart
IntPoly = dict[frozenset[tuple[Term, int]], int]
Poly = tuple[fmpz_mpoly, int, int]  # with bounds of its degree and of the length of its coefficients
Frac = tuple[Poly, int, dict[int, int]]  # numerator, content > 0, {factor: exponent}


@cache
def _context(n: int) -> tuple[fmpz_mpoly_ctx, tuple[Poly, ...]]:
    """Polynomials in n generators, and the generators."""
    ctx = fmpz_mpoly_ctx.get([f"g{i}" for i in range(n)], Ordering.degrevlex)
    return ctx, tuple([(g, 1, 1) for g in ctx.gens()])


def integer_form(t: Term) -> IntForm:
    """An integer term as a polynomial with integer coefficients, its constant apart."""
    poly = _integer_poly(t, {})
    constant = poly.pop(frozenset(), 0)
    return frozenset(poly.items()), constant


def _integer_poly(t: Term, memo: dict[Term, IntPoly]) -> IntPoly:
    if t not in memo:
        memo[t] = _integer_poly_new(t, memo)
    return dict(memo[t])


def _integer_poly_new(t: Term, memo: dict[Term, IntPoly]) -> IntPoly:
    if t.op == "num":
        return {frozenset(): t.data[0]}
    if t.op == "neg":
        return {m: -c for m, c in _integer_poly(t.args[0], memo).items()}
    if t.op in ("add", "sub"):
        out, sign = _integer_poly(t.args[0], memo), 1 if t.op == "add" else -1
        for m, c in _integer_poly(t.args[1], memo).items():
            out[m] = out.get(m, 0) + sign * c
        return {m: c for m, c in out.items() if c}
    if t.op == "mul":
        return _integer_product(_integer_poly(t.args[0], memo), _integer_poly(t.args[1], memo))
    return {frozenset(((t, 1),)): 1}


def _within(n: int) -> int:
    """n, when it is not too large to go on with."""
    if n.bit_length() > MAX_INTEGER_BITS:
        raise Budget("field", f"an integer of more than {MAX_INTEGER_BITS} bits")
    return n


def _integer_product(a: IntPoly, b: IntPoly) -> IntPoly:
    if len(a) * len(b) > 10_000:
        raise Budget("field", "an exponent or index is too large a polynomial")
    out: IntPoly = {}
    for m, c in a.items():
        for n, d in b.items():
            exps = dict(m)
            for g, e in n:
                exps[g] = exps.get(g, 0) + e
            key = frozenset(exps.items())
            out[key] = out.get(key, 0) + _within(c) * _within(d)
    return {m: c for m, c in out.items() if c}


@sealed
class Reader:
    """Reads terms as fractions over one set of generators.

    nonneg: integer forms known to be ≥ 0, one for each symbolic exponent that is split.
    """

    def __init__(self, terms: Iterable[Term], nonneg: Iterable[IntForm] = ()) -> None:
        self.index: dict[object, int] = {}
        self.nonneg: dict[Symbols, int] = {}
        for symbols, constant in nonneg:
            self.nonneg[symbols] = min(constant, self.nonneg.get(symbols, constant))
        count = self._survey(terms)
        if count > MAX_GENERATORS:
            raise Budget("field", f"more than {MAX_GENERATORS} generators")
        self.ctx, self.gens = _context(max(1, count))
        self.one: Poly = (self.ctx.constant(1), 0, 1)
        self.factors: list[Poly] = []
        self.memo: dict[Term, Frac] = {}

    def _survey(self, terms: Iterable[Term]) -> int:
        """Number the atoms; each symbolic power gets room for as many generators as its exponent has parts."""
        seen: set[Term] = set()
        stack, room = list(terms), 0
        while stack:
            t = stack.pop()
            if t in seen:
                continue
            seen.add(t)
            if t.op in ARITHMETIC:
                stack += t.args
            elif t.op == "pow":
                stack.append(t.args[0])
                if t.args[1].op != "num":
                    room += 4 + 2 * len(integer_form(t.args[1])[0])
            elif t.op != "num":
                self.index.setdefault(t, len(self.index))
        self.rooms = len(self.index) + room
        return self.rooms

    def generator(self, key: object) -> Frac:
        """The polynomial of one generator."""
        if key not in self.index:
            if len(self.index) >= self.rooms:
                raise Budget("field", "too many generators for powers")
            self.index[key] = len(self.index)
        return self.gens[self.index[key]], 1, {}

    def number(self, c: int, d: int = 1) -> Frac:
        """c/d, for d > 0."""
        return (self.ctx.constant(c), 0, c.bit_length()), d, {}

    def know_nonzero(self, t: Term) -> None:
        """Record that the value of t is not 0: its numerator may divide."""
        num = self.read(t)[0]
        if num[0].is_zero():
            raise RuleError("field", "a premise says that 0 is not 0", found=t)
        self._know(self._without_factors(_primitive(num[0])))

    def _know(self, p: fmpz_mpoly) -> None:
        """Record that the primitive polynomial p may divide."""
        if not p.is_constant() and all([p != f for f, _, _ in self.factors]):
            self.factors.append((p, p.total_degree(), _bits(p)))

    def _without_factors(self, p: fmpz_mpoly) -> fmpz_mpoly:
        for f, degree, _ in self.factors:
            p = _divide_out(p, f, degree)[0]
        return p

    # -- reading ---------------------------------------------------------------

    def read(self, t: Term) -> Frac:
        """The fraction of a term; fails when a divisor is not known to be nonzero."""
        found = self.memo.get(t)
        if found is not None:
            return found
        match t.op:
            case "mul":
                found = self.times(self.read(t.args[0]), self.read(t.args[1]))
            case "add" | "sub" | "neg":
                found = self.total([(self.read(a), s) for a, s in _summands(t)])
            case "pow":
                found = self._power(t)
            case "num":
                found = self.number(t.data[0], t.data[1])
            case "div":
                found = self.times(self.read(t.args[0]), self.inverse(self.read(t.args[1])))
            case "real":
                found = self.read(t.args[0])
            case _:
                found = self.generator(t)
        self.memo[t] = found
        return found

    def total(self, items: list[tuple[Frac, bool]]) -> Frac:
        """The sum of those that are added and those that are not, over the least common multiple of the denominators."""
        content = 1
        den: dict[int, int] = {}
        for (_, c, d), _s in items:
            if c != content:
                content = _within(content * c // gcd(content, c))
            if d != den:
                den = den | {f: max(e, den.get(f, 0)) for f, e in d.items()}
        nums, degree, bits = [], 0, 0
        for f, added in items:
            n, more, b = f[0] if f[1] == content and f[2] == den else self._raised(f, content, den)
            nums.append(n if added else -n)
            degree = more if more > degree else degree
            bits = b if b > bits else bits
        while len(nums) > 1:  # balanced, so that long sums are not copied again and again
            nums = [nums[i] + nums[i + 1] if i + 1 < len(nums) else nums[i] for i in range(0, len(nums), 2)]
        return (nums[0], degree, bits + len(items).bit_length()), content, den

    def _raised(self, a: Frac, content: int, den: dict[int, int]) -> Poly:
        """The numerator of a over a larger denominator."""
        num, c, d = a
        for f, e in den.items():
            if e > d.get(f, 0):
                num = self.product(num, self.power(self.factors[f], e - d.get(f, 0)))
        scale = content // c
        return num if scale == 1 else self.product(num, self.number(scale)[0])

    def times(self, a: Frac, b: Frac) -> Frac:
        """The product."""
        (p, c, d), (q, e, f) = a, b
        if d and f:
            d = {i: d.get(i, 0) + f.get(i, 0) for i in (*d, *f)}
        return self.product(p, q), 1 if c == e == 1 else _within(c) * _within(e), d or f

    def product(self, a: Poly, b: Poly) -> Poly:
        """The product, when it is not too large: FLINT would stop the process when memory runs out."""
        (p, m, k), (q, n, l) = a, b
        s, t, degree, bits = len(p), len(q), m + n, k + l
        large = s * t * bits > MAX_TERMS or degree > MAX_DEGREE  # by the bounds, which may be far too large
        if large:
            degree, bits = p.total_degree() + q.total_degree(), _bits(p) + _bits(q)
            _fits("a product", s * t, MAX_PRODUCT, degree, bits)
        out = p * q
        if large:
            _fits("a product", len(out), MAX_TERMS, degree, bits)
        return out, degree, bits + min(s, t).bit_length()

    def power(self, a: Poly, e: int) -> Poly:
        """The power e ≥ 0, when it is not too large."""
        if e < 2:
            return a if e else self.one
        (p, degree, bits), terms = a, len(a[0])
        if e * (terms - 1).bit_length() > 12 or e * (bits + terms.bit_length()) > MAX_DEGREE or e * degree > MAX_DEGREE:
            degree, bits = p.total_degree(), _bits(p)
            variables = len([d for d in p.degrees() if d])
            many = min(_choose(e + terms - 1, terms - 1), _choose(degree * e + variables, variables))
            _fits("a power", many, MAX_TERMS, e * degree, e * (bits + terms.bit_length()))
        return p**e, e * degree, e * (bits + terms.bit_length())

    def inverse(self, a: Frac) -> Frac:
        """1/a; fails unless the numerator is a product of polynomials known to be nonzero."""
        (num, _, _), content, den = a
        if num.is_zero():
            raise RuleError("field", "division by an expression that is 0")
        (scale, rest), factors = num.primitive(), dict[int, int]()
        for i, (f, degree, _) in enumerate(self.factors):
            if rest.total_degree() < 1:
                break
            rest, e = _divide_out(rest, f, degree)
            if e:
                factors[i] = e
        if not rest.is_constant():
            raise RuleError("field", "a divisor is not known to be nonzero", divisor=self.name(rest))
        c = int(scale) * int(rest.leading_coefficient())
        n = self.number(content if c > 0 else -content)[0]
        for i, e in den.items():
            n = self.product(n, self.power(self.factors[i], e))
        return n, abs(c), factors

    def name(self, p: fmpz_mpoly) -> str:
        """A polynomial in the names of its generators, for error messages."""
        text = str(p)
        if len(text) > MAX_NAME:
            text = text[:MAX_NAME].rsplit(" ", 1)[0] + " …"
        for key, i in sorted(self.index.items(), key=lambda kv: -kv[1]):
            text = text.replace(f"g{i}", f"⟨{key}⟩")
        return text

    # -- powers ------------------------------------------------------------------

    def _power(self, t: Term) -> Frac:
        base, exponent = self.read(t.args[0]), t.args[1]
        if exponent.op == "num":
            return self._integer_power(base, exponent.data[0])
        symbols, constant = integer_form(exponent)
        if not symbols:
            return self._integer_power(base, constant)
        (num, _, _), content, den = base
        if not den and num == self.ctx.constant(content):
            return self.one, 1, {}
        if self.nonneg.get(symbols, constant + 1) <= constant and len(num) == 1:
            return self._power_of_product(base, symbols, constant)
        return self._split(base, symbols, constant)

    def _integer_power(self, base: Frac, e: int) -> Frac:
        if e < 0:
            base, e = self.inverse(base), -e
        if e > MAX_DEGREE or e * base[1].bit_length() > MAX_POLY_BITS:
            raise Budget("field", "an exponent is too large", exponent=e)
        return self.power(base[0], e), base[1] ** e, {f: k * e for f, k in base[2].items()} if e else {}

    def _power_of_product(self, base: Frac, symbols: Symbols, constant: int) -> Frac:
        """(c·∏ gᵉ / d)ⁿ, factor by factor, for 0 ≤ n."""
        (num, _, _), content, den = base
        out: Frac = (self.one, 1, {})
        coefficient = Fraction(int(num.leading_coefficient()), content)
        if coefficient != 1:
            out = self._split(self.number(coefficient.numerator, coefficient.denominator), symbols, constant)
        for g, e in zip(self.gens, num.degrees()):
            if e:
                out = self.times(out, self._integer_power(self._split((g, 1, {}), symbols, constant), e))
        for f, e in den.items():
            part = self._split((self.factors[f], 1, {}), symbols, constant)
            known = self.inverse_of_power(part)
            out = self.times(out, self._integer_power(known, e))
        return out

    def inverse_of_power(self, part: Frac) -> Frac:
        """1 over a power of a factor known to be nonzero: the power is nonzero too."""
        self._know(part[0][0])
        return self.inverse(part)

    def _split(self, base: Frac, symbols: Symbols, constant: int) -> Frac:
        """baseᴸ⁺ᶜ through generators, as far as the premises allow; otherwise it is one generator itself."""
        key = (str(base[0][0]), base[1], tuple(sorted(base[2].items())))
        if symbols in self.nonneg and self.nonneg[symbols] <= constant:
            least = self.nonneg[symbols]
            return self.times(self.generator((key, symbols, least)), self._integer_power(base, constant - least))
        parts = [(frozenset(((m, 1),)), k) for m, k in symbols]
        if constant >= 0 and all([k > 0 and self.nonneg.get(s, 1) <= 0 for s, k in parts]):
            out = self._integer_power(base, constant)
            for s, k in parts:
                out = self.times(out, self._integer_power(self._split(base, s, 0), k))
            return out
        if self._known(base):
            out = self._integer_power(base, constant)
            for s, k in parts:
                power = self.generator((key, s, 0))
                out = self.times(out, self._integer_power(power if k > 0 else self.inverse_of_power(power), abs(k)))
            return out
        return self.generator((key, symbols, constant))

    def _known(self, base: Frac) -> bool:
        """Is the base known to be nonzero?"""
        return not base[0][0].is_zero() and self._without_factors(_primitive(base[0][0])).is_constant()


def _summands(t: Term) -> list[tuple[Term, bool]]:
    """The summands of a nest of +, − and negation, with whether they are added."""
    out: list[tuple[Term, bool]] = []
    stack = [(t, True)]
    while stack:
        t, added = stack.pop()
        if t.op == "add":
            stack += [(t.args[1], added), (t.args[0], added)]
        elif t.op == "sub":
            stack += [(t.args[1], not added), (t.args[0], added)]
        elif t.op == "neg":
            stack.append((t.args[0], not added))
        else:
            out.append((t, added))
            if len(out) > MAX_SUMMANDS:
                raise Budget("field", f"more than {MAX_SUMMANDS} summands")
    return out


def _bits(p: fmpz_mpoly) -> int:
    """The length of the longest coefficient."""
    return max([c.bit_length() for c in p.coeffs()], default=0)


def _fits(what: str, terms: int, most: int, degree: int, bits: int) -> None:
    """Fails when so many terms of such a degree, with coefficients of such a length, would be too much."""
    if terms > most or degree > MAX_DEGREE or bits > MAX_POLY_BITS or terms * bits > MAX_POLY_SIZE:
        raise Budget("field", f"{what} would be too large", terms=terms, degree=degree, bits=bits)


def _primitive(p: fmpz_mpoly) -> fmpz_mpoly:
    return p.primitive()[1]


def _divide_out(p: fmpz_mpoly, f: fmpz_mpoly, degree: int) -> tuple[fmpz_mpoly, int]:
    """The primitive p without its factors f, which is primitive and no constant, and how many there were."""
    count = 0
    while (left := p.total_degree() - degree) >= 0 and (left or p == f or p == -f):
        q, r = divmod(p, f)
        if not r.is_zero():
            break
        p, count = q, count + 1
    return p, count


def _choose(n: int, k: int) -> int:
    k, out = min(k, n - k), 1
    for i in range(1, k + 1):
        out = out * (n - k + i) // i
        if out > MAX_TERMS:
            break
    return out
