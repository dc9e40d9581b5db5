"""Counting, floors, sets by recurrence: derivations that do not count, round, or reach what they say."""

from sympy import Eq, Implies, Integer, floor

from proofs import Exists, Proof, by, claim, count, hypothesis, integer, nat, recursive_set

i, k, n, m, x = nat("i"), nat("k"), nat("n"), nat("m"), integer("x")


@recursive_set(latex="R", start={0: lambda x: Eq(x, 0)})
def reached(n, x):
    """One or three steps to the right."""
    return Exists([m, m < 2], reached[n - 1, x - 2*m - 1])


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


@claim("members-witness", "tests")
def three_steps():
    return Implies(reached[n, x - 2*1 - 1], reached[n + 1, x])


@three_steps.proof
def _(p: Proof) -> None:
    before = p.assume(reached[n, x - 2*1 - 1])
    some = p.have(Exists([m, m < 2], reached[n, x - 2*m - 1]), by.witness(1), before)
    p.conclude(reached, some)


@claim("wrong-members-witness", "tests")
def five_steps():
    return Implies(reached[n, x - 2*2 - 1], reached[n + 1, x])


@five_steps.proof
def _(p: Proof) -> None:
    before = p.assume(reached[n, x - 2*2 - 1])
    some = p.have(Exists([m, m < 2], reached[n, x - 2*m - 1]), by.witness(2), before)  # wrong: the reasons do not give
    p.conclude(reached, some)


@claim("wrong-members-no-witness", "tests")
def by_itself():
    return Implies(reached[n, x - 2*1 - 1], reached[n + 1, x])


@by_itself.proof
def _(p: Proof) -> None:
    before = p.assume(reached[n, x - 2*1 - 1])
    p.conclude(reached, before)  # wrong: the reasons do not give


@claim("wrong-members-unneeded-witness", "tests")
def nothing_to_show():
    return Implies(x >= 1, x >= 0)


@nothing_to_show.proof
def _(p: Proof) -> None:
    p.conclude(by.witness(1))  # wrong: is named but not used
