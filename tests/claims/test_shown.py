"""What a claim, its verdict and its derivation show: readable text in a terminal, mathematics in a notebook."""

from __future__ import annotations

import pytest
from sympy import Eq, Sum

from proofs import AuthorError, Proof, by, claim, decide, nat, real
from proofs.claims.readable import plain

i, n, x = nat("i"), nat("n"), real("x")


@claim("shown-sum", "tests")
def first_numbers():  # type: ignore[no-untyped-def]
    return Eq(Sum(i, (i, 1, n)), n*(n + 1)/2)


@first_numbers.proof
def _(p: Proof) -> None:
    base, step = p.induction(n)
    base.conclude(by.empty)
    step.say("The last term is $n + 1$.")
    step.calc(Sum(i, (i, 1, n + 1)))
    step.eq(Sum(i, (i, 1, n)) + (n + 1), by.last_term)
    step.eq((n + 1)*(n + 1 + 1)/2, step.ih)


@claim("shown-false", "tests")
def false():  # type: ignore[no-untyped-def]
    return Eq(x + 1, x)


@false.proof
def _(p: Proof) -> None:
    p.conclude(by.algebra)


@pytest.mark.parametrize(("words", "text"), [
    (r"Without $\epsilon$ the step", "Without epsilon the step"),
    (r"definition of $\sigma$", "definition of sigma"),
    (r"at most $(c\omega)^L$, and $2\varepsilon\lambda$", "at most (c omega)^L, and 2 epsilon lambda"),
    (r"$W_{\ell+1}$ is $\frac{1}{2} n_k$ or $\frac14$", "W_(ell+1) is 1/2 n_k or 1/4"),
    (r"$\operatorname{out} \ge \hat y$", "out ≥ hat y"),
    (r"$\frac{a + b}{\sqrt{n}}$", "(a + b)/√n"),
])
def test_formulas_in_words_keep_their_letters_and_signs(words: str, text: str) -> None:
    assert plain(words) == text


TEXT = """\
base: Σ[i=1..0] i = (0·(0 + 1))/2
  Σ[i=1..0] i = (0·(0 + 1))/2   by empty sum and product
step: Σ[i=1..n + 1] i = ((n + 1)·(n + 1 + 1))/2
  The last term is n + 1.
    Σ[i=1..n + 1] i
  = Σ[i=1..n] i + (n + 1)         by last term
  = ((n + 1)·(n + 1 + 1))/2       by induction hypothesis"""


def test_a_derivation_is_readable_text() -> None:
    shown = repr(first_numbers.derivation)
    assert [line.split() for line in shown.splitlines()] == [line.split() for line in TEXT.splitlines()]


def test_a_notebook_shows_mathematics() -> None:
    for one in (first_numbers, first_numbers.check(), first_numbers.derivation, decide(lambda: Eq(x + 1, x))):
        bundle = one._repr_mimebundle_()
        assert bundle["text/plain"] == repr(one)
        assert bundle["text/latex"].startswith(r"$\displaystyle ") and bundle["text/latex"].endswith("$")
        assert bundle["text/latex"].count("{") == bundle["text/latex"].count("}")
    rows = first_numbers.derivation._repr_latex_().split(r"\\")
    assert all(row.replace(r"\begin{array}{lll}", "").count("&") == 2 for row in rows)


def test_what_is_not_proved_shows_why() -> None:
    verdict = false.check()
    assert verdict._repr_mimebundle_() == {"text/plain": repr(verdict)}
    assert "it is false at x" in repr(verdict)
    with pytest.raises(AuthorError, match=r"false.check\(\) says why"):
        _ = false.derivation
