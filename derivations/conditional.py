r"""The mean of a random variable from its means on the blocks of a partition.

The block in which a sample point lies has a random number $B$ between 1 and $r$.
"""

from collections.abc import Sequence
from typing import Any

from sympy import Abs, Eq, Rational, S, Sum

from proofs import (
    E,
    P,
    Proof,
    by,
    claim,
    definition,
    everywhere,
    family,
    hypothesis,
    indicator,
    integrable,
    nat,
    random_variable,
    source,
)

PROBLEM_SET = source("Problem set 8 (2024), problem 2", seed="epfl24-ps8")

b, r = nat("b"), nat("r")
h = family("h")
A, B, C = random_variable("A"), random_variable("B", integer=True), random_variable("C")


# -- definitions ---------------------------------------------------------------

@definition(latex=r"\mathbf{1}")
def one(k):
    return S(1)


@hypothesis("the blocks are numbered from 1 to $r$")
def blocks():
    return everywhere(1 <= B, B <= r)


@hypothesis("$A$ is integrable, and so is its size")
def integrable_size():
    return integrable(A), integrable(Abs(A))


@hypothesis("every block has positive probability", forall=[b >= 1, b <= r])
def positive_blocks():
    return P(Eq(B, b)) > 0


@hypothesis("$A$ and $C$ are integrable")
def integrable_both():
    return integrable(A), integrable(C)


@hypothesis("$C$ is a version of the mean of $A$ given $B$", forall=[h])
def version():
    return integrable(C*h[B]), integrable(A*h[B]), Eq(E(C*h[B]), E(A*h[B]))


# -- claims --------------------------------------------------------------------

@claim("epfl24-ps8-p2-hint:blocks", PROBLEM_SET.at("hint"), given=[blocks, integrable_size],
       example={r: 2, A: (1, 3), B: (1, 2)})
def mean_over_blocks():
    """A mean is the sum of what the blocks contribute."""
    return Eq(E(A), Sum(E(A*indicator(Eq(B, b))), (b, 1, r)))


@claim("epfl24-ps8-p2-hint", PROBLEM_SET.at("hint"), given=[blocks, integrable_size, positive_blocks],
       example={r: 2, A: (1, 3), B: (1, 2)})
def mean_of_conditional_means():
    """A mean is the average of the means on the blocks, weighted with their probabilities."""
    return Eq(E(A), Sum(P(Eq(B, b))*E(A, given=Eq(B, b)), (b, 1, r)))


@claim("epfl24-ps8-p2-hint:empty", PROBLEM_SET.at("hint"), given=[blocks, integrable_size])
def with_empty_blocks():
    """On a block of probability 0 there is no mean: the formula needs the hypothesis."""
    return Eq(E(A), Sum(P(Eq(B, b))*E(A, given=Eq(B, b)), (b, 1, r)))


@claim("epfl24-ps8-p2-hint:general", PROBLEM_SET.at("hint"), given=[integrable_both, version],
       example={A: (1, 3), B: (1, 2), C: (1, 3)})
def mean_of_a_version():
    """In general the mean given $B$ is what agrees with $A$ on average against every function of $B$; so against 1."""
    return Eq(E(C), E(A))


# -- derivations ---------------------------------------------------------------

@mean_over_blocks.proof
def _(p: Proof) -> None:
    p.say("At every sample point exactly one of the indicators is 1.")
    p.calc(E(A))
    p.eq(E(Sum(A*indicator(Eq(B, b)), (b, 1, r))), by.diagonal, by.indicator)
    p.eq(Sum(E(A*indicator(Eq(B, b))), (b, 1, r)), by.linearity)


@mean_of_conditional_means.proof
def _(p: Proof) -> None:
    p.calc(E(A))
    p.eq(Sum(P(Eq(B, b))*(E(A*indicator(Eq(B, b)))/P(Eq(B, b))), (b, 1, r)), mean_over_blocks)
    p.eq(Sum(P(Eq(B, b))*E(A, given=Eq(B, b)), (b, 1, r)), by.conditional)


@with_empty_blocks.refutation(corrected=mean_of_conditional_means)
def _(p: Proof) -> None:
    p.instance({r: 2, A: 1, B: 1})


@mean_of_a_version.proof
def _(p: Proof) -> None:
    p.calc(E(C))
    p.eq(E(C*one(B)), one)
    p.eq(E(A*one(B)), version(one))
    p.eq(E(A), one)


# -- results -------------------------------------------------------------------

def mean_from_blocks(probabilities: Sequence[Any], means: Sequence[Any]) -> Rational:
    """The mean Σ P(B = b)·E[A | B = b] from the probabilities of the blocks and the means on them, all rational numbers.

    Claim `mean_of_conditional_means`.

    >>> mean_from_blocks([Rational(1, 4), Rational(3, 4)], [8, 4])
    5
    """
    weights = [Rational(q) for q in probabilities]
    if len(weights) != len(means) or sum(weights) != 1:
        raise ValueError(f"one probability for each block, 1 in all, is needed (hypothesis: {blocks.name})")
    if not all(q > 0 for q in weights):
        raise ValueError(f"the blocks need positive probabilities (hypothesis: {positive_blocks.name})")
    return sum((q*Rational(m) for q, m in zip(weights, means, strict=True)), Rational(0))
