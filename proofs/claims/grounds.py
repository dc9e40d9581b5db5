"""What the reasons of a step give the search: formulas to rewrite with, constants to open, conversions.

A ground that is a theorem is used as an assumption and cut afterwards: so the step's theorem shows what it used.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from ..kernel import (
    INT,
    OMEGA,
    REAL,
    Term,
    Theorem,
    app,
    convert,
    free_variables,
    hyp,
    normal,
    num,
    op,
    rec_base,
    rec_step,
    refl,
    rewrite,
    var,
)
from ..kernel import field as field_rule
from ..language.definitions import SHOWN, Compiled, Definition, Recurrence
from ..language.door import OMEGA_VAR
from ..language.members import RecursiveSet
from ..tactics.build import eq, le
from ..tactics.context import Context, opened
from ..tactics.derive import discharge, generalise, instance, lhs, mp, rhs, specialise, sym, trans
from ..tactics.match import match
from ..tactics.normalise import Conversion, Method, Normaliser, Rewrite, equate, successor
from ..tactics.prover import instance_of, prove
from ..tactics.rules import conclude
from ..theories import choices, laws, orderings, random
from ..theories import recurrences as recurrences  # its members are random variables
from ..theories.independence import MUTUALS
from ..theories.integrability import UNFOLDINGS
from ..theories.lemmas import rewrites
from .claim import At
from .members import set_laws


@dataclass
class Grounds:
    """The grounds of one step."""

    theorems: dict[Term, Theorem] = field(default_factory=dict)  # formula assumed ↦ its theorem
    owner: dict[Term, Any] = field(default_factory=dict)  # formula ↦ the reason that gave it
    closed: list[Rewrite] = field(default_factory=list)  # laws of recurrences, labelled
    conversions: list[tuple[Any, Conversion]] = field(default_factory=list)
    unfold: set[Term] = field(default_factory=set)
    opens: dict[Term, Any] = field(default_factory=dict)  # constant ↦ the reason that opens it
    opened: dict[Term, frozenset[Term]] = field(default_factory=dict)  # formula ↦ the constants that were opened to obtain it
    notes: set[str] = field(default_factory=set)
    witnesses: list[tuple[Any, Term]] = field(default_factory=list)  # for “there is”: reason and value, outermost first
    cited: set[Term] = field(default_factory=set)  # theorems of earlier claims, whose hypotheses show nothing of their use
    derived: set[Term] = field(default_factory=set)  # what a reason made of the other grounds
    brief: bool = False  # equations by normal forms only
    left: set[Term] = field(default_factory=set)  # equations of which more can be tried

    def add(self, reason: Any, theorem: Theorem) -> None:
        """A theorem that the step may use."""
        self.theorems[theorem.concl] = theorem
        self.owner[theorem.concl] = reason
        constants = _constants(theorem.concl)
        if constants & MUTUALS:
            self.conversions.append((reason, random.independence))
        if constants & laws.LAWS:
            self.conversions.append((reason, laws.expectation_by_law))
        if orderings.ORDERING in constants:
            self.conversions.append((reason, orderings.draw))

    def open(self, reason: Any, definition: Definition) -> None:
        """A definition or recurrence."""
        for made in definition.compiled.values():
            if isinstance(definition, RecursiveSet):
                for law in set_laws(made.constant):
                    self.add(reason, law)
            elif isinstance(definition, Recurrence):
                self.closed += recurrence_rewrites(made, reason)
            else:
                self.unfold.add(made.constant)
                self.opens[made.constant] = reason

    def unfold_orders(self, ctx: Context) -> None:
        """Orders of claims at families by name, the definitions that the step names opened in them: those of the claim
        speak of its own families, and have no name at others."""
        for th in [self.theorems[f] for f in self.theorems if isinstance(self.owner[f], At) and self.owner[f].named]:
            made = _unfolded(ctx, th, frozenset(self.unfold))
            self.opened[made.concl] = (_authors(th.concl) & self.unfold) - _constants(made.concl)
            self.owner[made.concl], self.theorems[made.concl] = self.owner[th.concl], made
            self.cited.add(made.concl)

    def method(self, once: bool = False) -> Method:
        """The search method for these grounds."""
        found = [*self.closed]
        for formula in self.theorems:
            for r in rewrites(hyp(formula)):
                found.append(Rewrite(_labelled(r.rule, self.owner[formula])))
                found += isolated(r, self.owner[formula])
        return Method(found, frozenset(self.unfold), list(self.conversions), once)

    def assumed(self, ctx: Context) -> Context:
        """The context with the grounds as assumptions, also where it has them for another reason."""
        return ctx.without(self.theorems).assume(*self.theorems)

    def cut(self, th: Theorem) -> Theorem:
        """Replace the assumptions that a step's theorem used by the theorems behind them."""
        for formula, ground in self.theorems.items():
            if formula in th.hyps and ground.hyps != frozenset((formula,)):
                th = mp(discharge(th, formula), ground)
        return th

    def unused(self, th: Theorem, fired: set[object], reasons: tuple[Any, ...]) -> list[Any]:
        """The reasons that the step did not need."""
        needed = th.hyps.union(*[ground.hyps for f, ground in self.theorems.items() if f in th.hyps])
        used = {self.owner[f] for f, ground in self.theorems.items()
                if f in needed or f not in self.cited and ground.hyps & th.hyps} | fired
        used |= {r for r in reasons if getattr(r, "note", "") in fired}
        opened = fired.union(*[self.opened.get(f, ()) for f in self.theorems if f in needed])
        used |= {self.opens[c] for c in self.opens if c in opened or ("definition", c.data.name) in th.ledger}
        return [r for r in reasons if r not in used and not getattr(r, "routine", False)]


def _unfolded(ctx: Context, th: Theorem, chosen: frozenset[Term]) -> Theorem:
    """From premises → a ▷ b: the same with both sides in normal form, the chosen definitions opened."""
    given: list[Term] = []
    goal = th.concl
    while goal.op == "imp":
        given.append(goal.args[0])
        goal = goal.args[1]
    if goal.op not in ("le", "lt"):
        return th
    n = Normaliser(ctx.assume(*given), Method(unfold=chosen))
    steps = tuple(((place,), n.norm(side)) for place, side in enumerate(goal.args))
    return discharge(rewrite(mp(th, *map(hyp, given)), steps), *given)


def _labelled(rule: Any, label: Any) -> Any:
    return replace(rule, label=label)


def _constants(t: Term) -> set[Term]:
    out, stack, seen = set(), [t], set()
    while stack:
        u = stack.pop()
        if u not in seen:
            seen.add(u)
            stack.extend(u.args)
            if u.op == "const":
                out.add(u)
    return out


def isolated(r: Rewrite, label: Any) -> list[Rewrite]:
    """From a rule a + b = c also b = c − a: so that a sum on the left can be used inside a longer expression."""
    left = r.rule.conclusion.args[0]
    if left.op != "add" or r.rule.premises or not r.rule.variables:
        return []
    values = {x: x for x in r.rule.variables}
    th = conclude(r.rule, values, [])
    a, b = left.args
    start = field_rule(b, op("sub", left, a))
    made = generalise(rewrite(start, (((1, 0), th),)), *r.rule.variables)
    return [Rewrite(_labelled(x, label)) for x in opened(made)]


# -- recurrences ---------------------------------------------------------------------------------


@functools.cache
def recurrence_laws(constant: Term) -> tuple[Theorem, Theorem]:
    """⊢ ∀… t. a + 1 ≤ t → v t = body[v(t − 1)]   and   ⊢ ∀…. v a = start   (hidden, explicit, sample point)."""
    _, made = SHOWN[constant]
    if made.start is None:
        raise ValueError("not a recurrence")
    first, initial = made.start
    t, *others = made.explicit
    chosen = _authors(made.body) | {constant} if made.joint else frozenset((constant,))
    here = made.applied(*made.explicit)
    rec, arguments = _head(normal(here, chosen))
    before = op("sub", t, num(1, INT))
    guard = le(num(first + 1, INT), t)
    known = Context().assume(guard)
    law = specialise(rec_step(*rec.args[:3]), before)
    law = mp(law, prove(known, law.concl.args[0]))
    law = trans(equate(known, op("rec", *rec.args[:3], t), lhs(law), Method()), law)
    wanted = made.body
    opened_body = normal(wanted, chosen)
    method = _joint_method(law, others) if made.joint else Method()
    law = _applied(law, arguments)
    law = trans(law, equate(known, rhs(law), opened_body, method))
    law = trans(refl(here, lhs(law), chosen), law, sym(refl(wanted, opened_body, chosen)))
    variables = [*made.hidden, *made.explicit, *([OMEGA_VAR] if made.sample else [])]
    ongoing = generalise(discharge(law, guard), *variables)
    at_start = specialise(rec_base(*rec.args[:3]), num(first, INT))
    at_start = _applied(mp(at_start, prove(Context(), at_start.concl.args[0])), arguments)
    if made.joint:
        at_start = trans(at_start, equate(Context(), rhs(at_start), initial, Method(conversions=[("choice", choices.decided)])))
    start_eq = eq(made.applied(num(first, INT), *others), initial)
    starting = generalise(convert(at_start, start_eq, chosen), *[v for v in variables if v is not t])
    return ongoing, starting


def _head(t: Term) -> tuple[Term, list[Term]]:
    arguments: list[Term] = []
    while t.op == "app":
        t, a = t.args
        arguments.insert(0, a)
    return t, arguments


def _authors(t: Term) -> frozenset[Term]:
    """The author's constants in a term, and in their bodies."""
    out: set[Term] = set()
    todo = [t]
    while todo:
        for c in _constants(todo.pop()):
            if c in SHOWN and c not in out:
                out.add(c)
                todo.append(c.data.body)
    return frozenset(out)


def _joint_method(law: Theorem, others: list[Term]) -> Method:
    """For the step of one member: members of the same step by the law of the state, members by their number."""
    c = var("c·", INT)
    general = generalise(_applied(law, [c, *others]), c, *others)
    return Method([Rewrite(r) for r in opened(general)], conversions=[("choice", choices.decided)])


def _applied(th: Theorem, arguments: list[Term]) -> Theorem:
    """From f = g: f(a, …) = g(a, …), β-reduced."""
    if not arguments:
        return th
    whole = refl(app(lhs(th), *arguments))
    place = (1, *([0] * len(arguments)))
    applied = rewrite(whole, ((place, th),))
    return trans(applied, refl(rhs(applied), normal(rhs(applied))))


def recurrence_rewrites(made: Compiled, reason: Any) -> list[Rewrite]:
    """The laws as rewrites: one step back at numbers and at t + c, and the start."""
    ongoing, starting = recurrence_laws(made.constant)
    first = made.start[0] if made.start else 0
    position = len(made.hidden)
    out = []
    for r in opened(ongoing):
        out.append(Rewrite(_labelled(r, reason), successor(r.variables[position], first + 1)))
    return out + [Rewrite(_labelled(r, reason)) for r in opened(starting)]


def register_unfoldings() -> None:
    """Let the provers of integrability open recurrences."""
    for constant, (owner, made) in SHOWN.items():
        if isinstance(owner, Recurrence) and not owner.members and constant not in UNFOLDINGS:
            UNFOLDINGS[constant] = functools.partial(_open_once, made)


def _open_once(made: Compiled, ctx: Context, t: Term) -> Theorem | None:
    for r in recurrence_rewrites(made, None):
        values = match(r.rule.conclusion.args[0], t, frozenset(r.rule.variables))
        if values is not None and len(values) == len(r.rule.variables) and (r.when is None or r.when(values)):
            th = instance_of(ctx, r.rule, values)
            if th is not None:
                return th
    return None


# -- claims as grounds -------------------------------------------------------------------------------


def closed_theorem(th: Theorem, hypotheses: tuple[Term, ...]) -> Theorem:
    """The theorem with its hypotheses as premises, in their order."""
    return discharge(th, *[h for h in hypotheses if h in th.hyps])


def lemma_ground(th: Theorem, hypotheses: tuple[Term, ...], shared: frozenset[Term] = frozenset(),
                 bounded: Iterable[Term] = ()) -> list[Theorem]:
    """An earlier theorem as it stands, and for all values of the integers on its left side and at every sample point; of an
    order, on either side and on both; an equation also for all numbers; and for all values of the variables that its
    where= bounds.

    Hypotheses that it shares with the derivation stay hypotheses: a step may then use it without their equations.
    """
    conclusion = th.concl
    apart = [h for h in hypotheses if h not in shared]
    out = [closed_theorem(th, tuple(apart))]
    sides = (conclusion.args[:1] if conclusion.op == "eq" else (conclusion,) if conclusion.op not in ("le", "lt")
             else (*conclusion.args, conclusion))
    types = (INT, OMEGA, REAL) if conclusion.op == "eq" else (INT, OMEGA)
    choices = [[v for v in free_variables(pattern) if v.type in types] for pattern in sides]
    for variables in (*choices, [v for v in free_variables(conclusion) if v in bounded]):
        plain = closed_theorem(th, tuple(h for h in hypotheses if h in apart or any(v.free <= h.free for v in variables)))
        out += [g for g in _general(plain, variables) if g.concl not in [x.concl for x in out]]
    return out


def _general(th: Theorem, variables: list[Term]) -> list[Theorem]:
    """The theorem, and the same for all values of these variables."""
    return [th, generalise(th, *variables)] if variables else [th]


def at_values(th: Theorem, hypotheses: tuple[Term, ...], values: dict[Term, Term]) -> list[Theorem]:
    """An earlier theorem at values of its variables, hypotheses as premises; also for all integers in these values
    and at every sample point.
    """
    closed = closed_theorem(th, hypotheses)
    made = instance(closed, values) if values else closed
    inside = dict.fromkeys(v for t in values.values() for v in free_variables(t) if v.type is INT)
    fixed = frozenset(v for h in made.hyps for v in h.free)
    return _general(made, [v for v in (*inside, OMEGA_VAR) if v.free <= made.concl.free - fixed])
