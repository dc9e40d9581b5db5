r"""The best two levels for random rounding: the least and the greatest coordinate.

The vector $g$ is rounded to $a\tilde g_i + b$ with bits $\tilde g_i$, unbiased.  How the coordinates depend on each other
does not matter: the total variance, the trace of the covariance, is the sum of the variances.
"""

from collections.abc import Sequence
from typing import Any

from sympy import Eq, Ge, Implies, Le, Ne, Rational, S, Sum

from proofs import (
    E,
    Proof,
    Var,
    algorithm,
    by,
    claim,
    definition,
    family,
    hypothesis,
    integer,
    nat,
    random_family,
    real,
    source,
    takes,
)

SEMINAR = source("Deep Learning, seminar 4", seed="ctu22-s4")

a, b, m, M = real("a"), real("b"), real("m"), real("M")
i, n = nat("i"), nat("n")
low, high = integer("low", latex=r"\ell"), integer("high", latex="h")
g, pi = family("g", start=1, stop=n), family("pi", latex=r"\pi", start=1, stop=n)
bit = random_family("bit", latex=r"\tilde g", start=1, stop=n)


# -- definitions ---------------------------------------------------------------

@definition(latex="V")
def total(a, b):
    """The total variance of the unbiased reconstruction with the levels b and a + b."""
    return Sum((g[i] - b)*(a + b - g[i]), (i, 1, n))


@hypothesis("$\\tilde g_i$ is 1 with probability $\\pi_i$, otherwise 0", forall=[i >= 1, i <= n])
def bits():
    return takes(bit[i], {1: pi[i], 0: 1 - pi[i]})


@hypothesis("the reconstruction is unbiased", forall=[i >= 1, i <= n])
def unbiased():
    return Eq(pi[i], (g[i] - b)/a)


@hypothesis("$a \\ne 0$")
def some_distance():
    return Ne(a, 0)


@hypothesis("$m$ and $M$ are attained, and differ")
def extremes():
    return 1 <= low, low <= n, 1 <= high, high <= n, Eq(g[low], m), Eq(g[high], M), m < M


@hypothesis("$m \\le g_i \\le M$", forall=[i >= 1, i <= n])
def between():
    return m <= g[i], g[i] <= M


@hypothesis("the probabilities for $(a, b)$ exist", forall=[i >= 1, i <= n])
def feasible():
    return b <= g[i], g[i] <= a + b


@hypothesis("the probabilities for $(a, b)$ exist, $a < 0$", forall=[i >= 1, i <= n])
def feasible_mirrored():
    return a + b <= g[i], g[i] <= b


@hypothesis("all $g_i$ are equal to $b$", forall=[i >= 1, i <= n])
def all_equal():
    return Eq(g[i], b)


PAIR = {n: 2, i: 1, low: 1, high: 2, m: 1, M: 2, g[1]: 1, g[2]: 2, a: 1, b: 1}
ONE_BIT = {n: 1, i: 1, g: 1, a: 2, b: 0, pi: S(1)/2, bit: (1, 0)}


# -- claims --------------------------------------------------------------------

@claim("ctu22-s4-a3b-opt:variance", SEMINAR.at("3b, question 3"), given=[some_distance, bits, unbiased],
       where=[i >= 1, i <= n], example=ONE_BIT)
def variance_of_a_coordinate():
    """An unbiased reconstruction has the variance $(g_i - b)(a + b - g_i)$."""
    return Eq(Var(a*bit[i] + b), (g[i] - b)*(a + b - g[i]))


@claim("ctu22-s4-a3b-opt:coordinate", SEMINAR.at("3b, question 3"),
       given=[extremes, between, feasible], where=[i >= 1, i <= n], example=PAIR)
def least_variance_of_a_coordinate():
    """Every single variance is smallest for the levels $m$ and $M$."""
    return Ge((g[i] - b)*(a + b - g[i]), (g[i] - m)*(M - g[i]))


@claim("ctu22-s4-a3b-opt:ends", SEMINAR.at("3b, question 3"), given=[extremes, between, feasible], example=PAIR)
def nothing_at_the_ends():
    """Where the total is not larger, the least and the greatest coordinate have variance 0."""
    return Implies(Eq(total(a, b), total(M - m, m)), (Eq((m - b)*(a + b - m), 0) & Eq((M - b)*(a + b - M), 0)))


@claim("ctu22-s4-a3b-opt", SEMINAR.at("3b, question 3"), given=[extremes, between, feasible], example=PAIR)
def least_total_variance():
    """Among all unbiased pairs with $a > 0$ the levels $m$ and $M$ have the least total variance, and no others have."""
    return (Ge(total(a, b), total(M - m, m)),
            Implies(Eq(total(a, b), total(M - m, m)), Eq(b, m) & Eq(a, M - m)))


@claim("ctu22-s4-a3b-opt:feasible", SEMINAR.at("3b, question 3"), given=[extremes, between], where=[i >= 1, i <= n],
       example=PAIR)
def optimum_is_feasible():
    """These levels are themselves an unbiased pair."""
    return M - m > 0, m <= g[i], g[i] <= (M - m) + m


@claim("ctu22-s4-a3b-opt:mirror", SEMINAR.at("3b, question 3"), given=[feasible_mirrored], where=[i >= 1, i <= n])
def mirrored_pair_is_feasible():
    """Where $(a, b)$ with $a < 0$ is unbiased, the mirrored pair $(-a, a + b)$ is."""
    return a + b <= g[i], g[i] <= -a + (a + b)


@claim("ctu22-s4-a3b-opt:mirrored", SEMINAR.at("3b, question 3"), given=[extremes, between, feasible_mirrored],
       example={**PAIR, a: -1, b: 2})
def least_total_variance_mirrored():
    """With $a < 0$ the only optimum is the mirrored pair $b = M$, $a = m - M$."""
    return (Ge(total(a, b), total(m - M, M)),
            Implies(Eq(total(a, b), total(m - M, M)), Eq(b, M) & Eq(a, m - M)))


@claim("ctu22-s4-a3b-opt:quarter", SEMINAR.at("3b, question 3"), where=[i >= 1, i <= n])
def bound_of_a_coordinate():
    """The product of two numbers is at most a quarter of the square of their sum."""
    return Le((g[i] - m)*(M - g[i]), (M - m)**2/4)


@claim("ctu22-s4-a3b-opt:bound", SEMINAR.at("3b, question 3"), given=[extremes], example=PAIR)
def bound_of_the_optimum():
    """The least total variance is at most $n(M - m)^2/4$."""
    return Le(total(M - m, m), n*(M - m)**2/4)


@claim("ctu22-s4-a3b-opt:total", SEMINAR.at("3b, question 3"), given=[some_distance, bits, unbiased], example=ONE_BIT)
def total_of_the_variances():
    """$V(a, b)$ is the sum of the variances of all coordinates."""
    return Eq(Sum(Var(a*bit[i] + b), (i, 1, n)), total(a, b))


@claim("ctu22-s4-a3b-opt:equal", SEMINAR.at("3b, question 3"), given=[all_equal])
def nothing_to_choose():
    """Where all $g_i$ are equal, $b = g$ makes the reconstruction exact for every $a$."""
    return Eq(total(a, b), 0)


# -- derivations ---------------------------------------------------------------

@variance_of_a_coordinate.proof
def _(q: Proof) -> None:
    mean = q.have(Eq(E(a*bit[i] + b), g[i]))
    mean.calc(E(a*bit[i] + b))
    mean.eq(pi[i]*(a*1 + b) + (1 - pi[i])*(a*0 + b), bits)
    mean.eq((g[i] - b)/a*(a*1 + b) + (1 - (g[i] - b)/a)*(a*0 + b), unbiased)
    mean.eq(g[i])
    q.calc(Var(a*bit[i] + b))
    q.eq(E((a*bit[i] + b - E(a*bit[i] + b))**2), by.variance)
    q.eq(E((a*bit[i] + b - g[i])**2), mean)
    q.eq(pi[i]*(a*1 + b - g[i])**2 + (1 - pi[i])*(a*0 + b - g[i])**2, bits)
    q.eq((g[i] - b)/a*(a*1 + b - g[i])**2 + (1 - (g[i] - b)/a)*(a*0 + b - g[i])**2, unbiased)
    q.eq((g[i] - b)*(a + b - g[i]))


@least_variance_of_a_coordinate.proof
def _(q: Proof) -> None:
    q.say("The levels enclose $m$ and $M$, so both factors are at least as large as those for $m$ and $M$.")
    below = q.have(b <= m, feasible, extremes)
    above = q.have(M <= a + b, feasible, extremes)
    q.conclude(below, above, between)


@optimum_is_feasible.proof
def _(q: Proof) -> None:
    q.conclude(extremes, between)


@least_total_variance.proof
def _(q: Proof) -> None:
    least, unique = q.parts("Least.", "Only there.")

    least.calc(total(a, b))
    least.eq(Sum((g[i] - b)*(a + b - g[i]), (i, 1, n)), total)
    least.ge(Sum((g[i] - m)*(M - g[i]), (i, 1, n)), by.termwise, least_variance_of_a_coordinate)
    least.eq(total(M - m, m), total)

    equal = unique.assume(Eq(total(a, b), total(M - m, m)))
    ends = unique.have((Eq((m - b)*(a + b - m), 0), Eq((M - b)*(a + b - M), 0)), equal, nothing_at_the_ends)
    unique.have((a + b - m > 0, M - b > 0), feasible, extremes)
    unique.conclude(ends)


@nothing_at_the_ends.proof
def _(q: Proof) -> None:
    equal = q.assume(Eq(total(a, b), total(M - m, m)))
    excess = q.have(Eq(Sum((g[i] - b)*(a + b - g[i]) - (g[i] - m)*(M - g[i]), (i, 1, n)), 0))
    excess.calc(Sum((g[i] - b)*(a + b - g[i]) - (g[i] - m)*(M - g[i]), (i, 1, n)))
    excess.eq(total(a, b) - total(M - m, m), total)
    excess.eq(0, equal)
    q.say("No term of this sum is negative, so each is 0, also those at the least and at the greatest coordinate.")
    at_low = q.have(Eq((g[low] - b)*(a + b - g[low]) - (g[low] - m)*(M - g[low]), 0), excess, by.vanishing,
                    feasible, between)
    at_high = q.have(Eq((g[high] - b)*(a + b - g[high]) - (g[high] - m)*(M - g[high]), 0), excess, by.vanishing,
                     feasible, between)
    q.conclude(at_low, at_high, extremes)


@mirrored_pair_is_feasible.proof
def _(q: Proof) -> None:
    q.conclude(feasible_mirrored)


@least_total_variance_mirrored.proof
def _(q: Proof) -> None:
    q.say("The mirrored pair has the same levels, so the same variances.")
    same = q.have(Eq(total(a, b), total(-a, a + b)), total)
    best = q.have(Eq(total(m - M, M), total(M - m, m)), total)
    first = q.have(total(-a, a + b) >= total(M - m, m), least_total_variance(M, -a, a + b), mirrored_pair_is_feasible)

    least, unique = q.parts("Least.", "Only there.")

    least.calc(total(a, b))
    least.eq(total(-a, a + b), same)
    least.ge(total(M - m, m), first)
    least.eq(total(m - M, M), best)

    equal = unique.assume(Eq(total(a, b), total(m - M, M)))
    again = unique.have(Eq(total(-a, a + b), total(M - m, m)), same, equal, best)
    levels = unique.have((Eq(a + b, m), Eq(-a, M - m)), again, least_total_variance(M, -a, a + b),
                         mirrored_pair_is_feasible)
    unique.conclude(levels)


@bound_of_a_coordinate.proof
def _(q: Proof) -> None:
    q.calc((g[i] - m)*(M - g[i]))
    q.eq((M - m)**2/4 - (g[i] - (m + M)/2)**2)
    q.le((M - m)**2/4, by.square)


@bound_of_the_optimum.proof
def _(q: Proof) -> None:
    q.calc(total(M - m, m))
    q.eq(Sum((g[i] - m)*(M - g[i]), (i, 1, n)), total)
    q.le(Sum((M - m)**2/4, (i, 1, n)), by.termwise, bound_of_a_coordinate)
    q.eq(n*(M - m)**2/4)


@total_of_the_variances.proof
def _(q: Proof) -> None:
    q.calc(Sum(Var(a*bit[i] + b), (i, 1, n)))
    q.eq(Sum((g[i] - b)*(a + b - g[i]), (i, 1, n)), variance_of_a_coordinate)
    q.eq(total(a, b), total)


@nothing_to_choose.proof
def _(q: Proof) -> None:
    q.calc(total(a, b))
    q.eq(Sum((g[i] - b)*(a + b - g[i]), (i, 1, n)), total)
    q.eq(0, all_equal)


# -- results -------------------------------------------------------------------

@algorithm
def rounded(g, low, high, u):
    """A number between two levels, rounded to one of them without bias; $u$ is drawn uniformly from 0 to 1."""
    if u < (g - low)/(high - low):
        return high
    return low


def levels(g: Sequence[Any]) -> tuple[Rational, Rational]:
    """The pair (a, b) of least total variance, a = M − m and b = m, for rational numbers g of which two differ.

    Claim `least_total_variance`; with equal numbers g every a is as good (claim `nothing_to_choose`).

    >>> levels([1, 2, 5])
    (4, 1)
    """
    numbers = [Rational(x) for x in g]
    if len(set(numbers)) < 2:
        raise ValueError(f"two of the numbers must differ (hypothesis: {extremes.name}), not {list(g)}")
    return max(numbers) - min(numbers), min(numbers)


def total_variance(a: Any, b: Any, g: Sequence[Any]) -> Rational:
    """The total variance Σ (gᵢ − b)(a + b − gᵢ) of the unbiased reconstruction of g with the levels b and a + b.

    Claim `total_of_the_variances`; a > 0, and all numbers lie between the levels.

    >>> total_variance(4, 1, [1, 2, 5]), total_variance(5, 0, [1, 2, 5])
    (3, 10)
    """
    a, b, numbers = Rational(a), Rational(b), [Rational(x) for x in g]
    if not a > 0 or not all(b <= x <= a + b for x in numbers):
        raise ValueError(f"a must be positive and every number between b and a + b (hypothesis: {feasible.name})")
    return sum(((x - b)*(a + b - x) for x in numbers), Rational(0))
