"""Claims: a statement with hypotheses, a source, and below in the file a derivation.  Import stores functions only."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import process_time
from typing import TYPE_CHECKING, Any

from sympy import evaluate

from ..kernel import KernelError
from ..language.errors import AuthorError, NotWritten
from ..language.extent import bounded
from ..language.show import text
from ..language.source import refuse_python_logic, refuse_python_logic_in_steps
from ..tactics.budget import within
from .outcome import Proved, Shown, Undecided, in_latex
from .places import Place, authored, caller
from .proof import Proof, Specialisable
from .written import warn_of_lost_divisions

if TYPE_CHECKING:
    from .readable import Derivation


@dataclass(frozen=True)
class Source:
    """A document that claims come from."""

    title: str
    seed: str

    def at(self, where: str) -> str:
        return f"{self.title}, {where}"


def source(title: str, seed: str = "") -> Source:
    """A document: its title and the key under which the ledger lists it."""
    return Source(title, seed)


@dataclass(frozen=True, eq=False)
class Hypothesis(Specialisable):
    """A hypothesis by its part in the argument; variables in `forall` are bound inside it."""

    name: str
    words: str
    write: Callable[[], Any]
    place: Place
    forall: tuple[Any, ...] = ()

    @property
    def statement(self) -> Any:
        refuse_python_logic(self.write, self.place)
        with authored(self.place), evaluate(False):
            return bounded(self.write())

    def __repr__(self) -> str:
        return f"<hypothesis {self.name}>"


def hypothesis(words: str, *, forall: Iterable[Any] = ()) -> Callable[[Callable[[], Any]], Hypothesis]:
    """A hypothesis with the words that the margin prints; `forall=[t >= 1]` quantifies over t."""
    if callable(words):
        raise NotWritten('say in words what is assumed: @hypothesis("…")', _place_of(words))
    bounds = tuple(forall)
    return lambda f: Hypothesis(f.__name__, words, f, _place_of(f), bounds)


def _place_of(f: Callable[..., Any]) -> Place:
    return Place(f.__code__.co_filename, f.__code__.co_firstlineno)


REGISTRY: dict[str, Claim] = {}


class _Spent:
    seconds = 0.0  # on the claims that were checked since the check in hand began


@contextmanager
def _timed(claim: Claim) -> Iterator[None]:
    start, outside, _Spent.seconds = process_time(), _Spent.seconds, 0.0
    try:
        yield
    finally:
        spent = process_time() - start
        claim.seconds, _Spent.seconds = spent - _Spent.seconds, outside + spent


@dataclass(eq=False)
class Claim(Shown):
    """A statement to be derived or refuted; also a reason for later claims, at other values when called."""

    name: str
    id: str
    source: str
    write: Callable[[], Any]
    given: tuple[Hypothesis, ...]
    where: tuple[Any, ...]
    number: str | None
    words: str
    place: Place
    module: str
    prover: Callable[[Proof], None] | None = None
    refuter: Callable[[Proof], None] | None = None
    corrected: Claim | None = None
    example: Mapping[Any, Any] | None = None
    seconds: float = field(default=0.0, repr=False)  # of the processor, for its own check: without those of claims it cites
    _outcome: Any = field(default=None, repr=False)
    _sequent: Any = field(default=None, repr=False)
    _compared: bool = field(default=False, repr=False)
    _cited: tuple[Claim, ...] | None = field(default=None, repr=False)

    def __repr__(self) -> str:
        try:
            return f"<claim {self.id}: {text(self.sequent.statement, self.sequent.hints)}>"
        except AuthorError:
            return f"<claim {self.id}>"

    def _repr_latex_(self) -> str:
        """The claim in a notebook: the statement, what is assumed, and the verdict."""
        s = self.sequent
        return in_latex(type(self.check()).__name__.lower(), s.statement, s.hypotheses, s.hints)

    @property
    def cited_as(self) -> str:
        """How a reason names it: by the number of its equation, or by its name."""
        return f"({self.number})" if self.number else f"claim {self.name.replace('_', ' ')}"

    @property
    def statement(self) -> Any:
        """What the author wrote, recorded with SymPy's evaluation off."""
        with authored(self.place), evaluate(False):
            written = self.write()
        if written is None:
            raise NotWritten(f"{self.name} returns nothing: end it with return Eq(…)", self.place)
        bounded(written)
        if not self._compared:
            self._compared = True
            refuse_python_logic(self.write, self.place)
            warn_of_lost_divisions(self.write, written, self.place)
        return written

    def proof(self, f: Callable[[Proof], None]) -> Callable[[Proof], None]:
        """The derivation of the claim."""
        if self.prover or self.refuter:
            raise NotWritten(f"{self.name} has two derivations", _place_of(f))
        self.prover = f
        return f

    def refutation(self, *, corrected: Claim | None = None) -> Callable[[Callable[[Proof], None]], Callable[[Proof], None]]:
        """The refutation of a false claim, naming its correction."""

        def put(f: Callable[[Proof], None]) -> Callable[[Proof], None]:
            if self.prover or self.refuter:
                raise NotWritten(f"{self.name} has two derivations", _place_of(f))
            self.refuter, self.corrected = f, corrected
            return f

        return put

    def record(self) -> Proof:
        """Run the derivation, completely, with SymPy's evaluation off."""
        run = self.refuter or self.prover
        if run is None:
            raise AuthorError(f"{self.name} has no derivation: add @{self.name}.proof", self.place)
        from .citations import cited_in

        place = _place_of(run)
        refuse_python_logic_in_steps(run, place)
        p = Proof(place=place)
        with authored(place), evaluate(False):
            run(p)
        self._cited = tuple(dict.fromkeys(cited_in(p)))
        return p

    @property
    def cited(self) -> tuple[Claim, ...]:
        """The claims that its derivation gives as reasons, in order, each once; none without a derivation."""
        if self._cited is None and (self.prover or self.refuter):
            self.record()
        return self._cited or ()

    def __call__(self, *values: Any) -> At:
        """The claim at other values of its variables, as a reason: in their order, or by name, `{draw: draws[n, :], m: n}`."""
        if len(values) == 1 and isinstance(values[0], Mapping):
            return At(self, (), tuple(values[0].items()))
        return At(self, values)

    # -- results --------------------------------------------------------------------

    def check(self) -> Any:
        """Check the derivation (once) and return the outcome: Proved, Refuted or Undecided."""
        if self._outcome is None:
            from .check import outcome

            with _timed(self), within(None):  # whoever asks: what a claim's own check may cost is nobody else's work
                self._outcome = outcome(self)
        return self._outcome

    def set_aside(self, why: str) -> None:
        """Undecided from now on, and neither run nor read again: a check of it did not come to an end."""
        def refused() -> Any:
            raise NotWritten(why, self.place)

        self.write, self._sequent, self._outcome = refused, None, Undecided(why, self.place)

    @property
    def derivation(self) -> Derivation:
        """The lines as they were checked: text in a terminal, mathematics in a notebook; fails when the claim is not proved."""
        from .readable import Derivation

        verdict = self.check()
        if not isinstance(verdict, Proved):
            raise AuthorError(f"{self.name} is not proved, so nothing can be shown: {self.name}.check() says why", self.place)
        return Derivation(verdict.body, verdict.hints)

    @property
    def sequent(self) -> Any:
        """The claim as hypotheses and statement, translated once."""
        if self._sequent is None:
            from .sequent import sequent

            try:
                self._sequent = sequent(self)
            except (KernelError, RecursionError) as e:
                why = e.reason if isinstance(e, KernelError) else "its parts stand too deep inside one another"
                raise NotWritten(f"the statement cannot be read: {why}", self.place) from None
        return self._sequent

    @property
    def lhs(self) -> Any:
        return self.statement.lhs

    @property
    def rhs(self) -> Any:
        return self.statement.rhs

    def sympy(self) -> Any:
        """The proved statement as SymPy; fails when the claim is not proved."""
        from .results import exported

        return exported(self)

    def value(self, data: Mapping[Any, Any]) -> Any:
        """The right side at exact values; refuses values outside the hypotheses."""
        from .results import value

        return value(self, data)


@dataclass(frozen=True)
class At:
    """A claim at values of its variables, in their order or by name."""

    claim: Claim
    values: tuple[Any, ...]
    named: tuple[tuple[Any, Any], ...] = ()


def claim(id: str, source: str | Source = "", *, given: Iterable[Hypothesis] = (), where: Iterable[Any] = (),
          number: str | None = None, example: Mapping[Any, Any] | None = None) -> Callable[[Callable[[], Any]], Claim]:
    """A claim: permanent id, source, hypotheses; `where` bounds the variables; `example` exhibits values.

    The function's name is the Python name, its docstring the sentence on the sheet.
    """
    hypotheses, bounds = tuple(given), tuple(where)
    if callable(id) or not source:
        raise NotWritten('a claim has an id, which stays, and a source: @claim("my-lecture-1", "my lecture, page 1")',
                         _place_of(id) if callable(id) else caller(2))

    def put(f: Callable[[], Any]) -> Claim:
        place = _place_of(f)
        for h in hypotheses:
            if not isinstance(h, Hypothesis):
                what = f"the function {h.__name__}" if inspect.isfunction(h) else repr(h)
                raise NotWritten(f"given= takes hypotheses, not {what}: write @hypothesis(\"…\") above it", place)
        if id in REGISTRY and (REGISTRY[id].module, REGISTRY[id].name) != (f.__module__, f.__name__):
            raise NotWritten(f"the id {id} is taken by {REGISTRY[id].name} ({REGISTRY[id].place})", place)
        words = " ".join((f.__doc__ or "").split())
        title = source.title if isinstance(source, Source) else source
        made = Claim(f.__name__, id, title, f, hypotheses, bounds, number, words, place,
                     f.__module__, example=example)
        REGISTRY[id] = made
        return made

    return put


def algorithm(f: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a plain Python function as the algorithm that a sheet prints."""
    f.__sheet__ = "algorithm"  # type: ignore[attr-defined]
    return f


Points = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Figure:
    """A figure that a sheet shows after a claim: named curves, drawn by what is asked for them."""

    claim: Claim
    caption: str
    x: str
    y: str
    alt: str
    curves: Callable[[], Mapping[str, Points]]
    units: bool = False


FIGURES: list[Figure] = []


def figure(beside: Claim, *, x: str = "", y: str = "", alt: str,
           units: bool = False) -> Callable[[Callable[[], Mapping[str, Points]]], Figure]:
    """Mark a function that gives the curves of a figure, name ↦ points; its docstring is the caption.

    x, y: what the axes show; alt: what the figure shows, in words, for who does not see it.  units: no curves, but rows of
    units at their points, each row with its name; what has a name that starts with a blank is a line between units.
    """
    def put(f: Callable[[], Mapping[str, Points]]) -> Figure:
        made = Figure(beside, " ".join((f.__doc__ or "").split()), x, y, alt, f, units)
        FIGURES.append(made)
        return made

    return put
