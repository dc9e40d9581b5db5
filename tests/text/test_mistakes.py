"""What students are told of their mistakes of form: each text with its marks is reviewed in `mistakes.txt`.

After a change: `pytest tests/text --update-golden`, then read the difference aloud.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from test_grade import SUM, first_numbers

from proofs.cli.grading import as_text
from proofs.text.grade import graded

HERE = Path(__file__).parent
STEP = SUM[SUM.index("step:"):]
TEXTS = {
    "the induction starts too late": "induction n from 1\nbase:\n    calc Sum(i, (i, 1, 1))\n    = 1 by last_term\n" + STEP,
    "the base is missing": "induction n\n" + STEP,
    "LaTeX": "calc \\sum_{i=1}^n i\n= \\frac{n(n+1)}{2}",
    "products without a sign": "calc Sum(i, (i, 1, n))\n= n(n + 1)/2\n= (n + 1)n/2",
    "reasons in words": SUM.replace("by empty", "by the empty sum").replace("last_term", "last term").replace(
        "by ih", "by induction hypothesis"),
    "an equation a line": "induction n\nbase:\n    Sum(i, (i, 1, 0)) = 0 by empty\nstep:\n    Sum(i, (i, 1, n + 1)) = 0",
    "an equation after calc": "calc Sum(i, (i, 1, n)) = n*(n + 1)/2 by sums",
    "words that are no line": "Proof by induction.\ninducton n\n" + STEP,
    "a letter that there is not": "induction m\nbase:\n    calc Sum(i, (i, 1, 0))\n    = 0 by empty",
    "small letters": "calc sum(i, (i, 1, n))\n= n*(n + 1)/2",
    "twice the sum": "calc 2*Sum(i, (i, 1, n))\n= n*(n + 1) by sums",
    "nothing": "",
    "a jump": "calc Sum(i, (i, 1, n))\n= n*(n + 1)/2 by sums",
}


def test_what_is_said(update_golden: bool) -> None:
    found = "\n".join(f"# {name}\n{as_text(asdict(graded(first_numbers, text)))}\n" for name, text in TEXTS.items())
    path = HERE/"mistakes.txt"
    if update_golden:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8"), "run pytest tests/text --update-golden and read the difference"
    assert ", proved" not in found and "Error" not in found
