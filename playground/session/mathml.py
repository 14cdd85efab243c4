"""Mathematics as MathML Core, which browsers typeset by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from playground.session.math_text import Accented, Blank, Kind, Leaf, Node, Over, Root, Row, Scripted

_ELEMENTS: Mapping[Kind, str] = {
    Kind.NUMBER: "mn",
    Kind.LETTER: "mi",
    Kind.WORDS: "mtext",
    Kind.FUNCTION: "mi",
    Kind.SIGN: "mo",
}
_MARKS: Mapping[str, str] = {"\u0302": "^", "\u0303": "~", "\u0304": "¯"}


def to_mathml(node: Node) -> str:
    """The tree as one `math` element."""
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML">{_written(node)}</math>'


def _written(node: Node) -> str:
    match node:
        case Leaf():
            return _leaf(node)
        case Blank(number):
            return f"<msub><mtext>________</mtext><mtext>({number})</mtext></msub>"
        case Row(items):
            return f"<mrow>{''.join(map(_written, items))}</mrow>"
        case Scripted():
            return _scripted(node)
    return _built(node)


def _built(node: Over | Root | Accented) -> str:
    match node:
        case Over(top, bottom):
            return f"<mfrac>{_written(top)}{_written(bottom)}</mfrac>"
        case Root(body):
            return f"<msqrt>{_written(body)}</msqrt>"
    return f'<mover accent="true">{_leaf(node.letter)}<mo>{_MARKS[node.mark]}</mo></mover>'


def _scripted(node: Scripted) -> str:
    base = _written(node.base)
    below = "" if node.below is None else _written(node.below)
    above = "" if node.above is None else _written(node.above)
    name = "msubsup" if below and above else "msub" if below else "msup"
    return f"<{name}>{base}{below}{above}</{name}>"


def _leaf(leaf: Leaf) -> str:
    name = _ELEMENTS[leaf.kind]
    if leaf.kind is Kind.NUMBER and "e" in leaf.text:
        mantissa, _, power = leaf.text.partition("e")
        exponent = str(int(power.replace("−", "-"))).replace("-", "−")
        return f"<mrow><mn>{mantissa}</mn><mo>×</mo><msup><mn>10</mn><mn>{exponent}</mn></msup></mrow>"
    fixed = ' stretchy="false"' if leaf.text in tuple("()[]|") else ""
    return f"<{name}{fixed}>{escape(leaf.text)}</{name}>"
