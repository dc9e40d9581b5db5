"""What a theorem remembers of its rule: arguments and premises, from which a certificate is written."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from short_names import I0, I1, ONE, ZERO, add, admitted, div, eq, f, imp, le, lt, m, n, ne, power, w, x, y

from proofs.kernel import (
    INT,
    REAL,
    RULES,
    Side,
    Summand,
    Theorem,
    app,
    convert,
    define,
    exists,
    exists_elim,
    exists_intro,
    field,
    forall,
    forall_elim,
    forall_intro,
    gap,
    hyp,
    induct,
    lam,
    op,
    order,
    prop,
    rec_base,
    rec_step,
    refl,
    rewrite,
    table,
    type_instance,
)

A, B = lt(x, y), lt(y, x)
DOUBLE, TRIPLE = define("double", lam(x, add(x, x))), define("triple", lam(x, add(x, add(x, x))))
COUNT = lam(n, lam(x, add(x, ONE)))
law, some, same = hyp(A), admitted(exists(x, eq(app(f, x), ZERO)), B), refl(ONE)
use = exists_intro(hyp(eq(app(f, x), ZERO)), exists(y, eq(app(f, y), ZERO)), x)
universal, everywhere = admitted(forall(x, A)), admitted(forall(x, eq(x, x)))
base, step = admitted(le(I0, I0), A), admitted(le(I0, add(n, I1)), le(I0, n), le(I0, n), B)
nonzero, bound = hyp(ne(x, ZERO)), hyp(le(I0, n))
positive = hyp(lt(ZERO, x))
unit = (Summand(Fraction(1), (0,), (div(ONE, x),)),)
opened = hyp(eq(x, ONE))

Row = tuple[Theorem, tuple[Any, ...], tuple[Theorem, ...]]
RECORDS: dict[str, Row] = {
    "hyp": (law, (A,), ()),
    "prop": (prop((law, same), imp(A, eq(ONE, ONE)), (A, B)), (imp(A, eq(ONE, ONE)), (A, B)), (law, same)),
    "forall_intro": (forall_intro(x, same), (x,), (same,)),
    "forall_elim": (forall_elim(universal, ONE), (ONE,), (universal,)),
    "exists_intro": (exists_intro(same, exists(x, eq(x, x)), ONE), (exists(x, eq(x, x)), ONE), (same,)),
    "exists_elim": (exists_elim(x, some, use), (x,), (some, use)),
    "type_instance": (type_instance(law, INT), (INT,), (law,)),
    "refl": (refl(app(DOUBLE, x), add(x, x), frozenset((DOUBLE, TRIPLE))),
             (app(DOUBLE, x), add(x, x), frozenset((DOUBLE,))), ()),
    "convert": (convert(refl(app(DOUBLE, x)), eq(app(DOUBLE, x), add(x, x)), frozenset((DOUBLE, TRIPLE))),
                (eq(app(DOUBLE, x), add(x, x)), frozenset((DOUBLE,))), None),  # type: ignore[dict-item]
    "rewrite": (rewrite(law, (((0,), opened), ((1,), hyp(eq(y, x))))), (((0,), (1,)),), None),  # type: ignore[dict-item]
    "gap": (gap((A,), B, "later"), ((A,), B, "later"), ()),
    "field": (field(div(x, x), power(ONE, n), Side((nonzero,), (bound,))), (div(x, x), power(ONE, n)), (nonzero, bound)),
    "order": (order(le(ZERO, div(ONE, x)), (positive,), unit, Side((nonzero,), (bound,))),
              (le(ZERO, div(ONE, x)), 1, unit), (positive, nonzero, bound)),
    "induct": (induct(n, I0, le(I0, n), base, step), (n, I0, le(I0, n)), (base, step)),
    "rec_base": (rec_base(I0, ZERO, COUNT), (I0, ZERO, COUNT), ()),
    "rec_step": (rec_step(I0, ZERO, COUNT), (I0, ZERO, COUNT), ()),
    "trichotomy": (table.trichotomy(INT), (INT,), ()),
    "ite_true": (table.ite_true(A, x, y), (A, x, y), ()),
    "ite_false": (table.ite_false(A, x, y), (A, x, y), ()),
    **{name: (RULES[name](), (), ()) for name in (
        "floor_bounds", "sqrt_square", "sqrt_nonneg", "exp_add", "exp_lower", "exp_log", "monotone")},
}


@pytest.mark.parametrize("name", RECORDS)
def test_record(name: str) -> None:
    th, arguments, parents = RECORDS[name]
    assert th.rule == name and th.args == arguments
    assert parents is None or th.parents == parents


def test_records_of_all_rules() -> None:
    assert set(RECORDS) == set(RULES)


def test_premises_of_conversion_and_rewriting() -> None:
    double = refl(app(DOUBLE, x))
    assert convert(double, eq(app(DOUBLE, x), add(x, x)), iter((DOUBLE,))).parents == (double,)  # type: ignore[arg-type]
    assert rewrite(law, (((0,), opened), ((1,), nonsense := hyp(eq(y, x))))).parents == (law, opened, nonsense)


HYPOTHESES = {
    "exists_elim": {B, eq(app(f, x), ZERO)} - {eq(app(f, x), ZERO)}, "induct": {A, B}, "rewrite": {A, eq(x, ONE), eq(y, x)},
    "prop": frozenset(), "field": {ne(x, ZERO), le(I0, n)}, "order": {lt(ZERO, x), ne(x, ZERO), le(I0, n)},
}


@pytest.mark.parametrize("name", HYPOTHESES)
def test_hypotheses_of_all_premises(name: str) -> None:
    assert RECORDS[name][0].hyps == HYPOTHESES[name]


def test_hypotheses_of_either_premise() -> None:
    """A hypothesis of one premise alone is not lost, whichever it is."""
    use_under = prop((use, hyp(A)), use.concl)
    assert exists_elim(x, admitted(some.concl), prop((use, hyp(eq(m, n))), use.concl)).hyps == {eq(m, n)}
    assert use_under.hyps == {A, eq(app(f, x), ZERO)}
    assert induct(n, I0, le(I0, n), admitted(le(I0, I0)), step).hyps == {B}
    assert induct(n, I0, le(I0, n), base, admitted(le(I0, add(n, I1)))).hyps == {A}


def test_hypotheses_are_one_set() -> None:
    """The union of hypotheses, whichever set holds the other."""
    both, first = admitted(eq(x, y), A, B), admitted(eq(x, y), A)
    other = admitted(eq(x, y), eq(x, x), eq(y, y))
    for premises, wanted in (((both, first), {A, B}), ((first, both), {A, B}), ((first, other), {A, eq(x, x), eq(y, y)}),
                             ((refl(x), first), {A}), ((first, refl(x)), {A})):
        assert prop(premises, eq(x, y)).hyps == wanted


def test_ledgers_are_one_set() -> None:
    rows = table.exp_lower(), table.exp_add(), prop((table.exp_lower(), table.exp_add()), table.exp_add().concl)
    for premises in (rows, rows[::-1], rows[:2], rows[1:]):
        assert prop(premises, rows[1].concl).ledger == {("row", "exp_lower"), ("row", "exp_add")}
    assert refl(x).ledger == frozenset() == prop((refl(x),), eq(x, x)).ledger


def test_a_definition_that_is_opened_is_in_the_ledger() -> None:
    th = convert(refl(app(DOUBLE, x)), eq(app(DOUBLE, x), add(x, x)), frozenset((DOUBLE, TRIPLE)))
    assert th.ledger == {("definition", "double")} and type(th.ledger) is frozenset
    assert convert(th, th.concl, frozenset((DOUBLE,))).args == (th.concl, frozenset())
    assert type(th.args[1]) is frozenset and type(refl(x).args[2]) is frozenset


def test_shown() -> None:
    assert str(admitted(eq(x, y), B, A)) == "lt(x, y), lt(y, x) ⊢ eq(x, y)" and str(refl(ONE)) == "⊢ eq(1, 1)"


def test_trichotomy_of_reals_is_of_reals() -> None:
    assert table.trichotomy(REAL).args == (REAL,) and type_instance(refl(w), INT).concl.args[0].type is INT
    assert op("real", n).type is REAL
