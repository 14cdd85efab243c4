"""The terms of one element below each other: what each multiplies, how much it brings, and a bar for its size.

While a sum is walked the term that was added last stands out, and those still to come are faint. A term under the
mouse is lit; one that was clicked, or chosen by keys, stays lit.

Only rows in sight are painted, so that a sum over thousands of terms costs no more than a short one.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from playground.session.explanation import FactorShown, TermShown, TermsShown
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.ui.kept_picture import Place, keep, paint_kept
from playground.ui.palette import LIGHT, Theme
from playground.ui.stepper.lit_term import LitTerm
from playground.ui.stepper.term_row import ROW, TermRows

_TO_COME = 0.4  # how strongly a term is painted that has not been added yet
_KEPT = 3  # the width of the mark at the left of a term that stays lit


class TermsView(QWidget):
    """Shows the terms of an explanation; a double click or Enter follows a term to where it came from."""

    followed = Signal(object)  # FactorShown
    pointed = Signal(object)  # TermShown under the mouse, else the one that was chosen, or None
    reached = Signal(object)  # the QRect of a term that keys have chosen, to be brought into sight

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._terms: TermsShown | None = None
        self._ready: TermRows | None = None
        self._numbers, self._ground = AS_USUAL, "panel"
        self._lit = LitTerm()
        self._taken: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Terms of the sum")

    def show_terms(self, terms: TermsShown, ground: str) -> None:
        """Show these terms on a ground, a colour of the theme by name."""
        self._terms, self._numbers, self._taken = terms, terms.reader.numbers, None
        self._lit.begin(len(terms))
        self._rows, self._ground = _rows_of(terms, self._ready), ground
        self.setAccessibleDescription(f"{len(terms)} terms")
        self.setFixedHeight(len(terms) * ROW)
        self.update()

    def rehearse(self, terms: TermsShown, ground: str, area: QSize) -> None:
        """Have pictures ready of the rows that would be seen in an area."""
        rows, place = _rows_of(terms, self._ready), Place(ratio=self.devicePixelRatio())
        self._ready = rows
        for number in range(min(len(terms), -(-area.height() // ROW))):
            keep(rows.row(number, area.width(), ground, self._theme), place)

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
        first, last = event.rect().top() // ROW, event.rect().bottom() // ROW
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place in range(max(first, 0), min(last + 1, len(terms))):
                self._paint_row(painter, place)

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

    def _paint_row(self, painter: QPainter, place: int) -> None:
        """What is lit or faint is painted each time, all else is copied."""
        row, top = self._rows.row(place, self.width(), self._ground, self._theme), float(place * ROW)
        lit = self._paint_light(painter, place)
        if self._taken is None and not lit:
            paint_kept(painter, QPointF(0.0, top), row)
            return
        if self._taken is not None:
            painter.setOpacity(1.0 if place < self._taken else _TO_COME)
            if place == self._taken - 1:
                _paint_last(painter, QRectF(self.row_rect(place)), self._theme)
        painter.translate(0.0, top)
        row.write(painter)
        painter.translate(0.0, -top)

    def _paint_light(self, painter: QPainter, place: int) -> bool:
        """The ground of a lit term, the mark of one that stays lit, and a ring where the keyboard is; whether any."""
        kept, rect = self._lit.kept, self.row_rect(place)
        lit, reached = place in (self._lit.place, kept), self.hasFocus() and place == (kept or 0)
        if lit:
            painter.fillRect(rect, QColor(self._theme.chip))
        if place == kept:
            painter.fillRect(QRect(0, rect.top(), _KEPT, ROW), QColor(self._theme.lit))
        if reached:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.forward), 1.0))
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3.0, 3.0)
        return lit or reached


def _rows_of(terms: TermsShown, ready: TermRows | None) -> TermRows:
    return ready if ready is not None and ready.are_of(terms) else TermRows(terms)


def term_tip(term: TermShown, numbers: NumberStyle = AS_USUAL) -> str:
    """Every digit of a term and its factors."""
    factors = " × ".join(f"{factor.label} {numbers.tip(factor.value)}" for factor in term.factors)
    return f"{factors} = {numbers.tip(term.value)}" if len(term.factors) > 1 else factors


def _paint_last(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """A mark at the term that was added last."""
    painter.setBrush(QColor(theme.panel))
    painter.setPen(QPen(QColor(theme.lit), 2.0))
    painter.drawRoundedRect(rect.adjusted(1.0, 1.0, -1.0, -1.0), 3.0, 3.0)
