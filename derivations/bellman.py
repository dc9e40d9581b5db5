r"""The Bellman operator is a contraction, so that value iteration and deep Q-learning aim at one fixed point.

There are $N$ states and $K$ actions; action $a$ in state $s$ leads to state $r$ with probability $p_{s,a,r}$ and has the
mean reward $R_{s,a}$.  $Q$ and $Q'$ are any two tables of values.
"""

from fractions import Fraction

from sympy import Abs, Eq, Ge, Le, Sum

from proofs import Proof, by, claim, definition, family, hypothesis, maximum, nat, real, source

HOMEWORK = source("Homework 5", seed="ie498-hw5")

N, K, s, a, r, k = nat("N"), nat("K"), nat("s"), nat("a"), nat("r"), nat("k")
gamma = real("gamma", latex=r"\gamma")
R, p_next = family("R", indices=2), family("p", indices=3)
Q, Q_other = family("Q", indices=2), family("Q_other", latex="Q'", indices=2)


# -- definitions ---------------------------------------------------------------

@definition(latex="m")
def best(y):
    return maximum(y[k], (k, 1, K))


@definition(latex="T Q")
def updated(s, a):
    return R[s, a] + gamma*Sum(p_next[s, a, r]*best(Q[r, :]), (r, 1, N))


@definition(latex="T Q'")
def updated_other(s, a):
    return R[s, a] + gamma*Sum(p_next[s, a, r]*best(Q_other[r, :]), (r, 1, N))


@definition(latex="d")
def gap(r):
    return best(Q[r, :]) - best(Q_other[r, :])


@definition(latex=r"\bar d")
def mean_gap(s, a):
    return Sum(p_next[s, a, r]*gap[r], (r, 1, N))


@definition(latex=r"\Delta")
def distance():
    return maximum(maximum(Abs(Q[s, a] - Q_other[s, a]), (a, 1, K)), (s, 1, N))


@hypothesis("at least one state")
def some_state():
    return N >= 1


@hypothesis("at least one action")
def some_action():
    return K >= 1


@hypothesis("transition probabilities", forall=[s >= 1, s <= N, a >= 1, a <= K])
def probabilities():
    return Eq(Sum(p_next[s, a, r], (r, 1, N)), 1)


@hypothesis("nonnegative probabilities", forall=[s >= 1, s <= N, a >= 1, a <= K, r >= 1, r <= N])
def nonnegative():
    return p_next[s, a, r] >= 0


@hypothesis("discount at least 0")
def discount():
    return gamma >= 0


ONE_STATE = {N: 1, K: 1, p_next: 1, R: 0, gamma: 1, Q: 0, Q_other: 1, s: 1, a: 1, r: 1}


# -- claims --------------------------------------------------------------------

@claim("ie498-hw5-3c-bellman:best", HOMEWORK.at("3c"), given=[some_action], where=[r >= 1, r <= N], example=ONE_STATE)
def best_values_are_close():
    """The best values of a state differ by no more than the tables do."""
    return Le(gap[r], distance()), Ge(gap[r], -distance())


@claim("ie498-hw5-3c-bellman:mean", HOMEWORK.at("3c"),
       given=[some_action, probabilities, nonnegative], where=[s >= 1, s <= N, a >= 1, a <= K], example=ONE_STATE)
def mean_values_are_close():
    """So do the means of the best values of the next state."""
    return Le(mean_gap[s, a], distance()), Ge(mean_gap[s, a], -distance())


@claim("ie498-hw5-3c-bellman:entry", HOMEWORK.at("3c"),
       given=[some_action, probabilities, nonnegative, discount], where=[s >= 1, s <= N, a >= 1, a <= K],
       example=ONE_STATE)
def entries_are_close():
    """Each entry of the updated tables differs by at most the discounted distance."""
    return Le(Abs(updated[s, a] - updated_other[s, a]), gamma*distance())


@claim("ie498-hw5-3c-bellman", HOMEWORK.at("3c"),
       given=[some_state, some_action, probabilities, nonnegative, discount], example=ONE_STATE)
def contraction():
    """The Bellman operator multiplies the greatest distance of two tables by at most $\\gamma$."""
    return Le(maximum(maximum(Abs(updated[s, a] - updated_other[s, a]), (a, 1, K)), (s, 1, N)), gamma*distance())


@claim("ie498-hw5-3c-bellman:strict", HOMEWORK.at("3c"),
       given=[some_state, some_action, probabilities, nonnegative, discount])
def strict_contraction():
    """The factor cannot be made smaller: with one state and one action it is $\\gamma$ exactly."""
    return Le(maximum(maximum(Abs(updated[s, a] - updated_other[s, a]), (a, 1, K)), (s, 1, N)), gamma/2*distance())


# -- derivations ---------------------------------------------------------------

@best_values_are_close.proof
def _(p: Proof) -> None:
    close = p.have(Le(maximum(Abs(Q[r, k] - Q_other[r, k]), (k, 1, K)), distance()), distance, by.maximum)
    above = p.have(Le(best(Q[r, :]), best(Q_other[r, :]) + distance()), best, by.maximum, close, some_action)
    below = p.have(Le(best(Q_other[r, :]), best(Q[r, :]) + distance()), best, by.maximum, close, some_action)
    more, less = p.parts("At most.", "At least.")
    more.conclude(above, gap)
    less.conclude(below, gap)


@mean_values_are_close.proof
def _(p: Proof) -> None:
    above, below = p.parts("At most.", "At least.")
    above.calc(mean_gap[s, a])
    above.eq(Sum(p_next[s, a, r]*gap[r], (r, 1, N)), mean_gap)
    above.le(Sum(p_next[s, a, r]*distance(), (r, 1, N)), by.termwise, best_values_are_close, nonnegative)
    above.eq(distance(), probabilities)
    below.calc(mean_gap[s, a])
    below.eq(Sum(p_next[s, a, r]*gap[r], (r, 1, N)), mean_gap)
    below.ge(Sum(p_next[s, a, r]*-distance(), (r, 1, N)), by.termwise, best_values_are_close, nonnegative)
    below.eq(-distance(), probabilities)


@entries_are_close.proof
def _(p: Proof) -> None:
    change = p.have(Eq(updated[s, a] - updated_other[s, a], gamma*mean_gap[s, a]), updated, updated_other, mean_gap, gap)
    above = p.have(Le(gamma*mean_gap[s, a], gamma*distance()), mean_values_are_close, discount)
    below = p.have(Le(-(gamma*mean_gap[s, a]), gamma*distance()), mean_values_are_close, discount)
    p.calc(Abs(updated[s, a] - updated_other[s, a]))
    p.eq(Abs(gamma*mean_gap[s, a]), change)
    p.le(gamma*distance(), above, below)


@contraction.proof
def _(p: Proof) -> None:
    p.conclude(entries_are_close, by.maximum)


@strict_contraction.refutation(corrected=contraction)
def _(p: Proof) -> None:
    p.instance(ONE_STATE)


# -- results -------------------------------------------------------------------

def distance_after(steps: int, discount_factor: Fraction, start: Fraction) -> Fraction:
    """A bound γᵗ·Δ on the distance of two tables after t updates, from their distance Δ before (claim `contraction`, t times).

    steps: t ≥ 0; discount_factor: γ ≥ 0; start: Δ ≥ 0.  Source: homework 5, 3c.

    >>> distance_after(2, Fraction(1, 2), Fraction(4))
    Fraction(1, 1)
    """
    if steps < 0:
        raise ValueError(f"the number of steps must be at least 0, not {steps}")
    if discount_factor < 0:
        raise ValueError(f"the discount must be at least 0 (hypothesis: {discount.words}), not {discount_factor}")
    if start < 0:
        raise ValueError(f"a distance is at least 0, not {start}")
    return discount_factor**steps*start
