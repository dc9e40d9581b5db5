"""Members of families with several indices, and recurrences that read them: what a step has read it is not independent of."""

from sympy import Eq, Ne, Sum

from proofs import (
    E,
    Proof,
    by,
    claim,
    hypothesis,
    independent,
    integer,
    integrable,
    nat,
    random_family,
    recurrence,
    relu,
    symmetric,
)

t, i, j, ell, n = nat("t"), integer("i"), integer("j"), integer("ell"), nat("n")
u, g, z = random_family("u"), random_family("g", indices=2), random_family("z")
NOTHING = {t: 1, i: 0, j: 1, n: 1, u: 0, g: 0, z: 0}


@recurrence(latex="y", start={0: 0})
def y(t):
    return y[t - 1]/2 + u[t]


@recurrence(latex="x", start={0: z[i]})
def x(t, i):
    return relu(Sum(g[t, j]*x[t - 1, j], (j, 1, n)))


@hypothesis("square-integrable members", forall=[t >= 0])
def moments():
    return integrable(u[t]**2)


@hypothesis("square-integrable members", forall=[t >= 0, i >= 0])
def moments_in_rows():
    return integrable(g[t, i]**2)


@hypothesis("square-integrable values", forall=[t >= 0])
def moments_of_values():
    return integrable(y[t]**2)


@hypothesis("square-integrable layers", forall=[t >= 0, i >= 0])
def moments_of_layers():
    return integrable(x[t, i]**2)


@hypothesis("independent members")
def members():
    return independent(u)


@hypothesis("independent members in rows and columns, and of the input")
def rows():
    return independent(g, z[:])


@hypothesis("the members of each row are independent", forall=[t >= 0])
def in_each_row():
    return independent(g[t, ell], (ell, 0, n))


@hypothesis("symmetric members", forall=[t >= 0, i >= 0])
def symmetric_members():
    return symmetric(g[t, i])


@claim("right-before", "tests", given=[moments, moments_of_values, members], where=[t >= 0], example=NOTHING)
def apart_from_what_came_before():
    return Eq(E(u[t + 1]*y[t]), E(u[t + 1])*E(y[t]))


@apart_from_what_came_before.proof
def _(p: Proof) -> None:
    p.calc(E(u[t + 1]*y[t]))
    p.eq(E(u[t + 1])*E(y[t]), members)


@claim("wrong-own-step", "tests", given=[moments, moments_of_values, members], where=[t >= 1], example=NOTHING)
def apart_from_its_own_step():
    return Eq(E(u[t]*y[t]), E(u[t])*E(y[t]))


@apart_from_its_own_step.proof
def _(p: Proof) -> None:
    p.calc(E(u[t]*y[t]))
    p.eq(E(u[t])*E(y[t]), members)  # wrong: the reasons do not give


@claim("wrong-earlier-member", "tests", given=[moments, moments_of_values, members], where=[t >= 1, i >= 1, i <= t],
       example={**NOTHING, i: 1})
def apart_from_a_later_step():
    return Eq(E(u[i]*y[t]), E(u[i])*E(y[t]))


@apart_from_a_later_step.proof
def _(p: Proof) -> None:
    p.calc(E(u[i]*y[t]))
    p.eq(E(u[i])*E(y[t]), members)  # wrong: the reasons do not give


@claim("right-later-member", "tests", given=[moments, moments_of_values, members], where=[t >= 0, i >= t + 1],
       example={**NOTHING, i: 2})
def apart_from_any_later_member():
    return Eq(E(u[i]*y[t]), E(u[i])*E(y[t]))


@apart_from_any_later_member.proof
def _(p: Proof) -> None:
    p.calc(E(u[i]*y[t]))
    p.eq(E(u[i])*E(y[t]), members)


@claim("right-other-column", "tests", given=[moments_in_rows, rows], where=[i >= 0, j >= 0, Ne(i, j)], example=NOTHING)
def other_columns():
    return Eq(E(g[t, i]*g[t, j]), E(g[t, i])*E(g[t, j]))


@other_columns.proof
def _(p: Proof) -> None:
    p.calc(E(g[t, i]*g[t, j]))
    p.eq(E(g[t, i])*E(g[t, j]), rows)


@claim("wrong-any-column", "tests", given=[moments_in_rows, rows], where=[i >= 0, j >= 0], example=NOTHING)
def any_columns():
    return Eq(E(g[t, i]*g[t, j]), E(g[t, i])*E(g[t, j]))


@any_columns.proof
def _(p: Proof) -> None:
    p.calc(E(g[t, i]*g[t, j]))
    p.eq(E(g[t, i])*E(g[t, j]), rows)  # wrong: the reasons do not give


@claim("right-other-row", "tests", given=[moments_in_rows, rows], where=[i >= 0, j >= 0], example=NOTHING)
def other_rows():
    return Eq(E(g[t, i]*g[t + 1, j]), E(g[t, i])*E(g[t + 1, j]))


@other_rows.proof
def _(p: Proof) -> None:
    p.calc(E(g[t, i]*g[t + 1, j]))
    p.eq(E(g[t, i])*E(g[t + 1, j]), rows)


@claim("wrong-rows-alone", "tests", given=[moments_in_rows, in_each_row], where=[i >= 0, i <= n], example=NOTHING)
def rows_one_by_one():
    return Eq(E(g[t, i]*g[t + 1, i]), E(g[t, i])*E(g[t + 1, i]))


@rows_one_by_one.proof
def _(p: Proof) -> None:
    p.calc(E(g[t, i]*g[t + 1, i]))
    p.eq(E(g[t, i])*E(g[t + 1, i]), in_each_row)  # wrong: the reasons do not give


@claim("wrong-own-layer", "tests", given=[moments_in_rows, moments_of_layers, rows], where=[t >= 1], example=NOTHING)
def apart_from_its_own_layer():
    return Eq(E(g[t, 1]*x[t, 1]), E(g[t, 1])*E(x[t, 1]))


@apart_from_its_own_layer.proof
def _(p: Proof) -> None:
    p.calc(E(g[t, 1]*x[t, 1]))
    p.eq(E(g[t, 1])*E(x[t, 1]), rows)  # wrong: the reasons do not give


@claim("right-turned-before", "tests", given=[moments_in_rows, moments_of_layers, rows, symmetric_members], where=[t >= 0],
       example=NOTHING)
def turned_beside_what_came_before():
    return Eq(E(relu(x[t, 2] + g[t + 1, 1]*x[t, 1])**2), E(relu(x[t, 2] - g[t + 1, 1]*x[t, 1])**2))


@turned_beside_what_came_before.proof
def _(p: Proof) -> None:
    p.calc(E(relu(x[t, 2] + g[t + 1, 1]*x[t, 1])**2))
    p.eq(E(relu(x[t, 2] - g[t + 1, 1]*x[t, 1])**2), by.symmetry)


@claim("wrong-turned-own", "tests", given=[moments_in_rows, moments_of_layers, rows, symmetric_members], where=[t >= 1],
       example=NOTHING)
def turned_beside_its_own_layer():
    return Eq(E(g[t, 1]*x[t, 1]), -E(g[t, 1]*x[t, 1]))


@turned_beside_its_own_layer.proof
def _(p: Proof) -> None:
    p.calc(E(g[t, 1]*x[t, 1]))
    p.eq(E(-g[t, 1]*x[t, 1]), by.symmetry)  # wrong: the reasons do not give
    p.eq(-E(g[t, 1]*x[t, 1]), by.linearity)


@claim("wrong-turned-alone", "tests", given=[moments_in_rows, moments_of_layers, symmetric_members], where=[t >= 0],
       example=NOTHING)
def turned_without_independence():
    return Eq(E(g[t + 1, 1]*x[t, 1]), E(-g[t + 1, 1]*x[t, 1]))


@turned_without_independence.proof
def _(p: Proof) -> None:
    p.calc(E(g[t + 1, 1]*x[t, 1]))
    p.eq(E(-g[t + 1, 1]*x[t, 1]), by.symmetry)  # wrong: the reasons do not give
