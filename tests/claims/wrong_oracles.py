"""Facts “for all …” at values, assumptions of what is denied, cases that do not apply, chains for an arbitrary index."""

from sympy import Eq, Equivalent, Gt, Implies, Le, Ne, Not, Or, Piecewise

from proofs import Exists, ForAll, Proof, by, claim, definition, function, hypothesis, integer, nat, real, recurrence, vector

x, y = real("x"), real("y")
n, t, i = nat("n"), nat("t"), integer("i")
F, G = function("F", "real", "real"), function("G", "vector", "int", value="vector")
start = vector("u")


@recurrence(latex="p", start={0: start})
def position(t, i):
    return position[t - 1, i] + speed[t, i]


@recurrence(latex="s", start={0: 0})
def speed(t, i):
    return speed[t - 1, i] + G(position[t - 1], t - 1)[i]


@definition()
def pulse(x, t, i):
    return Piecewise((1, Eq(t, 0)), (0, True))


@hypothesis("symmetric $F$", forall=[x, y])
def symmetric_function():
    return Eq(F(x, y), F(y, x))


@hypothesis("$F$ is 0 for positive numbers", forall=[x > 0])
def zero_on_positive():
    return Eq(F(x, x), 0)


# -- joint recurrences -----------------------------------------------------------------


@claim("joint-right", "tests")
def first_position():
    return Eq(position[1], start + G(start, 0))


@first_position.proof
def _(p: Proof) -> None:
    p.calc(position[1])
    p.eq(start + G(start, 0), position, speed)


@claim("joint-wrong", "tests", where=[t >= 0])
def next_position():
    return Eq(position[t + 1], position[t] + speed[t])


@next_position.proof
def _(p: Proof) -> None:
    p.calc(position[t + 1])
    p.eq(position[t] + speed[t], position)  # wrong: the reasons do not give


@claim("joint-unnamed", "tests")
def first_position_unnamed():
    return Eq(position[1], start + G(start, 0))


@first_position_unnamed.proof
def _(p: Proof) -> None:
    p.calc(position[1])
    p.eq(start + G(start, 0), position)  # wrong: the reasons do not give


# -- facts at values --------------------------------------------------------------------


@claim("specialised-right", "tests", given=[symmetric_function])
def swapped():
    return Eq(F(0, 1), F(1, 0))


@swapped.proof
def _(p: Proof) -> None:
    p.conclude(symmetric_function(0, 1))


@claim("specialised-elsewhere", "tests", given=[symmetric_function])
def swapped_elsewhere():
    return Eq(F(0, 1), F(1, 0))


@swapped_elsewhere.proof
def _(p: Proof) -> None:
    p.conclude(symmetric_function(0, 2))  # wrong: the reasons do not give


@claim("specialised-often", "tests", given=[symmetric_function])
def swapped_often():
    return Eq(F(0, 1), F(1, 0))


@swapped_often.proof
def _(p: Proof) -> None:
    p.conclude(symmetric_function(0, 1, 2))  # wrong: symmetric_function does not say “for all” of 3 variables


@claim("specialised-outside", "tests", given=[zero_on_positive])
def outside_of_the_bounds():
    return Eq(F(-1, -1), 0)


@outside_of_the_bounds.proof
def _(p: Proof) -> None:
    p.conclude(zero_on_positive(-1))  # wrong: the reasons do not give


@claim("specialised-kind", "tests")
def oracle_of_a_kind():
    return Implies(ForAll([G], Eq(G(start, 0)[1], x)), Eq(x, 1))


@oracle_of_a_kind.proof
def _(p: Proof) -> None:
    same = p.assume(ForAll([G], Eq(G(start, 0)[1], x)))
    p.conclude(same(x))  # wrong: is no value for this variable


@claim("specialised-oracle", "tests")
def every_oracle():
    return Implies(ForAll([G], Eq(G(start, 0)[1], x)), Eq(x, 1))


@every_oracle.proof
def _(p: Proof) -> None:
    same = p.assume(ForAll([G], Eq(G(start, 0)[1], x)))
    p.conclude(same(pulse), pulse, by.choice)


@claim("choice-wrong", "tests", where=[t >= 0])
def unknown_case():
    return Eq(pulse(start, t, i), 1)


@unknown_case.proof
def _(p: Proof) -> None:
    p.calc(pulse(start, t, i))
    p.eq(1, pulse, by.choice)  # wrong: the reasons do not give


# -- denials, directions, arbitrary variables ------------------------------------------------


@claim("deny-right", "tests")
def no_such_function():
    return Not(Exists([F], ForAll([x, y], Eq(F(x, x), y))))


@no_such_function.proof
def _(p: Proof) -> None:
    values = p.assume(Exists([F], ForAll([x, y], Eq(F(x, x), y))))
    zero = p.have(Eq(F(0, 0), 0), values(0, 0))
    one = p.have(Eq(F(0, 0), 1), values(0, 1))
    p.conclude(zero, one)


@claim("deny-no-contradiction", "tests")
def denied_without_contradiction():
    return Not(Exists([F], ForAll([x], Eq(F(x, x), x))))


@denied_without_contradiction.proof
def _(p: Proof) -> None:
    values = p.assume(Exists([F], ForAll([x], Eq(F(x, x), x))))
    zero = p.have(Eq(F(0, 0), 0), values(0))
    p.conclude(zero)  # wrong: the reasons do not give


@claim("iff-right", "tests")
def both_directions():
    return Equivalent(Gt(x, 0), Gt(2*x, 0))


@both_directions.proof
def _(p: Proof) -> None:
    one, other = p.parts("One.", "Other.")
    one.conclude(by.order)
    other.conclude(by.order)


@claim("iff-wrong", "tests")
def one_direction():
    return Equivalent(Gt(x, 1), Gt(x, 0))


@one_direction.proof
def _(p: Proof) -> None:
    one, other = p.parts("One.", "Other.")
    one.conclude(by.order)  # wrong: the reasons do not give
    other.conclude(by.order)


@claim("arbitrary-right", "tests")
def for_every_number():
    return ForAll([x > 1], Gt(x**2, x))


@for_every_number.proof
def _(p: Proof) -> None:
    p.calc(x**2)
    p.eq(x + x*(x - 1), by.algebra)
    p.gt(x, by.order)


@claim("arbitrary-taken", "tests", where=[x > 1])
def for_every_other_number():
    return Or(Ne(x, x), Le(1, x))


@for_every_other_number.proof
def _(p: Proof) -> None:
    fact = p.have(ForAll([x], Gt(x + 1, x)))
    fact.calc(x + 1)
    fact.gt(x, by.order)  # wrong: stands for something else here
    p.conclude(by.order)
