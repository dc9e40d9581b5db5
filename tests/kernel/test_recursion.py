"""Rules 10 and 11, used."""

from __future__ import annotations

from short_names import I0, I1, ONE, ZERO, add, admitted, eq, imp, le, lt, m, n, x

from proofs.kernel import INT, REAL, app, forall, forall_elim, fun, induct, lam, num, op, rec_base, rec_step, var

NEXT = add(n, I1)
COUNT = lam(n, lam(x, add(x, ONE)))


def test_induct() -> None:
    phi = le(I0, op("mul", n, n))
    step = admitted(le(I0, op("mul", NEXT, NEXT)), le(m, n), phi)
    th = induct(n, m, phi, admitted(le(I0, op("mul", m, m)), le(I0, m)), step)
    assert th.concl is forall(n, imp(le(m, n), phi)) and th.hyps == {le(I0, m)}


def test_induct_keeps_other_hypotheses() -> None:
    phi, other = le(I0, n), lt(ZERO, x)
    th = induct(n, I0, phi, admitted(le(I0, I0), other), admitted(le(I0, NEXT), phi, other))
    assert th.hyps == {other}


def test_rec_base() -> None:
    th = rec_base(I0, ZERO, COUNT)
    assert th.concl is forall(n, imp(le(n, I0), eq(op("rec", I0, ZERO, COUNT, n), ZERO)))


def test_rec_step() -> None:
    th = rec_step(I0, ZERO, COUNT)
    now, then = op("rec", I0, ZERO, COUNT, n), op("rec", I0, ZERO, COUNT, NEXT)
    assert th.concl is forall(n, imp(le(I0, n), eq(then, add(now, ONE))))


def test_recursion_variable_is_fresh_in_each_part() -> None:
    """A name that is free in one part alone, whichever, is not taken for the bound variable."""
    t, u = var("t0", INT), var("t1", INT)
    keep = lam(n, lam(x, x))
    for start, zero, step in ((t, ZERO, keep), (I0, op("real", t), keep), (I0, ZERO, lam(n, lam(x, op("real", t)))),
                              (t, op("real", u), keep), (I0, op("real", u), lam(n, lam(x, op("real", t))))):
        value = op("rec", start, zero, step, m)
        assert rec_base(start, zero, step).concl is forall(m, imp(le(m, start), eq(value, zero)))
        law = rec_step(start, zero, step).concl
        assert law.op == "all" and law.free == start.free | zero.free | step.free


def test_recursion_variable_is_fresh() -> None:
    """The laws quantify over a variable that occurs neither in the start nor in the step."""
    t = var("t0", INT)
    th = rec_base(t, op("real", t), lam(n, lam(x, op("real", t))))
    assert forall_elim(th, num(3, INT)).concl.args[0] is le(num(3, INT), t)


def test_recursion_at_function_type() -> None:
    g = var("g", fun(INT, REAL))
    shift = lam(n, lam(g, lam(m, app(g, add(m, I1)))))
    th = forall_elim(rec_step(I0, g, shift), I0)
    state = op("rec", I0, g, shift, I0)
    assert th.concl.args[1].args[1] is lam(m, app(state, add(m, I1)))
