"""Mistakes in a lecture of one's own: smoothed cross entropy, the mean of a mini-batch, gradient descent on a parabola."""

from sympy import Eq, Sum, exp, log

from proofs import (
    E,
    Proof,
    Var,
    by,
    claim,
    definition,
    family,
    gradient,
    hypothesis,
    independent,
    integrable,
    nat,
    random_family,
    real,
    recurrence,
    tends,
)

k, j, K, b, i, t = nat("k"), nat("j"), nat("K"), nat("b"), nat("i"), nat("t")
eps, eta, lam, m, w0 = real("eps"), real("eta"), real("lam"), real("m"), real("w0")
z, y = family("z"), family("y")
g = random_family("g", start=1)


@definition(latex="s")
def smooth(k):
    return (1 - eps)*y[k] + eps/K


@definition(latex="L")
def loss():
    return log(Sum(exp(z[j]), (j, 1, K))) - Sum(smooth[k]*z[k], (k, 1, K))


@definition(latex="c")
def c(i):
    return g[i] - m


@recurrence(latex="w", start={0: w0})
def w(t):
    return w[t - 1] - eta*lam*w[t - 1]


@hypothesis("independent")
def unrelated():
    return independent(g)


@hypothesis("means", forall=[i >= 1])
def means():
    return Eq(E(g[i]), m)


@hypothesis("means of one index")
def means_of_one():
    return integrable(g[i], g[i]**2), Eq(E(g[i]), m)


@hypothesis("the step is small")
def almost_small_step():
    return eta*lam > 0, eta*lam <= 2


@claim("mistake-lecture-bound", "mistakes")
def bound_forgotten():
    return gradient(loss(), z[k], exp(z[k])/Sum(exp(z[j]), (j, 1, K)) - smooth[k], (k, 1, K))


@bound_forgotten.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, by.sums, loss, smooth)


@claim("mistake-lecture-sign", "mistakes", where=[K >= 1])
def sign_in_a_gradient():
    return gradient(loss(), z[k], exp(z[k])/Sum(exp(z[j]), (j, 1, K)) + smooth[k], (k, 1, K))


@sign_in_a_gradient.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, by.sums, loss, smooth)


@claim("mistake-lecture-moments", "mistakes", given=[unrelated, means], where=[b >= 1])
def second_moments_forgotten():
    return Eq(Var(Sum(c[i], (i, 1, b))), Sum(Var(c[i]), (i, 1, b)))


@second_moments_forgotten.proof
def _(p: Proof) -> None:
    p.calc(Var(Sum(c[i], (i, 1, b))))
    p.eq(Sum(Var(c[i]), (i, 1, b)), by.variance, unrelated)


@claim("mistake-lecture-quantifier", "mistakes", given=[unrelated, means_of_one], where=[b >= 1])
def quantifier_forgotten():
    return Eq(E(Sum(g[i], (i, 1, b))), b*m)


@claim("mistake-lecture-index", "mistakes", given=[means])
def index_misspelt():
    return Eq(E(g[1])*Sum(1, (j, 1, b)), b*m)


@index_misspelt.proof
def _(p: Proof) -> None:
    p.calc(E(g[1])*Sum(1, (j, 1, b)))
    p.eq(Sum(E(g[i]), (j, 1, b)), by.sums)


@claim("mistake-lecture-power", "mistakes")
def power_one_too_high():
    return Eq(w[t], (1 - eta*lam)**(t + 1)*w0)


@power_one_too_high.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.calc(w[0])
    base.eq(w0, w)
    step.calc(w[t + 1])
    step.eq((1 - eta*lam)**(t + 2)*w0, w, step.ih)


@claim("mistake-lecture-last", "mistakes")
def last_line_missing():
    return Eq(w[t + 1] - w[t], -eta*lam*w[t])


@last_line_missing.proof
def _(p: Proof) -> None:
    p.calc(w[t + 1] - w[t])
    p.eq(w[t] - eta*lam*w[t] - w[t], w)


@claim("mistake-lecture-ih", "mistakes")
def induction_hypothesis_in_the_base():
    return Eq(w[t], (1 - eta*lam)**t*w0)


@induction_hypothesis_in_the_base.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.calc(w[0])
    base.eq((1 - eta*lam)**0*w0, step.ih)


@claim("mistake-lecture-pair", "mistakes")
def induction_not_taken_apart():
    return Eq(w[t], (1 - eta*lam)**t*w0)


@induction_not_taken_apart.proof
def _(p: Proof) -> None:
    base = p.induction(t)
    base.calc(w[0])


@claim("mistake-lecture-closed", "mistakes", given=[almost_small_step])
def closed_form_of_descent():
    return Eq(w[t], (1 - eta*lam)**t*w0)


@closed_form_of_descent.proof
def _(p: Proof) -> None:
    p.calc(w[t])
    p.eq((1 - eta*lam)**t*w0, w)


@claim("mistake-lecture-step", "mistakes", given=[almost_small_step])
def step_on_the_boundary():
    return tends((1 - eta*lam)**t*w0, t, 0)


@step_on_the_boundary.proof
def _(p: Proof) -> None:
    p.conclude(by.limits, almost_small_step)


@claim("mistake-lecture-argument", "mistakes")
def claim_with_an_argument(t):
    return Eq(w[t], w[t])


@claim("mistake-lecture-proof", "mistakes")
def derivation_without_its_argument():
    return Eq(w[t], w[t])


@derivation_without_its_argument.proof
def _() -> None:
    pass


@claim("mistake-lecture-statement", "mistakes")
def statement_in_a_chain():
    return Eq(w[0] + 0, w0)


@statement_in_a_chain.proof
def _(p: Proof) -> None:
    p.calc(w[0] + 0)
    p.eq(Eq(w[0], w0), w)


@claim("mistake-lecture-limits", "mistakes")
def limits_without_brackets():
    return Eq(Sum(g[i], i, 1, b), 0)


@definition(latex="Z")
def weights_in_all():
    return Sum(exp(z[j]), (j, 1, K))


@claim("mistake-lecture-share", "mistakes", where=[K >= 1])
def divisor_is_a_definition():
    return Eq(Sum(exp(z[k])/weights_in_all(), (k, 1, K)), 1)


@divisor_is_a_definition.proof
def _(p: Proof) -> None:
    p.calc(Sum(exp(z[k])/weights_in_all(), (k, 1, K)))
    p.eq(1, weights_in_all, by.sums)


@claim("mistake-lecture-log-sum", "mistakes", where=[K >= 1])
def logarithm_of_a_definition():
    return gradient(log(weights_in_all()), z[k], exp(z[k])/weights_in_all(), (k, 1, K))


@logarithm_of_a_definition.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, weights_in_all)


@definition(latex="r")
def rate():
    return lam + (eta - lam)*(2 + m)/2


@hypothesis("the rates are in order")
def in_order():
    return lam <= eta, m >= -1, m <= 1


@claim("mistake-lecture-schedule", "mistakes", given=[in_order])
def schedule_above_its_bound():
    return rate() <= eta


@schedule_above_its_bound.proof
def _(p: Proof) -> None:
    p.conclude(rate, in_order)
