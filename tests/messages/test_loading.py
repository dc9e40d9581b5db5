"""What is said of a module that does not load: mistakes at the level of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofs.cli.targets import load

MODULE = '''from sympy import Eq
from proofs import Proof, by, claim, definition, hypothesis, nat, real, recurrence

x, t = real("x"), nat("t")

@hypothesis("positive")
def positive():
    return x > 0

@definition(latex="q")
def twice():
    return 2*x

@recurrence(latex="v", start={0: x})
def v(t):
    return 2*v[t - 1]

@claim("NAME-1", "my lecture", given=[positive])
def doubled():
    return Eq(twice(), x + x)

@doubled.proof
def _(p: Proof) -> None:
    p.conclude(twice)
'''
MISTAKES = {  # what is replaced, by what, the line and the message
    "a name that the package does not have": (
        "by, claim,", "by, claim, variance,", 2, "proofs has no variance: did you mean Var?"),
    "a claim without a source": (
        '@claim("NAME-1", "my lecture", given', '@claim("NAME-1", given', 18,
        'a claim has an id, which stays, and a source: @claim("my-lecture-1", "my lecture, page 1")'),
    "a bare claim": (
        '@claim("NAME-1", "my lecture", given=[positive])', "@claim", 18,
        'a claim has an id, which stays, and a source: @claim("my-lecture-1", "my lecture, page 1")'),
    "a bare hypothesis": (
        '@hypothesis("positive")', "@hypothesis", 6, 'say in words what is assumed: @hypothesis("…")'),
    "a function given as hypothesis": (
        '@hypothesis("positive")\n', "", 17,
        'given= takes hypotheses, not the function positive: write @hypothesis("…") above it'),
    "a bare definition": (
        '@definition(latex="q")', "@definition", 10, 'write @definition() above the function, or @definition(latex="…")'),
    "a recurrence without a start": (
        ', start={0: x})', ")", 14, "a recurrence says where it starts: @recurrence(start={0: value})"),
    "a proof of another claim": (
        "@doubled.proof", "@double.proof", 22, "there is no name double here: did you mean doubled?"),
    "a decorator that there is not": (
        "@doubled.proof", "@doubled.prove", 22, "doubled has no .prove: did you mean doubled.prover?"),
    "a module that ends as scripts do": (
        "    p.conclude(twice)", "    p.conclude(twice)\nraise SystemExit", 25,
        'it ends Python here (sys.exit): leave that out, or put it under  if __name__ == "__main__":'),
    "a bracket that is not closed": ("p.conclude(twice)", "p.conclude(twice", 24, "SyntaxError: '(' was never closed"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_module_that_does_not_load_says_why(name: str, tmp_path: Path) -> None:
    before, after, line, message = MISTAKES[name]
    assert MODULE.count(before) >= 1
    key = "loading_" + name.replace(" ", "_")
    file = tmp_path/f"{key}.py"
    file.write_text(MODULE.replace(before, after, 1).replace("NAME", key), encoding="utf-8")
    (broken,) = load([str(file)]).broken
    assert (broken.line, broken.message) == (line, message)
    (again,) = load([f"{file}:doubled"]).broken  # the claim is not missing: its module does not load
    assert again.message == message


def test_the_module_without_mistakes_loads(tmp_path: Path) -> None:
    (tmp_path/"loading_well.py").write_text(MODULE, encoding="utf-8")
    (claim,) = load([str(tmp_path/"loading_well.py")]).claims
    assert type(claim.check()).__name__ == "Proved"
