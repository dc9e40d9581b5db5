"""The search of `decide`: ways that are tried in order.  Whatever they find is a theorem of the kernel."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from ..kernel import FALSE, Term, Theorem, exists_elim, instantiate, normal, op, prop
from ..tactics.budget import portion, spend
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise
from ..tactics.prover import attempt
from . import ideals, integers, odd_powers, residues, squares  # noqa: F401  (closers of cases)
from .abstractions import by_abstraction
from .apart import by_order
from .arguments import by_arguments
from .borders import by_border, by_first_index
from .bounded_members import by_bounded_members, by_bounded_sums, by_last_member
from .cases import by_cases
from .closed_members import by_closed_members
from .closed_sums import by_closed_forms
from .coefficients import by_coefficients
from .coins import by_coins
from .comparisons import by_comparing_parts
from .composed import by_composition
from .congruences import by_congruence
from .descents import by_descent
from .direct import Failure, Inapplicable, directly
from .divisibility import by_divisibility
from .double_inductions import by_rows
from .enclosures import by_bounds
from .exponential_orders import by_exponentials
from .exponentiated import by_exponentiating
from .first_members import by_first_members
from .inductions import by_induction, by_recursion
from .integrable_members import by_steps
from .invariants import by_invariants
from .letter_divisors import by_dividing
from .limits import by_growth
from .margins import by_margins
from .means import by_means
from .monotone_parts import by_monotone_parts
from .multiples import by_multiples
from .named_sizes import by_sizes
from .origins import by_origin
from .owed import with_what_is_owed
from .power_residues import by_power_residues
from .products_compared import by_comparing_products
from .range_inductions import by_range, by_summands
from .ratios import by_ratios
from .reductions import by_both_sides, by_clearing, by_empty_ranges, by_expanding, by_parts, by_squares
from .remainders import by_remainders
from .residuals import by_known_orders
from .restated import restated
from .reversals import by_reversal
from .rising import by_rising
from .slopes import by_shape
from .squaring import by_squaring
from .strengthened import by_strengthening
from .substitutions import by_replacing, by_substitution
from .sums_compared import by_comparing_sums
from .tableau import by_contradiction
from .tails import by_tails
from .totals import by_totals
from .values import by_values
from .variances import by_variances
from .witnesses import by_witness

Way = Callable[[Context, Term], Theorem]
SHARE = 360_000  # the work of one way, in units of `budget`
ASKED = 200  # … of asking at all: what is out of work asks for nothing more


def auto(ctx: Context, goal: Term) -> Theorem:
    """Γ ⊢ goal, tried in a fixed order; raises Unproved."""
    spend(ASKED)
    match goal.op:
        case "and":
            return prop((auto(ctx, goal.args[0]), auto(ctx, goal.args[1])), goal)
        case "imp":
            return discharge(auto(ctx.assume(goal.args[0]), goal.args[1]), goal.args[0])
        case "iff":
            a, b = goal.args
            return prop((auto(ctx, op("imp", a, b)), auto(ctx, op("imp", b, a))), goal)
        case "all":
            x = ctx.fresh(goal.args[0].data, goal)
            return generalise(auto(ctx, normal(instantiate(goal.args[0].args[0], x))), x)
    ctx = restated(ctx, goal)
    first: Exception | None = None
    for way in WAYS:
        try:
            with portion(SHARE):
                th = way(ctx, goal)
            if th.concl is goal:
                return th
        except Failure as e:
            first = first or (None if isinstance(e, Inapplicable) else e)
    known = with_what_is_owed(ctx, goal, auto)
    if known is not ctx:
        return auto(known, goal)
    some = next((th for th in ctx.facts if th.concl.op == "ex"), None)
    if some is not None:
        with suppress(*Failure):
            return _with_witness(ctx, some, goal)
    absurd = attempt(ctx, FALSE) if ctx.facts else None
    if absurd is not None:
        return prop((absurd,), goal)
    raise first or Unproved("nothing applies", goal)


def _with_witness(ctx: Context, some: Theorem, goal: Term) -> Theorem:
    """The goal from φ(x) for a new x, in the place of ∃x. φ."""
    x = ctx.fresh(some.concl.args[0].data, goal, some.concl)
    rest = Context(tuple(th for th in ctx.facts if th is not some), ctx.rules, ctx.depth)
    return exists_elim(x, some, auto(rest.assume(normal(instantiate(some.concl.args[0].args[0], x))), goal))


def _asking(way: Callable[[Context, Term, Way], Theorem]) -> Way:
    """A way that asks for other goals."""
    return lambda ctx, goal: way(ctx, goal, auto)


WAYS: list[Way] = [  # each proves the goal or raises a Failure
    by_shape, by_growth, directly, _asking(by_composition), _asking(by_arguments), _asking(by_sizes), _asking(by_first_members),
    _asking(by_coefficients), by_bounds, by_monotone_parts, by_squaring, by_means, _asking(by_variances), _asking(by_tails),
    by_steps, by_divisibility, by_dividing, by_multiples, _asking(by_congruence), by_remainders, by_coins, by_witness,
    by_margins, by_cases, _asking(by_squares), _asking(by_values), _asking(by_both_sides), _asking(by_parts),
    _asking(by_bounded_members), _asking(by_bounded_sums), _asking(by_first_index), by_substitution,
    _asking(by_comparing_products), by_reversal, by_abstraction, by_exponentiating, by_range, by_recursion,
    _asking(by_expanding), by_strengthening, by_closed_forms, by_last_member, by_ratios, by_invariants, by_exponentials,
    by_contradiction, by_order, by_known_orders, by_totals, by_rising, by_comparing_sums, by_comparing_parts, by_rows,
    by_induction, _asking(by_descent), _asking(by_summands), _asking(by_clearing), _asking(by_empty_ranges),
    _asking(by_power_residues), _asking(by_closed_members), _asking(by_replacing), _asking(by_border), by_origin]
