"""Relations of indices inside indicators, and two sums over one range."""

from sympy import Eq, Ne, Sum

from proofs import Proof, by, claim, family, indicator, integer, nat

i, j, k, n = nat("i"), nat("j"), nat("k"), nat("n")
x, y, d = integer("x"), integer("y"), integer("d")
f, g = family("f", indices=2), family("g")


@claim("cancelled-right", "tests")
def the_same_distance():
    return Eq(indicator(Eq(x + d, y + d)), indicator(Eq(y, x))), Eq(indicator(x + 1 <= y + d), indicator(x - y + 3 <= d + 2))


@the_same_distance.proof
def _(p: Proof) -> None:
    for part in p.parts("Equal.", "At most."):
        part.conclude(by.indicator)


@claim("cancelled-wrong", "tests")
def another_distance():
    return Eq(indicator(Eq(x + d, y)), indicator(Eq(x, y + d)))


@another_distance.proof
def _(p: Proof) -> None:
    p.conclude(by.indicator)  # wrong: it is false at


@claim("cancelled-right-apart", "tests", where=[Ne(x, y - d)])
def told_apart():
    return Eq(indicator(Eq(x + d, y)), 0)


@told_apart.proof
def _(p: Proof) -> None:
    p.conclude(by.indicator)


@claim("cancelled-wrong-apart", "tests", where=[Ne(x, y + d)])
def not_told_apart():
    return Eq(indicator(Eq(x + d, y)), 0)


@not_told_apart.proof
def _(p: Proof) -> None:
    p.conclude(by.indicator)  # wrong: the reasons do not give


@claim("diagonal-right-shifted", "tests", where=[k >= 1, k <= n])
def shifted_diagonal():
    return Eq(Sum(indicator(Eq(i + 1, k))*g[i], (i, 0, n - 1)), g[k - 1])


@shifted_diagonal.proof
def _(p: Proof) -> None:
    p.conclude(by.diagonal, by.indicator)


@claim("exchange-right-one-range", "tests")
def one_range():
    return Eq(Sum(g[i]*Sum(f[i, j], (j, 1, n)), (i, 1, n)), Sum(Sum(g[j]*f[j, i], (j, 1, n)), (i, 1, n)))


@one_range.proof
def _(p: Proof) -> None:
    p.conclude(by.exchange)


@claim("exchange-wrong-one-range", "tests")
def not_symmetric():
    return Eq(Sum(g[i]*Sum(f[i, j], (j, 1, n)), (i, 1, n)), Sum(Sum(g[j]*f[i, j], (j, 1, n)), (i, 1, n)))


@not_symmetric.proof
def _(p: Proof) -> None:
    p.conclude(by.exchange)  # wrong: the reasons do not give
