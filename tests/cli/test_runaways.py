"""What would not end, stated as claims: each is told so by itself, within its limits, and the claim below it is checked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
HEAD = '''"""Claims that run away."""
from sympy import *
from sympy import stats

from proofs import *

x, y, z = real("x"), real("y"), real("z")
i, j, k, n = nat("i"), nat("j"), nat("k"), nat("n")
a = family("a")
c = [real(f"c{m}") for m in range(60)]


def doubled(join, times=40, e=x):
    for _ in range(times):
        e = join(e)
    return e
'''
CLAIM = '''

@claim("runaway-{name}", "runaways")
def {name}():
    return {statement}


@{name}.proof
def _(p):
    p.conclude({reason})
'''
PARTS, TIME, MEMORY, OPEN = "an expression has more than", "the check was ended after", "megabytes", "the reasons do not give"
RUNAWAYS: dict[str, tuple[str, str]] = {  # name ↦ statement, what is said of it
    "power_of_ten": ("Eq(Integer(10)**(10**10), x)", OPEN),
    "tower": ("Eq(Integer(9)**(Integer(9)**(Integer(9)**9)), x)", OPEN),
    "tower_by_python": ("Eq(x + 9**9**9, x)", TIME),
    "factorial_of_millions": ("Eq(factorial(10**7), x)", OPEN),
    "binomial_of_billions": ("Eq(binomial(10**9, 5*10**8), x)", OPEN),
    "long_sum": ("Eq(Sum(1/(k + 1), (k, 1, 10**7)), x)", OPEN),
    "long_product": ("Eq(Product(k, (k, 1, 10**6)), x)", OPEN),
    "power_of_a_sum": ("Eq((x + y + z)**1000, x)", OPEN),
    "huge_power_of_a_sum": ("Eq((x + y + z)**(10**9), x)", OPEN),
    "power_of_ten_letters": ("Eq(Add(*c[:10])**30, x)", OPEN),
    "one_power_written_twice": ("Eq((x + y + z)**1000, (z + y + x)**1000)", OPEN),
    "doubled_sum": ("Eq(doubled(lambda e: Add(e, e, evaluate=False)), x)", PARTS),
    "doubled_product": ("Eq(doubled(lambda e: Mul(e, e, evaluate=False)), x)", PARTS),
    "doubled_exponentials": ("Eq(doubled(lambda e: exp(e) + exp(-e)), x)", PARTS),
    "squared_plus_one": ("Eq(doubled(lambda e: e*e + 1, 60), x)", PARTS),
    "deep_exponentials": ("Eq(doubled(exp, 3000), x)", PARTS),
    "deep_roots": ("Eq(doubled(lambda e: sqrt(e + 1), 2000, x**2), x)", PARTS),
    "deep_sum": ("Eq(doubled(lambda e: Add(e, 1, evaluate=False), 5000), x)", PARTS),
    "many_terms": ("Eq(Add(*[real(f'v{m}') for m in range(20_000)]), x)", PARTS),
    "many_squares": ("Eq(Add(*[real(f'v{m}')**2 for m in range(2_000)]), x)", "the statement cannot be read"),
    "number_of_many_digits": ("Eq(x + floor(Rational(10**5000, 3)), x)", "a number has more than"),
    "fractions_of_many_digits": ("Eq(Add(*[Rational(1, 2**9000 + 2*m + 1) for m in range(50)]), x)", OPEN),
    "differences": ("Eq(Mul(*[c[m] - c[k] for m in range(10) for k in range(m)]), x)", TIME),
    "product_of_sums": ("Eq(Mul(*[v + 1 for v in c]), x)", OPEN),
    "nested_products": ("Eq(Product(Product(Product(x**i, (i, 1, n)), (j, 1, n)), (k, 1, n)), x)", OPEN),
    "huge_exponents": ("Eq(x**(2**200), y**(2**200 + 1))", OPEN),
    "tower_of_a_letter": ("Eq(2**(2**(2**n)), x)", OPEN),
    "exponentials_of_thousands": ("Eq(exp(exp(exp(10**3))), x)", OPEN),
    "cubes": ("ForAll([i, j, k], Implies(And(i >= 1, j >= 1, k >= 1), Ne(i**3 + j**3, k**3)))", OPEN),
    "mean_by_sympy": ("Eq(stats.E(stats.Normal('N', x, y**2 + 1)), x)", TIME),
    "loop_by_python": ("Eq(doubled(lambda e: e, 10**12), x)", TIME),
    "memory_by_python": ("Eq(len([0]*(10**12)), x)", MEMORY),
    "undone_again_and_again": ("Eq(Sum(Sum(a[i]*a[j], (j, 4, 1)), (i, 5, 2)), 1)", OPEN),
}
LIMITED = [name for name, (_, said) in RUNAWAYS.items() if said in (TIME, MEMORY)]
COUNTED = [name for name in RUNAWAYS if name not in LIMITED]
Rows = dict[str, Any]


def checked(folder: Path, names: list[str], *limits: str) -> Rows:
    """The rows of one module with these claims, and a true one below them."""
    claims = [CLAIM.format(name=n, statement=RUNAWAYS[n][0], reason="by.sums"*(n == "undone_again_and_again")) for n in names]
    true = CLAIM.format(name="still_here", statement="Eq((x + y)**2, x**2 + 2*x*y + y**2)", reason="")
    (folder/"runaways.py").write_text(HEAD + "".join(claims) + true)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PROOFS_STORE": str(folder/"store")}
    done = subprocess.run([sys.executable, "-m", "proofs", "check", "runaways.py", "--json", *limits], cwd=folder, text=True,
                          capture_output=True, check=False, timeout=540, env=environment)
    assert done.stderr == ""
    return {row["claim"]: row for row in json.loads(done.stdout)["claims"]}


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    return checked(tmp_path_factory.mktemp("counted"), COUNTED)


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    folder = tmp_path_factory.mktemp("limited")
    found = checked(folder, LIMITED, "--seconds", "3", "--megabytes", "1500")
    assert not list((folder/"store").glob("??/*.json")), "what was ended is tried again the next time"
    return found


@pytest.mark.parametrize("name", COUNTED)
def test_a_runaway_ends_by_counted_work(counted: Rows, name: str) -> None:
    ends(counted, name)


@pytest.mark.parametrize("name", LIMITED)
def test_a_runaway_of_python_ends_at_the_limit(limited: Rows, name: str) -> None:
    ends(limited, name)


def ends(found: Rows, name: str) -> None:
    row = found[name]
    assert (row["status"], row["ok"]) == ("undecided", False)
    assert RUNAWAYS[name][1] in row["message"]


def test_the_claim_below_them_is_checked(counted: Rows, limited: Rows) -> None:
    assert (counted["still_here"]["status"], limited["still_here"]["status"]) == ("proved", "proved")
    assert len(counted) + len(limited) == len(RUNAWAYS) + 2
