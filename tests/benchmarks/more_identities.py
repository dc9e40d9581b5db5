"""Thirty more identities: what courses on learning, linear algebra and analysis compute with."""

from __future__ import annotations

import itertools
from functools import partial
from typing import Any

from .given_identities import (
    continued_fraction,
    determinant,
    identity,
    lagrange,
    matrix,
    named,
    norm_of_product,
    product,
    summed,
)
from .program import Builder, Identity

MORE: dict[str, Identity] = {}
more = partial(identity, table=MORE)


@more("31 difference of squares", "a b")
def _(a: Any, b: Any) -> Any:
    return a**2 - b**2, (a - b)*(a + b)


@more("32 variance of two", "x y")
def _(x: Any, y: Any) -> Any:
    mean = (x + y)/2
    return ((x - mean)**2 + (y - mean)**2)/2, (x - y)**2/4


@more("33 parallelogram", " ".join((*named("x", 3), *named("y", 3))))
def _(*v: Any) -> Any:
    x, y = v[:3], v[3:]
    return (summed((a + b)**2 for a, b in zip(x, y, strict=True)) + summed((a - b)**2 for a, b in zip(x, y, strict=True)),
            2*summed(a**2 for a in x) + 2*summed(b**2 for b in y))


@more("34 resistors in parallel", "r s t")
def _(r: Any, s: Any, t: Any) -> Any:
    return 1/(1/r + 1/s + 1/t), r*s*t/(s*t + r*t + r*s)


@more("35 Bayes twice", "p a b")
def _(p: Any, a: Any, b: Any) -> Any:
    once = p*a/(p*a + (1 - p)*b)
    return once*a/(once*a + (1 - once)*b), p*a**2/(p*a**2 + (1 - p)*b**2)


@more("36 logistic slope", "e")
def _(e: Any) -> Any:
    s = e/(1 + e)
    return e/(1 + e)**2, s*(1 - s)


@more("37 hyperbolic tangent from the sigmoid", "e")
def _(e: Any) -> Any:
    return (e - 1/e)/(e + 1/e), 2*(e**2/(e**2 + 1)) - 1


@more("38 momentum in two steps", "b v g h")
def _(b: Any, v: Any, g: Any, h: Any) -> Any:
    return b*(b*v + (1 - b)*g) + (1 - b)*h, b**2*v + (1 - b)*(b*g + h)


@more("39 bias correction", "b g h")
def _(b: Any, g: Any, h: Any) -> Any:
    return (b*(1 - b)*g + (1 - b)*h)/(1 - b**2), (b*g + h)/(1 + b)


@more("40 harmonic mean of three", "x y z")
def _(x: Any, y: Any, z: Any) -> Any:
    return 3/(1/x + 1/y + 1/z)*(x*y + y*z + z*x), 3*x*y*z


@more("41 Lagrange's identity in 5", " ".join((*named("a", 5), *named("b", 5))))
def _(*v: Any) -> Any:
    a, b = v[:5], v[5:]
    pairs = itertools.combinations(range(5), 2)
    return (summed(x**2 for x in a)*summed(y**2 for y in b) - summed(x*y for x, y in zip(a, b, strict=True))**2,
            summed((a[i]*b[j] - a[j]*b[i])**2 for i, j in pairs))


@more("42 Heron", "a b c")
def _(a: Any, b: Any, c: Any) -> Any:
    s = (a + b + c)/2
    return 16*s*(s - a)*(s - b)*(s - c), 4*a**2*b**2 - (a**2 + b**2 - c**2)**2


@more("43 sum of three cubes", "a b c")
def _(a: Any, b: Any, c: Any) -> Any:
    return a**3 + b**3 + c**3 - 3*a*b*c, (a + b + c)*((a - b)**2 + (b - c)**2 + (c - a)**2)/2


@more("44 Newton's fourth sum", "a b c d")
def _(*v: Any) -> Any:
    e1, e2, e3, e4 = [summed(_times(c) for c in itertools.combinations(v, k)) for k in (1, 2, 3, 4)]
    return summed(x**4 for x in v), e1**4 - 4*e1**2*e2 + 2*e2**2 + 4*e1*e3 - 4*e4


@more("45 Cramer in two unknowns", "a b c d e f")
def _(a: Any, b: Any, c: Any, d: Any, e: Any, f: Any) -> Any:
    det = a*d - b*c
    x, y = (e*d - b*f)/det, (a*f - e*c)/det
    return (a*x + b*y - e)**2 + (c*x + d*y - f)**2, 0*a


@more("46 Möbius of Möbius", "a b c d x")
def _(a: Any, b: Any, c: Any, d: Any, x: Any) -> Any:
    y = (a*x + b)/(c*x + d)
    return (d*y - b)/(a - c*y), x


@more("47 cosine from the half angle", "t u")
def _(t: Any, u: Any) -> Any:
    def cos(z: Any) -> Any:
        return (1 - z**2)/(1 + z**2)

    def sin(z: Any) -> Any:
        return 2*z/(1 + z**2)

    return (cos(t)*cos(u) - sin(t)*sin(u))**2 + (sin(t)*cos(u) + cos(t)*sin(u))**2, 1 + 0*t


@more("48 Sherman–Morrison in 2", "a b c d p q r s")
def _(a: Any, b: Any, c: Any, d: Any, p: Any, q: Any, r: Any, s: Any) -> Any:
    det = a*d - b*c
    return ((a + p*r)*(d + q*s) - (b + p*s)*(c + q*r)), det*(1 + (r*(d*p - b*q) + s*(a*q - c*p))/det)


@more("49 geometric sum of 30", "x")
def _(x: Any) -> Any:
    return summed(x**k for k in range(30)), (x**30 - 1)/(x - 1)


@more("50 telescope of 12", "x")
def _(x: Any) -> Any:
    return summed(1/((x + k)*(x + k + 1)) for k in range(12)), 12/(x*(x + 12))


@more("51 partial fractions of 8", "x")
def _(x: Any) -> Any:
    weights = (1, -7, 21, -35, 35, -21, 7, -1)
    return summed(w/(x + k) for k, w in enumerate(weights)), 5040/_times([x + k for k in range(8)])


@more("52 batch mean and variance of 6", " ".join(named("x", 6)))
def _(*x: Any) -> Any:
    mean = summed(x)/6
    return summed((t - mean)**2 for t in x)/6, summed(t**2 for t in x)/6 - mean**2


def _times(items: Any) -> Any:
    first, *rest = items
    for item in rest:
        first = first*item
    return first


def circulant(*v: Any) -> Any:
    """det of the circulant of 4 numbers in real factors."""
    a, b, c, d = v
    return (determinant([[a, b, c, d], [d, a, b, c], [c, d, a, b], [b, c, d, a]]),
            (a + b + c + d)*(a - b + c - d)*((a - c)**2 + (b - d)**2))


def associative(n: int) -> Builder:
    """The trace of (AB)C is that of A(BC)."""

    def sides(*v: Any) -> Any:
        a, b, c = (matrix(v[k*n*n:(k + 1)*n*n], n) for k in range(3))
        left, right = product(product(a, b), c), product(a, product(b, c))
        return summed(left[i][i] for i in range(n)), summed(right[i][i] for i in range(n))

    return sides


def cauchy(n: int) -> Builder:
    """The determinant of 1/(xᵢ + yⱼ)."""

    def sides(*v: Any) -> Any:
        x, y = v[:n], v[n:]
        above = [(x[j] - x[i])*(y[j] - y[i]) for i, j in itertools.combinations(range(n), 2)]
        return determinant([[1/(a + b) for b in y] for a in x]), _times(above)/_times([a + b for a in x for b in y])

    return sides


def cayley_hamilton(*v: Any) -> Any:
    """One entry of A³ − (tr A)A² + sA − (det A)·1 for 3×3 matrices."""
    a = matrix(v, 3)
    square = product(a, a)
    minors = summed(a[i][i]*a[j][j] - a[i][j]*a[j][i] for i, j in ((0, 1), (0, 2), (1, 2)))
    trace = a[0][0] + a[1][1] + a[2][2]
    return product(square, a)[0][0] + minors*a[0][0], trace*square[0][0] + determinant(a)


def softmax_of_shift(*e: Any) -> Any:
    """The squared norm of softmax does not see a common factor."""
    *weights, c = e
    return (summed((c*w/summed(c*u for u in weights))**2 for w in weights),
            summed(w**2 for w in weights)/summed(weights)**2)


MORE["53 circulant of 4"] = Identity(("a", "b", "c", "d"), circulant)
MORE["54 trace of three 3×3 matrices"] = Identity((*named("a", 9), *named("b", 9), *named("c", 9)), associative(3))
MORE["55 Cauchy's determinant 3"] = Identity((*named("x", 3), *named("y", 3)), cauchy(3))
MORE["56 Cayley–Hamilton in 3"] = Identity(named("a", 9), cayley_hamilton)
MORE["57 softmax scaled, 6"] = Identity((*named("e", 6), "c"), softmax_of_shift)
MORE["58 continued fraction 11"] = Identity(named("x", 11), continued_fraction)
MORE["59 Lagrange 7, degree 2"] = Identity(("x", *named("n", 7)), lagrange(2))
MORE["60 four squares by quaternions"] = Identity((*named("a", 4), *named("b", 4)), norm_of_product)
