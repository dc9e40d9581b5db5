"""Claims about one family at a row of another; quantifiers over what is random."""

from sympy import Eq, Ge, Implies, Sum

from proofs import E, ForAll, Proof, Var, by, claim, hypothesis, independent, integrable, nat, random_family, random_variable

n, m, i, k = nat("n"), nat("m"), nat("i"), nat("k")
x = random_family("x", start=1, stop=m)
rows = random_family("rows", latex="r", indices=2)
X, Y = random_variable("X"), random_variable("Y")


@hypothesis("square-integrable", forall=[k >= 1, k <= m])
def moments():
    return integrable(x[k]**2)


@hypothesis("independent")
def apart():
    return independent(x)


@hypothesis("square-integrable", forall=[n >= 1, k >= 1, k <= n])
def moments_of_rows():
    return integrable(rows[n, k]**2)


@hypothesis("each row independent", forall=[n >= 1])
def rows_apart():
    return independent(rows[n, k], (k, 1, n))


@hypothesis("each row independent, but for its last member", forall=[n >= 1])
def shorter_rows_apart():
    return independent(rows[n, k], (k, 1, n - 1))


@claim("right-product", "tests", given=[moments, apart], where=[m >= 2], example={m: 2, x: 0})
def product():
    return Eq(E(x[1]*x[2]), E(x[1])*E(x[2]))


@product.proof
def _(p: Proof) -> None:
    p.calc(E(x[1]*x[2]))
    p.eq(E(x[1])*E(x[2]), apart)


@claim("right-product-of-rows", "tests", given=[moments_of_rows, rows_apart], where=[n >= 2], example={n: 2, rows: 0})
def product_in_a_row():
    return Eq(E(rows[n, 1]*rows[n, 2]), E(rows[n, 1])*E(rows[n, 2]))


@product_in_a_row.proof
def _(p: Proof) -> None:
    p.calc(E(rows[n, 1]*rows[n, 2]))
    p.eq(E(rows[n, 1])*E(rows[n, 2]), product({x: rows[n, :], m: n}))


@claim("wrong-short-rows", "tests", given=[moments_of_rows, shorter_rows_apart], where=[n >= 2])
def product_in_a_short_row():
    return Eq(E(rows[n, 1]*rows[n, 2]), E(rows[n, 1])*E(rows[n, 2]))


@product_in_a_short_row.proof
def _(p: Proof) -> None:
    p.calc(E(rows[n, 1]*rows[n, 2]))
    p.eq(E(rows[n, 1])*E(rows[n, 2]), product({x: rows[n, :], m: n}))  # wrong: the reasons do not give


@claim("wrong-between-rows", "tests", given=[moments_of_rows, rows_apart], where=[n >= 2])
def product_of_two_rows():
    return Eq(E(rows[n, 1]*rows[n + 1, 2]), E(rows[n, 1])*E(rows[n + 1, 2]))


@product_of_two_rows.proof
def _(p: Proof) -> None:
    p.calc(E(rows[n, 1]*rows[n + 1, 2]))
    p.eq(E(rows[n, 1])*E(rows[n + 1, 2]), product({x: rows[n, :], m: n}))  # wrong: the reasons do not give


@claim("wrong-name", "tests", given=[moments_of_rows, rows_apart], where=[n >= 2])
def product_of_a_stranger():
    return Eq(E(rows[n, 1]*rows[n, 2]), E(rows[n, 1])*E(rows[n, 2]))


@product_of_a_stranger.proof
def _(p: Proof) -> None:
    p.calc(E(rows[n, 1]*rows[n, 2]))
    p.eq(E(rows[n, 1])*E(rows[n, 2]), product({rows: rows[n, :], m: n}))  # wrong: product does not speak of rows


@claim("right-for-all-random", "tests")
def variance_of_any():
    return ForAll([X], Implies(integrable(X**2), Eq(Var(2*X), 4*Var(X))))


@variance_of_any.proof
def _(p: Proof) -> None:
    p.assume(integrable(X**2))
    p.calc(Var(2*X))
    p.eq(E((2*X - E(2*X))**2), by.variance)
    p.eq(4*E((X - E(X))**2), by.linearity)
    p.eq(4*Var(X), by.variance)


@claim("wrong-for-all-random", "tests")
def mean_of_any():
    return ForAll([X], Ge(E(X**2), 0))


@mean_of_any.proof
def _(p: Proof) -> None:
    p.conclude(by.order)  # wrong: the reasons do not give


@claim("right-empty-rows", "tests", given=[moments_of_rows, rows_apart])
def row_of_none():
    return Eq(Sum(rows[0, i], (i, 1, 0)), 0)


@row_of_none.proof
def _(p: Proof) -> None:
    p.conclude(by.empty)
