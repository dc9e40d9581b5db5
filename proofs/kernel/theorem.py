"""Theorems: sequents that only rules can mint.

A `Theorem` is an empty object; what it says lies in a vault that is keyed by the object's identity and can be
written by rules only.  So an object made in another way (`object.__new__`, `copy`, `pickle`, a subclass) says
nothing, and there is no attribute to overwrite.  The decorator `rule` is withdrawn when the kernel has loaded.
"""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, NoReturn, ParamSpec, Protocol, TypeVar

from .errors import RuleError, TrustError
from .sealing import sealed
from .terms import PROP, Term, is_term

P = ParamSpec("P")
T = TypeVar("T")
Ledger = frozenset[tuple[str, str]]  # ("definition" | "row" | "gap", name)


@sealed
class Conclusion(NamedTuple):
    """What a rule concludes: hypotheses, formula, and the record of how."""

    hyps: frozenset[Term]
    concl: Term
    parents: tuple[Theorem, ...] = ()
    args: tuple[Any, ...] = ()
    trusts: Ledger = frozenset()  # in addition to that of the parents


@sealed
class _Record(NamedTuple):
    hyps: frozenset[Term]
    concl: Term
    rule: str
    args: tuple[Any, ...]
    parents: tuple[Theorem, ...]
    ledger: Ledger


@sealed
class Theorem:
    """Γ ⊢ φ, with its rule, arguments, parents and ledger."""

    __slots__ = ("__weakref__",)

    def __new__(cls) -> Theorem:
        raise TrustError("Theorem", "only rules make theorems")

    def __init_subclass__(cls, **_: Any) -> None:
        raise TrustError("Theorem", "the type of theorems has no subclasses")

    def __reduce__(self, *_: Any) -> NoReturn:
        raise TrustError("Theorem", "a theorem is neither copied nor pickled: replay its certificate")

    __copy__ = __deepcopy__ = __reduce__

    def __repr__(self) -> str:
        left = ", ".join(sorted(map(str, self.hyps)))
        return f"{left} ⊢ {self.concl}" if left else f"⊢ {self.concl}"

    @property
    def hyps(self) -> frozenset[Term]:
        """The hypotheses Γ."""
        return record(self).hyps

    @property
    def concl(self) -> Term:
        """The formula φ."""
        return record(self).concl

    @property
    def rule(self) -> str:
        """The name of the rule that made it."""
        return record(self).rule

    @property
    def args(self) -> tuple[Any, ...]:
        """The rule's arguments other than theorems."""
        return record(self).args

    @property
    def parents(self) -> tuple[Theorem, ...]:
        """The theorems it was made from."""
        return record(self).parents

    @property
    def ledger(self) -> Ledger:
        """Definitions, table rows and gaps it depends on, through all parents."""
        return record(self).ledger


def _joined(a: frozenset[T], b: frozenset[T]) -> frozenset[T]:
    """The union; one of the two where it has all of the other, so that theorems share their sets."""
    return a if b <= a else (b if a <= b else a | b)


Rules = Mapping[str, Callable[..., "Theorem"]]


class _Rule(Protocol):
    """The type of the decorator: premises and arguments stay, the conclusion becomes a theorem."""

    def __call__(self, figure: Callable[P, Conclusion], /) -> Callable[P, Theorem]: ...


def _vault() -> tuple[Callable[[Theorem], _Record], _Rule, Callable[[], None], Rules]:
    records: dict[int, tuple[weakref.KeyedRef[int, Theorem], _Record]] = {}  # by identity, with who that is
    rules: dict[str, Callable[..., Theorem]] = {}
    open_for_rules = True

    def forget(gone: weakref.KeyedRef[int, Theorem]) -> None:
        records.pop(gone.key, None)

    def record(th: Theorem) -> _Record:
        found = records.get(id(th))
        if found is None or found[0]() is not th or type(th) is not Theorem:
            raise TrustError("Theorem", "this object was not made by a rule", found=type(th).__name__)
        return found[1]

    def mint(name: str, c: Conclusion) -> Theorem:
        ledger = c.trusts
        for p in c.parents:
            ledger = _joined(ledger, record(p).ledger)
        if not is_term(c.concl) or c.concl.type is not PROP or c.concl.loose:
            raise RuleError(name, "the conclusion is not a formula", found=c.concl)
        made: Theorem = object.__new__(Theorem)
        made_record = _Record(c.hyps, c.concl, name, c.args, c.parents, ledger)
        records[id(made)] = weakref.KeyedRef(made, forget, id(made)), made_record
        return made

    def rule(figure: Callable[P, Conclusion]) -> Callable[P, Theorem]:
        """Turn a figure (premises → conclusion) into a rule (premises → theorem)."""
        if not open_for_rules:
            raise TrustError("rule", "the kernel has loaded: there are no more rules", found=figure.__name__)

        @functools.wraps(figure)
        def minting(*args: P.args, **kwargs: P.kwargs) -> Theorem:
            return mint(figure.__name__, figure(*args, **kwargs))

        rules[figure.__name__] = minting
        return minting

    def seal() -> None:
        nonlocal open_for_rules
        open_for_rules = False

    return record, rule, seal, MappingProxyType(rules)


record, rule, seal, RULES = _vault()


def union(theorems: Iterable[Theorem]) -> frozenset[Term]:
    """The hypotheses of several theorems together."""
    out: frozenset[Term] = frozenset()
    for th in theorems:
        out = _joined(out, th.hyps)
    return out


def plain(theorems: Iterable[Theorem]) -> tuple[Theorem, ...]:
    """A real tuple of genuine theorems: what is checked is what is used, whatever was passed in.

    Every rule begins with it: after it no code of the caller runs, so a theorem is the same to the end of the rule.
    """
    out = tuple(theorems)
    for th in out:
        record(th)
    return out


def formula(where: str, t: Term) -> Term:
    """t, if it is a genuine closed formula."""
    if not is_term(t) or t.type is not PROP or t.loose:
        raise RuleError(where, "not a formula", found=t)
    return t
