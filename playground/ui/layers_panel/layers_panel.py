"""The palette: every operation of the catalogue as a button, by group, to be dragged or added at once.

It makes operations with their default settings and knows neither canvas nor document.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.operation import Operation
from playground.ui.layers_panel.flow_layout import FlowLayout
from playground.ui.operation_drag import to_mime

_SHORT_TITLES: Mapping[str, str] = {"cross_entropy": "Cross-entropy"}


class OperationButton(QPushButton):
    """One operation of the palette."""

    chosen = Signal(object)  # the operation's class

    def __init__(self, operation: type[Operation], parent: QWidget | None = None) -> None:
        super().__init__(_SHORT_TITLES.get(operation.kind, operation.title), parent)
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


class LayersPanel(QScrollArea):
    """All operations by group, in the catalogue's order."""

    add_requested = Signal(object)  # an Operation with its default settings

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Layers")
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(6)
        for group in dict.fromkeys(operation.group for operation in OPERATIONS.values()):
            column.addWidget(_heading(group))
            column.addLayout(self._group(group))
            column.addSpacing(4)
        column.addStretch(1)
        self.setWidget(content)

    def sizeHint(self) -> QSize:
        """Two buttons wide."""
        return QSize(208, 320)

    def _group(self, group: str) -> FlowLayout:
        flow = FlowLayout()
        for operation in OPERATIONS.values():
            if operation.group == group:
                button = OperationButton(operation)
                button.chosen.connect(self._add)
                flow.addWidget(button)
        return flow

    def _add(self, operation: type[Operation]) -> None:
        self.add_requested.emit(operation())


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("kind", "title")
    return label
