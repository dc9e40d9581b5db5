r"""Drawing $n$ times from $n$ examples misses a given one with probability $(1 - 1/n)^n$, which tends to $1/e$.

Everything follows from $\exp(x + y) = \exp x \exp y$ and $1 + x \le \exp x$: no logarithm, no rule of L'Hôpital.
"""

from fractions import Fraction

from sympy import Eq, Le, exp

from proofs import Proof, by, claim, hypothesis, nat, real, source, tends

SEMINAR = source("Deep Learning, seminar 3", seed="ctu24-s3")

n, m = nat("n"), nat("m")
x, y = real("x"), real("y")


@hypothesis("numbers in order")
def ordered():
    return 0 <= x, x <= y


@hypothesis("$x$ is not negative")
def nonnegative():
    return 0 <= x


# -- claims --------------------------------------------------------------------

@claim("ctu24-s3-a1a-lim:power", SEMINAR.at("1a"), given=[ordered], where=[m >= 0])
def powers_are_monotone():
    """Powers of nonnegative numbers keep their order."""
    return x**m <= y**m


@claim("ctu24-s3-a1a-lim:inverse", SEMINAR.at("1a"), given=[nonnegative])
def exponential_of_minus_x():
    """The bound $1 + x \\le \\exp x$, for the inverses."""
    return exp(-x) <= 1/(1 + x)


@claim("ctu24-s3-a1a-lim:root", SEMINAR.at("1a"), where=[n >= 1])
def power_of_a_root():
    """The $n$-th power of $\\exp(-1/n)$ is $1/e$."""
    return Eq(exp(-1/n)**n, exp(-1))


@claim("ctu24-s3-a1a-lim:above", SEMINAR.at("1a"), where=[n >= 1])
def miss_from_above():
    """The probability is at most $1/e$."""
    return (1 - 1/n)**n <= exp(-1)


@claim("ctu24-s3-a1a-lim:below", SEMINAR.at("1a"), where=[n >= 2])
def miss_from_below():
    """The probability is at least $1/e$ up to a factor that tends to 1."""
    return exp(-1)*(1 - 1/n) <= (1 - 1/n)**n


@claim("ctu24-s3-a1a-lim", SEMINAR.at("1a"))
def miss_tends_to_one_over_e():
    """For many examples the probability to miss one in $n$ draws tends to $1/e$."""
    return tends((1 - 1/n)**n, n, exp(-1), start=1)


@claim("ctu24-s3-a1a-lim:pair", SEMINAR.at("1a"), where=[n >= 2])
def pairs_are_rarer():
    """Of two examples both are missed at most as often as if they were independent."""
    return Le((1 - 2/n)**m, (1 - 1/n)**(2*m))


# -- derivations ---------------------------------------------------------------

@powers_are_monotone.proof
def _(p: Proof) -> None:
    base, step = p.induction(m)
    base.conclude()
    step.calc(x**(m + 1))
    step.eq(x*x**m)
    step.le(x*y**m, step.ih)
    step.le(y**(m + 1))


@exponential_of_minus_x.proof
def _(p: Proof) -> None:
    one = p.have(Eq(exp(x)*exp(-x), 1))
    product = p.have((1 + x)*exp(-x) <= exp(x)*exp(-x))
    p.conclude(one, product)


@power_of_a_root.proof
def _(p: Proof) -> None:
    p.conclude()


@miss_from_above.proof
def _(p: Proof) -> None:
    p.calc((1 - 1/n)**n)
    p.le(exp(-1/n)**n, powers_are_monotone(n, 1 - 1/n, exp(-1/n)))
    p.eq(exp(-1), power_of_a_root)


@miss_from_below.proof
def _(p: Proof) -> None:
    factor = p.have(exp(-1/(n - 1)) <= 1 - 1/n)
    factor.calc(exp(-1/(n - 1)))
    factor.le(1/(1 + 1/(n - 1)), exponential_of_minus_x(1/(n - 1)))
    factor.eq(1 - 1/n)
    p.calc(exp(-1)*(1 - 1/n))
    p.eq(exp(-1/(n - 1))**(n - 1)*(1 - 1/n), power_of_a_root(n - 1))
    p.le((1 - 1/n)**n, powers_are_monotone(n - 1, exp(-1/(n - 1)), 1 - 1/n))


@miss_tends_to_one_over_e.proof
def _(p: Proof) -> None:
    p.conclude(miss_from_below, miss_from_above, by.squeeze)


@pairs_are_rarer.proof
def _(p: Proof) -> None:
    p.have(0 <= 1 - 2/n)
    once = p.have(1 - 2/n <= (1 - 1/n)**2)
    base, step = p.induction(m)
    base.conclude()
    step.calc((1 - 2/n)**(m + 1))
    step.eq((1 - 2/n)*(1 - 2/n)**m)
    step.le((1 - 2/n)*(1 - 1/n)**(2*m), step.ih)
    step.le((1 - 1/n)**(2*(m + 1)), once)


# -- results -------------------------------------------------------------------

def chance_to_miss(n: int) -> Fraction:
    """The probability (1 − 1/n)ⁿ that n ≥ 1 draws from n examples miss a given one; it tends to 1/e.

    Claim: `miss_tends_to_one_over_e`.

    >>> chance_to_miss(2)
    Fraction(1, 4)
    """
    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    return (1 - Fraction(1, n))**n
