"""Running text: words, formulas and references told apart, with typographic quotes and dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .document import REFERENCE, Math, Prose
from .texmath import MathNotation

_REFERENCE = re.compile("{0}([^{1}]*){1}([^{2}]*){2}".format(*REFERENCE))
_TOKEN = re.compile(r", *\\[lc]?dots *,|\\(?:left|right)\b\s*(?:\\[A-Za-z]+|\\?.)|\\text\{[^{}]*\}|\\[A-Za-z]+|\\.|.",
                    re.DOTALL)
_LARGE = re.compile(r"\\frac|\\sum|\\prod|\\sqrt|\(")
_OPENING = frozenset(("(", "[", "{", r"\{", r"\langle", r"\begin"))
_CLOSING = frozenset((")", "]", "}", r"\}", r"\rangle", r"\end"))


@dataclass(frozen=True)
class Stretch:
    """A stretch of running text: plain characters, or the source of a formula; `claim` is the number that it links to."""

    text: str
    is_math: bool
    claim: str = ""


@lru_cache(maxsize=20_000)  # every writer reads the same words
def split(prose: Prose) -> tuple[Stretch, ...]:
    """The text cut at its dollar signs and references; quotes and dashes made typographic, line ends made blanks.

    Raises MathNotation when a formula is not closed or is empty.
    """
    parts = prose.split("$")
    if len(parts) % 2 == 0:
        raise MathNotation(f"a formula is not closed in the text {prose!r}")
    if any(not part.strip() for part in parts[1::2]):
        raise MathNotation(f"an empty formula in the text {prose!r}")
    cut = (piece for k, part in enumerate(parts) for piece in ([Stretch(legible(part), True)] if k % 2 else _linked(part)))
    return tuple(piece for piece in cut if piece.text)


def _linked(text: str) -> Iterator[Stretch]:
    """Words, cut at their references."""
    pieces = _REFERENCE.split(text)
    for k in range(0, len(pieces), 3):
        yield Stretch(typographic(pieces[k]), False)
        if k + 2 < len(pieces):
            yield Stretch(pieces[k + 2], False, pieces[k + 1])


def typographic(text: str) -> str:
    """Straight quotes curled, double and triple hyphens made dashes, white space made single blanks."""
    text = re.sub(r"\s+", " ", text)
    text = text.replace("---", "—").replace("--", "–").replace("'", "’")
    return re.sub(r'(^|[\s(\[—–])"', r"\1“", text).replace('"', "”")


def without_math(prose: Prose) -> str:
    """The words alone, for document titles and outlines, which hold no formulas; a formula keeps its letters."""
    shown = (re.sub(r"\\[A-Za-z]+|[{}\\]", "", piece.text) if piece.is_math else piece.text for piece in split(prose))
    return "".join(shown)


def said(math: Math) -> Prose:
    r"""A formula in running text: its words, and commas between its parts, outside brackets, become words and commas of
    the text, so that lines may end there: "$x_i$ is integrable for all $i \ge 1$, $j$"."""
    parts: list[str] = [""]  # formulas at even places, words between them at odd ones
    depth = 0
    for token in _TOKEN.findall(math):
        depth += token in _OPENING or token.startswith(r"\left")
        depth -= token in _CLOSING or token.startswith(r"\right")
        if depth == 0 and token.startswith(r"\text{"):
            parts += [token[6:-1], ""]
        elif depth == 0 and token == ",":
            parts += [", ", ""]
        else:
            parts[-1] += token
    formulas = [p.strip().removeprefix(r"\;").strip() for p in parts[::2]]  # the blank after a comma is that of the text
    return "".join((f"${formulas[k//2]}$" if formulas[k//2] else "") if k % 2 == 0 else p for k, p in enumerate(parts))


def legible(math: Math) -> Math:
    r"""A formula for running text: a fraction with fractions, brackets or sums in it has the size of a displayed one."""
    out, rest = "", math
    while (start := rest.find(r"\frac{")) >= 0:
        end = _group(rest, _group(rest, start + 5))
        whole = rest[start:end]
        out += rest[:start] + (r"\dfrac" + whole[5:] if _LARGE.search(whole, 5) else whole)
        rest = rest[end:]
    return out + rest


def _group(text: str, start: int) -> int:
    """Where the group in braces that begins at a place ends."""
    depth = 0
    for k in range(start, len(text)):
        depth += (text[k] == "{") - (text[k] == "}")
        if depth == 0:
            return k + 1
    return len(text)


def quoted(words: Prose) -> Prose:
    """Names of the program, which stand between backticks, in quotes."""
    return re.sub(r"`([^`]*)`", r"“\1”", words)
