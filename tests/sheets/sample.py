"""A sheet with every kind of block, with long formulas and long reasons, for the tests of the writers."""

from __future__ import annotations

from proofs.sheets.document import (
    Algorithm,
    AlgorithmStep,
    Block,
    Chain,
    ChainLine,
    ClaimBox,
    Conclusion,
    Correction,
    Definitions,
    Erratum,
    Fact,
    Failure,
    Graph,
    Heading,
    Hint,
    LedgerRow,
    Paragraph,
    ProofEnd,
    ProofStart,
    Refutation,
    Section,
    Sheet,
    Subsection,
    reference,
)

AVERAGE: tuple[Block, ...] = (
    Section("Assignment 1. Bias-corrected exponentially weighted average"),
    Subsection(r"The average $\bar v_t$, first question", "theorem"),
    Paragraph(
        r"Let $\tilde g_1, \tilde g_2, \ldots$ be stochastic gradients with $\mathbb{E}[\tilde g_t] = \bar g$ for all "
        r"$t \ge 1$, let $0 < q < 1$, and define"
    ),
    Definitions(
        (
            (r"\hat v_0", "=", "0"),
            (r"\hat v_t", "=", r"(1-q)\,\hat v_{t-1} + q\,\tilde g_t, \qquad t \ge 1"),
            (r"\bar v_t", "=", r"\frac{\hat v_t}{1-(1-q)^t}"),
        ),
        (None, "1", "2"),
    ),
    ClaimBox(
        "1.1",
        "closed form",
        "average.closed_form",
        "Deep Learning SS2024, seminar 3, assignment 1 (a)",
        r"For every integer $t \ge 0$ the moving average is a weighted sum of the gradients.",
        "proved",
        r"$t \ge 0$",
        (r"$0 < q < 1$", "stochastic gradients"),
        (r"\hat v_t = q\sum_{i=1}^{t} (1-q)^{t-i}\,\tilde g_i.",),
        "Definition c_average : Prop :=\n  forall (g : Z -> R) (q : R) (t : Z),\n  (0 <= t)%Z ->\n  ((0 < q) /\\ (q < 1)) ->\n"
        "  ((v_ g q t) = (q * (Sum_ 1%Z t (fun i : Z => ((zpow (1 - q) (t - i)%Z) * (g i)))))).",
    ),
    ProofStart(r"Induction on $t$."),
    Heading("Base $t = 0$."),
    Paragraph("Both sides are $0$: the sum is empty."),
    Heading(r"Step $t \to t+1$."),
    Chain(
        r"\hat v_{t+1}",
        (
            ChainLine("=", r"(1-q)\,\hat v_t + q\,\tilde g_{t+1}", "definition (1)"),
            ChainLine(
                "=",
                r"(1-q)\,q\sum_{i=1}^{t} (1-q)^{t-i}\,\tilde g_i + q\,\tilde g_{t+1}",
                "the induction hypothesis for $t$, which holds because $t$ is one of the integers already treated",
                "3",
            ),
            ChainLine(
                "=",
                r"q\sum_{i=1}^{t} (1-q)^{t+1-i}\,\tilde g_i + q\,(1-q)^{0}\,\tilde g_{t+1}",
                "move the factor into the sum",
            ),
            ChainLine("=", r"q\sum_{i=1}^{t+1} (1-q)^{t+1-i}\,\tilde g_i", "absorb the last term", "4"),
        ),
    ),
    ProofEnd(),
    ClaimBox(
        "1.2",
        "unbiasedness",
        "average.unbiased",
        "Deep Learning SS2024, seminar 3, assignment 1 (b)",
        r"For every integer $t \ge 1$ the corrected average is unbiased, the plain one is not:",
        "proved",
        "",
        (),
        (
            r"\mathbb{E}[\bar v_t] = \bar g, \qquad "
            r"\mathbb{E}[\hat v_t] = \bigl(1-(1-q)^t\bigr)\,\bar g.",
        ),
    ),
    ProofStart(f"Take expectations in {reference('1.1')}."),
    Fact("a", r"1-(1-q)^t > 0", r"$0 < 1-q < 1$ and $t \ge 1$"),
    Fact("b", r"\sum_{i=1}^{t} (1-q)^{t-i} = \frac{1-(1-q)^t}{1-(1-q)}", r"geometric sum, $q \ne 0$", True),
    Chain(
        r"\mathbb{E}[\hat v_t]",
        (
            ChainLine("=", r"q\sum_{i=1}^{t} (1-q)^{t-i}\,\mathbb{E}[\tilde g_i]", r"linearity of $\mathbb{E}$"),
            ChainLine("=", r"q\,\bar g\sum_{i=1}^{t} (1-q)^{t-i}", r"$\mathbb{E}[\tilde g_i] = \bar g$"),
            ChainLine("=", r"q\,\bar g\;\frac{1-(1-q)^t}{1-(1-q)}", "(b)"),
            ChainLine("=", r"\bigl(1-(1-q)^t\bigr)\,\bar g", "arithmetic"),
        ),
    ),
    Paragraph(r"Dividing by $1-(1-q)^t$, which is positive by (a), gives $\mathbb{E}[\bar v_t] = \bar g$."),
    ProofEnd(),
    Conclusion((r"\hat v_0 = 0", r"\sum_{i=1}^{0} (1-q)^{t-i}\,\tilde g_i = 0"), f"definition, {reference('2.1')} at $0$"),
    ProofEnd(),
    Algorithm(
        "The corrected average, as it runs",
        (
            AlgorithmStep(0, ("algorithm", "average$(q, g)$")),
            AlgorithmStep(1, ("", r"$v \gets 0$")),
            AlgorithmStep(1, ("for", r"each $g_t$ of $g$, with $t = 1, 2, \ldots$", "do")),
            AlgorithmStep(2, ("", r"$v \gets (1 - q)\,v + q\,g_t$")),
            AlgorithmStep(1, ("return", r"$\frac{v}{1 - (1 - q)^t}$")),
        ),
    ),
)

FIELDS: tuple[Block, ...] = (
    Section(r"Assignment 2. Receptive fields of $\ell$ layers"),
    Paragraph(
        r"For layers with kernel sizes $k_\ell$ and strides $s_\ell$ the receptive field $S_\ell$ and the stride "
        r"$T_\ell$ obey"
    ),
    Definitions(
        (
            (r"S_{\ell+1}", "=", r"S_\ell + (k_{\ell+1}-1)\,T_\ell, \qquad S_0 = 1"),
            (r"T_{\ell+1}", "=", r"T_\ell\,s_{\ell+1}, \qquad T_0 = 1"),
        ),
    ),
    ClaimBox(
        "2.1",
        "closed form of the recurrence, written out term by term for the stride and for the receptive field",
        "fields.closed_form",
        "Deep Learning SS2024, seminar 4, assignment 2",
        "",
        "proved",
        "",
        (r"$\ell \ge 0$",),
        (
            r"T_\ell = \prod_{j=1}^{\ell} s_j, \qquad S_\ell = 1+\sum_{i=1}^{\ell} (k_i-1)\prod_{j=1}^{i-1} s_j.",
            r"S_{\ell+1} - S_1 = \sum_{i=2}^{\ell+1} (k_i-1)\prod_{j=1}^{i-1} s_j "
            r"= (k_2-1)\,s_1 + (k_3-1)\,s_1 s_2 + (k_4-1)\,s_1 s_2 s_3 + \cdots "
            r"+ (k_{\ell+1}-1)\,s_1 s_2 \cdots s_{\ell-1} s_\ell.",
        ),
    ),
    ProofStart(r"Induction on $\ell$; the case $\ell = 0$ is the definition."),
    Chain(
        r"S_{\ell+1}",
        (
            ChainLine("=", r"S_\ell + (k_{\ell+1}-1)\,T_\ell", "definition"),
            ChainLine(
                "=",
                r"1+\sum_{i=1}^{\ell} (k_i-1)\prod_{j=1}^{i-1} s_j + (k_{\ell+1}-1)\prod_{j=1}^{\ell} s_j",
                r"induction hypothesis for $S_\ell$ and the closed form of $T_\ell$",
            ),
            ChainLine(
                "=",
                r"1+(k_1-1) + (k_2-1)\,s_1 + (k_3-1)\,s_1 s_2 + \sum_{i=4}^{\ell} (k_i-1)\prod_{j=1}^{i-1} s_j "
                r"+ (k_{\ell+1}-1)\prod_{j=1}^{\ell} s_j",
                "three terms split off",
            ),
            ChainLine(
                "=",
                r"1+(k_1-1) + (k_2-1)\,s_1 + (k_3-1)\,s_1 s_2 + (k_4-1)\,s_1 s_2 s_3 + (k_5-1)\,s_1 s_2 s_3 s_4 "
                r"+ \sum_{i=6}^{\ell} (k_i-1)\prod_{j=1}^{i-1} s_j + (k_{\ell+1}-1)\prod_{j=1}^{\ell} s_j",
                r"two more, by the same rule $\sum_{i=m}^{\ell} a_i = a_m + \sum_{i=m+1}^{\ell} a_i$ used for "
                r"$m = 4$ and $m = 5$",
            ),
            ChainLine(
                "=",
                r"\Bigl((k_1-1) + (k_2-1)\,s_1 + (k_3-1)\,s_1 s_2 + (k_4-1)\,s_1 s_2 s_3 + (k_5-1)\,s_1 s_2 s_3 s_4 "
                r"+ (k_6-1)\,s_1 s_2 s_3 s_4 s_5 + \sum_{i=7}^{\ell+1} (k_i-1)\prod_{j=1}^{i-1} s_j + 1\Bigr)",
                "the last sum absorbs its neighbour",
            ),
            ChainLine(
                "=",
                r"\sqrt{\Bigl(1+(k_1-1) + (k_2-1)\,s_1 + (k_3-1)\,s_1 s_2 + (k_4-1)\,s_1 s_2 s_3 "
                r"+ (k_5-1)\,s_1 s_2 s_3 s_4 + (k_6-1)\,s_1 s_2 s_3 s_4 s_5 + \cdots\Bigr)^2}",
                "a line that cannot be broken is set smaller",
            ),
            ChainLine("=", r"1+\sum_{i=1}^{\ell+1} (k_i-1)\prod_{j=1}^{i-1} s_j", "absorb the last term"),
        ),
    ),
    ProofEnd(),
)

VARIANCE: tuple[Block, ...] = (
    Section("Assignment 3. Variance through a ReLU layer"),
    Paragraph(
        r"Let $x_i = \max(u_i, 0)$, that is $x_i = u_i$ if $u_i > 0$ and $x_i = 0$ otherwise, and let "
        r"$y = \sum_{i=1}^{d} w_i x_i = \langle \mathbf{w}, \mathbf{x} \rangle$ with independent weights."
    ),
    Definitions(
        (
            (
                r"\operatorname{ReLU}(u)",
                "=",
                r"\begin{cases} u & \text{if } u > 0, \\ 0 & \text{otherwise} \end{cases}",
            ),
        )
    ),
    ClaimBox(
        "3.1",
        '"the layer halves the variance of the weights whatever the input"',
        "variance.any_input",
        "Deep Learning SS2024, seminar 5, assignment 3",
        "",
        "refuted",
        "",
        (r"$\operatorname{Var}[u_i] = 1$", r"$\mathbb{E}[u_i] = 0$"),
        (r"\operatorname{Var}[y] = \tfrac12\,d\,\sigma^2",),
    ),
    Refutation(
        (
            r"$\mathbb{P}(u_i = 3) = \frac{1}{10}$",
            r"$\mathbb{P}(u_i = -\frac13) = \frac{9}{10}$",
        ),
        r"Then $\mathbb{E}[u_i] = 0$ and $\operatorname{Var}[u_i] = 1$, but $\mathbb{E}[x_i^2] = \frac{9}{10}$, hence "
        r"$\operatorname{Var}[y] = \frac{9}{10}\,d\,\sigma^2 \ne \tfrac12\,d\,\sigma^2$.",
    ),
    Correction(r"The claim holds when each $u_i$ has a symmetric law, as the normal law is."),
    Chain(
        r"\operatorname{Var}\Bigl[\sum_{i=1}^{d} w_i \operatorname{ReLU}(u_i)\Bigr] - \Bigl(\sum_{i=1}^{d} "
        r"\mathbb{E}[w_i]\,\mathbb{E}[x_i]\Bigr)^2",
        (
            ChainLine(
                "=",
                r"\sum_{i=1}^{d}\sum_{j=1}^{d} \mathbb{E}[w_i w_j]\,\mathbb{E}[x_i x_j]",
                r"expand, independence of $\mathbf{w}$ and $\mathbf{x}$",
            ),
            ChainLine(r"\le", r"\sum_{i=1}^{d} \sigma^2\,\mathbb{E}[x_i^2]", "the mixed terms vanish"),
        ),
    ),
    Chain(
        r"\operatorname*{arg\,min}_{\Delta \in \mathbb{R}^n} f(\Delta) = -\varepsilon\,\mathbf{g}",
        (
            ChainLine(
                r"\iff",
                r"\forall \Delta\;\; \lVert \Delta + \varepsilon\mathbf{g} \rVert_2^2 \ge 0",
                "complete the square",
            ),
            ChainLine(r"\implies", r"\lim_{t\to\infty} \lvert x_t - x^{\top} \rvert = 0 \land \neg\,a", "limits"),
        ),
    ),
    ClaimBox("3.2", "an open one", "variance.open", "", "No proof was found.", "undecided", "", (), (r"a_n \to \infty",)),
    ClaimBox("3.3", "a broken one", "variance.broken", "", "", "failed", "", (), (r"x = \left(\frac{a}{b}\right)^{2}",)),
    ClaimBox("3.4", "a task", "variance.task", "", "", "stated", "$n \\ge 1$", (), (r"n = n",)),
    Hint(f"By induction on $n$. Use: symmetry, {reference('1.1')}."),
    Failure(
        "variance.py:41: step 2 does not hold\n"
        "    left:   E[x_i**2]\n"
        "    right:  sigma**2 & 50% {of} #1 ~ \\alpha ≥ ∀\n"
        "    rule:   linearity needs integrable(x_i)_and_a_very_long_name_that_does_not_fit_on_one_line_of_the_page"
    ),    Erratum("E7", "2 (c), third line", r"the derivative $\sigma'$ tends to zero everywhere", r"For ReLU it is $1$",
            r"for the logistic function $\sigma$", ("1.1", "3.1")),
    Erratum("E8", "3 (a)", "an index", "It is computed from itself", "one less"),
)

SHEET = Sheet(
    title="Seminar 3: solutions",
    course="Deep Learning (SS2024)",
    source="derivations/seminar3.py",
    blocks=AVERAGE + FIELDS + VARIANCE,
    ledger=(
        LedgerRow("1.1", "closed form", "proved", "induction", "q is a rate; not used: unbiased gradients", "",
                  "kernel 1.0; recheck; Coq 8.16.1, 4 axioms"),
        LedgerRow("1.2", "unbiasedness", "proved", "direct", r"$\mathbb{E}$ is linear", reference("1.1", "1.1"),
                  "kernel 1.0; recheck"),
        LedgerRow("2.1", "closed form", "proved", "induction", "", f"{reference('1.1', '1.1')}, a library claim",
                  "kernel 1.0; recheck"),
        LedgerRow("3.1", "any input", "refuted", "counterexample", "independent weights and inputs of a symmetric law", "",
                  "kernel 1.0; no certificate"),
        LedgerRow("3.2", "an open one", "undecided", "none", "", "", "kernel 1.0; no certificate"),
        LedgerRow("3.3", "a broken one", "failed", "none", "", "", "kernel 1.0; no certificate"),
    ),
    trust=(("Axioms", "none"), ("Definitions", r"three, of $\hat v_t$, $S_\ell$ and $T_\ell$"), ("Gaps", "none")),
    graph=Graph((("1.1", "closed form", "proved"), ("1.2", "unbiasedness", "proved"), ("2.1", "closed form", "proved"),
                 ("3.1", "any input", "refuted"), ("3.2", "an open one", "undecided")),
                (("1.1", "1.2"), ("1.1", "3.1"), ("1.2", "2.1"), ("3.1", "2.1"), ("1.1", "2.1"))),
    formal=("Definition Sum_ : (Z -> (Z -> ((Z -> R) -> R))) :=\n  (fun i : Z => " + "(zrec (i - 1)%Z 0 "*12 + ")"*13 + ".",),
    digest="sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    checker="kernel 1.0, python-flint 0.9.0, SymPy 1.14.0",
)
