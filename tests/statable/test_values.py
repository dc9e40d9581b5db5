"""Sentences tried at numbers: true where they should be, false where a condition is dropped or a constant is wrong."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Sequence
from fractions import Fraction as Q
from typing import Any

import pytest

from proofs.kernel import INT, OMEGA, REAL, Term, Type, defined, fun

from .builders import MATRIX, VECTOR, Statement
from .evaluate import Evaluator, curried
from .sentences import SENTENCES

Domains = dict[Type, Sequence[Any]]


def holds(name: str, values: dict[str, Any], domains: Domains | None = None) -> bool:
    """The whole sentence, hypotheses and claim, at these values."""
    return bool(Evaluator(values, domains).of(SENTENCES[name]().term))


def parts(name: str, values: dict[str, Any], domains: Domains | None = None) -> tuple[bool, bool]:
    """Do all hypotheses hold, and does the claim?"""
    s, e = SENTENCES[name](), Evaluator(values, domains)
    return all(e.of(g) for g in s.given), bool(e.of(s.claim))


def both_true(name: str, values: dict[str, Any], domains: Domains | None = None) -> bool:
    """Not only by a false hypothesis; and well defined as far as the domains reach."""
    term = defined(SENTENCES[name]().term)
    return parts(name, values, domains) == (True, True) and bool(Evaluator(values, domains).of(term))


def limit(t: Term, values: dict[str, Any], n: int) -> tuple[Any, Any]:
    """Of the statement tends a f L: f n and L."""
    e = Evaluator(values)
    return e.of(t.args[0].args[1])(n), e.of(t.args[1])


def heads(s: Statement, name: str) -> list[Term]:
    """The subterms that apply a constant of this name to all its arguments."""
    out, stack = [], [s.claim]
    while stack:
        t = stack.pop()
        f = t
        while f.op == "app":
            f = f.args[0]
        if t.op == "app" and t.type.name and f.op == "const" and f.data.name == name:
            out.append(t)
        stack += t.args
    return out


# -- integers ------------------------------------------------------------------------------------------


WIDTHS = [{"K": k, "P": p, "S": s, "w": w} for k in (1, 2, 4) for p in (0, 1, 2)
          for s in (1, 2, 3) for w in (1, 2, 3)]


def test_output_sizes() -> None:
    window: Domains = {INT: range(-8, 20)}
    for v in WIDTHS:
        assert all(holds("epfl22-ps9-p3-2", {**v, "W": width}) for width in range(12))
        assert both_true("epfl22-ps9-p3-2.range", v, window)
        assert both_true("epfl22-ps9-p3-2.attainable", v, window)


def test_output_size_needs_its_hypotheses() -> None:
    """At the first width below the least the equivalence would fail if it were shifted: it is not true by accident."""
    s = SENTENCES["epfl22-ps9-p3-2"]()
    sides = {Evaluator({"W": width, "K": 3, "P": 0, "S": 2, "w": 2}).of(s.claim.args[1]) for width in (4, 5)}
    assert sides == {False, True}


def test_number_of_places() -> None:
    for d, k, padding, stride in itertools.product(range(1, 7), range(1, 4), range(3), range(1, 4)):
        if k <= d + 2*padding:
            assert both_true("ie498-hw5-5a-dims", {"d": d, "k": k, "P": padding, "s": stride}, {INT: range(40)})
    assert holds("ie498-hw5-5a-dims.refuted", {}, {INT: range(5)})


@pytest.mark.parametrize("net", [[(3, 2, 1), (2, 1, 0)], [(1, 3, 0), (3, 2, 2)], [(2, 2, 1)]*3])
def test_receptive_boxes(net: list[tuple[int, int, int]]) -> None:
    """Brute force on small nets; a wrong size is noticed."""
    size, step, offset = [1], [1], [0]
    for k, s, p in net:
        size.append(size[-1] + (k - 1)*step[-1])
        offset.append(offset[-1] - p*step[-1])
        step.append(s*step[-1])

    def layers(j: int) -> Any:
        return lambda l: net[l - 1][j] if 1 <= l <= len(net) else 1

    def family(values: list[int]) -> Any:
        return lambda l: values[l]

    values = {"k": layers(0), "s": layers(1), "P": layers(2), "S": family(size), "T": family(step),
              "o": family(offset)}
    s = SENTENCES["ctu24-s3-a3"]()

    def at_last(v: dict[str, Any], i: int) -> bool:
        e = Evaluator(v, {INT: range(-12, 24)})
        body = s.claim.args[0].args[0]  # of ∀l; at the last layer
        assert body.op == "imp"
        return bool(e.of(body.args[1].args[0].args[0], (i, len(net))))

    assert all(at_last(values, i) for i in (-1, 0, 2))
    longer = {**values, "S": family([*size[:-1], size[-1] + 1])}
    assert not at_last(longer, 0)


# -- memory ----------------------------------------------------------------------------------------------


def test_memory_of_schedules() -> None:
    chance = random.Random(1)
    for _ in range(12):
        depth = chance.randint(1, 3)
        times = sorted(chance.sample(range(20), 2*depth + 1))
        made, back = times[:depth + 1], [None, *reversed(times[depth + 1:])]
        grads = [None, *[back[l] + chance.randint(1, 4) for l in range(1, depth + 1)]]  # type: ignore[operator]
        values = {"L": depth, "K": chance.randint(1, 3), "n": chance.randint(1, 3), "tX": made.__getitem__,
                  "tD": back.__getitem__, "tW": grads.__getitem__}
        assert both_true("epfl24-ps8-p1-4", values, {INT: range(-1, 26)})


def test_memory_with_gradients() -> None:
    for depth, width, batch in itertools.product((1, 2, 4), (1, 3), (1, 2)):
        values = {"L": depth, "K": width, "n": batch}
        assert both_true("epfl24-ps8-p1-4.gradients", values, {INT: range(-1, 3*depth + 8)})


# -- runs --------------------------------------------------------------------------------------------------


def _oracle(theta: Any, t: int, i: int) -> Q:
    """Some gradient that mixes coordinates and depends on the step."""
    return theta(i)*Q(t + 2, 3) - theta(3 - i) + Q(i - t, 2)


def _vector(*entries: Any) -> Any:
    return lambda i: entries[i - 1] if 1 <= i <= len(entries) else Q(0)


ORACLE = curried(_oracle, 3)
START = _vector(Q(2), Q(-1, 3))
SHORT: Domains = {INT: range(4)}


def test_momentum_and_average() -> None:
    values = {"q": Q(1, 4), "η": Q(1, 3), "μ": Q(3, 4), "ε": Q(1, 12), "m0": _vector(Q(1), Q(5)), "θ0": START,
              "G": ORACLE, "d": 2}
    assert both_true("ctu24-s3-a2a.forward", values, SHORT)
    assert not parts("ctu24-s3-a2a.forward", {**values, "μ": Q(1, 2)}, SHORT)[1]


def test_converse_has_a_premise_that_can_fail_and_hold() -> None:
    """The premise separates right from wrong constants already with two oracles."""
    s = SENTENCES["ctu24-s3-a2a.converse"]()
    oracles = [ORACLE, curried(lambda theta, t, i: Q(t == 0), 3)]
    kind = next(t for t in (s.claim.args[0].args[0].data,))
    right = {"q": Q(1, 4), "η": Q(1, 3), "μ": Q(3, 4), "ε": Q(1, 12), "d": 2}
    domains: Domains = {kind: oracles, VECTOR: [START], INT: range(4)}
    for values, expected in ((right, True), ({**right, "μ": Q(1, 2)}, False), ({**right, "ε": Q(1, 3)}, False)):
        e = Evaluator(values, domains)
        assert (e.of(s.claim.args[0]), e.of(s.claim.args[1])) == (expected, expected)


def test_weight_decay() -> None:
    mu, eps, lam = Q(1, 2), Q(1, 3), Q(1, 5)
    values = {"μ": mu, "ε": eps, "λ": lam, "μ1": mu*(1 - eps*lam), "ε1": eps, "λ1": (1 - mu)*lam, "θ0": START,
              "G": ORACLE, "d": 2}
    assert both_true("ctu22-s4-a4-equiv", values, SHORT)
    assert not parts("ctu22-s4-a4-equiv", {**values, "μ1": mu}, SHORT)[1]


def test_weight_decay_without_buffer() -> None:
    s = SENTENCES["ctu22-s4-a4-equiv.zero"]()
    inner = s.claim.args[0]
    for _ in range(3):
        inner = inner.args[0].args[0]
    kind = inner.args[0].args[0].args[0].data
    oracles = [ORACLE, curried(lambda theta, t, i: Q(t == 0), 3), curried(lambda theta, t, i: Q(0), 3)]
    constants = [Q(0), Q(1, 2), Q(1, 3), Q(1, 5)]
    domains: Domains = {REAL: constants, VECTOR: [START, _vector(Q(0), Q(0))], kind: oracles, INT: range(3)}
    for mu, lam in ((Q(1, 2), Q(1, 5)), (Q(0), Q(1, 5)), (Q(1, 2), Q(0))):
        assert both_true("ctu22-s4-a4-equiv.zero", {"μ": mu, "ε": Q(1, 3), "λ": lam, "d": 2}, domains)


def test_adam() -> None:
    b1, b2, eta = Q(1, 2), Q(3, 4), Q(1, 10)
    fixed = {"β1": b1, "β2": b2, "η": eta, "α": Q(3), "w0": START, "G": ORACLE, "d": 2}
    run, m, v = [[Q(0), Q(2), Q(-1, 3), Q(0)]], [0.0]*4, [0.0]*4
    for t in range(5):
        gradient = [_oracle(run[-1].__getitem__, t, i) if i in (1, 2) else Q(1) for i in range(4)]
        m = [b1*a + (1 - b1)*g for a, g in zip(m, gradient, strict=True)]
        v = [b2*a + (1 - b2)*g*g for a, g in zip(v, gradient, strict=True)]
        run.append([x - eta*(a/(1 - b1**(t + 1)))/math.sqrt(b/(1 - b2**(t + 1)))
                    for x, a, b in zip(run[-1], m, v, strict=True)])
    family = curried(lambda t, i: run[t][i] if 0 <= i < 4 else Q(0), 2)
    assert both_true("epfl22-ps9-p2-2-inv", {**fixed, "w": family}, SHORT)
    assert Evaluator({**fixed, "w": family}, SHORT).of(SENTENCES["epfl22-ps9-p2-2-inv"]().claim.args[0])
    assert not parts("epfl22-ps9-p2-2-inv", {**fixed, "α": Q(-3), "w": family}, SHORT)[1]
    small = {**fixed, "ε": Q(1, 2)}
    assert parts("epfl22-ps9-p2-2-inv.epsilon", small, SHORT) == (True, True)


def test_only_the_constant_trains() -> None:
    x = curried(lambda k, n, j: Q(k + 2*n - j, 2), 3)
    y = curried(lambda k, n: Q(n, 1 + k), 2)
    values = {"h": 2, "d": 2, "N": 3, "α": lambda k: Q(1, 3 + k), "x": x, "y": y, "r": Q(1, 2), "c0": Q(1)}
    assert both_true("ie498-hw5-4d-zero", values, {INT: range(3)})
    one, target = lambda k: Q(1, 4), curried(lambda k, n: Q(n), 2)
    s = SENTENCES["ie498-hw5-4d-zero.limit"]()
    fixed = {**values, "α": one, "y": target, "α0": Q(1, 4), "m": Q(2)}
    e = Evaluator(fixed, {INT: range(4)})
    assert all(e.of(g) for g in s.given) and e.of(s.claim.args[0])
    tends = heads(s, "tends")
    got, wanted = limit(tends[0], fixed, 30)
    assert abs(got - wanted) < 1e-6 and wanted == 2


def test_network_gradients() -> None:
    """Backpropagation at a net with widths 2, 3, 2, 1 against difference quotients."""
    chance = random.Random(2)
    widths = [2, 3, 2, 1]

    def table(*ranges: int) -> dict[Any, float]:
        return {key: chance.uniform(-1, 1) for key in itertools.product(*[range(r + 1) for r in ranges])}

    weights, bias, direction = table(3, 3, 3), table(3, 3), table(3, 3)
    values: dict[str, Any] = {
        "L": 2, "n": widths.__getitem__, "W": curried(lambda *a: weights[a], 3), "b": curried(lambda *a: bias[a], 2),
        "σ": math.tanh, "σd": lambda z: 1 - math.tanh(z)**2, "x": _vector(0.3, -0.7), "y": 0.4}
    s = SENTENCES["ie498-hw5-1a-v-W"]()
    pre = s.given[2].args[1].args[1].args[0].args[0].args[0]  # a of the net: ((a … x) (L + 1)) 1
    a = Evaluator(values).of(pre)
    delta = {(3, 1): 2*(a(3)(1) - 0.4)}
    for layer in (2, 1):
        for i in range(1, widths[layer] + 1):
            back = sum(weights[layer + 1, j, i]*delta[layer + 1, j] for j in range(1, widths[layer + 1] + 1))
            delta[layer, i] = back*(1 - math.tanh(a(layer)(i))**2)
    values["δ"] = curried(lambda *key: delta.get(key, 0.0), 2)
    e = Evaluator(values)
    assert e.of(s.given[2]) and e.of(s.given[3])
    for name in ("ie498-hw5-1a-v-W", "ie498-hw5-1a-v"):
        (statement,) = heads(SENTENCES[name](), "deriv" if name.endswith("W") else "grad")
        for k in (1, 2, 3):
            loss, slope = _directional(e, statement, k, direction, name.endswith("W"), widths)
            assert math.isclose((loss(1e-5) - loss(-1e-5))/2e-5, slope, rel_tol=1e-5, abs_tol=1e-8)


def _directional(e: Evaluator, statement: Term, k: int, direction: Any, weights: bool, widths: list[int]) -> Any:
    """The function of s that is differentiated at 0, and the claimed derivative; binders: k, then D."""
    move = curried(lambda *key: direction[key], 2)
    if weights:
        stack = (move, k)
        return e.of(statement.args[0].args[0].args[1], stack), e.of(statement.args[1], stack)
    stack = (k,)
    at, gradient = (e.of(t, stack) for t in (statement.args[0].args[1], statement.args[1]))
    loss = e.of(statement.args[0].args[0].args[1], stack)
    slope = sum(gradient(i)*direction[1, i] for i in range(1, widths[k] + 1))
    return lambda s: loss(lambda i: at(i) + s*direction[1, i]), slope


# -- probability --------------------------------------------------------------------------------------------


def _uniform_space(outcomes: list[Any]) -> dict[str, Any]:
    return {"E": lambda x: sum(x(o) for o in outcomes)/Q(len(outcomes)), "I": lambda x: True, "M": lambda x: True}


@pytest.mark.parametrize("n", [1, 2, 3])
def test_missing_examples(n: int) -> None:
    """The claims about U at one n, by enumeration of all nⁿ draws."""
    outcomes = list(itertools.product(range(1, n + 1), repeat=n))
    values = {**_uniform_space(outcomes), "J": curried(lambda _, k, o: o[k - 1], 3)}
    for name in ("expectation", "variance"):
        s = SENTENCES[f"ctu24-s3-a1a-frac.{name}"]()
        everywhere = s.claim.args[0].args[0].args[0]
        assert Evaluator(values).of(everywhere.args[1], (n,))


def test_unseen_is_the_law_of_draws() -> None:
    for n, m in ((1, 0), (2, 2), (3, 3), (2, 4)):
        outcomes = list(itertools.product(range(1, n + 1), repeat=m))
        values = {**_uniform_space(outcomes), "J": curried(lambda k, o: o[k - 1], 2), "n": n, "m": m}
        assert Evaluator(values).of(SENTENCES["ctu24-s3-a1b.law"]().claim)


def test_coupon_collector_limits() -> None:
    (t,) = heads(SENTENCES["ctu24-s3-a1b"](), "tends")
    got, wanted = limit(t, {"n": 2}, 12)
    assert wanted == 3 and 0 < wanted - got < Q(1, 500)
    whole = SENTENCES["ctu24-s3-a1b-ceil"]()
    (t,) = heads(whole, "tends")
    got, wanted = limit(t, {"n": 2}, 6)
    assert wanted == Q(5, 3) and 0 < wanted - got < Q(1, 500)
    for n in (1, 2, 3, 5):
        assert all(Evaluator({"n": n}).of(c) for c in (whole.claim.args[0].args[1], whole.claim.args[1]))


def test_one_bit() -> None:
    a, b, g = Q(5), Q(-1), Q(2)
    p = (g - b)/a
    values = {"E": lambda x: p*x(1) + (1 - p)*x(0), "I": lambda x: True, "M": lambda x: True, "X": Q, "a": a, "b": b,
              "g": g}
    assert Evaluator(values, {OMEGA: [0, 1]}).of(SENTENCES["ctu22-s4-a3b-opt.variance"]().claim)
    grid = [Q(k, 2) for k in range(-14, 15)]
    optimum = {"n": 3, "g": _vector(Q(1), Q(2), Q(5)), "m": Q(1), "M": Q(5)}
    assert both_true("ctu22-s4-a3b-opt", optimum, {REAL: grid})
    assert not parts("ctu22-s4-a3b-opt", {**optimum, "m": Q(1, 2)}, {REAL: grid})[1]


def test_bellman() -> None:
    chance = random.Random(3)
    tables = [{(s, a): Q(chance.randint(-4, 4)) for s in (1, 2) for a in (1, 2)} for _ in range(4)]
    functions = [curried(lambda s, a, t=t: t[s, a], 2) for t in tables]
    values = {"E": lambda x: (x(0) + 2*x(1))/3, "I": lambda x: True, "M": lambda x: True, "S": 2, "A": 2,
              "γ": Q(1, 2), "R": functions[0], "X": curried(lambda s, a, o: 1 + (s + a + o) % 2, 3)}
    domains: Domains = {MATRIX: functions, REAL: [Q(1), Q(4), Q(8)], OMEGA: [0, 1], VECTOR: [_vector(Q(1), Q(2))]}
    s, e = SENTENCES["ie498-hw5-3c-bellman"](), Evaluator(values, domains)
    assert all(e.of(g) for g in s.given[1:]) and e.of(s.claim)
    assert not Evaluator({**values, "γ": Q(-1, 2)}, domains).of(s.given[1])


# -- convolutions and averages ----------------------------------------------------------------------------------


def test_convolutions() -> None:
    signal, kernel = (lambda i: Q(i*i % 7)), _vector(Q(2), Q(-1), Q(1, 2))
    for s, u in itertools.product((1, 2, 3), (-1, 0, 2)):
        assert both_true("ie498-hw5-5b-equiv", {"k": 3, "w": kernel, "s": s, "u": u, "X": signal})
    deltas = [(lambda i, j=j: Q(i == j)) for j in range(-3, 4)]
    window: Domains = {VECTOR: [*deltas, signal], INT: range(-1, 3)}
    assert holds("ie498-hw5-5b-equiv.refuted", {}, window)


def test_averages_over_nodes() -> None:
    gradients = [curried(lambda n, j, a=a, b=b: Q((n, j) == (a, b)), 2) for a in (1, 2) for b in (1, 2)]
    for sizes in ([2, 2], [1, 3], [3, 1], [1, 1]):
        values = {"N": 2, "c": lambda n, sizes=sizes: sizes[n - 1]}
        assert both_true("ie498-hw5-6g", values, {MATRIX: gradients})


def test_momentum_needs_its_buffer() -> None:
    """A function of weight and gradient exists for μ = 0, which the hypothesis excludes."""
    updates = [curried(lambda weight, g: weight - Q(1, 2)*g, 2)]
    domains: Domains = {REAL: [Q(0), Q(1)], fun(REAL, REAL, REAL): updates}
    assert parts("epfl22-ps9-p2-1", {"μ": Q(1), "ε": Q(1, 2)}, domains) == (True, True)
    assert parts("epfl22-ps9-p2-1", {"μ": Q(0), "ε": Q(1, 2)}, domains) == (False, False)
