r"""Whole numbers among the reals, and the levels that they reach.

A real number $u$ is whole when $\lfloor u \rfloor = u$, as a number of examples is.
"""

from typing import Any

from sympy import Eq, Le, Ne, Rational, Sum, floor

from proofs import Proof, by, claim, hypothesis, indicator, nat, real

u = real("u")
j, s = nat("j"), nat("s")


# -- definitions ---------------------------------------------------------------

@hypothesis("$u$ is whole")
def whole():
    return Eq(floor(u), u)


# -- claims --------------------------------------------------------------------

@claim("lib-whole:successor", "library", given=[whole])
def successor_is_whole():
    """The number after a whole number is whole."""
    return Eq(floor(u + 1), u + 1)


@claim("lib-whole:level", "library", given=[whole])
def one_level():
    """A whole number that is at least $j$ and not at least $j + 1$ is $j$."""
    return Eq(indicator(j <= u) - indicator(j <= u - 1), indicator(Eq(u, j)))


@claim("lib-whole:weighted", "library")
def number_on_its_level():
    """On the event that $u$ is $j$ the two may be exchanged."""
    return Eq(u*indicator(Eq(u, j)), j*indicator(Eq(u, j)))


@claim("lib-whole:shift", "library")
def level_shifted():
    """At least $j$ of $u - 1$ is at least $j + 1$ of $u$."""
    return Eq(indicator(j <= u - 1), indicator(j + 1 <= u))


@claim("lib-whole:levels", "library", given=[whole], where=[s >= 0])
def all_levels():
    """Of the events that $u$ is $1, \\dots, s$ at most one holds: some one does if $1 \\le u \\le s$."""
    return Eq(Sum(indicator(Eq(u, j)), (j, 1, s)), indicator(1 <= u) - indicator(s + 1 <= u))


@claim("lib-whole:bound", "library", where=[j >= 1, u >= 0])
def level_bound():
    """Where $u$ is at least $j \\ge 1$, it is at least 1."""
    return Le(indicator(j <= u), u)


# -- derivations ---------------------------------------------------------------

@successor_is_whole.proof
def _(p: Proof) -> None:
    same = p.have(Eq(floor(u + 1), floor(u) + 1))
    p.calc(floor(u + 1))
    p.eq(floor(u) + 1, same)
    p.eq(u + 1, whole)


@one_level.proof
def _(p: Proof) -> None:
    below, above, there = p.cases(floor(u) < j, floor(u) > j, Eq(floor(u), j))

    below.calc(indicator(j <= u) - indicator(j <= u - 1))
    below.eq(0 - 0, by.indicator)
    below.eq(indicator(Eq(u, j)), by.indicator)

    above.have(u - 1 >= j, above)
    above.calc(indicator(j <= u) - indicator(j <= u - 1))
    above.eq(1 - 1, by.indicator)
    above.eq(indicator(Eq(u, j)), by.indicator)

    same = there.have(Eq(u, j), whole, there)
    there.calc(indicator(j <= u) - indicator(j <= u - 1))
    there.eq(1 - 0, same, by.indicator)
    there.eq(indicator(Eq(u, j)), by.indicator)


@number_on_its_level.proof
def _(p: Proof) -> None:
    there, elsewhere = p.cases(Eq(u, j), Ne(u, j))
    there.conclude(there)
    elsewhere.conclude(by.indicator)


@level_shifted.proof
def _(p: Proof) -> None:
    there, elsewhere = p.cases(j + 1 <= u, j + 1 > u)
    there.calc(indicator(j <= u - 1))
    there.eq(1, by.indicator)
    there.eq(indicator(j + 1 <= u), by.indicator)
    elsewhere.calc(indicator(j <= u - 1))
    elsewhere.eq(0, by.indicator)
    elsewhere.eq(indicator(j + 1 <= u), by.indicator)


@all_levels.proof
def _(p: Proof) -> None:
    base, step = p.induction(s)

    base.conclude(by.indicator)

    longer = step.have(Eq(Sum(indicator(Eq(u, j)), (j, 1, s + 1)), indicator(1 <= u) - indicator(s + 2 <= u)))
    longer.calc(Sum(indicator(Eq(u, j)), (j, 1, s + 1)))
    longer.eq(Sum(indicator(Eq(u, j)), (j, 1, s)) + indicator(Eq(u, s + 1)), by.indicator)
    longer.eq(indicator(1 <= u) - indicator(s + 1 <= u) + (indicator(s + 1 <= u) - indicator(s + 1 <= u - 1)),
              step.ih, one_level(s + 1, u), by.indicator)
    longer.eq(indicator(1 <= u) - indicator(s + 2 <= u), level_shifted(s + 1, u), by.indicator)
    step.conclude(longer, by.indicator)


@level_bound.proof
def _(p: Proof) -> None:
    there, below = p.cases(j <= u, j > u)
    there.conclude(by.indicator)
    below.conclude(by.indicator)


# -- results -------------------------------------------------------------------

def is_whole(u: Any) -> bool:
    """Is the rational number u whole?  Then the claims `one_level` and `all_levels` hold for it.

    >>> is_whole(3), is_whole(Rational(1, 2))
    (True, False)
    """
    u = Rational(u)
    return bool(floor(u) == u)
