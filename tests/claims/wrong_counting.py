"""Counting and floors: derivations that do not count, or round, as they say."""

from sympy import Eq, Integer, floor

from proofs import Proof, by, claim, count, hypothesis, nat, real

i, k, n, x = nat("i"), nat("k"), nat("n"), real("x")


@hypothesis("at least one step")
def steps():
    return k >= 1


@hypothesis("up to the half")
def half():
    return k <= n


@claim("counting-first", "tests", given=[half])
def first_members():
    return Eq(count(i <= k, (i, 0, n)), k + 1)


@first_members.proof
def _(p: Proof) -> None:
    p.calc(count(i <= k, (i, 0, n)))
    p.eq(k + 1, half, by.counting)


@claim("wrong-counting-range", "tests")
def range_too_short():
    return Eq(count(i <= k, (i, 0, n)), k + 1)


@range_too_short.proof
def _(p: Proof) -> None:
    p.calc(count(i <= k, (i, 0, n)))
    p.eq(k + 1, by.counting)  # wrong: it is false at


@claim("wrong-counting-off-by-one", "tests", given=[half])
def one_too_few():
    return Eq(count(i <= k, (i, 0, n)), k)


@one_too_few.proof
def _(p: Proof) -> None:
    p.calc(count(i <= k, (i, 0, n)))
    p.eq(k, half, by.counting)  # wrong: it is false at


@claim("wrong-counting-conditions", "tests", given=[steps])
def other_condition():
    return Eq(count(k*i <= n, (i, 0, n)), count(i <= n, (i, 0, n)))


@other_condition.proof
def _(p: Proof) -> None:
    p.conclude(steps, by.counting)  # wrong: the reasons do not give


@claim("floors-twin", "tests")
def floor_of_an_integer():
    return Eq(floor((n + k)/1) + floor(Integer(7)/2), n + k + 3)


@floor_of_an_integer.proof
def _(p: Proof) -> None:
    p.calc(floor((n + k)/1) + floor(Integer(7)/2))
    p.eq(n + k + 3, by.floors)


@claim("wrong-floors", "tests")
def floor_of_a_half():
    return Eq(floor(n/2), n/2)


@floor_of_a_half.proof
def _(p: Proof) -> None:
    p.calc(floor(n/2))
    p.eq(n/2, by.floors)  # wrong: it is false at
