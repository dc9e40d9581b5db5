r"""What a network's parameters say about its function, and the other way round.

A network with one hidden layer of $h$ units computes $f(x) = \sum_j c_j\,\sigma(w_j^\top x + b_j)$ on inputs of length $d$.
"""

from sympy import Abs, And, Eq, Ge, Implies, Le, Ne, Piecewise, S, Sum

from proofs import Proof, by, claim, definition, family, function, hypothesis, nat, real, relu, source

HOMEWORK = source("Homework 5, question 2", seed="ie498-hw5")

N, h, d = nat("N"), nat("h"), nat("d")
i, j, p1, p2 = nat("i"), nat("j"), nat("p"), nat("q")
x, z, t, a, u = family("x"), real("z"), real("t"), real("alpha", latex=r"\alpha"), real("u")
w, b, c, scale = family("w", indices=2), family("b"), family("c"), family("a", latex="a")
sigma = function("sigma", "real", value="real", latex=r"\sigma")
target, net, best, eps, const = family("y"), family("f"), family("g"), real("eps", latex=r"\varepsilon"), real("c0", latex="c")

TWO_UNITS = {h: 2, d: 1, j: 1, p1: 1, p2: 2}


# -- different parameters, the same function ----------------------------------------------

@definition(latex="z")
def before(j):
    return Sum(w[j, i]*x[i], (i, 1, d)) + b[j]


@definition(latex="u")
def unit(j):
    return c[j]*sigma(before(j))


@definition(latex="u'")
def exchanged(j):
    """The units p and q exchanged."""
    return Piecewise((unit(p2), Eq(j, p1)), (unit(p1), Eq(j, p2)), (unit(j), True))


@definition(latex=r"\Delta")
def change(k, l, j):
    """What the exchange does to unit k."""
    return Piecewise((unit(l) - unit(k), Eq(j, k)), (0, True))


@hypothesis("positive scales", forall=[j >= 1, j <= h])
def positive_scales():
    return scale[j] > 0


@claim("ie498-hw5-2a-nonunique", HOMEWORK.at("(a)"), where=[p1 >= 1, p1 <= h, p2 >= 1, p2 <= h, Ne(p1, p2)],
       example=TWO_UNITS)
def units_exchanged():
    """Exchanging two hidden units changes the parameters and not the function; so no permutation of them does."""
    return Eq(Sum(exchanged(j), (j, 1, h)), Sum(unit(j), (j, 1, h)))


@claim("ie498-hw5-2a-nonunique:unit", HOMEWORK.at("(a)"), where=[j >= 1, j <= h, Ne(p1, p2)], example=TWO_UNITS)
def unit_by_unit():
    """Unit by unit, what the exchange does."""
    return Eq(exchanged(j), unit(j) + change(p1, p2, j) + change(p2, p1, j))


@unit_by_unit.proof
def _(p: Proof) -> None:
    at_one, at_other, elsewhere = p.cases(Eq(j, p1), Eq(j, p2), And(Ne(j, p1), Ne(j, p2)))
    at_one.conclude(exchanged, change, at_one)
    at_other.conclude(exchanged, change, at_other)
    elsewhere.conclude(exchanged, change)


@claim("ie498-hw5-2a-nonunique:relu", HOMEWORK.at("(a)"), where=[a > 0])
def relu_is_homogeneous():
    """A positive factor may be taken out of ReLU."""
    return Eq(relu(a*u), a*relu(u))


@claim("ie498-hw5-2a-nonunique:different", HOMEWORK.at("(a)"), where=[Ne(u, 0), Ne(a, 1)], example={u: 1, a: 2})
def scaled_is_different():
    """A weight that is not 0 is changed by every factor but 1: the same function and loss at different parameters."""
    return Ne(a*u, u)


@scaled_is_different.proof
def _(p: Proof) -> None:
    p.conclude()


@claim("ie498-hw5-2a-nonunique:scale", HOMEWORK.at("(a)"), given=[positive_scales], example={h: 1, d: 1, scale: 2})
def units_scaled():
    """With ReLU the incoming weights of a unit may be scaled by any positive factor, if the outgoing one is divided by it."""
    return Eq(Sum(c[j]/scale[j]*relu(Sum(scale[j]*w[j, i]*x[i], (i, 1, d)) + scale[j]*b[j]), (j, 1, h)),
              Sum(c[j]*relu(before(j)), (j, 1, h)))


@relu_is_homogeneous.proof
def _(p: Proof) -> None:
    right, left = p.cases(u >= 0, u < 0)
    for case in (right, left):
        case.conclude(by.relu)


@units_scaled.proof
def _(p: Proof) -> None:
    p.calc(Sum(c[j]/scale[j]*relu(Sum(scale[j]*w[j, i]*x[i], (i, 1, d)) + scale[j]*b[j]), (j, 1, h)))
    p.eq(Sum(c[j]/scale[j]*relu(scale[j]*before(j)), (j, 1, h)), before)
    p.eq(Sum(c[j]/scale[j]*(scale[j]*relu(before(j))), (j, 1, h)), relu_is_homogeneous, positive_scales)
    p.eq(Sum(c[j]*relu(before(j)), (j, 1, h)), positive_scales)


@units_exchanged.proof
def _(p: Proof) -> None:
    p.calc(Sum(exchanged(j), (j, 1, h)))
    p.eq(Sum(unit(j), (j, 1, h)) + Sum(change(p1, p2, j), (j, 1, h)) + Sum(change(p2, p1, j), (j, 1, h)), unit_by_unit)
    p.eq(Sum(unit(j), (j, 1, h)), change, by.diagonal)


# -- what a small loss says, and what it does not --------------------------------------------

@definition(latex=r"\operatorname{mse}")
def squared_error(f):
    return Sum((f[i] - target[i])**2, (i, 1, N))/N


@definition(latex=r"\bar y")
def mean_target():
    return Sum(target[i], (i, 1, N))/N


@hypothesis("at least one example")
def some_example():
    return N >= 1


@hypothesis("the network is within $\\varepsilon$ of every target", forall=[i >= 1, i <= N])
def uniformly_close():
    return Abs(net[i] - target[i]) <= eps


@hypothesis("a constant within $\\varepsilon$ of every target", forall=[i >= 1, i <= N])
def constant_close():
    return Abs(const - target[i]) <= eps


@hypothesis("$g$ has no larger squared error")
def no_larger_loss():
    return squared_error(best) <= squared_error(net)


@claim("ie498-hw5-2b:one", HOMEWORK.at("(b)"), given=[uniformly_close], where=[i >= 1, i <= N],
       example={N: 1, i: 1, eps: 1, target: 0, net: 0})
def one_square():
    """The squared error of one example is at most $\\varepsilon^2$."""
    return Le((net[i] - target[i])**2, eps**2)


@one_square.proof
def _(p: Proof) -> None:
    gap = p.have(Le(Abs(net[i] - target[i]), eps), uniformly_close)
    p.calc((net[i] - target[i])**2)
    p.eq(Abs(net[i] - target[i])**2)
    p.le(eps**2, gap)


@claim("ie498-hw5-2b:least-squares", HOMEWORK.at("(b)"), given=[some_example], example={N: 1, target: 0})
def mean_is_least():
    """Among the constants the mean of the targets has the least squared error."""
    return Le(Sum((mean_target() - target[i])**2, (i, 1, N))/N, Sum((const - target[i])**2, (i, 1, N))/N)


@claim("ie498-hw5-2b:printed", HOMEWORK.at("(b)"), given=[some_example, constant_close], where=[j >= 1, j <= N])
def minimiser_is_uniformly_close():
    """A global minimum of the squared loss would be uniformly close when some parameters are; it need not be."""
    return Le(Abs(mean_target() - target[j]), eps)


@claim("ie498-hw5-2b", HOMEWORK.at("(b)"), given=[some_example, uniformly_close, no_larger_loss],
       example={N: 1, eps: 1, target: 0, net: 0, best: 0})
def small_loss():
    """What does follow: the least squared error is at most $\\varepsilon^2$."""
    return Le(squared_error(best), eps**2)


@mean_is_least.proof
def _(p: Proof) -> None:
    p.calc(Sum((const - target[i])**2, (i, 1, N))/N)
    p.eq(Sum((mean_target() - target[i])**2, (i, 1, N))/N + (const - mean_target())**2, mean_target)
    p.ge(Sum((mean_target() - target[i])**2, (i, 1, N))/N)


@minimiser_is_uniformly_close.refutation(corrected=small_loss)
def _(p: Proof) -> None:
    p.instance({N: 3, j: 3, eps: S(1)/2, const: S(1)/2, target: 0, target[3]: 1})


@small_loss.proof
def _(p: Proof) -> None:
    total = p.have(Le(Sum((net[i] - target[i])**2, (i, 1, N)), N*eps**2))
    total.calc(Sum((net[i] - target[i])**2, (i, 1, N)))
    total.le(Sum(eps**2, (i, 1, N)), by.termwise, one_square)
    total.eq(N*eps**2)
    p.calc(squared_error(best))
    p.le(squared_error(net), no_larger_loss)
    p.eq(Sum((net[i] - target[i])**2, (i, 1, N))/N, squared_error)
    p.le(eps**2, total)


# -- the slope of ReLU -------------------------------------------------------------------------

@claim("ie498-hw5-2c-relu", HOMEWORK.at("(c)"), where=[Abs(t) < Abs(z), Ne(z, 0)], example={z: 2, t: 1})
def slope_of_relu():
    """Near $z \\ne 0$ ReLU is a straight line, of slope 1 where the unit is active and 0 where it is not."""
    return Implies(z > 0, Eq(relu(z + t) - relu(z), 1*t)), Implies(z < 0, Eq(relu(z + t) - relu(z), 0*t))


@claim("ie498-hw5-2c-relu:printed", HOMEWORK.at("(c)"), where=[Abs(t) < Abs(z), Ne(z, 0)])
def relu_never_shrinks():
    """On inactive units the factor is 0: ReLU keeps the derivative on active units only."""
    return Eq(relu(z + t) - relu(z), t)


@slope_of_relu.proof
def _(p: Proof) -> None:
    active, inactive = p.parts("Active.", "Inactive.")
    active.assume(z > 0)
    active.have(Ge(z + t, 0))
    active.conclude(by.relu)
    inactive.assume(z < 0)
    inactive.have(Le(z + t, 0))
    inactive.conclude(by.relu)


@relu_never_shrinks.refutation(corrected=slope_of_relu)
def _(p: Proof) -> None:
    p.instance({z: -2, t: 1})


# -- results -------------------------------------------------------------------

def slope_factor(z: float) -> int:
    """The derivative of ReLU at z ≠ 0: 1 on an active unit, 0 on an inactive one (claim `slope_of_relu`).

    >>> slope_factor(0.5), slope_factor(-2.0)
    (1, 0)
    """
    if z == 0:
        raise ValueError("z must not be 0: ReLU has no derivative there")
    return 1 if z > 0 else 0
