"""Mistakes with expectations, derivatives and limits: what is not assumed is not there."""

from sympy import Eq, Sum, exp

from proofs import (
    E,
    Proof,
    Var,
    by,
    claim,
    definition,
    derivative,
    diverges,
    family,
    hypothesis,
    independent,
    integrable,
    nat,
    random_family,
    real,
    relu,
    tends,
)

c, x, y = real("c"), real("x"), real("y")
i, j, n = nat("i"), nat("j"), nat("n")
a, b = family("a"), family("b")
X, Y = random_family("X", start=1), random_family("Y", start=1)


@hypothesis("integrable $X$", forall=[i >= 1])
def integrable_x():
    return integrable(X[i])


@hypothesis("integrable $Y$", forall=[i >= 1])
def integrable_y():
    return integrable(Y[i])


@hypothesis("integrable products", forall=[i >= 1])
def integrable_products():
    return integrable(X[i]*Y[i])


@hypothesis("square-integrable $X$", forall=[i >= 1])
def second_moments():
    return integrable(X[i]**2)


@hypothesis("square-integrable $Y$", forall=[i >= 1])
def second_moments_too():
    return integrable(Y[i]**2)


@hypothesis("independence of $X$ and $Y$")
def unrelated():
    return independent(X, Y)


@hypothesis("$a$ tends to $x$")
def limit_of_a():
    return tends(a[n], n, x)


@hypothesis("$b$ grows")
def growing():
    return diverges(b[n], n)


@definition(latex="q")
def loss(x):
    return (x - y)**2


@claim("mistake-random-assumed", "mistakes", given=[integrable_x, integrable_y, integrable_products])
def independence_not_assumed():
    return Eq(E(X[1]*Y[1]), E(X[1])*E(Y[1]))


@independence_not_assumed.proof
def _(p: Proof) -> None:
    p.calc(E(X[1]*Y[1]))
    p.eq(E(X[1])*E(Y[1]), by.independence)


@claim("mistake-random-foreign", "mistakes", given=[integrable_x, integrable_y, integrable_products])
def hypothesis_not_given():
    return Eq(E(X[1]*Y[1]), E(X[1])*E(Y[1]))


@hypothesis_not_given.proof
def _(p: Proof) -> None:
    p.calc(E(X[1]*Y[1]))
    p.eq(E(X[1])*E(Y[1]), unrelated)


@claim("mistake-random-split", "mistakes", given=[integrable_x, integrable_y, integrable_products, unrelated])
def product_split_by_linearity():
    return Eq(E(X[1]*Y[1]), E(X[1])*E(Y[1]))


@product_split_by_linearity.proof
def _(p: Proof) -> None:
    p.calc(E(X[1]*Y[1]))
    p.eq(E(X[1])*E(Y[1]), by.linearity)


@claim("mistake-random-square", "mistakes", given=[second_moments])
def mean_of_a_square():
    return Eq(E(X[1]**2), E(X[1])**2)


@mean_of_a_square.proof
def _(p: Proof) -> None:
    p.calc(E(X[1]**2))
    p.eq(E(X[1])**2, by.linearity)


@claim("mistake-random-integrable", "mistakes", given=[integrable_x])
def not_known_to_be_integrable():
    return Eq(E(X[1] + Y[1]), E(X[1]) + E(Y[1]))


@not_known_to_be_integrable.proof
def _(p: Proof) -> None:
    p.calc(E(X[1] + Y[1]))
    p.eq(E(X[1]) + E(Y[1]), by.linearity)


@claim("mistake-random-variance", "mistakes", given=[second_moments])
def variance_is_not_linear():
    return Eq(Var(c*X[1]), c*Var(X[1]))


@variance_is_not_linear.proof
def _(p: Proof) -> None:
    p.calc(Var(c*X[1]))
    p.eq(c*Var(X[1]), by.linearity, by.variance)


@claim("mistake-random-variance-sum", "mistakes", given=[second_moments, second_moments_too])
def variance_of_a_dependent_sum():
    return Eq(Var(X[1] + Y[1]), Var(X[1]) + Var(Y[1]))


@variance_of_a_dependent_sum.proof
def _(p: Proof) -> None:
    p.calc(Var(X[1] + Y[1]))
    p.eq(Var(X[1]) + Var(Y[1]), by.variance, by.linearity)


@claim("mistake-random-moment", "mistakes", given=[second_moments])
def relu_halves_every_moment():
    return Eq(E(relu(X[1])**2), E(X[1]**2)/2)


@relu_halves_every_moment.proof
def _(p: Proof) -> None:
    p.calc(E(relu(X[1])**2))
    p.eq(E(X[1]**2)/2, by.symmetry)


@claim("mistake-random-range", "mistakes", given=[integrable_x])
def index_outside_the_family():
    return Eq(E(X[1]), E(X[1]) + 0)


@index_outside_the_family.proof
def _(p: Proof) -> None:
    p.calc(E(X[1]))
    p.eq(E(X[1]) + 0*E(X[0]), by.algebra)
    p.eq(E(X[1]) + 0, by.algebra)


@claim("mistake-random-unneeded", "mistakes", given=[integrable_x, integrable_y, unrelated])
def reason_not_needed():
    return Eq(E(X[1] + Y[1]), E(X[1]) + E(Y[1]))


@reason_not_needed.proof
def _(p: Proof) -> None:
    p.calc(E(X[1] + Y[1]))
    p.eq(E(X[1]) + E(Y[1]), by.linearity, unrelated)


@claim("mistake-slope-inner", "mistakes")
def inner_derivative_forgotten():
    return derivative(exp(2*x), x, exp(2*x))


@inner_derivative_forgotten.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative)


@claim("mistake-slope-sign", "mistakes")
def derivative_with_a_wrong_sign():
    return derivative(loss(x), x, 2*(y - x))


@derivative_with_a_wrong_sign.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, loss)


@claim("mistake-slope-kink", "mistakes")
def relu_at_its_kink():
    return derivative(relu(x), x, 1, at=0)


@relu_at_its_kink.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative)


@claim("mistake-slope-definition", "mistakes")
def derivative_of_a_closed_definition():
    return derivative(loss(x), x, 2*(x - y))


@derivative_of_a_closed_definition.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative)


@claim("mistake-limit-missing", "mistakes", given=[limit_of_a], example={a: 1, x: 1, b: 1, y: 1})
def limit_of_a_part_not_known():
    return tends(a[n]*b[n], n, x*y)


@limit_of_a_part_not_known.proof
def _(p: Proof) -> None:
    p.conclude(limit_of_a, by.limits)


@claim("mistake-limit-value", "mistakes", given=[limit_of_a], example={a: 1, x: 1})
def limit_with_a_wrong_value():
    return tends(2*a[n] + 1, n, 2*x)


@limit_with_a_wrong_value.proof
def _(p: Proof) -> None:
    p.conclude(limit_of_a, by.limits)


@claim("mistake-limit-grows", "mistakes", given=[growing], example={b: lambda n: n})
def growing_sequence_has_a_limit():
    return tends(b[n] + 1, n, 0)


@growing_sequence_has_a_limit.proof
def _(p: Proof) -> None:
    p.conclude(growing, by.limits)


@claim("mistake-random-undone", "mistakes", given=[integrable_x, second_moments], where=[n >= 1])
def reasons_that_undo_each_other():
    return Eq(E((Sum(X[i], (i, 1, n))/n)**2), Sum(Sum(E(X[i]*X[j]), (j, 1, n)), (i, 1, n))/n**2)


@reasons_that_undo_each_other.proof
def _(p: Proof) -> None:
    p.calc(E((Sum(X[i], (i, 1, n))/n)**2))
    p.eq(Sum(Sum(E(X[i]*X[j]), (j, 1, n)), (i, 1, n))/n**2, by.square_of_sum, by.linearity, by.sums)
