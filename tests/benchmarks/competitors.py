"""What an identity is given to: the kernel, the questions of an author, and the other systems.

Each is a function of a program that returns a task; a task does the work once and says whether the sides are equal.
What is prepared before (terms, expressions, rings) is not timed.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any

import sympy
from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx
from sympy.core.cache import clear_cache

from proofs import Proved, decide, real
from proofs.claims.sequent import stated
from proofs.kernel import REAL, Side, Term, Theorem, field, hyp, op, var
from proofs.tactics.build import both, ne, number, power

from .program import DO, Program

Task = Callable[[], bool]
TERMS = {name: (lambda a, b, name=name: op(name, *both(a, b))) for name in DO}
TOO_LARGE = 4_000_000  # terms of a product without gcd: it is not tried


# -- ours ------------------------------------------------------------------------------------------------


def terms(p: Program) -> list[Term]:
    return p.run([var(v, REAL) for v in p.names], number, TERMS, power)


def theorem(p: Program) -> Callable[[], Theorem]:
    """The rule that mints the theorem, its divisors assumed to be nonzero."""
    made = terms(p)
    side = Side(tuple([hyp(ne(made[d], 0)) for d in p.divisors]))
    return lambda: field(made[p.left], made[p.right], side)


def kernel(p: Program) -> Task:
    mint = theorem(p)
    return lambda: mint().concl.op == "eq"


def recorded(p: Program) -> tuple[Any, list[Any]]:
    """The identity as an author's SymPy expression, and its divisors."""
    with sympy.evaluate(False):
        made = p.run([real(v) for v in p.names], sympy.Integer)
        return sympy.Eq(made[p.left], made[p.right]), [sympy.Ne(made[d], 0) for d in p.divisors]


def translated(p: Program) -> Task:
    """From SymPy: read by the door, then the rule."""
    statement, given = recorded(p)

    def task() -> bool:
        s = stated(statement, given, ())
        return field(*s.statement.args, Side(tuple([hyp(h) for h in s.hypotheses]))).concl is s.statement

    return task


def decided(p: Program) -> Task:
    """From SymPy, by the public question: contradictions, counterexamples and definedness are looked for as well."""
    statement, given = recorded(p)
    return lambda: isinstance(decide(statement, given), Proved)


# -- FLINT -----------------------------------------------------------------------------------------------


class Quotient:
    """A fraction of FLINT's polynomials as FLINT's own fmpz_mpoly_q computes; python-flint does not offer that."""

    reduce = True

    def __init__(self, num: fmpz_mpoly, den: fmpz_mpoly) -> None:
        self.num, self.den = num, den

    def made(self, num: fmpz_mpoly, den: fmpz_mpoly) -> Quotient:
        if self.reduce and not den.is_constant():
            g = num.gcd(den)
            if not g.is_one():
                num, den = num/g, den/g
        return type(self)(num, den)

    def _fits(self, other: Quotient) -> None:
        if not self.reduce and max(len(self.num), len(self.den))*max(len(other.num), len(other.den)) > TOO_LARGE:
            raise MemoryError("a fraction that is not reduced grows too large")

    def __add__(self, other: Quotient) -> Quotient:
        if self.den == other.den:
            return self.made(self.num + other.num, self.den)
        self._fits(other)
        return self.made(self.num*other.den + other.num*self.den, self.den*other.den)

    def __sub__(self, other: Quotient) -> Quotient:
        if self.den == other.den:
            return self.made(self.num - other.num, self.den)
        self._fits(other)
        return self.made(self.num*other.den - other.num*self.den, self.den*other.den)

    def __mul__(self, other: Quotient) -> Quotient:
        self._fits(other)
        return self.made(self.num*other.num, self.den*other.den)

    def __truediv__(self, other: Quotient) -> Quotient:
        self._fits(other)
        return self.made(self.num*other.den, self.den*other.num)

    def __pow__(self, n: int) -> Quotient:
        return type(self)(self.num**n, self.den**n)

    def is_zero(self) -> bool:
        return bool(self.num.is_zero())


class Crossed(Quotient):
    """Without gcd: quicker for small fractions."""

    reduce = False


def flint(p: Program) -> Task:
    """Raw FLINT: polynomials, or reduced fractions."""
    return _flint(p, Quotient)


def crossed(p: Program) -> Task:
    """Raw FLINT, fractions never reduced."""
    return _flint(p, Crossed)


def _flint(p: Program, kind: type[Quotient]) -> Task:
    ctx = fmpz_mpoly_ctx.get([f"g{i}" for i in range(len(p.names))], Ordering.degrevlex)
    one, gens = ctx.constant(1), ctx.gens()
    variables = [kind(g, one) for g in gens] if p.rational else gens
    integer: Callable[[int], Any] = (lambda n: kind(ctx.constant(n), one)) if p.rational else ctx.constant

    def task() -> bool:
        values = p.run(variables, integer)
        return bool((values[p.left] - values[p.right]).is_zero())

    return task


# -- other systems ---------------------------------------------------------------------------------------


def simplify(p: Program) -> Task:
    """Of the difference, which is taken here too: it may be 0 as soon as it is built."""
    made = p.run([sympy.Symbol(v) for v in p.names], sympy.Integer)
    clear_cache()
    return lambda: bool(sympy.simplify(made[p.left] - made[p.right]) == 0)


def fields(p: Program) -> Task:
    """Sparse fractions of SymPy."""
    _, *gens = sympy.field(p.names, sympy.ZZ)
    one = gens[0]**0

    def task() -> bool:
        values = p.run(gens, lambda n: one*n)
        return bool(values[p.left] == values[p.right])

    return task


def symengine(p: Program) -> Task:
    import symengine as se

    made = p.run([se.Symbol(v) for v in p.names], se.Integer)
    difference = made[p.left] - made[p.right]
    if p.rational:
        return lambda: bool(se.expand(difference.as_numer_denom()[0]) == 0)
    return lambda: bool(se.expand(difference) == 0)


def z3(p: Program) -> Task:
    import z3

    def power_of(a: Any, n: int) -> Any:
        out = z3.RealVal(1) if n == 0 else a
        for _ in range(n - 1):
            out = out*a
        return out

    made = p.run([z3.Real(v) for v in p.names], z3.RealVal, DO, power_of)

    def task() -> bool:
        solver = z3.Solver()
        solver.add(*[made[d] != 0 for d in p.divisors], made[p.left] != made[p.right])
        return bool(solver.check() == z3.unsat)

    return task


OTHERS = {"simplify": simplify, "fields": fields, "symengine": symengine, "z3": z3}


def installed() -> dict[str, Callable[[Program], Task]]:
    """The other systems that are there."""
    return {name: f for name, f in OTHERS.items() if name in ("simplify", "fields") or importlib.util.find_spec(name)}
