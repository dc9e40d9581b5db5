"""Arguments that only look like terms, that are loose, or that can be read once: every entry of the kernel."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from short_names import I0, ONE, ZERO, add, admitted, eq, f, imp, le, lt, n, ne, x, y

from proofs.kernel import (
    FALSE,
    INT,
    PROP,
    REAL,
    KernelError,
    Side,
    Summand,
    app,
    convert,
    define,
    defined,
    exists,
    exists_elim,
    exists_intro,
    field,
    forall,
    forall_elim,
    forall_intro,
    fun,
    gap,
    hyp,
    induct,
    lam,
    normal,
    num,
    op,
    order,
    prop,
    publish,
    rec_base,
    rec_step,
    refl,
    rewrite,
    satisfiable,
    substitute,
    table,
    type_instance,
    var,
)
from proofs.kernel.terms import abstract, bound, make

A, SAME = lt(x, y), refl(ONE)
SOME = exists(x, eq(x, x))
DOUBLE = define("double", lam(x, add(x, x)))
BASE, STEP = admitted(le(I0, I0)), admitted(le(I0, add(n, num(1, INT))))
FIELDS = ("op", "args", "data", "type", "loose", "free", "depth", "omega", "reduced", "plain", "name", "dom", "cod", "size")


def like(t: Any) -> Any:
    """An object of another class that shows what the term or type shows."""
    return type("Like", (), {name: getattr(t, name) for name in FIELDS if hasattr(t, name)})()


def unit(*squares: Any, multiplier: Any = None) -> tuple[Summand, ...]:
    return (Summand(Fraction(1), (0,), squares, multiplier),)


L = bound(0, REAL)
NUMBERS = "field: needs two integers or two reals"
ABOUT = "order: witness and premises must be about numbers"
INTEGERS = "induct: needs an integer variable and an integer start"
FITS = "does not fit"
EQUATION = admitted(eq(x, x))
ENTRIES: dict[str, tuple[Callable[[], Any], str]] = {
    "hyp": (lambda: hyp(like(A)), "hyp: not a formula"),
    "hyp, a number": (lambda: hyp(ONE), "hyp: not a formula"),
    "hyp, a loose formula": (lambda: hyp(bound(0, PROP)), "hyp: not a formula"),
    "prop, goal": (lambda: prop((), like(imp(A, A))), "prop: not a formula"),
    "prop, goal a number": (lambda: prop((admitted(FALSE),), ONE), "prop: not a formula"),
    "prop, goal loose": (lambda: prop((admitted(FALSE),), bound(0, PROP)), "prop: not a formula"),
    "prop, discharge": (lambda: prop((), imp(A, A), (like(A),)), "prop: not a formula"),
    "forall_intro": (lambda: forall_intro(like(x), SAME), "forall_intro: not a variable"),
    "forall_elim": (lambda: forall_elim(admitted(forall(x, A)), like(ONE)), "forall_elim: the value " + FITS),
    "forall_elim, loose": (lambda: forall_elim(admitted(forall(x, A)), L), "forall_elim: the value " + FITS),
    "exists_intro, goal": (lambda: exists_intro(SAME, like(SOME), ONE), "exists_intro: not a formula"),
    "exists_intro, witness": (lambda: exists_intro(SAME, SOME, like(ONE)), "exists_intro: the value " + FITS),
    "exists_elim": (lambda: exists_elim(like(x), admitted(SOME), SAME), "exists_elim: the value " + FITS),
    "exists_elim, a number": (lambda: exists_elim(ZERO, admitted(SOME), SAME), "exists_elim: the witness's name"),
    "type_instance": (lambda: type_instance(SAME, like(INT)), "type_instance: the type must not contain"),
    "refl, left": (lambda: refl(like(x)), "refl: not a closed term"),
    "refl, left of two": (lambda: refl(like(x), x), "refl: not a closed term"),
    "refl, left of two loose": (lambda: refl(L, x), "refl: not a closed term"),
    "refl, left of two a formula": (lambda: refl(FALSE, x), "refl: not a closed term"),
    "refl, right": (lambda: refl(x, like(x)), "refl: not a closed term"),
    "refl, right loose": (lambda: refl(x, L), "refl: not a closed term"),
    "refl, right a formula": (lambda: refl(x, FALSE), "refl: not a closed term"),
    "refl, unfold": (lambda: refl(x, x, frozenset((like(DOUBLE),))), "convert: only defined constants"),
    "refl, unfold a number": (lambda: refl(x, x, frozenset((ONE,))), "convert: only defined constants"),
    "convert": (lambda: convert(SAME, like(SAME.concl)), "convert: not a formula"),
    "convert, a number": (lambda: convert(SAME, ONE), "convert: not a formula"),
    "convert, unfold": (lambda: convert(SAME, SAME.concl, frozenset((like(DOUBLE),))), "convert: only defined constants"),
    "gap, hypothesis": (lambda: gap((like(A),), A, "x"), "gap: not a formula"),
    "gap, hypothesis a number": (lambda: gap((ONE,), A, "x"), "gap: not a formula"),
    "gap, formula": (lambda: gap((), like(A), "x"), "gap: not a formula"),
    "gap, formula a number": (lambda: gap((A,), ONE, "x"), "gap: not a formula"),
    "gap, formula loose": (lambda: gap((A,), bound(0, PROP), "x"), "gap: not a formula"),
    "field, left": (lambda: field(like(x), x), NUMBERS),
    "field, right": (lambda: field(x, like(x)), NUMBERS),
    "field, both": (lambda: field(like(x), like(x)), NUMBERS),
    "field, two types": (lambda: field(ONE, num(1, INT)), NUMBERS),
    "field, functions": (lambda: field(f, f), NUMBERS),
    "field, left loose": (lambda: field(L, x), "field: a bound variable is loose"),
    "field, right loose": (lambda: field(x, L), "field: a bound variable is loose"),
    "field, nonzero functions": (lambda: field(x, x, Side((admitted(ne(f, f)),))), "field: a side condition must be d ≠ 0"),
    "field, nonzero an equation": (lambda: field(x, x, Side((EQUATION,))), "field: a side condition must be d ≠ 0"),
    "field, nonzero a negation": (lambda: field(x, x, Side((admitted(op("not", A)),))), "field: a side condition must be d"),
    "field, nonzero a conjunction": (
        lambda: field(op("div", x, x), ONE, Side((admitted(op("and", eq(x, ZERO), A)),))), "field: a side condition must be d"),
    "field, nonzero an implication": (
        lambda: field(op("div", x, x), ONE, Side((admitted(imp(eq(x, ZERO), A)),))), "field: a side condition must be d"),
    "field, nonzero doubly negated": (
        lambda: field(x, x, Side((admitted(op("not", ne(x, y))),))), "field: a side condition must be d"),
    "field, bound an equation": (lambda: field(x, x, Side((), (admitted(eq(I0, n)),))), "field: a bound of an exponent"),
    "field, bound strict": (lambda: field(x, x, Side((), (admitted(lt(I0, n)),))), "field: a bound of an exponent"),
    "field, bound of reals": (lambda: field(x, x, Side((), (admitted(le(ZERO, x)),))), "field: a bound of an exponent"),
    "order, goal": (lambda: order(like(le(x, x)), (), ()), "order: the goal must be"),
    "order, square": (lambda: order(le(x, x), (EQUATION,), unit(like(x))), ABOUT),
    "order, square loose": (lambda: order(le(x, x), (EQUATION,), unit(L)), ABOUT),
    "order, multiplier": (lambda: order(le(x, x), (EQUATION,), unit(multiplier=like(x))), ABOUT),
    "order, multiplier loose": (lambda: order(le(x, x), (EQUATION,), unit(multiplier=L)), ABOUT),
    "order, goal loose on the right": (lambda: order(le(x, L), (), ()), ABOUT),
    "order, premise between functions": (
        lambda: order(le(x, x), (admitted(eq(f, f)),), ()), "order: a premise must be =, ≤ or <"),
    "order, premise a difference": (lambda: order(le(x, x), (admitted(ne(x, x)),), ()), "order: a premise must be"),
    "order, premise a sum of formulas": (lambda: order(le(x, x), (admitted(imp(A, A)),), ()), "order: a premise must be"),
    "order, bound an equation": (lambda: order(le(x, x), (), (), Side((), (EQUATION,))), "field: a bound of an exponent"),
    "induct, variable": (lambda: induct(like(n), I0, le(I0, n), BASE, STEP), INTEGERS),
    "induct, real variable": (lambda: induct(x, I0, le(I0, n), BASE, STEP), INTEGERS),
    "induct, number": (lambda: induct(I0, I0, le(I0, n), BASE, STEP), INTEGERS),
    "induct, start": (lambda: induct(n, like(I0), le(I0, n), BASE, STEP), INTEGERS),
    "induct, real start": (lambda: induct(n, ZERO, le(I0, n), BASE, STEP), INTEGERS),
    "induct, start loose": (lambda: induct(n, bound(0, INT), le(I0, n), BASE, STEP), "induct: the start is not closed"),
    "induct, formula": (lambda: induct(n, I0, like(le(I0, n)), BASE, STEP), "induct: not a formula"),
    "ite, condition": (lambda: table.ite_true(like(A), x, y), "ite: not a formula"),
    "ite, then": (lambda: table.ite_true(A, like(x), y), "ite: needs closed terms"),
    "ite, else": (lambda: table.ite_true(A, x, like(y)), "ite: needs closed terms"),
    "ite, then loose": (lambda: table.ite_true(A, L, y), "ite: needs closed terms"),
    "ite, else loose": (lambda: table.ite_false(A, x, L), "ite: needs closed terms"),
    "trichotomy": (lambda: table.trichotomy(like(INT)), "trichotomy: only numbers are ordered"),
    "trichotomy of propositions": (lambda: table.trichotomy(PROP), "trichotomy: only numbers are ordered"),
    "substitute, variable": (lambda: substitute(x, {like(x): y}), "substitute: value " + FITS),
    "substitute, value": (lambda: substitute(x, {x: like(y)}), "substitute: value " + FITS),
    "substitute, value loose": (lambda: substitute(x, {x: L}), "substitute: value " + FITS),
    "rec_base, start": (lambda: rec_base(like(I0), ZERO, lam(n, lam(x, x))), "not made by the constructors"),
    "rec_step, zero": (lambda: rec_step(I0, like(ZERO), lam(n, lam(x, x))), "not made by the constructors"),
    "normal": (lambda: normal(like(x)), "_reduced: not a term"),
    "abstract, a number": (lambda: abstract(ONE, x), "abstract: needs a free variable and a closed body"),
    "abstract, loose": (lambda: abstract(x, L), "abstract: needs a free variable and a closed body"),
    "lam": (lambda: lam(like(x), x), "abstract: not a term"),
    "publish, hypothesis": (lambda: publish((like(A),), A, {}, INT, SAME, SAME, SAME), "publish: not a formula"),
    "publish, formula": (lambda: publish((), like(A), {}, INT, SAME, SAME, SAME), "publish: not a formula"),
    "publish, formula loose": (lambda: publish((), bound(0, PROP), {}, INT, SAME, SAME, SAME), "publish: not a formula"),
    "rewrite, not quantified": (
        lambda: rewrite(admitted(forall(x, eq(x, x))), (((0, 0, 0), admitted(eq(x, x))),)),
        "rewrite: the equation must quantify"),
    "rewrite, an existential": (
        lambda: rewrite(admitted(forall(x, eq(x, x))), (((0, 0, 0), admitted(exists(x, eq(x, x)))),)),
        "rewrite: the equation must quantify"),
    "rewrite, another type": (
        lambda: rewrite(admitted(forall(x, eq(x, x))), (((0, 0, 0), admitted(forall(n, eq(n, n)))),)),
        "rewrite: the equation must quantify"),
    "rewrite, an order": (
        lambda: rewrite(SAME, (((0,), admitted(le(ONE, ZERO))),)), "rewrite: the place does not hold"),
    "function type of nothing": (lambda: fun(), "fun: not a type"),
    "function type of lookalikes": (lambda: fun(like(INT), INT), "fun: not a type"),
    "function type to a lookalike": (lambda: fun(INT, like(INT)), "fun: not a type"),
    "node of a tuple that is none": (
        lambda: make("neg", type("Parts", (tuple,), {})((num(777),))), "make: needs a plain string and a plain tuple"),
    "node of a lookalike": (lambda: make("neg", (like(x),)), "neg: a subterm was not made by the constructors"),
    "node with too few parts": (lambda: make("add", (x,)), "add: does not apply"),
    "node with data": (lambda: make("add", (x, y), 1), "add: does not apply"),
}


@pytest.mark.parametrize("name", ENTRIES)
def test_lookalike_is_refused(name: str) -> None:
    run, reason = ENTRIES[name]
    with pytest.raises(KernelError) as caught:
        run()
    assert f"{caught.value.where}: {caught.value.reason}".startswith(reason) or reason in str(caught.value)


NONZERO, BOUND = admitted(ne(x, ZERO)), admitted(le(I0, n))
ONCE: dict[str, tuple[Callable[[Any], Any], tuple[Any, ...]]] = {
    "prop, premises": (lambda once: prop(once, A), (admitted(A),)),
    "prop, discharge": (lambda once: prop((admitted(A, A),), imp(A, A), once), (A,)),
    "refl, unfold": (lambda once: refl(app(DOUBLE, x), add(x, x), once), (DOUBLE,)),
    "convert, unfold": (lambda once: convert(refl(app(DOUBLE, x)), eq(app(DOUBLE, x), add(x, x)), once), (DOUBLE,)),
    "rewrite, steps": (lambda once: rewrite(SAME, once), (((0,), refl(ONE)), ((1,), refl(ONE)))),
    "rewrite, place": (lambda once: rewrite(SAME, ((once, refl(ONE)),)), (0,)),
    "gap, hypotheses": (lambda once: gap(once, A, "x"), (A, eq(x, y))),
    "field, divisors": (lambda once: field(op("div", x, x), ONE, Side(once)), (NONZERO,)),
    "field, bounds": (lambda once: field(op("pow", ONE, n), ONE, Side((), once)), (BOUND,)),
    "order, premises": (lambda once: order(le(x, y), once, (Summand(Fraction(1), (0,)),)), (admitted(le(x, y)),)),
    "order, witness": (lambda once: order(le(ZERO, ONE), (), once), (Summand(Fraction(1)),)),
    "order, numbers": (lambda once: order(le(x, y), (admitted(le(x, y)),), (Summand(Fraction(1), once),)), (0,)),
    "order, squares": (lambda once: order(le(ZERO, op("mul", x, x)), (), (Summand(Fraction(1), (), once),)), (x,)),
    "publish": (lambda once: publish(once, A, {}, INT, hyp(A), prop((), defined(imp(A, A))), THERE), (A,)),
}
BELOW = order(lt(ZERO, ONE), (), (Summand(Fraction(1)),))
THERE = exists_intro(exists_intro(BELOW, exists(y, lt(ZERO, y)), ONE), satisfiable((A,), INT), ZERO)


def frozen(part: Any) -> bool:
    """Only tuples, frozen sets and what they are made of are kept: nothing that could be read differently later."""
    return all(map(frozen, part)) if type(part) in (tuple, frozenset, Summand) else not isinstance(part, list | set | dict)


@pytest.mark.parametrize("name", ONCE)
def test_what_can_be_read_once_is_read_once(name: str) -> None:
    """An iterator gives the theorem that a tuple gives, and the theorem keeps a tuple."""
    run, parts = ONCE[name]
    once, whole = run(iter(parts)), run(parts)
    if name == "publish":
        assert once.hypotheses == whole.hypotheses == parts
        return
    assert (once.concl, once.hyps) == (whole.concl, whole.hyps)
    assert once.args == whole.args and frozen(once.args) and type(once.hyps) is frozenset
    assert len(once.parents) == len(whole.parents)


def test_a_type_that_is_not_numeric_has_no_order() -> None:
    assert var("p", PROP).type is PROP and fun(INT, REAL).dom is INT
