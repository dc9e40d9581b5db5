"""Well-definedness: where the obligations hold no junk value is read, and obligations grow with the term."""

from __future__ import annotations

from generate import Junk, Point, evaluate, partial, points, subterms
from hypothesis import given
from hypothesis import strategies as st

from proofs.kernel import TRUE, Term, app, conjunction, define, defined, lam, op

atoms = st.builds(op, st.sampled_from(["eq", "le", "lt"]), partial, partial)
formulas = st.recursive(
    atoms,
    lambda inner: st.one_of(inner.map(lambda f: op("not", f)),
                            st.builds(op, st.sampled_from(["and", "or", "imp", "iff"]), inner, inner),
                            st.builds(lambda c, a, b: op("le", op("ite", c, a, b), a), inner, partial, partial)),
    max_leaves=3)


def reads_junk(t: Term, at: Point) -> bool:
    try:
        evaluate(t, at)
    except Junk:
        return True
    return False


@given(formulas, points)
def test_obligations_are_exactly_the_absence_of_junk(phi: Term, at: Point) -> None:
    """`defined φ` is itself well defined, and true at a point just when evaluating φ there reads no junk."""
    assert evaluate(defined(phi), at) is not reads_junk(phi, at)


@given(partial, points)
def test_a_term_owes_what_its_subterms_owe(t: Term, at: Point) -> None:
    """The obligation collector loses nothing (STYLE, example 4)."""
    if evaluate(defined(t), at):
        assert all(evaluate(defined(s), at) for s in subterms(t))


@given(partial)
def test_obligations_are_literally_there(t: Term) -> None:
    """Each conjunct owed by a subterm is a conjunct owed by the term."""
    mine = set(conjuncts(defined(t)))
    for s in subterms(t):
        assert set(conjuncts(defined(s))) <= mine | {TRUE}


def conjuncts(phi: Term) -> list[Term]:
    return [c for a in phi.args for c in conjuncts(a)] if phi.op == "and" else [phi]


@given(formulas)
def test_definedness_is_well_defined(phi: Term) -> None:
    """A true formula owed to be true: D(D φ) follows left to right, so it never adds a case."""
    owed = defined(phi)
    assert owed.free <= phi.free and not owed.loose and conjunction([owed, TRUE]) is owed


@given(partial, points, st.booleans())
def test_a_definition_owes_what_its_body_owes(t: Term, at: Point, total: bool) -> None:
    """Neither a name nor the word `total` hides an obligation."""
    closed = t
    for v in sorted(t.free):
        closed = lam(next(s for s in subterms(t) if s.op == "var" and s.data == v), closed)
    constant = define("c", closed, total=total)
    applied = constant
    for v in sorted(t.free, reverse=True):
        applied = app(applied, next(s for s in subterms(t) if s.op == "var" and s.data == v))
    assert evaluate(defined(applied), at) == evaluate(defined(t), at)
    assert not total or defined(t) is TRUE or defined(applied) is not TRUE
