"""Mathematics as boxes: the trees that LaTeX and MathML are written from, set as a book sets them.

It knows which signs stand between two things and how much room is around them, not what is derived.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtGui import QColor

from playground.session.line_breaks import NOTHING
from playground.session.math_text import Accented, Blank, Kind, Leaf, Node, Over, Root, Row, Scripted
from playground.ui.derivation import boxes
from playground.ui.derivation.boxes import Gap, Letters, Rule, Scripts
from playground.ui.fonts import math_font, math_italic
from playground.ui.formula_boxes import Box, FractionBox
from playground.ui.formula_boxes import Row as BoxRow

_BLANK = "\N{NO-BREAK SPACE}"
_SCRIPT, _SMALLEST = 0.68, 8
_BETWEEN = frozenset("+−×·⊙")  # signs with room on both sides where something stands at their left
_RELATIONS = frozenset(("=", ":=", "<", ">", "≥", "≤", "→", "←"))
_OPENING, _CLOSING = frozenset("(["), frozenset(")]|…′!")
_MEDIUM, _THICK, _THIN, _BLANK_LENGTH = 0.2, 0.26, 0.14, 3.4  # of the font's size


@dataclass(frozen=True)
class Style:
    """The size of the letters in pixels, and their colour."""

    size: int
    ink: QColor

    @property
    def small(self) -> Style:
        """That of scripts."""
        return replace(self, size=max(_SMALLEST, round(self.size * _SCRIPT)))


def typeset(node: Node, style: Style) -> Box:
    """The tree as one box."""
    match node:
        case Leaf():
            return _leaf(node, style)
        case Row(items):
            return BoxRow(tuple(_spaced(items, style)))
        case Scripted(base, below, above):
            low, high = (None if part is None else typeset(part, style.small) for part in (below, above))
            return Scripts(typeset(base, style), low, high, style.size)
    return _built(node, style)


def _built(node: Over | Root | Accented | Blank, style: Style) -> Box:
    match node:
        case Over(top, bottom):
            return FractionBox(typeset(top, style), typeset(bottom, style), style.size, style.ink)
        case Root(body):
            return boxes.Root(typeset(body, style), style.size, style.ink)
        case Blank(number):
            return Rule(_text(f"({number})", style.small), style.ink, style.size, _BLANK_LENGTH * style.size)
    return _text(math_italic(node.letter.text) + node.mark, style)


def _leaf(leaf: Leaf, style: Style) -> Box:
    if leaf.kind is Kind.NUMBER and "e" in leaf.text:
        mantissa, _, power = leaf.text.partition("e")
        exponent = _text(str(int(power.replace("−", "-"))).replace("-", "−"), style.small)
        return BoxRow((*_sides(mantissa, style), Scripts(_text("10", style), None, exponent, style.size)))
    return _text(math_italic(leaf.text) if leaf.kind is Kind.LETTER else leaf.text.strip(_BLANK), style)


def _sides(mantissa: str, style: Style) -> tuple[Box, ...]:
    gap = Gap(_MEDIUM * style.size)
    return (_text(mantissa, style), gap, _text("×", style), gap)


def _text(text: str, style: Style) -> Letters:
    return Letters(text, math_font(style.size), style.ink)


def _spaced(items: tuple[Node, ...], style: Style) -> Iterator[Box]:
    """The items with room between them."""
    before: Node | None = None
    binary = False  # whether the item before was a sign between two things
    for item in items:
        room = _room(before, item, binary)
        binary = _is_between(before, item)
        if room:
            yield Gap(room * style.size)
        yield typeset(item, style)
        before = item


def _room(before: Node | None, item: Node, binary: bool) -> float:
    if before is None:
        return 0.0
    if any(_is_relation(node) or _are_words(node) for node in (before, item)):
        return _THICK
    if binary or _is_between(before, item):
        return _MEDIUM
    return _THIN if _sign(before) in (",", "Σ") or _stand_apart(before, item) else 0.0


def _stand_apart(before: Node, item: Node) -> bool:
    """Whether a little room separates two factors: W δz, or a function and its argument without brackets."""
    if isinstance(item, Leaf) and item.kind not in (Kind.LETTER, Kind.FUNCTION, Kind.NUMBER):
        return False
    opens = isinstance(item, Row) and item.items[:1] != () and _sign(item.items[0]) in _OPENING
    if isinstance(before, Leaf):
        return before.kind in (Kind.FUNCTION, Kind.NUMBER) and not opens
    return not (opens and isinstance(before, Leaf))


def _are_words(node: Node) -> bool:
    return isinstance(node, Leaf) and node.kind is Kind.WORDS and node is not NOTHING


def _is_relation(node: Node) -> bool:
    return _sign(node) in _RELATIONS


def _is_between(before: Node | None, item: Node) -> bool:
    """Whether it is a sign with something at its left that it can join to what follows."""
    if before is None or _sign(item) not in _BETWEEN:
        return False
    sign = _sign(before)
    return not sign or sign in _CLOSING


def _sign(node: Node) -> str:
    return node.text if isinstance(node, Leaf) and node.kind is Kind.SIGN else ""
