"""Mistakes of writing: names, reasons, goals."""

from sympy import Eq, Implies, Sum, sin

from proofs import Proof, by, claim, hypothesis, nat, real

x, y = real("x"), real("y")
i, n = nat("i"), nat("n")


@hypothesis("$x$ is positive")
def positive():
    return x > 0


@claim("mistake-writing-reason", "mistakes")
def misspelt_reason():
    return Eq(Sum(x, (i, 1, n)), n*x)


@misspelt_reason.proof
def _(p: Proof) -> None:
    p.calc(Sum(x, (i, 1, n)))
    p.eq(n*x, by.constant_terms)


@claim("mistake-writing-method", "mistakes")
def misspelt_method():
    return Eq(x + x, 2*x)


@misspelt_method.proof
def _(p: Proof) -> None:
    p.calc(x + x)
    p.equal(2*x)


@claim("mistake-writing-name", "mistakes", given=[positive])
def misspelt_hypothesis():
    return Eq(x/x, 1)


@misspelt_hypothesis.proof
def _(p: Proof) -> None:
    p.calc(x/x)
    p.eq(1, by.cancel, postive)  # noqa: F821


@claim("mistake-writing-text", "mistakes")
def reason_in_words():
    return Eq(x + x, 2*x)


@reason_in_words.proof
def _(p: Proof) -> None:
    p.calc(x + x)
    p.eq(2*x, "algebra")


@claim("mistake-writing-equals", "mistakes")
def two_equality_signs():
    return Eq(x + x, 2*x)


@two_equality_signs.proof
def _(p: Proof) -> None:
    p.have(x + x == 2*x)


@claim("mistake-writing-nothing", "mistakes")
def nothing_written():
    return Eq(x + x, 2*x)


@nothing_written.proof
def _(p: Proof) -> None:
    p.say("Clear.")


@claim("mistake-writing-undefined", "mistakes")
def function_not_in_the_language():
    return Eq(sin(x)**2, 1 - sin(x)**2)


@function_not_in_the_language.proof
def _(p: Proof) -> None:
    p.calc(sin(x)**2)
    p.eq(1 - sin(x)**2)


@claim("mistake-writing-later", "mistakes")
def later_claim_unproved():
    return Eq(2*x + 2*y, 2*(y + x))


@later_claim_unproved.proof
def _(p: Proof) -> None:
    p.calc(2*x + 2*y)
    p.eq(2*(y + x), wrong_lemma)


@claim("mistake-writing-lemma", "mistakes")
def wrong_lemma():
    return Eq(x + y, 2*y)


@wrong_lemma.proof
def _(p: Proof) -> None:
    p.calc(x + y)
    p.eq(2*y)


@claim("mistake-writing-self", "mistakes")
def circular():
    return Eq(x + y, y + x)


@circular.proof
def _(p: Proof) -> None:
    p.calc(x + y)
    p.eq(y + x, circular)


@claim("mistake-writing-assume", "mistakes")
def assumed_something_else():
    return Implies(x > 1, x**2 > x)


@assumed_something_else.proof
def _(p: Proof) -> None:
    more = p.assume(x > 2)
    p.calc(x**2)
    p.gt(x, more)


@claim("mistake-writing-gap", "mistakes")
def a_gap_is_left():
    return Eq((x + y)**3, x**3 + 3*x**2*y + 3*x*y**2 + y**3)


@a_gap_is_left.proof
def _(p: Proof) -> None:
    p.calc((x + y)**3)
    p.eq(x**3 + 3*x**2*y + 3*x*y**2 + y**3, by.gap)


@claim("mistake-writing-symbol", "mistakes")
def other_symbol_in_a_line():
    return Eq(2*x, x + x)


@other_symbol_in_a_line.proof
def _(p: Proof) -> None:
    p.calc(2*x)
    p.eq(y + y, by.algebra)
    p.eq(x + x, by.algebra)


@claim("mistake-writing-import", "mistakes")
def name_not_imported():
    return Eq(Var(x), 0)  # noqa: F821


@claim("mistake-writing-import-sympy", "mistakes")
def name_of_sympy_not_imported():
    return Eq(Product(i, (i, 1, 2)), 2)  # noqa: F821
