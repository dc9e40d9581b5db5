r"""Drawing without replacement: a random ordering $I_1, \dots, I_n$ of the examples $1, \dots, n$.

Each draw is uniform on the examples that were not drawn before, whatever these were.
"""

from sympy import And, Eq, Implies, Le, Ne, Rational, S

from proofs import E, P, Proof, by, claim, definition, every, hypothesis, indicator, nat, ordering, random_family, source

SEMINAR = source("Deep Learning, seminar 3", seed="ctu24-s3")

n, i, k, l = nat("n"), nat("i"), nat("k"), nat("l", latex=r"\ell")
draw = random_family("draw", latex="I", start=1, stop=n, integer=True)


# -- definitions ---------------------------------------------------------------

@definition(latex="A")
def missing(i, k):
    """1 where none of the first k draws is i."""
    return indicator(every(Ne(draw[l], i), (l, 1, k)))


@hypothesis("a random ordering of the examples")
def random_ordering():
    return ordering(draw, n)


@hypothesis("at least one example")
def some_example():
    return n >= 1


@hypothesis("at least two examples")
def two_examples():
    return n >= 2


TWO = {n: 2, i: 1, k: 1, draw[1]: (1, 2), draw[2]: (2, 1)}


# -- claims --------------------------------------------------------------------

@claim("ctu24-s3-a1-0:repeat", SEMINAR.at("1, introduction"), given=[two_examples, random_ordering],
       where=[i >= 1, i <= n], example=TWO)
def never_twice():
    """The first two draws are never both example $i$."""
    return Eq(P(And(Eq(draw[1], i), Eq(draw[2], i))), 0)


@claim("ctu24-s3-a1-0:twice", SEMINAR.at("1, introduction"), where=[k <= n], example=TWO)
def missing_twice():
    """What is 0 or 1 is its own square."""
    return Eq(missing(i, k)*missing(i, k), missing(i, k))


@claim("ctu24-s3-a1-0:next", SEMINAR.at("1, introduction"), given=[random_ordering],
       where=[i >= 1, i <= n, k >= 0, k + 1 <= n], example={**TWO, k: 1})
def drawn_next():
    """An example that is missing after $k$ draws is the next with probability $1/(n - k)$."""
    return Eq(E(missing(i, k)*indicator(Eq(draw[k + 1], i))), E(missing(i, k))/(n - k))


@claim("ctu24-s3-a1-0:missing", SEMINAR.at("1, introduction"), given=[some_example, random_ordering],
       where=[i >= 1, i <= n, k >= 0], example=TWO)
def probability_of_missing():
    """A given example is missing among the first $k$ draws with probability $1 - k/n$."""
    return Implies(k <= n, Eq(E(missing(i, k)), 1 - k/n))


@claim("ctu24-s3-a1-0", SEMINAR.at("1, introduction"), given=[some_example, random_ordering],
       where=[i >= 1, i <= n, k >= 1, k <= n], example=TWO)
def each_draw_is_uniform():
    """Every single draw is uniform."""
    return Eq(P(Eq(draw[k], i)), 1/n)


@claim("ctu24-s3-a1-0:independent", SEMINAR.at("1, introduction"), given=[two_examples, random_ordering],
       where=[i >= 1, i <= n])
def draws_are_independent():
    """If the draws were independent, both of the first two would be example $i$ with probability $1/n^2$; they never are."""
    return Eq(P(And(Eq(draw[1], i), Eq(draw[2], i))), P(Eq(draw[1], i))*P(Eq(draw[2], i)))


# -- derivations ---------------------------------------------------------------

@never_twice.proof
def _(p: Proof) -> None:
    p.calc(P(And(Eq(draw[1], i), Eq(draw[2], i))))
    p.eq(E(indicator(Eq(draw[1], i))*indicator(Eq(draw[2], i))), by.probability, by.indicator)
    p.eq(E(indicator(Eq(draw[1], i))*indicator(Ne(draw[1], i))/(n - 1)),
         random_ordering, by.diagonal, by.indicator, by.last_term)
    p.eq(0, by.indicator, by.linearity)


@missing_twice.proof
def _(p: Proof) -> None:
    p.conclude(missing, by.indicator, by.products)


@drawn_next.proof
def _(p: Proof) -> None:
    p.calc(E(missing(i, k)*indicator(Eq(draw[k + 1], i))))
    p.eq(E(missing(i, k)*missing(i, k)/(n - k)), random_ordering, missing, by.diagonal, by.indicator)
    p.eq(E(missing(i, k)/(n - k)), missing_twice)
    p.eq(E(missing(i, k))/(n - k), by.linearity)


@probability_of_missing.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)

    base.assume(Le(0, n))
    base.calc(E(missing(i, 0)))
    base.eq(E(S(1)), missing, by.indicator)
    base.eq(1, by.linearity)

    step.assume(k + 1 <= n)
    before = step.have(Eq(E(missing(i, k)), 1 - k/n), step.ih)
    step.calc(E(missing(i, k + 1)))
    step.eq(E(missing(i, k)*(1 - indicator(Eq(draw[k + 1], i)))), missing, by.indicator, by.last_term)
    step.eq(E(missing(i, k)) - E(missing(i, k)*indicator(Eq(draw[k + 1], i))), by.linearity)
    step.eq(1 - (k + 1)/n, drawn_next, before)


@each_draw_is_uniform.proof
def _(p: Proof) -> None:
    earlier = p.have(Eq(E(missing(i, k - 1)), 1 - (k - 1)/n), probability_of_missing(i, k - 1))
    p.calc(P(Eq(draw[k], i)))
    p.eq(E(missing(i, k - 1)/(n - k + 1)), by.probability, random_ordering, missing, by.diagonal, by.indicator)
    p.eq(E(missing(i, k - 1))/(n - k + 1), by.linearity)
    p.eq(1/n, earlier)


@draws_are_independent.refutation(corrected=never_twice)
def _(p: Proof) -> None:
    p.instance(TWO)


# -- results -------------------------------------------------------------------

def probability_of_place(n: int) -> Rational:
    """The probability 1/n that a given place of a random ordering of n ≥ 1 examples has a given one.

    Claim: `each_draw_is_uniform`.

    >>> probability_of_place(4)
    1/4
    """
    if n < 1:
        raise ValueError(f"n must be at least 1 (hypothesis: {some_example.words}), not {n}")
    return Rational(1, n)
