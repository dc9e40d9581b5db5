"""Unknown functions, rows as vectors, joint recurrences, quantifiers: what they mean, how they print, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numeric
import pytest
import sympy as sp
from sympy import Eq

import proofs
from proofs import (
    AuthorError,
    ForAll,
    decide,
    definition,
    family,
    function,
    integer,
    nat,
    random_family,
    real,
    recurrence,
    vector,
)
from proofs.language.door import Door
from proofs.language.export import to_sympy
from proofs.language.show import latex, text

x, y = real("x"), real("y")
n, t, i, m = nat("n"), nat("t"), integer("i"), integer("m")
G, F = function("G", "vector", "int", value="vector"), function("F", "real", "real")
table, start, sized = family("c", indices=2), vector("u"), vector("w", n)
X, Z, ranged = random_family("X", start=1), random_family("Z", indices=2), family("ranged", start=1)


@recurrence(latex="p", start={0: start})
def position(t: Any, i: Any) -> Any:
    return position[t - 1, i] + speed[t, i]


@recurrence(latex="s", start={0: 0})
def speed(t: Any, i: Any) -> Any:
    return 2*speed[t - 1, i] + doubled(position[t - 1, i])


@definition()
def doubled(x: Any) -> Any:
    return 2*x


@recurrence(start={0: 0})
def left(t: Any) -> Any:
    return right[t]


@recurrence(start={0: 0})
def right(t: Any) -> Any:
    return left[t]


@recurrence(start={0: 0})
def early(t: Any) -> Any:
    return late[t - 1]


@recurrence(start={1: 0})
def late(t: Any) -> Any:
    return early[t - 1]


@recurrence(start={0: 0})
def ahead(t: Any) -> Any:
    return behind[t + 1]


@recurrence(start={0: 0})
def behind(t: Any) -> Any:
    return ahead[t - 1]


def statement(written: Callable[[], Any]) -> tuple[Any, Door]:
    door = Door()
    with sp.evaluate(False):
        e = written()
    return door.statement(e), door


def test_joint_recurrences_run_together() -> None:
    door = Door()
    for at, wanted in enumerate([1, 3, 13]):  # speed 0, 2, 10; position 1, 3, 13
        found = numeric.value(door.number(position[at, i]), {"u": {1: Fraction(1)}, "i": 1})
        assert found == wanted


SHOWN = {
    "Eq(G(start, t)[1], x)": r"G(u, t)_{1} = x",
    "Eq(F(x, 0), F(0, x))": r"F(x, 0) = F(0, x)",
    "ForAll([x], F(x, y) >= 0)": r"F(x, y) \ge 0\text{ for all }x",
    "ForAll([t, i >= 1, i <= n], Eq(table[t, i], 0))": r"c_{t,i} = 0\text{ for all }t \ge 0,\; 1 \le i \le n",
    "ForAll([X], Implies(independent(X), Eq(E(X[1]), 0)))":
        r"\text{for all }X: (X_{i}\text{ is a random variable}\text{ for all }i \ge 1) \implies "
        r"(X_{i}\text{ mutually independent} \implies \mathbb{E}[X_{1}] = 0)",
    "ForAll([Z, n >= 1], independent(Z[n, i], (i, 1, n)))":
        r"\text{for all }Z,\; n \ge 1: (Z_{i,j}\text{ is a random variable}\text{ for all }i, j) \implies "
        r"Z_{n,i}\text{ mutually independent}\text{ for }1 \le i \le n",
    "independent(Z, X)": r"Z_{i,j}, X_{j}\text{ mutually independent}",
    "independent(Z, X[:])": r"Z_{i,j}, (X_{i})_{i}\text{ mutually independent}",
    "Exists([F], ForAll([x, y], Eq(F(x, y), x)))": r"\text{there is }F\text{ such that }\text{for all }x, y: F(x, y) = x",
    "Eq(table[t], start)": r"c_{t,i} = u_{i}\text{ for all }i",
    "Eq(table[t] + 2*G(table[t], t), 0*sized)": r"c_{t,i} + 2\,G(c_{t,\cdot}, t)_{i} = 0\,w_{i}\text{ for all }1 \le i \le n",
    "Eq(position[t], G(position[t], t))": r"p_{t,i} = G(p_{t}, t)_{i}\text{ for all }i",
}


@pytest.mark.parametrize(("most", "space"), [(n, ""), (n + 1, ""), (n + t + 1, r"\: "), (2*n - 1, r"\: ")])
def test_limits_of_sums_in_a_row_do_not_touch(most: sp.Expr, space: str) -> None:
    shown, door = statement(lambda: Eq(sp.Sum(table[i, m], (m, 1, most), (i, 1, most)), 0))
    wide = latex(shown, door.hints).removesuffix(" c_{i,m} = 0")
    outer = wide.partition("} ")[0] + "}"
    inner = outer.replace("i", "m", 1)
    assert wide == f"{outer} {space}{inner}"


@pytest.mark.parametrize("written", SHOWN)
def test_printed(written: str) -> None:
    ours = {name: getattr(proofs, name) for name in proofs.__all__}
    t, door = statement(lambda: eval(written, {**vars(sp), **ours, **globals()}))
    assert latex(t, door.hints) == SHOWN[written]


def test_bound_variables_are_not_free() -> None:
    e = ForAll([F, x], Eq(F(x, y), x))
    assert e.free_symbols == {y}
    t, _ = statement(lambda: e)
    assert {name for name, _ in t.free} == {"y"}


def test_values_of_unknown_functions_are_exported_apart() -> None:
    phi, door = statement(lambda: Eq(F(x, 0) - F(0, x) + G(2*start, t)[1], G(start, t)[1]))
    e = to_sympy(phi, door.hints)
    assert len(e.atoms(sp.core.function.AppliedUndef)) == 4


def test_natural_numbers_are_bound_from_0() -> None:
    t, door = statement(lambda: ForAll([n], n >= 0))
    assert text(t, door.hints) == "n ≥ 0 for all n ≥ 0"
    assert type(decide(lambda: ForAll([n], n >= 0))).__name__ == "Proved"


REFUSED: list[tuple[Callable[[], Any], str]] = [
    (lambda: G(start), "G takes vector, int: 2 arguments, not 1"),
    (lambda: function("H", "matrix"), 'write function("H", "vector", "int", value="vector")'),
    (lambda: ForAll(x, x > 0), "ForAll takes a list first"),
    (lambda: F(x, y)[1], "F(x, y) is a number and has no index"),
    (lambda: statement(lambda: Eq(G(start, t), x)), "x is no vector, and a vector is due"),
    (lambda: statement(lambda: Eq(G(x, t), start)), "x is no vector, and a vector is due"),
    (lambda: statement(lambda: sp.Gt(G(start, t), 0)), "only = is defined between vectors"),
    (lambda: statement(lambda: Eq(sp.Abs(G(start, t)), 0)), "G(u, t) is a vector and needs an index here: G(u, t)[…]"),
    (lambda: statement(lambda: Eq(F, 0)), "F is a function: write F(real, real)"),
    (lambda: statement(lambda: Eq(G(start, x)[1], 0)), "x must be an integer here"),
    (lambda: statement(lambda: ForAll([ranged], x > 0)), "ranged has a range, and no quantifier binds it"),
    (lambda: statement(lambda: ForAll([x + 1 > 0], x > 0)), "x + 1 > 0 bounds no variable"),
    (lambda: statement(lambda: ForAll([x], ForAll([x], x > 0))), "x is bound twice"),
    (lambda: statement(lambda: Eq(left[3], 0)), "needs right of the same step, which needs it in turn"),
    (lambda: statement(lambda: Eq(early[3], 0)), "early, late refer to each other: they need the same indices and start"),
    (lambda: statement(lambda: Eq(ahead[3], 0)), "behind may be looked at in t - 1 and t only, not at t + 1"),
]


@pytest.mark.parametrize(("written", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_refused(written: Callable[[], Any], said: str) -> None:
    with pytest.raises(AuthorError) as caught:
        written()
    assert said in str(caught.value)
