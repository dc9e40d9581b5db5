"""Certificate lines through the kernel's own rules: what the second checker says is compared with what the kernel says."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from proofs.kernel import INT, OMEGA, PROP, REAL, RULES, Side, Summand, Term, Theorem, Type, define, fun, num, op, var
from proofs.kernel.terms import bound, make
from proofs.recheck import term as checkers_term

TYPES = {"Int": INT, "Real": REAL, "Prop": PROP, "Ω": OMEGA}


def replayed(kind: str, data: Any, parts: list[Any]) -> Any:
    """The type, term or theorem of one line, from those of the lines that it names."""
    if kind in TYPES:
        return TYPES[kind]
    if kind in RULES:
        return _step(kind, data, parts)
    match kind:
        case "fun":
            return fun(*parts)
        case "var":
            return var(data, *parts)
        case "bound":
            return bound(data, *parts)
        case "num":
            return num(Fraction(*data), *parts)
        case "lam":
            return make("lam", (parts[1],), parts[0])
        case "const":
            return define(data[0], parts[0], total=data[1])
        case "app":
            return make("app", tuple(parts))
        case "sequent":
            return None
    return op(kind, *parts)


def _step(kind: str, data: Any, parts: list[Any]) -> Theorem:
    rule: Any = RULES[kind]
    theorems = [p for p in parts if isinstance(p, Theorem)]
    match kind:
        case "prop":
            return rule(tuple(parts[data + 1:]), parts[0], tuple(parts[1:data + 1]))
        case "exists_intro":
            return rule(parts[2], *parts[:2])
        case "type_instance":
            return rule(parts[1], parts[0])
        case "refl":
            return rule(*parts[:2], frozenset(parts[2:]))
        case "convert":
            return rule(parts[1], parts[0], frozenset(parts[2:]))
        case "rewrite":
            return rule(parts[0], tuple(zip(map(tuple, data), parts[1:], strict=True)))
        case "field":
            return rule(*parts[:2], _side(theorems))
        case "order":
            return rule(parts[0], tuple(theorems[:data[0]]), _witness(data[1:], parts[1 + len(theorems):]),
                        _side(theorems[data[0]:]))
    return rule(*parts)


def _side(theorems: list[Theorem]) -> Side:
    return Side(tuple([th for th in theorems if th.concl.op != "le"]), tuple([th for th in theorems if th.concl.op == "le"]))


def _witness(rows: list[list[Any]], terms: list[Term]) -> tuple[Summand, ...]:
    out, left = [], list(terms)
    for p, q, premises, count, multiplied in rows:
        squares = [left.pop(0) for _ in range(count)]
        out.append(Summand(Fraction(p, q), tuple(premises), tuple(squares), left.pop(0) if multiplied else None))
    if left:
        raise IndexError("a square is of no use")
    return tuple(out)


def seen(x: Any) -> Any:
    """A type, term or theorem of the kernel as the second checker has it."""
    if isinstance(x, Theorem):
        return frozenset(map(seen, x.hyps)), seen(x.concl)
    if isinstance(x, Type):
        return x.name or (seen(x.dom), seen(x.cod))
    if not isinstance(x, Term):
        return x
    data = {"var": lambda d: (d[0], seen(d[1])), "bound": lambda d: (d[0], seen(d[1])), "num": lambda d: (*d[:2], seen(d[2])),
            "lam": seen, "const": lambda d: (d.name, d.total, seen(d.body))}.get(x.op, lambda d: None)(x.data)
    return checkers_term(x.op, data, *map(seen, x.args))
