r"""What the forward pass keeps in memory: numbers held at a time, under every schedule.

A schedule says when each matrix is made.  Matrix products are atomic and out of place, all weights stay, and a matrix is
held from its making to its last use, both included.  What is held at time $\tau$ is a sum of indicators, so the claims are
about the schedules and not about a formula for them.
"""

from sympy import And, Eq, Ge, Le, Piecewise, Sum

from proofs import ForAll, Proof, by, claim, definition, family, hypothesis, indicator, integer, nat, source

from .schedules import FORWARD, L, j, l, layer_by_layer, made, made_before, some_layer, tau

PROBLEM_SET = source("Problem set 8 (2024), problem 1", seed="epfl24-ps8")

n, K, i, s, c = nat("n"), nat("K"), nat("i"), nat("s"), integer("c")
rows = family("rows", latex="t^X", indices=2, integer=True)  # when row i of X_l is made
SIZES = {n: 1, K: 1}
ROWS = {L: 1, n: 2, K: 1, i: 1, j: 1, tau: 3, rows: lambda l, i: 2*l + i}


# -- what is held ------------------------------------------------------------

@definition(latex=r"\operatorname{live}")
def live(l, t):
    return Piecewise((1, And(made[l] <= t, t <= made[l + 1])), (0, True))


@definition(latex="m")
def forward_memory(t):
    return L*K**2 + Sum(live(l, t)*(n*K), (l, 0, L))


@definition(latex=r"\operatorname{past}")
def past(l, t):
    return Piecewise((1, made[l] <= t), (0, True)) + Piecewise((1, made[l] < t), (0, True))


@definition(latex=r"\operatorname{live}")
def row_live(l, i, t):
    """Does row i of an activation exist: made, and not yet used for the last time, by row i of the next one?"""
    return Piecewise((1, And(rows[l, i] <= t, t <= rows[l + 1, i])), (0, True))


@definition(latex=r"m'")
def row_memory(t):
    """What is held when each row of a product is made by itself."""
    return L*K**2 + Sum(Sum(row_live(l, i, t)*K, (l, 0, L)), (i, 1, n))


@hypothesis("each row needs the one before it", forall=[l >= 0, l <= L, i >= 1, i <= n])
def row_by_row():
    return rows[l, i] < rows[l + 1, i]


@hypothesis("one row at a time", forall=[tau])
def one_at_a_time():
    return Sum(Sum(indicator(Eq(rows[l + 1, i], tau)), (i, 1, n)), (l, 0, L)) <= 1


@hypothesis("row after row, layer after layer", forall=[l >= 0, i >= 1])
def row_after_row():
    return Eq(rows[l, i], n*l + i)


@claim("epfl24-ps8-p1-3:one", PROBLEM_SET.at("bullet 3"), given=[layer_by_layer], where=[l >= 0, l <= L],
       example=FORWARD)
def one_live():
    """What one activation holds, said by how far the schedule is."""
    return Le(live(l, tau), past(l, tau) - past(l + 1, tau))


@one_live.proof
def _(p: Proof) -> None:
    p.conclude(live, past, layer_by_layer)


@claim("epfl24-ps8-p1-3:two", PROBLEM_SET.at("bullet 3"), given=[layer_by_layer], where=[j >= 0, j <= L + 1],
       example=FORWARD)
def at_most_two():
    """At no time more than two of the first activations are live, and fewer when the next one is made."""
    return Le(Sum(live(l, tau), (l, 0, j - 1)), 2 - past(j, tau))


@at_most_two.proof
def _(p: Proof) -> None:
    base, step = p.induction(j)
    most = base.have(Le(past(0, tau), 2), past)
    base.conclude(most)
    step.calc(Sum(live(l, tau), (l, 0, j)))
    step.eq(Sum(live(l, tau), (l, 0, j - 1)) + live(j, tau))
    step.le(2 - past(j, tau) + (past(j, tau) - past(j + 1, tau)), step.ih, one_live(j))
    step.eq(2 - past(j + 1, tau))


@claim("epfl24-ps8-p1-3", PROBLEM_SET.at("bullet 3"), given=[layer_by_layer, some_layer], example=FORWARD | SIZES)
def peak_of_forward():
    """The forward pass holds at most $LK^2 + 2nK$ numbers, under every schedule, and exactly so many when $X_1$ is made."""
    return Le(forward_memory(tau), L*K**2 + 2*n*K), Eq(forward_memory(made[1]), L*K**2 + 2*n*K)


@claim("epfl24-ps8-p1-3:no-layer", PROBLEM_SET.at("bullet 3"), given=[layer_by_layer])
def peak_without_layers():
    """Without a layer only the input is held."""
    return Eq(forward_memory(made[1]), L*K**2 + 2*n*K)


@peak_of_forward.proof
def _(p: Proof) -> None:
    never_more, attained = p.parts("Never more.", "Attained.")
    two = never_more.have(Le(Sum(live(l, tau), (l, 0, L)), 2))
    two.calc(Sum(live(l, tau), (l, 0, L)))
    two.le(2 - past(L + 1, tau), at_most_two(L + 1))
    two.le(2, past)
    slack = never_more.have(Ge(n*K*(2 - Sum(live(l, tau), (l, 0, L))), 0), two)
    never_more.calc(forward_memory(tau))
    never_more.eq(L*K**2 + n*K*Sum(live(l, tau), (l, 0, L)), forward_memory)
    never_more.le(L*K**2 + 2*n*K, slack)

    first = attained.have(Eq(live(0, made[1]), 1), live, made_before(0, 1))
    second = attained.have(Eq(live(1, made[1]), 1), live, made_before(1, 2))
    others = attained.have(Eq(Sum(live(l, made[1]), (l, 2, L)), 0), live, made_before)
    attained.calc(forward_memory(made[1]))
    attained.eq(L*K**2 + (live(0, made[1]) + (live(1, made[1]) + Sum(live(l, made[1]), (l, 2, L))))*(n*K), forward_memory)
    attained.eq(L*K**2 + 2*n*K, first, second, others)


@peak_without_layers.refutation(corrected=peak_of_forward)
def _(p: Proof) -> None:
    p.instance(FORWARD | SIZES | {L: 0})


@claim("epfl24-ps8-p1-3:one-row", PROBLEM_SET.at("bullet 3"), given=[row_by_row],
       where=[i >= 1, i <= n, j >= 0, j <= L + 1], example=ROWS)
def one_row():
    """Of the first activations a row is held once, and twice when it is made anew."""
    return Eq(Sum(row_live(l, i, tau), (l, 0, j - 1)), indicator(rows[0, i] <= tau) - indicator(rows[j, i] <= tau)
              + Sum(indicator(Eq(rows[l + 1, i], tau)), (l, 0, j - 1)))


@one_row.proof
def _(p: Proof) -> None:
    base, step = p.induction(j)
    base.conclude()
    here = step.have(Eq(row_live(j, i, tau), indicator(rows[j, i] <= tau) - indicator(rows[j + 1, i] <= tau)
                        + indicator(Eq(rows[j + 1, i], tau))))
    between, *others = here.cases(And(rows[j, i] <= tau, tau < rows[j + 1, i]), tau < rows[j, i],
                                  Eq(rows[j + 1, i], tau), rows[j + 1, i] < tau)
    between.conclude(row_live, by.indicator)
    for case in others:
        case.conclude(row_live, by.choice, by.indicator, row_by_row)
    step.calc(Sum(row_live(l, i, tau), (l, 0, j)))
    step.eq(Sum(row_live(l, i, tau), (l, 0, j - 1)) + row_live(j, i, tau))
    step.eq(indicator(rows[0, i] <= tau) - indicator(rows[j + 1, i] <= tau)
            + Sum(indicator(Eq(rows[l + 1, i], tau)), (l, 0, j)), step.ih, here)


@claim("epfl24-ps8-p1-3:row-by-row", PROBLEM_SET.at("bullet 3"), given=[row_by_row, one_at_a_time], where=[n >= 1],
       example=ROWS | {L: 0, n: 1})
def peak_of_rows():
    """The model matters: made row by row, each freed after its use, a product needs one row more than $X$, at all times."""
    return Le(row_memory(tau), L*K**2 + n*K + K), Le(L*K**2 + n*K + K, L*K**2 + 2*n*K)


@peak_of_rows.proof
def _(p: Proof) -> None:
    peak, less = p.parts("Never more.", "Not more than before.")
    made_now = Sum(indicator(Eq(rows[l + 1, i], tau)), (l, 0, L))
    each = peak.have(ForAll([i >= 1, i <= n], Sum(row_live(l, i, tau), (l, 0, L)) <= 1 + made_now))
    each.calc(Sum(row_live(l, i, tau), (l, 0, L)))
    each.eq(indicator(rows[0, i] <= tau) - indicator(rows[L + 1, i] <= tau) + made_now, one_row(i, L + 1))
    each.le(1 + made_now)
    held = peak.have(Sum(Sum(row_live(l, i, tau), (l, 0, L)), (i, 1, n)) <= n + 1)
    held.calc(Sum(Sum(row_live(l, i, tau), (l, 0, L)), (i, 1, n)))
    held.le(Sum(1 + made_now, (i, 1, n)), by.termwise, each)
    held.eq(n + Sum(Sum(indicator(Eq(rows[l + 1, i], tau)), (i, 1, n)), (l, 0, L)), by.exchange)
    held.le(n + 1, one_at_a_time)
    slack = peak.have(Ge(K*(n + 1 - Sum(Sum(row_live(l, i, tau), (l, 0, L)), (i, 1, n))), 0), held)
    peak.calc(row_memory(tau))
    peak.eq(L*K**2 + K*Sum(Sum(row_live(l, i, tau), (l, 0, L)), (i, 1, n)), row_memory)
    peak.le(L*K**2 + n*K + K, slack)
    less.conclude()


@claim("epfl24-ps8-p1-3:stretch", PROBLEM_SET.at("bullet 3"), where=[s >= 0])
def one_in_a_stretch():
    """Of consecutive times at most one is now."""
    return Eq(Sum(indicator(Eq(c + i, tau)), (i, 1, s)), indicator(c + 1 <= tau) - indicator(c + s + 1 <= tau))


@claim("epfl24-ps8-p1-3:one-at-a-time", PROBLEM_SET.at("bullet 3"), given=[row_after_row], where=[n >= 1, j >= 0],
       example=ROWS)
def rows_made_now():
    """Row after row, one at a time."""
    return Eq(Sum(Sum(indicator(Eq(rows[l + 1, i], tau)), (i, 1, n)), (l, 0, j - 1)),
              indicator(n + 1 <= tau) - indicator(n*(j + 1) + 1 <= tau))


@claim("epfl24-ps8-p1-3:row-after-row", PROBLEM_SET.at("bullet 3"), given=[row_after_row, some_layer], where=[n >= 1],
       example=ROWS)
def peak_row_after_row():
    """So it is when the rows are made one after the other, and so many are held when the first row of $X_1$ is made."""
    return Le(row_memory(tau), L*K**2 + n*K + K), Eq(row_memory(n + 1), L*K**2 + n*K + K)


@one_in_a_stretch.proof
def _(p: Proof) -> None:
    base, step = p.induction(s)
    base.conclude(by.indicator)
    now = step.have(Eq(indicator(Eq(c + (s + 1), tau)), indicator(c + s + 1 <= tau) - indicator(c + (s + 1) + 1 <= tau)))
    for case in now.cases(tau < c + s + 1, Eq(tau, c + s + 1), c + s + 1 < tau):
        case.conclude(by.indicator)
    step.calc(Sum(indicator(Eq(c + i, tau)), (i, 1, s + 1)))
    step.eq(Sum(indicator(Eq(c + i, tau)), (i, 1, s)) + indicator(Eq(c + (s + 1), tau)))
    step.eq(indicator(c + 1 <= tau) - indicator(c + (s + 1) + 1 <= tau), step.ih, now)


@rows_made_now.proof
def _(p: Proof) -> None:
    base, step = p.induction(j)
    base.conclude(by.indicator)
    step.calc(Sum(Sum(indicator(Eq(rows[l + 1, i], tau)), (i, 1, n)), (l, 0, j)))
    step.eq(Sum(Sum(indicator(Eq(rows[l + 1, i], tau)), (i, 1, n)), (l, 0, j - 1))
            + Sum(indicator(Eq(rows[j + 1, i], tau)), (i, 1, n)))
    step.eq(indicator(n + 1 <= tau) - indicator(n*(j + 1) + 1 <= tau)
            + Sum(indicator(Eq(rows[j + 1, i], tau)), (i, 1, n)), step.ih)
    step.eq(indicator(n + 1 <= tau) - indicator(n*(j + 1) + 1 <= tau)
            + Sum(indicator(Eq(n*(j + 1) + i, tau)), (i, 1, n)), row_after_row, by.indicator)
    step.eq(indicator(n + 1 <= tau) - indicator(n*(j + 1 + 1) + 1 <= tau), one_in_a_stretch(n, n*(j + 1)), by.indicator)


@peak_row_after_row.proof
def _(p: Proof) -> None:
    p.have(ForAll([l >= 0, l <= L, i >= 1, i <= n], rows[l, i] < rows[l + 1, i]), row_after_row)
    never_more, attained = p.parts("Never more.", "Attained.")
    one = never_more.have(ForAll([tau], Sum(Sum(indicator(Eq(rows[l + 1, i], tau)), (i, 1, n)), (l, 0, L)) <= 1))
    one.calc(Sum(Sum(indicator(Eq(rows[l + 1, i], tau)), (i, 1, n)), (l, 0, L)))
    one.eq(indicator(n + 1 <= tau) - indicator(n*(L + 1 + 1) + 1 <= tau), rows_made_now(n, L + 1))
    one.le(1)
    never_more.conclude(peak_of_rows)
    attained.calc(row_memory(n + 1))
    attained.eq(L*K**2 + K*Sum(indicator(rows[0, i] <= n + 1) - indicator(rows[L + 1, i] <= n + 1)
                               + Sum(indicator(Eq(rows[l + 1, i], n + 1)), (l, 0, L)), (i, 1, n)), row_memory,
                one_row({i: i, j: L + 1, tau: n + 1}))
    attained.eq(L*K**2 + K*Sum(1 + Sum(indicator(Eq(rows[l + 1, i], n + 1)), (l, 0, L)), (i, 1, n)),
                row_after_row, by.indicator)
    attained.eq(L*K**2 + K*(n + Sum(Sum(indicator(Eq(rows[l + 1, i], n + 1)), (i, 1, n)), (l, 0, L))), by.exchange)
    attained.eq(L*K**2 + K*(n + (indicator(n + 1 <= n + 1) - indicator(n*(L + 1 + 1) + 1 <= n + 1))),
                rows_made_now({j: L + 1, tau: n + 1}))
    attained.eq(L*K**2 + n*K + K, by.indicator)


# -- results -------------------------------------------------------------------

def forward_peak(n: int, K: int, L: int) -> int:
    """The most numbers that a forward pass holds: L·K² + 2nK, for L ≥ 1 products of n×K by K×K (claim `peak_of_forward`).

    >>> forward_peak(32, 10, 3)
    940
    """
    check_sizes(n, K, L)
    return L*K**2 + 2*n*K


def check_sizes(n: int, K: int, L: int) -> None:
    """Refuse what the hypotheses exclude."""
    if L < 1:
        raise ValueError(f"L must be at least 1 (hypothesis: {some_layer.words}), not {L}")
    if min(n, K) < 0:
        raise ValueError(f"sizes are at least 0, not {min(n, K)}")
