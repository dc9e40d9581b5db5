r"""What momentum and Adam remember: each coordinate for itself, more than the iterate, and not the scale of the loss.

$g_{t,i}$ is coordinate $i$ of the gradient in step $t$, $w$ the iterates of momentum with buffer $m$, $x$ those of Adam with
moments $a$ and $b$.  A second run has the gradients $h$ and the iterates $u$ and $y$.
"""

from sympy import Eq, Not, Piecewise, S, sqrt

from proofs import (
    Exists,
    ForAll,
    Proof,
    by,
    claim,
    definition,
    family,
    function,
    hypothesis,
    integer,
    nat,
    real,
    recurrence,
    source,
    vector,
)

PROBLEM_SET = source("Problem set 9", seed="epfl22-ps9")

eta, beta, eps = real("eta", latex=r"\eta"), real("beta", latex=r"\beta"), real("epsilon", latex=r"\epsilon")
beta_1, beta_2 = real("beta_1", latex=r"\beta_1"), real("beta_2", latex=r"\beta_2")
t, s, i, j, k = nat("t"), nat("s"), integer("i"), integer("j"), integer("k")
g, h = family("g", indices=2), family("h", indices=2)
w_0, u_0 = vector("w_0", latex="w^0"), vector("u_0", latex="u^0")
x_0, y_0 = vector("x_0", latex="x^0"), vector("y_0", latex="y^0")
pi = family("pi", latex=r"\pi", integer=True)
F = function("F", "real", "real")
forgetful_a = function("F_a", "real", "real", "int", "real", latex="F")
forgetful_b = function("F_b", "real", "real", "int", "real", latex="F")
forgetful_t = function("F_t", "real", "real", "real", "real", latex="F")
W, A, B, r, T = real("W"), real("A"), real("B"), real("r"), nat("T")


# -- definitions: momentum -------------------------------------------------------

@recurrence(latex="m", start={0: 0})
def m(t, i):
    return beta*m[t - 1, i] + g[t - 1, i]


@recurrence(latex="w", start={0: w_0})
def w(t, i):
    return w[t - 1, i] - eta*m[t, i]


@recurrence(latex="n", start={0: 0})
def n(t, i):
    return beta*n[t - 1, i] + h[t - 1, i]


@recurrence(latex="u", start={0: u_0})
def u(t, i):
    return u[t - 1, i] - eta*n[t, i]


# -- definitions: Adam -----------------------------------------------------------

@recurrence(latex="a", start={0: 0})
def a(t, i):
    return beta_1*a[t - 1, i] + (1 - beta_1)*g[t - 1, i]


@recurrence(latex="b", start={0: 0})
def b(t, i):
    return beta_2*b[t - 1, i] + (1 - beta_2)*g[t - 1, i]**2


@recurrence(latex="x", start={0: x_0})
def x(t, i):
    return x[t - 1, i] - eta*(a[t, i]/(1 - beta_1**t))/(sqrt(b[t, i]/(1 - beta_2**t)) + eps)


@recurrence(latex="a'", start={0: 0})
def a_2(t, i):
    return beta_1*a_2[t - 1, i] + (1 - beta_1)*h[t - 1, i]


@recurrence(latex="b'", start={0: 0})
def b_2(t, i):
    return beta_2*b_2[t - 1, i] + (1 - beta_2)*h[t - 1, i]**2


@recurrence(latex="y", start={0: y_0})
def y(t, i):
    return y[t - 1, i] - eta*(a_2[t, i]/(1 - beta_1**t))/(sqrt(b_2[t, i]/(1 - beta_2**t)) + eps)


@definition(latex="D")
def detour(t, i):
    """Gradients that lead away and back again: the iterate is where it was, the buffer is not."""
    return Piecewise((1, Eq(t, 0)), (-(1 + beta), Eq(t, 1)), (0, True))


@definition(latex=r"\operatorname{Adam}")
def adam(W, A, B, T, r):
    """The next iterate, from the iterate W, the moments A and B, the step count T and the gradient r."""
    return W - eta*((beta_1*A + (1 - beta_1)*r)/(1 - beta_1**(T + 1)))/(
        sqrt((beta_2*B + (1 - beta_2)*r**2)/(1 - beta_2**(T + 1))) + eps)


@hypothesis("the gradients of one coordinate are those of another", forall=[t >= 0])
def same_gradients():
    return Eq(h[t, i], g[t, j])


@hypothesis("its start too")
def same_start():
    return Eq(u_0[i], w_0[j]), Eq(y_0[i], x_0[j])


@hypothesis("the gradients are permuted", forall=[t >= 0, i])
def permuted_gradients():
    return Eq(h[t, i], g[t, pi[i]])


@hypothesis("the start is permuted", forall=[i])
def permuted_start():
    return Eq(u_0[i], w_0[pi[i]]), Eq(y_0[i], x_0[pi[i]])


@hypothesis("steps are taken and something is remembered")
def remembering():
    return eta > 0, beta > 0


@hypothesis("steps are taken")
def moving():
    return eta > 0


@hypothesis("rates of Adam")
def rates():
    return 0 < beta_1, beta_1 < 1, 0 < beta_2, beta_2 < 1


@hypothesis("positive offset")
def positive_offset():
    return eps > 0


# -- claims --------------------------------------------------------------------

@claim("epfl22-ps9-sep", PROBLEM_SET.at("above equation (1)"), given=[same_gradients, same_start], where=[t >= 0])
def separable():
    """A coordinate of momentum depends on the start and on the gradients of this coordinate only, not on its number."""
    return Eq(n[t, i], m[t, j]), Eq(u[t, i], w[t, j])


@claim("epfl22-ps9-sep:nonnegative", PROBLEM_SET.at("above equation (1)"), given=[rates], where=[t >= 0])
def nonnegative_moment():
    """The second moments are not negative: Adam's root exists."""
    return b[t, i] >= 0, b_2[t, i] >= 0


@claim("epfl22-ps9-sep:adam", PROBLEM_SET.at("above equation (1)"), where=[t >= 0],
       given=[rates, positive_offset, same_gradients, same_start])
def separable_adam():
    """The same for Adam."""
    return Eq(a_2[t, i], a[t, j]), Eq(b_2[t, i], b[t, j]), Eq(y[t, i], x[t, j])


@claim("epfl22-ps9-sep:permutation", PROBLEM_SET.at("above equation (1)"), where=[t >= 0],
       given=[rates, positive_offset, permuted_gradients, permuted_start],
       example={t: 0, i: 1, beta_1: S(1)/2, beta_2: S(1)/2, eps: 1, g: 0, h: 0, w_0: 0, u_0: 0, x_0: 0, y_0: 0, pi: 1})
def equivariant():
    """Permuting the coordinates of start and gradients permutes the iterates, of momentum and of Adam."""
    return Eq(u[t, i], w[t, pi[i]]), Eq(y[t, i], x[t, pi[i]])


@claim("epfl22-ps9-p2-1", PROBLEM_SET.at("2.1"), given=[remembering])
def momentum_needs_its_buffer():
    """The next iterate of momentum is no function of the iterate and the gradient: one number more has to be kept."""
    return Not(Exists([F], ForAll([g, t >= 0, i], Eq(w[t + 1, i], F(w[t, i], g[t, i])))))


@claim("epfl22-ps9-p2-1:first-moment", PROBLEM_SET.at("2.1"), given=[rates, positive_offset, moving])
def adam_needs_its_first_moment():
    """The next iterate of Adam is no function of all it keeps but the first moment."""
    return Not(Exists([forgetful_a], ForAll([W, A, B >= 0, T >= 0, r], Eq(forgetful_a(W, B, T, r), adam(W, A, B, T, r)))))


@claim("epfl22-ps9-p2-1:second-moment", PROBLEM_SET.at("2.1"), given=[rates, positive_offset, moving])
def adam_needs_its_second_moment():
    """Nor of all but the second moment: two numbers more have to be kept."""
    return Not(Exists([forgetful_b], ForAll([W, A, B >= 0, T >= 0, r], Eq(forgetful_b(W, A, T, r), adam(W, A, B, T, r)))))


@claim("epfl22-ps9-p2-1:step-count", PROBLEM_SET.at("2.1"), given=[rates, positive_offset, moving])
def adam_needs_its_step_count():
    """And not of the iterate and both moments alone: the number of the step is part of the state."""
    return Not(Exists([forgetful_t], ForAll([W, A, B >= 0, T >= 0, r], Eq(forgetful_t(W, A, B, r), adam(W, A, B, T, r)))))


# -- derivations ---------------------------------------------------------------

@separable.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)

    buffer, iterate = base.parts("Buffer.", "Iterate.")
    buffer.conclude(n, m)
    iterate.calc(u[0, i])
    iterate.eq(w_0[j], u, same_start)
    iterate.eq(w[0, j], w)

    buffer, iterate = step.parts("Buffer.", "Iterate.")
    buffer.calc(n[t + 1, i])
    buffer.eq(beta*n[t, i] + h[t, i], n)
    buffer.eq(beta*m[t, j] + g[t, j], step.ih, same_gradients)
    buffer.eq(m[t + 1, j], m)
    iterate.calc(u[t + 1, i])
    iterate.eq(u[t, i] - eta*n[t + 1, i], u)
    iterate.eq(w[t, j] - eta*m[t + 1, j], step.ih, buffer)
    iterate.eq(w[t + 1, j], w)


@nonnegative_moment.proof
def _(p: Proof) -> None:
    base, step = p.induction(t)

    one, other = base.parts("First run.", "Second run.")
    one.conclude(b)
    other.conclude(b_2)

    one, other = step.parts("First run.", "Second run.")
    one.calc(b[t + 1, i])
    one.eq(beta_2*b[t, i] + (1 - beta_2)*g[t, i]**2, b)
    one.ge(0, step.ih, rates, by.square)
    other.calc(b_2[t + 1, i])
    other.eq(beta_2*b_2[t, i] + (1 - beta_2)*h[t, i]**2, b_2)
    other.ge(0, step.ih, rates, by.square)


@separable_adam.proof
def _(p: Proof) -> None:
    p.have(ForAll([s >= 0, k], b[s, k] >= 0, b_2[s, k] >= 0), nonnegative_moment)
    base, step = p.induction(t)

    first, second, iterate = base.parts("First moment.", "Second moment.", "Iterate.")
    first.conclude(a_2, a)
    second.conclude(b_2, b)
    iterate.calc(y[0, i])
    iterate.eq(x_0[j], y, same_start)
    iterate.eq(x[0, j], x)

    first, second, iterate = step.parts("First moment.", "Second moment.", "Iterate.")
    first.calc(a_2[t + 1, i])
    first.eq(beta_1*a_2[t, i] + (1 - beta_1)*h[t, i], a_2)
    first.eq(beta_1*a[t, j] + (1 - beta_1)*g[t, j], step.ih, same_gradients)
    first.eq(a[t + 1, j], a)
    second.calc(b_2[t + 1, i])
    second.eq(beta_2*b_2[t, i] + (1 - beta_2)*h[t, i]**2, b_2)
    second.eq(beta_2*b[t, j] + (1 - beta_2)*g[t, j]**2, step.ih, same_gradients)
    second.eq(b[t + 1, j], b)
    iterate.calc(y[t + 1, i])
    iterate.eq(y[t, i] - eta*(a_2[t + 1, i]/(1 - beta_1**(t + 1)))/(sqrt(b_2[t + 1, i]/(1 - beta_2**(t + 1))) + eps), y)
    iterate.eq(x[t, j] - eta*(a[t + 1, j]/(1 - beta_1**(t + 1)))/(sqrt(b[t + 1, j]/(1 - beta_2**(t + 1))) + eps),
               step.ih, first, second)
    iterate.eq(x[t + 1, j], x)


@equivariant.proof
def _(p: Proof) -> None:
    p.have(ForAll([s >= 0, k], b[s, k] >= 0, b_2[s, k] >= 0), nonnegative_moment)
    momentum, adaptive = p.parts("Momentum.", "Adam.")
    momentum.conclude(separable(t, i, pi[i]), permuted_gradients, permuted_start)
    adaptive.conclude(separable_adam(t, i, pi[i]), permuted_gradients, permuted_start)


@momentum_needs_its_buffer.proof
def _(p: Proof) -> None:
    rule = p.assume(Exists([F], ForAll([g, t >= 0, i], Eq(w[t + 1, i], F(w[t, i], g[t, i])))))

    first = p.have(ForAll([g], Eq(F(w_0[1], g[0, 1]), w_0[1] - eta*g[0, 1])))
    first.calc(F(w_0[1], g[0, 1]))
    first.eq(F(w[0, 1], g[0, 1]), w)
    first.eq(w[1, 1], rule(g, 0, 1))
    first.eq(w_0[1] - eta*g[0, 1], w, m)

    third = p.have(ForAll([g], Eq(F(w_0[1] - eta*((1 + beta)*g[0, 1] + g[1, 1]), g[2, 1]),
                                  w_0[1] - eta*((1 + beta + beta**2)*g[0, 1] + (1 + beta)*g[1, 1] + g[2, 1]))))
    third.calc(F(w_0[1] - eta*((1 + beta)*g[0, 1] + g[1, 1]), g[2, 1]))
    third.eq(F(w[2, 1], g[2, 1]), w, m)
    third.eq(w[3, 1], rule(g, 2, 1))
    third.eq(w_0[1] - eta*((1 + beta + beta**2)*g[0, 1] + (1 + beta)*g[1, 1] + g[2, 1]), w, m)

    p.say("Without gradients nothing moves; after a detour to the same place the buffer goes on.")
    stays = p.have(Eq(F(w_0[1], 0), w_0[1]), first(0))
    moves = p.have(Eq(F(w_0[1], 0), w_0[1] + eta*beta), third(detour), detour)
    p.conclude(stays, moves, remembering)


@adam_needs_its_first_moment.proof
def _(p: Proof) -> None:
    rule = p.assume(Exists([forgetful_a], ForAll([W, A, B >= 0, T >= 0, r],
                                                 Eq(forgetful_a(W, B, T, r), adam(W, A, B, T, r)))))
    stays = p.have(Eq(forgetful_a(0, 0, 0, 0), 0), rule(0, 0, 0, 0, 0), adam)
    moves = p.have(Eq(forgetful_a(0, 0, 0, 0), -eta*beta_1/((1 - beta_1)*eps)), rule(0, 1, 0, 0, 0), adam)
    nothing = p.have(Eq(eta*beta_1, 0), moves, stays)
    p.conclude(nothing, moving, rates)


@adam_needs_its_second_moment.proof
def _(p: Proof) -> None:
    rule = p.assume(Exists([forgetful_b], ForAll([W, A, B >= 0, T >= 0, r],
                                                 Eq(forgetful_b(W, A, T, r), adam(W, A, B, T, r)))))
    small, large = eta*beta_1/((1 - beta_1)*eps), eta*beta_1/((1 - beta_1)*(1 + eps))
    without = p.have(Eq(forgetful_b(0, 1, 0, 0), -small), rule(0, 1, 0, 0, 0), adam)
    unit = p.have(Eq(sqrt(1/(1 - beta_2) - beta_2/(1 - beta_2)), 1))
    same = p.have(Eq(small, large))
    same.calc(small)
    same.eq(-forgetful_b(0, 1, 0, 0), without)
    same.eq(large, rule(0, 1, (1 - beta_2)/beta_2, 0, 0), adam, unit)
    equal = p.have(Eq(1 + eps, eps))
    equal.calc(1 + eps)
    equal.eq((1 - beta_1)*eps*(1 + eps)/(eta*beta_1)*small)
    equal.eq(eps, same)
    p.conclude(equal)


@adam_needs_its_step_count.proof
def _(p: Proof) -> None:
    rule = p.assume(Exists([forgetful_t], ForAll([W, A, B >= 0, T >= 0, r],
                                                 Eq(forgetful_t(W, A, B, r), adam(W, A, B, T, r)))))
    early, late = eta*beta_1/((1 - beta_1)*eps), eta*beta_1/((1 - beta_1**2)*eps)
    one = p.have(Eq(forgetful_t(0, 1, 0, 0), -early), rule(0, 1, 0, 0, 0), adam)
    same = p.have(Eq(early, late))
    same.calc(early)
    same.eq(-forgetful_t(0, 1, 0, 0), one)
    same.eq(late, rule(0, 1, 0, 1, 0), adam)
    vanishes = p.have(Eq(beta_1, 0))
    vanishes.calc(beta_1)
    vanishes.eq((1 - beta_1**2)*eps/(eta*beta_1)*late - 1, same)
    vanishes.eq(0)
    p.conclude(vanishes, rates)


# -- results -------------------------------------------------------------------

def numbers_kept(method: str, parameters: int) -> int:
    """The numbers that "momentum" or "adam" keep beyond the parameters: one or two for each; Adam also counts its steps.

    None of them can be left out (claims `momentum_needs_its_buffer`, `adam_needs_its_first_moment` and the two after it).

    >>> numbers_kept("momentum", 10), numbers_kept("adam", 10)
    (10, 21)
    """
    if method not in ("momentum", "adam"):
        raise ValueError(f"the methods are momentum and adam, not {method}")
    if parameters < 0:
        raise ValueError(f"the number of parameters must be at least 0, not {parameters}")
    return parameters if method == "momentum" else 2*parameters + 1
