"""One operation of the palette as a button: a double click or Enter adds it, a drag carries it to the canvas."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from playground.engine.operations.operation import Operation
from playground.ui.layers_panel.palette_words import short_title
from playground.ui.operation_drag import to_mime


class OperationButton(QPushButton):
    """One operation of the palette."""

    chosen = Signal(object)  # the operation's class

    def __init__(self, operation: type[Operation], parent: QWidget | None = None) -> None:
        super().__init__(short_title(operation), parent)
        self.operation = operation
        self._pressed_at: QPoint | None = None
        self.setProperty("kind", "chip")
        self.setToolTip(f"{operation.title}: {operation.summary}")
        self.setAccessibleName(f"Add {operation.title}")
        self.setAccessibleDescription(operation.summary)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the operation once the pointer has left the spot."""
        if self._pressed_at is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if (event.position().toPoint() - self._pressed_at).manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at = None
            self.setDown(False)
            self.begin_drag()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click alone adds nothing."""
        self._pressed_at = None
        super().mouseReleaseEvent(event)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Add the operation."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.operation)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add the operation by Enter or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.operation)
        else:
            super().keyPressEvent(event)

    def begin_drag(self) -> None:
        """Carry the operation's kind to wherever it is dropped."""
        drag = QDrag(self)
        drag.setMimeData(to_mime(self.operation))
        drag.exec(Qt.DropAction.CopyAction)
