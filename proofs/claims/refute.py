"""Refutations: a theorem that some values satisfy the hypotheses and not the statement."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import signature
from itertools import islice
from typing import Any

import sympy as sp

from ..kernel import (
    INT,
    REAL,
    TRUE,
    Term,
    Theorem,
    at_type,
    conjunction,
    convert,
    defined,
    exists,
    exists_intro,
    free_variables,
    normal,
    op,
    prop,
    sequent_formula,
    substitute,
)
from ..language.definitions import Definition
from ..language.errors import AuthorError, NotWritten
from ..language.show import latex, text
from ..language.symbols import At
from ..tactics.budget import Effort
from ..tactics.build import conjuncts, eq, le, lt, real
from ..tactics.context import Context, Unproved
from ..tactics.derive import join
from ..theories.derivatives import is_derivative
from ..theories.near_slopes import is_near_slope
from .claim import Claim
from .closed_values import closed_values
from .evaluate import Work, plausible, truth
from .instances import at_values, deny, establish, ground
from .kinds import KINDS
from .outcome import Refuted, Undecided, Verdict
from .proof import Instance
from .ranges import Failure
from .recurrent import recurrent
from .recursions import Solution
from .sequent import Sequent
from .trials import Data, candidates, environment_of
from .values import needed, values_text

MAX_TRIALS, MAX_SAMPLES, MAX_EVALUATED = 12, 400, 100_000
QUICK, FEW = 3, 100  # the kinds that are looked at with no more than so many samples


def refutation(claim: Claim, s: Sequent) -> Verdict:
    """The verdict of a claim whose author refutes it at given values."""
    recorded = claim.record()
    given = next((i for i in recorded.items if isinstance(i, Instance)), None)
    if given is None:
        raise NotWritten("a refutation needs its values: p.instance({…})", claim.place)
    try:
        _refuse_outcomes(s, given.values)
        return refuted_at(s, given.values)
    except NotWritten as e:
        e.place = e.place or given.place
        raise
    except Failure as e:
        return Undecided(f"these values do not refute the claim: {getattr(e, 'reason', e)}", given.place)


def _refuse_outcomes(s: Sequent, data: Data) -> None:
    """Several values in a row are those on sample points: a sequence that is not random has none."""
    random = {symbol.name for symbol in s.hints.symbols.values() if symbol.fact("random")}
    for key, v in data.items():
        name = (key.args[0] if isinstance(key, At) else key)
        name = getattr(name, "name", str(name))
        if isinstance(v, (tuple, list)) and name not in random:
            raise NotWritten(f"{name} is not random, and {v} are values on sample points: give {name} one value, or a value "
                             f"for each index and one for all others, as {{{name}[0]: …, {name}: …}}")


def refuted_at(s: Sequent, data: Any) -> Refuted:
    """Refuted at values: hypotheses hold, the sequent is defined, the statement is false; raises Unproved."""
    variables = needed(s)
    values = closed_values(s.hints.symbols, data, variables)
    ctx = Context()
    hypotheses = [ground(at_values(h, values)) for h in s.hypotheses]
    owed = defined(sequent_formula(s.hypotheses, s.statement), s.domains)
    try:
        well = establish(ctx, at_values(owed, values))
    except Failure:
        _refuse_defined_powers(at_values(s.statement, values))
        undefined = _denied_here(ctx, at_values(defined(s.statement, s.domains), values), s.statement)
        return Refuted(_witnessed(s, values, variables, hypotheses, undefined, defined(s.statement, s.domains)),
                       _shown(s, data), True, message="There the statement is undefined.",
                       said=_said(s, "undefined", data), formula=latex(s.statement, s.hints))
    no = deny(ctx, at_values(s.statement, values))
    theorem = _witnessed(s, values, variables, hypotheses, no, s.statement)
    whole = theorem if owed is TRUE else _witnessed(s, values, variables, [*hypotheses, well], no, s.statement, owed)
    return Refuted(theorem, _shown(s, data), whole=whole,
                   message=f"The hypotheses hold, but ${latex(s.statement, s.hints)}$ is false.",
                   said=_said(s, "false", data), formula=latex(s.statement, s.hints))


def _refuse_defined_powers(phi: Term) -> None:
    """x^(n(n + 1)/2) is read as exp(n(n + 1)/2·log x), x^(1/3) as exp(1/3·log x): where the exponent is whole, or the base 0
    and the exponent positive, the author's power has a value, and is not called undefined."""
    stack, seen = [normal(phi, None)], set[Term]()
    while stack:
        t = stack.pop()
        if t in seen:
            continue
        seen.add(t)
        stack.extend(t.args)
        if t.op == "exp" and t.args[0].op == "mul" and t.args[0].args[1].op == "log":
            exponent, base = t.args[0].args[0], t.args[0].args[1].args[0]
            has_value = (exponent.loose or truth(eq(real(op("floor", exponent)), exponent), {})
                         or truth(eq(base, 0), {}) and truth(lt(0, exponent), {}))
            if base.loose or truth(le(base, 0), {}) is not False and has_value:
                raise Unproved("a power with a fraction in its exponent is read as an exponential", phi)


def _denied_here(ctx: Context, owed: Term, statement: Term) -> Theorem:
    """¬owed; of a derivative at the place itself: that the function is defined everywhere is more than it needs."""
    parts = conjuncts(owed)
    if _slopes(statement):
        parts = [p for p in parts if p.op != "all" or p.args[0].data is not REAL]
    return prop((deny(ctx, conjunction(parts)),), op("not", owed))



def _slopes(t: Term) -> bool:
    """Is a part of the formula about a derivative?"""
    return is_derivative(t) or is_near_slope(t) or any(map(_slopes, t.args))


def _said(s: Sequent, how: str, data: Data) -> str:
    """As "x/x = 1 is undefined at x = 0"."""
    values = values_text(s, data)
    return f"{text(s.statement, s.hints)} is {how}" + (f" at {values}" if values else "")


def _witnessed(s: Sequent, values: dict[Term, Term], variables: list[Term], hypotheses: list[Theorem], no: Theorem,
               statement: Term, *owed: Term) -> Theorem:
    """⊢ ∃ values. hypotheses ∧ what is owed ∧ ¬statement."""
    body = at_type(conjunction([*s.hypotheses, *owed, op("not", statement)]), INT)
    ground = join(*hypotheses, no)
    return _existential(convert(ground, substitute(body, {x: values[x] for x in variables})), body, values, variables)


def _existential(th: Theorem, body: Term, values: dict[Term, Term], variables: list[Term]) -> Theorem:
    """Close a ground theorem with its witnesses, innermost variable last."""
    goal = body
    for i, x in reversed(list(enumerate(variables))):
        goal = exists(x, goal)
        th = exists_intro(th, substitute(goal, {y: values[y] for y in variables[:i]}), values[x])
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
            name = key.shown if term is None else latex(term, s.hints)
        except AuthorError:  # a function
            name = getattr(key, "shown", str(key))
        out.append((name, shown))
    return tuple(out)


def _sequence(key: Any, v: Any) -> tuple[str, str]:
    """A family given by a function of its indices: the member and its value."""
    names = v.__code__.co_varnames[:v.__code__.co_argcount]
    shown = [r"\cdot" if x == "_" else sp.latex(sp.Symbol(x)) for x in names]
    member = f"{key.shown}_{{{','.join(shown)}}}"
    return member, sp.latex(v(*[sp.Symbol(x, integer=True) for x in names]))


class _Letter(sp.Symbol):  # type: ignore[misc]
    """A letter that may be a number or a vector."""

    def __getitem__(self, index: Any) -> Any:
        return sp.Symbol(f"{self.name}_{{{index}}}")


def _value_shown(v: Any) -> str:
    """A number, the values on sample points, or a function as x ↦ value in the author's letters."""
    if isinstance(v, (tuple, list)):
        return ", ".join(map(sp.latex, v))
    if isinstance(v, Solution):
        return v.shown
    if isinstance(v, Definition) and v.parameters:
        v = v.body
    if not callable(v) or isinstance(v, Definition):
        return str(sp.latex(sp.sympify(v)))
    letters = [_Letter(name) for name in signature(v).parameters]
    named = ", ".join(map(sp.latex, letters))
    return rf"{f'({named})' if len(letters) > 1 else named} \mapsto {sp.latex(v(*letters))}"


# -- search ------------------------------------------------------------------------------------


def search(s: Sequent, trials: int = MAX_TRIALS, samples: int = MAX_SAMPLES) -> Refuted | None:
    """A refutation at small values, at solutions of recurrences, among finite laws, at values that equations determine and
    values far away, and all up to a height; or None.

    Each of these kinds has as many trials and samples; what is far is only looked at with more than a few samples.
    """
    for data_of in (candidates, recurrent, *(KINDS[:QUICK] if samples <= FEW else KINDS)):
        found = _first(s, data_of(s), trials, samples)
        if found is not None:
            return found
    return None


def _first(s: Sequent, tries: Iterator[Data], trials: int, samples: int) -> Refuted | None:
    tried, most, closed = 0, Work.steps + MAX_EVALUATED*Effort.times, not needed(s)
    for data in islice(tries, samples):
        if Work.steps > most:
            return None
        if closed or plausible(s, environment_of(s, data)):
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
            found = [_grounded(s, h, values) for h in s.hypotheses]
            _INSTANCES[whole] = exhibited(s.hypotheses, values, variables, found)
            _VALUES[_INSTANCES[whole]] = data
            return _INSTANCES[whole]
        except (*Failure, NotWritten) as e:
            last = e
    raise Unproved("no values were found that satisfy the hypotheses: give example={…}" if last is None else
                   f"{getattr(last, 'reason', last)}{'' if example is not None else ': give example={…}'}")


def _grounded(s: Sequent, h: Term, values: dict[Term, Term]) -> Theorem:
    """A hypothesis at values."""
    try:
        return ground(at_values(h, values))
    except Failure as e:
        raise Unproved(f"these values do not satisfy  {text(h, s.hints)}", h) from e


_INSTANCES: dict[Term, Theorem] = {}  # claims with the same hypotheses and no example share it
_VALUES: dict[Theorem, Data] = {}  # an instance ↦ its values


def instance_values(found: Theorem) -> Data:
    """The values of an instance that was found here; empty where the hypotheses have no variables."""
    return _VALUES.get(found, {})


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
