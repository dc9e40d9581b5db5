"""Checking and grading over executors of the caller's: what comes back is what one process finds, in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from distributed import Client, LocalCluster

from proofs.cli.checking import check_over
from proofs.cli.grading import grade_all
from proofs.cli.report import Row, rows
from proofs.cli.targets import load
from proofs.cli.watchdog import Limits
from proofs.text.grade import Policy

MODULE = '''"""Homework of week {n}."""
from sympy import Eq
from proofs import claim, real

x, y = real("x"), real("y")


@claim("week-{n}-square", "homework")
def square_{n}():
    return Eq((x + y)**2, x**2 + 2*x*y + y**2)


@square_{n}.proof
def _(p):
    p.conclude()


@claim("week-{n}-wrong", "homework")
def wrong_{n}():
    return Eq((x + y)**2, x**2 + y**{n})


@wrong_{n}.proof
def _(p):
    p.conclude()
'''
TEXTS = {
    "ada": "calc (x + y)^2\n = x^2 + 2*x*y + y^2 by algebra\n",
    "ben": "calc (x + y)^2\n = x^2 + y^2 by algebra\n",
    "cem": "calc (x + y)^2\n = x*x + y*(2*x + y)\n = x^2 + 2*x*y + y^2\n",
    "dot": "(((((",
    "eva": "import os\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("homework")
    for n in (1, 2, 3):
        (made/f"week_{n}.py").write_text(MODULE.format(n=n))
    return made


@pytest.fixture(scope="module")
def cluster() -> Iterator[Client]:
    """A cluster of Dask on this machine: two processes."""
    made = LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)
    with made, Client(made) as client:
        yield client


def timeless(found: list[Row]) -> list[Row]:
    return [replace(r, seconds=0.0) for r in found]


def test_claims_over_a_cluster(cluster: Client, folder: Path) -> None:
    serially = timeless(rows(load([str(folder)])))
    assert [(r.claim, r.status) for r in serially] == [
        (f"{what}_{n}", status) for n in (1, 2, 3) for what, status in (("square", "proved"), ("wrong", "undecided"))]
    assert timeless(check_over(cluster.get_executor(), [str(folder)])) == serially
    with ProcessPoolExecutor(2) as executor:
        assert timeless(check_over(executor, [str(folder)])) == serially


def test_texts_over_a_cluster(cluster: Client, folder: Path) -> None:
    target, policy = f"{folder/'week_1.py'}:square_1", Policy(points=4)
    serially = grade_all(target, TEXTS, policy)
    assert {name: r["score"] for name, r in serially.items()} == {"ada": 4, "ben": 0, "cem": 4, "dot": 0, "eva": 0}
    assert list(serially) == list(TEXTS)
    for executor in (cluster.get_executor(), ThreadPoolExecutor(2)):
        assert list(grade_all(target, TEXTS, policy, executor=executor).items()) == list(serially.items())


def test_a_text_that_runs_away_costs_no_other(cluster: Client, folder: Path) -> None:
    target, line = f"{folder/'week_1.py'}:square_1", " = (x + y + 1)^1000*(x - y)^1000\n"
    texts = {"slow": "calc (x + y)^2\n" + line*400, **{name: TEXTS[name] for name in ("ada", "ben")}}
    found = grade_all(target, texts, limits=Limits(seconds=30), executor=cluster.get_executor())
    assert [found[name]["complete"] for name in texts] == [False, True, False]


class Losing(Executor):
    """An engine that loses every second task."""

    def __init__(self) -> None:
        self.count = 0

    def submit(self, work: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.count += 1
        done: Future[Any] = Future()
        if self.count % 2:
            done.set_result(work(*args, **kwargs))
        else:
            done.set_exception(RuntimeError("the machine was switched off"))
        return done


def test_what_an_engine_loses_is_said_of_it_alone(folder: Path) -> None:
    found = grade_all(f"{folder/'week_1.py'}:square_1", {k: TEXTS[k] for k in ("ada", "ben", "cem")}, executor=Losing())
    assert [r["complete"] for r in found.values()] == [True, False, True]
    assert found["ben"]["message"] == "the check was ended: RuntimeError: the machine was switched off"
    listed = check_over(Losing(), [str(folder)])
    assert [(r.claim, r.status) for r in listed] == [
        ("square_1", "proved"), ("wrong_1", "undecided"), ("square_3", "proved"), ("wrong_3", "undecided"), ("", "error")]
    assert listed[-1].message.endswith("week_2.py did not end: RuntimeError: the machine was switched off")
