"""Expressions and statements as text.  Python's parser reads them; only the nodes named here are built, nothing is evaluated.

    1 - (1 - q)**t,  x^2,  v[t + 1],  Sum(a[i]*x[i], (i, 1, n)),  E(g[t]),  x >= 0,  a = b
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Any

import sympy as sp

from ..language.calculus import derivative, gradient
from ..language.counting import count
from ..language.definitions import Definition
from ..language.errors import NotWritten
from ..language.quantifiers import Exists, ForAll
from ..language.symbols import (
    E,
    Named,
    P,
    Section,
    Unknown,
    Value,
    Var,
    bounded_sums,
    diverges,
    dot,
    every,
    everywhere,
    independent,
    indicator,
    integrable,
    maximum,
    nat,
    norm2,
    relu,
    some,
    symmetric,
    tends,
)

MAX_LETTERS, MAX_NODES, MAX_DEPTH, MAX_NUMBER, MAX_EXPONENT = 2_000, 500, 60, 10**15, 1_000

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "Sum": sp.Sum, "Product": sp.Product, "sqrt": sp.sqrt, "exp": sp.exp, "log": sp.log, "abs": sp.Abs, "Abs": sp.Abs,
    "floor": sp.floor,
    "binomial": sp.binomial, "factorial": sp.factorial, "max": sp.Max, "min": sp.Min, "relu": relu,
    "maximum": maximum, "E": E, "Var": Var, "P": P, "dot": dot,
    "norm2": norm2, "indicator": indicator, "count": count, "every": every, "some": some, "everywhere": everywhere,
    "tends": tends, "diverges": diverges, "bounded_sums": bounded_sums, "derivative": derivative, "gradient": gradient,
    "integrable": integrable, "symmetric": symmetric, "independent": independent, "ForAll": ForAll, "Exists": Exists,
    "Implies": sp.Implies, "Equivalent": sp.Equivalent, "Not": sp.Not, "Eq": sp.Eq, "Ne": sp.Ne,
}
RANGES = ("Sum", "Product", "maximum", "every", "some", "count", "gradient")  # the tuples in them name bound indices
OPERATIONS: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Pow: operator.pow,
}
RELATIONS: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Eq: sp.Eq, ast.NotEq: sp.Ne, ast.LtE: sp.Le, ast.Lt: sp.Lt, ast.GtE: sp.Ge, ast.Gt: sp.Gt,
}
LETTERS = str.maketrans({"·": "*", "−": "-", "≤": "<=", "≥": ">=", "≠": "!=", "²": "**2", "^": "**"} | {"\t": " "})


class Reader:
    """Reads text over given names: symbols and definitions.  To be used with SymPy's evaluation off."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self.names = {k: v for k, v in names.items() if isinstance(v, (Named, Definition))}
        self.bound: list[dict[str, Named]] = []

    def read(self, text: str) -> Any:
        """An expression or a statement; raises NotWritten, which says what is not understood."""
        return self.of(parsed(text))

    def of(self, node: ast.AST) -> Any:
        method = getattr(self, f"_{type(node).__name__}", None)
        if method is None:
            raise NotWritten(f"“{_source(node)}” is not understood here")
        return method(node)

    def _Constant(self, node: ast.Constant) -> Any:
        if type(node.value) is not int:
            raise NotWritten(f"{node.value!r} is no whole number: write 1/2, not 0.5")
        if node.value > MAX_NUMBER:
            raise NotWritten(f"a number has more than {len(str(MAX_NUMBER)) - 1} digits")
        return sp.Integer(node.value)

    def _Name(self, node: ast.Name) -> Any:
        for scope in reversed(self.bound):
            if node.id in scope:
                return scope[node.id]
        if node.id in self.names:
            return self.names[node.id]
        if node.id in FUNCTIONS:
            raise NotWritten(f"{node.id} needs its arguments in brackets")
        near = get_close_matches(node.id, [*self.names, *FUNCTIONS], 1)
        known = f": did you mean {near[0]}?" if near else f"; there are {', '.join(self.names)}" if len(self.names) < 9 else ""
        raise NotWritten(f"there is no name {node.id} here{known}")

    def _UnaryOp(self, node: ast.UnaryOp) -> Any:
        match node.op:
            case ast.USub():
                return -self.of(node.operand)
            case ast.UAdd():
                return self.of(node.operand)
            case ast.Not():
                return sp.Not(self.of(node.operand))
        raise NotWritten("“~” is not understood here")

    def _BinOp(self, node: ast.BinOp) -> Any:
        combine = OPERATIONS.get(type(node.op))
        if combine is None:
            raise NotWritten(f"“{_source(node)}” is not understood: there are + - * / and ** for powers")
        left, right = self.of(node.left), self.of(node.right)
        if combine is operator.pow and isinstance(right, sp.Integer):
            if _degree(left)*abs(int(right)) > MAX_EXPONENT:
                raise NotWritten(f"an exponent is larger than {MAX_EXPONENT}")
        return combine(left, right)

    def _BoolOp(self, node: ast.BoolOp) -> Any:
        return (sp.And if isinstance(node.op, ast.And) else sp.Or)(*map(self.of, node.values))

    def _Compare(self, node: ast.Compare) -> Any:
        relation = RELATIONS.get(type(node.ops[0]))
        if len(node.ops) != 1 or relation is None:
            raise NotWritten(f"“{_source(node)}” is not understood: write one relation, or two with “and”")
        return relation(self.of(node.left), self.of(node.comparators[0]))

    def _Tuple(self, node: ast.Tuple) -> Any:
        return sp.Tuple(*map(self.of, node.elts))

    def _List(self, node: ast.List) -> Any:
        return list(map(self.of, node.elts))

    def _Subscript(self, node: ast.Subscript) -> Any:
        head = self.of(node.value)
        if not isinstance(head, (Named, Definition, Section, Value)):
            raise NotWritten(f"“{_source(node.value)}” has no index")
        inside = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        indices = tuple(slice(None) if isinstance(i, ast.Slice) and not (i.lower or i.upper or i.step) else self.of(i)
                        for i in inside)
        return head[indices if len(indices) > 1 else indices[0]]

    def _Call(self, node: ast.Call) -> Any:
        if not isinstance(node.func, ast.Name):
            raise NotWritten(f"“{_source(node.func)}” cannot be called: a product has a *, as in  (a + b)*(c + d)")
        name, known = node.func.id, self.names.get(node.func.id)
        if not isinstance(known, (Definition, Unknown)) and name not in FUNCTIONS:
            self.of(node.func)
            raise NotWritten(f"{name} takes no arguments: write {name}*(…) for a product")
        with self.ranges(node.args if name in RANGES and known is None else []):
            given = {k.arg: self.of(k.value) for k in node.keywords if k.arg in ("given", "at", "start")}
            if len(given) != len(node.keywords):
                raise NotWritten(f"“{_source(node)}” is not understood: only given=, at= and start= have names")
            return (known or FUNCTIONS[name])(*map(self.of, node.args), **given)

    @contextmanager
    def ranges(self, arguments: list[ast.expr]) -> Iterator[None]:
        """Indices that ranges bind: symbols of the module, or new letters."""
        made: dict[str, Named] = {}
        for a in arguments:
            if isinstance(a, ast.Tuple) and a.elts and isinstance(a.elts[0], ast.Name):
                letter = a.elts[0].id
                if letter not in self.names and letter.isidentifier() and len(letter) <= 2 and letter not in FUNCTIONS:
                    made[letter] = nat(letter)
        self.bound.append(made)
        try:
            yield
        finally:
            self.bound.pop()


def parsed(text: str) -> ast.expr:
    """The tree of a text within bounds; raises NotWritten."""
    if len(text) > MAX_LETTERS:
        raise NotWritten(f"a line has more than {MAX_LETTERS} letters")
    try:
        tree = ast.parse(_relations(text.strip().translate(LETTERS)), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        if "\\" in text:
            raise NotWritten("this is LaTeX: write  Sum(a[i], (i, 1, n)),  sqrt(x),  x[i],  a/b") from None
        raise NotWritten(f"“{text.strip()}” is no expression: look at its brackets and operators") from None
    _bounded(tree)
    return tree


def _relations(text: str) -> str:
    """A single = outside of brackets as ==."""
    out, depth = [], 0
    for n, c in enumerate(text):
        depth += (c in "([{") - (c in ")]}")
        alone = c == "=" and depth == 0 and text[n - 1:n] not in ("=", "<", ">", "!") and text[n + 1:n + 2] != "="
        out.append("==" if alone else c)
    return "".join(out)


def _bounded(tree: ast.AST) -> None:
    nodes, level = 0, [tree]
    for _ in range(MAX_DEPTH):
        nodes += len(level)
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            break
    if level or nodes > MAX_NODES:
        raise NotWritten("an expression is too large: put a line between")


def _degree(e: Any) -> int:
    """The product of the whole exponents in an expression, one inside the other."""
    inner = max([_degree(a) for a in getattr(e, "args", ())], default=1)
    return inner*max(1, abs(int(e.args[1]))) if isinstance(e, sp.Pow) and isinstance(e.args[1], sp.Integer) else inner


def _source(node: ast.AST) -> str:
    return ast.unparse(node)[:60]
