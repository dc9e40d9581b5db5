"""Derivatives with a wrong value, without what they rest on, or where there is none."""

from sympy import Eq, Ge, Le, Piecewise, Sum, exp

from proofs import (
    ForAll,
    Proof,
    by,
    claim,
    definition,
    derivative,
    dot,
    family,
    function,
    gradient,
    hypothesis,
    nat,
    real,
    relu,
    vector,
)

x, y, t = real("x"), real("y"), real("t")
n, m, i, j, k = nat("n"), nat("m"), nat("i"), nat("j"), nat("k")
w, a, A = family("w"), family("a"), family("A", indices=2)
f, F = function("f", "real"), function("F", "vector")
slope = function("slope", "real")
u, g, h = vector("u"), vector("g"), vector("h")
ZERO = {F: 0, g: 0, h: 0, u: 0, n: 1}


@definition(latex="q")
def loss(x):
    return (x - y)**2


@definition(latex="c")
def cube(x):
    return x**3


@definition(latex="s")
def linear():
    return Sum(w[i]*a[i], (i, 1, n))


@hypothesis("$f$ has a derivative at $y$")
def smooth_at_y():
    return derivative(f(x), x, slope(y), at=y)


@hypothesis("$g$ is the gradient at $u$")
def first_gradient():
    return gradient(F(u), u[i], g[i], (i, 1, n))


@hypothesis("$h$ is the gradient at $u$")
def second_gradient():
    return gradient(F(u), u[i], h[i], (i, 1, n))


# -- rules ---------------------------------------------------------------------


@claim("derivative-twin", "tests")
def square():
    return derivative(loss(x), x, 2*(x - y))


@square.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, loss)


@claim("wrong-derivative-value", "tests")
def forgotten_factor():
    return derivative(loss(x), x, x - y)


@forgotten_factor.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, loss)  # wrong: it is false


@claim("wrong-derivative-definition", "tests")
def unopened():
    return derivative(loss(x), x, 2*(x - y))


@unopened.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative)  # wrong: these reasons carry it:  by.derivative, loss


@claim("wrong-derivative-reason", "tests")
def not_said():
    return derivative(x**2, x, 2*x)


@not_said.proof
def _(p: Proof) -> None:
    p.conclude(by.algebra)  # wrong: the reasons do not give


@claim("wrong-derivative-unneeded", "tests")
def unneeded():
    return Eq(x + x, 2*x)


@unneeded.proof
def _(p: Proof) -> None:
    p.calc(x + x)
    p.eq(2*x, by.derivative)  # wrong: by.derivative is named but not used


@claim("wrong-derivative-unknown", "tests", given=[smooth_at_y])
def at_another_place():
    return derivative(f(t), t, slope(t))


@at_another_place.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, smooth_at_y)  # wrong: no reason gives the derivative there


@claim("chain-twin", "tests", given=[smooth_at_y], example={f: 0, slope: 0, y: 0})
def inside():
    return derivative(f(2*x), x, 2*slope(y), at=y/2)


@inside.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, smooth_at_y)


@claim("wrong-derivative-kink", "tests")
def kink():
    return derivative(relu(x), x, 1)


@kink.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative)  # wrong: it is false at x = 0


@claim("wrong-derivative-power", "tests", where=[n >= 0])
def constant_power():
    return derivative(x**n, x, n*x**(n - 1))


@constant_power.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative)  # wrong: it is undefined at


# -- gradients -----------------------------------------------------------------


@claim("gradient-twin", "tests")
def linear_gradient():
    return gradient(linear(), w[i], a[i], (i, 1, n))


@linear_gradient.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, linear)


@claim("wrong-gradient-size", "tests")
def too_short():
    return gradient(linear(), w[i], a[i], (i, 1, m))


@too_short.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, by.sums, linear)  # wrong: it is false


@claim("wrong-gradient-transposed", "tests")
def transposed():
    return gradient(Sum(Sum(A[i, j]*a[i]*w[j], (j, 1, n)), (i, 1, m)), A[i, j], a[j]*w[i], (i, 1, m), (j, 1, n))


@transposed.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, by.exchange)  # wrong: the two sides have different normal forms


@claim("exchange-twin", "tests")
def exchanged():
    return Eq(Sum(a[i]*Sum(A[i, j], (j, 1, n)), (i, 1, m)), Sum(Sum(a[i]*A[i, j], (i, 1, m)), (j, 1, n)))


@exchanged.proof
def _(p: Proof) -> None:
    p.calc(Sum(a[i]*Sum(A[i, j], (j, 1, n)), (i, 1, m)))
    p.eq(Sum(Sum(a[i]*A[i, j], (i, 1, m)), (j, 1, n)), by.exchange)


@claim("wrong-exchange", "tests")
def triangle():
    return Eq(Sum(Sum(A[i, j], (j, 1, i)), (i, 1, m)), Sum(Sum(A[i, j], (i, 1, m)), (j, 1, m)))


@triangle.proof
def _(p: Proof) -> None:
    p.calc(Sum(Sum(A[i, j], (j, 1, i)), (i, 1, m)))
    p.eq(Sum(Sum(A[i, j], (i, 1, m)), (j, 1, m)), by.exchange)  # wrong: it is false at


# -- what derivatives are good for -------------------------------------------------


@claim("uniqueness-twin", "tests", given=[first_gradient, second_gradient], where=[k >= 1, k <= n], example={**ZERO, k: 1})
def one_gradient():
    return Eq(g[k], h[k])


@one_gradient.proof
def _(p: Proof) -> None:
    p.calc(g[k])
    p.eq(h[k], by.uniqueness, first_gradient, second_gradient)


@claim("wrong-uniqueness-range", "tests", given=[first_gradient, second_gradient], where=[k >= 1])
def beyond_the_range():
    return Eq(g[k], h[k])


@beyond_the_range.proof
def _(p: Proof) -> None:
    p.calc(g[k])
    p.eq(h[k], by.uniqueness, first_gradient, second_gradient)  # wrong: the two sides have different normal forms


@claim("wrong-uniqueness-single", "tests", given=[first_gradient], where=[k >= 1, k <= n])
def only_one_fact():
    return Eq(g[k], h[k])


@only_one_fact.proof
def _(p: Proof) -> None:
    p.calc(g[k])
    p.eq(h[k], by.uniqueness, first_gradient)  # wrong: it is false at


@claim("monotone-twin", "tests")
def grows():
    return Le(cube(0), cube(1))


@grows.proof
def _(p: Proof) -> None:
    slope = p.have(ForAll([t >= 0, t <= 1], derivative(cube(t), t, 3*t**2)), by.derivative, cube)
    rising = p.have(ForAll([t >= 0, t <= 1], Ge(3*t**2, 0)))
    rising.calc(3*t**2)
    rising.ge(0, by.order)
    p.conclude(by.monotone, cube, slope, rising)


@claim("wrong-monotone", "tests")
def falls():
    return Le(1, exp(1))


@falls.proof
def _(p: Proof) -> None:
    slope = p.have(ForAll([t >= 0, t <= 1], derivative(t**2 - 2*t, t, 2*t - 2)), by.derivative)
    p.conclude(by.monotone, slope)  # wrong: the reasons do not give


@claim("locality-twin", "tests")
def near_one():
    return derivative(relu(x), x, 1, at=1)


@near_one.proof
def _(p: Proof) -> None:
    same = p.have(ForAll([t > 0], Eq(relu(t), t)))
    same.calc(relu(t))
    same.eq(t, by.relu)
    p.conclude(by.locality, same)


@claim("wrong-locality", "tests")
def not_around_zero():
    return derivative(relu(x), x, 1, at=0)


@not_around_zero.proof
def _(p: Proof) -> None:
    same = p.have(ForAll([t > 0], Eq(relu(t), t)))
    same.calc(relu(t))
    same.eq(t, by.relu)
    p.conclude(by.locality, same)  # wrong: the reasons do not give


@claim("wrong-inner-product", "tests", given=[first_gradient])
def direction():
    return derivative(F(u + t*h), t, dot(h, h, n), at=0)


@direction.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, first_gradient)  # wrong: the two sides have different normal forms


# -- choices ------------------------------------------------------------------------------------


@claim("choice-right", "tests", where=[x > 1])
def of_the_case_above():
    return derivative(Piecewise((1/x, x > 1), (3, True)), x, -1/x**2)


@of_the_case_above.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative)


@claim("choice-right-below", "tests", where=[x < y])
def of_the_case_below():
    return derivative(Piecewise((x**2, y <= x), (3*x, True)), x, 3)


@of_the_case_below.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative)


@claim("choice-wrong-at-the-jump", "tests", where=[x >= 1])
def of_a_jump():
    return derivative(Piecewise((x**2, x >= 1), (3, True)), x, 2*x)


@of_a_jump.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative)  # wrong: the reasons do not give


@claim("choice-wrong-case", "tests", where=[x < 1])
def of_the_other_case():
    return derivative(Piecewise((x**2, x >= 1), (3, True)), x, 2*x)


@of_the_other_case.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative)  # wrong: the reasons do not give
