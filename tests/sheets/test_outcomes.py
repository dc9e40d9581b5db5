"""What a counterexample makes of the statement, in words: which part is false, for which values, what is divided by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sympy import And, Eq, Equivalent, Implies, Lt

from proofs import (
    E,
    Exists,
    ForAll,
    Proof,
    bounded_sums,
    claim,
    family,
    hypothesis,
    integrable,
    nat,
    random_variable,
    real,
    tends,
)
from proofs.claims.claim import REGISTRY
from proofs.sheets import document as doc
from proofs.sheets.compose import NEAR, Page
from proofs.sheets.told import told

n, i, k, t = nat("n"), nat("i"), nat("k"), nat("t")
x, y, z, q = real("x"), real("y"), real("z"), real("q")
a = family("a")


@pytest.fixture(autouse=True)
def _registry() -> Iterator[None]:
    before = dict(REGISTRY)
    yield
    REGISTRY.clear()
    REGISTRY.update(before)


def outcome(statement: Any, values: dict[Any, Any], **more: Any) -> str:
    @claim("told-outcome", "test", **more)
    def wrong():  # type: ignore[no-untyped-def]
        return statement

    @wrong.refutation()
    def _(p: Proof) -> None:
        p.instance(values)

    (shown,) = [b for b in told(wrong, {"told-outcome": "1"}) if isinstance(b, doc.Refutation)]
    return shown.outcome


@pytest.mark.parametrize(("statement", "values", "words"), [
    (Eq(x, 1), {x: 0}, "Then the left side is $0$, the right side $1$."),
    (Eq(x, x/2 - 3), {x: 1}, r"Then the left side is $1$, the right side $-\frac{5}{2}$."),
    (Lt(x, y), {x: 2, y: 2}, "Then both sides are $2$."),
    (And(Eq(x, 1), Eq(y, 1)), {x: 1, y: 0}, "Then in $y = 1$ the left side is $0$, the right side $1$."),
    (And(Eq(x, 1), Eq(y, 1)), {x: 0, y: 0}, "Then in $x = 1$ the left side is $0$, the right side $1$."),
    (ForAll([i >= 1, i <= n], a[i] >= x), {n: 3, x: 0, a: 0, a[2]: -1},
     "Then for $i = 2$ the left side is $-1$, the right side $0$."),
    (ForAll([i >= 2], ForAll([k >= 3], Eq(a[i]*a[k], 1))), {a: 0},
     "Then for $i = 2$, $k = 3$ the left side is $0$, the right side $1$."),
    (ForAll([i >= 1], And(a[i] >= 0, Eq(a[i], x))), {a: 1, x: 2},
     "Then for $i = 1$ in $a_{i} = x$ the left side is $1$, the right side $2$."),
    (Equivalent(x > 0, x**2 > 0), {x: -1}, "Then $x > 0$ is false, and $x^{2} > 0$ holds."),
    (Implies(x >= 0, x >= 1), {x: 0}, r"Then $x \ge 0 \implies x \ge 1$ is false."),
    (tends(q**t, t, 0), {q: 1}, r"Then $\lim_{t \to \infty} q^{t} = 0$ is false."),
    (bounded_sums(x, k), {x: 1}, r"Then it is false that $\text{the sums }\sum_{k=0}^{N} x\text{ are bounded}$."),
    (Exists([z], Eq(z**2, x)), {x: -1}, r"Then it is false that $\text{there is }z\text{ such that }z^{2} = x$."),
    (Eq(y/x, 1), {x: 0, y: 1}, "There $x = 0$, so the statement is undefined."),
    (Eq((1 - q**n)/(1 - q), 1), {q: 1, n: 1}, "There $1 - q = 0$, so the statement is undefined."),
])
def test_what_a_statement_amounts_to_at_values_that_refute_it(statement: Any, values: dict[Any, Any], words: str) -> None:
    assert outcome(statement, values) == words


def test_that_the_hypotheses_hold_is_said_where_there_are_any() -> None:
    @hypothesis("positive")
    def positive():  # type: ignore[no-untyped-def]
        return x > 0

    held = "The hypotheses hold, "
    assert outcome(Eq(x, 1), {x: 2}, given=[positive]) == f"{held}and the left side is $2$, the right side $1$."
    assert outcome(Equivalent(x > 2, x > 1), {x: 2}, given=[positive]) == f"{held}but $x > 2$ is false, and $x > 1$ holds."


# -- proofs and hypotheses ---------------------------------------------------------------------------------


def test_the_end_of_the_steps_that_show_a_fact_is_said_where_no_other_fact_follows() -> None:
    @claim("told-shown", "test")
    def square():  # type: ignore[no-untyped-def]
        return (x + 1)**2 <= (x + 1)**2 + 4

    @square.proof
    def _(p: Proof) -> None:
        for z in (x, y):
            expanded = p.have(Eq((z + 1)**2, z**2 + 2*z + 1))
            expanded.calc((z + 1)**2)
            expanded.eq(z*(z + 1) + z + 1)
            expanded.eq(z**2 + 2*z + 1)
        p.calc((x + 1)**2)
        p.eq(x**2 + 2*x + 1)
        p.le((x + 1)**2 + 4)

    steps = [b for b in told(square, {"told-shown": "1"}) if isinstance(b, doc.Fact | doc.Chain | doc.Paragraph)]
    assert [type(b).__name__ for b in steps] == ["Fact", "Chain", "Fact", "Chain", "Paragraph", "Chain"]
    assert steps[4] == doc.Paragraph("This shows (b).")


def test_hypotheses_that_stood_far_before_are_said_again() -> None:
    X = random_variable("X")

    @hypothesis("the variable and its square have means, as all that follows needs; so have its fourth power and its eighth")
    def means():  # type: ignore[no-untyped-def]
        return integrable(X, X**2, X**4, X**8)

    made = []
    for number in range(NEAR + 3):
        @claim(f"told-far-{number}", "test", given=[means], example={X: (0, 1)})
        def one():  # type: ignore[no-untyped-def]
            return Eq(E(X), E(X))

        @one.proof
        def _(p: Proof) -> None:
            p.conclude()

        made.append(one)
    page = Page({c.id: str(1 + k) for k, c in enumerate(made)})
    page.show(made)
    short = [any("the hypotheses of" in h for h in b.hypotheses) for b in page.blocks if isinstance(b, doc.ClaimBox)]
    assert short == [False, *[True]*NEAR, False, True]
