"""Gradients by a vector of a size: the vector and the entries end at n, and neither is read beyond."""

from __future__ import annotations

from sympy import Abs, Piecewise, Sum

from proofs import Proved, Refuted, decide, derivative, dot, gradient, nat, norm2, real, relu, vector
from proofs.claims.sequent import stated
from proofs.kernel.definedness import defined

n, m, i = (nat(s) for s in "nmi")
y = real("y")
V, x, c, w = vector("V", n), vector("x", n), vector("c", n), vector("w")


def test_it_is_printed_as_a_vector() -> None:
    assert str(decide(lambda: gradient(norm2(V), V[i], 2*V[i], (i, 1, n)))) == "Proved(∇[V] ‖V‖^2 is 2·V; under 0 ≤ n)"
    assert str(decide(lambda: gradient(norm2(w, n), w[i], 2*w[i], (i, 1, n)))) == "Proved(∇[w] ‖w‖^2 is 2·w; under 0 ≤ n)"
    at = decide(lambda: gradient(norm2(V), V[i], 2*c[i], (i, 1, n), at=c[i]))
    assert str(at) == "Proved(∇[V] ‖V‖^2 at V = c is 2·c; under 0 ≤ n)"


def test_no_entry_beyond_the_size_is_owed() -> None:
    s = stated(gradient(norm2(V), V[i], 2*V[i], (i, 1, n)), [], ())
    value = s.statement.args[1]
    assert value.op == "lam" and value.args[0].op == "ite"
    owed = defined(s.statement, s.domains)
    assert owed.op == "all" and owed.args[0].args[0].op == "imp"  # 1 ≤ k ∧ k ≤ n → what V owes at k


def test_a_family_without_ends_is_read_as_it_is() -> None:
    s = stated(gradient(norm2(w, n), w[i], 2*w[i], (i, 1, n)), [], ())
    assert s.statement.args[1].args[0].op == "mul"


def test_the_entries_up_to_the_size_count() -> None:
    wrong = decide(lambda: gradient((dot(V, x) - y)**2, V[i], (dot(V, x) - y)*x[i], (i, 1, n)))
    assert isinstance(wrong, Refuted)
    assert isinstance(decide(lambda: gradient((dot(V, x) - y)**2, V[i], 2*(dot(V, x) - y)*x[i], (i, 1, n))), Proved)


def test_a_vector_that_ends_earlier_is_not_read_beyond() -> None:
    """Of m entries, read up to n."""
    short = vector("s", m)
    verdict = decide(lambda: gradient(dot(w, short, n), w[i], short[i], (i, 1, n)))
    assert not isinstance(verdict, Proved)


def test_an_entry_beyond_the_end_is_not_hidden() -> None:
    """At i = n the value would be V[n + 1]."""
    assert not isinstance(decide(lambda: gradient(Sum(V[i], (i, 1, n)), V[i], V[i + 1]/V[i + 1], (i, 1, n))), Proved)


def test_cases_of_an_author_are_left_out_only_where_they_say_nothing() -> None:
    """Entries beyond n are none of a gradient; the entry n is."""
    inside, short = (Piecewise((2*w[i], (i >= 1) & (i <= end)), (0, True)) for end in (n, n - 1))
    assert str(decide(lambda: gradient(norm2(w, n), w[i], inside, (i, 1, n)))) == "Proved(∇[w] ‖w‖^2 is 2·w; under 0 ≤ n)"
    wrong = decide(lambda: gradient(norm2(w, n), w[i], short, (i, 1, n)))
    assert isinstance(wrong, Refuted) and "i ≤ -1 + n" in str(wrong)


def test_a_smooth_function_of_a_corner_is_not_refuted() -> None:
    """x·|x| and ReLU² have slopes at 0."""
    z = real("z")
    assert not isinstance(decide(lambda: derivative(z*Abs(z), z, 2*Abs(z))), Refuted)
    assert not isinstance(decide(lambda: derivative(relu(z)**2, z, 2*relu(z))), Refuted)
    assert isinstance(decide(lambda: derivative(z*Abs(z), z, Abs(z))), Refuted)
