"""The width of a formula is estimated from above, and not much too high: what is said to fit is not measured again."""

from __future__ import annotations

import json
from pathlib import Path

import typst
from test_texmath import FORMULAS

from proofs.sheets.typst_math import typst_math
from proofs.sheets.widths import width

LETTERS = [*"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"]
FRACTION = r"\frac{\frac{M_{t + 1,i}}{1 - \beta_1^{t + 1}}}{\sqrt{\frac{W_{t + 1,i}}{1 - \beta_2^{t + 1}}} + \delta}"
ALL = [*FORMULAS, *LETTERS, FRACTION, *(rf"{a}_{{{b}}}^{{{c}}}" for a, b, c in zip(LETTERS, LETTERS[9:], LETTERS[20:]))]


def measured(formulas: list[str], folder: Path) -> list[tuple[float, float]]:
    """The widths that Typst finds, displayed and in running text, in units of the font size."""
    both = ((f"display({typst_math(m)})", typst_math(m)) for m in formulas)
    each = "".join(f"(measure(${a}$).width/10pt, measure(${b}$).width/10pt), " for a, b in both)
    source = folder/"widths.typ"
    source.write_text('#set text(font: "New Computer Modern", size: 10pt)\n'
                      '#show math.equation: set text(font: "New Computer Modern Math")\n'
                      f"#context [#metadata(({each})) <widths>]", encoding="utf-8")
    found = json.loads(typst.query(str(source), "<widths>", ignore_system_fonts=True))
    return [(a, b) for a, b in found[0]["value"]]


def test_no_formula_is_wider_than_estimated(tmp_path: Path) -> None:
    for math, (displayed, inline) in zip(ALL, measured(ALL, tmp_path), strict=True):
        assert width(math) >= displayed, math
        assert width(math, displayed=False) >= inline, math


def test_the_estimate_is_of_use(tmp_path: Path) -> None:
    widths = measured(FORMULAS, tmp_path)
    assert sum(map(width, FORMULAS)) < 1.5*sum(displayed for displayed, _ in widths)
