r"""From a flat mean to an exponentially weighted one: the rates $q_t = q/(1-(1-q)^t)$ between small $q$ and large $t$."""

from fractions import Fraction

from sympy import Eq, Implies, Lt, Ne, Sum

from proofs import Proof, by, claim, family, hypothesis, nat, tends

from .ewa import SEMINAR, is_rate, q, rate, t

j, n = nat("j"), nat("n")
rates = family("rates", latex="q")


# -- hypotheses ------------------------------------------------------------------

@hypothesis("$q$ is a rate below 1")
def proper_rate():
    return 0 < q, q < 1


@hypothesis("rates that tend to 0", forall=[n >= 0])
def vanishing_rates():
    return 0 < rates[n], rates[n] <= 1


@hypothesis("limit 0")
def rates_vanish():
    return tends(rates[n], n, 0)


SMALL_RATES = {t: 1, rates: lambda n: 1/(n + 1)}


# -- claims --------------------------------------------------------------------

@claim("ctu24-s3-a2b-transition:geometric", SEMINAR.at("2b"))
def forward_geometric_sum():
    """The geometric sum with growing exponents."""
    return Eq(q*Sum((1 - q)**j, (j, 0, t - 1)), 1 - (1 - q)**t)


@claim("ctu24-s3-a2b-transition", SEMINAR.at("2b"), given=[is_rate], where=[t >= 1])
def rate_as_a_sum():
    """The rate of step $t$ is one over a geometric sum, which makes sense at $q = 0$ too."""
    return Eq(rate[t], 1/Sum((1 - q)**j, (j, 0, t - 1)))


@claim("ctu24-s3-a2b-transition:linear", SEMINAR.at("2b"), given=[is_rate])
def power_from_below():
    """Bernoulli: a power of a number just below 1 is at least its linear part."""
    return 1 - t*q <= (1 - q)**t


@claim("ctu24-s3-a2b-transition:below", SEMINAR.at("2b"), given=[is_rate], where=[t >= 1])
def inverse_from_below():
    """For small $q$ each of the $t$ terms of the geometric sum is close to 1."""
    return t*(1 - t*q) <= (1 - (1 - q)**t)/q


@claim("ctu24-s3-a2b-transition:above", SEMINAR.at("2b"), given=[is_rate])
def inverse_from_above():
    """None of them is more than 1."""
    return (1 - (1 - q)**t)/q <= t


@claim("ctu24-s3-a2b-transition:inverse", SEMINAR.at("2b"), given=[is_rate], where=[t >= 1])
def rate_as_inverse():
    """The rate is the inverse of the mean of $t$ powers, taken $t$ times."""
    return Eq(q/(1 - (1 - q)**t), 1/((1 - (1 - q)**t)/q))


@claim("ctu24-s3-a2b-transition:flat", SEMINAR.at("2b"), given=[vanishing_rates, rates_vanish], where=[t >= 1],
       example=SMALL_RATES)
def flat_mean_for_small_rates():
    """As the rate tends to 0, the weight of the newest gradient tends to that of the arithmetic mean."""
    return tends(rates[n]/(1 - (1 - rates[n])**t), n, 1/t)


@claim("ctu24-s3-a2b-transition:start", SEMINAR.at("2b"), given=[is_rate])
def first_rate():
    """The first rate is 1."""
    return Eq(rate[1], 1)


@claim("ctu24-s3-a2b-transition:decreasing", SEMINAR.at("2b"), given=[proper_rate], where=[t >= 1])
def rates_decrease():
    """For $0 < q < 1$ the rates decrease."""
    return Lt(rate[t + 1], rate[t])


@claim("ctu24-s3-a2b-transition:limit", SEMINAR.at("2b"), given=[is_rate])
def rates_tend_to_q():
    """The rates tend to $q$: a flat mean at first, an exponentially weighted mean in the long run."""
    return tends(rate[t], t, q, start=1)


# -- derivations ---------------------------------------------------------------

@rates_tend_to_q.proof
def _(p: Proof) -> None:
    p.conclude(rate, by.limits)


@first_rate.proof
def _(p: Proof) -> None:
    p.conclude(rate)


@forward_geometric_sum.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.conclude()
    step.calc(q*Sum((1 - q)**j, (j, 0, t)))
    step.eq(q*Sum((1 - q)**j, (j, 0, t - 1)) + q*(1 - q)**t)
    step.eq(1 - (1 - q)**t + q*(1 - q)**t, step.ih)
    step.eq(1 - (1 - q)**(t + 1))


@rate_as_a_sum.proof
def _(p: Proof) -> None:
    total = p.have(Eq(Sum((1 - q)**j, (j, 0, t - 1)), (1 - (1 - q)**t)/q), forward_geometric_sum)
    p.conclude(rate, total)


@power_from_below.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.conclude()
    step.calc(1 - (t + 1)*q)
    step.le((1 - q)*(1 - t*q))
    step.le((1 - q)*(1 - q)**t)
    step.eq((1 - q)**(t + 1))


@inverse_from_below.proof
def _(p: Proof) -> None:
    p.calc(t*(1 - t*q))
    p.eq(Sum(1 - t*q, (j, 0, t - 1)))
    p.le(Sum(1 - j*q, (j, 0, t - 1)), by.termwise)
    p.le(Sum((1 - q)**j, (j, 0, t - 1)), by.termwise, power_from_below)
    p.eq((1 - (1 - q)**t)/q, forward_geometric_sum)


@inverse_from_above.proof
def _(p: Proof) -> None:
    p.calc((1 - (1 - q)**t)/q)
    p.le((1 - (1 - t*q))/q, power_from_below)
    p.eq(t)


@rate_as_inverse.proof
def _(p: Proof) -> None:
    p.conclude()


@flat_mean_for_small_rates.proof
def _(p: Proof) -> None:
    divisor = p.have(Implies(n >= 0, Ne(1 - (1 - rates[n])**t, 0)))
    divisor.assume(n >= 0)
    divisor.have((0 <= 1 - rates[n], 1 - rates[n] < 1))
    divisor.conclude()
    p.say("The inverse of the weight is squeezed to $t$.")
    total = p.have(tends((1 - (1 - rates[n])**t)/rates[n], n, t), inverse_from_below(t, rates[n]),
                   inverse_from_above(t, rates[n]), rates_vanish, by.squeeze)
    p.conclude(rate_as_inverse(t, rates[n]), total, by.limits)


@rates_decrease.proof
def _(p: Proof) -> None:
    smaller = p.have(Lt((1 - q)**t*(1 - q), (1 - q)**t))
    p.conclude(rate, smaller)


# -- results -------------------------------------------------------------------

def rate_of_step(q: Fraction, t: int) -> Fraction:
    """q_t for a rate 0 < q ≤ 1 and t ≥ 1: from 1 (claim `first_rate`) down to q (claim `rates_tend_to_q`).

    >>> [rate_of_step(Fraction(1, 2), t) for t in (1, 2, 3)]
    [Fraction(1, 1), Fraction(2, 3), Fraction(4, 7)]
    """
    if not 0 < q <= 1:
        raise ValueError(f"q must be a rate, 0 < q <= 1 (hypothesis: {is_rate.name}), not {q}")
    if t < 1:
        raise ValueError(f"t must be at least 1, not {t}")
    return q/(1 - (1 - q)**t)
