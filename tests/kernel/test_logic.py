"""Rules 1 to 7, used."""

from __future__ import annotations

from itertools import product

import pytest
from short_names import I0, ONE, TWO, ZERO, add, admitted, eq, f, imp, le, lt, m, mul, n, ne, w, x, y, z

from proofs.kernel import (
    FALSE,
    INT,
    OMEGA,
    REAL,
    RuleError,
    Term,
    app,
    at_type,
    convert,
    define,
    exists,
    exists_elim,
    exists_intro,
    forall,
    forall_elim,
    forall_intro,
    fun,
    gap,
    hyp,
    lam,
    op,
    prop,
    refl,
    rewrite,
    type_instance,
    var,
)

A, B, C = lt(x, y), lt(y, z), lt(z, x)


def test_hyp() -> None:
    assert hyp(A).hyps == {A} and hyp(A).concl is A


def test_prop() -> None:
    both = prop((hyp(A), hyp(B)), op("and", A, B))
    assert both.hyps == {A, B}
    chained = prop((both,), imp(A, imp(B, op("and", A, B))), (A, B))
    assert chained.hyps == frozenset()
    assert prop((), op("or", A, op("not", A))).hyps == frozenset()


ATOMS = (A, B)
SMALL = [*ATOMS, FALSE, *[op("not", t) for t in (*ATOMS, FALSE)],
         *[op(c, s, t) for c in ("and", "or", "imp", "iff") for s in (*ATOMS, FALSE) for t in (*ATOMS, op("not", B))]]
FORMS = [*SMALL, *[op(c, s, t) for c in ("and", "or", "imp", "iff") for s in SMALL[::7] for t in SMALL[1::8]]]


def true_at(t: Term, row: dict[Term, bool]) -> bool:
    """The truth table of the connectives, once more."""
    if t in row:
        return row[t]
    parts = [true_at(s, row) for s in t.args]
    return {"false": lambda: False, "not": lambda a: not a, "and": lambda a, b: a and b, "or": lambda a, b: a or b,
            "imp": lambda a, b: not a or b, "iff": lambda a, b: a == b}[t.op](*parts)


def follows(facts: tuple[Term, ...], goal: Term) -> bool:
    rows = [dict(zip(ATOMS, values, strict=True)) for values in product((False, True), repeat=2)]
    return all(true_at(goal, row) for row in rows if all(true_at(t, row) for t in facts))


def accepts(facts: tuple[Term, ...], goal: Term) -> bool:
    try:
        return prop(tuple(map(hyp, facts)), goal).concl is goal
    except RuleError:
        return False


def test_prop_accepts_the_consequences_and_nothing_else() -> None:
    """Over two atoms: every goal without premises and under each small one, against truth tables."""
    for goal in FORMS:
        assert accepts((), goal) is follows((), goal), goal
        for fact in SMALL[::5]:
            assert accepts((fact,), goal) is follows((fact,), goal), (fact, goal)
    for fact in FORMS[::3]:
        for goal in (A, op("and", A, B), FALSE):
            assert accepts((fact,), goal) is follows((fact,), goal), (fact, goal)
            assert accepts((A, fact), goal) is follows((A, fact), goal), (fact, goal)


def test_discharge_is_by_implication() -> None:
    """A premise counts only where its discharged hypotheses hold: as an implication, not as an equivalence."""
    with pytest.raises(RuleError, match="not a propositional consequence"):
        prop((admitted(A, B),), imp(op("not", B), op("not", A)), (B,))
    assert prop((admitted(A, B),), imp(B, A), (B,)).hyps == frozenset()


def test_prop_discharges_what_a_premise_depends_on() -> None:
    contradiction = prop((hyp(A), hyp(op("not", A))), FALSE)
    assert prop((contradiction,), op("not", A), (A,)).hyps == {op("not", A)}
    assert prop((contradiction,), imp(op("not", A), op("not", A)), (A, op("not", A))).hyps == frozenset()


def test_prop_keeps_the_premises_of_others() -> None:
    """A case distinction: each branch discharges its own case."""
    cases = admitted(op("or", A, B))
    out = prop((cases, admitted(C, A), admitted(C, B)), C, (A, B))
    assert out.hyps == frozenset() and out.concl is C


def test_forall_intro() -> None:
    th = forall_intro(x, prop((hyp(lt(y, z)), refl(x)), eq(x, x)))
    assert th.concl is forall(x, eq(x, x)) and th.hyps == {lt(y, z)}


def test_forall_elim() -> None:
    th = admitted(forall(x, forall(y, eq(add(x, y), add(y, x)))))
    assert forall_elim(th, y).concl is forall(z, eq(add(y, z), add(z, y)))
    assert forall_elim(th, ONE, y).concl is eq(add(ONE, y), add(y, ONE))


def test_exists_intro() -> None:
    assert exists_intro(refl(ONE), exists(x, eq(x, ONE)), ONE).concl is exists(x, eq(x, ONE))
    assert exists_intro(refl(ONE), exists(x, eq(x, x)), ONE).concl is exists(x, eq(x, x))


def test_exists_elim() -> None:
    some = admitted(exists(y, eq(app(f, y), ZERO)), le(ZERO, ONE))
    use = exists_intro(hyp(eq(app(f, x), ZERO)), exists(z, eq(app(f, z), ZERO)), x)
    th = exists_elim(x, some, use)
    assert th.hyps == {le(ZERO, ONE)} and th.concl is exists(z, eq(app(f, z), ZERO))


def test_type_instance() -> None:
    g = var("X", fun(OMEGA, REAL))
    th = type_instance(prop((hyp(eq(app(g, w), ZERO)),), eq(app(g, w), ZERO)), INT)
    k, h = var("w", INT), var("X", fun(INT, REAL))
    assert th.concl is eq(app(h, k), ZERO) and th.hyps == {th.concl}
    assert at_type(lam(w, app(g, w)), INT) is lam(k, app(h, k))


def test_type_instance_goes_through_all_types() -> None:
    """Ω on the left and on the right of arrows, inside functionals, and at binders of functions."""
    rv, ir = fun(OMEGA, REAL), fun(INT, REAL)
    for old, new in ((fun(rv, REAL), fun(ir, REAL)), (fun(REAL, OMEGA), fun(REAL, INT)), (fun(OMEGA, OMEGA), fun(INT, INT)),
                     (fun(fun(REAL, OMEGA), rv), fun(fun(REAL, INT), ir)), (fun(REAL, REAL), fun(REAL, REAL))):
        assert at_type(var("F", old), INT) is var("F", new)
    g, h = var("X", rv), var("X", ir)
    assert at_type(lam(g, app(g, w)), INT) is lam(h, app(h, var("w", INT)))
    mean = lam(var("E", fun(rv, REAL)), lam(g, app(var("E", fun(rv, REAL)), g)))
    assert at_type(mean, REAL).type is fun(fun(fun(REAL, REAL), REAL), fun(REAL, REAL), REAL)


def test_conversion_to_what_is_not_normal() -> None:
    assert convert(refl(y), eq(app(lam(x, x), y), y)).concl is eq(app(lam(x, x), y), y)
    assert refl(y, app(lam(x, x), y)).concl is eq(y, app(lam(x, x), y))


def test_type_instance_of_a_definition() -> None:
    same = define("same", lam(w, lam(var("v", OMEGA), eq(w, var("v", OMEGA)))))
    at_int = type_instance(refl(app(same, w)), INT).concl.args[0].args[0]
    assert at_int.op == "const" and at_int.type.dom is INT and at_int.data.name == "same"


def test_refl() -> None:
    double = define("double", lam(x, add(x, x)))
    th = refl(app(double, y), add(y, y), frozenset((double,)))
    assert th.concl is eq(app(double, y), add(y, y)) and th.ledger == {("definition", "double")}


def test_convert() -> None:
    th = convert(refl(app(lam(x, x), y)), eq(y, y))
    assert th.concl is eq(y, y)


def test_rewrite() -> None:
    law = hyp(eq(x, ONE))
    th = rewrite(refl(add(x, x)), (((1, 0), law), ((1, 1), law)))
    assert th.concl is eq(add(x, x), add(ONE, ONE)) and th.hyps == {eq(x, ONE)}


def test_rewrite_under_binders() -> None:
    law = admitted(forall(x, eq(mul(TWO, x), add(x, x))))
    target = admitted(forall(y, ne(mul(TWO, y), app(f, y))))
    assert rewrite(target, (((0, 0, 0, 0), law),)).concl is forall(y, ne(add(y, y), app(f, y)))
    two = admitted(forall(m, forall(n, eq(add(m, n), add(n, m)))))
    deep = admitted(forall(m, exists(n, eq(add(m, n), I0))))
    assert rewrite(deep, ((iter((0, 0, 0, 0, 0)), two),)).concl is forall(m, exists(n, eq(add(n, m), I0)))


def test_gap() -> None:
    th = gap((A,), B, "later")
    assert th.hyps == {A} and th.concl is B and th.ledger == {("gap", "later")}
