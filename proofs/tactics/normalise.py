"""Normal forms with proof: `Normaliser.norm(t)` gives ⊢ t = t′.

Rewriting with oriented equations (definitions, hypotheses, lemmas), canonical integer and real arguments, congruence
under binders with what is known there, and conversions that theories supply (linearity of Σ and E, splitting, …).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ..kernel import INT, PROP, REAL, KernelError, Term, Theorem, Type, app, hyp, instantiate, lam, normal, refl, rewrite
from ..kernel import field as field_rule
from ..kernel.rational import integer_form
from ..kernel.substitution import Reduction
from .budget import spend
from .build import eq, ne
from .context import Context, Rule, Unproved, opened
from .derive import discharge, generalise, itself, lhs, rhs, sym, trans
from .linear import equal_by_combination
from .match import match
from .polynomial import TooLarge, integer_term, poly_term
from .prover import instance_of, reader
from .rules import conclude

ARITHMETIC = ("add", "sub", "mul", "neg", "div", "pow", "real", "num")
MAX_WORK = 6_000
MAX_DEPTH = 300
TOO_LARGE = "the step is too large for the search"
NODE, MONOMIAL = 20, 30  # the work of one subterm, of one monomial in canonical form, in units of `budget`

Conversion = Callable[["Normaliser", Term], "Theorem | None"]
CONGRUENCE: dict[Term, Conversion] = {}  # constants whose function argument may use more than the context


@dataclass(frozen=True, eq=False)
class Rewrite:
    """An oriented equation; `when` restricts the values at which it fires."""

    rule: Rule
    when: Callable[[dict[Term, Term]], bool] | None = None


@dataclass
class Method:
    """What a step may use: rewrites, constants to unfold, conversions; `fired` collects what was used."""

    rewrites: list[Rewrite] = field(default_factory=list)
    unfold: frozenset[Term] = frozenset()
    conversions: list[tuple[object, Conversion]] = field(default_factory=list)
    once: bool = False
    fired: set[object] = field(default_factory=set)
    work: int = 0
    depth: int = 0
    reduction: Reduction | None = None

    def normal(self, t: Term) -> Term:
        """The βη-normal form with the constants unfolded; that of its parts is kept, for they are asked for next."""
        if not self.unfold:
            return normal(t)
        if self.reduction is None or self.reduction.unfold is not self.unfold:
            self.reduction = Reduction(self.unfold)
        self.reduction.steps = 0
        return self.reduction.of(t)

    def index(self) -> dict[object, list[Rewrite]]:
        table: dict[object, list[Rewrite]] = {}
        for r in self.rewrites:
            table.setdefault(head(r.rule.conclusion.args[0]), []).append(r)
        return table


def head(t: Term) -> object:
    """What a term starts with: the variable or constant of an application, else the operator."""
    while t.op == "app":
        t = t.args[0]
    return t if t.op in ("var", "const") else t.op


class Normaliser:
    """One normalisation in one context; contexts under binders get their own, sharing the method."""

    def __init__(self, ctx: Context, method: Method, index: dict[object, list[Rewrite]] | None = None) -> None:
        self.ctx, self.method = ctx, method
        self.index = method.index() if index is None else index
        self.memo: dict[Term, Theorem] = {}
        self.begun: set[Term] = set()

    def under(self, *assumptions: Term) -> Normaliser:
        """The normaliser where more is assumed."""
        key = ("under", assumptions)
        inner = self.ctx.cache.get(key)
        if inner is None:
            self.ctx.cache[key] = inner = self.ctx.assume(*assumptions)
        return Normaliser(inner, self.method, self.index)  # type: ignore[arg-type]

    def norm(self, t: Term) -> Theorem:
        """⊢ t = t′ (with hypotheses of the context)."""
        found = self.memo.get(t)
        if found is None:
            self.method.work += 1
            self.method.depth += 1
            if t in self.begun or self.method.work > MAX_WORK or self.method.depth > MAX_DEPTH:
                raise Unproved(TOO_LARGE)  # what comes back to where it began never ends
            spend(NODE)
            self.begun.add(t)
            try:
                found = self.memo[t] = self._norm(t)
            finally:
                self.begun.discard(t)
            self.method.depth -= 1
        return found

    def _norm(self, t: Term) -> Theorem:
        now = self.method.normal(t)
        th = itself(t) if now is t else refl(t, now, self.method.unfold)
        if now is not t:
            self.method.fired |= {c for c in self.method.unfold if normal(t, frozenset((c,))) is not normal(t)}
        inside = self._children(now)
        if inside is not None:
            th, now = trans(th, inside), rhs(inside)
        if now.op == "app" and now.args[0].op == "lam":  # a function that was rewritten to a λ
            return trans(th, refl(now, normal(now)), self.norm(normal(now)))
        step = self._top(now)
        if step is None:
            return th
        again = self if not self.method.once else Normaliser(
            self.ctx, Method(conversions=self.method.conversions, fired=self.method.fired), {})
        return trans(th, step, again.norm(rhs(step)))

    # -- parts -------------------------------------------------------------------

    def _children(self, t: Term) -> Theorem | None:
        """Congruence: the subterms normalised."""
        if t.type is INT and t.op in ("add", "sub", "mul", "neg"):
            return self._integer(t)
        if not t.args:
            return None
        special = CONGRUENCE.get(head(t)) if t.op == "app" else None  # type: ignore[call-overload]
        if special is not None:
            th: Theorem | None = special(self, t)
            if th is not None:
                return th
        return self.congruence(t)

    def congruence(self, t: Term) -> Theorem | None:
        """⊢ t = t with normal subterms, or None when nothing changes."""
        if _is_predicate(t.type):
            return None  # there is no = between formulas
        if t.op == "lam":
            x = self.ctx.fresh(t.data, t)
            th = self.body(instantiate(t.args[0], x))
            return None if _trivial(th) else _contracted(rewrite(itself(t), (((1, 0), generalise(th, x)),)))
        steps = []
        for i, a in enumerate(t.args):
            if _is_predicate(a.type):
                continue
            spine = t.op == "app" and i == 0
            th = self.norm(a) if spine or t.op in ARITHMETIC else self.argument(a)
            if not _trivial(th):
                steps.append(((1, i), th))
        return rewrite(itself(t), tuple(steps)) if steps else None

    def argument(self, a: Term) -> Theorem:
        """An argument of something that is no arithmetic: in canonical form."""
        if a.op == "app" and not a.type.name:
            return self.function(a)
        return self.norm(a) if a.type is not REAL else self.body(a)

    def function(self, f: Term) -> Theorem:
        """A function that is no λ, such as a family at some of its indices: normalised at a fresh argument."""
        x = self.ctx.fresh(f.type.dom, f)
        th = self.body(app(f, x)) if f.type.cod.name else self.function(app(f, x))
        if _trivial(th):
            return itself(f)
        expanded = refl(f, lam(x, app(f, x)))
        th = rewrite(expanded, (((1, 0), generalise(th, x)),))
        return trans(th, refl(rhs(th), normal(rhs(th))))

    def body(self, t: Term) -> Theorem:
        """Normal form, and canonical as a polynomial when it is a real."""
        th = self.norm(t)
        if t.type is not REAL or rhs(th).op not in ARITHMETIC:
            return th
        more = self.canonical(rhs(th))
        return th if more is None else trans(th, more)

    def canonical(self, t: Term) -> Theorem | None:
        """⊢ t = its canonical polynomial, where its divisors are known to be nonzero."""
        try:
            reading = reader(self.ctx, [t])
            if reading.missing:
                return None
            poly = reading.poly(t)
            spend(MONOMIAL*len(poly))
            wanted = poly_term(poly)
            if wanted is t:
                return None
            return field_rule(t, wanted, reader(self.ctx, [t, wanted]).side())
        except (TooLarge, KernelError):
            return None

    def _integer(self, t: Term) -> Theorem | None:
        """Atoms inside normalised, then the canonical integer form."""
        steps = []
        for i, a in enumerate(t.args):
            th = self.norm(a)
            if not _trivial(th):
                steps.append(((1, i), th))
        th = rewrite(itself(t), tuple(steps)) if steps else itself(t)
        wanted = integer_term(*integer_form(rhs(th)))
        if wanted is not rhs(th):
            th = trans(th, field_rule(rhs(th), wanted))
        return None if _trivial(th) else th

    # -- the root -----------------------------------------------------------------

    def _top(self, t: Term) -> Theorem | None:
        for r in self.index.get(head(t), ()):
            th = self.fire(r, t)
            if th is not None:
                return th
        for label, convert in self.method.conversions:
            th = convert(self, t)
            if th is not None and not _trivial(th):
                self.method.fired.add(label)
                return th
        return None

    def fire(self, r: Rewrite, t: Term) -> Theorem | None:
        """⊢ t = what the rewrite makes of it, if it applies here."""
        rule = r.rule
        left = rule.conclusion.args[0]
        if left.type is not t.type:
            return None
        values = match(left, t, frozenset(rule.variables))
        if values is None or len(values) < len(rule.variables) or (r.when is not None and not r.when(values)):
            return None
        th = instance_of(self.ctx, rule, values)
        if th is None or th.concl.op != "eq" or th.concl.args[0] is not t or contains(rhs(th), t):
            return None  # an equation whose right side contains the left would be used for ever
        self.method.fired.add(rule.label)
        return None if _trivial(th) else th


def _contracted(th: Theorem) -> Theorem:
    """… = λi. x i as … = x."""
    body = rhs(th).args[0]
    if body.op != "app" or body.args[1].op != "bound":
        return th
    reduced = normal(rhs(th))
    return th if reduced is rhs(th) else trans(th, refl(rhs(th), reduced))


def _is_predicate(ty: Type) -> bool:
    """Formulas, and functions to formulas"""
    while not ty.name:
        ty = ty.cod
    return ty is PROP


def contains(whole: Term, part: Term) -> bool:
    """Does part occur in whole?"""
    if not part.free <= whole.free or part.depth > whole.depth:
        return False
    stack, seen = [whole], set()
    while stack:
        t = stack.pop()
        if t is part:
            return True
        if t not in seen and t.depth > part.depth:
            seen.add(t)
            stack.extend(t.args)
    return False


def _trivial(th: Theorem) -> bool:
    a, b = th.concl.args
    return a is b


def equate(ctx: Context, a: Term, b: Term, method: Method) -> Theorem:
    """Γ ⊢ a = b through normal forms and `field`; raises Unproved with what remains."""
    if a is b:
        return itself(a)
    n = Normaliser(ctx, ready(ctx, method))
    left, right = n.norm(a), n.norm(b)
    try:
        middle = close(ctx, rhs(left), rhs(right))
    except Unproved:
        combined = _combined(n, rhs(left), rhs(right))
        if combined is None:
            raise
        middle = combined
    return trans(left, middle, sym(right))


def ready(ctx: Context, method: Method) -> Method:
    """The method, whose rewrites meet normalised terms too."""
    method.rewrites = [w for r in method.rewrites for w in canonical_rules(ctx, r, method.unfold)]
    return method


def _combined(n: Normaliser, a: Term, b: Term) -> Theorem | None:
    """a = b as a combination of the equations that the method may use, in normal form."""
    equations, labels = [], []
    fired: set[object] = set()
    for r in n.method.rewrites:
        if not r.rule.variables and a.type in (INT, REAL) and r.rule.conclusion.args[0].type in (INT, REAL):
            th = instance_of(n.ctx, r.rule, {})
            if th is not None:
                bare = Normaliser(n.ctx, Method(conversions=n.method.conversions, unfold=n.method.unfold, fired=fired), {})
                left, right = bare.norm(lhs(th)), n.norm(rhs(th))
                equations.append(trans(sym(left), th, right))
                labels.append(r.rule.label)
    if not equations:
        return None
    try:
        th = equal_by_combination(n.ctx, a, b, tuple(equations))
    except (Unproved, KernelError, TooLarge):
        return None
    n.method.fired |= {*labels, *fired}
    return th


def canonical_rules(ctx: Context, r: Rewrite, unfold: frozenset[Term] = frozenset()) -> list[Rewrite]:
    """The rewrite, and the same with its left side in canonical form, so that it meets normalised terms."""
    rule = r.rule
    key = ("canonical", rule, unfold)
    known = ctx.cache.get(key)
    if known is None:
        inner = ctx.assume(*rule.premises) if rule.premises else ctx
        left = rule.conclusion.args[0]
        try:
            th = Normaliser(inner, Method(unfold=unfold), {}).norm(left)
        except Unproved:
            th = None
        ctx.cache[key] = known = [r] if th is None or _trivial(th) else [r, _with_left(r, th)]
    return known  # type: ignore[return-value]


def _with_left(r: Rewrite, changed: Theorem) -> Rewrite:
    """The rewrite for the other form of its left side."""
    rule = r.rule
    th = conclude(rule, {x: x for x in rule.variables}, [hyp(p) for p in rule.premises])
    th = generalise(discharge(trans(sym(changed), th), *rule.premises), *rule.variables)
    (made,) = opened(th, rule.label)
    back = dict(zip(made.variables, rule.variables, strict=True))
    when = r.when
    if when is None:
        return Rewrite(made)
    return Rewrite(made, lambda values: when({back[x]: v for x, v in values.items()}))


def close(ctx: Context, a: Term, b: Term) -> Theorem:
    """a = b by `field` alone, the atoms being what they are."""
    if a is b:
        return itself(a)
    if a.type not in (INT, REAL):
        raise Unproved("the two sides have different normal forms", None)
    reading = reader(ctx, [a, b])
    try:
        return field_rule(a, b, reading.side())
    except KernelError as e:
        if reading.missing:
            raise Unproved("a divisor may be zero", ne(reading.missing[0], 0)) from e
        raise Unproved("the two sides have different normal forms", eq(a, b)) from e


def tidied(th: Theorem) -> Theorem:
    """The theorem with its integers in canonical form, those without bound variables."""
    steps = []
    for place, t in _integers(th.concl, ()):
        wanted = integer_term(*integer_form(t))
        if wanted is not t:
            steps.append((place, field_rule(t, wanted)))
    return rewrite(th, tuple(steps)) if steps else th


def _integers(t: Term, place: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Term]]:
    """The sums and products of integers in a term, the largest ones, with their places."""
    if t.type is INT and t.op in ("add", "sub", "mul", "neg"):
        yield place, t
    elif t.op != "lam":
        for i, a in enumerate(t.args):
            yield from _integers(a, (*place, i))


def successor(position: Term, start: int) -> Callable[[dict[Term, Term]], bool]:
    """Fire a recurrence only at numbers and at t + c with c > 0, so that unfolding ends."""

    def when(values: dict[Term, Term]) -> bool:
        symbols, constant = integer_form(values[position])
        return constant > 0 if symbols else constant >= start

    return when

