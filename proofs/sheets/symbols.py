"""The vocabulary of formulas: which LaTeX commands are known, and the Unicode character each one is."""

from __future__ import annotations


def _table(text: str) -> dict[str, str]:
    """Read ``name character`` pairs separated by white space."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


ORDINARY = _table(
    """
    alpha α beta β gamma γ delta δ epsilon ϵ zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π
    rho ρ sigma σ tau τ upsilon υ phi ϕ chi χ psi ψ omega ω varepsilon ε vartheta ϑ varphi φ varrho ϱ varsigma ς
    varpi ϖ Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω ell ℓ infty ∞
    partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅ top ⊤ bot ⊥ neg ¬ lnot ¬ ldots … dots …
    cdots ⋯ vdots ⋮ ddots ⋱ prime ′ hbar ℏ imath ı jmath ȷ
    """
)
BINARY = _table(
    """
    cdot ⋅ times × div ÷ pm ± mp ∓ circ ∘ odot ⊙ otimes ⊗ oplus ⊕ ast ∗ star ⋆ cup ∪ cap ∩ land ∧ wedge ∧
    lor ∨ vee ∨ setminus ∖ bullet ∙
    """
)
RELATION = _table(
    """
    le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ in ∈ notin ∉ ni ∋ subset ⊂
    subseteq ⊆ supset ⊃ supseteq ⊇ to → rightarrow → leftarrow ← gets ← mapsto ↦ Rightarrow ⇒ implies ⟹ iff ⟺
    Leftrightarrow ⇔ leftrightarrow ↔ longrightarrow ⟶ ll ≪ gg ≫ mid ∣ perp ⟂ succ ≻ prec ≺ succeq ⪰ preceq ⪯
    vdash ⊢ models ⊨
    """
)
LARGE = _table("sum ∑ prod ∏ bigcup ⋃ bigcap ⋂ bigwedge ⋀ bigvee ⋁ bigoplus ⨁ int ∫")
FUNCTIONS = frozenset(
    {
        "arccos",
        "arcsin",
        "arctan",
        "arg",
        "cos",
        "cosh",
        "cot",
        "deg",
        "det",
        "dim",
        "exp",
        "gcd",
        "ker",
        "ln",
        "log",
        "sin",
        "sinh",
        "tan",
        "tanh",
    }
)
FUNCTIONS_WITH_LIMITS = {
    **{name: name for name in ["inf", "lim", "max", "min", "sup", "Pr"]},
    "limsup": "lim sup",
    "liminf": "lim inf",
}
ACCENTS = {
    "hat": "hat",
    "widehat": "hat",
    "bar": "macron",
    "overline": "overline",
    "tilde": "tilde",
    "widetilde": "tilde",
    "dot": "dot",
    "ddot": "dot.double",
    "vec": "arrow",
    "check": "caron",
    "underline": "underline",
}
STYLES = {
    "mathbf": "bold(upright({}))",
    "boldsymbol": "bold({})",
    "mathrm": "upright({})",
    "mathit": "italic({})",
    "mathbb": "bb({})",
    "mathcal": "cal({})",
    "mathsf": "upright(sans({}))",
    "mathfrak": "frak({})",
    "mathtt": "mono({})",
}
CAPITALS_ONLY = frozenset({"mathbb", "mathcal"})
SMALL_GREEK = frozenset("αβγδϵεζηθϑικλμνξπϖρϱσςτυϕφχψω")
SPACES = {
    ",": 3 / 18,
    ":": 4 / 18,
    ">": 4 / 18,
    ";": 5 / 18,
    "!": -3 / 18,
    " ": 1 / 3,
    "enspace": 0.5,
    "quad": 1.0,
    "qquad": 2.0,
}
OPENING = {"{": "{", "lbrace": "{", "langle": "⟨", "lfloor": "⌊", "lceil": "⌈", "lvert": "|", "lVert": "‖"}
CLOSING = {"}": "}", "rbrace": "}", "rangle": "⟩", "rfloor": "⌋", "rceil": "⌉", "rvert": "|", "rVert": "‖"}
BARS = {"|": "‖", "vert": "|", "Vert": "‖"}
DELIMITERS = {
    **{character: character for character in "()[]|/"},
    ".": "",
    **{"\\" + name: character for table in (OPENING, CLOSING, BARS) for name, character in table.items()},
}
SIZES = {"big": 1.2, "Big": 1.8, "bigg": 2.4, "Bigg": 3.0}

CHARACTERS = {character: name for table in (LARGE, RELATION, BINARY, ORDINARY) for name, character in table.items()}
"""Unicode character -> a command that sets it: how a symbol met in running text is written in LaTeX."""
