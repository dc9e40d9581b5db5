"""The trusted kernel: terms, sequents, rules, arithmetic, definedness.  Standard library and FLINT only.

Everything outside this package is untrusted: it can only call what is exported here.
"""

import sys

from . import (
    arithmetic,
    definedness,
    errors,
    logic,
    rational,
    recursion,
    sealing,
    show,
    substitution,
    table,
    terms,
    theorem,
    types,
)
from .arithmetic import Side, Summand, field, order
from .definedness import TRUE, Published, conjunction, defined, is_published, publish, satisfiable, sequent_formula
from .errors import Budget, IllFormed, KernelError, RuleError, TrustError
from .logic import (
    at_type,
    convert,
    exists_elim,
    exists_intro,
    forall_elim,
    forall_intro,
    gap,
    hyp,
    prop,
    refl,
    rewrite,
    type_instance,
)
from .recursion import induct, rec_base, rec_step
from .substitution import instantiate, normal, substitute
from .terms import (
    FALSE,
    INT,
    OMEGA,
    PROP,
    REAL,
    Term,
    Type,
    app,
    define,
    exists,
    forall,
    free_variables,
    fun,
    is_term,
    lam,
    num,
    op,
    value,
    var,
)
from .theorem import RULES, Theorem

VERSION = "1"

theorem.seal()
sys.setrecursionlimit(max(sys.getrecursionlimit(), 20_000))

__all__ = [
    "FALSE", "INT", "OMEGA", "PROP", "REAL", "RULES", "TRUE", "VERSION", "Budget", "IllFormed", "KernelError",
    "Published", "RuleError", "Side", "Summand", "Term", "Theorem", "TrustError", "Type", "app", "at_type",
    "conjunction", "convert", "define", "defined", "exists", "exists_elim", "exists_intro", "field", "forall",
    "forall_elim", "forall_intro", "free_variables", "fun", "gap", "hyp", "induct", "instantiate", "is_published",
    "is_term", "lam", "normal", "num", "op", "order", "prop", "publish", "rec_base", "rec_step", "refl", "rewrite",
    "satisfiable", "sequent_formula", "substitute", "table", "type_instance", "value", "var",
]

for _module in (arithmetic, definedness, errors, logic, rational, recursion, sealing, show, substitution, table,
                terms, theorem, types, sys.modules[__name__]):
    _module.__class__ = sealing.SealedModule
