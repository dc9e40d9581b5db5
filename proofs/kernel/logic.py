"""Rules 1 to 7: hypotheses, propositional consequence, quantifiers, type instance, conversion, rewriting."""

from __future__ import annotations

from collections.abc import Iterable

from .errors import Budget, RuleError
from .substitution import Reduction, instantiate, normal
from .terms import OMEGA, PROP, Term, Type, abstract, fun, is_term, is_type, make, op
from .theorem import Conclusion, Theorem, formula, plain, rule, union


@rule
def hyp(phi: Term) -> Conclusion:
    """Assume a formula.

        ─────────
         φ ⊢ φ
    """
    return Conclusion(frozenset((formula("hyp", phi),)), phi, args=(phi,))


@rule
def prop(premises: tuple[Theorem, ...], goal: Term, discharge: tuple[Term, ...] = ()) -> Conclusion:
    """Propositional consequence, discharging hypotheses.

        Γ₁ ⊢ φ₁  …  Γₙ ⊢ φₙ
        ─────────────────────     ⋀ᵢ(⋀(Γᵢ ∩ Δ) → φᵢ) → ψ is a tautology
         (⋃Γᵢ) ∖ Δ ⊢ ψ

    Fails when that implication is no tautology in its propositional atoms.  A premise counts only under those of
    its hypotheses that are discharged: with the plain φᵢ, or Δ itself, as facts, false ⊢ false would give ⊢ false.
    """
    discharge = tuple(discharge)
    premises = plain(premises)
    for d in (*discharge, goal):
        formula("prop", d)
    facts = [_under(p, discharge) for p in premises]
    if not _follows(facts, goal):
        raise RuleError("prop", "not a propositional consequence", goal=goal, premises=facts)
    return Conclusion(union(premises) - frozenset(discharge), goal, premises, (goal, discharge))


def _under(th: Theorem, discharge: tuple[Term, ...]) -> Term:
    """What the theorem says without the hypotheses that are discharged."""
    phi = th.concl
    for d in discharge:
        phi = op("imp", d, phi) if d in th.hyps else phi
    return phi


MAX_SPLITS = 5_000


def _follows(facts: list[Term], goal: Term) -> bool:
    """Is ⋀facts → goal a tautology?  By splitting on atoms, with a budget; not on those that are a fact or the goal."""
    if goal in facts or any([f.op == "imp" and f.args[1] is goal and f.args[0] in facts for f in facts]):
        return True  # a discharge or modus ponens, as most steps are
    while goal.op == "imp":
        facts, goal = [*facts, goal.args[0]], goal.args[1]
    known = {goal: False} if goal.op not in CONNECTIVES else {}
    known |= {f: True for f in facts if f.op not in CONNECTIVES}
    return _in_all_cases(facts, goal, known, [])


def _in_all_cases(open_facts: list[Term], goal: Term, known: dict[Term, bool], splits: list[None]) -> bool:
    splits.append(None)
    if len(splits) > MAX_SPLITS:
        raise Budget("prop", f"more than {MAX_SPLITS} case splits")
    rest: list[Term] = []
    values: dict[Term, bool | None] = dict(known)
    for f in open_facts:
        value = _value(f, values)
        if value is False:
            return True
        if value is None:
            rest.append(f)
    if _value(goal, values) is True:
        return True
    atom = next((a for f in (*rest, goal) if (a := _atom(f, values)) is not None), None)
    return atom is not None and all([_in_all_cases(rest, goal, {**known, atom: c}, splits) for c in (False, True)])


CONNECTIVES = ("not", "and", "or", "imp", "iff", "false")


def _value(f: Term, values: dict[Term, bool | None]) -> bool | None:
    """The truth value of f as far as those of its atoms decide it; remembered for each subformula."""
    if f.op in CONNECTIVES and f not in values:
        values[f] = _combined(f, values)
    return values.get(f)


def _combined(f: Term, values: dict[Term, bool | None]) -> bool | None:
    if f.op == "false":
        return False
    a = _value(f.args[0], values)
    if f.op == "not":
        return None if a is None else not a
    if a is (f.op == "or") and f.op in ("and", "or"):
        return a
    if f.op == "imp" and a is False:
        return True
    b = _value(f.args[1], values)
    if f.op == "and":
        return b if a is True or b is False else None
    if f.op == "or":
        return b if a is False or b is True else None
    if f.op == "imp":
        return b if a is True or b is True else None
    return None if a is None or b is None else a is b


def _atom(f: Term, values: dict[Term, bool | None]) -> Term | None:
    """The first atom of f that has no value yet."""
    stack = [f]
    while stack:
        f = stack.pop()
        if values.get(f) is None:  # then so is that of one of its atoms: none is looked for twice
            if f.op not in CONNECTIVES:
                return f
            stack.extend(reversed(f.args))
    return None


@rule
def forall_intro(x: Term, th: Theorem) -> Conclusion:
    """Generalise.

          Γ ⊢ φ
        ───────────     x not free in Γ
         Γ ⊢ ∀x. φ
    """
    (th,) = plain((th,))
    if not is_term(x) or x.op != "var":
        raise RuleError("forall_intro", "not a variable", found=x)
    if any([x.free <= h.free for h in th.hyps]):
        raise RuleError("forall_intro", "the variable is free in a hypothesis", variable=x)
    return Conclusion(th.hyps, op("all", make("lam", (abstract(x, th.concl),), x.type)), (th,), (x,))


@rule
def forall_elim(th: Theorem, *values: Term) -> Conclusion:
    """Specialise, one bound variable for each value.

         Γ ⊢ ∀x. φ
        ───────────
         Γ ⊢ φ[t]
    """
    (th,) = plain((th,))
    phi = th.concl
    for value in values:
        if phi.op != "all":
            raise RuleError("forall_elim", "not a universal statement", found=phi)
        phi = _at(phi, value, "forall_elim")
    return Conclusion(th.hyps, phi, (th,), values)


def _at(quantified: Term, value: Term, where: str) -> Term:
    """The body of ∀ or ∃ at a value of the right type."""
    (function,) = quantified.args
    if not is_term(value) or value.loose or value.type is not function.data:
        raise RuleError(where, "the value does not fit", value=value, wanted=function.data)
    return instantiate(function.args[0], value)


@rule
def exists_intro(th: Theorem, goal: Term, witness: Term) -> Conclusion:
    """Exhibit a witness.

          Γ ⊢ φ[t]
        ───────────
         Γ ⊢ ∃x. φ
    """
    (th,) = plain((th,))
    if formula("exists_intro", goal).op != "ex":
        raise RuleError("exists_intro", "not an existential statement", found=goal)
    if _at(goal, witness, "exists_intro") is not th.concl:
        raise RuleError("exists_intro", "the witness gives another statement", found=th.concl, wanted=goal)
    return Conclusion(th.hyps, goal, (th,), (goal, witness))


@rule
def exists_elim(x: Term, some: Theorem, th: Theorem) -> Conclusion:
    """Use an existential statement through a name for its witness.

         Γ ⊢ ∃y. φ      Δ, φ[x] ⊢ ψ
        ────────────────────────────     x not free in ∃y. φ, Δ, ψ
               Γ, Δ ⊢ ψ
    """
    some, th = plain((some, th))
    if some.concl.op != "ex":
        raise RuleError("exists_elim", "not an existential statement", found=some.concl)
    rest = th.hyps - {_at(some.concl, x, "exists_elim")}
    if x.op != "var" or any([x.free <= t.free for t in (*rest, th.concl, some.concl)]):
        raise RuleError("exists_elim", "the witness's name is free in what remains", variable=x)
    return Conclusion(some.hyps | rest, th.concl, (some, th), (x,))


@rule
def type_instance(th: Theorem, ty: Type) -> Conclusion:
    """Choose the sample type.

           Γ ⊢ φ
        ─────────────────     τ without Ω
         Γ[τ/Ω] ⊢ φ[τ/Ω]
    """
    (th,) = plain((th,))
    if not is_type(ty) or ty.omega:
        raise RuleError("type_instance", "the type must not contain Ω", found=ty)
    memo: dict[Term, Term] = {}
    hyps = frozenset([_retype(h, ty, memo) for h in th.hyps])
    return Conclusion(hyps, _retype(th.concl, ty, memo), (th,), (ty,))


def at_type(t: Term, ty: Type) -> Term:
    """t with Ω replaced by ty."""
    return _retype(t, ty, {})


def _type_at(old: Type, new: Type) -> Type:
    if not old.omega:
        return old
    return new if old is OMEGA else fun(_type_at(old.dom, new), _type_at(old.cod, new))


def _retype(t: Term, ty: Type, memo: dict[Term, Term]) -> Term:
    if not t.omega:
        return t
    if t in memo:
        return memo[t]
    data = t.data
    if t.op in ("var", "bound"):
        data = (data[0], _type_at(data[1], ty))
    elif t.op == "lam":
        data = _type_at(data, ty)
    elif t.op == "const":
        data = tuple.__new__(type(data), (data.name, _retype(data.body, ty, memo), data.total))
    memo[t] = made = make(t.op, tuple([_retype(a, ty, memo) for a in t.args]), data)
    return made


@rule
def refl(a: Term, b: Term | None = None, unfold: frozenset[Term] = frozenset()) -> Conclusion:
    """Terms equal by computation.

        ───────────     a =βηδ b, δ for the constants named
         ⊢ a = b
    """
    b, unfold = a if b is None else b, _constants(unfold)
    for t in (a, b):
        if not is_term(t) or t.loose or t.type is PROP:
            raise RuleError("refl", "not a closed term that = is about", found=t)
    opened = _compared("refl", a, b, unfold)
    return Conclusion(frozenset(), op("eq", a, b), args=(a, b, opened), trusts=_trusted(opened))


@rule
def convert(th: Theorem, goal: Term, unfold: frozenset[Term] = frozenset()) -> Conclusion:
    """Replace a formula by one equal by computation.

         Γ ⊢ φ
        ────────     φ =βηδ φ′, δ for the constants named
         Γ ⊢ φ′
    """
    (th,) = plain((th,))
    opened = _compared("convert", th.concl, formula("convert", goal), _constants(unfold))
    return Conclusion(th.hyps, goal, (th,), (goal, opened), _trusted(opened))


def _compared(rule: str, a: Term, b: Term, unfold: frozenset[Term]) -> frozenset[Term]:
    """Those of the constants that are opened where a and b have one normal form; fails where they have two."""
    if a is b:
        return frozenset()
    reduction = Reduction(unfold)
    left, right = (reduction.of(a), reduction.of(b)) if unfold else (normal(a), normal(b))
    if left is not right:
        raise RuleError(rule, "not equal by computation", found=left, wanted=right)
    return frozenset(reduction.opened)


def _constants(unfold: Iterable[Term]) -> frozenset[Term]:
    constants = tuple(unfold)
    for c in constants:
        if not is_term(c) or c.op != "const":
            raise RuleError("convert", "only defined constants are unfolded", found=c)
    return frozenset(constants)


def _trusted(opened: frozenset[Term]) -> frozenset[tuple[str, str]]:
    return frozenset([("definition", c.data.name) for c in opened])


Place = tuple[int, ...]


@rule
def rewrite(th: Theorem, steps: tuple[tuple[Place, Theorem], ...]) -> Conclusion:
    """Replace equals by equals, also under binders.

         Γ ⊢ ∀x₁…xₖ. a = b      Δ ⊢ φ[a]
        ──────────────────────────────────     x₁…xₖ are the binders above the place, outermost first
                 Γ, Δ ⊢ φ[b]

    Each step is a place (argument numbers from the root) with its equation; steps are done in order.
    """
    pairs = [(tuple(place), equation) for place, equation in steps]
    th, *equations = plain((th, *[e for _, e in pairs]))
    phi = th.concl
    for (place, _), equation in zip(pairs, equations):
        phi = _replace(phi, place, equation.concl)
    return Conclusion(union((th, *equations)), phi, (th, *equations), (tuple([place for place, _ in pairs]),))


def _replace(phi: Term, place: Place, equation: Term) -> Term:
    """φ with the subterm at the place replaced, after comparing it with the equation's left side."""
    spine, t = [], phi
    for i in place:
        if not (type(i) is int and 0 <= i < len(t.args)):
            raise RuleError("rewrite", "no such place", place=place, term=phi)
        spine.append((t, i))
        if t.op == "lam":
            if equation.op != "all" or equation.args[0].data is not t.data:
                raise RuleError("rewrite", "the equation must quantify over each binder it passes", equation=equation)
            equation = equation.args[0].args[0]
        t = t.args[i]
    if equation.op != "eq" or equation.args[0] is not t:
        raise RuleError("rewrite", "the place does not hold the equation's left side", found=t, equation=equation)
    t = equation.args[1]
    for above, i in reversed(spine):
        t = make(above.op, (*above.args[:i], t, *above.args[i + 1:]), above.data)
    return t


@rule
def gap(hyps: tuple[Term, ...], phi: Term, label: str) -> Conclusion:
    """Admit a formula while a derivation is being written.

        ─────────     the ledger carries the gap for ever; nothing with a gap is published
         Γ ⊢ φ
    """
    hyps = tuple(hyps)
    if type(label) is not str:
        raise RuleError("gap", "the label must be a plain string", found=type(label))
    for h in (*hyps, phi):
        formula("gap", h)
    return Conclusion(frozenset(hyps), phi, args=(hyps, phi, label), trusts=frozenset((("gap", label),)))

