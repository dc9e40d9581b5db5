"""Grading a text in a process of its own, which is ended when it takes too much time or memory.

The staff's module runs in that process; of the student there is only text, which is never run.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .pool import Crashed, over
from .targets import TargetError, listed, load
from .watchdog import STOPPED, Limits

if TYPE_CHECKING:
    from ..text.grade import Policy
    from .store import Store


def grade(target: str, text: Path, policy: dict[str, Any], limits: Limits, store: Store | None = None) -> dict[str, Any]:
    """The result as data, when nothing has changed that of an earlier run; raises TargetError for a claim that there is not."""
    request = _request(target, text.read_text(encoding="utf-8", errors="replace"), str(text), policy, limits)
    where = listed([target])[0].where if store else None
    asked = json.dumps(["grade", request], sort_keys=True)
    if store is None or not isinstance(where, Path):
        return {**_graded(request, limits), "kept": False}
    if (found := store.find(where, asked)) is not None:
        return {**found, "kept": True}
    data = _graded(request, limits)
    if STOPPED not in data["message"]:  # what a slow machine did not reach, it may reach another time
        store.keep(where, data, asked)
        store.close()
    return {**data, "kept": False}


def grade_all(target: str, texts: Mapping[str, str], policy: Policy | None = None, limits: Limits | None = None,
              executor: Executor | None = None) -> dict[str, dict[str, Any]]:
    """Grade many texts, name ↦ text, against one claim: name ↦ result, in their order.

    Each is checked in a process of its own that keeps to the limits, one after the other, or over an executor of
    `concurrent.futures`: threads, processes, or those of a cluster, where the module of the target must lie at the same
    place.  The results are the same.  A text whose check is lost with a machine earns nothing, and its message says so.
    """
    chosen, within = asdict(policy) if policy else dict(POLICY), limits or Limits()
    work = partial(_one, target, chosen, within)
    if executor is None:
        return {name: work((name, text)) for name, text in texts.items()}
    found = over(executor, work, texts.items())
    return {name: _stopped(target, chosen, f"{STOPPED}: {r.why}") if isinstance(r, Crashed) else r
            for name, r in zip(texts, found, strict=True)}


POLICY: dict[str, Any] = {"points": 10.0, "partial": 0.5, "theorems": (), "without": (), "advice": True}


def _one(target: str, policy: dict[str, Any], limits: Limits, item: tuple[str, str]) -> dict[str, Any]:
    name, text = item
    return _graded(_request(target, text, name, policy, limits), limits)


def _request(target: str, text: str, file: str, policy: dict[str, Any], limits: Limits) -> dict[str, Any]:
    return {"target": target, "text": text, "file": file, "policy": policy, **asdict(limits)}


def _graded(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """The result of a process of its own."""
    target, policy = request["target"], request["policy"]
    child = subprocess.Popen([sys.executable, "-m", "proofs.cli.grading"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=os.name == "posix",
                             env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    try:
        out, errors = child.communicate(json.dumps(request), timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        _end(child)
        return _stopped(target, policy, f"{STOPPED} after {limits.seconds:g} seconds")
    try:
        data: dict[str, Any] = json.loads(out.splitlines()[-1])
    except (IndexError, ValueError):
        last = (errors.strip().splitlines() or [""])[-1]
        return _stopped(target, policy, f"{STOPPED} without a result" + (": too much memory" if "Memory" in last else ""))
    if "usage" in data:
        raise TargetError(data["usage"])
    return data


def _end(child: subprocess.Popen[str]) -> None:
    if os.name == "posix":
        os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
    child.communicate()


def _stopped(target: str, policy: dict[str, Any], message: str) -> dict[str, Any]:
    return {"claim": target.rpartition(":")[2], "complete": False, "message": message, "lines": [],
            "score": 0.0, "points": policy["points"]}


def as_text(result: dict[str, Any]) -> str:
    """For a person: each line with its mark."""
    marks = {True: "ok", False: "--"}
    rows = [f"{result['claim']}: {result['score']:g} of {result['points']:g} points"
            + (", proved" if result["complete"] else ", not proved")
            + (" (as found before: neither the text nor the claim has changed)" if result.get("kept") else "")]
    rows += [f"  {line}" for line in result["message"].splitlines()]
    for x in result["lines"]:
        rows.append(f"{x['number']:>4} {marks[x['right']] if x['counts'] or not x['right'] else '  '}  {x['text']}")
        rows += [f"          {line.removeprefix('    ')}" for line in x["message"].splitlines()]
    return "\n".join(rows)


def as_gradescope(result: dict[str, Any]) -> dict[str, Any]:
    """The `results.json` of Gradescope, which Otter writes as well."""
    tests = [{"name": f"line {x['number']}: {x['text'].strip()}", "status": "passed" if x["right"] else "failed",
              "output": x["message"]} for x in result["lines"] if x["counts"]]
    return {"score": result["score"], "output": as_text(result), "output_format": "text", "visibility": "visible",
            "stdout_visibility": "hidden", "tests": tests}


def work() -> None:
    """The process: a request on standard input, the result as the last line of standard output."""
    request = json.loads(sys.stdin.read())
    Limits(request["seconds"], request["megabytes"]).hold()
    from ..language.errors import AuthorError
    from ..text.grade import Policy, graded

    given = request["policy"]
    policy = Policy(given["points"], given["partial"], tuple(given["theorems"]), tuple(given["without"]),
                    given.get("advice", True))
    try:
        (claim,) = load([request["target"]]).claims or (None,)
        if claim is None:
            raise TargetError(f"{request['target']} is no claim: write MODULE:CLAIM")
        data = asdict(graded(claim, request["text"], request["file"], policy))
    except (TargetError, AuthorError, ValueError) as e:
        data = {"usage": str(e)}
    print(json.dumps(data, ensure_ascii=False))


if __name__ == "__main__":
    work()
