"""`Spec.v`: what the claims state, and the definitions that they mention; no proofs."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..recheck import Owed, Sequent, Term, op, some
from .printing import Names, about_omega, constants, type_text
from .readable import Readable, formula


class Claim(NamedTuple):
    """A claim of a certificate file: its name, what it states, the lines of its theorems, the address of its line."""

    verdict: str
    id: str
    how: str
    sequent: Sequent
    theorems: tuple[int, ...]
    address: str


class Stated(NamedTuple):
    """One statement of a claim: its Coq name and text, the term, its free variables, and the line that proves it."""

    name: str
    text: str
    hyps: tuple[Term, ...]
    phi: Term
    line: int


def identifier(claim: str) -> str:
    """The id of a claim as a Coq identifier; `_` and `'` tell apart what ids tell apart."""
    return "c_" + claim.replace("_", "__").replace("-", "_").replace(":", "'")


def statements(claim: Claim) -> list[tuple[str, tuple[Term, ...], Term]]:
    """The end of the name, the hypotheses and the conclusion of each theorem of a claim, from its sequent alone."""
    s = claim.sequent
    owes = Owed(s.domains).of
    if claim.verdict == "proved":
        hyps = list(s.hyps)
        return [("", s.hyps, s.phi), ("_defined", (), owes(s.whole())), ("_instance", (), some(s, hyps, hyps))]
    fails = [owes(s.whole()), op("not", s.phi)] if claim.how == "false" else [op("not", owes(s.phi))]
    return [("_refuted", (), some(s, [*s.hyps, *fails], [*s.hyps, s.phi]))]


def free_variables(terms: list[Term]) -> list[Any]:
    """The free variables of terms, in the order of their names and types."""
    found = frozenset().union(*[t.free for t in terms])
    return sorted(found, key=lambda x: (str(x[0]), type_text(x[1])))


def stated(claim: Claim, names: Names) -> list[Stated]:
    """The statements of a claim as they stand in Spec.v."""
    out = []
    for (end, hyps, phi), line in zip(statements(claim), claim.theorems):
        free = free_variables([*hyps, phi])
        r = Readable(names, free)
        whole = [*[r.term(h) for h in hyps], formula(r, phi)]
        omega = "forall (Om : Type) (w : Om), " if any(map(about_omega, [*hyps, phi])) else ""
        bound = f"forall {r.binders()},\n  " if free else ""
        out.append(Stated(identifier(claim.id) + end, omega + bound + " ->\n  ".join(whole), hyps, phi, line))
    return out


def read(claims: list[Claim]) -> tuple[dict[str, str], list[str]]:
    """What is read beside the printed claims: the Coq text of each statement (of a false one, that of its refutation), by
    the id of the claim; and of the definitions that they mention."""
    names, first = Names(), [(c, statements(c)[0]) for c in claims]
    defined = constants([t for _, (_, hyps, phi) in first for t in (*hyps, phi)])
    for x in defined:
        names.constant(x)
    texts = {c.id: text(stated(c, names)[0]) for c in claims}
    return texts, [definition(x, names).rstrip() for x in defined]


def text(s: Stated) -> str:
    return f"Definition {s.name} : Prop :=\n  {s.text}."


def definition(c: Term, names: Names) -> str:
    """The definition of a constant; the type variable is an argument where it occurs."""
    omega = "(Om : Type) " if about_omega(c.data[2]) else ""
    return f"Definition {names.constant(c)} {omega}: {type_text(c.type)} :=\n  {Readable(names).term(c.data[2])}.\n"


def spec(claims: list[Claim], names: Names) -> tuple[str, list[Stated]]:
    """The text of Spec.v, and its statements."""
    mentioned = [t for c in claims for _, hyps, phi in statements(c) for t in (*hyps, phi)]
    defined = constants(mentioned)
    for x in defined:
        names.constant(x)
    lines = [definition(x, names) for x in defined]
    found = []
    for c in claims:
        here = stated(c, names)
        found += here
        lines.append(f"(* {c.verdict}: {c.id} *)")
        lines += [f"{text(s)}\n" for s in here]
    return HEAD + "\n".join(lines), found


HEAD = """(* Spec.v: the statements of the claims and the definitions in them; nothing is proved here.
   Om stands for any type with a point w: the sample space. *)
Require Import Kernel.
Local Open Scope R_scope.

"""
