"""Steps with a reason that does not belong there, and lines that are not defined or not exact."""

from sympy import Eq, Gt, Lt, Ne, S, Sum, sqrt

from proofs import Proof, by, claim, definition, dot, family, hypothesis, nat, norm2, real, vector

x, y, z = real("x"), real("y"), real("z")
n, i, t = nat("n"), nat("i"), nat("t")
a, b = family("a"), family("b", start=1, stop=n)
u, w = vector("u", n), vector("w", n)


@definition()
def double(x):
    return 2*x


@definition(latex="s")
def total(n):
    return Sum(a[i], (i, 1, n))


@hypothesis("positive $x$")
def positive():
    return x > 0


@hypothesis("positive $y$")
def other():
    return y > 0


@hypothesis("$x$ below $y$")
def below():
    return x <= y


# -- reasons ---------------------------------------------------------------------


@claim("reasons-termwise", "tests")
def sum_of_squares():
    return Sum(a[i]**2, (i, 1, n)) >= 0


@sum_of_squares.proof
def _(p: Proof) -> None:
    p.conclude(by.termwise)


@claim("wrong-termwise-sign", "tests")
def sum_of_any_sign():
    return Sum(a[i], (i, 1, n)) >= 0


@sum_of_any_sign.proof
def _(p: Proof) -> None:
    p.conclude(by.termwise)  # wrong: it is false at


@claim("reasons-twin", "tests")
def kept_sign():
    return Eq((x - y)**2, x**2 - 2*x*y + y**2)


@kept_sign.proof
def _(p: Proof) -> None:
    p.calc((x - y)**2)
    p.eq(x**2 - 2*x*y + y**2, by.algebra)


@claim("wrong-unneeded", "tests", given=[positive])
def unneeded_reason():
    return Eq(x + x, 2*x)


@unneeded_reason.proof
def _(p: Proof) -> None:
    p.calc(x + x)
    p.eq(2*x, positive)  # wrong: positive is named but not used


@claim("wrong-unneeded-rule", "tests")
def unneeded_rule():
    return Eq(x + x, 2*x)


@unneeded_rule.proof
def _(p: Proof) -> None:
    p.calc(x + x)
    p.eq(2*x, by.shift)  # wrong: by.shift is named but not used


@claim("wrong-unneeded-definition", "tests")
def unneeded_definition():
    return Eq(double(x), double(x) + 0)


@unneeded_definition.proof
def _(p: Proof) -> None:
    p.calc(double(x))
    p.eq(double(x) + 0, total)  # wrong: total is named but not used


@claim("wrong-unopened", "tests")
def unopened_definition():
    return Eq(double(x), x + x)


@unopened_definition.proof
def _(p: Proof) -> None:
    p.calc(double(x))
    p.eq(x + x, by.algebra)  # wrong: the reasons do not give  double(x) = x + x


@claim("right-opened", "tests")
def opened_definition():
    return Eq(double(x), x + x)


@opened_definition.proof
def _(p: Proof) -> None:
    p.calc(double(x))
    p.eq(x + x, double)


@claim("wrong-foreign", "tests", given=[positive])
def foreign_hypothesis():
    return Gt(x + y**2, 0)


@foreign_hypothesis.proof
def _(p: Proof) -> None:
    p.calc(x + y**2)
    p.gt(0, positive, other)  # wrong: other is no hypothesis of foreign_hypothesis: add it to given=


@claim("wrong-text", "tests")
def text_as_reason():
    return Eq(x + x, 2*x)


@text_as_reason.proof
def _(p: Proof) -> None:
    p.calc(x + x)
    p.eq(2*x, "algebra")  # wrong: a reason is a name, not text: write by.algebra


@claim("wrong-self", "tests")
def cites_itself():
    return Eq(x, x + y - y + 0*z)


@cites_itself.proof
def _(p: Proof) -> None:
    p.calc(x)
    p.eq(x + y - y + 0*z, cites_itself)  # wrong: cites_itself cannot be a reason in its own derivation


@claim("wrong-underived", "tests")  # wrong: underived has no derivation: add @underived.proof
def underived():
    return Eq(x + x, 2*x)


@claim("wrong-cites-underived", "tests")
def cites_underived():
    return Eq(x + x, 2*x)


@cites_underived.proof
def _(p: Proof) -> None:
    p.calc(x + x)
    p.eq(2*x, underived)  # wrong: claim underived is not proved, so it is no reason


@claim("wrong-too-many-values", "tests")
def too_many_values():
    return Eq((x - y)**2, x**2 - 2*x*y + y**2)


@too_many_values.proof
def _(p: Proof) -> None:
    p.calc((x - y)**2)
    p.eq(x**2 - 2*x*y + y**2, kept_sign(x, y, z))  # wrong: kept_sign has 2 variables to put values for, not 3


@claim("wrong-number-as-reason", "tests")
def number_as_reason():
    return Eq(x + x, 2*x)


@number_as_reason.proof
def _(p: Proof) -> None:
    p.calc(x + x)
    p.eq(2*x, 3)  # wrong: 3 is no reason


@claim("wrong-unused-fact", "tests")
def fact_of_another():
    return Eq(x*0, 0)


@fact_of_another.proof
def _(p: Proof) -> None:
    p.calc(x*0)
    p.eq(0, Eq(x, 0))  # wrong: Eq(x, 0) is no reason here


# -- definedness -----------------------------------------------------------------


@claim("wrong-division", "tests")
def divides_by_zero():
    return Eq(0*x, 0)


@divides_by_zero.proof
def _(p: Proof) -> None:
    p.calc(0*x)
    p.eq(0/x, by.algebra)  # wrong: 0/x is not known to be defined: that needs x ≠ 0
    p.eq(0, by.algebra)


@claim("wrong-negative-root", "tests")
def root_of_any():
    return Eq(x, x + 0)


@root_of_any.proof
def _(p: Proof) -> None:
    p.calc(x)
    p.eq(x + sqrt(x) - sqrt(x), by.algebra)  # wrong: is not known to be defined: that needs x ≥ 0
    p.eq(x + 0, by.algebra)


@claim("wrong-range", "tests", where=[n >= 1])
def outside_the_range():
    return Eq(b[1], b[1] + 0)


@outside_the_range.proof
def _(p: Proof) -> None:
    p.calc(b[1])
    p.eq(b[1] + b[n + 1] - b[n + 1], by.algebra)  # wrong: is not known to be defined
    p.eq(b[1] + 0, by.algebra)


@claim("wrong-undefined-statement", "tests")
def undefined_statement():  # the statement itself divides by 0
    return Eq(x/x, 1)


@undefined_statement.proof
def _(p: Proof) -> None:
    p.calc(x/x)  # wrong: x/x is not known to be defined: that needs x ≠ 0
    p.eq(1, by.cancel)


@claim("wrong-undefined-fact", "tests")
def undefined_fact():
    return Eq(x, x + 0)


@undefined_fact.proof
def _(p: Proof) -> None:
    p.have(Eq(y/y, y/y), by.algebra)  # wrong: is not known to be defined: that needs y ≠ 0
    p.calc(x)
    p.eq(x + 0, by.algebra)


# -- vectors ---------------------------------------------------------------------


@claim("wrong-number-goal", "tests")
def vector_in_a_chain_of_numbers():
    return Eq(norm2(u), dot(u, u))


@vector_in_a_chain_of_numbers.proof
def _(p: Proof) -> None:
    p.calc(norm2(u))
    p.eq(u, by.norm)  # wrong: u is a vector, and the goal is about numbers
    p.eq(dot(u, u), by.norm)


@claim("wrong-cauchy", "tests")
def inner_product_is_no_norm():
    return Eq(dot(u, w), norm2(u))


@inner_product_is_no_norm.proof
def _(p: Proof) -> None:
    p.calc(dot(u, w))
    p.eq(norm2(u), by.norm)  # wrong: the reasons do not give  ⟨u, w⟩ = ‖u‖^2


@claim("wrong-distinct", "tests")
def not_distinct():
    return Ne(x, y)


@not_distinct.proof
def _(p: Proof) -> None:
    p.conclude(by.order)  # wrong: the reasons do not give  x ≠ y


@claim("wrong-strict", "tests", given=[below])
def strict_from_weak():
    return Lt(x, y)


@strict_from_weak.proof
def _(p: Proof) -> None:
    p.calc(x)
    p.lt(y, below)  # wrong: the reasons do not give  x < y


@claim("wrong-inexact", "tests")
def inexact():
    return Eq(x/2, S(1)/2*x)


@inexact.proof
def _(p: Proof) -> None:
    p.calc(x/2)
    p.eq(1/2*x, by.algebra)  # wrong: is not exact: write S(1)/2


@claim("wrong-question", "tests")
def question():
    return Eq(x, x + 0)


@question.proof
def _(p: Proof) -> None:
    p.have(x == y, by.algebra)  # wrong: Python answers “==” itself
