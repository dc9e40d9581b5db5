"""What a terminal shows, what a pipe gets, and how soon the commands answer that need no mathematics."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from test_cli import FALSE, LECTURE, ROOT, proofs


@pytest.fixture
def lecture(tmp_path: Path) -> Path:
    (tmp_path/"derivations").mkdir()
    (tmp_path/"derivations/lecture.py").write_text(LECTURE.replace(FALSE, FALSE.replace("(n + 1)/2 +", "(n + 2)/2 +")))
    return tmp_path


OWNING = """import fcntl, os, signal, sys, termios
signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell that runs the tests in the background has it ignored
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, sys.argv[1:])
"""


def on_a_terminal(cwd: Path, *command: str, stop_at: str = "", **environment: str) -> str:
    """What a command, `proofs check`, writes on a terminal of its own, where somebody types Ctrl-C after certain words."""
    ours, theirs = os.openpty()
    kept = {k: v for k, v in os.environ.items() if k not in ("GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    asked = [sys.executable, "-m", "proofs", *(command or ("check",))]
    child = subprocess.Popen([sys.executable, "-c", OWNING, *asked], cwd=cwd, stdin=theirs, stdout=theirs, stderr=theirs,
                             start_new_session=True,
                             env={**kept, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "100", **environment})
    os.close(theirs)
    written, typed = b"", not stop_at
    try:
        while chunk := os.read(ours, 65536):
            written += chunk
            if not typed and stop_at.encode() in written:
                typed = bool(os.write(ours, b"\x03"))
    except OSError:  # the other side is closed
        pass
    os.close(ours)
    assert child.wait() == 1 and typed
    return written.decode()


SIGNS = re.compile(r"\x1b\[[?0-9;]*[A-Za-z]|\r|\n|[^\x1b\r\n]+")


def left_on_screen(written: str) -> list[str]:
    """The lines that stand there at the end, by the few signs that move on a screen; none of them is wider than it."""
    lines, row, column = [""], 0, 0
    for sign in SIGNS.findall(written):
        if sign == "\n":
            row += 1
            lines += [""]*(row + 1 - len(lines))
        elif sign == "\r":
            column = 0
        elif sign.endswith("A"):
            row -= int(sign[2:-1] or 1)
        elif sign == "\x1b[2K":
            lines[row] = ""
        elif sign[0] != "\x1b":
            lines[row] = lines[row].ljust(column)[:column] + sign + lines[row][column + len(sign):]
            column += len(sign)
            assert column <= 100, sign
    return [line.rstrip() for line in lines]


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_a_terminal_gets_a_bar_a_table_and_colours(lecture: Path) -> None:
    shown = on_a_terminal(lecture)
    assert "━" in shown and "3/3" in shown
    assert "\x1b[32mproved" in shown and "\x1b[1;31mUNDECIDED" in shown
    assert "╭─" in shown and "it is false at n = 1" in shown and "[i=1..n]" in shown
    assert "3 claims: 1 proved, 2 UNDECIDED" in shown
    left = left_on_screen(shown)
    assert left[0].split() == ["claim", "status", "where", "time"] and "3/3" not in "".join(left)
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")  # the cursor is back


SLOW = LECTURE.replace("    base, step =", "    __import__('time').sleep(60)\n    base, step =", 1)


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_build_says_on_a_terminal_what_it_does(jobs: str, lecture: Path) -> None:
    (lecture/"derivations/other.py").write_text(LECTURE.replace("lecture-", "other-"))
    shown = on_a_terminal(lecture, "build", "--engine", "typst", "--no-cache", "-j", jobs)
    steps = [int(n) for n in re.findall(r"(\d+)/8", shown)]  # three claims in each of two modules, and two sheets
    assert steps[-1] == 8 and all(a <= b for a, b in pairwise(steps))
    assert "lecture: checking " in shown or "lecture-draft: typesetting" in shown
    left = "\n".join(left_on_screen(shown))
    assert "━" not in left and "/8" not in left and "typesetting" not in left
    assert "lecture-draft.pdf by typst" in left and "of 2 sheets in build/out" in left
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
@pytest.mark.parametrize(("command", "jobs"), [("build", "1"), ("build", "2"), ("check", "2")])
def test_ctrl_c_leaves_a_clean_terminal(command: str, jobs: str, lecture: Path) -> None:
    for name in ("lecture", "slow"):  # no process gets to another step, whose name would be shown instead
        (lecture/f"derivations/{name}.py").write_text(SLOW.replace("lecture-", f"{name}-"))
    shown = on_a_terminal(lecture, command, "--no-cache", "-j", jobs, stop_at=": checking")
    left = [line for line in left_on_screen(shown) if line.strip("^C")]
    assert left[-1] == "Aborted!" and "Traceback" not in shown and "━" not in "".join(left)
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")


def test_in_a_pipe_a_build_prints_lines_only(lecture: Path) -> None:
    done = proofs("build", "--engine", "typst", "--no-cache", cwd=lecture)
    assert "\x1b" not in done.stderr + done.stdout and "\r" not in done.stderr + done.stdout
    assert "checking" not in done.stderr and "lecture-draft.pdf by typst" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_no_color_is_heeded(lecture: Path) -> None:
    shown = on_a_terminal(lecture, NO_COLOR="1")
    assert "UNDECIDED" in shown and "\x1b[3" not in shown and ";31m" not in shown


def test_elsewhere_there_are_plain_lines(lecture: Path) -> None:
    done = proofs("check", cwd=lecture)
    assert not done.stderr and "\x1b" not in done.stdout and "─" not in done.stdout


LIGHT = ["version", "--help", "doctor", "check --help"]


@pytest.mark.parametrize("command", LIGHT)
def test_what_needs_no_mathematics_does_not_load_it(command: str, tmp_path: Path) -> None:
    program = f"""import runpy, sys
sys.argv = ["proofs", *{command.split()!r}]
try:
    runpy.run_module("proofs", run_name="__main__")
except SystemExit:
    pass
sys.exit(repr({{"sympy", "flint", "rich", "pytest"}} & set(sys.modules) or ""))"""
    done = subprocess.run([sys.executable, "-c", program], check=False, cwd=tmp_path, capture_output=True,
                          text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.stderr.strip() in ("", "''"), done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no rusage there")
@pytest.mark.parametrize("command", LIGHT)
def test_it_answers_at_once(command: str, tmp_path: Path) -> None:
    """0.15 s; the bound is three times as much, of the processor's time, from compiled files."""
    import resource

    def spent() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        proofs(*command.split(), cwd=tmp_path, PYTHONPYCACHEPREFIX=str(tmp_path/"compiled"), PYTHONDONTWRITEBYTECODE="")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert sorted(spent() for _ in range(4))[0] < 0.45


@pytest.mark.parametrize(("shell", "word"), [("bash", "complete"), ("zsh", "compdef"), ("fish", "complete")])
def test_shells_complete_commands(shell: str, word: str, tmp_path: Path) -> None:
    done = proofs(cwd=tmp_path, _PROOFS_COMPLETE=f"{shell}_source")
    if shell == "bash" and not done.stdout:
        pytest.fail(done.stderr)
    assert word in done.stdout and "proofs" in done.stdout


def test_completion_offers_commands_and_options(tmp_path: Path) -> None:
    def offered(words: str, at: int) -> list[str]:
        done = proofs(cwd=tmp_path, _PROOFS_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(at))
        return [line.partition(",")[2] for line in done.stdout.splitlines()]

    assert {"check", "show", "trust", "grade"} <= set(offered("proofs ", 1))
    assert "--sarif" in offered("proofs check --s", 2)


def test_completion_offers_the_claims_of_a_file_without_running_it(tmp_path: Path) -> None:
    (tmp_path/"lecture.py").write_text("raise SystemExit\n" + LECTURE)
    done = proofs(cwd=tmp_path, _PROOFS_COMPLETE="zsh_complete", COMP_WORDS="proofs check lecture.py:d", COMP_CWORD="2")
    assert done.stdout.split()[:2] == ["plain", "lecture.py:doubled"]
    done = proofs(cwd=tmp_path, _PROOFS_COMPLETE="zsh_complete", COMP_WORDS="proofs show lec", COMP_CWORD="2")
    assert done.stdout.split()[:2] == ["file", "lec"]


def test_help_teaches_with_examples_that_fit_the_options(tmp_path: Path) -> None:
    page = proofs("--help", cwd=tmp_path).stdout
    commands = page[page.index("Commands:"):page.index("Examples:")].splitlines()[1:]
    assert len(commands) >= 14 and not [line for line in commands if line.endswith("...")]
    for name in [line.split()[0] for line in commands if line.strip()]:
        told = proofs(name, "--help", cwd=tmp_path).stdout
        if name == "version":
            continue
        examples = [line.strip() for line in told[told.index("Examples:"):].splitlines()[1:] if line.strip()]
        assert examples
        for example in examples:
            program, command, *words = example.split("|")[0].split()
            assert program == "proofs" and any(line.split()[:1] == [command] for line in commands), example
            assert command != name or all(w in told[:told.index("Examples:")] for w in words if w.startswith("--")), example


@pytest.mark.skipif(sys.platform == "win32", reason="no bash there")
@pytest.mark.parametrize("typed", ["lecture.py : d", "lecture.py :"])
def test_bash_which_breaks_words_at_colons_completes_claims(typed: str, tmp_path: Path) -> None:
    (tmp_path/"lecture.py").write_text(LECTURE + "raise SystemExit\n")
    program = tmp_path/"proofs"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m proofs "$@"\n')
    program.chmod(0o755)
    script = proofs(cwd=tmp_path, _PROOFS_COMPLETE="bash_source").stdout
    words = f"proofs check {typed}"
    ask = f'''{script}
COMP_WORDS=({words}); COMP_CWORD={len(words.split()) - 1}
_proofs_completion ./proofs; echo "${{COMPREPLY[@]}}"'''
    done = subprocess.run(["bash", "-c", ask], cwd=tmp_path, capture_output=True, text=True, timeout=60,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert "doubled" in done.stdout.split() and ":" not in done.stdout, done.stderr
