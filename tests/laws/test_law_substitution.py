"""Laws of substitution, normal forms, typing and interning."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from generate import f, fractions, lambdas, n, points, rationals, subterms, x, y, z
from hypothesis import given
from hypothesis import strategies as st

from proofs.kernel import (
    INT,
    OMEGA,
    PROP,
    REAL,
    Term,
    app,
    at_type,
    convert,
    define,
    forall,
    fun,
    instantiate,
    is_term,
    lam,
    normal,
    num,
    refl,
    substitute,
    type_instance,
    value,
    var,
)
from proofs.kernel.substitution import lift, mentions
from proofs.kernel.terms import abstract, make

variables = st.sampled_from((x, y, z))


@given(lambdas, variables)
def test_abstract_then_instantiate(t: Term, v: Term) -> None:
    assert instantiate(abstract(v, t), v) is t


@given(lambdas, variables, lambdas)
def test_substitution_is_instantiation(t: Term, v: Term, s: Term) -> None:
    assert substitute(t, {v: s}) is instantiate(abstract(v, t), s)


@given(lambdas, variables)
def test_alpha(t: Term, v: Term) -> None:
    """The name of a bound variable is not part of a term."""
    fresh = var("fresh", REAL)
    assert lam(v, t) is lam(fresh, substitute(t, {v: fresh}))


@given(lambdas, lambdas, lambdas)
def test_substitutions_commute(t: Term, a: Term, b: Term) -> None:
    """t[x:=a][y:=b] is t[y:=b][x:=a[y:=b]] when x is not free in b."""
    b = substitute(b, {x: z})
    assert substitute(substitute(t, {x: a}), {y: b}) is substitute(substitute(t, {y: b}), {x: substitute(a, {y: b})})


@given(lambdas, lambdas, lambdas)
def test_simultaneous(t: Term, a: Term, b: Term) -> None:
    """x and y are replaced at once: the values are not looked into."""
    u, v = var("u", REAL), var("v", REAL)
    apart = substitute(substitute(t, {x: u}), {y: v})
    assert substitute(t, {x: a, y: b}) is substitute(substitute(apart, {u: a}), {v: b})


@given(lambdas, variables, lambdas)
def test_free_variables_and_types(t: Term, v: Term, s: Term) -> None:
    out = substitute(t, {v: s})
    assert out.type is t.type and not out.loose
    assert out.free == ((t.free - v.free) | s.free if v.free <= t.free else t.free)


@given(lambdas)
def test_normal_forms(t: Term) -> None:
    """Idempotent, of the same type, with no new variables; no redex is left."""
    out = normal(t)
    assert normal(out) is out and out.type is t.type and out.free <= t.free
    assert not any(s.op == "app" and s.args[0].op == "lam" for s in subterms(out))
    assert refl(t, out).concl.args == (t, out)


@given(lambdas, variables, lambdas)
def test_beta(t: Term, v: Term, s: Term) -> None:
    assert normal(app(lam(v, t), s)) is normal(substitute(t, {v: s}))
    assert normal(substitute(normal(t), {v: s})) is normal(substitute(t, {v: s}))


@given(lambdas)
def test_eta(t: Term) -> None:
    fresh = var("fresh", REAL)
    assert normal(lam(fresh, app(lam(x, t), fresh))) is normal(lam(x, t))
    assert normal(lam(z, app(f, z))) is f


@given(lambdas, variables, st.integers(1, 3))
def test_lift(t: Term, v: Term, by: int) -> None:
    body = abstract(v, t)
    up = lift(body, by)
    assert lift(up, -by, by) is body and lift(t, by) is t
    assert mentions(up, by) == (v.free <= t.free) and not any(mentions(up, i) for i in range(by))


def rebuilt(t: Term) -> Term:
    """The same term, made again from its parts."""
    return make("".join(list(t.op)), tuple([rebuilt(a) for a in t.args]), t.data)


@given(lambdas)
def test_interning(t: Term) -> None:
    assert rebuilt(t) is t and is_term(t)
    assert all(is_term(s) for s in subterms(t))
    assert not is_term(tuple.__new__(Term, tuple(t)))


@given(fractions)
def test_numerals(q: Fraction) -> None:
    assert value(num(q)) == q and num(Fraction(2 * q.numerator, 2 * q.denominator)) is num(q)


@given(rationals, rationals)
def test_equal_structure_is_identity(a: Term, b: Term) -> None:
    assert (a is b) == (str(a) == str(b))


def meaning(t: Term, at: dict[Term, Any]) -> Any:
    """The value of a λ-term; `rec` by its definition."""
    match t.op:
        case "num":
            return value(t)
        case "var":
            return at[t]
        case "add" | "mul":
            a, b = [meaning(s, at) for s in t.args]
            return a + b if t.op == "add" else a * b
        case "app":
            return meaning(t.args[0], at)(meaning(t.args[1], at))
        case "lam":
            v = var(f"bound{len(at)}", t.data)
            return lambda a: meaning(instantiate(t.args[0], v), {**at, v: a})
    start, zero, step, stop = t.args
    out = meaning(zero, at)
    for k in range(int(value(start)), int(value(stop))):
        out = meaning(step, at)(k)(out)
    return out


@given(lambdas, points, lambdas, variables)
def test_meaning_is_kept(t: Term, at: dict[Term, Any], s: Term, v: Term) -> None:
    """Normal forms and substitution do not change values."""
    where = {**at, f: lambda a: a * a - 3, n: Fraction(0)}
    assert meaning(normal(t), where) == meaning(t, where)
    assert meaning(substitute(t, {v: s}), where) == meaning(t, {**where, v: meaning(s, where)})


@given(st.sampled_from((INT, REAL, fun(INT, REAL))))
def test_type_instances(ty: Any) -> None:
    w, g = var("w", OMEGA), var("g", fun(OMEGA, REAL))
    t = lam(w, app(g, w))
    assert at_type(t, ty).type is fun(ty, REAL) and not at_type(t, ty).omega
    assert at_type(normal(t), ty) is normal(at_type(t, ty))
    assert type_instance(refl(app(g, w)), ty).concl is at_type(refl(app(g, w)).concl, ty)
    assert convert(type_instance(refl(t), ty), refl(at_type(g, ty)).concl).hyps == frozenset()


def _has_redex(t: Term) -> bool:
    """Told again, node by node: a λ applied, or a λ over f x where x is not in f."""
    if t.op == "app" and t.args[0].op == "lam":
        return True
    if t.op == "lam" and t.args[0].op == "app":
        g, a = t.args[0].args
        if a.op == "bound" and a.data[0] == 0 and not mentions(g, 0):
            return True
    return any(_has_redex(s) for s in t.args)


@given(lambdas)
def test_the_flag_of_normal_terms(t: Term) -> None:
    """`reduced` is having no redex, and a normal form has none."""
    assert t.reduced is not _has_redex(t)
    assert normal(t).reduced
    assert (normal(t) is t) is t.reduced


def test_flags_of_constants_and_quantifiers() -> None:
    c = define("c", num(1))
    two = make("add", (c, c))
    assert two.reduced and not two.plain and normal(two) is two
    assert normal(two, None) is make("add", (num(1), num(1)))
    p = var("p", fun(REAL, PROP))
    for_all = forall(x, app(p, x))
    assert for_all.reduced and normal(for_all) is for_all
    assert not for_all.args[0].reduced and normal(for_all.args[0]) is p
