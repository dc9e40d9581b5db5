"""What the author's words about events and laws mean: P, indicator, every, some, everywhere, takes, uniform."""

from __future__ import annotations

from typing import Any

from ..kernel import INT, Term, app, exists, forall, lam, normal, op
from ..language.door import OMEGA_VAR, Door, reads
from ..language.errors import NotWritten
from ..language.symbols import ConditionalE, P, every, everywhere, indicator, some, takes, uniform
from ..language.wording import said
from ..tactics.build import conj, imp, le
from ..tactics.prover import ORDERS
from . import expectation
from .bounded import integrable_event, measurable_event
from .choice_means import choice
from .integrability import LAWFUL, MEASURABLE
from .laws import takes as law_of
from .monotone import monotone
from .notions import CONDITIONAL, INDICATOR, PROBABILITY, UNIFORM
from .vocabulary import d_space, random_variable

CHANCE = frozenset((PROBABILITY,))  # what the definition of the probability opens
GIVEN = frozenset((CONDITIONAL,))
LAWFUL += [integrable_event, choice]
MEASURABLE.append(measurable_event)
ORDERS.append(monotone)


def event(d: Door, condition: Any) -> Term:
    """λω. a condition that may speak of random quantities."""
    d_space(d)
    outer, d.random = d.random, True
    phi = d.formula(condition)
    d.random = outer
    return normal(lam(OMEGA_VAR, phi))


@reads(P)
def probability(d: Door, e: Any) -> Term:
    """P(φ)"""
    return app(PROBABILITY, expectation.E, event(d, e.args[0]))


@reads(ConditionalE)
def conditional_mean(d: Door, e: Any) -> Term:
    """E[X | φ]"""
    return app(CONDITIONAL, expectation.E, random_variable(d, e.args[0]), event(d, e.args[1]))


@reads(indicator)
def indicated(d: Door, e: Any) -> Term:
    """1[φ]"""
    return app(INDICATOR, d.statement(e.args[0]))


@reads(every, some)
def quantified(d: Door, e: Any) -> Term:
    """∀k. a ≤ k → k ≤ b → φ, or ∃k. a ≤ k ∧ k ≤ b ∧ φ"""
    if len(e.args) != 2 or len(e.args[1]) != 3:
        name = type(e).__name__
        raise NotWritten(f"{said(e)} needs a condition and a range: write {name}(condition, (k, a, b))")
    condition, (index, low, high) = e.args
    ends = d.integer(low), d.integer(high)
    if any(OMEGA_VAR.free <= t.free for t in ends):
        raise NotWritten(f"the range of {said(e)} is random: it needs fixed ends")
    with d.binding(index) as k:
        guards = le(ends[0], k), le(k, ends[1])
        phi = d.formula(condition)
        body = imp(*guards, phi) if isinstance(e, every) else conj(*guards, phi)
        made = normal(forall(k, body) if isinstance(e, every) else exists(k, body))
    d.hints.names.setdefault(made.args[0], index)
    return made


@reads(everywhere)
def at_every_point(d: Door, e: Any) -> Term:
    """∀ω. φ"""
    return op("all", event(d, list(e.args)))


@reads(takes)
def finite_law(d: Door, e: Any) -> Term:
    """X takes each of the values with its probability."""
    d_space(d)
    variable, *pairs = e.args
    x = _variable(d, variable)
    kind = d.integer if x.type.cod is INT else d.real
    law = [t for v, q in pairs for t in (normal(kind(v)), normal(d.real(q)))]
    if not pairs or any(OMEGA_VAR.free <= t.free for t in law):
        raise NotWritten(f"{said(e)}: values and probabilities are numbers that are not random")
    return app(law_of(len(pairs), x.type.cod), expectation.E, expectation.I, x, *law)


@reads(uniform)
def uniform_law(d: Door, e: Any) -> Term:
    """X is drawn uniformly from 1, …, n."""
    d_space(d)
    if len(e.args) != 2:
        raise NotWritten(f"{said(e)}: write uniform(X[i], n)")
    x = _variable(d, e.args[0])
    if x.type.cod is not INT:
        raise NotWritten(f"{said(e.args[0])} is no random integer: make its family with integer=True")
    return app(UNIFORM, expectation.E, expectation.I, d.integer(e.args[1]), x)


def _variable(d: Door, e: Any) -> Term:
    """λω. the random quantity, in η-normal form."""
    outer, d.random = d.random, True
    body = d.number(e)
    d.random = outer
    if not OMEGA_VAR.free <= body.free:
        raise NotWritten(f"{said(e)} is not random")
    return normal(lam(OMEGA_VAR, body))

