"""How much the kernel does, counted in calls of its own functions: nothing twice, and nothing where there is nothing to do.

Who makes the kernel faster writes smaller numbers here; a larger one needs a reason.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from short_names import I1, ONE, TWO, ZERO, add, admitted, div, eq, imp, le, lt, m, mul, n, ne, power

from proofs.kernel import (
    FALSE,
    INT,
    OMEGA,
    REAL,
    RuleError,
    Side,
    Summand,
    Term,
    app,
    at_type,
    convert,
    define,
    defined,
    field,
    forall,
    fun,
    gap,
    hyp,
    instantiate,
    lam,
    normal,
    num,
    op,
    order,
    prop,
    rational,
    refl,
    substitute,
    terms,
    var,
)
from proofs.kernel.rational import Reader, integer_form
from proofs.kernel.substitution import Reduction, lift
from proofs.kernel.terms import abstract, bound, make, rebuild
from proofs.kernel.theorem import union

KERNEL = str(Path(rational.__file__).parent)
DEEP = 60  # a term with 2^60 paths: whoever walks all of them does not come back
numbers = count()


def new(ty: Any = REAL) -> Term:
    """A variable that no other test has: nothing is remembered of it."""
    return var(f"work{next(numbers)}", ty)


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """Inside, calls of the kernel's functions are counted by name; comprehensions are not functions on every Python."""
    calls = Counter[str]()

    def note(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(KERNEL) and not code.co_name.startswith("<"):
            calls[code.co_qualname.replace(".<locals>", "")] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield calls
    finally:
        sys.setprofile(before)


def work(task: Callable[[], object]) -> dict[str, int]:
    with counted() as calls:
        task()
    return dict(calls)


# -- what is shared is looked at once: each of these would not end otherwise ------------------------


def doubled(t: Term, double: Callable[[Term], Term]) -> Term:
    for _ in range(DEEP):
        t = double(t)
    return t


def test_what_is_shared_is_read_once() -> None:
    one = doubled(ONE, lambda t: mul(t, t))
    assert field(one, ONE).concl == eq(one, ONE)
    assert integer_form(doubled(I1, lambda t: mul(t, t))) == (frozenset(), 1)
    x, y = new(), new()
    t, u = (doubled(v, lambda t: op("sub", t, t)) for v in (x, y))
    assert substitute(t, {x: y}) is u and instantiate(abstract(x, t), y) is u
    body = doubled(bound(0, REAL), lambda t: op("sub", t, t))
    assert lift(lift(body, 1), -1, 1) is body
    assert defined(eq(doubled(x, lambda t: div(t, t)), ZERO)).op == "and"


def test_what_is_shared_is_decided_once() -> None:
    p, q = (eq(new(), ZERO) for _ in range(2))
    deep = doubled(p, lambda f: op("and", f, f))
    assert prop((admitted(deep),), op("or", q, p)).concl.op == "or"
    with pytest.raises(RuleError, match="not a propositional consequence"):
        prop((admitted(deep),), q)


def test_what_is_shared_is_brought_to_another_type_once() -> None:
    w, f = var("work", OMEGA), new(fun(OMEGA, REAL))
    deep = doubled(app(f, w), lambda t: op("sub", t, t))
    assert at_type(deep, REAL).depth == deep.depth


# -- what has a part in common shares it ------------------------------------------------------------


def test_sets_are_shared_where_one_has_all_of_the_other() -> None:
    x, y = new(), new()
    s, t = add(x, y), mul(x, y)
    assert s.free == t.free and s.free is not t.free
    assert add(s, t).free is add(s, x).free is add(x, s).free is add(ONE, s).free is s.free
    p, q = eq(x, ZERO), eq(y, ZERO)
    both, again = admitted(p, p, q), gap((p, q), q, "for another test")
    assert union((both, again)) is both.hyps and union((hyp(p), again)) is again.hyps and union((again, hyp(p))) is again.hyps
    assert prop((both,), p).ledger is prop((hyp(p), both), p).ledger is both.ledger
    assert prop((both, again), p).ledger == both.ledger | again.ledger
    th = prop((both, again), p)
    assert prop((both, th, again), q).ledger is th.ledger


# -- counted --------------------------------------------------------------------------------------


def remembered() -> Callable[[], object]:
    """More results than Python keeps unless it is told."""
    x = new()
    kept = [add(x, num(i)) for i in range(300)]
    for t in kept:
        abstract(x, t)
    return lambda: [abstract(x, t) for t in kept]


def context_kept() -> Callable[[], object]:
    Reader([new(), new()])
    return lambda: Reader([new(), new()])


def made_again() -> Callable[[], object]:
    t = add(new(), ONE)
    return lambda: (make(t.op, t.args), rebuild(t, t.args))


def typed_once() -> Callable[[], object]:
    """What only one part wants of the binders around is not compared with anything."""
    x = new()
    return lambda: (add(bound(0, REAL), x), add(x, bound(1, REAL)), add(bound(0, REAL), add(bound(1, REAL), x)))


def nothing_to_do() -> Callable[[], object]:
    x, t = new(), mul(add(new(), ONE), new())
    c = define(f"work{next(numbers)}", ONE)
    u = mul(t, c)
    body = add(bound(0, REAL), t)
    return lambda: (normal(t), normal(u), abstract(x, t), instantiate(body, x), instantiate(t, x), substitute(t, {x: ONE}),
                    at_type(t, REAL), lift(t, 1), refl(t, t), convert(admitted(eq(t, ONE)), eq(t, ONE)),
                    normal(u, frozenset((define(f"other{next(numbers)}", TWO),))), defined(eq(t, ONE)))


def only_unfolded() -> Callable[[], object]:
    """Where nothing is unfolded, a normal form with constants is one."""
    u = mul(add(new(), ONE), define(f"work{next(numbers)}", ONE))
    return lambda: Reduction(frozenset()).of(u)


def under_a_binder() -> Callable[[], object]:
    """What is put below another binder is raised only where it is loose."""
    x, y = new(), new()
    inner = make("lam", (add(bound(0, REAL), mul(bound(1, REAL), x)),), REAL)
    loose, free = bound(0, REAL), mul(y, y)
    return lambda: (instantiate(inner, free), instantiate(inner, loose), instantiate(add(bound(0, REAL), free), loose),
                    instantiate(add(bound(0, REAL), x), free), instantiate(make("lam", (add(y, bound(0, REAL)),), REAL), x))


def partly_substituted() -> Callable[[], object]:
    x, y, z = new(), new(), new()
    t = add(mul(x, y), mul(z, z))
    return lambda: (substitute(t, {x: y}), substitute(t, {y: z}))


def unequal() -> Callable[[], object]:
    """The second time both normal forms are known."""
    x = new()
    a, b = app(lam(x, add(x, x)), TWO), add(x, TWO)

    def compared() -> None:
        with pytest.raises(RuleError, match="not equal"):
            refl(a, b)

    compared()
    return compared


def follows(*facts: Term, goal: Term, discharge: tuple[Term, ...] = ()) -> Callable[[], object]:
    premises = tuple([admitted(f) for f in facts])
    return lambda: prop(premises, goal, discharge)


def atoms(k: int) -> list[Term]:
    return [eq(new(), ZERO) for _ in range(k)]


def modus_ponens() -> Callable[[], object]:
    p, q = atoms(2)
    return follows(p, imp(p, q), goal=q)


def a_fact() -> Callable[[], object]:
    p, q = atoms(2)
    return follows(p, q, goal=q)


def a_discharge() -> Callable[[], object]:
    p, q = atoms(2)
    th = hyp(p)
    return lambda: prop((th, admitted(q)), imp(p, q), (p,))


def a_chain() -> Callable[[], object]:
    """No case is split: the goal is assumed false and the facts are true."""
    p, q, r, s = atoms(4)
    return follows(op("or", p, q), imp(p, r), imp(q, r), imp(s, op("and", s, s)), goal=r)


def curried() -> Callable[[], object]:
    p, q, r, s = atoms(4)
    return follows(imp(op("and", p, q), r), goal=imp(p, imp(q, op("or", r, s))))


def split() -> Callable[[], object]:
    p, q, r, s = atoms(4)
    return follows(op("or", op("and", p, q), op("and", r, s)), goal=op("and", op("or", p, r), op("or", q, s)))


def not_both() -> Callable[[], object]:
    p, q, r, s = atoms(4)
    return follows(op("not", op("and", p, op("not", q))), op("iff", q, op("or", r, s)), op("not", r), op("not", s),
                   goal=op("not", p))


def decided_early() -> Callable[[], object]:
    """Each connective with one side that decides it, the other open."""
    p, q, r, s = atoms(4)
    true, false = op("not", FALSE), FALSE
    known = [op("or", true, p), imp(false, q), imp(r, true), op("not", op("and", false, s)), op("or", p, true),
             op("not", op("and", s, false)), op("iff", op("and", true, p), op("or", false, p)),
             op("iff", op("and", p, true), op("or", p, false)), op("iff", imp(true, q), imp(op("not", q), false))]
    return follows(*known, goal=op("or", p, op("not", p)))


def owed() -> Callable[[], object]:
    x, y = new(), new()
    total, partial = define("workhalf", lam(x, mul(x, TWO)), total=True), define("workinverse", lam(x, div(ONE, x)))
    number = define("worknumber", add(ONE, ONE), total=True)
    inverse = define("workthird", div(ONE, add(ONE, TWO)))
    phi = op("and", forall(x, le(app(total, x), app(partial, y))), op("ex", lam(x, lt(number, op("sqrt", x)))))
    return lambda: defined(op("or", phi, op("and", FALSE, eq(inverse, y))))


def owed_by_a_recursion() -> Callable[[], object]:
    k, x = new(INT), new()
    step = lam(k, lam(x, div(x, op("real", k))))
    t = op("rec", I1, ONE, step, n)
    return lambda: (defined(eq(t, ONE)), defined(eq(app(lam(x, div(ONE, x)), t), t)))


def sums() -> Callable[[], object]:
    x, y = new(), new()
    reader = Reader([x, y])
    for t in (x, y, add(x, y)):
        reader.know_nonzero(t)
    halves = [div(x, TWO), div(y, TWO)]
    alike = [div(x, y), div(ONE, y)]
    apart = [div(x, y), div(y, x), div(ONE, mul(x, power(y, 2))), num(3)]
    return lambda: [reader.read(add(*halves)), reader.read(op("sub", *alike)),
                    reader.read(add(add(apart[0], apart[1]), add(apart[2], apart[3]))), reader.read(mul(alike[0], apart[1])),
                    reader.read(mul(x, y)), reader.read(op("neg", x)), reader.read(op("sub", x, op("neg", y)))]


def divisors() -> Callable[[], object]:
    x, y, z = new(), new(), new()
    reader = Reader([x, y, z])
    for t in (x, add(x, y), z, add(y, z), op("sub", x, y)):
        reader.know_nonzero(t)
    return lambda: [reader.read(div(ONE, t)) for t in (
        x, power(add(x, y), 3), mul(mul(x, z), op("sub", y, x)), num(5), div(x, z), mul(TWO, x))]


def premises() -> Callable[[], object]:
    x, y, z = new(), new(), new()
    side = Side((admitted(ne(x, ZERO)), admitted(ne(y, z)), admitted(ne(n, num(0, INT)))))
    return lambda: field(div(mul(x, op("sub", y, z)), mul(x, op("sub", y, z))), ONE, side)


def witnessed() -> Callable[[], object]:
    x, y = new(), new()
    th = admitted(le(x, y))
    return lambda: order(le(mul(TWO, x), add(y, y)), (th,), (Summand(num_value(2), (0,)),))


def num_value(k: int) -> Any:
    return terms.value(num(k))


def powers() -> Callable[[], object]:
    x, y = new(), new()
    reader = Reader([power(x, n), power(y, n), power(mul(x, y), add(m, n))], [integer_form(m), integer_form(n)])
    return lambda: [reader.read(power(x, t)) for t in (num(3, INT), op("sub", add(n, I1), n), n, add(n, I1), add(m, n),
                                                       mul(num(2, INT), n))] + [reader.read(power(mul(x, y), n))]


SCENARIOS: dict[Callable[[], Callable[[], object]], dict[str, int]] = {
    remembered: {"abstract": 0, "remembered.of": 300},
    context_kept: {"Reader.__init__": 1, "_context": 0, "Reader._survey": 1},
    made_again: {"_joined": 0, "_term_fields": 0, "interner.intern": 1, "rebuild": 1},
    typed_once: {"_joined": 1, "_term_fields": 4},
    nothing_to_do: {"Reduction.__init__": 1, "Reduction.computed": 2, "Reduction.of": 3, "_Reading.__init__": 1,
        "_Reading.of": 7, "_Reading.own": 3, "_Reading.read": 6, "_abstracted": 1, "_compared": 2, "_constants": 2,
        "_instantiated": 3, "_lifted": 1, "_retype": 1, "_substituted": 1, "_trusted": 2, "abstract": 1, "at_type": 1,
        "conjunction": 3, "convert": 1, "gap": 1, "instantiate": 2, "interner.intern": 6, "lift": 1, "normal": 3,
        "rebuild": 2, "refl": 1, "remembered.of": 3, "substitute": 1},
    only_unfolded: {"Reduction.computed": 0, "Reduction.of": 1},
    under_a_binder: {"_instantiated": 13, "_lifted": 1, "instantiate": 5, "interner.intern": 14, "lift": 1, "rebuild": 8,
        "remembered.of": 5},
    partly_substituted: {"_substituted": 10, "interner.intern": 4, "rebuild": 4, "substitute": 2},
    unequal: {"Reduction.__init__": 1, "Reduction.of": 0, "_compared": 1, "_constants": 1, "normal": 2, "refl": 1,
        "remembered.of": 1},
    modus_ponens: {"_follows": 1, "_in_all_cases": 0, "_under": 2, "prop": 1, "union": 1},
    a_fact: {"_follows": 1, "_in_all_cases": 0, "_under": 2, "prop": 1, "union": 1},
    a_discharge: {"_combined": 1, "_follows": 1, "_in_all_cases": 1, "_under": 2, "_value": 6, "gap": 1, "prop": 1,
        "union": 1},
    a_chain: {"_atom": 2, "_combined": 15, "_follows": 1, "_in_all_cases": 5, "_under": 4, "_value": 43, "prop": 1,
        "union": 1},
    curried: {"_atom": 1, "_combined": 8, "_follows": 1, "_in_all_cases": 3, "_under": 1, "_value": 22, "prop": 1,
        "union": 1},
    split: {"_atom": 6, "_combined": 65, "_follows": 1, "_in_all_cases": 13, "_under": 1, "_value": 138, "prop": 1,
        "union": 1},
    not_both: {"_atom": 4, "_combined": 47, "_follows": 1, "_in_all_cases": 9, "_under": 4, "_value": 96, "prop": 1,
        "union": 1},
    decided_early: {"_atom": 1, "_combined": 49, "_follows": 1, "_in_all_cases": 3, "_under": 9, "_value": 94, "prop": 1,
        "union": 1},
    owed: {"Reduction.__init__": 1, "Reduction.computed": 1, "Reduction.of": 4, "_Reading.__init__": 4,
        "_Reading.application": 2, "_Reading.everywhere": 4, "_Reading.fresh": 4, "_Reading.given": 3, "_Reading.of": 37,
        "_Reading.own": 10, "_Reading.read": 33, "_abstracted": 3, "_instantiated": 10, "_is_nonzero_number": 2,
        "_is_total": 5, "_reduced": 1, "abstract": 1, "conjunction": 14, "instantiate": 4, "normal": 2, "rebuild": 7,
        "remembered.of": 7},
    owed_by_a_recursion: {"Reduction.__init__": 2, "Reduction.computed": 3, "Reduction.of": 11, "_Reading.__init__": 2,
        "_Reading.application": 1, "_Reading.fresh": 4, "_Reading.of": 23, "_Reading.own": 7, "_Reading.read": 20,
        "_Reading.recursion": 2, "_abstracted": 16, "_instantiated": 8, "_is_nonzero_number": 3, "_reduced": 2,
        "_substituted": 2, "abstract": 2, "conjunction": 9, "instantiate": 3, "normal": 3, "rebuild": 13, "remembered.of": 9,
        "substitute": 2},
    sums: {"Reader._integer_power": 1, "Reader._power": 1, "Reader._raised": 3, "Reader.inverse": 6, "Reader.number": 9,
        "Reader.power": 6, "Reader.product": 14, "Reader.read": 37, "Reader.times": 9, "Reader.total": 5, "_divide_out": 7,
        "_fits": 0, "_summands": 5, "_within": 5},
    divisors: {"Reader._integer_power": 1, "Reader._power": 1, "Reader.inverse": 7, "Reader.number": 10, "Reader.power": 2,
        "Reader.product": 11, "Reader.read": 29, "Reader.times": 10, "Reader.total": 1, "_divide_out": 13, "_summands": 1,
        "_within": 4},
    premises: {"Reader.__init__": 1, "Reader._know": 3, "Reader._raised": 1, "Reader._survey": 1,
        "Reader._without_factors": 3, "Reader.generator": 4, "Reader.inverse": 1, "Reader.know_nonzero": 3,
        "Reader.number": 2, "Reader.power": 2, "Reader.product": 4, "Reader.read": 11, "Reader.times": 2, "Reader.total": 2,
        "_all": 2, "_bits": 3, "_divide_out": 5, "_frozen": 1, "_primitive": 3, "_reader": 1, "_summands": 1,
        "field": 1, "union": 1},
    witnessed: {"Reader.__init__": 1, "Reader._survey": 1, "Reader.generator": 2, "Reader.number": 3, "Reader.product": 2,
        "Reader.read": 8, "Reader.times": 2, "Reader.total": 3, "_all": 1, "_compare": 1, "_copied": 1, "_frozen": 1,
        "_positive": 1, "_premise": 1, "_reader": 1, "_summand": 1, "_summands": 1, "order": 1, "union": 1, "value": 1},
    powers: {"Reader._integer_power": 18, "Reader._power": 7, "Reader._power_of_product": 3, "Reader._split": 9,
        "Reader.generator": 9, "Reader.power": 18, "Reader.product": 15, "Reader.read": 16, "Reader.times": 15,
        "_integer_poly": 16, "_integer_poly_new": 15, "_integer_product": 1, "_within": 2, "integer_form": 6},
}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_calls_are_counted(scenario: Callable[[], Callable[[], object]]) -> None:
    calls, expected = work(scenario()), SCENARIOS[scenario]
    assert {name: calls.get(name, 0) for name in expected} == expected
