"""A certificate file as Coq files: prelude, statements, arithmetic steps, proofs, and the check of proofs against these."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from ..recheck import Sequent, Term, Theorem, at_type, recheck, term
from .printing import Names, about_omega, constants, inhabitant, type_text
from .readable import Readable, formula
from .spec import Claim, Stated, free_variables, spec
from .steps import Arithmetic, Proof, Step, Writer

HERE = Path(__file__).parent
PRELUDE = (HERE.parent/"kernel/coq/Kernel.v", HERE/"Arith.v", HERE/"Steps.v")
LONGEST, DEEPEST = 6_000, 40  # a proof that is longer (characters) or deeper (steps) becomes a lemma
OPEN = "Local Open Scope R_scope.\n"


class Certificates:
    """A certificate file after the second checker has accepted it."""

    def __init__(self, text: str) -> None:
        lines = text.removesuffix("\n").split("\n")
        file = recheck(lines)
        self.found, self.addresses = file.found, file.addresses
        self.rows: list[Any] = [json.loads(line) for line in lines]
        self.claims = [self.claim(n) for n, row in enumerate(self.rows) if row[0] in ("proved", "refuted")]

    def claim(self, n: int) -> Claim:
        kind, data, sequent, *theorems = self.rows[n]
        found = self.found[sequent]
        if not isinstance(found, Sequent):
            raise TypeError("a claim speaks of a sequent")
        return Claim(kind, data[0], data[2] if kind == "refuted" else "", found, tuple(theorems), self.addresses[n])

    def groups(self) -> dict[int, set[str]]:
        """The theorems that claims need, and the groups of those claims."""
        needed: dict[int, set[str]] = {}
        for c in self.claims:
            for n in c.theorems:
                needed.setdefault(n, set()).add(group(c.id))
        for n in range(len(self.rows) - 1, 0, -1):
            for m in self.rows[n][2:] if n in needed else ():
                needed.setdefault(m, set()).update(needed[n])
        return {n: g for n, g in needed.items() if isinstance(self.found[n], Theorem)}


def group(claim: str) -> str:
    """Where the proof of a claim stands: its exercise sheet, or the library."""
    parts = claim.partition(":")[0].split("-")
    return parts[0] if len(parts) < 3 else f"{parts[0]}_{parts[1]}"


class Lemma(NamedTuple):
    """A theorem of its own: its name, its text, the arguments that it takes."""

    name: str
    text: str
    arguments: str
    groups: frozenset[str]

    @property
    def file(self) -> str:
        """The file that it stands in: that of its exercise sheet, unless several use it."""
        return f"Proof_{next(iter(self.groups)) if len(self.groups) == 1 else 'shared'}"


class Proofs:
    """The lemmas of a certificate file."""

    def __init__(self, certificates: Certificates, names: Names) -> None:
        self.certificates, self.arithmetic = certificates, Arithmetic()
        self.writer = Writer(names, self.arithmetic)
        self.lines = {t: n for n, t in enumerate(certificates.found) if isinstance(t, Term)}
        self.lemmas: dict[int, Lemma] = {}
        self.proofs: dict[int, Proof] = {}
        groups = certificates.groups()
        ends = {n for c in certificates.claims for n in c.theorems}
        ends |= {row[3] for n in groups if (row := certificates.rows[n])[0] == "type_instance"}
        uses = Counter(m for n in groups for m in certificates.rows[n][2:])
        for n in sorted(groups):
            self.proofs[n] = self.proof(n, frozenset(groups[n]), uses[n], n in ends)

    def proof(self, n: int, groups: frozenset[str], uses: int, end: bool) -> Proof:
        kind, data, *references = self.certificates.rows[n]
        found = self.certificates.found
        parts = tuple([self.proofs[m] if m in self.proofs else found[m] for m in references])
        made = self.writer.write(Step(kind, data, parts, found[n])) if kind != "type_instance" else self.instance(n)
        lemma = self.lemma(n, made, groups)
        repeated = (uses - 1)*len(made.text) > len(lemma.text) - len(made.text) + uses*len(lemma.arguments)
        if not end and not repeated and len(made.text) <= LONGEST and made.depth <= DEEPEST:
            return made
        self.lemmas[n] = lemma
        text = f"({lemma.name}{lemma.arguments})" if lemma.arguments else lemma.name
        return made._replace(text=text, free=self.free(made.theorem), depth=1)

    def instance(self, n: int) -> Proof:
        """A lemma at a type for Om: what it is about is the same at that type."""
        _, _, ty, premise = self.certificates.rows[n]
        new, lemma, w, th = self.certificates.found[ty], self.lemmas[premise], self.writer, self.proofs[premise].theorem
        values = [w.printer.variable(next(iter(at_type(term("var", x), new).free))) for x in self.ordered(self.free(th))]
        labels = [w.label(at_type(h, new)) for h in self.labelled(th)]
        omega = [type_text(new), inhabitant(new)] if " Om w" in lemma.arguments else []
        made: Theorem = self.certificates.found[n]
        text = f"({' '.join([lemma.name, *omega, *values, *labels])} : {w.show(made.concl)})"
        return Proof(text, self.free(made), False, made, 1)

    def labelled(self, th: Theorem) -> list[Term]:
        return sorted(th.hyps, key=lambda h: (self.lines.get(h, 0), self.writer.show(h) if h not in self.lines else ""))

    def free(self, th: Theorem) -> frozenset[Any]:
        return th.concl.free.union(*[h.free for h in th.hyps])

    def ordered(self, variables: Iterable[Any]) -> list[Any]:
        return sorted(variables, key=lambda x: (str(x[0]), type_text(x[1])))

    def lemma(self, n: int, p: Proof, groups: frozenset[str]) -> Lemma:
        """The theorem for all values of its variables; a variable that only the proof mentions gets some value."""
        w, th, inside = self.writer, p.theorem, self.free(p.theorem)
        name = w.printer.variable
        variables = self.ordered(inside)
        hyps = self.labelled(th)
        head = " (Om : Type) (w : Om)" if p.omega else ""
        head += "".join(f" ({name(x)} : {type_text(x[1])})" for x in variables)
        head += "".join(f" ({w.label(h)} : {w.show(h)})" for h in hyps)
        rest = "".join(f"let {name(x)} := {inhabitant(x[1])} in " for x in self.ordered(p.free - inside))
        arguments = " Om w" if p.omega else ""
        arguments += "".join(f" {name(x)}" for x in variables) + "".join(f" {w.label(h)}" for h in hyps)
        text = f"Definition L{n}{head} : {w.show(th.concl)} :=\n  {rest}{p.text}.\n"
        return Lemma(f"L{n}", text, arguments, groups)


def applied(proofs: Proofs, s: Stated) -> str:
    """The lemma of a statement, from the variables and all hypotheses of the statement, used or not."""
    w, lemma = proofs.writer, proofs.lemmas[s.line]
    free = free_variables([*s.hyps, s.phi])
    omega = "Om w " if any(map(about_omega, [*s.hyps, s.phi])) else ""
    bound = omega + "".join(f"{w.printer.variable(x)} " for x in free) + "".join(f"{w.label(h)} " for h in s.hyps)
    body = f"{lemma.file}.{lemma.name}{lemma.arguments}"
    if " Om w" in lemma.arguments and not omega:
        body = f"let Om := BinNums.Z in let w := BinNums.Z0 in {body}"
    return f"fun {bound}=> {body}" if bound else body


def check(proofs: Proofs, stated: list[Stated], files: list[str]) -> str:
    """Check.v: each lemma against its statement, and what all of them together assume.  It imports nothing, so that no
    file can give another meaning to the names in it."""
    lines = [f"Require Spec {' '.join(files)}.\n"]
    lines += [f"Definition check_{s.name} : Spec.{s.name} := {applied(proofs, s)}." for s in stated]
    everything = ",\n  ".join(f"check_{s.name}" for s in stated)
    lines.append(f"Definition everything := (\n  {everything}).\nPrint Assumptions everything.\n")
    return "\n".join(lines)


def unused(proofs: Proofs, claims: list[Claim], names: Names) -> dict[str, dict[int, str]]:
    """Claims whose proof does without some hypotheses: the numbers of those, from 1, with their Coq texts."""
    out = {}
    for c in claims:
        if c.verdict == "proved":
            s, hyps = c.sequent, proofs.proofs[c.theorems[0]].theorem.hyps
            if missing := {i: h for i, h in enumerate(s.hyps, 1) if h not in hyps}:
                r = Readable(names, free_variables([*s.hyps, s.phi]))
                out[c.id] = {i: formula(r, h) for i, h in missing.items()}
    return out


class Report(NamedTuple):
    """What was exported: the files by name, the claims (the addresses of their lines by their ids), how many theorems, and
    the hypotheses that proofs do without."""

    files: dict[str, str]
    claims: dict[str, str]
    theorems: int
    unused: dict[str, dict[int, str]]


def definitions(names: Names, proofs: Proofs, known: set[Term]) -> str:
    """The constants that only proofs mention."""
    c = proofs.certificates
    parts = [c.found[m] for n in c.groups() for m in c.rows[n][2:]]
    lines = []
    for x in constants([t for t in parts if isinstance(t, Term)]):
        if x not in known:
            omega = "(Om : Type) " if about_omega(x.data[2]) else ""
            lines.append(f"Definition {names.constant(x)} {omega}: {type_text(x.type)} := {proofs.writer.show(x.data[2])}.\n")
    return f"Require Export Spec.\nRequire Import Kernel.\n{OPEN}" + "".join(lines)


def exported(text: str) -> Report:
    """The Coq files of a certificate file; Refused when the second checker does not accept it."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 20_000))
    certificates, names = Certificates(text), Names()
    specification, stated = spec(certificates.claims, names)
    known = set(names.constants)
    proofs = Proofs(certificates, names)
    out = {p.name: p.read_text(encoding="utf-8") for p in PRELUDE}
    out["Spec.v"] = specification
    out["Terms.v"] = definitions(names, proofs, known)
    steps = proofs.arithmetic.definitions
    for n in (1, 2):  # two files, for two processes
        half = steps[:len(steps)//2] if n == 1 else steps[len(steps)//2:]
        out[f"Arithmetic_{n}.v"] = "Require Import Steps QArith.\n" + OPEN + "".join(half)
    modules = sorted({g for lemma in proofs.lemmas.values() for g in lemma.groups})
    for module in ["shared", *modules]:
        here = [x.text for x in proofs.lemmas.values() if x.file == f"Proof_{module}"]
        before = "" if module == "shared" else " Proof_shared"
        out[f"Proof_{module}.v"] = f"Require Import Steps Terms Arithmetic_1 Arithmetic_2{before}.\n{OPEN}" + "".join(here)
    out["Check.v"] = check(proofs, stated, [f"Proof_{m}" for m in ["shared", *modules]])
    claims = {c.id: c.address for c in certificates.claims}
    return Report(out, claims, len(stated), unused(proofs, certificates.claims, names))


def write(text: str, directory: Path) -> Report:
    """Write the Coq files of a certificate file, all of them or none; other files of an earlier export are removed."""
    made = exported(text)
    lines = [f"{claim}: hypothesis {n}: {text}\n" for claim, numbers in made.unused.items() for n, text in numbers.items()]
    directory.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=directory, prefix=".") as scratch:
        for name, content in {**made.files, "unused.txt": "".join(lines)}.items():
            Path(scratch, name).write_text(content, encoding="utf-8")
        for old in directory.glob("*.v"):
            if old.name not in made.files:
                old.unlink()
        for new in Path(scratch).iterdir():
            new.replace(directory/new.name)
    return made
