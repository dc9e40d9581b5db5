"""Powers with symbolic exponents, taken apart with proof as far as bounds and divisors allow; then they are atoms.

The laws are those of the kernel's page; which of them applies where is decided as in `recheck.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from math import gcd
from typing import Any

from ..recheck import FIELD, INT, REAL, Poly, Refused, Term, _divided, num, op, term
from .arithmetic import Fraction, Reader

Equal = tuple[Term, str | None]  # a term, and a proof that the one before equals it; None when it is the same
Known = tuple[Term, str]  # a formula with its proof
Exponent = tuple[frozenset[tuple[int, int]], int]
Prove = Callable[[list[Known], list[Known], Term, list[Any]], str]
HEADS = {"add": "Rplus", "sub": "Rminus", "mul": "Rmult", "neg": "Ropp", "div": "Rdiv", "pow": "zpow"}


def symbolic(t: Term) -> bool:
    """Is there a power, in the arithmetic of the term, whose exponent is not a natural number?"""
    if t.kind == "pow":
        return t.parts[1].kind != "num" or t.parts[1].data[0] < 0 or symbolic(t.parts[0])
    return t.kind in (*HEADS, "eq", "le", "lt", "not") and any(map(symbolic, t.parts))


class Powers:
    """Takes powers apart in one arithmetic step; `prove` writes arithmetic steps without such powers."""

    def __init__(self, prove: Prove, nonzero: Callable[[list[Known], Term], str], show: Callable[[Term], str]) -> None:
        self.prove, self.nonzero, self.show = prove, nonzero, show
        self.reader = Reader()
        self.sides: list[Known] = []
        self.least: dict[Any, tuple[int, Known]] = {}
        self.done: dict[Term, Equal] = {}

    # -- what is known ----------------------------------------------------------------------------------------------------

    def bound(self, phi: Term, text: str) -> None:
        """l ≤ h bounds the exponent h − l."""
        low, high = phi.parts
        symbols, k = self.exponent(op("sub", high, low))
        if symbols not in self.least or k < self.least[symbols][0]:
            self.least[symbols] = k, (phi, text)

    def side(self, phi: Term, text: str) -> None:
        """a ≠ b lets its numerator divide."""
        phi, text = self.formula(phi, text)
        self.know(phi, text)

    def know(self, phi: Term, text: str) -> None:
        if self.reader.know(phi) is not None:
            self.sides.append((phi, text))

    def formula(self, phi: Term, text: str) -> Known:
        """A relation between reals with its powers taken apart, and its proof from a proof of the first."""
        if phi.kind == "not":
            inner, name = phi.parts[0], "ne_by"
        else:
            inner, name = phi, {"eq": "eq_by", "le": "le_by", "lt": "lt_by"}.get(phi.kind, "")
        if not inner.parts or inner.parts[0].type != REAL:
            return phi, text
        (a, e), (b, g) = map(self.real, inner.parts)
        if e is None and g is None:
            return phi, text
        made = op(inner.kind, a, b)
        found = f"({name} {e or self.same(a)} {g or self.same(b)} {text})"
        return (op("not", made) if phi.kind == "not" else made), found

    def back(self, phi: Term, text: str) -> str:
        """A proof of the relation from one with its powers taken apart."""
        (a, e), (b, g) = map(self.real, phi.parts)
        name = {"eq": "eq_by", "le": "le_by", "lt": "lt_by"}[phi.kind]
        return f"({name} {self.turned(e) if e else self.same(a)} {self.turned(g) if g else self.same(b)} {text})"

    def same(self, t: Term) -> str:
        return f"(@eq_refl R {self.show(t)})"

    def turned(self, proof: str) -> str:
        return f"(eq_sym {proof})"

    # -- terms ------------------------------------------------------------------------------------------------------------

    def real(self, t: Term) -> Equal:
        if t not in self.done:
            self.done[t] = self._real(t)
        return self.done[t]

    def _real(self, t: Term) -> Equal:
        if t.kind not in HEADS or not symbolic(t):
            return t, None
        if t.kind == "pow":
            return self.power(t)
        parts = [self.real(p) for p in t.parts]
        if all(e is None for _, e in parts):
            return t, None
        proofs = " ".join(e or self.same(p) for p, e in parts)
        function = "f_equal" if len(parts) == 1 else "f_equal2"
        return op(t.kind, *[p for p, _ in parts]), f"({function} {HEADS[t.kind]} {proofs})"

    def power(self, t: Term) -> Equal:
        base, e = t.parts
        x, proof = self.real(base)
        steps = [f"(f_equal (fun z : R => zpow z {self.show(e)}) {proof})"] if proof else []
        if e.kind == "num" and e.data[0] >= 0:
            return op("pow", x, e), self.chain(steps)
        if e.kind == "num":
            n = num(-e.data[0], INT)
            steps.append(f"(zpow_minus {self.show(x)} {self.show(n)})")
            return op("div", num(1), op("pow", x, n)), self.chain(steps)
        symbols, c = self.exponent(e)
        f = self.lowest(self.reader.real(x)[1])
        made, plain = self.fraction(f), self.exponent_term(symbols, c)
        if made is not x:
            steps.append(f"(f_equal (fun z : R => zpow z {self.show(e)}) {self.equal(x, made)})")
        if plain is not e:
            steps.append(f"(f_equal (zpow {self.show(made)}) {self.equal(e, plain)})")
        if not symbols:
            out, last = self.power(op("pow", made, plain))
        else:
            out, last = self.taken(made, f, symbols, c)
        return out, self.chain([*steps, *([last] if last else [])])

    def chain(self, proofs: list[str]) -> str | None:
        out = proofs[0] if proofs else None
        for p in proofs[1:]:
            out = f"(eq_trans {out} {p})"
        return out

    def equal(self, a: Term, b: Term) -> str:
        return self.prove(self.sides, [], op("eq", a, b), [])

    # -- canonical terms --------------------------------------------------------------------------------------------------

    def exponent(self, e: Term) -> Exponent:
        p = self.reader.integer(e)[1]
        return frozenset([(m, c) for m, c in p.terms.items() if m]), p.terms.get(0, 0)

    def exponent_term(self, symbols: Any, c: int) -> Term:
        """The integer with these symbols and this constant, written in one way."""
        return self.written(Poly(dict(sorted(symbols)) | ({0: c} if c or not symbols else {}), 1, 1, 1), INT)

    def lowest(self, f: Fraction) -> Fraction:
        """The fraction without divisors above that are also below."""
        above, below = f.above, list(f.below)
        for i, k in enumerate(below):
            while k and (q := _divided(above, self.reader.divisors[i].primitive)) is not None:
                d = self.reader.divisors[i].content
                above, k = q._replace(den=q.den * d[0], terms={m: c * d[1] for m, c in q.terms.items()}), k - 1
            below[i] = k
        return Fraction(above, tuple(below))

    def fraction(self, f: Fraction) -> Term:
        out = self.written(f.above, REAL)
        for i, k in enumerate(f.below):
            for _ in range(k):
                out = op("div", out, self.divisor(i))
        return out

    def divisor(self, i: int) -> Term:
        d = self.reader.divisors[i]
        return self.written(Poly({m: c * d.content[0] for m, c in d.primitive.terms.items()}, d.content[1], 1, 1), REAL)

    def written(self, p: Poly, ty: str) -> Term:
        """A polynomial as a term: its monomials in order, without factors 1."""
        out = None
        for m, c in sorted(p.terms.items()):
            made = self.monomial(m, ty)
            factor = term("num", (*_lowest(c, p.den), ty))
            made = factor if made is None else made if (c, p.den) == (1, 1) else op("mul", factor, made)
            out = made if out is None else op("add", out, made)
        return out if out is not None else num(0, ty)

    def monomial(self, m: int, ty: str) -> Term | None:
        out = None
        for g in self.generators(m, ty):
            out = g if out is None else op("mul", out, g)
        return out

    def generators(self, m: int, ty: str) -> list[Term]:
        found = []
        for atom, n in self.reader.atoms.items():
            t = op("real", atom) if ty == REAL and atom.type == INT else atom
            found += [t] * (m >> FIELD * n & (1 << FIELD) - 1)
        return found

    # -- taking powers apart ----------------------------------------------------------------------------------------------

    def taken(self, x: Term, f: Fraction, symbols: Any, c: int) -> Equal:
        """xᴸ⁺ᶜ for a canonical x: by the factors of x when it is a monomial and the exponent is bounded."""
        e = self.exponent_term(symbols, c)
        if f.above.terms == {0: f.above.den} and not any(f.below):
            return num(1), f"(rule_field_pow_one {self.show(e)})"
        if symbols not in self.least or self.least[symbols][0] > c or len(f.above.terms) != 1:
            return self.split(x, symbols, c)
        ((m, coefficient),) = f.above.terms.items()
        factors = [] if coefficient == f.above.den else [term("num", (*_lowest(coefficient, f.above.den), REAL))]
        factors += self.generators(m, REAL)
        over = [self.divisor(i) for i, k in enumerate(f.below) for _ in range(k)]
        if len(factors) + len(over) < 2 and not over:
            return self.split(x, symbols, c)
        inverse = [op("div", num(1), d) for d in over]
        return self.product([*factors, *inverse], x, symbols, c)

    def product(self, factors: list[Term], x: Term, symbols: Any, c: int) -> Equal:
        e, last = self.exponent_term(symbols, c), factors[-1]
        whole = factors[0]
        for a in factors[1:]:
            whole = op("mul", whole, a)
        steps = [] if whole is x else [f"(f_equal (fun z : R => zpow z {self.show(e)}) {self.equal(x, whole)})"]
        if len(factors) == 1:
            made, proof = self.factor(last, symbols, c)
            return made, self.chain([*steps, *([proof] if proof else [])])
        rest = whole.parts[0]
        (a, p), (b, q) = self.product(factors[:-1], rest, symbols, c), self.factor(last, symbols, c)
        steps.append(f"(rule_field_pow_prod {self.show(rest)} {self.show(last)} {self.show(e)} {self.bounded(symbols, c)})")
        if p or q:
            left, right = p or self.same(a), q or self.same(b)
            steps.append(f"(f_equal2 Rmult {left} {right})")
        return op("mul", a, b), self.chain(steps)

    def factor(self, x: Term, symbols: Any, c: int) -> Equal:
        if x.kind != "div":
            return self.split(x, symbols, c)
        d = x.parts[1]
        made, proof = self.split(d, symbols, c)
        steps = [f"(zpow_over {self.show(d)} {self.show(self.exponent_term(symbols, c))})"]
        if proof:
            steps.append(f"(f_equal (fun z : R => Rdiv (IZR 1) z) {proof})")
        if made.kind == "pow" or made.kind == "mul":
            self.nonzero_power(d, made)
        return op("div", num(1), made), self.chain(steps)

    def nonzero_power(self, d: Term, made: Term) -> None:
        """dᴺ is not 0, since d is not."""
        for p in [made] if made.kind == "pow" else made.parts:
            if p.kind == "pow" and p.parts[0] is d and p.parts[1].kind != "num":
                text = f"(rule_field_nonzero_pow {self.show(d)} {self.show(p.parts[1])} {self.nonzero(self.sides, d)})"
                self.know(op("not", op("eq", p, num(0))), text)

    def bounded(self, symbols: Any, c: int) -> str:
        """A proof of 0 ≤ L + c."""
        goal = op("le", num(0, INT), self.exponent_term(symbols, c))
        if not symbols:
            return self.prove([], [], goal, [[c, 1, [], 0, 0]] if c else [])
        k, known = self.least[symbols]
        witness: list[Any] = [[1, 1, [0], 0, 0]] + ([[c - k, 1, [], 0, 0]] if c > k else [])
        return self.prove([], [known], goal, witness)

    def split(self, x: Term, symbols: Any, c: int) -> Equal:
        """xᴸ⁺ᶜ by the sums in the exponent; an atom when they may not be taken apart."""
        e = self.exponent_term(symbols, c)
        if symbols in self.least and self.least[symbols][0] <= c:
            k = self.least[symbols][0]
            return self.peeled(x, e, symbols, k, c - k)
        parts = [(frozenset({(m, 1)}), k) for m, k in sorted(symbols)]
        if c >= 0 and all(k > 0 and s in self.least and self.least[s][0] <= 0 for s, k in parts):
            return self.parts(x, parts, c, None)
        try:
            known = self.nonzero(self.sides, x)
        except Refused:
            return op("pow", x, e), None
        return self.parts(x, parts, c, known)

    def peeled(self, x: Term, e: Term, symbols: Any, k: int, rest: int) -> Equal:
        """xᴸ⁺ᵏ·xʳ"""
        low, r = self.exponent_term(symbols, k), num(rest, INT)
        if not rest:
            return op("pow", x, e), None
        law = (f"(zpow_add {self.show(x)} {self.show(e)} {self.show(low)} {self.show(r)} "
               f"{self.equal(e, op('add', low, r))} {self.bounded(symbols, k)} {self.bounded(frozenset(), rest)})")
        return op("mul", op("pow", x, low), op("pow", x, r)), law

    def parts(self, x: Term, parts: list[Any], c: int, known: str | None) -> Equal:
        """xᵏˢ⁺ʳ = (xˢ)ᵏ·xʳ, again and again; by bounds, or because x is not 0."""
        if not parts:
            return self.constant(x, c)
        (s, k), *rest = parts
        e = self.exponent_term(frozenset({(m, n) for t, n in parts for m, _ in t}), c)
        single, low = self.exponent_term(s, 0), self.exponent_term(frozenset({(m, n) for t, n in rest for m, _ in t}), c)
        both = self.exponent_term(frozenset({(m, k) for m, _ in s}), 0)
        a, p = self.repeated(x, s, k, single, both, known)
        b, q = self.parts(x, rest, c, known)
        if not rest and c == 0:
            return a, p
        head = "zpow_add" if known is None else "zpow_add_nz"
        why = known or f"{self.sum_bounded([(s, k)], 0)} {self.sum_bounded(rest, c)}"
        about = " ".join(map(self.show, (x, e, both, low)))
        steps = [f"({head} {about} {self.equal(e, op('add', both, low))} {why})"]
        if p or q:
            steps.append(f"(f_equal2 Rmult {p or self.same(a)} {q or self.same(b)})")
        return op("mul", a, b), self.chain(steps)

    def constant(self, x: Term, c: int) -> Equal:
        e = num(c, INT)
        if c >= 0:
            return op("pow", x, e), None
        return self.power(op("pow", x, e))

    def repeated(self, x: Term, s: Any, k: int, single: Term, both: Term, known: str | None) -> Equal:
        """xᵏˢ = (xˢ)ᵏ"""
        if known is None:
            inner, proof = self.peeled(x, single, s, self.least[s][0], -self.least[s][0])
        else:
            inner, proof = op("pow", x, single), None
            text = f"(rule_field_nonzero_pow {self.show(x)} {self.show(single)} {known})"
            self.know(op("not", op("eq", inner, num(0))), text)
        if k == 1:
            return inner, proof
        n = num(k, INT)
        head = "zpow_mul" if known is None else "zpow_mul_nz"
        why = known or f"{self.bounded(frozenset(), k)} {self.bounded(s, 0)}"
        equal = self.equal(both, op("mul", n, single))
        steps = [f"({head} {self.show(x)} {self.show(both)} {self.show(n)} {self.show(single)} {equal} {why})"]
        if proof:
            steps.append(f"(f_equal (fun z : R => zpow z {self.show(n)}) {proof})")
        made = op("pow", inner, n)
        if k < 0:
            made, last = self.power(made)
            steps += [last] if last else []
        return made, self.chain(steps)

    def sum_bounded(self, parts: list[Any], c: int) -> str:
        """A proof of 0 ≤ Σ kᵢ·sᵢ + c from 0 ≤ sᵢ."""
        goal = op("le", num(0, INT), self.exponent_term(frozenset({(m, n) for t, n in parts for m, _ in t}), c))
        premises = [self.least[s] for s, _ in parts]
        extra = c - sum(k * low for (_, k), (low, _) in zip(parts, premises))
        witness: list[Any] = [[k, 1, [i], 0, 0] for i, (_, k) in enumerate(parts)]
        return self.prove([], [known for _, known in premises], goal, witness + ([[extra, 1, [], 0, 0]] if extra else []))


def _lowest(p: int, q: int) -> tuple[int, int]:
    common = gcd(p, q)
    return p // common, q // common
