"""Formulas of machine learning: sigmoid, softmax, log-sum-exp, entropy, normalisation, momentum, dropout, losses, rates."""

from statement import Statement
from sympy import Abs, Eq, Max, Ne, Rational, Sum, exp, log, sqrt

from proofs import (
    E,
    ForAll,
    P,
    Var,
    dot,
    everywhere,
    family,
    gradient,
    independent,
    integrable,
    nat,
    norm2,
    random_variable,
    real,
    relu,
    takes,
    vector,
)

x, y, z, a, b, c, p, q, t = [real(letter) for letter in "xyzabcpqt"]
n, i, j, k = [nat(letter) for letter in "nijk"]
u, v, A = family("u"), family("v"), family("A", indices=2)
w, g = vector("w"), vector("g")
r, s = vector("r", n), vector("s", n)
X, Y = random_variable("X"), random_variable("Y")

ACTIVATIONS = "course notes: activations"
SOFTMAX = "course notes: softmax and log-sum-exp"
LOSSES = "course notes: losses"
NORMS = "course notes: batch and layer normalisation"
STEPS = "course notes: momentum and Adam"
NOISE = "course notes: dropout and noise"
RATES = "course notes: gradient descent"


def sigmoid(s):
    return 1/(1 + exp(-s))


def total(f):
    return Sum(f, (i, 1, n))


def mean():
    return Sum(u[j], (j, 1, n))/n


def tanh(s):
    return (exp(s) - exp(-s))/(exp(s) + exp(-s))


def bernoulli():
    return takes(X, {1: p, 0: 1 - p})


def moments():
    return integrable(X, X**2)


STATEMENTS = [
    # -- activations ---------------------------------------------------------------
    Statement("sigmoid mirrored", "true", ACTIVATIONS, lambda: Eq(sigmoid(x) + sigmoid(-x), 1)),
    Statement("sigmoid is even", "false", ACTIVATIONS, lambda: Eq(sigmoid(x), sigmoid(-x))),
    Statement("tanh by sigmoid", "true", ACTIVATIONS, lambda: Eq(tanh(x), 2*sigmoid(2*x) - 1)),
    Statement("tanh by sigmoid, not doubled", "false", ACTIVATIONS, lambda: Eq(tanh(x), 2*sigmoid(x) - 1)),
    Statement("logit undoes sigmoid, mirrored", "false", ACTIVATIONS, lambda: Eq(log(sigmoid(x)/(1 - sigmoid(x))), -x)),
    Statement("sigmoid is monotone", "conditional", ACTIVATIONS, lambda: sigmoid(x) <= sigmoid(y), needs=lambda: x <= y),
    Statement("softplus as a logarithm of sigmoid", "true", ACTIVATIONS, lambda: Eq(-log(sigmoid(x)), log(1 + exp(-x)))),
    Statement("difference of softplus", "true", ACTIVATIONS, lambda: Eq(log(1 + exp(x)) - log(1 + exp(-x)), x)),
    Statement("difference of softplus, sign", "false", ACTIVATIONS, lambda: Eq(log(1 + exp(x)) - log(1 + exp(-x)), -x)),
    Statement("softplus above relu", "true", ACTIVATIONS, lambda: log(1 + exp(x)) >= relu(x)),
    Statement("softplus near relu", "true", ACTIVATIONS, lambda: log(1 + exp(x)) <= Max(x, 0) + log(2)),
    Statement("softplus below relu", "false", ACTIVATIONS, lambda: log(1 + exp(x)) <= relu(x)),
    # -- softmax -----------------------------------------------------------------------
    Statement("positive and negative part", "true", ACTIVATIONS, lambda: Eq(E(relu(X)) - E(relu(-X)), E(X)),
              lambda: integrable(X, relu(X), relu(-X))),
    Statement("positive and negative part, added", "false", ACTIVATIONS, lambda: Eq(E(relu(X)) + E(relu(-X)), E(X)),
              lambda: integrable(X, relu(X), relu(-X))),
    Statement("squares of the parts", "true", ACTIVATIONS, lambda: Eq(E(relu(X)**2) + E(relu(-X)**2), E(X**2)),
              lambda: integrable(X, relu(X), relu(-X), X**2, relu(X)**2, relu(-X)**2)),
    Statement("log-sum-exp of bounded scores", "true", SOFTMAX, lambda: log(total(exp(u[i]))) <= c + log(n),
              lambda: (n >= 1, ForAll([k], u[k] <= c))),
    Statement("log-sum-exp of bounded scores, size forgotten", "false", SOFTMAX, lambda: log(total(exp(u[i]))) <= c,
              lambda: (n >= 1, ForAll([k], u[k] <= c))),
    Statement("log-sum-exp and the mean", "true", SOFTMAX, lambda: log(total(exp(u[i]))) >= total(u[i])/n + log(n),
              lambda: n >= 1),
    Statement("log-sum-exp and the mean, turned round", "false", SOFTMAX,
              lambda: log(total(exp(u[i]))) <= total(u[i])/n + log(n), lambda: n >= 1),
    Statement("log-sum-exp above each score", "conditional", SOFTMAX, lambda: log(total(exp(u[i]))) >= u[k],
              lambda: (n >= 1, k >= 1), needs=lambda: k <= n),
    Statement("gradient of log-sum-exp at scores of a size", "true", SOFTMAX,
              lambda: gradient(log(total(exp(s[i]))), s[i], exp(s[i])/Sum(exp(s[j]), (j, 1, n)), (i, 1, n)), lambda: n >= 1),
    Statement("gradient of a square loss at weights of a size", "true", LOSSES,
              lambda: gradient((dot(r, s) - y)**2/2, r[i], (dot(r, s) - y)*s[i], (i, 1, n))),
    Statement("gradient of a square loss at weights of a size, factor", "false", LOSSES,
              lambda: gradient((dot(r, s) - y)**2, r[i], (dot(r, s) - y)*s[i], (i, 1, n))),
    Statement("log-sum-exp above the larger", "true", SOFTMAX, lambda: log(exp(x) + exp(y)) >= Max(x, y)),
    Statement("log-sum-exp near the larger", "true", SOFTMAX, lambda: log(exp(x) + exp(y)) <= Max(x, y) + log(2)),
    Statement("log-sum-exp is the larger", "false", SOFTMAX, lambda: log(exp(x) + exp(y)) <= Max(x, y)),
    Statement("log-sum-exp shifted", "true", SOFTMAX,
              lambda: Eq(log(total(exp(u[i] + c))), c + log(total(exp(u[i])))), lambda: n >= 1),
    Statement("log-sum-exp not shifted", "false", SOFTMAX,
              lambda: Eq(log(total(exp(u[i] + c))), log(total(exp(u[i])))), lambda: n >= 1),
    Statement("softmax shifted", "true", SOFTMAX,
              lambda: Eq(exp(u[k] + c)/total(exp(u[i] + c)), exp(u[k])/total(exp(u[i]))), lambda: n >= 1),
    Statement("softmax scaled", "false", SOFTMAX,
              lambda: Eq(exp(2*u[k])/total(exp(2*u[i])), exp(u[k])/total(exp(u[i]))), lambda: n >= 1),
    Statement("softmax sums to one", "conditional", SOFTMAX,
              lambda: Eq(Sum(exp(u[k])/total(exp(u[i])), (k, 1, n)), 1), needs=lambda: n >= 1),
    # -- losses ---------------------------------------------------------------------------
    Statement("cross entropy of logits", "true", LOSSES,
              lambda: Eq(-y*log(sigmoid(x)) - (1 - y)*log(1 - sigmoid(x)), log(1 + exp(x)) - x*y)),
    Statement("cross entropy of logits, mirrored", "false", LOSSES,
              lambda: Eq(-y*log(sigmoid(x)) - (1 - y)*log(1 - sigmoid(x)), log(1 + exp(-x)) - x*y)),
    Statement("binary entropy is not negative", "true", LOSSES, lambda: -p*log(p) - (1 - p)*log(1 - p) >= 0,
              lambda: (p > 0, p < 1)),
    Statement("binary entropy is at most log 2", "true", LOSSES, lambda: -p*log(p) - (1 - p)*log(1 - p) <= log(2),
              lambda: (p > 0, p < 1)),
    Statement("binary entropy is at most a half", "false", LOSSES,
              lambda: -p*log(p) - (1 - p)*log(1 - p) <= Rational(1, 2), lambda: (p > 0, p < 1)),
    Statement("divergence of two coins", "true", LOSSES, lambda: p*log(p/q) + (1 - p)*log((1 - p)/(1 - q)) >= 0,
              lambda: (p > 0, p < 1, q > 0, q < 1)),
    Statement("divergence of two coins, turned round", "false", LOSSES,
              lambda: p*log(p/q) + (1 - p)*log((1 - p)/(1 - q)) <= 0, lambda: (p > 0, p < 1, q > 0, q < 1)),
    Statement("Gibbs' inequality", "conditional", LOSSES, lambda: total(u[i]*log(u[i]/v[i])) >= 0,
              lambda: ForAll([i], (u[i] > 0, v[i] > 0)), needs=lambda: (Eq(total(u[i]), 1), Eq(total(v[i]), 1))),
    Statement("entropy is below cross entropy", "true", LOSSES, lambda: -total(u[i]*log(u[i])) <= -total(u[i]*log(v[i])),
              lambda: (ForAll([i], (u[i] > 0, v[i] > 0)), Eq(total(u[i]), 1), Eq(total(v[i]), 1))),
    Statement("entropy of n cases", "conditional", LOSSES, lambda: -total(u[i]*log(u[i])) <= log(n),
              lambda: (n >= 1, ForAll([i], u[i] > 0)), needs=lambda: Eq(total(u[i]), 1)),
    Statement("Cauchy and Schwarz with lengths", "true", LOSSES, lambda: Abs(dot(w, g, n)) <= sqrt(norm2(w, n)*norm2(g, n))),
    Statement("Cauchy and Schwarz, halved", "false", LOSSES,
              lambda: Abs(dot(w, g, n)) <= sqrt(norm2(w, n)*norm2(g, n))/2),
    Statement("gradient of the squared distance", "true", LOSSES,
              lambda: gradient(norm2(w - g, n), w[i], 2*(w[i] - g[i]), (i, 1, n))),
    Statement("gradient of the squared distance, without 2", "false", LOSSES,
              lambda: gradient(norm2(w - g, n), w[i], w[i] - g[i], (i, 1, n))),
    # -- normalisation -----------------------------------------------------------------------
    Statement("centred numbers sum to zero", "true", NORMS, lambda: Eq(total(u[i] - mean()), 0)),
    Statement("squares about the mean", "true", NORMS,
              lambda: Eq(total((u[i] - mean())**2), total(u[i]**2) - total(u[i])**2/n), lambda: n >= 1),
    Statement("squares about the mean, not divided", "false", NORMS,
              lambda: Eq(total((u[i] - mean())**2), total(u[i]**2) - total(u[i])**2), lambda: n >= 1),
    # -- momentum ---------------------------------------------------------------------------------
    Statement("moving average unrolled", "true", STEPS,
              lambda: Eq(u[n], q**n*u[0] + (1 - q)*total(q**(n - i)*v[i])),
              lambda: ForAll([k], Eq(u[k + 1], q*u[k] + (1 - q)*v[k + 1]))),
    Statement("moving average unrolled, exponent", "false", STEPS,
              lambda: Eq(u[n], q**n*u[0] + (1 - q)*total(q**(n - i + 1)*v[i])),
              lambda: ForAll([k], Eq(u[k + 1], q*u[k] + (1 - q)*v[k + 1]))),
    Statement("weights of a moving average", "true", STEPS, lambda: Eq((1 - q)*total(q**(n - i)), 1 - q**n)),
    Statement("weights of a moving average, without correction", "false", STEPS,
              lambda: Eq((1 - q)*total(q**(n - i)), 1)),
    # -- noise -----------------------------------------------------------------------------------------
    Statement("dropout keeps the mean", "conditional", NOISE, lambda: Eq(E(X*a/p), a), bernoulli, needs=lambda: Ne(p, 0)),
    Statement("variance of dropout", "true", NOISE, lambda: Eq(Var(X*a/p), a**2*(1 - p)/p), lambda: (bernoulli(), p > 0)),
    Statement("variance of dropout, not divided", "false", NOISE, lambda: Eq(Var(X*a/p), a**2*(1 - p)),
              lambda: (bernoulli(), p > 0)),
    Statement("a bounded variable varies little", "true", NOISE, lambda: Var(X) <= Rational(1, 4),
              lambda: (moments(), everywhere(X >= 0), everywhere(X <= 1))),
    Statement("a bounded variable varies less", "false", NOISE, lambda: Var(X) <= Rational(1, 5),
              lambda: (moments(), everywhere(X >= 0), everywhere(X <= 1))),
    Statement("larger of two means", "true", NOISE, lambda: E(Max(X, Y)) >= Max(E(X), E(Y)),
              lambda: integrable(X, Y, Max(X, Y))),
    Statement("mean of the larger", "false", NOISE, lambda: Eq(E(Max(X, Y)), Max(E(X), E(Y))),
              lambda: integrable(X, Y, Max(X, Y))),
    Statement("relu of a mean", "true", NOISE, lambda: E(relu(X)) >= relu(E(X)), lambda: integrable(X, relu(X))),
    Statement("variance of a sum is bounded", "true", NOISE, lambda: Var(X + Y) <= 2*Var(X) + 2*Var(Y),
              lambda: (moments(), integrable(Y, Y**2, X*Y))),
    Statement("variance of a sum, constant lost", "false", NOISE, lambda: Var(X + Y) <= Var(X) + Var(Y),
              lambda: (moments(), integrable(Y, Y**2, X*Y))),
    Statement("Markov for squares", "true", NOISE, lambda: P(a <= X) <= E(X**2)/a**2, lambda: (integrable(X**2), a > 0)),
    Statement("Markov without a sign", "false", NOISE, lambda: P(a <= X) <= E(X)/a, lambda: (integrable(X), a > 0)),
    Statement("error with noise", "true", NOISE, lambda: Eq(E((X + Y - a)**2), E((X - a)**2) + Var(Y)),
              lambda: (independent(X, Y), moments(), integrable(Y, Y**2), Eq(E(Y), 0))),
    Statement("error with noise, not centred", "false", NOISE, lambda: Eq(E((X + Y - a)**2), E((X - a)**2) + Var(Y)),
              lambda: (independent(X, Y), moments(), integrable(Y, Y**2))),
    # -- rates --------------------------------------------------------------------------------------------
    Statement("linear rate with noise", "true", RATES, lambda: u[n] <= (1 - a)**n*u[0] + b/a,
              lambda: (a > 0, a <= 1, b >= 0, ForAll([k], u[k + 1] <= (1 - a)*u[k] + b))),
    Statement("linear rate with noise, forgotten", "false", RATES, lambda: u[n] <= (1 - a)**n*u[0],
              lambda: (a > 0, a <= 1, b >= 0, ForAll([k], u[k + 1] <= (1 - a)*u[k] + b))),
    Statement("descent summed", "true", RATES, lambda: Sum(v[i], (i, 0, n - 1)) <= u[0] - u[n],
              lambda: ForAll([k], v[k] <= u[k] - u[k + 1])),
    Statement("descent summed, one more", "false", RATES, lambda: Sum(v[i], (i, 0, n)) <= u[0] - u[n],
              lambda: ForAll([k], v[k] <= u[k] - u[k + 1])),
    Statement("three points", "true", RATES,
              lambda: Eq(2*dot(w, g, n), norm2(w, n) + norm2(g, n) - norm2(w - g, n))),
    Statement("three points, sign", "false", RATES,
              lambda: Eq(2*dot(w, g, n), norm2(w - g, n) - norm2(w, n) - norm2(g, n))),
    Statement("Young with a parameter for vectors", "conditional", RATES,
              lambda: 2*dot(w, g, n) <= t*norm2(w, n) + norm2(g, n)/t, needs=lambda: t > 0),
    Statement("norms of the plane", "true", RATES, lambda: sqrt(a**2 + b**2) <= Abs(a) + Abs(b)),
    Statement("norms of the plane, turned round", "false", RATES, lambda: Abs(a) + Abs(b) <= sqrt(a**2 + b**2)),
    Statement("decay below an exponential", "true", RATES, lambda: (1 - x)**n <= exp(-n*x), lambda: (x >= 0, x <= 1)),
    Statement("decay below an exponential, turned round", "false", RATES, lambda: (1 - x)**n >= exp(-n*x),
              lambda: (x >= 0, x <= 1)),
    Statement("gradient of a symmetric form", "conditional", "matrix calculus, course notes", lambda: gradient(
        Sum(Sum(A[k, j]*w[k]*w[j], (j, 1, n)), (k, 1, n)), w[i], 2*Sum(A[i, j]*w[j], (j, 1, n)), (i, 1, n)),
              needs=lambda: ForAll([k, j], Eq(A[k, j], A[j, k]))),
    Statement("gradient of a symmetric form, without 2", "false", "matrix calculus, course notes", lambda: gradient(
        Sum(Sum(A[k, j]*w[k]*w[j], (j, 1, n)), (k, 1, n)), w[i], Sum(A[i, j]*w[j], (j, 1, n)), (i, 1, n)),
              lambda: ForAll([k, j], Eq(A[k, j], A[j, k]))),
]
