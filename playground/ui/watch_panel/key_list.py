"""A list whose lines can be taken away by a key; what they say is their owner's business."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget


class KeyList(QListWidget):
    """A list whose lines go by Delete."""

    removed = Signal(object)  # the number of a line

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the current line away."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.currentRow() >= 0:
            self.remove_current()
        else:
            super().keyPressEvent(event)

    def remove_current(self) -> None:
        """Ask to take the current line away."""
        if self.currentRow() >= 0:
            self.removed.emit(self.currentRow())
