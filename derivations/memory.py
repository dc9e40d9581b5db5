r"""What the forward pass keeps in memory: numbers held at a time, under every schedule.

A schedule says when each matrix is made.  Matrix products are atomic and out of place, all weights stay, and a matrix is
held from its making to its last use, both included.  What is held at time $\tau$ is a sum of indicators, so the claims are
about the schedules and not about a formula for them.
"""

from sympy import And, Eq, Ge, Le, Piecewise, Sum

from proofs import Proof, by, claim, definition, nat, source

from .schedules import FORWARD, L, j, l, layer_by_layer, made, made_before, some_layer, tau

PROBLEM_SET = source("Problem set 8 (2024), problem 1", seed="epfl24-ps8")

n, K = nat("n"), nat("K")
SIZES = {n: 1, K: 1}


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


@definition(latex=r"m'")
def row_memory():
    """The weights, the n rows of X, old or new, and the row that is being made."""
    return L*K**2 + Sum(K, (j, 1, n)) + K


@claim("epfl24-ps8-p1-3:one", PROBLEM_SET.at("bullet 3"), given=[layer_by_layer], where=[l >= 0, l <= L],
       example=FORWARD)
def one_live():
    """What one activation holds, said by how far the schedule is."""
    return Le(live(l, tau), past(l, tau) - past(l + 1, tau))


@one_live.proof
def _(p: Proof) -> None:
    before, start, between, end, after = p.cases(
        tau < made[l], Eq(tau, made[l]), And(made[l] < tau, tau < made[l + 1]), Eq(tau, made[l + 1]), tau > made[l + 1])
    for case in (before, after):
        case.conclude(live, past, by.choice, layer_by_layer)
    between.conclude(live, past)
    for case in (start, end):
        case.conclude(live, past, by.choice, case, layer_by_layer)


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
    step.calc(Sum(live(l, tau), (l, 0, j + 1 - 1)))
    step.eq(Sum(live(l, tau), (l, 0, j - 1)) + live(j, tau))
    step.le(2 - past(j, tau) + (past(j, tau) - past(j + 1, tau)), step.ih, one_live(j))
    step.eq(2 - past(j + 1, tau))


@claim("epfl24-ps8-p1-3", PROBLEM_SET.at("bullet 3"), given=[layer_by_layer, some_layer], example=FORWARD | SIZES)
def peak_of_forward():
    """The forward pass holds at most $LK^2 + 2nK$ numbers, under every schedule, and so many when $X_1$ is made."""
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


@claim("epfl24-ps8-p1-3:row-by-row", PROBLEM_SET.at("bullet 3"), where=[n >= 1])
def row_by_row():
    """The model matters: where each row of a product replaces the row that it is made of, one row more than $X$ is enough."""
    return Eq(row_memory(), L*K**2 + n*K + K), Le(row_memory(), L*K**2 + 2*n*K)


@row_by_row.proof
def _(p: Proof) -> None:
    size, less = p.parts("Its size.", "Not more.")
    size.conclude(row_memory)
    less.conclude(row_memory)


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
