"""`prop` against truth tables: what it accepts is sound for sequents, and it accepts every tautology."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from proofs.kernel import FALSE, REAL, RuleError, Term, Theorem, gap, num, op, prop, var

ATOMS = tuple(op("lt", num(0), var(name, REAL)) for name in "abc")
formulas = st.recursive(
    st.sampled_from((*ATOMS, FALSE)),
    lambda inner: st.one_of(st.builds(op, st.just("not"), inner),
                            st.builds(op, st.sampled_from(["and", "or", "imp", "iff"]), inner, inner)),
    max_leaves=6)
sequents = st.tuples(st.lists(formulas, max_size=2).map(tuple), formulas)
Valuation = dict[Term, bool]
VALUATIONS = [dict(zip(ATOMS, bits, strict=True)) for bits in product((False, True), repeat=len(ATOMS))]


def true(f: Term, v: Valuation) -> bool:
    if f in v:
        return v[f]
    args = [true(a, v) for a in f.args]
    match f.op:
        case "false":
            return False
        case "not":
            return not args[0]
        case "and":
            return args[0] and args[1]
        case "or":
            return args[0] or args[1]
        case "imp":
            return not args[0] or args[1]
    return args[0] == args[1]


def sequent_true(hyps: frozenset[Term], concl: Term, v: Valuation) -> bool:
    return not all(true(h, v) for h in hyps) or true(concl, v)


def accepted(premises: list[tuple[tuple[Term, ...], Term]], goal: Term, discharge: list[Term]) -> Theorem | None:
    try:
        return prop(tuple([gap(hyps, phi, "law") for hyps, phi in premises]), goal, tuple(discharge))
    except RuleError:
        return None


@given(st.lists(sequents, max_size=3), formulas, st.lists(formulas, max_size=2))
def test_true_sequents_give_true_sequents(premises: list[tuple[tuple[Term, ...], Term]], goal: Term,
                                          discharge: list[Term]) -> None:
    """The law that the first version of the rule broke: it discharged Δ and kept Δ as facts."""
    hyps = [h for given_, _ in premises for h in given_]
    for delta in (discharge, hyps):
        th = accepted(premises, goal, delta)
        for v in VALUATIONS if th is not None else []:
            if all(sequent_true(frozenset(g), phi, v) for g, phi in premises):
                assert th is not None and sequent_true(th.hyps, th.concl, v)


@given(st.lists(sequents, max_size=3), formulas, st.lists(formulas, max_size=2))
def test_exactly_the_consequences_are_accepted(premises: list[tuple[tuple[Term, ...], Term]], goal: Term,
                                               discharge: list[Term]) -> None:
    def fact(given_: tuple[Term, ...], phi: Term, v: Valuation) -> bool:
        return sequent_true(frozenset(given_) & frozenset(discharge), phi, v)

    follows = all(true(goal, v) for v in VALUATIONS if all(fact(g, phi, v) for g, phi in premises))
    assert (accepted(premises, goal, discharge) is not None) == follows


@given(st.lists(sequents, max_size=3), formulas, formulas)
def test_deduction(premises: list[tuple[tuple[Term, ...], Term]], goal: Term, h: Term) -> None:
    """Γ, h ⊢ ψ gives Γ ⊢ h → ψ."""
    th = accepted([(given_ + (h,), phi) for given_, phi in premises], goal, [])
    if th is not None:
        out = prop((th,), op("imp", h, goal), (h,))
        assert out.hyps == th.hyps - {h}
