"""Round trip: every term of the library is printed as on the sheets, read by a reader of its own, and compared.

What is printed says one thing, and it is the term that was proved: up to the order of + and ·, the place of minus signs and
a/b against a·b⁻¹ (see `likeness` for what declarations supply).
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from likeness import likeness
from printed_meaning import Meaning
from reading import Unreadable
from sympy import Eq, Sum

from derivations import MODULES
from proofs import claim, definition, family, nat, real, recurrence
from proofs.claims.claim import REGISTRY, Claim
from proofs.kernel import INT, Term, normal, num
from proofs.kernel.errors import KernelError
from proofs.language.definitions import SHOWN, Compiled
from proofs.language.printing import Printer
from proofs.language.show import latex
from proofs.language.symbols import typeset

i, n, t = nat("i"), nat("n"), nat("t")
a, b, x = real("a"), real("b"), real("x")
y = family("y")


def printed(items: tuple[Any, ...]) -> Iterator[Term]:
    """The lines and intermediate statements of a checked derivation."""
    for item in items:
        yield from (line.term for line in getattr(item, "lines", ()))
        if getattr(item, "formula", None) is not None:
            yield item.formula
        yield from printed(getattr(item, "body", ()))


def misread(terms: list[Term], hints: Any, parameters: tuple[Term, ...] = ()) -> list[str]:
    """What is not read back as it was printed."""
    meaning, out = Meaning(hints, terms), []
    for p in parameters:
        meaning.declare(typeset(p.data[0]), p)
    for t in terms:
        shown = latex(t, hints)
        try:
            if likeness(meaning.of(shown, t.type)) != likeness(normal(t)):
                out.append(f"{shown}  is read as  {meaning.of(shown, t.type)},  not  {t}")
        except (Unreadable, KernelError) as e:
            out.append(f"{shown}:  {e}")
    return out


def of_claim(claim: Claim) -> list[Term]:
    """Hypotheses, statement, and every line of the proof."""
    s = claim.sequent
    return list(dict.fromkeys([*s.hypotheses, s.statement, *printed(getattr(claim.check(), "body", ()))]))


def rows(made: Compiled) -> list[Term]:
    """What the sheet prints of a definition."""
    start = [] if made.start is None else [made.applied(num(made.start[0], INT), *made.explicit[1:]), made.start[1]]
    return [made.applied(*made.explicit), made.body, *start]


@pytest.mark.parametrize("module", MODULES)
def test_every_line_of_the_library_is_read_back(module: str) -> None:
    importlib.import_module(f"derivations.{module}")
    claims = [c for c in REGISTRY.values() if c.module == f"derivations.{module}"]
    wrong = [f"{c.name}: {line}" for c in claims for line in misread(of_claim(c), c.sequent.hints)]
    for owner, made in list(SHOWN.values()):
        if owner.body.__module__ == f"derivations.{module}":
            wrong += [f"{owner.name}: {line}" for line in misread(rows(made), made.hints, made.explicit)]
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def registry() -> Iterator[None]:
    before = dict(REGISTRY)
    yield
    REGISTRY.clear()
    REGISTRY.update(before)


def stated(statement: Any) -> Claim:
    def say():  # type: ignore[no-untyped-def]
        """As it is."""
        return statement()

    made: Claim = claim(f"round-trip-{len(REGISTRY)}", "test")(say)
    return made


WRITTEN = {
    "a sum in a product": lambda: Eq(a*(b + x), x),
    "a difference of differences": lambda: Eq(a - (b - x), x),
    "a power of a quotient": lambda: Eq((a/b)**2, x),
    "a sum after a sum": lambda: Eq(Sum(y[i], (i, 1, n)) + a, x),
    "a sum over a sum": lambda: Eq(Sum(y[i] + a, (i, 1, n)), x),
    "a product over a sum": lambda: Eq(Sum(a*y[i], (i, 1, n))*b, x),
}


@pytest.mark.parametrize("what", WRITTEN)
def test_brackets_are_where_they_must_be(what: str, registry: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read back as printed; and with the brackets left out the reader does not take it for the same."""
    made = stated(WRITTEN[what])
    terms, hints = [made.sequent.statement], made.sequent.hints
    assert misread(terms, hints) == []
    if what != "a sum after a sum":  # which has none
        monkeypatch.setattr(Printer, "group", lambda self, inside: inside)
        assert misread(terms, hints) != []


def test_other_indices_factors_and_names_are_not_taken_for_the_same(registry: None) -> None:
    made = stated(lambda: Eq(Sum(y[i]**2, (i, 1, n))/a, x))
    meaning = Meaning(made.sequent.hints, [made.sequent.statement])
    right = likeness(made.sequent.statement)
    for same in (r"\frac{\sum_{i=1}^{n} y_{i}^{2}}{a} = x", r"\frac{1}{a}\,\sum_{j=1}^{n} y_{j}^{2} = x"):
        assert (likeness(meaning.of(same, made.sequent.statement.type)) == right) is ("frac{1}" not in same)
    for other in (r"\frac{\sum_{i=1}^{n} y_{i}^{3}}{a} = x", r"\frac{\sum_{i=0}^{n} y_{i}^{2}}{a} = x", "x = a",
                  r"\sum_{i=1}^{n} \frac{y_{i}^{2}}{a} = x", r"\frac{\sum_{i=1}^{n} y_{i}^{2}}{x} = a",
                  r"\frac{(\sum_{i=1}^{n} y_{i})^{2}}{a} = x"):
        assert likeness(meaning.of(other, made.sequent.statement.type)) != right
    for nothing in ("z = x", r"\sum_{i=1}^{n} y = x", "y_{a} = x", "a b = x", r"a \le b \ge x", r"\frac{a}{b"):
        with pytest.raises((Unreadable, KernelError)):
            meaning.of(nothing, None)


def test_likeness_is_no_more_than_it_says(registry: None) -> None:
    alike = [(lambda: Eq(a + b, x), lambda: Eq(b + a, x)), (lambda: Eq(a*b, x), lambda: Eq(b*a, x)),
             (lambda: Eq(a - b, x), lambda: Eq(-b + a, x)), (lambda: Eq((-a)*b, x), lambda: Eq(-(a*b), x)),
             (lambda: Eq(a/b*x, x), lambda: Eq(a*x/b, x))]
    other = [(lambda: Eq(a*(b + x), x), lambda: Eq(a*b + a*x, x)), (lambda: Eq(a, x), lambda: Eq(x, a)),
             (lambda: Eq(a + 0, x), lambda: Eq(a, x)), (lambda: Eq(1*a, x), lambda: Eq(a, x)),
             (lambda: Eq(a*a, x), lambda: Eq(a**2, x)), (lambda: Eq(a - a, x), lambda: Eq(b - b, x)),
             (lambda: a <= x, lambda: a < x)]
    for pairs, wanted in ((alike, True), (other, False)):
        for one, two in pairs:
            left, right = (likeness(stated(s).sequent.statement) for s in (one, two))
            assert (left == right) is wanted


def test_a_name_that_is_also_a_member_of_a_family_is_refused(registry: None) -> None:
    first = real("first", latex="v_0")

    @recurrence(latex="v", start={0: first})
    def v(t):  # type: ignore[no-untyped-def]
        return a*v[t - 1]

    made = stated(lambda: Eq(v[t], first))
    with pytest.raises(Exception, match=r"first is printed v_0, as v\[0\] is"):
        _ = made.sequent


def test_a_name_without_latex_is_printed_as_one_name(registry: None) -> None:
    theta_0, width, epsilon = real("theta_0"), real("width"), real("epsilon")

    @definition()
    def mean_loss(z):  # type: ignore[no-untyped-def]
        return width*z

    made = stated(lambda: Eq(mean_loss(theta_0), epsilon))
    assert latex(made.sequent.statement, made.sequent.hints) == r"\mathrm{mean}_{\mathrm{loss}}(\theta_{0}) = \epsilon"
    assert misread([made.sequent.statement], made.sequent.hints) == []
