"""Bounds that polynomials carry along, and the places at which they are measured or refused: each to the number."""

from __future__ import annotations

import pytest
from short_names import ONE, ZERO, add, admitted, eq, lt, mul, power, x, y

from proofs.kernel import INT, REAL, Budget, RuleError, convert, fun, logic, num, op, refl, var
from proofs.kernel.rational import MAX_NAME, MAX_SUMMANDS, Poly, Reader, _choose, integer_form
from proofs.kernel.show import MAX_SHOWN, show
from proofs.kernel.terms import Term

LOOSE = 50, 7  # far above what x needs


def bounds(p: Poly) -> tuple[int, int]:
    """Of the degree, and of the length of the coefficients."""
    return p[1], p[2]


def reader() -> Reader:
    return Reader([x, y])


def loose(p: Poly, degree: int = LOOSE[0], bits: int = LOOSE[1]) -> Poly:
    return p[0], degree, bits


def read(t: Term) -> tuple[int, int]:
    return bounds(Reader([t]).read(t)[0])


def test_what_is_carried_along() -> None:
    assert bounds(reader().one) == (0, 1) and read(x) == (1, 1) and read(num(5)) == (0, 3) and read(ZERO) == (0, 0)
    assert read(mul(x, y)) == (2, 1 + 1 + 1), "one more for each bit of the number of terms"
    assert read(add(x, mul(x, y))) == (2, 3 + 2) and read(add(mul(x, y), x)) == (2, 3 + 2)
    assert read(add(num(9), num(2))) == (0, 4 + 2) and read(add(num(2), num(9))) == (0, 4 + 2)
    assert read(op("neg", x)) == (1, 1 + 1)
    assert read(power(x, 3)) == (3, 3*(1 + 1)) and read(power(add(x, y), 2)) == (2, 2*(3 + 2))
    three = add(add(x, y), ONE)
    assert read(mul(three, add(x, y))) == (2, 3 + 3 + 2) and read(mul(add(x, y), three)) == (2, 3 + 3 + 2)


@pytest.mark.parametrize(("degree", "bits", "found"), [
    (5_000, 7, (10_000, 15)), (5_001, 7, (2, 3)), (1, 200_000, (5_001, 400_001)), (1, 200_001, (2, 3))])
def test_products_are_measured_when_their_bounds_are_large(degree: int, bits: int, found: tuple[int, int]) -> None:
    r = reader()
    p, q = (r.read(t)[0] for t in (x, y))
    assert bounds(r.product(loose(p, 5_000, bits), loose(q, degree, 200_000 if bits > 7 else 7))) == found


def test_terms_count_in_what_is_measured() -> None:
    """100·100 terms with 40 bits are not measured, with 41 they are."""
    names = [var(f"v{i}", REAL) for i in range(100)]
    r = Reader(names)
    total = r.total([(r.read(v), True) for v in names])[0]
    assert bounds(r.product(loose(total, 3, 20), loose(total, 3, 20))) == (6, 40 + 7)
    assert bounds(r.product(loose(total, 3, 21), loose(total, 3, 20))) == (2, 2 + 7)


@pytest.mark.parametrize(("t", "e", "degree", "bits", "found"), [
    (x, 2, 50, 4_999, (100, 10_000)), (x, 2, 50, 5_000, (2, 4)), (x, 2, 5_000, 7, (10_000, 16)), (x, 2, 5_001, 7, (2, 4)),
    (x, 13, 50, 7, (650, 104)), (add(x, y), 12, 50, 7, (600, 108)), (add(x, y), 13, 50, 7, (13, 39)),
    (add(add(x, y), add(mul(x, y), ONE)), 6, 50, 7, (300, 60)), (add(add(x, y), add(mul(x, y), ONE)), 7, 50, 7, (14, 28))])
def test_powers_are_measured_when_bounds_are_large(t: Term, e: int, degree: int, bits: int, found: tuple[int, int]) -> None:
    r = reader()
    assert bounds(r.power(loose(r.read(t)[0], degree, bits), e)) == found


# -- what is refused for its size -----------------------------------------------------------------


def test_numbers_raised() -> None:
    """The length of a content times the exponent: 400·10,000 bits are accepted, 401·10,000 are not."""
    r = reader()
    one = r.one, 2**399, dict[int, int]()
    assert r._integer_power(one, 10_000)[1] == 2**3_990_000
    with pytest.raises(Budget, match="an exponent is too large"):
        r._integer_power((r.one, 2**400, {}), 10_000)


def test_counting_goes_on_at_the_bound() -> None:
    """400,001 over 2 passes 400,000 on the way, and is more."""
    assert _choose(400_001, 2) > 400_000


def total(terms: list[Term]) -> Term:
    """A balanced sum."""
    while len(terms) > 1:
        terms = [add(*terms[i:i + 2]) if i + 1 < len(terms) else terms[i] for i in range(0, len(terms), 2)]
    return terms[0]


def test_exponents_multiplied() -> None:
    e = [var(f"e{i}", INT) for i in range(137)]
    with pytest.raises(Budget, match="too large a polynomial"):  # 73·137 = 10,001
        integer_form(mul(total(e[:73]), total(e)))


def test_summands() -> None:
    """As many as are allowed, in a term whose parts are shared."""
    t, parts = x, [x]
    for _ in range(17):
        t = add(t, t)
        parts.append(t)
    allowed = total([parts[k] for k in range(17) if MAX_SUMMANDS >> k & 1])
    assert int(Reader([x]).read(allowed)[0][0].leading_coefficient()) == MAX_SUMMANDS
    with pytest.raises(Budget, match="more than 100000 summands"):
        Reader([x]).read(add(x, allowed))


def test_case_splits() -> None:
    assert not logic._in_all_cases([], eq(x, y), {eq(x, y): False}, [None]*(logic.MAX_SPLITS - 1))
    with pytest.raises(Budget, match="more than 5000 case splits"):
        logic._in_all_cases([], eq(x, y), {eq(x, y): False}, [None]*logic.MAX_SPLITS)


# -- what is shown ----------------------------------------------------------------------------------


def test_what_is_shown_is_cut_at_the_bound() -> None:
    """A sum of k variables has 4k − 3 pieces."""
    assert show(total([x]*2)) == "add(x, x)"
    assert show(total([x]*(MAX_SHOWN // 4))).endswith(")") and show(total([x]*(MAX_SHOWN // 4 + 1))).endswith("…")


def test_names_are_cut_at_the_bound() -> None:
    r = reader()
    for digits in (MAX_NAME, MAX_NAME + 1):
        number = 10**(digits - 1)
        assert r.name(r.number(number)[0][0]) == str(number)[:MAX_NAME] + (" …" if digits > MAX_NAME else "")
    long = r.read(power(add(x, y), 200))[0][0]
    words = str(long)[:MAX_NAME].rsplit(" ", 1)[0] + " …"
    assert r.name(long) == words.replace("g0", f"⟨{y}⟩" if r.index[y] == 0 else f"⟨{x}⟩").replace(
        "g1", f"⟨{x}⟩" if r.index[y] == 0 else f"⟨{y}⟩")


def test_messages_say_what_was_found_and_what_was_wanted() -> None:
    th, goal = admitted(eq(x, ZERO)), lt(x, y)
    for task, pair in ((lambda: convert(th, goal), (th.concl, goal)), (lambda: refl(x, y), (x, y))):
        with pytest.raises(RuleError) as e:
            task()
        assert e.value.found == dict(zip(("found", "wanted"), pair, strict=True))
    assert str(fun(fun(REAL, INT), REAL)) == "(Real → Int) → Real" and str(fun(INT, REAL)) == "Int → Real"
