"""Paints a row of the listing: breakpoint, line number, the arrow at the current line, the source, and its value."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from playground.session.listing import Notation
from playground.session.numbers import UNKNOWN
from playground.session.step_rows import StepState
from playground.ui.fonts import math_font, mono_font, ui_font
from playground.ui.listing.listing_model import ListingModel
from playground.ui.listing.shown_row import ShownRow
from playground.ui.palette import Theme
from playground.ui.phase_looks import PHASE_LOOKS
from playground.ui.row_delegate import RowDelegate, paint_row_ring

HEIGHT = 24
MARGIN = 20  # pixels in which a click sets a breakpoint
_NUMBER_END, _ARROW, _TEXT, _RIGHT, _GAP = 44, 49, 62, 10, 14
_DOT = 4.5
_LEAST_VALUE = 44  # pixels below which no value is shown
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class ListingDelegate(RowDelegate):
    """Rows of one height; a row knows its place in the model, the delegate only how it looks."""

    def __init__(self, model: ListingModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(QSize(160, HEIGHT), theme, parent)
        self._model = model

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One row."""
        shown, rect = self._model.shown(index), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if shown.row.is_heading:
            self._paint_heading(painter, rect, shown)
        else:
            self._paint_line(painter, rect, shown, bool(option.state & QStyle.StateFlag.State_MouseOver))
        self._paint_dot(painter, rect, shown)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_row_ring(painter, rect, self.theme)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRectF, shown: ShownRow) -> None:
        """The block's name and, at the right, the part of the pass in its colour."""
        look = PHASE_LOOKS[shown.phase]
        painter.setPen(QPen(QColor(self.theme.grid), 1.0))
        painter.drawLine(rect.topLeft(), rect.topRight())
        inner = rect.adjusted(_ARROW, 0, -_RIGHT, 0)
        painter.setFont(ui_font(11, QFont.Weight.Medium))
        painter.setPen(look.color(self.theme))
        painter.drawText(inner, _MIDDLE | Qt.AlignmentFlag.AlignRight, look.word)
        room = inner.width() - QFontMetricsF(painter.font()).horizontalAdvance(look.word) - _GAP
        painter.setFont(ui_font(12, QFont.Weight.DemiBold))
        painter.setPen(QColor(self.theme.muted))
        _write(painter, inner, shown.source, room)

    def _paint_line(self, painter: QPainter, rect: QRectF, shown: ShownRow, hovered: bool) -> None:
        look, is_current = PHASE_LOOKS[shown.phase], shown.state is StepState.CURRENT
        if is_current:
            painter.fillRect(rect, look.soft_color(self.theme))
        elif hovered:
            painter.fillRect(rect, QColor(self.theme.hover))
        if shown.row.is_first:
            self._paint_number(painter, rect, shown)
            if is_current:
                _paint_arrow(painter, rect, look.color(self.theme))
        self._paint_source(painter, rect, shown)

    def _paint_dot(self, painter: QPainter, rect: QRectF, shown: ShownRow) -> None:
        """A breakpoint: full where it is enabled, else a ring."""
        if shown.breakpoint is None:
            return
        painter.setPen(QPen(QColor(self.theme.error), 1.4))
        painter.setBrush(QColor(self.theme.error) if shown.breakpoint else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(rect.left() + MARGIN / 2, rect.center().y() + 0.5), _DOT, _DOT)

    def _paint_number(self, painter: QPainter, rect: QRectF, shown: ShownRow) -> None:
        painter.setFont(mono_font(10.5))
        painter.setPen(QColor(self.theme.faint))
        place = QRectF(rect.left(), rect.top(), _NUMBER_END, rect.height())
        painter.drawText(place, _MIDDLE | Qt.AlignmentFlag.AlignRight, str(shown.row.index + 1))

    def _paint_source(self, painter: QPainter, rect: QRectF, shown: ShownRow) -> None:
        """The source from the left, and in what room it leaves the value at the right."""
        inner = rect.adjusted(_TEXT, 0, -_RIGHT, 0)
        painter.setFont(math_font(15) if self._model.notation is Notation.MATHEMATICS else mono_font(12))
        painter.setPen(QColor(self.theme.faint if shown.state is StepState.PENDING else self.theme.ink))
        room = inner.width() - _write(painter, inner, shown.source, inner.width()) - _GAP
        if shown.value and room >= _LEAST_VALUE:
            painter.setFont(mono_font(11))
            painter.setPen(QColor(self.theme.faint if shown.value == UNKNOWN else self.theme.muted))
            _write(painter, inner, shown.value, room, Qt.AlignmentFlag.AlignRight)


def _paint_arrow(painter: QPainter, rect: QRectF, color: QColor) -> None:
    left, middle = rect.left() + _ARROW, rect.center().y() + 0.5
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    corners = (QPointF(left, middle - 4.5), QPointF(left + 7, middle), QPointF(left, middle + 4.5))
    painter.drawPolygon(QPolygonF(corners))


def _write(
    painter: QPainter, rect: QRectF, text: str, room: float, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
) -> float:
    """Write as much of the text as there is room for; how wide all of it would be."""
    metrics = QFontMetricsF(painter.font())
    painter.drawText(rect, _MIDDLE | side, metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))
    return metrics.horizontalAdvance(text)
