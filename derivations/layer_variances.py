r"""How the variances of the pre-activations travel through a ReLU network, and the initialisation that keeps them.

Layer $k$ has $n_k$ units; $W_{k,i,j}$ weighs unit $j$ of layer $k - 1$ in unit $i$, and $x_{0,i} = z_i$ are the inputs.
In $b(k, i, m)$ the first $m$ weights of $a_{k,i}$ have the other sign; $\alpha(k)$ is the variance that layer $k$ will have.
There are no biases.  Depth and widths are symbolic.  All weights are independent of each other and of the inputs, which may
depend on each other in any way; that a weight is independent of the layers before it follows, as they are functions of the
earlier weights and the input.  Units of one layer depend on each other: they share inputs.
"""

from collections.abc import Sequence
from typing import Any

from sympy import Eq, Equivalent, Implies, Product, Rational, S, Sum

from derivations import symmetric_weights as neuron
from derivations.library import halves_of_a_square
from proofs import (
    E,
    ForAll,
    Proof,
    Var,
    by,
    claim,
    definition,
    family,
    hypothesis,
    independent,
    integer,
    integrable,
    nat,
    random_family,
    real,
    recurrence,
    relu,
    source,
    symmetric,
)

SEMINAR = source("Deep Learning, seminar 4", seed="ctu22-s4")

k, m = nat("k"), nat("m")
i, j, ell = integer("i"), integer("j"), integer("ell", latex=r"\ell")
chi = real("chi", latex=r"\chi")
n, v = family("n", integer=True), family("v")
W, z = random_family("W", indices=3), random_family("z")


# -- definitions ---------------------------------------------------------------

@recurrence(latex="x", start={0: z[i]})
def x(k, i):
    return relu(Sum(W[k, i, j]*x[k - 1, j], (j, 1, n[k - 1])))


@definition(latex="a")
def a(k, i):
    return Sum(W[k, i, j]*x[k - 1, j], (j, 1, n[k - 1]))


@definition(latex="b")
def turned(k, i, m):
    return -Sum(W[k, i, j]*x[k - 1, j], (j, 1, m)) + Sum(W[k, i, j]*x[k - 1, j], (j, m + 1, n[k - 1]))


@hypothesis("at least one unit in each layer", forall=[k >= 0])
def widths():
    return n[k] >= 1


@hypothesis("weights of second moment $v_k$", forall=[k >= 1, i >= 1, j >= 1])
def weights():
    return integrable(W[k, i, j]**2), Eq(E(W[k, i, j]**2), v[k])


@hypothesis("every weight has a symmetric law", forall=[k >= 1, i >= 1, j >= 1])
def symmetric_weights():
    return symmetric(W[k, i, j])


@hypothesis("all weights are independent of each other and of the inputs together")
def independent_weights():
    return independent(W, z[:])


@hypothesis("inputs of second moment $\\chi$", forall=[i >= 1, i <= n[0]])
def inputs():
    return integrable(z[i]**2), Eq(E(z[i]**2), chi)


@definition(latex=r"\alpha")
def alpha(k):
    return n[0]*v[1]*chi*Product(n[ell - 1]*v[ell]/2, (ell, 2, k))


MODEL = [weights, symmetric_weights, independent_weights, inputs]
GIVEN = [widths, *MODEL]
ZERO_WEIGHTS = {k: 2, i: 1, j: 1, n: 1, W: 0, v: 0, z: 1, chi: 1, m: 0}


# -- claims --------------------------------------------------------------------

@claim("ctu22-s4-a1d-rec:finite", SEMINAR.at("1d"), given=[weights, independent_weights, inputs], where=[k >= 0],
       example=ZERO_WEIGHTS)
def square_integrable():
    """All units have second moments."""
    return ForAll([i >= 1, i <= n[k]], integrable(x[k, i]**2))


@claim("ctu22-s4-a1d-rec:finite-sums", SEMINAR.at("1d"), given=[weights, independent_weights, inputs], where=[k >= 1],
       example=ZERO_WEIGHTS)
def square_integrable_sums():
    """And so have all pre-activations, with any signs of the first weights."""
    return ForAll([i >= 1], integrable(a[k, i]**2)), ForAll([i >= 1, m <= n[k - 1]], integrable(turned(k, i, m)**2))


@claim("ctu22-s4-a1d-rec:weight", SEMINAR.at("1d"), given=[weights, symmetric_weights], where=[k >= 1, i >= 1, j >= 1],
       example=ZERO_WEIGHTS)
def centred_weights():
    """Symmetric weights have mean 0, and so the variance $v_k$."""
    return Eq(E(W[k, i, j]), 0), Eq(Var(W[k, i, j]), v[k])


@claim("ctu22-s4-a1d-rec:one-sign", SEMINAR.at("1d"), given=MODEL, where=[k >= 1, i >= 1, m >= 0, m + 1 <= n[k - 1]],
       example=ZERO_WEIGHTS)
def one_more_turned():
    """One weight after the other may change its sign, the other weights and the layer before being what they are."""
    return Eq(E(relu(turned(k, i, m + 1))**2), E(relu(turned(k, i, m))**2))


@claim("ctu22-s4-a1d-rec:signs", SEMINAR.at("1d"), given=MODEL, where=[k >= 1, i >= 1, m >= 0, m <= n[k - 1]],
       example=ZERO_WEIGHTS)
def some_turned():
    """So the first $m$ weights may change their signs."""
    return Eq(E(relu(turned(k, i, m))**2), E(relu(a[k, i])**2))


@claim("ctu22-s4-a1d-rec:all-signs", SEMINAR.at("1d"), given=GIVEN, where=[k >= 1, i >= 1], example=ZERO_WEIGHTS)
def all_turned():
    """Both sides of a pre-activation have one second moment."""
    return Eq(E(relu(-a[k, i])**2), E(relu(a[k, i])**2))


@claim("ctu22-s4-a1d-rec:next-half", SEMINAR.at("1d"), given=GIVEN, where=[k >= 0, i >= 1], example=ZERO_WEIGHTS)
def half_of_the_next():
    """Behind a ReLU half of the second moment remains."""
    return Eq(E(x[k + 1, i]**2), E(a[k + 1, i]**2)/2)


@claim("ctu22-s4-a1d-rec:half", SEMINAR.at("1d"), given=GIVEN, where=[k >= 1, i >= 1, i <= n[k]], example=ZERO_WEIGHTS)
def half():
    """The same for layer $k$, counted from 1."""
    return Eq(E(x[k, i]**2), E(a[k, i]**2)/2)


@claim("ctu22-s4-a1d-rec:mean", SEMINAR.at("1d"), given=MODEL, where=[k >= 1, i >= 1], example=ZERO_WEIGHTS)
def centred():
    """Every pre-activation has mean 0."""
    return Eq(E(a[k, i]), 0)


@claim("ctu22-s4-a1d-rec:sum", SEMINAR.at("1d"), given=MODEL, where=[k >= 1, i >= 1], example=ZERO_WEIGHTS)
def second_moment():
    """A pre-activation adds up the second moments of the layer before it."""
    return Eq(E(a[k, i]**2), v[k]*Sum(E(x[k - 1, j]**2), (j, 1, n[k - 1])))


@claim("ctu22-s4-a1d-rec:product", SEMINAR.at("1d"), given=GIVEN, where=[k >= 1], example=ZERO_WEIGHTS)
def variance():
    """All pre-activations of a layer have one variance, a product over the layers."""
    return ForAll([i >= 1, i <= n[k]], Eq(Var(a[k, i]), alpha(k)))


@claim("ctu22-s4-a1d-rec:first", SEMINAR.at("1d"), given=GIVEN, where=[i >= 1, i <= n[1]], example=ZERO_WEIGHTS)
def first_layer():
    """In the first layer, with no ReLU before it, there is no factor 1/2."""
    return Eq(Var(a[1, i]), n[0]*v[1]*chi)


@claim("ctu22-s4-a1d-rec", SEMINAR.at("1d"), given=GIVEN,
       where=[k >= 1, i >= 1, i <= n[k + 1], j >= 1, j <= n[k]], example=ZERO_WEIGHTS)
def recursion():
    r"""From layer to layer the variance is multiplied by $\frac{1}{2} n_k v_{k+1}$."""
    return Eq(Var(a[k + 1, i]), n[k]*v[k + 1]/2*Var(a[k, j]))


@claim("ctu22-s4-a1d-he", SEMINAR.at("1d"), given=GIVEN,
       where=[k >= 1, i >= 1, i <= n[k + 1], j >= 1, j <= n[k]], example=ZERO_WEIGHTS)
def he_initialisation():
    """A positive variance is kept by one variance of the weights and no other."""
    return Implies(Var(a[k, j]) > 0, Equivalent(Eq(Var(a[k + 1, i]), Var(a[k, j])), Eq(v[k + 1], 2/n[k])))


@claim("ctu22-s4-a1d-rec:printed", SEMINAR.at("1d"), given=[neuron.weights, neuron.inputs, neuron.independent_weights])
def half_in_the_first_layer():
    """As printed, for $k = 1$ too, the recursion is wrong: inputs are no outputs of a ReLU."""
    return Eq(Var(neuron.a()), S(1)/2*neuron.n*neuron.v*neuron.chi)


# -- derivations ---------------------------------------------------------------

@square_integrable.proof
def _(p: Proof) -> None:
    base, step = p.induction(k)
    base.conclude(inputs)
    step.conclude(by.domination, weights, independent_weights, step.ih)


@square_integrable_sums.proof
def _(p: Proof) -> None:
    p.have(ForAll([j >= 1, j <= n[k - 1]], integrable(x[k - 1, j]**2)), square_integrable(k - 1))
    p.conclude(by.domination)


@centred_weights.proof
def _(p: Proof) -> None:
    negative = p.have(Eq(E(W[k, i, j]), -E(W[k, i, j])))
    negative.calc(E(W[k, i, j]))
    negative.eq(E(-W[k, i, j]), by.symmetry)
    negative.eq(-E(W[k, i, j]), by.linearity)
    mean = p.have(Eq(E(W[k, i, j]), 0), negative)
    p.conclude(mean, by.variance, weights)


@one_more_turned.proof
def _(p: Proof) -> None:
    p.have(ForAll([m <= n[k - 1]], integrable(turned(k, i, m)**2)), square_integrable_sums)
    p.have(ForAll([j >= 1, j <= n[k - 1]], integrable(x[k - 1, j]**2)), square_integrable(k - 1))
    p.have(ForAll([j >= 1, j <= n[k - 1], ell >= 1, ell <= n[k - 1]],
                  integrable(W[k, i, j]*x[k - 1, j]*(W[k, i, ell]*x[k - 1, ell]))), by.domination)
    before = -Sum(W[k, i, j]*x[k - 1, j], (j, 1, m))
    after = Sum(W[k, i, j]*x[k - 1, j], (j, m + 2, n[k - 1]))
    p.calc(E(relu(turned(k, i, m + 1))**2))
    p.eq(E(relu(before - W[k, i, m + 1]*x[k - 1, m + 1] + after)**2), turned, by.last_term)
    p.eq(E(relu(before + W[k, i, m + 1]*x[k - 1, m + 1] + after)**2), by.symmetry)
    p.eq(E(relu(turned(k, i, m))**2), turned, by.first_term)


@some_turned.proof
def _(p: Proof) -> None:
    p.known(square_integrable_sums)
    base, step = p.induction(m)
    base.conclude(turned, a, by.empty)
    step.calc(E(relu(turned(k, i, m + 1))**2))
    step.eq(E(relu(turned(k, i, m))**2), one_more_turned)
    step.eq(E(relu(a[k, i])**2), step.ih)


@all_turned.proof
def _(p: Proof) -> None:
    p.known(square_integrable_sums)
    p.calc(E(relu(-a[k, i])**2))
    p.eq(E(relu(turned(k, i, n[k - 1]))**2), turned, a, by.empty)
    p.eq(E(relu(a[k, i])**2), widths, some_turned(k, i, n[k - 1]))


@half_of_the_next.proof
def _(p: Proof) -> None:
    p.have(ForAll([j >= 1, j <= n[k]], integrable(x[k, j]**2)), square_integrable)
    p.calc(E(x[k + 1, i]**2))
    p.eq(E(relu(a[k + 1, i])**2), x, a)
    p.eq((E(relu(a[k + 1, i])**2) + E(relu(-a[k + 1, i])**2))/2, all_turned(k + 1))
    p.eq(E(relu(a[k + 1, i])**2 + relu(-a[k + 1, i])**2)/2, by.linearity)
    p.eq(E(a[k + 1, i]**2)/2, halves_of_a_square)


@half.proof
def _(p: Proof) -> None:
    p.have(ForAll([j >= 1, j <= n[k]], integrable(x[k, j]**2)), square_integrable)
    p.have(integrable(a[k, i]**2), square_integrable_sums)
    p.conclude(half_of_the_next(k - 1))


@centred.proof
def _(p: Proof) -> None:
    p.have(ForAll([j >= 1, j <= n[k - 1]], integrable(x[k - 1, j]**2)), square_integrable(k - 1))
    p.calc(E(a[k, i]))
    p.eq(Sum(E(W[k, i, j]*x[k - 1, j]), (j, 1, n[k - 1])), a, by.linearity)
    p.eq(Sum(E(W[k, i, j])*E(x[k - 1, j]), (j, 1, n[k - 1])), independent_weights)
    p.eq(0, centred_weights)


@second_moment.proof
def _(p: Proof) -> None:
    p.have(ForAll([j >= 1, j <= n[k - 1]], integrable(x[k - 1, j]**2)), square_integrable(k - 1))
    p.calc(E(a[k, i]**2))
    p.eq(Sum(Sum(E(W[k, i, j]*x[k - 1, j]*(W[k, i, ell]*x[k - 1, ell])), (ell, 1, n[k - 1])), (j, 1, n[k - 1])),
         a, by.square_of_sum, by.linearity)
    p.eq(Sum(E(W[k, i, j]**2*x[k - 1, j]**2), (j, 1, n[k - 1])), by.diagonal, independent_weights, centred_weights)
    p.eq(Sum(E(W[k, i, j]**2)*E(x[k - 1, j]**2), (j, 1, n[k - 1])), independent_weights)
    p.eq(v[k]*Sum(E(x[k - 1, j]**2), (j, 1, n[k - 1])), weights)


@variance.proof
def _(p: Proof) -> None:
    base, step = p.induction(k, start=1)
    base.have(ForAll([i >= 1], integrable(a[1, i]**2)), square_integrable_sums(1))
    base.calc(Var(a[1, i]))
    base.eq(E((a[1, i] - E(a[1, i]))**2), by.variance)
    base.eq(E(a[1, i]**2), centred)
    base.eq(v[1]*Sum(E(x[0, j]**2), (j, 1, n[0])), second_moment)
    base.eq(v[1]*Sum(chi, (j, 1, n[0])), x, inputs)
    base.eq(alpha(1), widths, alpha)

    step.have(ForAll([j >= 1, j <= n[k]], integrable(x[k, j]**2)), square_integrable)
    for layer in (k, k + 1):
        step.have(ForAll([i >= 1], integrable(a[layer, i]**2)), square_integrable_sums(layer))
    step.calc(Var(a[k + 1, i]))
    step.eq(E((a[k + 1, i] - E(a[k + 1, i]))**2), by.variance)
    step.eq(E(a[k + 1, i]**2), centred)
    step.eq(v[k + 1]*Sum(E(x[k, j]**2), (j, 1, n[k])), second_moment)
    step.eq(v[k + 1]*Sum(E(a[k, j]**2)/2, (j, 1, n[k])), half)
    step.eq(v[k + 1]*Sum(Var(a[k, j])/2, (j, 1, n[k])), by.variance, centred)
    step.eq(v[k + 1]*Sum(alpha(k)/2, (j, 1, n[k])), step.ih)
    step.eq(alpha(k + 1), widths, alpha)


@first_layer.proof
def _(p: Proof) -> None:
    p.conclude(variance(1), alpha)


@recursion.proof
def _(p: Proof) -> None:
    for layer in (k, k + 1):
        p.have(ForAll([i >= 1], integrable(a[layer, i]**2)), square_integrable_sums(layer))
    p.calc(Var(a[k + 1, i]))
    p.eq(n[k]*v[k + 1]/2*alpha(k), variance(k + 1), alpha)
    p.eq(n[k]*v[k + 1]/2*Var(a[k, j]), variance)


@he_initialisation.proof
def _(p: Proof) -> None:
    positive = p.assume(Var(a[k, j]) > 0)
    for layer in (k, k + 1):
        p.have(ForAll([i >= 1], integrable(a[layer, i]**2)), square_integrable_sums(layer))
    p.have(Eq(Var(a[k, j]), alpha(k)), variance)
    kept, only = p.parts("It is kept.", "No other.")
    he = kept.assume(Eq(v[k + 1], 2/n[k]))
    kept.calc(Var(a[k + 1, i]))
    kept.eq(n[k]*v[k + 1]/2*Var(a[k, j]), recursion)
    kept.eq(Var(a[k, j]), he)
    same = only.assume(Eq(Var(a[k + 1, i]), Var(a[k, j])))
    only.calc(v[k + 1])
    only.eq(n[k]*v[k + 1]/2*Var(a[k, j])*2/(n[k]*Var(a[k, j])), positive)
    only.eq(Var(a[k + 1, i])*2/(n[k]*Var(a[k, j])), recursion)
    only.eq(Var(a[k, j])*2/(n[k]*Var(a[k, j])), same)
    only.eq(2/n[k], positive)


@half_in_the_first_layer.refutation(corrected=first_layer)
def _(p: Proof) -> None:
    p.instance(neuron.FOUR_POINTS)


# -- results -------------------------------------------------------------------

def he_variance(fan_in: int) -> Any:
    """The variance 2/n of the weights that keeps the variance of the pre-activations (claim `he_initialisation`).

    fan_in: n ≥ 1 units in the layer before.  Source: seminar 4, assignment 1d.

    >>> he_variance(50)
    1/25
    """
    if fan_in < 1:
        raise ValueError(f"a layer needs a unit (hypothesis: {widths.words}), not {fan_in}")
    return Rational(2, fan_in)


def variance_after(fan_ins: Sequence[int], weight_variances: Sequence[Any], input_moment: Any) -> Any:
    """Var a of the last layer: n₀v₁χ·Π nₗ₋₁vₗ/2 over the layers l ≥ 2 (claim `variance`).

    fan_ins: n₀, n₁, … for each layer, at least 1; weight_variances: v₁, v₂, …; input_moment: χ, rational numbers.

    >>> variance_after([3, 50], [Rational(1, 3), Rational(1, 25)], 2)
    2
    """
    if not fan_ins or len(fan_ins) != len(weight_variances):
        raise ValueError(f"{len(fan_ins)} widths and {len(weight_variances)} variances: one of each for a layer, at least one")
    if min(fan_ins) < 1:
        raise ValueError(f"a layer needs a unit (hypothesis: {widths.words}), not {min(fan_ins)}")
    out = fan_ins[0]*Rational(weight_variances[0])*Rational(input_moment)
    for n_before, v_here in zip(fan_ins[1:], weight_variances[1:], strict=True):
        out *= n_before*Rational(v_here)/2
    return out
