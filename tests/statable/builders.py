"""What the sentences are written with: named variables and binders, definitions by recursion, and the statement itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from proofs.kernel import (
    INT,
    PROP,
    REAL,
    Term,
    Type,
    app,
    define,
    exists,
    forall,
    fun,
    lam,
    normal,
    op,
    sequent_formula,
    substitute,
    var,
)
from proofs.kernel.terms import rebuild
from proofs.language.hints import Hints
from proofs.language.printing import ATOM, WRITERS, Printer, Writer
from proofs.language.symbols import Named
from proofs.tactics.build import Like, add, conj, eq, imp, integer
from proofs.theories.expectation import SPACE, E, I, M
from proofs.theories.folds import SUM
from proofs.theories.vocabulary import SPACE_SYMBOL

VECTOR, MATRIX, TENSOR = fun(INT, REAL), fun(INT, INT, REAL), fun(INT, INT, INT, REAL)
GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon", "η": "eta", "θ": "theta",
         "ϑ": "vartheta", "κ": "kappa", "λ": "lambda", "μ": "mu", "ξ": "xi", "ρ": "rho", "σ": "sigma", "τ": "tau",
         "ω": "omega", "χ": "chi", "Δ": "Delta"}
Terms = Sequence[Term]
BRIEF = [False]  # while the step of a recursion is printed: arguments that stay the same are left out
SENTENCES: dict[str, Callable[[], Statement]] = {}


def sentence(name: str) -> Callable[[Callable[[], Statement]], Callable[[], Statement]]:
    """Register a sentence: the id of the ledger, and after a dot which part of it."""

    def put(make: Callable[[], Statement]) -> Callable[[], Statement]:
        SENTENCES[name] = make
        return make

    return put


class Statement(NamedTuple):
    """A sentence as a term, with what print needs and the definitions it rests on."""

    term: Term
    hints: Hints
    given: tuple[Term, ...]
    claim: Term
    meanings: tuple[tuple[Term, bool], ...]  # equations of the definitions; may arguments that stay be left out?
    free: frozenset[str]  # the variables that the sentence speaks about


class Writing:
    """The names of one sentence, and its definitions."""

    def __init__(self, name: str) -> None:
        self.name, self.hints = name, Hints()
        self.meanings: list[tuple[Term, bool]] = []
        self.symbols: dict[Term, Named] = {}

    # -- names --------------------------------------------------------------------

    def var(self, name: str, ty: Type, latex: str | None = None) -> Term:
        """A variable, with how it is printed."""
        v = var(name, ty)
        if latex is None and name[0] in GREEK:
            latex = "\\" + GREEK[name[0]] + (f"_{{{name[1:]}}}" if name[1:] else "")
        if latex is None and name[1:].isdigit():
            latex = f"{name[0]}_{{{name[1:]}}}"
        self.symbols[v] = self.hints.symbols[v] = Named(name, "real", latex)
        return v

    def many(self, names: str, ty: Type) -> list[Term]:
        return [self.var(n, ty) for n in names.split()]

    def ints(self, names: str) -> list[Term]:
        return self.many(names, INT)

    def reals(self, names: str) -> list[Term]:
        return self.many(names, REAL)

    def space(self) -> Term:
        """The hypothesis that E, I, M are an expectation space."""
        self.hints.symbols.setdefault(E, SPACE_SYMBOL)
        return SPACE

    # -- binders --------------------------------------------------------------------

    def lam(self, x: Term, body: Term) -> Term:
        made = normal(lam(x, body))
        if x in self.symbols:
            self.hints.names.setdefault(made, self.symbols[x])
        return made

    def all(self, x: Term, body: Term, *guards: Term) -> Term:
        """∀x. guards → body"""
        body = imp(*guards, body)
        self.lam(x, body)
        return forall(x, body)

    def ex(self, x: Term, body: Term, *guards: Term) -> Term:
        """∃x. guards ∧ body"""
        body = conj(*guards, body)
        self.lam(x, body)
        return exists(x, body)

    def alls(self, xs: Terms, body: Term) -> Term:
        for x in reversed(xs):
            body = self.all(x, body)
        return body

    def exs(self, xs: Terms, body: Term) -> Term:
        for x in reversed(xs):
            body = self.ex(x, body)
        return body

    def sum(self, i: Term, low: Like, high: Like, body: Term) -> Term:
        """Σ_{i=low}^{high} body"""
        made = SUM.of(*[x if isinstance(x, Term) else integer(int(x)) for x in (low, high)], self.lam(i, body))
        self.hints.names.setdefault(made, self.symbols[i])
        return made

    # -- definitions ------------------------------------------------------------------

    def constant(self, name: str, latex: str, parameters: Terms, roles: str, body: Term, fixed: int = 0) -> Term:
        """name := λ parameters. body.  Roles: h hidden, a in parentheses, i below, m in front, as its member."""
        for p in reversed(parameters):
            body = lam(p, body)
        made = define(f"{self.name}.{name}", normal(body))
        WRITERS[made.data.name] = _row(name, latex, roles, parameters[:fixed])
        return made

    def define(self, name: str, latex: str, parameters: Terms, roles: str, body: Term) -> Term:
        """A definition that is printed as an equation."""
        made = self.constant(name, latex, parameters, roles, body)
        self.meanings.append((_equal(app(made, *parameters), normal(body)), False))
        return made

    def recursion(self, name: str, latex: str, parameters: Terms, roles: str, t: Term, start: Term, extra: Terms,
                  zero: Term, step: Callable[[Term], Term]) -> Term:
        """f parameters t extra by recursion in t; `step` makes the value at t + 1 from f parameters t."""
        before = var("before·", fun(*[x.type for x in extra], zero.type))
        rec = op("rec", start, _lams(extra, zero), lam(t, lam(before, _lams(extra, step(before)))), t)
        made = self.constant(name, latex, [*parameters, t, *extra], roles, app(rec, *extra), len(parameters))
        first, after = (app(made, *parameters, at, *extra) for at in (start, add(t, 1)))
        then = normal(step(app(made, *parameters, t)))
        self.meanings += [(_equal(first, normal(zero)), False), (_equal(after, then), True)]
        return made

    def joint(self, names: dict[str, str], parameters: Terms, roles: str | Sequence[str], t: Term, extra: Terms,
              zeros: Terms, steps: Sequence[Callable[..., Term]]) -> list[Term]:
        """Several sequences by one recursion from 0; the state is a function of the number of the sequence."""
        c, state = var("c·", INT), var("state·", fun(INT, *[x.type for x in extra], REAL))
        parts = [app(state, integer(j)) for j in range(len(steps))]
        zero = _lams([c, *extra], _choice(c, zeros))
        step = _lams([t, state, c, *extra], _choice(c, [s(*parts) for s in steps]))
        rec = op("rec", integer(0), zero, step, t)
        role = [roles]*len(names) if isinstance(roles, str) else roles
        made = [self.constant(name, latex, [*parameters, t, *extra], role[j], app(rec, integer(j), *extra),
                              len(parameters))
                for j, (name, latex) in enumerate(names.items())]
        now = [app(m, *parameters, t) for m in made]
        known: dict[Term, Term] = {}
        for j, m in enumerate(made):
            written = normal(steps[j](*now))
            taken = substitute(decided(normal(app(step, t, state, integer(j), *extra))), {state: _table(now, extra)})
            if normal(decided(normal(taken))) is not written:
                raise ValueError(f"{self.name}: the printed step of {m} is not the one of the recursion")
            after = app(m, *parameters, add(t, 1), *extra)
            first = _equal(app(m, *parameters, integer(0), *extra), normal(zeros[j]))
            self.meanings += [(first, False), (_equal(after, replace(written, known)), True)]
            known[written] = after
        return made

    # -- the statement ------------------------------------------------------------------

    def statement(self, given: Terms, claim: Term, free: str = "") -> Statement:
        """given ⊢ claim"""
        given, claim = tuple(normal(g) for g in given), normal(claim)
        whole = sequent_formula(given, claim)
        return Statement(whole, self.hints, given, claim, tuple(self.meanings), frozenset(free.split()))


SPACE_NAMES = "E I M"


def vector(w: Writing, names: str) -> list[Term]:
    return w.many(names, VECTOR)


def _lams(xs: Terms, body: Term) -> Term:
    for x in reversed(xs):
        body = lam(x, body)
    return body


def _equal(a: Term, b: Term) -> Term:
    return op("iff" if a.type is PROP else "eq", a, b)


def _choice(c: Term, values: Terms) -> Term:
    *first, out = values
    for j, v in reversed(list(enumerate(first))):
        out = op("ite", eq(c, j), v, out)
    return out


def _table(values: Terms, extra: Terms) -> Term:
    c = var("c·", INT)
    return _lams([c, *extra], _choice(c, [app(v, *extra) for v in values]))


def decided(t: Term) -> Term:
    """Choices between numerals made."""
    if t.op == "ite" and t.args[0].op == "eq" and all(a.op == "num" for a in t.args[0].args):
        return decided(t.args[1] if t.args[0].args[0] is t.args[0].args[1] else t.args[2])
    return rebuild(t, tuple(decided(a) for a in t.args))


def replace(t: Term, values: dict[Term, Term]) -> Term:
    """t with subterms replaced."""
    return values[t] if t in values else rebuild(t, tuple(replace(a, values) for a in t.args))


def _row(name: str, latex: str, roles: str, parameters: Terms) -> Writer:
    def write(show: Printer, args: Terms) -> tuple[str, int]:
        shown = name if show.plain else latex
        if BRIEF[0] and all(a is p for a, p in zip(args, parameters, strict=False)):
            args, kept = args[len(parameters):], roles[len(parameters):]
        else:
            kept = roles
        by_role = {r: [show.show(a) for a, role in zip(args, kept, strict=False) if role == r] for r in "aim"}
        if by_role["i"]:
            shown = show.sub(shown, ",".join(by_role["i"]))
        if by_role["a"]:
            shown = show.call(shown, *by_role["a"])
        if by_role["m"]:
            return f"{by_role['m'][0]}{show.member}{shown}", 0
        return shown, ATOM

    return write


__all__ = ["E", "I", "M", "MATRIX", "SPACE_NAMES", "TENSOR", "VECTOR", "Statement", "Writing", "decided", "replace",
           "vector"]
