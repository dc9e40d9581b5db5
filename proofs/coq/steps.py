"""Recorded steps as proof terms of Coq: one function for each rule of the kernel.

The proof of a sequent is a term in which its free variables and its hypotheses are free, under names that depend on
them alone; so a step is written inside the next one, unless several use it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from ..recheck import REAL, ROWS, RULES, Refused, Term, Theorem, _replaced, filled, op
from .arithmetic import Goal, Reader, definition, goal, made_nonzero
from .powers import Known, Powers, symbolic
from .printing import Names, Printer, about_omega, type_text
from .propositional import Prover


class Step(NamedTuple):
    """A line of a certificate that is a theorem: its rule, its data, what it refers to, and what it proves."""

    kind: str
    data: Any
    parts: tuple[Any, ...]  # terms, types, and proofs of theorems
    theorem: Theorem


class Proof(NamedTuple):
    """A proof term, and the free variables in it."""

    text: str
    free: frozenset[Any]
    omega: bool
    theorem: Theorem
    depth: int
    computed: bool = False  # an equation whose sides are equal for Coq's computation


class Arithmetic:
    """The arithmetic steps, each content once, as definitions before the proofs."""

    def __init__(self) -> None:
        self.names: dict[tuple[str, str], str] = {}
        self.definitions: list[str] = []

    def name(self, step: Goal) -> str:
        key = step.data, step.statement
        if key not in self.names:
            self.names[key] = f"a{len(self.names)}"
            self.definitions.append(definition(self.names[key], step))
        return self.names[key]


class Writer:
    """Proof terms of steps."""

    def __init__(self, names: Names, arithmetic: Arithmetic) -> None:
        self.printer = Printer(names)
        self.arithmetic = arithmetic
        self.labels: dict[Term, str] = {}

    def label(self, phi: Term) -> str:
        """The name of a hypothesis."""
        return self.labels.setdefault(phi, f"h{len(self.labels)}")

    def write(self, step: Step) -> Proof:
        """The proof of a step from the proofs of those it refers to."""
        text = WRITERS[step.kind](self, step)
        proofs = [p for p in step.parts if isinstance(p, Proof)]
        terms = [p for p in step.parts if isinstance(p, Term)]
        free = frozenset().union(*[p.free for p in proofs], *[t.free for t in terms])
        omega = any(p.omega for p in proofs) or any(map(about_omega, [*terms, step.theorem.concl, *step.theorem.hyps]))
        computed = step.kind == "refl" or step.kind in ("forall_intro", "forall_elim") and proofs[0].computed
        return Proof(text, free, omega, step.theorem, 1 + max([p.depth for p in proofs], default=0), computed)

    def show(self, t: Term) -> str:
        return self.printer.term(t)

    def variable(self, x: Term) -> str:
        return self.printer.variable(x.data)

    # -- logic ------------------------------------------------------------------------------------------------------------

    def hyp(self, s: Step) -> str:
        return self.label(s.parts[0])

    def prop(self, s: Step) -> str:
        discharged, premises = s.parts[1:1 + s.data], s.parts[1 + s.data:]
        known = [(p.theorem.concl, tuple(d for d in discharged if d in p.theorem.hyps), f"@{i}@")
                 for i, p in enumerate(premises)]
        functions = frozenset(f"@{i}@" for i, p in enumerate(premises) if p.text.startswith("(fun "))
        text = Prover(self.show, self.label, functions).prove(known, s.theorem.concl)
        before = ""
        for i, p in enumerate(premises):
            mark = f"@{i}@"
            if text.count(mark) > 1 and " " in p.text and not known[i][1]:
                before += f"let p{i} := {p.text} in "
                text = text.replace(mark, f"p{i}")
            text = text.replace(mark, p.text)
        return f"({before}{text})" if before else text

    def forall_intro(self, s: Step) -> str:
        x, p = s.parts
        return f"(fun {self.variable(x)} : {type_text(x.data[1])} => {p.text})"

    def forall_elim(self, s: Step) -> str:
        p, *values = s.parts
        return f"({p.text} {' '.join(map(self.show, values))})"

    def exists_intro(self, s: Step) -> str:
        phi, witness, p = s.parts
        f = phi.parts[0]
        return f"(@ex_intro {type_text(f.data)} {self.show(f)} {self.show(witness)} {p.text})"

    def exists_elim(self, s: Step) -> str:
        x, some, p = s.parts
        f = some.theorem.concl.parts[0]
        inside = self.label(filled(f, x))
        arm = f"(fun {self.variable(x)} {inside} => {p.text})"
        return f"(@ex_ind {type_text(f.data)} {self.show(f)} {self.show(s.theorem.concl)} {arm} {some.text})"

    def refl(self, s: Step) -> str:
        a, b = s.parts[:2]
        if a is b:
            return f"(@eq_refl {type_text(a.type)} {self.show(a)})"
        return f"(eq_refl : {self.show(s.theorem.concl)})"

    def convert(self, s: Step) -> str:
        return f"({s.parts[1].text} : {self.show(s.theorem.concl)})"

    # -- rewriting --------------------------------------------------------------------------------------------------------

    def rewrite(self, s: Step) -> str:
        p, *equations = s.parts
        text: str = p.text
        phi = p.theorem.concl
        for place, e in zip(s.data, equations):
            text = self.rewritten(text, phi, place, e)
            phi = _replaced(phi, place, e.theorem.concl)
        return text

    def rewritten(self, text: str, phi: Term, place: list[int], e: Proof) -> str:
        binders = self.binders(phi, place)
        equation = f"(fex{len(binders)} {e.text})" if binders else e.text
        if phi.kind == "eq" and place:
            side = phi.parts[place[0]]
            if len(place) > 1:
                ty = self.hole_type(side, place[1:], binders)
                equation = f"(f_equal (fun z : {ty} => {self.printer.hole(side, place[1:])}) {equation})"
            return f"(eq_trans {text} {equation})" if place[0] == 1 else f"(eq_trans (eq_sym {equation}) {text})"
        ty = self.hole_type(phi, place, binders)
        return f"(rw (fun z : {ty} => {self.printer.hole(phi, place)}) {equation} {text})"

    def binders(self, t: Term, place: list[int]) -> list[Any]:
        """The types of the binders above a place, outermost first."""
        found = []
        for i in place:
            if t.kind == "lam":
                found.append(t.data)
            t = t.parts[i]
        return found

    def hole_type(self, t: Term, place: list[int], binders: list[Any]) -> str:
        for i in place:
            t = t.parts[i]
        ty = t.type
        for b in reversed(binders):
            ty = (b, ty)
        return type_text(ty)

    # -- arithmetic -------------------------------------------------------------------------------------------------------

    def field(self, s: Step) -> str:
        _, _, *sides = s.parts
        return self.arithmetical(s.theorem.concl, sides, [], [], [])

    def order(self, s: Step) -> str:
        _, *rest = s.parts
        proofs = [p for p in rest if isinstance(p, Proof)]
        squares = [t for t in rest if isinstance(t, Term)]
        return self.arithmetical(s.theorem.concl, proofs[s.data[0]:], proofs[:s.data[0]], s.data[1:], squares)

    def arithmetical(self, wanted: Term, sides: list[Proof], premises: list[Proof], witness: list[Any],
                     squares: list[Term]) -> str:
        """A step of field or order: its symbolic powers are taken apart before."""
        known = [(p.theorem.concl, p.text) for p in sides]
        given = [(p.theorem.concl, p.text) for p in premises]
        if not any(map(symbolic, [wanted, *squares, *[phi for phi, _ in [*known, *given]]])):
            return self.prove([k for k in known if k[0].kind != "le"], given, wanted, witness, squares)
        powers = Powers(self.prove, self.nonzero, self.show)
        for phi, text in known:
            if phi.kind == "le":
                powers.bound(phi, text)
        for phi, text in known:
            if phi.kind != "le":
                powers.side(phi, text)
        made = [powers.formula(phi, text) for phi, text in given]
        terms = [powers.real(t)[0] if t.type == REAL else t for t in squares]
        if not wanted.parts or wanted.parts[0].type != REAL:
            return self.prove(powers.sides, made, wanted, witness, terms)
        goal = op(wanted.kind, *[powers.real(t)[0] for t in wanted.parts])
        return powers.back(wanted, self.prove(powers.sides, made, goal, witness, terms))

    def prove(self, sides: list[Known], premises: list[Known], wanted: Term, witness: list[Any],
              squares: list[Term] | None = None) -> str:
        """An arithmetic step without symbolic powers."""
        reader, phis = Reader(), [phi for phi, _ in premises]
        try:  # most steps divide by nothing
            found = goal(reader, [], phis, wanted, witness, squares or [])
        except Refused:
            found = goal(Reader(), [phi for phi, _ in sides], phis, wanted, witness, squares or [])
        given = [*map(self.show, found.atoms), *[sides[i][1] for i in found.used], *[text for _, text in premises]]
        name = self.arithmetic.name(found)
        return f"({name} {' '.join(given)})" if given else name

    def nonzero(self, sides: list[Known], t: Term) -> str:
        """A proof of t ≠ 0, where t is made of what is known not to be 0."""
        found = made_nonzero(Reader(), [phi for phi, _ in sides], t)
        given = [*map(self.show, found.atoms), *[sides[i][1] for i in found.used]]
        name = self.arithmetic.name(found)
        return f"({name} {' '.join(given)})" if given else name

    # -- integers, and the table ------------------------------------------------------------------------------------------

    def induct(self, s: Step) -> str:
        t, start, phi, base, step = s.parts
        x, above = self.variable(t), op("le", start, t)
        assumed = " ".join(f"({self.label(f)} : {self.show(f)})" for f in (above, phi))
        arm = f"(fun ({x} : Z) {assumed} => {step.text})"
        return f"(rule_induct (fun {x} : Z => {self.show(phi)}) {self.show(start)} {base.text} {arm})"

    def rec_base(self, s: Step) -> str:
        return f"(@rule_rec_base {self.recursion(s)} : {self.show(s.theorem.concl)})"

    def rec_step(self, s: Step) -> str:
        return f"(@rule_rec_step {self.recursion(s)} : {self.show(s.theorem.concl)})"

    def recursion(self, s: Step) -> str:
        return f"{type_text(s.parts[1].type)} {' '.join(map(self.show, s.parts))}"

    def ite_true(self, s: Step) -> str:
        return f"(@row_ite_true {type_text(s.parts[1].type)} {' '.join(map(self.show, s.parts))})"

    def ite_false(self, s: Step) -> str:
        return f"(@row_ite_false {type_text(s.parts[1].type)} {' '.join(map(self.show, s.parts))})"

    def trichotomy(self, s: Step) -> str:
        return f"(proj{2 if s.parts[0] == REAL else 1} row_trichotomy)"

    def row(self, s: Step) -> str:
        return f"(row_{s.kind} : {self.show(s.theorem.concl)})"

    def type_instance(self, s: Step) -> str:
        raise Refused("an instance of the type variable is written as a lemma of its own")


WRITERS: dict[str, Callable[[Writer, Step], str]] = {
    **{name: getattr(Writer, name) for name in RULES}, **dict.fromkeys(ROWS, Writer.row)}
