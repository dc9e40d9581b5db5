"""Terms to LaTeX and to plain text, in the order in which they were written.

What is printed is the proved term.  Signs, fractions and sample points follow the typography of the field; binders get
the author's names; hidden parameters of definitions are not shown.  A constant without a row in `WRITERS` is refused.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..kernel import FALSE, INT, TRUE, Term, app
from .door import Hints
from .printing import ATOM, FACTOR, LETTERS, SUM, TERM, WRITERS, Printer, Writer
from .symbols import Named


class Show(Printer):
    """Terms and formulas as LaTeX."""

    def _relation(self, t: Term, kind: str) -> tuple[str, int]:
        a, b = t.args
        if t in self.hints.flipped or kind in ("le", "lt") and self._like_flipped(t):
            a, b, kind = b, a, {"le": "ge", "lt": "gt"}[kind]
        return f"{self.show(a)} {self.relations[kind]} {self.show(b)}", 0

    def _like_flipped(self, t: Term) -> bool:
        return False

    def _eq(self, t: Term) -> tuple[str, int]:
        return self._relation(t, "eq")

    def _le(self, t: Term) -> tuple[str, int]:
        return self._relation(t, "le")

    def _lt(self, t: Term) -> tuple[str, int]:
        return self._relation(t, "lt")

    def _false(self, t: Term) -> tuple[str, int]:
        return self.words("false"), ATOM

    def _not(self, t: Term) -> tuple[str, int]:
        if t.args[0].op == "eq":
            a, b = t.args[0].args
            return f"{self.show(a)} {self.relations['ne']} {self.show(b)}", 0
        return self.words("not") + self.group(self.show(t.args[0])), 0

    def _and(self, t: Term) -> tuple[str, int]:
        return ", ".join(self.show(a) for a in t.args) if self._plain(t) else self.words("and").join(
            self.at(a, 0) for a in t.args), -1

    def _plain(self, t: Term) -> bool:
        return all(a.op in ("eq", "le", "lt", "not", "app") or a.op == "and" and self._plain(a) for a in t.args)

    def _or(self, t: Term) -> tuple[str, int]:
        return self.words("or").join(self.at(a, 0) for a in t.args), -1

    def _imp(self, t: Term) -> tuple[str, int]:
        a, b = t.args
        return rf"{self.at(a, 0)} \implies {self.at(b, -1) if b.op != 'and' else self.show(b)}", -2

    def _iff(self, t: Term) -> tuple[str, int]:
        return rf"{self.at(t.args[0], 0)} \iff {self.at(t.args[1], 0)}", -2

    def _all(self, t: Term) -> tuple[str, int]:
        v, name, body = self.opened(t.args[0])
        guards = []
        while body.op == "imp" and body.args[0].op in ("le", "lt") and v in body.args[0].args:
            guards.append(body.args[0])
            body = body.args[1]
        return f"{self.show(body)}{self.words('for all')}{self.range(v, name, guards)}", -2

    def range(self, v: Term, name: str, guards: list[Term]) -> str:
        """1 ≤ i ≤ n, t ≥ 1, or the bare name."""
        low = [self.show(g.args[0]) + " \\le " for g in guards if g.op == "le" and g.args[1] is v]
        high = [" \\le " + self.show(g.args[1]) for g in guards if g.op == "le" and g.args[0] is v]
        if len(guards) == 1 and low:
            return f"{name} {self.relations['ge']} {self.show(guards[0].args[0])}"
        if len(low) + len(high) == len(guards) and len(low) < 2 and len(high) < 2:
            return f"{''.join(low)}{name}{''.join(high)}"
        return f"{name}{self.words('with')}" + ", ".join(self.show(g) for g in guards)

    def _ex(self, t: Term) -> tuple[str, int]:
        _, name, body = self.opened(t.args[0])
        return f"{self.words('there is')}{name}{self.words('with')}{self.show(body)}", -2


class Plain(Show):
    """Readable text for messages and the terminal."""

    cdot, thin = "·", "·"
    relations = {"eq": "=", "le": "≤", "lt": "<", "ge": "≥", "gt": ">", "ne": "≠"}

    def fraction(self, a: str, b: str) -> str:
        def part(s: str) -> str:
            return s if s.replace("_", "").isalnum() else f"({s})"

        return f"{part(a)}/{part(b)}"

    def power(self, a: str, b: str) -> str:
        return f"{a}^{b}" if b.isalnum() else f"{a}^({b})"

    def sub(self, a: str, b: str) -> str:
        return f"{a}[{b}]"

    def group(self, a: str) -> str:
        return f"({a})"

    def operator(self, name: str) -> str:
        return name

    def brackets(self, name: str, inside: str) -> str:
        return f"{name}[{inside}]"

    def root(self, a: str) -> str:
        return f"√({a})"

    def fold(self, sign: str, index: str, low: str, high: str, body: str) -> str:
        return f"{sign}[{index}={low}..{high}] {body}"

    def words(self, text: str) -> str:
        return f" {text} "

    def symbol(self, v: Term) -> str:
        s = self.hints.symbols.get(v)
        return s.name if s is not None else self.local(v).replace("\\omega", "ω")

    def enclosed(self, kind: str, a: str) -> str:
        left, right = {"abs": "||", "norm": "‖‖", "floor": "⌊⌋", "angle": "⟨⟩"}[kind]
        return f"{left}{a}{right}"

    def cases(self, c: str, a: str, b: str) -> str:
        return f"({a} if {c} else {b})"

    def definition_name(self, latex: str, name: str) -> str:
        return name

    def symbol_name(self, s: Named) -> str:
        return s.name

    def _imp(self, t: Term) -> tuple[str, int]:
        return f"{self.at(t.args[0], 0)} ⟹ {self.show(t.args[1])}", -2

    def _exp(self, t: Term) -> tuple[str, int]:
        return self.call("exp", self.show(t.args[0])), ATOM

    def _log(self, t: Term) -> tuple[str, int]:
        return self.call("log", self.show(t.args[0])), ATOM


def latex(t: Term, hints: Hints | None = None) -> str:
    """LaTeX math of a term or formula."""
    return Show(hints or Hints()).show(t)


def text(t: Term, hints: Hints | None = None) -> str:
    """Plain text of a term or formula."""
    return Plain(hints or Hints()).show(t).replace("\\le", "≤").replace("\\iff", "⟺").replace("\\mapsto", "↦")


# -- constants of the theories --------------------------------------------------------------


def _fold(show: Show, t: Term, args: Sequence[Term], sign: str) -> tuple[str, int]:
    """Σ or Π; the name of the index is that of the function, or of the whole when the function is a bare family."""
    low, high, function = args
    ends = show.show(low), show.show(high)
    before = dict(show.names)
    if function.op == "lam":
        v, name, body = show.opened(function)
    else:
        v, name = show.fresh(t, INT)
        body = app(function, v)
    out = show.fold(sign, name, *ends, show.at(body, TERM)), TERM
    show.names = before
    return out


def _call(name: str) -> Writer:
    return lambda show, args: (show.call(show.operator(name), *[show.show(a) for a in args]), ATOM)


def _enclosing(kind: str) -> Writer:
    return lambda show, args: (show.enclosed(kind, show.show(args[0])), ATOM)


def _bracketed(name: str, which: int) -> Writer:
    def write(show: Show, args: Sequence[Term]) -> tuple[str, int]:
        label = ("\\mathbb{E}" if name == "E" else show.operator(name)) if type(show) is Show else name
        return show.brackets(label, show.show(args[which])), ATOM

    return write


def _said(words: str, which: int) -> Writer:
    return lambda show, args: (f"{show.show(args[which])}{show.words(words)}".rstrip(), 0)


def _norm(show: Show, args: Sequence[Term]) -> tuple[str, int]:
    return show.power(show.enclosed("norm", show.show(args[1])), "2"), FACTOR


def _angle(show: Show, args: Sequence[Term]) -> tuple[str, int]:
    return show.enclosed("angle", f"{show.show(args[1])}, {show.show(args[2])}"), ATOM


def _space(show: Show, args: Sequence[Term]) -> tuple[str, int]:
    return show.show(args[0]) + show.words("is an expectation"), 0


def _mutual(show: Show, args: Sequence[Term]) -> tuple[str, int]:
    random = [a for a in args if a.type.omega and a.type.name == "" and a.type.dom is INT]
    members = [show.sub(show.show(a), x) for a, x in zip(random, LETTERS, strict=False)]
    return ", ".join(members) + show.words("mutually independent").rstrip(), 0


WRITERS.update({
    "relu": _call("ReLU"),
    "abs": _enclosing("abs"), "max": _call("max"), "min": _call("min"), "dot": _angle, "norm2": _norm,
    "E": _bracketed("E", 0), "Var": _bracketed("Var", 1), "I": _said("is integrable", 0),
    "M": _said("is a random variable", 0), "SameLaw": _said("has a symmetric law", 2), "Indep": _call("Indep"),
    "Mutual": _mutual, "Espace": _space,
})
