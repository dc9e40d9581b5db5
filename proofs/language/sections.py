"""Sections: x[i, :] is the family k ↦ x[i, k], an argument of definitions, and x[:] a family as a whole."""

from __future__ import annotations

from contextlib import ExitStack

from ..kernel import Term, lam, normal
from .door import FUNCTIONS, Door, reads
from .errors import NotWritten
from .symbols import COLON, Apply, At, Named, Section
from .wording import said


def section(d: Door, e: Section) -> Term:
    """λk. x[i, k]"""
    free = [Named(f"k{n}_", "int") for n, i in enumerate(e.args[1:]) if i == COLON]
    head, rest = e.args[0], iter(free)
    kind = Apply if hasattr(head, "owner") else At
    body = kind(head, *[next(rest) if i == COLON else i for i in e.args[1:]])
    with ExitStack() as scopes:
        variables = [scopes.enter_context(d.binding(k)) for k in free]
        t = d.number(body)
    for v in reversed(variables):
        t = lam(v, t)
    return normal(t)


@reads(Section)
def no_number(d: Door, e: Section) -> Term:
    """A section where a number is due."""
    raise NotWritten(f"{said(e)} is a family, and a number is due here: put an index for the colon")


FUNCTIONS[Section] = section
