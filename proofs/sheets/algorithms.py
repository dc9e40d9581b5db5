"""Algorithm blocks, from the very functions that run: plain Python functions, and lists of operations.

A Python function is read from its source, statement by statement; expressions are printed by `expressions`.  A list of
operations is printed from the list that is counted and run.  What cannot be printed is refused with its line.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from types import FunctionType, ModuleType
from typing import Any

from sympy import evaluate

from ..language.door import Door
from ..language.operations import Operation, Put, Repeat
from ..language.show import latex
from ..language.symbols import Named
from . import document as doc
from .expressions import AlgorithmError, check, name, printed

Step = doc.AlgorithmStep


def functions(module: ModuleType) -> list[Callable[..., Any]]:
    """The Python functions of a module that are marked as algorithms, in its order."""
    own = (f for f in vars(module).values() if getattr(f, "__module__", "") == module.__name__)
    return [f for f in own if _marked(f) and not _is_list(f)]


def lists(f: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """The marked lists of operations that a function uses, directly or through functions of its module."""
    seen = {f}
    todo = [f]
    while todo:
        g = todo.pop(0)
        if _marked(g) and _is_list(g):
            yield g
        used = [g.__globals__.get(n) for n in g.__code__.co_names]
        fresh = [h for h in used if isinstance(h, FunctionType) and h.__module__ == f.__module__ and h not in seen]
        seen.update(fresh)
        todo += fresh


def _marked(f: Any) -> bool:
    return getattr(f, "__sheet__", "") == "algorithm"


def _is_list(f: Callable[..., Any]) -> bool:
    return re.search("Operation|Put", str(inspect.signature(f).return_annotation)) is not None


def algorithm(f: Callable[..., Any]) -> doc.Algorithm:
    """The block of a function that is marked as an algorithm.  Raises AlgorithmError for what a sheet cannot print."""
    parameters = inspect.signature(f).parameters
    title = re.sub(r"`([^`]*)`", lambda found: f"“{found[1].replace('_', ' ')}”", " ".join((f.__doc__ or "").split()))
    head = f.__name__.replace("_", "-") + (f"$({', '.join(map(name, parameters))})$" if parameters else "")
    if not _is_list(f):
        return doc.Algorithm(title, (Step(0, ("algorithm", head)), *_Reader(f).steps()))
    with evaluate(False):
        made = f(*[Named(p, "int", latex=name(p)) for p in parameters])
    operations = made if isinstance(made, (list, tuple)) and not isinstance(made, (Put, Repeat)) else [made]
    first = Step(0, ("algorithm", f"{head}, on cells that start at 0"))
    return doc.Algorithm(title, (first, *_operations(operations, 1)))


# -- lists of operations ---------------------------------------------------------------


def _operations(operations: Sequence[Operation], depth: int) -> Iterator[Step]:
    for o in operations:
        if isinstance(o, Put):
            target = _math(o.target)
            yield Step(depth, ("", rf"${target} \gets {target} + {_math(o.value)}$"))
            continue
        low, high = (o.high, o.low) if o.downwards else (o.low, o.high)
        yield Step(depth, ("for", rf"${_math(o.index)} = {_math(low)}, \ldots, {_math(high)}$", "do"))
        yield from _operations(o.body, depth + 1)


def _math(e: Any) -> doc.Math:
    door = Door()
    return latex(door.number(e), door.hints)


# -- Python functions ------------------------------------------------------------------


class _Reader:
    """The statements of one function."""

    def __init__(self, f: Callable[..., Any]) -> None:
        lines, self.first = inspect.getsourcelines(f)
        self.name = f.__name__
        tree = ast.parse(textwrap.dedent("".join(lines))).body[0]
        if not isinstance(tree, ast.FunctionDef):
            raise AlgorithmError(f"{self.name} is no function with a def")
        self.tree = tree

    def refuse(self, node: ast.AST, what: str) -> AlgorithmError:
        line = self.first + getattr(node, "lineno", 1) - 1
        return AlgorithmError(f"the algorithm {self.name} has {what} (line {line}), which a sheet does not print: "
                              "write it with assignments, for, while, if and return")

    def math(self, node: ast.expr) -> doc.Math:
        if problem := check(node):
            raise self.refuse(node, problem)
        return _displayed(printed(node))

    def steps(self) -> Iterator[Step]:
        a = self.tree.args
        if a.vararg or a.kwarg:
            raise self.refuse(self.tree, "a parameter with a star")
        body = self.tree.body[1:] if ast.get_docstring(self.tree) is not None else self.tree.body
        yield from self.block(body, 1)

    def block(self, body: Sequence[ast.stmt], depth: int) -> Iterator[Step]:
        for statement in body:
            yield from self.statement(statement, depth)

    def statement(self, s: ast.stmt, depth: int) -> Iterator[Step]:
        match s:
            case ast.Assign(targets=[target], value=value):
                yield from self.assigned(s, target, value, depth)
            case ast.AnnAssign(target=target, value=value) if value is not None:
                yield Step(depth, ("", rf"${self.math(target)} \gets {self.math(value)}$"))
            case ast.AugAssign(target=target, op=op, value=value):
                whole = ast.copy_location(ast.BinOp(target, op, value), s)
                yield Step(depth, ("", rf"${self.math(target)} \gets {self.math(whole)}$"))
            case ast.For(target=target, iter=over, body=body, orelse=[]):
                yield Step(depth, ("for", self.range(s, target, over), "do"))
                yield from self.block(body, depth + 1)
            case ast.While(test=test, body=body, orelse=[]):
                yield Step(depth, ("while", f"${self.math(test)}$", "do"))
                yield from self.block(body, depth + 1)
            case ast.If():
                yield from self.branches(s, depth)
            case ast.Return(value=value) if value is not None:
                yield Step(depth, ("return", f"${self.math(value)}$"))
            case _:
                raise self.refuse(s, f"the statement {type(s).__name__}")

    def assigned(self, s: ast.stmt, target: ast.expr, value: ast.expr, depth: int) -> Iterator[Step]:
        """One assignment, or several at once, where no value depends on a name that is assigned before it."""
        pairs = [(target, value)]
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            pairs = list(zip(target.elts, value.elts, strict=True))
            names = {n.id for t in target.elts for n in ast.walk(t) if isinstance(n, ast.Name)}
            if names & {n.id for n in ast.walk(value) if isinstance(n, ast.Name)}:
                raise self.refuse(s, "values assigned at once that depend on each other")
        elif isinstance(target, ast.Tuple):
            raise self.refuse(s, "one value for several names")
        shown = [rf"{self.math(t)} \gets {self.math(v)}" for t, v in pairs]
        yield Step(depth, ("", ", ".join(f"${one}$" for one in shown)))

    def range(self, s: ast.stmt, target: ast.expr, over: ast.expr) -> doc.Prose:
        """i = a, …, b; each x of a list; or both with its number."""
        match target, over:
            case ast.Name(), ast.Call(func=ast.Name(id="range"), args=[*args], keywords=[]) if len(args) in (1, 2):
                low = self.math(args[0]) if len(args) == 2 else "0"
                return rf"${self.math(target)} = {low}, \ldots, {self.math(_before(args[-1]))}$"
            case (ast.Tuple(elts=[ast.Name() as number, ast.Name() as element]),
                  ast.Call(func=ast.Name(id="enumerate"), args=[ast.Name() as whole], keywords=given)):
                starts = [k.value for k in given if k.arg == "start"]
                if len(starts) == len(given):
                    start = starts[0] if starts else ast.Constant(0)
                    following = ast.Constant(start.value + 1) if isinstance(start, ast.Constant) and isinstance(
                        start.value, int) else ast.BinOp(start, ast.Add(), ast.Constant(1))
                    return (rf"each ${self.math(element)}$ of ${self.math(whole)}$, in order, with "
                            rf"${self.math(number)} = {self.math(start)}, {self.math(following)}, \ldots$")
            case ast.Name(), ast.Name():
                return f"each ${self.math(target)}$ of ${self.math(over)}$, in order"
        raise self.refuse(s, f"a loop over {ast.unparse(over)}")

    def branches(self, s: ast.If, depth: int, keyword: str = "if") -> Iterator[Step]:
        yield Step(depth, (keyword, f"${self.math(s.test)}$", "then"))
        yield from self.block(s.body, depth + 1)
        match s.orelse:
            case [ast.If() as other]:
                yield from self.branches(other, depth, "else if")
            case [_, *_]:
                yield Step(depth, ("else",))
                yield from self.block(s.orelse, depth + 1)


def _displayed(math: doc.Math) -> doc.Math:
    """Fractions that stand in no other are set as large as in a display."""
    depth, out = 0, ""
    for token in re.findall(r"\\[A-Za-z]+|.", math):
        depth += (token == "{") - (token == "}")
        out += r"\dfrac" if token == r"\frac" and not depth else token
    return out


def _before(stop: ast.expr) -> ast.expr:
    """The last number of a range that stops there."""
    match stop:
        case ast.BinOp(left=last, op=ast.Add(), right=ast.Constant(value=1)):
            return last
        case ast.Constant(value=int(value)):
            return ast.Constant(value - 1)
    return ast.BinOp(stop, ast.Sub(), ast.Constant(1))
