"""By how many rows and columns an arrow key moves what is chosen in an array."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt

ARROW_MOVES: Mapping[Qt.Key, tuple[int, int]] = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
