"""The style sheet of the HTML pages, and their math font."""

from __future__ import annotations

import base64
import importlib.util
import io
from functools import cache
from importlib import resources
from pathlib import Path

# On nearly every page: sheets that need no more share one font, which is cut once.
COMMON = frozenset(map(chr, range(33, 127))) | frozenset(
    "ΓΔΘΛΞΠΣΦΨΩαβγδεζηθικλμνξπρστυφχψωϑϕϵ¯˙×ôˆ˜–‖‘’“”…′ℓℙℝ𝔼←→↔↦∇∈∏∑−∗√∞∣≠≤≥⇒⇔⟹⟺⌊⌋⌈⌉⟨⟩⋅⊤𝟏𝐠■\N{NO-BREAK SPACE}")


def style() -> str:
    """The style sheet."""
    return resources.files(__package__).joinpath("style.css").read_text(encoding="utf-8")


def font_face(page: str) -> str:
    """STIX Two Math, cut down to the characters of the page, as a rule with the font inside.  Root signs are no characters
    of the page, but glyphs that the browser draws."""
    drawn = {"√"} if "<msqrt>" in page or "<mroot>" in page else set()
    data = _subset("".join(sorted({c for c in set(page) if ord(c) > 32} | drawn | COMMON)))
    return f'@font-face {{ font-family: "Sheet Math"; src: url(data:font/woff2;base64,{base64.b64encode(data).decode()}); }}\n'


@cache
def _subset(characters: str) -> bytes:
    """The font with these characters; the same bytes on every machine."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    spec = importlib.util.find_spec("ziamath")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("ziamath, whose math font the HTML sheets embed, is not installed: pip install ziamath")
    options = subset.Options(flavor="woff2", layout_features=["ssty", "flac", "dtls", "rtlm"],  # those of formulas
                             hinting=False, recalc_timestamp=False, notdef_outline=True)
    options.drop_tables += ["GDEF", "GPOS"]  # marks and kerning of running text
    with TTFont(Path(spec.origin).parent/"fonts/STIXTwoMath-Regular.ttf", recalcTimestamp=False, lazy=True) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text=characters)
        cutter.subset(font)
        font.flavor = "woff2"
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()
