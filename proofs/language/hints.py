"""What a reading remembers for print."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..kernel import Term, instantiate, var
from .symbols import Named


@dataclass
class Hints:
    """What print needs and terms do not carry: names of bound variables, relations written from right to left."""

    names: dict[Term, Named] = field(default_factory=dict)
    flipped: set[Term] = field(default_factory=set)
    symbols: dict[Term, Named] = field(default_factory=dict)
    definitions: dict[Term, Any] = field(default_factory=dict)  # the author's definitions that occur, by their constant

    def alike(self, old: Term, new: Term) -> Term:
        """The new term, its binders printed with the names that those of the old one have."""
        todo = [(old, new)]
        while todo:
            a, b = todo.pop()
            if a is b or a.op != b.op:
                continue
            if a.op == "lam":
                symbol = self.names.get(a)
                if symbol is not None:
                    self.names.setdefault(b, symbol)
                v = var(f"§{len(todo)}" if symbol is None else symbol.name, a.data)
                a, b = instantiate(a.args[0], v), instantiate(b.args[0], v)
                todo.append((a, b))
            else:
                todo += zip(a.args, b.args, strict=True)
        return new
