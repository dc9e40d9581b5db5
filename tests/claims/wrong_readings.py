"""Statements that would be read otherwise than they are written, or printed otherwise than they are proved."""

from sympy import Eq, Implies, Or, Piecewise, S, Sum

from proofs import E, Exists, ForAll, Proof, by, claim, definition, nat, norm2, random_variable, real, tends, vector

n, m, i, j, k = nat("n"), nat("m"), nat("i"), nat("j"), nat("k")
x, y = real("x"), real("y")
low, high = real("low", latex="z"), real("high", latex="z")
Z = random_variable("Z")
u = vector("u")


@definition(latex="q")
def here(x):
    return x


@definition(latex="q")
def there(x):
    return x + 1


@definition(latex="d")
def diagonal(i, j):
    return Piecewise((1, i == j), (0, True))


# -- natural numbers that bound each other ------------------------------------------


@claim("reading-circle", "tests")
def below_zero():
    return Exists([n >= m, m >= n], Eq(n, -1))


@below_zero.proof
def _(p: Proof) -> None:
    p.conclude(by.witness(-1), by.witness(-1))  # wrong: the reasons do not give


@claim("reading-circle-right", "tests", where=[n >= m, m >= n])
def not_below_zero():
    return n >= 0


@not_below_zero.proof
def _(p: Proof) -> None:
    p.conclude(by.order)


@claim("reading-chain-right", "tests")
def chain_of_naturals():
    return ForAll([k >= 0, n >= m, m >= k], n >= 0)


@chain_of_naturals.proof
def _(p: Proof) -> None:
    p.conclude(by.order)


# -- what Python answers itself --------------------------------------------------------


@claim("reading-and", "tests")  # wrong: Python answers “and” itself
def the_second_alone():
    return tends(n, n, 1) and tends(1/(n + 1), n, 0)


@the_second_alone.proof
def _(p: Proof) -> None:
    p.conclude(by.limits)


@claim("reading-equals", "tests")  # wrong: Python answers “==” itself
def one_part_lost():
    return Implies(y > 0, Or(x == 1, y > 0))


@one_part_lost.proof
def _(p: Proof) -> None:
    p.conclude(by.order)


@claim("reading-definition", "tests", where=[n >= 1])  # wrong: Python answers “==” itself
def no_diagonal():
    return Eq(Sum(diagonal(i, 1), (i, 1, n)), 0)


@no_diagonal.proof
def _(p: Proof) -> None:
    p.conclude(diagonal, by.sums)


# -- two things printed alike ----------------------------------------------------------------


@claim("reading-letters", "tests", where=[low < high])  # wrong: both printed z
def smaller_than_itself():
    return low < high


@smaller_than_itself.proof
def _(p: Proof) -> None:
    p.conclude(by.order)


@claim("reading-definitions", "tests")  # wrong: are both printed q
def more_than_itself():
    return Eq(here(x) + 1, there(x))


@more_than_itself.proof
def _(p: Proof) -> None:
    p.calc(here(x) + 1)
    p.eq(there(x), here, there)


# -- no expectation where nothing random is left ----------------------------------------------


@claim("reading-nothing-left", "tests")
def difference_with_itself():
    return Eq(E(Z - Z), S(0))


@difference_with_itself.proof
def _(p: Proof) -> None:
    p.calc(E(Z - Z))
    p.eq(0, by.linearity)


@claim("reading-lengths", "tests", where=[n <= m])  # wrong: over two lengths, m and n, and both are printed alike
def longer_is_larger():
    return norm2(u, n) <= norm2(u, m)


@longer_is_larger.proof
def _(p: Proof) -> None:
    p.conclude(by.order)
