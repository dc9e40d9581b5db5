"""The parts of a term that order facts can be about."""

from __future__ import annotations

from collections.abc import Iterable

from ..kernel import Term

_LEAVES: dict[Term, frozenset[Term]] = {}


def leaves(t: Term) -> frozenset[Term]:
    """The maximal subterms that are no arithmetic (of powers: those of the base)."""
    found = _LEAVES.get(t)
    if found is None:
        if t.op in ("add", "sub", "mul", "neg", "div", "real"):
            found = frozenset().union(*[leaves(a) for a in t.args])
        elif t.op == "pow":
            found = leaves(t.args[0]) | (frozenset((t,)) if t.args[1].op != "num" else frozenset())
        else:
            found = frozenset() if t.op == "num" else frozenset((t,))
        _LEAVES[t] = found
    return found


def parts_with_facts(terms: Iterable[Term]) -> list[Term]:
    """The subterms that can have facts: leaves, powers and quotients."""
    out: list[Term] = []
    stack, seen = list(terms), set()
    while stack:
        t = stack.pop()
        if t in seen:
            continue
        seen.add(t)
        if t.op in ("add", "sub", "mul", "neg", "real"):
            stack.extend(t.args)
        elif t.op != "num":
            out.append(t)
            if t.op in ("div", "pow"):
                stack.extend(t.args if t.op == "div" else t.args[:1])
    return out


def divisors(terms: Iterable[Term]) -> tuple[Term, ...]:
    """What terms divide by, numbers aside."""
    out: list[Term] = []
    stack = list(terms)
    while stack:
        t = stack.pop()
        if t.op in ("add", "sub", "mul", "neg", "real", "div", "pow"):
            stack.extend(t.args if t.op != "pow" else t.args[:1])
            if t.op == "div" and t.args[1].op != "num":
                out.append(t.args[1])
    return tuple(out)


def summands(t: Term, sign: int = 1) -> list[tuple[int, Term]]:
    """What is added (1) and subtracted (−1), in order."""
    if t.op in ("add", "sub"):
        return [*summands(t.args[0], sign), *summands(t.args[1], sign if t.op == "add" else -sign)]
    return summands(t.args[0], -sign) if t.op == "neg" else [(sign, t)]


def divides(d: Term, whole: Term) -> bool:
    """Is d a divisor in the arithmetic of a relation, or the base of a power that is one?"""
    stack, seen = list(whole.args), set()
    while stack:
        t = stack.pop()
        if t in seen or t.op not in ("add", "sub", "mul", "neg", "real", "div", "pow"):
            continue
        seen.add(t)
        if t.op == "div" and t.args[1] is d or t.op == "pow" and t.args[0] is d and not _is_count(t.args[1]):
            return True
        stack.extend(t.args[:1] if t.op == "pow" else t.args)
    return False


def _is_count(t: Term) -> bool:
    return t.op == "num" and t.data[0] >= 0
