"""What all painted rows share: a theme, and one size for all of them. Knows no list and no model."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from playground.ui.palette import Theme


class RowDelegate(QStyledItemDelegate):
    """Rows of one size, painted in a theme by those that derive from it."""

    def __init__(self, size: QSize, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size, self.theme = size, theme

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are alike."""
        return self._size


def paint_row_ring(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """A ring around the row that the keyboard is in."""
    painter.setPen(QPen(QColor(theme.forward), 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), 4.0, 4.0)
