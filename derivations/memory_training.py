r"""What training keeps in memory: activations wait for the backward pass, under every schedule.

The model is the one of the forward pass: matrix products are atomic and out of place, all weights stay, nothing is computed
twice, and a matrix is held from its making to its last use.  First only weights and activations are counted, as the source
asks; then also the derivatives, everything freed as early as possible.
"""

from sympy import And, Eq, Ge, Implies, Le, Max, Piecewise, Sum

from proofs import Proof, by, claim, definition, real

from .memory import PROBLEM_SET, SIZES, K, check_sizes, n
from .schedules import (
    TRAINING,
    L,
    back,
    before_the_first,
    downwards,
    grad,
    gradient_before_delta,
    gradient_before_gradient,
    gradients_in_order,
    held_when_it_turns,
    j,
    l,
    last_gradient,
    layer_by_layer,
    made,
    made_before_gradients,
    output_first,
    some_layer,
    tau,
    up_to_the_last,
    weights_after,
    weights_first,
)

u, v = real("u"), real("v")
EXAMPLE = TRAINING | SIZES


# -- weights and activations -----------------------------------------------------------

@definition(latex=r"\operatorname{kept}")
def kept(l, t):
    """X_{l−1} is needed for the derivative by W_l."""
    return Piecewise((1, And(made[l - 1] <= t, t <= grad[l])), (0, True))


@definition(latex=r"\operatorname{out}")
def output_kept(t):
    """The derivative by X_L takes the place of X_L."""
    return Piecewise((1, And(made[L] <= t, t <= back[L])), (0, True))


@definition(latex="m")
def training_memory(t):
    return L*K**2 + (Sum(kept(l, t), (l, 1, L)) + output_kept(t))*(n*K)


@definition(latex="m'")
def memory_with_all_gradients(t):
    return training_memory(t) + Sum(K**2, (l, 1, L))


@claim("epfl24-ps8-p1-4", PROBLEM_SET.at("bullet 4"),
       given=[layer_by_layer, output_first, downwards, weights_after], example=EXAMPLE)
def peak_of_training():
    """Training holds at most $LK^2 + (L+1)nK$ weights and activations, and exactly so many when the backward pass starts.

    This is so under every schedule that computes nothing twice; none does better.
    """
    return (Le(training_memory(tau), L*K**2 + (L + 1)*n*K),
            Eq(training_memory(back[L]), L*K**2 + (L + 1)*n*K))


@claim("epfl24-ps8-p1-4:all-gradients", PROBLEM_SET.at("bullet 4"),
       given=[layer_by_layer, output_first, downwards, weights_after], example=EXAMPLE)
def peak_with_all_gradients():
    """With room for all derivatives by the weights kept all the time it is $2LK^2 + (L+1)nK$."""
    return (Le(memory_with_all_gradients(tau), 2*L*K**2 + (L + 1)*n*K),
            Eq(memory_with_all_gradients(back[L]), 2*L*K**2 + (L + 1)*n*K))


@peak_with_all_gradients.proof
def _(p: Proof) -> None:
    never_more, attained = p.parts("Never more.", "Attained.")
    never_more.calc(memory_with_all_gradients(tau))
    never_more.eq(training_memory(tau) + L*K**2, memory_with_all_gradients)
    never_more.le(2*L*K**2 + (L + 1)*n*K, peak_of_training)
    attained.calc(memory_with_all_gradients(back[L]))
    attained.eq(training_memory(back[L]) + L*K**2, memory_with_all_gradients)
    attained.eq(2*L*K**2 + (L + 1)*n*K, peak_of_training)


@peak_of_training.proof
def _(p: Proof) -> None:
    never_more, attained = p.parts("Never more.", "Attained.")
    each = never_more.have(Le(Sum(kept(l, tau), (l, 1, L)), L))
    each.calc(Sum(kept(l, tau), (l, 1, L)))
    each.le(Sum(1, (l, 1, L)), by.termwise, kept)
    each.eq(L)
    one = never_more.have(Le(output_kept(tau), 1), output_kept)
    slack = never_more.have(Ge(n*K*(L - Sum(kept(l, tau), (l, 1, L)) + (1 - output_kept(tau))), 0), each, one)
    never_more.calc(training_memory(tau))
    never_more.eq(L*K**2 + (Sum(kept(l, tau), (l, 1, L)) + output_kept(tau))*(n*K), training_memory)
    never_more.le(L*K**2 + (L + 1)*n*K, slack)

    last = attained.have(Eq(output_kept(back[L]), 1), output_kept, layer_by_layer, output_first)
    inputs = attained.have(Eq(Sum(kept(l, back[L]), (l, 1, L)), L), kept, held_when_it_turns)
    attained.conclude(training_memory, inputs, last)


@definition(latex=r"\operatorname{out}'")
def output_replaced(t):
    return Piecewise((1, And(made[L] <= t, t < back[L])), (0, True))


@definition(latex=r"\operatorname{delta}")
def delta(l, t):
    """The derivative by X_l is needed until the one by X_{l−1} is made; at t^D_0 the pass is over."""
    return Piecewise((1, And(back[l] <= t, t <= back[l - 1])), (0, True))


@definition(latex=r"\operatorname{done}")
def done(l, t):
    return Piecewise((1, grad[l] <= t), (0, True))


@definition(latex="a")
def held(t):
    return Sum(kept(l, t), (l, 1, L)) + output_replaced(t) + Sum(delta(l, t), (l, 1, L))


@definition(latex="g")
def gradients(t):
    return Sum(done(l, t), (l, 1, L))


@definition(latex="m^+")
def full_memory(t):
    return L*K**2 + held(t)*(n*K) + gradients(t)*K**2


@definition(latex=r"\operatorname{now}")
def now(l, t):
    return Piecewise((1, Eq(t, grad[l])), (0, True))


@definition(latex=r"\operatorname{ahead}")
def ahead(l, t):
    return Piecewise((1, t <= back[l]), (0, True)) + Piecewise((1, t < back[l]), (0, True))


@claim("epfl24-ps8-p1-4:exchange", PROBLEM_SET.at("bullet 4"), where=[l >= 1, l <= L], example=EXAMPLE)
def input_or_gradient():
    """An activation and the derivative that it is kept for are held together only while that is made."""
    return Le(kept(l, tau) + done(l, tau), 1 + now(l, tau))


@claim("epfl24-ps8-p1-4:delta", PROBLEM_SET.at("bullet 4"),
       given=[weights_after, weights_first], where=[l >= 1, l <= L], example=EXAMPLE)
def one_delta():
    """What the derivative by one activation holds, said by how far the pass still is."""
    return Le(delta(l, tau) + now(l, tau), ahead(l - 1, tau) - ahead(l, tau))


@claim("epfl24-ps8-p1-4:deltas", PROBLEM_SET.at("bullet 4"),
       given=[weights_after, weights_first], where=[j >= 0, j <= L], example=EXAMPLE)
def two_deltas():
    """Two derivatives by activations are held while one is made from the other, otherwise one."""
    return Le(Sum(delta(l, tau) + now(l, tau), (l, 1, j)), 2 - ahead(j, tau))


@claim("epfl24-ps8-p1-4:slots", PROBLEM_SET.at("bullet 4"), given=[weights_after, weights_first], example=EXAMPLE)
def slots():
    """Activations, their derivatives and finished derivatives by weights are at most $L + 2$ matrices together."""
    return Le(held(tau) + gradients(tau), L + 2)


@claim("epfl24-ps8-p1-4:early", PROBLEM_SET.at("bullet 4"),
       given=[some_layer, weights_after, weights_first], example=EXAMPLE)
def early():
    """Before the first derivative by weights they are at most $L + 1$."""
    return Implies(tau < grad[L], held(tau) <= L + 1)


@claim("epfl24-ps8-p1-4:larger", PROBLEM_SET.at("bullet 4"))
def the_larger():
    """Neither of two numbers is above the larger."""
    return Le(u, Max(u, v)), Le(v, Max(u, v))


@the_larger.proof
def _(p: Proof) -> None:
    p.conclude()


@claim("epfl24-ps8-p1-4:peak-before", PROBLEM_SET.at("bullet 4"),
       given=[some_layer, weights_after, weights_first], example=EXAMPLE)
def peak_before():
    """What is held before the first derivative by weights."""
    return Implies(tau < grad[L], full_memory(tau) <= L*K**2 + (K**2 + (L + 1)*n*K))


@claim("epfl24-ps8-p1-4:peak-after", PROBLEM_SET.at("bullet 4"),
       given=[some_layer, weights_after, weights_first], example=EXAMPLE)
def peak_after():
    """What is held from then on."""
    return Implies(tau >= grad[L], full_memory(tau) <= L*K**2 + Max(K**2 + (L + 1)*n*K, L*K**2 + 2*n*K))


@claim("epfl24-ps8-p1-4:gradients", PROBLEM_SET.at("bullet 4"), example=EXAMPLE,
       given=[some_layer, weights_after, weights_first])
def peak_with_gradients():
    """With the derivatives by the weights training holds at most this, under every such schedule."""
    return Le(full_memory(tau), L*K**2 + Max(K**2 + (L + 1)*n*K, L*K**2 + 2*n*K))


@claim("epfl24-ps8-p1-4:first", PROBLEM_SET.at("bullet 4"),
       given=[some_layer, layer_by_layer, output_first, weights_after, weights_first], example=EXAMPLE)
def peak_at_first():
    """The first of the two is held when the first derivative by weights is made."""
    return Eq(full_memory(grad[L]), L*K**2 + (K**2 + (L + 1)*n*K))


@claim("epfl24-ps8-p1-4:last", PROBLEM_SET.at("bullet 4"),
       given=[some_layer, layer_by_layer, output_first, weights_after, weights_first], example=EXAMPLE)
def peak_at_last():
    """The second is held when the last is made: neither can be left out."""
    return Eq(full_memory(grad[1]), L*K**2 + (L*K**2 + 2*n*K))


@input_or_gradient.proof
def _(p: Proof) -> None:
    before, at, after = p.cases(tau < grad[l], Eq(tau, grad[l]), tau > grad[l])
    before.conclude(kept, done, now)
    at.conclude(kept, done, now, at)
    after.conclude(kept, done, now)


@one_delta.proof
def _(p: Proof) -> None:
    p.conclude(delta, now, ahead, weights_after, weights_first)


@two_deltas.proof
def _(p: Proof) -> None:
    base, step = p.induction(j)
    most = base.have(Le(ahead(0, tau), 2), ahead)
    base.conclude(most)
    step.calc(Sum(delta(l, tau) + now(l, tau), (l, 1, j + 1)))
    step.eq(Sum(delta(l, tau) + now(l, tau), (l, 1, j)) + (delta(j + 1, tau) + now(j + 1, tau)))
    step.le(2 - ahead(j, tau) + (ahead(j, tau) - ahead(j + 1, tau)), step.ih, one_delta(j + 1))
    step.eq(2 - ahead(j + 1, tau))


@slots.proof
def _(p: Proof) -> None:
    exchange = p.have(Le(Sum(kept(l, tau) + done(l, tau), (l, 1, L)), L + Sum(now(l, tau), (l, 1, L))))
    exchange.calc(Sum(kept(l, tau) + done(l, tau), (l, 1, L)))
    exchange.le(Sum(1 + now(l, tau), (l, 1, L)), by.termwise, input_or_gradient)
    exchange.eq(L + Sum(now(l, tau), (l, 1, L)))
    output = p.have(Le(output_replaced(tau), ahead(L, tau)), output_replaced, ahead)
    p.calc(held(tau) + gradients(tau))
    p.eq(Sum(kept(l, tau) + done(l, tau), (l, 1, L)) + Sum(delta(l, tau) + now(l, tau), (l, 1, L)) + output_replaced(tau)
         - Sum(now(l, tau), (l, 1, L)), held, gradients)
    p.le(L + 2, exchange, two_deltas(L), output)


@early.proof
def _(p: Proof) -> None:
    p.assume(tau < grad[L])
    inputs = p.have(Le(Sum(kept(l, tau), (l, 1, L)), L))
    inputs.calc(Sum(kept(l, tau), (l, 1, L)))
    inputs.le(Sum(1, (l, 1, L)), by.termwise, kept)
    inputs.eq(L)
    later = p.have(Le(Sum(delta(l, tau) + now(l, tau), (l, 1, L - 1)), 0))
    later.calc(Sum(delta(l, tau) + now(l, tau), (l, 1, L - 1)))
    later.le(2 - ahead(L - 1, tau), two_deltas(L - 1))
    later.eq(0, ahead, weights_first)
    none = p.have(Ge(Sum(now(l, tau), (l, 1, L - 1)), 0), now)
    one = p.have(Le(delta(L, tau) + output_replaced(tau), 1), delta, output_replaced)
    p.calc(held(tau))
    p.eq(Sum(kept(l, tau), (l, 1, L)) + (delta(L, tau) + output_replaced(tau))
         + Sum(delta(l, tau) + now(l, tau), (l, 1, L - 1)) - Sum(now(l, tau), (l, 1, L - 1)), held)
    p.le(L + 1, inputs, one, later, none)


@peak_before.proof
def _(p: Proof) -> None:
    soon = p.assume(tau < grad[L])
    few = p.have(Le(held(tau), L + 1), early, soon)
    none = p.have(Eq(gradients(tau), 0), gradients, done, before_the_first, soon)
    room = p.have(Ge((L + 1 - held(tau))*(n*K), 0), few)
    p.calc(full_memory(tau))
    p.eq(L*K**2 + held(tau)*(n*K), full_memory, none)
    p.le(L*K**2 + (K**2 + (L + 1)*n*K), room)


@peak_after.proof
def _(p: Proof) -> None:
    p.assume(tau >= grad[L])
    some = p.have(Ge(gradients(tau), 1), gradients, done)
    most = p.have(Le(gradients(tau), L))
    most.calc(gradients(tau))
    most.eq(Sum(done(l, tau), (l, 1, L)), gradients)
    most.le(Sum(1, (l, 1, L)), by.termwise, done)
    most.eq(L)
    room = p.have(Ge((L + 2 - gradients(tau) - held(tau))*(n*K), 0), slots)
    small, large = p.cases(n*K <= K**2, n*K > K**2)
    rest = small.have(Ge((L - gradients(tau))*(K**2 - n*K), 0), most, small)
    small.calc(full_memory(tau))
    small.eq(L*K**2 + held(tau)*(n*K) + gradients(tau)*K**2, full_memory)
    small.le(L*K**2 + (L*K**2 + 2*n*K), room, rest)
    small.le(L*K**2 + Max(K**2 + (L + 1)*n*K, L*K**2 + 2*n*K), the_larger(K**2 + (L + 1)*n*K, L*K**2 + 2*n*K))
    rest = large.have(Ge((gradients(tau) - 1)*(n*K - K**2), 0), some, large)
    large.calc(full_memory(tau))
    large.eq(L*K**2 + held(tau)*(n*K) + gradients(tau)*K**2, full_memory)
    large.le(L*K**2 + (K**2 + (L + 1)*n*K), room, rest)
    large.le(L*K**2 + Max(K**2 + (L + 1)*n*K, L*K**2 + 2*n*K), the_larger(K**2 + (L + 1)*n*K, L*K**2 + 2*n*K))


@peak_with_gradients.proof
def _(p: Proof) -> None:
    first, then = p.cases(tau < grad[L], tau >= grad[L])
    first.calc(full_memory(tau))
    first.le(L*K**2 + (K**2 + (L + 1)*n*K), peak_before)
    first.le(L*K**2 + Max(K**2 + (L + 1)*n*K, L*K**2 + 2*n*K), the_larger(K**2 + (L + 1)*n*K, L*K**2 + 2*n*K))
    then.conclude(peak_after)


@peak_at_first.proof
def _(p: Proof) -> None:
    inputs = p.have(Eq(Sum(kept(l, grad[L]), (l, 1, L)), L), kept, made_before_gradients, gradients_in_order)
    output = p.have(Eq(output_replaced(grad[L]), 0), output_replaced, weights_after)
    one = p.have(Eq(delta(L, grad[L]), 1), delta, weights_after, weights_first)
    others = p.have(Eq(Sum(delta(l, grad[L]), (l, 1, L - 1)), 0), delta, gradient_before_delta)
    none = p.have(Eq(Sum(done(l, grad[L]), (l, 1, L - 1)), 0), done, gradient_before_gradient)
    p.calc(full_memory(grad[L]))
    p.eq(L*K**2 + (Sum(kept(l, grad[L]), (l, 1, L)) + output_replaced(grad[L])
                       + (Sum(delta(l, grad[L]), (l, 1, L - 1)) + delta(L, grad[L])))*(n*K)
             + (Sum(done(l, grad[L]), (l, 1, L - 1)) + done(L, grad[L]))*K**2, full_memory, held, gradients)
    p.eq(L*K**2 + (K**2 + (L + 1)*n*K), inputs, output, one, others, none, done)


@peak_at_last.proof
def _(p: Proof) -> None:
    one_input = p.have(Eq(kept(1, grad[1]), 1), kept, made_before_gradients(1, 1))
    no_input = p.have(Eq(Sum(kept(l, grad[1]), (l, 2, L)), 0), kept, gradient_before_gradient)
    output = p.have(Eq(output_replaced(grad[1]), 0), output_replaced, weights_after, gradients_in_order(1))
    one = p.have(Eq(delta(1, grad[1]), 1), delta, weights_after, gradient_before_delta(0, 1))
    others = p.have(Eq(Sum(delta(l, grad[1]), (l, 2, L)), 0), delta, last_gradient)
    all_done = p.have(Eq(Sum(done(l, grad[1]), (l, 1, L)), L), done, up_to_the_last)
    p.calc(full_memory(grad[1]))
    p.eq(L*K**2 + (kept(1, grad[1]) + Sum(kept(l, grad[1]), (l, 2, L)) + output_replaced(grad[1])
                      + (delta(1, grad[1]) + Sum(delta(l, grad[1]), (l, 2, L))))*(n*K)
            + gradients(grad[1])*K**2, full_memory, held)
    p.eq(L*K**2 + (L*K**2 + 2*n*K), one_input, no_input, output, one, others, gradients, all_done)


# -- results -------------------------------------------------------------------

def training_peak(n: int, K: int, L: int, gradients: bool = False) -> int:
    """The most numbers that training holds: weights and activations, with gradients=True the derivatives too.

    n, K ≥ 0 and L ≥ 1 as in the forward pass (claims `peak_of_training`, `peak_with_gradients`).

    >>> training_peak(32, 10, 3), training_peak(32, 10, 3, gradients=True)
    (1580, 1680)
    """
    check_sizes(n, K, L)
    first, last = K**2 + (L + 1)*n*K, L*K**2 + 2*n*K
    return L*K**2 + (max(first, last) if gradients else (L + 1)*n*K)
