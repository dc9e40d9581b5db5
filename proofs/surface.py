"""What course authors import, gathered: loading it loads SymPy and every theory; `proofs` hands out its names on demand."""

from .claims import by
from .claims.claim import algorithm, claim, hypothesis, source
from .claims.decide import decide
from .claims.outcome import Proved, Refuted, Undecided
from .claims.proof import Proof
from .language.calculus import derivative, gradient
from .language.counting import count
from .language.definitions import definition, recurrence
from .language.errors import AuthorError
from .language.members import recursive_set
from .language.operations import Operation, multiplications, put, repeat, run, steps
from .language.quantifiers import Exists, ForAll
from .language.symbols import (
    E,
    Var,
    bounded_sums,
    diverges,
    dot,
    family,
    function,
    independent,
    integer,
    integrable,
    maximum,
    nat,
    norm2,
    random_family,
    real,
    relu,
    symmetric,
    tends,
    vector,
)

__all__ = [
    "AuthorError", "E", "Exists", "ForAll", "Operation", "Proof", "Proved", "Refuted", "Undecided", "Var", "algorithm",
    "bounded_sums", "by", "claim", "count", "decide", "definition", "derivative", "diverges", "dot", "family", "function",
    "gradient", "hypothesis", "independent", "integer", "integrable", "maximum", "multiplications", "nat", "norm2", "put",
    "random_family", "real", "recurrence", "recursive_set", "relu", "repeat", "run", "source", "steps", "symmetric",
    "tends", "vector",
]
