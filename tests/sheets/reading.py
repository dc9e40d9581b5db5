r"""An independent reader of the LaTeX that terms are printed in, first half: text → tree.  It shares nothing with the printer.

A tree is a tuple that starts with its kind.  Names keep their scripts as text, for only declarations tell a name from an
index or a power: `("name", "x", "'", "0,i", "2")` is x' with the subscript 0,i to the power 2, or the member i of x'_0 squared.
"""

from __future__ import annotations

import re
from typing import Any

Tree = tuple[Any, ...]
TOKEN = re.compile(r"\\text\{[^{}]*\}|\\[A-Za-z]+|\\.|\d+|[^\s]")
RELATIONS = {"=": "=", r"\le": "<=", "<": "<", r"\ge": ">=", ">": ">", r"\ne": "!=", r"\in": "in", r"\to": "to"}
OPENING = {"(": ")", r"\left(": r"\right)", "[": "]", r"\left[": r"\right]"}
ENCLOSED = {r"\lvert": (r"\rvert", "abs"), r"\lVert": (r"\rVert", "norm"), r"\lfloor": (r"\rfloor", "floor"),
            r"\lceil": (r"\rceil", "ceil"), r"\langle": (r"\rangle", "angle")}
FOLDS = {r"\sum": "sum", r"\prod": "product", r"\lim": "limit", r"\max": "max", r"\min": "min", r"\nabla": "nabla"}
ACCENTS = (r"\hat", r"\bar", r"\tilde", r"\mathrm", r"\mathbf", r"\mathbb", r"\operatorname", r"\tfrac", r"\dot")
WORDS = {  # what stands after an expression: words, and what follows them
    "is integrable": None, "is a random variable": None, "is a random integer": None, "is an expectation": None,
    "has a symmetric law": None,
    "mutually independent": None, "are bounded": None, "has the law of": "sum", "is independent of": "sum",
    "is uniform on": "set", "is a random ordering of": "set", "is": "law", "is a local minimum of": "sum",
}


class Unreadable(ValueError):
    """The text is not in the grammar, or says nothing or two things."""


def read(text: str) -> Tree:
    """The tree of a formula."""
    reader = Reader(text)
    tree = reader.statement()
    if reader.here is not None:
        raise Unreadable(f"{reader.here!r} is left in {text}")
    return tree


def name_of(text: str) -> tuple[str, str, str]:
    """A declared name as nucleus, superscript and subscript."""
    kind, nucleus, primes, sub, sup = Reader(text).name()
    assert kind == "name"
    return nucleus, primes + sup, sub


def split(text: str) -> list[str]:
    """A list of indices at its commas, those inside brackets left alone."""
    out, depth = [""], 0
    for before, c in zip(" " + text, text, strict=False):
        depth += (c in "({[") - (c in ")}]")
        if c == "," and before != "\\" and not depth:
            out.append("")
        else:
            out[-1] += c
    return [part.strip() for part in out] if text else []


class Reader:
    """Recursive descent; words bind weakest, then ⟹ and ⟺, lists, relations, sums, products, scripts."""

    def __init__(self, text: str) -> None:
        text = re.sub(r"\\(left|right)(?=\\[lr](vert|Vert|floor|ceil|angle)|\\[{}])", "", text)
        joined = re.sub(r"\\(left|right) ?(\\?.)", r"\\\1\2", text)
        even = joined.replace(",\\;", ",").replace("\\: ", "")  # relations, and sums with long limits, in a row are set wider
        self.tokens = re.findall(r"\\(?:left|right)\\?[^A-Za-z]|" + TOKEN.pattern, even)
        self.text, self.k = text, 0

    # -- tokens ------------------------------------------------------------------------------

    @property
    def here(self) -> str | None:
        return self.tokens[self.k] if self.k < len(self.tokens) else None

    def next(self) -> str:
        if self.here is None:
            raise Unreadable(f"it ends too early: {self.text}")
        self.k += 1
        return self.tokens[self.k - 1]

    def accept(self, *wanted: str) -> str | None:
        return self.next() if self.here in wanted else None

    def expect(self, wanted: str) -> None:
        if self.here != wanted:
            raise Unreadable(f"{wanted!r} is due where {self.here!r} stands in {self.text}")
        self.k += 1

    def words(self, *wanted: str) -> str | None:
        """One of these texts, if it is next."""
        found = re.fullmatch(r"\\text\{(.*)\}", self.here or "")
        if found is None or found[1].strip() not in wanted:
            return None
        self.k += 1
        return found[1].strip()

    def raw(self) -> str:
        """A script as text: one token, or what the braces hold."""
        if self.here != "{":
            first = self.next()
            return first + (f"{{{self.raw()}}}" if first in ACCENTS else "")
        self.next()
        out, depth = "", 1
        while True:
            token = self.next()
            depth += (token == "{") - (token == "}")
            if not depth:
                return out.strip()
            blank = re.match("[A-Za-z]", self.here or "") and re.fullmatch(r"\\[A-Za-z]+", token)
            out += token + (" " if blank else "")

    # -- statements -----------------------------------------------------------------------------

    def statement(self) -> Tree:
        if self.words("for all"):
            ranges = self.ranges()
            self.expect(":")
            return "all", ranges, self.statement()
        if found := self.words("there is", "there are", "there is no", "there are no"):
            ranges = self.ranges()
            if not self.words("such that"):
                raise Unreadable(f"there is … such that: {self.text}")
            made = ("exists", ranges, self.statement())
            return ("not", made) if found.endswith("no") else made
        if self.words("not"):
            return "not", self.factor()
        left = self.listed()
        if self.accept(r"\implies"):
            return "imp", left, self.statement()
        if self.accept(r"\iff"):
            return "iff", left, self.statement()
        return left

    def listed(self) -> Tree:
        """Statements with commas or “and”, or with “or”; over all of them what they hold for."""
        parts, joined, start = [self.relation()], "", 0  # start: of what stands behind the last “and”
        while True:
            if self.words("mutually independent"):
                parts[start:] = [("mutual", parts[start:], self.ranges() if self.words("for") else [])]
            elif self.words("is a random ordering of"):
                parts = [("ordering", parts, self.factor())]
            elif sign := self.accept(",") or self.words("and", "or"):
                if joined and (sign == "or") != (joined == "or"):
                    raise Unreadable(f"“and” beside “or”: {self.text}")
                joined, start = sign, len(parts) if sign == "and" else start
                parts.append(self.quantified() if sign == "," else self.relation())
            else:
                break
        made: Tree = parts[0] if len(parts) == 1 else ("or" if joined == "or" else "and", parts)
        return ("all", self.ranges(), made) if self.words("for all") else made

    def quantified(self) -> Tree:
        opens = re.fullmatch(r"\\text\{(for all|there is|there are|not).*\}", self.here or "")
        return self.statement() if opens else self.relation()

    def ranges(self) -> list[Tree]:
        out = [self.relation()]
        while self.accept(","):
            out.append(self.relation())
        return out

    def relation(self) -> Tree:
        if self.words("the sums"):
            made = self.sum()
            if not self.words("are bounded"):
                raise Unreadable(f"the sums … are bounded: {self.text}")
            return "bounded sums", made
        if self.words("false"):
            return ("false",)
        if self.words("true"):
            return "not", ("false",)
        first = self.sum()
        chain = [first]
        while sign := self.accept(*RELATIONS):
            chain += [RELATIONS[sign], self.sum()]
        if len(chain) > 1:
            when = self.words("in probability as")
            return ("in probability", chain, self.relation()) if when else ("chain", chain)
        if self.accept(r"\mapsto"):
            return "mapsto", first, self.sum()
        found = self.words(*[w for w in WORDS if w not in ("mutually independent", "is a random ordering of")])
        if found is None:
            return first
        follows = WORDS[found]
        if follows is None:
            return found, first
        return found, first, self.law() if follows == "law" else self.sum()

    def law(self) -> list[Tree]:
        """v with probability p, w with probability q"""
        out: list[Tree] = []
        while True:
            before = self.k
            if out and not self.accept(","):
                return out
            value = self.sum()
            if not self.words("with probability"):
                self.k = before
                return out
            out += [value, self.sum()]

    # -- expressions --------------------------------------------------------------------------------

    def sum(self) -> Tree:
        made = ("neg", self.product()) if self.accept("-") else self.product()
        while sign := self.accept("+", "-"):
            made = ("add" if sign == "+" else "sub", made, self.product())
        return made

    def product(self) -> Tree:
        made = self.factor()
        while self.accept(r"\,", r"\cdot"):
            made = ("mul", made, self.factor())
        return made

    def factor(self) -> Tree:
        """An atom with what stands behind it: arguments, scripts, a factorial."""
        made = self.atom()
        while True:
            if made[0] in ("name", "call") and self.here in ("(", r"\left("):
                made = ("call", made, self.group())
            elif made[0] not in ("name", "div") and self.here in ("_", "^"):
                sub, sup = self.scripts()
                made = ("scripted", made, sub, sup)
            elif self.accept("!"):
                made = ("factorial", made)
            else:
                return made

    def scripts(self) -> tuple[str, str]:
        sub = sup = ""
        while self.here in ("_", "^"):
            if self.next() == "_":
                if sub:
                    raise Unreadable(f"two subscripts: {self.text}")
                sub = self.raw()
            elif sup:
                raise Unreadable(f"two superscripts: {self.text}")
            else:
                sup = self.raw()
        return sub, sup

    def group(self) -> Tree:
        closing = OPENING[self.next()]
        made = self.statement()
        self.expect(closing)
        return made

    def name(self) -> Tree:
        nucleus = self.next()
        if nucleus in ACCENTS:
            nucleus += f"{{{self.raw()}}}"
        while re.fullmatch(r"[A-Za-z]|\\(bar|hat|tilde)", self.here or ""):  # a product has a space, so this is one name
            token = self.next()
            nucleus += f" {token}" + (f"{{{self.raw()}}}" if token in ACCENTS else "")
        primes = self.primes()
        sub, sup = self.scripts()
        return "name", nucleus, primes + self.primes(), sub, sup

    def primes(self) -> str:
        out = ""
        while self.accept("'"):
            out += "'"
        return out

    def atom(self) -> Tree:
        token = self.here
        if token is None:
            raise Unreadable(f"it ends too early: {self.text}")
        if token.isdigit():
            return "num", int(self.next())
        if token in OPENING:
            return "group", self.group()
        if token in ENCLOSED:
            self.next()
            closing, kind = ENCLOSED[token]
            made = self.statement()
            self.expect(closing)
            return kind, made
        if token == r"\nabla" and self.tokens[self.k + 1] != "_":
            return self.name()
        if token in FOLDS:
            return self.fold()
        special = {r"\frac": self.fraction, r"\sqrt": self.root, r"\binom": self.binomial, r"\{": self.set,
                   r"\begin": self.cases, r"\left.": self.placed, r"\exp": self.called, r"\log": self.called,
                   r"\ldots": self.called, r"\infty": self.called}.get(token)
        if special is not None:
            return special()
        if re.fullmatch(r"[A-Za-z]|\\[A-Za-z]+", token) and not token.startswith(r"\text"):
            made = self.name()
            return self.mean(made[1]) if self.here in ("[", r"\left[") else made
        raise Unreadable(f"{token!r} in {self.text}")

    def mean(self, what: str) -> Tree:
        """What stands in square brackets: a mean, perhaps a conditional one, a variance, an indicator."""
        closing = OPENING[self.next()]
        made = self.statement()
        given = self.statement() if self.accept(r"\mid") else None
        self.expect(closing)
        if given is not None:
            return "conditional", made, given
        return {r"\mathbb{E}": "mean", r"\operatorname{Var}": "variance", r"\mathbf{1}": "indicator"}[what], made

    def braced(self) -> Tree:
        self.expect("{")
        made = self.statement()
        self.expect("}")
        return made

    def fraction(self) -> Tree:
        self.next()
        derivative = self.tokens[self.k:self.k + 5] == ["{", "d", "}", "{", "d"]
        if not derivative:
            return "div", self.braced(), self.braced()
        self.k += 5
        of = self.name()
        self.expect("}")
        return "derivative", of, self.product()

    def root(self) -> Tree:
        self.next()
        return "sqrt", self.braced()

    def binomial(self) -> Tree:
        self.next()
        return "binomial", self.braced(), self.braced()

    def called(self) -> Tree:
        kind = self.next()[1:]
        return (kind, self.group()) if kind in ("exp", "log") else (kind,)

    def set(self) -> Tree:
        self.next()
        made = self.listed()
        condition = self.statement() if self.accept(":") else None
        self.expect(r"\}")
        return "set", made, condition

    def cases(self) -> Tree:
        """\\begin{cases} a & if c \\\\ … \\\\ b & otherwise \\end{cases}"""
        self.next()
        self.raw()
        made = self.case()
        self.expect(r"\end")
        self.raw()
        return made

    def case(self) -> Tree:
        value = self.statement()
        self.expect("&")
        if self.words("otherwise"):
            return value
        if not self.words("if"):
            raise Unreadable(f"a case has a condition: {self.text}")
        condition = self.statement()
        self.expect("\\\\")
        return "cases", condition, value, self.case()

    def placed(self) -> Tree:
        """\\left. ∇f \\right|_{x = a}"""
        self.next()
        made = self.sum()
        self.expect(r"\right|")
        self.expect("_")
        return "at", made, read(self.raw())

    def fold(self) -> Tree:
        kind = FOLDS[self.next()]
        sub, sup = self.scripts()
        index = sub if kind == "nabla" else read(sub)
        return kind, index, read(sup) if sup else None, self.product()
