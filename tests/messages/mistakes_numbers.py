"""Mistakes with numbers: signs, roots, quotients, orders, constants."""

from sympy import Abs, Eq, Ge, Le, Ne, exp, log, sqrt

from proofs import Proof, by, claim, definition, hypothesis, real, relu

x, y, c = real("x"), real("y"), real("c")


@hypothesis("$x$ is positive")
def positive():
    return x > 0


@hypothesis("$y$ is positive")
def also_positive():
    return y > 0


@hypothesis("$x$ lies below $y$")
def below():
    return x <= y


@definition()
def loss(x):
    return (x - y)**2


@claim("mistake-numbers-sign", "mistakes")
def dropped_sign():
    return Eq((x - y)**2, x**2 - 2*x*y + y**2)


@dropped_sign.proof
def _(p: Proof) -> None:
    p.calc((x - y)**2)
    p.eq(x**2 + 2*x*y + y**2, by.algebra)
    p.eq(x**2 - 2*x*y + y**2, by.algebra)


@claim("mistake-numbers-square", "mistakes")
def square_of_a_sum():
    return Eq((x + y)**2, x**2 + y**2)


@square_of_a_sum.proof
def _(p: Proof) -> None:
    p.calc((x + y)**2)
    p.eq(x**2 + y**2, by.algebra)


@claim("mistake-numbers-root", "mistakes")
def root_of_a_square():
    return Eq(sqrt(x**2), x)


@root_of_a_square.proof
def _(p: Proof) -> None:
    p.calc(sqrt(x**2))
    p.eq(x, by.root)


@claim("mistake-numbers-divide", "mistakes", given=[positive])
def divided_by_a_difference():
    return Eq(x**2 - y**2, (x + y)*(x - y))


@divided_by_a_difference.proof
def _(p: Proof) -> None:
    p.calc(x**2 - y**2)
    p.eq((x**2 - y**2)/(x - y)*(x - y), by.cancel)
    p.eq((x + y)*(x - y), by.algebra)


@claim("mistake-numbers-cancel", "mistakes")
def cancelled_what_may_be_zero():
    return Eq(x*y/y, x)


@cancelled_what_may_be_zero.proof
def _(p: Proof) -> None:
    p.calc(x*y/y)
    p.eq(x, by.cancel)


@claim("mistake-numbers-log", "mistakes")
def log_of_any_number():
    return Eq(log(x**2), 2*log(x))


@log_of_any_number.proof
def _(p: Proof) -> None:
    p.calc(log(x**2))
    p.eq(2*log(x), by.exponents)


@claim("mistake-numbers-log-sum", "mistakes", given=[positive, also_positive])
def log_of_a_sum():
    return Eq(log(x + y), log(x) + log(y))


@log_of_a_sum.proof
def _(p: Proof) -> None:
    p.calc(log(x + y))
    p.eq(log(x) + log(y), by.exponents)


@claim("mistake-numbers-exp", "mistakes")
def exponential_of_a_product():
    return Eq(exp(x*y), exp(x)*exp(y))


@exponential_of_a_product.proof
def _(p: Proof) -> None:
    p.calc(exp(x*y))
    p.eq(exp(x)*exp(y), by.exponential)


@claim("mistake-numbers-constant", "mistakes")
def wrong_constant():
    return Eq(loss(x) - loss(-x), -4*x*y)


@wrong_constant.proof
def _(p: Proof) -> None:
    p.calc(loss(x) - loss(-x))
    p.eq((x - y)**2 - (x + y)**2, loss)
    p.eq(-2*x*y, by.algebra)
    p.eq(-4*x*y, by.algebra)


@claim("mistake-numbers-definition", "mistakes")
def definition_not_named():
    return Eq(loss(x + y), x**2)


@definition_not_named.proof
def _(p: Proof) -> None:
    p.calc(loss(x + y))
    p.eq(x**2, by.algebra)


@claim("mistake-numbers-order", "mistakes", given=[below])
def order_turned():
    return Ge(y, x)


@order_turned.proof
def _(p: Proof) -> None:
    p.calc(x)
    p.ge(y, below)


@claim("mistake-numbers-multiplied", "mistakes", given=[below])
def multiplied_by_any_sign():
    return Le(c*x, c*y)


@multiplied_by_any_sign.proof
def _(p: Proof) -> None:
    p.calc(c*x)
    p.le(c*y, below)


@claim("mistake-numbers-reciprocal", "mistakes", given=[positive, also_positive, below])
def reciprocal_keeps_the_order():
    return Le(1/x, 1/y)


@reciprocal_keeps_the_order.proof
def _(p: Proof) -> None:
    p.calc(1/x)
    p.le(1/y, below, positive, also_positive)


@claim("mistake-numbers-mixed", "mistakes", given=[below])
def mixed_directions():
    return Le(x, y + 1)


@mixed_directions.proof
def _(p: Proof) -> None:
    p.calc(x)
    p.le(y + 2, below)
    p.ge(y + 1, by.order)


@claim("mistake-numbers-abs", "mistakes")
def absolute_value_of_a_sum():
    return Eq(Abs(x + y), Abs(x) + Abs(y))


@absolute_value_of_a_sum.proof
def _(p: Proof) -> None:
    p.calc(Abs(x + y))
    p.eq(Abs(x) + Abs(y), by.absolute)


@claim("mistake-numbers-relu", "mistakes")
def relu_is_additive():
    return Eq(relu(x + y), relu(x) + relu(y))


@relu_is_additive.proof
def _(p: Proof) -> None:
    p.calc(relu(x + y))
    p.eq(relu(x) + relu(y), by.relu)


@claim("mistake-numbers-cases", "mistakes")
def a_case_is_missing():
    return Eq(Abs(x)**2, x**2)


@a_case_is_missing.proof
def _(p: Proof) -> None:
    up, down = p.cases(x > 0, x < 0)
    up.calc(Abs(x)**2)
    up.eq(x**2, up)
    down.calc(Abs(x)**2)
    down.eq(x**2, down)


@claim("mistake-numbers-case", "mistakes")
def condition_of_the_other_case():
    return Eq(Abs(x), relu(x) + relu(-x))


@condition_of_the_other_case.proof
def _(p: Proof) -> None:
    up, down = p.cases(x >= 0, x < 0)
    up.calc(Abs(x))
    up.eq(x, up)
    up.eq(relu(x) + relu(-x), by.relu, up)
    down.calc(Abs(x))
    down.eq(-x, down)
    down.eq(relu(x) + relu(-x), by.relu, up)


@claim("mistake-numbers-ends", "mistakes")
def chain_ends_elsewhere():
    return Eq((x + 1)**2, x**2 + 2*x + 1)


@chain_ends_elsewhere.proof
def _(p: Proof) -> None:
    p.calc((x + 1)**2)
    p.eq(x**2 + x + x + 1, by.algebra)


@claim("mistake-numbers-empty", "mistakes", given=[positive, below], where=[y < 0])
def nothing_satisfies_the_hypotheses():
    return Eq(x/x, 1)


@nothing_satisfies_the_hypotheses.proof
def _(p: Proof) -> None:
    p.calc(x/x)
    p.eq(1, by.cancel)


@claim("mistake-numbers-float", "mistakes")
def a_half_as_a_float():
    return Eq((x + x)/2, x)


@a_half_as_a_float.proof
def _(p: Proof) -> None:
    p.calc((x + x)/2)
    p.eq(0.5*(x + x))
    p.eq(x)


@claim("mistake-numbers-given", "mistakes")
def hypothesis_not_given():
    return Ne(x/2, 0)


@hypothesis_not_given.proof
def _(p: Proof) -> None:
    p.conclude(positive)


@claim("mistake-numbers-example", "mistakes", given=[positive, below], example={x: 2, y: 1})
def example_outside_the_hypotheses():
    return Eq(x/x, 1)


@example_outside_the_hypotheses.proof
def _(p: Proof) -> None:
    p.calc(x/x)
    p.eq(1, by.cancel)
