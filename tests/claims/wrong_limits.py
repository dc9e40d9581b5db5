"""Derivations of limits that go wrong: a part without a limit, a bound that does not meet it, a limit of another sequence."""

from sympy import Abs, Eq, Implies, Le, Not, S, Sum, exp, sqrt

from proofs import ForAll, Proof, bounded_sums, by, claim, diverges, family, hypothesis, nat, real, tends

n, k, t = nat("n"), nat("k"), nat("t")
x, y, c = real("x"), real("y"), real("c")
a, b = family("a"), family("b")


@hypothesis("$a$ tends to $x$")
def limit_of_a():
    return tends(a[n], n, x)


@hypothesis("$b$ tends to $y$")
def limit_of_b():
    return tends(b[n], n, y)


@hypothesis("$b$ grows")
def growing():
    return diverges(b[n], n)


@hypothesis("$|c| < 1$")
def small():
    return Abs(c) < 1


@hypothesis("$a$ below $b$", forall=[n >= 0])
def below():
    return a[n] >= 0, a[n] <= b[n]


# -- algebra of limits ----------------------------------------------------------------


@claim("limits-right", "tests", given=[limit_of_a, limit_of_b, small], example={a: 1, b: 1, x: 1, y: 1, c: 0})
def all_parts():
    return tends(a[n + 2]*b[n] - 3*c**n + 1/(n + 1), n, x*y)


@all_parts.proof
def _(p: Proof) -> None:
    p.conclude(limit_of_a, limit_of_b, by.limits)


@claim("limits-right-2", "tests", given=[growing], example={b: lambda n: n})
def grows_and_vanishes():
    return diverges(2*b[n] + n**2 - 1, n), tends(exp(-b[n]) + sqrt(4 + 1/(n + 1)), n, sqrt(S(4)))


@grows_and_vanishes.proof
def _(p: Proof) -> None:
    p.conclude(growing, by.limits)


@claim("limits-value", "tests", given=[limit_of_a], example={a: 1, x: 1})
def another_value():
    return tends(2*a[n], n, x)


@another_value.proof
def _(p: Proof) -> None:
    p.conclude(limit_of_a, by.limits)  # wrong: it is false


@claim("limits-unnamed", "tests", given=[limit_of_a], example={a: 1, x: 1})
def unnamed():
    return tends(a[n], n, x)


@unnamed.proof
def _(p: Proof) -> None:
    p.conclude(by.limits)  # wrong: these reasons carry it:  by.limits, limit_of_a


@claim("limits-unneeded", "tests", given=[limit_of_a, limit_of_b], example={a: 1, b: 1, x: 1, y: 1})
def unneeded():
    return tends(a[n], n, x)


@unneeded.proof
def _(p: Proof) -> None:
    p.conclude(limit_of_a, limit_of_b, by.limits)  # wrong: limit_of_b is named but not used


@claim("limits-quotient", "tests", given=[limit_of_a], example={a: 1, x: 1})
def quotient():
    return Implies(tends(b[k], k, y), tends(a[k]/(1 + b[k]**2), k, x/(1 + y**2)))


@quotient.proof
def _(p: Proof) -> None:
    other = p.assume(tends(b[k], k, y))
    p.conclude(limit_of_a, other, by.limits)


@claim("limits-power", "tests")
def any_power():
    return tends(c**n, n, 0)


@any_power.proof
def _(p: Proof) -> None:
    p.conclude(by.limits)  # wrong: it is false


@claim("limits-indefinite", "tests", given=[growing], example={b: lambda n: n})
def difference_of_large():
    return tends(b[n] - b[n], n, 1)


@difference_of_large.proof
def _(p: Proof) -> None:
    p.conclude(growing, by.limits)  # wrong: no limit is known for a part


@claim("limits-finite", "tests", given=[limit_of_a], example={a: 1, x: 1})
def grows_although_it_converges():
    return diverges(a[n], n)


@grows_although_it_converges.proof
def _(p: Proof) -> None:
    p.conclude(limit_of_a, by.limits)  # wrong: it is false


@claim("limits-infinite", "tests")
def converges_although_it_grows():
    return tends(n**2, n, 1)


@converges_although_it_grows.proof
def _(p: Proof) -> None:
    p.conclude(by.limits)  # wrong: it is false


# -- comparison ------------------------------------------------------------------------


@claim("squeeze-right", "tests", given=[below, limit_of_b], example={a: 0, b: 0, y: 0})
def squeezed():
    return Implies(Eq(y, 0), tends(a[n], n, 0))


@squeezed.proof
def _(p: Proof) -> None:
    zero = p.assume(Eq(y, 0))
    p.conclude(below, limit_of_b, zero, by.squeeze)


@claim("squeeze-bounds", "tests", given=[below, limit_of_b], example={a: 0, b: 0, y: 0})
def bounds_apart():
    return tends(a[n], n, y)


@bounds_apart.proof
def _(p: Proof) -> None:
    p.conclude(below, limit_of_b, by.squeeze)  # wrong: it is false


@claim("squeeze-none", "tests", given=[limit_of_b], example={b: 0, y: 0})
def no_bounds():
    return tends(a[n], n, y)


@no_bounds.proof
def _(p: Proof) -> None:
    p.conclude(limit_of_b, by.squeeze)  # wrong: it is false


@claim("squeeze-above", "tests", given=[below, growing], example={a: 0, b: lambda n: n})
def bound_on_the_wrong_side():
    return diverges(a[n], n)


@bound_on_the_wrong_side.proof
def _(p: Proof) -> None:
    p.conclude(below, growing, by.squeeze)  # wrong: the bound does not grow


# -- order, bounded sums, contradiction ---------------------------------------------------


@claim("order-right", "tests", given=[below, limit_of_a], example={a: 0, b: 0, x: 0})
def limit_is_not_negative():
    return x >= 0


@limit_is_not_negative.proof
def _(p: Proof) -> None:
    p.conclude(limit_of_a, by.limit_order)


@claim("order-wrong", "tests", given=[below, limit_of_a], example={a: 0, b: 0, x: 0})
def limit_is_at_least_one():
    return x >= 1


@limit_is_at_least_one.proof
def _(p: Proof) -> None:
    p.conclude(limit_of_a, by.limit_order)  # wrong: it is false


@claim("bounded-helper", "tests")
def finite_sum():
    return Sum((S(1)/2)**k, (k, 0, n)) <= 2 - (S(1)/2)**n


@finite_sum.proof
def _(p: Proof) -> None:
    base, step = p.induction(n)
    base.conclude(by.last_term)
    step.calc(Sum((S(1)/2)**k, (k, 0, n + 1)))
    step.eq(Sum((S(1)/2)**k, (k, 0, n)) + (S(1)/2)**(n + 1), by.last_term)
    step.le(2 - (S(1)/2)**n + (S(1)/2)**(n + 1), step.ih)
    step.eq(2 - (S(1)/2)**(n + 1), by.powers)


@claim("bounded-right", "tests")
def bounded_by_two():
    return bounded_sums((S(1)/2)**k, k)


@bounded_by_two.proof
def _(p: Proof) -> None:
    bound = p.have(Implies(n >= 0, Le(Sum((S(1)/2)**k, (k, 0, n)), 2)))
    bound.assume(n >= 0)
    bound.conclude(finite_sum)
    p.conclude(bound, by.bounded)


@claim("bounded-wrong", "tests")
def bounded_by_itself():
    return bounded_sums((S(1)/2)**k, k)


@bounded_by_itself.proof
def _(p: Proof) -> None:
    p.conclude(finite_sum, by.bounded)  # wrong: no bound of the sums is known


@claim("size-right", "tests")
def size_of_three():
    return Eq(Abs(x*y), Abs(x)*Abs(y))


@size_of_three.proof
def _(p: Proof) -> None:
    p.conclude(by.size)


@claim("size-wrong", "tests")
def size_of_a_sum():
    return Eq(Abs(x + y), Abs(x) + Abs(y))


@size_of_a_sum.proof
def _(p: Proof) -> None:
    p.conclude(by.size)  # wrong: it is false at


@claim("exponents-right", "tests")
def gathered():
    return Eq(exp(x)**3*exp(y), exp(3*x + y))


@gathered.proof
def _(p: Proof) -> None:
    p.conclude(by.exponents)


@claim("exponents-wrong", "tests")
def exponents_multiplied():
    return Eq(exp(x)*exp(y), exp(x*y))


@exponents_multiplied.proof
def _(p: Proof) -> None:
    p.conclude(by.exponents)  # wrong: it is false at


@claim("contradiction-wrong", "tests", given=[small], example={c: 0})
def no_contradiction():
    return Eq(c, 0)


@no_contradiction.proof
def _(p: Proof) -> None:
    p.conclude(small, by.contradiction)  # wrong: it is false at


# -- finite sums --------------------------------------------------------------------------


@claim("limits-sum", "tests", given=[limit_of_a, small], example={a: 1, x: 1, c: 0, t: 2})
def sum_over_a_fixed_range():
    return tends(Sum(k*c**n + a[n], (k, 1, t)), n, t*x)


@sum_over_a_fixed_range.proof
def _(p: Proof) -> None:
    p.conclude(limit_of_a, by.limits, by.sums)


@claim("limits-sum-range", "tests")
def sum_over_a_growing_range():
    return tends(Sum(1/(n + 1), (k, 0, n)), n, 0)


@sum_over_a_growing_range.proof
def _(p: Proof) -> None:
    p.conclude(by.limits)  # wrong: it is false


@claim("limits-sum-term", "tests", given=[limit_of_a], example={a: 1, x: 1, t: 2})
def sum_with_a_growing_term():
    return tends(Sum(a[n] + n*k, (k, 1, t)), n, t*x)


@sum_with_a_growing_term.proof
def _(p: Proof) -> None:
    p.conclude(limit_of_a, by.limits)  # wrong: it is false at


# -- sequences that grow and have no bound; shifts by a symbol -------------------------------


def grows():
    return ForAll([n >= 0], b[n] <= b[n + 1])


def no_bound():
    return ForAll([c], Not(ForAll([n >= 0], b[n] <= c)))


@claim("unbounded-right", "tests")
def growing_without_bound():
    return Implies(grows(), Implies(no_bound(), diverges(b[n], n)))


@growing_without_bound.proof
def _(p: Proof) -> None:
    more, most = p.assume(grows()), p.assume(no_bound())
    p.conclude(more, most, by.unbounded)


@claim("unbounded-wrong-swings", "tests")
def swinging_without_bound():
    return Implies(no_bound(), diverges(b[n], n))


@swinging_without_bound.proof
def _(p: Proof) -> None:
    most = p.assume(no_bound())
    p.conclude(most, by.unbounded)  # wrong: it is not known that the members grow


@claim("unbounded-wrong-bounded", "tests")
def growing_below_a_bound():
    return Implies(grows(), diverges(b[n], n))


@growing_below_a_bound.proof
def _(p: Proof) -> None:
    more = p.assume(grows())
    p.conclude(more, by.unbounded)  # wrong: it is false at b[i] = 1


@claim("unbounded-wrong-limit", "tests")
def unbounded_with_a_limit():
    return Implies(grows(), Implies(no_bound(), tends(b[n], n, x)))


@unbounded_with_a_limit.proof
def _(p: Proof) -> None:
    more, most = p.assume(grows()), p.assume(no_bound())
    p.conclude(more, most, by.unbounded)  # wrong: the reasons do not give


@claim("shift-right", "tests", given=[limit_of_a], example={a: 1, x: 1, t: 1})
def shifted_by_a_symbol():
    return tends(a[n + t], n, x)


@shifted_by_a_symbol.proof
def _(p: Proof) -> None:
    p.conclude(limit_of_a, by.limits)


@claim("shift-wrong", "tests", given=[limit_of_a])
def every_other_member():
    return tends(a[n + n], n, x)


@every_other_member.proof
def _(p: Proof) -> None:
    p.conclude(limit_of_a, by.limits)  # wrong: no limit is known
