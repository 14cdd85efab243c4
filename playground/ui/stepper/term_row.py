"""One term of a sum as a row: its sign, what it multiplies, how much it brings, and a bar for its size.

A row is a picture that is kept: a sum that was made ready, or is shown again, is copied. Knows no mouse and no keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from playground.engine.bits import same_bits
from playground.session.explanation import TermShown, TermsShown
from playground.session.number_style import NumberStyle
from playground.ui.fonts import math_font, math_italic, number_font
from playground.ui.laid_text import paint_text
from playground.ui.palette import Theme

ROW = 21
_BASELINE = 15.0
_LABEL_SIZE, _NUMBER = 14, 12
_MEASURED = 8
_SIDE, _SIGN, _BAR, _VALUE, _GAP = 6.0, 12.0, 40.0, 66.0, 8.0
_NARROW = 330  # without room for the bars
_MOST_WRITTEN = 4096  # rows
_PLAIN = "←"  # from here on a label is a block's name


class Columns(NamedTuple):
    """Left edges of a row's columns and its right end."""

    label: float
    product: float
    bar: float
    value: float
    end: float


def columns_in(width: int, label_width: float, numbers: NumberStyle) -> Columns:
    """The label takes what it needs, up to half of the row; bars give way first."""
    start, end = _SIDE + _SIGN, width - _SIDE
    needed = _character(_NUMBER) * numbers.places(4)
    value = end - max(_VALUE, needed + _GAP)
    bar = value - (_BAR + _GAP if end >= _NARROW else 0.0)
    return Columns(start, start + min(label_width + _GAP, end / 2), bar, value, end)


class Piece(NamedTuple):
    """A text of a row as far as there is room for it, and where it begins."""

    text: str
    font: QFont
    token: str
    left: float

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Labels come back with every pass, and so are laid out once; numbers do not."""
        painter.setPen(QColor(getattr(theme, self.token)))
        at = QPointF(self.left, _BASELINE)
        if self.font is math_font(_LABEL_SIZE):
            paint_text(painter, at, self.text, self.font)
        else:
            painter.setFont(self.font)
            painter.drawText(at, self.text)


class Bar(NamedTuple):
    """The size of a term, measured by that of the largest: its left edge, and its share with the term's sign."""

    left: float
    share: float

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """The whole in grey, the share in the sign's colour."""
        whole = QRectF(self.left, 6.0, _BAR, ROW - 12.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.chip))
        painter.drawRoundedRect(whole, 2.0, 2.0)
        painter.setBrush(QColor(theme.positive if self.share > 0 else theme.negative))
        painter.drawRoundedRect(QRectF(whole.left(), whole.top(), _BAR * abs(self.share), whole.height()), 2.0, 2.0)


class TermRow(NamedTuple):
    """All that a row looks like on its ground, a colour of the theme by name, as long as nothing lights it."""

    pieces: tuple[Piece, ...]
    bar: Bar | None
    width: int
    ground: str
    theme: Theme

    def bounds(self) -> QRectF:
        """The row."""
        return QRectF(0, 0, self.width, ROW)

    def paint(self, painter: QPainter) -> None:
        """On its ground, as letters come out heavier on what can be seen through."""
        painter.fillRect(self.bounds(), QColor(getattr(self.theme, self.ground)))
        self.write(painter)

    def write(self, painter: QPainter) -> None:
        """Without the ground, which something else has lit."""
        for piece in self.pieces:
            piece.paint(painter, self.theme)
        if self.bar is not None:
            self.bar.paint(painter, self.theme)


class TermRows:
    """The rows of one sum; those that have been seen are not written again, as a walk of the sum shows them again."""

    def __init__(self, terms: TermsShown) -> None:
        self._terms, self._numbers = terms, terms.reader.numbers
        finite = np.abs(terms.values[np.isfinite(terms.values)])
        self._limit = float(finite.max(initial=0.0)) or 1.0
        self._written: dict[tuple[int, int, str, Theme], TermRow] = {}
        self._seen: dict[int, TermShown] = {}
        self._label_width = self._widest_label()

    def are_of(self, terms: TermsShown) -> bool:
        """Whether these are the rows of the same sum, seen from another object."""
        mine, other = self._terms.reader, terms.reader
        same = mine.instruction is other.instruction and mine.numbers == other.numbers
        return same and self._terms.index == terms.index and same_bits(self._terms.values, terms.values)

    def row(self, place: int, width: int, ground: str, theme: Theme) -> TermRow:
        """One of them, so wide on that ground."""
        key = place, width, ground, theme
        if key not in self._written:
            if len(self._written) >= _MOST_WRITTEN:
                self._written.clear()
            self._written[key] = self._row(*key)
        return self._written[key]

    def term(self, place: int) -> TermShown:
        """One term in words."""
        if place not in self._seen:
            if len(self._seen) >= _MOST_WRITTEN:
                self._seen.clear()
            self._seen[place] = self._terms[place]
        return self._seen[place]

    def _row(self, place: int, width: int, ground: str, theme: Theme) -> TermRow:
        term, columns = self.term(place), columns_in(width, self._label_width, self._numbers)
        bar = None
        if columns.bar < columns.value and np.isfinite(term.value):
            bar = Bar(columns.bar, _share(term.value / self._limit))
        pieces = tuple(_pieces(term, columns, self._numbers, first=place == 0))
        return TermRow(pieces, bar, width, ground, theme)

    def _widest_label(self) -> float:
        """The last labels of a long sum have the longest indices, so a few at both ends tell."""
        count = len(self._terms)
        places = {*range(min(count, _MEASURED)), *range(max(count - _MEASURED, 0), count)}
        return max((_label_advance(_label(self.term(place))) for place in places), default=0.0)


def label_text(label: str) -> str:
    """A label's letters in italics; the name of a block stays upright."""
    symbols, arrow, name = label.partition(_PLAIN)
    return f"{math_italic(symbols)}{arrow and f' {arrow} '}{name}"


def _share(part: float) -> float:
    """Of the bar: a number that is not zero can be seen."""
    return float(np.copysign(max(abs(part), 0.02 if part else 0.0), part))


def _label(term: TermShown) -> str:
    return label_text(" ".join(factor.label for factor in term.factors))


def _pieces(term: TermShown, columns: Columns, numbers: NumberStyle, first: bool) -> Iterator[Piece]:
    label, label_font = _label(term), math_font(_LABEL_SIZE)
    product, product_font = _product(term, numbers), number_font(11)
    if _numbers_advance(product, product_font) > columns.bar - columns.product - _GAP:
        product = ""  # half a product says less than none; the tip has it all
    if not first:
        yield Piece("+", number_font(11), "muted", _SIDE)
    label_end = (columns.product if product else columns.bar) - _GAP
    yield Piece(_elided(label, label_end - columns.label), label_font, "ink", columns.label)
    if product:
        yield Piece(product, product_font, "muted", columns.product)
    value_font = number_font(_NUMBER)
    value = numbers.value_of_product([factor.value for factor in term.factors], term.value)
    start = columns.end - _numbers_advance(value, value_font)
    yield Piece(value, value_font, "ink", start)


def _product(term: TermShown, numbers: NumberStyle) -> str:
    if len(term.factors) < 2:
        return ""
    return numbers.product(factor.value for factor in term.factors)


def _elided(label: str, room: float) -> str:
    if _label_advance(label) <= room:
        return label
    return QFontMetricsF(math_font(_LABEL_SIZE)).elidedText(label, Qt.TextElideMode.ElideRight, room)


@lru_cache(maxsize=_MOST_WRITTEN)
def _label_advance(text: str) -> float:
    return QFontMetricsF(math_font(_LABEL_SIZE)).horizontalAdvance(text)


def _numbers_advance(text: str, font: QFont) -> float:
    """The width of numbers and signs: in their font each character is as wide as the next."""
    return _character(font.pixelSize()) * len(text)


@cache
def _character(size: int) -> float:
    return QFontMetricsF(number_font(size)).horizontalAdvance("0")
