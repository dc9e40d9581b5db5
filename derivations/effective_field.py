r"""How far inputs that matter lie apart: $L$ layers of stride 1, each the mean of $k$ neighbours.

The influence of the input at $y$ on the output at $x$ is the response there to an impulse at $y$.  It is 0 outside of the
receptive field, the $1 + L(k-1)$ inputs from $x$ on, and positive inside; the profile of the influences has a mean and a
variance, and its standard deviation says how far apart the inputs lie that matter.
"""

from fractions import Fraction

from sympy import Eq, Implies, Sum, sqrt

from proofs import ForAll, Proof, by, claim, definition, family, hypothesis, indicator, integer, nat, recurrence, source, tends

SEMINAR = source("Deep Learning, seminar 3", seed="ctu24-s3")

k, m, L = nat("k"), nat("m"), nat("L")
x, y, d, a, b = integer("x"), integer("y"), integer("d"), integer("a"), integer("b")
f = family("f")


# -- definitions and hypotheses --------------------------------------------------

@recurrence(latex="w", start={0: indicator(Eq(y, x))})
def influence(L, x, y):
    """The response of the output at x to an impulse at y."""
    return Sum(influence[L - 1, x + m, y], (m, 0, k - 1))/k


@recurrence(latex="u", start={0: indicator(Eq(d, 0))})
def uniform_laws(L, d):
    """The convolution of L uniform laws on 0, …, k − 1."""
    return Sum(1/k*uniform_laws[L - 1, d - m], (m, 0, k - 1))


@recurrence(latex="o", start={0: f[x]})
def output(L, x):
    """The output at x of L layers for the inputs f."""
    return Sum(output[L - 1, x + m], (m, 0, k - 1))/k


@definition(latex=r"\mu")
def mean(L, x):
    """The mean of the positions in the receptive field of the output at x, by their influence."""
    return Sum(influence[L, x, y]*y, (y, x, x + L*(k - 1)))


@definition(latex="V")
def profile_variance(L, x):
    """The variance of the influence profile."""
    return Sum(influence[L, x, y]*(y - mean(L, x))**2, (y, x, x + L*(k - 1)))


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


@claim("ctu24-s3-a3-erf:outputs", SEMINAR.at("3, N.B."), given=[kernel], where=[L >= 0])
def outputs_by_influence():
    """An output is the sum of the inputs times their influence, over any range with its receptive field."""
    return ForAll([x >= a, x <= b - L*(k - 1)], Eq(output[L, x], Sum(influence[L, x, y]*f[y], (y, a, b))))


@claim("ctu24-s3-a3-erf:convolution", SEMINAR.at("3, N.B."), given=[kernel], where=[L >= 0])
def influence_is_a_convolution():
    """It is the distance that counts: the profile is the convolution of $L$ uniform laws."""
    return ForAll([x], Eq(influence[L, x, y], uniform_laws[L, y - x]))


@claim("ctu24-s3-a3-erf:outside", SEMINAR.at("3, N.B."), given=[kernel], where=[L >= 0])
def no_influence_outside():
    """Inputs outside of the receptive field have no influence."""
    return ForAll([x > y], Eq(influence[L, x, y], 0)), ForAll([x < y - L*(k - 1)], Eq(influence[L, x, y], 0))


@claim("ctu24-s3-a3-erf:sign", SEMINAR.at("3, N.B."), given=[kernel], where=[L >= 0])
def influence_is_not_negative():
    """No influence is negative."""
    return ForAll([x], influence[L, x, y] >= 0)


@claim("ctu24-s3-a3-erf:inside", SEMINAR.at("3, N.B."), given=[kernel], where=[L >= 0])
def influence_inside():
    """Each input of the receptive field has some."""
    return ForAll([x <= y, x >= y - L*(k - 1)], influence[L, x, y] > 0)


@claim("ctu24-s3-a3-erf:total", SEMINAR.at("3, N.B."), given=[kernel], where=[L >= 0])
def total_influence():
    """The influences of all inputs add up to 1."""
    return ForAll([x >= a, x <= b - L*(k - 1)], Eq(Sum(influence[L, x, y], (y, a, b)), 1))


@claim("ctu24-s3-a3-erf:mean", SEMINAR.at("3, N.B."), given=[kernel], where=[L >= 0])
def mean_position():
    """The profile is centred in the receptive field."""
    return ForAll([x >= a, x <= b - L*(k - 1)], Eq(Sum(influence[L, x, y]*y, (y, a, b)), x + L*(k - 1)/2))


@claim("ctu24-s3-a3-erf:second", SEMINAR.at("3, N.B."), given=[kernel], where=[L >= 0])
def second_moment():
    """Each layer adds the variance of a uniform law on $k$ consecutive positions."""
    return ForAll([x >= a, x <= b - L*(k - 1)], Eq(Sum(influence[L, x, y]*y**2, (y, a, b)), second(L, x)))


@claim("ctu24-s3-a3-erf", SEMINAR.at("3, N.B."), given=[kernel], where=[L >= 0])
def variance_of_profile():
    """The variance of the influence profile, which for $k \\ge 2$ grows with the number of layers."""
    return Eq(profile_variance(L, x), L*(k**2 - 1)/12)


@claim("ctu24-s3-a3-erf:ratio", SEMINAR.at("3, N.B."), given=[proper_kernel], where=[L >= 1])
def squared_ratio():
    """The variance of the profile, as a part of the square of the receptive field $1 + L(k - 1)$."""
    return Eq(profile_variance(L, x)/(1 + L*(k - 1))**2, (k**2 - 1)/12*share(L)/(1 + L*(k - 1)))


@claim("ctu24-s3-a3-erf:nonnegative", SEMINAR.at("3, N.B."), given=[proper_kernel], where=[L >= 1])
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
    step.calc(Sum(m, (m, 0, k)))
    step.eq(Sum(m, (m, 0, k - 1)) + k)
    step.eq(k*(k - 1)/2 + k, step.ih)
    step.eq((k + 1)*k/2)


@sum_of_squares.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.conclude()
    step.calc(Sum(m**2, (m, 0, k)))
    step.eq(Sum(m**2, (m, 0, k - 1)) + k**2)
    step.eq(k*(k - 1)*(2*k - 1)/6 + k**2, step.ih)
    step.eq((k + 1)*k*(2*(k + 1) - 1)/6)


@outputs_by_influence.proof
def _(p: Proof) -> None:
    base, step = p.induction(L)
    base.calc(output[0, x])
    base.eq(f[x], output)
    base.eq(Sum(indicator(Eq(y, x))*f[y], (y, a, b)), by.diagonal, by.indicator)
    base.eq(Sum(influence[0, x, y]*f[y], (y, a, b)), influence)
    step.calc(output[L + 1, x])
    step.eq(Sum(output[L, x + m], (m, 0, k - 1))/k, output)
    step.eq(Sum(Sum(influence[L, x + m, y]*f[y], (y, a, b)), (m, 0, k - 1))/k, step.ih)
    step.eq(Sum(Sum(influence[L, x + m, y], (m, 0, k - 1))/k*f[y], (y, a, b)), by.exchange)
    step.eq(Sum(influence[L + 1, x, y]*f[y], (y, a, b)), influence)


@influence_is_a_convolution.proof
def _(p: Proof) -> None:
    base, step = p.induction(L)
    base.conclude(influence, uniform_laws, by.indicator)
    step.calc(influence[L + 1, x, y])
    step.eq(Sum(influence[L, x + m, y], (m, 0, k - 1))/k, influence)
    step.eq(Sum(uniform_laws[L, y - (x + m)], (m, 0, k - 1))/k, step.ih)
    step.eq(uniform_laws[L + 1, y - x], uniform_laws)


@no_influence_outside.proof
def _(p: Proof) -> None:
    base, step = p.induction(L)
    for side in base.parts("Before it.", "Behind it."):
        side.calc(influence[0, x, y])
        side.eq(indicator(Eq(y, x)), influence)
        side.eq(0, by.indicator)
    for side in step.parts("Before it.", "Behind it."):
        side.calc(influence[L + 1, x, y])
        side.eq(Sum(influence[L, x + m, y], (m, 0, k - 1))/k, influence)
        side.eq(Sum(0, (m, 0, k - 1))/k, step.ih)
        side.eq(0, by.sums)


@influence_is_not_negative.proof
def _(p: Proof) -> None:
    base, step = p.induction(L)
    base.calc(influence[0, x, y])
    base.eq(indicator(Eq(y, x)), influence)
    base.ge(0, by.indicator)
    step.calc(influence[L + 1, x, y])
    step.eq(Sum(influence[L, x + m, y], (m, 0, k - 1))/k, influence)
    step.ge(0, step.ih)


@influence_inside.proof
def _(p: Proof) -> None:
    base, step = p.induction(L)
    base.calc(influence[0, x, y])
    base.eq(indicator(Eq(y, x)), influence)
    base.eq(1, by.indicator)
    base.gt(0)
    here = step.have(Implies(x <= y, Implies(x >= y - (L + 1)*(k - 1), influence[L + 1, x, y] > 0)))
    here.assume(x <= y)
    here.assume(x >= y - (L + 1)*(k - 1))
    near, far = here.cases(x >= y - L*(k - 1), x < y - L*(k - 1))
    for case, place in ((near, 0), (far, y - L*(k - 1) - x)):
        some = case.have(influence[L, x + place, y] > 0, step.ih)
        each = case.have(ForAll([m], indicator(Eq(m, place))*influence[L, x + m, y] <= influence[L, x + m, y]))
        each.have(influence[L, x + m, y] >= 0, influence_is_not_negative)
        each.calc(indicator(Eq(m, place))*influence[L, x + m, y])
        each.le(influence[L, x + m, y], by.order)
        one = case.have(influence[L, x + place, y] <= Sum(influence[L, x + m, y], (m, 0, k - 1)))
        one.calc(influence[L, x + place, y])
        one.eq(Sum(indicator(Eq(m, place))*influence[L, x + m, y], (m, 0, k - 1)), by.diagonal, by.indicator)
        one.le(Sum(influence[L, x + m, y], (m, 0, k - 1)), by.termwise, each)
        case.calc(influence[L + 1, x, y])
        case.eq(Sum(influence[L, x + m, y], (m, 0, k - 1))/k, influence)
        case.ge(influence[L, x + place, y]/k, one)
        case.gt(0, some)
    step.conclude(here)


@total_influence.proof
def _(p: Proof) -> None:
    base, step = p.induction(L)
    base.calc(Sum(influence[0, x, y], (y, a, b)))
    base.eq(Sum(indicator(Eq(y, x)), (y, a, b)), influence)
    base.eq(1, by.diagonal, by.indicator)
    step.calc(Sum(influence[L + 1, x, y], (y, a, b)))
    step.eq(Sum(Sum(influence[L, x + m, y], (m, 0, k - 1))/k, (y, a, b)), influence)
    step.eq(Sum(Sum(influence[L, x + m, y], (y, a, b)), (m, 0, k - 1))/k, by.exchange)
    step.eq(Sum(1, (m, 0, k - 1))/k, step.ih)
    step.eq(1)


@mean_position.proof
def _(p: Proof) -> None:
    base, step = p.induction(L)
    base.calc(Sum(influence[0, x, y]*y, (y, a, b)))
    base.eq(Sum(indicator(Eq(y, x))*y, (y, a, b)), influence)
    base.eq(x + 0*(k - 1)/2, by.diagonal, by.indicator)
    step.calc(Sum(influence[L + 1, x, y]*y, (y, a, b)))
    step.eq(Sum(Sum(influence[L, x + m, y], (m, 0, k - 1))/k*y, (y, a, b)), influence)
    step.eq(Sum(Sum(influence[L, x + m, y]*y, (y, a, b)), (m, 0, k - 1))/k, by.exchange)
    step.eq(Sum(x + m + L*(k - 1)/2, (m, 0, k - 1))/k, step.ih)
    step.eq((k*(x + L*(k - 1)/2) + Sum(m, (m, 0, k - 1)))/k)
    step.eq(x + (L + 1)*(k - 1)/2, sum_of_positions)


@second_moment.proof
def _(p: Proof) -> None:
    base, step = p.induction(L)
    base.calc(Sum(influence[0, x, y]*y**2, (y, a, b)))
    base.eq(Sum(indicator(Eq(y, x))*y**2, (y, a, b)), influence)
    base.eq(x**2, by.diagonal, by.indicator)
    base.eq(second(0, x), second)
    step.calc(Sum(influence[L + 1, x, y]*y**2, (y, a, b)))
    step.eq(Sum(Sum(influence[L, x + m, y], (m, 0, k - 1))/k*y**2, (y, a, b)), influence)
    step.eq(Sum(Sum(influence[L, x + m, y]*y**2, (y, a, b)), (m, 0, k - 1))/k, by.exchange)
    step.eq(Sum(second(L, x + m), (m, 0, k - 1))/k, step.ih)
    step.eq((k*((x + L*(k - 1)/2)**2 + L*(k**2 - 1)/12) + 2*(x + L*(k - 1)/2)*Sum(m, (m, 0, k - 1))
             + Sum(m**2, (m, 0, k - 1)))/k, second)
    step.eq(second(L + 1, x), sum_of_positions, sum_of_squares, second)


@variance_of_profile.proof
def _(p: Proof) -> None:
    last = x + L*(k - 1)
    total = p.have(Eq(Sum(influence[L, x, y], (y, x, last)), 1), total_influence)
    middle = p.have(Eq(Sum(influence[L, x, y]*y, (y, x, last)), x + L*(k - 1)/2), mean_position)
    square = p.have(Eq(Sum(influence[L, x, y]*y**2, (y, x, last)), second(L, x)), second_moment)
    p.calc(profile_variance(L, x))
    p.eq(Sum(influence[L, x, y]*y**2, (y, x, last)) - 2*mean(L, x)*Sum(influence[L, x, y]*y, (y, x, last))
         + mean(L, x)**2*Sum(influence[L, x, y], (y, x, last)), profile_variance)
    p.eq(L*(k**2 - 1)/12, total, middle, square, mean, second)


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
