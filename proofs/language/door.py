"""SymPy → terms, by a closed table: what is not in it is refused by name.

The tree is read as it was recorded (under `evaluate(False)`), in the author's order.  What SymPy is known to do while
recording (a − b as a + (−1)·b, the body of a sum as 1·body) is undone; nothing else is rearranged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import reduce
from typing import Any

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanAtom, BooleanFunction

from ..kernel import (
    INT,
    OMEGA,
    REAL,
    TRUE,
    Term,
    Type,
    app,
    conjunction,
    defined,
    fun,
    lam,
    normal,
    num,
    op,
    value,
    var,
)
from ..kernel.terms import rebuild
from .errors import NotWritten
from .extent import bounded
from .hints import Hints
from .plain import at_least_zero, index
from .symbols import Apply, At, Component, Members, Named, Node, Unknown, Value, is_vector
from .wording import counted, no_number, refusal, said

OMEGA_VAR = var("ω", OMEGA)
Reader = Callable[["Door", Any], Term]
READERS: dict[type, Reader] = {}  # nodes that theories give a meaning
FUNCTIONS: dict[type, Reader] = {}  # nodes that are functions of an index
RELATIONS: list[Callable[[Door, Any], Term | None]] = []  # relations that are read as a whole


def reads(*kinds: type) -> Callable[[Reader], Reader]:
    """Register how a node is read."""

    def put(reader: Reader) -> Reader:
        for kind in kinds:
            READERS[kind] = reader
        return reader

    return put


class Door:
    """One reading: collects the symbols that occur, and hints for print."""

    def __init__(self, hints: Hints | None = None) -> None:
        self.hints = hints or Hints()
        self.used: dict[str, Named] = {}
        self.bound: list[Named] = []
        self.indices: list[Named] = []  # of the sums around, and parameters of the definition that is being read
        self.ever_bound: set[Named] = set()
        self.ever_free: set[Named] = set()
        self.ever_index: dict[Named, str] = {}  # and what it was, in words
        self.random = False  # inside E, or where a sample point is given
        self.previous: dict[object, Reader] = {}  # recurrences that are being defined
        self.plain = False  # SymPy's own symbols are read too
        self.assumed: dict[str, Callable[[], Any]] = {}  # what is known of sequences that were named
        self.natural: set[Named] = set()  # indices around that start at 0 or later
        self.below_zero: dict[type, list[Term | None]] = {}  # where sequences are asked about at what may be negative
        self.of_reals: set[str] = set()  # SymPy's functions that are somewhere applied to a real number

    # -- symbols -----------------------------------------------------------------

    def variable(self, s: Named) -> Term:
        """The kernel variable of a symbol."""
        if hasattr(s, "owner"):
            raise NotWritten(s.owner.needs_arguments())
        known = self.used.setdefault(s.name, s)
        if known != s:
            raise NotWritten(f"two different symbols are called {s.name}: give one of them another name")
        (self.ever_bound if s in self.bound else self.ever_free).add(s)
        v = var(s.name, type_of(s))
        self.hints.symbols[v] = s
        return v

    @contextmanager
    def binding(self, s: Any, low: Any = None) -> Iterator[Term]:
        """The variable of a symbol that is bound in what follows, from low on where it is an index."""
        s = index(s) if self.plain else s
        if not isinstance(s, Named) or s.kind not in ("int", "nat"):
            raise NotWritten(f"the index {s} must be an integer symbol: write {s} = nat(\"{s}\")")
        if s.fact("random"):
            raise NotWritten(f"the index {s} is random: give it another name")
        if s in self.bound:
            raise NotWritten(f"{s} is bound twice in one expression: give the inner index another name")
        self.bound.append(s)
        self.indices.append(s)
        self.ever_index[s] = "an index" if low is None else "the index of a sum"
        natural = {s} if self.plain and low is not None and at_least_zero(low, self.indices, self.natural) else set[Named]()
        self.natural |= natural
        yield self.variable(s)
        self.natural -= natural
        self.bound.pop()
        self.indices.pop()

    def lam(self, s: Named, v: Term, body: Term) -> Term:
        """λv. body, remembering the author's name."""
        made = normal(lam(v, body))
        self.hints.names.setdefault(made, s)
        return made

    # -- expressions ----------------------------------------------------------------

    def real(self, e: Any) -> Term:
        """A real term."""
        t = self.number(e)
        if t.type is INT:
            return _coerced(t)
        if t.type is not REAL:
            raise NotWritten(no_number(e))
        return t

    def integer(self, e: Any) -> Term:
        """An integer term."""
        t = self.number(e)
        if t.type is not INT:
            of_reals = isinstance(e, sp.Basic) and e.has(sp.Pow)
            why = ": powers and quotients are real numbers, floor(…) is an integer" if of_reals else ""
            raise NotWritten(f"{said(e)} must be an integer here{why}")
        return t

    def number(self, e: Any) -> Term:
        """A term of the type that the expression has."""
        reader = _TABLE.get(type(e)) or next((READERS[k] for k in type(e).__mro__ if k in READERS), None)
        if reader is None:
            raise NotWritten(refusal(e))
        return reader(self, e)

    def function(self, e: Any) -> Term:
        """An argument of a definition or of a vector operation: a function of an index where the author gave one."""
        if hasattr(e, "owner"):
            named: Term = e.owner.as_function(self)  # a definition named, not applied
            return named
        if isinstance(e, Named) and e.kind in ("vector", "family", "function"):
            v = self.variable(e)
            if e.fact("random"):
                self.needs_sample(e)
                k = var("k", INT)
                return normal(lam(k, app(v, k, OMEGA_VAR)))
            return v
        if type(e) in FUNCTIONS:
            return FUNCTIONS[type(e)](self, e)
        return vectors.written(self, e) if is_vector(e) else self.number(e)

    def component(self, e: Any, index: Term) -> Term:
        """A component of a vector expression: of a sum of vectors, of a vector times numbers, of 0."""
        return vectors.component(self, e, index)

    def needs_sample(self, e: Any) -> None:
        if not self.random:
            raise NotWritten(f"{said(e)} is random: write E(…) around it, or state the claim for every sample point")

    # -- statements --------------------------------------------------------------------

    def statement(self, e: Any) -> Term:
        """A formula: relations, implications, conjunctions written with commas."""
        return normal(self.formula(bounded(e)))

    def formula(self, e: Any) -> Term:
        if isinstance(e, (tuple, list, sp.Tuple)):
            if not e:
                raise NotWritten("an empty statement")
            return conjunction([self.formula(x) for x in e])
        if isinstance(e, (bool, BooleanAtom)):
            raise NotWritten(
                f"the statement was already evaluated to {e}: write Eq(a, b), Le(a, b), … inside the function, "
                "where SymPy records without evaluating")
        if isinstance(e, Relational):
            return self.relation(e)
        if isinstance(e, sp.Implies) and len(e.args) == 2:
            return op("imp", self.formula(e.args[0]), self.formula(e.args[1]))
        if isinstance(e, sp.Not):
            return op("not", self.formula(e.args[0]))
        if isinstance(e, (sp.And, sp.Or)):
            kind, parts = "and" if isinstance(e, sp.And) else "or", [self.formula(a) for a in e.args]
            if self.plain:  # SymPy has sorted them: those that are defined everywhere guard the others
                parts.sort(key=lambda p: defined(p) is not TRUE)
            return reduce(lambda out, p: op(kind, out, p), parts)
        if isinstance(e, sp.Equivalent) and len(e.args) == 2:
            return op("iff", *[self.formula(a) for a in e.args])
        if isinstance(e, Apply) or isinstance(e, Node) and type(e) in READERS:
            t = self.number(e)
            if t.type.name == "Prop":
                return t
        if isinstance(e, sp.ITE):  # SymPy makes it of a Piecewise in a condition
            raise NotWritten("a choice inside a condition is not read, a Piecewise or an ITE: state its cases, "
                             "Or(And(c, p), And(Not(c), q))")
        if isinstance(e, BooleanFunction):
            raise NotWritten(f"{type(e).__name__} is not in the language: use commas, Implies(p, q), Or, Not")
        raise NotWritten(f"{said(e)} is not a statement: write Eq(a, b), Le(a, b), …")

    def relation(self, e: Any) -> Term:
        """One relation between numbers, or an equation between vectors."""
        if is_vector(e.lhs) or is_vector(e.rhs):
            return vectors.equation(self, e)
        for read in RELATIONS:
            if (whole := read(self, e)) is not None:
                return whole
        a, b = self.number(e.lhs), self.number(e.rhs)
        for t, side in ((a, e.lhs), (b, e.rhs)):
            if t.type not in (INT, REAL):
                raise NotWritten(no_number(side))
        if a.type is not b.type:
            a, b = (_coerced(t) if t.type is INT else t for t in (a, b))
        name, flipped = _RELATIONS.get(type(e), (None, False))
        if name is None:
            raise NotWritten(f"{type(e).__name__} is not in the language")
        a, b = normal(a), normal(b)
        made = op(name, b, a) if flipped else op(name, a, b)
        if flipped:
            self.hints.flipped.add(made)
        return op("not", made) if isinstance(e, sp.Ne) else made


def type_of(s: Named) -> Type:
    """The kernel type of a symbol."""
    value = INT if s.kind in ("int", "nat") or s.fact("integer") else REAL
    if s.kind == "function":
        return vectors.function_type(s)
    if s.kind not in ("vector", "family"):
        return fun(OMEGA, value) if s.fact("random") else value
    if s.fact("random"):
        return fun(*([INT] * (s.fact("indices") or 1)), OMEGA, value)
    return fun(*([INT] * (s.fact("indices") or 1)), value)


def _coerced(t: Term) -> Term:
    """An integer term as a real: numerals and sums are read as reals."""
    if t.op == "num":
        return num(Fraction(t.data[0]), REAL)
    if t.op in ("add", "sub", "mul", "neg"):
        return op(t.op, *[_coerced(a) for a in t.args])
    return op("real", t)


def spread_out(t: Term) -> Term:
    """The term with n + 1 read as a real wherever an integer sum is coerced as a whole."""
    if t.op == "real":
        return _coerced(t.args[0])
    return t if not t.args or t.type is INT else rebuild(t, tuple([spread_out(a) for a in t.args]))


# -- the table --------------------------------------------------------------------------------

Part = Callable[[Door, Any], Term]


@reads(sp.Rational)
def _read_number(d: Door, e: Any) -> Term:
    return num(int(e), INT) if isinstance(e, sp.Integer) else num(Fraction(int(e.p), int(e.q)), REAL)


def _read_symbol(d: Door, e: Named) -> Term:
    if e.kind in ("vector", "family"):
        raise NotWritten(f"{e} is a {e.kind} and needs an index here: {e}[…]")
    if e.kind == "function":
        raise NotWritten(f"{e} is a function: write {e}({', '.join(e.fact('arguments'))})")
    if e.fact("random"):
        d.needs_sample(e)
        return app(d.variable(e), OMEGA_VAR)
    return d.variable(e)


def _aligned(parts: list[Term]) -> list[Term]:
    """All integers, or all reals."""
    return parts if all(p.type is INT for p in parts) else [_coerced(p) if p.type is INT else p for p in parts]


def _read_add(d: Door, e: Any, part: Part = Door.number) -> Term:
    signed = [_sign(a) for a in e.args]
    terms = _aligned([part(d, a) for _, a in signed])
    out = op("neg", terms[0]) if signed[0][0] < 0 else terms[0]
    for (s, _), t in zip(signed[1:], terms[1:], strict=True):
        out = op("add" if s > 0 else "sub", out, t)
    return out


def _sign(a: Any) -> tuple[int, Any]:
    """A summand without the sign that SymPy stores as a factor −1."""
    if isinstance(a, sp.Integer) and a < 0:
        return -1, -a
    if isinstance(a, sp.Mul) and isinstance(a.args[0], sp.Integer) and a.args[0] < 0:
        first, rest = -a.args[0], a.args[1:]
        kept = rest if first == 1 else (first, *rest)
        return -1, kept[0] if len(kept) == 1 else sp.Mul(*kept, evaluate=False)
    return 1, a


def _read_mul(d: Door, e: Any, part: Part = Door.number) -> Term:
    factors = list(e.args)
    if isinstance(factors[0], sp.Integer) and factors[0] == -1 and len(factors) > 1:
        return op("neg", _product(d, factors[1:], part))
    return _product(d, factors, part)


def _product(d: Door, factors: list[Any], part: Part) -> Term:
    out: Term | None = None
    for f in factors:
        if isinstance(f, sp.Pow) and f.exp == -1:
            over = d.real(f.base)
            top = num(1, REAL) if out is None else _aligned([out, over])[0]
            out = op("div", top, over)
        else:
            t = part(d, f)
            out = t if out is None else op("mul", *_aligned([out, t]))
    if out is None:
        raise NotWritten("an empty product")
    return out


def _read_pow(d: Door, e: Any) -> Term:
    base, exponent = e.base, e.exp
    if exponent == -1:
        return op("div", num(1, REAL), d.real(base))
    if exponent == sp.Rational(1, 2):
        return op("sqrt", d.real(base))
    power = d.number(exponent)
    if power.type is INT:
        return op("pow", d.real(base), power)
    if power.op == "num" and value(power).denominator == 2:
        root, times = op("sqrt", d.real(base)), value(power).numerator
        return {1: root, -1: op("div", num(1, REAL), root)}.get(times) or op("pow", root, num(times, INT))
    if base == sp.E:
        return op("exp", power)
    return op("exp", op("mul", power, op("log", d.real(base))))


def _read_at(d: Door, e: Any) -> Term:
    head, *indices = e.args
    v, wanted = d.variable(head), head.fact("indices") or 1
    if len(indices) != wanted:
        raise NotWritten(f"{head} takes {counted(wanted, 'index', 'indices')}, not {len(indices)}, in {said(e)}")
    t = app(v, *[d.integer(i) for i in indices])
    if head.fact("random"):
        d.needs_sample(e)
        t = app(t, OMEGA_VAR)
    return t


def _read_apply(d: Door, e: Any) -> Term:
    head = e.args[0]
    if head in d.previous:
        return d.previous[head](d, e)
    applied: Term = head.owner.applied(d, e.args[1:])
    return applied


def _read_log(d: Door, e: Any) -> Term:
    x, *base = [op("log", d.real(a)) for a in e.args]
    return op("div", x, *base) if base else x


def _read_piecewise(d: Door, e: Any) -> Term:
    *cases, last = e.args
    if last.cond is not sp.true and last.cond != True:  # noqa: E712
        raise NotWritten(f"the last case of {said(e)} must be for all that remains: (value, True)")
    out = d.real(last.expr)
    for case in reversed(cases):
        out = op("ite", d.statement(case.cond), d.real(case.expr), out)
    return out


_TABLE: dict[type, Reader] = {
    Named: _read_symbol, Members: _read_symbol, Unknown: _read_symbol, sp.Add: _read_add, sp.Mul: _read_mul, sp.Pow: _read_pow,
    At: _read_at, Apply: _read_apply,
    sp.exp: lambda d, e: op("exp", d.real(e.args[0])), sp.log: _read_log,
    sp.floor: lambda d, e: op("floor", d.real(e.args[0])),
    sp.ceiling: lambda d, e: op("neg", op("floor", op("neg", d.real(e.args[0])))),
    sp.Piecewise: _read_piecewise, int: lambda d, e: num(e, INT),
    Value: lambda d, e: vectors.value(d, e), Component: lambda d, e: vectors.component(d, e.args[0], d.integer(e.args[1])),
}
_RELATIONS: dict[type, tuple[str, bool]] = {
    sp.Eq: ("eq", False), sp.Ne: ("eq", False), sp.Le: ("le", False), sp.Lt: ("lt", False),
    sp.Ge: ("le", True), sp.Gt: ("lt", True),
}

from . import vectors  # noqa: E402  (the two call each other)
