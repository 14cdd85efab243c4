"""Mathematics and sentences as LaTeX, for `amsmath`; whatever the names of blocks hold, it stays inside its braces."""

from __future__ import annotations

import re
from collections.abc import Mapping

from playground.session.math_text import Accented, Blank, Kind, Leaf, Node, Over, Root, Row, Scripted

_SIGNS: Mapping[str, str] = {
    "δ": r"\delta",
    "∂": r"\partial",
    "⊙": r"\odot",
    "−": "-",
    "×": r"\times",
    "·": r"\cdot",
    "Σ": r"\sum",
    "α": r"\alpha",
    "β": r"\beta",
    "γ": r"\gamma",
    "ε": r"\varepsilon",
    "η": r"\eta",
    "θ": r"\theta",
    "κ": r"\kappa",
    "λ": r"\lambda",
    "μ": r"\mu",
    "π": r"\pi",
    "Π": r"\Pi",
    "ρ": r"\rho",
    "σ": r"\sigma",
    "φ": r"\varphi",
    "Φ": r"\Phi",
    "ψ": r"\psi",
    "′": r"'",
    "⊤": r"\top",
    "…": r"\dots",
    "∞": r"\infty",
    "≥": r"\ge",
    "≤": r"\le",
    ">": ">",
    "<": "<",
    "|": r"\vert",
    "‖": r"\Vert",
    "√": r"\surd",
    "←": r"\leftarrow",
    "→": r"\to",
    "↓": r"\downarrow",
    ":=": r"\mathrel{:=}",
}
_ESCAPES: Mapping[str, str] = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "\N{NO-BREAK SPACE}": "~",
    **{sign: f"\\{sign}" for sign in "{}$&#%_"},
}
_PLAIN_SIGNS = frozenset("=+-,;:./()[]!?*'")
_NATIVE = frozenset(("max", "min", "tanh", "cosh", "sin", "cos", "tan", "ln", "log", "exp"))
_MARKS: Mapping[str, str] = {"\u0302": r"\hat", "\u0303": r"\tilde", "\u0304": r"\bar"}
_SPACES = re.compile(r"(?<=[(\[]) | (?=[)\],;'])")
_MATHEMATICS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁻⁺ᵀ₀-₉₍₎₋₊ₙᵢⱼ]")


def to_latex(node: Node) -> str:
    """The tree for a LaTeX document, without dollar signs."""
    match node:
        case Leaf():
            return _leaf(node)
        case Blank(number):
            return rf"\underset{{({number})}}{{\underline{{\hspace{{3em}}}}}}"
        case Row(items):
            return _SPACES.sub("", " ".join(filter(None, map(to_latex, items))))
        case Scripted():
            return _scripted(node)
    return _built(node)


def prose(text: str) -> str:
    """A sentence for a LaTeX document; its signs and scripts are set as mathematics."""
    return "".join(map(_prose_sign, text))


def _scripted(node: Scripted) -> str:
    base = to_latex(node.base)
    simple = isinstance(node.base, Leaf | Accented)
    below = "" if node.below is None else f"_{{{to_latex(node.below)}}}"
    above = "" if node.above is None else f"^{{{to_latex(node.above)}}}"
    return f"{base if simple else f'{{{base}}}'}{below}{above}"


def _built(node: Over | Root | Accented) -> str:
    match node:
        case Over(top, bottom):
            return rf"\frac{{{to_latex(top)}}}{{{to_latex(bottom)}}}"
        case Root(body):
            return rf"\sqrt{{{to_latex(body)}}}"
    return f"{_MARKS[node.mark]}{{{_leaf(node.letter)}}}"


def _leaf(leaf: Leaf) -> str:
    match leaf.kind:
        case Kind.NUMBER:
            return _number(leaf.text)
        case Kind.WORDS:
            return rf"\text{{{prose(leaf.text)}}}"
        case Kind.FUNCTION:
            return rf"\{leaf.text}" if leaf.text in _NATIVE else rf"\operatorname{{{leaf.text}}}"
    return _sign(leaf.text)


def _sign(text: str) -> str:
    if text in _SIGNS:
        return _SIGNS[text]
    plain = text.isascii() and (text.isalnum() or text in _PLAIN_SIGNS)
    return text if plain else rf"\text{{{_escaped(text)}}}"


def _number(text: str) -> str:
    mantissa, separator, power = text.replace("−", "-").partition("e")
    mantissa = mantissa.replace("∞", r"\infty")
    return rf"{mantissa} \times 10^{{{int(power)}}}" if separator else mantissa


def _prose_sign(sign: str) -> str:
    if sign in _SIGNS and not sign.isascii():
        return rf"\ensuremath{{{_SIGNS[sign]}}}"
    if _MATHEMATICS.fullmatch(sign):
        return rf"\ensuremath{{{_script(sign)}}}"
    return _escaped(sign)


def _script(sign: str) -> str:
    """A raised or lowered character by itself."""
    if sign == "ᵀ":
        return r"^{\top}"
    raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁻⁺".find(sign)
    return (
        f"^{{{'0123456789()-+'[raised]}}}"
        if raised >= 0
        else f"_{{{'0123456789()-+nij'['₀₁₂₃₄₅₆₇₈₉₍₎₋₊ₙᵢⱼ'.find(sign)]}}}"
    )


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(sign, sign) for sign in text)
