"""Rule 12, the table: the proved characterisations of order, floor, ite, sqrt, exp, log and of monotone functions.

Each row is a theorem without hypotheses; each is proved in `coq/Kernel.v` under the name `row_<name>`.
"""

from __future__ import annotations

from collections.abc import Callable

from .errors import RuleError
from .terms import NUMERIC, REAL, Term, Type, app, define, exists, forall, fun, is_term, lam, num, op, var
from .theorem import Conclusion, formula, rule

ZERO, ONE = num(0), num(1)
_x, _y = var("x", REAL), var("y", REAL)


def _row(name: str, phi: Term) -> Conclusion:
    return Conclusion(frozenset(), phi, trusts=frozenset((("row", name),)))


@rule
def trichotomy(ty: Type) -> Conclusion:
    """⊢ ∀x y. x < y ∨ (x = y ∨ y < x), on Int or Real"""
    if ty not in NUMERIC:
        raise RuleError("trichotomy", "only numbers are ordered", found=ty)
    x, y = var("x", ty), var("y", ty)
    law = op("or", op("lt", x, y), op("or", op("eq", x, y), op("lt", y, x)))
    return _row("trichotomy", forall(x, forall(y, law)))._replace(args=(ty,))


@rule
def floor_bounds() -> Conclusion:
    """⊢ ∀x. ⌊x⌋ ≤ x ∧ x < ⌊x⌋ + 1"""
    down = op("real", op("floor", _x))
    return _row("floor_bounds", forall(_x, op("and", op("le", down, _x), op("lt", _x, op("add", down, ONE)))))


def _choice(c: Term, a: Term, b: Term) -> Term:
    formula("ite", c)
    if not (is_term(a) and is_term(b)) or a.loose or b.loose:
        raise RuleError("ite", "needs closed terms", found=(a, b))
    return op("ite", c, a, b)


@rule
def ite_true(c: Term, a: Term, b: Term) -> Conclusion:
    """⊢ c → ite c a b = a"""
    return _row("ite_true", op("imp", c, op("eq", _choice(c, a, b), a)))._replace(args=(c, a, b))


@rule
def ite_false(c: Term, a: Term, b: Term) -> Conclusion:
    """⊢ ¬c → ite c a b = b"""
    return _row("ite_false", op("imp", op("not", c), op("eq", _choice(c, a, b), b)))._replace(args=(c, a, b))


@rule
def sqrt_square() -> Conclusion:
    """⊢ ∀x. 0 ≤ x → √x·√x = x"""
    root = op("sqrt", _x)
    return _row("sqrt_square", forall(_x, op("imp", op("le", ZERO, _x), op("eq", op("mul", root, root), _x))))


@rule
def sqrt_nonneg() -> Conclusion:
    """⊢ ∀x. 0 ≤ x → 0 ≤ √x"""
    return _row("sqrt_nonneg", forall(_x, op("imp", op("le", ZERO, _x), op("le", ZERO, op("sqrt", _x)))))


@rule
def exp_add() -> Conclusion:
    """⊢ ∀x y. exp(x + y) = exp x · exp y"""
    law = op("eq", op("exp", op("add", _x, _y)), op("mul", op("exp", _x), op("exp", _y)))
    return _row("exp_add", forall(_x, forall(_y, law)))


@rule
def exp_lower() -> Conclusion:
    """⊢ ∀x. 1 + x ≤ exp x"""
    return _row("exp_lower", forall(_x, op("le", op("add", ONE, _x), op("exp", _x))))


@rule
def exp_log() -> Conclusion:
    """⊢ ∀x. 0 < x → exp(log x) = x"""
    return _row("exp_log", forall(_x, op("imp", op("lt", ZERO, _x), op("eq", op("exp", op("log", _x)), _x))))


ABS = define("abs", lam(_x, op("ite", op("le", ZERO, _x), _x, op("neg", _x))), total=True)


def _deriv() -> Term:
    """deriv f x d := ∀e>0 ∃r>0 ∀h. |h| < r → |f(x+h) − f x − d·h| ≤ e·|h|"""
    f, d, e, r, h = var("f", fun(REAL, REAL)), var("d", REAL), var("e", REAL), var("r", REAL), var("h", REAL)
    error = op("sub", op("sub", app(f, op("add", _x, h)), app(f, _x)), op("mul", d, h))
    near = op("imp", op("lt", app(ABS, h), r), op("le", app(ABS, error), op("mul", e, app(ABS, h))))
    some = exists(r, op("and", op("lt", ZERO, r), forall(h, near)))
    body = forall(e, op("imp", op("lt", ZERO, e), some))
    return define("deriv", lam(f, lam(_x, lam(d, body))), total=True)


DERIV = _deriv()


@rule
def monotone() -> Conclusion:
    """⊢ ∀f f′ a b. (∀x. a ≤ x → x ≤ b → deriv f x (f′ x) ∧ 0 ≤ f′ x) → a ≤ b → f a ≤ f b"""
    f, g, a, b = var("f", fun(REAL, REAL)), var("g", fun(REAL, REAL)), var("a", REAL), var("b", REAL)
    here = op("and", app(DERIV, f, _x, app(g, _x)), op("le", ZERO, app(g, _x)))
    slope = forall(_x, op("imp", op("le", a, _x), op("imp", op("le", _x, b), here)))
    law = op("imp", slope, op("imp", op("le", a, b), op("le", app(f, a), app(f, b))))
    return _row("monotone", forall(f, forall(g, forall(a, forall(b, law)))))


ROWS: tuple[Callable[..., object], ...] = (
    trichotomy, floor_bounds, ite_true, ite_false, sqrt_square, sqrt_nonneg, exp_add, exp_lower, exp_log,
    monotone)
