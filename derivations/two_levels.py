r"""Random rounding to two levels: $a\tilde g_i + b$ with $\tilde g_i \in \{0, 1\}$ in place of $g_i$.

Each coordinate costs one bit.  How the coordinates depend on each other does not matter.
"""

from typing import Any

from sympy import Eq, Equivalent, Ge, Implies, Le, Ne, Rational, S

from proofs import E, P, Proof, by, claim, family, hypothesis, nat, random_family, real, source, takes

SEMINAR = source("Deep Learning, seminar 4", seed="ctu22-s4")

a, b, m, M = real("a"), real("b"), real("m"), real("M")
a2, b2 = real("a2", latex="a'"), real("b2", latex="b'")
i, n = nat("i"), nat("n")
g, pi = family("g", start=1, stop=n), family("pi", latex=r"\pi", start=1, stop=n)
bit = random_family("bit", latex=r"\tilde g", start=1, stop=n)


# -- definitions ---------------------------------------------------------------

@hypothesis("$\\tilde g_i$ is 1 with probability $\\pi_i$, otherwise 0", forall=[i >= 1, i <= n])
def bits():
    return takes(bit[i], {1: pi[i], 0: 1 - pi[i]})


@hypothesis("$a \\ne 0$")
def some_distance():
    return Ne(a, 0)


@hypothesis("$a > 0$")
def positive_distance():
    return a > 0


@hypothesis("$m \\le g_i \\le M$", forall=[i >= 1, i <= n])
def between():
    return m <= g[i], g[i] <= M


@hypothesis("the probabilities for $(a, b)$ exist", forall=[i >= 1, i <= n])
def feasible():
    return b <= g[i], g[i] <= a + b


@hypothesis("the probabilities of $(a', b')$ exist", forall=[i >= 1, i <= n])
def other_feasible():
    return b2 <= g[i], g[i] <= a2 + b2


ONE_BIT = {n: 1, i: 1, g: 1, a: 2, b: 0, pi: S(1)/2, bit: (1, 0)}


# -- claims: when it is unbiased -------------------------------------------------

@claim("ctu22-s4-a3b-unb", SEMINAR.at("3b, question 1"), given=[some_distance, bits], where=[i >= 1, i <= n],
       example=ONE_BIT)
def unbiased_probability():
    r"""The reconstruction has mean $g_i$ for exactly one probability of $\tilde g_i = 1$."""
    return (Implies(Eq(E(a*bit[i] + b), g[i]), Eq(P(Eq(bit[i], 1)), (g[i] - b)/a)),
            Implies(Eq(P(Eq(bit[i], 1)), (g[i] - b)/a), Eq(E(a*bit[i] + b), g[i])))


@claim("ctu22-s4-a3b-unb:law", SEMINAR.at("3b, question 1"), given=[positive_distance], where=[i >= 1, i <= n])
def probabilities_exist():
    """For $a > 0$ that number is a probability exactly if $g_i$ lies between the two levels."""
    return Equivalent((0 <= (g[i] - b)/a) & ((g[i] - b)/a <= 1), (b <= g[i]) & (g[i] <= a + b))


@claim("ctu22-s4-a3b-unb:mirror", SEMINAR.at("3b, question 1"), where=[i >= 1, i <= n])
def mirrored_pair():
    """Exchanging the two values of the bit and the two levels changes nothing, so $a > 0$ may be assumed."""
    return Eq(-a*(1 - bit[i]) + (a + b), a*bit[i] + b)


@claim("ctu22-s4-a3b-unb:constant", SEMINAR.at("3b, question 1"), where=[i >= 1, i <= n], example=ONE_BIT)
def equal_levels():
    """For $a = 0$ the mean is $b$: unbiased only where $g_i = b$."""
    return Eq(E(0*bit[i] + b), b)


# -- claims: which levels ----------------------------------------------------------

@claim("ctu22-s4-a3b-uniq", SEMINAR.at("3b, question 2"), given=[between, positive_distance],
       where=[i >= 1, i <= n, b <= m, M - b <= a], example={n: 2, i: 1, m: 1, M: 2, g[1]: 1, g[2]: 2, a: 1, b: 1})
def many_pairs():
    """Every pair with $b \\le m$ and $a \\ge M - b$ is unbiased for some probabilities."""
    return Ge((g[i] - b)/a, 0), Le((g[i] - b)/a, 1)


@claim("ctu22-s4-a3b-uniq:unique", SEMINAR.at("3b, question 2"), given=[feasible, other_feasible, positive_distance],
       where=[a2 > 0])
def only_one_pair():
    """If the levels were determined by unbiasedness, any two pairs would be equal."""
    return Eq(a2, a), Eq(b2, b)


# -- derivations ---------------------------------------------------------------

@unbiased_probability.proof
def _(q: Proof) -> None:
    chance = q.have(Eq(P(Eq(bit[i], 1)), pi[i]))
    chance.calc(P(Eq(bit[i], 1)))
    chance.eq(pi[i]*1 + (1 - pi[i])*0, by.probability, bits, by.indicator)
    chance.eq(pi[i])
    mean = q.have(Eq(E(a*bit[i] + b), a*pi[i] + b))
    mean.calc(E(a*bit[i] + b))
    mean.eq(pi[i]*(a*1 + b) + (1 - pi[i])*(a*0 + b), bits)
    mean.eq(a*pi[i] + b)

    only, there = q.parts("Only this probability.", "This probability.")

    kept = only.assume(Eq(E(a*bit[i] + b), g[i]))
    only.calc(P(Eq(bit[i], 1)))
    only.eq(pi[i], chance)
    only.eq((a*pi[i] + b - b)/a)
    only.eq((E(a*bit[i] + b) - b)/a, mean)
    only.eq((g[i] - b)/a, kept)

    right = there.assume(Eq(P(Eq(bit[i], 1)), (g[i] - b)/a))
    there.calc(E(a*bit[i] + b))
    there.eq(a*pi[i] + b, mean)
    there.eq(a*P(Eq(bit[i], 1)) + b, chance)
    there.eq(a*((g[i] - b)/a) + b, right)
    there.eq(g[i])


@probabilities_exist.proof
def _(q: Proof) -> None:
    q.conclude()


@mirrored_pair.proof
def _(q: Proof) -> None:
    q.conclude()


@equal_levels.proof
def _(q: Proof) -> None:
    q.conclude(by.linearity)


@many_pairs.proof
def _(q: Proof) -> None:
    q.conclude(between, positive_distance)


@only_one_pair.refutation(corrected=many_pairs)
def _(q: Proof) -> None:
    q.instance({n: 3, g[1]: 1, g[2]: 2, g[3]: 5, a: 4, b: 1, a2: 5, b2: 0})


# -- results -------------------------------------------------------------------

def probability_of_one(g: Any, a: Any, b: Any) -> Rational:
    """The probability (g − b)/a of the upper level that makes the reconstruction of g unbiased, for a > 0.

    All arguments are rational numbers.  Claims `unbiased_probability` and `probabilities_exist`.

    >>> probability_of_one(2, 4, 1)
    1/4
    """
    g, a, b = Rational(g), Rational(a), Rational(b)
    if not a > 0:
        raise ValueError(f"a must be positive (hypothesis: {positive_distance.name}), not {a}")
    if not b <= g <= a + b:
        raise ValueError(f"g must lie between the levels {b} and {a + b} (hypothesis: {feasible.name}), not at {g}")
    return (g - b)/a
