"""Values worth trying in a search for refutations: small ones, finite laws, what equations determine, what is far away.

Everything is enumerated in a fixed order; nothing here is trusted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import combinations, islice, product
from typing import Any

import sympy as sp

from ..kernel import INT, OMEGA, REAL, Term, at_type, fun, op, value
from ..language.symbols import At, Named
from ..theories.expectation import E, I, M, omega
from ..theories.independence import MUTUALS
from ..theories.notions import TENDS
from .bound_values import between, inside
from .closed_values import is_own
from .equation_values import solutions
from .evaluate import Evaluator, Undefined, Unknown, environment
from .sequent import Sequent
from .values import needed

Data = dict[Any, Any]  # what `closed_values` takes: names and members ↦ values
NUMBERS = [sp.Integer(1), sp.Integer(2), sp.Rational(1, 2), sp.Integer(0), sp.Integer(-1), sp.Integer(3)]
UNIT = [sp.Rational(*pq) for pq in ((1, 2), (1, 3), (2, 3), (1, 4), (1, 10))]
FIRST = 24
TABLES: list[dict[tuple[int, ...], int]] = [{}, {(1,): 0, (2,): 1, (3,): 2}, {(1,): 1, (2,): -1, (3,): 2}]
SQUARES: list[dict[tuple[int, ...], int]] = [{(1, 1): 0, (2, 2): 0}, {(1, 2): 0}, {(1, 1): 2, (1, 2): -1, (2, 1): 3}]
MAX_RANDOM, MAX_MENTIONED, MAX_BETWEEN = 400, 6, 3


def candidates(s: Sequent) -> Iterator[Data]:
    """Small values for every variable: equal ones first, then single changes, some between 0 and 1, then a fixed sample."""
    asked = unknowns(s)
    small = merged([choices_of(s, x, NUMBERS) for x in asked])
    yield from islice(small, FIRST)
    if any(x.type is not INT for x in asked):
        between = merged([choices_of(s, x, NUMBERS if x.type is INT else UNIT) for x in asked])
        yield from islice(between, FIRST//2)
    yield from small


def unknowns(s: Sequent) -> list[Term]:
    """The variables that need a value: all but the expectation space and the sample point."""
    return [x for x in needed(s) if not is_own(x, s.hints.symbols)]


def merged(choices: list[list[Data]]) -> Iterator[Data]:
    for pick in picked([len(c) for c in choices]):
        data: Data = {}
        for c, k in zip(choices, pick, strict=True):
            data.update(c[k])
        yield data


def picked(sizes: list[int]) -> Iterator[tuple[int, ...]]:
    """One of each list, by number: the same number everywhere, then one of them changed, then a fixed sample."""
    picks = [[n % size for size in sizes] for n in range(6)]
    for i, size in enumerate(sizes):
        for base in (0, 1):
            picks += [[k if j == i else base % other for j, other in enumerate(sizes)] for k in range(size)]
    state = 1
    for _ in range(MAX_RANDOM):
        pick = []
        for size in sizes:
            state = (state * 1103515245 + 12345) % 2**31
            pick.append((state >> 8) % size)
        picks.append(pick)
    yield from dict.fromkeys(map(tuple, picks))


def choices_of(s: Sequent, x: Term, numbers: list[Any]) -> list[Data]:
    """Values of one variable: numbers, or constant and simple families."""
    name, ty = x.data
    result, indexed = ty, not ty.name
    while not result.name:
        result = result.cod
    numbers = [n for n in [*numbers, *_mentioned(s)] if result is not INT or n.is_integer]
    if not indexed:
        return [{name: n} for n in numbers]
    symbol = symbol_of(s, x)
    out: list[Data] = [{name: n} for n in numbers]
    if symbol is not None and symbol.fact("random"):
        out[2:2] = [{name: (sp.Integer(1), sp.Integer(-1))}]
    elif symbol is not None and symbol.kind in ("family", "vector"):
        several = symbol.fact("indices") or 1
        tables = {1: TABLES[1:], 2: SQUARES}.get(several, [])
        first = 1 if several == 1 else len(out)
        out[first:first] = [{name: sp.Integer(1), **{At(symbol, *i): sp.Integer(v) for i, v in t.items()}} for t in tables]
    return out


def symbol_of(s: Sequent, x: Term) -> Named | None:
    return next((v for k, v in s.hints.symbols.items() if k.data[0] == x.data[0] and at_type(k, INT) is x), None)


def _mentioned(s: Sequent) -> list[sp.Rational]:
    """The numbers that the sequent speaks of and their negatives, where equations and bounds are met; some between them."""
    said = sorted({sp.Rational(*value(t).as_integer_ratio()) for t in _subterms(s) if t.op == "num"})
    ends = sorted({*said, *[-q for q in said]}, key=lambda q: (abs(q), q))
    between = [(p + q)/2 for p, q in zip(said, said[1:], strict=False)]
    return [*[q for q in ends if q not in NUMBERS][:MAX_MENTIONED],
            *[q for q in between if q not in NUMBERS and q not in ends][:MAX_BETWEEN]]


def _subterms(s: Sequent) -> set[Term]:
    stack, seen = [s.statement, *s.hypotheses], set()
    while stack:
        t = stack.pop()
        if t not in seen:
            seen.add(t)
            stack.extend(t.args)
    return seen


# -- finite laws --------------------------------------------------------------------------------------

LAWS = [(0, 1), (1, -1), (1, 2), (0, 2), (1, 0), (2, 1), (-1, 0), (0, 0, 1), (-1, -1, 2), (1, 2, 3), (0, 1, 2),
        (1, 0, -1), (1, 0, 1)]
MOST_POINTS = 12


def laws(s: Sequent) -> Iterator[Data]:
    """Random variables on a few equally likely sample points; independent ones on a product of such."""
    asked = unknowns(s)
    random = [(x, symbol) for x in asked if (symbol := symbol_of(s, x)) is not None and symbol.fact("random")]
    found = _found(s, random)
    random = [(x, symbol) for x, symbol in random if symbol not in found]
    slots = [slot for x, symbol in random for slot in _slots(symbol)][:3]
    first = [slot for slot in slots if not isinstance(slot, At) or slot.args[1] == 1]
    if not slots:
        return
    known = [choices_of(s, x, NUMBERS) for x in asked if (symbol := symbol_of(s, x)) is None or not symbol.fact("random")]
    families = [symbol for _, symbol in random if symbol.kind == "family"]
    independent = any(t in MUTUALS for t in _subterms(s))
    whole: Data = {symbol: sp.Integer(0) for symbol in families}
    if len(families) > 1:
        yield from _with(s, found, islice(_laws_of(first, known, whole, independent), FIRST))
    yield from _with(s, found, _laws_of(slots, known, whole, independent))


def _found(s: Sequent, random: list[tuple[Term, Named]]) -> dict[Named, Term]:
    """Random variables that a hypothesis gives at every sample point, as Y = aX + b, with what it says."""
    found: dict[Named, Term] = {}
    for h in s.hypotheses:
        phi = h.args[0].args[0] if h.op == "all" and h.args[0].data is OMEGA else h
        for x, symbol in random if phi is not h and phi.op == "eq" else ():
            (left, right), name = phi.args, x.data[0]
            spoken = {other for t in (right, *found.values()) for other, _ in t.free}
            if left.op == "app" and left.args[0].op == "var" and left.args[0].data[0] == name and name not in spoken:
                found[symbol] = right
    return found


def _with(s: Sequent, found: dict[Named, Term], tries: Iterator[Data]) -> Iterator[Data]:
    """Values with those of what is given by the others."""
    for data in tries:
        points = max([len(v) for v in data.values() if isinstance(v, tuple)], default=1)
        try:
            for symbol, t in found.items():
                e = Evaluator(environment_of(s, data))
                values = [Fraction(e.of(t, (Fraction(w),))) for w in range(points)]
                data = {**data, symbol: tuple(sp.Rational(*v.as_integer_ratio()) for v in values)}
        except (Unknown, Undefined, ArithmeticError, TypeError, KeyError):
            continue
        yield data


def _laws_of(slots: list[Any], known: list[list[Data]], rest: Data, independent: bool) -> Iterator[Data]:
    """Laws for each of the slots, all other members being what they are in `rest`."""
    for pick in picked([len(LAWS)]*len(slots) + [len(c) for c in known]):
        values = _joint([LAWS[k] for k in pick[:len(slots)]], independent and len(slots) > 1)
        if values is not None:
            data: Data = {**rest, **dict(zip(slots, values, strict=True))}
            for c, k in zip(known, pick[len(slots):], strict=True):
                data.update(c[k])
            yield data


def _slots(symbol: Named) -> list[Any]:
    """What gets a law: a random variable, the first two members of a family."""
    if symbol.kind != "family":
        return [symbol]
    return [At(symbol, sp.Integer(1)), At(symbol, sp.Integer(2))] if (symbol.fact("indices") or 1) == 1 else []


def _joint(marginals: list[tuple[int, ...]], apart: bool) -> list[tuple[sp.Integer, ...]] | None:
    """Values on common sample points: each combination once, or side by side."""
    points = 1
    strides = []
    for m in marginals:
        strides.append(points)
        points *= len(m)
    if not apart:
        points, strides = len(marginals[0]), [1]*len(marginals)
        if any(len(m) != points for m in marginals):
            return None
    if points > MOST_POINTS:
        return None
    return [tuple(sp.Integer(m[w // step % len(m)]) for w in range(points))
            for m, step in zip(marginals, strides, strict=True)]


# -- what equations determine ----------------------------------------------------------------------------

MAX_OTHERS, MAX_BOUNDS = 4, 4


def solved(s: Sequent) -> Iterator[Data]:
    """Values that satisfy the equations among the hypotheses, small ones for the other variables."""
    for found in solutions(s):
        for data in islice(candidates(s), MAX_OTHERS):
            yield {**data, **found}


def corners(s: Sequent) -> Iterator[Data]:
    """The same where one or two of the bounds among the hypotheses are equations: corners of what they leave."""
    bounds = [h for h in s.hypotheses if h.op in ("le", "lt") and h.args[0].op != "num"][:MAX_BOUNDS]
    for size in (1, 2):
        for tight in combinations(bounds, size):
            equations = tuple(op("eq", *h.args) for h in tight)
            yield from islice(solved(replace(s, hypotheses=(*s.hypotheses, *equations))), 2*MAX_OTHERS)


FEW = [sp.Integer(0), sp.Rational(1, 2), sp.Integer(1)]


def single(s: Sequent) -> Iterator[Data]:
    """A family that is 1 at one place and 0 elsewhere; 0, 1/2 or 1 for all else."""
    asked = unknowns(s)
    for x in asked:
        here = pulses(s, x)
        if here:
            yield from islice(merged([here if y is x else choices_of(s, y, FEW) for y in asked]), 2*FIRST)


def pulses(s: Sequent, x: Term) -> list[Data]:
    """A family that is 1 at one place and 0 elsewhere; nothing for other variables."""
    symbol = symbol_of(s, x)
    if symbol is None or symbol.kind != "family" or symbol.fact("random") or (symbol.fact("indices") or 1) > 1:
        return []
    return [{x.data[0]: sp.Integer(0), At(symbol, i): sp.Integer(1)} for i in (0, 1)]


# -- far away ----------------------------------------------------------------------------------------------

FAR = [*map(sp.Integer, (4, 5, 6, 7, 8, 9, 10, -2, 12, 15, 20, 25, 30, 40, -3, -5, -10, 50, 100, 101, 1000, -100)),
       *[sp.Rational(*pq) for pq in ((1, 3), (-1, 2), (3, 2), (1, 4), (1, 10), (9, 10), (1, 100), (1, 1000))]]
SEQUENCES: list[Callable[[Any], Any]] = [
    lambda n: n, lambda n: 2**n, lambda n: -n, lambda n: 1/(n + 1), lambda n: (-1)**n, lambda n: n**2, lambda n: 3**n,
    lambda n: n + 1, lambda n: 2**n - 1, lambda n: -1/(n + 1), lambda n: 2**(-n)]


def far(s: Sequent) -> Iterator[Data]:
    """Numbers beyond the usual ones, and families given by a formula."""
    choices = []
    for x in unknowns(s):
        symbol = symbol_of(s, x)
        choice = choices_of(s, x, NUMBERS if not x.type.name else [sp.Integer(0), *FAR, *NUMBERS])
        if symbol is not None and symbol.kind == "family" and not symbol.fact("random") and (symbol.fact("indices") or 1) == 1:
            choice = [*[{symbol: f} for f in SEQUENCES if x.type.cod is not INT], *choice]
        choices.append(choice)
    yield from merged(choices)


def vanishing(s: Sequent) -> Iterator[Data]:
    """Where limits are spoken of: all families tend to 0, which no member is, and all numbers are 0."""
    asked = unknowns(s)
    symbols = {x: symbol_of(s, x) for x in asked if not x.type.name}
    if TENDS not in _subterms(s) or any(v is None or v.kind != "family" or v.fact("random") for v in symbols.values()):
        return
    for sequence in (SEQUENCES[3], SEQUENCES[9]):  # ±1/(n + 1)
        yield {symbols.get(x) or x.data[0]: sequence if x in symbols else sp.Integer(0) for x in asked}


def wide(s: Sequent) -> Iterator[Data]:
    """Small numbers, negative ones and parts of 1 side by side; families that are one of these, or 1 at one place."""
    numbers = [*NUMBERS, *UNIT, *[-q for q in (*UNIT[:1], *NUMBERS[1:2])]]
    yield from merged([[*choices_of(s, x, numbers), *pulses(s, x)] for x in unknowns(s)])


PAIRS = [(sp.Integer(1), sp.Rational(9, 10)), (sp.Integer(1), sp.Integer(10))]
MAX_MIXED = 7


def mixed(s: Sequent) -> Iterator[Data]:
    """Each number one of two: near an open end in several variables at once."""
    asked = unknowns(s)
    if len(asked) <= MAX_MIXED and all(x.type.name for x in asked):
        for pair in PAIRS:
            yield from ({x.data[0]: v for x, v in zip(asked, values, strict=True)} for values in product(
                pair, repeat=len(asked)) if all(v.is_integer or x.type is not INT for x, v in zip(asked, values, strict=True)))


def bounded(s: Sequent) -> Iterator[Data]:
    """Values at the bounds that the sequent speaks of, small ones for what these do not mention."""
    rest = next(candidates(s), {})
    for found in (*inside(s), *islice(between(s), MAX_RANDOM)):
        yield {**rest, **found}


# -- plain evaluation -----------------------------------------------------------------------------


def environment_of(s: Sequent, data: Data) -> dict[Any, Any]:
    """Values by name, for plain evaluation: numbers as they are, families as functions of all their arguments."""
    cells: dict[str, dict[tuple[int, ...], Any]] = {}
    plain: dict[str, Any] = {}
    for key, v in data.items():
        if isinstance(key, At):
            cells.setdefault(key.args[0].name, {})[tuple(map(int, key.args[1:]))] = v
        else:
            plain[getattr(key, "name", str(key))] = v
    given = [*plain.values(), *[v for table in cells.values() for v in table.values()]]
    points = max([len(v) for v in given if isinstance(v, tuple)], default=1)
    env: dict[str, Any] = {}
    for x in unknowns(s):
        name, ty = x.data
        if name not in plain and name not in cells:
            continue
        depth = 0
        if ty is fun(REAL, REAL) and callable(plain.get(name)):
            env[name] = partial(_at_number, plain[name])
            continue
        while not ty.name:
            depth, ty = depth + 1, ty.cod
        env[name] = _curried((), depth, cells.get(name, {}), plain.get(name, sp.Integer(1)))
    whole = environment(env, points)
    return {**whole, **{at_type(x, INT): whole[x] for x in (E, I, M, omega) if is_own(at_type(x, INT), s.hints.symbols)}}


def _at_number(f: Callable[[Any], Any], z: Any) -> Any:
    v = f(sp.Rational(*z.as_integer_ratio()) if isinstance(z, Fraction) else sp.Float(z))
    return Fraction(int(v.p), int(v.q)) if isinstance(v, sp.Rational) else float(v)


def _curried(seen: tuple[int, ...], depth: int, cells: dict[tuple[int, ...], Any], default: Any) -> Any:
    """The value after the arguments seen; a tuple has one for each sample point, the last argument."""
    if len(seen) < depth:
        return lambda i: _curried((*seen, int(i)), depth, cells, default)
    v = next((v for indices, v in cells.items() if seen[:len(indices)] == indices), default)
    if isinstance(v, tuple):
        v = v[seen[-1]]
    elif callable(v):
        v = v(*map(sp.Integer, seen))
    if isinstance(v, (Fraction, float)):
        return v
    return Fraction(int(v.p), int(v.q)) if isinstance(v, sp.Rational) else float(v)


__all__ = ["Data", "candidates", "environment_of", "laws"]
