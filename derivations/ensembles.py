r"""Ensembles: averaging what networks say, and not their parameters.

The ensemble has $M$ members.  Averaging parameters is averaging outputs only where the output is affine in the parameters;
averaging outputs divides the variance by $M$ when the members are uncorrelated, and never helps beyond what they disagree.
"""

from sympy import Abs, Eq, Le, Ne, Sum

from proofs import (
    E,
    Proof,
    Var,
    by,
    claim,
    definition,
    family,
    hypothesis,
    integrable,
    nat,
    random_family,
    real,
    relu,
    source,
)

HOMEWORK = source("Homework 5, question 4", seed="ie498-hw5")

M, h, P = nat("M"), nat("h"), nat("P")
m, k, j = nat("m"), nat("k"), nat("j")
x, y, kappa, s = real("x"), real("y"), real("kappa", latex=r"\kappa"), real("s")
u, v = family("u"), family("v")
theta, phi, rest = family("theta", latex=r"\theta", indices=2), family("phi", latex=r"\varphi"), real("r")
a = family("a", start=1, stop=M)
f = random_family("f", start=1, stop=M)


# -- definitions ---------------------------------------------------------------

@definition(latex="n")
def network(u, v, x):
    """Two rectified units with weights u and v, added up."""
    return relu(u*x) + relu(v*x)


@definition(latex=r"\bar a")
def mean():
    return Sum(a[m], (m, 1, M))/M


@definition(latex=r"\bar f")
def average():
    return Sum(f[m], (m, 1, M))/M


@hypothesis("at least one member")
def some_member():
    return M >= 1


@hypothesis("members of variance $s^2$", forall=[m >= 1, m <= M])
def variances():
    return integrable(f[m]**2), Eq(E(f[m]**2) - E(f[m])**2, s**2)


@hypothesis("common correlation $\\kappa$", forall=[m >= 1, m <= M, k >= 1, k <= M, Ne(m, k)])
def correlation():
    return Eq(E(f[m]*f[k]) - E(f[m])*E(f[k]), kappa*s**2)


@hypothesis("uncorrelated members", forall=[m >= 1, m <= M, k >= 1, k <= M, Ne(m, k)])
def uncorrelated():
    return Eq(E(f[m]*f[k]) - E(f[m])*E(f[k]), 0)


TWINS = {M: 2, s: 1, kappa: 1, f: (1, -1)}  # two members that always agree


# -- claims --------------------------------------------------------------------

@claim("ie498-hw5-4e:parameters", HOMEWORK.at("(e)"))
def mean_of_parameters():
    """Averaging the parameters averages the outputs: it does not."""
    return Eq(network((u[1] + u[2])/2, (v[1] + v[2])/2, x), (network(u[1], v[1], x) + network(u[2], v[2], x))/2)


@claim("ie498-hw5-4e:absolute", HOMEWORK.at("(e)"))
def same_members():
    """Two members that compute the same function, $\\lvert x\\rvert$; their parameters average to a network that is 0."""
    return Eq(network(1, -1, x), Abs(x)), Eq(network(-1, 1, x), Abs(x)), Eq(network(0, 0, x), 0)


@claim("ie498-hw5-4e:exchange", HOMEWORK.at("(e)"))
def parameter_by_parameter():
    """The members' outputs added up, member by member or parameter by parameter."""
    return Eq(Sum(Sum(theta[m, k]*phi[k], (k, 1, P)), (m, 1, M)), Sum(Sum(theta[m, k], (m, 1, M))*phi[k], (k, 1, P)))


@claim("ie498-hw5-4e", HOMEWORK.at("(e)"), given=[some_member])
def affine_members():
    """Where the output is affine in the parameters $\\theta_1, \\dots, \\theta_P$, both averages agree."""
    return Eq(Sum(rest + Sum(theta[m, k]*phi[k], (k, 1, P)), (m, 1, M))/M,
              rest + Sum(Sum(theta[m, k], (m, 1, M))/M*phi[k], (k, 1, P)))


@claim("ie498-hw5-4e:ambiguity", HOMEWORK.at("(e)"), given=[some_member])
def ambiguity():
    """The squared error of the average is the average squared error less the spread of the members."""
    return Eq((mean() - y)**2, Sum((a[m] - y)**2, (m, 1, M))/M - Sum((a[m] - mean())**2, (m, 1, M))/M)


@claim("ie498-hw5-4e:better", HOMEWORK.at("(e)"), given=[some_member])
def never_worse():
    """So the average is never worse than the members are on average."""
    return Le((mean() - y)**2, Sum((a[m] - y)**2, (m, 1, M))/M)


@claim("ie498-hw5-4e:uncorrelated", HOMEWORK.at("(e)"), given=[some_member, variances, uncorrelated],
       example={M: 1, s: 0, f: (1, 1)})
def variance_of_uncorrelated():
    """Uncorrelated members: the average has the $M$-th part of their variance."""
    return Eq(Var(average()), s**2/M)


@claim("ie498-hw5-4e:variance", HOMEWORK.at("(e)"), given=[some_member, variances, correlation],
       example=TWINS)
def variance_of_average():
    """The variance of the average: only the part that the members do not share is divided by $M$."""
    return Eq(Var(average()), kappa*s**2 + (1 - kappa)*s**2/M)


# -- derivations ---------------------------------------------------------------

@mean_of_parameters.refutation(corrected=affine_members)
def _(p: Proof) -> None:
    p.instance({u[1]: 1, v[1]: -1, u[2]: -1, v[2]: 1, x: 1})


@same_members.proof
def _(p: Proof) -> None:
    one, other, mean_of_both = p.parts("Weights $1$ and $-1$.", "Weights $-1$ and $1$.", "Their means.")
    for part in (one, other):
        right, left = part.cases(x >= 0, x < 0)
        right.conclude(network, by.relu)
        left.conclude(network, by.relu)
    mean_of_both.conclude(network, by.relu)


@parameter_by_parameter.proof
def _(p: Proof) -> None:
    base, step = p.induction(P)
    base.conclude()
    step.calc(Sum(Sum(theta[m, k]*phi[k], (k, 1, P + 1)), (m, 1, M)))
    step.eq(Sum(Sum(theta[m, k]*phi[k], (k, 1, P)), (m, 1, M)) + Sum(theta[m, P + 1], (m, 1, M))*phi[P + 1])
    step.eq(Sum(Sum(theta[m, k], (m, 1, M))*phi[k], (k, 1, P)) + Sum(theta[m, P + 1], (m, 1, M))*phi[P + 1], step.ih)
    step.eq(Sum(Sum(theta[m, k], (m, 1, M))*phi[k], (k, 1, P + 1)))


@affine_members.proof
def _(p: Proof) -> None:
    p.calc(Sum(rest + Sum(theta[m, k]*phi[k], (k, 1, P)), (m, 1, M))/M)
    p.eq(rest + Sum(Sum(theta[m, k], (m, 1, M))*phi[k], (k, 1, P))/M, parameter_by_parameter)
    p.eq(rest + Sum(Sum(theta[m, k], (m, 1, M))/M*phi[k], (k, 1, P)))


@ambiguity.proof
def _(p: Proof) -> None:
    p.conclude(mean)


@never_worse.proof
def _(p: Proof) -> None:
    p.conclude(ambiguity)


@variance_of_uncorrelated.proof
def _(p: Proof) -> None:
    p.conclude(variance_of_average(M, 0), uncorrelated)


@variance_of_average.proof
def _(p: Proof) -> None:
    first = p.have(Eq(E(average()), Sum(E(f[m]), (m, 1, M))/M), average, by.linearity)
    square = p.have(Eq(E(Sum(f[m], (m, 1, M))**2), Sum(Sum(E(f[m]*f[k]), (k, 1, M)), (m, 1, M))),
                    by.square_of_sum, by.linearity)
    second = p.have(Eq(E(average()**2), E(Sum(f[m], (m, 1, M))**2)/M**2), average, by.linearity)
    p.calc(Var(average()))
    p.eq(E(average()**2) - E(average())**2, by.variance, by.linearity)
    p.eq(Sum(Sum(E(f[m]*f[k]) - E(f[m])*E(f[k]), (k, 1, M)), (m, 1, M))/M**2, first, second, square)
    p.eq(Sum(Sum(kappa*s**2, (k, 1, M)) + Sum(E(f[m]*f[k]) - E(f[m])*E(f[k]) - kappa*s**2, (k, 1, M)), (m, 1, M))/M**2)
    p.eq(Sum(M*(kappa*s**2) + (E(f[m]**2) - E(f[m])**2 - kappa*s**2), (m, 1, M))/M**2, by.diagonal, correlation)
    p.eq(kappa*s**2 + (1 - kappa)*s**2/M, variances)


# -- results -------------------------------------------------------------------

def variance_of_mean(s_squared: float, members: int, correlation: float = 0) -> float:
    """The variance of the mean of members of variance s² with a common correlation κ: κs² + (1 − κ)s²/M, for M ≥ 1.

    Source: homework 5, question 4(e) (claim `variance_of_average`).

    >>> variance_of_mean(4.0, 8), variance_of_mean(4.0, 8, correlation=0.5)
    (0.5, 2.25)
    """
    if members < 1:
        raise ValueError(f"members must be at least 1 (hypothesis: {some_member.words}), not {members}")
    if s_squared < 0:
        raise ValueError(f"a variance is at least 0, not {s_squared}")
    return correlation*s_squared + (1 - correlation)*s_squared/members
