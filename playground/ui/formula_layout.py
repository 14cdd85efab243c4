"""Lays a formula of the engine out as boxes: once with symbols, once with every symbol replaced by its matrix.

It knows how mathematics is written (italics, scripts, fractions, brackets), not which widget shows it nor where the
values come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from playground.engine.formulas import Formula, Fraction, Item, Summation, Symbol, Text
from playground.engine.quantities import Role
from playground.ui.cells import Cell, Cells, CellsStyle, turned
from playground.ui.fonts import math_font, math_italic, unscripted
from playground.ui.formula_boxes import (
    Box,
    CellsBox,
    FractionBox,
    Row,
    StretchedBox,
    TextBox,
    lowered,
    raised,
)
from playground.ui.palette import Theme
from playground.ui.powers import Power, with_powers
from playground.ui.theme import color_of

FORMULA_CELLS = CellsStyle(
    width=60.0, height=25.0, font_size=12.0, max_rows=10, max_columns=6, heat_width=192.0, heat_height=160.0
)
_KEPT = 2048  # boxes of symbols and texts
SCRIPT = 0.68  # size of a script beside its line
_PIECES = re.compile(  # scripts above, also the path `←v₃` by which a gradient comes, and below; brackets; the rest
    r"([⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁻⁺ᵀ]+|←.*?(?= =|$))|([₀-₉₍₎₋₊ₙ]+)|([()\[\]])|([^⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁻⁺ᵀ←₀-₉₍₎₋₊ₙ()\[\]]+)"
)
_WIDE, _THIN = "\N{EN SPACE}", "\N{THIN SPACE}"
_ADDS = re.compile(r"^ *[+−] | [+−] ")
_WORDS = re.compile(r"[A-Za-z]{2,}|[^A-Za-z]+|[A-Za-z]")


@dataclass(frozen=True, eq=False)
class OperandView:
    """How an operand is written and what it holds: a (rows, columns) array, or its shape while it is not computed.

    Scripts are given plain, `(1)`, or in Unicode, `⁽¹⁾`.
    """

    symbol: str
    role: Role = Role.DATA
    superscript: str = ""
    subscript: str = ""
    values: NDArray[np.float64] | None = None
    shape: Cell = (1, 1)
    chosen: frozenset[Cell] = frozenset()

    @property
    def size(self) -> Cell:
        """Rows and columns."""
        return self.shape if self.values is None else (self.values.shape[0], self.values.shape[1])


Lookup = Mapping[str, OperandView]


@dataclass(frozen=True)
class Look:
    """How a formula is drawn: its theme, the font's size, the cells, and the operand that gets a ring."""

    theme: Theme
    size: int = 20
    cells: CellsStyle = field(default=FORMULA_CELLS)
    outlined: str = ""


class _Written(NamedTuple):
    """How a symbol is written."""

    symbol: str
    role: Role
    superscript: str
    subscript: str
    transposed: bool


def lay_out_symbols(formula: Formula, lookup: Lookup, look: Look) -> Box:
    """The formula as on the blackboard: `δz⁽¹⁾ = δa⁽¹⁾ ⊙ g′(z⁽¹⁾)`; an operand missing in `lookup` is a KeyError."""
    return Row(tuple(_symbol_boxes(formula, lookup, look)))


def lay_out_matrices(formula: Formula, lookup: Lookup, look: Look) -> Row:
    """The formula with a block of cells below every symbol, operators on the axis, brackets as tall as the blocks."""
    boxes = tuple(_matrix_boxes(formula, lookup, look))
    height = max((box.height for box in boxes if isinstance(box, CellsBox)), default=0.0)
    return Row(tuple(_stretched(box, height) for box in boxes))


def _symbol_boxes(formula: Formula, lookup: Lookup, look: Look) -> Iterator[Box]:
    for item in with_powers(formula):
        if isinstance(item, Power):
            yield raised(lay_out_symbols(item.body, lookup, _script_look(look)), look.size)
        else:
            yield from _item_boxes(item, lookup, look)


def _item_boxes(item: Item, lookup: Lookup, look: Look) -> Iterator[Box]:
    if isinstance(item, Text):
        yield from _text_boxes(item.text, look.size, look.theme.ink)
    elif isinstance(item, Symbol):
        yield _symbol_box(item, lookup, look)
    elif isinstance(item, Summation):
        yield from _symbol_boxes(spelled_sum(item), lookup, look)
    else:
        yield _fraction(lay_out_symbols(item.top, lookup, look), lay_out_symbols(item.bottom, lookup, look), look)


def _matrix_boxes(formula: Formula, lookup: Lookup, look: Look) -> Iterator[Box]:
    """Numbers stand raised; what has cells of its own stands behind a `^`, and behind `exp` for e."""
    for item in with_powers(tuple(map(_without_e, formula))):
        if isinstance(item, Power) and not item.is_number:
            yield from _matrix_boxes((Text(" to the "), *item.body), lookup, look)
        elif isinstance(item, Power):
            yield raised(lay_out_symbols(item.body, lookup, _script_look(look)), look.size)
        elif isinstance(item, Symbol):
            yield _cells_box(item, lookup, look)
        elif isinstance(item, Fraction):
            top, bottom = (lay_out_matrices(part, lookup, look) for part in (item.top, item.bottom))
            yield _fraction(top, bottom, look)
        elif isinstance(item, Summation):
            yield from _matrix_boxes(spelled_sum(item), lookup, look)
        else:
            yield from _text_boxes(_spaced(item.text), look.size, look.theme.muted)


def _without_e(item: Item) -> Item:
    return Text(item.text.replace("e^", "exp ")) if isinstance(item, Text) else item


def spelled_sum(item: Summation) -> Formula:
    """The sum as signs and symbols: Σ and its body, in brackets where the body is itself a sum."""
    if any(isinstance(part, Text) and _ADDS.search(part.text) for part in item.body):
        return (Text(f"{_THIN}Σ{_THIN}["), *item.body, Text("]"))
    return (Text(f"{_THIN}Σ{_THIN}"), *item.body)


def _spaced(text: str) -> str:
    """Room around operators between blocks; the blank between two factors stays small."""
    return f"{_WIDE}{text.strip()}{_WIDE}" if text.strip() else _WIDE


def _cells_box(item: Symbol, lookup: Lookup, look: Look) -> CellsBox:
    view = lookup[item.operand]
    outline = color_of(view.role, look.theme).name() if item.operand == look.outlined else None
    cells = cells_of(view, item.transposed, outline)
    label = _symbol_box(item, lookup, replace(look, size=round(look.size * 0.8)))
    return CellsBox(item.operand, label, cells, item.transposed, look.cells, look.theme, look.size)


def cells_of(view: OperandView, transposed: bool, outline: str | None) -> Cells:
    """The operand's numbers as they are drawn."""
    values = None if view.values is None else (view.values.T if transposed else view.values)
    chosen = frozenset(turned(cell, transposed) for cell in view.chosen) if transposed else view.chosen
    return Cells(turned(view.size, transposed), values, chosen, outline)


def _symbol_box(item: Symbol, lookup: Lookup, look: Look) -> Row:
    view = lookup[item.operand]
    written = _Written(view.symbol, view.role, view.superscript, view.subscript, item.transposed)
    return _written_box(written, item.operand, look.theme, look.size)


@lru_cache(maxsize=_KEPT)
def _written_box(written: _Written, operand: str, theme: Theme, size: int) -> Row:
    """A symbol with its scripts; the same few come back with every step."""
    color, small = color_of(written.role, theme).name(), _script_size(size)
    boxes = list(_text_boxes(written.symbol, size, color, operand))
    if written.subscript:
        boxes.append(lowered(_plain_box(unscripted(written.subscript), small, color, operand), size))
    above = unscripted(written.superscript) + (" T" if written.superscript else "T") * written.transposed
    if above:
        boxes.append(raised(_plain_box(above, small, color, operand), size))
    return Row(tuple(boxes))


@lru_cache(maxsize=_KEPT)
def _text_boxes(text: str, size: int, color: str, operand: str = "") -> tuple[Box, ...]:
    """The pieces of a text, scripts raised and lowered; the same few come back with every step."""
    return tuple(_pieces(text, size, color, operand))


def _pieces(text: str, size: int, color: str, operand: str) -> Iterator[Box]:
    small = _script_size(size)
    for above, below, bracket, plain in _PIECES.findall(text):
        if above:
            yield raised(_plain_box(unscripted(above), small, color, operand), size)
        elif below:
            yield lowered(_plain_box(unscripted(below), small, color, operand), size)
        else:
            yield _plain_box(bracket or variables_in_italics(plain), size, color, operand)


def variables_in_italics(text: str) -> str:
    """Single letters as italic variables; words of several letters (tanh, max) stay upright."""
    return "".join(
        piece if piece.isascii() and len(piece) > 1 else math_italic(piece) for piece in _WORDS.findall(text)
    )


def _stretched(box: Box, height: float) -> Box:
    if isinstance(box, TextBox) and box.text in "()[]":
        return StretchedBox(box, height)
    return box


def _fraction(top: Box, bottom: Box, look: Look) -> FractionBox:
    return FractionBox(top, bottom, look.size, QColor(look.theme.ink))


def _plain_box(text: str, size: int, color: str, operand: str) -> TextBox:
    return TextBox(text, math_font(size), QColor(color), operand)


def _script_look(look: Look) -> Look:
    return replace(look, size=_script_size(look.size))


def _script_size(size: int) -> int:
    return max(8, round(size * SCRIPT))
