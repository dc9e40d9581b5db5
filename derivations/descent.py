r"""How far a gradient step goes down: a quadratic model from above, and what a sum of such steps says about the gradient.

A smooth function $f$ has the gradient $g$ everywhere, and $g$ changes by at most $1/\varepsilon$ times the distance.  Vectors
have $n$ components.  Nothing is integrated: the gap to the model grows along every line, because its slope is nowhere negative.
"""

from sympy import Eq, Ge, Implies, Le, Piecewise, S, Sum

from proofs import (
    Exists,
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
    norm2,
    real,
    recurrence,
    source,
    vector,
)

SEMINAR = source("Deep Learning, seminar 3", seed="ctu24-s3")
HOMEWORK = source("Homework 5", seed="ie498-hw5")

n, i, k, N = nat("n"), nat("i"), nat("k"), nat("N")
eps, t, floor, least = real("epsilon", latex=r"\varepsilon"), real("t"), real("floor", latex="B"), real("least", latex="c")
f, g = function("f", "vector"), function("g", "vector", value="vector")
radius = real("radius", latex="r")
path, limit = family("path", latex=r"\theta", indices=2), vector("limit", latex=r"\theta^*")
start = vector("start", latex=r"\theta^0")
x, u, theta, step = vector("x"), vector("u"), vector("theta", latex=r"\theta"), vector("step", latex=r"\Delta")


# -- definitions ---------------------------------------------------------------

@definition(latex="J")
def model(step):
    return f(theta) + dot(step, g(theta), n) + 1/(2*eps)*norm2(step, n)


@definition(latex="r")
def gap(t):
    return f(theta) + t*dot(step, g(theta), n) + t**2/(2*eps)*norm2(step, n) - f(theta + t*step)


@definition(latex="r'")
def gap_slope(t):
    return t/eps*norm2(step, n) - dot(step, g(theta + t*step) - g(theta), n)


@recurrence(latex=r"\theta", start={0: start})
def run(k, i):
    return run[k - 1, i] - eps*g(run[k - 1])[i]


@hypothesis("positive step size")
def positive_step():
    return eps > 0


@hypothesis("$g$ is the gradient of $f$", forall=[x])
def differentiable():
    return gradient(f(x), x[i], g(x)[i], (i, 1, n))


@hypothesis(r"the gradient changes by at most $1/\varepsilon$ times the distance", forall=[x, u])
def smooth():
    return Le(eps**2*norm2(g(x) - g(u), n), norm2(x - u, n))


@hypothesis("$f$ is bounded below", forall=[x])
def bounded_below():
    return Ge(f(x), floor)


@hypothesis("gradient descent", forall=[k >= 0, i >= 1, i <= n])
def gradient_descent():
    return Eq(path[k + 1, i], path[k, i] - eps*g(path[k])[i])


@hypothesis(r"after $N$ steps it rests at $\theta^*$", forall=[k >= N, i >= 1, i <= n])
def comes_to_rest():
    return Eq(path[k, i], limit[i])


SADDLE = {f: lambda x: x[1]**2 - x[2]**2, g: lambda x, i: Piecewise((2*x[1], Eq(i, 1)), (-2*x[2], True)), n: 2, eps: S(1)/2,
          path: 0, path[0, 1]: 1, limit: 0, N: 1}
SQUARE = {f: lambda x: x[1]**2, g: lambda x, i: 2*x[i], n: 1, eps: S(1)/2, floor: 0, N: 1}


# -- claims --------------------------------------------------------------------

@claim("ctu24-s3-a4-approx:slope", SEMINAR.at("4, below equation (4)"), given=[positive_step, smooth], where=[t >= 0])
def slope_of_the_gap():
    """The slope of the gap is nowhere negative: twice a product is at most the sum of the squares."""
    return Ge(gap_slope(t), 0)


@claim("ctu24-s3-a4-approx", SEMINAR.at("4, below equation (4)"), given=[positive_step, differentiable, smooth])
def majorisation():
    """The quadratic model lies above the function."""
    return Le(f(theta + step), model(step))


@claim("ctu24-s3-a4-approx:descent", SEMINAR.at("4, below equation (4)"), given=[positive_step, differentiable, smooth])
def descent():
    """The step to the minimum of the model goes down by at least half the step size times the square of the gradient."""
    return ForAll([theta], Le(f(theta - eps*g(theta)), f(theta) - eps/2*norm2(g(theta), n)))


@claim("ie498-hw5-2a-guarantee:printed", HOMEWORK.at("2(a)"),
       given=[positive_step, differentiable, smooth, gradient_descent, comes_to_rest])
def local_minimum():
    """As printed: that gradient descent with small steps, where it comes to rest, has reached a local minimum."""
    return Exists([radius > 0], ForAll([u], Implies(norm2(u - limit, n) < radius, f(limit) <= f(u))))


@claim("ie498-hw5-2a-guarantee:sum", HOMEWORK.at("2(a)"), given=[positive_step, differentiable, smooth], where=[N >= 0])
def descents_add_up():
    """What the steps of gradient descent go down adds up."""
    return Le(eps/2*Sum(norm2(g(run[k - 1]), n), (k, 1, N)), f(start) - f(run[N]))


@claim("ie498-hw5-2a-guarantee", HOMEWORK.at("2(a)"), given=[positive_step, differentiable, smooth, bounded_below],
       where=[N >= 1], example=SQUARE)
def small_gradient():
    """What is guaranteed: among the first $N$ gradients one is small, as no number above the bound lies below all of them."""
    return Implies(ForAll([k >= 1, k <= N], least <= norm2(g(run[k - 1]), n)), least <= 2*(f(start) - floor)/(eps*N))


# -- derivations ---------------------------------------------------------------

@slope_of_the_gap.proof
def _(p: Proof) -> None:
    p.say("The gradient changes by its difference between the two places.")
    change = g(theta + t*step) - g(theta)
    later, here = p.cases(t > 0, Eq(t, 0))

    here.conclude(here, gap_slope, by.norm)

    bound = later.have(Le(eps**2*norm2(change, n), t**2*norm2(step, n)))
    bound.calc(eps**2*norm2(change, n))
    bound.le(norm2(theta + t*step - theta, n), smooth(theta + t*step, theta))
    bound.eq(t**2*norm2(step, n), by.norm)
    square = later.have(Eq(norm2(eps*change - t*step, n),
                           eps**2*norm2(change, n) - 2*eps*t*dot(step, change, n) + t**2*norm2(step, n)), by.norm)
    product = later.have(Ge(2*t**2*norm2(step, n) - 2*eps*t*dot(step, change, n), 0), bound, square)
    positive = later.have(1/(2*eps*t) > 0, later, positive_step)
    later.calc(gap_slope(t))
    later.eq(1/(2*eps*t)*(2*t**2*norm2(step, n) - 2*eps*t*dot(step, change, n)), gap_slope)
    later.ge(0, product, positive)


@majorisation.proof
def _(p: Proof) -> None:
    slope = p.have(ForAll([t >= 0, t <= 1], derivative(gap(t), t, gap_slope(t))), by.derivative, gap, gap_slope, differentiable)
    rising = p.have(ForAll([t >= 0, t <= 1], Ge(gap_slope(t), 0)), slope_of_the_gap)
    grown = p.have(Le(gap(0), gap(1)), by.monotone, slope, rising, gap)
    p.calc(f(theta + step))
    p.eq(model(step) - gap(1), gap, model)
    p.le(model(step) - gap(0), grown)
    p.eq(model(step), gap)


@descent.proof
def _(p: Proof) -> None:
    above = p.have(ForAll([step], Le(f(theta + step), model(step))))
    above.calc(f(theta + step))
    above.le(model(step), majorisation)
    p.calc(f(theta - eps*g(theta)))
    p.eq(f(theta + (-eps*g(theta))))
    p.le(model(-eps*g(theta)), above(-eps*g(theta)))
    p.eq(f(theta) - eps/2*norm2(g(theta), n), model, by.norm)


@descents_add_up.proof
def _(p: Proof) -> None:
    down = p.have(ForAll([theta], Le(f(theta - eps*g(theta)), f(theta) - eps/2*norm2(g(theta), n))), descent)
    base, step = p.induction(N)
    base.conclude(run)
    step.calc(eps/2*Sum(norm2(g(run[k - 1]), n), (k, 1, N + 1)))
    step.eq(eps/2*Sum(norm2(g(run[k - 1]), n), (k, 1, N)) + eps/2*norm2(g(run[N]), n))
    step.le(f(start) - f(run[N]) + eps/2*norm2(g(run[N]), n), step.ih)
    step.le(f(start) - f(run[N] - eps*g(run[N])), down(run[N]))
    step.eq(f(start) - f(run[N + 1]), run)


@local_minimum.refutation(corrected=small_gradient)
def _(p: Proof) -> None:
    p.instance(SADDLE)


@small_gradient.proof
def _(p: Proof) -> None:
    below = p.assume(ForAll([k >= 1, k <= N], least <= norm2(g(run[k - 1]), n)))
    terms = p.have(Le(Sum(least, (k, 1, N)), Sum(norm2(g(run[k - 1]), n), (k, 1, N))), below, by.termwise)
    total = p.have(Le(eps*N/2*least, f(start) - floor))
    total.calc(eps*N/2*least)
    total.eq(eps/2*Sum(least, (k, 1, N)))
    total.le(eps/2*Sum(norm2(g(run[k - 1]), n), (k, 1, N)), terms, positive_step)
    total.le(f(start) - f(run[N]), descents_add_up)
    total.le(f(start) - floor, bounded_below)
    p.calc(least)
    p.eq(2/(eps*N)*(eps*N/2*least), positive_step)
    p.le(2*(f(start) - floor)/(eps*N), total, positive_step)


# -- results -------------------------------------------------------------------

def smallest_gradient_bound(start: float, floor: float, step_size: float, steps: int) -> float:
    """2(f(θ⁰) − B)/(εN): at most this is the least square of the first N gradients (claim `small_gradient`).

    start: f(θ⁰); floor: a lower bound B of f; step_size: ε > 0, at most one over the Lipschitz constant of the gradient.

    >>> smallest_gradient_bound(3.0, 1.0, 0.5, 8)
    1.0
    """
    if step_size <= 0:
        raise ValueError(f"the step size must be positive (hypothesis: {positive_step.words}), not {step_size}")
    if start < floor:
        raise ValueError(f"the floor lies above the start (hypothesis: {bounded_below.words})")
    if steps < 1:
        raise ValueError(f"there must be at least one step, not {steps}")
    return 2*(start - floor)/(step_size*steps)
