"""Events and finite laws: what a law, an independence or a range does not give."""

from sympy import Eq, Le, Ne, Or, Product, S, Sum

from proofs import (
    E,
    P,
    Proof,
    by,
    claim,
    every,
    everywhere,
    family,
    hypothesis,
    independent,
    indicator,
    integrable,
    nat,
    ordering,
    random_family,
    random_variable,
    real,
    takes,
    uniform,
)

p, u, v = real("p"), real("u"), real("v")
i, j, k, m, n = nat("i"), nat("j"), nat("k"), nat("m"), nat("n")
a = family("a", start=1, stop=n)
Z = random_family("Z", start=1)
draw, place = random_family("draw", start=1, stop=m, integer=True), random_family("place", start=1, stop=n, integer=True)
A, B = random_variable("A"), random_variable("B", integer=True)

TWO = {n: 2, m: 1, i: 1, k: 1, draw[1]: (1, 2)}


@hypothesis("$Z_i$ is 1 or 0", forall=[i >= 1])
def bits():
    return takes(Z[i], {1: p, 0: 1 - p})


@hypothesis("some example")
def some_example():
    return n >= 1


@hypothesis("uniform draws", forall=[k >= 1, k <= m])
def draws():
    return uniform(draw[k], n)


@hypothesis("independent draws")
def apart():
    return independent(draw)


@hypothesis("the blocks are 1 and 2")
def blocks():
    return everywhere(B >= 1, B <= 2)


@hypothesis("integrable $A$")
def integrable_a():
    return integrable(A)


@hypothesis("the sum vanishes")
def sum_vanishes():
    return Eq(Sum(a[j], (j, 1, n)), 0)


@hypothesis("no $a_i$ is negative", forall=[i >= 1, i <= n])
def nonnegative():
    return a[i] >= 0


@claim("event-law", "tests", given=[bits], where=[i >= 1], example={p: S(1)/2, i: 1, Z: (1, 0)})
def square_of_a_bit():
    return Eq(E(Z[i]**2), p)


@square_of_a_bit.proof
def _(q: Proof) -> None:
    q.calc(E(Z[i]**2))
    q.eq(p*1**2 + (1 - p)*0**2, bits)
    q.eq(p, by.algebra)


@claim("event-law-of-two", "tests", given=[bits], where=[i >= 1])
def two_bits():
    return Eq(E(Z[i]*Z[i + 1]), p**2)


@two_bits.proof
def _(q: Proof) -> None:
    q.calc(E(Z[i]*Z[i + 1]))
    q.eq(p**2, bits)  # wrong: the two sides have different normal forms


@claim("event-law-unnamed", "tests", given=[bits], where=[i >= 1])
def law_is_no_reason():
    return Eq(E(Z[i]), p)


@law_is_no_reason.proof
def _(q: Proof) -> None:
    q.calc(E(Z[i]))
    q.eq(p, by.linearity)  # wrong: these reasons carry it:  bits  (without by.linearity)


@claim("event-range", "tests", given=[some_example, draws, apart], where=[i >= 1, i <= n], example=TWO)
def all_missed():
    return Eq(E(Product(indicator(Ne(draw[k], i)), (k, 1, m))), Product(E(indicator(Ne(draw[k], i))), (k, 1, m)))


@all_missed.proof
def _(q: Proof) -> None:
    q.calc(E(Product(indicator(Ne(draw[k], i)), (k, 1, m))))
    q.eq(Product(E(indicator(Ne(draw[k], i))), (k, 1, m)), apart)


@claim("event-range-dependent", "tests", given=[some_example, draws], where=[i >= 1, i <= n])
def all_missed_by_anything():
    return Eq(E(Product(indicator(Ne(draw[k], i)), (k, 1, m))), Product(E(indicator(Ne(draw[k], i))), (k, 1, m)))


@all_missed_by_anything.proof
def _(q: Proof) -> None:
    q.calc(E(Product(indicator(Ne(draw[k], i)), (k, 1, m))))
    q.eq(Product(E(indicator(Ne(draw[k], i))), (k, 1, m)), by.independence)  # wrong: the two sides have different normal forms


@claim("event-range-too-long", "tests", given=[some_example, draws, apart], where=[i >= 1, i <= n])
def one_draw_too_many():
    return Eq(E(Product(indicator(Ne(draw[k], i)), (k, 1, m + 1))), (1 - 1/n)**(m + 1))


@one_draw_too_many.proof
def _(q: Proof) -> None:
    q.calc(E(Product(indicator(Ne(draw[k], i)), (k, 1, m + 1))))  # wrong: is not known to be defined
    q.eq((1 - 1/n)**(m + 1), apart)


@claim("event-same-draw", "tests", given=[some_example, draws, apart], where=[k >= 1, k <= m])
def one_draw_twice():
    return Eq(E(indicator(Eq(draw[k], 1))*indicator(Eq(draw[k], 2))), E(indicator(Eq(draw[k], 1)))*E(indicator(Eq(draw[k], 2))))


@one_draw_twice.proof
def _(q: Proof) -> None:
    q.calc(E(indicator(Eq(draw[k], 1))*indicator(Eq(draw[k], 2))))
    q.eq(E(indicator(Eq(draw[k], 1)))*E(indicator(Eq(draw[k], 2))), apart)  # wrong: the two sides have different normal forms


@claim("event-or", "tests")
def one_of_two():
    return Eq(indicator(Or(u > 0, v > 0)), indicator(u > 0) + indicator(v > 0))


@one_of_two.proof
def _(q: Proof) -> None:
    q.calc(indicator(Or(u > 0, v > 0)))
    q.eq(indicator(u > 0) + indicator(v > 0), by.indicator)  # wrong: it is false at


@claim("event-bounds", "tests")
def at_most_one():
    return Le(indicator(u > v), 1)


@at_most_one.proof
def _(q: Proof) -> None:
    q.conclude(by.order)


@claim("event-diagonal", "tests", where=[i >= 1])
def only_inside_the_range():
    return Eq(Sum(indicator(Eq(j, i)), (j, 1, n)), 1)


@only_inside_the_range.proof
def _(q: Proof) -> None:
    q.calc(Sum(indicator(Eq(j, i)), (j, 1, n)))
    q.eq(1, by.diagonal, by.indicator)  # wrong: it is false at


@claim("event-power", "tests", where=[n >= 1])
def product_of_a_constant():
    return Eq(Product(u, (k, 1, n)), u**n)


@product_of_a_constant.proof
def _(q: Proof) -> None:
    q.calc(Product(u, (k, 1, n)))
    q.eq(u**(n + 1), by.products)  # wrong: it is false at
    q.eq(u**n, by.powers)


@claim("event-block", "tests", given=[blocks, integrable_a], example={A: (1, 3), B: (1, 2)})
def conditional_mean_of_an_empty_block():
    return Eq(E(A, given=Eq(B, 1)), E(A, given=Eq(B, 1)))


@conditional_mean_of_an_empty_block.proof
def _(q: Proof) -> None:
    q.calc(E(A, given=Eq(B, 1)))  # wrong: is not known to be defined
    q.eq(E(A, given=Eq(B, 1)), by.algebra)


@claim("event-vanishing", "tests", given=[sum_vanishes, nonnegative], where=[i >= 1, i <= n])
def every_term_vanishes():
    return Eq(a[i], 0)


@every_term_vanishes.proof
def _(q: Proof) -> None:
    q.conclude(sum_vanishes, by.vanishing, nonnegative)


@claim("event-vanishing-signed", "tests", given=[sum_vanishes], where=[i >= 1, i <= n])
def every_signed_term_vanishes():
    return Eq(a[i], 0)


@every_signed_term_vanishes.proof
def _(q: Proof) -> None:
    q.conclude(sum_vanishes, by.vanishing)  # wrong: it is false at


@claim("event-some", "tests")
def at_least_one():
    return Eq(P(every(Ne(k, 0), (k, 1, n))), 1)


@at_least_one.proof
def _(q: Proof) -> None:
    q.calc(P(every(Ne(k, 0), (k, 1, n))))
    q.eq(E(S(0)), by.probability, by.indicator)  # wrong: it is false at
    q.eq(1, by.linearity)


@hypothesis("a random ordering")
def random_ordering():
    return ordering(place, n)


@claim("event-ordering", "tests", given=[some_example, random_ordering], where=[i >= 1, i <= n],
       example={n: 1, i: 1, place: 1})
def first_place():
    return Eq(E(indicator(Eq(place[1], i))), 1/n)


@first_place.proof
def _(q: Proof) -> None:
    q.calc(E(indicator(Eq(place[1], i))))
    q.eq(E(S(1)/n), random_ordering, by.diagonal, by.indicator, by.empty)
    q.eq(1/n, by.linearity)


@claim("event-ordering-dependent", "tests", given=[random_ordering], where=[i >= 1, i <= n, n >= 2])
def places_are_independent():
    return Eq(E(indicator(Eq(place[1], i))*indicator(Eq(place[2], i))), 1/n**2)


@places_are_independent.proof
def _(q: Proof) -> None:
    q.calc(E(indicator(Eq(place[1], i))*indicator(Eq(place[2], i))))
    q.eq(1/n**2, random_ordering, by.diagonal, by.indicator)  # wrong: the two sides have different normal forms


@claim("event-monotone", "tests", given=[bits], where=[i >= 1], example={p: S(1)/2, i: 1, Z: (1, 0)})
def mean_of_a_positive_variable():
    return Le(0, E(indicator(Z[i] >= 1)))


@mean_of_a_positive_variable.proof
def _(q: Proof) -> None:
    q.conclude(by.order)


@claim("event-monotone-wrong", "tests", given=[bits], where=[i >= 1])
def incomparable_means():
    return Le(E(indicator(Z[i] >= 0)), E(indicator(Z[i] >= 1)))


@incomparable_means.proof
def _(q: Proof) -> None:
    q.conclude(by.order)  # wrong: the reasons do not give
