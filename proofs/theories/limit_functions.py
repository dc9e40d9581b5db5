"""exp and log in the limit: both are continuous where they are defined.

lim exp f = exp x: for |f − x| < e/(exp x + e) the tangents at f and at x leave exp f less than e away from exp x.
lim log f = log x: 1 − x/f ≤ log f − log x ≤ f/x − 1.
"""

from __future__ import annotations

from fractions import Fraction

from ..kernel import Side, Summand, Term, Theorem, hyp, lam, normal, order
from ..tactics.build import add, div, lt, ne, neg, sub
from ..tactics.context import Context
from ..tactics.derive import discharge, generalise, mp, specialise, split
from ..tactics.prover import prove
from .absolute import abs_bounds
from .exponentials import exp, exp_pos
from .exponents import exp_tangent
from .lemmas import lemma
from .limits import FN, Body, a, b, e, eventually, f, n, near, tends, to_limit, x
from .powers import reciprocal_pos
from .sizes import absolute, within

ONE = Fraction(1)


@lemma
def limit_exp() -> Theorem:
    """⊢ lim f = x → lim exp f = exp x"""
    limit, at, size = tends(b, f, x), exp(x), add(exp(x), e)
    small = div(e, size)
    known = Context().assume(lt(0, e)).having(specialise(exp_pos(), x))
    sizes = prove(known, lt(0, size))
    inverse = mp(specialise(reciprocal_pos(), size), sizes)
    below = mp(specialise(reciprocal_pos(), at), specialise(exp_pos(), x))
    side = Side((prove(known, ne(size, 0)), prove(known, ne(at, 0))))
    positive = order(lt(0, small), (hyp(lt(0, e)), inverse), (Summand(ONE, (0, 1)),), side)
    claim = lt(absolute(sub(exp(FN), at)), e)
    th = eventually([near(hyp(limit), small, positive)], a, claim, _close(small, side, sizes, inverse, below))
    return generalise(discharge(to_limit(th, a, at, normal(lam(n, exp(FN)))), limit), a, b, f, x)


def _close(small: Term, side: Side, sizes: Theorem, inverse: Theorem, below: Theorem) -> Body:
    """−e < exp f − exp x < e."""
    def proof(known: Context, _: Term) -> Theorem:
        gap = sub(FN, x)
        close = known.known[lt(absolute(gap), small)]
        under, above = split(specialise(abs_bounds(), gap))[2:0:-1]
        right = order(lt(gap, small), (above, close), (Summand(ONE, (0,)), Summand(ONE, (1,))), side)
        left = order(lt(neg(small), gap), (under, close), (Summand(ONE, (0,)), Summand(ONE, (1,))), side)
        rise, fall = specialise(exp_tangent(), FN, x), specialise(exp_tangent(), x, FN)
        here = specialise(exp_pos(), FN)
        upper: Theorem = order(lt(exp(FN), add(exp(x), e)), (fall, here, right, below, sizes),
                      (Summand(ONE, (4, 3, 0)), Summand(ONE, (4, 3, 1, 2))), side)
        lower: Theorem = order(lt(sub(exp(x), e), exp(FN)), (rise, specialise(exp_pos(), x), left, inverse, hyp(lt(0, e))),
                      (Summand(ONE, (0,)), Summand(ONE, (1, 2)), Summand(ONE, (3, 4, 4))), side)
        return within(Context().having(upper, lower), sub(exp(FN), exp(x)), e)

    return proof
