r"""Weight decay: added to the gradient, or applied to the parameters; when the two are the same method.

The gradient oracle $G$ is arbitrary: $G(\theta, t)$ is the stochastic gradient at $\theta$ with the noise of step $t$.  The
components of vectors are numbered by integers; in $\mathbb{R}^d$ all but $d$ of them are 0.
"""

from sympy import Eq, Implies, Ne, Or, Piecewise, S

from proofs import ForAll, Proof, claim, definition, function, hypothesis, integer, nat, real, recurrence, source, vector

SEMINAR = source("Deep Learning, seminar 4 (2022)", seed="ctu22-s4")

mu, eps, lam = real("mu", latex=r"\mu"), real("epsilon", latex=r"\varepsilon"), real("lam", latex=r"\lambda")
mu_2, eps_2, lam_2 = real("mu_2", latex=r"\mu'"), real("epsilon_2", latex=r"\varepsilon'"), real("lam_2", latex=r"\lambda'")
q, eta = real("q"), real("eta", latex=r"\eta")
q_2, eta_2 = real("q_2", latex="q'"), real("eta_2", latex=r"\eta'")
t, d, i = nat("t"), nat("d"), integer("i")
G = function("G", "vector", "int", value="vector")
theta_0, v_0, u_0 = vector("theta_0", latex=r"\theta^0"), vector("v_0", latex="v^0"), vector("u_0", latex="u^0")
m_0, n_0 = vector("m_0", latex="m^0"), vector("n_0", latex="n^0")


# -- definitions: momentum -------------------------------------------------------

@recurrence(latex="v", start={0: v_0})
def v(t, i):
    """The buffer when the decay stays outside of it."""
    return mu*v[t - 1, i] + G(theta[t - 1], t - 1)[i]


@recurrence(latex=r"\theta", start={0: theta_0})
def theta(t, i):
    return theta[t - 1, i] - eps*(v[t, i] + lam*theta[t - 1, i])


@recurrence(latex="u", start={0: u_0})
def u(t, i):
    """The buffer when the decay is added to the gradient."""
    return mu_2*u[t - 1, i] + (G(vartheta[t - 1], t - 1)[i] + lam_2*vartheta[t - 1, i])


@recurrence(latex=r"\vartheta", start={0: theta_0})
def vartheta(t, i):
    return vartheta[t - 1, i] - eps_2*u[t, i]


# -- definitions: averages -------------------------------------------------------

@recurrence(latex="m", start={0: m_0})
def m(t, i):
    """The average when the decay stays outside of it."""
    return (1 - q)*m[t - 1, i] + q*G(w[t - 1], t - 1)[i]


@recurrence(latex="w", start={0: theta_0})
def w(t, i):
    return w[t - 1, i] - eta*(m[t, i] + lam*w[t - 1, i])


@recurrence(latex="n", start={0: n_0})
def n(t, i):
    """The average when the decay is added to the gradient."""
    return (1 - q_2)*n[t - 1, i] + q_2*(G(omega[t - 1], t - 1)[i] + lam_2*omega[t - 1, i])


@recurrence(latex=r"\omega", start={0: theta_0})
def omega(t, i):
    return omega[t - 1, i] - eta_2*n[t, i]


@definition(latex="h")
def pulse(x, t, i):
    """The oracle that gives 1 in the first step and 0 afterwards."""
    return Piecewise((1, Eq(t, 0)), (0, True))


@definition(latex="e")
def ones(i):
    """The vector of ones."""
    return S(1)


# -- hypotheses ----------------------------------------------------------------

@hypothesis("the decay of one step leaves something")
def some_left():
    return Ne(eps*lam, 1)


@hypothesis("constants of the momentum form")
def constants():
    return Eq(eps_2, eps), Eq(mu_2, mu*(1 - eps*lam)), Eq(lam_2, (1 - mu)*lam)


@hypothesis("buffers of the momentum form")
def buffers():
    return Eq(v_0, 0), Eq(u_0, lam/(1 - eps*lam)*theta_0)


@hypothesis("both buffers start at zero")
def zero_buffers():
    return Eq(v_0, 0), Eq(u_0, 0)


@hypothesis("a step is taken")
def some_step():
    return Ne(eps, 0)


@hypothesis("at least one parameter")
def some_parameter():
    return d >= 1


@hypothesis("the same constants")
def same_constants():
    return Eq(eps_2, eps), Eq(mu_2, mu), Eq(lam_2, lam)


@hypothesis("no decay")
def no_decay():
    return Eq(lam, 0)


@hypothesis("no momentum")
def no_momentum():
    return Eq(mu, 0)


@hypothesis("both rates are not zero, and the decay leaves something")
def rates():
    return Ne(q, 0), Ne(q_2, 0), Ne(eta*lam, 1)


@hypothesis("rate of the averaging form")
def averaging_rate():
    return Eq(q_2, 1 - (1 - q)*(1 - eta*lam))


@hypothesis("constants of the averaging form")
def averaging_constants():
    return Eq(eta_2, eta*q/q_2), Eq(lam_2, lam)


@hypothesis("buffers of the averaging form")
def averaging_buffers():
    return Eq(m_0, 0), Eq(n_0, q_2*lam/(q*(1 - eta*lam))*theta_0)


HALF = {eps: 1, lam: 2, mu: S(1)/2, eps_2: 1, mu_2: -S(1)/2, lam_2: 1, v_0: 0, theta_0: 1, u_0: -2, t: 0}
AVERAGES = {eta: 1, lam: 2, q: S(1)/2, q_2: S(3)/2, eta_2: S(1)/3, lam_2: 2, m_0: 0, theta_0: 1, n_0: -6, t: 0}
STILL = {eps: 1, eps_2: 1, mu: 0, mu_2: 0, lam: 0, lam_2: 0, v_0: 0, u_0: 0, t: 0}


# -- claims --------------------------------------------------------------------

@claim("ctu22-s4-a4-design", SEMINAR.at("4"), where=[t >= 0])
def decoupled_step():
    r"""Outside of the buffer the decay shrinks the parameters by $1 - \varepsilon\lambda$ before the step of momentum."""
    return Eq(v[t + 1], mu*v[t] + G(theta[t], t)), Eq(theta[t + 1], (1 - eps*lam)*theta[t] - eps*v[t + 1])


@claim("ctu22-s4-a4-design:averages", SEMINAR.at("4"), where=[t >= 0])
def decoupled_average():
    """The same for averages of gradients."""
    return Eq(m[t + 1], (1 - q)*m[t] + q*G(w[t], t)), Eq(w[t + 1], (1 - eta*lam)*w[t] - eta*m[t + 1])


@claim("ctu22-s4-a4-equiv", SEMINAR.at("4"), where=[t >= 0], example=AVERAGES,
       given=[rates, averaging_rate, averaging_constants, averaging_buffers])
def averaging_form():
    """Adding the decay to the gradient gives the same iterates, with other constants and another initial average."""
    return Eq(n[t], q_2*(m[t] + lam*w[t])/(q*(1 - eta*lam))), Eq(omega[t], w[t])


@claim("ctu22-s4-a4-equiv:momentum", SEMINAR.at("4"), given=[some_left, constants, buffers], where=[t >= 0],
       example=HALF)
def momentum_form():
    """With other constants and a buffer that does not start at zero, the decay may be added to the gradient."""
    return Eq(u[t], (v[t] + lam*theta[t])/(1 - eps*lam)), Eq(vartheta[t], theta[t])


@claim("ctu22-s4-a4-equiv:zero-buffers", SEMINAR.at("4"), given=[some_step, zero_buffers, some_parameter])
def impossible_from_zero():
    """From two buffers of zeros the methods have the same iterates, for every oracle and start, only in trivial cases."""
    return Implies(ForAll([G, theta_0, t >= 0, i >= 1, i <= d], Eq(theta[t, i], vartheta[t, i])),
                   Or(Eq(lam, 0), Eq(mu, 0)))


@claim("ctu22-s4-a4-equiv:no-decay", SEMINAR.at("4"), given=[zero_buffers, same_constants, no_decay], where=[t >= 0],
       example=STILL)
def same_without_decay():
    """Without decay the two methods are one."""
    return Eq(u[t], v[t]), Eq(vartheta[t], theta[t])


@claim("ctu22-s4-a4-equiv:no-momentum", SEMINAR.at("4"), given=[same_constants, no_momentum], where=[t >= 0], example=STILL)
def same_without_momentum():
    """Without momentum it does not matter where the decay is added."""
    return Eq(vartheta[t], theta[t])


@claim("ctu22-s4-a4-equiv:printed", SEMINAR.at("4"), given=[zero_buffers, same_constants], where=[t >= 0])
def same_from_zero():
    """With the same constants and buffers of zeros the methods would be the same; the second step differs already."""
    return Eq(vartheta[t], theta[t])


# -- derivations ---------------------------------------------------------------

@decoupled_step.proof
def _(p: Proof) -> None:
    buffer, iterate = p.parts("Buffer.", "Iterate.")
    buffer.conclude(v)
    iterate.calc(theta[t + 1])
    iterate.eq(theta[t] - eps*(v[t + 1] + lam*theta[t]), theta)
    iterate.eq((1 - eps*lam)*theta[t] - eps*v[t + 1])


@momentum_form.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)

    invariant, iterates = base.parts("Buffers.", "Iterates.")
    invariant.calc(u[0])
    invariant.eq(lam/(1 - eps*lam)*theta_0, u, buffers)
    invariant.eq((v[0] + lam*theta[0])/(1 - eps*lam), v, theta, buffers)
    iterates.conclude(vartheta, theta)

    invariant, iterates = step.parts("Buffers.", "Iterates.")
    new = invariant.have(ForAll([i], Eq(u[t + 1, i], v[t + 1, i] + lam*theta[t, i])))
    new.calc(u[t + 1, i])
    new.eq(mu_2*u[t, i] + (G(vartheta[t], t)[i] + lam_2*vartheta[t, i]), u)
    new.eq(mu_2*((v[t, i] + lam*theta[t, i])/(1 - eps*lam)) + (G(theta[t], t)[i] + lam_2*theta[t, i]), step.ih)
    new.eq(mu*(v[t, i] + lam*theta[t, i]) + (G(theta[t], t)[i] + (1 - mu)*lam*theta[t, i]), constants)
    new.eq(v[t + 1, i] + lam*theta[t, i], v)
    invariant.calc(u[t + 1])
    invariant.eq((v[t + 1] + lam*((1 - eps*lam)*theta[t] - eps*v[t + 1]))/(1 - eps*lam), new)
    invariant.eq((v[t + 1] + lam*theta[t + 1])/(1 - eps*lam), decoupled_step)
    iterates.calc(vartheta[t + 1])
    iterates.eq(vartheta[t] - eps_2*u[t + 1], vartheta)
    iterates.eq(theta[t] - eps_2*u[t + 1], step.ih)
    iterates.eq(theta[t] - eps_2*((v[t + 1] + lam*theta[t + 1])/(1 - eps*lam)), invariant)
    iterates.eq(theta[t + 1], constants, theta)


@decoupled_average.proof
def _(p: Proof) -> None:
    average, iterate = p.parts("Average.", "Iterate.")
    average.conclude(m)
    iterate.calc(w[t + 1])
    iterate.eq(w[t] - eta*(m[t + 1] + lam*w[t]), w)
    iterate.eq((1 - eta*lam)*w[t] - eta*m[t + 1])


@averaging_form.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)

    averages, iterates = base.parts("Averages.", "Iterates.")
    averages.calc(n[0])
    averages.eq(q_2*lam/(q*(1 - eta*lam))*theta_0, n, averaging_buffers)
    averages.eq(q_2*(m[0] + lam*w[0])/(q*(1 - eta*lam)), m, w, averaging_buffers)
    iterates.conclude(omega, w)

    averages, iterates = step.parts("Averages.", "Iterates.")
    new = averages.have(ForAll([i], Eq(n[t + 1, i], q_2*(m[t + 1, i] + lam*w[t, i])/q)))
    new.calc(n[t + 1, i])
    new.eq((1 - q_2)*n[t, i] + q_2*(G(omega[t], t)[i] + lam_2*omega[t, i]), n)
    new.eq((1 - q_2)*(q_2*(m[t, i] + lam*w[t, i])/(q*(1 - eta*lam))) + q_2*(G(w[t], t)[i] + lam_2*w[t, i]), step.ih)
    new.eq((1 - q)*(q_2*(m[t, i] + lam*w[t, i])/q) + q_2*(G(w[t], t)[i] + lam*w[t, i]), averaging_rate,
           averaging_constants)
    new.eq(q_2*(m[t + 1, i] + lam*w[t, i])/q, m)
    averages.calc(n[t + 1])
    averages.eq(q_2*(m[t + 1] + lam*((1 - eta*lam)*w[t] - eta*m[t + 1]))/(q*(1 - eta*lam)), new)
    averages.eq(q_2*(m[t + 1] + lam*w[t + 1])/(q*(1 - eta*lam)), decoupled_average)
    iterates.calc(omega[t + 1])
    iterates.eq(omega[t] - eta_2*n[t + 1], omega)
    iterates.eq(w[t] - eta_2*n[t + 1], step.ih)
    iterates.eq(w[t] - eta_2*(q_2*(m[t + 1] + lam*w[t + 1])/(q*(1 - eta*lam))), averages)
    iterates.eq(w[t + 1], averaging_constants, w)


@same_without_decay.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)

    buffer, iterate = base.parts("Buffers.", "Iterates.")
    buffer.conclude(u, v, zero_buffers)
    iterate.conclude(vartheta, theta)

    buffer, iterate = step.parts("Buffers.", "Iterates.")
    buffer.calc(u[t + 1])
    buffer.eq(mu_2*u[t] + (G(vartheta[t], t) + lam_2*vartheta[t]), u)
    buffer.eq(mu_2*v[t] + (G(theta[t], t) + lam_2*theta[t]), step.ih)
    buffer.eq(v[t + 1], same_constants, no_decay, v)
    iterate.calc(vartheta[t + 1])
    iterate.eq(vartheta[t] - eps_2*u[t + 1], vartheta)
    iterate.eq(theta[t] - eps_2*v[t + 1], step.ih, buffer)
    iterate.eq(theta[t + 1], same_constants, no_decay, theta)


@same_without_momentum.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.conclude(vartheta, theta)
    step.calc(vartheta[t + 1])
    step.eq(vartheta[t] - eps_2*(mu_2*u[t] + (G(vartheta[t], t) + lam_2*vartheta[t])), vartheta, u)
    step.eq(theta[t] - eps_2*(mu_2*u[t] + (G(theta[t], t) + lam_2*theta[t])), step.ih)
    step.eq(theta[t + 1], same_constants, no_momentum, theta, v)


@same_from_zero.refutation(corrected=impossible_from_zero)
def _(p: Proof) -> None:
    p.instance({t: 2, eps: 1, eps_2: 1, mu: 1, mu_2: 1, lam: 1, lam_2: 1, G: 0, theta_0: 1, v_0: 0, u_0: 0})


@impossible_from_zero.proof
def _(p: Proof) -> None:
    equal = p.assume(ForAll([G, theta_0, t >= 0, i >= 1, i <= d], Eq(theta[t, i], vartheta[t, i])))

    p.say("The first iterate, for one gradient and for one start.")
    first = p.have(ForAll([G, theta_0], Eq(eps*(G(theta_0, 0)[1] + lam*theta_0[1]),
                                           eps_2*(G(theta_0, 0)[1] + lam_2*theta_0[1]))))
    first.calc(eps*(G(theta_0, 0)[1] + lam*theta_0[1]))
    first.eq(theta_0[1] - theta[1, 1], theta, v, zero_buffers)
    first.eq(theta_0[1] - vartheta[1, 1], equal(G, theta_0, 1, 1))
    first.eq(eps_2*(G(theta_0, 0)[1] + lam_2*theta_0[1]), vartheta, u, zero_buffers)
    step_size = p.have(Eq(eps_2, eps), first(pulse, 0), pulse)
    scaled = p.have(Eq(eps_2*lam_2, eps*lam), first(0, ones), ones)
    decay = p.have(Eq(lam_2, lam), step_size, scaled, some_step)

    p.say("The second iterate.")
    second = p.have(ForAll([G, theta_0], Eq(
        (1 - eps*lam)*(theta_0[1] - eps*(G(theta_0, 0)[1] + lam*theta_0[1])) - eps*(mu*G(theta_0, 0)[1] + G(theta[1], 1)[1]),
        (1 - eps_2*lam_2)*(theta_0[1] - eps_2*(G(theta_0, 0)[1] + lam_2*theta_0[1]))
        - eps_2*(mu_2*(G(theta_0, 0)[1] + lam_2*theta_0[1]) + G(vartheta[1], 1)[1]))))
    second.calc((1 - eps*lam)*(theta_0[1] - eps*(G(theta_0, 0)[1] + lam*theta_0[1]))
                - eps*(mu*G(theta_0, 0)[1] + G(theta[1], 1)[1]))
    second.eq(theta[2, 1], theta, v, zero_buffers)
    second.eq(vartheta[2, 1], equal(G, theta_0, 2, 1))
    second.eq((1 - eps_2*lam_2)*(theta_0[1] - eps_2*(G(theta_0, 0)[1] + lam_2*theta_0[1]))
              - eps_2*(mu_2*(G(theta_0, 0)[1] + lam_2*theta_0[1]) + G(vartheta[1], 1)[1]), vartheta, u, zero_buffers)
    remembered = p.have(Eq(eps*mu_2, eps*mu), second(pulse, 0), pulse, step_size, decay)
    friction = p.have(Eq(mu_2, mu), remembered, some_step)
    vanishes = p.have(Eq(eps*lam*mu, 0), second(0, ones), ones, step_size, decay, friction)

    p.conclude(vanishes, some_step)


# -- results -------------------------------------------------------------------

def coupled_constants(mu: float, eps: float, lam: float) -> tuple[float, float, float, float]:
    """(μ′, ε′, λ′, c): momentum with the decay added to the gradient, started with the buffer c·θ₀, has the iterates of
    momentum with friction μ, step size ε and a decay λ outside of the buffer, started with a buffer of zeros.

    ελ must not be 1.  Source: seminar 4 (2022), assignment 4 (claim `momentum_form`).

    >>> coupled_constants(0.5, 1.0, 0.5)
    (0.25, 1.0, 0.25, 1.0)
    """
    if eps*lam == 1:
        raise ValueError(f"eps*lam must not be 1 (hypothesis: {some_left.name})")
    return mu*(1 - eps*lam), eps, (1 - mu)*lam, lam/(1 - eps*lam)
