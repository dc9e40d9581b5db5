"""How sums and products behave in steps: congruence under the range, linearity, splitting, shifting, signs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..kernel import INT, Term, Theorem, app, convert, instantiate, lam, normal, op, refl, rewrite, value
from ..kernel.rational import IntForm, integer_form
from ..tactics.build import integer, le, neg, number
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, itself, lhs, mp, rhs, specialise, trans
from ..tactics.normalise import CONGRUENCE, Method, Normaliser
from ..tactics.polynomial import integer_term
from ..tactics.prover import FACTS, attempt
from . import folds
from .folds import PRODUCT, SUM, Fold
from .lemmas import under_way
from .linearity import Functional, is_one, spread

SIGMA, PI = SUM.constant, PRODUCT.constant


def parts(t: Term) -> tuple[Term, Term, Term] | None:
    """Lower end, upper end and function of Σ or Π applied; None for other terms."""
    if t.op == "app" and t.args[0].op == "app" and t.args[0].args[0].op == "app":
        head, low = t.args[0].args[0].args
        if head in (SIGMA, PI):
            return low, t.args[0].args[1], t.args[1]
    return None


def fold_of(t: Term) -> Fold | None:
    """SUM or PRODUCT, when t is one applied to all its arguments."""
    return None if parts(t) is None else (SUM if t.args[0].args[0].args[0] is SIGMA else PRODUCT)


def body_at(function: Term, x: Term) -> Term:
    """The function applied to x."""
    return instantiate(function.args[0], x) if function.op == "lam" else app(function, x)


def congruence(n: Normaliser, t: Term) -> Theorem | None:
    """Normalise the bounds, then the body with the range as hypothesis."""
    fold, found = fold_of(t), parts(t)
    if fold is None or found is None:
        return None
    low, high = n.norm(found[0]), n.norm(found[1])
    steps = [(place, th) for place, th in (((1, 0, 0, 1), low), ((1, 0, 1), high)) if lhs(th) is not rhs(th)]
    th = rewrite(itself(t), tuple(steps)) if steps else itself(t)
    a, b, f = rhs(low), rhs(high), found[2]
    x = n.ctx.fresh(INT, t, a, b)
    inner = n.under(le(a, x), le(x, b))
    same = inner.body(body_at(f, x))
    if under_way("congruence"):
        return None if lhs(th) is rhs(th) else th
    if lhs(same) is not rhs(same):
        th = trans(th, under_range(fold, a, b, f, x, same))
    return th


def under_range(fold: Fold, a: Term, b: Term, f: Term, x: Term, same: Theorem) -> Theorem:
    """From  a ≤ x ≤ b ⊢ f x = g x:  Σ a b f = Σ a b g."""
    if f.op == "lam" and not any(x.free <= h.free for h in same.hyps):
        return rewrite(refl(fold.of(a, b, f)), (((1, 1, 0), generalise(same, x)),))
    g = normal(lam(x, rhs(same)))
    law = specialise(folds.CONG[fold.name](), a, b, f, g)
    everywhere = generalise(discharge(same, le(a, x), le(x, b)), x)
    return mp(law, convert(everywhere, law.concl.args[0]))


CONGRUENCE[SIGMA] = CONGRUENCE[PI] = congruence


# -- conversions, each the meaning of a reason -------------------------------------------


def linear(n: Normaliser, t: Term) -> Theorem | None:
    """Linearity of Σ; Σ 0 = 0; equal terms counted."""
    found = parts(t)
    if found is None or fold_of(t) is not SUM:
        return None
    a, b, f = found
    if is_one(f):
        return count(n, t)
    if f.op == "lam" and f.args[0] is number(0):
        return specialise(folds.sum_zero(), a, b)
    x = n.ctx.fresh(INT, t)
    inner = n.under(le(a, x), le(x, b)).ctx

    def of(body: Term) -> Term:
        return SUM.of(a, b, normal(lam(x, body)))

    laws = Functional(
        of=of,
        add=lambda f, g: specialise(folds.SPLIT["Σ"](), a, b, lam(x, f), lam(x, g)),
        scale=lambda c, f: specialise(folds.sum_scale(), c, a, b, lam(x, f)),
    )
    body = body_at(f, x)
    return spread(inner, x, body, laws, lambda f, g, same: under_range(SUM, a, b, normal(lam(x, f)), x, same))


def count(n: Normaliser, t: Term) -> Theorem | None:
    """Σ 1 = number of terms, where the range is not reversed."""
    found = parts(t)
    if found is None or fold_of(t) is not SUM or not is_one(found[2]):
        return None
    law = specialise(folds.sum_count(), *found[:2])
    bound = attempt(n.ctx, law.concl.args[0])
    return None if bound is None else mp(law, bound)


def emptied(n: Normaliser, t: Term) -> Theorem | None:
    """An empty sum is 0, an empty product 1."""
    return _end(n, t, folds.EMPTY)


def last_term(n: Normaliser, t: Term) -> Theorem | None:
    """Split off the last term where there is one."""
    return _end(n, t, folds.LAST)


def first_term(n: Normaliser, t: Term) -> Theorem | None:
    """Split off the first term where there is one."""
    return _end(n, t, folds.FIRST)


def longer(n: Normaliser, t: Term) -> Theorem | None:
    """Split off the first term of Σ_{i=a}^{b} where b − a is k + c with a number c > 0, so that k + 1 terms remain."""
    found = parts(t)
    if found is None:
        return None
    symbols, constant = integer_form(op("sub", found[1], found[0]))
    return first_term(n, t) if symbols and constant > 0 else None


def _end(n: Normaliser, t: Term, laws: dict[str, Callable[[], Theorem]]) -> Theorem | None:
    fold, found = fold_of(t), parts(t)
    if fold is None or found is None:
        return None
    law = specialise(laws[fold.name](), *found)
    bound = attempt(n.ctx, law.concl.args[0])
    return None if bound is None else mp(law, bound)


def shifted(n: Normaliser, t: Term) -> Theorem | None:
    """Let the index start at 0."""
    fold, found = fold_of(t), parts(t)
    if fold is None or found is None or found[0] is integer(0):
        return None
    a, b, f = found
    return specialise(folds.SHIFT[fold.name](), a, b, neg(a), f)


def absorbed(n: Normaliser, t: Term) -> Theorem | None:
    """Σ_{i=a}^{b} g(i + e) = Σ_{j=a+e}^{b+e} g(j), where e contains variables and i stands nowhere else."""
    fold, found = fold_of(t), parts(t)
    if fold is None or found is None:
        return None
    a, b, f = found
    x = n.ctx.fresh(INT, t)
    gaps = set(_gaps(body_at(f, x), x))
    if len(gaps) != 1 or None in gaps:
        return None
    (gap,) = gaps
    if not gap or not gap[0]:
        return None
    e = integer_term(*gap)
    law = specialise(folds.SHIFT[fold.name](), a, b, e, f)
    inner = Normaliser(n.ctx, Method())
    return trans(law, inner.norm(rhs(law)))


def _gaps(t: Term, x: Term) -> Iterator[IntForm | None]:
    """e for each place where x stands as x + e; None for another."""
    if not x.free <= t.free:
        return
    if t.op in ("add", "sub"):
        t = whole(t) or t
    if t.type is not INT or t.op in ("app", "floor"):
        for s in t.args:
            yield from _gaps(s, x)
        return
    symbols, constant = integer_form(t)
    own = (frozenset(((x, 1),)), 1)
    rest = symbols - {own}
    yield (rest, constant) if own in symbols and not any(x.free <= a.free for m, _ in rest for a, _ in m) else None


def whole(t: Term) -> Term | None:
    """A sum of integers that is written among the reals, as an integer."""
    if t.type is INT:
        return t
    if t.op == "real":
        return t.args[0]
    if t.op == "num":
        return integer(int(value(t))) if value(t).denominator == 1 else None
    parts_ = [whole(a) for a in t.args] if t.op in ("add", "sub", "neg") else [None]
    return None if None in parts_ else op(t.op, *parts_)


# -- signs ------------------------------------------------------------------------------


def signs(ctx: Context, t: Term) -> Iterable[Theorem]:
    """0 ≤ Σ when every term is; 0 < Σ when there are terms and all are positive."""
    found = parts(t)
    if found is None or fold_of(t) is not SUM or under_way("sum_nonneg", "sum_pos"):
        return
    law = specialise(folds.sum_nonneg(), *found)
    each = attempt(ctx, law.concl.args[0])
    if each is None:
        return
    yield mp(law, each)
    strict = specialise(folds.sum_pos(), *found)
    for _ in range(2):
        premise = attempt(ctx, strict.concl.args[0])
        if premise is None:
            return
        strict = mp(strict, premise)
    yield strict


FACTS.append(signs)
