"""Paints a row of the outline: name on the left, shape on the right, a red mark where something is wrong."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from playground.ui.fonts import mono_font, ui_font
from playground.ui.outline.outline_model import PROBLEM, SHAPE
from playground.ui.palette import Theme
from playground.ui.row_delegate import RowDelegate

_HEIGHT, _LEFT, _RIGHT = 28, 14, 12


class OutlineDelegate(RowDelegate):
    """One line a block."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(QSize(120, _HEIGHT), theme, parent)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Background, mark, name and shape."""
        painter.save()
        rect, problem = option.rect, index.data(PROBLEM)
        self._paint_ground(painter, rect, option.state)
        painter.setFont(mono_font(11))
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(rect.adjusted(0, 0, -_RIGHT, 0), _VERTICAL | Qt.AlignmentFlag.AlignRight, index.data(SHAPE))
        taken = painter.fontMetrics().horizontalAdvance(index.data(SHAPE)) + _RIGHT + 8
        self._paint_name(painter, rect.adjusted(_LEFT, 0, -taken, 0), str(index.data()), bool(problem))
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(self.theme.forward_soft))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(self.theme.forward))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(self.theme.hover))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(self.theme.forward))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _paint_name(self, painter: QPainter, rect: QRect, name: str, wrong: bool) -> None:
        if wrong:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.error))
            painter.drawEllipse(QPointF(rect.left() + 3, rect.center().y() + 1), 3.5, 3.5)
            rect = rect.adjusted(14, 0, 0, 0)
        painter.setFont(ui_font(13, QFont.Weight.Medium if wrong else QFont.Weight.Normal))
        painter.setPen(QColor(self.theme.error if wrong else self.theme.ink))
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _VERTICAL | Qt.AlignmentFlag.AlignLeft, text)


_VERTICAL = Qt.AlignmentFlag.AlignVCenter
