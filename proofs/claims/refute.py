"""Refutations: a theorem that some values satisfy the hypotheses and not the statement."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from inspect import signature
from itertools import islice
from typing import Any

import sympy as sp

from ..kernel import (
    INT,
    Term,
    Theorem,
    at_type,
    conjunction,
    convert,
    defined,
    exists,
    exists_intro,
    free_variables,
    op,
    prop,
    sequent_formula,
    substitute,
    value,
)
from ..language.definitions import Definition
from ..language.errors import AuthorError, NotWritten
from ..language.show import latex
from ..language.symbols import At
from ..tactics.context import Context, Unproved
from ..tactics.derive import join
from .claim import Claim
from .evaluate import environment, plausible, truth
from .instances import at_values, closed_values, deny, establish, ground
from .outcome import Refuted, Undecided, Verdict
from .proof import Instance
from .ranges import Failure
from .sequent import Sequent

NUMBERS = [sp.Integer(1), sp.Integer(2), sp.Rational(1, 2), sp.Integer(0), sp.Integer(-1), sp.Integer(3)]
MAX_TRIALS, MAX_SAMPLES, MAX_MENTIONED = 12, 400, 6


def refutation(claim: Claim, s: Sequent) -> Verdict:
    """The verdict of a claim whose author refutes it at given values."""
    recorded = claim.record()
    given = next((i for i in recorded.items if isinstance(i, Instance)), None)
    if given is None:
        raise NotWritten("a refutation needs its values: p.instance({…})", claim.place)
    try:
        return refuted_at(s, given.values)
    except NotWritten as e:
        e.place = e.place or given.place
        raise
    except Failure as e:
        return Undecided(f"these values do not refute the claim: {getattr(e, 'reason', e)}", given.place)


def needed(s: Sequent) -> list[Term]:
    """The free variables of the sequent, at Ω := Int."""
    whole = at_type(sequent_formula(s.hypotheses, s.statement), INT)
    return free_variables(whole)


def refuted_at(s: Sequent, data: Any) -> Refuted:
    """Refuted at values: hypotheses hold, the sequent is defined, the statement is false; raises Unproved."""
    variables = needed(s)
    values = closed_values(s.hints.symbols, data, variables)
    ctx = Context()
    hypotheses = [ground(at_values(h, values)) for h in s.hypotheses]
    owed = defined(sequent_formula(s.hypotheses, s.statement), s.domains)
    try:
        establish(ctx, at_values(owed, values))
    except Failure:
        undefined = deny(ctx, at_values(defined(s.statement, s.domains), values))
        return Refuted(_witnessed(s, values, variables, hypotheses, undefined, defined(s.statement, s.domains)),
                       _shown(s, data), True, message="There the statement is undefined.")
    no = deny(ctx, at_values(s.statement, values))

    return Refuted(_witnessed(s, values, variables, hypotheses, no, s.statement), _shown(s, data),
                   message=f"The hypotheses hold, but ${latex(s.statement, s.hints)}$ is false.")


def _witnessed(s: Sequent, values: dict[Term, Term], variables: list[Term], hypotheses: list[Theorem], no: Theorem,
               statement: Term) -> Theorem:
    """⊢ ∃ values. hypotheses ∧ ¬statement."""
    body = at_type(conjunction([*s.hypotheses, op("not", statement)]), INT)
    ground = join(*hypotheses, no)
    return _existential(convert(ground, substitute(body, {x: values[x] for x in variables})), body, values, variables)


def _existential(th: Theorem, body: Term, values: dict[Term, Term], variables: list[Term]) -> Theorem:
    """Close a ground theorem with its witnesses, innermost variable last."""
    for i in reversed(range(len(variables))):
        goal = body
        for x in reversed(variables[i:]):
            goal = exists(x, goal)
        goal = substitute(goal, {x: values[x] for x in variables[:i]})
        th = exists_intro(th, goal, values[variables[i]])
    return th


def _shown(s: Sequent, data: Any) -> tuple[tuple[str, str], ...]:
    """The values as LaTeX, in the author's order."""
    variables = {x.data[0]: x for x in needed(s)}
    out = []
    for key, v in data.items():
        if callable(v) and getattr(key, "kind", "") == "family" and not isinstance(v, Definition):
            out.append(_sequence(key, v))
            continue
        shown = _value_shown(v)
        try:
            named = getattr(key, "kind", "") in ("family", "vector")
            term = variables[key] if isinstance(key, str) and key in variables else None if named else s.door.number(key)
            name = (key.latex or key.name) if term is None else latex(term, s.hints)
        except AuthorError:
            name = str(key)
        out.append((name, shown))
    return tuple(out)


def _sequence(key: Any, v: Any) -> tuple[str, str]:
    """A family given by a function of its indices: the member and its value."""
    names = v.__code__.co_varnames[:v.__code__.co_argcount]
    member = f"{key.latex or key.name}_{{{','.join(names)}}}"
    return member, sp.latex(v(*[sp.Symbol(x, integer=True) for x in names]))


class _Letter(sp.Symbol):  # type: ignore[misc]
    """A letter that may be a number or a vector."""

    def __getitem__(self, index: Any) -> Any:
        return sp.Symbol(f"{self.name}_{{{index}}}")


def _value_shown(v: Any) -> str:
    """A number, the values on sample points, or a function as x ↦ value in the author's letters."""
    if isinstance(v, (tuple, list)):
        return ", ".join(map(sp.latex, v))
    if not callable(v) or isinstance(v, Definition):
        return str(sp.latex(sp.sympify(v)))
    letters = [_Letter(name) for name in signature(v).parameters]
    return rf"{', '.join(map(sp.latex, letters))} \mapsto {sp.latex(v(*letters))}"


# -- search ------------------------------------------------------------------------------------


Data = dict[Any, Any]  # what `closed_values` takes: names and members ↦ values
TABLES: list[dict[int, int]] = [{}, {1: 0, 2: 1, 3: 2}, {1: 1, 2: -1, 3: 2}]


def candidates(s: Sequent) -> Iterator[Data]:
    """Small values for every variable: equal ones first, then single changes, then a fixed sample."""
    variables = [x for x in needed(s) if x.data[0] != "ω" and (x.type.name or x.data[0] not in ("E", "I", "M"))]
    choices = [_choices(s, x) for x in variables]
    picks = [[n % len(c) for c in choices] for n in range(6)]
    for i, c in enumerate(choices):
        for base in (0, 1):
            picks += [[k if j == i else base % len(d) for j, d in enumerate(choices)] for k in range(len(c))]
    state = 1
    for _ in range(MAX_SAMPLES):
        pick = []
        for c in choices:
            state = (state * 1103515245 + 12345) % 2**31
            pick.append((state >> 8) % len(c))
        picks.append(pick)
    seen = set()
    for pick in picks:
        if tuple(pick) not in seen:
            seen.add(tuple(pick))
            data: Data = {}
            for c, k in zip(choices, pick, strict=True):
                data.update(c[k])
            yield data


def _choices(s: Sequent, x: Term) -> list[Data]:
    """Values of one variable: numbers, or constant and simple families."""
    name, ty = x.data
    result, indexed = ty, not ty.name
    while not result.name:
        result = result.cod
    numbers = [n for n in [*NUMBERS, *_mentioned(s)] if result is not INT or n.is_integer]
    if not indexed:
        return [{name: n} for n in numbers]
    symbol = next((v for k, v in s.hints.symbols.items() if k.data[0] == name), None)
    out: list[Data] = [{name: n} for n in numbers]
    if symbol is not None and symbol.kind in ("family", "vector"):
        out[1:1] = [{name: sp.Integer(1), **{At(symbol, i): sp.Integer(v) for i, v in t.items()}} for t in TABLES[1:]]
    return out


def _mentioned(s: Sequent) -> list[sp.Rational]:
    """The numbers that the sequent speaks of, and their negatives: where equations and bounds are met."""
    out: dict[sp.Rational, None] = {}
    stack, seen = [s.statement, *s.hypotheses], set()
    while stack:
        t = stack.pop()
        if t not in seen:
            seen.add(t)
            stack.extend(t.args)
            if t.op == "num":
                q = sp.Rational(*value(t).as_integer_ratio())
                out |= {q: None, -q: None}
    return sorted((q for q in out if q not in NUMBERS), key=lambda q: (abs(q), q))[:MAX_MENTIONED]


def plain(data: Data) -> dict[str, Any]:
    """The same values for plain evaluation."""
    out: dict[str, Any] = {}
    tables: dict[str, dict[int, Fraction]] = {}
    for key, v in data.items():
        if isinstance(key, At):
            tables.setdefault(key.args[0].name, {})[int(key.args[1])] = Fraction(int(v.p), int(v.q))
        else:
            out[str(key)] = Fraction(int(v.p), int(v.q))
    return out | {k: _Family(t, out.get(k, Fraction(1))) for k, t in tables.items()}


class _Family:
    """A family for plain evaluation: any number of indices, the first decides."""

    def __init__(self, cells: dict[int, Fraction], default: Fraction) -> None:
        self.cells, self.default = cells, default


def environment_of(s: Sequent, data: Data) -> dict[str, Any]:
    """Values by name: numbers as they are, families as functions of all their arguments."""
    numbers = plain(data)
    env: dict[str, Any] = {}
    for x in needed(s):
        name, ty = x.data
        v = numbers.get(name)
        if v is None:
            continue
        depth = 0
        while not ty.name:
            depth, ty = depth + 1, ty.cod
        env[name] = _curried(v, depth) if depth else v
    return environment(env)


def _curried(v: Any, depth: int) -> Any:
    def first(i: Any) -> Any:
        out = v.cells.get(int(i), v.default) if isinstance(v, _Family) else v
        for _ in range(depth - 1):
            out = (lambda inner: lambda _: inner)(out)
        return out

    return first


def search(s: Sequent, trials: int = MAX_TRIALS, samples: int = MAX_SAMPLES) -> Refuted | None:
    """A refutation at small values, or None."""
    tried = 0
    for data in islice(candidates(s), samples):
        if plausible(s, environment_of(s, data)):
            tried += 1
            if tried > trials:
                return None
            try:
                return refuted_at(s, data)
            except (*Failure, NotWritten):
                continue
    return None


def instance(s: Sequent, example: Data | None) -> Theorem:
    """⊢ ∃ values. the hypotheses hold; from the author's example, or from small values; raises Unproved."""
    whole = conjunction(list(s.hypotheses))
    if example is None and whole in _INSTANCES:
        return _INSTANCES[whole]
    variables = free_variables(at_type(whole, INT))
    tries = [example] if example is not None else _satisfying(s)
    last: Exception | None = None
    for data in tries:
        try:
            values = closed_values(s.hints.symbols, data, variables)
            found = [ground(at_values(h, values)) for h in s.hypotheses]
            _INSTANCES[whole] = exhibited(s.hypotheses, values, variables, found)
            return _INSTANCES[whole]
        except (*Failure, NotWritten) as e:
            last = e
    raise Unproved(f"no values were found that satisfy the hypotheses ({last}): give example={{…}}")


_INSTANCES: dict[Term, Theorem] = {}  # claims with the same hypotheses and no example share it


def _satisfying(s: Sequent) -> Iterator[Data]:
    """Small values at which the hypotheses seem to hold."""
    tried = 0
    for data in candidates(s):
        env = environment_of(s, data)
        if all(truth(h, env) not in (False, "undefined") for h in s.hypotheses):
            tried += 1
            yield data
        if tried >= 4:
            return


def exhibited(hypotheses: tuple[Term, ...], values: dict[Term, Term], variables: list[Term], found: list[Theorem]) -> Theorem:
    """⊢ ∃ values. hypotheses"""
    body = at_type(conjunction(list(hypotheses)), INT)
    if not found:
        return prop((), body)
    ground = join(*found)
    return _existential(convert(ground, substitute(body, {x: values[x] for x in variables})), body, values, variables)
