"""A sentence as the text that a person reviews: what is given, what is claimed, what its definitions say."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from proofs.kernel import Term
from proofs.language.hints import Hints
from proofs.language.show import latex, text

from .builders import BRIEF, SENTENCES, Statement

Printing = Callable[[Term, Hints | None], str]


def lines(s: Statement, write: Printing) -> list[tuple[str, str]]:
    """(label, formula) for each line of the sentence."""
    out = [("given", write(g, s.hints)) for g in s.given] + [("claim", write(s.claim, s.hints))]
    for meaning, brief in s.meanings:
        BRIEF[0] = brief
        out.append(("where", write(meaning, s.hints)))
        BRIEF[0] = False
    return out


def formulas(s: Statement) -> list[str]:
    """The LaTeX of every line."""
    return [formula for _, formula in lines(s, latex)]


def golden(name: str) -> str:
    """The whole text of a sentence."""
    s = SENTENCES[name]()
    words = " ".join((SENTENCES[name].__doc__ or "").split())
    out = [name, *textwrap.wrap(words, 118), ""]
    for label, formula in lines(s, text):
        out += textwrap.wrap(formula, 118, initial_indent=f"{label}   ", subsequent_indent=" " * 8,
                             break_long_words=False, break_on_hyphens=False)
    out += ["", "in LaTeX"]
    out += [f"{label}   {formula}" for label, formula in lines(s, latex)]
    return "\n".join(out) + "\n"
