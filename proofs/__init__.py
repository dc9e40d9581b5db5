"""Checked derivations: what course authors import.

State a claim in SymPy inside a function, derive it one call a line, and get a theorem, a sheet and results.
The names come from `proofs.surface` when first asked for, so that `import proofs.kernel` stays free of SymPy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .surface import (
        AuthorError,
        E,
        Exists,
        ForAll,
        Operation,
        P,
        Proof,
        Proved,
        Refuted,
        Undecided,
        Var,
        algorithm,
        bounded_sums,
        by,
        claim,
        count,
        decide,
        definition,
        derivative,
        diverges,
        dot,
        every,
        everywhere,
        family,
        figure,
        function,
        gradient,
        hypothesis,
        independent,
        indicator,
        integer,
        integrable,
        maximum,
        multiplications,
        nat,
        norm2,
        ordering,
        put,
        random_family,
        random_variable,
        real,
        recurrence,
        recursive_set,
        relu,
        repeat,
        run,
        some,
        source,
        steps,
        symmetric,
        takes,
        tends,
        uniform,
        vector,
    )

__version__ = "0.1.0"

__all__ = [
    "AuthorError", "E", "Exists", "ForAll", "Operation", "P", "Proof", "Proved", "Refuted", "Undecided", "Var", "algorithm",
    "bounded_sums", "by", "claim", "count", "decide", "definition", "derivative", "diverges", "dot", "every", "everywhere",
    "family", "figure", "function", "gradient", "hypothesis", "independent", "indicator", "integer", "integrable", "maximum",
    "multiplications", "nat", "norm2", "ordering", "put", "random_family", "random_variable", "real", "recurrence",
    "recursive_set", "relu", "repeat", "run", "some", "source", "steps", "symmetric", "takes", "tends", "uniform", "vector",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import surface

    return getattr(surface, name)
