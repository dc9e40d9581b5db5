"""Expectations: what is not assumed is not there."""

from sympy import Eq, Ge, Gt, Le, S, Sum

from proofs import (
    E,
    ForAll,
    Proof,
    Var,
    by,
    claim,
    definition,
    hypothesis,
    independent,
    integrable,
    nat,
    random_family,
    real,
    recurrence,
    relu,
    symmetric,
)

c = real("c")
i, j, n = nat("i"), nat("j"), nat("n")
X, Y, Z = random_family("X", start=1), random_family("Y", start=1), random_family("Z", start=1)


@definition()
def square(i):
    return X[i]**2


@hypothesis("integrable $X$", forall=[i >= 1])
def integrable_x():
    return integrable(X[i])


@hypothesis("integrable $Y$", forall=[i >= 1])
def integrable_y():
    return integrable(Y[i])


@hypothesis("square-integrable $X$", forall=[i >= 1])
def second_moments():
    return integrable(X[i]**2)


@hypothesis("integrable products", forall=[i >= 1])
def integrable_products():
    return integrable(X[i]*Y[i])


@hypothesis("centred $X$", forall=[i >= 1])
def centred():
    return integrable(X[i]), Eq(E(X[i]), 0)


@hypothesis("independence of $X$ and $Y$")
def all_independent():
    return independent(X, Y)


@hypothesis("symmetric $X$", forall=[i >= 1])
def symmetric_x():
    return symmetric(X[i])


@claim("random-sum", "tests", given=[integrable_x, integrable_y])
def mean_of_a_sum():
    return Eq(E(X[1] + Y[1]), E(X[1]) + E(Y[1]))


@mean_of_a_sum.proof
def _(p: Proof) -> None:
    p.calc(E(X[1] + Y[1]))
    p.eq(E(X[1]) + E(Y[1]), by.linearity)


@claim("random-sum-wrong", "tests", given=[integrable_x])
def mean_of_a_sum_not_integrable():
    return Eq(E(X[1]) + c, c + E(X[1]))


@mean_of_a_sum_not_integrable.proof
def _(p: Proof) -> None:
    p.calc(E(X[1]) + c)
    p.eq(E(X[1] + Y[1]) - E(Y[1]) + c, by.linearity)  # wrong: is not known to be defined
    p.eq(c + E(X[1]), by.linearity)


@claim("random-outside-range", "tests", given=[integrable_x])
def outside_the_family():
    return Eq(E(X[1]), E(X[1]) + 0)


@outside_the_family.proof
def _(p: Proof) -> None:
    p.calc(E(X[1]))
    p.eq(E(X[1]) + 0*E(X[0]), by.algebra)  # wrong: is not known to be defined
    p.eq(E(X[1]) + 0, by.algebra)


@claim("random-product", "tests", given=[integrable_x, integrable_y, all_independent])
def product_of_independent():
    return Eq(E(X[1]*Y[1]), E(X[1])*E(Y[1]))


@product_of_independent.proof
def _(p: Proof) -> None:
    p.calc(E(X[1]*Y[1]))
    p.eq(E(X[1])*E(Y[1]), all_independent)


@claim("random-product-wrong", "tests", given=[integrable_x, integrable_y, integrable_products])
def product_of_dependent():
    return Eq(E(X[1]*Y[1]), E(X[1])*E(Y[1]))


@product_of_dependent.proof
def _(p: Proof) -> None:
    p.calc(E(X[1]*Y[1]))
    p.eq(E(X[1])*E(Y[1]), by.independence)  # wrong: the reasons do not give  E[X[1]·Y[1]] = E[X[1]]·E[Y[1]]


@claim("random-product-linear", "tests", given=[integrable_x, integrable_y, integrable_products])
def product_by_linearity():
    return Eq(E(X[1]*Y[1]), E(X[1])*E(Y[1]))


@product_by_linearity.proof
def _(p: Proof) -> None:
    p.calc(E(X[1]*Y[1]))
    p.eq(X[1]*E(Y[1]), by.linearity)  # wrong: the reasons do not give
    p.eq(E(X[1])*E(Y[1]), by.linearity)


@claim("random-independence-foreign", "tests", given=[integrable_x, integrable_y, integrable_products])
def independence_not_given():
    return Eq(E(X[1]*Y[1]), E(X[1])*E(Y[1]))


@independence_not_given.proof
def _(p: Proof) -> None:
    p.calc(E(X[1]*Y[1]))
    p.eq(E(X[1])*E(Y[1]), all_independent)  # wrong: all_independent is no hypothesis of independence_not_given


@claim("random-same-index", "tests", given=[second_moments, integrable_x, all_independent])
def square_of_one():
    return Eq(E(X[1]*X[1]), E(X[1])*E(X[1]))


@square_of_one.proof
def _(p: Proof) -> None:
    p.calc(E(X[1]*X[1]))
    p.eq(E(X[1])*E(X[1]), all_independent)  # wrong: the reasons do not give


@claim("random-same-index-perhaps", "tests", given=[second_moments, integrable_x, all_independent], where=[i >= 1, j >= 1])
def square_of_perhaps_one():
    return Eq(E(X[i]*X[j]), E(X[i])*E(X[j]))


@square_of_perhaps_one.proof
def _(p: Proof) -> None:
    p.calc(E(X[i]*X[j]))
    p.eq(E(X[i])*E(X[j]), all_independent)  # wrong: the reasons do not give


@claim("random-not-integrable", "tests")
def moment_not_assumed():
    return Eq(E(X[1]) - E(X[1]), 0)


@moment_not_assumed.proof
def _(p: Proof) -> None:
    p.calc(E(X[1]) - E(X[1]))  # wrong: is not known to be defined: that needs X[1] is integrable
    p.eq(0, by.algebra)


@claim("random-square", "tests", given=[second_moments, integrable_x])
def square_of_the_mean():
    return Eq(E(X[1]**2), E(X[1])**2)


@square_of_the_mean.proof
def _(p: Proof) -> None:
    p.calc(E(X[1]**2))
    p.eq(E(X[1])**2, by.linearity)  # wrong: the reasons do not give  E[X[1]^2] = E[X[1]]^2


@claim("random-definition", "tests", given=[second_moments, integrable_x])
def moment_through_a_definition():
    return Eq(E(square[1]), E(X[1]**2))


@moment_through_a_definition.proof
def _(p: Proof) -> None:
    p.calc(E(square[1]))
    p.eq(E(X[1]**2), square)


@claim("random-symmetry", "tests", given=[second_moments])
def symmetry_not_given():
    return Eq(E(relu(X[1])**2), E(relu(-X[1])**2))


@symmetry_not_given.proof
def _(p: Proof) -> None:
    p.calc(E(relu(X[1])**2))
    p.eq(E(relu(-X[1])**2), by.symmetry)  # wrong: the reasons do not give


@claim("random-symmetry-given", "tests", given=[second_moments, symmetric_x], example={X: 0})
def symmetry_given():
    return Eq(E(relu(X[1])**2), E(relu(-X[1])**2))


@symmetry_given.proof
def _(p: Proof) -> None:
    p.calc(E(relu(X[1])**2))
    p.eq(E(relu(-X[1])**2), by.symmetry)


@claim("random-variance", "tests", given=[second_moments, centred])
def variance_without_square():
    return Eq(Var(X[1]), E(X[1]))


@variance_without_square.proof
def _(p: Proof) -> None:
    p.calc(Var(X[1]))
    p.eq(E(X[1] - E(X[1])), by.variance)  # wrong: the reasons do not give
    p.eq(E(X[1]), centred)


@claim("random-sum-of-many", "tests", given=[centred])
def mean_of_a_sum_of_many():
    return Eq(E(Sum(X[i], (i, 1, n))), 0)


@mean_of_a_sum_of_many.proof
def _(p: Proof) -> None:
    p.calc(E(Sum(X[i], (i, 1, n))))
    p.eq(Sum(E(X[i]), (i, 1, n)), by.linearity)
    p.eq(0, centred, by.sums)


@claim("random-constant-sum", "tests", given=[centred])
def lost_constant():
    return Eq(E(X[1] + c), c)


@lost_constant.proof
def _(p: Proof) -> None:
    p.calc(E(X[1] + c))
    p.eq(E(X[1]), by.linearity)  # wrong: the reasons do not give  E[X[1] + c] = E[X[1]]
    p.eq(c, centred)


@claim("random-monotone", "tests", given=[integrable_x])
def order_of_means():
    return Ge(E(X[1]), 0)


@order_of_means.proof
def _(p: Proof) -> None:
    p.calc(E(X[1]))
    p.ge(0, by.order)  # wrong: the reasons do not give  E[X[1]] ≥ 0


@claim("random-relu", "tests", given=[second_moments])
def relu_of_the_mean():
    return Eq(E(relu(X[1])), relu(E(X[1])))


@relu_of_the_mean.proof
def _(p: Proof) -> None:
    p.calc(E(relu(X[1])))
    p.eq(relu(E(X[1])), by.linearity)  # wrong: the reasons do not give


@claim("random-inverse", "tests", given=[integrable_x])
def inverse_of_the_mean():
    return Le(E(X[1]), E(X[1]) + S(1)/2)


@inverse_of_the_mean.proof
def _(p: Proof) -> None:
    p.calc(E(X[1]))
    p.le(E(X[1]) + S(1)/2 + 0*E(1/X[1]), by.order)  # wrong: is not known to be defined
    p.eq(E(X[1]) + S(1)/2, by.algebra)


@claim("random-foreign", "tests", given=[integrable_x])
def another_random_variable():
    return Gt(E(X[1])**2 + 1, 0)


@another_random_variable.proof
def _(p: Proof) -> None:
    p.calc(E(X[1])**2 + 1)
    p.eq(E(X[1])**2 + 1 + 0*E(Z[1]), by.algebra)  # wrong: is not known to be defined
    p.gt(0, by.square)


@claim("random-example", "tests", given=[second_moments, integrable_x, symmetric_x], example={X: 1})  # wrong: do not satisfy
def example_breaks_a_hypothesis():
    return Eq(E(relu(X[1])**2), E(relu(-X[1])**2))


@example_breaks_a_hypothesis.proof
def _(p: Proof) -> None:
    p.calc(E(relu(X[1])**2))
    p.eq(E(relu(-X[1])**2), by.symmetry)


# -- definedness through an intermediate fact -----------------------------------------------


@recurrence(start={0: 0})
def total(t):
    return total[t - 1] + X[t]


@hypothesis("bounded means", forall=[i >= 1])
def bounded_means():
    return E(X[i]) <= c


@claim("random-definedness", "tests", given=[integrable_x, bounded_means], example={X: 1, c: 1, n: 1})
def mean_of_the_total():
    """That the total is integrable is shown together with the bound, and so by the same facts."""
    return E(total[n]) <= c*n


@mean_of_the_total.proof
def _(p: Proof) -> None:
    each = p.have(ForAll([i >= 1], E(2*X[i]) <= 2*c))
    each.calc(E(2*X[i]))
    each.eq(2*E(X[i]), by.linearity)
    each.le(2*c, bounded_means)
    base, step = p.induction(n)
    base.calc(E(total[0]))
    base.eq(c*0, total, by.linearity)
    step.calc(E(total[n + 1]))
    step.eq(E(total[n]) + E(2*X[n + 1])/2, total, by.linearity)
    step.le(E(total[n]) + c, each(n + 1))
    step.le(c*(n + 1), step.ih)
