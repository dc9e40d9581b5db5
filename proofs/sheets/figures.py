"""Figures, drawn by matplotlib (the extra `figures`) as vectors: the same figure in every format, the same bytes in every run.

Without matplotlib there is no drawing, and the sheet says so where it would stand.
"""

from __future__ import annotations

import hashlib
import io
from functools import cache
from typing import Any, Literal

from ..claims.claim import FIGURES, Claim
from . import document as doc

MISSING = 'not drawn: matplotlib is not installed (pip install "checked-derivations[figures]")'
COLOURS = ("#1f4e79", "#b3261e", "#1b7a4b", "#8a5a00")
MARKS = ("-", "--", ":", "-.")
INCHES = (4.6, 2.3)
EDGES = {"left": 0.125, "right": 0.985, "bottom": 0.195, "top": 0.89}  # fixed: to measure all words costs as much as drawing
UNITS_EDGES = {"left": 0.0, "right": 1.0, "bottom": 0.0, "top": 1.0}


def figures_of(claim: Claim) -> list[doc.Figure]:
    """The figures that stand after a claim."""
    def points(curve: object) -> tuple[tuple[float, float], ...]:
        return tuple((float(a), float(b)) for a, b in curve)  # type: ignore[attr-defined]

    return [doc.Figure(f.caption, f.x, f.y, f.alt, tuple((name, points(curve)) for name, curve in f.curves().items()), f.units)
            for f in FIGURES if f.claim is claim]


def file_name(figure: doc.Figure) -> str:
    """The name of its file beside a .tex; another figure has another name."""
    return f"figure-{hashlib.sha256(repr(figure).encode()).hexdigest()[:12]}.pdf"


def drawn_here() -> bool:
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        return False
    return True


@cache
def drawing(figure: doc.Figure, kind: Literal["svg", "pdf"]) -> bytes:
    """The figure as a file."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    settings: Any = {"svg.hashsalt": "sheet", "svg.fonttype": "path", "font.family": "STIXGeneral", "mathtext.fontset": "stix",
                "font.size": 8.5, "axes.spines.top": False, "axes.spines.right": False}
    with rc_context(settings):
        canvas = Figure(figsize=INCHES)
        axes = canvas.subplots(gridspec_kw=UNITS_EDGES if figure.units else EDGES)
        (_units if figure.units else _curves)(axes, figure)
        out = io.BytesIO()
        dates = {"svg": {"Date": None, "Creator": None}, "pdf": {"CreationDate": None, "Creator": None, "Producer": None}}
        canvas.savefig(out, format=kind, metadata=dates[kind], transparent=True)
    return out.getvalue()


def _curves(axes: Any, figure: doc.Figure) -> None:
    for k, (name, points) in enumerate(figure.curves):
        look: Any = {"linestyle": MARKS[k % len(MARKS)], "color": COLOURS[k % len(COLOURS)], "linewidth": 1.2}
        axes.plot([x for x, _ in points], [y for _, y in points], label=name.replace("-", "−"), **look)
    axes.set_xlabel(figure.x)
    axes.set_ylabel(figure.y)
    if len(figure.curves) > 1:
        axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0), borderaxespad=0.2, ncols=len(figure.curves))


def _units(axes: Any, figure: doc.Figure) -> None:
    """Lines below, then the units of each row with its name on the right."""
    right = max(x for _, points in figure.curves for x, _ in points)
    for name, points in figure.curves:
        across, up = [x for x, _ in points], [y for _, y in points]
        if name.startswith(" "):
            axes.plot(across, up, color=COLOURS[0], linewidth=0.5, alpha=0.5, zorder=1)
        else:
            axes.plot(across, up, "s", color=COLOURS[0], markerfacecolor="#dbe7f3", markersize=8, zorder=2)
            axes.text(right + 1, up[0], name, verticalalignment="center")
    axes.set_xlim(min(x for _, points in figure.curves for x, _ in points) - 1, right + right/2 + 4)
    axes.margins(y=0.15)
    axes.axis("off")
