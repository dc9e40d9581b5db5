"""Bounds of sequences, sums and indices: averages of bounded gradients, descent, flat indices, odd powers, nested sums."""

from statement import Statement
from sympy import Abs, Eq, Implies, Max, Min, Mod, Ne, Product, Sum, factorial, floor

from proofs import E, ForAll, family, integrable, nat, random_family, real

x, y, z, a, b, c, e, s, t = [real(letter) for letter in "xyzabcest"]
i, j, k, l, m, n = [nat(letter) for letter in "ijklmn"]
C, H, W = nat("C"), nat("H"), nat("W")
g, u, v, w = family("g"), family("u"), family("v"), family("w")
G, M = random_family("G", start=1), random_family("M", start=0)

RL, ADAM, SGD = "Sutton and Barto: returns", "Kingma and Ba: Adam", "optimisation course, SGD"
LEAN, KNUTH, LAYOUT = "Mathlib test", "Concrete Mathematics", "course notes, memory layouts"


def average():
    """An exponential average of gradients that are bounded."""
    return (Eq(u[0], 0), ForAll([k], Eq(u[k + 1], b*u[k] + (1 - b)*g[k + 1])), b >= 0, b <= 1, ForAll([k], Abs(g[k]) <= c))


def contraction():
    return ForAll([k], Eq(u[k + 1], (1 - a)*u[k])), a >= 0, a <= 2


def descent():
    return a > 0, ForAll([k], u[k] >= c), ForAll([k], u[k + 1] <= u[k] - a/2*g[k]**2)


def moments():
    """A random exponential average; that its members are integrable follows."""
    return (Eq(M[0], 0), ForAll([k], Eq(M[k + 1], b*M[k] + (1 - b)*G[k + 1])), ForAll([k >= 1], integrable(G[k])),
            ForAll([k >= 1], Eq(E(G[k]), c)))


def welford():
    return (Eq(u[0], 0), ForAll([k], Eq(u[k + 1], u[k] + (g[k + 1] - u[k])/(k + 1))),
            Eq(v[0], 0), ForAll([k], Eq(v[k + 1], v[k] + (g[k + 1] - u[k])*(g[k + 1] - u[k + 1]))))


STATEMENTS = [
    # sequences
    Statement("average of bounded gradients", "true", ADAM, lambda: Abs(u[n]) <= c, average),
    Statement("average of bounded gradients, half", "false", ADAM, lambda: 2*Abs(u[n]) <= c, average),
    Statement("a contraction in size", "true", SGD, lambda: Abs(u[n]) <= Abs(u[0]), contraction),
    Statement("a contraction in squares", "true", SGD, lambda: u[n]**2 <= u[0]**2, contraction),
    Statement("a contraction keeps signs", "false", SGD, lambda: u[0]*u[n] >= 0, contraction),
    Statement("descent summed", "true", SGD, lambda: Sum(g[i]**2, (i, 0, n - 1)) <= 2*(u[0] - c)/a, descent),
    Statement("descent summed, sign", "false", SGD, lambda: Sum(g[i]**2, (i, 0, n - 1)) <= 2*(c - u[0])/a, descent),
    Statement("returns unrolled", "true", RL, lambda: Eq(u[0], Sum(a**i*g[i], (i, 0, n - 1)) + a**n*u[n]),
              lambda: ForAll([k], Eq(u[k], g[k] + a*u[k + 1]))),
    Statement("returns unrolled, one step more", "false", RL, lambda: Eq(u[0], Sum(a**i*g[i], (i, 0, n)) + a**n*u[n]),
              lambda: ForAll([k], Eq(u[k], g[k] + a*u[k + 1]))),
    Statement("returns are bounded", "true", RL, lambda: Abs(Sum(a**i*g[i], (i, 0, n))) <= c/(1 - a),
              lambda: (a >= 0, a < 1, ForAll([k], Abs(g[k]) <= c))),
    Statement("returns are bounded by the rewards", "false", RL, lambda: Abs(Sum(a**i*g[i], (i, 0, n))) <= c,
              lambda: (a >= 0, a < 1, ForAll([k], Abs(g[k]) <= c))),
    Statement("mean of the first moment", "true", ADAM, lambda: Eq(E(M[n]), (1 - b**n)*c), moments),
    Statement("one step under the mean", "true", ADAM, lambda: Eq(E(M[n + 1]), b*E(M[n]) + (1 - b)*c), moments),
    Statement("a constant gradient", "false", ADAM, lambda: Eq(u[n], (1 - b**(n + 1))*c),
              lambda: (Eq(u[0], 0), ForAll([k], Eq(u[k + 1], b*u[k] + (1 - b)*g[k])), ForAll([k], Eq(g[k], c)))),
    Statement("Welford", "true", "Welford 1962", lambda: Eq(v[n], Sum(g[i]**2, (i, 1, n)) - n*u[n]**2), welford),
    Statement("Welford without the square", "false", "Welford 1962, mutated",
              lambda: Eq(v[n], Sum(g[i]**2, (i, 1, n)) - n*u[n]), welford),
    Statement("every other one grows", "false", LEAN + ": Monotonicity", lambda: u[1] <= u[2],
              lambda: ForAll([k], u[k] <= u[k + 2])),
    # sums
    Statement("a mean of bounded numbers", "true", "softmax attention", lambda: Abs(Sum(w[i]*u[i], (i, 1, n))) <= c,
              lambda: (ForAll([k], Abs(u[k]) <= c), ForAll([k], w[k] >= 0), Eq(Sum(w[i], (i, 1, n)), 1))),
    Statement("a sum of bounded numbers", "true", "triangle inequality", lambda: Abs(Sum(u[i], (i, 1, n))) <= n*c,
              lambda: ForAll([k], Abs(u[k]) <= c)),
    Statement("a sum of bounded numbers, without n", "false", "triangle inequality", lambda: Abs(Sum(u[i], (i, 1, n))) <= c,
              lambda: ForAll([k], Abs(u[k]) <= c)),
    Statement("triangular numbers summed", "true", KNUTH,
              lambda: Eq(Sum(Sum(j, (j, 1, i)), (i, 1, n)), n*(n + 1)*(n + 2)/6)),
    Statement("triangular numbers summed, a third", "false", KNUTH,
              lambda: Eq(Sum(Sum(j, (j, 1, i)), (i, 1, n)), n*(n + 1)*(n + 2)/3)),
    Statement("a triangle of products", "true", KNUTH,
              lambda: Eq(Sum(Sum(i*j, (j, 1, i)), (i, 1, n)), n*(n + 1)*(n + 2)*(3*n + 1)/24)),
    Statement("one factor less", "true", "Mathlib: prod_range_succ_div_prod",
              lambda: Eq(Product(u[i], (i, 0, n))/Product(u[i], (i, 0, n - 1)), u[n]), lambda: ForAll([k], Ne(u[k], 0))),
    # indices
    Statement("a flat index of three", "true", LAYOUT, lambda: (i*H + j)*W + k < C*H*W, lambda: (i < C, j < H, k < W)),
    Statement("a flat index of three, sizes swapped", "false", LAYOUT, lambda: (i*C + j)*W + k < C*H*W,
              lambda: (i < C, j < H, k < W)),
    Statement("the column of a flat index", "conditional", LAYOUT, lambda: Eq(Mod(i*W + k, W), k), lambda: W >= 1,
              needs=lambda: k < W),
    Statement("the row of a flat index", "conditional", LAYOUT, lambda: Eq(floor((i*W + k)/W), i), lambda: W >= 1,
              needs=lambda: k < W),
    Statement("bounds that miss each other", "false", LEAN + ": omega, mutated", lambda: 4*k + 4 <= 3*n,
              lambda: (2*k <= n + 3, n >= 8)),
    # powers and choices
    Statement("equal fifth powers", "true", "Mathlib: Odd.pow_injective", lambda: Eq(x, y), lambda: Eq(x**5, y**5)),
    Statement("equal fourth powers", "false", "Mathlib: Odd.pow_injective, mutated", lambda: Eq(x, y), lambda: Eq(x**4, y**4)),
    Statement("seventh powers increase", "true", "Mathlib: Odd.strictMono_pow", lambda: x**7 < y**7, lambda: x < y),
    Statement("sixth powers increase", "conditional", "Mathlib: Odd.strictMono_pow, mutated", lambda: x**6 < y**6,
              lambda: x < y, needs=lambda: x >= 0),
    Statement("powers of a base above one", "conditional", LEAN + ": GCongr", lambda: x**m < x**n, lambda: m < n,
              needs=lambda: x > 1),
    Statement("a hypothesis that is not needed", "true", LEAN + ": GCongr",
              lambda: factorial(m)*16**n <= factorial(m)*(m + 1)**n, lambda: (n >= 6, m >= 15)),
    Statement("minimum apart from zero", "true", LEAN + ": positivity", lambda: Ne(Min(a, b), 0), lambda: (a > 0, Ne(b, 0))),
    Statement("minimum apart from zero, one of them", "false", LEAN + ": positivity, mutated", lambda: Ne(Min(a, b), 0),
              lambda: a > 0),
    Statement("maximum apart from zero", "true", LEAN + ": positivity", lambda: Ne(Max(a, b), 0), lambda: (Ne(a, 0), Ne(b, 0))),
    Statement("bounded far out", "true", LEAN + ": bound", lambda: 2*Abs(z) <= Abs(z**2 + c),
              lambda: (Abs(c) <= Abs(z), Abs(z) >= 3)),
    Statement("bounded far out, from one", "false", LEAN + ": bound, mutated", lambda: 2*Abs(z) <= Abs(z**2 + c),
              lambda: (Abs(c) <= Abs(z), Abs(z) >= 1)),
    Statement("bounds that hold near a point", "true", LEAN + ": bound", lambda: Abs(x) <= a*Abs(y) + e,
              lambda: (Abs(y - x) < s, Implies(Abs(y - x) < s, Abs(z - x) < e), Abs(y) < t,
                       Implies(Abs(y) < t, Abs(z) <= a*Abs(y)))),
    Statement("near an open corner", "false", LEAN + ": nlinarith, mutated", lambda: x*y + x + y < 2,
              lambda: (x >= 0, x < 1, y >= 0, y < 1)),
]
