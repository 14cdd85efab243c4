"""Parts below each other in an area that scrolls, put in place by hand.

A layout would lay all of them out again for every text in one of them, several times a step. Knows sizes only.
"""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_MARGINS, _SPACING = QMargins(14, 12, 10, 12), 10


class Stacked(QScrollArea):
    """Gives each part the size it asks for, and the whole width to those that are as high as their width makes them."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._content, self._parts = QWidget(), list[QWidget]()
        self.setWidget(self._content)

    def add(self, part: QWidget) -> None:
        """Put a part below the others; `arrange` gives it its place."""
        part.setParent(self._content)
        self._parts.append(part)

    def arrange(self) -> None:
        """Put all parts that are not hidden in their places."""
        room, top, right = self.viewport().size(), _MARGINS.top(), 0
        for part in self._parts:
            if not part.isHidden():
                size = _size(part, room.width() - _MARGINS.left() - _MARGINS.right())
                part.setGeometry(QRect(_MARGINS.left(), top, size.width(), size.height()))
                top += size.height() + _SPACING
                right = max(right, part.geometry().right() + 1)
        bottom = top - _SPACING + _MARGINS.bottom()
        wide = room.width() if right <= room.width() else right + _MARGINS.right()  # nothing is scrolled for a margin
        self._content.resize(wide, max(bottom, room.height()))

    def reveal(self, part: QWidget) -> None:
        """Scroll no further than it takes to see a part."""
        self.ensureWidgetVisible(part, 0, _SPACING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks lines elsewhere."""
        super().resizeEvent(event)
        self.arrange()


def _size(part: QWidget, width: int) -> QSize:
    return QSize(width, part.heightForWidth(width)) if part.hasHeightForWidth() else part.sizeHint()
