"""Random rule applications, judged at exact points; the long run is `python tests/fuzz`.

What is known of these theorems is only what they say: each is evaluated where its hypotheses hold.
"""

from __future__ import annotations

from collections import Counter

from fuzz_model import Point
from fuzz_walk import RULES, Walk, lemmas
from hypothesis import given, settings
from hypothesis import strategies as st

from proofs.kernel import INT, OMEGA, REAL, fun, lam, num, op, substitute, var
from proofs.theories.expectation import SPACE, E, at, rv
from proofs.theories.folds import SUM

x, n, X = var("x", REAL), var("n", INT), var("X", fun(OMEGA, REAL))


@settings(derandomize=True, max_examples=30, deadline=None)
@given(st.integers(0, 10**9))
def test_nothing_false_is_concluded(seed: int) -> None:
    walk = Walk(seed).run(250)
    assert not walk.false, [f"{name}: {', '.join(map(str, th.hyps))} ⊢ {th.concl}" for name, th in walk.false]


def test_every_rule_concludes_something_and_much_is_decided() -> None:
    walks = [Walk(seed).run(300) for seed in range(8)]
    concluded = sum((w.minted for w in walks), Counter[str]())
    assert set(concluded) == {rule.__name__.strip("_") for rule in RULES}
    assert sum(w.decided for w in walks) > concluded.total()/3


def test_the_points_know_what_is_false() -> None:
    points = [Point(seed) for seed in range(20)]
    half = op("div", op("mul", x, x), x)
    false = [op("eq", half, x),                               # at x = 0 a quotient may be anything
             op("eq", op("sqrt", op("mul", x, x)), x),
             op("eq", SUM.of(num(1, INT), n, lam(n, op("real", n))), op("real", op("mul", n, n))),
             op("eq", op("mul", at(X), at(X)), at(X)),
             op("eq", op("mul", op("app", E, X), op("app", E, X)), op("app", E, rv(op("mul", at(X), at(X))))),
             op("le", num(0), op("sqrt", x)),
             op("eq", op("real", op("floor", x)), x)]
    for phi in false:
        assert False in [p.truth(phi) for p in points], str(phi)


def test_lemmas_are_what_walks_start_from() -> None:
    assert len(lemmas()) > 50


def test_not_every_functional_is_an_expectation() -> None:
    """A walk generalised the linearity of E over what stands for E: true, but not where any functional counts as one."""
    walk = Walk(3_000_561).run(400)
    assert walk.false == []
    assert walk.decided > 100
    point, other = Point(0), var("other", E.type)
    assert point.truth(SPACE) is True
    assert point.truth(substitute(SPACE, {E: other})) is None
