"""Arithmetic steps as data that Coq checks by computation: expressions in atoms, known divisors, witnesses."""

from __future__ import annotations

from math import gcd
from typing import Any, NamedTuple

from ..recheck import FIELD, INT, Poly, Refused, Term, _divided, _number, _plus, _times, num, op
from .printing import OPERATIONS, RELATIONS, integer, number

Exponents = tuple[int, ...]
ONE = _number(1)


class Fraction(NamedTuple):
    """A polynomial over a product of known divisors."""

    above: Poly
    below: Exponents


class Divisor(NamedTuple):
    """content·primitive is what is known not to be 0."""

    primitive: Poly
    content: tuple[int, int]


class Reader:
    """Reads terms as Coq data, and computes beside it what Coq will compute, to say how divisors are made."""

    def __init__(self) -> None:
        self.atoms: dict[Term, int] = {}
        self.divisors: list[Divisor] = []
        self.read_terms: dict[Term, tuple[str, Fraction]] = {}
        self.read_integers: dict[Term, tuple[str, Poly]] = {}

    # -- atoms and polynomials -------------------------------------------------------------------------------------------

    def atom(self, t: Term) -> int:
        return self.atoms.setdefault(t, len(self.atoms)) + 1

    def generator(self, t: Term) -> Poly:
        return Poly({1 << FIELD * (self.atom(t) - 1): 1}, 1, 1, 1)

    def integer(self, t: Term) -> tuple[str, Poly]:
        if t not in self.read_integers:
            self.read_integers[t] = self._integer(t)
        return self.read_integers[t]

    def _integer(self, t: Term) -> tuple[str, Poly]:
        if t.kind == "num":
            return f"(Zc {whole(t.data[0])})", _number(t.data[0])
        if t.kind == "neg":
            text, p = self.integer(t.parts[0])
            return f"(Zn {text})", _plus(_number(0), p, -1)
        if t.kind in ("add", "sub", "mul"):
            (a, p), (b, q) = map(self.integer, t.parts)
            value = _times(p, q) if t.kind == "mul" else _plus(p, q, 1 if t.kind == "add" else -1)
            return f"(Z{t.kind[0]} {a} {b})", value
        return f"(Zv {self.atom(t)})", self.generator(t)

    def real(self, t: Term) -> tuple[str, Fraction]:
        if t not in self.read_terms:
            self.read_terms[t] = self._real(t)
        return self.read_terms[t]

    def _real(self, t: Term) -> tuple[str, Fraction]:
        match t.kind:
            case "num":
                p, q, _ = t.data
                c = f"(Rc {whole(p)})"
                text = c if q == 1 else f"(Rd {c} (Rc {q}) ({q} # 1) nil)"
                return text, Fraction(_number(p, q), ())
            case "real":
                text, p = self.integer(t.parts[0])
                return f"(Rz {text})", Fraction(p, ())
            case "neg":
                text, f = self.real(t.parts[0])
                return f"(Rn {text})", Fraction(_plus(_number(0), f.above, -1), f.below)
            case "add" | "sub":
                (a, f), (b, g) = map(self.real, t.parts)
                return f"(R{t.kind[0]} {a} {b})", self.sum(f, g, 1 if t.kind == "add" else -1)
            case "mul":
                (a, f), (b, g) = map(self.real, t.parts)
                return f"(Rm {a} {b})", Fraction(_times(f.above, g.above), added(f.below, g.below))
            case "div":
                return self.quotient(*map(self.real, t.parts))
            case "pow" if t.parts[1].kind == "num" and t.parts[1].data[0] >= 0:
                text, f = self.real(t.parts[0])
                n = t.parts[1].data[0]
                return f"(Rp {text} {n})", Fraction(power(f.above, n), tuple(n * k for k in f.below))
        return f"(Rv {self.atom(t)})", Fraction(self.generator(t), ())

    # -- fractions, as `norm` in Arith.v computes them --------------------------------------------------------------------

    def product(self, ks: Exponents) -> Poly:
        out = ONE
        for d, k in zip(self.divisors, ks):
            out = _times(out, _times(power(d.primitive, k), _number(d.content[0]**k, d.content[1]**k)))
        return out

    def sum(self, f: Fraction, g: Fraction, sign: int) -> Fraction:
        ks = tuple(max(a, b) for a, b in zip(padded(f.below, g.below), padded(g.below, f.below)))
        parts = [_times(x.above, self.product(tuple(k - e for k, e in zip(ks, padded(x.below, ks))))) for x in (f, g)]
        return Fraction(_plus(parts[0], parts[1], sign), ks)

    def quotient(self, first: tuple[str, Fraction], second: tuple[str, Fraction]) -> tuple[str, Fraction]:
        (a, f), (b, g) = first, second
        c, ks = self.factored(g.above)
        if set(c.terms) != {0}:
            raise Refused("a divisor is not known to be nonzero")
        p, q = c.terms[0], c.den
        for d, k in zip(self.divisors, ks):
            p, q = p * d.content[1]**k, q * d.content[0]**k
        p, q = (p, q) if q > 0 else (-p, -q)
        above = _times(_times(_number(q if p > 0 else -q, abs(p)), self.product(g.below)), f.above)
        return f"(Rd {a} {b} {ratio(p, q)} {counts(ks)})", Fraction(above, added(f.below, ks))

    def factored(self, p: Poly) -> tuple[Poly, Exponents]:
        """p without the (primitive) divisors in it, and how often each was."""
        ks = []
        for d in self.divisors:
            k = 0
            while set(p.terms) - {0} and (q := _divided(p, d.primitive)) is not None:
                p, k = q, k + 1
            ks.append(k)
        return p, tuple(ks)

    def know(self, t: Term) -> str | None:
        """The data of a side condition a ≠ b; None when it says nothing new."""
        left, right = t.parts[0].parts
        if left.type == INT:
            (a, p), (b, q) = self.integer(left), self.integer(right)
            above, kind = _plus(p, q, -1), "NZ"
        else:
            (a, f), (b, g) = self.real(left), self.real(right)
            above, kind = self.sum(f, g, -1).above, "NR"
        rest, ks = self.factored(above)
        if not set(rest.terms) - {0}:
            return None
        content = gcd(*rest.terms.values())
        self.divisors.append(Divisor(Poly({m: c // content for m, c in rest.terms.items()}, 1, rest.degree, rest.bits),
                                     (content, rest.den)))
        if not any(ks):
            return f"{kind} {a} {b} nil None"
        num, den = 1, 1
        for d, k in zip(self.divisors, ks):
            num, den = num * d.content[1]**k, den * d.content[0]**k
        scaled = _times(rest, _number(num, den))
        content = gcd(*scaled.terms.values())
        self.divisors[-1] = self.divisors[-1]._replace(content=(content, scaled.den))
        return f"{kind} {a} {b} {counts(ks)} (Some {self.written(scaled)})"

    def written(self, p: Poly) -> str:
        """A polynomial as an expression."""
        out = "(Rk 0)"
        integers = {n for t, n in self.atoms.items() if t.type == INT}
        for m, c in p.terms.items():
            text = f"(Rk {ratio(c, p.den)})"
            for n in range(len(self.atoms)):
                if e := m >> FIELD * n & (1 << FIELD) - 1:
                    v = f"(Rz (Zv {n + 1}))" if n in integers else f"(Rv {n + 1})"
                    text = f"(Rm {text} (Rp {v} {e}))"
            out = f"(Ra {out} {text})"
        return out

    def shape(self, t: Term) -> str:
        """A formula of arithmetic with a variable for each atom."""
        if t in self.atoms:
            return f"v{self.atoms[t]}"
        if t.kind == "num":
            return integer(t.data[0]) if t.type == INT else number(*t.data[:2])
        parts = [self.shape(p) for p in t.parts]
        if t.kind == "eq":
            return f"(@eq {'Z' if t.parts[0].type == INT else 'R'} {' '.join(parts)})"
        head = RELATIONS[t.kind, t.parts[0].type] if t.kind in ("le", "lt") else OPERATIONS[t.kind, t.type]
        return f"({' '.join([head, *parts])})"

    def sorts(self) -> str:
        return ";".join("true" if t.type == INT else "false" for t in self.atoms)

    def statement_of(self, formulas: list[Term]) -> str:
        """The last formula from those before it, for all values of the atoms."""
        values = "".join(f"(v{n} : {'Z' if t.type == INT else 'R'}) " for t, n in self.atoms.items())
        statement = " -> ".join(map(self.shape, formulas))
        return f"forall {values}, {statement}" if values else statement

    # -- statements -------------------------------------------------------------------------------------------------------

    def statement(self, t: Term) -> tuple[str, Fraction]:
        """=, ≤, < or false as data, and the value that is compared with 0."""
        if t.kind == "false":
            return "SF", Fraction(_number(0), ())
        left, right = t.parts
        rel = {"eq": "Eq", "le": "Le", "lt": "Lt"}[t.kind]
        if left.type == INT:
            (a, p), (b, q) = self.integer(left), self.integer(right)
            value = _plus(q, p, -1)
            return f"SZ {rel} {a} {b}", Fraction(_plus(value, ONE, -1) if rel == "Lt" else value, ())
        (a, f), (b, g) = self.real(left), self.real(right)
        return f"SR {rel} {a} {b}", self.sum(g, f, -1)


def padded(ks: Exponents, like: Exponents) -> Exponents:
    return ks + (0,) * (len(like) - len(ks))


def added(a: Exponents, b: Exponents) -> Exponents:
    return tuple(x + y for x, y in zip(padded(a, b), padded(b, a)))


def power(p: Poly, n: int) -> Poly:
    out = ONE
    for _ in range(n):
        out = _times(out, p)
    return out


def whole(n: int) -> str:
    return str(n) if n >= 0 else f"({n})"


def ratio(p: int, q: int) -> str:
    common = gcd(p, q)
    return f"({whole(p // common)} # {q // common})"


def counts(ks: Exponents) -> str:
    return f"[{';'.join(map(str, ks))}]%nat" if ks else "nil"


class Goal(NamedTuple):
    """One step: its data, its statement about any values of the atoms, the atoms here, and the sides that are used."""

    data: str
    statement: str
    atoms: list[Term]
    used: list[int]
    premises: int


def goal(reader: Reader, sides: list[Term], premises: list[Term], wanted: Term, witness: list[Any],
         squares: list[Term]) -> Goal:
    """The step that proves `wanted` from premises, by a witness as certificates write it."""
    known = [(i, reader.know(s)) for i, s in enumerate(sides)]
    given = [reader.statement(p) for p in premises]
    stated, value = reader.statement(wanted)
    rest, rows, slack = list(squares), [], Fraction(_number(0), ())
    for p, q, used, count, multiplied in witness:
        total = Fraction(_number(p, q), ())
        for i in used:
            total = Fraction(_times(total.above, given[i][1].above), added(total.below, given[i][1].below))
        texts = []
        for s in [rest.pop(0) for _ in range(count)]:
            text, f = _read(reader, s)
            texts.append(text)
            total = Fraction(_times(total.above, _times(f.above, f.above)), added(total.below, added(f.below, f.below)))
        factor = "None"
        if multiplied:
            text, f = _read(reader, rest.pop(0))
            factor = f"(Some {text})"
            total = Fraction(_times(total.above, f.above), added(total.below, f.below))
        rows.append(f"T {ratio(p, q)} {counts(tuple(used))} [{';'.join(texts)}] {factor}")
        slack = reader.sum(slack, total, 1)
    over, _ = reader.factored(reader.sum(slack, value, -1).above)
    if set(over.terms) - {0} or (over.terms and not (wanted.parts and wanted.parts[0].type == INT and witness)):
        raise Refused("the witness does not give the goal")
    left = ratio(over.terms.get(0, 0), over.den)
    facts, sources = ";".join(k for _, k in known if k), ";".join(text for text, _ in given)
    data = f"Step [{reader.sorts()}] [{facts}] [{sources}] ({stated}) {left} [{';'.join(rows)}]"
    used = [i for i, k in known if k]
    statement = reader.statement_of([*[sides[i] for i in used], *premises, wanted])
    return Goal(data, statement, list(reader.atoms), used, len(premises))


def made_nonzero(reader: Reader, sides: list[Term], t: Term) -> Goal:
    """The step that proves t ≠ 0, for a product of what is known not to be 0."""
    known = [(i, reader.know(s)) for i, s in enumerate(sides)]
    text, f = reader.real(t)
    c, ks = reader.factored(f.above)
    if set(c.terms) != {0}:
        raise Refused("this is not known to be nonzero")
    p, q = c.terms[0], c.den
    for d, k in zip(reader.divisors, ks):
        p, q = p * d.content[1]**k, q * d.content[0]**k
    used = [i for i, k in known if k]
    data = f"Nonzero [{reader.sorts()}] [{';'.join(k for _, k in known if k)}] {text} {ratio(p, q)} {counts(ks)}"
    wanted = op("not", op("eq", t, num(0)))
    return Goal(data, reader.statement_of([*[sides[i] for i in used], wanted]), list(reader.atoms), used, 0)


def definition(name: str, step: Goal) -> str:
    """The Coq text of a step, as a lemma whose arguments are the atoms and the proofs of its premises."""
    atoms = [f"v{n}" for n in range(len(step.atoms))]
    values = "at0"
    for t, v in reversed(list(zip(step.atoms, atoms))):
        values = f"({'atZ' if t.type == INT else 'atR'} {v} {values})"
    sides = [f"s{n}" for n in range(len(step.used))]
    premises = [f"p{n}" for n in range(step.premises)]
    bound = " ".join([*atoms, *sides, *premises])
    lemma, test, rest = ("arith", "check", f" {nested(premises)}") if step.data.startswith("Step") else (
        "arith_nonzero", "check_nonzero", "")
    proof = f"{lemma} d{name} (@eq_refl bool true <: {test} d{name} = true) {values} I {nested(sides)}{rest}"
    return (f"Definition d{name} := {step.data}.\n"
            f"Definition {name} : {step.statement} :=\n  {f'fun {bound} => ' if bound else ''}{proof}.\n")


def nested(texts: list[str]) -> str:
    """A proof of the conjunction that ends in True."""
    out = "I"
    for t in reversed(texts):
        out = f"(conj {t} {out})"
    return out


def _read(reader: Reader, t: Term) -> tuple[str, Fraction]:
    """A square or a multiplier, also of integers, as a real expression."""
    if t.type == INT:
        text, p = reader.integer(t)
        return f"(Rz {text})", Fraction(p, ())
    return reader.real(t)
