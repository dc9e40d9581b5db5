"""Directly: equations by normal forms and from the facts, everything else by the prover of side conditions."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from ..kernel import INT, REAL, KernelError, Term, Theorem, rewrite, table
from ..tactics.build import power
from ..tactics.context import Context, Unproved
from ..tactics.derive import mp, rhs, specialise, sym, trans
from ..tactics.elimination import by_elimination
from ..tactics.fractions import without_divisors
from ..tactics.linear import equal_by_combination
from ..tactics.normalise import Method, Normaliser, equate, ready
from ..tactics.polynomial import TooLarge
from ..tactics.prover import ORDERS, attempt, prove
from ..theories import (
    absolute,
    binomials,
    choices,
    expectation,
    exponentials,
    exponents,
    factorials,
    powers,
    random,
    relu,
    roots_and_signs,
    rounding,
    single,
    sizes,
    sums,
    vectors,
    vocabulary,
)
from ..theories.lemmas import rewrites
from .laws import between, members
from .symmetric_tables import oriented

Failure = (Unproved, TooLarge, KernelError)
OPEN = frozenset((vectors.DOT, vectors.NORM2, expectation.VAR, vocabulary.MAX, vocabulary.MIN, table.ABS, relu.RELU))


class Inapplicable(Unproved):
    """The goal is not of the kind that a way is for: this says nothing about it."""


def directly(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ goal without cases and without induction; raises Unproved."""
    if goal.op == "eq" and goal.args[0].type in (INT, REAL):
        return equal(ctx, goal)
    return prove(ctx, goal)


def method(extra: Iterable[Theorem] = ()) -> Method:
    """Everything the engine may do without being told."""
    conversions = [sums.emptied, sums.linear, random.linear, choices.even_power, powers.root, powers.roots_apart,
                   roots_and_signs.sign, roots_and_signs.minus_apart, roots_and_signs.root_of_number,
                   roots_and_signs.of_factors,
                   exponentials.logarithm, exponents.exp_of_sum, exponents.root_of_log, exponents.log_of_root,
                   exponents.log_of_product,
                   rounding.at_number, rounding.settled, rounding.shifted, rounding.nested, oriented, relu.relu, binomials.rule,
                   binomials.column, factorials.rule, absolute.absolute, sizes.product]
    return Method([w for th in extra for w in rewrites(th)], OPEN - {relu.RELU, table.ABS}, [(c, c) for c in conversions])


def equal(ctx: Context, goal: Term, extra: tuple[Theorem, ...] = ()) -> Theorem:
    """By normal forms: as they stand, with last terms split off, with indices from 0, from the facts."""
    facts = tuple(th for th in ctx.facts if th.concl.op == "eq" and th.concl.args[0].type in (INT, REAL)) + extra
    error: Exception | None = None
    ways = [(), (sums.last_term,), (sums.shifted,), (sums.first_term,), (sums.longer, sums.shifted)]
    if _chooses(goal):
        ways.append((single.diagonal, choices.decided))
    for more in ways:
        m = method((*facts, *_definitions(ctx)))
        m.conversions = [(c, c) for c in more] + m.conversions
        try:
            return equate(ctx, goal.args[0], goal.args[1], m)
        except Failure as e:
            error = error or e
    th = (_as_root(ctx, goal) or _by_roots(ctx, goal, facts) or _by_facts(ctx, goal, facts) or _by_elimination(ctx, goal, facts)
          or _by_recurrences(ctx, goal) or attempt(ctx, goal))
    if th is None:
        raise error or Unproved("the two sides have different normal forms", goal)
    return th


def _definitions(ctx: Context) -> list[Theorem]:
    """∀k. v k = t, where no v is in t, nor in what the families in t are defined by."""
    if "definitions" not in ctx.cache:
        made: dict[Term, set[Term]] = {}
        kept = []
        for r in ctx.rules:
            left, right = r.conclusion.args if r.conclusion.op == "eq" else (r.conclusion, r.conclusion)
            if left.op == "app" and left.args[0].op == "var" and r.variables == left.args[1:] and left.args[0] not in made:
                inside = {t.args[0] for t in members(right)}
                if left.args[0] not in _reached(inside, made):
                    made[left.args[0]] = inside
                    kept.append(r.theorem)
        ctx.cache["definitions"] = kept
    return ctx.cache["definitions"]  # type: ignore[return-value]


def _reached(families: set[Term], made: dict[Term, set[Term]]) -> set[Term]:
    """The families, those by which they are defined, and so on."""
    out, todo = set(families), list(families)
    while todo:
        new = made.get(todo.pop(), set()) - out
        out |= new
        todo += new
    return out


def _chooses(t: Term) -> bool:
    """Is there a choice in the term, under a sum perhaps?"""
    stack, seen = [t], set[Term]()
    while stack:
        u = stack.pop()
        if u.op == "ite":
            return True
        if u not in seen:
            seen.add(u)
            stack.extend(u.args)
    return False


def _as_root(ctx: Context, goal: Term) -> Theorem | None:
    """√u = v, or v = √u, from 0 ≤ v and v·v = u."""
    for root, v in (goal.args, goal.args[::-1]):
        if root.op == "sqrt" and v.op != "sqrt":
            try:
                law = specialise(powers.sqrt_unique(), root.args[0], v)
                while law.concl.op == "imp":
                    law = mp(law, directly(ctx, law.concl.args[0]))
                return law if law.concl is goal else sym(law)
            except Failure:
                continue
    return None


def _by_roots(ctx: Context, goal: Term, facts: tuple[Theorem, ...]) -> Theorem | None:
    """An equation through the squares of the roots in it."""
    try:
        n = Normaliser(ctx, ready(ctx, method(facts)))
        left, right = (n.norm(t) for t in goal.args)
        parts = subterms(rhs(left), rhs(right))
        squares = [next(iter(powers.root_facts(ctx, t)), None) for t in parts if t.op == "sqrt"]
        known = tuple(th for th in (*squares, *[exponents.power_of_root(ctx, t) for t in parts]) if th is not None)
        if not known:
            return None
        return trans(left, equal_by_combination(ctx, rhs(left), rhs(right), known), sym(right))
    except Failure:
        return None


def _by_facts(ctx: Context, goal: Term, facts: tuple[Theorem, ...]) -> Theorem | None:
    """An equation as a combination of those that are known, none of which is used to rewrite: s² = t says that s² divides."""
    facts = tuple(th for th in facts if th.concl.args[0].type is goal.args[0].type is REAL)
    n = Normaliser(ctx, method())
    try:
        left, right = (n.norm(t) for t in goal.args)
        same = [[n.norm(t) for t in th.concl.args] for th in facts]
        known = tuple(rewrite(th, (((0,), a), ((1,), b))) for th, (a, b) in zip(facts, same, strict=True))
        known += tuple(th for e in known if e.concl.args[1].op == "sqrt" for th in _squared(ctx, e))
        return trans(left, equal_by_combination(ctx, rhs(left), rhs(right), known), sym(right)) if known else None
    except Failure:
        return None


def _squared(ctx: Context, equation: Theorem) -> Iterable[Theorem]:
    """x² = t from x = √t"""
    x, root = equation.concl.args
    for square in islice(powers.root_facts(ctx, root), 1):
        yield equal_by_combination(ctx, power(x, 2), root.args[0], (equation, square))


def _by_elimination(ctx: Context, goal: Term, facts: tuple[Theorem, ...]) -> Theorem | None:
    """An equation from several that are linear in some of its parts."""
    facts = tuple(th for th in facts if th.concl.args[0].type is goal.args[0].type is REAL)
    try:
        return by_elimination(ctx, goal.args[0], goal.args[1], facts) if facts else None
    except Failure:
        return None


def _by_recurrences(ctx: Context, goal: Term) -> Theorem | None:
    """An equation between members of a recurrence at n + a, …, n + b from the recurrence at the places between."""
    here = between(ctx, *goal.args)
    if not here:
        return None
    n = Normaliser(ctx, Method())
    left, right = (n.norm(t) for t in goal.args)
    same = tuple(rewrite(th, tuple(((i,), n.norm(t)) for i, t in enumerate(th.concl.args))) for th in here)
    try:
        return trans(left, by_elimination(ctx, rhs(left), rhs(right), same), sym(right))
    except Failure:
        return None


def subterms(*terms: Term) -> list[Term]:
    """The subterms that contain no bound variable, outermost first."""
    out, stack = dict.fromkeys(terms), list(terms)
    while stack:
        for a in stack.pop().args:
            if a not in out:
                out[a] = None
                stack.append(a)
    return [t for t in out if not t.loose]


ORDERS.append(without_divisors)
