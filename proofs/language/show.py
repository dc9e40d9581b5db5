"""Terms to LaTeX and to plain text, in the order in which they were written.

What is printed is the proved term.  Signs, fractions and sample points follow the typography of the field; binders get
the author's names; hidden parameters of definitions are not shown.  A constant without a row in `WRITERS` is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..kernel import PROP, TRUE, Term, conjunction, fun, instantiate, var
from .hints import Hints
from .printing import ATOM, FACTOR, LETTERS, MEAN, OF_SPACE, OPENED, RV, SUM, WRITERS, Printer, Writer
from .symbols import Named


class Show(Printer):
    """Terms and formulas as LaTeX."""

    implies, equivalent, comma = r"\implies", r"\iff", r",\; "

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
        (a,) = t.args
        if t is TRUE:
            return self.words("true").strip(), ATOM
        if a.op == "eq":
            return f"{self.show(a.args[0])} {self.relations['ne']} {self.show(a.args[1])}", 0
        if a.op == "ex":
            return self._exists(a, "there is no", "there are no"), -2
        return self.opening("not") + self.group(self.show(a)), -1

    def parts(self, t: Term, kind: str) -> list[Term]:
        """The members of a conjunction or disjunction that is nested to the left."""
        return [*self.parts(t.args[0], kind), t.args[1]] if t.op == kind else [t]

    def _and(self, t: Term) -> tuple[str, int]:
        chains = self.chains(self.parts(t, "and"))
        if self._plain(t):
            return self.conditions([self.chain(c) for c in chains]), -1
        return self.words("and").join(self.at(c[0], 0) if len(c) == 1 else self.chain(c) for c in chains), -1

    def chains(self, parts: Sequence[Term]) -> list[list[Term]]:
        """a ≤ b and b ≤ c are one chain; other relations stand alone."""
        out: list[list[Term]] = []
        for p in parts:
            joins = out and p.op in ("le", "lt") and out[-1][-1].op in ("le", "lt") and out[-1][-1].args[1] is p.args[0]
            out[-1].append(p) if joins else out.append([p])
        return out

    def chain(self, parts: Sequence[Term]) -> str:
        """a ≤ b ≤ c, or the one relation."""
        if len(parts) == 1:
            return self.show(parts[0])
        return self.show(parts[0].args[0]) + "".join(f" {self.relations[p.op]} {self.show(p.args[1])}" for p in parts)

    def conditions(self, shown: Sequence[str]) -> str:
        """Relations in a row stand further apart than their parts do; mere names do not."""
        return (self.comma if any(" " in s for s in shown) else ", ").join(shown)

    def _plain(self, t: Term) -> bool:
        return all(a.op in ("eq", "le", "lt", "app") or a.op == "not" and a.args[0].op == "eq"
                   for a in self.parts(t, "and"))

    def _or(self, t: Term) -> tuple[str, int]:
        return self.words("or").join(self.at(a, 0) for a in self.parts(t, "or")), -1

    def _imp(self, t: Term) -> tuple[str, int]:
        return f"{self.at(t.args[0], 0)} {self.implies} {self.then(t.args[1])}", -2

    def _iff(self, t: Term) -> tuple[str, int]:
        return f"{self.at(t.args[0], 0)} {self.equivalent} {self.at(t.args[1], 0)}", -2

    def then(self, t: Term) -> str:
        """A conclusion: brackets around what has an arrow of its own, which readers group in different ways."""
        return self.group(self.show(t)) if t.op in ("imp", "iff") else self.tail(t)

    def tail(self, t: Term) -> str:
        """A formula at the end of another: a quantifier stands before what it binds."""
        return self._for_all(t, before=True) if t.op == "all" else self.show(t)

    def _all(self, t: Term) -> tuple[str, int]:
        return self._for_all(t, before=False), -2

    def _for_all(self, t: Term, before: bool) -> str:
        """Body for all …; or, where the body is more than relations, for all …: body."""
        with self.scope():
            bound: list[tuple[Term, str, list[Term]]] = []
            while True:
                if t.op == "all":
                    v, name, t = self.opened(t.args[0])
                    bound.append((v, name, []))
                elif t.op == "imp" and t.args[0].op in ("le", "lt") and any(v in t.args[0].args for v, _, _ in bound):
                    last = [guards for v, _, guards in bound if v in t.args[0].args][-1]
                    last.append(t.args[0])
                    t = t.args[1]
                else:
                    break
            ranges = [self.range(*b) for b in bound]
            if before or not self._plain(t):
                return f"{self.opening('for all')}{self.conditions(ranges)}: {self.tail(t)}"
            return f"{self.show(t)}{self.words('for all')}{self.conditions(ranges)}"

    def range(self, v: Term, name: str, guards: list[Term]) -> str:
        """1 ≤ i ≤ n, t ≥ 1, or the bare name."""
        sign = self.relations
        low = [(g.args[0], g.op) for g in guards if g.args[1] is v]
        high = [(g.args[1], g.op) for g in guards if g.args[0] is v and g.args[1] is not v]
        if len(low) > 1 or len(high) > 1:
            return f"{name}{self.words('with')}" + self.conditions([self.show(g) for g in guards])
        if low and not high:
            return f"{name} {sign['ge' if low[0][1] == 'le' else 'gt']} {self.show(low[0][0])}"
        left = "".join(f"{self.show(t)} {sign[kind]} " for t, kind in low)
        return left + name + "".join(f" {sign[kind]} {self.show(t)}" for t, kind in high)

    def _ex(self, t: Term) -> tuple[str, int]:
        return self._exists(t, "there is", "there are"), -2

    def _exists(self, t: Term, one: str, several: str) -> str:
        """There is … such that …"""
        with self.scope():
            ranges: list[str] = []
            while t.op == "ex":
                v, name, body = self.opened(t.args[0])
                parts = self.parts(body, "and")
                guards = [p for p in parts[:-1] if p.op in ("le", "lt") and v in p.args]
                guards = guards if guards == parts[:len(guards)] else []
                ranges.append(self.range(v, name, guards))
                t = conjunction(parts[len(guards):]) if guards else body
            verb = self.opening(several if len(ranges) > 1 else one)
            return f"{verb}{self.conditions(ranges)}{self.words('such that')}{self.tail(t)}"


class Plain(Show):
    """Readable text for messages and the terminal."""

    plain = True
    cdot, thin, mapsto, member, dot, implies, equivalent = "·", "·", "↦", " ∈ ", ":", "⟹", "⟺"
    comma = ", "
    relations = {"eq": "=", "le": "≤", "lt": "<", "ge": "≥", "gt": ">", "ne": "≠"}

    def fraction(self, a: str, b: str) -> str:
        def part(s: str) -> str:
            return s if re.fullmatch(r"\w+(\[[^][]*\])?|[|‖]\w+[|‖]", s) else f"({s})"

        return f"{part(a)}/{part(b)}"

    def power(self, a: str, b: str) -> str:
        return f"{a}^{b}" if b.isalnum() else f"{a}^({b})"

    def sub(self, a: str, b: str) -> str:
        return f"{a}[{b}]"

    def group(self, a: str) -> str:
        return f"({a})"

    def operator(self, name: str) -> str:
        return name

    def _mul(self, t: Term) -> tuple[str, int]:
        """A negative number in front needs no brackets: -2·x, and -x for -1·x."""
        shown, level = super()._mul(t)
        bare = re.sub(r"^\((-\d+)\)(?=·)", r"\1", shown)
        bare = re.sub(r"^-1·(?!\d)", "-", bare)
        return (shown, level) if bare == shown else (bare, SUM)

    def braces(self, inside: str) -> str:
        return f"{{{inside}}}"

    def brackets(self, name: str, inside: str) -> str:
        return f"{name}[{inside}]"

    def root(self, a: str) -> str:
        return f"√({a})"

    def fold(self, sign: str, index: str, low: str, high: str, body: str) -> str:
        return f"{sign}[{index}={low}..{high}] {body}"

    def words(self, text: str) -> str:
        return f" {text} "

    def opening(self, text: str) -> str:
        return f"{text} "

    def closing(self, text: str) -> str:
        return f" {text}"

    def symbol(self, v: Term) -> str:
        s = self.hints.symbols.get(v)
        return s.name if s is not None else self.local(v).replace("\\omega", "ω")

    def enclosed(self, kind: str, a: str) -> str:
        left, right = {"abs": ("|",)*2, "norm": ("‖",)*2, "floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉"), "angle": ("⟨", "⟩")}[kind]
        return f"{left}{a}{right}"

    def cases(self, rows: Sequence[tuple[str, str]], last: str) -> str:
        for condition, value in reversed(rows):
            last = f"({value} if {condition} else {last})"
        return last

    def definition_name(self, latex: str, name: str) -> str:
        return name

    def symbol_name(self, s: Named) -> str:
        return str(s.name)

    def _exp(self, t: Term) -> tuple[str, int]:
        return self.call("exp", self.show(t.args[0])), ATOM

    def _log(self, t: Term) -> tuple[str, int]:
        return self.call("log", self.show(t.args[0])), ATOM


def latex(t: Term, hints: Hints | None = None) -> str:
    """LaTeX math of a term or formula."""
    return Show(hints or Hints()).show(t)


def text(t: Term, hints: Hints | None = None) -> str:
    """Plain text of a term or formula."""
    return " ".join(Plain(hints or Hints()).show(t).split())


# -- constants of the theories --------------------------------------------------------------


def _call(name: str) -> Writer:
    return lambda show, args: (show.call(show.operator(name), *[show.show(a) for a in args]), ATOM)


def _enclosing(kind: str) -> Writer:
    return lambda show, args: (show.enclosed(kind, show.show(args[0])), ATOM)


DOUBLE = {"E": "𝔼", "Var": "𝕍"}  # in plain text beside what an author calls so: E[n] is then a member of a family


def _bracketed(name: str, which: int) -> Writer:
    def write(show: Show, args: Sequence[Term]) -> tuple[str, int]:
        if show.plain:
            taken = any(s.name == name for v, s in show.hints.symbols.items() if v is not MEAN)
            return show.brackets(DOUBLE[name] if taken else name, show.show(args[which])), ATOM
        label = "\\mathbb{E}" if name == "E" else show.operator(name)
        return show.brackets(label, show.show(args[which])), ATOM

    return write


def _said(words: str, which: int) -> Writer:
    return lambda show, args: (f"{show.show(args[which])}{show.closing(words)}", 0)


def _random(show: Show, args: Sequence[Term]) -> tuple[str, int]:
    """A random variable; of integers where it is read as real."""
    value = args[0].args[0] if args[0].op == "lam" else args[0]
    return _said(f"is a random {'integer' if value.op == 'real' else 'variable'}", 0)(show, args)


def _same_law(show: Show, args: Sequence[Term]) -> tuple[str, int]:
    """X has the law of Y; a symmetric law when Y is −X."""
    one, two = show.show(args[2]), show.show(args[3])
    if two == f"{show.minus}{one}":
        return f"{one}{show.closing('has a symmetric law')}", 0
    return f"{one}{show.words('has the law of')}{two}", 0


def _independent(show: Show, args: Sequence[Term]) -> tuple[str, int]:
    return f"{show.show(args[2])}{show.words('is independent of')}{show.show(args[3])}", 0


def _norm(show: Show, args: Sequence[Term]) -> tuple[str, int]:
    return show.power(_of_length(show, show.enclosed("norm", show.show(args[1])), args), "2"), FACTOR


def _angle(show: Show, args: Sequence[Term]) -> tuple[str, int]:
    return _of_length(show, show.enclosed("angle", f"{show.show(args[1])}, {show.show(args[2])}"), args), ATOM


def _of_length(show: Show, shown: str, args: Sequence[Term]) -> str:
    """With the length as an index, where it is no letter and no vector has it declared: ‖u‖₁² is no ‖u‖²."""
    declared = [s for a in args[1:] for v in a.free if (s := show.hints.symbols.get(var(*v))) and s.fact("size") is not None]
    return shown if args[0].op == "var" or declared else f"{shown}_{{{show.show(args[0])}}}"


def _space(show: Show, args: Sequence[Term]) -> tuple[str, int]:
    return show.show(args[0]) + show.closing("is an expectation"), 0


def _mutual(show: Show, body: Term) -> tuple[str, int]:
    """x_i, y_j mutually independent; of a row also its range, x_{n,k} mutually independent for 1 ≤ k ≤ n."""
    shown, within = [], ""
    for part, letter in zip(show.parts(body, "and"), LETTERS, strict=False):
        family, count = _indexed(part)
        if family.op == "var" and count == 1:
            shown.append(show.sub(show.show(family), letter))
            continue
        with show.scope():
            k, name, member = show.opened(family)
            for _ in range(count - 1):
                _, _, member = show.opened(member)
            shown.append(show.show(member))
            if family.op != "var":
                guards = show.parts(instantiate(part.args[0].args[0], k).args[0], "and")
                within = show.words("for") + show.range(k, name, guards)
    return ", ".join(shown) + show.closing("mutually independent") + within, 0


def _indexed(apart: Term) -> tuple[Term, int]:
    """X, and how many indices it has, in: for all indices in the range X i … is independent of the others."""
    count = 0
    while apart.op in ("all", "imp"):
        count += apart.op == "all"
        apart = apart.args[0].args[0] if apart.op == "all" else apart.args[1]
    family = apart.args[0].args[1]
    for _ in range(count):
        family = family.args[0]
    return family, count


OPENED["Mutual"] = _mutual
WRITERS.update({
    "relu": _call("ReLU"),
    "abs": _enclosing("abs"), "max": _call("max"), "min": _call("min"), "dot": _angle, "norm2": _norm,
    "Var": _bracketed("Var", 1), "SameLaw": _same_law, "Indep": _independent, "Espace": _space,
})
OF_SPACE.update({
    MEAN: _bracketed("E", 0), var("I", fun(RV, PROP)): _said("is integrable", 0),
    var("M", fun(RV, PROP)): _random,
})
