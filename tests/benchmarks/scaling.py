"""How the cost grows: per line, per layer, per claim it should stay what it is."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from sympy import Eq, Sum

from proofs import Proof, Proved, claim, decide, family, hypothesis, nat, real
from proofs.claims.claim import REGISTRY, Claim

from .tables import Table, micro, milli, times
from .timing import Effort

x, k = real("x"), real("k")
n, ell = nat("n"), nat("l")
u, W = family("u"), family("W", start=0)


@hypothesis("windows", forall=[ell >= 0])
def windows() -> Any:
    return Eq(W[ell], 2*(W[ell + 1] - 1) + k)


def proved(made: Claim) -> bool:
    """Is it?  It does not stay among the claims of the process."""
    REGISTRY.pop(made.id)
    return isinstance(made.check(), Proved)


def chain(lines: int) -> bool:
    """A chain of so many lines, each an identity."""

    def shifted(j: int) -> Any:
        return (x + j)**2 - 2*j*x - j**2

    @claim(f"benchmark-chain-{lines}", "benchmarks")
    def long_chain() -> Any:
        return Eq(x**2, shifted(lines))

    @long_chain.proof
    def _(p: Proof) -> None:
        p.calc(x**2)
        for j in range(1, lines + 1):
            p.eq(shifted(j))

    return proved(long_chain)


def layers(count: int) -> bool:
    """The receptive field of so many layers of stride 2 and kernel k, layer by layer from the windows."""

    def after(j: int) -> Any:
        return 2**j*W[j] + (2**j - 1)*(k - 2)

    @claim(f"benchmark-layers-{count}", "benchmarks", given=[windows])
    def many_layers() -> Any:
        return Eq(W[0], after(count))

    @many_layers.proof
    def _(p: Proof) -> None:
        p.calc(W[0])
        for j in range(1, count + 1):
            p.eq(after(j), windows)

    return proved(many_layers)


def nested(depth: int) -> bool:
    """Linearity of so many nested sums."""
    indices = [nat(f"i{j}") for j in range(depth)]

    def total(body: Any) -> Any:
        for j in indices:
            body = Sum(body, (j, 1, n))
        return body

    first = u[indices[0]]
    return isinstance(decide(lambda: Eq(total(first + k*x), total(first) + k*total(x))), Proved)


def small_claim(at: int) -> Claim:
    @claim(f"benchmark-claim-{at}", "benchmarks")
    def square() -> Any:
        return Eq((x + at)**2, x**2 + 2*at*x + at**2)

    @square.proof
    def _(p: Proof) -> None:
        p.calc((x + at)**2)
        p.eq(x**2 + 2*at*x + at**2)

    return square


def claims(count: int) -> bool:
    """So many small claims, stated, derived and checked."""
    return all(proved(small_claim(at)) for at in range(count))


@dataclass(frozen=True)
class Series:
    """A task at growing sizes; in the second part only with --full."""

    name: str
    run: Callable[[int], bool]
    sizes: Sequence[int]
    more: Sequence[int] = ()
    linear: bool = True


SERIES = (
    Series("lines of a chain", chain, (10, 100, 1000)),
    Series("layers of a network", layers, (10, 30, 100), (300, 1000)),
    Series("nested sums", nested, (1, 2, 3, 4, 5, 6), linear=False),
    Series("claims", claims, (10, 100, 1000), (10_000,)),
)


def apart(run: Callable[[int], bool], size: int) -> tuple[float, bool]:
    """Processor time in a process of its own, after one run at size 1 that loads what is loaded once."""

    def work(end: Connection) -> None:
        run(1)
        start = time.process_time()
        right = run(size)
        end.send((time.process_time() - start, right))

    here, there = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=work, args=(there,))
    child.start()
    there.close()
    out: tuple[float, bool] = here.recv()
    child.join()
    return out


def scaling(effort: Effort) -> Table:
    """Time for one, compared with the time for one at the smallest size."""
    table = Table("scaling", ("what", "how many", "ms", "µs for one", "growth for one"))
    for series in SERIES:
        sizes = (*series.sizes, *(series.more if effort.full else ()))
        base = 0.0
        for size in sizes:
            seconds, right = apart(series.run, size)
            base = base or seconds/size
            growth = seconds/size/base
            table.rows.append((series.name, f"{size:,}", milli(seconds), micro(seconds/size),
                               times(growth) if right else "not proved"))
        table.keep(f"{series.name}, growth to {sizes[-1]:,}", growth)
    table.notes = ["Linear cost is 1.00× in every row; a quadratic one would be 100× at 1,000 against 10."]
    return table
