"""Students' text: what earns credit, what does not, and that it can do nothing but state lines."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest
from sympy import Abs, Eq, Implies, Sum, sqrt

from proofs import E, Proof, by, claim, hypothesis, independent, integrable, nat, random_family, real, recurrence
from proofs.cli import grading
from proofs.cli.targets import TargetError
from proofs.cli.watchdog import Limits
from proofs.language.errors import NotWritten
from proofs.text.grade import Policy, Result, graded

i, n, t = nat("i"), nat("n"), nat("t")
x, y, q = real("x"), real("y"), real("q")
X, Y = random_family("X", start=1), random_family("Y", start=1)


@recurrence(latex="v", start={0: 1})
def v(t):  # type: ignore[no-untyped-def]
    return (1 - q)*v[t - 1]


@hypothesis("$x$ is positive")
def positive():  # type: ignore[no-untyped-def]
    return x > 0


@hypothesis("independence")
def unrelated():  # type: ignore[no-untyped-def]
    return independent(X, Y)


@hypothesis("integrable", forall=[i >= 1])
def means():  # type: ignore[no-untyped-def]
    return integrable(X[i]), integrable(Y[i])


@claim("grade-sum", "tests")
def first_numbers():  # type: ignore[no-untyped-def]
    return Eq(Sum(i, (i, 1, n)), n*(n + 1)/2)


@first_numbers.proof
def _(p: Proof) -> None:
    base, step = p.induction(n)
    base.calc(Sum(i, (i, 1, 0)))
    base.eq(0, by.empty)
    step.calc(Sum(i, (i, 1, n + 1)))
    step.eq(Sum(i, (i, 1, n)) + (n + 1), by.last_term)
    step.eq(n*(n + 1)/2 + (n + 1), step.ih)
    step.eq((n + 1)*(n + 1 + 1)/2, by.algebra)


@claim("grade-double", "tests")
def doubled():  # type: ignore[no-untyped-def]
    return Eq(2*Sum(i, (i, 1, n)), n*(n + 1))


@doubled.proof
def _(p: Proof) -> None:
    p.calc(2*Sum(i, (i, 1, n)))
    p.eq(2*(n*(n + 1)/2), first_numbers)
    p.eq(n*(n + 1), by.algebra)


@claim("grade-absolute", "tests")
def absolute():  # type: ignore[no-untyped-def]
    return Eq(Abs(x)**2, x**2)


@claim("grade-quotient", "tests", given=[positive])
def quotient():  # type: ignore[no-untyped-def]
    return Eq(x*x/x, x)


@claim("grade-product", "tests", given=[means, unrelated])
def product():  # type: ignore[no-untyped-def]
    return Eq(E(X[1]*Y[1]), E(X[1])*E(Y[1]))


@claim("grade-implication", "tests")
def implication():  # type: ignore[no-untyped-def]
    return Implies(x > 1, x**2 > x)


@claim("grade-recurrence", "tests")
def closed_form():  # type: ignore[no-untyped-def]
    return Eq(v[t], (1 - q)**t)


SUM = """
induction n
base:
    calc Sum(i, (i, 1, 0))
       = 0                                      by empty
step:
    calc Sum(i, (i, 1, n + 1))
       = Sum(i, (i, 1, n)) + (n + 1)            by last_term
       = n*(n + 1)/2 + (n + 1)                  by ih
       = (n + 1)*(n + 1 + 1)/2                  by algebra
"""
RIGHT = [
    (first_numbers, SUM),
    (doubled, "calc 2*Sum(k, (k, 1, n))\n= 2*(n*(n + 1)/2) by first_numbers\n= n*(n + 1)"),
    (absolute, "case up: x >= 0\n    calc abs(x)^2\n    = x² by up\n"
               "case down: x < 0\n    calc abs(x)^2\n    = (−x)^2 by down\n    = x^2"),
    (quotient, "calc x·x/x\n= x by cancel   # the hypothesis is found"),
    (product, "calc E(X[1]*Y[1])\n= E(X[1])*E(Y[1]) by unrelated"),
    (implication, "assume h: x > 1\nhave a: x > 0 by h\ncalc x**2\n> x by h, a"),
    (closed_form, "induction t\nbase:\n  calc v[0]\n  = 1 by v\n  = (1 - q)^0\nstep:\n  calc v[t + 1]\n"
                  "  = (1 - q)*v[t] by v\n  = (1 - q)*(1 - q)^t by ih\n  = (1 - q)^(t + 1)"),
]


@pytest.mark.parametrize(("stated", "text"), RIGHT, ids=lambda c: getattr(c, "name", ""))
def test_a_right_text_proves_the_claim(stated: object, text: str) -> None:
    result = graded(stated, text)  # type: ignore[arg-type]
    assert result.complete, [(x.text, x.message) for x in result.lines]
    assert result.score == result.points
    assert all(x.right for x in result.lines)


def marks(result: Result) -> dict[int, bool]:
    return {x.number: x.right for x in result.lines if x.counts}


def message(result: Result, number: int) -> str:
    return next(x.message for x in result.lines if x.number == number)


def test_partial_credit_by_line() -> None:
    wrong = SUM.replace("+ (n + 1)            by last_term", "+ n by last_term")
    result = graded(first_numbers, wrong, policy=Policy(partial=0.8))
    assert not result.complete
    assert marks(result) == {5: True, 8: False, 9: False, 10: True}
    assert "it is false at n = 1" in message(result, 8)
    assert result.score == 4.0


def test_an_unfinished_chain_earns_its_lines() -> None:
    result = graded(first_numbers, SUM[:SUM.index("       = (n + 1)")])
    assert marks(result) == {5: True, 8: True, 9: True}
    assert "the chain ends at" in message(result, 9)
    assert result.score == 3.75


def test_a_line_that_rests_on_a_wrong_one_is_not_right() -> None:
    result = graded(absolute, "have b: x != 0\ncalc abs(x)^2\n= abs(x)^2 + 0*(1/x)\n= x^2 by b")
    assert marks(result) == {1: False, 3: False, 4: False}
    assert result.score == 0


PADDING = {
    "repeated": "calc abs(x)^2\n= abs(x)^2\n= abs(x)^2\n= abs(x)^2",
    "elsewhere": "calc 1\n= 2 - 1\n= 3 - 2\n= 4 - 3",
    "spare": "have a: 1 = 1\nhave b: 2 = 2\nhave c: 3 = 3",
    "empty case": "case a: x < x\n  calc abs(x)^2\n  = 7 by a\n  = x^2 by a\ncase b: x = x\n  calc abs(x)^2\n  = 8",
    "cases that do not cover": "case a: 1 = 2\n  calc abs(x)^2\n  = 7 by a\n  = x^2 by a",
}


@pytest.mark.parametrize("name", PADDING)
def test_lines_that_do_not_serve_the_claim_earn_nothing(name: str) -> None:
    assert graded(absolute, PADDING[name]).score == 0


def test_arithmetic_in_many_lines_is_one_line() -> None:
    lines = "".join(f"= Sum(i, (i, 1, n)) + {k} - {k}\n" for k in range(1, 9))
    result = graded(first_numbers, f"calc Sum(i, (i, 1, n))\n{lines}")
    assert list(marks(result).values()) == [True]
    assert result.score == 1.25


@recurrence(latex="s", start={0: 0})
def s(t):  # type: ignore[no-untyped-def]
    return s[t - 1] + x**2


@claim("grade-nonnegative", "tests")
def sums_are_nonnegative():  # type: ignore[no-untyped-def]
    return s[t] >= 0


@sums_are_nonnegative.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.conclude(s)
    step.conclude(s, step.ih)


@claim("grade-root", "tests")
def root_of_sums():  # type: ignore[no-untyped-def]
    return Eq(sqrt(s[t])**2, s[t])


@root_of_sums.proof
def _(p: Proof) -> None:
    p.known(sums_are_nonnegative)
    p.conclude(by.root)


def test_known_theorems_serve_side_conditions() -> None:
    root = "calc sqrt(s[t])^2\n= s[t] by root"
    assert graded(root_of_sums, f"known sums_are_nonnegative\n{root}").complete
    without = graded(root_of_sums, root)
    assert not without.complete and "needs s[t] ≥ 0" in message(without, 1)
    for name in ("root_of_sums", "first_numbers", "root", "s"):
        result = graded(root_of_sums, f"known {name}\n{root}")
        assert not result.complete
        assert "those allowed here are sums_are_nonnegative" in message(result, 1)


def test_advice_can_be_withheld() -> None:
    text = "calc abs(x)^2\n= x^2 + 0*x by linearity\n= x^2 + 1"
    helpful, brief = (graded(first_numbers, "calc Sum(i, (i, 1, n))\n= n*(n + 1)/2 by sums", policy=Policy(advice=a))
                      for a in (True, False))
    assert "these lines would carry it" in message(helpful, 2)
    assert message(brief, 2).splitlines()[0] == message(helpful, 2).splitlines()[0]
    assert "carry" not in message(brief, 2) and "by induction" not in message(brief, 2)
    assert "it is false at" in message(graded(absolute, text, policy=Policy(advice=False)), 3)


ATTACKS = {  # a text, and what is said of it
    "the claim": ("conclude by first_numbers", "there is no reason first_numbers"),
    "what rests on the claim": ("conclude by doubled", "there is no reason doubled"),
    "a gap": ("conclude by gap", "there is no reason gap"),
    "a dotted gap": ("conclude by by.gap", "there is no reason gap"),
    "an axiom": ("axiom a: 1 = 2", "a line starts with"),
    "a hypothesis": ("given x > 0", "a line starts with"),
    "another goal": ("claim 1 = 1", "a line starts with"),
    "an assumption": ("assume h: n = 0\nconclude by h", "needs an implication"),
    "a fact of that name": ("have linearity: 1 = 1", "the name linearity is taken"),
    "an expression as a reason": ("calc n\n= 1 by v(1)", "v takes no values"),
    "a called reason": ("calc n\n= 1 by linearity(1)", "linearity takes no values"),
    "attributes": ("calc n.__class__\n= 1", "not understood"),
    "a call of a call": ("calc ().__class__.__bases__[0]()\n= 1", "not understood"),
    "import": ("calc __import__('os')\n= 1", "there is no name __import__"),
    "open": ("calc open('/etc/passwd')\n= 1", "there is no name open"),
    "lambda": ("calc (lambda: 1)()\n= 1", "cannot be called"),
    "a comprehension": ("calc [n for n in (1, 2)]\n= 1", "not understood"),
    "a walrus": ("calc (n := 1)\n= 1", "not understood"),
    "text": ("calc 'n'\n= 1", "is no whole number"),
    "a float": ("calc 0.5\n= 1", "is no whole number"),
    "a huge number": ("calc 10000000000000000000000\n= 1", "more than 15 digits"),
    "a number of many digits": ("calc 1" + "0"*1500 + "\n= 1", "more than 15 digits"),
    "a huge power": ("calc 2**99999\n= 1", "an exponent is larger"),
    "brackets": ("calc " + "("*900 + "n" + ")"*900 + "\n= 1", "is no expression"),
    "a deep sum": ("calc " + "-"*200 + "n\n= 1", "too large"),
    "a long sum": ("calc " + "+".join("n"*600) + "\n= 1", "too large"),
    "a long line": ("calc " + "n "*2000 + "\n= 1", "more than 2000 letters"),
    "a null": ("calc n\0\n= 1", "is no expression"),
    "a module": ("calc sys\n= 1", "there is no name sys"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_earns_nothing(name: str) -> None:
    text, said = ATTACKS[name]
    result = graded(first_numbers, text)
    assert not result.complete
    assert result.score == 0
    assert said in " ".join(x.message for x in result.lines) + result.message


def test_too_long_a_text_is_refused() -> None:
    assert "longer than" in graded(first_numbers, "calc n\n"*1000).message


def test_towers_of_powers_end() -> None:
    from clock import allowance  # the head of this file is a lecture that students are graded by

    start = time.perf_counter()
    assert not graded(first_numbers, "calc ((9**30)**30)**30\n= (n + 9)**900\n= (Sum(i**30, (i, 1, 40))**30)**30").complete
    assert time.perf_counter() - start < 15*allowance()


def test_the_staff_choose_theorems_and_reasons() -> None:
    text = RIGHT[1][1]
    assert not graded(doubled, text, policy=Policy(theorems=("absolute",))).complete
    assert graded(doubled, text, policy=Policy(theorems=("first_numbers",))).complete
    assert not graded(first_numbers, SUM, policy=Policy(without=("last_term",))).complete
    with pytest.raises(NotWritten, match="there is no claim nothing"):
        graded(doubled, text, policy=Policy(theorems=("nothing",)))


# -- the process -----------------------------------------------------------------------------------

LECTURE = Path(__file__).read_text(encoding="utf-8").partition("SUM = ")[0]


@pytest.fixture
def lecture(tmp_path: Path) -> str:
    (tmp_path/"graded_lecture.py").write_text(LECTURE.replace('"grade-', '"process-'), encoding="utf-8")
    return str(tmp_path/"graded_lecture.py")


def run(target: str, text: str, tmp_path: Path, limits: Limits | None = None) -> dict[str, object]:
    (tmp_path/"text.txt").write_text(text, encoding="utf-8")
    policy = {"points": 4, "partial": 0.5, "theorems": [], "without": []}
    return grading.grade(target, tmp_path/"text.txt", policy, limits or Limits())


def test_in_a_process(lecture: str, tmp_path: Path) -> None:
    result = run(f"{lecture}:first_numbers", SUM, tmp_path)
    assert (result["complete"], result["score"]) == (True, 4)
    data = grading.as_gradescope(result)
    assert data["score"] == 4
    assert [x["status"] for x in data["tests"]] == ["passed"]*4
    assert json.loads(json.dumps(data)) == data
    assert "4 of 4 points, proved" in data["output"]
    with pytest.raises(TargetError, match="has no claim nothing"):
        run(f"{lecture}:nothing", SUM, tmp_path)


def test_a_text_that_takes_too_long_is_ended_with_its_process(lecture: str, tmp_path: Path) -> None:
    line = "= (n + q + x + 1)^90*(n + x + q^2 + 2)^90*(n + x + q^3 + 7)^90 by algebra\n"
    start = time.perf_counter()
    result = run(f"{lecture}:first_numbers", "calc Sum(i, (i, 1, n))\n" + line*300, tmp_path, Limits(seconds=4))
    assert time.perf_counter() - start < 40
    assert "ended after 4 seconds" in str(result["message"])
    assert (result["score"], result["complete"], result["lines"]) == (0, False, [])


HUGE = ["factorial(99999999)", "binomial(999999999, 333333333)", "((2^999)^n)^(3^(3^5))"]


def test_huge_values_are_not_computed(lecture: str, tmp_path: Path) -> None:
    text = "calc Sum(i, (i, 1, n))\n" + "".join(f"= {e} by evaluation\n" for e in HUGE)
    result = run(f"{lecture}:first_numbers", text, tmp_path, Limits(seconds=100, megabytes=1500))
    assert [x["right"] for x in result["lines"] if x["counts"]] == [False]*len(HUGE)  # type: ignore[attr-defined]
    assert result["score"] == 0


def test_time_and_memory_are_bounded(lecture: str, tmp_path: Path) -> None:
    slow = run(f"{lecture}:first_numbers", SUM, tmp_path, Limits(seconds=0.05))
    assert "ended after 0.05 seconds" in str(slow["message"])
    assert slow["score"] == 0
    if sys.platform == "linux":
        small = run(f"{lecture}:first_numbers", SUM, tmp_path, Limits(megabytes=30))
        assert "the check was ended without a result" in str(small["message"])
