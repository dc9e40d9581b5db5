"""Certificates made to deceive: each is refused, and for the stated reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from mutants import dumped, fitted

from proofs.recheck import File, Refused, recheck


class Lines:
    """A certificate in the making: each method gives the number of its line."""

    def __init__(self) -> None:
        self.rows: list[Any] = [["certificates", 1]]
        self.int, self.real, self.prop = (self(kind) for kind in ("Int", "Real", "Prop"))
        self.zero, self.one = (self("num", [n, 1], self.real) for n in (0, 1))
        self.false = self("false")
        self.x, self.y = (self("var", name, self.real) for name in "xy")

    def __call__(self, kind: str, *references: Any) -> int:
        data, *numbers = references if kind in WITH_DATA else (0, *references)
        row = [kind, data, *numbers]
        if row not in self.rows:
            self.rows.append(row)
        return self.rows.index(row)

    def bound(self, kind: str, body: int, ty: int | None = None) -> int:
        return self(kind, self("lam", self.real if ty is None else ty, body))

    def text(self) -> str:
        return "\n".join(dumped(row) for row in [*self.rows, ["end", [0, sha256(b"").hexdigest()]]])


WITH_DATA = {"var", "bound", "num", "const", "prop", "rewrite", "order", "sequent"}
ATTACKS: list[tuple[str, Callable[[Lines], object]]] = []
TEXTS: list[tuple[str, str, Callable[[str], str]]] = []


def steps(reason: str) -> Callable[[Callable[[Lines], object]], Callable[[Lines], object]]:
    """An attack by steps; the last one is refused for this reason."""

    def add(f: Callable[[Lines], object]) -> Callable[[Lines], object]:
        ATTACKS.append((reason, f))
        return f

    return add


def of_file(reason: str) -> Callable[[Callable[[str], str]], Callable[[str], str]]:
    """An attack on a good file: what is made of it is refused for this reason."""

    def add(f: Callable[[str], str]) -> Callable[[str], str]:
        TEXTS.append((reason, f.__name__, f))
        return f

    return add


# -- false theorems ------------------------------------------------------------------


@steps("not a propositional consequence")
def discharge_of_its_own_conclusion(w: Lines) -> object:
    return w("prop", 1, w.false, w.false, w("hyp", w.false))


@steps("the variable is free where it must not be")
def generalise_over_an_assumed_variable(w: Lines) -> object:
    return w("forall_intro", w.x, w("hyp", w("eq", w.x, w.zero)))


@steps("the value has another type than the variable")
def specialise_at_another_type(w: Lines) -> object:
    everywhere = w.bound("all", w("le", w("bound", 0, w.real), w.zero))
    return w("forall_elim", w("hyp", everywhere), w("num", [1, 1], w.int))


@steps("the witness gives another statement")
def another_witness(w: Lines) -> object:
    goal = w.bound("ex", w("lt", w("bound", 0, w.real), w.zero))
    return w("exists_intro", goal, w.one, w("hyp", w("lt", w.x, w.zero)))


@steps("the variable is free where it must not be")
def witness_free_in_the_existential_itself(w: Lines) -> object:
    differs = w("not", w("eq", w("bound", 0, w.real), w.x))
    some, here = w("hyp", w.bound("ex", differs)), w("hyp", w("not", w("eq", w.x, w.x)))
    return w("exists_elim", w.x, some, here)


@steps("not equal by computation")
def capture_by_reduction(w: Lines) -> object:
    """(λx. λy. x) z is λy. z, and not λy. y."""
    const = w("lam", w.real, w("lam", w.real, w("bound", 1, w.real)))
    return w("refl", w("app", const, w.x), w("lam", w.real, w("bound", 0, w.real)))


@steps("not equal by computation")
def another_statement_by_conversion(w: Lines) -> object:
    return w("convert", w("lt", w.x, w.zero), w("hyp", w("le", w.x, w.zero)))


@steps("the equation must bind what the place is under")
def rewrite_a_bound_variable_by_a_free_equation(w: Lines) -> object:
    inside = w.bound("all", w("le", w("bound", 0, w.real), w.x))
    return w("rewrite", [[0, 0, 1]], w("hyp", inside), w("hyp", w("eq", w.x, w.y)))


@steps("a divisor is not known to be nonzero")
def one_over_zero(w: Lines) -> object:
    return w("field", w("div", w.zero, w.zero), w.one)


@steps("a divisor is not known to be nonzero")
def cancel_what_may_be_zero(w: Lines) -> object:
    return w("field", w("div", w.x, w.x), w.one)


@steps("a divisor is not known to be nonzero")
def negative_power_of_what_may_be_zero(w: Lines) -> object:
    n = w("num", [-1, 1], w.int)
    return w("field", w("mul", w("pow", w.x, n), w.x), w.one)


@steps("the two sides differ")
def split_an_exponent_that_may_be_negative(w: Lines) -> object:
    n, m = (w("var", name, w.int) for name in "nm")
    return w("field", w("pow", w.x, w("add", n, m)), w("mul", w("pow", w.x, n), w("pow", w.x, m)))


@steps("a side condition must be d ≠ 0 or a ≤ b")
def a_strict_bound_as_side_condition(w: Lines) -> object:
    return w("field", w("div", w.x, w.x), w.one, w("hyp", w("lt", w.zero, w.x)))


@steps("only an equation may have a negative coefficient or a multiplier")
def negative_coefficient(w: Lines) -> object:
    return w("order", [1, [-1, 1, [0], 0, 0]], w("le", w("neg", w.x), w.zero), w("hyp", w("le", w("neg", w.x), w.zero)))


@steps("a summand is made of whole numbers")
def a_denominator_below_zero(w: Lines) -> object:
    return w("order", [0, [1, -1, [], 0, 0]], w("le", w.one, w.zero))


@steps("the witness is not strict")
def a_square_is_positive(w: Lines) -> object:
    return w("order", [0, [1, 1, [], 1, 0]], w("lt", w.zero, w("mul", w.x, w.x)), w.x)


@steps("the witness does not give the goal")
def rounding_of_a_real(w: Lines) -> object:
    half = w("num", [1, 2], w.real)
    return w("order", [1, [1, 1, [0], 0, 0]], w("le", w.one, w.x), w("hyp", w("le", half, w.x)))


@steps("the base proves another statement")
def induction_from_another_start(w: Lines) -> object:
    t, two = w("var", "t", w.int), w("num", [2, 1], w.int)
    phi = w("le", two, t)
    base = w("order", [0], w("le", two, two))
    return w("induct", t, w("num", [0, 1], w.int), phi, base, w("hyp", phi))


@steps("the variable is free where it must not be")
def induction_over_its_own_start(w: Lines) -> object:
    t = w("var", "t", w.int)
    return w("induct", t, t, w("le", t, t), w("hyp", w.false), w("hyp", w.false))


@steps("a type without Ω is expected")
def instance_at_functions_of_omega(w: Lines) -> object:
    return w("type_instance", w("fun", w("Ω"), w.real), w("hyp", w.false))


@steps("only numbers are ordered")
def trichotomy_of_formulas(w: Lines) -> object:
    return w("trichotomy", w.prop)


# -- terms -------------------------------------------------------------------------------


@steps("a formula is expected")
def loose_hypothesis(w: Lines) -> object:
    return w("hyp", w("le", w("bound", 0, w.real), w.zero))


@steps("a closed term is expected")
def loose_field(w: Lines) -> object:
    loose = w("bound", 3, w.real)
    return w("field", loose, loose)


@steps("a bound variable is used at another type")
def binder_at_another_type_than_its_variable(w: Lines) -> object:
    return w("lam", w.int, w("bound", 0, w.real))


@steps("eq does not apply to these parts")
def equation_of_formulas(w: Lines) -> object:
    return w("eq", w.false, w.false)


@steps("a number is an integer or real")
def half_an_integer(w: Lines) -> object:
    return w("num", [1, 2], w.int)


@steps("a number is a fraction in lowest terms")
def nothing_over_nothing(w: Lines) -> object:
    return w("num", [0, 0], w.real)


@steps("the body of a constant has free variables")
def constant_with_a_free_variable(w: Lines) -> object:
    return w("const", ["c", True], w.x)


@steps("Ω occurs in the body but not in the type")
def constant_that_hides_the_sample_type(w: Lines) -> object:
    omega = w("Ω")
    return w("const", ["c", True], w.bound("all", w("eq", w("bound", 0, omega), w("bound", 0, omega)), omega))


@steps("a theorem is expected")
def formula_in_place_of_a_theorem(w: Lines) -> object:
    return w("prop", 0, w.false, w.false)


@steps("a formula is expected")
def theorem_in_place_of_a_formula(w: Lines) -> object:
    return w("hyp", w("hyp", w.false))


@steps("terms are expected")
def theorem_inside_a_formula(w: Lines) -> object:
    return w("not", w("hyp", w.false))


# -- too much -------------------------------------------------------------------------------


@steps("a term is too deep")
def deep_term(w: Lines) -> object:
    t = w.x
    for _ in range(2_000):
        w.rows.append(["neg", 0, t])
        t = len(w.rows) - 1
    return t


@steps("a type is too large")
def large_type(w: Lines) -> object:
    t = w.real
    for _ in range(10):
        t = w("fun", t, t)
    return t


@steps("an exponent is too large")
def huge_power(w: Lines) -> object:
    power = w("pow", w("num", [2, 1], w.real), w("num", [10**12, 1], w.int))
    return w("field", power, power)


@steps("a product is too large")
def repeated_squares(w: Lines) -> object:
    t = w("num", [10**3999, 1], w.real)
    for _ in range(40):
        t = w("mul", t, t)
    return w("field", t, t)


@steps("a product is too large")
def large_product(w: Lines) -> object:
    t = w.x
    for n in range(12):
        factor = w("add", w.one, w("var", f"z{n}", w.real))
        t = factor if n == 0 else w("mul", t, factor)
    return w("field", w("mul", t, t), w.one)


@steps("too deep")
def tower_of_applications(w: Lines) -> object:
    """Church numerals: two two two two two, 65,536 times s"""
    ty, twos = w.real, []
    for _ in range(5):
        f = w("fun", ty, ty)
        inner = w("app", w("bound", 1, f), w("bound", 0, ty))
        twos.append(w("lam", f, w("lam", ty, w("app", w("bound", 1, f), inner))))
        ty = f
    tower = twos[4]
    for two in reversed(twos[:4]):
        tower = w("app", tower, two)
    applied = w("app", w("app", tower, w("var", "s", w("fun", w.real, w.real))), w.x)
    return w("refl", applied, w.x)


@pytest.mark.parametrize("reason, attack", ATTACKS, ids=[f.__name__ for _, f in ATTACKS])
def test_steps(reason: str, attack: Callable[[Lines], object]) -> None:
    w = Lines()
    attack(w)
    with pytest.raises(Refused, match=reason) as e:
        recheck(w.text().split("\n"))
    assert "deep" in reason or str(e.value).startswith(f"line {len(w.rows) - 1}: ")  # the last step, and none before it


# -- files -----------------------------------------------------------------------------------


def refitted(text: str, change: Callable[[list[Any]], object]) -> str:
    """A file after a change of its rows, with addresses that fit."""
    rows = [json.loads(line) for line in text.split("\n")]
    change(rows)
    file = File()
    out = []
    for row in rows:
        out.append(dumped(fitted(row, file)))
        file.line(out[-1])
    return "\n".join(out)


def last(text: str, kind: str) -> str:
    return [line for line in text.split("\n") if line.startswith(f'["{kind}"')][-1]


@of_file("the address is not that of the sequent")
def forged_address(text: str) -> str:
    row = json.loads(last(text, "proved"))
    return text.replace(row[1][1], "0"*64)


@of_file("the last line does not name the claims of this file")
def claim_taken_out(text: str) -> str:
    return text.replace(last(text, "refuted") + "\n", "")


@of_file("only earlier lines can be named")
def cycle(text: str) -> str:
    return text.replace('["add",0,45,46]', '["add",0,45,47]')


@of_file("only earlier lines can be named")
def missing_parent(text: str) -> str:
    return text.replace('["add",0,45,46]', '["add",0,45,460000]')


@of_file("only earlier lines can be named")
def counted_from_the_end(text: str) -> str:
    return text.replace('["add",0,45,46]', '["add",0,45,-1]')


@of_file("this checker reads version 1")
def another_version(text: str) -> str:
    return text.replace('["certificates",1]', '["certificates",2]')


@of_file("the first line must be")
def no_version(text: str) -> str:
    return text.partition("\n")[2]


@of_file("the last line is missing")
def cut_off(text: str) -> str:
    return text.rpartition("\n")[0]


@of_file("there are lines after the last one")
def more_after_the_end(text: str) -> str:
    return text + '\n["Int",0]'


@of_file("unknown rule or kind 'gap'")
def admitted_step(text: str) -> str:
    return text.replace('["hyp",0,', '["gap",0,', 1)


@of_file("in the shortest form")
def other_spelling(text: str) -> str:
    return text.replace('["Int",0]', '["Int", 0]')


@of_file("1.0 is not exact")
def a_float(text: str) -> str:
    return text.replace('["num",[1,1],1]', '["num",[1.0,1],1]')


@of_file("NaN is not exact")
def not_a_number(text: str) -> str:
    return text.replace('["num",[1,1],1]', '["num",[NaN,1],1]')


@of_file("a number is a fraction in lowest terms")
def true_in_place_of_one(text: str) -> str:
    return text.replace('["num",[1,1],1]', '["num",[true,1],1]')


@of_file("a number is too long")
def huge_number(text: str) -> str:
    return text.replace('["num",[1,1],1]', f'["num",[1{"0"*5_000},1],1]')


@of_file("too deep")
def deep_list(text: str) -> str:
    return text.replace('["num",[1,1],1]', "["*100_000 + "]"*100_000)


@of_file("not a line of this format")
def no_list(text: str) -> str:
    return text.replace('["num",[1,1],1]', "num 1")


@pytest.mark.parametrize("reason, attack", [(r, f) for r, _, f in TEXTS], ids=[name for _, name, _ in TEXTS])
def test_files(reason: str, attack: Callable[[str], str], texts: dict[str, str]) -> None:
    text = texts["ewa"].removesuffix("\n")
    deceiving = attack(text)
    assert deceiving != text
    with pytest.raises(Refused, match=reason):
        recheck(deceiving.split("\n"))


CLAIMS = {  # what is put in the place of a part of a claim: another theorem of the file
    "the theorem is not the statement": ("proved", 3), "definedness was proved of something else": ("proved", 4),
    "the instance is of something else": ("proved", 5), "the theorem refutes something else": ("refuted", 3)}


@pytest.mark.parametrize("reason", CLAIMS)
def test_claims(reason: str, texts: dict[str, str]) -> None:
    kind, place = CLAIMS[reason]

    def change(rows: list[Any]) -> None:
        row = [row for row in rows if row[0] == kind][-1]
        row[place] = next(n for n, other in enumerate(rows) if other[0] == "hyp")

    with pytest.raises(Refused, match=reason):
        refitted(texts["ewa"].removesuffix("\n"), change)


def test_the_builder_can_make_what_is_accepted() -> None:
    """So the attacks fail for their last step, and not for the way they are written."""
    w = Lines()
    nonzero = w("hyp", w("not", w("eq", w.x, w.zero)))
    w("field", w("div", w.x, w.x), w.one, nonzero)
    w("order", [0, [1, 1, [], 1, 0]], w("le", w.zero, w("mul", w.x, w.x)), w.x)
    assert recheck(w.text().split("\n")).steps == 3
