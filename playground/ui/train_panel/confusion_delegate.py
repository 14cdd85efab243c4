"""Paints a cell of the confusion matrix: its colour and its number. A style sheet would take ten times as long."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from playground.ui.train_panel.confusion_model import ConfusionModel


class ConfusionDelegate(QStyledItemDelegate):
    """Number in the middle, a frame around the cell that has the focus."""

    def __init__(self, model: ConfusionModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Colour, number, frame."""
        text, fill, ink = self._model.paints(index.row(), index.column())
        if fill is not None:
            painter.fillRect(option.rect, fill)
        painter.setPen(ink)
        painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(option.palette.highlight().color())
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
