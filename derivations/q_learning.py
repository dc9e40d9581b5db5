r"""Q-learning with finitely many actions.

The actions in one state are $1, \dots, n$; $Q_a$ is the value of action $a$ there, and $a^*$ a greedy action.
"""

from collections.abc import Sequence

from sympy import Eq, Ne, Piecewise, Sum

from proofs import ForAll, Proof, by, claim, definition, family, hypothesis, maximum, nat, real, source

HOMEWORK = source("Homework 5, section 3", seed="ie498-hw5")

a, b, best, o, n = nat("a"), nat("b"), nat("a_best", latex="a^*"), nat("o", latex="a'"), nat("n")
ending = nat("ending", latex=r"\mathrm{end}")
eps, R, gamma = real("epsilon", latex=r"\epsilon"), real("R"), real("gamma", latex=r"\gamma")
Q = family("Q")


# -- definitions ---------------------------------------------------------------

@definition(latex="Y")
def target(ending):
    """The reward, and unless the episode has ended the discounted value of the greedy action."""
    return Piecewise((R, Eq(ending, 1)), (R + gamma*Q[best], True))


@definition(latex=r"\delta")
def is_greedy(a):
    return Piecewise((1, Eq(a, best)), (0, True))


@definition(latex=r"\pi")
def policy(a):
    """With probability ε one of all actions, equally likely; otherwise the greedy one."""
    return (1 - eps)*is_greedy(a) + eps*(1/n)


# -- hypotheses ------------------------------------------------------------------

@hypothesis("$a^*$ is an action")
def greedy_is_an_action():
    return best >= 1, best <= n


@hypothesis("of largest value", forall=[b >= 1, b <= n])
def greedy():
    return Q[b] <= Q[best]


@hypothesis("the episode goes on")
def goes_on():
    return Ne(ending, 1)


@hypothesis("the episode has ended")
def has_ended():
    return Eq(ending, 1)


@hypothesis("chosen as printed", forall=[b >= 1, b <= n])
def chosen_as_printed():
    return Q[o] <= Q[o]


@hypothesis("another action")
def another():
    return Ne(a, best)


@hypothesis("a probability")
def a_probability():
    return 0 <= eps, eps <= 1


# -- claims --------------------------------------------------------------------

@claim("ie498-hw5-3c-target", HOMEWORK.at("c"), given=[greedy_is_an_action, greedy, goes_on])
def target_with_the_maximum():
    r"""The value of the maximising action is the maximal value, so the target needs no $\arg\max$."""
    return Eq(target(ending), R + gamma*maximum(Q[b], (b, 1, n)))


@claim("ie498-hw5-3c-target:terminal", HOMEWORK.at("c"), given=[has_ended])
def target_at_the_end():
    """At the end of an episode the target is the reward; the source has no such case."""
    return Eq(target(ending), R)


@claim("ie498-hw5-3d", HOMEWORK.at("d"), given=[greedy_is_an_action])
def probability_of_the_greedy_action():
    r"""An $\epsilon$-greedy policy takes the greedy action a little more often than $1 - \epsilon$."""
    return Eq(policy(best), 1 - eps + eps/n)


@claim("ie498-hw5-3d:others", HOMEWORK.at("d"), given=[greedy_is_an_action, another])
def probability_of_another_action():
    """Every other action has the same probability."""
    return Eq(policy(a), eps/n)


@claim("ie498-hw5-3d:sum", HOMEWORK.at("d"), given=[greedy_is_an_action])
def probabilities_add_up():
    """The probabilities add up to 1."""
    return Eq(Sum(policy(a), (a, 1, n)), 1)


@claim("ie498-hw5-3d:sign", HOMEWORK.at("d"), given=[greedy_is_an_action, a_probability])
def probabilities_are_nonnegative():
    """No probability is negative."""
    return policy(a) >= 0


@claim("ie498-hw5-3d:printed", HOMEWORK.at("d"), given=[greedy_is_an_action, chosen_as_printed])
def printed_choice_is_greedy():
    r"""As printed, the letter below $\arg\max$ does not occur in what is maximised: then every action maximises."""
    return ForAll([b >= 1, b <= n], Q[b] <= Q[best])


@claim("ie498-hw5-3d:greedy", HOMEWORK.at("d"), given=[greedy_is_an_action, greedy])
def greedy_choice():
    r"""Maximised over the letter that occurs, the chosen action has the largest value."""
    return Eq(Q[best], maximum(Q[b], (b, 1, n)))


# -- derivations ---------------------------------------------------------------

@greedy_choice.proof
def _(p: Proof) -> None:
    p.conclude(greedy, by.maximum)


@target_with_the_maximum.proof
def _(p: Proof) -> None:
    p.calc(target(ending))
    p.eq(R + gamma*Q[best], target, goes_on)
    p.eq(R + gamma*maximum(Q[b], (b, 1, n)), greedy_choice)


@target_at_the_end.proof
def _(p: Proof) -> None:
    p.conclude(target, has_ended)


@probability_of_the_greedy_action.proof
def _(p: Proof) -> None:
    p.conclude(policy, is_greedy)


@probability_of_another_action.proof
def _(p: Proof) -> None:
    p.conclude(policy, is_greedy, another)


@probabilities_add_up.proof
def _(p: Proof) -> None:
    p.calc(Sum(policy(a), (a, 1, n)))
    p.eq((1 - eps)*Sum(is_greedy(a), (a, 1, n)) + eps, policy)
    p.eq((1 - eps)*is_greedy(best) + eps, by.diagonal, is_greedy)
    p.eq(1, is_greedy)


@probabilities_are_nonnegative.proof
def _(p: Proof) -> None:
    p.conclude(policy, is_greedy)


@printed_choice_is_greedy.refutation(corrected=greedy_choice)
def _(p: Proof) -> None:
    p.instance({n: 2, best: 1, o: 1, Q[1]: 0, Q[2]: 1})


# -- results -------------------------------------------------------------------

def policy_of(values: Sequence[float], epsilon: float) -> list[float]:
    """How likely an ε-greedy policy takes each action (claims `probability_of_the_greedy_action`, `…_of_another_action`).

    values: of the actions, at least one; among equal ones the first is greedy; 0 ≤ epsilon ≤ 1.  Source: homework 5, 3(d).

    >>> policy_of([1.0, 3.0], 0.5)
    [0.25, 0.75]
    """
    if not values:
        raise ValueError("a policy needs at least one action")
    if not 0 <= epsilon <= 1:
        raise ValueError(f"epsilon must be a probability (hypothesis: {a_probability.name}), not {epsilon}")
    greedy = values.index(max(values))
    return [(1 - epsilon)*(a == greedy) + epsilon/len(values) for a in range(len(values))]


def q_target(reward: float, discount: float, next_values: Sequence[float]) -> float:
    """The target of Q-learning (claims `target_with_the_maximum` and, without next values, `target_at_the_end`).

    next_values: of the actions in the next state; none when the episode has ended.  Source: homework 5, 3(c).

    >>> q_target(1.0, 0.5, [2.0, 4.0])
    3.0
    """
    return reward + discount*max(next_values) if next_values else reward
