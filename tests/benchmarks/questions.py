"""Side conditions, sums, and claims of the library: what is asked most, and what takes longest."""

from __future__ import annotations

import importlib
import importlib.util
import multiprocessing
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

import sympy
from sympy import Eq, Ne, Sum, exp, sqrt
from sympy.core.cache import clear_cache

from derivations import MODULES
from proofs import Proved, Refuted, decide, family, nat, real
from proofs.claims.claim import REGISTRY

from .tables import Table, milli, times
from .timing import Effort, Task, compared, geometric, standard, unit

a, b, c, e, q, x, y, z = (real(s) for s in ("a", "b", "c", "e", "q", "x", "y", "z"))
i, m, n = (nat(s) for s in "imn")
u, v = family("u"), family("v")
Written = Callable[[], Any]


@dataclass(frozen=True)
class Question:
    """A true statement under hypotheses; `polynomial` says that z3 has the words for it."""

    name: str
    statement: Written
    given: Written | tuple[()] = ()
    polynomial: bool = True


CONDITIONS = (
    Question("a·b·c > 0", lambda: a*b*c > 0, lambda: (a > 0, b > 0, c > 0)),
    Question("a + b² > 0", lambda: a + b**2 > 0, lambda: a > 0),
    Question("a + b ≠ 0", lambda: Ne(a + b, 0), lambda: (a > 0, b >= 0)),
    Question("1 − q·a ≠ 0", lambda: Ne(1 - q*a, 0), lambda: (q > 0, q < 1, a >= 0, a <= 1)),
    Question("x² + xy + y² ≥ 0", lambda: x**2 + x*y + y**2 >= 0),
    Question("x² − 2x + 2 > 0", lambda: x**2 - 2*x + 2 > 0),
    Question("a/b ≥ 0", lambda: a/b >= 0, lambda: (a >= 0, b > 0)),
    Question("x/(x + y) ≤ 1", lambda: x/(x + y) <= 1, lambda: (x > 0, y > 0)),
    Question("a transitive order", lambda: x < z + 1, lambda: (x < y, y <= z)),
    Question("(1 − q)ⁿ ≤ 1", lambda: (1 - q)**n <= 1, lambda: (q >= 0, q <= 1), False),
    Question("aⁿ > 0", lambda: a**n > 0, lambda: a > 0, False),
    Question("exp x + exp y ≠ 0", lambda: Ne(exp(x) + exp(y), 0), (), False),
    Question("√(a + 1) > 0", lambda: sqrt(a + 1) > 0, lambda: a >= 0, False),
)
SUMS = (
    Question("Σ i", lambda: Eq(Sum(i, (i, 1, n)), n*(n + 1)/2)),
    Question("Σ i²", lambda: Eq(Sum(i**2, (i, 1, n)), n*(n + 1)*(2*n + 1)/6)),
    Question("Σ i⁴", lambda: Eq(Sum(i**4, (i, 1, n)), n*(n + 1)*(2*n + 1)*(3*n**2 + 3*n - 1)/30)),
    Question("Σ i(i + 1)", lambda: Eq(Sum(i*(i + 1), (i, 1, n)), n*(n + 1)*(n + 2)/3)),
    Question("Σ (−1)ⁱ·i", lambda: Eq(Sum((-1)**i*i, (i, 1, n)), ((-1)**n*(2*n + 1) - 1)/4)),
    Question("Σ 1/(i(i + 1))", lambda: Eq(Sum(1/(i*(i + 1)), (i, 1, n)), n/(n + 1))),
    Question("Σ 1/(i(i + 2))", lambda: Eq(Sum(1/(i*(i + 2)), (i, 1, n)), n*(3*n + 5)/(4*(n + 1)*(n + 2)))),
    Question("Σ xⁱ", lambda: Eq(Sum(x**i, (i, 0, n)), (1 - x**(n + 1))/(1 - x)), lambda: Ne(x, 1)),
    Question("Σ (u + c·v)", lambda: Eq(Sum(u[i] + c*v[i], (i, 1, n)), Sum(u[i], (i, 1, n)) + c*Sum(v[i], (i, 1, n)))),
    Question("Σ (uᵢ₊₁ − uᵢ)", lambda: Eq(Sum(u[i + 1] - u[i], (i, 0, n - 1)), u[n] - u[0])),
)


def asked(question: Question) -> Task:
    return lambda: isinstance(decide(question.statement, question.given), Proved)


def _plain(question: Question, symbol: Callable[[Any], Any], names: dict[Any, Any]) -> tuple[Any, list[Any]]:
    """The statement and hypotheses over another system's symbols, in place of ours."""
    given = question.given() if callable(question.given) else ()
    given = list(given) if isinstance(given, tuple) else [given]
    statement = question.statement()
    for s in statement.free_symbols.union(*[g.free_symbols for g in given]):
        names.setdefault(s, symbol(s))
    return statement, given


def by_z3(question: Question) -> Task:
    """The hypotheses and the negation are not satisfiable."""
    import z3 as solver

    names: dict[Any, Any] = {}
    statement, given = _plain(question, lambda s: solver.Real(str(s)), names)
    relations = {"==": "__eq__", "!=": "__ne__", "<": "__lt__", "<=": "__le__", ">": "__gt__", ">=": "__ge__"}

    def term(t: Any) -> Any:
        if t in names:
            return names[t]
        if t.is_Rational:
            return solver.Q(int(t.p), int(t.q))
        if t.is_Pow:
            base = term(t.base) if t.exp > 0 else 1/term(t.base)
            out = base
            for _ in range(abs(int(t.exp)) - 1):
                out = out*base
            return out
        parts = [term(p) for p in t.args]
        out = parts[0]
        for p in parts[1:]:
            out = out + p if t.is_Add else out*p
        return out

    def formula(r: Any) -> Any:
        return getattr(term(r.lhs), relations[r.rel_op])(term(r.rhs))

    goal, facts = formula(statement), [formula(g) for g in given]

    def task() -> bool:
        s = solver.Solver()
        s.add(*facts, solver.Not(goal))
        return bool(s.check() == solver.unsat)

    return task


def by_sympy(question: Question) -> Task:
    """SymPy's own summation and simplification, over its own symbols."""
    names: dict[Any, Any] = {}
    statement, _ = _plain(question, lambda s: sympy.Symbol(str(s), integer=s in (i, n), positive=s in (i, n) or None), names)
    names.setdefault(i, sympy.Symbol("i", integer=True, positive=True))
    plain = statement.xreplace(names)
    clear_cache()
    return lambda: bool(sympy.simplify(plain.lhs.doit() - plain.rhs.doit()) == 0)


def _table(title: str, questions: Iterable[Question], other: str, make: Callable[[Question], Task] | None,
           effort: Effort) -> Table:
    table = Table(title, ("question", "decide, ms", "in units", f"{other}/decide"))
    took = []
    for question in questions:
        alone = compared(_standard, partial(asked, question), Effort(limit=max(5.0, effort.limit)), cold=True)
        if alone is None or not alone.counts:
            table.rows.append((question.name, "not decided", "–", "–"))
            continue
        took.append(alone.theirs/alone.ours)
        pair = compared(_standard, partial(make, question), effort, cold=True) if make and question.polynomial else None
        cell = "–" if pair is None else "no" if pair.ended and not pair.right else (
            ("" if pair.ended else ">") + times(pair.theirs/alone.theirs))
        table.rows.append((question.name, milli(alone.theirs), times(took[-1]), cell))
    table.keep("geometric mean in units", geometric(took))
    table.notes = ["First answers, nothing remembered. A unit is a fixed loop of plain Python in the same process, about 3 ms. "
                   f"Geometric mean {times(geometric(took))} a unit. `{other}`: its time divided by ours."]
    return table


def _standard() -> Task:
    return standard


def conditions(effort: Effort) -> Table:
    """Against z3, where the condition is polynomial."""
    return _table("side conditions", CONDITIONS, "z3", by_z3 if importlib.util.find_spec("z3") else None, effort)


def sums(effort: Effort) -> Table:
    """Against SymPy's summation; families are not in its language."""
    return _table("sums", SUMS, "SymPy", by_sympy, effort)


NAMED = {"ewa": "ctu24-s3-a2c-unb", "gradient_step": "ctu24-s3-a4", "receptive_field": "epfl22-ps9-eq17",
         "initialization": "epfl24-ps8-p2", "softmax": "ie498-hw5-2d"}


Row = tuple[str, float, float, bool]


def checked(module: str, ids: Iterable[str] | None) -> list[Row]:
    """Claims of a module in a fresh process: label, seconds, units, is it what the author said; none named are all."""

    def work(end: Connection) -> None:
        importlib.import_module(f"derivations.{module}")
        mine = [c for c in REGISTRY.values() if c.module == f"derivations.{module}"]
        out = []
        for claim in mine if ids is None else [c for c in mine if c.id in ids]:
            now = unit()
            start = time.process_time()
            verdict = claim.check()
            seconds = time.process_time() - start
            right = isinstance(verdict, Refuted if claim.refuter else Proved)
            out.append((f"{module}:{claim.name}", seconds, seconds/now, right))
        end.send(out)

    here, there = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=work, args=(there,))
    child.start()
    there.close()
    out: list[Row] = here.recv()
    child.join()
    return out


def library(effort: Effort) -> Table:
    """Five claims that sheets are built around; with --full all claims, the slowest of them in the table."""
    table = Table("claims", ("claim", "ms", "in units"))
    rows = [row for module, name in NAMED.items() for row in checked(module, [name])]
    for name, seconds, units, right in rows:
        table.rows.append((name, milli(seconds), times(units) if right else "not as stated"))
    table.keep("geometric mean of the named in units", geometric(units for _, _, units, _ in rows))
    table.notes = ["Each in a fresh process, with what it cites."]
    if effort.full:
        every = sorted([row for module in MODULES for row in checked(module, None)], key=lambda row: -row[1])
        table.rows += [(f"slowest: {name}", milli(s), times(units)) for name, s, units, _ in every[:8]]
        total = sum(s for _, s, _, _ in every)
        table.notes.append(f"The whole library: {len(every)} claims in {total:.0f} s of one processor, "
                           f"{milli(total/len(every))} ms each, {sum(1 for row in every if not row[3])} not as stated.")
        table.keep("a claim of the library in units", sum(units for _, _, units, _ in every)/len(every))
        table.keep("the slowest claim in units", every[0][2])
    return table
