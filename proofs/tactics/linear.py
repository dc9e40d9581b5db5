"""Order by linear programming: find multipliers, let the kernel check the identity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import partial

from ..kernel import (
    FALSE,
    INT,
    REAL,
    Side,
    Summand,
    Term,
    Theorem,
    field,
    hyp,
    num,
    op,
    order,
    rewrite,
)
from ..kernel.terms import NUMERIC, value
from .budget import recorded, spend
from .build import add, eq, mul, ne, sub
from .cofactors import find
from .context import Context, Rule, Unproved
from .derive import discharge_to_not, sym, trans
from .match import match
from .multipliers import Column, Sum, exact, multipliers
from .parts import divides, divisors, leaves, parts_with_facts
from .polynomial import ONE, Reading, TooLarge, monomial_product, plus, rank, times
from .prover import FACTS, by_field, instance_of, reader
from .search import Kept, begun, cheaply, ended, is_cheap

MAX_PREMISES = 60
MAX_PAIRS = 140
MAX_SQUARED = 4
COMPOSED = ("add", "sub", "mul", "neg", "div", "pow", "real")
FACT, ABOUT = 4, 20  # the work of reading a fact, of a fact that theories give, in units of `budget`

# What does not follow from which facts, and the work of finding that out, counted again step by step: a matter of formulas.
_FAILED: Kept[tuple[int, ...]] = Kept()
_COLUMNS: Kept[tuple[Sum, str] | None] = Kept()
_SQUARED: Kept[Sum | None] = Kept()


def contradiction(facts: tuple[Theorem, ...]) -> Theorem:
    """false from order facts whose sum is 0 > 0, with coefficients found by linear programming."""
    return prove_order(Context(), FALSE, facts)


def prove_order(ctx: Context, goal: Term, extra: tuple[Theorem, ...] = (), products: bool = True) -> Theorem:
    """a ≤ b, a < b or false from the facts of the context, and from their products unless told not to; raises Unproved."""
    tried: list[Theorem] | None = None
    why: tuple[str, Term | None] = ("it does not follow from what is known about its parts", goal)
    for effort in range(2 if is_cheap() else 4):
        facts = [*extra, *_relevant(ctx, goal, effort)]
        if facts == tried:
            continue
        tried = facts
        try:
            return _order_from(ctx, goal, facts, products)
        except Unproved as e:
            why = e.reason, e.goal
    raise Unproved(*why)


def _are_nonzero(ctx: Context, terms: tuple[Term, ...]) -> bool:
    """Is that known already?"""
    return all(isinstance(ctx.memo.get(ne(d, 0)), Theorem) for d in terms)


def _order_from(ctx: Context, goal: Term, facts: list[Theorem], products: bool) -> Theorem:
    """The goal from these facts."""
    spend(FACT*len(facts))
    terms = [*goal.args, *[a for th in facts for a in th.concl.args]]
    reading = reader(ctx, terms)
    if reading.missing:
        facts = [th for th in facts if not _reads_missing(reading, th)]
        if any(divides(d, goal) for d in reading.missing):
            raise Unproved("a divisor may be zero", ne(reading.missing[0], 0))
    products = products and not is_cheap()
    exponents = reading.exponents()
    key = goal, tuple([th.concl for th in facts]), products, exponents
    for n in _FAILED.get(key, ()):
        spend(n)
    if key not in _FAILED:
        target = _target(reading, goal)
        columns = [_column(reading, exponents, th, i) for i, th in enumerate(facts)]
        flat = [c for c in columns if c is not None]
        with recorded() as work:
            for chosen in _attempts(reading, goal, facts, flat, products):
                witness = multipliers(goal, target, chosen)
                if witness is not None:
                    return order(goal, tuple(facts), tuple(witness), reading.side())
        _FAILED[key] = tuple(work)
    raise Unproved("it does not follow from what is known about its parts", goal)


def _reads_missing(reading: Reading, th: Theorem) -> bool:
    return any(divides(d, th.concl) for d in reading.missing)


def _target(reading: Reading, goal: Term) -> Sum:
    """r of the goal r ▷ 0; on integers a < b is a + 1 ≤ b."""
    if goal.op == "false":
        return {}
    a, b = goal.args
    r = plus(reading.poly(b), reading.poly(a), Fraction(-1))
    return exact(plus(r, {ONE: Fraction(-1)}) if goal.op == "lt" and a.type is INT else r)


def _column(reading: Reading, exponents: object, th: Theorem, i: int) -> Column | None:
    found = _COLUMNS.of((th.concl, exponents), partial(_value, reading, th.concl))
    return None if found is None else (found[0], Summand(Fraction(1), (i,)), found[1])


def _value(reading: Reading, fact: Term) -> tuple[Sum, str] | None:
    """What a fact says is ≥, > or = 0; on integers a < b is a + 1 ≤ b."""
    a, b = fact.args
    try:
        value = plus(reading.poly(b), reading.poly(a), Fraction(-1))
    except TooLarge:
        return None
    if fact.op == "lt" and a.type is INT:
        return exact(plus(value, {ONE: Fraction(-1)})), "le"
    return exact(value), fact.op


def _attempts(reading: Reading, goal: Term, facts: list[Theorem], columns: list[Column],
              products: bool) -> Iterator[list[Column]]:
    """What the goal is sought among: the facts, with squares, with products of all these."""
    yield columns
    bases = _bases(goal)
    squared = dict.fromkeys(b for th in facts for b in _raised(th.concl) if b not in bases)
    squares = _squares(reading, [*bases, *list(squared)[:MAX_SQUARED]])
    shifted = _squares(reading, _shifted(bases)) if products else []
    if squares or shifted:
        yield [*columns, *squares, *shifted]
    if products:
        factors = [*columns, *squares]
        yield [*factors, *_pairs(factors)]


def _pairs(factors: list[Column]) -> list[Column]:
    pairs: list[Column] = []
    for i, (p, s, kind) in enumerate(factors):
        for q, t, other in factors[i:]:
            if len(pairs) >= MAX_PAIRS:
                return pairs
            if len(p) * len(q) > 60:
                continue
            joint = Summand(Fraction(1), (*s.premises, *t.premises), (*s.squares, *t.squares))
            joined = "eq" if "eq" in (kind, other) else "lt" if kind == other == "lt" else "le"
            pairs.append((_product(p, q), joint, joined))
    return pairs


def _product(p: Sum, q: Sum) -> Sum:
    out: Sum = {}
    for m, c in p.items():
        for n, d in q.items():
            k = monomial_product(m, n)
            out[k] = out[k] + c*d if k in out else c*d
    return {m: c for m, c in out.items() if c}


def _bases(goal: Term) -> list[Term]:
    """What the goal squares, its atoms, and sums and differences of these."""
    bases: list[Term] = []
    stack, seen = list(goal.args), set()
    while stack:
        t = stack.pop()
        if t in seen:
            continue
        seen.add(t)
        if t.op in COMPOSED:
            stack.extend(t.args[:1] if t.op == "pow" else t.args)
            if t.op == "pow" or t.op == "mul" and t.args[0] is t.args[1]:
                bases.append(t.args[0])
            if t.op == "pow" and t.args[1].op == "num" and (n := value(t.args[1])) > 2 and n % 2 == 0:
                bases.append(op("pow", t.args[0], num(int(n)//2, INT)))
        elif t.op != "num":
            bases.append(t)
    simple = [b for b in bases if b.op not in COMPOSED][:5]
    pairs = [(x, y) for i, x in enumerate(simple) for y in simple[i + 1:] if x.type is y.type]
    return bases + [z for x, y in pairs for z in (add(x, y), sub(x, y))]


def _raised(phi: Term) -> Iterator[Term]:
    """What stands with an even exponent in a fact."""
    stack, seen = list(phi.args), set()
    while stack:
        t = stack.pop()
        if t not in seen and t.op in COMPOSED:
            seen.add(t)
            stack.extend(t.args)
            if t.op == "pow" and t.args[1].op == "num" and (n := value(t.args[1])) > 0 and n % 2 == 0:
                yield t.args[0] if n == 2 else op("pow", t.args[0], num(int(n)//2, INT))


def _shifted(bases: list[Term]) -> list[Term]:
    """x ± 1 for atoms x."""
    simple = [b for b in bases if b.op not in COMPOSED][:5]
    return [z for x in simple if x.type is REAL for z in (add(x, 1), sub(x, 1))]


def _squares(reading: Reading, bases: list[Term]) -> list[Column]:
    exponents = reading.exponents()
    values = [(b, _SQUARED.of((b, exponents), partial(_squared, reading, b))) for b in bases]
    return [(p, Summand(Fraction(1), (), (b,)), "le") for b, p in values if p is not None]


def _squared(reading: Reading, base: Term) -> Sum | None:
    try:
        p = reading.poly(base)
        return exact(times(p, p))
    except TooLarge:
        return None


# -- which facts ------------------------------------------------------------------------


def _relevant(ctx: Context, goal: Term, effort: int) -> list[Theorem]:
    """Order facts that share an atom with the goal, directly or through others.

    Effort 0: facts of the context; 1: and what theories know about its parts; 2: and instances of facts for all i;
    3: and facts that divide by something whose sign is not known yet.
    """
    pool = [(th, found) for th, found, below in _pool(ctx) if effort == 3 or _are_nonzero(ctx, below)]
    if goal.op == "false":
        facts = [th for th, _ in pool]
        return [*facts, *_generated(ctx, [a for th in facts for a in th.concl.args], effort)][:MAX_PREMISES]
    chosen: dict[Theorem, None] = {}
    terms = list(goal.args)
    for _ in range(3):
        made = [th for th in _generated(ctx, terms, effort) if th not in chosen]
        seen = frozenset().union(*[leaves(t) for t in terms], *[leaves(a) for th in made for a in th.concl.args])
        more = [th for th, found in pool if th not in chosen and not found.isdisjoint(seen)]
        if not made and not more:
            break
        chosen |= dict.fromkeys([*made, *more])
        terms += [a for th in (*made, *more) for a in th.concl.args]
        if len(chosen) > MAX_PREMISES:
            break
    unique = {th.concl: th for th in chosen}
    return list(unique.values())[:MAX_PREMISES]


Candidate = tuple[Theorem, frozenset[Term], tuple[Term, ...]]


def _pool(ctx: Context) -> list[Candidate]:
    """The order facts of the context, each with what it is about and what it divides by."""
    found = ctx.cache.get("pool")
    if found is None:
        before, known = ([], 0) if ctx.parent is None else (_pool(ctx.parent), len(ctx.parent.facts))
        facts = [(th, phi) for th in ctx.facts[known:] if (phi := th.concl).op in ("le", "lt", "eq")]
        ctx.cache["pool"] = found = before + [(th, frozenset().union(*map(leaves, phi.args)), divisors(phi.args))
                                              for th, phi in facts if phi.args[0].type in NUMERIC]
    return found  # type: ignore[return-value]


def _generated(ctx: Context, terms: Iterable[Term], effort: int) -> list[Theorem]:
    """Facts about subterms: from the theories, and instances of universally quantified order facts."""
    if effort == 0:
        return []
    out: list[Theorem] = []
    for t in parts_with_facts(terms):
        out += _about(ctx, t, effort > 1)
    return out


def _about(ctx: Context, t: Term, instances: bool) -> list[Theorem]:
    key = ("about", t, instances)
    found = ctx.cache.get(key)
    if found is None:
        ctx.cache[key] = []  # a fact about t that needs t's facts is not found
        made, before = list[Theorem](), begun()
        try:
            with cheaply():
                for generate in FACTS:
                    made += generate(ctx, t)
                if instances:
                    for rule in ctx.rules:
                        if rule.conclusion.op in ("le", "lt", "eq") and (rule.variables or rule.premises):
                            made += _instances(ctx, rule, t)
            found = [th for th in made if th.concl.op in ("le", "lt", "eq")]
            spend(ABOUT*(1 + len(found)))
        finally:
            del ctx.cache[key]
            rests = ended(before)
        if not rests:
            ctx.cache[key] = found
    return found  # type: ignore[return-value]


def _instances(ctx: Context, rule: Rule, t: Term) -> list[Theorem]:
    for pattern in [leaf for side in rule.conclusion.args for leaf in sorted(leaves(side), key=rank)]:
        if pattern.op != t.op or not all(v.free <= pattern.free for v in rule.variables):
            continue
        values = match(pattern, t, frozenset(rule.variables))
        if values is not None and len(values) == len(rule.variables):
            th = instance_of(ctx, rule, values)
            if th is not None:
                return [th]
    return []


# -- equations ------------------------------------------------------------------------


def equal_by_combination(ctx: Context, a: Term, b: Term, equations: tuple[Theorem, ...]) -> Theorem:
    """a = b as a linear combination of equations, with rational-function cofactors found by division."""
    reading = reader(ctx, [a, b, *[x for e in equations for x in e.concl.args]])
    if reading.missing:
        raise Unproved("a divisor may be zero", ne(reading.missing[0], 0))
    cofactors = find(reading, a, b, [e.concl.args for e in equations])
    if cofactors is None:
        raise Unproved("it is no combination of the equations", eq(a, b))
    return combine(a, b, equations, cofactors, reading.side())


def combine(a: Term, b: Term, equations: tuple[Theorem, ...], cofactors: list[Term | None], side: Side) -> Theorem:
    """a = b from  a − b = Σ kᵢ·(lᵢ − rᵢ), checked by `field`."""
    shape, places, zero = b, [], b
    for i, (e, k) in enumerate(zip(equations, cofactors, strict=True)):
        if k is not None:
            left, right = e.concl.args
            shape = add(shape, mul(k, sub(left, right)))
            zero = add(zero, mul(k, sub(right, right)))
            places.append(i)
    depth = len(places)
    th = field(a, shape, side)
    steps = []
    for n, i in enumerate(places):
        path = (1, *([0] * (depth - 1 - n)), 1, 1, 0)
        steps.append((path, equations[i]))
    th = rewrite(th, tuple(steps))
    return trans(th, field(zero, b, side))


def power_nonzero(ctx: Context, t: Term, base: Theorem) -> Theorem | None:
    """xⁿ ≠ 0 from x ≠ 0: xⁿ·x⁻ⁿ = 1."""
    x, n = t.args
    inverse = op("pow", x, op("neg", n))
    one = by_field(ctx, t, mul(t, inverse), num(1), base)
    h = eq(t, 0)
    gone = rewrite(one, (((0, 0), hyp(h)),))
    zero = by_field(ctx, t, gone.concl.args[0], num(0), base)
    return discharge_to_not(contradiction((trans(sym(zero), gone),)), h)

