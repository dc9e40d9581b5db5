"""What authors name things with.  Symbols carry a kind and a LaTeX name, and no sign: signs are hypotheses."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Mul, Symbol, Tuple
from sympy.core.basic import Basic
from sympy.core.symbol import Str
from sympy.core.sympify import SympifyError, _sympify

from .errors import NotWritten
from .wording import said

GREEK = frozenset(("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
                   "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "ell", "Gamma", "Delta",
                   "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega"))
KINDS = ("real", "int", "nat", "vector", "family", "function")


def typeset(name: str) -> str:
    r"""A Python name as LaTeX: theta_0 as \theta_{0}, i_ as i', a word upright, for it is no product of its letters."""
    head, _, below = name.rstrip("_").partition("_")
    head = "lambda" if head == "lam" else head  # lambda is a word of Python
    shown = f"\\{head}" if head in GREEK else head if len(head) == 1 else rf"\mathrm{{{head}}}"
    primes = "'"*(len(name) - len(name.rstrip("_")))
    return shown + primes + (rf"_{{{typeset(below) if below.isalpha() else below}}}" if below else "")


class Named(Symbol):  # type: ignore[misc]
    """An author's symbol; kind and LaTeX name are part of its identity, so two modules never share one by accident."""

    __slots__ = ("facts", "kind", "latex")

    kind: str
    latex: str | None
    facts: tuple[tuple[str, Any], ...]

    def __new__(cls, name: str, kind: str, latex: str | None = None, **facts: Any) -> Named:
        if type(name) is not str or not name.isidentifier() or "·" in name:
            raise NotWritten(f"a symbol needs a Python name, not {name!r}; put what is printed in latex=")
        assumptions = {"integer": True} if kind in ("int", "nat") else {"real": True}
        indexed = cls is Named and kind in ("vector", "family")
        self: Named = Symbol.__xnew__(Members if indexed else cls, name, **assumptions)
        self.kind, self.latex, self.facts = kind, latex, tuple(sorted(facts.items()))
        return self

    def _hashable_content(self) -> tuple[Any, ...]:
        return (self.kind, self.latex or "", self.facts, *super()._hashable_content())

    def __getnewargs_ex__(self) -> Any:
        return (self.name, self.kind, self.latex), dict(self.facts)

    def fact(self, name: str) -> Any:
        """A declared property: size, start, stop, random, integer; None when it was not given."""
        return dict(self.facts).get(name)

    @property
    def shown(self) -> str:
        """How it is printed."""
        return self.latex or typeset(self.name)

    _iterable = False  # what SymPy asks of everything that has `__getitem__`

    def __getitem__(self, index: Any) -> Expr:
        raise NotWritten(f"{self.name} is a number and has no index")

    def _latex(self, printer: Any) -> str:
        return self.shown


class Members(Named):
    """A vector or a family: a symbol with an index, which does not make it a sequence.

    Numbers have no `__iter__` at all, not even None: `sympy.gcd`, and with it `Mod`, would take them for lists.
    """

    __slots__ = ()
    __iter__ = None

    def __getitem__(self, index: Any) -> Expr:
        return indexed(At, self, index if isinstance(index, tuple) else (index,))


class Node(Expr):  # type: ignore[misc]
    """An expression of ours: SymPy stores it and does nothing with it."""

    is_commutative = True
    is_real = True

    def __new__(cls, *args: Any) -> Any:
        return Basic.__new__(cls, *[exact(a) for a in args])

    def _eval_is_zero(self) -> None:
        return None


def exact(a: Any) -> Any:
    """An argument as SymPy, refusing text and truth values."""
    if isinstance(a, (str, bool)):
        raise NotWritten(f"{a!r} is no mathematics: use symbols and numbers")
    try:
        return _sympify(getattr(a, "symbol", a))
    except SympifyError:
        raise NotWritten(f"{a!r} is not an expression") from None


COLON = Str(":")


def indexed(kind: type[Node], head: Any, indices: tuple[Any, ...]) -> Expr:
    """The head at its indices; with a bare colon among them the family that varies there."""
    if not any(isinstance(i, slice) for i in indices):
        return kind(head, *indices)
    if any(isinstance(i, slice) and i != slice(None) for i in indices):
        raise NotWritten(f"a colon stands for all values of an index of {head}: write it bare, {head}[:, …]")
    return Section(head, *[COLON if isinstance(i, slice) else i for i in indices])


class At(Node):
    """x[i, …]: a member of a family, a component of a vector; with one index too few a row, which is a vector."""


class Apply(Node):
    """A definition applied: to indices (printed below) or to arguments (printed in parentheses)."""


class Section(Node):
    """x[i, :]: the family of numbers that one index runs through, an argument of definitions."""

    def __getitem__(self, index: Any) -> Expr:
        """x[i, :][j] is x[i, j]."""
        given = list(index) if isinstance(index, tuple) else [index]
        if len(given) != sum(i == COLON for i in self.args[1:]):
            raise NotWritten(f"{said(self)} takes one index for each colon")
        filled = [given.pop(0) if i == COLON else i for i in self.args[1:]]
        return indexed(Apply if hasattr(self.args[0], "owner") else At, self.args[0], tuple(filled))


class Value(Node):
    """G(x, …): an unknown function at arguments; with values that are vectors, `G(x, …)[i]` is a component."""

    def __getitem__(self, index: Any) -> Expr:
        if not is_vector(self):
            raise NotWritten(f"{said(self)} is a number and has no index")
        return Component(self, index)


class Component(Node):
    """A component of a vector that is no symbol."""


class E(Node):
    """Expectation of a random expression; `E(X, given=condition)` is the mean of X where the condition holds."""

    def __new__(cls, variable: Any = None, given: Any = None) -> Any:
        if variable is None:
            raise NotWritten("E(…) takes what the mean is of: E(X), E(X**2), E(X, given=X > 0)")
        return super().__new__(cls, variable) if given is None else ConditionalE(variable, given)


class ConditionalE(Node):
    """E(X, given=condition): the mean of X where the condition holds."""


class Var(Node):
    """Variance: E[(X − E X)²]."""


class dot(Node):
    """⟨x, y⟩ of two vectors."""


class norm2(Node):
    """‖x‖² of a vector."""


class relu(Node):
    """max(0, x)."""


class maximum(Node):
    """The greatest of finitely many numbers: `maximum(x[k], (k, a, b))`, for a ≤ b."""

    def __new__(cls, *args: Any) -> Any:
        if len(args) != 2 or not isinstance(args[1], (tuple, Tuple)) or len(args[1]) != 3:
            raise NotWritten("maximum(…) needs a range: write maximum(x[k], (k, a, b)); of two numbers write Max(x, y)")
        return super().__new__(cls, *args)

    @property
    def free_symbols(self) -> Any:
        bound = {r.args[0] for r in self.args[1:] if isinstance(r, Tuple) and r.args}
        return set().union(*[a.free_symbols for a in self.args]) - bound


class P(Node):
    """Probability of a condition on random quantities: the expectation of its indicator."""


class indicator(Node):
    """1 where a condition holds, otherwise 0."""


class _Quantified(Node):
    """A condition for the indices of a range: `every(condition, (k, 1, n))`."""

    def __new__(cls, *args: Any) -> Any:
        if len(args) != 2 or not isinstance(args[1], (tuple, Tuple)) or len(args[1]) != 3:
            raise NotWritten(f"{cls.__name__}(…) needs a condition and a range: write {cls.__name__}(condition, (k, a, b))")
        return super().__new__(cls, *args)

    @property
    def free_symbols(self) -> Any:
        return set().union(*[a.free_symbols for a in self.args]) - {r[0] for r in self.args[1:] if isinstance(r, Tuple)}


class every(_Quantified):
    """The condition holds for every index of the range."""


class some(_Quantified):
    """The condition holds for at least one index of the range."""


class everywhere(Node):
    """The statement holds at every sample point."""


class takes(Node):
    """The law of a random variable with finitely many values: `takes(Z, {a: p, 0: 1 - p})`."""

    def __new__(cls, variable: Any = None, law: Any = None) -> Any:
        if not isinstance(law, (dict, list, tuple, Tuple)):
            raise NotWritten("takes(…) gives the values with their probabilities: takes(Z, {1: p, 0: 1 - p})")
        pairs = law.items() if isinstance(law, dict) else law
        return super().__new__(cls, variable, *[(exact(v), exact(q)) for v, q in pairs])


class uniform(Node):
    """The law of an integer drawn uniformly from 1, …, n: `uniform(I[k], n)`."""


class ordering(Node):
    """The members 1, …, n of a random family are drawn without replacement from 1, …, n: `ordering(I, n)`."""


class integrable(Node):
    """The statement that the expectation of a random expression exists."""


class symmetric(Node):
    """The statement that a random expression has the law of its negative."""


class independent(Node):
    """The statement that all members of the families are mutually independent; `independent(x[n, k], (k, 1, n))`: the
    members for a range of an index."""

    @property
    def free_symbols(self) -> Any:
        bound = {r.args[0] for r in self.args if isinstance(r, Tuple) and r.args}
        return set().union(*[a.free_symbols for a in self.args]) - bound


class _Sequence(Node):
    """A statement about the sequence n ↦ e for n ≥ start."""

    example = ""

    def __new__(cls, e: Any, n: Any, *value: Any, start: Any = 0) -> Any:
        if e is None or not isinstance(n, Symbol) or isinstance(n, Named) and n.kind not in ("int", "nat"):
            raise NotWritten(f"{cls.__name__}(…) takes a sequence and its index{cls.example}")
        return Node.__new__(cls, e, n, start, *value)


class tends(_Sequence):
    """The statement that e tends to a number as its index n grows: tends(e, n, value); e is defined from n = start on."""

    example = ", then the limit: tends(1/n, n, 0, start=1)"

    def __new__(cls, e: Any = None, n: Any = None, value: Any = None, *, start: Any = 0) -> Any:
        if value is None:
            n = None
        return _Sequence.__new__(cls, e, n, value, start=start)


class diverges(_Sequence):
    """The statement that e grows beyond every bound as its index n grows: diverges(e, n)."""

    example = ": diverges(n**2, n)"

    def __new__(cls, e: Any = None, n: Any = None, *, start: Any = 0) -> Any:
        return _Sequence.__new__(cls, e, n, start=start)


class bounded_sums(_Sequence):
    """The statement that the sums of e over n = start, …, N stay below one bound for all N, in absolute value."""

    example = ": bounded_sums(1/k**2, k, start=1)"

    def __new__(cls, e: Any = None, n: Any = None, *, start: Any = 0) -> Any:
        return _Sequence.__new__(cls, e, n, start=start)


def real(name: str, latex: str | None = None) -> Named:
    """A real number."""
    return Named(name, "real", latex)


def integer(name: str, latex: str | None = None) -> Named:
    """An integer."""
    return Named(name, "int", latex)


def nat(name: str, latex: str | None = None) -> Named:
    """A natural number 0, 1, 2, …: an integer with the hypothesis that it is ≥ 0."""
    return Named(name, "nat", latex)


def family(name: str, latex: str | None = None, *, start: Any = None, stop: Any = None, indices: int = 1,
           integer: bool = False) -> Named:
    """Numbers x[i] (or x[i, j], with indices=2); start and stop bound the first index."""
    return Named(name, "family", latex, start=start, stop=stop, integer=integer, indices=indices)


def random_family(name: str, latex: str | None = None, *, start: Any = None, stop: Any = None, indices: int = 1,
                  integer: bool = False) -> Named:
    """Random variables X[i] (or X[t, i], with indices=2); nothing is known of them but what is stated.

    integer=True for random integers, such as indices that are drawn.
    """
    return Named(name, "family", latex, start=start, stop=stop, random=True, indices=indices, integer=integer)


def random_variable(name: str, latex: str | None = None, *, integer: bool = False) -> Named:
    """One random variable; nothing is known of it but what is stated.  integer=True for a random integer."""
    return Named(name, "int" if integer else "real", latex, random=True)


def vector(name: str, size: Any = None, latex: str | None = None) -> Named:
    """A vector of symbolic length; x[i] is a component, 1 ≤ i ≤ size.  Without a size the components are numbered by all
    integers, and a vector of length d is one whose other components are 0."""
    return Named(name, "vector", latex, **({} if size is None else {"size": size, "start": 1, "stop": size}))


class Unknown(Named):
    """An unknown function: `G(theta, t)`."""

    __slots__ = ()

    def __call__(self, *arguments: Any) -> Value:
        wanted = self.fact("arguments")
        if len(arguments) != len(wanted):
            raise NotWritten(f"{self.name} takes {', '.join(wanted)}: {len(wanted)} arguments, not {len(arguments)}")
        made: Value = Value(self, *arguments)
        return made


def function(name: str, *arguments: str, latex: str | None = None, value: str = "real") -> Unknown:
    """An unknown function of numbers "real", integers "int", vectors "vector"; its value is a "real" or a "vector"."""
    if not arguments or not {*arguments, value} <= {"real", "int", "vector"} or value == "int":
        raise NotWritten(f'{name}: write function("{name}", "vector", "int", value="vector"), with the kinds of the '
                         "arguments and of the value")
    return Unknown(name, "function", latex, arguments=arguments, value=value)


def is_vector(e: Any) -> bool:
    """Is the expression a vector: a vector symbol, a row, a value that is a vector, or a linear combination of such?"""
    if isinstance(e, Named):
        return e.kind == "vector"
    if isinstance(e, At):
        return bool(e.args[0].fact("indices") == len(e.args) and not e.args[0].fact("random"))
    if isinstance(e, Apply):
        return bool(e.args[0].owner.rows) and len(e.args) == len(e.args[0].owner.parameters)
    if isinstance(e, Value):
        return bool(e.args[0].fact("value") == "vector")
    return isinstance(e, (Add, Mul)) and any(is_vector(a) for a in e.args)


def size_of(e: Any) -> Any:
    """The length that the vectors in an expression share; None when none has a length."""
    for a in e.args if isinstance(e, Node) else ():
        if not is_vector(a):
            raise NotWritten(f"{said(a)} is no vector, in {said(e)}")
    sizes = {s.fact("size") for s in e.free_symbols if isinstance(s, Named) and s.fact("size") is not None}
    if not sizes:
        return None
    if len(sizes) != 1:
        raise NotWritten(f"the vectors in {said(e)} have different lengths: {', '.join(sorted(map(str, sizes)))}")
    return sizes.pop()
