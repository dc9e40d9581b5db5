"""A plain form of terms for error messages."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .terms import Term

MAX_SHOWN = 20_000
MAX_BITS = 10_000


def show(t: Term) -> str:
    """A plain form for error messages, cut when it is long; sheets use the language layer."""
    parts: list[str] = []
    stack: list[Any] = [t]
    while stack and len(parts) < MAX_SHOWN:
        top = stack.pop()
        if isinstance(top, str):
            parts.append(top)
        else:
            stack.extend(reversed(_pieces(top)))
    return "".join(parts) + ("…" if stack else "")


def _pieces(t: Term) -> list[Any]:
    """What is shown of a node, in order: text and subterms."""
    match t.op:
        case "bound":
            return [f"#{t.data[0]}"]
        case "num":
            bits = max(t.data[0].bit_length(), t.data[1].bit_length())
            return [str(Fraction(*t.data[:2])) if bits < MAX_BITS else f"a number of {bits} bits"]
        case "var":
            return [t.data[0]]
        case "const":
            return [t.data.name]
        case "lam":
            return [f"(λ{t.data}. ", t.args[0], ")"]
        case "app":
            return [t.args[0], "(", t.args[1], ")"]
    if not t.args:
        return [t.op]
    out: list[Any] = [f"{t.op}("]
    for a in t.args:
        out += [a, ", "]
    return [*out[:-1], ")"]
