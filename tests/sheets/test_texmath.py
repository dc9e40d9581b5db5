"""The LaTeX subset: what is read, how, what is refused, and that nothing is lost on the way to the page."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from printed import pages

from proofs.sheets import symbols
from proofs.sheets.document import Definitions, Sheet
from proofs.sheets.latex import latex
from proofs.sheets.mathml import mathml
from proofs.sheets.mathtree import Accent, Atom, Delimiter, Fence, Fraction, Node, Root, Row, Scripts, Space, Styled
from proofs.sheets.pdf import run_tex, run_typst
from proofs.sheets.texmath import MathNotation, parse, pieces
from proofs.sheets.typst_math import typst_math

FORMULAS = [
    r"\lfloor u + 1 \rfloor = \lfloor u \rfloor + 1",
    r"\langle a + b, c - d \rangle + \lceil x - 1 \rceil",
    r"a + b - c = d < e > f, (g) [h] . ; : ! / x' y'' := z",
    r"2\cdot 3\times 4 \le 5 \ge 6 \ne 7 \to 8 \in 9",
    r"a_1, \ldots, a_n \dots \cdots \iff b \implies c \land d \lor \neg e",
    r"\forall x\, \exists y\; x \mapsto y \pm 1 \quad z \qquad w \! v \ u",
    r"\frac{a}{b} + \tfrac12 + \dfrac{x+1}{y} + \sqrt{z} + \sqrt[3]{w}",
    r"\binom{n}{k + 1} = \binom{n}{2}^{2} + \tfrac{1}{2}",
    r"\sum_{i=1}^{n} x_i^2 \prod_{j=1}^{i-1} s_j",
    r"\alpha\beta\gamma\delta\varepsilon\epsilon\theta\varphi\Gamma\Delta\Omega",
    r"\hat v_{t-1} + \tilde g + \bar g + \vec u + \hat{xy}",
    r"\mathbf{x} + \mathbb{R} + \mathcal{L} + \mathrm{d}x + \mathbf{1} + \boldsymbol{\theta} + \mathsf{T}",
    r"\operatorname{Var}[x] + \operatorname*{arg\,min}_{x} f(x) + \text{if } a",
    r"\langle x, y \rangle + \lVert x \rVert_2^2 + \lvert y \rvert + |u|^2 + \|v\|",
    r"\lfloor z \rfloor + \lceil w \rceil",
    r"\left( \frac{a}{b} \right)^2 + \left. c \right| + \left\{ d \right\}",
    r"\bigl( 1 - (1-q)^t \bigr) \bar g + \Bigl[ x \Bigr]^2 + \biggl\{ y \biggr\}",
    r"\lim_{n \to \infty} a_n = \max(a, b) + \min_{x} f + \sup_{y} g + \arg z + \log t + \exp s",
    r"\lim_{k \to \infty} \lvert \theta_k \rvert = 0 \iff \lim_{n \to \infty} \sum_{k=0}^{n} \alpha_k = \infty",
    r"\text{the sums }\sum_{k=0}^{N} \alpha_k^2\text{ are bounded }",
    r"\partial_x f + \nabla g + A^{\top} B",
    r"\operatorname{ReLU}(u) = \begin{cases} u & \text{if } u > 0, \\ 0 & \text{otherwise} \end{cases}",
    r"\mathbf{1}\{x > 0\} + \{ y \}",
    r"x_{k_{\ell+1}}^{2^{n}}",
]

REFUSED = {
    r"\foo": "unknown command",
    r"x + \input{a}": "unknown command",
    r"\begin{matrix} a \end{matrix}": "unknown environment",
    r"\begin{cases} a & b & c \end{cases}": "more than two columns",
    r"\begin{cases} a": "missing",
    r"x_1_2": "double subscript",
    r"x^1^2": "double superscript",
    r"x^2'": "double superscript",
    r"{a": "missing }",
    r"a}": "unexpected '}'",
    r"a & b": "unexpected '&'",
    r"a $ b": "unexpected '$'",
    r"a # b": "unexpected '#'",
    r"a % b": "unexpected '%'",
    r"a ~ b": "unexpected '~'",
    r"x²": "unexpected '²'",
    r"\left( a": "missing",
    r"\left a \right)": "not a delimiter",
    r"\bigl( a": "do not match",
    r"a \bigr) \bigl(": "do not match",
    r"\text{a \bf b}": "more than plain words",
    r"\text{a {b} c}": "braces inside",
    r"\operatorname{a_b}": "not a name",
    r"\frac{a}": "ends too early",
    r"x_": "ends too early",
    r"x_\frac12": "needs braces",
    r"\mathbb{1}": "capital letters only",
    r"\mathcal{l}": "capital letters only",
    r"\mathbf{\theta}": "small Greek",
    "'": "unexpected",
}


@pytest.mark.parametrize("math", REFUSED)
def test_refused_with_the_reason_and_the_formula(math: str) -> None:
    with pytest.raises(MathNotation) as refusal:
        parse(math)
    assert REFUSED[math] in str(refusal.value)
    assert repr(math) in str(refusal.value)


def x(text: str) -> Atom:
    return Atom("ordinary", text)


@pytest.mark.parametrize(
    ("math", "tree"),
    [
        ("x_i^2", Scripts(x("x"), x("i"), Atom("number", "2"))),
        ("x^2_i", Scripts(x("x"), x("i"), Atom("number", "2"))),
        (r"\frac12", Fraction(Atom("number", "1"), Atom("number", "2"), "frac")),
        ("f'", Scripts(x("f"), None, x("′"))),
        (r"\hat v_t", Scripts(Accent("hat", x("v")), x("t"), None)),
        (r"\mathbf x", Styled("mathbf", x("x"))),
    ],
)
def test_tree(math: str, tree: Node) -> None:
    assert parse(math) == Row((tree,))


def test_a_script_takes_one_digit_as_tex_does() -> None:
    assert parse("x^10") == Row((Scripts(x("x"), None, Atom("number", "1")), Atom("number", "0")))


def test_bars_pair_in_turn() -> None:
    kinds = [item.base.kind if isinstance(item, Scripts) else item.kind for item in parse("|x|^2-|y|").items]  # type: ignore[union-attr]
    assert kinds == ["opening", "ordinary", "closing", "binary", "opening", "ordinary", "closing"]


@pytest.mark.parametrize(
    ("math", "outside", "inside"),
    [
        ("a + b = -c", ["a", "+ b", "= -c"], ["a", "+ b", "= -c"]),
        ("(a + b)c", ["(a + b)c"], ["(a", "+ b)c"]),
        ("((a + b) + c)d", ["((a + b) + c)d"], ["((a + b)", "+ c)d"]),
        (r"\frac{a + b}{c}", [r"\frac{a + b}{c}"], [r"\frac{a + b}{c}"]),
        (r"\bigl(1 - x\bigr)^2", [r"\bigl(1 - x\bigr)^2"], [r"\bigl(1", r"- x\bigr)^2"]),
        (r"a = b, \qquad c = d", ["a", r"= b, \qquad", "c", "= d"], ["a", r"= b, \qquad", "c", "= d"]),
        (r"\left(1 - x\right)^2", [r"\left(1 - x\right)^2"], [r"\Bigl(1", r"- x\Bigr)^2"]),
        (r"\left. a - b \right|", [r"\left. a - b \right|"], [r"\left. a - b \right|"]),
        (r"|a - b|", [r"|a - b|"], ["|a", "- b|"]),
        (r"i: a \text{ and } -b = c", ["i:", r"a \text{ and }", "-b", "= c"], ["i:", r"a \text{ and }", "-b", "= c"]),
    ],
)
def test_pieces(math: str, outside: list[str], inside: list[str]) -> None:
    assert [piece.source for piece in pieces(math)] == outside
    assert [piece.source for piece in pieces(math, inside=True)] == inside


@pytest.mark.parametrize("math", FORMULAS)
@pytest.mark.parametrize("inside", [False, True])
def test_pieces_lose_nothing(math: str, inside: bool) -> None:
    cut = pieces(math, inside)
    if inside and r"\left" in math:
        return
    assert "".join("".join(piece.source for piece in cut).split()) == "".join(math.split())
    assert Row(tuple(item for piece in cut for item in piece.tree.items)) == parse(math)


@pytest.mark.parametrize("math", FORMULAS)
def test_typst_gets_characters_never_symbol_names(math: str) -> None:
    names = set(re.findall(r"[A-Za-z]{2,}", re.sub(r'"[^"]*"', "", typst_math(math))))
    functions = (
        "attach frac binom inline display sqrt root lr class op cases bold upright italic bb cal sans frak mono size em"
    )
    assert names <= {*functions.split(), *symbols.ACCENTS.values(), "limits", "true", "false"}


def test_position_is_kept() -> None:
    assert typst_math("x_i^2") == "attach(x, b: i, t: 2)"
    assert typst_math(r"\frac{a}{b}") == "frac(a, b)"
    assert typst_math(r"\binom{a}{b}") == "binom(a, b)"


def characters(node: Node) -> Counter[str]:
    """The signs a formula prints, without its radicals, braces and accents."""
    match node:
        case Atom(_, text) | Delimiter(_, text, _):
            return Counter(text)
        case Space():
            return Counter()
        case Row(items):
            return sum(map(characters, items), Counter())
        case Accent(_, body) | Styled(_, body):
            return characters(body)
        case Root(body, index):
            return characters(body) + (characters(index) if index else Counter())
        case Fraction(top, bottom, size):
            return Counter("()" if size == "binom" else "") + characters(top) + characters(bottom)
        case Scripts(base, sub, sup):
            return sum((characters(part) for part in (base, sub, sup) if part), Counter())
        case Fence(left, body, right):
            return Counter(left) + characters(body) + Counter(right)
    if hasattr(node, "rows"):
        return sum((characters(cell) for row in node.rows for cell in row), Counter())
    return Counter(getattr(node, "text", getattr(node, "name", "")).replace(" ", "").replace("\u2009", ""))


def plain(text: str) -> Counter[str]:
    """The signs without accents, and alphabets and look-alikes made one."""
    shown = unicodedata.normalize("NFKD", text.replace("…", "⋯"))
    kept = (sign for sign in shown.translate(LOOKALIKES) if not unicodedata.combining(sign) and not sign.isspace())
    return Counter(kept)


LOOKALIKES = str.maketrans({"ϵ": "ε", "∥": "‖", "·": "⋅", "ϕ": "φ", "⋅": "⋅", "∗": "*", "−": "-", "∣": "|", "ϑ": "θ"})


@pytest.mark.parametrize("math", FORMULAS)
def test_every_sign_reaches_the_typst_page(math: str, tmp_path: Path) -> None:
    path = tmp_path / "formula.pdf"
    path.write_bytes(run_typst(f"$ {typst_math(math)} $"))
    missing = plain("".join(characters(parse(math)).elements())) - plain("".join(pages(path)))
    assert not missing


@pytest.mark.parametrize("math", FORMULAS)
def test_every_sign_is_in_the_mathml(math: str) -> None:
    shown = plain(unescape(re.sub(r"<[^>]*>", "", mathml(math))))
    meant = plain("".join(characters(parse(math)).elements()))
    assert not meant - shown
    assert set(shown - meant) <= set("ˆ→˙ˇ_{")  # accents, and the brace of cases


def vocabulary() -> Sheet:
    """Every known command in one sheet."""
    single = [*symbols.ORDINARY, *symbols.BINARY, *symbols.RELATION, *symbols.LARGE, *symbols.FUNCTIONS]
    single += [*symbols.FUNCTIONS_WITH_LIMITS, *symbols.OPENING, *symbols.CLOSING, *symbols.BARS]
    formulas = [f"a \\{name} b" for name in single] + [f"a\\{name} b" for name in symbols.SPACES]
    formulas += [f"\\{name}{{x}}" for name in symbols.ACCENTS] + [f"\\{name}{{ABC}}" for name in symbols.STYLES]
    formulas += [f"\\left{name} x \\right{name}" for name in symbols.DELIMITERS]
    formulas += [f"\\{size}l( x \\{size}r)" for size in symbols.SIZES] + FORMULAS
    return Sheet("t", "c", "s", (Definitions(tuple((f, "=", "0") for f in formulas)),))


@pytest.mark.tex
def test_tex_knows_every_command() -> None:
    _, warnings = run_tex(latex(vocabulary()))
    assert warnings == ""


def test_words_in_a_formula_have_the_blanks_they_bring() -> None:
    assert typst_math(r"a_i \text{ for all } i") == 'attach(a, b: i)" for all "i'
