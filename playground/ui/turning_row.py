"""Parts beside each other that stand below each other where they have no room. Knows sizes only."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

_BESIDE, _BELOW = 12, 6


class TurningRow(QWidget):
    """A row from so many pixels on; below that a column."""

    def __init__(self, beside_from: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._beside_from = beside_from
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._parts: list[QWidget] = []

    def add(self, part: QWidget, stretch: int = 0) -> None:
        """Put a part behind the others."""
        self._parts.append(part)
        self._line.addWidget(part, stretch)

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest part."""
        width = max((part.minimumSizeHint().expandedTo(part.minimumSize()).width() for part in self._parts), default=0)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the width asks for it."""
        super().resizeEvent(event)
        beside = event.size().width() >= self._beside_from
        directions = QBoxLayout.Direction
        self._line.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._line.setSpacing(_BESIDE if beside else _BELOW)
