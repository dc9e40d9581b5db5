"""Proof terms for propositional steps: natural deduction, with a case distinction where nothing else helps."""

from __future__ import annotations

from collections.abc import Callable

from ..recheck import FALSE, Refused, Term, op

MAX_CASES = 4_000
Facts = dict[Term, str]
Discharged = tuple[Term, tuple[Term, ...], str]  # what a premise concludes, what it is discharged of, its proof


class Prover:
    """Searches proofs of goals from facts; `show` prints formulas and `label` names an assumption of a formula;
    `functions` are the proofs that are written as functions."""

    def __init__(self, show: Callable[[Term], str], label: Callable[[Term], str],
                 functions: frozenset[str] = frozenset()) -> None:
        self.show, self.label, self.functions, self.left = show, label, functions, MAX_CASES

    def prove(self, premises: list[Discharged], goal: Term) -> str:
        """A proof of the goal; premises count once what they are discharged of is known."""
        waiting = [p for p in premises if p[1]]
        facts: Facts = {}
        for concl, discharged, text in premises:
            if not discharged:
                self.add(facts, concl, text)
        return self.goal(facts, waiting, goal)

    # -- facts -----------------------------------------------------------------------------------------------------------

    def add(self, facts: Facts, f: Term, text: str) -> None:
        """A fact with what it says at once: the parts of ∧ and ↔."""
        if f in facts:
            return
        facts[f] = text
        if f.kind == "and":
            self.add(facts, f.parts[0], f"(proj1 {text})")
            self.add(facts, f.parts[1], f"(proj2 {text})")
        elif f.kind == "iff":
            self.add(facts, op("imp", *f.parts), f"(proj1 {text})")
            self.add(facts, op("imp", *reversed(f.parts)), f"(proj2 {text})")

    def saturated(self, facts: Facts, waiting: list[Discharged]) -> tuple[Facts, list[Discharged]]:
        """The facts with what follows by modus ponens."""
        facts, changed = dict(facts), True
        while changed:
            changed = False
            still = []
            for concl, discharged, text in waiting:
                if all(d in facts for d in discharged):
                    changed = changed or concl not in facts
                    self.add(facts, concl, self.assuming(facts, discharged, text))
                else:
                    still.append((concl, discharged, text))
            waiting = still
            for f, text in list(facts.items()):
                if f.kind == "imp" and f.parts[1] not in facts and (a := self.truth(facts, f.parts[0])) and a[0]:
                    self.add(facts, f.parts[1], self.applied(f.parts[0], text, a[1]))
                    changed = True
                elif f.kind == "not" and FALSE not in facts and (a := self.truth(facts, f.parts[0])) and a[0]:
                    self.add(facts, FALSE, f"({text} {a[1]})")
                    changed = True
                elif f.kind == "or" and f.parts[0] not in facts and f.parts[1] not in facts:
                    for i in (0, 1):
                        if op("not", f.parts[i]) in facts:
                            other = f.parts[1 - i]
                            dead = f"(fun c => False_ind {self.show(other)} ({facts[op('not', f.parts[i])]} c))"
                            arms = (dead, "(fun c => c)") if i == 0 else ("(fun c => c)", dead)
                            self.add(facts, other, self.either(f, other, *arms, text))
                            changed = True
                            break
        return facts, waiting

    def truth(self, facts: Facts, f: Term) -> tuple[bool, str] | None:
        """Whether the facts decide a formula by its parts: a proof of it, or of its negation."""
        if f in facts:
            return True, facts[f]
        if f is FALSE:
            return False, "(fun c : False => c)"
        if f.kind in ("and", "or", "imp", "iff", "not"):
            return self.decided(f, [self.truth(facts, p) for p in f.parts])
        no = facts.get(op("not", f))
        return (False, no) if no else None

    def decided(self, f: Term, parts: list[tuple[bool, str] | None]) -> tuple[bool, str] | None:
        """The same from what is known of the parts."""
        first, second = parts[0], parts[-1]
        yes = [p is not None and p[0] for p in parts]
        no = [p is not None and not p[0] for p in parts]
        proofs = [p[1] if p else "" for p in parts]
        a, b = proofs[0], proofs[-1]
        show = [self.show(p) for p in f.parts]
        whole = self.show(f)
        match f.kind:
            case "not" if first:
                return (False, f"(fun c : {whole} => c {a})") if first[0] else (True, a)
            case "and" if all(yes):
                return True, f"(conj {a} {b})"
            case "and" if any(no):
                return False, f"(fun c : {whole} => {a} (proj1 c))" if no[0] else f"(fun c : {whole} => {b} (proj2 c))"
            case "or" if any(yes):
                return True, f"(@or_introl {show[0]} {show[1]} {a})" if yes[0] else f"(@or_intror {show[0]} {show[1]} {b})"
            case "or" if all(no):
                return False, f"(@or_ind {show[0]} {show[1]} False {a} {b})"
            case "imp" if yes[1]:
                return True, f"(fun _ : {show[0]} => {b})"
            case "imp" if no[0]:
                return True, f"(fun c : {show[0]} => False_ind {show[1]} ({a} c))"
            case "imp" if yes[0] and no[1]:
                return False, f"(fun c : {whole} => {b} (c {a}))"
            case "iff" if first and second:
                if first[0] and second[0]:
                    return True, f"(conj (fun _ : {show[0]} => {b}) (fun _ : {show[1]} => {a}))"
                if not first[0] and not second[0]:
                    return True, (f"(conj (fun c : {show[0]} => False_ind {show[1]} ({a} c)) "
                                  f"(fun c : {show[1]} => False_ind {show[0]} ({b} c)))")
                used = f"{b} (proj1 c {a})" if first[0] else f"{a} (proj2 c {b})"
                return False, f"(fun c : {whole} => {used})"
        return None

    def assuming(self, facts: Facts, discharged: tuple[Term, ...], text: str) -> str:
        """The proof of a premise where its assumptions have their labels."""
        out = text
        for d in discharged:
            if facts[d] != self.label(d):
                out = f"(@have {self.show(d)} _ {facts[d]} (fun {self.label(d)} => {out}))"
        return out

    def applied(self, condition: Term, text: str, given: str) -> str:
        """Modus ponens; a function that is written out is not applied, Coq would copy the argument into what it infers."""
        return f"(@have {self.show(condition)} _ {given} {text})" if text in self.functions else f"({text} {given})"

    def either(self, f: Term, goal: Term, left: str, right: str, text: str) -> str:
        return f"(@or_ind {self.show(f.parts[0])} {self.show(f.parts[1])} {self.show(goal)} {left} {right} {text})"

    # -- goals ------------------------------------------------------------------------------------------------------------

    def assume(self, f: Term, body: str) -> str:
        return f"(fun {self.label(f)} : {self.show(f)} => {body})"

    def under(self, facts: Facts, f: Term) -> Facts:
        found = dict(facts)
        if f not in found:
            self.add(found, f, self.label(f))
        return found

    def goal(self, facts: Facts, waiting: list[Discharged], goal: Term) -> str:
        self.left -= 1
        if self.left < 0:
            raise Refused("a propositional step has too many cases")
        if goal in facts:
            return facts[goal]
        facts, waiting = self.saturated(facts, waiting)
        if goal in facts:
            return facts[goal]
        if FALSE in facts:
            return f"(False_ind {self.show(goal)} {facts[FALSE]})"
        found = self.truth(facts, goal)
        if found and found[0]:
            return found[1]
        a, b = (*goal.parts, None, None)[:2] if goal.kind in ("and", "imp", "iff", "or", "not") else (None, None)
        if goal.kind == "and" and a and b:
            return f"(conj {self.goal(facts, waiting, a)} {self.goal(facts, waiting, b)})"
        if goal.kind == "iff" and a and b:
            first, second = self.goal(facts, waiting, op("imp", a, b)), self.goal(facts, waiting, op("imp", b, a))
            return f"(@conj {self.show(op('imp', a, b))} {self.show(op('imp', b, a))} {first} {second})"
        if goal.kind == "imp" and a and b:
            return self.assume(a, self.goal(self.under(facts, a), waiting, b))
        if goal.kind == "not" and a:
            return self.assume(a, self.goal(self.under(facts, a), waiting, FALSE))
        if goal.kind == "or" and a and b:
            for part, name in ((a, "or_introl"), (b, "or_intror")):
                if part in facts:
                    return f"(@{name} {self.show(a)} {self.show(b)} {facts[part]})"
        return self.split(facts, waiting, goal)

    def split(self, facts: Facts, waiting: list[Discharged], goal: Term) -> str:
        """By cases: the parts of a fact that is an ∨, or whether a formula holds."""
        for f, text in facts.items():
            if f.kind == "or" and f.parts[0] not in facts and f.parts[1] not in facts:
                arms = [self.assume(p, self.goal(self.under(facts, p), waiting, goal)) for p in f.parts]
                return self.either(f, goal, arms[0], arms[1], text)
        c = self.undecided(facts, waiting, goal)
        arms = [self.assume(p, self.goal(self.under(facts, p), waiting, goal)) for p in (c, op("not", c))]
        return f"(@cases {self.show(c)} {self.show(goal)} {arms[0]} {arms[1]})"

    def undecided(self, facts: Facts, waiting: list[Discharged], goal: Term) -> Term:
        """A formula without connectives, in what is left to use, whose truth is not among the facts."""
        todo = [goal, *[d for _, ds, _ in waiting for d in ds],
                *[f for f in facts if f.kind in ("imp", "or", "not", "iff")], *[c for c, _, _ in waiting]]
        while todo:
            f = todo.pop(0)
            if f.kind in ("and", "or", "imp", "iff", "not"):
                todo[:0] = f.parts
            elif f is not FALSE and f not in facts and op("not", f) not in facts:
                return f
        raise Refused("a propositional step does not follow")
