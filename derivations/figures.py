"""The figures of the sheets: curves of what the claims prove, from the functions that users import.

>>> {name: len(points) for name, points in bias.curves().items()}
{'plain': 40, 'corrected': 40}
"""

from fractions import Fraction

from proofs import figure

from . import ewa, layer_variances, quantisation, receptive_box, receptive_field, rmsprop, sampling


@figure(ewa.mean_of_plain_average, x="$t$", y="relative mean",
        alt="The plain average starts at a tenth of the mean and needs some 40 steps; the corrected one is right at once.")
def bias():
    """Bias of the plain average and of the corrected one, for $q = 1/10$."""
    steps = range(1, 41)
    return {"plain": [(t, ewa.bias_factor(0.1, t)) for t in steps],
            "corrected": [(t, ewa.corrected_average(0.1, [1.0]*t)) for t in steps]}


@figure(sampling.never_drawn_in_an_epoch, x="$n$", y="share of the examples",
        alt="The share rises from a quarter at n = 2 and comes close to 1/e = 0.368 from below within some 20 examples.")
def unseen():
    """The share of $n$ examples that $n$ independent draws miss, and its limit $1/e$."""
    sizes = range(2, 41)
    return {"unseen share": [(n, float(sampling.probability_never_drawn(n, n))) for n in sizes],
            "1/e": [(n, 0.36787944117144233) for n in sizes]}


@figure(rmsprop.length_of_a_step, x="gradient", y="length of the step",
        alt="Each step grows with the gradient only while that is small; then its length hardly changes, 1 in the long run.")
def step_length():
    """What RMSProp subtracts at a constant gradient, for $\\rho = 9/10$, $\\eta = 1$ and $\\epsilon = 1/100$."""
    gradients = [k/40 for k in range(81)]
    return {f"step {s}": [(c, rmsprop.rmsprop_step(s, c, 0.9, 1.0, 0.01)) for c in gradients] for s in (1, 5, 50)}


@figure(quantisation.total_of_the_variances, x="$g$", y="variance",
        alt="A parabola: no variance at the two levels, the most in the middle; with wider levels it is larger everywhere.")
def rounding_variance():
    """The variance of one number under random rounding, for levels 0 and 1, and for wider ones."""
    numbers = [Fraction(k, 40) for k in range(41)]
    return {f"levels {b} and {a + b}": [(float(g), float(quantisation.total_variance(a, b, [g]))) for g in numbers]
            for a, b in ((1, 0), (Fraction(3, 2), Fraction(-1, 4)))}


@figure(layer_variances.variance, x="layer", y="variance of the pre-activations",
        alt="With He's variance 2/n it stays at 2; with 1/n it is halved by each layer, with 3/n it grows by half.")
def through_depth():
    """Variance through depth, layers of 100 units, from 2 in the first on; weights of variance $2/n$ (He), $1/n$, $3/n$."""
    return {name: [(depth, float(layer_variances.variance_after([100]*depth, [Fraction(k, 100)]*depth, 2/Fraction(k))))
                   for depth in range(1, 9)] for name, k in (("2/n", 2), ("1/n", 1), ("3/n", 3))}


@figure(receptive_box.size_in_closed_form, units=True,
        alt="A pyramid: one output at the top reads 3 units of the layer below, these read 4 of the next, and those 8 inputs.")
def pyramid():
    """What one output sees through kernels of 3, 2 and 3 values with strides 1, 2 and 1, first layer first."""
    kernels, strides = (3, 2, 3), (1, 2, 1)

    def unit(layer, n):
        """Unit n of a layer, over the middle of the inputs that it sees."""
        sees = receptive_field.receptive_field_of(kernels[:layer], strides[:layer])
        return n*receptive_box.stride_of(strides[:layer]) + (sees - 1)/2, layer

    seen = [receptive_field.receptive_field_of(kernels[layer:], strides[layer:]) for layer in range(4)]
    lines = {f" {layer}-{n}-{k}": [unit(layer + 1, n), unit(layer, strides[layer]*n + k)]
             for layer in range(3) for n in range(seen[layer + 1]) for k in range(kernels[layer])}
    names = ("inputs", "units of layer 1", "units of layer 2", "output")
    return lines | {f"{seen[layer]} {names[layer]}": [unit(layer, n) for n in range(seen[layer])] for layer in range(4)}
