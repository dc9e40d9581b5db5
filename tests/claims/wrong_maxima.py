"""Maxima over a range: an upper bound only within the range, the least one only where there is a member."""

from sympy import Eq, Le

from proofs import Proof, by, claim, family, hypothesis, maximum, nat, real

n, i, k = nat("n"), nat("i"), nat("k")
c = real("c")
x, y = family("x"), family("y")


@hypothesis("bounded $x$", forall=[i >= 1, i <= n])
def bounded():
    return x[i] <= c


@claim("right-maximum-above", "tests", where=[i >= 1, i <= n])
def member_below_maximum():
    return Le(x[i], maximum(x[k], (k, 1, n)))


@member_below_maximum.proof
def _(p: Proof) -> None:
    p.conclude(by.maximum)


@claim("wrong-maximum-outside", "tests", where=[i >= 1])
def outsider_below_maximum():
    return Le(x[i], maximum(x[k], (k, 1, n)))


@outsider_below_maximum.proof
def _(p: Proof) -> None:
    p.conclude(by.maximum)  # wrong: the reasons do not give


@claim("right-maximum-least", "tests", given=[bounded], where=[n >= 1])
def least():
    return Le(maximum(x[k], (k, 1, n)), c)


@least.proof
def _(p: Proof) -> None:
    p.conclude(bounded, by.maximum)


@claim("wrong-maximum-empty", "tests", given=[bounded])
def least_of_none():
    return Le(maximum(x[k], (k, 1, n)), c)


@least_of_none.proof
def _(p: Proof) -> None:
    p.conclude(bounded, by.maximum)  # wrong: the reasons do not give


@claim("wrong-maximum-sum", "tests", where=[n >= 1])
def maximum_of_sums():
    return Eq(maximum(x[k] + y[k], (k, 1, n)), maximum(x[k], (k, 1, n)) + maximum(y[k], (k, 1, n)))


@maximum_of_sums.proof
def _(p: Proof) -> None:
    p.conclude(by.maximum)  # wrong: the reasons do not give
