"""A derivation as it was checked, for people: readable text, and LaTeX for notebooks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..language.show import latex, text
from . import outcome as out

SIGNS = {"=": "=", "<=": "≤", "<": "<", ">=": "≥", ">": ">"}
COMMANDS = {"=": "=", "<=": r"\le", "<": "<", ">=": r"\ge", ">": ">"}
_PAIRS = """le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ in ∈ to → cdot · times × ast * dots … ldots … infty ∞ sum Σ prod Π sqrt √ nabla ∇
    top ᵀ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ lvert | rvert | lVert ‖ rVert ‖ leftrightarrow ↔""".split()  # noqa: SIM905
CHARACTERS = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
WIDEST = 88  # where the reasons of a chain stand at the latest


@dataclass(frozen=True, repr=False)
class Derivation(out.Shown):
    """The checked lines of a claim, with the reasons of each."""

    body: tuple[Any, ...]
    hints: Any

    def __repr__(self) -> str:
        return "\n".join(text_lines(self.body, self.hints, ""))

    def _repr_latex_(self) -> str:
        rows = r" \\ ".join(_rows(self.body, self.hints, 0))
        return rf"$\displaystyle \begin{{array}}{{lll}} {rows} \end{{array}}$"


def plain(words: str) -> str:
    """Words with formulas, as text: letters by their names, as the formulas in text have them."""
    return "".join(_formula(part) if k % 2 else part for k, part in enumerate(words.split("$")))


def _formula(tex: str) -> str:
    tex = re.sub(r"(?<=frac)(\d)(\d)", r"{\1}{\2}", tex)
    tex = re.sub(r"([_^]|\\sqrt)\{([^{}]*)\}", lambda m: ("√" if m[1] == r"\sqrt" else m[1]) + _one(m[2]), tex)
    tex = re.sub(r"\\t?frac\{([^{}]*)\}\{([^{}]*)\}", lambda m: f"{_one(m[1])}/{_one(m[2])}", tex)
    tex = re.sub(r"\\(?:operatorname|mathrm|mathbf|mathbb|text|left|right)(?![A-Za-z])", "", tex)
    tex = re.sub(r"(?<=\w)\\(?=[A-Za-z])", r" \\", tex)
    tex = re.sub(r"\\(hat|bar|tilde|dot)(?![A-Za-z]) ?", r"\1 ", tex)
    return re.sub(r"[{}\\]", "", re.sub(r"\\([A-Za-z]+)(?=(\\?))", _name, tex.replace(r"\|", "‖").replace(r"\,", " ")))


def _name(m: re.Match[str]) -> str:
    """A sign, or the letter's name; of two letters in a row each stands apart."""
    return CHARACTERS.get(m[1]) or m[1].removeprefix("var") + (m[2] and " ")


def _one(argument: str) -> str:
    """An argument of a command; a sum stands in parentheses."""
    return f"({argument})" if re.search(r"[\s+/-]", argument) else argument


def text_lines(items: tuple[Any, ...], hints: Any, indent: str) -> Iterator[str]:
    """One line for each line of the derivation."""
    for item in items:
        match item:
            case out.CheckedWords(words):
                yield indent + plain(words)
            case out.CheckedChain(lines):
                shown = [f"{indent}{SIGNS.get(x.rel, ' ')} {text(x.term, hints)}" for x in lines]
                width = min(max(map(len, shown)), WIDEST)
                yield from (f"{line:<{width}}{_because(x.reasons)}".rstrip() for line, x in zip(shown, lines, strict=True))
            case out.CheckedFact(label, formula, reasons, body, assumed):
                yield f"{indent}{'suppose' if assumed else label} {text(formula, hints)}{_because(reasons)}"
                yield from text_lines(body, hints, indent + "  ")
            case out.CheckedBranch():
                about = text(item.formula, hints) if item.formula is not None else item.title
                yield f"{indent}{item.kind}: {about}"
                yield from text_lines(item.body, hints, indent + "  ")
            case out.CheckedConclusion(formula, reasons):
                yield f"{indent}{text(formula, hints)}{_because(reasons)}"


def _because(reasons: tuple[str, ...]) -> str:
    return f"   by {plain(', '.join(reasons))}" if reasons else ""


def _rows(items: tuple[Any, ...], hints: Any, depth: int) -> Iterator[str]:
    """The rows of an array: where a line stands, its formula, its reasons."""
    space = rf"\hspace{{{depth}em}}"
    for item in items:
        match item:
            case out.CheckedWords(words):
                yield rf"{space}\rlap{{\text{{{words}}}}} & &"
            case out.CheckedChain(lines):
                yield from (_row(rf"{space}{COMMANDS.get(x.rel, '')}", latex(x.term, hints), x.reasons) for x in lines)
            case out.CheckedFact(label, formula, reasons, body, assumed):
                yield _row(rf"{space}\text{{{'suppose' if assumed else label}}}", latex(formula, hints), reasons)
                yield from _rows(body, hints, depth + 1)
            case out.CheckedBranch():
                about = latex(item.formula, hints) if item.formula is not None else rf"\text{{{item.title}}}"
                yield _row(rf"{space}\text{{{item.kind}}}", about, ())
                yield from _rows(item.body, hints, depth + 1)
            case out.CheckedConclusion(formula, reasons):
                yield _row(space, latex(formula, hints), reasons)


def _row(where: str, formula: str, reasons: tuple[str, ...]) -> str:
    because = rf"\text{{by {', '.join(reasons)}}}" if reasons else ""
    return rf"{where} & \displaystyle {formula} & {because}"
