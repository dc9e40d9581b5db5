r"""What gradients add up to: in the buffer of momentum, in a buffer that is never set to zero, and over several nodes.

$G(w, t)$ is the stochastic gradient at $w$ with the noise of step $t$, for an arbitrary oracle $G$; the components of
vectors are numbered by integers.  $g_0, g_1, \dots$ are given gradients of one parameter.
"""

from sympy import Eq, Ne, S, Sum

from proofs import Proof, claim, family, function, hypothesis, integer, nat, real, recurrence, source, vector

PROBLEM_SET = source("Problem set 9", seed="epfl22-ps9")
HOMEWORK = source("Homework 5", seed="ie498-hw5")

beta, mu, eps = real("beta", latex=r"\beta"), real("mu", latex=r"\mu"), real("epsilon", latex=r"\varepsilon")
t, k, i = nat("t"), nat("k"), integer("i")
g = family("g", start=0)
G = function("G", "vector", "int", value="vector")
w_0, v_0 = vector("w_0", latex="w^0"), vector("v_0", latex="v^0")


# -- definitions ---------------------------------------------------------------

@recurrence(latex="s", start={0: 0})
def summed(t):
    """The buffer of momentum, for given gradients."""
    return beta*summed[t - 1] + g[t - 1]


@recurrence(latex="a", start={0: 0})
def averaged(t):
    """The weighted average with the same memory, for given gradients."""
    return beta*averaged[t - 1] + (1 - beta)*g[t - 1]


@recurrence(latex="b", start={0: 0})
def b(t, i):
    """Gradients that are added to the buffer, which is never set to zero."""
    return b[t - 1, i] + G(w[t - 1], t - 1)[i]


@recurrence(latex="w", start={0: w_0})
def w(t, i):
    return w[t - 1, i] - eps*b[t, i]


@recurrence(latex="v", start={0: v_0})
def v(t, i):
    return mu*v[t - 1, i] + G(vartheta[t - 1], t - 1)[i]


@recurrence(latex=r"\vartheta", start={0: w_0})
def vartheta(t, i):
    return vartheta[t - 1, i] - eps*v[t, i]


@hypothesis("the gradients are not merely added")
def fading():
    return Ne(beta, 1)


@hypothesis("some memory")
def positive_memory():
    return beta > 0


@hypothesis("nothing is forgotten")
def no_friction():
    return Eq(mu, 1)


@hypothesis("the buffer starts at zero")
def zero_buffer():
    return Eq(v_0, 0)


# -- claims --------------------------------------------------------------------

@claim("epfl22-ps9-ema", PROBLEM_SET.at("below equation (7)"), given=[fading], where=[t >= 0])
def scaled_average():
    r"""The buffer of momentum is the weighted average, but scaled by $1/(1 - \beta)$."""
    return Eq(summed[t], averaged[t]/(1 - beta))


@claim("epfl22-ps9-ema:sum", PROBLEM_SET.at("below equation (7)"), where=[t >= 0])
def buffer_as_sum():
    r"""The buffer of momentum weighs $g_{k-1}$ by $\beta^{t-k}$."""
    return Eq(summed[t], Sum(beta**(t - k)*g[k - 1], (k, 1, t)))


@claim("epfl22-ps9-ema:weights", PROBLEM_SET.at("below equation (7)"), given=[fading], where=[t >= 0])
def weights_of_momentum():
    """The weights of the gradients in the buffer of momentum add up to $(1-\\beta^t)/(1-\\beta)$, which need not be one."""
    return Eq(Sum(beta**(t - k), (k, 1, t)), (1 - beta**t)/(1 - beta))


@claim("epfl22-ps9-ema:adam", PROBLEM_SET.at("below equation (7)"), where=[t >= 0])
def weights_of_average():
    r"""For $0 < \beta < 1$ the weights in the uncorrected average add up to one in the limit only; their sum corrects that."""
    return Eq(Sum((1 - beta)*beta**(t - k), (k, 1, t)), 1 - beta**t)


@claim("epfl22-ps9-ema:printed", PROBLEM_SET.at("below equation (7)"), given=[positive_memory], where=[t >= 1])
def momentum_is_an_average():
    """The weights in the buffer of momentum do not add up to one: it is no average of the gradients."""
    return Eq(Sum(beta**(t - k), (k, 1, t)), 1)


@claim("ie498-hw5-6e", HOMEWORK.at("6e"), where=[t >= 0])
def never_zeroed():
    """A gradient that is never set to zero is the sum of all gradients so far."""
    return Eq(b[t, i], Sum(G(w[k - 1], k - 1)[i], (k, 1, t)))


@claim("ie498-hw5-6e:momentum", HOMEWORK.at("6e"), given=[no_friction, zero_buffer], where=[t >= 0])
def never_zeroed_is_momentum():
    r"""It is momentum with $\mu = 1$: nothing is forgotten."""
    return Eq(b[t], v[t]), Eq(w[t], vartheta[t])


@claim("ie498-hw5-6e:printed", HOMEWORK.at("6e"), where=[t >= 0])
def steps_along_the_gradient():
    """The harm is not memory: without zeroing, a step does not follow the current gradient."""
    return Eq(w[t + 1], w[t] - eps*G(w[t], t))


# -- derivations ---------------------------------------------------------------

@scaled_average.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.conclude(summed, averaged)
    step.calc(summed[t + 1])
    step.eq(beta*summed[t] + g[t], summed)
    step.eq(beta*(averaged[t]/(1 - beta)) + g[t], step.ih)
    step.eq(averaged[t + 1]/(1 - beta), averaged)


@buffer_as_sum.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.conclude(summed)
    step.calc(summed[t + 1])
    step.eq(beta*summed[t] + g[t], summed)
    step.eq(beta*Sum(beta**(t - k)*g[k - 1], (k, 1, t)) + g[t], step.ih)
    step.eq(Sum(beta**(t + 1 - k)*g[k - 1], (k, 1, t + 1)))


@weights_of_momentum.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.conclude()
    step.calc(Sum(beta**(t + 1 - k), (k, 1, t + 1)))
    step.eq(beta*Sum(beta**(t - k), (k, 1, t)) + 1)
    step.eq(beta*((1 - beta**t)/(1 - beta)) + 1, step.ih)
    step.eq((1 - beta**(t + 1))/(1 - beta))


@weights_of_average.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.conclude()
    step.calc(Sum((1 - beta)*beta**(t + 1 - k), (k, 1, t + 1)))
    step.eq(beta*Sum((1 - beta)*beta**(t - k), (k, 1, t)) + (1 - beta))
    step.eq(beta*(1 - beta**t) + (1 - beta), step.ih)
    step.eq(1 - beta**(t + 1))


@momentum_is_an_average.refutation(corrected=weights_of_momentum)
def _(p: Proof) -> None:
    p.instance({beta: S(1)/2, t: 2})


@never_zeroed.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.conclude(b)
    step.calc(b[t + 1, i])
    step.eq(b[t, i] + G(w[t], t)[i], b)
    step.eq(Sum(G(w[k - 1], k - 1)[i], (k, 1, t)) + G(w[t], t)[i], step.ih)
    step.eq(Sum(G(w[k - 1], k - 1)[i], (k, 1, t + 1)))


@never_zeroed_is_momentum.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)

    buffers, iterates = base.parts("Buffers.", "Iterates.")
    buffers.conclude(b, v, zero_buffer)
    iterates.conclude(w, vartheta)

    buffers, iterates = step.parts("Buffers.", "Iterates.")
    buffers.calc(b[t + 1])
    buffers.eq(b[t] + G(w[t], t), b)
    buffers.eq(v[t] + G(vartheta[t], t), step.ih)
    buffers.eq(v[t + 1], no_friction, v)
    iterates.calc(w[t + 1])
    iterates.eq(w[t] - eps*b[t + 1], w)
    iterates.eq(vartheta[t] - eps*v[t + 1], step.ih, buffers)
    iterates.eq(vartheta[t + 1], vartheta)


@steps_along_the_gradient.refutation(corrected=never_zeroed)
def _(p: Proof) -> None:
    p.instance({t: 1, eps: 1, G: 1, w_0: 0})


# -- results -------------------------------------------------------------------

def weight_sum(beta: float, t: int) -> float:
    """What the weights in the buffer of momentum add up to after t ≥ 0 steps: (1 − βᵗ)/(1 − β), for 0 < β ≠ 1.

    Source: problem set 9, sentence below equation (7).

    >>> weight_sum(0.5, 2)
    1.5
    """
    if beta == 1:
        raise ValueError(f"beta must not be 1 (hypothesis: {fading.name})")
    if beta <= 0:
        raise ValueError(f"beta must be positive (hypothesis: {positive_memory.name}), not {beta}")
    if t < 0:
        raise ValueError(f"t must be at least 0, not {t}")
    return (1 - beta**t)/(1 - beta)
