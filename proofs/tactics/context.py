"""What is known at a place of a derivation: hypotheses and proved facts, indexed for use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..kernel import Term, Theorem, Type, hyp, instantiate, normal, var
from .build import fresh
from .derive import beta, positive_form, split


class Unproved(Exception):
    """Search ended without a theorem.  Says nothing about truth; `goal` is what remained open."""

    def __init__(self, reason: str, goal: Term | None = None) -> None:
        super().__init__(reason)
        self.reason, self.goal = reason, goal


Asked = tuple[Term, bool]  # a goal, and whether only first attempts are made


@dataclass(frozen=True, eq=False)
class Rule:
    """A fact ∀x̄. p₁ → … → conclusion, opened for matching; `theorem` is in βη-normal form."""

    theorem: Theorem
    variables: tuple[Term, ...]
    premises: tuple[Term, ...]
    conclusion: Term
    label: object = None

    def __repr__(self) -> str:
        return f"Rule({self.theorem})"


def opened(th: Theorem, label: object = None) -> list[Rule]:
    """The rules a theorem contains: quantifiers opened with fresh variables, conjunctions split."""
    out: list[Rule] = []

    def go(th: Theorem, variables: tuple[Term, ...], premises: tuple[Term, ...], phi: Term, path: list[str]) -> None:
        if phi.op == "all":
            x = fresh(phi.args[0].data, th.concl, phi, *variables, hint="?")
            go(th, (*variables, x), premises, normal(instantiate(phi.args[0].args[0], x)), [*path, "all"])
        elif phi.op == "imp":
            go(th, variables, (*premises, phi.args[0]), phi.args[1], [*path, "imp"])
        elif phi.op == "iff":
            a, b = phi.args
            go(th, variables, (*premises, a), b, [*path, "iff>"])
            go(th, variables, (*premises, b), a, [*path, "iff<"])
        elif phi.op == "and":
            go(th, variables, premises, phi.args[0], [*path, "and0"])
            go(th, variables, premises, phi.args[1], [*path, "and1"])
        else:
            out.append(Rule(th, variables, premises, phi, label))

    go(beta(th), (), (), normal(th.concl), [])
    return out


class Context:
    """Facts, immutable: `assume` and `having` give larger contexts, whose facts begin with those of their parent."""

    def __init__(self, facts: tuple[Theorem, ...] = (), rules: tuple[Rule, ...] = (), depth: int = 0,
                 parent: Context | None = None) -> None:
        self.facts, self.rules, self.depth, self.parent = facts, rules, depth, parent
        self.known: dict[Term, Theorem] = {} if parent is None else dict(parent.known)
        self.known |= {th.concl: th for th in facts[0 if parent is None else len(parent.facts):]}
        self.memo: dict[Term, Theorem | Unproved] = {}
        self.names: frozenset[str] | None = None
        self.cheap_failures: dict[Term, Unproved] = {}
        self.provisional: dict[Asked, tuple[Unproved, frozenset[int]]] = {}  # failures while some goals are under way
        self.children: dict[tuple[Term, ...], Context] = {}
        self.cache: dict[object, object] = {}  # scratch tables of the tactics, valid for these facts

    def assume(self, *formulas: Term) -> Context:
        """The context with formulas as hypotheses; asked again, the same one, with what was proved in it."""
        if formulas not in self.children:
            self.children[formulas] = self.having(*[hyp(f) for f in formulas])
        return self.children[formulas]

    def having(self, *theorems: Theorem) -> Context:
        """The context with more facts."""
        facts, rules = list(self.facts), list(self.rules)
        for th in theorems:
            for part in [q for p in split(beta(th)) for q in dict.fromkeys((p, positive_form(p)))]:
                if part.concl not in self.known:
                    facts.append(part)
                    if part.concl.op in ("all", "imp", "iff"):
                        rules += opened(part)
        if len(facts) == len(self.facts):
            return self  # nothing new: keep what was already proved here
        return Context(tuple(facts), tuple(rules), self.depth + 1, self)

    def without(self, formulas: Iterable[Term]) -> Context:
        """The context without the facts that these formulas repeat: a conjunct of an assumption, say."""
        repeated = frozenset(f for f in formulas if f in self.known and self.known[f].hyps != frozenset((f,)))
        if not repeated:
            return self
        return Context(tuple(th for th in self.facts if th.concl not in repeated),
                       tuple(r for r in self.rules if r.theorem.concl not in repeated), self.depth)

    def without_equations(self, kept: Iterable[Term]) -> Context:
        """The context without its equations but those kept: an equation that carries a step has to be named."""
        named = frozenset(kept)
        facts = tuple(th for th in self.facts if th.concl.op != "eq" or th.concl in named)
        rules = tuple(r for r in self.rules if r.conclusion.op != "eq" or r.theorem.concl in named)
        if len(facts) == len(self.facts) and len(rules) == len(self.rules):
            return self
        return Context(facts, rules, self.depth)

    def proved(self, goal: Term) -> Theorem | None:
        """A theorem found here or where less was known."""
        ctx: Context | None = self
        while ctx is not None:
            found = ctx.memo.get(goal)
            if isinstance(found, Theorem):
                return found
            ctx = ctx.parent
        return None

    def citing(self, *theorems: Theorem) -> Context:
        """The context with facts of which only the predicates matter (that something is integrable, say)."""
        rules = [r for th in theorems for r in opened(th) if r.conclusion.op == "app"]
        ground = [r.theorem for r in rules if not r.variables and not r.premises and r.theorem.concl is r.conclusion]
        return Context((*self.facts, *ground), (*self.rules, *rules), self.depth + 1, self)

    def fresh(self, ty: Type, *avoid: Term) -> Term:
        """A variable free in no fact and in none of the terms."""
        if self.names is None:
            self.names = frozenset(name for th in self.facts for h in (th.concl, *th.hyps) for name, _ in h.free)
        taken = self.names | {name for t in avoid for name, _ in t.free}
        n = 0
        while f"·{n}" in taken:
            n += 1
        return var(f"·{n}", ty)
