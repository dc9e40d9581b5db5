"""Random terms and formulas, undefined ones among them, over a few letters that theorems share."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from proofs.kernel import (
    FALSE,
    INT,
    OMEGA,
    PROP,
    REAL,
    Term,
    Theorem,
    Type,
    app,
    exists,
    forall,
    fun,
    lam,
    normal,
    num,
    op,
    var,
)
from proofs.theories import relu
from proofs.theories.expectation import E
from proofs.theories.folds import PRODUCT, SUM

REALS = [var(n, REAL) for n in "xyz"]
INTS = [var(n, INT) for n in "mnk"]
RVS = [var(n, fun(OMEGA, REAL)) for n in "XYU"]
FAMILY, FUNCTION, POINT, STATEMENT = var("a", fun(INT, REAL)), var("f", fun(REAL, REAL)), var("ω", OMEGA), var("P", PROP)


class Terms:
    """Draws terms; `pool` holds the theorems that are about."""

    def __init__(self, seed: int) -> None:
        self.rng, self.pool = Random(seed), list[Theorem]()

    def real(self, size: int = 3) -> Term:
        r = self.rng
        if size <= 0 or r.random() < 0.2:
            leaf = r.randrange(8)
            if leaf < 3:
                return r.choice(REALS)
            if leaf < 5:
                return num(r.choice([0, 1, -1, 2, 3, Fraction(1, 2), -4]))
            if leaf == 5:
                return app(FAMILY, self.integer(0))
            return app(r.choice(RVS), POINT) if leaf == 6 else op("real", r.choice(INTS))
        match r.randrange(14):
            case 0 | 1 | 2 | 3:
                return op(r.choice(["add", "sub", "mul"]), self.real(size - 1), self.real(size - 1))
            case 4:
                return op("neg", self.real(size - 1))
            case 5:
                return op("div", self.real(size - 1), self.real(size - 1))
            case 6:
                return op("pow", self.real(size - 1), num(r.randint(-2, 3), INT) if r.random() < 0.6 else self.integer(1))
            case 7:
                return op("sqrt", self.real(size - 1))
            case 8:
                return op("ite", self.formula(size - 2), self.real(size - 1), self.real(size - 2))
            case 9:
                return r.choice([SUM, PRODUCT]).of(self.integer(0), self.integer(0), self.closed(INT, self.real(size - 2)))
            case 10:
                return app(E, self.closed(OMEGA, self.real(size - 2)))
            case 11:
                return app(FUNCTION, self.real(size - 1))
            case 12:
                return app(relu.RELU, self.real(size - 1))
            case _:
                return op(r.choice(["exp", "log"]), self.real(size - 1))

    def integer(self, size: int = 2) -> Term:
        r = self.rng
        if size <= 0 or r.random() < 0.4:
            return r.choice(INTS) if r.random() < 0.7 else num(r.randint(-2, 4), INT)
        if r.random() < 0.1:
            return op("floor", self.real(size - 1))
        return op(r.choice(["add", "sub", "mul"]), self.integer(size - 1), self.integer(size - 1))

    def closed(self, ty: Type, body: Term) -> Term:
        """λ over a variable of the body that has the type, or over a new one."""
        own = [v for v in ([POINT] if ty is OMEGA else INTS if ty is INT else REALS) if v.free <= body.free]
        return normal(lam(self.rng.choice(own or [var("w", ty)]), body))

    def of(self, ty: Type) -> Term:
        """A term of a type, undefined ones too."""
        if ty is REAL:
            return self.real()
        if ty is INT:
            return self.integer()
        if ty is PROP:
            return self.formula()
        if ty is OMEGA:
            return POINT
        if not ty.dom.name or not ty.cod.name or self.rng.random() < 0.3:
            return var(self.rng.choice("gh"), ty)
        return self.closed(ty.dom, self.of(ty.cod))

    def formula(self, size: int = 2) -> Term:
        r = self.rng
        if size <= 0 or r.random() < 0.5:
            ty, kind = r.choice([REAL, REAL, INT]), r.choice(["eq", "le", "lt"])
            return op(kind, self.of(ty) if size > 1 else r.choice(REALS if ty is REAL else INTS), self.of(ty))
        match r.randrange(8):
            case 0 | 1 | 2 | 3:
                return op(r.choice(["and", "or", "imp", "iff"]), self.formula(size - 1), self.formula(size - 1))
            case 4:
                return op("not", self.formula(size - 1))
            case 5:
                return r.choice([forall, exists])(r.choice([*REALS, *INTS, POINT]), self.formula(size - 1))
            case 6:
                return r.choice([STATEMENT, FALSE])
            case _:
                return op("not", op("eq", self.real(1), num(0)))

    def known(self) -> Term:
        """A formula that is about, or a new one."""
        some = [f for th in self.rng.sample(self.pool, min(3, len(self.pool))) for f in (th.concl, *th.hyps)]
        return self.rng.choice(some) if some and self.rng.random() < 0.7 else self.formula()

    def any(self, *wanted: str) -> Theorem:
        """A theorem of the pool, one with such a conclusion if there is one."""
        fitting = [th for th in self.pool if th.concl.op in wanted] if wanted and self.rng.random() < 0.95 else []
        return self.rng.choice(fitting or self.pool)

    def changed(self, t: Term) -> Term:
        """The same up to the laws of a field, mostly; sometimes with a number changed."""
        r = self.rng
        if r.random() < 0.04:
            return op("add", t, num(1)) if t.type is REAL else t
        args = tuple(self.changed(a) for a in t.args) if t.op in ("add", "sub", "mul", "neg", "div") else t.args
        match t.op:
            case "add" | "mul" if r.random() < 0.5:
                return op(t.op, args[1], args[0])
            case "sub" if r.random() < 0.5:
                return op("add", args[0], op("neg", args[1]))
            case "mul" if args[0].op == "add" and r.random() < 0.6:
                return op("add", op("mul", args[0].args[0], args[1]), op("mul", args[0].args[1], args[1]))
            case "div" if t.type is REAL and r.random() < 0.5:
                return op("mul", args[0], op("pow", args[1], num(-1, INT)))
            case "pow" if r.random() < 0.4 and t.args[1].op == "add":
                return op("mul", op("pow", t.args[0], t.args[1].args[0]), op("pow", t.args[0], t.args[1].args[1]))
            case "pow" if r.random() < 0.3 and t.args[0].op == "mul":
                return op("mul", *[op("pow", a, t.args[1]) for a in t.args[0].args])
        return op(t.op, *args) if t.op in ("add", "sub", "mul", "neg", "div") else t
