"""The certificates of claims: what is published of each, in one file that shares what they share."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from ..claims.claim import Claim
from ..claims.outcome import Proved, Refuted
from ..kernel import INT, Published
from .writer import CannotWrite, Writer


def certificates(claims: Iterable[Claim]) -> str:
    """The certificate file of these claims, in the order of their ids; CannotWrite when one has no theorem to export."""
    w = Writer()
    ends = [_claim(w, c) for c in sorted(claims, key=lambda c: c.id)]
    w.line("end", [len(ends), sha256("".join(w.addresses[n] for n in ends).encode()).hexdigest()])
    return "\n".join(w.lines) + "\n"


def exportable(claim: Claim) -> bool:
    """Is there a theorem to export?"""
    outcome = claim.check()
    return isinstance(outcome, Refuted) or isinstance(outcome, Proved) and outcome.published is not None


def write(claims: Iterable[Claim], path: Path) -> None:
    """Write the certificate file, with the same bytes on every system, in one step: on any interruption the old one stays."""
    content = certificates(claims).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as scratch:
        made = Path(scratch, path.name)
        made.write_bytes(content)
        made.replace(path)


def _claim(w: Writer, claim: Claim) -> int:
    outcome = claim.check()
    stated = _sequent(w, claim)
    address = w.addresses[stated]
    match outcome:
        case Proved(published=Published() as p):
            parts = [w.theorem(th) for th in (p.statement, p.definedness, p.instance)]
            return w.line("proved", [claim.id, address], [stated, *parts])
        case Refuted():
            how, theorem = ("undefined", outcome.theorem) if outcome.whole is None else ("false", outcome.whole)
            return w.line("refuted", [claim.id, address, how], [stated, w.theorem(theorem)])
    if isinstance(outcome, Proved):
        raise CannotWrite(f"{claim.name} rests on a step that was admitted (by.gap), so it has no certificate")
    raise CannotWrite(f"{claim.name} is neither proved nor refuted, so it has no certificate: see proofs check")


def _sequent(w: Writer, claim: Claim) -> int:
    """Hypotheses, statement, the sample type of instances, and where functions are defined."""
    s = claim.sequent
    where = {w.term(x): w.term(domain) for x, domain in s.domains.items()}
    pairs = [n for x in w.sorted(where) for n in (x, where[x])]
    return w.line("sequent", len(s.hypotheses), [*map(w.term, s.hypotheses), w.term(s.statement), w.type(INT), *pairs])
