"""A second checker: it reads certificates and does every step again, from the figures in `kernel/README.md`.

    python recheck.py FILE…          one file, Python's standard library, nothing of the project

It shares no code with the kernel and takes other ways where there are any: βη-normal forms by evaluation, tautologies by
tableaux, quotients by an inverse generator for each divisor, polynomials as dictionaries.  The format of the files is in
`certificates/README.md`.  Exit code: 0 all accepted, 1 something was refused, 2 usage.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from math import gcd
from typing import Any, NamedTuple

FORMAT = 1
MAX_DEPTH, MAX_TYPE, MAX_DIGITS, MAX_STEPS, MAX_SPLITS = 1_500, 1_000, 4_000, 2_000_000, 20_000
MAX_PRODUCT, MAX_BITS, FIELD = 4_000_000, 4_000_000, 16  # exponents of a monomial take FIELD bits each


class Refused(Exception):
    """The certificate is not accepted; the message says why."""


def need(holds: bool, why: str) -> None:
    if not holds:
        raise Refused(why)


# -- types and terms: a type is a name or a pair (domain, codomain); equal terms are one object ----------------------------

INT, REAL, PROP, OMEGA = "Int", "Real", "Prop", "Ω"
FIXED: dict[str, tuple[tuple[Any, ...], Any]] = {
    "div": ((REAL, REAL), REAL), "pow": ((REAL, INT), REAL), "real": ((INT,), REAL), "floor": ((REAL,), INT),
    "sqrt": ((REAL,), REAL), "exp": ((REAL,), REAL), "log": ((REAL,), REAL), "false": ((), PROP), "not": ((PROP,), PROP),
    **dict.fromkeys(("and", "or", "imp", "iff"), ((PROP, PROP), PROP))}
NUMERIC = {"add": 2, "sub": 2, "mul": 2, "neg": 1, "le": 2, "lt": 2}
OTHER = {"eq", "ite", "rec", "all", "ex", "lam", "app", "var", "bound", "num", "const"}
Name = tuple[Any, Any]  # name and type of a free variable


class Term:
    """A node: kind, what belongs to it, parts; and what is read off once."""

    __slots__ = ("kind", "data", "parts", "type", "loose", "free", "done", "opaque", "depth")

    def __init__(self, kind: str, data: Any, parts: tuple[Term, ...]) -> None:
        self.kind, self.data, self.parts, self.type = kind, data, parts, _type(kind, data, parts)
        self.loose: frozenset[tuple[int, Any]] = frozenset({data}) if kind == "bound" else _union([p.loose for p in parts])
        self.free: frozenset[Name] = frozenset({data}) if kind == "var" else _union([p.free for p in parts])
        self.depth: int = 1 + max([p.depth for p in parts], default=0)
        self.opaque: bool = kind == "const" or any([p.opaque for p in parts])  # mentions a defined constant
        need(self.depth <= MAX_DEPTH, "a term is too deep")
        inside = parts[0].parts if kind in ("all", "ex") else parts
        reducible = kind == "app" and parts[0].kind == "lam" or kind == "lam" and _is_eta(parts[0])
        self.done: bool = not reducible and all([p.done for p in inside])  # in βη-normal form
        if kind == "lam":
            need(all([ty == data for i, ty in self.loose if i == 0]), "a bound variable is used at another type")
            self.loose = frozenset([(i - 1, ty) for i, ty in self.loose if i])


TERMS: dict[Any, Term] = {}


def term(kind: str, data: Any, *parts: Term) -> Term:
    key = (kind, data, parts)
    found = TERMS.get(key)
    if found is None:
        found = TERMS[key] = Term(kind, data, parts)
    return found


def _union(sets: list[frozenset[Any]]) -> frozenset[Any]:
    some = [s for s in sets if s]
    return frozenset().union(*some) if len(some) != 1 else some[0]


def _is_eta(body: Term) -> bool:
    return body.kind == "app" and body.parts[1].kind == "bound" and body.parts[1].data[0] == 0 and all(
        [i for i, _ in body.parts[0].loose])


def _type(kind: str, data: Any, parts: tuple[Term, ...]) -> Any:
    types = tuple([p.type for p in parts])
    ty, second = None, types[1] if len(types) > 1 else None
    if kind in FIXED:
        ty = FIXED[kind][1] if types == FIXED[kind][0] else None
    elif kind in NUMERIC and len(parts) == NUMERIC[kind] and types[0] in (INT, REAL) and len(set(types)) == 1:
        ty = PROP if kind in ("le", "lt") else types[0]
    elif kind == "eq" and len(parts) == 2 and types[0] == types[1] != PROP:
        ty = PROP
    elif (kind, types) in (("ite", (PROP, second, second)), ("rec", (INT, second, (INT, (second, second)), INT))):
        ty = second if second != PROP else None
    elif kind in ("all", "ex") and len(parts) == 1 and parts[0].kind == "lam" and types[0][1] == PROP:
        ty = PROP
    elif kind == "lam" and len(parts) == 1:
        ty = data, types[0]
    elif kind == "app" and len(parts) == 2 and type(types[0]) is tuple and types[0][0] == types[1]:
        ty = types[0][1]
    elif kind in ("var", "bound", "num", "const") and not parts:
        ty = data[2].type if kind == "const" else data[-1]
    need(ty is not None, f"{kind} does not apply to these parts")
    return ty


def op(kind: str, *parts: Term) -> Term:
    return term(kind, None, *parts)


def num(n: int, ty: str = REAL) -> Term:
    return term("num", (n, 1, ty))


def app(f: Term, *args: Term) -> Term:
    for a in args:
        f = op("app", f, a)
    return f


FALSE = op("false")
TRUE = op("not", FALSE)
ZERO = num(0)


def _walked(t: Term, stays: Callable[[Term, int], bool], leaf: Callable[[Term, int], Term]) -> Term:
    """t with its leaves changed; leaf and stays also get the number of binders above."""
    memo: dict[tuple[Term, int], Term] = {}

    def go(t: Term, k: int) -> Term:
        if stays(t, k):
            return t
        if not t.parts:
            return leaf(t, k)
        if (t, k) not in memo:
            memo[t, k] = term(t.kind, t.data, *[go(p, k + (t.kind == "lam")) for p in t.parts])
        return memo[t, k]

    return go(t, 0)


def filled(function: Term, value: Term) -> Term:
    """The body of a closed λ at a closed value."""
    return _walked(function.parts[0], lambda t, k: all([i < k for i, _ in t.loose]), lambda t, k: value)


def put(t: Term, x: Term, value: Term) -> Term:
    """t with a closed value for the free variable x."""
    return _walked(t, lambda t, k: x.data not in t.free, lambda t, k: value)


def lam(x: Term, t: Term) -> Term:
    body = _walked(t, lambda t, k: x.data not in t.free, lambda t, k: term("bound", (k, x.data[1])))
    return term("lam", x.data[1], body)


def closing(kind: str, t: Term, *variables: Term) -> Term:
    """∀x…z. t or ∃x…z. t"""
    for x in reversed(variables):
        t = op(kind, lam(x, t))
    return t


def is_type(x: Any) -> bool:
    return type(x) in (str, tuple)


def mentions_omega(ty: Any) -> bool:
    return mentions_omega(ty[0]) or mentions_omega(ty[1]) if type(ty) is tuple else bool(ty == OMEGA)


def at_type(t: Term, new: Any) -> Term:
    """t with Ω replaced by a type."""
    memo: dict[Term, Term] = {}

    def of(ty: Any) -> Any:
        return (of(ty[0]), of(ty[1])) if type(ty) is tuple else new if ty == OMEGA else ty

    def go(t: Term) -> Term:
        if t not in memo:
            data = t.data
            if t.kind in ("var", "bound"):
                data = data[0], of(data[1])
            elif t.kind in ("lam", "const"):
                data = of(data) if t.kind == "lam" else (*data[:2], go(data[2]))
            memo[t] = term(t.kind, data, *map(go, t.parts))
        return memo[t]

    return go(t)


# -- computation: values are closures, levels, and nodes of values; reading back makes the βη-normal term ------------------


class Computation:
    """One computation, with the constants that it opens."""

    def __init__(self, opened: tuple[Term, ...] = ()) -> None:
        self.opened, self.steps = frozenset(opened), 0
        self.values: dict[Any, Any] = {}
        self.terms: dict[Any, Any] = {}

    def normal(self, t: Term) -> Term:
        return self.read(self.value(t, None), 0)

    def value(self, t: Term, env: Any) -> Any:
        if not t.loose:
            env = None
            if t.done and not (t.opaque and self.opened):
                return t
        key = t, id(env)
        if key not in self.values:
            self.steps += 1
            need(self.steps <= MAX_STEPS, "a computation is too long")
            self.values[key] = self._value(t, env), env
        return self.values[key][0]

    def _value(self, t: Term, env: Any) -> Any:
        if t.kind == "bound":
            for _ in range(t.data[0]):
                env = env[1]
            return env[0]
        if t.kind == "const":
            return self.value(t.data[2], None) if t in self.opened else t
        if t.kind == "lam":
            return "closure", t, env
        values = [self.value(p, env) for p in t.parts]
        if t.kind == "app":
            f, a = values
            if isinstance(f, Term) and f.kind == "lam":
                return self.value(f.parts[0], (a, None))
            if not isinstance(f, Term) and f[0] == "closure":
                return self.value(f[1].parts[0], (a, f[2]))
        return "node", t, values

    def read(self, v: Any, depth: int) -> Term:
        if isinstance(v, Term):
            return v
        key = id(v), depth
        if key not in self.terms:
            self.terms[key] = self._read(v, depth), v
        made: Term = self.terms[key][0]
        return made

    def _read(self, v: Any, depth: int) -> Term:
        tag, t, values = v
        if tag == "level":
            return term("bound", (depth - 1 - t, values))
        if tag == "closure":
            return self._function(v, depth, True)
        if t.kind in ("all", "ex"):
            return op(t.kind, values[0] if isinstance(values[0], Term) else self._function(values[0], depth, False))
        return term(t.kind, t.data, *[self.read(p, depth) for p in values])

    def _function(self, v: Any, depth: int, eta: bool) -> Term:
        """λx. body, and f for λx. f x"""
        _, t, env = v
        body = self.value(t.parts[0], (("level", depth, t.data), env))
        below = self.read(body, depth + 1)
        if eta and _is_eta(below):
            return _walked(below.parts[0], lambda t, k: all([i < k for i, _ in t.loose]),
                           lambda t, k: term("bound", (t.data[0] - 1, t.data[1])))
        return term("lam", t.data, below)


def normal(t: Term) -> Term:
    return Computation().normal(t)


# -- propositional consequence, by a tableau -------------------------------------------------------------------------------


def follows(facts: list[Term], goal: Term) -> bool:
    """Do the facts imply the goal, by its connectives alone?"""
    splits = iter(range(MAX_SPLITS))
    return goal in facts or _impossible([(f, True) for f in facts] + [(goal, False)], {}, [], splits)


def _impossible(todo: list[tuple[Term, bool]], known: dict[Term, bool], forks: list[Term], splits: Iterator[int]) -> bool:
    """Does every way to give these formulas these truth values end in a contradiction?"""
    need(next(splits, None) is not None, "a propositional step has too many cases")
    while todo:
        while todo:
            f, v = todo.pop()
            if f in known:
                if known[f] is not v:
                    return True
                continue
            known[f] = v
            if f is FALSE and v:
                return True
            if f.kind == "not":
                todo.append((f.parts[0], not v))
            elif (f.kind, v) in (("and", True), ("or", False), ("imp", False)):
                todo += [(f.parts[0], v is not (f.kind == "imp")), (f.parts[1], v)]
            elif f.kind in ("and", "or", "imp", "iff"):
                forks.append(f)
        still = []
        for f in dict.fromkeys(forks):
            a, b = known.get(f.parts[0]), known.get(f.parts[1])
            if f.kind == "iff":
                if a is None and b is None:
                    still.append(f)
                else:
                    todo.append((f.parts[1], a is known[f]) if a is not None else (f.parts[0], b is known[f]))
                continue
            first, second = f.kind == "or", f.kind != "and"  # the values of the parts that make f what it is
            if a is first or b is second:
                continue
            if a is not None or b is not None:
                todo.append((f.parts[1], second) if a is not None else (f.parts[0], first))
            else:
                still.append(f)
        forks = still
    return bool(forks) and all(
        [_impossible([(forks[0].parts[0], v)], dict(known), list(forks), splits) for v in (True, False)])


# -- arithmetic: polynomials over the integers with a common denominator, and one generator for the inverse of each divisor 


class Poly(NamedTuple):
    """Monomials (exponents side by side in one integer) ↦ coefficients, over den; bounds for exponents and lengths."""

    terms: dict[int, int]
    den: int = 1
    degree: int = 0
    bits: int = 1


def _plus(p: Poly, q: Poly, sign: int = 1) -> Poly:
    den = p.den * q.den // gcd(p.den, q.den)
    a, b = den // p.den, sign * (den // q.den)
    out = dict(p.terms) if a == 1 else {m: a * c for m, c in p.terms.items()}
    for m, c in q.terms.items():
        out[m] = out.get(m, 0) + b * c
    bits = 1 + max(p.bits + a.bit_length(), q.bits + b.bit_length())
    need(bits <= MAX_BITS, "a number is too long")
    return Poly({m: c for m, c in out.items() if c}, den, max(p.degree, q.degree), bits)


def _times(p: Poly, q: Poly) -> Poly:
    degree, bits = p.degree + q.degree, p.bits + q.bits + min(len(p.terms), len(q.terms)).bit_length()
    need(len(p.terms) * len(q.terms) <= MAX_PRODUCT and degree < 1 << FIELD - 1 and bits <= MAX_BITS, "a product is too large")
    out: dict[int, int] = {}
    for m, c in p.terms.items():
        for n, d in q.terms.items():
            out[m + n] = out.get(m + n, 0) + c * d
    return Poly({m: c for m, c in out.items() if c}, p.den * q.den, degree, bits)


def _number(p: int, q: int = 1) -> Poly:
    return Poly({0: p} if p else {}, q, 0, max(p.bit_length(), q.bit_length()))


ONE = _number(1)
Exponent = tuple[frozenset[tuple[int, int]], int]  # an integer polynomial, its constant apart


class Field:
    """Rational functions in the subterms that are no arithmetic, with what is known to be nonzero or bounded."""

    def __init__(self, sides: list[Term]) -> None:
        self.generators: dict[Any, int] = {}
        self.divisors: list[tuple[Poly, int]] = []  # a primitive polynomial that is not 0, the generator of its inverse
        self.least: dict[Any, int] = {}  # the symbolic part L of an exponent ↦ the least k with 0 ≤ L + k
        self.read_terms: dict[Term, Poly] = {}
        bounds = [s for s in sides if s.kind == "le"]
        for s in bounds:
            need(s.parts[0].type == INT, "a bound of an exponent is about integers")
            symbols, k = self.exponent(_plus(self.read(s.parts[1]), self.read(s.parts[0]), -1))
            self.least[symbols] = min(k, self.least.get(symbols, k))
        for s in sides:
            if s not in bounds:
                need(s.kind == "not" and s.parts[0].kind == "eq" and s.parts[0].parts[0].type in (INT, REAL),
                     "a side condition must be d ≠ 0 or a ≤ b")
                left, right = s.parts[0].parts
                self.know(_plus(self.read(left), self.read(right), -1))

    def generator(self, key: Any) -> Poly:
        n = self.generators.setdefault(key, len(self.generators))
        return Poly({1 << FIELD * n: 1}, 1, 1, 1)

    def read(self, t: Term) -> Poly:
        if t not in self.read_terms:
            self.read_terms[t] = self._read(t)
        return self.read_terms[t]

    def _read(self, t: Term) -> Poly:
        if t.kind == "num":
            return _number(*t.data[:2])
        if t.kind == "pow":
            return self.power(self.read(t.parts[0]), self.exponent(self.read(t.parts[1])))
        if t.kind not in ("add", "sub", "mul", "neg", "div", "real"):
            return self.generator(t)
        a, *rest = [self.read(p) for p in t.parts]
        if t.kind in ("real", "neg"):
            return a if t.kind == "real" else _plus(_number(0), a, -1)
        if t.kind in ("mul", "div"):
            return _times(a, rest[0] if t.kind == "mul" else self.inverse(rest[0]))
        return _plus(a, rest[0], 1 if t.kind == "add" else -1)

    def is_zero(self, p: Poly) -> bool:
        return not self.cleared(p)[0].terms

    # -- quotients ---------------------------------------------------------------------------------------------------------

    def cleared(self, p: Poly) -> tuple[Poly, dict[int, int]]:
        """p as a polynomial without inverses over a product of divisors (their numbers ↦ exponents), in lowest terms."""
        below: dict[int, int] = {}
        for i, (d, u) in enumerate(self.divisors):
            parts: dict[int, dict[int, int]] = {}
            for m, c in p.terms.items():
                e = m >> FIELD * u & (1 << FIELD) - 1
                parts.setdefault(e, {})[m - (e << FIELD * u)] = c
            if (top := max(parts, default=0)) == 0:
                continue
            p, old = Poly({}, p.den), p
            for e, terms in parts.items():
                p = _plus(p, _times(Poly(terms, old.den, old.degree, old.bits), self.whole(d, top - e)))
            while top and (q := _divided(p, d)) is not None:
                p, top = q, top - 1
            below |= {i: top} if top and p.terms else {}
        content = gcd(p.den, *p.terms.values())
        return p._replace(terms={m: c // content for m, c in p.terms.items()}, den=p.den // content), below

    def know(self, p: Poly) -> None:
        """Record that p is not 0: what is new in its numerator may divide."""
        rest, _ = self.factored(self.cleared(p)[0])
        if set(rest.terms) - {0}:
            content = gcd(*rest.terms.values())
            d = Poly({m: c // content for m, c in rest.terms.items()}, 1, rest.degree, rest.bits)
            n = self.generators.setdefault(("inverse", len(self.divisors)), len(self.generators))
            self.divisors.append((d, n))

    def factored(self, p: Poly) -> tuple[Poly, dict[int, int]]:
        """p without the divisors in it, and how often each was."""
        found: dict[int, int] = {}
        for i, (d, _) in enumerate(self.divisors):
            while set(p.terms) - {0} and (q := _divided(p, d)) is not None:
                p, found[i] = q, found.get(i, 0) + 1
        return p, found

    def inverse(self, p: Poly) -> Poly:
        """1/p, when the numerator of p is a product of divisors."""
        above, below = self.cleared(p)
        rest, found = self.factored(above)
        need(set(rest.terms) == {0}, "a divisor is not known to be nonzero")
        c = rest.terms[0]
        out = _number(rest.den if c > 0 else -rest.den, abs(c))
        for i, e in below.items():
            out = _times(out, self.whole(self.divisors[i][0], e))
        for i, e in found.items():
            out = _times(out, self.whole(Poly({1 << FIELD * self.divisors[i][1]: 1}, 1, 1, 1), e))
        return out

    # -- powers ------------------------------------------------------------------------------------------------------------

    def exponent(self, p: Poly) -> Exponent:
        return frozenset([(m, c) for m, c in p.terms.items() if m]), p.terms.get(0, 0)

    def whole(self, p: Poly, e: int) -> Poly:
        """pᵉ for a number e; x⁰ = 1."""
        if e < 0:
            p, e = self.inverse(p), -e
        need(e * max(1, p.degree) < 1 << FIELD - 1, "an exponent is too large")
        out = ONE
        for bit in bin(e)[2:]:
            out = _times(out, out)
            out = _times(out, p) if bit == "1" else out
        return out

    def power(self, p: Poly, exponent: Exponent) -> Poly:
        """pᴸ⁺ᶜ, taken apart as far as the bounds of exponents and the divisors allow."""
        symbols, c = exponent
        above, below = self.cleared(p)
        if not symbols or (above.terms == {0: above.den} and not below):
            return self.whole(p, c) if not symbols else ONE
        if self.least.get(symbols, c + 1) > c or len(above.terms) != 1:
            return self.split(p, exponent)
        ((monomial, coefficient),) = above.terms.items()
        q = _number(coefficient, above.den)
        out = self.split(q, exponent) if coefficient != above.den else ONE
        for n in self.generators.copy().values():
            if e := monomial >> FIELD * n & (1 << FIELD) - 1:
                out = _times(out, self.whole(self.split(Poly({1 << FIELD * n: 1}, 1, 1, 1), exponent), e))
        for i, e in below.items():
            part = self.split(self.divisors[i][0], exponent)
            self.know(part)
            out = _times(out, self.whole(part, -e))
        return out

    def split(self, p: Poly, exponent: Exponent) -> Poly:
        """pᴸ⁺ᶜ by the sums in the exponent; one generator when they may not be taken apart."""
        symbols, c = exponent
        above, below = self.cleared(p)
        key = frozenset(above.terms.items()), above.den, tuple(sorted(below.items()))
        least = self.least.get(symbols)
        if least is not None and least <= c:
            return _times(self.generator((key, symbols, least)), self.whole(p, c - least))
        parts = [(frozenset({(m, 1)}), k) for m, k in symbols]
        out = ONE
        if c >= 0 and all([k > 0 and self.least.get(s, 1) <= 0 for s, k in parts]):
            for s, k in parts:
                out = _times(out, self.whole(self.split(p, (s, 0)), k))
        elif set(self.factored(above)[0].terms) == {0}:
            for s, k in parts:
                self.know(self.generator((key, s, 0)))
                out = _times(out, self.whole(self.generator((key, s, 0)), k))
        else:
            return self.generator((key, symbols, c))
        return _times(out, self.whole(p, c))


def _divided(p: Poly, d: Poly) -> Poly | None:
    """p/d for a primitive d, or None when there is a remainder."""
    out: dict[int, int] = {}
    lead, rest = max(d.terms), dict(p.terms)
    guard = sum([1 << FIELD * (i + 1) - 1 for i in range(max(rest, default=0).bit_length() // FIELD + 1)])
    need(p.degree + d.degree < 1 << FIELD - 1, "a quotient is too large")
    while rest:
        m = max(rest)
        c, r = divmod(rest[m], d.terms[lead])
        if r or m < lead or (m | guard) - lead & guard != guard or _degree(m - lead) > p.degree:
            return None
        need(len(out) * len(d.terms) <= MAX_PRODUCT, "a quotient is too large")
        out[m - lead] = c
        for n, b in d.terms.items():
            at = m - lead + n
            if (left := rest.get(at, 0) - c * b) != 0:
                rest[at] = left
            else:
                rest.pop(at, None)
    return p._replace(terms=out) if p.terms else None


def _degree(m: int) -> int:
    return sum([m >> n & (1 << FIELD) - 1 for n in range(0, m.bit_length(), FIELD)])


# -- definedness: what a term owes, read from left to right ----------------------------------------------------------------


def both(owed: list[Term]) -> Term:
    """The conjunction without what is trivial, nested to the left."""
    real = [t for t in owed if t is not TRUE]
    out = real[0] if real else TRUE
    for t in real[1:]:
        out = op("and", out, t)
    return out


def implies(condition: Term, owed: Term) -> Term:
    return TRUE if owed is TRUE else op("imp", condition, owed)


class Owed:
    """What terms owe, when `domains` says to what functions may be applied."""

    def __init__(self, domains: dict[Term, Term]) -> None:
        self.domains, self.known, self.fresh = domains, {FALSE: TRUE}, 0

    def of(self, t: Term) -> Term:
        if t not in self.known:
            self.known[t] = self._of(t)
        return self.known[t]

    def variable(self, ty: Any) -> Term:
        self.fresh += 1
        return term("var", (self.fresh, ty))  # a number: no name in a file is one

    def _of(self, t: Term) -> Term:
        if t.kind in ("var", "num"):
            return TRUE
        if t.kind in ("and", "imp", "or"):
            a, b = t.parts
            return both([self.of(a), implies(op("not", a) if t.kind == "or" else a, self.of(b))])
        if t.kind == "ite":
            c, a, b = t.parts
            return both([self.of(c), implies(c, self.of(a)), implies(op("not", c), self.of(b))])
        if t.kind in ("lam", "all", "ex"):
            f = t if t.kind == "lam" else t.parts[0]
            x = self.variable(f.data)
            owed = self.of(filled(f, x))
            return closing("all", owed, x) if x.data in owed.free else owed
        if t.kind == "rec":
            return self._recursion(*t.parts)
        if t.kind in ("app", "const"):
            return self._application(t)
        return both([*map(self.of, t.parts), self._own(t)])

    def _own(self, t: Term) -> Term:
        if t.kind == "sqrt":
            return op("le", ZERO, t.parts[0])
        if t.kind == "log":
            return op("lt", ZERO, t.parts[0])
        if t.kind not in ("div", "pow"):
            return TRUE
        base, e = t.parts if t.kind == "pow" else (t.parts[1], t.parts[1])
        nonzero = op("not", op("eq", base, ZERO))
        if t.kind == "div":
            e = e.parts[0] if e.kind == "real" else e
            return TRUE if e.kind == "num" and e.data[0] else nonzero
        if e.kind == "num":
            return TRUE if e.data[0] >= 0 else nonzero
        return op("or", op("le", num(0, INT), e), nonzero)

    def _application(self, t: Term) -> Term:
        args: list[Term] = []
        head = t
        while head.kind == "app":
            head, a = head.parts
            args.insert(0, a)
        if head.kind == "const":
            total = head.data[1] and Owed({}).of(head.data[2]) is TRUE
            if not total:
                return self.of(normal(app(head.data[2], *args)))
        elif head.kind == "lam":
            return self.of(normal(t))
        owed = [TRUE if head.kind == "const" else self.of(head), *map(self.of, args)]
        if head in self.domains:
            domain = self.domains[head]
            for a in args:
                domain = normal(filled(domain, a)) if domain.kind == "lam" else domain
            owed.append(domain)
        return both(owed)

    def _recursion(self, start: Term, zero: Term, step: Term, at: Term) -> Term:
        k, before = self.variable(INT), self.variable(zero.type)
        owed = put(self.of(normal(app(step, k, before))), before, op("rec", start, zero, step, k))
        taken = implies(op("le", start, k), implies(op("lt", k, at), owed))
        return both([*map(self.of, (start, at, zero)), TRUE if owed is TRUE else closing("all", taken, k)])


# -- the rules: from what a line refers to, a sequent ----------------------------------------------------------------------


class Theorem(NamedTuple):
    hyps: frozenset[Term]
    concl: Term


class Sequent(NamedTuple):
    hyps: tuple[Term, ...]
    phi: Term
    sample: Any
    domains: dict[Term, Term]

    def whole(self) -> Term:
        """h₁ → … → hₙ → φ"""
        phi = self.phi
        for h in reversed(self.hyps):
            phi = op("imp", h, phi)
        return phi


def formulas(*found: Any) -> None:
    need(all([isinstance(t, Term) and t.type == PROP and not t.loose for t in found]), "a formula is expected")


def closed(*found: Any) -> None:
    need(all([isinstance(t, Term) and not t.loose for t in found]), "a closed term is expected")


def theorems(*found: Any) -> frozenset[Term]:
    """The hypotheses of theorems together."""
    need(all([isinstance(t, Theorem) for t in found]), "a theorem is expected")
    return _union([t.hyps for t in found])


def variable(x: Any) -> Term:
    need(isinstance(x, Term) and x.kind == "var", "a variable is expected")
    found: Term = x
    return found


def fresh(x: Term, *others: Term) -> None:
    need(all([x.data not in t.free for t in others]), "the variable is free where it must not be")


def constants(found: list[Any]) -> tuple[Term, ...]:
    need(all([isinstance(t, Term) and t.kind == "const" for t in found]), "a defined constant is expected")
    return tuple(found)


def at(quantified: Term, kind: str, value: Any) -> Term:
    """The body of ∀ or ∃ at a value."""
    closed(value)
    need(quantified.kind == kind, "another statement than the rule speaks of")
    need(value.type == quantified.parts[0].data, "the value has another type than the variable")
    return filled(quantified.parts[0], value)


def hyp(data: Any, phi: Any) -> Theorem:
    formulas(phi)
    return Theorem(frozenset({phi}), phi)


def prop(data: Any, goal: Any, *found: Any) -> Theorem:
    need(type(data) is int and 0 <= data <= len(found), "the number of discharged hypotheses is expected")
    discharged, premises = found[:data], found[data:]
    formulas(goal, *discharged)
    hyps = theorems(*premises)
    facts = []
    for th in premises:
        fact = th.concl
        for d in discharged:
            fact = op("imp", d, fact) if d in th.hyps else fact
        facts.append(fact)
    need(follows(facts, goal), "not a propositional consequence")
    return Theorem(hyps - frozenset(discharged), goal)


def forall_intro(data: Any, x: Any, th: Any) -> Theorem:
    hyps = theorems(th)
    fresh(variable(x), *hyps)
    return Theorem(hyps, closing("all", th.concl, x))


def forall_elim(data: Any, th: Any, *values: Any) -> Theorem:
    hyps = theorems(th)
    phi = th.concl
    for v in values:
        phi = at(phi, "all", v)
    return Theorem(hyps, phi)


def exists_intro(data: Any, goal: Any, witness: Any, th: Any) -> Theorem:
    formulas(goal)
    hyps = theorems(th)
    need(at(goal, "ex", witness) is th.concl, "the witness gives another statement")
    return Theorem(hyps, goal)


def exists_elim(data: Any, x: Any, some: Any, th: Any) -> Theorem:
    theorems(some, th)
    rest = th.hyps - {at(some.concl, "ex", variable(x))}
    fresh(x, *rest, th.concl, some.concl)
    return Theorem(some.hyps | rest, th.concl)


def type_instance(data: Any, ty: Any, th: Any) -> Theorem:
    theorems(th)
    need(is_type(ty) and not mentions_omega(ty), "a type without Ω is expected")
    return Theorem(frozenset([at_type(h, ty) for h in th.hyps]), at_type(th.concl, ty))


def refl(data: Any, a: Any, b: Any, *opened: Any) -> Theorem:
    closed(a, b)
    run = Computation(constants(list(opened)))
    need(a is b or run.normal(a) is run.normal(b), "not equal by computation")
    return Theorem(frozenset(), op("eq", a, b))


def convert(data: Any, goal: Any, th: Any, *opened: Any) -> Theorem:
    formulas(goal)
    hyps, run = theorems(th), Computation(constants(list(opened)))
    need(run.normal(th.concl) is run.normal(goal), "not equal by computation")
    return Theorem(hyps, goal)


def rewrite(data: Any, th: Any, *equations: Any) -> Theorem:
    hyps = theorems(th, *equations)
    need(type(data) is list and len(data) == len(equations), "a place for each equation is expected")
    phi = th.concl
    for place, equation in zip(data, equations):
        need(type(place) is list, "a place is a list of numbers")
        phi = _replaced(phi, place, equation.concl)
    return Theorem(hyps, phi)


def _replaced(t: Term, place: list[int], equation: Term) -> Term:
    if not place:
        need(equation.kind == "eq" and equation.parts[0] is t, "the place does not hold the left side of the equation")
        return equation.parts[1]
    i, *rest = place
    need(type(i) is int and 0 <= i < len(t.parts), "there is no such place")
    if t.kind == "lam":
        need(equation.kind == "all" and equation.parts[0].data == t.data, "the equation must bind what the place is under")
        equation = equation.parts[0].parts[0]
    return term(t.kind, t.data, *t.parts[:i], _replaced(t.parts[i], rest, equation), *t.parts[i + 1:])


def field(data: Any, a: Any, b: Any, *sides: Any) -> Theorem:
    closed(a, b)
    need(a.type == b.type and a.type in (INT, REAL), "two integers or two reals are expected")
    hyps = theorems(*sides)
    here = Field([s.concl for s in sides])
    need(here.is_zero(_plus(here.read(a), here.read(b), -1)), "the two sides differ")
    return Theorem(hyps, op("eq", a, b))


def order(data: Any, goal: Any, *found: Any) -> Theorem:
    formulas(goal)
    need(goal.kind in ("le", "lt", "false"), "the goal must be a ≤ b, a < b or false")
    need(type(data) is list and bool(data) and type(data[0]) is int and 0 <= data[0] <= len(found), "a witness is expected")
    given = [th for th in found if isinstance(th, Theorem)]
    premises, sides, squares = given[:data[0]], given[data[0]:], list(found[len(given):])
    closed(*squares)
    need(len(premises) == data[0] and all([t.type in (INT, REAL) for t in squares]), "a witness is about numbers")
    here = Field([th.concl for th in sides])
    known = [_signed(here, th.concl) for th in premises]
    total, strict = _number(0), False
    for row in data[1:]:
        value, positive = _summand(here, row, known, squares)
        total, strict = _plus(total, value), strict or positive
    need(not squares, "a square or a multiplier is of no use")
    above, below = here.cleared(_plus(total, _signed(here, goal)[1], -1) if goal.parts else total)
    if goal.parts and goal.parts[0].type == INT:
        constant = set(above.terms) <= {0} and not below
        need(constant and 0 <= above.terms.get(0, 0) < above.den, "the witness does not give the goal")
    else:
        need(not above.terms, "the witness does not give the goal")
        need(strict or goal.kind == "le", "the witness is not strict")
    return Theorem(theorems(*given), goal)


def _signed(here: Field, phi: Term) -> tuple[str, Poly]:
    """How b − a compares with 0, from a = b, a ≤ b or a < b; on integers a < b is a + 1 ≤ b."""
    need(phi.kind in ("eq", "le", "lt") and phi.parts[0].type in (INT, REAL), "a premise must be =, ≤ or <")
    value = _plus(here.read(phi.parts[1]), here.read(phi.parts[0]), -1)
    return ("le", _plus(value, ONE, -1)) if phi.kind == "lt" and phi.parts[0].type == INT else (phi.kind, value)


def _summand(here: Field, row: Any, known: list[tuple[str, Poly]], squares: list[Term]) -> tuple[Poly, bool]:
    """c·∏pᵢ·sⱼ²·m, and whether it is positive; takes its squares and its multiplier from the list."""
    need(type(row) is list and len(row) == 5 and type(row[2]) is list, "a summand has five parts")
    p, q, used, count, multiplied = row
    need(all([type(n) is int for n in (p, q, count, multiplied, *used)]) and q > 0 and 0 <= count <= len(squares),
         "a summand is made of whole numbers")
    need(all([0 <= i < len(known) for i in used]) and multiplied in (0, 1), "a summand names its premises by number")
    equation = any([known[i][0] == "eq" for i in used])
    need(equation or (p >= 0 and not multiplied), "only an equation may have a negative coefficient or a multiplier")
    need(count + multiplied <= len(squares), "a square or a multiplier is missing")
    value = _number(p, q)
    for i in used:
        value = _times(value, known[i][1])
    for s in (here.read(squares.pop(0)) for _ in range(count)):
        value = _times(value, _times(s, s))
    if multiplied:
        value = _times(value, here.read(squares.pop(0)))
    return value, p > 0 and not count and not multiplied and all([known[i][0] == "lt" for i in used])


def induct(data: Any, t: Any, start: Any, phi: Any, base: Any, step: Any) -> Theorem:
    closed(start)
    formulas(phi)
    theorems(base, step)
    need(variable(t).type == start.type == INT, "induction is on integers")
    above = op("le", start, t)
    rest = step.hyps - {above, phi}
    fresh(t, start, *rest)
    need(base.concl is put(phi, t, start), "the base proves another statement")
    need(step.concl is put(phi, t, op("add", t, num(1, INT))), "the step proves another statement")
    return Theorem(base.hyps | rest, closing("all", op("imp", above, phi), t))


def rec_base(data: Any, *parts: Any) -> Theorem:
    t, made = _recursion(*parts)
    return _law(op("imp", op("le", t, parts[0]), op("eq", made, parts[1])), t)


def rec_step(data: Any, *parts: Any) -> Theorem:
    t, made = _recursion(*parts)
    step = op("eq", put(made, t, op("add", t, num(1, INT))), normal(app(parts[2], t, made)))
    return _law(op("imp", op("le", parts[0], t), step), t)


def _recursion(start: Any, zero: Any, step: Any) -> tuple[Term, Term]:
    closed(start, zero, step)
    t = term("var", (0, INT))  # a number: no name in a file is one
    return t, op("rec", start, zero, step, t)


# -- the table of rows -----------------------------------------------------------------------------------------------------

X, Y, A, B, D, R, H = (term("var", (n, REAL)) for n in "xyabdrh")
F, G = (term("var", (n, (REAL, REAL))) for n in "fg")


def _law(phi: Term, *variables: Term) -> Theorem:
    return Theorem(frozenset(), closing("all", phi, *variables))


def _slope() -> Term:
    """deriv f x d := ∀a. 0 < a → ∃r. 0 < r ∧ ∀h. |h| < r → |f(x+h) − f x − d·h| ≤ a·|h|"""
    size = term("const", ("abs", True, lam(X, op("ite", op("le", ZERO, X), X, op("neg", X)))))
    error = op("sub", op("sub", app(F, op("add", X, H)), app(F, X)), op("mul", D, H))
    near = op("imp", op("lt", app(size, H), R), op("le", app(size, error), op("mul", A, app(size, H))))
    some = closing("ex", op("and", op("lt", ZERO, R), closing("all", near, H)), R)
    whole = closing("all", op("imp", op("lt", ZERO, A), some), A)
    return term("const", ("deriv", True, lam(F, lam(X, lam(D, whole)))))


def trichotomy(data: Any, ty: Any) -> Theorem:
    need(ty in (INT, REAL), "only numbers are ordered")
    x, y = term("var", ("x", ty)), term("var", ("y", ty))
    return _law(op("or", op("lt", x, y), op("or", op("eq", x, y), op("lt", y, x))), x, y)


def _choice(c: Any, a: Any, b: Any) -> Term:
    formulas(c)
    closed(a, b)
    return op("ite", c, a, b)


def ite_true(data: Any, c: Any, a: Any, b: Any) -> Theorem:
    return _law(op("imp", c, op("eq", _choice(c, a, b), a)))


def ite_false(data: Any, c: Any, a: Any, b: Any) -> Theorem:
    return _law(op("imp", op("not", c), op("eq", _choice(c, a, b), b)))


def _monotone() -> Theorem:
    here = op("and", app(_slope(), F, X, app(G, X)), op("le", ZERO, app(G, X)))
    slope = closing("all", op("imp", op("le", A, X), op("imp", op("le", X, B), here)), X)
    return _law(op("imp", slope, op("imp", op("le", A, B), op("le", app(F, A), app(F, B)))), F, G, A, B)


DOWN, ROOT, ABOVE = op("real", op("floor", X)), op("sqrt", X), op("le", ZERO, X)
ROWS = {
    "floor_bounds": _law(op("and", op("le", DOWN, X), op("lt", X, op("add", DOWN, num(1)))), X),
    "sqrt_square": _law(op("imp", ABOVE, op("eq", op("mul", ROOT, ROOT), X)), X),
    "sqrt_nonneg": _law(op("imp", ABOVE, op("le", ZERO, ROOT)), X),
    "exp_add": _law(op("eq", op("exp", op("add", X, Y)), op("mul", op("exp", X), op("exp", Y))), X, Y),
    "exp_lower": _law(op("le", op("add", num(1), X), op("exp", X)), X),
    "exp_log": _law(op("imp", op("lt", ZERO, X), op("eq", op("exp", op("log", X)), X)), X),
    "monotone": _monotone(),
}
RULES: dict[str, Callable[..., Theorem]] = {rule.__name__: rule for rule in (
    hyp, prop, forall_intro, forall_elim, exists_intro, exists_elim, type_instance, refl, convert, rewrite, field, order,
    induct, rec_base, rec_step, trichotomy, ite_true, ite_false)}
WITH_DATA = ("prop", "rewrite", "order")


# -- what is published -----------------------------------------------------------------------------------------------------


def sequent(data: Any, *found: Any) -> Sequent:
    need(type(data) is int and 0 <= data <= len(found) - 2, "the number of hypotheses is expected")
    hyps, phi, sample, pairs = found[:data], found[data], found[data + 1], found[data + 2:]
    formulas(*hyps, phi)
    need(is_type(sample) and not mentions_omega(sample), "a type without Ω is expected")
    closed(*pairs)
    need(len(pairs) % 2 == 0, "domains come in pairs")
    return Sequent(hyps, phi, sample, {variable(x): d for x, d in zip(pairs[::2], pairs[1::2])})


def proved(stated: Any, statement: Any, definedness: Any, instance: Any) -> None:
    """The statement from its hypotheses; that the sequent is defined; that the hypotheses can hold together."""
    theorems(statement, definedness, instance)
    need(statement.concl is stated.phi and statement.hyps <= set(stated.hyps), "the theorem is not the statement")
    need(definedness == (frozenset(), Owed(stated.domains).of(stated.whole())), "definedness was proved of something else")
    need(instance == (frozenset(), some(stated, list(stated.hyps), list(stated.hyps))), "the instance is of something else")


def refuted(stated: Any, how: Any, theorem: Any) -> None:
    """Values at which the hypotheses hold, and the statement has a value and is false, or has none."""
    theorems(theorem)
    need(how in ("false", "undefined"), "a statement is false or undefined")
    owes = Owed(stated.domains).of
    fails = [owes(stated.whole()), op("not", stated.phi)] if how == "false" else [op("not", owes(stated.phi))]
    found = some(stated, [*stated.hyps, *fails], [*stated.hyps, stated.phi])
    need(theorem == (frozenset(), found), "the theorem refutes something else")


def some(stated: Sequent, parts: list[Term], about: list[Term]) -> Term:
    """∃ values of what `about` mentions, in the order of names, of all the parts, at the sample type."""
    names = _union([at_type(t, stated.sample).free for t in about])
    variables = [term("var", x) for x in sorted(names, key=lambda x: (x[0], _shown(x[1])))]
    return closing("ex", at_type(both(parts), stated.sample), *variables)


def _shown(ty: Any) -> str:
    if type(ty) is not tuple:
        return str(ty)
    return (f"({_shown(ty[0])})" if type(ty[0]) is tuple else ty[0]) + " → " + _shown(ty[1])


# -- reading files ---------------------------------------------------------------------------------------------------------


class File:
    """One certificate file, line by line."""

    def __init__(self) -> None:
        self.found: list[Any] = []
        self.addresses: list[str] = []
        self.ends: list[tuple[str, str, str]] = []  # verdict, claim, address of what is stated
        self.digest, self.open, self.steps = sha256(), True, 0

    def line(self, text: str) -> None:
        row = json.loads(text, parse_int=_whole, parse_float=_refuse, parse_constant=_refuse)
        need(type(row) is list and len(row) > 1 and type(row[0]) is str and _dumped(row) == text,
             "a line is a list in the shortest form: kind, data, numbers of earlier lines")
        kind, data, *references = row
        need(self.open, "there are lines after the last one")
        if not self.found:
            need(kind == "certificates", "the first line must be [\"certificates\", version]")
            need(data == FORMAT and type(data) is int and not references, f"this checker reads version {FORMAT}")
        need(all([type(n) is int and 0 < n < len(self.found) for n in references]), "only earlier lines can be named")
        address = sha256(_dumped([kind, data, *[self.addresses[n] for n in references]]).encode()).hexdigest()
        parts = [self.found[n] for n in references]
        self.found.append(self.read(kind, data, parts, address, references) if self.found else FORMAT)
        self.addresses.append(address)

    def read(self, kind: str, data: Any, parts: list[Any], address: str, references: list[int]) -> Any:
        if kind in RULES:
            need(data == 0 and type(data) is int or kind in WITH_DATA, "this rule has no data")
            self.steps += 1
            return RULES[kind](data, *parts)
        if kind in ROWS or kind in (INT, REAL, PROP, OMEGA):
            need(data == 0 and type(data) is int and not parts, "a row of the table and a simple type have no parts")
            self.steps += kind in ROWS
            return ROWS.get(kind, kind)
        if kind == "fun":
            need(data == 0 and type(data) is int, "a type has no data")
            return _function_type(*parts)
        if kind in FIXED or kind in NUMERIC or kind in OTHER:
            return _node(kind, data, parts)
        if kind == "sequent":
            return sequent(data, *parts)
        if kind in ("proved", "refuted"):
            return self.end(kind, data, parts, address, references)
        if kind == "end":
            need(data == [len(self.ends), self.digest.hexdigest()], "the last line does not name the claims of this file")
            self.open = False
            return None
        raise Refused(f"unknown rule or kind {kind!r}")

    def end(self, kind: str, data: Any, parts: list[Any], address: str, references: list[int]) -> None:
        need(type(data) is list and len(data) == (2 if kind == "proved" else 3) and all([type(s) is str for s in data]),
             "a claim has a name and the address of what it states")
        stated, *rest = parts
        need(isinstance(stated, Sequent), "a claim speaks of a sequent")
        need(data[0].isprintable() and data[0] not in [name for _, name, _ in self.ends], "a claim has a name of its own")
        need(self.addresses[references[0]] == data[1], "the address is not that of the sequent")
        if kind == "proved":
            proved(stated, *rest)
        else:
            refuted(stated, data[2], *rest)
        self.ends.append((kind, data[0], data[1]))
        self.digest.update(address.encode())


def _node(kind: str, data: Any, parts: list[Any]) -> Term:
    if kind in ("var", "bound", "num", "lam"):
        need(bool(parts), f"{kind} needs a type")
        ty, *parts = parts
        need(is_type(ty), "a type is expected")
        if kind == "lam":
            need(data == 0 and type(data) is int, "a function has no data")
            data = ty
        elif kind == "num":
            need(type(data) is list and [type(n) for n in data] == [int, int] and data[1] > 0 and gcd(*data) == 1,
                 "a number is a fraction in lowest terms")
            need(ty == REAL or (ty == INT and data[1] == 1), "a number is an integer or real")
            data = (*data, ty)
        else:
            need(type(data) is (str if kind == "var" else int), "a variable has a name or an index")
            need(kind == "var" or 0 <= data < MAX_DEPTH, "an index is too large")
            data = data, ty
    elif kind == "const":
        need(type(data) is list and [type(d) for d in data] == [str, bool], "a constant has a name")
        (body,) = parts
        closed(body)
        need(not body.free, "the body of a constant has free variables")
        need(at_type(body, INT) is body or mentions_omega(body.type), "Ω occurs in the body but not in the type")
        data, parts = (*data, body), []
    else:
        need(data == 0 and type(data) is int, "this node has no data")
        data = None
    need(all([isinstance(p, Term) for p in parts]), "terms are expected")
    return term(kind, data, *parts)


def _function_type(dom: Any, cod: Any) -> Any:
    need(is_type(dom) and is_type(cod), "types are expected")
    need(_size(dom) + _size(cod) <= MAX_TYPE, "a type is too large")
    return dom, cod


def _size(ty: Any) -> int:
    return _size(ty[0]) + _size(ty[1]) if type(ty) is tuple else 1


def _dumped(row: Any) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _whole(text: str) -> int:
    need(len(text) <= MAX_DIGITS, "a number is too long")
    return int(text)


def _refuse(text: str) -> Any:
    raise Refused(f"{text} is not exact")


def recheck(lines: list[str]) -> File:
    """The claims of one file; Refused with the number of the line that is not accepted."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 20_000))
    file = File()
    for n, text in enumerate(lines):
        try:
            file.line(text)
        except Refused as e:
            raise Refused(f"line {n}: {e}") from None
        except RecursionError:
            raise Refused(f"line {n}: too deep") from None
        except (TypeError, ValueError, LookupError, AttributeError) as e:
            raise Refused(f"line {n}: not a line of this format ({e})") from None
    need(not file.open, "the last line is missing")
    return file


def main(names: list[str]) -> int:
    if not names or any([n.startswith("-") for n in names]):
        print(__doc__)
        return 2
    refused = 0
    for name in names:
        start = time.process_time()
        try:
            with open(name, encoding="utf-8", newline="") as text:
                file = recheck(text.read().removesuffix("\n").split("\n"))
        except (Refused, OSError, UnicodeDecodeError) as e:
            refused += 1
            print(f"{name}: REFUSED: {e}")
            continue
        for verdict, claim, address in file.ends:
            print(f"{verdict} {claim} {address}")
        print(f"{name}: {len(file.ends)} claims, {file.steps} steps, {time.process_time() - start:.1f} s")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
