"""Well-definedness as a function from formulas to formulas, and the triple that is published.

The logic is total: `⊢ φ` holds whatever a quotient by 0 is.  `defined(φ)` says that φ never reads such a value,
left to right: in φ ∧ ψ and φ → ψ the right part may use the left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from .errors import RuleError
from .logic import at_type
from .sealing import sealed
from .substitution import instantiate, normal, substitute
from .terms import FALSE, INT, REAL, Term, Type, app, exists, forall, free_variables, num, op, value, var
from .theorem import Theorem, formula, plain

TRUE = op("not", FALSE)
Domains = Mapping[Term, Term]  # a variable of function type ↦ λ-term: which arguments it may be given
ZERO = num(0, REAL)


def defined(phi: Term, domains: Domains | None = None) -> Term:
    """The formula that says φ is well defined; domains say where variables of function type are."""
    return _Reading(phi, dict(domains or {})).of(phi)


def _is_total(constant: Term) -> bool:
    """Is it well defined as soon as its arguments are?  The definition's word is checked: its body owes nothing."""
    return bool(constant.data.total) and _Reading(constant, {}).of(constant.data.body) is TRUE


def conjunction(parts: Iterable[Term]) -> Term:
    """The conjunction without the trivial parts, nested to the left."""
    real = [p for p in parts if p is not TRUE]
    out = real[0] if real else TRUE
    for p in real[1:]:
        out = op("and", out, p)
    return out


@sealed
class _Reading:
    """One reading of a formula: its domains, and names that are fresh for it."""

    def __init__(self, phi: Term, domains: Domains) -> None:
        self.domains = domains
        used = [name for t in (phi, *domains.values()) for name, _ in t.free]
        self.prefix = "k"
        while any([name.startswith(self.prefix) for name in used]):
            self.prefix += "k"
        self.count = 0
        self.memo: dict[Term, Term] = {}

    def fresh(self, ty: Type) -> Term:
        self.count += 1
        return var(f"{self.prefix}{self.count}", ty)

    def of(self, t: Term) -> Term:
        """The definedness of a locally closed term."""
        if t not in self.memo:
            self.memo[t] = self.read(t)
        return self.memo[t]

    def read(self, t: Term) -> Term:
        match t.op:
            case "var" | "num" | "false":
                return TRUE
            case "const":
                return TRUE if _is_total(t) else self.of(normal(t.data.body))
            case "and" | "imp":
                return conjunction([self.of(t.args[0]), self.given(t.args[0], self.of(t.args[1]))])
            case "or":
                return conjunction([self.of(t.args[0]), self.given(op("not", t.args[0]), self.of(t.args[1]))])
            case "ite":
                c, a, b = t.args
                cases = [self.given(c, self.of(a)), self.given(op("not", c), self.of(b))]
                return conjunction([self.of(c), *cases])
            case "lam":
                return self.everywhere(t)
            case "all" | "ex":
                return self.everywhere(t.args[0])
            case "app":
                return self.application(t)
            case "rec":
                return self.recursion(t)
        return conjunction([*[self.of(a) for a in t.args], self.own(t)])

    def given(self, condition: Term, owed: Term) -> Term:
        return TRUE if owed is TRUE else op("imp", condition, owed)

    def own(self, t: Term) -> Term:
        """What the operator itself owes."""
        match t.op:
            case "div":
                return TRUE if _is_nonzero_number(t.args[1]) else op("not", op("eq", t.args[1], ZERO))
            case "sqrt":
                return op("le", ZERO, t.args[0])
            case "log":
                return op("lt", ZERO, t.args[0])
            case "pow":
                base, exponent = t.args
                nonneg, nonzero = op("le", num(0, INT), exponent), op("not", op("eq", base, ZERO))
                if exponent.op == "num":
                    return TRUE if value(exponent) >= 0 else nonzero
                return op("or", nonneg, nonzero)
        return TRUE

    def everywhere(self, function: Term) -> Term:
        """∀x: the body is defined."""
        x = self.fresh(function.data)
        owed = self.of(instantiate(function.args[0], x))
        return owed if not x.free <= owed.free else forall(x, owed)

    def application(self, t: Term) -> Term:
        head = t
        args: list[Term] = []
        while head.op == "app":
            head, a = head.args
            args.insert(0, a)
        if head.op == "lam" or head.op == "const" and not _is_total(head):
            opened = normal(app(head.data.body if head.op == "const" else head, *args))
            return self.of(opened)
        owed = [self.of(a) for a in (head, *args)]
        if head in self.domains:
            owed.append(_domain_at(self.domains[head], args))
        return conjunction(owed)

    def recursion(self, t: Term) -> Term:
        """Every step that is taken is defined, given the value before it."""
        start, zero, step, at = t.args
        k, before = self.fresh(INT), self.fresh(zero.type)
        owed = self.of(normal(app(step, k, before)))
        if owed is not TRUE:
            here = op("rec", start, zero, step, k)
            owed = substitute(owed, {before: here})
            owed = forall(k, op("imp", op("le", start, k), op("imp", op("lt", k, at), owed)))
        return conjunction([self.of(start), self.of(at), self.of(zero), owed])


def _domain_at(domain: Term, args: list[Term]) -> Term:
    """The domain at the arguments it speaks about (it may leave later ones free)."""
    for a in args:
        if domain.op != "lam":
            break
        domain = normal(instantiate(domain.args[0], a))
    return domain


def _is_nonzero_number(t: Term) -> bool:
    if t.op == "real":
        t = t.args[0]
    return t.op == "num" and value(t) != 0


def sequent_formula(hypotheses: tuple[Term, ...], phi: Term) -> Term:
    """h₁ → (h₂ → … → φ)."""
    for h in reversed(hypotheses):
        phi = op("imp", h, phi)
    return phi


@sealed
class Published(NamedTuple):
    """A statement that may be printed: proved, well defined, and not vacuous.

    `hypotheses` stand in their order; `instance` proves that they hold together for some values.
    Genuine (`is_published`) only when `publish` made it.
    """

    hypotheses: tuple[Term, ...]
    statement: Theorem
    definedness: Theorem
    instance: Theorem


def _press() -> tuple[Callable[..., Published], Callable[[object], bool]]:
    """The table of what was published, reachable only through these two functions."""
    printed: dict[int, Published] = {}

    def publish(hypotheses: tuple[Term, ...], phi: Term, domains: Domains, sample: Type,
                statement: Theorem, definedness: Theorem, instance: Theorem) -> Published:
        """Put the three theorems together; fails when one of them does not belong to h₁,…,hₙ ⊢ φ or has a gap."""
        hypotheses, domains = tuple(hypotheses), dict(domains)
        for f in (*hypotheses, phi):
            formula("publish", f)
        made = Published(hypotheses, *plain((statement, definedness, instance)))
        _check(made, phi, domains, sample)
        printed[id(made)] = made
        return made

    def is_published(x: object) -> bool:
        """Was it made by `publish`?"""
        return type(x) is Published and id(x) in printed

    return publish, is_published


def _check(p: Published, phi: Term, domains: Domains, sample: Type) -> None:
    whole = sequent_formula(p.hypotheses, phi)
    if p.statement.concl is not phi or not p.statement.hyps <= frozenset(p.hypotheses):
        raise RuleError("publish", "the theorem is not the statement", found=p.statement, wanted=whole)
    if p.definedness.concl is not defined(whole, domains) or p.definedness.hyps:
        raise RuleError("publish", "definedness was proved of something else", found=p.definedness)
    wanted = satisfiable(p.hypotheses, sample)
    if p.instance.concl is not wanted or p.instance.hyps:
        raise RuleError("publish", "the instance is of something else", found=p.instance, wanted=wanted)
    for th in (p.statement, p.definedness, p.instance):
        if any([kind == "gap" for kind, _ in th.ledger]):
            raise RuleError("publish", "a step was admitted: nothing with a gap is published", found=th.concl)


publish, is_published = _press()


def satisfiable(hypotheses: tuple[Term, ...], sample: Type) -> Term:
    """∃ values. ⋀ hypotheses, at a sample type."""
    body = at_type(conjunction(hypotheses), sample)
    for x in reversed(free_variables(body)):
        body = exists(x, body)
    return body
