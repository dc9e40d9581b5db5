r"""Adam and the scale of the loss: gradients times $\alpha$ give the same iterates, when the offset is scaled with them.

The gradient oracle $G$ is arbitrary: $G(w, t)$ is the stochastic gradient at $w$ with the noise of step $t$.  One run has the
oracle $G$ and the offset $\delta$, the other $\alpha G$ and $\epsilon$; the components of vectors are numbered by integers.
"""

from sympy import Eq, Implies, Ne, Or, S, sqrt

from proofs import ForAll, Proof, by, claim, family, function, hypothesis, integer, nat, real, source

PROBLEM_SET = source("Problem set 9, problem 2, part 2", seed="epfl22-ps9")

eta, alpha, c = real("eta", latex=r"\eta"), real("alpha", latex=r"\alpha"), real("c")
delta, eps = real("delta", latex=r"\delta"), real("epsilon", latex=r"\epsilon")
beta_1, beta_2 = real("beta_1", latex=r"\beta_1"), real("beta_2", latex=r"\beta_2")
t, i = nat("t"), integer("i")
G = function("G", "vector", "int", value="vector")
m, v, w = family("m", indices=2), family("v", indices=2), family("w", indices=2)
n, u, x = family("n", indices=2), family("u", indices=2), family("x", indices=2)


# -- hypotheses ----------------------------------------------------------------

@hypothesis("rates of Adam")
def rates():
    return 0 < beta_1, beta_1 < 1, 0 < beta_2, beta_2 < 1


@hypothesis("positive scale")
def positive_scale():
    return alpha > 0


@hypothesis("an offset that is not negative")
def offset():
    return delta >= 0


@hypothesis("scaled offset")
def offsets():
    return Eq(eps, alpha*delta)


@hypothesis("moments with $G$", forall=[t >= 0, i])
def moments():
    return (Eq(m[t + 1, i], beta_1*m[t, i] + (1 - beta_1)*G(w[t], t)[i]),
            Eq(v[t + 1, i], beta_2*v[t, i] + (1 - beta_2)*G(w[t], t)[i]**2))


@hypothesis("moments with $\\alpha G$", forall=[t >= 0, i])
def scaled_moments():
    return (Eq(n[t + 1, i], beta_1*n[t, i] + (1 - beta_1)*(alpha*G(x[t], t)[i])),
            Eq(u[t + 1, i], beta_2*u[t, i] + (1 - beta_2)*(alpha*G(x[t], t)[i])**2))


@hypothesis("second moments that start at 0 or above", forall=[i])
def start():
    return v[0, i] >= 0


@hypothesis("the same start, and scaled moments, as all 0", forall=[i])
def same_start():
    return Eq(n[0, i], alpha*m[0, i]), Eq(u[0, i], alpha**2*v[0, i]), Eq(x[0, i], w[0, i])


@hypothesis("an offset, or second moments that are never 0 in the run with $G$", forall=[t >= 1, i])
def never_zero():
    return Or(delta > 0, Ne(v[t, i], 0))


@hypothesis("Adam with $G$", forall=[t >= 0, i])
def run():
    return Eq(w[t + 1, i], w[t, i] - eta*((m[t + 1, i]/(1 - beta_1**(t + 1)))
                                          / (sqrt(v[t + 1, i]/(1 - beta_2**(t + 1))) + delta)))


@hypothesis("Adam with $\\alpha G$, where it does not divide by 0", forall=[t >= 0, i])
def scaled_run():
    return Implies(sqrt(u[t + 1, i]/(1 - beta_2**(t + 1))) + eps > 0,
                   Eq(x[t + 1, i], x[t, i] - eta*((n[t + 1, i]/(1 - beta_1**(t + 1)))
                                                  / (sqrt(u[t + 1, i]/(1 - beta_2**(t + 1))) + eps))))


@hypothesis("no offset")
def no_offset():
    return Eq(eps, 0), Eq(delta, 0)


@hypothesis("positive gradient and offset")
def positive_gradient():
    return c > 0, eps > 0


STARTED = [rates, moments, scaled_moments, start, same_start]
RUNS = [*STARTED, never_zero, run, scaled_run]
VALUES = {alpha: 1, delta: 1, eps: 1, eta: 0, beta_1: S(1)/2, beta_2: S(1)/2, G: 1, t: 0, m: 1, v: 1, w: 0, n: 1, u: 1, x: 0}


# -- claims --------------------------------------------------------------------

@claim("epfl22-ps9-p2-2-inv:moments", PROBLEM_SET, where=[t >= 0], given=STARTED, example=VALUES)
def not_negative():
    """Second moments are not negative."""
    return v[t, i] >= 0, u[t, i] >= 0


@claim("epfl22-ps9-p2-2-inv:divisors", PROBLEM_SET, where=[t >= 1], given=[offset, *STARTED, never_zero],
       example=VALUES | {t: 1})
def divisor():
    """Adam with $G$ divides by positive numbers."""
    return sqrt(v[t, i]/(1 - beta_2**t)) + delta > 0


@claim("epfl22-ps9-p2-2-inv", PROBLEM_SET, where=[t >= 0], example=VALUES,
       given=[positive_scale, offset, offsets, *RUNS])
def scale_does_not_matter():
    r"""Adam with $\alpha G$ and offset $\epsilon$ has the iterates of Adam with $G$ and offset $\epsilon/\alpha$."""
    return Eq(n[t], alpha*m[t]), Eq(u[t], alpha**2*v[t]), Eq(x[t], w[t])


@claim("epfl22-ps9-p2-2-inv:scaled-divisors", PROBLEM_SET, where=[t >= 1], example=VALUES | {t: 1},
       given=[positive_scale, offset, offsets, *RUNS])
def scaled_divisor():
    r"""So Adam with $\alpha G$ never divides by 0 either."""
    return sqrt(u[t, i]/(1 - beta_2**t)) + eps > 0


@claim("epfl22-ps9-p2-2-inv:no-offset", PROBLEM_SET, where=[t >= 0], example=VALUES | {delta: 0, eps: 0},
       given=[positive_scale, no_offset, *RUNS])
def invariant_without_offset():
    """Without an offset a positive constant factor of the loss changes nothing."""
    return Eq(x[t], w[t])


@claim("epfl22-ps9-p2-2-inv:printed", PROBLEM_SET, given=[positive_gradient, positive_scale])
def first_step_is_invariant():
    """With an offset already the first step depends on the scale of the gradient."""
    return Eq(eta*(alpha*c)/(sqrt((alpha*c)**2) + eps), eta*c/(sqrt(c**2) + eps))


# -- derivations ---------------------------------------------------------------

@not_negative.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.conclude(start, same_start)
    one, other = step.parts("First run.", "Second run.")
    one.calc(v[t + 1, i])
    one.eq(beta_2*v[t, i] + (1 - beta_2)*G(w[t], t)[i]**2, moments)
    one.ge(0, step.ih, by.square)
    other.calc(u[t + 1, i])
    other.eq(beta_2*u[t, i] + (1 - beta_2)*(alpha*G(x[t], t)[i])**2, scaled_moments)
    other.ge(0, step.ih, by.square)


@divisor.proof
def _(p: Proof) -> None:
    p.have(v[t, i] >= 0, not_negative)
    moment = v[t, i]/(1 - beta_2**t)
    p.have(moment >= 0)
    some, none = p.cases(v[t, i] > 0, Eq(v[t, i], 0))
    some.have(sqrt(moment) > 0)
    some.conclude(offset)
    none.have(Or(delta > 0, Ne(v[t, i], 0)), never_zero(t, i))
    helped, never = none.cases(delta > 0, Ne(v[t, i], 0))
    helped.conclude(helped)
    never.conclude(by.contradiction)


@scale_does_not_matter.proof
def _(p: Proof) -> None:
    p.known(not_negative, divisor)
    base, step = p.induction(t)

    first, second, iterate = base.parts("First moments.", "Second moments.", "Iterates.")
    first.calc(n[0])
    first.eq(alpha*m[0], same_start)
    second.conclude(same_start)
    iterate.calc(x[0])
    iterate.eq(w[0], same_start)

    first, second, iterate = step.parts("First moments.", "Second moments.", "Iterates.")
    first.calc(n[t + 1])
    first.eq(beta_1*n[t] + (1 - beta_1)*(alpha*G(x[t], t)), scaled_moments)
    first.eq(beta_1*(alpha*m[t]) + (1 - beta_1)*(alpha*G(w[t], t)), step.ih)
    first.eq(alpha*m[t + 1], moments)
    second.calc(u[t + 1, i])
    second.eq(beta_2*u[t, i] + (1 - beta_2)*(alpha*G(x[t], t)[i])**2, scaled_moments)
    second.eq(beta_2*(alpha**2*v[t, i]) + (1 - beta_2)*(alpha*G(w[t], t)[i])**2, step.ih)
    second.eq(alpha**2*v[t + 1, i], moments)
    moment, scaled = v[t + 1, i]/(1 - beta_2**(t + 1)), u[t + 1, i]/(1 - beta_2**(t + 1))
    iterate.have(ForAll([i], sqrt(moment) + delta > 0), divisor)
    both = iterate.have(ForAll([i], Eq(sqrt(scaled) + eps, alpha*(sqrt(moment) + delta))), second, offsets, by.root)
    iterate.have(ForAll([i], sqrt(scaled) + eps > 0), both)
    iterate.calc(x[t + 1, i])
    iterate.eq(x[t, i] - eta*((n[t + 1, i]/(1 - beta_1**(t + 1)))/(sqrt(scaled) + eps)), scaled_run)
    iterate.eq(w[t, i] - eta*((alpha*m[t + 1, i]/(1 - beta_1**(t + 1)))/(alpha*(sqrt(moment) + delta))), step.ih, first, both)
    iterate.eq(w[t, i] - eta*((m[t + 1, i]/(1 - beta_1**(t + 1)))/(sqrt(moment) + delta)))
    iterate.eq(w[t + 1, i], run)


@scaled_divisor.proof
def _(p: Proof) -> None:
    p.known(not_negative, divisor)
    p.have(sqrt(v[t, i]/(1 - beta_2**t)) + delta > 0, divisor)
    p.calc(sqrt(u[t, i]/(1 - beta_2**t)) + eps)
    p.eq(alpha*(sqrt(v[t, i]/(1 - beta_2**t)) + delta), scale_does_not_matter, offsets, by.root)
    p.gt(0)


@invariant_without_offset.proof
def _(p: Proof) -> None:
    p.known(not_negative, divisor)
    p.conclude(scale_does_not_matter, no_offset)


@first_step_is_invariant.refutation(corrected=scale_does_not_matter)
def _(p: Proof) -> None:
    p.instance({eta: 1, alpha: 2, c: 1, eps: 1})


# -- results -------------------------------------------------------------------

def first_step(c: float, eta: float, eps: float) -> float:
    """The first step of Adam for a gradient c ≠ 0: −ηc/(|c| + ε), without bias of the moments.

    With ε = 0 it is η times a sign; with ε > 0 it depends on the scale of c (claim `first_step_is_invariant`, refuted).

    >>> first_step(1.0, 1.0, 1.0), first_step(3.0, 1.0, 1.0)
    (-0.5, -0.75)
    """
    if c == 0:
        raise ValueError(f"the gradient must not be 0 (hypothesis: {never_zero.words})")
    if eps < 0:
        raise ValueError(f"eps must not be negative (hypothesis: {offset.name}), not {eps}")
    return -eta*c/(abs(c) + eps)
