"""Definitions and recurrences: functions of the author, compiled to constants when they are first used.

The free symbols of the body become parameters of the constant (printed nowhere); the sample point comes last.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sympy import evaluate

from ..kernel import INT, REAL, Term, Type, app, define, free_variables, fun, lam, normal, num, op, substitute, var
from ..kernel.rational import integer_form
from .door import OMEGA_VAR, Door, type_of
from .errors import NotWritten
from .hints import Hints
from .source import refuse_python_logic
from .symbols import Apply, Members, Named, exact, indexed, is_vector, typeset
from .wording import counted, said

Sorts = tuple[str, ...]  # of the arguments: "int", "real", "vector", "function"


@dataclass(frozen=True)
class Compiled:
    """A constant with its parameters; body and start are what it unfolds to, as the author wrote them."""

    constant: Term
    hidden: tuple[Term, ...]
    explicit: tuple[Term, ...]
    sample: bool
    body: Term
    start: tuple[int, Term] | None = None  # of a recurrence: first index and value there
    hints: Hints = field(default_factory=Hints)
    joint: bool = False  # one of several recurrences that refer to each other

    def applied(self, *arguments: Term) -> Term:
        """The constant at explicit arguments, hidden parameters and sample point as they are."""
        t = app(self.constant, *self.hidden, *arguments)
        return app(t, OMEGA_VAR) if self.sample else t


SHOWN: dict[Term, tuple[Definition, Compiled]] = {}


class Head(Members):
    """The symbol under which a definition stands in expressions."""

    __slots__ = ("owner",)
    owner: Definition

    def _hashable_content(self) -> tuple[Any, ...]:
        return (id(self.owner), *super()._hashable_content())


class Definition:
    """A name that unfolds.  `rate[t]` prints the argument below, `J(x)` in parentheses; it is also a reason."""

    members = False  # is it a set: the last argument a member?

    def __init__(self, body: Callable[..., Any], latex: str | None) -> None:
        self.name, self.body, self.latex = body.__name__, body, latex or typeset(body.__name__)
        self.__doc__ = body.__doc__
        self.place = (body.__code__.co_filename, body.__code__.co_firstlineno)
        self.parameters = tuple(inspect.signature(body).parameters)
        self.symbol = Head.__new__(Head, self.name, "family", self.latex)
        self.symbol.owner = self
        self.compiled: dict[Sorts, Compiled] = {}
        self.indexed = False
        self.rows = False  # does it make vectors when its last index is left out?
        self.under_way = False

    def __repr__(self) -> str:
        return f"<definition {self.name}>"

    def __getitem__(self, index: Any) -> Any:
        self.indexed = True
        return self._node(index if isinstance(index, tuple) else (index,))

    def __call__(self, *arguments: Any) -> Any:
        return self._node(arguments)

    def _node(self, arguments: tuple[Any, ...]) -> Any:
        if len(arguments) != len(self.parameters) and not (self.rows and len(arguments) == len(self.parameters) - 1):
            wanted = counted(len(self.parameters), "argument", "arguments")
            raise NotWritten(f"{self.name} takes {wanted}, not {len(arguments)}")
        if not arguments:
            return Apply(self.symbol, 0)
        return indexed(Apply, self.symbol, arguments)

    def _sympy_(self) -> Head:
        return self.symbol  # named where a number is due: the door says so

    def needs_arguments(self) -> str:
        """What is wrong when the definition stands alone."""
        left, right = "[]" if self.indexed else "()"
        return f"{self.name} is a definition: write {self.name}{left}{', '.join(self.parameters)}{right}"

    # -- translation ----------------------------------------------------------------

    def applied(self, door: Door, arguments: tuple[Any, ...]) -> Term:
        """The term of an application."""
        if not self.parameters:
            arguments = ()
        terms = [door.function(a) for a in arguments]
        made = self.compile(("int",)*len(self.parameters) if self.rows else tuple(_sort(t) for t in terms), arguments)
        for parameter, t, a in zip(made.explicit, terms, arguments, strict=not self.rows):
            if parameter.type is not t.type:
                kind = {INT: "an integer", REAL: "a number"}.get(parameter.type, "a family or vector")
                raise NotWritten(f"{self.name} takes {kind} for {parameter.data[0]}, not {said(a)}")
        self._note(door, made)
        return made.applied(*terms)

    def _note(self, door: Door, made: Compiled) -> None:
        """What the definition brings into a statement: its hidden parameters as free variables, names, a sample point."""
        door.hints.definitions.update({made.constant: (self, made), **made.hints.definitions})
        for v, s in made.hints.symbols.items():
            if v in made.hidden and s in door.indices:
                raise NotWritten(f"{self.name} depends on {s}, which is bound here: make {s} an argument of {self.name}")
            if v in made.hidden and v is var(s.name, type_of(s)):
                door.variable(s)
            else:
                door.hints.symbols.setdefault(v, s)
        for function, name in made.hints.names.items():
            door.hints.names.setdefault(function, name)
        if made.sample:
            door.needs_sample(self.name)

    def as_function(self, door: Door, ty: Type | None = None) -> Term:
        """The definition named without arguments, as a function of its arguments; of one index where no type is due."""
        doms = _domains(fun(INT, REAL) if ty is None else ty)
        if len(self.parameters) != len(doms):
            wanted = counted(len(self.parameters), "argument", "arguments")
            raise NotWritten(f"{self.name} takes {wanted}, so it is no {'family' if ty is None else 'value here'}")
        variables = [var(f"{'k' if n == 0 else n}·", d) for n, d in enumerate(doms)]
        made = self.compile(tuple({INT: "int", REAL: "real"}.get(d, "function") for d in doms), ())
        self._note(door, made)
        return normal(lam_all(variables, made.applied(*variables)))

    def compile(self, sorts: Sorts, examples: tuple[Any, ...] = ()) -> Compiled:
        """The constant for arguments of these sorts."""
        if sorts not in self.compiled:
            if self.under_way:
                raise NotWritten(f"the definition of {self.name} needs itself: write a recurrence")
            self.under_way = True
            try:
                refuse_python_logic(self.body)
                self.compiled[sorts] = made = self._compile(sorts, examples)
            except NotWritten as e:
                file, line = Path(self.place[0]).name, self.place[1]
                raise NotWritten(f"in the definition of {self.name} ({file}:{line}): {e.message}", e.place) from None
            finally:
                self.under_way = False
            SHOWN[made.constant] = made.hints.definitions[made.constant] = (self, made)
        return self.compiled[sorts]

    def _placeholders(self, sorts: Sorts, examples: tuple[Any, ...]) -> list[Named]:
        out = []
        for i, (name, sort) in enumerate(zip(self.parameters, sorts, strict=True)):
            size = examples[i].free_symbols if i < len(examples) and is_vector(examples[i]) else ()
            length = next((s.fact("size") for s in size if s.kind == "vector"), None)
            kind = {"int": "int", "real": "real", "function": "vector" if length is not None else "family"}[sort]
            out.append(Named(name, kind, size=length) if kind == "vector" else Named(name, kind))
        return out

    def _compile(self, sorts: Sorts, examples: tuple[Any, ...]) -> Compiled:
        door = Door()
        door.random = True
        symbols = self._placeholders(sorts, examples)
        door.indices += symbols
        with evaluate(False):
            written = self.body(*symbols)
        explicit = tuple(door.variable(s) for s in symbols)
        body = normal(door.function(written) if is_vector(written) else _value(door, written))
        return self._closed(door, explicit, body)

    def _closed(self, door: Door, explicit: tuple[Term, ...], body: Term,
                start: tuple[int, Term] | None = None, shown: Term | None = None) -> Compiled:
        sample = OMEGA_VAR.free <= body.free
        hidden = tuple(v for v in free_variables(body) if v not in explicit and v is not OMEGA_VAR)
        whole = lam(OMEGA_VAR, body) if sample else body
        for v in reversed((*hidden, *explicit)):
            whole = lam(v, whole)
        for e in explicit:
            door.hints.symbols.pop(e, None)
        constant = define(self.name, whole)
        return Compiled(constant, hidden, explicit, sample, shown if shown is not None else body, start, door.hints)


def _value(door: Door, written: Any) -> Term:
    t = door.number(written)
    return door.real(written) if t.type is INT and t.op != "var" else t


def _sort(t: Term) -> str:
    return {INT: "int", REAL: "real"}.get(t.type, "function")


class Recurrence(Definition):
    """A sequence: values at the start, and each later value from the one before."""

    def __init__(self, body: Callable[..., Any], latex: str | None, start: dict[int, Any]) -> None:
        super().__init__(body, latex)
        if len(start) != 1 or not all(type(k) is int for k in start):
            raise NotWritten(f"{self.name}: give one starting value, start={{0: value}}")
        self.start, self.indexed, self.rows = start, True, len(self.parameters) > 1

    def __repr__(self) -> str:
        return f"<recurrence {self.name}>"

    def _compile(self, sorts: Sorts, examples: tuple[Any, ...]) -> Compiled:
        from . import joint

        together = joint.cycle(self)
        if len(together) > 1:
            return joint.compiled(self, together)
        ((first, initial),) = self.start.items()
        door = Door()
        door.random = True
        symbols = self._placeholders(("int",) * len(sorts), ())
        door.indices += symbols
        t, *others = explicit = tuple(door.variable(s) for s in symbols)
        state = var("before·", fun(*[INT] * len(others), REAL))
        with evaluate(False):
            written = self.body(*symbols)
        door.previous[self.symbol] = lambda d, e: self._earlier(d, e, t, state)
        body = normal(door.real(written))
        zero = starting_value(door, initial, others)
        return self._recursion(door, explicit, state, body, first, zero)

    def _earlier(self, door: Door, e: Any, t: Term, state: Term) -> Term:
        """v[t − 1, …] inside the definition of v[t, …]."""
        index, *others = [door.integer(a) for a in e.args[1:]]
        if integer_form(op("sub", t, index)) != (frozenset(), 1):
            raise NotWritten(f"{self.name} may look at {self.name}[{self.parameters[0]} - 1] only, not at {said(e.args[1])}")
        return app(state, *others)

    def _recursion(self, door: Door, explicit: tuple[Term, ...], state: Term, body: Term, first: int,
                   zero: Term) -> Compiled:
        t, *others = explicit
        k = var("k·", INT)
        step, start = substitute(body, {t: op("add", k, num(1, INT))}), zero
        for o in reversed(others):
            step, start = lam(o, step), lam(o, start)
        rec = op("rec", num(first, INT), start, lam(k, lam(state, normal(step))), t)
        made = self._closed(door, explicit, app(rec, *others), (first, zero))
        earlier = made.applied(op("sub", t, num(1, INT)), *others)
        values = lam_all(others, earlier)
        opened = normal(substitute(body, {state: values}))
        return Compiled(made.constant, made.hidden, explicit, made.sample, opened, (first, zero), door.hints)


def _domains(ty: Type) -> list[Type]:
    return [] if ty.name else [ty.dom, *_domains(ty.cod)]


def starting_value(door: Door, initial: Any, others: list[Term]) -> Term:
    """The value at the start: a number, or a component of a vector."""
    e = exact(initial)
    if is_vector(e) and others:
        return normal(door.component(e, others[-1]))
    return normal(door.real(e))


def lam_all(variables: list[Term], body: Term) -> Term:
    """λ over several variables."""
    for v in reversed(variables):
        body = lam(v, body)
    return body


def definition(latex: str | None = None) -> Callable[[Callable[..., Any]], Definition]:
    """A definition: `@definition(latex="q")` above a function with one return."""
    if callable(latex):
        raise NotWritten('write @definition() above the function, or @definition(latex="…")')
    return lambda body: Definition(body, latex)


def recurrence(latex: str | None = None, *, start: dict[int, Any] | None = None) -> Callable[[Callable[..., Any]], Recurrence]:
    """A recurrence: the value at t from the value at t − 1, and where it starts."""
    if start is None or callable(latex):
        raise NotWritten("a recurrence says where it starts: @recurrence(start={0: value})")
    return lambda body: Recurrence(body, latex, start)
