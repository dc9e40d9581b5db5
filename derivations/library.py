"""Facts that several sheets use: each is proved once, and is a reason wherever its name is imported."""

from sympy import Abs, Eq, Ne, Sum, sqrt

from proofs import Proof, by, claim, family, hypothesis, indicator, nat, real, relu

LIBRARY = "library"

k, t = nat("k"), nat("t")
r, x, y, epsilon = real("r"), real("x"), real("y"), real("epsilon", latex=r"\epsilon")
a, b = family("a", start=0), family("b", start=0)


# -- hypotheses ------------------------------------------------------------------

@hypothesis("the ratio is not 1")
def ratio_is_not_one():
    return Ne(x, 1)


@hypothesis("an affine recurrence", forall=[t >= 0])
def affine_recurrence():
    return Eq(a[t + 1], r*a[t] + b[t])


@hypothesis("a radicand")
def radicand():
    return x >= 0


@hypothesis("positive")
def positive():
    return y > 0


@hypothesis("the smaller square")
def smaller_square():
    return x**2 <= y**2


@hypothesis("a positive distance")
def some_distance():
    return epsilon > 0


# -- claims --------------------------------------------------------------------

@claim("lib-geo:product", LIBRARY)
def geometric_sum_times():
    """The geometric sum without a quotient, for every ratio."""
    return Eq((1 - x)*Sum(x**k, (k, 0, t - 1)), 1 - x**t)


@claim("lib-geo", LIBRARY, given=[ratio_is_not_one])
def geometric_sum():
    """The geometric sum; of no terms it is 0."""
    return Eq(Sum(x**k, (k, 0, t - 1)), (1 - x**t)/(1 - x))


@claim("lib-geo:one", LIBRARY)
def geometric_sum_of_ones():
    """At the ratio 1 the sum counts its terms."""
    return Eq(Sum(1**k, (k, 0, t - 1)), t)


@claim("lib-geo:every-ratio", LIBRARY)
def quotient_for_every_ratio():
    """The quotient does not exist at the ratio 1."""
    return Eq(Sum(x**k, (k, 0, t - 1)), (1 - x**t)/(1 - x))


@claim("lib-rec", LIBRARY, given=[affine_recurrence])
def affine_closed_form():
    """What an affine recurrence adds up to."""
    return Eq(a[t], r**t*a[0] + Sum(r**(t - 1 - k)*b[k], (k, 0, t - 1)))


@claim("lib-power", LIBRARY)
def power_of_a_power():
    """A power of a power."""
    return Eq(x**(k*t), (x**k)**t)


@claim("lib-root:square", LIBRARY, given=[radicand])
def square_of_root():
    """The square of the root."""
    return Eq(sqrt(x)**2, x)


@claim("lib-root:product", LIBRARY, where=[x >= 0, y >= 0])
def root_of_product():
    """A square leaves the root."""
    return Eq(sqrt(x**2*y), x*sqrt(y))


@claim("lib-order:squares", LIBRARY, given=[positive, smaller_square])
def order_of_squares():
    """Numbers are ordered as their squares, when the one with the larger square is positive."""
    return x <= y


@claim("lib-chebyshev", LIBRARY, given=[some_distance])
def chebyshev():
    """Far from 0 the square is large."""
    return indicator(epsilon <= Abs(x)) <= x**2/epsilon**2


@claim("lib-relu:split", LIBRARY)
def halves_of_a_square():
    """The squares of the positive and of the negative part add up to the square."""
    return Eq(relu(x)**2 + relu(-x)**2, x**2)


# -- derivations ---------------------------------------------------------------

@geometric_sum_times.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)

    base.say("Both sides are 0.")
    base.conclude()

    step.calc((1 - x)*Sum(x**k, (k, 0, t)))
    step.eq((1 - x)*Sum(x**k, (k, 0, t - 1)) + (1 - x)*x**t)
    step.eq(1 - x**t + (1 - x)*x**t, step.ih)
    step.eq(1 - x**(t + 1))


@geometric_sum.proof
def _(p: Proof) -> None:
    p.calc(Sum(x**k, (k, 0, t - 1)))
    p.eq((1 - x)*Sum(x**k, (k, 0, t - 1))/(1 - x), ratio_is_not_one)
    p.eq((1 - x**t)/(1 - x), geometric_sum_times)


@geometric_sum_of_ones.proof
def _(p: Proof) -> None:
    p.conclude()


@quotient_for_every_ratio.refutation(corrected=geometric_sum)
def _(p: Proof) -> None:
    p.instance({x: 1, t: 1})


@affine_closed_form.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)

    base.say("The sum is empty.")
    base.conclude()

    step.calc(a[t + 1])
    step.eq(r*a[t] + b[t], affine_recurrence)
    step.eq(r*(r**t*a[0] + Sum(r**(t - 1 - k)*b[k], (k, 0, t - 1))) + b[t], step.ih)
    step.eq(r**(t + 1)*a[0] + Sum(r**(t - k)*b[k], (k, 0, t)))


@power_of_a_power.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)

    base.conclude()

    step.calc(x**(k*(t + 1)))
    step.eq(x**(k*t)*x**k)
    step.eq((x**k)**(t + 1), step.ih)


@square_of_root.proof
def _(p: Proof) -> None:
    p.conclude(radicand)


@root_of_product.proof
def _(p: Proof) -> None:
    p.conclude()


@order_of_squares.proof
def _(p: Proof) -> None:
    p.calc(x)
    p.eq(y - ((y**2 - x**2) + (y - x)**2)/(2*y), positive)
    p.le(y, smaller_square)


@chebyshev.proof
def _(p: Proof) -> None:
    near, far = p.cases(Abs(x) < epsilon, epsilon <= Abs(x))
    near.calc(indicator(epsilon <= Abs(x)))
    near.eq(0, by.indicator)
    near.le(x**2/epsilon**2, by.square)
    square = far.have(epsilon**2 <= x**2)
    square.calc(epsilon**2)
    square.le(Abs(x)**2, far)
    square.eq(x**2)
    far.calc(indicator(epsilon <= Abs(x)))
    far.eq(epsilon**2/epsilon**2, by.indicator)
    far.le(x**2/epsilon**2, square)


@halves_of_a_square.proof
def _(p: Proof) -> None:
    positive_part, negative_part = p.cases(x >= 0, x < 0)
    positive_part.conclude(by.relu, positive_part)
    negative_part.conclude(by.relu, negative_part)


# -- results -------------------------------------------------------------------

def geometric(ratio: float, terms: int) -> float:
    """1 + ratio + ratio² + … with that many terms (claims `geometric_sum` and, at the ratio 1, `geometric_sum_of_ones`).

    >>> geometric(0.5, 3)
    1.75
    >>> geometric(1, 3)
    3
    """
    if terms < 0:
        raise ValueError(f"the number of terms must be at least 0, not {terms}")
    return terms if ratio == 1 else (1 - ratio**terms)/(1 - ratio)
