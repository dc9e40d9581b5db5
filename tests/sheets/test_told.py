"""How a claim is told: bounds as one reads them and none lost, reasons with links, words out of formulas."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sympy import Eq, S, Sum

from proofs import (
    E,
    Proof,
    by,
    claim,
    family,
    figure,
    function,
    hypothesis,
    integrable,
    nat,
    random_variable,
    real,
    recurrence,
)
from proofs.claims.claim import FIGURES, REGISTRY, Claim
from proofs.sheets import document as doc
from proofs.sheets.compose import KINDS, Page, _capital
from proofs.sheets.prose import legible, said
from proofs.sheets.told import asked, told
from proofs.sheets.typst_math import typst_math
from proofs.sheets.writer import _runs

n, i, k, s, t = nat("n"), nat("i"), nat("k"), nat("s"), nat("t")
q, x, y, z, w = real("q"), real("x"), real("y"), real("z"), real("w")
a = family("a")


@pytest.fixture(autouse=True)
def _registry() -> Iterator[None]:
    before = dict(REGISTRY)
    yield
    REGISTRY.clear()
    REGISTRY.update(before)


@recurrence(latex="v", start={0: 0})
def v(t):  # type: ignore[no-untyped-def]
    return v[t - 1] + a[t]


def box(made: Claim) -> doc.ClaimBox:
    return next(b for b in told(made, {made.id: "1"}) if isinstance(b, doc.ClaimBox))


def test_bounds_of_a_variable_stand_together_and_none_is_lost() -> None:
    @hypothesis("a rate")
    def rate():  # type: ignore[no-untyped-def]
        return q > 0, q <= 1, x >= 0, x <= y, Eq(y, 2)

    @hypothesis("two rates")
    def rates():  # type: ignore[no-untyped-def]
        return z > 0, w > 0, z <= 1, y <= z, y <= w

    @claim("told-bounds", "test", given=[rate, rates], where=[i >= 1, i <= n, t >= 1, t >= s, k <= t])
    def bounded():  # type: ignore[no-untyped-def]
        return Eq(q*a[i]*a[k]*a[t], a[i]*a[k]*a[t]*q)

    shown = box(bounded)
    assert shown.bounds == r"$0 \le k \le t$, $n \ge 0$, $0 \le s \le t$, $1 \le i \le n$, $t \ge 1$"
    assert shown.hypotheses == (r"a rate: $0 < q \le 1$, $0 \le x \le y$, $y = 2$",
                                r"two rates: $0 < z \le 1$, $w > 0$, $y \le z$, $y \le w$")


def test_reasons_link_to_claims_and_name_definitions_together() -> None:
    @claim("told-first", "test")
    def first_one():  # type: ignore[no-untyped-def]
        return Eq(v[t + 1], v[t] + a[t + 1])

    @first_one.proof
    def _(p: Proof) -> None:
        p.calc(v[t + 1])
        p.eq(v[t] + a[t + 1], v)

    @claim("told-second", "test")
    def second_one():  # type: ignore[no-untyped-def]
        return Eq(v[t], Sum(a[k], (k, 1, t)))

    @second_one.proof
    def _(p: Proof) -> None:
        base, step = p.induction(t)
        base.calc(v[0])
        base.eq(S(0), v)
        base.eq(Sum(a[k], (k, 1, 0)), by.empty)
        step.calc(v[t + 1])
        step.eq(v[t] + a[t + 1], first_one)
        step.eq(Sum(a[k], (k, 1, t)) + a[t + 1], step.ih)
        step.eq(Sum(a[k], (k, 1, t + 1)), by.last_term)

    blocks = list(told(second_one, {"told-first": "1", "told-second": "2"}))
    assert [b.words for b in blocks if isinstance(b, doc.ProofStart)] == ["By induction on $t$."]
    reasons = [line.reason for b in blocks if isinstance(b, doc.Chain) for line in b.lines]
    assert reasons == ["definition of $v$", "empty sum and product", doc.reference("1"), "induction hypothesis", "last term"]
    assert [b for b in asked(second_one, {"told-second": "2"}, hint=True) if isinstance(b, doc.Hint)] == [
        doc.Hint("By induction on $t$. Use: definition of $v$, empty sum and product, claim first one, last term.")]
    elsewhere = [line.reason for b in told(second_one, {"told-second": "2"}) if isinstance(b, doc.Chain) for line in b.lines]
    assert "claim first one" in elsewhere


def test_an_induction_is_announced_also_after_other_steps() -> None:
    @claim("told-late", "test")
    def late_one():  # type: ignore[no-untyped-def]
        return Eq(v[t], Sum(a[k], (k, 1, t)))

    @late_one.proof
    def _(p: Proof) -> None:
        p.have(Eq(v[0], 0), v)
        base, step = p.induction(t)
        base.conclude(v, by.empty)
        step.calc(v[t + 1])
        step.eq(v[t] + a[t + 1], v)
        step.eq(Sum(a[k], (k, 1, t + 1)), step.ih, by.last_term)

    blocks = list(told(late_one, {"told-late": "1"}))
    assert doc.ProofStart("We proceed in steps.") in blocks
    assert blocks.count(doc.Paragraph("By induction on $t$.")) == 1
    assert blocks[blocks.index(doc.Paragraph("By induction on $t$.")) + 1] == doc.Heading("Base $t = 0$.")


@pytest.mark.parametrize(("formula", "words"), [
    (r"I_r \text{ is a random variable} \text{ for all } 1 \le r \le n, j",
     r"$I_r$ is a random variable for all $1 \le r \le n$, $j$"),
    (r"I_1, \ldots, I_n \text{ is an ordering of } \{1, \ldots, n\}",
     r"$I_1, \ldots, I_n$ is an ordering of $\{1, \ldots, n\}$"),
    (r"\mathbf{1}[k \text{ with } k, j]", r"$\mathbf{1}[k \text{ with } k, j]$"),
    (r"\text{for all } x: \left(x, y\right) = \begin{cases} a & b, \\ c & d \end{cases}",
     r"for all $x: \left(x, y\right) = \begin{cases} a & b, \\ c & d \end{cases}$"),
])
def test_words_of_a_formula_become_words_of_the_text(formula: str, words: str) -> None:
    assert said(formula) == words


def test_runs_of_numbers() -> None:
    assert _runs(("8", "3", "4", "5", "10")) == [("3", "3–5"), ("8", "8"), ("10", "10")]
    assert _runs(("1.1", "3.1")) == [("1.1", "1.1"), ("3.1", "3.1")]


@recurrence(latex="b", start={0: 1})
def b(t):  # type: ignore[no-untyped-def]
    return c[t - 1] + b[t - 1]


@recurrence(latex="c", start={0: 0})
def c(t):  # type: ignore[no-untyped-def]
    return b[t] - c[t - 1]


def test_recurrences_that_refer_to_each_other_are_printed_as_written() -> None:
    @claim("told-joint", "test")
    def joint():  # type: ignore[no-untyped-def]
        return Eq(b[t + 1], c[t] + b[t])

    @joint.proof
    def _(p: Proof) -> None:
        p.calc(b[t + 1])
        p.eq(c[t] + b[t], b)

    page = Page({"told-joint": "1"})
    page.show([joint])
    rows = [row for block in page.blocks if isinstance(block, doc.Definitions) for row in block.rows]
    assert rows == [("b_{t}", "=", r"c_{t - 1} + b_{t - 1}, \qquad b_{0} = 1"),
                    ("c_{t}", "=", r"b_{t} - c_{t - 1}, \qquad c_{0} = 0")]


def test_exercises_and_hints_do_not_show_verdicts_or_proofs() -> None:
    @claim("told-task", "test")
    def task():  # type: ignore[no-untyped-def]
        return Eq(v[0], 0)

    @task.proof
    def _(p: Proof) -> None:
        p.calc(v[0])
        p.eq(S(0), v)

    @figure(task, x="t", y="v", alt="A point.")
    def point():  # type: ignore[no-untyped-def]
        """One point."""
        return {"v": [(0, 0)]}

    kinds = {}
    for variant in KINDS:
        page = Page({"told-task": "1"}, variant)
        page.show([task])
        sheet = page.sheet("t", "c", "s")
        kinds[variant] = [type(b).__name__ for b in sheet.blocks]
        assert sheet.kind == KINDS[variant]
        assert bool(sheet.ledger) == (variant == "instructor")
        assert bool(sheet.digest) == (variant in ("solutions", "instructor"))
        status = next(b.status for b in sheet.blocks if isinstance(b, doc.ClaimBox))
        assert status == ("proved" if page.solved else "stated")
    assert kinds["exercise"][-1] == "ClaimBox"
    assert kinds["hints"][-2:] == ["ClaimBox", "Hint"]
    assert kinds["solutions"][-4:] == kinds["instructor"][-4:] == ["ProofStart", "Chain", "ProofEnd", "Figure"]
    FIGURES.remove(point)


def test_a_hint_names_nothing_that_only_the_proof_explains() -> None:
    @claim("told-parts", "test", where=[n >= 1])
    def in_parts():  # type: ignore[no-untyped-def]
        return v[n] - v[n] + x - x >= 0, x**2 - a[n]*0 >= 0

    @in_parts.proof
    def _(p: Proof) -> None:
        first, second = p.parts("Nothing.", "A square.")
        first.conclude()
        low, high = second.cases(x < 0, x >= 0)
        low.conclude(low)
        high.conclude(high, by.square)

    (hint,) = [b for b in asked(in_parts, {"told-parts": "1"}, hint=True) if isinstance(b, doc.Hint)]
    assert hint.words == "Use: a square is nonnegative, and 0 only at 0."


def test_values_in_a_row_for_what_is_not_random_are_refused() -> None:
    """They would be printed as equally likely."""
    @claim("told-row", "test")
    def row():  # type: ignore[no-untyped-def]
        return Eq(a[0], a[1])

    @row.refutation()
    def _(p: Proof) -> None:
        p.instance({a: (0, 1)})

    assert "a is not random" in str(row.check()) and "a value for each index and one for all others" in str(row.check())


def test_values_of_several_random_variables_stand_together() -> None:
    X, Y = random_variable("X"), random_variable("Y")
    s = function("s", "real", latex=r"\sigma")

    @hypothesis("means")
    def with_means():  # type: ignore[no-untyped-def]
        return integrable(X, Y, X*Y)

    @claim("told-product", "test", given=[with_means])
    def product():  # type: ignore[no-untyped-def]
        return Eq(E(X*Y), E(X)*E(Y) + s(x))

    @product.refutation()
    def _(p: Proof) -> None:
        p.instance({X: (1, 2), Y: (2, 1), x: 1, s: lambda z: z**2})

    (shown,) = [b for b in told(product, {"told-product": "1"}) if isinstance(b, doc.Refutation)]
    assert shown.values == ("$x = 1$", r"$\sigma(z) = z^{2}$", "$(X, Y)$ one of $(1, 2), (2, 1)$, equally likely")


def test_the_words_of_a_false_claim_do_not_say_so_in_exercises() -> None:
    @claim("told-false", "test")
    def false_one():  # type: ignore[no-untyped-def]
        """False at 1."""
        return Eq(x, 0)

    @false_one.refutation()
    def _(p: Proof) -> None:
        p.instance({x: 1})

    @claim("told-true", "test")
    def true_one():  # type: ignore[no-untyped-def]
        """What holds instead."""
        return Eq(x, x)

    @claim("told-false-too", "test")
    def another():  # type: ignore[no-untyped-def]
        """False at 1, too."""
        return Eq(x, 0)

    @another.refutation(corrected=true_one)
    def _(p: Proof) -> None:
        p.instance({x: 1})

    for one in (false_one, true_one, another):
        (task,) = asked(one, {one.id: "1"}, hint=False, beside=(false_one, true_one, another))
        assert (task.name, task.words, task.id) == ("", "True or false?", "")
    shown, refuted = told(false_one, {"told-false": "1"})
    assert shown.words == "" and refuted.outcome == "Then the left side is $1$, the right side $0$. False at 1."
    assert box(true_one).words == "What holds instead."


def test_what_the_other_members_of_a_family_are_stands_behind_those_that_differ() -> None:
    @claim("told-members", "test", where=[n >= 1])
    def members():  # type: ignore[no-untyped-def]
        return Eq(a[n], x)

    @members.refutation()
    def _(p: Proof) -> None:
        p.instance({a: 0, n: 1, a[1]: 2, a[2]: 3, x: 5})

    (shown,) = [b for b in told(members, {"told-members": "1"}) if isinstance(b, doc.Refutation)]
    assert shown.values == ("$n = 1$", "$a_{1} = 2$", "$a_{2} = 3$", "otherwise $a = 0$", "$x = 5$")


@pytest.mark.parametrize(("variant", "left"), [("exercise", 0), ("hints", 0), ("solutions", 2)])
def test_a_question_without_a_task_has_no_heading(variant: str, left: int) -> None:
    page = Page({}, variant)  # type: ignore[arg-type]
    with page.under(doc.Section("Part")), page.under(doc.Subsection("(a)")):
        pass
    assert len(page.blocks) == left


def test_words_that_are_the_formula_are_not_said_twice() -> None:
    c = real("c")
    given = hypothesis("$c > 0$")(lambda: c > 0)
    other = hypothesis("a positive number")(lambda: c > 0)

    @claim("twice", "test", given=[given, other])
    def twice() -> object:
        return Eq(c + c, 2*c)

    box = next(block for block in asked(twice, {"twice": "1"}, hint=False) if isinstance(block, doc.ClaimBox))
    assert box.hypotheses == ("$c > 0$", "a positive number: $c > 0$")


def test_a_number_before_a_fraction_is_no_mixed_number() -> None:
    half = real("half", latex=r"\tfrac12")

    @claim("mixed", "test")
    def mixed() -> object:
        return Eq(8*half, half*8)

    box = next(iter(asked(mixed, {"mixed": "1"}, hint=False)))
    assert isinstance(box, doc.ClaimBox)
    assert box.statement == (r"8 \cdot \tfrac12 = \tfrac12 \cdot 8",)


@pytest.mark.parametrize(("formula", "shown"), [
    (r"\frac{1}{n} + a", r"\frac{1}{n} + a"),
    (r"x = \frac{\frac{a}{b}}{c} - \frac{1}{2}", r"x = \dfrac{\frac{a}{b}}{c} - \frac{1}{2}"),
    (r"\frac{n(u, v)}{2}", r"\dfrac{n(u, v)}{2}"),
    (r"\sqrt{\frac{1}{1 + \frac{1}{n}}}", r"\sqrt{\dfrac{1}{1 + \frac{1}{n}}}"),
])
def test_fractions_in_running_text_that_would_be_tiny(formula: str, shown: str) -> None:
    assert legible(formula) == shown


def test_the_name_of_a_function_stands_at_its_bracket() -> None:
    assert typst_math(r"\mathrm{step}(c)") == r'upright("step")\( c \)'
    assert typst_math(r"x \mathrm{step} y") == 'x upright("step") y'


@pytest.mark.parametrize(("place", "heading"), [("2", "Part 2"), ("3, equation (8)", "Part 3, equation (8)"),
                                                ("2.1, memory", "2.1, memory"), ("a, first", "(a), first"), ("all", "All")])
def test_what_a_heading_starts_with(place: str, heading: str) -> None:
    assert _capital(place) == heading
