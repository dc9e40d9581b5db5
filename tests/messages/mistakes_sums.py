"""Mistakes with sums and inductions: bounds, indices, starts, recurrences."""

from sympy import Eq, Le, Product, Sum, sqrt

from proofs import Proof, by, claim, family, nat, real, recurrence

i, j, n, m, t = nat("i"), nat("j"), nat("n"), nat("m"), nat("t")
q, w = real("q"), real("w")
a, b = family("a"), family("b")


@recurrence(latex="v", start={0: 0})
def v(t):
    return (1 - q)*v[t - 1] + q*a[t]


@recurrence(latex="s", start={1: 2})
def s(t):
    return s[t - 1] + 2


@claim("mistake-sums-last", "mistakes")
def off_by_one_bound():
    return Eq(Sum(a[i], (i, 1, n + 1)), Sum(a[i], (i, 1, n)) + a[n + 1])


@off_by_one_bound.proof
def _(p: Proof) -> None:
    p.calc(Sum(a[i], (i, 1, n + 1)))
    p.eq(Sum(a[i], (i, 1, n)) + a[n], by.last_term)
    p.eq(Sum(a[i], (i, 1, n)) + a[n + 1], by.algebra)


@claim("mistake-sums-count", "mistakes")
def one_term_too_few():
    return Eq(Sum(w, (i, 0, n)), n*w)


@one_term_too_few.proof
def _(p: Proof) -> None:
    p.calc(Sum(w, (i, 0, n)))
    p.eq(n*w, by.constant_term)


@claim("mistake-sums-shift", "mistakes")
def shifted_without_the_bounds():
    return Eq(Sum(a[i + 1], (i, 1, n)), Sum(a[i], (i, 2, n + 1)))


@shifted_without_the_bounds.proof
def _(p: Proof) -> None:
    p.calc(Sum(a[i + 1], (i, 1, n)))
    p.eq(Sum(a[i], (i, 1, n)), by.shift)


@claim("mistake-sums-product", "mistakes")
def product_of_sums_termwise():
    return Eq(Sum(a[i]*b[i], (i, 1, n)), Sum(a[i], (i, 1, n))*Sum(b[i], (i, 1, n)))


@product_of_sums_termwise.proof
def _(p: Proof) -> None:
    p.calc(Sum(a[i]*b[i], (i, 1, n)))
    p.eq(Sum(a[i], (i, 1, n))*Sum(b[i], (i, 1, n)), by.sums)


@claim("mistake-sums-square", "mistakes")
def square_of_a_sum_termwise():
    return Eq(Sum(a[i], (i, 1, n))**2, Sum(a[i]**2, (i, 1, n)))


@square_of_a_sum_termwise.proof
def _(p: Proof) -> None:
    p.calc(Sum(a[i], (i, 1, n))**2)
    p.eq(Sum(a[i]**2, (i, 1, n)), by.square_of_sum)


@claim("mistake-sums-swapped", "mistakes")
def limits_swapped():
    return Eq(Sum(Sum(a[i]*b[j], (j, 1, i)), (i, 1, n)), Sum(Sum(a[i]*b[j], (i, j, n)), (j, 1, n)))


@limits_swapped.proof
def _(p: Proof) -> None:
    p.calc(Sum(Sum(a[i]*b[j], (j, 1, i)), (i, 1, n)))
    p.eq(Sum(Sum(a[i]*b[j], (i, 1, j)), (j, 1, n)), by.exchange)
    p.eq(Sum(Sum(a[i]*b[j], (i, j, n)), (j, 1, n)), by.exchange)


@claim("mistake-sums-backwards", "mistakes")
def swapped_ends_of_a_sum():
    return Eq(Sum(w, (i, 1, n)), n*w)


@swapped_ends_of_a_sum.proof
def _(p: Proof) -> None:
    p.calc(Sum(w, (i, n, 1)))
    p.eq(n*w, by.constant_term)


@claim("mistake-sums-first", "mistakes")
def first_term_of_an_empty_sum():
    return Eq(Sum(a[i], (i, 1, n)), a[1] + Sum(a[i], (i, 2, n)))


@first_term_of_an_empty_sum.proof
def _(p: Proof) -> None:
    p.calc(Sum(a[i], (i, 1, n)))
    p.eq(a[1] + Sum(a[i], (i, 2, n)), by.first_term)


@claim("mistake-sums-geometric", "mistakes")
def geometric_sum_at_ratio_one():
    return Eq(Sum(q**i, (i, 0, n)), (1 - q**(n + 1))/(1 - q))


@geometric_sum_at_ratio_one.proof
def _(p: Proof) -> None:
    base, step = p.induction(n)
    base.calc(Sum(q**i, (i, 0, 0)))
    base.eq((1 - q**(0 + 1))/(1 - q), by.last_term)
    step.calc(Sum(q**i, (i, 0, n + 1)))
    step.eq(Sum(q**i, (i, 0, n)) + q**(n + 1), by.last_term)
    step.eq((1 - q**(n + 1))/(1 - q) + q**(n + 1), step.ih)
    step.eq((1 - q**(n + 1 + 1))/(1 - q), by.algebra)


@claim("mistake-sums-start", "mistakes", where=[t >= 1])
def induction_started_too_early():
    return Eq(s[t], 2*t)


@induction_started_too_early.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)
    base.calc(s[0])
    base.eq(0, s)
    step.calc(s[t + 1])
    step.eq(s[t] + 2, s)
    step.eq(2*t + 2, step.ih)
    step.eq(2*(t + 1), by.algebra)


@claim("mistake-sums-start-late", "mistakes")
def induction_started_too_late():
    return Eq(Sum(i, (i, 1, n)), n*(n + 1)/2)


@induction_started_too_late.proof
def _(p: Proof) -> None:
    base, step = p.induction(n, start=1)
    base.calc(Sum(i, (i, 1, 1)))
    base.eq(1, by.last_term)
    step.calc(Sum(i, (i, 1, n + 1)))
    step.eq(n*(n + 1)/2 + (n + 1), by.last_term, step.ih)
    step.eq((n + 1)*(n + 1 + 1)/2, by.algebra)


@claim("mistake-sums-before", "mistakes")
def recurrence_before_its_start():
    return Eq(v[0], (1 - q)*v[0])


@recurrence_before_its_start.proof
def _(p: Proof) -> None:
    p.calc(v[0])
    p.eq((1 - q)*v[-1] + q*a[0], v)
    p.eq((1 - q)*v[0], v)


@claim("mistake-sums-ih", "mistakes")
def induction_hypothesis_not_named():
    return Eq(Sum(2*i, (i, 1, n)), n*(n + 1))


@induction_hypothesis_not_named.proof
def _(p: Proof) -> None:
    base, step = p.induction(n)
    base.calc(Sum(2*i, (i, 1, 0)))
    base.eq(0, by.empty)
    step.calc(Sum(2*i, (i, 1, n + 1)))
    step.eq(n*(n + 1) + 2*(n + 1), by.last_term)
    step.eq((n + 1)*(n + 1 + 1), by.algebra)


@claim("mistake-sums-goal", "mistakes")
def step_proves_the_wrong_thing():
    return Eq(Sum(2*i, (i, 1, n)), n*(n + 1))


@step_proves_the_wrong_thing.proof
def _(p: Proof) -> None:
    base, step = p.induction(n)
    base.calc(Sum(2*i, (i, 1, 0)))
    base.eq(0, by.empty)
    step.calc(Sum(2*i, (i, 1, n)))
    step.eq(n*(n + 1), step.ih)


@claim("mistake-sums-formula", "mistakes")
def formula_with_a_wrong_constant():
    return Eq(Sum(i**2, (i, 1, n)), n*(n + 1)*(2*n + 1)/3)


@formula_with_a_wrong_constant.proof
def _(p: Proof) -> None:
    base, step = p.induction(n)
    base.calc(Sum(i**2, (i, 1, 0)))
    base.eq(0, by.empty)
    step.calc(Sum(i**2, (i, 1, n + 1)))
    step.eq(n*(n + 1)*(2*n + 1)/3 + (n + 1)**2, by.last_term, step.ih)
    step.eq((n + 1)*(n + 1 + 1)*(2*(n + 1) + 1)/3, by.algebra)


@claim("mistake-sums-product-empty", "mistakes")
def empty_product_is_not_zero():
    return Eq(Product(a[i], (i, 1, 0)), 0)


@empty_product_is_not_zero.proof
def _(p: Proof) -> None:
    p.calc(Product(a[i], (i, 1, 0)))
    p.eq(0, by.empty)


@claim("mistake-sums-bound", "mistakes")
def sum_bounded_without_signs():
    return Le(Sum(a[i]*b[i], (i, 1, n)), Sum(a[i], (i, 1, n)))


@sum_bounded_without_signs.proof
def _(p: Proof) -> None:
    p.calc(Sum(a[i]*b[i], (i, 1, n)))
    p.le(Sum(a[i], (i, 1, n)), by.termwise)


@claim("mistake-sums-jump", "mistakes")
def jump_too_large():
    return Eq(Sum(i, (i, 1, n)), n*(n + 1)/2)


@jump_too_large.proof
def _(p: Proof) -> None:
    p.calc(Sum(i, (i, 1, n)))
    p.eq(n*(n + 1)/2, by.sums)


@claim("mistake-sums-recurrence", "mistakes", where=[t >= 0])
def recurrence_at_any_index():
    return Eq(v[t], (1 - q)*v[t - 1] + q*a[t])


@recurrence_at_any_index.proof
def _(p: Proof) -> None:
    p.calc(v[t])
    p.eq((1 - q)*v[t - 1] + q*a[t], v)


@claim("mistake-sums-jump-recurrence", "mistakes")
def jump_over_an_induction():
    return Eq(s[n + 1], 2*n + 2)


@jump_over_an_induction.proof
def _(p: Proof) -> None:
    p.calc(s[n + 1])
    p.eq(2*n + 2, s)


@recurrence(latex="u", start={0: 0})
def squares(t):
    return squares[t - 1] + w**2


@claim("mistake-sums-known", "mistakes")
def owed_by_a_recurrence():
    return Eq(sqrt(squares[t])**2, squares[t])


@owed_by_a_recurrence.proof
def _(p: Proof) -> None:
    p.calc(sqrt(squares[t])**2)
    p.eq(squares[t], by.root)
