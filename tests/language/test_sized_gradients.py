"""Gradients by a vector of a size: the vector and the entries end at n, and neither is read beyond."""

from __future__ import annotations

from sympy import Piecewise

from proofs import Proved, Refuted, decide, dot, gradient, nat, norm2, real, vector
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


def test_cases_of_an_author_that_say_the_same_are_printed_alike() -> None:
    inside = Piecewise((2*w[i], (i >= 1) & (i <= n)), (0, True))
    assert str(decide(lambda: gradient(norm2(w, n), w[i], inside, (i, 1, n)))).startswith("Proved")
