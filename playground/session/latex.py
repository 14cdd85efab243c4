"""Mathematics and sentences as LaTeX, for `amsmath`; whatever the names of blocks hold, it stays inside its braces."""

from __future__ import annotations

import re
from collections.abc import Mapping

from playground.session.math_text import Accented, Blank, Kind, Leaf, Node, Over, Root, Row, Scripted, parse

_GREEK = (
    "alpha beta gamma delta zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon chi psi omega "
    "Gamma Delta Theta Lambda Xi Pi Upsilon Phi Psi Omega varepsilon varphi"
)
_SIGNS: Mapping[str, str] = {
    **{letter: f"\\{name}" for letter, name in zip("αβγδζηθικλμνξπρστυχψωΓΔΘΛΞΠΥΦΨΩεφ", _GREEK.split(), strict=True)},
    "Σ": r"\sum",
    "∂": r"\partial",
    "⊙": r"\odot",
    "−": "-",
    "×": r"\times",
    "·": r"\cdot",
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
_PROSE = re.compile(
    "(?P<accented>\\w[\u0302\u0303\u0304]|[ŷỹ])|(?P<scripts>[⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁻⁺ᵀᵃˣᵂᵇᵁᴱᵞᵝˢᶿ]+|[₀-₉₍₎₋₊ₙᵢⱼ]+)|(?P<sign>.|\\s)"
)
_LAST_LATIN = "\u017f"  # of the letters that TeX knows without a package


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
    return "".join(_prose_piece(match) for match in _PROSE.finditer(text))


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


def _prose_piece(match: re.Match[str]) -> str:
    text = match.group()
    if match.lastgroup != "sign":
        return rf"\ensuremath{{{to_latex(parse([text]))}}}"
    if text in _SIGNS and not text.isascii():
        return rf"\ensuremath{{{_SIGNS[text]}}}"
    return _escaped(text)


def _escaped(text: str) -> str:
    """Text that TeX takes for itself; a letter of another script is written by its number."""
    return "".join(_ESCAPES.get(sign) or (sign if sign <= _LAST_LATIN else f"[U+{ord(sign):04X}]") for sign in text)
