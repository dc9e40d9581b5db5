"""Algorithm blocks: from the functions that run; what latexify mistreats is refused, and both printers agree."""

from __future__ import annotations

import ast
import random
import sys
from collections.abc import Callable
from typing import Any

import pytest

from derivations import cost, ewa
from proofs.sheets.algorithms import algorithm, functions, lists
from proofs.sheets.expressions import AlgorithmError, check, name, number, printed
from proofs.sheets.prose import split
from proofs.sheets.texmath import parse

LATEXIFY = sys.version_info < (3, 14)


def lines(f: Callable[..., Any]) -> list[tuple[int, str]]:
    return [(s.depth, " ".join(w for w in s.words if w)) for s in algorithm(f).steps]


def test_the_corrected_average() -> None:
    assert lines(ewa.corrected_average) == [
        (0, "algorithm corrected-average$(q, g)$"),
        (1, r"$v \gets 0$"),
        (1, r"for each $g_{t}$ of $g$, in order, with $t = 1, 2, \ldots$ do"),
        (2, r"$q_{t} \gets \dfrac{q}{1 - (1 - q)^{t}}$"),
        (2, r"$v \gets (1 - q_{t})\,v + q_{t}\,g_{t}$"),
        (1, "return $v$"),
    ]


def test_a_list_of_operations_is_printed_as_it_is_counted() -> None:
    assert lines(cost.activation_products) == [
        (0, r"algorithm activation-products$(\mathrm{first})$, on cells that start at 0"),
        (1, r"for $l = L, \ldots, \mathrm{first}$ do"),
        (2, r"for $i = 1, \ldots, n$ do"),
        (3, r"for $k = 1, \ldots, K$ do"),
        (4, r"for $j = 1, \ldots, K$ do"),
        (5, r"$\delta_{X,l - 1,i,k} \gets \delta_{X,l - 1,i,k} + \delta_{X,l,i,j}\,W_{l,k,j}$"),
    ]


def everything(n, a):  # type: ignore[no-untyped-def]
    """All statements."""
    s, k = 0, 1
    for i in range(n):
        for j in range(1, n + 1):
            s += a[i][j]
    while s > 1e-8:
        s = s/2
    for x in a:
        k *= x
    if n < 0:
        return -s
    elif n == 0 and not k <= 1:
        return (s, k)
    else:
        s = max(s, abs(k))
    return s**2


def test_every_statement() -> None:
    assert [shown for _, shown in lines(everything)] == [
        "algorithm everything$(n, a)$", r"$s \gets 0$, $k \gets 1$", r"for $i = 0, \ldots, n - 1$ do",
        r"for $j = 1, \ldots, n$ do", r"$s \gets s + a_{i, j}$", "while $s > 10^{-8}$ do", r"$s \gets \dfrac{s}{2}$",
        "for each $x$ of $a$, in order do", r"$k \gets k\,x$", "if $n < 0$ then", "return $-s$",
        r"else if $n = 0 \land \lnot (k \le 1)$ then", "return $(s, k)$", "else",
        r"$s \gets \max \left(s, \left\lvert k\right\rvert\right)$", "return $s^{2}$"]
    for step in algorithm(everything).steps:
        for words in step.words:
            assert all(parse(piece.text) for piece in split(words) if piece.is_math)


def star(*a):  # type: ignore[no-untyped-def]
    return a


def keyword(a):  # type: ignore[no-untyped-def]
    return max(a, key=abs)


def base(x):  # type: ignore[no-untyped-def]
    return log(x, 2)  # noqa: F821


def matrix(a, b, x):  # type: ignore[no-untyped-def]
    return (a @ b @ x).T


def comprehension(a):  # type: ignore[no-untyped-def]
    return sum([x*x for x in a])


def swap(a, b):  # type: ignore[no-untyped-def]
    a, b = b, a
    return a


def inner(a):  # type: ignore[no-untyped-def]
    def f(x):  # type: ignore[no-untyped-def]
        return x
    return f(a)


def forelse(a):  # type: ignore[no-untyped-def]
    for x in a:
        a = x
    else:
        return 0


def stepped(n):  # type: ignore[no-untyped-def]
    for i in range(0, n, 2):
        n = i


def guarded(n):  # type: ignore[no-untyped-def]
    assert n > 0
    return n


def text(n):  # type: ignore[no-untyped-def]
    return "x"


def signed(a, b):  # type: ignore[no-untyped-def]
    return a*-b


@pytest.mark.parametrize(("f", "what"), [
    (star, "a parameter with a star"), (keyword, "the call max(a, key=abs)"), (base, "log of 2 arguments"),
    (matrix, "Attribute"), (comprehension, "the call sum("), (swap, "values assigned at once that depend on each other"),
    (inner, "the statement FunctionDef"), (forelse, "the statement For"), (stepped, "a loop over range(0, n, 2)"),
    (guarded, "the statement Assert"), (text, "the constant 'x'"), (signed, "a sign after an operator"),
])
def test_what_cannot_be_printed_is_refused_with_its_line(f: Callable[..., Any], what: str) -> None:
    with pytest.raises(AlgorithmError) as e:
        algorithm(f)
    assert f"the algorithm {f.__name__} has " in str(e.value)
    assert what in str(e.value)
    line = int(str(e.value).split("(line ")[1].split(")")[0])
    assert f.__code__.co_firstlineno <= line <= f.__code__.co_firstlineno + 4


@pytest.mark.parametrize(("identifier", "shown"), [
    ("q_t", "q_{t}"), ("v_hat", r"\hat{v}"), ("beta_1", r"\beta_{1}"), ("m_hat_t", r"\hat{m}_{t}"), ("low", r"\mathrm{low}"),
    ("mu_B", r"\mu_{B}"), ("x", "x"),
])
def test_names(identifier: str, shown: str) -> None:
    assert name(identifier) == shown


def test_numbers() -> None:
    assert [number(x) for x in (0.0, 3, 0.5, 1e-8, 2.5e-9)] == ["0", "3", "0.5", "10^{-8}", r"2.5 \cdot 10^{-9}"]


def expression(source: random.Random, depth: int) -> str:
    """A random expression of the subset."""
    if not depth:
        return source.choice(["a", "q_t", "v_hat", "beta_1", "2", "0.5", "g[t]", "W[i][j]", "1e-8", "sqrt(x)", "max(a, b)"])
    kind = source.choice(["+", "-", "*", "/", "**", "sign", "call"])
    if kind == "sign":
        return f"-({expression(source, depth - 1)})"
    if kind == "call":
        return f"{source.choice(['exp', 'abs', 'len', 'floor'])}({expression(source, depth - 1)})"
    return f"({expression(source, depth - 1)}){kind}({expression(source, depth - 1)})"


def test_both_printers_give_the_same() -> None:
    """Where latexify is not to be had, ours prints what it would have printed; every formula can be read."""
    source, compared = random.Random(0), 0
    for _ in range(600):
        e = ast.parse(expression(source, source.randint(0, 4)), mode="eval").body
        if not check(e):
            compared += 1
            parse(printed(e, with_latexify=False))
            if LATEXIFY:
                assert printed(e, with_latexify=True) == printed(e, with_latexify=False), ast.unparse(e)
    assert compared > 400


def test_lists_are_found_through_what_uses_them() -> None:
    assert list(lists(cost.training_cost.body)) == [cost.forward_products, cost.activation_products, cost.weight_products]
    assert set(lists(cost.gradient_cost.body)) == {cost.outputs, cost.derivatives}
    assert functions(ewa) == [ewa.corrected_average]
    assert functions(cost) == []
