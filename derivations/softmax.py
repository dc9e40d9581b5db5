r"""Softmax, a probability on $K$ classes."""

from collections.abc import Sequence
from math import exp as e_to
from math import fsum

from sympy import Eq, Sum, exp

from proofs import Proof, by, claim, definition, family, hypothesis, nat, real, source

HOMEWORK = source("Homework 5, section 2", seed="ie498-hw5")

c = real("c")
i, k, n, K = nat("i"), nat("k"), nat("n"), nat("K")
z = family("z", start=0)


# -- definitions and hypotheses --------------------------------------------------

@definition(latex="F")
def softmax(z, i):
    return exp(z[i])/Sum(exp(z[k]), (k, 0, K - 1))


@definition(latex="F^{\\mathrm{printed}}")
def printed(z, i):
    return exp(z[i])/Sum(1, (k, 0, K - 1))


@definition(latex="z'")
def shifted(i):
    return z[i] + c


@hypothesis("some class")
def some_class():
    return K >= 1


@hypothesis("one class")
def one_class():
    return Eq(K, 1)


@hypothesis("two classes or more")
def two_classes():
    return K >= 2


# -- claims --------------------------------------------------------------------

@claim("ie498-hw5-2d:denominator", HOMEWORK.at("d"), given=[some_class])
def denominator_is_positive():
    """The denominator is positive."""
    return Sum(exp(z[k]), (k, 0, K - 1)) > 0


@claim("ie498-hw5-2d", HOMEWORK.at("d"), given=[some_class])
def sums_to_one():
    """The entries of softmax add up to 1."""
    return Eq(Sum(softmax(z, i), (i, 0, K - 1)), 1)


@claim("ie498-hw5-2d:printed", HOMEWORK.at("d"), given=[some_class])
def printed_sums_to_one():
    """With the denominator as printed, a sum without a summand, the entries do not add up to 1."""
    return Eq(Sum(printed(z, i), (i, 0, K - 1)), 1)


@claim("ie498-hw5-2d:positive", HOMEWORK.at("d"), given=[some_class], where=[i >= 0, i < K])
def entries_are_positive():
    """Every entry is positive."""
    return softmax(z, i) > 0


@claim("ie498-hw5-2d:at-most-all", HOMEWORK.at("d"), where=[i >= 0, n >= i + 1])
def one_of_many():
    """A term of a sum of positive numbers is at most the sum."""
    return exp(z[i]) <= Sum(exp(z[k]), (k, 0, n - 1))


@claim("ie498-hw5-2d:below-all", HOMEWORK.at("d"), given=[two_classes], where=[i >= 0, i < K])
def one_below_all():
    """With two classes or more it is below the sum."""
    return exp(z[i]) < Sum(exp(z[k]), (k, 0, K - 1))


@claim("ie498-hw5-2d:below-one", HOMEWORK.at("d"), given=[two_classes], where=[i >= 0, i < K])
def entries_are_below_one():
    """With two classes or more every entry is below 1."""
    return softmax(z, i) < 1


@claim("ie498-hw5-2d:at-most-one", HOMEWORK.at("d"), given=[some_class], where=[i >= 0, i < K])
def entries_are_at_most_one():
    """In any case no entry exceeds 1."""
    return softmax(z, i) <= 1


@claim("ie498-hw5-2d:alone", HOMEWORK.at("d"), given=[one_class])
def the_only_entry():
    """With one class its entry is 1."""
    return Eq(softmax(z, 0), 1)


@claim("ie498-hw5-2d:one-class", HOMEWORK.at("d"), given=[some_class], where=[i >= 0, i < K])
def entries_are_below_one_always():
    """Below 1 for any number of classes: false, one class takes everything."""
    return softmax(z, i) < 1


@claim("ie498-hw5-2d:shift", HOMEWORK.at("d"), given=[some_class], where=[i >= 0, i < K])
def shift_invariance():
    """A common shift of the scores changes nothing."""
    return Eq(softmax(shifted, i), softmax(z, i))


# -- derivations ---------------------------------------------------------------

@denominator_is_positive.proof
def _(p: Proof) -> None:
    p.conclude()


@sums_to_one.proof
def _(p: Proof) -> None:
    p.calc(Sum(softmax(z, i), (i, 0, K - 1)))
    p.eq(Sum(exp(z[i]), (i, 0, K - 1))/Sum(exp(z[k]), (k, 0, K - 1)), softmax)
    p.eq(1)


@printed_sums_to_one.refutation(corrected=sums_to_one)
def _(p: Proof) -> None:
    p.instance({K: 2, z[0]: 1, z[1]: 0})


@entries_are_positive.proof
def _(p: Proof) -> None:
    p.conclude(softmax)


@one_of_many.proof
def _(p: Proof) -> None:
    base, step = p.induction(n, start=i + 1)
    base.conclude()

    step.calc(exp(z[i]))
    step.le(Sum(exp(z[k]), (k, 0, n - 1)))
    step.le(Sum(exp(z[k]), (k, 0, n)))


@one_below_all.proof
def _(p: Proof) -> None:
    earlier, last = p.cases(i < K - 1, Eq(i, K - 1))
    earlier.calc(exp(z[i]))
    earlier.le(Sum(exp(z[k]), (k, 0, K - 2)), one_of_many(i, K - 1), earlier)
    earlier.lt(Sum(exp(z[k]), (k, 0, K - 1)))
    last.conclude(last)


@entries_are_below_one.proof
def _(p: Proof) -> None:
    p.known(one_below_all)
    p.conclude(softmax)


@entries_are_at_most_one.proof
def _(p: Proof) -> None:
    p.have(exp(z[i]) <= Sum(exp(z[k]), (k, 0, K - 1)), one_of_many(i, K))
    p.conclude(softmax)


@the_only_entry.proof
def _(p: Proof) -> None:
    p.calc(softmax(z, 0))
    p.eq(exp(z[0])/Sum(exp(z[k]), (k, 0, 0)), softmax, one_class)
    p.eq(1)


@entries_are_below_one_always.refutation(corrected=entries_are_below_one)
def _(p: Proof) -> None:
    p.instance({K: 1, i: 0, z: 0})


@shift_invariance.proof
def _(p: Proof) -> None:
    p.calc(softmax(shifted, i))
    p.eq(exp(z[i] + c)/Sum(exp(z[k] + c), (k, 0, K - 1)), softmax, shifted)
    p.eq(exp(c)*exp(z[i])/(exp(c)*Sum(exp(z[k]), (k, 0, K - 1))), by.exponential)
    p.eq(softmax(z, i), softmax)


# -- results -------------------------------------------------------------------

def softmax_of(scores: Sequence[float]) -> list[float]:
    """The entries of softmax; the largest score is subtracted first, which changes nothing (claim `shift_invariance`).

    scores: at least one number.  Source: homework 5, 2(d).

    >>> softmax_of([1000.0, 1000.0])
    [0.5, 0.5]
    """
    if not scores:
        raise ValueError(f"softmax needs at least one score (hypothesis: {some_class.words})")
    largest = max(scores)
    parts = [e_to(z - largest) for z in scores]
    return [x/fsum(parts) for x in parts]
