"""The corpus: each case is a file that says what must be refused, why, and beside it what must be accepted.

about          the rule, row, clause of definedness or entry that it is about
label          what it tries
reason         the beginning of the kernel's answer
discriminates  a mutant of the kernel that lets it through, as tests/mutation names it
case, control  two expressions of the kernel's names: refused, and its neighbour, accepted
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import short_names

import proofs.kernel
from proofs.kernel import (
    INT,
    REAL,
    TRUE,
    KernelError,
    RuleError,
    Summand,
    Term,
    Theorem,
    app,
    define,
    defined,
    forall,
    fun,
    lam,
    num,
    op,
    prop,
    publish,
    var,
)
from proofs.kernel.table import DERIV
from proofs.kernel.terms import bound, make

FOLDER = Path(__file__).parent/"cases"
x, n = short_names.x, short_names.n
SLOPE, TRUTH = var("g", fun(REAL, REAL)), prop((), TRUE)


@dataclass(frozen=True)
class Case:
    path: Path
    about: str
    label: str
    reason: str
    discriminates: str
    case: str
    control: str

    def __str__(self) -> str:
        return self.path.stem


def read(path: Path) -> Case:
    fields = dict(line.split(": ", 1) for line in path.read_text(encoding="utf-8").splitlines())
    return Case(path, **fields)


def cases() -> list[Case]:
    return [read(path) for path in sorted(FOLDER.glob("*.txt"))]


def written(c: Case) -> str:
    names = ("about", "label", "reason", "discriminates", "case", "control")
    return "".join(f"{name}: {getattr(c, name)}\n" for name in names)


# -- what the expressions may use beside the kernel's names ---------------------------------


def summand(c: Fraction | int, *premises: int, squares: tuple[Term, ...] = (), multiplier: Term | None = None) -> Summand:
    return Summand(Fraction(c), premises, squares, multiplier)


def owes(t: Term, wanted: Term, domains: dict[Term, Term] | None = None) -> None:
    """Fails unless this is what t owes."""
    if defined(t, domains) is not wanted:
        raise RuleError("defined", "owes something else")


def published(th: Theorem) -> object:
    return publish((), th.concl, {}, INT, th, TRUTH, TRUTH)


def monotone_law(slope: Term) -> Term:
    """The row `monotone` with this condition on the slope."""
    f, a, b = short_names.f, var("a", REAL), var("b", REAL)
    here = op("and", app(DERIV, f, x, app(SLOPE, x)), slope)
    within = forall(x, op("imp", op("le", a, x), op("imp", op("le", x, b), here)))
    law = op("imp", within, op("imp", op("le", a, b), op("le", app(f, a), app(f, b))))
    return forall(f, forall(SLOPE, forall(a, forall(b, law))))


INVERTED = lam(x, op("div", num(1), x))
NAMES: dict[str, Any] = {
    **vars(proofs.kernel), **vars(short_names), "bound": bound, "make": make, "Fraction": Fraction,
    "summand": summand, "owes": owes,
    "published": published, "monotone_law": monotone_law, "SLOPE": SLOPE, "TRUTH": TRUTH, "HALF": Fraction(1, 2),
    "HALF_REAL": num(Fraction(1, 2)), "COUNT": lam(n, lam(x, op("add", x, num(1)))), "KEEP": lam(n, lam(x, x)),
    "DIVIDES": lam(n, lam(x, op("add", x, op("div", num(1), op("real", n))))), "FLOOR": op("real", op("floor", x)),
    "ROOT": op("sqrt", x), "FUNCTIONAL": var("F", fun(fun(REAL, REAL), REAL)), "FAMILY": var("X", fun(INT, REAL)),
    "INVERSE": define("inverse", INVERTED), "CALLED_TOTAL": define("inverse", INVERTED, total=True),
}


def answer(expression: str) -> str:
    """"" when the kernel accepts the expression, otherwise what it says."""
    try:
        eval(expression, dict(NAMES))  # noqa: S307
    except KernelError as e:
        return f"{e.where}: {e.reason}"
    return ""


def fooled() -> str:
    """The labels of the cases that the kernel, as it is loaded now, accepts; a star where it accepts the control too."""
    out = []
    for c in cases():
        try:
            if not answer(c.case):
                out.append(c.path.stem + ("*" if not _fails(c.control) else ""))
        except Exception:  # a mutant may fail in any way
            continue
    return "\n".join(out)


def _fails(expression: str) -> bool:
    try:
        return bool(answer(expression))
    except Exception:
        return True
