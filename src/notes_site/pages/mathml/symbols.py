r"""Every symbol that a formula may hold, by the name that LaTeX gives it.

It lists what is known to be set right; what is not in it is refused.
"""

from __future__ import annotations


def pairs(text: str) -> dict[str, str]:
    """Names with their characters, written one after the other."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


SMALL_GREEK = pairs(r"""
    \alpha α \beta β \gamma γ \delta δ \epsilon ϵ \varepsilon ε \zeta ζ \eta η \theta θ
    \vartheta ϑ \iota ι \kappa κ \lambda λ \mu μ \nu ν \xi ξ \pi π \rho ρ \sigma σ \tau τ
    \upsilon υ \phi ϕ \varphi φ \chi χ \psi ψ \omega ω
""")
UPRIGHT = pairs(r"""
    \Gamma Γ \Delta Δ \Theta Θ \Lambda Λ \Xi Ξ \Pi Π \Sigma Σ \Phi Φ \Psi Ψ \Omega Ω \nabla ∇
""")
ORDINARY = pairs(r"""
    \infty ∞ \partial ∂ \ell ℓ \hbar ℏ \top ⊤ \bot ⊥ \forall ∀ \exists ∃ \emptyset ∅
    \neg ¬ \lnot ¬ \ldots … \dotsc … \cdots ⋯ \dotsb ⋯ \vdots ⋮ \ddots ⋱ \% % \$ $ \# # \& & \_ _
""")
BINARY = pairs(r"""
    + + - − * ∗ \pm ± \mp ∓ \times × \div ÷ \cdot ⋅ \ast ∗ \star ⋆ \circ ∘ \cap ∩ \cup ∪ \setminus ⧵
    \wedge ∧ \land ∧ \vee ∨ \lor ∨ \oplus ⊕ \otimes ⊗ \odot ⊙
""")
RELATIONS = pairs(r"""
    = = < < > > : ∶ := ≔ \coloneqq ≔ \le ≤ \leq ≤ \ge ≥ \geq ≥ \ne ≠ \neq ≠ \ll ≪ \gg ≫
    \approx ≈ \sim ∼ \simeq ≃ \cong ≅ \equiv ≡ \propto ∝ \triangleq ≜ \prec ≺ \succ ≻
    \in ∈ \notin ∉ \ni ∋ \subset ⊂ \subseteq ⊆ \supset ⊃ \supseteq ⊇ \perp ⟂ \mid ∣ \parallel ∥
    \to → \rightarrow → \leftarrow ← \gets ← \leftrightarrow ↔ \mapsto ↦ \longrightarrow ⟶
    \uparrow ↑ \downarrow ↓ \Rightarrow ⇒ \Leftarrow ⇐ \Leftrightarrow ⇔ \implies ⟹ \iff ⟺
""")
PUNCTUATION = pairs(", , ; ; ! !")
POINTS = pairs(". . ? ?")
PARENTHESES = pairs(r"""
    ( ( ) ) [ [ ] ] / / \{ { \} } \lbrace { \rbrace } \langle ⟨ \rangle ⟩ \lfloor ⌊ \rfloor ⌋
    \lceil ⌈ \rceil ⌉
""")
BARS = pairs(r"| | \vert | \| ‖ \Vert ‖")
LEFT_BARS = pairs(r"\lvert | \lVert ‖")
RIGHT_BARS = pairs(r"\rvert | \rVert ‖")
FENCES = PARENTHESES | BARS | LEFT_BARS | RIGHT_BARS
SUMS = pairs(r"""
    \sum ∑ \prod ∏ \bigcap ⋂ \bigcup ⋃ \bigoplus ⨁ \bigotimes ⨂ \bigodot ⨀
""")
INTEGRALS = pairs(r"\int ∫ \iint ∬ \oint ∮")
NEGATED = pairs(r"= ≠ \in ∉ \equiv ≢ \subset ⊄ \subseteq ⊈ \sim ≁ \approx ≉")
NAMES = pairs(r"""
    \arccos arccos \arcsin arcsin \arctan arctan \arg arg \cos cos \cosh cosh \cot cot \coth coth
    \deg deg \dim dim \exp exp \ker ker \lg lg \ln ln \log log \sin sin \sinh sinh \tan tan
    \tanh tanh
""")
NAMES_WITH_LIMITS = pairs(r"""
    \det det \gcd gcd \inf inf \lim lim \max max \min min \Pr Pr \sup sup
""") | {r"\liminf": "lim\u00a0inf", r"\limsup": "lim\u00a0sup"}
SPACES = {
    r"\qquad": "2em",
    r"\quad": "1em",
    r"\;": "0.2778em",
    r"\:": "0.2222em",
    r"\>": "0.2222em",
    r"\,": "0.1667em",
    r"\ ": "0.25em",
    "~": "0.25em",
}
ACCENTS = pairs(r"""
    \hat ˆ \bar ˉ \tilde ~ \dot ˙ \ddot ¨ \vec → \check ˇ \breve ˘ \acute ´ \grave ` \mathring ˚
""")
