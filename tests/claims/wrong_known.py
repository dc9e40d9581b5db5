"""Earlier claims given for side conditions: needed, missing, idle, or not known here."""

from sympy import Eq, Ge, Ne, sqrt

from proofs import Proof, by, claim, family, hypothesis, nat, real, recurrence

x, y, t = real("x"), real("y"), nat("t")
a = family("a")


@hypothesis("$x$ below $y$")
def below():
    return x <= y


@recurrence(start={0: 0})
def energy(t):
    return energy[t - 1]/2 + a[t]**2


@recurrence(start={0: 0})
def path(t):
    return path[t - 1] + sqrt(energy[t])


@claim("known-fact", "tests")
def energy_is_nonnegative():
    return Ge(energy[t], 0)


@energy_is_nonnegative.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.conclude(energy)
    step.calc(energy[t + 1])
    step.eq(energy[t]/2 + a[t + 1]**2, energy)
    step.ge(0, by.order)


@claim("known-right", "tests")
def one_more_step():
    return Eq(path[t + 1], path[t] + sqrt(energy[t + 1]))


@one_more_step.proof
def _(p: Proof) -> None:
    p.known(energy_is_nonnegative)
    p.conclude(path)


@claim("known-missing", "tests")
def root_of_something():
    return Eq(path[t + 1], path[t] + sqrt(energy[t + 1]))


@root_of_something.proof
def _(p: Proof) -> None:
    p.calc(path[t + 1])  # wrong: path[t + 1] is not known to be defined: that needs energy[
    p.eq(path[t] + sqrt(energy[t + 1]), path)


@claim("known-idle", "tests")
def nothing_to_show():
    return Eq(energy[t + 1], energy[t]/2 + a[t + 1]**2)


@nothing_to_show.proof
def _(p: Proof) -> None:
    p.known(energy_is_nonnegative)  # wrong: energy_is_nonnegative is named but not used
    p.conclude(energy)


@claim("known-fact-nonzero", "tests", given=[below], where=[x > 0])
def positive_bound():
    return Ne(y, 0)


@positive_bound.proof
def _(p: Proof) -> None:
    p.conclude(below)


@claim("known-under-hypotheses", "tests")
def quotient_without_its_hypothesis():
    return Eq(x*(y/y), x)


@quotient_without_its_hypothesis.proof
def _(p: Proof) -> None:
    p.known(positive_bound)  # wrong: positive_bound supposes 0 < x, which is not known here
    p.conclude(by.algebra)


@claim("known-name", "tests")
def known_is_no_claim():
    return Eq(x*(y/y), x)


@known_is_no_claim.proof
def _(p: Proof) -> None:
    p.known(below)  # wrong: known(…) takes earlier claims, not below
    p.conclude(by.algebra)
