"""What course authors import, gathered: loading it loads SymPy and every theory; `proofs` hands out its names on demand."""

from .claims import by
from .claims.claim import algorithm, claim, hypothesis, source
from .claims.decide import decide
from .claims.outcome import Proved, Refuted, Undecided
from .claims.proof import Proof
from .language.definitions import definition, recurrence
from .language.errors import AuthorError
from .language.symbols import (
    E,
    Var,
    dot,
    family,
    independent,
    integer,
    integrable,
    nat,
    norm2,
    random_family,
    real,
    relu,
    symmetric,
    vector,
)

__all__ = [
    "AuthorError", "E", "Proof", "Proved", "Refuted", "Undecided", "Var", "algorithm", "by", "claim", "decide",
    "definition", "dot", "family", "hypothesis", "independent", "integer", "integrable", "nat", "norm2",
    "random_family", "real", "recurrence", "relu", "source", "symmetric", "vector",
]
