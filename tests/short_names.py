"""Short names for the tests of the kernel."""

from __future__ import annotations

from proofs.kernel import INT, OMEGA, REAL, Term, Theorem, fun, gap, num, op, var

x, y, z = (var(name, REAL) for name in "xyz")
m, n = var("m", INT), var("n", INT)
w = var("w", OMEGA)
f = var("f", fun(REAL, REAL))
ZERO, ONE, TWO = (num(i) for i in range(3))
I0, I1 = num(0, INT), num(1, INT)


def eq(a: Term, b: Term) -> Term:
    return op("eq", a, b)


def ne(a: Term, b: Term) -> Term:
    return op("not", op("eq", a, b))


def le(a: Term, b: Term) -> Term:
    return op("le", a, b)


def lt(a: Term, b: Term) -> Term:
    return op("lt", a, b)


def imp(a: Term, b: Term) -> Term:
    return op("imp", a, b)


def add(a: Term, b: Term) -> Term:
    return op("add", a, b)


def mul(a: Term, b: Term) -> Term:
    return op("mul", a, b)


def div(a: Term, b: Term) -> Term:
    return op("div", a, b)


def power(a: Term, e: Term | int) -> Term:
    return op("pow", a, e if isinstance(e, Term) else num(e, INT))


def admitted(phi: Term, *hyps: Term) -> Theorem:
    return gap(hyps, phi, "for a test")
