"""Expressions in messages: as the author wrote them, without what SymPy adds."""

from __future__ import annotations

from typing import Any

import sympy as sp
from sympy.printing.str import StrPrinter


class _Said(StrPrinter):  # type: ignore[misc]
    """SymPy's text, with brackets for indices and without factors 1."""

    def _print_Mul(self, e: Any) -> str:
        kept = e.args[1:] if len(e.args) > 1 and e.args[0] == 1 else e.args
        if len(kept) == len(e.args):
            return str(super()._print_Mul(e))
        return str(self._print(kept[0] if len(kept) == 1 else sp.Mul(*kept, evaluate=False)))

    def _print_At(self, e: Any) -> str:
        head, *indices = e.args
        return f"{head}[{', '.join(map(self._print, indices))}]"

    def _print_Section(self, e: Any) -> str:
        head, *indices = e.args
        return f"{head}[{', '.join(map(self._print, indices))}]"

    def _print_Value(self, e: Any) -> str:
        return f"{e.args[0]}({', '.join(map(self._print, e.args[1:]))})"

    def _print_Component(self, e: Any) -> str:
        return f"{self._print(e.args[0])}[{self._print(e.args[1])}]"

    def _print_Apply(self, e: Any) -> str:
        owner, (left, right) = e.args[0].owner, "[]" if e.args[0].owner.indexed else "()"
        inside = ", ".join(map(self._print, e.args[1:] if owner.parameters else ()))
        return f"{owner.name}{left}{inside}{right}"

    def _print_HasDerivative(self, e: Any) -> str:
        *parts, at = map(self._print, e.args)
        return f"derivative({', '.join(parts)}{'' if at == parts[1] else f', at={at}'})"

    def _print_HasGradient(self, e: Any) -> str:
        expression, entry, value, at, *ranges = map(self._print, e.args)
        return f"gradient({', '.join([expression, entry, value, *ranges])}{'' if at == entry else f', at={at}'})"

    def _print_Float(self, e: Any) -> str:
        return str(float(e))


def said(e: Any) -> str:
    """An expression for a message."""
    return str(_Said().doprint(e)) if isinstance(e, sp.Basic) else repr(e) if isinstance(e, str) else str(e)


def no_number(e: Any) -> str:
    """What stands where a number should."""
    if type(e).__name__ == "HasDerivative":
        return (f"{said(e)} is a statement, and no number that equals another: derivative(f, x, value) says what the "
                "derivative is at x, and derivative(f, x, value, at=a) at a")
    return f"{said(e)} is no number"


INSTEAD = {"Derivative": "derivative(x**2, x, 2*x)", "Limit": "tends(1/n, n, 0, start=1)"}


def counted(n: int, one: str, several: str) -> str:
    """1 index, 2 indices."""
    return f"{n} {one if n == 1 else several}"


def refusal(e: Any) -> str:
    """Why an expression is not in the language, and what to write."""
    if isinstance(e, (float, sp.Float)):
        return f"{said(e)} is not exact: write S(1)/2 for one half"
    if e in (sp.oo, -sp.oo, sp.zoo, sp.nan):
        return f"{e} is no number: state a limit, or a bound for every n"
    if hasattr(e, "owner"):
        return str(e.owner.needs_arguments())
    if isinstance(e, sp.Symbol):
        return f"{e} is a SymPy symbol: name it with real(\"{e}\"), nat(\"{e}\"), family(\"{e}\") …"
    name = type(e).__name__
    if name in INSTEAD:
        return f"{name} is computed, and this language states: write {INSTEAD[name]}"
    return f"{name} is not in the language" + ("" if said(e) == name else f", in {said(e)}")
