"""All small changes of a Python source: one node of its syntax tree replaced, dropped or swapped."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from types import CodeType
from typing import Any

COMPARISONS: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,)}
OPERATIONS: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.LShift: ast.RShift}
WORDS = dict(pair for a, b in (  # of the kernel's vocabulary; other strings are messages
    ("le", "lt"), ("and", "or"), ("all", "ex"), ("add", "sub"), ("imp", "iff"), ("mul", "div"), ("sqrt", "log"),
    ("exp", "floor"), ("true", "false"), ("eq", "le"), ("not", "neg"), ("num", "var"), ("lam", "app"), ("const", "bound"),
    ("pow", "mul"), ("ite", "rec"), ("real", "neg"), ("gap", "row"), ("definition", "row")) for pair in ((b, a), (a, b)))
NAMES = dict(pair for a, b in (("min", "max"), ("any", "all"), ("dom", "cod"), ("numerator", "denominator"), ("INT", "REAL"),
                               ("nonzero", "nonneg"), ("forall", "exists")) for pair in ((a, b), (b, a)))
COMMUTATIVE = {"min", "max", "gcd", "self.product", "self.times", "reader.times", "_integer_product"}  # in value and in bounds
TYPES = {"tuple", "dict", "frozenset", "list", "set", "Callable", "Mapping", "Iterable", "NamedTuple"}  # t[…] is an annotation


@dataclass(frozen=True)
class Mutant:
    """One change: in which function of which file, on which line, from what to what."""

    path: Path
    scope: str
    line: int
    old: str
    new: str
    turn: int  # 1 for the first of those that read alike in one function
    tree: ast.Module
    parent: ast.AST
    field: str
    index: int | None
    node: ast.AST

    @cached_property
    def name(self) -> str:
        """What tells it from all others, whatever the line numbers are."""
        again = f" (no. {self.turn})" if self.turn > 1 else ""
        return f"{self.path.name} {self.scope}: {self.old} ⟶ {self.new}{again}"

    def compiled(self) -> CodeType:
        """The changed module."""
        whole = getattr(self.parent, self.field)
        if self.index is None:
            setattr(self.parent, self.field, self.node)
        else:
            setattr(self.parent, self.field, [*whole[:self.index], self.node, *whole[self.index + 1:]])
        try:
            return compile(ast.fix_missing_locations(self.tree), str(self.path), "exec")
        finally:
            setattr(self.parent, self.field, whole)


def mutants(path: Path) -> list[Mutant]:
    """All mutants of a file, in the order of its text."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    out, seen = [], Counter[tuple[str, str, str]]()
    for parent, field, index, node, scope in _places(tree, "module"):
        old, here = _shown(node), set[str]()
        for new in _changes(node):
            shown = _shown(new)
            if shown == old or shown in here or _same(parent, new):
                continue
            here.add(shown)
            seen[scope, old, shown] += 1
            line = next(n.lineno for n in ast.walk(node) if hasattr(n, "lineno"))
            out.append(Mutant(path, scope, line, *_apart(old, shown), seen[scope, old, shown], tree, parent, field, index,
                              ast.copy_location(new, node)))
    return out


def _same(parent: ast.AST, new: ast.AST) -> bool:
    """Is it another mutant again: the one statement under a condition left out; or the index −1, of which there may be one?"""
    match parent, new:
        case ast.If(body=[_], orelse=[]), ast.Pass():
            return True
        case ast.Subscript(), ast.Constant(-1):
            return True
    return False


def _shown(node: ast.AST) -> str:
    """The text of a node in one line; of a statement with a body, only what it may lose or change."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return " ".join([f"@{ast.unparse(d)}" for d in node.decorator_list]) + f" {node.name}"
    return " ".join(ast.unparse(node).split())


def _apart(old: str, new: str, around: int = 40) -> tuple[str, str]:
    """Two texts without what is alike far from where they differ."""
    start = next((i for i, (a, b) in enumerate(zip(old, new)) if a != b), min(len(old), len(new)))
    end = next((i for i, (a, b) in enumerate(zip(old[:start - 1:-1] if start else old[::-1], new[::-1])) if a != b), 0)
    first, last = max(0, start - around), max(0, end - around)

    def cut(text: str) -> str:
        if len(text) <= 3*around:
            return text
        return ("…" if first else "") + text[first:len(text) - last][:3*around] + ("…" if last else "")

    return cut(old), cut(new)


Place = tuple[ast.AST, str, int | None, ast.AST, str]


def _places(node: ast.AST, scope: str) -> Iterator[Place]:
    """The nodes below a node that may change, with where they hang; not annotations, messages and documentation."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "type_params", "exc", "ctx", "ops", "op"):
            continue
        for i, child in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(child, ast.AST) and not _silent(child):
                yield node, field, i if isinstance(value, list) else None, child, scope
                named = isinstance(child, ast.FunctionDef | ast.ClassDef)
                inner = f"{scope}.{child.name}".removeprefix("module.") if named else scope  # type: ignore[attr-defined]
                yield from _places(child, inner)


def _silent(node: ast.AST) -> bool:
    """Is it a type, a message, documentation, or an import?"""
    match node:
        case ast.Expr(ast.Constant(str())) | ast.JoinedStr() | ast.Import() | ast.ImportFrom() | ast.alias():
            return True
        case ast.If(ast.Name("TYPE_CHECKING")) | ast.Call(ast.Name("TypeVar" | "ParamSpec")):
            return True
        case ast.Assign([ast.Name("__all__" | "__slots__")]):
            return True
        case ast.Subscript(ast.Name(name)):
            return name in TYPES
        case ast.ClassDef():
            return any([isinstance(b, ast.Name) and b.id == "Protocol" for b in node.bases])
    return False


def _with(node: Any, **fields: Any) -> Any:
    out = copy(node)
    for name, value in fields.items():
        setattr(out, name, value)
    return out


def _without(parts: list[Any]) -> Iterator[list[Any]]:
    return (parts[:i] + parts[i + 1:] for i in range(len(parts)))


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """What a node may be replaced by."""
    match node:
        case ast.Compare():
            for i, o in enumerate(node.ops):
                for new in COMPARISONS[type(o)]:
                    yield _with(node, ops=[*node.ops[:i], new(), *node.ops[i + 1:]])
        case ast.BoolOp(o, values):
            yield _with(node, op=ast.Or() if isinstance(o, ast.And) else ast.And())
            yield from (_with(node, values=rest) if len(rest) > 1 else rest[0] for rest in _without(values))
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.BinOp(left, o, right):
            if type(o) in OPERATIONS:
                yield _with(node, op=OPERATIONS[type(o)]())
            yield left
            yield right
        case ast.Constant(value):
            yield from (_with(node, value=v) for v in _values(value))
        case ast.Name(name) if name in NAMES:
            yield _with(node, id=NAMES[name])
        case ast.Attribute(attr=name) if name in NAMES:
            yield _with(node, attr=NAMES[name])
        case ast.Call():
            yield from _calls(node)
        case ast.IfExp(_, body, orelse):
            yield body
            yield orelse
        case ast.Tuple(elts, ast.Load()) | ast.List(elts, ast.Load()) | ast.Set(elts):
            yield from (_with(node, elts=rest) for rest in _without(elts) if rest or not isinstance(node, ast.Set))
        case ast.Dict(keys, values):
            yield from (_with(node, keys=ks, values=vs) for ks, vs in zip(_without(keys), _without(values), strict=True))
        case ast.comprehension(ifs=[_, *_]):
            yield _with(node, ifs=[])
        case ast.Subscript(value, ast.Slice()):
            yield value
        case _:
            yield from _statements(node)


def _values(value: object) -> list[object]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1]
    return [WORDS[value]] if isinstance(value, str) and value in WORDS else []


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    """The first argument in place of the result, two neighbours swapped, a keyword left out; names of operators stay."""
    at = [i for i, a in enumerate(node.args) if not isinstance(a, ast.Starred | ast.Constant) or
          isinstance(a, ast.Constant) and type(a.value) is not str]
    if at:
        yield node.args[at[0]]
    for i, j in pairwise(at) if ast.unparse(node.func) not in COMMUTATIVE else ():
        swapped = {i: node.args[j], j: node.args[i]}
        yield _with(node, args=[swapped.get(k, a) for k, a in enumerate(node.args)])
    yield from (_with(node, keywords=rest) for rest in _without(node.keywords))


def _names(node: ast.Assign) -> bool:
    """Does it only name something new?  Without it the name would be missing."""
    targets = [t for x in node.targets for t in (x.elts if isinstance(x, ast.Tuple) else [x])]
    read = {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}
    return all([isinstance(t, ast.Name) and t.id not in read for t in targets])


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.If() | ast.While():
            yield _with(node, test=ast.Constant(True))
            yield _with(node, test=ast.Constant(False))
        case ast.Raise() | ast.Expr() | ast.AugAssign() | ast.For() | ast.Nonlocal():
            yield ast.Pass()
        case ast.Assign() if not _names(node):
            yield ast.Pass()
        case ast.Return(ast.expr()) if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()
        case ast.Match(cases=cases):
            yield from (_with(node, cases=rest) for rest in _without(cases) if rest)
        case ast.FunctionDef() | ast.ClassDef():
            yield from (_with(node, decorator_list=rest) for rest in _without(node.decorator_list))
