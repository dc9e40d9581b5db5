"""Short names for building terms: numbers are accepted where a term is due."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ..kernel import FALSE, INT, REAL, Term, conjunction, num, op, var
from ..kernel.terms import Type, rebuild

Number = int | Fraction
Like = Term | Number


def integer(n: int) -> Term:
    return num(n, INT)


def number(q: Number) -> Term:
    return num(q, REAL)


def both(a: Like, b: Like) -> tuple[Term, Term]:
    """Two terms of one type, numbers taking the other's type."""
    ty = a.type if isinstance(a, Term) else b.type if isinstance(b, Term) else REAL
    return (a if isinstance(a, Term) else num(a, ty)), (b if isinstance(b, Term) else num(b, ty))


def add(a: Like, b: Like) -> Term:
    return op("add", *both(a, b))


def sub(a: Like, b: Like) -> Term:
    return op("sub", *both(a, b))


def mul(a: Like, b: Like) -> Term:
    return op("mul", *both(a, b))


def div(a: Like, b: Like) -> Term:
    return op("div", *both(a, b))


def neg(a: Term) -> Term:
    return op("neg", a)


def power(a: Like, n: Like) -> Term:
    return op("pow", a if isinstance(a, Term) else number(a), n if isinstance(n, Term) else integer(int(n)))


def real(n: Term) -> Term:
    return op("real", n)


def eq(a: Like, b: Like) -> Term:
    return op("eq", *both(a, b))


def le(a: Like, b: Like) -> Term:
    return op("le", *both(a, b))


def lt(a: Like, b: Like) -> Term:
    return op("lt", *both(a, b))


def ne(a: Like, b: Like) -> Term:
    return op("not", eq(a, b))


def conjuncts(phi: Term) -> list[Term]:
    """The formulas of a conjunction, however it is bracketed; one that is none by itself."""
    return [p for a in phi.args for p in conjuncts(a)] if phi.op == "and" else [phi]


def imp(*formulas: Term) -> Term:
    """a → (b → … → z)."""
    *left, out = formulas
    for f in reversed(left):
        out = op("imp", f, out)
    return out


def conj(*formulas: Term) -> Term:
    return conjunction(list(formulas))


def no(f: Term) -> Term:
    return op("not", f)


def replaced(t: Term, new: Mapping[Term, Term]) -> Term:
    """The term with other terms for some of its parts."""
    return new[t] if t in new else rebuild(t, tuple([replaced(a, new) for a in t.args])) if t.args else t


def fresh(ty: Type, *avoid: Term, hint: str = "·") -> Term:
    """A variable that is free in none of the terms; the same one for the same terms."""
    taken = {name for t in avoid for name, _ in t.free}
    n = 0
    while f"{hint}{n}" in taken:
        n += 1
    return var(f"{hint}{n}", ty)


__all__ = ["FALSE", "add", "both", "conj", "div", "eq", "fresh", "imp", "integer", "le", "lt", "mul", "ne", "neg", "no",
           "number", "power", "real", "replaced", "sub"]
