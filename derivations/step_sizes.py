r"""Gradient descent with a constant step on $f(\theta) = \frac h2\theta^2$: when it reaches the minimum 0."""

from sympy import Abs, And, Eq, Equivalent, Implies, Ne, S

from proofs import Proof, by, claim, hypothesis, nat, real, recurrence, source, tends

HOMEWORK = source("Homework 5", seed="ie498-hw5")

x, y = real("x"), real("y")
h, alpha = real("h"), real("alpha", latex=r"\alpha")
first = real("first", latex=r"\theta^0")
k = nat("k")


# -- definitions and hypotheses --------------------------------------------------

@recurrence(latex=r"\theta", start={0: first})
def theta(k):
    """Gradient descent with a constant step."""
    return theta[k - 1] - alpha*(h*theta[k - 1])


@hypothesis("a start that is not the minimum")
def elsewhere():
    return Ne(first, 0)


@hypothesis("an iterate that is not the minimum")
def moving():
    return Ne(theta[k], 0)


@hypothesis("a factor of at least 1")
def expanding():
    return 1 <= Abs(1 - alpha*h)


# -- claims --------------------------------------------------------------------

@claim("ie498-hw5-3b-sgd:size", HOMEWORK.at("3b"))
def size_of_product():
    """The absolute value of a product."""
    return Eq(Abs(x*y), Abs(x)*Abs(y))


@claim("ie498-hw5-3b-sgd:closed", HOMEWORK.at("3b"))
def closed_form():
    """With a constant step the distance to the minimum is multiplied by the same factor each time."""
    return Eq(theta[k], (1 - alpha*h)**k*first)


@claim("ie498-hw5-3b-sgd:stays", HOMEWORK.at("3b"), given=[expanding])
def stays_away():
    """With a factor of at least 1 the iterates come no closer."""
    return Abs(first) <= Abs(theta[k])


@claim("ie498-hw5-3b-sgd:sufficient", HOMEWORK.at("3b"))
def small_steps_converge():
    """Steps with $0 < \\alpha h < 2$ lead to the minimum from everywhere."""
    return Implies(And(0 < alpha*h, alpha*h < 2), tends(theta[k], k, 0))


@claim("ie498-hw5-3b-sgd:necessary", HOMEWORK.at("3b"), given=[elsewhere])
def only_small_steps_converge():
    """From anywhere else than the minimum no other steps do."""
    return Implies(tends(theta[k], k, 0), And(0 < alpha*h, alpha*h < 2))


@claim("ie498-hw5-3b-sgd", HOMEWORK.at("3b"), given=[elsewhere])
def converges_iff():
    """Gradient descent converges to the minimum exactly for $0 < \\alpha h < 2$."""
    return Equivalent(tends(theta[k], k, 0), And(0 < alpha*h, alpha*h < 2))


@claim("ie498-hw5-3b-sgd:printed", HOMEWORK.at("3b"))
def converges_iff_from_everywhere():
    """Without the condition on the start: at the minimum every step converges."""
    return Equivalent(tends((1 - alpha*h)**k*first, k, 0), And(0 < alpha*h, alpha*h < 2))


@claim("ie498-hw5-3b-sgd:overshoot", HOMEWORK.at("3b"), given=[moving], where=[k >= 0])
def overshoots_iff():
    """A step that does not start at the minimum overshoots it, with a change of sign, exactly for $\\alpha h > 1$."""
    return Implies(alpha*h > 1, theta[k + 1]*theta[k] < 0), Implies(alpha*h <= 1, theta[k + 1]*theta[k] >= 0)


# -- derivations ---------------------------------------------------------------

@size_of_product.proof
def _(p: Proof) -> None:
    p.conclude(by.size)


@closed_form.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.conclude(theta)
    step.calc(theta[k + 1])
    step.eq(theta[k] - alpha*(h*theta[k]), theta)
    step.eq((1 - alpha*h)*((1 - alpha*h)**k*first), step.ih)
    step.eq((1 - alpha*h)**(k + 1)*first)


@stays_away.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.conclude(theta)
    step.calc(Abs(first))
    step.le(Abs(theta[k]), step.ih)
    step.le(Abs(1 - alpha*h)*Abs(theta[k]), expanding)
    step.eq(Abs(theta[k + 1]), size_of_product(1 - alpha*h, theta[k]), theta)


@small_steps_converge.proof
def _(p: Proof) -> None:
    p.assume(And(0 < alpha*h, alpha*h < 2))
    p.conclude(closed_form, by.limits)


@only_small_steps_converge.proof
def _(p: Proof) -> None:
    limit = p.assume(tends(theta[k], k, 0))
    small, large = p.cases(Abs(1 - alpha*h) < 1, Abs(1 - alpha*h) >= 1)
    small.conclude(small)
    size = large.have(tends(Abs(theta[k]), k, Abs(S(0))), limit, by.limits)
    large.have(Implies(k >= 0, Abs(first) <= Abs(theta[k])), stays_away, large)
    large.have(Abs(first) <= Abs(S(0)), size, by.limit_order)
    large.have(Abs(first) > 0, elsewhere)
    large.conclude(by.contradiction)


@converges_iff.proof
def _(p: Proof) -> None:
    p.conclude(small_steps_converge, only_small_steps_converge)


@converges_iff_from_everywhere.refutation(corrected=converges_iff)
def _(p: Proof) -> None:
    p.instance({first: 0, alpha: 0, h: 1})


@overshoots_iff.proof
def _(p: Proof) -> None:
    product = p.have(Eq(theta[k + 1]*theta[k], (1 - alpha*h)*theta[k]**2), theta)
    square = p.have(theta[k]**2 > 0, moving)
    over, under = p.parts("Overshooting.", "Not overshooting.")
    over.assume(alpha*h > 1)
    over.conclude(product, square)
    under.assume(alpha*h <= 1)
    under.conclude(product, square)


# -- results -------------------------------------------------------------------

def distance(start: float, step: float, curvature: float, k: int) -> float:
    """θ_k = (1 − αh)ᵏ θ_0 after k ≥ 0 steps of size α on ½hθ² (claim `closed_form`).

    >>> distance(1.0, 0.5, 1.0, 3)
    0.125
    """
    if k < 0:
        raise ValueError(f"k must be at least 0, not {k}")
    return (1 - step*curvature)**k*start


def reaches_minimum(step: float, curvature: float) -> bool:
    """Does gradient descent reach the minimum from everywhere: is 0 < αh < 2 (claim `converges_iff`)?

    >>> reaches_minimum(0.5, 3.0), reaches_minimum(1.0, 2.0)
    (True, False)
    """
    return 0 < step*curvature < 2
