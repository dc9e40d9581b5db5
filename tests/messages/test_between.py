"""“This jump is too large; these lines would carry it”: the lines that are proposed are written, and are accepted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sympy import Abs, Eq, Le, Max, Sum, sqrt

from proofs import Proof, Proved, by, claim, family, nat, real, recurrence, relu
from proofs.claims import advice as advising
from proofs.claims.between import Case, Plan
from proofs.claims.check import Checker
from proofs.claims.proof import IH
from proofs.text.grade import Strict

i, n, t = nat("i"), nat("n"), nat("t")
x, y, q = real("x"), real("y"), real("q")
a = family("a")


@recurrence(latex="v", start={0: 0})
def v(t):  # type: ignore[no-untyped-def]
    return (1 - q)*v[t - 1] + q


Side = Callable[[], Any]
JUMPS: dict[str, tuple[str, Side, Side, tuple[Any, ...], tuple[Any, ...]]] = {  # relation, sides, where=, reasons given
    "a sum": ("eq", lambda: Sum(i, (i, 1, n)), lambda: n*(n + 1)/2, (), (by.sums,)),
    "odd numbers": ("eq", lambda: Sum(2*i + 1, (i, 0, n)), lambda: (n + 1)**2, (), ()),
    "a geometric sum": ("eq", lambda: Sum(q**i, (i, 0, n))*(1 - q), lambda: 1 - q**(n + 1), (), (by.sums,)),
    "a telescope": ("eq", lambda: Sum(a[i] - a[i - 1], (i, 1, n)), lambda: a[n] - a[0], (), ()),
    "a recurrence": ("eq", lambda: v[t], lambda: 1 - (1 - q)**t, (), (v,)),
    "a bound": ("le", lambda: 1 + n*x, lambda: (1 + x)**n, (x >= -1,), ()),
    "a greater number": ("eq", lambda: Max(x, y), lambda: (x + y + Abs(x - y))/2, (), ()),
    "rectifiers": ("eq", lambda: relu(x) - relu(-x), lambda: x, (), ()),
    "two at once": ("eq", lambda: sqrt(x**2)*sqrt(x**2) + Sum(a[i], (i, 1, n + 1)),
                    lambda: x**2 + Sum(a[i], (i, 1, n)) + a[n + 1], (), ()),
}


@pytest.fixture(autouse=True)
def no_routine(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a graded text, where what is routine has to be named as well."""
    monkeypatch.setattr(Checker, "routine", Strict.routine)


def stated(name: str, steps: Callable[[Proof], None]) -> Any:
    relation, left, right, where, _ = JUMPS[name]

    @claim("between-" + name.replace(" ", "-"), "jumps", where=where)
    def jump():  # type: ignore[no-untyped-def]
        return {"eq": Eq, "le": Le}[relation](left(), right())

    jump.prover = steps
    return jump


def the_jump(name: str) -> Callable[[Proof], None]:
    relation, left, right, _, reasons = JUMPS[name]

    def steps(p: Proof) -> None:
        p.calc(left())
        getattr(p, relation)(right(), *reasons)

    return steps


def the_lines(name: str, plan: Plan) -> Callable[[Proof], None]:
    """A derivation that says what the plan says."""
    def reasons(line: Any, here: Proof) -> list[Any]:
        return [here.ih if isinstance(r, IH) else here if isinstance(r, Case) else r for r in line.reasons]

    def steps(p: Proof) -> None:
        first, second = plan.lines
        if plan.how.startswith("by induction"):
            parts = p.induction(n if " n " in plan.how else t)
        else:
            conditions = {"rectifiers": (x >= 0, x < 0), "a greater number": (x <= y, y < x)}
            parts = p.cases(*conditions[name])
        for part, line in zip(parts, (first, second), strict=True):
            part.conclude(*reasons(line, part))

    return steps


@pytest.mark.parametrize("name", JUMPS)
def test_the_lines_that_are_proposed_carry_the_jump(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plans: list[Plan | None] = []
    found = advising.lines_between
    monkeypatch.setattr(advising, "lines_between", lambda *given: plans.append(found(*given)) or plans[-1])
    verdict = stated(name, the_jump(name)).check()
    assert "this jump is too large; these lines would carry it" in verdict.reason
    (plan,) = plans
    assert plan is not None and len(plan.lines) == 2
    if plan.how:
        made = stated(name, the_lines(name, plan)).check()
        assert isinstance(made, Proved), made.reason
    else:  # a chain over one expression between
        goal, (first, second) = verdict.reason, plan.lines
        assert first.goal.args[1] is second.goal.args[0]
        assert first.reasons == [by.last_term] and goal.count("by.last_term") == 1


# -- an earlier claim that would help is named -----------------------------------------------------


@recurrence(latex="s", start={0: 0})
def s(t):  # type: ignore[no-untyped-def]
    return s[t - 1] + x**2


@claim("between-lemma", "jumps")
def sums_are_nonnegative():  # type: ignore[no-untyped-def]
    return s[t] >= 0


@sums_are_nonnegative.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.conclude(s)
    step.conclude(s, step.ih)


@claim("between-closed", "jumps")
def closed_form():  # type: ignore[no-untyped-def]
    return Eq(s[t], t*x**2)


@closed_form.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.conclude(s)
    step.conclude(s, step.ih)


@claim("between-owed", "jumps")
def side_condition():  # type: ignore[no-untyped-def]
    return Eq(sqrt(s[t] + 1)**2, s[t] + 1)


@claim("between-unnamed", "jumps")
def lemma_not_named():  # type: ignore[no-untyped-def]
    return Eq(s[t]/2, t*x**2/2)


def test_an_earlier_claim_that_gives_a_side_condition_is_named() -> None:
    def steps(p: Proof) -> None:
        p.calc(sqrt(s[t] + 1)**2)
        p.eq(s[t] + 1, by.root)

    side_condition.prover = steps
    said = side_condition.check().reason
    assert "needs s[t] + 1 ≥ 0" in said
    assert "claim sums_are_nonnegative gives it: name it before this line, p.known(sums_are_nonnegative)" in said


def test_an_earlier_claim_that_carries_the_line_is_named() -> None:
    def steps(p: Proof) -> None:
        p.calc(s[t]/2)
        p.eq(t*x**2/2, by.algebra)

    lemma_not_named.prover = steps
    assert lemma_not_named.check().reason.endswith("these reasons carry it:  closed_form")
