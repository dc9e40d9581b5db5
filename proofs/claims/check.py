"""Checking a derivation: each recorded call becomes a theorem, or a failure at its line; together they give Γ ⊢ φ, with Γ
among the claim's hypotheses, its definedness and an instance."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..kernel import (
    FALSE,
    INT,
    Term,
    Theorem,
    defined,
    exists_elim,
    free_variables,
    hyp,
    instantiate,
    lam,
    normal,
    op,
    prop,
)
from ..language.door import type_of
from ..language.errors import AuthorError, NotWritten
from ..language.extent import bounded
from ..language.symbols import is_vector
from ..tactics.context import Context, Unproved
from ..tactics.derive import discharge, generalise, join, lhs, mp
from ..tactics.exhaustive import exhaustive
from ..tactics.normalise import Method, equate
from ..tactics.prover import prove
from ..theories.vocabulary import is_membership
from .chains import as_reals, compose, computed, tidied
from .citations import cited_in
from .claim import Claim
from .explain import Written, elsewhere, not_carried, uncovered, undefined
from .grounds import register_unfoldings
from .memory import in_one_piece, uncollected
from .outcome import (
    CheckedBranch,
    CheckedChain,
    CheckedConclusion,
    CheckedFact,
    CheckedLine,
    CheckedWords,
    Proved,
    Undecided,
    Verdict,
)
from .places import Place
from .proof import Assumption, Conclude, Known, Line, Proof, Say, Split
from .publish import triple
from .reasons import Failure, Reasons
from .routine import carried, closed
from .sequent import check_letters
from .steps import StepFailed, relation


@in_one_piece
@uncollected()
def outcome(claim: Claim, by: type[Checker] | None = None) -> Verdict:
    """The verdict on a claim; an error of the author is an Undecided with its place."""
    from .refute import refutation
    try:
        s = claim.sequent
        if claim.refuter is not None:
            return refutation(claim, s)
        recorded = claim.record()
        register_unfoldings()
        checker = (by or Checker)(claim, s)
        ctx = checker.context(recorded)
        theorem, body = checker.goal(recorded, ctx, s.statement)
        check_letters(s.door)  # with what the derivation names
        checker.definedness += [th for th in ctx.memo.values() if isinstance(th, Theorem) and th.concl.op == "app"]
        return Proved(theorem, triple(checker, theorem), body, s.hypotheses, s.hints)
    except AuthorError as e:
        place = e.place if isinstance(e.place, Place) else claim.place
        return Undecided(e.message, place, e.refuted if isinstance(e, StepFailed) else None)
    except (*Failure, RecursionError) as e:
        return Undecided(f"the derivation was refused: {e or type(e).__name__}", claim.place)


class Checker(Reasons):
    """The derivation of one claim."""

    def context(self, recorded: Proof) -> Context:
        """The hypotheses, and that the earlier claims which the derivation cites are well defined."""
        ctx = self.sequent.context()
        for cited in dict.fromkeys(cited_in(recorded)):
            verdict = cited.check() if cited is not self.claim else None
            if isinstance(verdict, Proved) and verdict.published is not None:
                free = [v for v in free_variables(verdict.theorem.concl) if v.type is INT]
                ctx = ctx.citing(th := generalise(verdict.published.definedness, *free))
                self.definedness.append(th)
        return ctx

    # -- structure --------------------------------------------------------------------

    def run(self, p: Proof, ctx: Context, goal: Term) -> tuple[Theorem, tuple[Any, ...]]:
        """Γ ⊢ goal, and the checked body for print."""
        body: list[Any] = []
        chain: list[Line] = []
        facts: list[Theorem] = []
        theorem: Theorem | None = None
        for item in p.items:
            match item:
                case Line():
                    if item.rel == "" and chain:
                        raise NotWritten("one goal has one chain: put the other into a have", item.place)
                    chain.append(item)
                case Say():
                    body.append(CheckedWords(item.words))
                case Proof():
                    made, shown = self.fact(item, ctx)
                    ctx = ctx.assume(*[th.concl for th in made])  # cut below: each step shows which facts it used
                    facts += made
                    self.shown += [th for th in made if th.hyps <= frozenset(self.sequent.hypotheses)]
                    body.append(shown)
                case Known():
                    facts += (known := self.known(ctx, item))
                    ctx = ctx.assume(*[th.concl for th in known])
                    body.append(CheckedWords(f"Side conditions hold by {', '.join(self.labels(item.claims))}."))
                case Assumption():
                    raise NotWritten("assume(…) belongs first, in a goal that is an implication", item.place)
                case Conclude():
                    theorem = self.step(ctx, goal, item.reasons, item.place)
                    shown_as = self.sequent.hints.alike(goal, tidied(theorem).concl)
                    body.append(CheckedConclusion(shown_as, self.labels(item.reasons)))
                case Split():
                    with self.scope():
                        theorem, shown = getattr(self, "_" + item.kind)(item, ctx, goal)
                    body += shown
            if isinstance(item, Line) and item is self._last_line(p):
                theorem, shown_chain = self.chain(chain, ctx, goal, p)
                body.append(shown_chain)
        if theorem is None:
            raise NotWritten(f"nothing shows {self.text(goal)}: add a chain, or conclude(…)", p.place or self.claim.place)
        for th in reversed(facts):
            if th.concl in theorem.hyps:
                self.unused.pop(th, None)
            theorem, *self.definedness = [_cut(made, th) for made in (theorem, *self.definedness)]
        return theorem, tuple(body)

    @contextmanager
    def scope(self) -> Iterator[None]:
        """What is proved or assumed inside is no reason outside."""
        before = dict(self.facts)
        yield
        self.facts = before

    def _last_line(self, p: Proof) -> Line | None:
        return next((i for i in reversed(p.items) if isinstance(i, Line)), None)

    def fact(self, p: Proof, ctx: Context) -> tuple[list[Theorem], CheckedFact]:
        """An intermediate fact; a reason from here on, for all values of an integer that the claim does not speak of."""
        place = p.place or self.claim.place
        formula = self.formula(p.goal, place)
        self.well_defined(ctx, formula, place)
        if not p.items or len(p.items) == 1 and isinstance(p.items[0], Conclude):
            reasons = p.items[0].reasons if p.items else ()
            th = self.step(ctx, formula, reasons, place)
            shown = CheckedFact(p.label, formula, self.labels(reasons), ())
        else:
            with self.scope():
                th, body = self.goal(p, ctx, formula)
            shown = CheckedFact(p.label, formula, (), body)
        made = [th, *self.general(th)]
        self.facts[p], self.words[p] = join(*[hyp(t.concl) for t in made]), p.label
        return made, shown

    def general(self, th: Theorem) -> list[Theorem]:
        """The fact for all values of the integers that stand in it and nowhere in what it rests on."""
        fixed = [self.sequent.statement, *self.sequent.hypotheses, *th.hyps]
        own = [v for v in free_variables(th.concl) if v.type is INT and not any(v.free <= t.free for t in fixed)]
        return [generalise(th, *own)] if own else []

    def goal(self, p: Proof, ctx: Context, goal: Term) -> tuple[Theorem, tuple[Any, ...]]:
        """A sub-goal: implications that the derivation assumes are introduced first."""
        first = next((i for i in p.items if isinstance(i, Assumption)), None)
        if first is None:
            return self.vector_or_plain(p, ctx, goal)
        if goal.op == "all":
            return self.arbitrary(p, ctx, goal, first.place)
        if goal.op not in ("imp", "not"):
            raise NotWritten(f"assume(…) needs an implication; the goal is {self.text(goal)}", first.place)
        written = self.formula(first.statement, first.place)
        if written is not goal.args[0]:
            raise NotWritten(f"the goal assumes {self.text(goal.args[0])}, not {self.text(written)}", first.place)
        rest = Proof(p.title, p.goal, p.place, [i for i in p.items if i is not first], p.ih, p.label)
        known, variable = self.witnessed(ctx, written, first.place)
        self.facts[first], self.words[first] = hyp(known), "assumption"
        th, body = self.goal(rest, ctx.assume(known), goal.args[1] if goal.op == "imp" else FALSE)
        if variable is not None:
            th = exists_elim(variable, hyp(written), th) if known in th.hyps else th
        th = discharge(th, written) if goal.op == "imp" else prop((th,), goal, (written,))
        return th, (CheckedFact("", written, (), (), assumed=True), *body)

    def witnessed(self, ctx: Context, written: Term, place: Place) -> tuple[Term, Term | None]:
        """What an assumption gives: of “there is x with …” that it holds of x, under the name that the author gave x."""
        if written.op != "ex":
            return written, None
        x = self.named(ctx, written, place)
        return normal(instantiate(written.args[0].args[0], x)), x

    def named(self, ctx: Context, quantified: Term, place: Place, written: Any = None) -> Term:
        """The author's variable of a quantifier, of which nothing else is known here; `written` may be what uses it."""
        known = [quantified, *[t for th in ctx.facts for t in (th.concl, *th.hyps)]]
        symbols = [s] if (s := self.sequent.hints.names.get(quantified.args[0])) is not None else [
            s for s in getattr(written, "free_symbols", ()) if type_of(s) is quantified.args[0].type.dom]
        free = [x for x in map(self.door.variable, symbols) if not any(x.free <= t.free for t in known)]
        if len(free) != 1:
            raise NotWritten(f"the variable of “{self.text(quantified)}” stands for something else here: rename it", place)
        return free[0]

    def vector_or_plain(self, p: Proof, ctx: Context, goal: Term) -> tuple[Theorem, tuple[Any, ...]]:
        """A chain of vectors proves its equation component by component."""
        line = self._last_line(p)
        if goal.op == "all" and line is not None and is_vector(line.expr):
            i = ctx.fresh(INT, goal)
            opened = normal(instantiate(goal.args[0].args[0], i))
            bounds = []
            while opened.op == "imp":
                bounds.append(opened.args[0])
                opened = opened.args[1]
            self.component = i
            try:
                th, body = self.run(p, ctx.assume(*bounds), opened)
            finally:
                del self.component
            return generalise(discharge(th, *bounds), i), body
        if goal.op == "all" and line is not None:
            return self.arbitrary(p, ctx, goal, line.place, line.expr)
        return self.run(p, ctx, goal)

    def arbitrary(self, p: Proof, ctx: Context, goal: Term, place: Place,
                  written: Any = None) -> tuple[Theorem, tuple[Any, ...]]:
        """A chain, or an assumption, proves “for all x” for an arbitrary x within its bounds."""
        x = self.named(ctx, goal, place, written)
        inner = normal(instantiate(goal.args[0].args[0], x))
        bounds = []
        while inner.op == "imp" and (inner.args[0].op in ("le", "lt") or is_membership(inner.args[0])):
            bounds.append(inner.args[0])
            inner = inner.args[1]
        th, body = self.goal(p, ctx.assume(*bounds) if bounds else ctx, inner)
        return generalise(discharge(th, *bounds), x), body

    # -- chains ---------------------------------------------------------------------------

    def expression(self, e: Any, place: Place) -> Term:
        """An expression of a chain, as a term."""
        try:
            if is_vector(bounded(e)):
                return self.door.component(e, self.component)
            return normal(self.door.number(e))
        except AttributeError:
            raise NotWritten(f"{e} is a vector, and the goal is about numbers", place) from None
        except NotWritten as err:
            err.place = err.place or place
            raise

    def chain(self, lines: list[Line], ctx: Context, goal: Term, p: Proof) -> tuple[Theorem, CheckedChain]:
        """Each link a theorem; together they are the goal."""
        if len(lines) < 2:
            raise NotWritten("an empty chain: continue it with eq(…), le(…), …", lines[0].place)
        terms = [self.expression(x.expr, x.place) for x in lines]
        if any(t.type is not INT for t in terms):
            terms = [normal(self.door.real(x.expr)) if t.type is INT else t for x, t in zip(lines, terms, strict=True)]
        of_integers, goal = goal, as_reals(goal) if terms[0].type is not INT else goal
        start, end = self.ends(ctx, terms, goal, lines)
        links, shown = [], [CheckedLine("", self.shown_term(lines[0], terms[0]), (), None, lines[0].place)]
        self.well_defined(ctx, terms[0], lines[0].place)
        for line, a, b in zip(lines[1:], terms, terms[1:], strict=False):
            self.well_defined(ctx, b, line.place)
            links.append(self.step(ctx, relation(line.rel, a, b), line.reasons, line.place, line.rel in (">=", ">")))
            shown.append(CheckedLine(line.rel, self.shown_term(line, b), self.labels(line.reasons), line.number, line.place))
        try:
            theorem = compose([*start, *links, *end], [*[lhs(th) for th in start], *terms], goal)
        except Unproved as e:
            raise StepFailed(f"the chain does not give {self.text(goal)}: {e.reason}", lines[-1].place) from None
        if goal is not of_integers:
            theorem = prove(Context().having(theorem), of_integers)
        return theorem, CheckedChain(tuple(shown))

    def shown_term(self, line: Line, t: Term) -> Term:
        """What is printed of a line: of a vector all components at once."""
        return normal(lam(self.component, t)) if is_vector(line.expr) else t

    def ends(self, ctx: Context, terms: list[Term], goal: Term, lines: list[Line]) -> tuple[list[Theorem], list[Theorem]]:
        """The chain starts and ends where the goal does, up to arithmetic with numbers (0·(0 + 1)/2 is 0)."""
        if goal.op not in ("eq", "le", "lt"):
            raise NotWritten(f"a chain cannot prove {self.text(goal)}: use parts(…), assume(…) or conclude(…)",
                             lines[0].place)
        a, b = goal.args
        for first, last in ((a, b),) if goal.op == "eq" else ((a, b), (b, a)):
            start, end = self.same(ctx, first, terms[0]), self.same(ctx, terms[-1], last)
            if start is not None and end is not None:
                return start, end
        first, last = (a, b) if goal.op == "eq" or self.same(ctx, b, terms[0]) is None else (b, a)
        if self.same(ctx, first, terms[0]) is None:
            raise elsewhere(self, ctx, "starts", terms[0], first, lines[0].place)
        raise elsewhere(self, ctx, "ends", terms[-1], last, lines[-1].place)

    def same(self, ctx: Context, a: Term, b: Term) -> list[Theorem] | None:
        """No link when the terms are one; a link when they are equal by arithmetic; None when they are not."""
        if a is b:
            return []
        if a.type is not b.type or not computed(a, b):
            return None
        try:
            return [equate(ctx, a, b, Method())]
        except Failure:
            return None

    def step(self, ctx: Context, goal: Term, reasons: tuple[Any, ...], place: Place, turned: bool = False) -> Theorem:
        """The theorem of one step; an error says what the reasons leave open."""
        try:
            th, unused = carried(self, ctx, goal, reasons, place)
        except Failure as e:
            raise not_carried(self, ctx, Written(goal, reasons, place, turned), e) from None
        if unused:
            names = ", ".join(self.name(r) for r in unused)
            what = "is named but not used: remove it" if len(unused) == 1 else "are named but not used: remove them"
            raise StepFailed(f"{names} {what}, or the step says more than it needs", place)
        return th

    def routine(self, ctx: Context, goal: Term, reasons: tuple[Any, ...], place: Place,
                brief: bool = False) -> Theorem | None:
        """A line that its reasons do not carry alone, where what is left is routine."""
        return closed(self, ctx, goal, reasons, place, brief)

    def well_defined(self, ctx: Context, t: Term, place: Place) -> None:
        """Each printed line is well defined in its context."""
        owed = defined(t, self.sequent.domains)
        try:
            self.spare(prove(ctx, owed))
        except Failure as e:
            raise undefined(self, ctx, t, getattr(e, "goal", None) or owed, place) from None

    # -- splits -------------------------------------------------------------------------------------

    def _parts(self, item: Split, ctx: Context, goal: Term) -> tuple[Theorem, list[Any]]:
        """One sub-proof for each conjunct; of an equivalence, for each direction."""
        goals = _conjuncts(goal)
        if len(goals) != len(item.proofs):
            raise NotWritten(f"the goal has {len(goals)} parts, the derivation {len(item.proofs)}", item.place)
        theorems, shown = [], []
        for p, title, g in zip(item.proofs, item.data, goals, strict=True):
            with self.scope():
                th, body = self.goal(p, ctx, g)
            theorems.append(th)
            shown.append(CheckedBranch("part", g, title, body))
            ctx = ctx.having(th)
            self.facts[p], self.words[p] = th, title.rstrip(".")
        return prop(tuple(theorems), goal), shown

    def _cases(self, item: Split, ctx: Context, goal: Term) -> tuple[Theorem, list[Any]]:
        """The goal in each case; the cases are exhaustive."""
        conditions = [self.formula(c, item.place) for c in item.data]
        every = conditions[-1]
        for c in reversed(conditions[:-1]):
            every = op("or", c, every)
        try:
            covered = exhaustive(ctx, every)
        except Failure as e:
            raise uncovered(self, ctx, every, e, item.place) from None
        theorems, shown = [], []
        for p, c in zip(item.proofs, conditions, strict=True):
            with self.scope():
                self.facts[p], self.words[p] = hyp(c), f"${self.latex(c)}$"
                th, body = self.goal(p, ctx.assume(c), goal)
            theorems.append(discharge(th, c))
            shown.append(CheckedBranch("case", c, "", body))
        return prop((covered, *theorems), goal), shown

    def _induction(self, item: Split, ctx: Context, goal: Term) -> tuple[Theorem, list[Any]]:
        """Induction on an integer; the definedness of the statement is carried along."""
        from .induction import by_induction
        return by_induction(self, item, ctx, goal)

    def _descent(self, item: Split, ctx: Context, goal: Term) -> tuple[Theorem, list[Any]]:
        """Induction downwards."""
        from .induction import by_descent
        return by_descent(self, item, ctx, goal)


def _conjuncts(goal: Term) -> list[Term]:
    if goal.op == "iff":
        return [op("imp", *goal.args), op("imp", *reversed(goal.args))]
    return [c for a in goal.args for c in _conjuncts(a)] if goal.op == "and" else [goal]


def _cut(th: Theorem, fact: Theorem) -> Theorem:
    """The theorem with a fact in place of the assumption of it."""
    return mp(discharge(th, fact.concl), fact) if fact.concl in th.hyps else th
