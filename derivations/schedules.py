r"""Schedules of a forward and a backward pass: when each matrix is made, and what follows for the order of all of them.

A schedule gives times, whole numbers: $t^X_l$ to the activation $X_l$, and $t^X_{L+1}$ to the moment at which the output $X_L$
is handed on; $t^D_l$ to the derivative by $X_l$, and $t^D_0$ to the end of the pass; $t^W_l$ to the derivative by $W_l$.
Nothing is known of them but that each matrix is made after what it is computed from.
"""

from sympy import Implies, Le, Lt

from proofs import Proof, claim, family, hypothesis, integer, nat

LIBRARY = "library"

L, l, j, tau = nat("L"), nat("l"), nat("j"), integer("tau", latex=r"\tau")  # noqa: E741
made = family("t_X", latex="t^X", integer=True)
back = family("t_D", latex="t^D", integer=True)
grad = family("t_W", latex="t^W", integer=True)

FORWARD = {L: 1, l: 0, j: 0, tau: 1, made: lambda l: l}
TRAINING = {**FORWARD, l: 1, j: 1, back: lambda l: 10 - 2*l, grad: lambda l: 11 - 2*l}


# -- hypotheses ----------------------------------------------------------------

@hypothesis("each layer needs the one before it", forall=[l >= 0, l <= L])
def layer_by_layer():
    return made[l] < made[l + 1]


@hypothesis("at least one layer")
def some_layer():
    return L >= 1


@hypothesis("the backward pass starts with the output")
def output_first():
    return made[L + 1] <= back[L]


@hypothesis("each derivative needs the one after it", forall=[l >= 1, l < L])
def downwards():
    return back[l + 1] < back[l]


@hypothesis("the derivative by $W_l$ needs the one by $X_l$", forall=[l >= 1, l <= L])
def weights_after():
    return back[l] < grad[l]


@hypothesis("each derivative by $W_l$ is made before the next by an activation", forall=[l >= 1, l <= L])
def weights_first():
    return grad[l] < back[l - 1]


# -- claims --------------------------------------------------------------------

@claim("lib-schedule:order", LIBRARY, given=[layer_by_layer], where=[j >= 0, j <= l, l <= L + 1],
       example=FORWARD)
def made_in_order():
    """The activations are made one after the other."""
    return Le(made[j], made[l])


@claim("lib-schedule:before", LIBRARY, given=[layer_by_layer], where=[j >= 0, j + 1 <= l, l <= L + 1],
       example=FORWARD | {l: 1})
def made_before():
    """No two are made at the same time."""
    return Lt(made[j], made[l])


@claim("lib-schedule:downwards", LIBRARY, given=[downwards], where=[l >= 1, l <= L], example=TRAINING)
def derivatives_in_order():
    """The derivative by the output is the first."""
    return Le(back[L], back[l])


@claim("lib-schedule:gradients", LIBRARY, given=[weights_after, weights_first],
       where=[l >= 1, l <= L], example=TRAINING)
def gradients_in_order():
    """The derivative by the last weights is made first."""
    return Le(grad[L], grad[l])


@claim("lib-schedule:first-gradient", LIBRARY, given=[weights_after, weights_first],
       where=[l >= 1, l <= L], example=TRAINING)
def before_the_first():
    """Before the gradient of the last layer is made, no other is."""
    return Implies(tau < grad[L], tau < grad[l])


@claim("lib-schedule:last-gradient", LIBRARY, given=[weights_after, weights_first],
       where=[l >= 1, l <= L], example=TRAINING)
def up_to_the_last():
    """The derivative by the first weights is made last."""
    return Le(grad[l], grad[1])


@claim("lib-schedule:gradient-delta", LIBRARY, given=[weights_after, weights_first],
       where=[l >= 0, l + 1 <= j, j <= L], example=TRAINING | {l: 0})
def gradient_before_delta():
    """The derivative by $W_j$ is made before all later derivatives by activations."""
    return Lt(grad[j], back[l])


@claim("lib-schedule:gradient-gradient", LIBRARY, given=[weights_after, weights_first],
       where=[l >= 1, l + 1 <= j, j <= L], example=TRAINING | {L: 2, j: 2})
def gradient_before_gradient():
    """And before all later derivatives by weights."""
    return Lt(grad[j], grad[l])


@claim("lib-schedule:delta-gradient", LIBRARY, given=[weights_after, weights_first],
       where=[l >= 2, l <= L], example=TRAINING | {L: 2, l: 2})
def last_gradient():
    """The derivative by $W_1$ is made after all derivatives by activations."""
    return Lt(back[l - 1], grad[1])


@claim("lib-schedule:made", LIBRARY, given=[layer_by_layer, output_first, weights_after, weights_first],
       where=[l >= 1, l <= L, j >= 1, j <= L], example=TRAINING)
def made_before_gradients():
    """All activations are made before any derivative by weights."""
    return Le(made[l - 1], grad[j])


@claim("lib-schedule:turn", LIBRARY,
       given=[layer_by_layer, output_first, downwards, weights_after], where=[l >= 1, l <= L], example=TRAINING)
def held_when_it_turns():
    """When the backward pass starts, all activations are made and none has been used for the last time."""
    return Le(made[l - 1], back[L]), Le(back[L], grad[l])


# -- derivations ---------------------------------------------------------------

@made_in_order.proof
def _(p: Proof) -> None:
    base, step = p.descent(j, start=l)
    base.conclude()
    step.calc(made[j])
    step.le(made[j + 1], layer_by_layer)
    step.le(made[l], step.ih)


@made_before.proof
def _(p: Proof) -> None:
    p.calc(made[j])
    p.lt(made[j + 1], layer_by_layer)
    p.le(made[l], made_in_order)


@derivatives_in_order.proof
def _(p: Proof) -> None:
    base, step = p.descent(l, start=L)
    base.conclude()
    step.calc(back[L])
    step.le(back[l + 1], step.ih)
    step.le(back[l], downwards)


@gradients_in_order.proof
def _(p: Proof) -> None:
    base, step = p.descent(l, start=L)
    base.conclude()
    step.calc(grad[L])
    step.le(grad[l + 1], step.ih)
    step.le(back[l + 1 - 1], weights_first)
    step.le(grad[l], weights_after)


@before_the_first.proof
def _(p: Proof) -> None:
    p.assume(tau < grad[L])
    p.conclude(gradients_in_order)


@up_to_the_last.proof
def _(p: Proof) -> None:
    base, step = p.induction(l, start=1)
    base.conclude()
    step.calc(grad[l + 1])
    step.lt(back[l + 1 - 1], weights_first)
    step.lt(grad[l], weights_after)
    step.le(grad[1], step.ih)


@gradient_before_delta.proof
def _(p: Proof) -> None:
    base, step = p.descent(l, start=j - 1)
    base.conclude(weights_first)
    step.calc(grad[j])
    step.lt(back[l + 1], step.ih)
    step.lt(grad[l + 1], weights_after)
    step.lt(back[l + 1 - 1], weights_first)
    step.eq(back[l])


@gradient_before_gradient.proof
def _(p: Proof) -> None:
    p.calc(grad[j])
    p.lt(back[l], gradient_before_delta)
    p.lt(grad[l], weights_after)


@last_gradient.proof
def _(p: Proof) -> None:
    base, step = p.induction(l, start=2)
    base.conclude(weights_after)
    step.calc(back[l])
    step.lt(grad[l], weights_after)
    step.lt(back[l - 1], weights_first)
    step.lt(grad[1], step.ih)


@made_before_gradients.proof
def _(p: Proof) -> None:
    p.calc(made[l - 1])
    p.le(made[L + 1], made_in_order(l - 1, L + 1))
    p.le(back[L], output_first)
    p.le(grad[L], weights_after)
    p.le(grad[j], gradients_in_order(j))


@held_when_it_turns.proof
def _(p: Proof) -> None:
    made_before_it, used_after_it = p.parts("Made.", "Used.")
    made_before_it.calc(made[l - 1])
    made_before_it.le(made[L + 1], made_in_order(l - 1, L + 1))
    made_before_it.le(back[L], output_first)
    used_after_it.calc(back[L])
    used_after_it.le(back[l], derivatives_in_order)
    used_after_it.le(grad[l], weights_after)


# -- results -------------------------------------------------------------------

def one_by_one(L: int) -> list[str]:
    """A schedule that satisfies all hypotheses: what is made at the times 0, 1, 2, …, for L ≥ 1 layers.

    It attains the peaks of the claims in `memory` and `memory_training`.

    >>> one_by_one(2)
    ['X0', 'X1', 'X2', 'D2', 'W2', 'D1', 'W1']
    """
    if L < 1:
        raise ValueError(f"L must be at least 1 (hypothesis: {some_layer.words}), not {L}")
    return [f"X{l}" for l in range(L + 1)] + [f"{kind}{l}" for l in range(L, 0, -1) for kind in "DW"]
