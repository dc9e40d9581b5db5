"""What the author's source says and Python answers before SymPy sees it: and, or, not, == and != between expressions."""

from __future__ import annotations

import ast
import functools
import inspect
import linecache
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import CodeType, FunctionType
from typing import Any

from .errors import NotWritten

INSTEAD = {"and": "commas or And(…)", "or": "Or(…)", "not": "Not(…)", "==": "Eq(…)", "!=": "Ne(…)",
           "a < b < c": "a < b, b < c", "diff(…)": "the statement derivative(f, x, value)",
           "limit(…)": "the statement Eq(Limit(e, n, oo), value)",
           "summation(…)": "Sum(e, (i, a, b))", "product(…)": "Product(e, (i, a, b))"}
COMPUTE = ("sympy.simplify", "sympy.polys", "sympy.series", "sympy.concrete", "sympy.integrals", "sympy.solvers",
           "sympy.core.function")  # where SymPy keeps such functions
STEPS = frozenset(("calc", "eq", "le", "lt", "ge", "gt", "have", "cases", "assume", "conclude"))  # take mathematics


def tree(write: Callable[..., Any]) -> ast.AST | None:
    """The source of a function, with the lines of its file; None where there is none to read."""
    code = getattr(inspect.unwrap(write), "__code__", None)
    if code is None:
        return None
    if code.co_name == "<lambda>":
        return _lambda(code)
    return _functions(_text(code.co_filename)).get((code.co_name, code.co_firstlineno))


def _lambda(code: CodeType) -> ast.AST | None:
    """The lambda of a code object: the smallest one around all that it does, for several may stand on one line."""
    whole = file_tree(code.co_filename)
    done = [(line, col) for line, _, col, end in code.co_positions() if line is not None and col is not None and col != end]
    found = [n for n in (ast.walk(whole) if whole else ()) if isinstance(n, ast.Lambda) and done
             and (n.lineno, n.col_offset) <= min(done) and max(done) < (n.end_lineno or 0, n.end_col_offset or 0)]
    return max(found, key=lambda n: (n.lineno, n.col_offset), default=None)


def file_tree(name: str) -> ast.Module | None:
    """The source of a file; None where there is none to read, as in a shell."""
    return _parsed(_text(name))


def _text(name: str) -> str:
    linecache.checkcache(name)
    return "".join(linecache.getlines(name))


@functools.lru_cache(maxsize=8)
def _parsed(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except SyntaxError:
        return None


@functools.lru_cache(maxsize=8)
def _functions(text: str) -> dict[tuple[str, int], ast.AST]:
    """The functions of a source, by name and the line on which they or their decorators begin, as code objects know it."""
    return {(n.name, min([n.lineno, *[d.lineno for d in n.decorator_list]])): n
            for n in _statements(_parsed(text)) if isinstance(n, ast.FunctionDef)}


def _statements(of: ast.AST | None) -> Iterator[ast.stmt]:
    """All statements inside; what stands in expressions are lambdas."""
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        for inside in getattr(of, name, ()):
            if isinstance(inside, ast.stmt):
                yield inside
            yield from _statements(inside)


def refuse_python_logic(write: Callable[..., Any], place: object = None) -> None:
    """Refuse what Python answers itself: part of the statement is gone, and `tends(…) and tends(…)` is the second alone.

    Filters of comprehensions stay: they speak of numbers.
    """
    word = _answered(write) or _computed(write)
    if word is not None:
        raise NotWritten(_refused(word), place)


def _computed(write: Callable[..., Any]) -> str | None:
    """A function that computes an expression by SymPy's algorithms: with evaluation off some of them never end."""
    names, known = getattr(getattr(write, "__code__", None), "co_names", ()), getattr(write, "__globals__", {})
    scopes = [known, *[vars(known[n]) for n in names if getattr(known.get(n), "__name__", "") == "sympy"]]
    return next((f"{n}(…)" for scope in scopes for n in names
                 if isinstance(scope.get(n), FunctionType) and scope[n].__module__.startswith(COMPUTE)), None)


def _refused(word: str) -> str:
    if word.endswith("(…)"):
        return f"SymPy computes {word} before anything is recorded: write {INSTEAD.get(word, 'what is meant, in symbols')}"
    return f"Python answers “{word}” itself, and the statement loses it: write {INSTEAD[word]}"


def refuse_python_logic_in_steps(run: Callable[..., Any], place: Any = None) -> None:
    """The same for what is given to the steps of a derivation; Python around them is the author's."""
    found = tree(run)
    for call in ast.walk(found) if found is not None else ():
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in STEPS:
            word = next((w for a in call.args for w in [_first_word(a)] if w is not None), None)
            if word is not None:
                raise NotWritten(_refused(word), place if place is None else replace(place, line=call.lineno))


def in_words(e: BaseException) -> str:
    """What Python or SymPy refuse while a statement is recorded, and what to write."""
    said = f"{e}"
    if "truth value of Relational" in said:
        return ("Python asks here whether a relation is true, as and, or, not, if, max(…) and 0 < x < 1 do: write And(…), "
                "Or(…), Not(…), Piecewise, Max(…), and two relations with a comma")
    if any(w in said for w in ("values for lower and upper bounds", "specify dummy variables", "Invalid limits given")):
        return "a sum needs an index with a lower and an upper end: Sum(u[i], (i, 1, n))"
    if "cannot be interpreted as an integer" in said:
        return f"Python counts here, and {said}: a sum over a symbolic range is Sum(u[i], (i, 1, n))"
    wanted = re.fullmatch(r"(\w+)\(\) (?:missing|takes) .* positional arguments?.*", said)
    if wanted is not None and wanted[1] == "_":
        return "a derivation takes one argument, the proof that it writes: def _(p: Proof)"
    if wanted is not None and "missing" in said:
        return f"{wanted[1]} is called without arguments: its variables are symbols, named above it, as in  t = nat(\"t\")"
    return f"{type(e).__name__}: {said}"


TOLD = (ast.BoolOp, ast.UnaryOp, ast.Compare, ast.Call, ast.comprehension)  # what `_word` speaks of, and filters


@functools.cache
def _answered(write: Callable[..., Any]) -> str | None:
    found = tree(write)
    return None if found is None else _first_word(found)


def _first_word(found: ast.AST) -> str | None:
    nodes = [n for n in ast.walk(found) if type(n) in TOLD]
    filters = {id(n) for c in nodes if isinstance(c, ast.comprehension) for f in c.ifs for n in ast.walk(f)}
    return next((word for n in nodes if id(n) not in filters and (word := _word(n)) is not None), None)


def _word(n: ast.AST) -> str | None:
    if isinstance(n, ast.BoolOp):
        return "and" if isinstance(n.op, ast.And) else "or"
    if isinstance(n, ast.UnaryOp) and isinstance(n.op, ast.Not):
        return "not"
    if isinstance(n, ast.Compare) and len(n.ops) > 1:
        return "a < b < c"
    if isinstance(n, ast.Call) and "diff" in (getattr(n.func, "id", ""), getattr(n.func, "attr", "")):
        return "diff(…)"
    if isinstance(n, ast.Compare):
        return next(("==" if isinstance(o, ast.Eq) else "!=" for o in n.ops if isinstance(o, (ast.Eq, ast.NotEq))), None)
    return None
