r"""A gradient step is the exact minimiser of a quadratic model, in any number of dimensions."""

from collections.abc import Sequence

from sympy import Eq, Ge, Implies

from proofs import Proof, by, claim, definition, dot, hypothesis, nat, norm2, real, source, vector

SEMINAR = source("Deep Learning, seminar 3", seed="ctu24-s3")

n = nat("n")
eps, c = real("epsilon", latex=r"\varepsilon"), real("c", latex=r"f(\theta)")
g, D = vector("g", n, latex=r"\mathbf{g}"), vector("Delta", n, latex=r"\Delta")


# -- definitions ---------------------------------------------------------------

@definition(latex="J")
def J(x):
    return c + dot(x, g) + 1/(2*eps)*norm2(x)


@hypothesis("positive step size")
def positive_step():
    return eps > 0


# -- claims --------------------------------------------------------------------

@claim("ctu24-s3-a4", SEMINAR.at("4, equation (4)"), given=[positive_step])
def gradient_step():
    r"""$-\varepsilon\,\mathbf{g}$ minimises $J$, and nothing else does."""
    return Ge(J(D), J(-eps*g)), Implies(Eq(J(D), J(-eps*g)), Eq(D, -eps*g))


@claim("ctu24-s3-a4:value", SEMINAR.at("4, equation (4)"), given=[positive_step])
def least_value():
    """The value at the minimiser."""
    return Eq(J(-eps*g), c - eps/2*norm2(g))


@claim("ctu24-s3-a4:uphill", SEMINAR.at("4, equation (4)"), given=[positive_step])
def step_along_the_gradient():
    r"""A step in the direction of $+\mathbf{g}$ minimises nothing."""
    return Ge(J(D), J(eps*g))


# -- derivations ---------------------------------------------------------------

@least_value.proof
def _(p: Proof) -> None:
    p.calc(J(-eps*g))
    p.eq(c + dot(-eps*g, g) + 1/(2*eps)*norm2(-eps*g), J)
    p.eq(c - eps/2*norm2(g), by.norm)


@step_along_the_gradient.refutation(corrected=gradient_step)
def _(p: Proof) -> None:
    p.instance({n: 1, eps: 1, c: 0, g: 1, D: -1})


@gradient_step.proof
def _(p: Proof) -> None:
    p.say("We complete the square; the value at the minimiser is then visible.")
    square = p.have(Eq(J(D), J(-eps*g) + 1/(2*eps)*norm2(D + eps*g)))
    square.calc(J(D))
    square.eq(c + dot(D, g) + 1/(2*eps)*norm2(D), J)
    square.eq(c - eps/2*norm2(g) + 1/(2*eps)*norm2(D + eps*g), by.completing_the_square)
    square.eq(J(-eps*g) + 1/(2*eps)*norm2(D + eps*g), least_value)

    minimal, unique = p.parts("Minimal.", "Unique.")

    minimal.calc(J(D))
    minimal.eq(J(-eps*g) + 1/(2*eps)*norm2(D + eps*g), square)
    minimal.ge(J(-eps*g), by.square, positive_step)

    equal_values = unique.assume(Eq(J(D), J(-eps*g)))
    vanishes = unique.have(Eq(norm2(D + eps*g), 0), square, equal_values, positive_step)
    zero = unique.have(Eq(D + eps*g, 0), vanishes, by.square)
    unique.conclude(zero)


# -- results -------------------------------------------------------------------

def step(theta: Sequence[float], gradient: Sequence[float], step_size: float) -> list[float]:
    """θ − εg: the one minimiser of the quadratic model around θ (claim `gradient_step`).

    theta, gradient: n numbers each; step_size ε > 0.

    >>> step([1.0, 2.0], [4.0, -2.0], 0.5)
    [-1.0, 3.0]
    """
    if step_size <= 0:
        raise ValueError(f"the step size must be positive (hypothesis: {positive_step.name}), not {step_size}")
    if len(theta) != len(gradient):
        raise ValueError(f"{len(theta)} parameters but {len(gradient)} gradient entries")
    return [x - step_size*y for x, y in zip(theta, gradient, strict=True)]
