"""The terms of one element below each other: what each multiplies, how much it brings, and a bar for its size.

While a sum is walked the term that was added last stands out, and those still to come are faint. A term under the
mouse is lit; one that was clicked, or chosen by keys, stays lit.

Painted row by row as far as visible, so that a sum over thousands of terms costs no more than a short one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from playground.session.explanation import FactorShown, TermShown, TermsShown
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.ui.fonts import math_font, math_italic, number_font
from playground.ui.laid_text import paint_text
from playground.ui.palette import LIGHT, Theme
from playground.ui.stepper.lit_term import LitTerm

ROW = 21
_BASELINE = 15.0
_LABEL_SIZE, _NUMBER = 14, 12
_MEASURED = 8
_SIDE, _SIGN, _BAR, _VALUE, _GAP = 6.0, 12.0, 40.0, 66.0, 8.0
_NARROW = 330  # without room for the bars
_TO_COME = 0.4  # how strongly a term is painted that has not been added yet
_KEPT = 3  # the width of the mark at the left of a term that stays lit
_MOST_WRITTEN = 4096  # rows
_PLAIN = "←"  # from here on a label is a block's name


class _Columns(NamedTuple):
    """Left edges of a row's columns and its right end."""

    label: float
    product: float
    bar: float
    value: float
    end: float


class _Piece(NamedTuple):
    """A text of a row as far as there is room for it, and where it begins."""

    text: str
    font: QFont
    token: str
    left: float


class _Row(NamedTuple):
    """What is written in a row, and the value that its bar shows."""

    pieces: tuple[_Piece, ...]
    value: float


class _Rows:
    """The rows of a sum that have been seen: a walk of the sum shows them again."""

    def __init__(self, terms: TermsShown) -> None:
        self._terms = terms
        self._written: dict[tuple[int, _Columns], _Row] = {}
        self._seen: dict[int, TermShown] = {}

    def row(self, columns: _Columns, place: int) -> _Row:
        """One of them, between these edges."""
        key = place, columns
        if key not in self._written:
            if len(self._written) >= _MOST_WRITTEN:
                self._written.clear()
            term, numbers = self.term(place), self._terms.reader.numbers
            self._written[key] = _Row(tuple(_pieces(term, columns, numbers, first=place == 0)), term.value)
        return self._written[key]

    def term(self, place: int) -> TermShown:
        """One term in words."""
        if place not in self._seen:
            if len(self._seen) >= _MOST_WRITTEN:
                self._seen.clear()
            self._seen[place] = self._terms[place]
        return self._seen[place]

    @property
    def label_width(self) -> float:
        """The widest label; the last of a long sum's have the longest indices, so a few at both ends tell."""
        count = len(self._terms)
        places = {*range(min(count, _MEASURED)), *range(max(count - _MEASURED, 0), count)}
        return max((_label_advance(_label(self.term(place))) for place in places), default=0.0)


class TermsView(QWidget):
    """Shows the terms of an explanation; a double click or Enter follows a term to where it came from."""

    followed = Signal(object)  # FactorShown
    pointed = Signal(object)  # TermShown under the mouse, else the one that was chosen, or None
    reached = Signal(object)  # the QRect of a term that keys have chosen, to be brought into sight

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._terms: TermsShown | None = None
        self._numbers = AS_USUAL
        self._limit = self._label_width = 1.0
        self._lit = LitTerm()
        self._taken: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Terms of the sum")

    def show_terms(self, terms: TermsShown) -> None:
        """Show these terms."""
        self._terms, self._numbers, self._taken = terms, terms.reader.numbers, None
        self._lit.begin(len(terms))
        self._rows = _Rows(terms)
        finite = np.abs(terms.values[np.isfinite(terms.values)])
        self._limit = float(finite.max(initial=0.0)) or 1.0
        self._label_width = self._rows.label_width
        self.setAccessibleDescription(f"{len(terms)} terms")
        self.setFixedHeight(len(terms) * ROW)
        self.update()

    @property
    def kept(self) -> tuple[FactorShown, ...]:
        """The factors of the term that stays lit."""
        place = self._lit.kept
        return () if place is None or self._terms is None else self._terms[place].factors

    def show_taken(self, taken: int | None) -> None:
        """Show that so many terms have been added; None where the sum is not walked. No other is kept lit then."""
        self._taken = taken
        self._lit.keep(None)
        self.update()

    def row_rect(self, place: int) -> QRect:
        """Where a term stands."""
        return QRect(0, place * ROW, self.width(), ROW)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self.update()

    def term_at(self, point: QPoint) -> TermShown | None:
        """The term of the row at a point."""
        place = point.y() // ROW
        return self._terms[place] if self._terms is not None and 0 <= place < len(self._terms) else None

    def sizeHint(self) -> QSize:
        """All rows."""
        return QSize(300, ROW * (len(self._terms) if self._terms is not None else 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that need it."""
        terms = self._terms
        if terms is None:
            return
        first, last, columns = event.rect().top() // ROW, event.rect().bottom() // ROW, self._columns()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place in range(max(first, 0), min(last + 1, len(terms))):
                self._paint_row(painter, columns, place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the term lit until another is chosen."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._tell(self._lit.keep(event.position().toPoint().y() // ROW))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Follow the number that the term brought."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._follow(self.term_at(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the term under the mouse, once a term."""
        self._tell(self._lit.point(event.position().toPoint().y() // ROW))

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is over no term any more."""
        self._tell(self._lit.point(None))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down choose a term, Enter follows it, Esc puts the light out."""
        kept = self._lit.kept
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and kept is not None and self._terms is not None:
            self._follow(self._terms[kept])
        elif self._lit.takes(event.key()):
            self._tell(self._lit.press(event.key()))
            if self._lit.kept is not None:
                self.reached.emit(self.row_rect(self._lit.kept))
        else:
            super().keyPressEvent(event)

    def _follow(self, term: TermShown | None) -> None:
        if term is not None:
            self.followed.emit(term.factors[-1])

    def _tell(self, changed: bool) -> None:
        """Light another term, and say in words which, if it is another."""
        if changed and self._terms is not None:
            place = self._lit.place
            term = None if place is None else self._terms[place]
            count = f"{len(self._terms)} terms"
            tip = "" if term is None else term_tip(term, self._numbers)
            self.setAccessibleDescription(count if place is None else f"term {place + 1} of {count}: {tip}")
            self.update()
            self.pointed.emit(term)

    def event(self, event: QEvent) -> bool:
        """The tip of a row: every digit."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            term = self.term_at(event.pos())
            QToolTip.showText(event.globalPos(), term_tip(term, self._numbers) if term else "", self)
            return True
        return super().event(event)

    def _columns(self) -> _Columns:
        """The label takes what it needs, up to half of the row; bars give way first."""
        start, end = _SIDE + _SIGN, self.width() - _SIDE
        needed = _character(_NUMBER) * self._numbers.places(4)
        value = end - max(_VALUE, needed + _GAP)
        bar = value - (_BAR + _GAP if end >= _NARROW else 0.0)
        return _Columns(start, start + min(self._label_width + _GAP, end / 2), bar, value, end)

    def _paint_row(self, painter: QPainter, columns: _Columns, place: int) -> None:
        row, top = self._rows.row(columns, place), float(place * ROW)
        self._paint_light(painter, place)
        if self._taken is not None:
            painter.setOpacity(1.0 if place < self._taken else _TO_COME)
            if place == self._taken - 1:
                _paint_last(painter, QRectF(self.row_rect(place)), self._theme)
        for piece in row.pieces:
            painter.setPen(QColor(getattr(self._theme, piece.token)))
            _paint_piece(painter, QPointF(piece.left, top + _BASELINE), piece)
        if columns.bar < columns.value:
            bar = QRectF(columns.bar, top + 6, _BAR, ROW - 12)
            _paint_bar(painter, bar, row.value, self._limit, self._theme)

    def _paint_light(self, painter: QPainter, place: int) -> None:
        """The ground of a lit term, the mark of one that stays lit, and a ring where the keyboard is."""
        kept, rect = self._lit.kept, self.row_rect(place)
        if place in (self._lit.place, kept):
            painter.fillRect(rect, QColor(self._theme.chip))
        if place == kept:
            painter.fillRect(QRect(0, rect.top(), _KEPT, ROW), QColor(self._theme.lit))
        if self.hasFocus() and place == (kept or 0):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.forward), 1.0))
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3.0, 3.0)


@lru_cache(maxsize=_MOST_WRITTEN)
def _label_advance(text: str) -> float:
    return QFontMetricsF(math_font(_LABEL_SIZE)).horizontalAdvance(text)


def _label(term: TermShown) -> str:
    return label_text(" ".join(factor.label for factor in term.factors))


def label_text(label: str) -> str:
    """A label's letters in italics; the name of a block stays upright."""
    symbols, arrow, name = label.partition(_PLAIN)
    return f"{math_italic(symbols)}{arrow and f' {arrow} '}{name}"


def term_tip(term: TermShown, numbers: NumberStyle = AS_USUAL) -> str:
    """Every digit of a term and its factors."""
    factors = " × ".join(f"{factor.label} {numbers.tip(factor.value)}" for factor in term.factors)
    return f"{factors} = {numbers.tip(term.value)}" if len(term.factors) > 1 else factors


def _product(term: TermShown, numbers: NumberStyle) -> str:
    if len(term.factors) < 2:
        return ""
    return numbers.product(factor.value for factor in term.factors)


def _pieces(term: TermShown, columns: _Columns, numbers: NumberStyle, first: bool) -> Iterator[_Piece]:
    label, label_font = _label(term), math_font(_LABEL_SIZE)
    product, product_font = _product(term, numbers), number_font(11)
    if _numbers_advance(product, product_font) > columns.bar - columns.product - _GAP:
        product = ""  # half a product says less than none; the tip has it all
    if not first:
        yield _Piece("+", number_font(11), "muted", _SIDE)
    label_end = (columns.product if product else columns.bar) - _GAP
    yield _Piece(_elided(label, label_end - columns.label), label_font, "ink", columns.label)
    if product:
        yield _Piece(product, product_font, "muted", columns.product)
    value_font = number_font(_NUMBER)
    value = numbers.value_of_product([factor.value for factor in term.factors], term.value)
    start = columns.end - _numbers_advance(value, value_font)
    yield _Piece(value, value_font, "ink", start)


def _elided(label: str, room: float) -> str:
    if _label_advance(label) <= room:
        return label
    return QFontMetricsF(math_font(_LABEL_SIZE)).elidedText(label, Qt.TextElideMode.ElideRight, room)


def _numbers_advance(text: str, font: QFont) -> float:
    """The width of numbers and signs: in their font each character is as wide as the next."""
    return _character(font.pixelSize()) * len(text)


@cache
def _character(size: int) -> float:
    return QFontMetricsF(number_font(size)).horizontalAdvance("0")


def _paint_piece(painter: QPainter, at: QPointF, piece: _Piece) -> None:
    """Labels come back with every pass, and so are laid out once; numbers do not."""
    if piece.font is math_font(_LABEL_SIZE):
        paint_text(painter, at, piece.text, piece.font)
    else:
        painter.setFont(piece.font)
        painter.drawText(at, piece.text)


def _paint_last(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """A mark at the term that was added last."""
    painter.setBrush(QColor(theme.panel))
    painter.setPen(QPen(QColor(theme.lit), 2.0))
    painter.drawRoundedRect(rect.adjusted(1.0, 1.0, -1.0, -1.0), 3.0, 3.0)


def _paint_bar(painter: QPainter, rect: QRectF, value: float, limit: float, theme: Theme) -> None:
    """The size of a term, measured by that of the largest."""
    if not np.isfinite(value):
        return
    share = max(abs(value) / limit, 0.02 if value else 0.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.chip))
    painter.drawRoundedRect(rect, 2.0, 2.0)
    painter.setBrush(QColor(theme.positive if value > 0 else theme.negative))
    painter.drawRoundedRect(QRectF(rect.left(), rect.top(), rect.width() * share, rect.height()), 2.0, 2.0)
