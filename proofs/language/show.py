"""Terms to LaTeX and to plain text, in the order in which they were written.

What is printed is the proved term.  Signs, fractions and sample points follow the typography of the field; binders get
the author's names; hidden parameters of definitions are not shown.  A constant without a row in `WRITERS` is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..kernel import INT, OMEGA, Term, Type, app, instantiate, value, var
from .definitions import SHOWN
from .door import Hints
from .errors import AuthorError
from .symbols import Named

SUM, TERM, FACTOR, ATOM = 1, 2, 3, 4
Writer = Callable[["Show", Sequence[Term]], tuple[str, int]]
WRITERS: dict[str, Writer] = {}  # by the name of a constant or variable of a theory
LETTERS = "ijklmnrsuvxyz"


class Show:
    """One way of writing: LaTeX."""

    def __init__(self, hints: Hints) -> None:
        self.hints = hints
        self.names: dict[Term, str] = {}

    # -- templates that plain text overrides ------------------------------------------

    cdot, thin, minus = r" \cdot ", r"\,", "-"
    relations = {"eq": "=", "le": r"\le", "lt": "<", "ge": r"\ge", "gt": ">", "ne": r"\ne"}

    def fraction(self, a: str, b: str) -> str:
        return rf"\frac{{{a}}}{{{b}}}"

    def power(self, a: str, b: str) -> str:
        return rf"{a}^{{{b}}}"

    def sub(self, a: str, b: str) -> str:
        return rf"{a}_{{{b}}}"

    def group(self, a: str) -> str:
        return rf"\left({a}\right)" if any(big in a for big in ("\\frac", "\\sum", "\\prod")) else f"({a})"

    def call(self, name: str, *args: str) -> str:
        inside = ", ".join(args)
        return name + self.group(inside)

    def operator(self, name: str) -> str:
        return rf"\operatorname{{{name}}}"

    def brackets(self, name: str, inside: str) -> str:
        big = any(b in inside for b in ("\\frac", "\\sum", "\\prod"))
        return rf"{name}\left[{inside}\right]" if big else f"{name}[{inside}]"

    def root(self, a: str) -> str:
        return rf"\sqrt{{{a}}}"

    def fold(self, sign: str, index: str, low: str, high: str, body: str) -> str:
        command = {"Σ": r"\sum", "Π": r"\prod"}[sign]
        return rf"{command}_{{{index}={low}}}^{{{high}}} {body}"

    def words(self, text: str) -> str:
        return rf"\text{{ {text} }}"

    def symbol(self, v: Term) -> str:
        s = self.hints.symbols.get(v)
        return (s.latex or s.name) if s is not None else self.local(v)

    def enclosed(self, kind: str, a: str) -> str:
        left, right = {"abs": (r"\lvert ", r"\rvert"), "norm": (r"\lVert ", r"\rVert"), "floor": (r"\lfloor ", r"\rfloor"),
                       "angle": (r"\langle ", r"\rangle")}[kind]
        return f"{left}{a}{right}"

    def cases(self, c: str, a: str, b: str) -> str:
        return rf"\begin{{cases}} {a} & \text{{if }} {c} \\ {b} & \text{{otherwise}} \end{{cases}}"

    # -- the walk ---------------------------------------------------------------------------

    def show(self, t: Term) -> str:
        return self.of(t)[0]

    def at(self, t: Term, level: int) -> str:
        s, mine = self.of(t)
        return s if mine >= level else self.group(s)

    def of(self, t: Term) -> tuple[str, int]:
        if t in self.names:
            return self.names[t], ATOM
        method = getattr(self, f"_{t.op}", None)
        if method is None:
            raise AuthorError(f"no way to print {t.op}")
        result: tuple[str, int] = method(t)
        return result

    def local(self, v: Term) -> str:
        """A variable that no author named."""
        name = str(v.data[0])
        return "\\omega" if v.type is OMEGA else name.strip("·?_") or "x"

    def fresh(self, function: Term, ty: Type) -> tuple[Term, str]:
        """The variable for a binder, with its printed name: the author's where there is one."""
        symbol = self.hints.names.get(function)
        if symbol is not None and var(symbol.name, ty) not in self.names:
            v = var(symbol.name, ty)
            self.names[v] = name = self.symbol_name(symbol)
            return v, name
        taken = set(self.names.values()) | {self.symbol(var(*x)) for x in function.free}
        name = next((x for x in LETTERS if x not in taken), "i'")
        v = var(f"{name}§{len(self.names)}", ty)
        self.names[v] = name
        return v, name

    def symbol_name(self, s: Named) -> str:
        return s.latex or s.name

    def opened(self, function: Term) -> tuple[Term, str, Term]:
        """Variable, printed name and body of a λ."""
        v, name = self.fresh(function, function.data)
        return v, name, instantiate(function.args[0], v)

    def _var(self, t: Term) -> tuple[str, int]:
        if t.type is OMEGA:
            return "", ATOM
        return self.symbol(t), ATOM

    def _num(self, t: Term) -> tuple[str, int]:
        q = value(t)
        text = str(q.numerator) if q.denominator == 1 else self.fraction(str(abs(q.numerator)), str(q.denominator))
        if q < 0 and q.denominator != 1:
            text = self.minus + text
        return text, SUM if q < 0 else ATOM

    def _add(self, t: Term) -> tuple[str, int]:
        return f"{self.of(t.args[0])[0]} + {self.at(t.args[1], TERM)}", SUM

    def _sub(self, t: Term) -> tuple[str, int]:
        return f"{self.of(t.args[0])[0]} - {self.at(t.args[1], TERM)}", SUM

    def _neg(self, t: Term) -> tuple[str, int]:
        return f"{self.minus}{self.at(t.args[0], TERM)}", SUM

    def _mul(self, t: Term) -> tuple[str, int]:
        factors: list[Term] = []
        while t.op == "mul":
            factors.insert(0, t.args[1])
            t = t.args[0]
        factors.insert(0, t)
        sign = factors[0].op == "neg"  # (−a)·b is written −a b
        if sign:
            factors[0] = factors[0].args[0]
        out = ""
        for n, f in enumerate(factors):
            last = n == len(factors) - 1
            s = self.at(f, TERM if last and self._is_fold(f) else FACTOR)
            out = s if not n else out + (self.cdot if s[:1].isdigit() or self._digits(out, s) else self.thin) + s
        return (self.minus + out, SUM) if sign else (out, TERM)

    def _digits(self, left: str, right: str) -> bool:
        return left[-1:].isdigit() and right.startswith("\\frac{") and right[6:7].isdigit()

    def _is_fold(self, t: Term) -> bool:
        return self._head(t)[0].op == "const" and self._head(t)[0].data.name in ("Σ", "Π")

    def _div(self, t: Term) -> tuple[str, int]:
        return self.fraction(self.show(t.args[0]), self.show(t.args[1])), FACTOR

    def _pow(self, t: Term) -> tuple[str, int]:
        base, level = self.of(t.args[0])
        if level < ATOM:
            base = self.group(base)
        return self.power(base, self.show(t.args[1])), FACTOR

    def _real(self, t: Term) -> tuple[str, int]:
        return self.of(t.args[0])

    def _floor(self, t: Term) -> tuple[str, int]:
        return self.enclosed("floor", self.show(t.args[0])), ATOM

    def _sqrt(self, t: Term) -> tuple[str, int]:
        return self.root(self.show(t.args[0])), ATOM

    def _exp(self, t: Term) -> tuple[str, int]:
        return self.call(r"\exp", self.show(t.args[0])), ATOM

    def _log(self, t: Term) -> tuple[str, int]:
        return self.call(r"\log", self.show(t.args[0])), ATOM

    def _ite(self, t: Term) -> tuple[str, int]:
        return self.cases(*[self.show(a) for a in t.args]), SUM

    def _rec(self, t: Term) -> tuple[str, int]:
        start, zero, step, at = t.args
        return self.call(self.operator("rec"), *[self.show(a) for a in (start, zero, step, at)]), ATOM

    def _lam(self, t: Term) -> tuple[str, int]:
        """A function: of a sample point as its value, of an index as a vector, otherwise i ↦ value."""
        v, name, body = self.opened(t)
        if v.type is OMEGA:
            self.names[v] = ""
            return self.of(body)
        if v.type is INT:
            vector = _VectorBody(self, v).of(body)
            if vector is not None:
                return vector
        return f"{name} \\mapsto {self.show(body)}", 0

    def _head(self, t: Term) -> tuple[Term, list[Term]]:
        args: list[Term] = []
        while t.op == "app":
            t, a = t.args
            args.insert(0, a)
        return t, args

    def _app(self, t: Term) -> tuple[str, int]:
        head, args = self._head(t)
        if head.op == "const" and head.data.name in ("Σ", "Π") and len(args) == 3:
            return _fold(self, t, args, head.data.name)
        if head.op == "const":
            return self.constant(head, args)
        if head.op == "var" and head.data[0] in WRITERS:
            return WRITERS[head.data[0]](self, args)
        shown = [a for a in args if a.type is not OMEGA]
        name = self.show(head) if head.op == "var" else self.group(self.show(head))
        if not shown:
            return name, ATOM
        if head.op == "var" and all(a.type is INT for a in shown):
            return self.sub(name, ",".join(self.show(a) for a in shown)), ATOM
        return self.call(name, *[self.show(a) for a in shown]), ATOM

    def _const(self, t: Term) -> tuple[str, int]:
        return self.constant(t, [])

    def constant(self, head: Term, args: list[Term]) -> tuple[str, int]:
        """A defined constant applied: an author's definition, or a row of WRITERS."""
        if head in SHOWN:
            owner, made = SHOWN[head]
            explicit = args[len(made.hidden):len(made.hidden) + len(made.explicit)]
            name = self.definition_name(owner.latex, owner.name)
            if not explicit:
                return name, ATOM
            texts = [self.show(a) for a in explicit]
            return (self.sub(name, ",".join(texts)) if owner.indexed else self.call(name, *texts)), ATOM
        if head.data.name in WRITERS:
            return WRITERS[head.data.name](self, args)
        raise AuthorError(f"no way to print the constant {head.data.name}: add a row to WRITERS")

    def definition_name(self, latex: str, name: str) -> str:
        return latex

    # -- formulas ---------------------------------------------------------------------------

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


class _VectorBody:
    """A λ over an index whose body uses the index only to take components: printed as a vector."""

    def __init__(self, show: Show, index: Term) -> None:
        self.show, self.index = show, index

    def of(self, body: Term) -> tuple[str, int] | None:
        heads: dict[Term, Term] = {}
        plain = self.strip(body, heads)
        if plain is None:
            return None
        for stand_in, head in heads.items():
            self.show.names[stand_in] = self.show.show(head)
        return self.show.of(plain)

    def strip(self, t: Term, heads: dict[Term, Term]) -> Term | None:
        """The body with x(i) replaced by a stand-in for x; None when i is used otherwise."""
        from ..kernel.terms import rebuild

        if not self.index.free <= t.free:
            return t
        if t.op == "app" and t.args[1] is self.index and not self.index.free <= t.args[0].free:
            stand_in = var(f"{t.args[0]}§v", t.type)
            heads[stand_in] = t.args[0]
            return stand_in
        if t is self.index or t.op not in ("add", "sub", "mul", "neg", "div"):
            return None
        parts = [self.strip(a, heads) for a in t.args]
        return None if any(p is None for p in parts) else rebuild(t, tuple(p for p in parts if p is not None))


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
