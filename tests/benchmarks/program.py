"""An identity as a straight-line program, its common parts shared, so that every competitor is given the same work."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Builder = Callable[..., tuple[Any, Any]]
Step = tuple[str, int, int]
DO = {"add": operator.add, "sub": operator.sub, "mul": operator.mul, "div": operator.truediv}


@dataclass(frozen=True)
class Identity:
    """Names of the variables, and the two sides as functions of them, with + − · / and whole powers only."""

    names: tuple[str, ...]
    sides: Builder


class Recorder:
    """Steps, each once."""

    def __init__(self) -> None:
        self.steps: dict[Step, int] = {}

    def step(self, name: str, a: int, b: int = 0) -> Node:
        return Node(self, self.steps.setdefault((name, a, b), len(self.steps)))


@dataclass(frozen=True)
class Node:
    """The value of a step."""

    home: Recorder
    at: int

    def _with(self, name: str, other: Any, turned: bool = False) -> Node:
        there = other if isinstance(other, Node) else self.home.step("int", other)
        a, b = (there.at, self.at) if turned else (self.at, there.at)
        return self.home.step(name, a, b)

    def __add__(self, other: Any) -> Node:
        return self._with("add", other)

    def __radd__(self, other: Any) -> Node:
        return self._with("add", other, True)

    def __sub__(self, other: Any) -> Node:
        return self._with("sub", other)

    def __rsub__(self, other: Any) -> Node:
        return self._with("sub", other, True)

    def __mul__(self, other: Any) -> Node:
        return self._with("mul", other)

    def __rmul__(self, other: Any) -> Node:
        return self._with("mul", other, True)

    def __truediv__(self, other: Any) -> Node:
        return self._with("div", other)

    def __rtruediv__(self, other: Any) -> Node:
        return self._with("div", other, True)

    def __pow__(self, n: int) -> Node:
        return self.home.step("pow", self.at, n)


@dataclass(frozen=True)
class Program:
    """Steps in order, and where the two sides and the divisors are."""

    names: tuple[str, ...]
    steps: tuple[Step, ...]
    left: int
    right: int

    @property
    def rational(self) -> bool:
        return any(name == "div" for name, _, _ in self.steps)

    @property
    def divisors(self) -> list[int]:
        """Each once, in order; numbers other than 0 owe nothing."""
        found = dict.fromkeys(b for name, _, b in self.steps if name == "div")
        return [b for b in found if self.steps[b][0] != "int"]

    def run(self, variables: Sequence[Any], integer: Callable[[int], Any], do: dict[str, Any] = DO,
            power: Callable[[Any, int], Any] = operator.pow) -> list[Any]:
        """The values of all steps in some arithmetic."""
        out: list[Any] = []
        for name, a, b in self.steps:
            if name == "var":
                out.append(variables[a])
            elif name == "int":
                out.append(integer(a))
            elif name == "pow":
                out.append(power(out[a], b))
            else:
                out.append(do[name](out[a], out[b]))
        return out


def program(identity: Identity) -> Program:
    """The identity, recorded."""
    home = Recorder()
    left, right = identity.sides(*[home.step("var", i) for i in range(len(identity.names))])
    if not isinstance(right, Node):
        right = home.step("int", right)
    return Program(identity.names, tuple(home.steps), left.at, right.at)
