r"""Backpropagation through time: what one update costs, without and with truncation.

An update goes back through the time steps whose losses it adds, one step of work each; so its cost is the number of these
steps, and it is counted as such.  There is an update every $\tau$ steps; $g_t$ are the derivatives of the loss at time $t$.
"""

from sympy import Eq, Equivalent, Ge, Gt, Implies, Le, Lt, Sum, floor

from proofs import (
    Operation,
    Proof,
    algorithm,
    claim,
    definition,
    family,
    hypothesis,
    nat,
    put,
    repeat,
    source,
    steps,
)

HOMEWORK = source("Homework 5, question 6", seed="ie498-hw5")

tau, k, n, t = nat("tau", latex=r"\tau"), nat("k"), nat("n"), nat("t")
bound = nat("B")
grad, g = family("grad"), family("g")  # g[t]: the derivatives of the loss at time t


# -- definitions ---------------------------------------------------------------

@algorithm
def untruncated(k) -> Operation:
    r"""Update $k$ adds the derivatives of all losses up to time $k\tau$, the last included."""
    return repeat((t, 1, k*tau), put(grad[k], g[t]))


@algorithm
def untruncated_as_printed(k) -> Operation:
    r"""The same up to time $k\tau - 1$, as the source has it."""
    return repeat((t, 1, k*tau - 1), put(grad[k], g[t]))


@algorithm
def truncated(k) -> Operation:
    r"""Update $k = 0, 1, \ldots$ adds the derivatives of block $k$ alone."""
    return repeat((t, tau*k + 1, (k + 1)*tau), put(grad[k], g[t]))


@definition(latex="c")
def cost(k):
    return steps(untruncated(k))


@definition(latex="c'")
def printed_cost(k):
    return steps(untruncated_as_printed(k))


@definition(latex="b")
def block_cost(k):
    return steps(truncated(k))


@hypothesis("at least one step between updates")
def some_step():
    return tau >= 1


# -- claims --------------------------------------------------------------------

@claim("ie498-hw5-6h", HOMEWORK.at("(h)"))
def cost_of_update():
    """Without truncation the $k$-th update goes through $k\\tau$ steps: linear in $k$."""
    return Eq(cost(k), k*tau)


@claim("ie498-hw5-6h:unbounded", HOMEWORK.at("(h)"), given=[some_step])
def cost_is_unbounded():
    """Whatever the bound $B$, update $B + 1$ costs more."""
    return Gt(cost(bound + 1), bound)


@claim("ie498-hw5-6h:total", HOMEWORK.at("(h)"))
def total_cost():
    """All updates up to the $n$-th cost $\\tau n(n+1)/2$ together: quadratic in $n$."""
    return Eq(Sum(cost(k), (k, 1, n)), tau*n*(n + 1)/2)


@claim("ie498-hw5-6h:printed", HOMEWORK.at("(h)"), given=[some_step], where=[k >= 1])
def range_as_printed():
    """The printed range ends one step early: the loss at $k\\tau$ belongs to update $k$."""
    return Eq(printed_cost(k), k*tau)


@claim("ie498-hw5-6i", HOMEWORK.at("(i)"))
def cost_of_truncated_update():
    """With truncation each update goes through $\\tau$ steps, whatever $k$ is."""
    return Eq(block_cost(k), tau)


@claim("ie498-hw5-6i:total", HOMEWORK.at("(i)"))
def total_truncated_cost():
    """The first $n$ updates cost $n\\tau$ together: linear in $n$."""
    return Eq(Sum(block_cost(k), (k, 0, n - 1)), n*tau)


@claim("ie498-hw5-6i:covered", HOMEWORK.at("(i)"), given=[some_step], where=[t >= 1])
def in_a_block():
    """Time $t$ lies in the block with number $\\lfloor (t-1)/\\tau\\rfloor$."""
    return Le(tau*floor((t - 1)/tau) + 1, t), Le(t, (floor((t - 1)/tau) + 1)*tau)


@claim("ie498-hw5-6i:once", HOMEWORK.at("(i)"), given=[some_step], where=[t >= 1])
def in_no_other_block():
    """It lies in no other."""
    return Implies(tau*k + 1 <= t, Implies(t <= (k + 1)*tau, Eq(k, floor((t - 1)/tau))))


@claim("ie498-hw5-6i:partition", HOMEWORK.at("(i)"), given=[some_step], where=[t >= 1])
def blocks_are_a_partition():
    """So each time lies in exactly one block."""
    return Equivalent((tau*k + 1 <= t) & (t <= (k + 1)*tau), Eq(k, floor((t - 1)/tau)))


@claim("ie498-hw5-6i:first", HOMEWORK.at("(i)"), given=[some_step], where=[t >= 1])
def blocks_start_at_zero():
    """The number of that block is at least 0: counted from $k = 0$ the blocks leave no time out."""
    return Ge(floor((t - 1)/tau), 0)


@claim("ie498-hw5-6i:from-one", HOMEWORK.at("(i)"), given=[some_step], where=[t >= 1])
def blocks_from_one():
    """Counted from $k = 1$, as the updates of the untruncated version are, they leave out the first $\\tau$ steps."""
    return Ge(floor((t - 1)/tau), 1)


# -- derivations ---------------------------------------------------------------

@cost_of_update.proof
def _(p: Proof) -> None:
    p.calc(cost(k))
    p.eq(Sum(1, (t, 1, k*tau)), cost)
    p.eq(k*tau)


@cost_is_unbounded.proof
def _(p: Proof) -> None:
    p.calc(cost(bound + 1))
    p.eq((bound + 1)*tau, cost_of_update)
    p.gt(bound, some_step)


@total_cost.proof
def _(p: Proof) -> None:
    base, step = p.induction(n)
    base.conclude()
    step.calc(Sum(cost(k), (k, 1, n + 1)))
    step.eq(Sum(cost(k), (k, 1, n)) + (n + 1)*tau, cost_of_update)
    step.eq(tau*n*(n + 1)/2 + (n + 1)*tau, step.ih)
    step.eq(tau*(n + 1)*(n + 2)/2)


@range_as_printed.refutation(corrected=cost_of_update)
def _(p: Proof) -> None:
    p.instance({tau: 2, k: 1})


@cost_of_truncated_update.proof
def _(p: Proof) -> None:
    p.calc(block_cost(k))
    p.eq(Sum(1, (t, tau*k + 1, (k + 1)*tau)), block_cost)
    p.eq(tau)


@total_truncated_cost.proof
def _(p: Proof) -> None:
    p.calc(Sum(block_cost(k), (k, 0, n - 1)))
    p.eq(Sum(tau, (k, 0, n - 1)), cost_of_truncated_update)
    p.eq(n*tau)


@in_a_block.proof
def _(p: Proof) -> None:
    start, end = p.parts("It has begun.", "It has not ended.")
    start.have(Le(tau*floor((t - 1)/tau), t - 1), some_step)
    start.conclude()
    end.have(Gt(floor((t - 1)/tau) + 1, (t - 1)/tau))
    end.have(Gt(tau*(floor((t - 1)/tau) + 1), tau*((t - 1)/tau)), some_step)
    end.conclude(some_step)


@in_no_other_block.proof
def _(p: Proof) -> None:
    begun, not_ended = p.assume(tau*k + 1 <= t), p.assume(t <= (k + 1)*tau)
    p.have(Le(k, (t - 1)/tau), some_step, begun)
    p.have(Lt((t - 1)/tau, k + 1), some_step, not_ended)
    p.conclude()


@blocks_are_a_partition.proof
def _(p: Proof) -> None:
    p.conclude(in_no_other_block)


@blocks_start_at_zero.proof
def _(p: Proof) -> None:
    p.conclude()


@blocks_from_one.refutation(corrected=blocks_start_at_zero)
def _(p: Proof) -> None:
    p.instance({tau: 2, t: 2})


# -- results -------------------------------------------------------------------

def update_cost(k: int, tau: int) -> int:
    """Time steps that the k-th update goes back through without truncation: k·τ, for k ≥ 0 (claim `cost_of_update`).

    >>> update_cost(3, 5)
    15
    """
    _checked_step(tau)
    return _natural("k", k)*tau


def total_update_cost(n: int, tau: int) -> int:
    """Time steps of the first n updates without truncation: τ·n(n + 1)/2, for n ≥ 0 (claim `total_cost`).

    >>> total_update_cost(3, 5)
    30
    """
    _checked_step(tau)
    return tau*_natural("n", n)*(n + 1)//2


def block_of(t: int, tau: int) -> int:
    """The number k ≥ 0 of the block that time t ≥ 1 lies in, τk + 1 ≤ t ≤ (k + 1)τ (claim `blocks_are_a_partition`).

    >>> [block_of(t, 2) for t in (1, 2, 3, 4, 5)]
    [0, 0, 1, 1, 2]
    """
    _checked_step(tau)
    if t < 1:
        raise ValueError(f"t must be at least 1, not {t}")
    return (t - 1)//tau


def _checked_step(tau: int) -> None:
    if tau < 1:
        raise ValueError(f"tau must be at least 1 (hypothesis: {some_step.words}), not {tau}")


def _natural(name: str, value: int) -> int:
    if value < 0:
        raise ValueError(f"{name} must be at least 0, not {value}")
    return value
