"""Notions that statements use beyond sums and expectation: definitions only, each explicit (CORE, sections 1 and 2).

Sets are predicates, sequences are functions of an integer, vectors of length n are read at 1, …, n.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from ..kernel import INT, OMEGA, PROP, REAL, Term, Type, app, define, exists, forall, fun, lam, normal, op, var
from ..kernel.table import ABS, DERIV
from ..language.printing import ATOM, TERM, WRITERS, Printer, Writer
from ..tactics.build import add, conj, div, eq, imp, integer, le, lt, mul, ne, number, real, sub
from .expectation import RV, E, I, independent
from .folds import SUM
from .vectors import DOT, NORM2, VECTOR
from .vocabulary import MAX, MIN

SEQUENCE = fun(INT, REAL)
SET = fun(INT, PROP)
_f, _F = var("f", SEQUENCE), var("F", fun(VECTOR, REAL))
_a, _b, _n, _k, _N, _i = (var(s, INT) for s in ("a", "b", "n", "k", "N", "i"))
_L, _e, _B, _x, _s, _r = (var(s, REAL) for s in ("L", "ε", "B", "x", "s", "r"))
_p, _S, _A = var("p", PROP), var("S", SET), var("A", fun(OMEGA, PROP))
_W, _G, _D = var("W", VECTOR), var("G", VECTOR), var("D", VECTOR)
_w = var("ω", OMEGA)


def _define(name: str, body: Term, *parameters: Term, total: bool = False) -> Term:
    """The constant name := λ parameters. body"""
    for p in reversed(parameters):
        body = lam(p, body)
    return define(name, normal(body), total=total)


# -- limits -------------------------------------------------------------------------------------


def _tends() -> Term:
    """tends a f L := ∀ε>0 ∃N≥a ∀n≥N. |f n − L| < ε; the start a says where f need be defined, and nothing else"""
    near = forall(_n, imp(le(_N, _n), lt(app(ABS, sub(app(_f, _n), _L)), _e)))
    return _define("tends", forall(_e, imp(lt(0, _e), exists(_N, op("and", le(_a, _N), near)))), _a, _f, _L)


def _diverges() -> Term:
    """diverges a f := ∀B ∃N≥a ∀n≥N. B ≤ f n"""
    above = forall(_n, imp(le(_N, _n), le(_B, app(_f, _n))))
    return _define("diverges", forall(_B, exists(_N, op("and", le(_a, _N), above))), _a, _f)


def _bounded_sums() -> Term:
    """bounded_sums a f := ∃B ∀N. |Σ_{k=a}^{N} f k| ≤ B"""
    within = forall(_N, le(app(ABS, SUM.of(_a, _N, _f)), _B))
    return _define("bounded_sums", exists(_B, within), _a, _f)


# -- counting, choosing -------------------------------------------------------------------------


def _indicator() -> Term:
    """1[φ] := ite φ 1 0"""
    return _define("indicator", op("ite", _p, number(1), number(0)), _p, total=True)


def _count() -> Term:
    """count a b S := Σ_{i=a}^{b} 1[S i]"""
    return _define("count", SUM.of(_a, _b, lam(_i, app(INDICATOR, app(_S, _i)))), _a, _b, _S)


def _extreme(name: str, of_two: Term) -> Term:
    """max a b f := the greatest of f a, …, f b (f a when b ≤ a), by rec; min likewise"""
    step = lam(_k, lam(_x, app(of_two, _x, app(_f, add(_k, 1)))))
    return _define(name, op("rec", _a, app(_f, _a), step, _b), _a, _b, _f)


def _greatest() -> Term:
    """greatest f B := (∀n. f n ≤ B) ∧ ∃n. f n = B"""
    return _define("greatest", op("and", forall(_n, le(app(_f, _n), _B)), exists(_n, eq(app(_f, _n), _B))), _f, _B,
                   total=True)


def _mean() -> Term:
    """mean n f := (Σ_{i=1}^{n} f i)/n"""
    return _define("mean", div(SUM.of(integer(1), _n, _f), real(_n)), _n, _f)


@functools.cache
def minimises(*types: Type) -> Term:
    """minimises J C x̄ := C x̄ ∧ ∀ȳ. C ȳ → J x̄ ≤ J ȳ, for arguments of these types"""
    j, c, xs, ys = _objective(types)
    everywhere = imp(app(c, *ys), le(app(j, *xs), app(j, *ys)))
    for y in reversed(ys):
        everywhere = forall(y, everywhere)
    return _define("minimises", op("and", app(c, *xs), everywhere), j, c, *xs)


@functools.cache
def unique_minimiser(*types: Type) -> Term:
    """unique_minimiser J C x̄ := minimises J C x̄ ∧ ∀ȳ. C ȳ ∧ J ȳ ≤ J x̄ → ȳ = x̄"""
    j, c, xs, ys = _objective(types)
    same = imp(conj(app(c, *ys), le(app(j, *ys), app(j, *xs))), conj(*[eq(y, x) for y, x in zip(ys, xs, strict=True)]))
    for y in reversed(ys):
        same = forall(y, same)
    return _define("unique_minimiser", op("and", app(minimises(*types), j, c, *xs), same), j, c, *xs)


def _objective(types: tuple[Type, ...]) -> tuple[Term, Term, list[Term], list[Term]]:
    j, c = var("J", fun(*types, REAL)), var("C", fun(*types, PROP))
    xs, ys = ([var(f"{s}{i}", ty) for i, ty in enumerate(types)] for s in "xy")
    return j, c, xs, ys


# -- derivatives ---------------------------------------------------------------------------------


def _grad() -> Term:
    """grad n F W G := ∀D. deriv (s ↦ F(W + s·D)) 0 ⟨G, D⟩"""
    moved = lam(_i, add(app(_W, _i), mul(_s, app(_D, _i))))
    body = forall(_D, app(DERIV, lam(_s, app(_F, moved)), number(0), app(DOT, _n, _G, _D)))
    return _define("grad", body, _n, _F, _W, _G, total=True)


def _norm() -> Term:
    """norm n x := √(Σ_{i=1}^{n} x_i²)"""
    return _define("norm", op("sqrt", app(NORM2, _n, _W)), _n, _W)


def _local_minimum() -> Term:
    """local_minimum n F W := ∃r>0 ∀G. ‖G − W‖² < r → F W ≤ F G"""
    near = imp(lt(app(NORM2, _n, lam(_i, sub(app(_G, _i), app(_W, _i)))), _r), le(app(_F, _W), app(_F, _G)))
    return _define("local_minimum", exists(_r, op("and", lt(0, _r), forall(_G, near))), _n, _F, _W, total=True)


# -- probability ----------------------------------------------------------------------------------


def _probability() -> Term:
    """P(A) := E ω. 1[A ω]"""
    return _define("probability", app(E, lam(_w, app(INDICATOR, app(_A, _w)))), E, _A)


def _conditional() -> Term:
    """E[X | A] := E ω. X ω·1[A ω] / P(A)"""
    variable = var("X", RV)
    total = app(E, lam(_w, mul(app(variable, _w), app(INDICATOR, app(_A, _w)))))
    return _define("conditional", div(total, app(PROBABILITY, E, _A)), E, variable, _A)


def _in_probability() -> Term:
    """in_probability a X L := ∀ε>0. tends a (n ↦ P(|X n − L| ≥ ε)) 0"""
    family = var("X", fun(INT, OMEGA, REAL))
    far = lam(_w, le(_e, app(ABS, sub(app(family, _n, _w), _L))))
    body = forall(_e, imp(lt(0, _e), app(TENDS, _a, lam(_n, app(PROBABILITY, E, far)), number(0))))
    return _define("in_probability", body, E, _a, family, _L)


def _uniform() -> Term:
    """uniform n X := for every f, f(X) is integrable and E f(X) = mean n f: X is drawn uniformly from 1, …, n"""
    draw = var("X", fun(OMEGA, INT))
    value = lam(_w, app(_f, app(draw, _w)))
    return _define("uniform", forall(_f, conj(app(I, value), eq(app(E, value), app(MEAN, _n, _f)))), E, I, _n, draw)


@functools.cache
def mutually_independent(values: Type, outside: Term) -> Term:
    """mutually a b X := ∀ a≤i≤b. X i is independent of the others, (X j)_{a≤j≤b, j≠i}, frozen to a constant elsewhere"""
    family, j = var("X", fun(INT, OMEGA, values)), var("j", INT)
    inside = conj(le(_a, j), le(j, _b), ne(j, _i))
    others = lam(_w, lam(j, op("ite", inside, app(family, j, _w), outside)))
    alone = app(independent(values, fun(INT, values)), E, I, app(family, _i), others)
    return _define("mutually", forall(_i, imp(le(_a, _i), le(_i, _b), alone)), E, I, _a, _b, family, total=True)


INDICATOR = _indicator()
TENDS, DIVERGES, BOUNDED_SUMS = _tends(), _diverges(), _bounded_sums()
COUNT, GREATEST, MEAN = _count(), _greatest(), _mean()
MAXIMUM, MINIMUM = _extreme("maximum", MAX), _extreme("minimum", MIN)
GRAD, NORM, LOCAL_MINIMUM = _grad(), _norm(), _local_minimum()
PROBABILITY = _probability()
CONDITIONAL = _conditional()
IN_PROBABILITY, UNIFORM = _in_probability(), _uniform()
MUTUAL_DRAWS = mutually_independent(INT, integer(0))


# -- how they are printed ---------------------------------------------------------------------------

Printed = tuple[str, int]


def _limit(show: Printer, args: Sequence[Term]) -> Printed:
    """lim f = L, or ∞ for a sequence that diverges"""
    with show.scope():
        _, name, body = show.opened(args[1])
        shown = show.at(body, TERM)
    value = show.show(args[2]) if len(args) > 2 else ("∞" if show.plain else r"\infty")
    head = f"lim[{name} → ∞]" if show.plain else rf"\lim_{{{name} \to \infty}}"
    return f"{head} {shown} = {value}", 0


def _sums(show: Printer, args: Sequence[Term]) -> Printed:
    with show.scope():
        _, name, body = show.opened(args[1])
        taken = {name, *(show.symbol(var(*v)) for a in args for v in a.free), *show.names.values()}
        last = next(letter for letter in ("N", "M", "L", "N'") if letter not in taken or letter == "N'")
        total = show.fold("Σ", name, show.show(args[0]), last, show.at(body, TERM))
    return f"{show.opening('the sums')}{total}{show.words('are bounded')}".rstrip(), 0


def _one(show: Printer, args: Sequence[Term]) -> Printed:
    return show.brackets("1" if show.plain else r"\mathbf{1}", show.show(args[0])), ATOM


def _range(show: Printer, name: str, args: Sequence[Term]) -> str:
    sign = show.relations["le"]
    return f"{show.show(args[0])} {sign} {name} {sign} {show.show(args[1])}"


def _number_of(show: Printer, args: Sequence[Term]) -> Printed:
    with show.scope():
        _, name, body = show.opened(args[2])
        members = show.braces(f"{_range(show, name, args)} : {show.show(body)}")
    return (f"#{members}" if show.plain else show.enclosed("abs", members)), ATOM


def _over_range(sign: str) -> Writer:
    def write(show: Printer, args: Sequence[Term]) -> Printed:
        with show.scope():
            _, name, body = show.opened(args[2])
            shown, within = show.at(body, TERM), _range(show, name, args)
        return (f"{sign}[{within}] {shown}" if show.plain else rf"\{sign}_{{{within}}} {shown}"), TERM

    return write


def _greatest_value(show: Printer, args: Sequence[Term]) -> Printed:
    with show.scope():
        _, name, body = show.opened(args[0])
        shown = show.at(body, TERM)
    head = f"max[{name}]" if show.plain else rf"\max_{{{name}}}"
    return f"{head} {shown} = {show.show(args[1])}", 0


def _average(show: Printer, args: Sequence[Term]) -> Printed:
    with show.scope():
        _, name, body = show.opened(args[1])
        total = show.fold("Σ", name, "1", show.show(args[0]), show.at(body, TERM))
    return f"{show.fraction('1', show.show(args[0]))}{show.thin}{total}", TERM


def _minimiser(words: str) -> Writer:
    """x̄ minimises J(ȳ) among ȳ with C(ȳ)"""

    def write(show: Printer, args: Sequence[Term]) -> Printed:
        objective, condition, *values = args
        names: list[str] = []
        at = ", ".join(show.show(v) for v in values)
        with show.scope():
            for _ in values:
                v, name, objective = show.opened(objective)
                condition = normal(app(condition, v))
                names.append(name)
            among = f"{show.words('among')}{_tuple(names)}{show.words('with')}{show.show(condition)}"
            return f"{_tuple([at], len(values))}{show.words(words)}{show.at(objective, TERM)}{among}", -1

    return write


def _tuple(names: Sequence[str], size: int = 0) -> str:
    return f"({', '.join(names)})" if max(size, len(names)) > 1 else names[0]


def _statement(show: Printer, sign: str, function: Term, at: Term, value: str) -> Printed:
    """∇f = g, or with the place where it is not the variable itself."""
    place = show.show(at)
    with show.scope():
        _, name, body = show.opened(function)
        shown = show.at(body, TERM)
    nabla = {"grad": (f"∇[{name}]", rf"\nabla_{{{name}}}"), "d": (f"d/d{name}", rf"\frac{{d}}{{d {name}}}")}[sign]
    if show.plain:
        return f"{nabla[0]} {shown}{'' if place == name else f' at {name} = {place}'} is {value}", 0
    if place == name:
        return rf"{nabla[1]} {shown} = {value}", 0
    return rf"\left. {nabla[1]} {shown} \right|_{{{name} = {place}}} = {value}", 0


def _derivative(show: Printer, args: Sequence[Term]) -> Printed:
    function, at, value = args
    if function.op == "var" and function not in show.hints.names:
        return f"{show.call(show.show(function) + chr(39), show.show(at))} = {show.show(value)}", 0
    return _statement(show, "d", function, at, show.show(value))


def _gradient(show: Printer, args: Sequence[Term]) -> Printed:
    *sizes, function, at, value = args
    value = _entries(sizes, value)
    if function.op == "var":
        nabla = "∇" if show.plain else r"\nabla "
        return f"{nabla}{show.call(show.show(function), show.show(at))} = {show.show(value)}", 0
    return _statement(show, "grad", function, at, _entry(show, value))


def within(indices: Sequence[Term], sizes: Sequence[Term], entry: Term) -> Term:
    """The entry, and 0 beyond the sizes."""
    bounds = [b for i, n in zip(indices, sizes, strict=True) for b in (le(1, i), le(i, n))]
    return op("ite", conj(*bounds), entry, number(0))


def _entries(sizes: Sequence[Term], value: Term) -> Term:
    """Entries without the 0 beyond the sizes, where a gradient has none."""
    indices = [var(f"·{k}", INT) for k in range(len(sizes))]
    here = normal(app(value, *indices))
    if here.op != "ite" or here is not within(indices, sizes, here.args[1]):
        return value
    out = here.args[1]
    for i in reversed(indices):
        out = lam(i, out)
    return normal(out)


def _entry(show: Printer, value: Term) -> str:
    """A vector as such, where it has a name; otherwise, and a matrix, by its entries."""
    if value.op != "lam" or value.args[0].op != "lam" and show.mapsto not in show.show(value):
        return show.show(value)
    names = []
    with show.scope():
        while value.op == "lam":
            _, name, value = show.opened(value)
            names.append(name)
        return show.sub(show.group(show.show(value)), ",".join(names))


def _enclosed_norm(show: Printer, args: Sequence[Term]) -> Printed:
    return show.enclosed("norm", show.show(args[1])), ATOM


def _local(show: Printer, args: Sequence[Term]) -> Printed:
    return f"{show.show(args[2])}{show.words('is a local minimum of')}{show.show(args[1])}", 0


def _chance(show: Printer, args: Sequence[Term]) -> Printed:
    return show.call("P" if show.plain else r"\mathbb{P}", show.show(args[1])), ATOM


def _mean_given(show: Printer, args: Sequence[Term]) -> Printed:
    bar = " | " if show.plain else r" \mid "
    return show.brackets("E" if show.plain else r"\mathbb{E}", f"{show.show(args[1])}{bar}{show.show(args[2])}"), ATOM


def _to_in_probability(show: Printer, args: Sequence[Term]) -> Printed:
    with show.scope():
        _, name, body = show.opened(args[2])
        shown, to = show.show(body), "→" if show.plain else r"\to"
        infinity = "∞" if show.plain else r"\infty"
        when = f"{show.words('in probability as')}{name} {to} {infinity}"
        return f"{shown} {to} {show.show(args[3])}{when}", 0


def _is_uniform(show: Printer, args: Sequence[Term]) -> Printed:
    dots = "…" if show.plain else r"\ldots"
    return f"{show.show(args[3])}{show.words('is uniform on')}{show.braces(f'1, {dots}, {show.show(args[2])}')}", 0


def _are_mutual(show: Printer, args: Sequence[Term]) -> Printed:
    with show.scope():
        _, name, body = show.opened(args[4])
        words = show.words("are mutually independent for")
        return f"{show.show(body)}{words}{_range(show, name, args[2:4])}", 0


WRITERS.update({
    "tends": _limit, "diverges": _limit, "bounded_sums": _sums, "indicator": _one, "count": _number_of,
    "maximum": _over_range("max"), "minimum": _over_range("min"), "greatest": _greatest_value,
    "mean": _average, "minimises": _minimiser("minimises"), "unique_minimiser": _minimiser("is the only minimiser of"),
    "grad": _gradient, "matrix_grad": _gradient, "deriv": _derivative, "norm": _enclosed_norm, "local_minimum": _local,
    "conditional": _mean_given, "probability": _chance,
    "in_probability": _to_in_probability, "uniform": _is_uniform, "mutually": _are_mutual,
})

__all__ = ["BOUNDED_SUMS", "CONDITIONAL", "COUNT", "DERIV", "DIVERGES", "GRAD", "GREATEST", "INDICATOR",
           "IN_PROBABILITY", "LOCAL_MINIMUM", "MAXIMUM", "MEAN", "MINIMUM", "MUTUAL_DRAWS", "NORM", "PROBABILITY", "RV",
           "SEQUENCE", "SET", "TENDS", "UNIFORM", "minimises", "mutually_independent", "unique_minimiser"]
