"""Certificates that would not end: refused by the second checker and by the way to Coq, in little time and memory, and the
next file is read."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from test_attacks import Lines

from proofs.coq.export import exported
from proofs.recheck import Refused

ROOT = Path(__file__).resolve().parent.parent.parent
RUNAWAYS: list[Callable[[Lines], object]] = []


def runaway(f: Callable[[Lines], object]) -> Callable[[Lines], object]:
    RUNAWAYS.append(f)
    return f


def doubled(w: Lines, kind: str, t: int, times: int = 60) -> int:
    for _ in range(times):
        t = w(kind, t, t)
    return t


@runaway
def sum_doubled(w: Lines) -> object:
    t = doubled(w, "add", w.x)
    return w("field", t, w.zero)


@runaway
def product_doubled(w: Lines) -> object:
    return w("field", doubled(w, "mul", w.x), w.zero)


@runaway
def squares_of_a_sum(w: Lines) -> object:
    return w("field", doubled(w, "mul", w("add", w.x, w.y), 12), w.zero)


@runaway
def number_squared(w: Lines) -> object:
    return w("field", doubled(w, "mul", w("num", [7**4000, 1], w.real), 40), w.zero)


@runaway
def denominator_squared(w: Lines) -> object:
    return w("field", doubled(w, "mul", w("num", [1, 7**4000], w.real), 40), w.zero)


@runaway
def power_of_a_power(w: Lines) -> object:
    e = w("num", [10**9, 1], w.int)
    return w("field", w("pow", w("pow", w("add", w.x, w.y), e), e), w.zero)


@runaway
def exponent_squared(w: Lines) -> object:
    return w("field", w("pow", w.x, doubled(w, "mul", w("num", [2**90, 1], w.int), 40)), w.zero)


@runaway
def power_of_four_letters(w: Lines) -> object:
    letters = w("add", w("add", w.x, w.y), w("add", w("var", "z", w.real), w.one))
    return w("field", w("pow", letters, w("num", [900, 1], w.int)), w.zero)


@runaway
def witness_doubled(w: Lines) -> object:
    return w("order", [0, [[1, 1], [], 1]], w("le", w.zero, w.x), doubled(w, "mul", w.x))


@runaway
def formula_doubled(w: Lines) -> object:
    return w("prop", 0, doubled(w, "and", w("lt", w.x, w.y)))


@runaway
def pigeons(w: Lines) -> object:
    """Nine pigeons in eight holes"""
    sits = [[w("lt", w("num", [i, 1], w.real), w("num", [j, 1], w.real)) for j in range(8)] for i in range(9)]
    clash = [w("and", sits[i][j], sits[k][j]) for j in range(8) for i in range(9) for k in range(i)]
    each = [fold(w, "or", row) for row in sits]
    return w("prop", 0, w("imp", fold(w, "and", each), fold(w, "or", clash)))


def fold(w: Lines, kind: str, parts: list[int]) -> int:
    t = parts[0]
    for p in parts[1:]:
        t = w(kind, t, p)
    return t


@runaway
def hypotheses_doubled(w: Lines) -> object:
    phi = doubled(w, "imp", w("eq", w.x, w.y))
    return w("prop", 0, w("iff", phi, w.false), w("hyp", phi))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder, made = tmp_path_factory.mktemp("certificates"), {}
    for attack in RUNAWAYS:
        w = Lines()
        attack(w)
        made[attack.__name__] = folder/f"{attack.__name__}.jsonl"
        made[attack.__name__].write_text(w.text() + "\n")
    made["empty"] = folder/"empty.jsonl"
    made["empty"].write_text(Lines().text() + "\n")
    return made


def test_the_second_checker_refuses_each_and_reads_the_next(files: dict[str, Path]) -> None:
    limited = ("import resource, runpy, sys; m = 1500 << 20; resource.setrlimit(resource.RLIMIT_AS, (m, m)); "
               "sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')")
    start = [sys.executable, "-c", limited] if os.name == "posix" else [sys.executable]
    done = subprocess.run([*start, str(ROOT/"proofs/recheck.py"), *map(str, files.values())], capture_output=True, text=True,
                          check=False, timeout=300)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    rows = done.stdout.splitlines()
    assert [name for name, file in files.items() if not any(str(file) in row for row in rows)] == []
    assert [name for name, file in files.items() if any(str(file) in row and "REFUSED" in row.upper() for row in rows)] == [
        name for name in files if name != "empty"]


@pytest.mark.parametrize("attack", RUNAWAYS, ids=[f.__name__ for f in RUNAWAYS])
def test_the_way_to_coq_refuses_each(files: dict[str, Path], attack: Callable[[Lines], object]) -> None:
    with pytest.raises(Refused):
        exported(files[attack.__name__].read_text())
