"""An independent reader of printed formulas, second half: tree → term, given the declarations of a claim.

Constants of the theories are read as variables named «so»; `likeness` brings terms to the same form.  Two readings of one
formula are an error as well as none: what the printer writes must say one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from naming import RV, Names, mark
from reading import Tree, Unreadable, read, split

from proofs.kernel import INT, OMEGA, PROP, REAL, Term, Type, app, conjunction, fun, lam, normal, num, op, var
from proofs.kernel.errors import KernelError

STATED = ("limit", "max", "gradient", "nabla", "derivative", "at")
NABLA = r"\nabla "
UNARY, BINARY = ("sqrt", "exp", "log", "floor"), ("add", "sub", "mul")
SIGNS = {"<=": ("le", False), "<": ("lt", False), ">=": ("le", True), ">": ("lt", True)}


class Meaning(Names):
    """What the formulas of one claim mean, by the LaTeX names of its symbols and definitions."""

    def of(self, latex: str, want: Type | None) -> Term:
        """The one term that the formula means."""
        self.bound, self.sample, self.dots = {}, var("ω", OMEGA), []
        return normal(self.term(read(latex), want))

    # -- terms of a type -----------------------------------------------------------------------

    def term(self, tree: Tree, want: Type | None) -> Term:
        if tree[0] == "group" and tree[1][0] != "and":
            return self.term(tree[1], want)
        if want is not None and not want.name:
            return self.function(tree, want)
        t = self.value(tree)
        if want is REAL and t.type is INT:
            return op("real", t)
        if want is not None and t.type is not want:
            raise Unreadable(f"{want} is due, and {tree} is {t.type}")
        return t

    def function(self, tree: Tree, want: Type) -> Term:
        """A function: named, i ↦ …, of a sample point as its value, of an index component by component."""
        if tree[0] in ("name", "call", "scripted"):
            found = [t for t in self.candidates(tree) if t.type is want]
            if found:
                return self.only(found, tree)
        if tree[0] == "mapsto":
            with self.binding(tree[1], want.dom) as v:
                return lam(v, self.term(tree[2], want.cod))
        self.count += 1
        v = var(f"§{self.count}", want.dom)
        before = self.sample, list(self.dots)
        if want.dom is OMEGA:
            self.sample = v
        elif want.dom is INT:
            self.dots.append(v)
        else:
            raise Unreadable(f"no function {want}: {tree}")
        try:
            return lam(v, self.term(tree, want.cod))
        finally:
            self.sample, self.dots = before

    def value(self, tree: Tree) -> Term:
        """A number or a statement."""
        kind, *parts = tree
        for whole, t in self.whole:
            if tree == whole:
                return t
        if kind in ("name", "call", "scripted"):
            return self.only(list(self.values(tree)), tree)
        if kind in BINARY:
            return self.binary(kind, *parts)
        if kind in (*UNARY, "imp", "iff"):
            return op(kind, *[self.term(a, REAL if kind in UNARY else PROP) for a in parts])
        if kind in ("and", "or"):
            return self.joined(kind, parts[0])
        made: Callable[..., Term] | None = getattr(self, "_" + kind.replace(" ", "_"), None)
        if made is None:
            raise Unreadable(f"a {kind} means nothing here: {tree}")
        return made(*parts)

    # -- arithmetic ----------------------------------------------------------------------------------

    def binary(self, kind: str, a: Tree, b: Tree) -> Term:
        x, y = self.number(a), self.number(b)
        if x.type is not y.type:
            x, y = self.real(x), self.real(y)
        return op(kind, x, y)

    def _num(self, n: int) -> Term:
        return num(n, INT)

    def _neg(self, a: Tree) -> Term:
        return op("neg", self.number(a))

    def _ceil(self, a: Tree) -> Term:
        return op("neg", op("floor", op("neg", self.term(a, REAL))))

    def _div(self, a: Tree, b: Tree) -> Term:
        return op("div", self.term(a, REAL), self.term(b, REAL))

    def _cases(self, c: Tree, a: Tree, b: Tree) -> Term:
        return op("ite", self.term(c, PROP), self.term(a, REAL), self.term(b, REAL))

    def _factorial(self, a: Tree) -> Term:
        return mark("factorial", REAL, self.term(a, INT))

    def _binomial(self, a: Tree, b: Tree) -> Term:
        return mark("binom", REAL, self.term(a, INT), self.term(b, INT))

    def _abs(self, a: Tree) -> Term:
        if a[0] == "set":
            _, range_, condition = a
            name, ((low, _, _), (_, _, high)) = _subject(range_)
            ends = self.term(low, INT), self.term(high, INT)
            with self.binding(name, INT) as v:
                return mark("count", REAL, *ends, lam(v, self.term(condition, PROP)))
        return mark("abs", REAL, self.term(a, REAL))

    def _norm(self, a: Tree) -> Term:
        return mark("norm", REAL, self.term(a, fun(INT, REAL)))

    def _angle(self, a: Tree) -> Term:
        kind, (x, y) = a
        assert kind == "and"
        return mark("dot", REAL, *[self.term(t, fun(INT, REAL)) for t in (x, y)])

    # -- what binds ----------------------------------------------------------------------------------------

    def fold(self, name: str, index: Tree, high: Tree | None, body: Tree) -> Term:
        kind, (i, sign, low) = index
        if kind != "chain" or sign != "=" or high is None:
            raise Unreadable(f"{name} over {index}")
        ends = self.term(low, INT), self.term(high, INT)
        with self.binding(i, INT) as v:
            return mark(name, REAL, *ends, lam(v, self.term(body, REAL)))

    def _sum(self, index: Tree, high: Tree | None, body: Tree) -> Term:
        return self.fold("Σ", index, high, body)

    def _product(self, index: Tree, high: Tree | None, body: Tree) -> Term:
        return self.fold("Π", index, high, body)

    def extreme(self, name: str, index: Tree, body: Tree) -> Term:
        kind, (low, one, i, two, high) = index
        assert (kind, one, two) == ("chain", "<=", "<=")
        ends = self.term(low, INT), self.term(high, INT)
        with self.binding(i, INT) as v:
            return mark(name, REAL, *ends, lam(v, self.term(body, REAL)))

    def _max(self, index: Tree, high: None, body: Tree) -> Term:
        return self.extreme("maximum", index, body)

    def _min(self, index: Tree, high: None, body: Tree) -> Term:
        return self.extreme("minimum", index, body)

    def _mean(self, a: Tree) -> Term:
        return mark("E", REAL, self.term(a, RV))

    def _variance(self, a: Tree) -> Term:
        return mark("Var", REAL, self.term(a, RV))

    def _conditional(self, a: Tree, given: Tree) -> Term:
        return mark("conditional", REAL, self.term(a, RV), self.term(given, fun(OMEGA, PROP)))

    def _indicator(self, a: Tree) -> Term:
        return mark("indicator", REAL, self.term(a, PROP))

    # -- statements -----------------------------------------------------------------------------------------

    def _false(self) -> Term:
        return op("false")

    def _group(self, a: Tree) -> Term:
        return self.value(a)

    def _not(self, a: Tree) -> Term:
        return op("not", self.term(a, PROP))

    def joined(self, kind: str, parts: Sequence[Tree]) -> Term:
        out, *others = [self.term(p, PROP) for part in parts for p in (_links(part) if kind == "and" else [part])]
        for t in others:
            out = op(kind, out, t)
        return out

    def _chain(self, chain: list[Any]) -> Term:
        if len(chain) != 3:
            return self.joined("and", _links(("chain", chain)))
        a, sign, b = chain
        if sign == "in":
            return self.membership(a, b)
        if sign in SIGNS:
            kind, turned = SIGNS[sign]
            return self.binary(kind, *((b, a) if turned else (a, b)))
        if sign == "=" and (a[0] in STATED or self.nabla(a)):
            return self.stated(a, b)
        made = self.equation(a, b)
        return op("not", made) if sign == "!=" else made

    def nabla(self, tree: Tree) -> bool:
        """∇f(x), which is no name of its own."""
        return tree[0] == "call" and tree[1][1].startswith(NABLA) and self.key(tree[1]) not in self.free

    def equation(self, a: Tree, b: Tree) -> Term:
        return self.binary("eq", a, b)

    def membership(self, a: Tree, b: Tree) -> Term:
        for f in self.candidates(b):
            t = app(f, self.term(a, INT))
            if t.type is PROP:
                return t
        raise Unreadable(f"{b} is no set")

    def stated(self, a: Tree, b: Tree) -> Term:
        """lim f = L, ∇f = g, f' = v, perhaps at a place."""
        kind, *parts = a
        if kind == "limit":
            (_, (i, _, _)), _, body = parts
            with self.binding(i, INT) as v:
                sequence = lam(v, self.term(body, REAL))
            return mark("diverges", PROP, sequence) if b == ("infty",) else mark("tends", PROP, sequence, self.term(b, REAL))
        if kind == "max":
            with self.binding(parts[0], INT) as v:
                return mark("greatest", PROP, lam(v, self.term(parts[2], REAL)), self.term(b, REAL))
        place = None
        if kind == "at":
            (kind, *parts), (_, (_, _, place)) = parts
        if kind == "call":
            (_, nucleus, *scripts), at = parts
            for function in self.candidates(("name", nucleus.removeprefix(NABLA), *scripts)):
                return self.gradient(function, self.term(at, function.type.dom), b)
        of, body = (parts[0], parts[1]) if kind == "derivative" else (read(parts[0]), parts[2])
        errors = []
        for ty in self.types(of) if kind == "nabla" else [REAL]:
            try:
                at_term = self.term(place if place is not None else of, ty)
                with self.binding(of, ty) as v:
                    function = lam(v, self.term(body, REAL))
                return self.gradient(function, at_term, b)
            except (Unreadable, KernelError) as e:
                errors.append(str(e))
        raise Unreadable("; ".join(errors))

    def gradient(self, function: Term, at: Term, value: Tree) -> Term:
        """With its value: a vector or matrix, named or by its entries (…)_i."""
        ty = at.type
        if ty is REAL:
            return mark("deriv", PROP, function, at, self.term(value, REAL))
        name = "grad" if ty is fun(INT, REAL) else "matrix_grad"
        if value[0] == "scripted" and value[1][0] == "group":
            return mark(name, PROP, function, at, self.entries(value[1][1], split(value[2])))
        return mark(name, PROP, function, at, self.term(value, ty))

    def entries(self, body: Tree, indices: Sequence[str]) -> Term:
        if not indices:
            return self.term(body, REAL)
        with self.binding(read(indices[0]), INT) as v:
            return lam(v, self.entries(body, indices[1:]))

    def _bounded_sums(self, total: Tree) -> Term:
        _, (_, (i, _, low)), _, body = total
        with self.binding(i, INT) as v:
            return mark("bounded_sums", PROP, self.term(low, INT), lam(v, self.term(body, REAL)))

    def _is_integrable(self, a: Tree) -> Term:
        return mark("I", PROP, self.term(a, RV))

    def _is_a_random_variable(self, a: Tree) -> Term:
        return mark("M", PROP, self.term(a, RV))

    def _is_a_random_integer(self, a: Tree) -> Term:
        value = self.term(a, RV)
        assert value.op == "lam" and value.args[0].op == "real", "an integer is read as real"
        return mark("M", PROP, value)

    def _has_a_symmetric_law(self, a: Tree) -> Term:
        if a[0] == "scripted" and a[1][0] == "group":
            return mark("Symmetric family", PROP, self.block(a))
        law = self.term(a, RV)
        w = var("§w", OMEGA)
        return mark("SameLaw", PROP, law, lam(w, op("neg", app(law, w))))

    def _has_the_law_of(self, a: Tree, b: Tree) -> Term:
        return mark("SameLaw", PROP, self.term(a, RV), self.term(b, RV))

    def _is_independent_of(self, a: Tree, b: Tree) -> Term:
        return mark("Indep", PROP, self.term(a, RV), self.term(b, RV))

    def block(self, tree: Tree) -> Term:
        """(x_i)_i: a family as a whole."""
        _, (_, body), index, _ = tree
        with self.binding(read(index), INT) as v:
            return lam(v, self.family_member(body))

    def family_member(self, tree: Tree) -> Term:
        w = var("§ω", OMEGA)
        before, self.sample = self.sample, w
        try:
            return lam(w, self.value(tree))
        finally:
            self.sample = before

    def _mutual(self, parts: Sequence[Tree], ranges: Sequence[Tree]) -> Term:
        """Members x_i for all i, or for those in a range, whole families (x_i)_i, variables: what varies is an index that
        nothing else declares."""
        made = []
        assert not ranges or len(ranges) == 1, ranges
        for part in parts:
            if part[0] == "scripted" and part[1][0] == "group":
                made.append(self.block(part))
            else:
                free = [i for i in (split(part[3]) if part[0] == "name" else []) if i in "ijklmnrsuvxyz"]
                made.append(self.varying(part, free))
        return mark("Mutual", PROP, *made)

    def varying(self, part: Tree, indices: list[str]) -> Term:
        if not indices:
            return self.family_member(part)
        i = read(indices[0])
        if i[1:] and (i[1], i[2] + i[4], i[3]) in self.bound:
            return self.varying(part, indices[1:])
        with self.binding(i, INT) as v:
            return lam(v, self.varying(part, indices[1:]))

    def _is_uniform_on(self, a: Tree, b: Tree) -> Term:
        _, (_, (one, dots, high)), _ = b
        assert (one, dots) == (("num", 1), ("ldots",))
        return mark("uniform", PROP, self.term(high, INT), self.term(a, fun(OMEGA, INT)))

    def _ordering(self, parts: Sequence[Tree], of: Tree) -> Term:
        """x_1, …, x_n"""
        _, (_, (_, _, high)), _ = of
        first, dots, last = parts
        (family,) = self.scripted(first[1], first[2], "", first[4])
        assert dots == ("ldots",) and first[3] == "1" and read(last[3]) == high
        return mark("ordering", PROP, self.term(high, INT), family)

    def _is(self, a: Tree, law: Sequence[Tree]) -> Term:
        """X is v with probability p, …"""
        variable = self.family_member(a)
        values = variable.type.cod
        terms = [self.term(t, REAL if n % 2 else values) for n, t in enumerate(law)]
        return mark("takes", PROP, variable, *terms)

    def _is_a_local_minimum_of(self, a: Tree, b: Tree) -> Term:
        place = self.term(a, fun(INT, REAL))
        return mark("local_minimum", PROP, self.term(b, fun(place.type, REAL)), place)

    def _is_an_expectation(self, a: Tree) -> Term:
        return mark("Espace", PROP)

    def _all(self, ranges: Sequence[Tree], body: Tree) -> Term:
        return self.quantified("all", ranges, body)

    def _exists(self, ranges: Sequence[Tree], body: Tree) -> Term:
        return self.quantified("ex", ranges, body)

    def quantified(self, kind: str, ranges: Sequence[Tree], body: Tree) -> Term:
        """∀ or ∃ over the ranges, with the bounds before the body."""
        if not ranges:
            return self.term(body, PROP)
        first, *others = ranges
        name, bounds = _subject(first)
        errors, sample = [], self.sample
        for ty in self.types(name):
            try:
                with self.binding(name, ty) as v:
                    self.sample = v if ty is OMEGA else self.sample
                    inner = self.quantified(kind, others, body)
                    return op(kind, lam(v, self.bounded(kind, [self._chain(list(b)) for b in bounds], inner)))
            except (Unreadable, KernelError) as e:
                errors.append(str(e))
            finally:
                self.sample = sample
        raise Unreadable("; ".join(errors))

    def bounded(self, kind: str, bounds: list[Term], body: Term) -> Term:
        """The body under bounds: bounds imply it, or hold with it, all in one row."""
        if kind == "all":
            for b in reversed(bounds):
                body = op("imp", b, body)
            return body
        return conjunction([*bounds, *_row(body)])


def _links(tree: Tree) -> list[Tree]:
    """a ≤ b ≤ c is a ≤ b and b ≤ c."""
    if tree[0] != "chain" or len(tree[1]) == 3:
        return [tree]
    if not {*tree[1][1::2]} <= {"<=", "<"}:
        raise Unreadable(f"several relations in a row: {tree[1]}")
    return [("chain", tree[1][k:k + 3]) for k in range(0, len(tree[1]) - 2, 2)]


def _row(t: Term) -> list[Term]:
    return [*_row(t.args[0]), t.args[1]] if t.op == "and" else [t]


def _subject(tree: Tree) -> tuple[Tree, list[tuple[Tree, str, Tree]]]:
    """The name of a range, and its bounds."""
    if tree[0] == "name":
        return tree, []
    if tree[0] != "chain":
        raise Unreadable(f"{tree} is no range")
    chain = tree[1]
    if len(chain) == 3:
        return chain[0], [tuple(chain)]
    low, one, name, two, high = chain
    return name, [(low, one, name), (name, two, high)]
