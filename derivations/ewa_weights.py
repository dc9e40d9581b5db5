r"""What the averages weigh: the weight of the start, of each gradient, and how a flat mean becomes an exponential one.

Here $v_t$ is the corrected average with rates $q_t = q/(1-(1-q)^t)$, coordinate by coordinate.
"""

from fractions import Fraction

from sympy import Eq, Gt, Implies, Ne, Sum

from proofs import E, Proof, Var, by, claim, definition, family, hypothesis, integrable, nat, real, recurrence, tends

from .ewa import SEMINAR, d, g, i, is_rate, q, rate, t, v

s = real("s")
start = real("start", latex=r"\hat v_0")
j, k, n = nat("j"), nat("k"), nat("n")
rates = family("rates", latex="q")


# -- definitions and hypotheses --------------------------------------------------

@recurrence(latex=r"\hat v", start={0: start})
def started(t, i):
    """The plain average from any starting value."""
    return (1 - q)*started[t - 1, i] + q*g[t, i]


@definition(latex="A")
def total(t):
    """What the weights of t steps add up to before they are corrected."""
    return 1 - (1 - q)**t


@definition(latex="w")
def weight(t, k):
    """The weight of gradient k in the corrected average after t steps."""
    return q*(1 - q)**(t - k)/(1 - (1 - q)**t)


@hypothesis("the averages contract")
def contracting():
    return 0 < q, q < 2


@definition(latex="c")
def centred(k, i):
    return g[k, i] - E(g[k, i])


@hypothesis("gradients of variance $s^2$", forall=[k >= 1, i >= 1, i <= d])
def equal_variances():
    return integrable(g[k, i]**2), Eq(E(centred[k, i]**2), s**2)


@hypothesis("uncorrelated gradients", forall=[j >= 1, k >= 1, i >= 1, i <= d])
def uncorrelated():
    return Implies(Ne(j, k), Eq(E(centred[j, i]*centred[k, i]), 0))


# -- claims --------------------------------------------------------------------

@claim("ctu24-s3-a2b-w0", SEMINAR.at("2b"))
def unrolled():
    """The starting value enters the plain average with weight $(1-q)^t$."""
    return Eq(started[t, i], (1 - q)**t*start + Sum(q*(1 - q)**(t - k)*g[k, i], (k, 1, t)))


@claim("ctu24-s3-a2b-w0:limit", SEMINAR.at("2b"), given=[contracting])
def start_is_forgotten():
    """The weight of the starting value tends to 0."""
    return tends((1 - q)**t, t, 0)


@claim("ctu24-s3-a2b-w0:every-rate", SEMINAR.at("2b"))
def start_is_forgotten_at_every_rate():
    """At $q = 0$ nothing is averaged and the start stays for ever."""
    return tends((1 - q)**t, t, 0)


@claim("ctu24-s3-a2b-weights", SEMINAR.at("2b"), given=[is_rate], where=[t >= 1])
def weighted():
    """The corrected average is a weighted sum of the gradients so far."""
    return Eq(v[t, i], Sum(weight[t, k]*g[k, i], (k, 1, t)))


@claim("ctu24-s3-a2b-weights:sum", SEMINAR.at("2b"), given=[is_rate], where=[t >= 1])
def weights_sum_to_one():
    """The weights add up to 1."""
    return Eq(Sum(weight[t, k], (k, 1, t)), 1)


@claim("ctu24-s3-a2b-weights:geometric", SEMINAR.at("2b"))
def geometric_sum():
    """The weights of the plain average add up to its known factor."""
    return Eq(q*Sum((1 - q)**(t - k), (k, 1, t)), 1 - (1 - q)**t)


@claim("ctu24-s3-a2b-weights:divisor", SEMINAR.at("2b"), given=[is_rate], where=[t >= 1, k >= 1, k <= t])
def common_divisor():
    """All weights of one step have the same divisor, which is positive."""
    return total[t] > 0, Eq(weight[t, k], q*(1 - q)**(t - k)/total[t])


@claim("ctu24-s3-a2b-weights:even", SEMINAR.at("2b"))
def geometric_sum_of_squares():
    """The same sum for the squares of the powers."""
    return Eq(q*(2 - q)*Sum(((1 - q)**(t - k))**2, (k, 1, t)), 1 - ((1 - q)**t)**2)


@claim("ctu24-s3-a2b-weights:squares", SEMINAR.at("2b"), given=[is_rate], where=[t >= 1])
def sum_of_squared_weights():
    """The squares of the weights add up to a closed form."""
    return Eq(Sum(weight[t, k]**2, (k, 1, t)), q*(1 + (1 - q)**t)/((2 - q)*total[t]))


@claim("ctu24-s3-a2b-weights:integrable", SEMINAR.at("2b"), given=[is_rate, equal_variances], where=[t >= 1, i >= 1, i <= d])
def square_integrable():
    """The average has a variance when the gradients have."""
    return integrable(v[t, i]**2)


@claim("ctu24-s3-a2b-weights:deviation", SEMINAR.at("2b"), given=[is_rate, equal_variances], where=[t >= 1, i >= 1, i <= d])
def deviation():
    """The deviation of the average from its mean is the weighted sum of the deviations of the gradients."""
    return Eq(v[t, i] - E(v[t, i]), Sum(weight[t, k]*centred[k, i], (k, 1, t)))


@claim("ctu24-s3-a2b-weights:variance", SEMINAR.at("2b"), given=[is_rate, equal_variances, uncorrelated],
       where=[t >= 1, i >= 1, i <= d])
def variance():
    """For uncorrelated gradients of variance $s^2$ the variance of $v_t$ is $s^2$ times the sum of the squared weights."""
    return Eq(Var(v[t, i]), s**2*(q*(1 + (1 - q)**t)/((2 - q)*total[t])))


@claim("ctu24-s3-a2b-weights:limit", SEMINAR.at("2b"), given=[is_rate, equal_variances, uncorrelated], where=[i >= 1, i <= d])
def variance_in_the_long_run():
    """The variance of the corrected average does not vanish: it tends to $s^2 q/(2-q)$."""
    return tends(Var(v[t, i]), t, s**2*(q/(2 - q)), start=1)


# -- derivations ---------------------------------------------------------------

@unrolled.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)

    base.conclude(started)

    step.calc(started[t + 1, i])
    step.eq((1 - q)*started[t, i] + q*g[t + 1, i], started)
    step.eq((1 - q)*((1 - q)**t*start + Sum(q*(1 - q)**(t - k)*g[k, i], (k, 1, t))) + q*g[t + 1, i], step.ih)
    step.eq((1 - q)**(t + 1)*start + Sum(q*(1 - q)**(t + 1 - k)*g[k, i], (k, 1, t + 1)))


@start_is_forgotten.proof
def _(p: Proof) -> None:
    p.conclude(by.limits)


@start_is_forgotten_at_every_rate.refutation(corrected=start_is_forgotten)
def _(p: Proof) -> None:
    p.instance({q: 0})


@geometric_sum.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.conclude()
    step.calc(q*Sum((1 - q)**(t + 1 - k), (k, 1, t + 1)))
    step.eq((1 - q)*(q*Sum((1 - q)**(t - k), (k, 1, t))) + q)
    step.eq((1 - q)*(1 - (1 - q)**t) + q, step.ih)
    step.eq(1 - (1 - q)**(t + 1))


@weights_sum_to_one.proof
def _(p: Proof) -> None:
    p.calc(Sum(weight[t, k], (k, 1, t)))
    p.eq((1 - (1 - q)**t)/(1 - (1 - q)**t), weight, geometric_sum)
    p.eq(1)


@weighted.proof
def _(p: Proof) -> None:
    base, step = p.induction(t, start=1)

    base.conclude(v, rate, weight)

    old = step.have(Eq((1 - rate[t + 1])*q/(1 - (1 - q)**t), (1 - q)*q/(1 - (1 - q)**(t + 1))), rate)
    step.calc(v[t + 1, i])
    step.eq((1 - rate[t + 1])*v[t, i] + rate[t + 1]*g[t + 1, i], v)
    step.eq((1 - rate[t + 1])*Sum(weight[t, k]*g[k, i], (k, 1, t)) + rate[t + 1]*g[t + 1, i], step.ih)
    step.eq((1 - q)*q/(1 - (1 - q)**(t + 1))*Sum((1 - q)**(t - k)*g[k, i], (k, 1, t)) + rate[t + 1]*g[t + 1, i], weight, old)
    step.eq(Sum(weight[t + 1, k]*g[k, i], (k, 1, t)) + weight[t + 1, t + 1]*g[t + 1, i], weight, rate)
    step.eq(Sum(weight[t + 1, k]*g[k, i], (k, 1, t + 1)))


@common_divisor.proof
def _(p: Proof) -> None:
    p.conclude(weight, total)


@geometric_sum_of_squares.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.conclude()
    step.calc(q*(2 - q)*Sum(((1 - q)**(t + 1 - k))**2, (k, 1, t + 1)))
    step.eq((1 - q)**2*(q*(2 - q)*Sum(((1 - q)**(t - k))**2, (k, 1, t))) + q*(2 - q))
    step.eq((1 - q)**2*(1 - ((1 - q)**t)**2) + q*(2 - q), step.ih)
    step.eq(1 - ((1 - q)**(t + 1))**2)


@sum_of_squared_weights.proof
def _(p: Proof) -> None:
    p.have(Gt(total[t], 0), total)
    p.calc(Sum(weight[t, k]**2, (k, 1, t)))
    p.eq(q**2/total[t]**2*Sum(((1 - q)**(t - k))**2, (k, 1, t)), common_divisor)
    p.eq(q*(1 + (1 - q)**t)/((2 - q)*total[t]), geometric_sum_of_squares, total)


@square_integrable.proof
def _(p: Proof) -> None:
    p.conclude(weighted, by.domination)


@deviation.proof
def _(p: Proof) -> None:
    p.have(integrable(v[t, i]), weighted)
    mean = p.have(Eq(E(v[t, i]), Sum(weight[t, k]*E(g[k, i]), (k, 1, t))), weighted, by.linearity)
    p.calc(v[t, i] - E(v[t, i]))
    p.eq(v[t, i] - Sum(weight[t, k]*E(g[k, i]), (k, 1, t)), mean)
    p.eq(Sum(weight[t, k]*centred[k, i], (k, 1, t)), weighted, centred)


@variance.proof
def _(p: Proof) -> None:
    p.have(integrable(v[t, i]**2), square_integrable)
    p.have(total[t] > 0, total)
    p.calc(Var(v[t, i]))
    p.eq(E((v[t, i] - E(v[t, i]))**2), by.variance)
    p.eq(E(Sum(weight[t, k]*centred[k, i], (k, 1, t))**2), deviation)
    p.eq(Sum(Sum(E(weight[t, j]*centred[j, i]*(weight[t, k]*centred[k, i])), (k, 1, t)), (j, 1, t)),
         by.square_of_sum, by.linearity)
    p.eq(Sum(weight[t, k]**2*E(centred[k, i]**2), (k, 1, t)), by.diagonal, by.linearity, uncorrelated)
    p.eq(s**2*Sum(weight[t, k]**2, (k, 1, t)), equal_variances)
    p.eq(s**2*(q*(1 + (1 - q)**t)/((2 - q)*total[t])), sum_of_squared_weights)


@variance_in_the_long_run.proof
def _(p: Proof) -> None:
    p.conclude(variance, total, by.limits)


# -- results -------------------------------------------------------------------

def weights(q: Fraction, t: int) -> list[Fraction]:
    """The weights w_1, …, w_t of the gradients in the corrected average, for 0 < q ≤ 1 and t ≥ 1 (claim `weighted`).

    They add up to 1 (claim `weights_sum_to_one`).

    >>> weights(Fraction(1, 2), 2)
    [Fraction(1, 3), Fraction(2, 3)]
    """
    _check(q, t)
    return [q*(1 - q)**(t - k)/(1 - (1 - q)**t) for k in range(1, t + 1)]


def variance_factor(q: Fraction, t: int) -> Fraction:
    """Var v_t for uncorrelated gradients of variance 1 (claim `variance`); it tends to q/(2 − q).

    >>> variance_factor(Fraction(1, 2), 2)
    Fraction(5, 9)
    """
    _check(q, t)
    return q*(1 + (1 - q)**t)/((2 - q)*(1 - (1 - q)**t))


def _check(q: Fraction, t: int) -> None:
    if not 0 < q <= 1:
        raise ValueError(f"q must be a rate, 0 < q <= 1 (hypothesis: {is_rate.name}), not {q}")
    if t < 1:
        raise ValueError(f"t must be at least 1, not {t}")
