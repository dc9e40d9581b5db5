"""Inductions, cases, parts and assumptions that do not fit their goal."""

from sympy import Eq, Ge, Gt, Implies, Le, Lt, Sum

from proofs import Proof, by, claim, family, hypothesis, nat, real, recurrence, relu

x, y = real("x"), real("y")
n, t, i, k = nat("n"), nat("t"), nat("i"), nat("k")
a = family("a")


@recurrence(start={0: 1})
def powers_of_two(t):
    return 2*powers_of_two[t - 1]


@hypothesis("constant", forall=[i >= 0])
def constant():
    return Eq(a[i], a[0])


@hypothesis("small $t$")
def small():
    return t <= 3


@hypothesis("$x$ below $y$")
def below():
    return x <= y


# -- induction -------------------------------------------------------------------


@claim("induction-right", "tests")
def doubling():
    return Eq(powers_of_two[t], 2**t)


@doubling.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.calc(powers_of_two[0])
    base.eq(2**0, powers_of_two)
    step.calc(powers_of_two[t + 1])
    step.eq(2*powers_of_two[t], powers_of_two)
    step.eq(2*2**t, step.ih)
    step.eq(2**(t + 1), by.powers)


@claim("induction-real", "tests")
def on_a_real():
    return Ge(x**2, 0)


@on_a_real.proof
def _(p: Proof) -> None:
    base, step = p.induction(x)  # wrong: induction needs an integer, x is none
    base.conclude(by.square)
    step.conclude(by.square)


@claim("induction-late", "tests")
def starts_too_late():
    return Eq(powers_of_two[t], 2**t)


@starts_too_late.proof
def _(p: Proof) -> None:
    base, step = p.induction(t, start=1)  # wrong: the induction starts at 1, but t ≥ 1 is not known
    base.calc(powers_of_two[1])
    base.eq(2**1, powers_of_two)
    step.calc(powers_of_two[t + 1])
    step.eq(2*powers_of_two[t], powers_of_two)
    step.eq(2*2**t, step.ih)
    step.eq(2**(t + 1), by.powers)


@claim("induction-bad-base", "tests")
def false_base():
    return Eq(powers_of_two[t], 2*2**t)


@false_base.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.calc(powers_of_two[0])
    base.eq(2*2**0, powers_of_two)  # wrong: the reasons do not give  powers_of_two[0] = 2
    step.calc(powers_of_two[t + 1])
    step.eq(2*powers_of_two[t], powers_of_two)
    step.eq(2*(2*2**t), step.ih)
    step.eq(2*2**(t + 1), by.powers)


@claim("induction-no-hypothesis", "tests")
def step_without_its_hypothesis():
    return Eq(powers_of_two[t], 2**t)


@step_without_its_hypothesis.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.calc(powers_of_two[0])
    base.eq(2**0, powers_of_two)
    step.calc(powers_of_two[t + 1])
    step.eq(2*powers_of_two[t], powers_of_two)
    step.eq(2*2**t, by.powers)  # wrong: the reasons do not give  2·powers_of_two[t] = 2·2^t
    step.eq(2**(t + 1), by.powers)


@claim("induction-hypothesis-in-base", "tests")
def hypothesis_in_the_base():
    return Eq(powers_of_two[t], 2**t)


@hypothesis_in_the_base.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.calc(powers_of_two[0])
    base.eq(2**0, step.ih)  # wrong: the induction hypothesis is no reason here: it holds inside its step only
    step.calc(powers_of_two[t + 1])
    step.eq(2**(t + 1), powers_of_two, step.ih, by.powers)


@claim("induction-wrong-index", "tests")
def hypothesis_at_the_next_index():
    return Eq(powers_of_two[t], 2**t)


@hypothesis_at_the_next_index.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.calc(powers_of_two[0])
    base.eq(2**0, powers_of_two)
    step.calc(powers_of_two[t + 1])
    step.eq(2**(t + 1), step.ih)  # wrong: the reasons do not give  powers_of_two[t + 1] = 2^(t + 1)


@claim("induction-fixed", "tests", given=[small])
def hypothesis_about_the_variable():
    return Eq(powers_of_two[t], 2**t)


@hypothesis_about_the_variable.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)  # wrong: speaks of t, on which the induction runs: quantify over it with forall=
    base.calc(powers_of_two[0])
    base.eq(2**0, powers_of_two)
    step.calc(powers_of_two[t + 1])
    step.eq(2**(t + 1), powers_of_two, step.ih, by.powers)


@claim("induction-step-missing", "tests")
def no_step():
    return Eq(powers_of_two[t], 2**t)


@no_step.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)  # wrong: nothing shows powers_of_two[t + 1] = 2^(t + 1)
    base.calc(powers_of_two[0])
    base.eq(2**0, powers_of_two)
    step.say("And so on.")


@claim("induction-wrong-start", "tests")
def recurrence_at_its_start():
    return Eq(powers_of_two[t], 2*powers_of_two[t - 1])


@recurrence_at_its_start.proof
def _(p: Proof) -> None:
    p.calc(powers_of_two[t])
    p.eq(2*powers_of_two[t - 1], powers_of_two)  # wrong: the reasons do not give


@claim("descent-wrong", "tests", given=[constant], where=[t >= 0, t <= n])
def descent_without_bound():
    return Eq(a[t], a[n])


@descent_without_bound.proof
def _(p: Proof) -> None:
    base, step = p.descent(t, start=n)
    base.calc(a[n])
    base.eq(a[n + 1], by.algebra)  # wrong: the reasons do not give  a[n] = a[n + 1]
    base.eq(a[n], by.algebra)
    step.calc(a[t])
    step.eq(a[n], constant)


# -- cases -----------------------------------------------------------------------


@claim("cases-open", "tests")
def not_exhaustive():
    return Ge(relu(x), 0)


@not_exhaustive.proof
def _(p: Proof) -> None:
    positive, negative = p.cases(x > 0, x < 0)  # wrong: the cases do not cover everything
    positive.conclude(by.relu, positive)
    negative.conclude(by.relu, negative)


@claim("cases-right", "tests")
def exhaustive():
    return Eq(relu(x)*x, relu(x)**2)


@exhaustive.proof
def _(p: Proof) -> None:
    positive, negative = p.cases(x >= 0, x < 0)
    positive.calc(relu(x)*x)
    positive.eq(relu(x)**2, by.relu, positive)
    negative.calc(relu(x)*x)
    negative.eq(relu(x)**2, by.relu, negative)


@claim("cases-other", "tests")
def condition_of_the_other_case():
    return Ge(relu(x), x)


@condition_of_the_other_case.proof
def _(p: Proof) -> None:
    positive, negative = p.cases(x >= 0, x < 0)
    positive.calc(relu(x))
    positive.eq(x, by.relu, positive)
    negative.calc(relu(x))
    negative.eq(x, by.relu, positive)  # wrong: the case x >= 0 is no reason here: it holds inside that case only


@claim("cases-half", "tests")
def second_case_missing():
    return Ge(relu(x), x)


@second_case_missing.proof
def _(p: Proof) -> None:
    positive, negative = p.cases(x >= 0, x < 0)  # wrong: nothing shows ReLU(x) ≥ x
    positive.calc(relu(x))
    positive.eq(x, by.relu, positive)
    negative.say("Likewise.")


# -- parts -----------------------------------------------------------------------


@claim("parts-count", "tests")
def too_many_parts():
    return Eq(x + x, 2*x), Eq(y + y, 2*y)


@too_many_parts.proof
def _(p: Proof) -> None:
    one, two, three = p.parts("One.", "Two.", "Three.")  # wrong: the goal has 2 parts, the derivation 3
    one.conclude(by.algebra)
    two.conclude(by.algebra)
    three.conclude(by.algebra)


@claim("parts-order", "tests")
def parts_in_the_other_order():
    return Eq(x + x, 2*x), Eq(y + y, 2*y)


@parts_in_the_other_order.proof
def _(p: Proof) -> None:
    one, two = p.parts("One.", "Two.")
    two.calc(x + x)  # wrong: the chain starts at x + x, the claim at y + y
    two.eq(2*x, by.algebra)
    one.conclude(by.algebra)


@claim("parts-false", "tests")
def second_part_false():
    return Eq(x + x, 2*x), Eq(y + y, y)


@second_part_false.proof
def _(p: Proof) -> None:
    one, two = p.parts("One.", "Two.")
    one.conclude(by.algebra)
    two.conclude(by.algebra)  # wrong: the reasons do not give  y + y = y


# -- assumptions and facts ---------------------------------------------------------


@claim("assume-other", "tests")
def assumes_something_else():
    return Implies(Gt(x, 1), Gt(x, 0))


@assumes_something_else.proof
def _(p: Proof) -> None:
    more = p.assume(Gt(x, 2))  # wrong: the goal assumes x > 1, not x > 2
    p.conclude(more)


@claim("assume-right", "tests")
def assumes_the_left_side():
    return Implies(Gt(x, 1), Gt(x, 0))


@assumes_the_left_side.proof
def _(p: Proof) -> None:
    more = p.assume(Gt(x, 1))
    p.calc(x)
    p.gt(0, more)


@claim("assume-nothing", "tests")
def assumes_without_implication():
    return Ge(x**2, 0)


@assumes_without_implication.proof
def _(p: Proof) -> None:
    positive = p.assume(Gt(x, 0))  # wrong: assume(…) needs an implication; the goal is x^2 ≥ 0
    p.conclude(positive, by.square)


@claim("fact-false", "tests")
def false_fact():
    return Le(x, x + 1)


@false_fact.proof
def _(p: Proof) -> None:
    p.have(Lt(x, x), by.order)  # wrong: the reasons do not give  x < x
    p.conclude(by.order)


@claim("fact-too-late", "tests", given=[below])
def fact_of_the_other_part():
    return Le(2*x, x + y), Le(x + y, 2*y)


@fact_of_the_other_part.proof
def _(p: Proof) -> None:
    one, two = p.parts("One.", "Two.")
    late = two.have(Le(2*x, 2*y), below)
    one.conclude(late)  # wrong: fact (a) is no reason here: it is not proved before this line
    two.conclude(below)


@claim("fact-of-a-case", "tests")
def fact_used_outside_its_case():
    return Ge(relu(x), x)


@fact_used_outside_its_case.proof
def _(p: Proof) -> None:
    positive, negative = p.cases(x >= 0, x < 0)
    same = positive.have(Eq(relu(x), x), by.relu, positive)
    positive.conclude(same)
    negative.conclude(same)  # wrong: fact (a) is no reason here: it is not proved before this line


@claim("fact-about-a-sum", "tests", given=[constant])
def bound_as_a_fact():
    return Eq(Sum(a[i], (i, 1, n)), n*a[0])


@bound_as_a_fact.proof
def _(p: Proof) -> None:
    p.calc(Sum(a[i], (i, 1, n)))
    p.eq(Sum(a[0], (i, 0, n)), constant)  # wrong: the reasons do not give
    p.eq(n*a[0], by.constant_term)


@claim("fact-unquantified", "tests", where=[k >= 1])
def statement_of_a_natural():
    return Gt(k**2, 0)


@statement_of_a_natural.proof
def _(p: Proof) -> None:
    p.have(Gt(k - 1, 0), by.order)  # wrong: the reasons do not give  k - 1 > 0
    p.conclude(by.order)
