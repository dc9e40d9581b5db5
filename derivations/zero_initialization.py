r"""Training a network from zeros.

The network has one hidden layer, $f(x) = C \cdot \mathrm{ReLU}(W x + b^1) + b^2$, and the loss $(y - f(x))^2$.  Step $k$ gives
sample $i$ the weight $p_{k,i}$: one sample, a mini-batch and the full batch are special cases, and the weights may be drawn in
any way.  The derivative of ReLU at 0 may be any number $s$.
"""

from collections.abc import Sequence

from sympy import Abs, And, Eq, Implies, Ne, Piecewise, S, Sum, exp

from derivations.ewa import is_rate, q, rate
from derivations.step_sizes import size_of_product
from proofs import ForAll, Proof, by, claim, definition, family, hypothesis, nat, real, recurrence, relu, source, tends

HOMEWORK = source("Homework 5, section 4", seed="ie498-hw5")

a, s, beginning = real("a", latex=r"\alpha"), real("s"), real("b_start", latex=r"\beta")
k, h, i, j = nat("k"), nat("h"), nat("i"), nat("j")
m, t, d, n, M = nat("m"), nat("t"), nat("d"), nat("n"), nat("M")
x, y = family("input", latex="x", indices=2), family("label", latex="y")
p_, alpha = family("p", indices=2), family("alpha", latex=r"\alpha")
drawn = family("y_drawn", latex=r"y^{\mathrm{drawn}}")
W, C = family("W", indices=3), family("C", indices=2)
b1, b2 = family("b_1", latex="b^1", indices=2), family("b_2", latex="b^2")


# -- definitions ---------------------------------------------------------------

@definition(latex="Z")
def Z(k, h, i):
    return Sum(W[k, h, j]*x[i, j], (j, 1, d)) + b1[k, h]


@definition(latex="f")
def f(k, i):
    return Sum(C[k, h]*relu(Z[k, h, i]), (h, 1, n)) + b2[k]


@definition(latex="e")
def error(k, i):
    """The derivative of the loss by f."""
    return -2*(y[i] - f[k, i])


@definition(latex=r"\mathrm{ReLU}'")
def slope(z):
    return Piecewise((1, z > 0), (s, Eq(z, 0)), (0, True))


@definition(latex=r"\bar y")
def mean_label():
    return Sum(y[i], (i, 1, M))/M


@definition(latex=r"\alpha^{\mathrm{mean}}")
def step_size(k):
    return 1/(2*(k + 1))


@recurrence(latex=r"b^{\mathrm{mean}}", start={0: beginning})
def bias(k):
    """The last bias, one drawn label at a time, with these step sizes."""
    return (1 - 2*step_size[k - 1])*bias[k - 1] + 2*step_size[k - 1]*drawn[k - 1]


@definition(latex=r"\mathrm{logistic}")
def logistic(z):
    return 1/(1 + exp(-z))


NOTHING_TO_LEARN = {n: 1, d: 1, M: 1, k: 0, s: 0, a: 1, p_: 1, alpha: 1, x: 1, y: 0, C: 0, W: 0, b1: 0, b2: 0}  # a solution


# -- hypotheses ------------------------------------------------------------------

@hypothesis("$C$ and $b^1$ start at 0", forall=[h >= 1, h <= n])
def unit_zeros():
    return Eq(C[0, h], 0), Eq(b1[0, h], 0)


@hypothesis("$W$ starts at 0", forall=[h >= 1, h <= n, j >= 1, j <= d])
def weight_zeros():
    return Eq(W[0, h, j], 0)


@hypothesis("steps of $C$ and $b^1$", forall=[k >= 0, h >= 1, h <= n])
def unit_steps():
    return (Eq(C[k + 1, h], C[k, h] - alpha[k]*Sum(p_[k, i]*error[k, i]*relu(Z[k, h, i]), (i, 1, M))),
            Eq(b1[k + 1, h], b1[k, h] - alpha[k]*Sum(p_[k, i]*error[k, i]*C[k, h]*slope(Z[k, h, i]), (i, 1, M))))


@hypothesis("steps of $W$", forall=[k >= 0, h >= 1, h <= n, j >= 1, j <= d])
def weight_steps():
    return Eq(W[k + 1, h, j],
              W[k, h, j] - alpha[k]*Sum(p_[k, i]*error[k, i]*C[k, h]*slope(Z[k, h, i])*x[i, j], (i, 1, M)))


@hypothesis("steps of $b^2$", forall=[k >= 0])
def bias_steps():
    return Eq(b2[k + 1], b2[k] - alpha[k]*Sum(p_[k, i]*error[k, i], (i, 1, M)))


@hypothesis("weights that add up to 1", forall=[k >= 0])
def weights_of_a_mean():
    return Eq(Sum(p_[k, i], (i, 1, M)), 1)


@hypothesis("full batch", forall=[k >= 0, i >= 1, i <= M])
def full_batch():
    return Eq(p_[k, i], 1/M)


@hypothesis("some sample")
def some_sample():
    return M >= 1


@hypothesis("constant step size", forall=[k >= 0])
def constant_step():
    return Eq(alpha[k], a)


@hypothesis("a small step")
def small_step():
    return 0 < a, a < 1


@hypothesis("a factor of at least 1")
def expanding():
    return 1 <= Abs(1 - 2*a)


@hypothesis("a start that is not the mean")
def elsewhere():
    return Ne(b2[0] - mean_label(), 0)


@hypothesis("step sizes of the average", forall=[k >= 0])
def steps_of_the_average():
    return Eq(2*alpha[k], rate[k + 1])


@hypothesis("one sample at a time", forall=[k >= 0])
def one_sample():
    return Eq(Sum(p_[k, i]*y[i], (i, 1, M)), drawn[k])


@hypothesis("zeros before step $k$", forall=[h >= 1, h <= n])
def zero_outputs():
    return Eq(C[k, h], 0)


@hypothesis("step $k$ of $b^2$")
def one_bias_step():
    return Eq(b2[k + 1], b2[k] - alpha[k]*Sum(p_[k, i]*error[k, i], (i, 1, M)))


@hypothesis("step $k$ of $C$ with logistic units")
def logistic_step():
    return Eq(C[k + 1, h], C[k, h] - alpha[k]*Sum(p_[k, i]*(-2*(y[i] - b2[k]))*logistic(0), (i, 1, M)))


FULL_BATCH = [unit_zeros, weight_zeros, unit_steps, weight_steps, bias_steps, full_batch, some_sample, constant_step]


# -- claims --------------------------------------------------------------------

@claim("ie498-hw5-4d-zero", HOMEWORK.at("d"), given=[unit_zeros, weight_zeros, unit_steps, weight_steps])
def hidden_parameters_stay():
    """With ReLU, all parameters but the last bias stay at 0 if they start there, for any step sizes and any sampling."""
    return (ForAll([h >= 1, h <= n], Eq(C[k, h], 0), Eq(b1[k, h], 0)),
            ForAll([h >= 1, h <= n, j >= 1, j <= d], Eq(W[k, h, j], 0)))


@claim("ie498-hw5-4d-zero:prediction", HOMEWORK.at("d"), given=[unit_zeros, weight_zeros, unit_steps, weight_steps],
       where=[m >= 1, m <= M])
def prediction_is_the_bias():
    """The network predicts its last bias, whatever the input is."""
    return Eq(f[k, m], b2[k])


@claim("ie498-hw5-4d-zero:bias", HOMEWORK.at("d"),
       given=[unit_zeros, weight_zeros, unit_steps, weight_steps, bias_steps, weights_of_a_mean],
       example=NOTHING_TO_LEARN)
def bias_moves():
    """The last bias is pulled towards the labels."""
    return Eq(b2[k + 1], (1 - 2*alpha[k])*b2[k] + 2*alpha[k]*Sum(p_[k, i]*y[i], (i, 1, M)))


@claim("ie498-hw5-4d-zero:printed", HOMEWORK.at("d"), given=[zero_outputs, one_bias_step])
def nothing_moves():
    """“None of the parameters change”: false, the last bias does."""
    return Eq(b2[k + 1], b2[k])


@claim("ie498-hw5-4d-zero:logistic", HOMEWORK.at("d"), given=[logistic_step])
def logistic_outputs_stay():
    r"""That the hidden units give 0 at 0 is needed: logistic units give $1/2$, and then $C$ is trained."""
    return Eq(C[k + 1, h], C[k, h])


@claim("ie498-hw5-4d-zero:full-batch", HOMEWORK.at("d"),
       given=FULL_BATCH, example=NOTHING_TO_LEARN)
def bias_of_the_full_batch():
    r"""With the full batch and a constant step size, the bias goes to the mean label by a power of $1 - 2\alpha$."""
    return Eq(b2[k], mean_label() + (1 - 2*a)**k*(b2[0] - mean_label()))


@claim("ie498-hw5-4d-zero:distance", HOMEWORK.at("d"), given=FULL_BATCH, example=NOTHING_TO_LEARN)
def distance_to_the_mean():
    r"""Each step multiplies the distance to the mean label by $1 - 2\alpha$."""
    return Eq(b2[k + 1] - mean_label(), (1 - 2*a)*(b2[k] - mean_label()))


@claim("ie498-hw5-4d-zero:stays", HOMEWORK.at("d"), given=[*FULL_BATCH, expanding], example=NOTHING_TO_LEARN)
def stays_away():
    """With a factor of at least 1 the bias comes no closer to the mean label."""
    return Abs(b2[0] - mean_label()) <= Abs(b2[k] - mean_label())


@claim("ie498-hw5-4d-zero:limit", HOMEWORK.at("d"), given=[*FULL_BATCH, small_step],
       example=NOTHING_TO_LEARN | {a: S(1)/2, alpha: S(1)/2})
def bias_tends_to_the_mean():
    r"""With $0 < \alpha < 1$ the bias tends to the mean label: that is all the network learns."""
    return tends(b2[k], k, mean_label())


@claim("ie498-hw5-4d-zero:only-limit", HOMEWORK.at("d"), given=[*FULL_BATCH, elsewhere],
       example=NOTHING_TO_LEARN | {b2: 1, y: 0, a: 0, alpha: 0})
def only_small_steps_reach_the_mean():
    """From any other start no other step size does."""
    return Implies(tends(b2[k], k, mean_label()), And(0 < a, a < 1))


@claim("ie498-hw5-4d-zero:average", HOMEWORK.at("d"),
       given=[unit_zeros, weight_zeros, unit_steps, weight_steps, bias_steps, weights_of_a_mean, one_sample, is_rate,
              steps_of_the_average],
       example=NOTHING_TO_LEARN | {q: 1, alpha: S(1)/2, drawn: 0})
def bias_is_an_average():
    r"""The bias is the exponentially weighted average of the drawn labels, with the rates $q_{k+1} = 2\alpha_k$."""
    return Eq(b2[k + 1], (1 - rate[k + 1])*b2[k] + rate[k + 1]*drawn[k])


@claim("ie498-hw5-4d-zero:running-mean", HOMEWORK.at("d"), where=[k >= 1])
def bias_is_the_running_mean():
    r"""With $\alpha_k = 1/(2(k + 1))$ it is the mean of all labels drawn so far; where it started is forgotten."""
    return Eq(bias[k], Sum(drawn[j], (j, 0, k - 1))/k)


# -- derivations ---------------------------------------------------------------

@hidden_parameters_stay.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.conclude(unit_zeros, weight_zeros)

    units, weights = step.parts("$C$ and $b^1$.", "$W$.")
    units.say("No hidden unit is active and no unit has an influence: each sum is 0.")
    units.conclude(step.ih, unit_steps, Z, by.relu)
    weights.conclude(step.ih, weight_steps)


@prediction_is_the_bias.proof
def _(p: Proof) -> None:
    p.calc(f[k, m])
    p.eq(Sum(C[k, h]*relu(Z[k, h, m]), (h, 1, n)) + b2[k], f)
    p.eq(b2[k], hidden_parameters_stay)


@bias_moves.proof
def _(p: Proof) -> None:
    p.calc(b2[k + 1])
    p.eq(b2[k] - alpha[k]*Sum(p_[k, i]*error[k, i], (i, 1, M)), bias_steps)
    p.eq(b2[k] - 2*alpha[k]*b2[k]*Sum(p_[k, i], (i, 1, M)) + 2*alpha[k]*Sum(p_[k, i]*y[i], (i, 1, M)), error,
         prediction_is_the_bias)
    p.eq((1 - 2*alpha[k])*b2[k] + 2*alpha[k]*Sum(p_[k, i]*y[i], (i, 1, M)), weights_of_a_mean)


@nothing_moves.refutation(corrected=bias_moves)
def _(p: Proof) -> None:
    p.instance({n: 1, d: 1, M: 1, k: 0, s: 0, p_: 1, alpha: S(1)/10, x: 1, y: 3, C: 0, W: 0, b1: 0,
                b2[0]: 0, b2[1]: S(3)/5})


@bias_of_the_full_batch.proof
def _(p: Proof) -> None:
    p.have(ForAll([t >= 0], Eq(Sum(p_[t, i], (i, 1, M)), 1)), full_batch)
    base, step = p.induction(k)
    base.conclude()

    step.calc(b2[k + 1])
    step.eq((1 - 2*alpha[k])*b2[k] + 2*alpha[k]*Sum(p_[k, i]*y[i], (i, 1, M)), bias_moves)
    step.eq((1 - 2*a)*b2[k] + 2*a*mean_label(), constant_step, full_batch, mean_label)
    step.eq((1 - 2*a)*(mean_label() + (1 - 2*a)**k*(b2[0] - mean_label())) + 2*a*mean_label(), step.ih)
    step.eq(mean_label() + (1 - 2*a)**(k + 1)*(b2[0] - mean_label()))


@distance_to_the_mean.proof
def _(p: Proof) -> None:
    p.calc(b2[k + 1] - mean_label())
    p.eq((1 - 2*a)*(mean_label() + (1 - 2*a)**k*(b2[0] - mean_label()) - mean_label()), bias_of_the_full_batch)
    p.eq((1 - 2*a)*(b2[k] - mean_label()), bias_of_the_full_batch)


@stays_away.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.conclude()
    step.calc(Abs(b2[0] - mean_label()))
    step.le(Abs(b2[k] - mean_label()), step.ih)
    step.le(Abs(1 - 2*a)*Abs(b2[k] - mean_label()), expanding)
    step.eq(Abs((1 - 2*a)*(b2[k] - mean_label())), size_of_product(1 - 2*a, b2[k] - mean_label()))
    step.eq(Abs(b2[k + 1] - mean_label()), distance_to_the_mean)


@bias_tends_to_the_mean.proof
def _(p: Proof) -> None:
    powers = p.have(tends((1 - 2*a)**k, k, 0), by.limits)
    p.conclude(bias_of_the_full_batch, powers, by.limits)


@only_small_steps_reach_the_mean.proof
def _(p: Proof) -> None:
    limit = p.assume(tends(b2[k], k, mean_label()))
    small, large = p.cases(Abs(1 - 2*a) < 1, Abs(1 - 2*a) >= 1)
    small.have((1 - 2*a <= Abs(1 - 2*a), -(1 - 2*a) <= Abs(1 - 2*a)))
    small.conclude(small)
    size = large.have(tends(Abs(b2[k] - mean_label()), k, Abs(S(0))), limit, by.limits)
    large.have(Implies(k >= 0, Abs(b2[0] - mean_label()) <= Abs(b2[k] - mean_label())), stays_away, large)
    large.have(Abs(b2[0] - mean_label()) <= Abs(S(0)), size, by.limit_order)
    large.have(Abs(b2[0] - mean_label()) > 0, elsewhere)
    large.conclude(by.contradiction)


@bias_is_an_average.proof
def _(p: Proof) -> None:
    p.calc(b2[k + 1])
    p.eq((1 - 2*alpha[k])*b2[k] + 2*alpha[k]*Sum(p_[k, i]*y[i], (i, 1, M)), bias_moves)
    p.eq((1 - 2*alpha[k])*b2[k] + 2*alpha[k]*drawn[k], one_sample)
    p.eq((1 - rate[k + 1])*b2[k] + rate[k + 1]*drawn[k], steps_of_the_average)


@bias_is_the_running_mean.proof
def _(p: Proof) -> None:
    base, step = p.induction(k, start=1)
    base.conclude(bias, step_size)

    step.calc(bias[k + 1])
    step.eq((1 - 2*step_size[k])*bias[k] + 2*step_size[k]*drawn[k], bias)
    step.eq(k/(k + 1)*(Sum(drawn[j], (j, 0, k - 1))/k) + drawn[k]/(k + 1), step_size, step.ih)
    step.eq(Sum(drawn[j], (j, 0, k))/(k + 1))


@logistic_outputs_stay.refutation(corrected=hidden_parameters_stay)
def _(p: Proof) -> None:
    p.instance({M: 1, k: 0, h: 1, p_: 1, alpha: S(1)/10, y: 3, b2: 0, C[0, 1]: 0, C[1, 1]: S(3)/10})


# -- results -------------------------------------------------------------------

def bias_after(steps: int, labels: Sequence[float], step_size: float, start: float = 0) -> float:
    """The last bias after that many steps of full-batch training from zeros (claim `bias_of_the_full_batch`).

    steps ≥ 0; labels: at least one number; start: the bias before training.  Source: homework 5, 4(d).

    >>> bias_after(1, [1.0, 5.0], 0.25)
    1.5
    """
    if steps < 0:
        raise ValueError(f"the number of steps must be at least 0, not {steps}")
    if not labels:
        raise ValueError(f"the mean needs at least one label (hypothesis: {some_sample.words})")
    mean = sum(labels)/len(labels)
    return mean + (1 - 2*step_size)**steps*(start - mean)
