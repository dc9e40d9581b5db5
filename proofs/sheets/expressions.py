r"""Python expressions of algorithms as LaTeX.

latexify-py prints them where it is installed (it stops at Python 3.13), our own printer elsewhere; a test holds the two
together.  Its known defects are fenced off: the nodes that may occur are listed, everything else is refused, names,
numbers and calls are printed here, and nothing is ever dropped.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

from .symbols import ORDINARY


class AlgorithmError(ValueError):
    """A construct that a sheet cannot print; the message names the function, the line, and what to write instead."""


Visit = Callable[[ast.expr], str]
_ALLOWED = (ast.Name, ast.Constant, ast.BinOp, ast.UnaryOp, ast.Compare, ast.BoolOp, ast.Subscript, ast.Call, ast.Tuple)
_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.USub, ast.Not, ast.And, ast.Or,
              ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
_CALLS = {"sqrt": r"\sqrt{{{0}}}", "abs": r"\left\lvert {0}\right\rvert", "floor": r"\left\lfloor {0}\right\rfloor",
          "len": r"\lvert {0}\rvert", "exp": r"\exp {1}", "log": r"\log {1}", "max": r"\max {1}", "min": r"\min {1}"}
_ONE = ("sqrt", "abs", "floor", "len", "exp", "log")
_ACCENTS = ("hat", "bar", "tilde")
_SIGNS = {ast.Lt: "<", ast.LtE: r"\le", ast.Gt: ">", ast.GtE: r"\ge", ast.Eq: "=", ast.NotEq: r"\ne"}
_TALL = re.compile(r"\\(frac|sqrt|left)")


def check(node: ast.expr) -> str:
    """Why an expression cannot be printed; empty when it can."""
    for part in ast.walk(node):
        if isinstance(part, ast.expr) and not isinstance(part, _ALLOWED):
            return f"{type(part).__name__} in an expression"
        if isinstance(part, ast.operator | ast.unaryop | ast.cmpop | ast.boolop) and not isinstance(part, _OPERATORS):
            return f"the operator {type(part).__name__}"
        match part:
            case ast.Constant(value=v) if type(v) not in (int, float):
                return f"the constant {v!r}"
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _CALLS:
                if len(args) != 1 and name in _ONE:
                    return f"{name} of {len(args)} arguments"
            case ast.Call():
                return f"the call {ast.unparse(part)}; known are {', '.join(_CALLS)} without keywords"
            case ast.Subscript(value=v) if not isinstance(v, ast.Name | ast.Subscript):
                return "an index after something that is no name"
            case ast.Subscript(slice=ast.Tuple() | ast.Slice()):
                return "several indices in one bracket: write W[i][j]"
            case ast.BinOp(right=ast.UnaryOp()) if not isinstance(part.op, ast.Pow):
                return "a sign after an operator: write a - b"
            case ast.BinOp(left=ast.Constant(value=float()), op=ast.Pow()):
                return "a power of a number with a point"
            case ast.UnaryOp(operand=ast.UnaryOp()):
                return "two signs in a row"
    return ""


def printed(node: ast.expr, *, with_latexify: bool | None = None) -> str:
    """The LaTeX of an expression that `check` accepts; by latexify where it is there, or as asked."""
    visit = _latexify() if with_latexify in (None, True) else None
    if visit is None and with_latexify:
        raise ModuleNotFoundError("latexify-py is not installed: pip install latexify-py")
    return _own(node)[0] if visit is None else _tidy(visit(node))


# -- names, numbers, calls: the same in both ------------------------------------------


def name(identifier: str) -> str:
    r"""q_t is q_t, v_hat is \hat v, beta_1 is \beta_1, m_hat_t is \hat m_t; longer words are upright."""
    first, *rest = ["lambda" if part == "lam" else part for part in identifier.split("_")]  # lambda is a word of Python
    shown = rf"\{first}" if first in ORDINARY else first if len(first) == 1 else rf"\mathrm{{{first}}}"
    if rest and rest[0] in _ACCENTS:
        shown = rf"\{rest.pop(0)}{{{shown}}}"
    below = ",".join(rf"\{r}" if r in ORDINARY else r if len(r) == 1 or r.isdigit() else rf"\mathrm{{{r}}}" for r in rest)
    return f"{shown}_{{{below}}}" if below else shown


def number(value: int | float) -> str:
    """0.0 is 0, and 1e-8 a power of ten."""
    if value == int(value):
        return str(int(value))
    mantissa, _, exponent = repr(value).partition("e")
    if not exponent:
        return mantissa
    power = f"10^{{{int(exponent)}}}"
    return power if mantissa == "1" else rf"{mantissa} \cdot {power}"


def _call(node: ast.Call, visit: Visit, group: Callable[[str], str]) -> str:
    inside = ", ".join(map(visit, node.args))
    return _CALLS[ast.unparse(node.func)].format(inside, group(inside))


def _group(inside: str) -> str:
    return rf"\left({inside}\right)" if _TALL.search(inside) else f"({inside})"


# -- latexify -------------------------------------------------------------------------


def _latexify() -> Visit | None:
    """The expression printer of latexify with our names, numbers and calls; None without it."""
    try:
        from latexify.codegen import expression_codegen
    except ImportError:
        return None

    class Expressions(expression_codegen.ExpressionCodegen):  # type: ignore[misc]
        def visit_Name(self, node: ast.Name) -> str:
            return name(node.id)

        def visit_Constant(self, node: ast.Constant) -> str:
            return number(node.value)  # type: ignore[arg-type]

        def visit_Call(self, node: ast.Call) -> str:
            return _call(node, self.visit, lambda inside: rf"\mathopen{{}}\left( {inside} \mathclose{{}}\right)")

        def _should_remove_multiply_op(self, *_: Any) -> bool:
            return False

    visit: Visit = Expressions().visit
    return visit


def _tidy(shown: str) -> str:
    r"""Brackets sized by need, products without a dot except before a number, no blanks inside brackets."""
    shown = shown.replace(r"\mathopen{}\left( ", "\x01").replace(r" \mathclose{}\right)", "\x02")
    while inner := re.search("\x01([^\x01\x02]*)\x02", shown):
        shown = shown[:inner.start()] + _group(inner[1]) + shown[inner.end():]
    return re.sub(r" \\cdot (?!\d)", r"\\,", shown)


# -- our own --------------------------------------------------------------------------

_ATOM = 9  # how strongly a name binds; a power 6, a sign 5, a product or fraction 4, a sum 3, a comparison 2, and 1, or 0


def _own(node: ast.expr) -> tuple[str, int]:
    """The LaTeX and how strongly it binds."""
    def visit(e: ast.expr) -> str:
        return _own(e)[0]

    def at(e: ast.expr, least: int) -> str:
        shown, binds = _own(e)
        return shown if binds >= least else _group(shown)

    match node:
        case ast.Name(id=identifier):
            return name(identifier), _ATOM
        case ast.Constant(value=value):
            return number(value), _ATOM  # type: ignore[arg-type]
        case ast.Call():
            return _call(node, visit, _group), _ATOM if ast.unparse(node.func) in ("sqrt", "abs", "floor") else 6
        case ast.Subscript():
            indices: list[str] = []
            inner: ast.expr = node
            while isinstance(inner, ast.Subscript):
                indices.insert(0, visit(inner.slice))
                inner = inner.value
            return f"{visit(inner)}_{{{', '.join(indices)}}}", _ATOM
        case ast.Tuple(elts=parts):
            return f"({', '.join(map(visit, parts))})", _ATOM
        case ast.UnaryOp(op=op, operand=operand):
            return ("-" if isinstance(op, ast.USub) else r"\lnot ") + at(operand, 5), 5
        case ast.BinOp(left=a, op=ast.Div(), right=b):
            return rf"\frac{{{visit(a)}}}{{{visit(b)}}}", 4
        case ast.BinOp(left=a, op=ast.Pow(), right=b):
            return f"{at(a, 7)}^{{{visit(b)}}}", 6
        case ast.BinOp(left=a, op=ast.Mult(), right=b):
            right = at(b, 4)
            return f"{at(a, 4)}" + (rf" \cdot {right}" if right[0].isdigit() else rf"\,{right}"), 4
        case ast.BinOp(left=a, op=op, right=b):
            minus = isinstance(op, ast.Sub)
            return f"{at(a, 3)} {'-' if minus else '+'} {at(b, 4 if minus else 3)}", 3
        case ast.Compare(left=a, ops=ops, comparators=others):
            return at(a, 3) + "".join(f" {_SIGNS[type(o)]} {at(b, 3)}" for o, b in zip(ops, others, strict=True)), 2
        case ast.BoolOp(op=op, values=parts):
            mine, sign = (1, r" \land ") if isinstance(op, ast.And) else (0, r" \lor ")
            return sign.join(at(p, mine) for p in parts), mine
    raise AlgorithmError(f"there is no way to print {ast.unparse(node)}")
