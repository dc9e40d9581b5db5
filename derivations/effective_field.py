r"""How far inputs that matter lie apart: $L$ layers of stride 1, each the mean of $k$ neighbours.

The output at $x$ is a weighted mean of the inputs at $x, \dots, x + L(k-1)$, and the weights are the influence of the inputs.
So the mean of a function over the influence is the response of the layers to that function as their input: the response to
the constant 1 is the total influence, those to the position and to its square give the mean and the variance of the profile.
"""

from fractions import Fraction

from sympy import Eq, Implies, Sum, sqrt

from proofs import ForAll, Proof, by, claim, definition, hypothesis, integer, nat, recurrence, source, tends

SEMINAR = source("Deep Learning, seminar 3", seed="ctu24-s3")

k, m, L = nat("k"), nat("m"), nat("L")
x = integer("x")


# -- definitions and hypotheses --------------------------------------------------

@recurrence(latex="I", start={0: 1})
def influence(L, x):
    """The response to the constant 1."""
    return Sum(influence[L - 1, x + m], (m, 0, k - 1))/k


@recurrence(latex="M", start={0: x})
def position(L, x):
    """The response to the position."""
    return Sum(position[L - 1, x + m], (m, 0, k - 1))/k


@recurrence(latex="Q", start={0: x**2})
def square(L, x):
    """The response to the square of the position."""
    return Sum(square[L - 1, x + m], (m, 0, k - 1))/k


@definition(latex="V")
def profile_variance(L, x):
    """The variance of the influence profile."""
    return square[L, x] - position[L, x]**2


@definition(latex="s")
def share(L):
    """The number of layers, as a part of the receptive field: L/(1 + L(k − 1))."""
    return 1/(k - 1) - 1/((k - 1)*(1 + L*(k - 1)))


@definition(latex="q")
def second(L, x):
    """The square of the mean position, and the variance of L uniform laws on k consecutive positions."""
    return (x + L*(k - 1)/2)**2 + L*(k**2 - 1)/12


@hypothesis("a kernel")
def kernel():
    return k >= 1


@hypothesis("a kernel of at least two weights")
def proper_kernel():
    return k >= 2


# -- claims --------------------------------------------------------------------

@claim("ctu24-s3-a3-erf:positions", SEMINAR.at("3, N.B."), where=[k >= 0])
def sum_of_positions():
    """The sum of the first $k$ numbers from 0."""
    return Eq(Sum(m, (m, 0, k - 1)), k*(k - 1)/2)


@claim("ctu24-s3-a3-erf:squares", SEMINAR.at("3, N.B."), where=[k >= 0])
def sum_of_squares():
    """The sum of their squares."""
    return Eq(Sum(m**2, (m, 0, k - 1)), k*(k - 1)*(2*k - 1)/6)


@claim("ctu24-s3-a3-erf:total", SEMINAR.at("3, N.B."), given=[kernel], where=[L >= 0])
def total_influence():
    """The influences of all inputs add up to 1."""
    return ForAll([x], Eq(influence[L, x], 1))


@claim("ctu24-s3-a3-erf:mean", SEMINAR.at("3, N.B."), given=[kernel], where=[L >= 0])
def mean_position():
    """The profile is centred in the receptive field."""
    return ForAll([x], Eq(position[L, x], x + L*(k - 1)/2))


@claim("ctu24-s3-a3-erf:second", SEMINAR.at("3, N.B."), given=[kernel], where=[L >= 0])
def second_moment():
    """Each layer adds the variance of a uniform law on $k$ consecutive positions."""
    return ForAll([x], Eq(square[L, x], second(L, x)))


@claim("ctu24-s3-a3-erf", SEMINAR.at("3, N.B."), given=[kernel], where=[L >= 0])
def variance_of_profile():
    """The variance of the influence profile grows with the number of layers."""
    return Eq(profile_variance(L, x), L*(k**2 - 1)/12)


@claim("ctu24-s3-a3-erf:ratio", SEMINAR.at("3, N.B."), given=[proper_kernel], where=[L >= 1])
def squared_ratio():
    """The variance of the profile, as a part of the square of the receptive field $1 + L(k - 1)$."""
    return Eq(profile_variance(L, x)/(1 + L*(k - 1))**2, (k**2 - 1)/12*share(L)/(1 + L*(k - 1)))


@claim("ctu24-s3-a3-erf:sign", SEMINAR.at("3, N.B."), given=[proper_kernel], where=[L >= 1])
def ratio_is_not_negative():
    """This part is not negative."""
    return 0 <= profile_variance(L, x)/(1 + L*(k - 1))**2


@claim("ctu24-s3-a3-erf:limit", SEMINAR.at("3, N.B."), given=[proper_kernel])
def effective_field_is_small():
    """The standard deviation of the profile becomes a small part of the receptive field."""
    return tends(sqrt(profile_variance(L, x)/(1 + L*(k - 1))**2), L, 0, start=1)


@claim("ctu24-s3-a3-erf:scaled", SEMINAR.at("3, N.B."), given=[proper_kernel], where=[L >= 1])
def scaled_ratio():
    """The same part, times the number of layers."""
    return Eq(L*(profile_variance(L, x)/(1 + L*(k - 1))**2), (k**2 - 1)/12*share(L)**2)


@claim("ctu24-s3-a3-erf:rate", SEMINAR.at("3, N.B."), given=[proper_kernel])
def effective_field_shrinks_like_one_over_root():
    """For a kernel of at least two weights that part is of the order $1/\\sqrt L$."""
    return tends(sqrt(L*(profile_variance(L, x)/(1 + L*(k - 1))**2)), L, sqrt((k**2 - 1)/12/(k - 1)**2), start=1)


# -- derivations ---------------------------------------------------------------

@sum_of_positions.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.conclude()
    step.calc(Sum(m, (m, 0, k + 1 - 1)))
    step.eq(Sum(m, (m, 0, k - 1)) + k)
    step.eq(k*(k - 1)/2 + k, step.ih)
    step.eq((k + 1)*(k + 1 - 1)/2)


@sum_of_squares.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.conclude()
    step.calc(Sum(m**2, (m, 0, k + 1 - 1)))
    step.eq(Sum(m**2, (m, 0, k - 1)) + k**2)
    step.eq(k*(k - 1)*(2*k - 1)/6 + k**2, step.ih)
    step.eq((k + 1)*(k + 1 - 1)*(2*(k + 1) - 1)/6)


@total_influence.proof
def _(p: Proof) -> None:
    base, step = p.induction(L)
    base.conclude(influence)
    here = step.have(Eq(influence[L + 1, x], 1))
    here.calc(influence[L + 1, x])
    here.eq(Sum(influence[L, x + m], (m, 0, k - 1))/k, influence)
    here.eq(Sum(1, (m, 0, k - 1))/k, step.ih)
    here.eq(1)
    step.conclude(here)


@mean_position.proof
def _(p: Proof) -> None:
    base, step = p.induction(L)
    base.conclude(position)
    here = step.have(Eq(position[L + 1, x], x + (L + 1)*(k - 1)/2))
    here.calc(position[L + 1, x])
    here.eq(Sum(position[L, x + m], (m, 0, k - 1))/k, position)
    here.eq(Sum(x + m + L*(k - 1)/2, (m, 0, k - 1))/k, step.ih)
    here.eq((k*(x + L*(k - 1)/2) + Sum(m, (m, 0, k - 1)))/k)
    here.eq(x + (L + 1)*(k - 1)/2, sum_of_positions)
    step.conclude(here)


@second_moment.proof
def _(p: Proof) -> None:
    base, step = p.induction(L)
    base.conclude(square, second)
    here = step.have(Eq(square[L + 1, x], second(L + 1, x)))
    here.calc(square[L + 1, x])
    here.eq(Sum(square[L, x + m], (m, 0, k - 1))/k, square)
    here.eq(Sum(second(L, x + m), (m, 0, k - 1))/k, step.ih)
    here.eq((k*((x + L*(k - 1)/2)**2 + L*(k**2 - 1)/12) + 2*(x + L*(k - 1)/2)*Sum(m, (m, 0, k - 1))
             + Sum(m**2, (m, 0, k - 1)))/k, second)
    here.eq(second(L + 1, x), sum_of_positions, sum_of_squares, second)
    step.conclude(here)


@variance_of_profile.proof
def _(p: Proof) -> None:
    p.calc(profile_variance(L, x))
    p.eq(square[L, x] - position[L, x]**2, profile_variance)
    p.eq(L*(k**2 - 1)/12, second_moment, second, mean_position)


@squared_ratio.proof
def _(p: Proof) -> None:
    p.calc(profile_variance(L, x)/(1 + L*(k - 1))**2)
    p.eq(L*(k**2 - 1)/12/(1 + L*(k - 1))**2, variance_of_profile)
    p.eq((k**2 - 1)/12*share(L)/(1 + L*(k - 1)), share)


@ratio_is_not_negative.proof
def _(p: Proof) -> None:
    p.have(profile_variance(L, x) >= 0, variance_of_profile)
    p.conclude()


@effective_field_is_small.proof
def _(p: Proof) -> None:
    p.have(Implies(L >= 1, profile_variance(L, x)/(1 + L*(k - 1))**2 >= 0), ratio_is_not_negative)
    squared = p.have(tends(profile_variance(L, x)/(1 + L*(k - 1))**2, L, 0, start=1), squared_ratio, share, by.limits)
    p.conclude(squared, by.limits)


@scaled_ratio.proof
def _(p: Proof) -> None:
    p.calc(L*(profile_variance(L, x)/(1 + L*(k - 1))**2))
    p.eq(L*(L*(k**2 - 1)/12/(1 + L*(k - 1))**2), variance_of_profile)
    p.eq((k**2 - 1)/12*share(L)**2, share)


@effective_field_shrinks_like_one_over_root.proof
def _(p: Proof) -> None:
    sign = p.have(Implies(L >= 1, L*(profile_variance(L, x)/(1 + L*(k - 1))**2) >= 0))
    sign.assume(L >= 1)
    sign.have(profile_variance(L, x)/(1 + L*(k - 1))**2 >= 0, ratio_is_not_negative)
    sign.conclude()
    squared = p.have(tends(L*(profile_variance(L, x)/(1 + L*(k - 1))**2), L, (k**2 - 1)/12/(k - 1)**2, start=1),
                     scaled_ratio, share, by.limits)
    p.conclude(squared, by.limits)


# -- results -------------------------------------------------------------------

def influence_variance(kernel_size: int, layers: int) -> Fraction:
    """The variance L(k² − 1)/12 of the influence profile of L ≥ 0 layers that take means of k ≥ 1 neighbours.

    Source: seminar 3, assignment 3, N.B.

    >>> influence_variance(3, 6)
    Fraction(4, 1)
    """
    if kernel_size < 1:
        raise ValueError(f"k must be at least 1 (hypothesis: {kernel.name}), not {kernel_size}")
    if layers < 0:
        raise ValueError(f"L must be at least 0, not {layers}")
    return Fraction(layers*(kernel_size**2 - 1), 12)
