"""Tables as text, and the ratios that are kept."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Table:
    """Rows of text; `ratios` are machine-independent, larger is worse."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ratios: dict[str, float] = field(default_factory=dict)

    def keep(self, name: str, value: float) -> None:
        self.ratios[f"{self.title}: {name}"] = float(f"{value:.3g}")

    def markdown(self) -> str:
        wide = [max(len(r[i]) for r in [self.columns, *self.rows]) for i in range(len(self.columns))]
        rule = "|".join(["-"*(wide[0] + 2), *["-"*(w + 1) + ":" for w in wide[1:]]])
        head, *rows = [" | ".join([r[0].ljust(wide[0]), *[c.rjust(w) for c, w in zip(r[1:], wide[1:], strict=True)]])
                       for r in [self.columns, *self.rows]]
        notes = "".join(f"\n{note}\n" for note in self.notes)
        return "\n".join([f"### {self.title}", "", f"| {head} |", f"|{rule}|", *[f"| {r} |" for r in rows]]) + "\n" + notes


def micro(seconds: float) -> str:
    """Microseconds."""
    return f"{1e6*seconds:,.0f}"


def milli(seconds: float) -> str:
    """Milliseconds."""
    return f"{1e3*seconds:,.1f}"


def times(ratio: float) -> str:
    """A ratio with two or three digits that count."""
    return f"{ratio:,.0f}×" if ratio >= 100 else f"{ratio:.1f}×" if ratio >= 10 else f"{ratio:.2f}×"


def regressions(now: dict[str, float], before: dict[str, float], factor: float) -> list[str]:
    """What grew by more than the factor; what one of the two does not have is not compared."""
    return [f"{name}: {before[name]:.3g} became {value:.3g}" for name, value in now.items()
            if name in before and value > factor*before[name]]
