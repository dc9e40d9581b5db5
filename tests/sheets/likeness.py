"""When two terms are alike: equal up to the order of + and ·, the place of minus signs, and a/b against a·b⁻¹.

The inclusion of the integers in the reals is not written, and neither are 𝔼's laws, lengths and sample points, which the
declarations give: both terms are compared without them.  Everything else is compared as it is.
"""

from __future__ import annotations

from typing import Any

from proofs.kernel import Term, app, instantiate, value, var
from proofs.language.definitions import SHOWN

Form = tuple[Any, ...]
SPACE = ("E", "I", "M")
SUMS, PRODUCTS = ("add", "sub", "neg"), ("mul", "div", "real")
DROPPED = {  # constants of theories: how many of their first arguments are not printed
    "grad": 1, "matrix_grad": 2, "local_minimum": 1, "dot": 1, "norm2": 1,
    "Var": 1, "tends": 1, "diverges": 1, "conditional": 1, "Espace": 3, "norm": 1, "probability": 1,
    "uniform": 2, "ordering": 2, "SameLaw": 2, "Indep": 2, "takes": 2,
}


def likeness(t: Term, depth: int = 0) -> Form:
    """The form that like terms share."""
    if not t.type.name and t.op != "lam":
        v = var(f"#{depth}", t.type.dom)
        return "lam", likeness(app(t, v), depth + 1)
    if t.op == "lam":
        return "lam", likeness(instantiate(t.args[0], var(f"#{depth}", t.data)), depth + 1)
    if t.op in (*SUMS, *PRODUCTS, "num"):
        return _sum(t, depth)
    if t.op == "all":
        return _for_all(t, depth)
    if t.op in ("var", "const", "app"):
        return _application(t, depth)
    return t.op, *[likeness(a, depth) for a in t.args]


def _for_all(t: Term, depth: int) -> Form:
    """Variables in order, their bounds, the body: of ∀t ≥ 0 ∀i and ∀t ∀i. t ≥ 0 → one is printed."""
    count, bounds = 0, []
    names: set[Any] = set()
    while True:
        if t.op == "all":
            v = var(f"#{depth}", t.args[0].data)
            names.add(v)
            t, count, depth = instantiate(t.args[0].args[0], v), count + 1, depth + 1
        elif t.op == "imp" and t.args[0].op in ("le", "lt") and names & set(t.args[0].args):
            bounds.append(t.args[0])
            t = t.args[1]
        else:
            return "all", count, tuple(sorted([likeness(b, depth) for b in bounds], key=repr)), likeness(t, depth)


def _application(t: Term, depth: int) -> Form:
    args: list[Term] = []
    while t.op == "app":
        args.insert(0, t.args[1])
        t = t.args[0]
    if t.op == "var":
        name = t.data[0]
        name = f"«{name}»" if name in SPACE and t.type.omega else name
        return "at", name, *[likeness(a, depth) for a in args]
    if t.op == "const":
        name = t.data.name
        if t not in SHOWN:
            name, args = _printed(name, args)
            return "at", f"«{name}»", *[likeness(a, depth) for a in args]
        return "at", (name, SHOWN[t][0].place), *[likeness(a, depth) for a in args]
    return "apply", likeness(t, depth), *[likeness(a, depth) for a in args]


def _printed(name: str, args: list[Term]) -> tuple[str, list[Term]]:
    """What is printed of a constant of a theory: not 𝔼, its laws, lengths that are letters and ranges of families."""
    kind, _, flags = name.partition(" ")
    if kind == "Mutual":
        random = [a for a in args if a.type.omega and not a.type.name and a.type.dom.name in ("Int", "Ω")]
        return kind, args[-len(flags):] if flags else random
    if name == "Symmetric family":
        return name, args[-1:]
    if name in ("dot", "norm2") and args[0].op != "var":
        return name, args
    return name, args[DROPPED.get(name, 0):]


def _sum(t: Term, depth: int) -> Form:
    """A sum of signed products, in an order that does not depend on how it is written."""
    summands: list[tuple[int, Form]] = []
    todo = [(1, t)]
    while todo:
        sign, a = todo.pop()
        if a.op in ("add", "sub"):
            todo += [(sign, a.args[0]), (sign if a.op == "add" else -sign, a.args[1])]
        elif a.op == "neg":
            todo.append((-sign, a.args[0]))
        elif a.op == "real":
            todo.append((sign, a.args[0]))
        else:
            s, product = _product(a, depth)
            summands.append((sign*s, product))
    if len(summands) == 1 and summands[0][0] > 0 and len(summands[0][1]) == 1:
        return summands[0][1][0]  # neither a sum nor a product
    return "sum", *sorted(summands, key=repr)


def _product(t: Term, depth: int) -> tuple[int, Form]:
    """A sign and factors, in an order of their own."""
    sign, factors = 1, []
    todo = [t]
    while todo:
        a = todo.pop()
        if a.op in ("mul", "real"):
            todo += a.args
        elif a.op == "neg":
            sign = -sign
            todo.append(a.args[0])
        elif a.op == "div":
            todo.append(a.args[0])
            factors.append(("inverse", likeness(a.args[1], depth)))
        elif a.op == "num":
            q = value(a)
            sign = -sign if q < 0 else sign
            factors.append(("num", abs(q.numerator)))
            if q.denominator != 1:
                factors.append(("inverse", ("num", q.denominator)))
        else:
            factors.append(likeness(a, depth) if a.op not in SUMS else _sum(a, depth))
    return sign, tuple(sorted(factors, key=repr))
