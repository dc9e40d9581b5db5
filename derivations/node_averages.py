r"""Averages over the nodes of a cluster: when the mean of the nodes' mean gradients is the mean over all samples.

Node $n$ of $N$ holds $c_n$ samples; $g_{n,j}$ is the gradient of its $j$-th sample, one coordinate of it.
"""

from collections.abc import Sequence
from fractions import Fraction

from sympy import Eq, Equivalent, Piecewise, Sum

from proofs import ForAll, Proof, by, claim, definition, family, hypothesis, nat, source

HOMEWORK = source("Homework 5", seed="ie498-hw5")

N, n, m, j = nat("N"), nat("n"), nat("m"), nat("j")
c = family("c", start=1, stop=N, integer=True)
g = family("g", indices=2)


# -- definitions ---------------------------------------------------------------

@definition(latex="A")
def average_of_averages():
    """The mean of the means of the nodes."""
    return Sum(Sum(g[n, j], (j, 1, c[n]))/c[n], (n, 1, N))/N


@definition(latex="B")
def global_average():
    """The mean over all samples."""
    return Sum(Sum(g[n, j], (j, 1, c[n])), (n, 1, N))/Sum(c[n], (n, 1, N))


@definition(latex="e")
def at_node(n, j):
    """Gradients that are 1 on node m and 0 elsewhere."""
    return Piecewise((1, Eq(n, m)), (0, True))


@hypothesis("every node holds samples", forall=[n >= 1, n <= N])
def some_samples():
    return c[n] >= 1


@hypothesis("at least one node")
def some_node():
    return N >= 1


# -- claims --------------------------------------------------------------------

@claim("ie498-hw5-6g", HOMEWORK.at("6g"), given=[some_node, some_samples])
def same_average():
    """The two means are the same, whatever the gradients are, exactly when all nodes hold equally many samples."""
    return Equivalent(ForAll([n >= 1, n <= N, m >= 1, m <= N], Eq(c[n], c[m])),
                      ForAll([g], Eq(average_of_averages(), global_average())))


@claim("ie498-hw5-6g:printed", HOMEWORK.at("6g"), given=[some_node, some_samples])
def always_same_average():
    """For nodes of any sizes the mean of the means would be the mean; a big node then counts too little."""
    return Eq(average_of_averages(), global_average())


# -- derivations ---------------------------------------------------------------

@same_average.proof
def _(p: Proof) -> None:
    samples = p.have(N <= Sum(c[n], (n, 1, N)))
    samples.calc(N)
    samples.eq(Sum(1, (n, 1, N)))
    samples.le(Sum(c[n], (n, 1, N)), by.termwise, some_samples)

    necessary, sufficient = p.parts("Equal sizes are necessary.", "Equal sizes suffice.")

    necessary.say("Gradients that are 1 on one node only show its share in both means.")
    same = necessary.assume(ForAll([g], Eq(average_of_averages(), global_average())))
    share = necessary.have(ForAll([m >= 1, m <= N], Eq(c[m]/Sum(c[n], (n, 1, N)), 1/N)))
    share.calc(c[m]/Sum(c[n], (n, 1, N)))
    share.eq(Sum(Sum(at_node(n, j), (j, 1, c[n])), (n, 1, N))/Sum(c[n], (n, 1, N)), at_node, by.diagonal)
    share.eq(Sum(Sum(at_node(n, j), (j, 1, c[n]))/c[n], (n, 1, N))/N, same(at_node), average_of_averages, global_average)
    share.eq(1/N, at_node, by.diagonal)
    necessary.conclude(share)

    equal = sufficient.assume(ForAll([n >= 1, n <= N, m >= 1, m <= N], Eq(c[n], c[m])))
    first = sufficient.have(ForAll([n >= 1, n <= N], Eq(c[n], c[1])), equal)
    sufficient.calc(average_of_averages())
    sufficient.eq(Sum(Sum(g[n, j], (j, 1, c[1])), (n, 1, N))/(N*c[1]), average_of_averages, first)
    sufficient.eq(global_average(), global_average, first)


@always_same_average.refutation(corrected=same_average)
def _(p: Proof) -> None:
    p.instance({N: 2, c: 3, c[1]: 1, g: 0, g[1, 1]: 1, g[2, 1]: 3, g[2, 2]: 5, g[2, 3]: 7})


# -- results -------------------------------------------------------------------

def average_over_nodes(gradients: Sequence[Sequence[Fraction]]) -> Fraction:
    """The mean over all samples, from the samples of each node: weighted by sizes, as the mean of means is only when they
    are equal (claim `same_average`).  Each node holds at least one sample.

    >>> average_over_nodes([[Fraction(1)], [Fraction(3), Fraction(5), Fraction(7)]])
    Fraction(4, 1)
    """
    if not gradients:
        raise ValueError(f"there must be a node (hypothesis: {some_node.words})")
    if not all(gradients):
        raise ValueError(f"a node has no samples (hypothesis: {some_samples.words})")
    return sum((sum(node, Fraction(0)) for node in gradients), Fraction(0))/sum(map(len, gradients))
