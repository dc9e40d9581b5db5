"""Families as a whole: their members may depend on each other, and symmetry of each member is not symmetry together."""

from sympy import Eq, Sum

from proofs import E, Proof, by, claim, hypothesis, independent, integrable, nat, random_family, relu, symmetric

n, i, j = nat("n"), nat("i"), nat("j")
w, x = random_family("w", start=1, stop=n), random_family("x", start=1, stop=n)
SIGNS = {n: 1, w[1]: (1, -1, 1, -1), x[1]: (1, 1, -1, -1)}


@hypothesis("square-integrable $w$", forall=[i >= 1, i <= n])
def moments_w():
    return integrable(w[i]**2)


@hypothesis("square-integrable $x$", forall=[i >= 1, i <= n])
def moments_x():
    return integrable(x[i]**2)


@hypothesis("independent members of $w$, and $x$ as a whole")
def members():
    return independent(w, x[:])


@hypothesis("$w$ and $x$ independent, each as a whole")
def wholes():
    return independent(w[:], x[:])


@hypothesis("each $w_i$ symmetric", forall=[i >= 1, i <= n])
def each_symmetric():
    return symmetric(w[i])


@hypothesis("$w$ symmetric as a whole")
def symmetric_whole():
    return symmetric(w[:])


def turned():
    return Eq(E(relu(Sum(w[i]*x[i], (i, 1, n)))**2), E(relu(-Sum(w[i]*x[i], (i, 1, n)))**2))


@claim("wrong-whole-split", "tests", given=[moments_x, members], where=[n >= 2])
def members_of_a_whole():
    return Eq(E(x[1]*x[2]), E(x[1])*E(x[2]))


@members_of_a_whole.proof
def _(p: Proof) -> None:
    p.calc(E(x[1]*x[2]))
    p.eq(E(x[1])*E(x[2]), members)  # wrong: the reasons do not give


@claim("right-members-split", "tests", given=[moments_w, members], where=[n >= 2], example={n: 2, w: 0, x: 0})
def members_apart():
    return Eq(E(w[1]*w[2]), E(w[1])*E(w[2]))


@members_apart.proof
def _(p: Proof) -> None:
    p.calc(E(w[1]*w[2]))
    p.eq(E(w[1])*E(w[2]), members)


@claim("right-wholes-split", "tests", given=[moments_w, moments_x, wholes], where=[n >= 2], example={n: 2, w: 0, x: 0})
def wholes_apart():
    return Eq(E(w[1]*w[2]*(x[1]*x[2])), E(w[1]*w[2])*E(x[1]*x[2]))


@wholes_apart.proof
def _(p: Proof) -> None:
    p.calc(E(w[1]*w[2]*(x[1]*x[2])))
    p.eq(E(w[1]*w[2])*E(x[1]*x[2]), wholes)


@claim("right-turned", "tests", given=[moments_w, moments_x, wholes, symmetric_whole], example=SIGNS)
def turned_whole():
    return turned()


@turned_whole.proof
def _(p: Proof) -> None:
    p.calc(E(relu(Sum(w[i]*x[i], (i, 1, n)))**2))
    p.eq(E(relu(-Sum(w[i]*x[i], (i, 1, n)))**2), by.symmetry)


@claim("wrong-turned-members", "tests", given=[moments_w, moments_x, wholes, each_symmetric], example=SIGNS)
def turned_members():
    return turned()


@turned_members.proof
def _(p: Proof) -> None:
    p.calc(E(relu(Sum(w[i]*x[i], (i, 1, n)))**2))
    p.eq(E(relu(-Sum(w[i]*x[i], (i, 1, n)))**2), by.symmetry)  # wrong: the reasons do not give


@claim("wrong-turned-dependent", "tests", given=[moments_w, moments_x, symmetric_whole], where=[n >= 1], example=SIGNS)
def turned_dependent():
    return Eq(E(w[1]*relu(x[1])), E(-w[1]*relu(x[1])))


@turned_dependent.proof
def _(p: Proof) -> None:
    p.calc(E(w[1]*relu(x[1])))
    p.eq(E(-w[1]*relu(x[1])), by.symmetry)  # wrong: the reasons do not give
