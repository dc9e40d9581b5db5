"""The rows, each against values computed by another implementation (the standard library's floats)."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any

import pytest
from short_names import ONE, ZERO, add, eq, imp, lt, mul, x, y

from proofs.kernel import INT, REAL, Theorem, app, exists, forall, fun, instantiate, normal, op, table, value, var

SAMPLES = (-2.5, -1.0, -0.25, 0.0, 0.5, 1.0, 3.0)
NEAR = 1e-9
CLOSE: dict[str, Callable[[float, float], bool]] = {
    "eq": lambda a, b: math.isclose(a, b, abs_tol=NEAR, rel_tol=NEAR), "le": lambda a, b: a <= b,
    "lt": lambda a, b: a < b}
STRICT: dict[str, Callable[..., Any]] = {
    **CLOSE, "add": lambda a, b: a + b, "mul": lambda a, b: a * b, "neg": lambda a: -a, "floor": math.floor,
    "real": float, "exp": math.exp, "not": lambda a: not a, "and": lambda a, b: a and b, "or": lambda a, b: a or b}


def holds(t: Any, at: dict[Any, float]) -> Any:
    """The value or truth of a term at floats; a guard is read before what it guards."""
    match t.op:
        case "num":
            return float(value(t))
        case "var":
            return at[t]
        case "imp":
            return not holds(t.args[0], at) or holds(t.args[1], at)
        case "ite":
            return holds(t.args[1 if holds(t.args[0], at) else 2], at)
        case "sqrt":
            return math.sqrt(holds(t.args[0], at))
        case "log":
            return math.log(holds(t.args[0], at))
    return STRICT[t.op](*[holds(a, at) for a in t.args])


def opened(th: Theorem) -> tuple[Any, list[Any]]:
    """The body of a row, and its variables."""
    phi, variables = th.concl, []
    while phi.op == "all":
        variables.append(var(f"v{len(variables)}", phi.args[0].data))
        phi = instantiate(phi.args[0].args[0], variables[-1])
    return phi, variables


ROWS = {
    "trichotomy": lambda: table.trichotomy(REAL), "floor_bounds": table.floor_bounds,
    "ite_true": lambda: table.ite_true(lt(x, y), x, y), "ite_false": lambda: table.ite_false(lt(x, y), x, y),
    "sqrt_square": table.sqrt_square, "sqrt_nonneg": table.sqrt_nonneg, "exp_add": table.exp_add,
    "exp_lower": table.exp_lower, "exp_log": table.exp_log,
}


@pytest.mark.parametrize("name", ROWS)
def test_row_holds_at_sample_points(name: str) -> None:
    th = ROWS[name]()
    phi, variables = opened(th)
    variables += [v for v in (x, y) if v.free <= phi.free]
    assert th.hyps == frozenset() and th.ledger == {("row", name)}
    for values in product(SAMPLES, repeat=len(variables)):
        assert holds(phi, dict(zip(variables, values, strict=True))), values


def test_every_row_is_tested() -> None:
    assert {*ROWS, "monotone"} == {row.__name__ for row in table.ROWS}  # type: ignore[attr-defined]


def test_trichotomy_of_integers() -> None:
    phi, (a, b) = opened(table.trichotomy(INT))
    assert a.type is INT and phi is op("or", lt(a, b), op("or", eq(a, b), lt(b, a)))


def test_ite_at_function_type() -> None:
    f, g = var("f", fun(INT, REAL)), var("g", fun(INT, REAL))
    assert table.ite_true(lt(x, y), f, g).concl is imp(lt(x, y), eq(op("ite", lt(x, y), f, g), f))


def test_monotone() -> None:
    """The row says: a slope that is ≥ 0 on [a, b] gives f a ≤ f b; Coq proves it from the mean value theorem."""
    phi, (f, g, a, b) = opened(table.monotone())
    here = op("and", app(table.DERIV, f, x, app(g, x)), op("le", ZERO, app(g, x)))
    slope = forall(x, imp(op("le", a, x), imp(op("le", x, b), here)))
    assert phi is imp(slope, imp(op("le", a, b), op("le", app(f, a), app(f, b))))


def test_derivative_is_the_usual_one() -> None:
    """deriv f x d := ∀e>0 ∃r>0 ∀h. |h| < r → |f(x+h) − f x − d·h| ≤ e·|h|"""
    f, (d, e, r, h) = var("f", fun(REAL, REAL)), [var(name, REAL) for name in "derh"]
    error = op("sub", op("sub", app(f, add(x, h)), app(f, x)), mul(d, h))
    near = imp(lt(app(table.ABS, h), r), op("le", app(table.ABS, error), mul(e, app(table.ABS, h))))
    wanted = forall(e, imp(lt(ZERO, e), exists(r, op("and", lt(ZERO, r), forall(h, near)))))
    assert normal(app(table.DERIV, f, x, d), frozenset((table.DERIV,))) is wanted
    assert normal(app(table.ABS, y), None) is op("ite", op("le", ZERO, y), y, op("neg", y))


def test_rows_as_they_stand_in_the_readme() -> None:
    """A row is one formula, not one that is true for another reason: sides, order and guards are pinned."""
    root, down = op("sqrt", x), op("real", op("floor", x))
    exp = partial(op, "exp")
    wanted = {
        "floor_bounds": forall(x, op("and", op("le", down, x), lt(x, add(down, ONE)))),
        "ite_true": imp(lt(x, y), eq(op("ite", lt(x, y), x, y), x)),
        "ite_false": imp(op("not", lt(x, y)), eq(op("ite", lt(x, y), x, y), y)),
        "sqrt_square": forall(x, imp(op("le", ZERO, x), eq(mul(root, root), x))),
        "sqrt_nonneg": forall(x, imp(op("le", ZERO, x), op("le", ZERO, root))),
        "exp_add": forall(x, forall(y, eq(exp(add(x, y)), mul(exp(x), exp(y))))),
        "exp_lower": forall(x, op("le", add(ONE, x), exp(x))),
        "exp_log": forall(x, imp(lt(ZERO, x), eq(exp(op("log", x)), x))),
        "trichotomy": forall(x, forall(y, op("or", lt(x, y), op("or", eq(x, y), lt(y, x))))),
    }
    for name, phi in wanted.items():
        assert ROWS[name]().concl is phi


def test_the_two_definitions_of_the_table_are_total() -> None:
    assert table.ABS.data.total and table.DERIV.data.total
    assert (table.ABS.data.name, table.DERIV.data.name) == ("abs", "deriv")
    assert table.monotone().ledger == {("row", "monotone")}
