"""Random terms and theorems there and back: LaTeX and its independent reader, certificates and the second checker, SymPy."""

from __future__ import annotations

from collections import Counter
from typing import Any

import fuzz_terms
import pytest
import sympy as sp
from fuzz_model import Point, Unknown
from fuzz_terms import Terms
from fuzz_walk import Walk
from likeness import likeness
from printed_meaning import Meaning

from proofs import family, function, integer, random_variable, real
from proofs.certificates.writer import Writer
from proofs.kernel import INT, PROP, REAL, Term, defined, normal
from proofs.language.door import Door
from proofs.language.errors import AuthorError
from proofs.language.export import to_sympy
from proofs.language.hints import Hints
from proofs.language.show import latex
from proofs.recheck import File, Refused
from proofs.recheck import Term as Reread
from proofs.theories.expectation import E

SYMBOLS = {**{v: real(v.data[0]) for v in fuzz_terms.REALS}, **{v: integer(v.data[0]) for v in fuzz_terms.INTS},
           fuzz_terms.FAMILY: family("a"), fuzz_terms.FUNCTION: function("f", "real"),
           **{v: random_variable(v.data[0]) for v in fuzz_terms.RVS}}
NO_NUMBER = frozenset().union(*[v.free for v in (fuzz_terms.POINT, fuzz_terms.STATEMENT, E, *fuzz_terms.RVS)])
OTHER_NAMES = ("relu(", "f(")  # SymPy's functions, which a question reads as families at whole numbers


def hints() -> Hints:
    new = Hints()
    new.symbols.update(SYMBOLS)
    return new


@pytest.mark.parametrize("ty", [REAL, INT, PROP], ids=str)
def test_what_is_printed_is_read_back(ty: Any) -> None:
    """Up to the order of + and ·, the place of minus signs and a/b against a·b⁻¹: see `likeness`."""
    wrong = []
    for seed in range(700):
        t = Terms(seed).of(ty)
        if t.free.isdisjoint(fuzz_terms.STATEMENT.free):  # a letter for a statement has no print
            shown = latex(t, hints())
            if likeness(Meaning(hints(), [t]).of(shown, t.type)) != likeness(normal(t)):
                wrong.append(f"{shown} is not {t}")
    assert not wrong


def alike(t: Term, other: Reread) -> bool:
    """Is what the second checker has read the term that was written?  Neither side's equality is used."""
    todo, seen = [(t, other)], set[tuple[Term, int]]()
    while todo:
        a, b = todo.pop()
        if (a, id(b)) in seen:
            continue
        seen.add((a, id(b)))
        parts, others = a.args, b.parts
        if a.op == b.kind == "const":  # name, whether it is total, body
            if (a.data.name, a.data.total) != b.data[:2]:
                return False
            parts, others = (a.data.body,), b.data[2:]
        if a.op != b.kind or len(parts) != len(others) or a.op == "num" and list(a.data[:2]) != list(b.data[:2]):
            return False
        if a.op in ("var", "bound") and a.data[0] != b.data[0]:
            return False
        todo += zip(parts, others, strict=True)
    return True


def test_theorems_are_accepted_as_what_they_are() -> None:
    """Whatever random rules conclude, the second checker concludes from their certificates."""
    count = Counter[str]()
    for seed in range(12):
        for th in Walk(seed).run(250).pool:
            w, file = Writer(), File()
            n = w.theorem(th)
            for line in w.lines:
                file.line(line)
            again = file.found[n]
            assert alike(th.concl, again.concl), str(th)
            assert len(th.hyps) == len(again.hyps) and all(any(alike(h, g) for g in again.hyps) for h in th.hyps), str(th)
            count[th.rule] += 1
    assert len(count) > 20 and count.total() > 600


def test_a_theorem_that_is_changed_is_not_accepted_as_it_was() -> None:
    """The comparison sees a changed number."""
    th = next(th for th in Walk(1).run(50).pool if any(line.startswith('["num",[2,1]') for line in _lines(th)))
    file, lines = File(), _lines(th)
    with pytest.raises((Refused, AssertionError)):
        for line in lines:
            file.line(line.replace('["num",[2,1]', '["num",[5,1]'))
        assert alike(th.concl, file.found[-1].concl)


def _lines(th: Any) -> list[str]:
    w = Writer()
    w.theorem(th)
    return w.lines


def there_and_back(t: Term) -> Term | None:
    """The term as SymPy's expression, read again; None where SymPy finds it undefined, or has no word for it."""
    try:
        e = to_sympy(t, hints())
    except (AuthorError, TypeError):  # SymPy compares with its zoo
        return None
    if e.has(sp.zoo, sp.nan, sp.I, sp.oo, sp.ITE) or any(name in str(e) for name in OTHER_NAMES):
        return None
    door = Door()
    door.plain = True
    return door.real(sp.sympify(e))


def value(p: int, t: Term) -> Any:
    """The value at a point, where the term is defined and rational there."""
    point = Point(p)
    if point.truth(defined(t)) is not True:
        return None
    try:
        point.steps = 0
        return point.of(t)
    except Unknown:
        return None


def test_sympy_means_the_same_where_both_are_defined() -> None:
    compared = 0
    for seed in range(1500):
        t = Terms(seed).real(4)
        back = there_and_back(t) if t.free.isdisjoint(NO_NUMBER) else None
        if back is not None:
            pairs = [(a, b) for p in range(8) if (a := value(p, t)) is not None and (b := value(p, back)) is not None]
            assert all(a == b for a, b in pairs), f"{t} came back as {back}"
            compared += bool(pairs)
    assert compared > 350
