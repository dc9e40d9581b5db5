"""What course authors import, gathered: loading it loads SymPy and every theory; `proofs` hands out its names on demand."""

from .claims import by
from .claims.claim import algorithm, claim, figure, hypothesis, source
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
    P,
    Var,
    bounded_sums,
    diverges,
    dot,
    every,
    everywhere,
    family,
    function,
    independent,
    indicator,
    integer,
    integrable,
    maximum,
    nat,
    norm2,
    ordering,
    random_family,
    random_variable,
    real,
    relu,
    some,
    symmetric,
    takes,
    tends,
    uniform,
    vector,
)

__all__ = [
    "AuthorError", "E", "Exists", "ForAll", "Operation", "P", "Proof", "Proved", "Refuted", "Undecided", "Var", "algorithm",
    "bounded_sums", "by", "claim", "count", "decide", "definition", "derivative", "diverges", "dot", "every", "everywhere",
    "family", "figure", "function", "gradient", "hypothesis", "independent", "indicator", "integer", "integrable", "maximum",
    "multiplications", "nat", "norm2", "ordering", "put", "random_family", "random_variable", "real", "recurrence",
    "recursive_set", "relu", "repeat", "run", "some", "source", "steps", "symmetric", "takes", "tends", "uniform", "vector",
]
