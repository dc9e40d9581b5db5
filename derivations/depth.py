r"""Gradients through many layers: how plain layers make them small, and how residual blocks keep them.

A layer multiplies a vector by its weights and then by the slopes of its units; a residual block adds what the layer makes
to what came in.  Norms are squared, and no singular value is needed.
"""

from sympy import Abs, Eq, Ge, Implies, Le, S, Sum, exp

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
    hypothesis,
    nat,
    norm2,
    real,
    recurrence,
    source,
    tends,
    vector,
)

HOMEWORK = source("Homework 5", seed="ie498-hw5")

n, L, ell, i, j = nat("n"), nat("L"), nat("ell", latex=r"\ell"), nat("i"), nat("j")
c, omega, kappa = real("c"), real("omega", latex=r"\omega"), real("kappa", latex=r"\kappa")
x, z, r = real("x"), real("z"), real("r")
F = function("F", "real")
width, slopes = family("width", latex="n", integer=True), family("slopes", latex="s", indices=2)
W, A = family("W", indices=3), family("A", indices=3)
v, w, y = vector("v"), vector("w"), vector("y")


# -- definitions ---------------------------------------------------------------

@definition(latex=r"\sigma")
def logistic(z):
    return 1/(1 + exp(-z))


@definition(latex=r"\tfrac12")
def half():
    return S(1)/2


@recurrence(latex="u", start={0: v})
def through_layers(ell, i):
    return slopes[ell, i]*Sum(W[ell, i, j]*through_layers[ell - 1, j], (j, 1, width[ell - 1]))


@recurrence(latex="u", start={0: v})
def through_blocks(ell, i):
    return through_blocks[ell - 1, i] + Sum(A[ell, i, j]*through_blocks[ell - 1, j], (j, 1, n))


@hypothesis("every slope is at most $c$", forall=[ell >= 1, i >= 1, i <= width[ell]])
def bounded_slopes():
    return Le(slopes[ell, i]**2, c**2)


@hypothesis(r"every weight matrix has norm at most $\omega$", forall=[ell >= 0, y])
def bounded_weights():
    return Le(Sum(Sum(W[ell + 1, i, j]*y[j], (j, 1, width[ell]))**2, (i, 1, width[ell + 1])),
              omega**2*Sum(y[j]**2, (j, 1, width[ell])))


@hypothesis(r"slopes times weights are below 1")
def small_weights():
    return 0 <= c*omega, c*omega < 1


@hypothesis(r"every block has norm at most $\kappa$", forall=[ell >= 1, y])
def bounded_blocks():
    return Le(Sum(Sum(A[ell, i, j]*y[j], (j, 1, n))**2, (i, 1, n)), kappa**2*norm2(y, n))


@hypothesis(r"$\kappa$ is between 0 and 1")
def small_blocks():
    return 0 < kappa, kappa < 1


@hypothesis("the blocks are saturated", forall=[ell >= 1, i, j])
def saturated():
    return Eq(A[ell, i, j], 0)


@hypothesis("$F$ has the derivative $r$ at $x$")
def block_derivative():
    return derivative(F(z), z, r, at=x)


# -- claims --------------------------------------------------------------------

@claim("ie498-hw5-2c-vanish", HOMEWORK.at("2(c)"), given=[bounded_slopes, bounded_weights], where=[L >= 0])
def shrinking():
    r"""Behind $L$ layers a vector is at most $(c\omega)^L$ times as long: it vanishes when the slopes and weights are small."""
    return Le(Sum(through_layers[L, i]**2, (i, 1, width[L])), ((c*omega)**2)**L*Sum(v[i]**2, (i, 1, width[0])))


@claim("ie498-hw5-2c-vanish:limit", HOMEWORK.at("2(c)"), given=[bounded_slopes, bounded_weights, small_weights])
def vanishing():
    """With slopes and weights that are small together, nothing is left in the limit of many layers."""
    return tends(Sum(through_layers[L, i]**2, (i, 1, width[L])), L, 0)


@claim("ie498-hw5-2c-vanish:logistic", HOMEWORK.at("2(c)"))
def logistic_slope():
    r"""The slope of the logistic function is at most $\frac14$, so weights of norm below 4 let gradients vanish."""
    return (derivative(logistic(z), z, logistic(z)*(1 - logistic(z))), Le(logistic(z)*(1 - logistic(z)), S(1)/4))


@claim("ie498-hw5-2c-vanish:growth", HOMEWORK.at("2(c)"))
def logistic_growth():
    """Not without small weights: a logistic layer with weight 8 has slope 2 at the value that it keeps."""
    return Eq(logistic(8*half() - 4), half()), derivative(logistic(8*z - 4), z, 2, at=half())


@claim("ie498-hw5-2c-vanish:printed", HOMEWORK.at("2(c)"), given=[bounded_slopes, bounded_weights], where=[L >= 0])
def always_shrinking():
    """Without a condition on the weights: that more layers make a gradient smaller."""
    return Le(Sum(through_layers[L + 1, i]**2, (i, 1, width[L + 1])), Sum(through_layers[L, i]**2, (i, 1, width[L])))


@claim("ie498-hw5-2c-resid:derivative", HOMEWORK.at("2(c)"), given=[block_derivative])
def derivative_of_a_block():
    """The derivative of a residual block is that of its layer and one."""
    return derivative(F(z) + z, z, r + 1, at=x)


@claim("ie498-hw5-2c-resid:larger", HOMEWORK.at("2(c)"))
def when_it_is_larger():
    """It is at least as large exactly where the derivative of the layer is at least minus one half."""
    return (Implies(r >= -S(1)/2, Ge(Abs(r + 1), Abs(r))), Implies(Ge(Abs(r + 1), Abs(r)), r >= -S(1)/2))


@claim("ie498-hw5-2c-resid:printed", HOMEWORK.at("2(c)"), given=[block_derivative])
def always_larger():
    """As printed: the derivative of the block is larger than that of the layer."""
    return Ge(Abs(r + 1), Abs(r))


@claim("ie498-hw5-2c-resid:one", HOMEWORK.at("2(c)"), given=[small_blocks])
def one_block():
    """What a small layer adds takes away at most its share of the length."""
    return ForAll([y, w], Implies(norm2(w, n) <= kappa**2*norm2(y, n), (1 - kappa)**2*norm2(y, n) <= norm2(y + w, n)))


@claim("ie498-hw5-2c-resid", HOMEWORK.at("2(c)"), given=[small_blocks, bounded_blocks], where=[L >= 0])
def nothing_vanishes():
    r"""What is true: behind $L$ blocks of norm at most $\kappa$ a vector keeps $(1 - \kappa)^L$ of its length."""
    return Le(((1 - kappa)**2)**L*norm2(v, n), norm2(through_blocks[L], n))


@claim("ie498-hw5-2c-resid:saturated", HOMEWORK.at("2(c)"), given=[saturated], where=[L >= 0])
def saturated_blocks():
    """Saturated layers change nothing: the blocks are the identity."""
    return Eq(through_blocks[L, i], v[i])


# -- derivations ---------------------------------------------------------------

@shrinking.proof
def _(p: Proof) -> None:
    base, step = p.induction(L)
    base.conclude(through_layers)

    image = Sum(W[L + 1, i, j]*through_layers[L, j], (j, 1, width[L]))
    each = step.have(ForAll([i >= 1, i <= width[L + 1]], Le(through_layers[L + 1, i]**2, c**2*image**2)),
                     through_layers, bounded_slopes)
    terms = step.have(Le(Sum(through_layers[L + 1, i]**2, (i, 1, width[L + 1])), Sum(c**2*image**2, (i, 1, width[L + 1]))),
                      each, by.termwise)
    bound = step.have(Le(Sum(image**2, (i, 1, width[L + 1])), omega**2*Sum(through_layers[L, j]**2, (j, 1, width[L]))),
                      bounded_weights(L, through_layers[L]))
    step.calc(Sum(through_layers[L + 1, i]**2, (i, 1, width[L + 1])))
    step.le(Sum(c**2*image**2, (i, 1, width[L + 1])), terms)
    step.le(c**2*(omega**2*Sum(through_layers[L, j]**2, (j, 1, width[L]))), bound)
    step.le(c**2*(omega**2*(((c*omega)**2)**L*Sum(v[i]**2, (i, 1, width[0])))), step.ih)
    step.eq(((c*omega)**2)**(L + 1)*Sum(v[i]**2, (i, 1, width[0])))


@vanishing.proof
def _(p: Proof) -> None:
    p.have((c*omega)**2 < 1, small_weights)
    bound = p.have(tends(((c*omega)**2)**L*Sum(v[i]**2, (i, 1, width[0])), L, 0), by.limits)
    p.conclude(shrinking, bound, by.squeeze)


@logistic_slope.proof
def _(p: Proof) -> None:
    slope, bound = p.parts("Slope.", "Bound.")
    slope.conclude(by.derivative, logistic)
    bound.conclude()


@logistic_growth.proof
def _(p: Proof) -> None:
    kept, slope = p.parts("Kept.", "Slope.")
    kept.conclude(logistic, half)
    slope.conclude(by.derivative, logistic, half)


@always_shrinking.refutation(corrected=shrinking)
def _(p: Proof) -> None:
    p.instance({L: 0, width: 1, slopes: S(1)/4, W: 8, v: 1, c: S(1)/4, omega: 8})


@derivative_of_a_block.proof
def _(p: Proof) -> None:
    p.conclude(by.derivative, block_derivative)


@when_it_is_larger.proof
def _(p: Proof) -> None:
    there, back = p.parts("If.", "Only if.")
    at_least = there.assume(r >= -S(1)/2)
    there.conclude(at_least)
    larger = back.assume(Ge(Abs(r + 1), Abs(r)))
    squares = back.have(Le(r**2, (r + 1)**2))
    squares.calc(r**2)
    squares.le(Abs(r)*Abs(r + 1), larger)
    squares.le(Abs(r + 1)*Abs(r + 1), larger)
    squares.eq((r + 1)**2)
    back.conclude(squares)


@always_larger.refutation(corrected=when_it_is_larger)
def _(p: Proof) -> None:
    p.instance({F: lambda z: -z, r: -1, x: 0})


@one_block.proof
def _(p: Proof) -> None:
    square = p.have(Eq(norm2(kappa*y + w, n), kappa**2*norm2(y, n) + 2*kappa*dot(y, w, n) + norm2(w, n)), by.norm)
    whole = p.have(Eq(norm2(y + w, n), norm2(y, n) + 2*dot(y, w, n) + norm2(w, n)), by.norm)
    p.calc((1 - kappa)**2*norm2(y, n))
    p.le((1 - kappa)*norm2(y, n) - (1 - kappa)/kappa*norm2(w, n) + 1/kappa*norm2(kappa*y + w, n), small_blocks)
    p.eq(norm2(y + w, n), square, whole)


@nothing_vanishes.proof
def _(p: Proof) -> None:
    base, step = p.induction(L)
    base.conclude(through_blocks)
    added = through_blocks[L + 1] - through_blocks[L]
    small = step.have(Le(norm2(added, n), kappa**2*norm2(through_blocks[L], n)))
    small.calc(norm2(added, n))
    small.eq(Sum(Sum(A[L + 1, i, j]*through_blocks[L, j], (j, 1, n))**2, (i, 1, n)), through_blocks, by.norm)
    small.le(kappa**2*norm2(through_blocks[L], n), bounded_blocks(L + 1, through_blocks[L]))
    kept = step.have(ForAll([y, w], Implies(norm2(w, n) <= kappa**2*norm2(y, n),
                                            (1 - kappa)**2*norm2(y, n) <= norm2(y + w, n))), one_block)
    here = step.have(Le((1 - kappa)**2*norm2(through_blocks[L], n), norm2(through_blocks[L] + added, n)),
                     kept(through_blocks[L], added))
    step.calc(((1 - kappa)**2)**(L + 1)*norm2(v, n))
    step.eq((1 - kappa)**2*(((1 - kappa)**2)**L*norm2(v, n)))
    step.le((1 - kappa)**2*norm2(through_blocks[L], n), step.ih)
    step.le(norm2(through_blocks[L] + added, n), here)
    step.eq(norm2(through_blocks[L + 1], n), by.norm)


@saturated_blocks.proof
def _(p: Proof) -> None:
    base, step = p.induction(L)
    base.conclude(through_blocks)
    step.calc(through_blocks[L + 1, i])
    step.eq(through_blocks[L, i], through_blocks, saturated)
    step.eq(v[i], step.ih)


# -- results -------------------------------------------------------------------

def length_bound(slope: float, norm: float, layers: int) -> float:
    """(cω)ᴸ: how much longer a vector can be behind L layers with slopes up to c and weights of norm ω (claim `shrinking`).

    >>> length_bound(0.25, 2.0, 3)
    0.125
    """
    if layers < 0:
        raise ValueError(f"the number of layers must be at least 0, not {layers}")
    return abs(slope*norm)**layers


def retained_length(norm: float, blocks: int) -> float:
    """(1 − κ)ᴸ: what residual blocks of norm at most κ leave of a vector at least, for 0 < κ < 1 (claim `nothing_vanishes`).

    >>> retained_length(0.5, 2)
    0.25
    """
    if not 0 < norm < 1:
        raise ValueError(f"the norm must be between 0 and 1 (hypothesis: {small_blocks.words}), not {norm}")
    if blocks < 0:
        raise ValueError(f"the number of blocks must be at least 0, not {blocks}")
    return (1 - norm)**blocks
