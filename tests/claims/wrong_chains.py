"""Chains that do not reach their goal: ends, relations, several chains, none."""

from sympy import Eq, Ge, Gt, Implies, Le, Lt

from proofs import Proof, by, claim, hypothesis, nat, real, vector

x, y, z = real("x"), real("y"), real("z")
n = nat("n")
u, w = vector("u", n), vector("w", n)


@hypothesis("$x$ at most $y$")
def first():
    return x <= y


@hypothesis("$y$ at most $z$")
def second():
    return y <= z


@hypothesis("$x$ at least $z$")
def third():
    return x >= z


@claim("chain-starts-elsewhere", "tests")
def starts_elsewhere():
    return Eq(2*x, x + x)


@starts_elsewhere.proof
def _(p: Proof) -> None:
    p.calc(x*2)  # wrong: the chain starts at x·2, the claim at 2·x
    p.eq(x + x, by.algebra)


@claim("chain-ends-elsewhere", "tests")
def ends_elsewhere():
    return Eq(2*x, x + x)


@ends_elsewhere.proof
def _(p: Proof) -> None:
    p.calc(2*x)
    p.eq(x*2, by.algebra)  # wrong: the chain ends at x·2, the claim at x + x


@claim("chain-backwards", "tests")
def backwards():
    return Eq(2*x, x + x)


@backwards.proof
def _(p: Proof) -> None:
    p.calc(x + x)  # wrong: the chain starts at x + x, the claim at 2·x
    p.eq(2*x, by.algebra)


@claim("chain-empty", "tests")
def empty():
    return Eq(2*x, x + x)


@empty.proof
def _(p: Proof) -> None:
    p.calc(2*x)  # wrong: an empty chain: continue it with eq(…), le(…), …


@claim("chain-none", "tests")
def none():
    return Eq(2*x, x + x)


@none.proof  # wrong: nothing shows 2·x = x + x: add a chain, or conclude(…)
def _(p: Proof) -> None:
    p.say("Clearly.")


@claim("chain-without-calc", "tests")
def without_calc():
    return Eq(2*x, x + x)


@without_calc.proof
def _(p: Proof) -> None:
    p.eq(x + x, by.algebra)  # wrong: start the chain with calc(…)


@claim("chain-two", "tests")
def two_chains():
    return Eq(2*x, x + x)


@two_chains.proof
def _(p: Proof) -> None:
    p.calc(2*x)
    p.eq(x + x, by.algebra)
    p.calc(2*x)  # wrong: one goal has one chain: put the other into a have
    p.eq(x + x, by.algebra)


@claim("chain-after-conclude", "tests")
def chain_and_conclusion():
    return Eq(2*x, x + x)


@chain_and_conclusion.proof
def _(p: Proof) -> None:
    p.calc(2*x)
    p.eq(x + x, by.algebra)
    p.conclude(by.shift)  # wrong: by.shift is named but not used


@claim("chain-mixed", "tests", given=[first, third])
def mixed():
    return Le(x, z)


@mixed.proof
def _(p: Proof) -> None:
    p.calc(x)
    p.le(y, first)
    p.ge(x, first)
    p.ge(z, third)  # wrong: the chain does not give x ≤ z: it mixes ≤ and ≥


@claim("chain-kept", "tests", given=[first, second])
def not_mixed():
    return Le(x, z)


@not_mixed.proof
def _(p: Proof) -> None:
    p.calc(x)
    p.le(y, first)
    p.eq(0 + y, by.algebra)
    p.le(z, second)


@claim("chain-weak", "tests", given=[first, second])
def weak():
    return Lt(x, z)


@weak.proof
def _(p: Proof) -> None:
    p.calc(x)
    p.le(y, first)
    p.le(z, second)  # wrong: the chain does not give x < z: its relation is too weak


@claim("chain-weaker-than-equal", "tests", given=[first, second])
def weaker_than_equal():
    return Eq(x, x + 0)


@weaker_than_equal.proof
def _(p: Proof) -> None:
    p.calc(x)
    p.le(x + 0, by.order)  # wrong: the chain does not give x = x + 0: its relation is too weak


@claim("chain-strong", "tests")
def stronger_than_asked():
    return Le(x, x + 1)


@stronger_than_asked.proof
def _(p: Proof) -> None:
    p.calc(x)
    p.lt(x + 1, by.order)


@claim("chain-wrong-way", "tests", given=[first])
def wrong_way():
    return Ge(y, x)


@wrong_way.proof
def _(p: Proof) -> None:
    p.calc(x)
    p.ge(y, first)  # wrong: the reasons do not give  x ≥ y


@claim("chain-read-downwards", "tests", given=[first])
def read_downwards():
    return Ge(y, x)


@read_downwards.proof
def _(p: Proof) -> None:
    p.calc(y)
    p.ge(x, first)


@claim("chain-for-implication", "tests")
def chain_for_an_implication():
    return Implies(Gt(x, 1), Gt(x, 0))


@chain_for_an_implication.proof
def _(p: Proof) -> None:
    p.calc(x)  # wrong: a chain cannot prove x > 1 ⟹ x > 0: use parts(…), assume(…) or conclude(…)
    p.gt(0, by.order)


@claim("chain-for-two", "tests")
def chain_for_a_conjunction():
    return Eq(x + x, 2*x), Eq(y + y, 2*y)


@chain_for_a_conjunction.proof
def _(p: Proof) -> None:
    p.calc(x + x)  # wrong: a chain cannot prove x + x = 2·x, y + y = 2·y: use parts(…), assume(…) or conclude(…)
    p.eq(2*x, by.algebra)


@claim("chain-sub-chain", "tests", given=[first])
def wrong_fact_inside():
    return Le(x, y + 1)


@wrong_fact_inside.proof
def _(p: Proof) -> None:
    fact = p.have(Le(x + 1, y + 1))
    fact.calc(x + 1)
    fact.le(y, first)  # wrong: the reasons do not give  x + 1 ≤ y
    fact.le(y + 1, by.order)
    p.calc(x)
    p.le(y + 1, fact)


@claim("chain-of-vectors", "tests")
def vectors():
    return Eq(2*u + w - w, u + u)


@vectors.proof
def _(p: Proof) -> None:
    p.calc(2*u + w - w)
    p.eq(2*u, by.algebra)
    p.eq(u + u, by.algebra)


@claim("chain-of-wrong-vectors", "tests")
def wrong_vectors():
    return Eq(2*u + w, u + u + w)


@wrong_vectors.proof
def _(p: Proof) -> None:
    p.calc(2*u + w)
    p.eq(2*w + u, by.algebra)  # wrong: the reasons do not give  2·u[
    p.eq(u + u + w, by.algebra)


@claim("chain-of-multiplied-vectors", "tests")
def multiplied_vectors():
    return Eq(2*u, u + u)


@multiplied_vectors.proof
def _(p: Proof) -> None:
    p.calc(2*u)
    p.eq(u*w/w + u, by.cancel)  # wrong: multiplies vectors: write dot(x, y)
    p.eq(u + u, by.algebra)
