"""The canvas by keyboard, menu and drop: it hands keys and commands on, and takes layers that are dropped on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent

from playground.engine.operations.operation import Operation
from playground.ui.canvas.commands import Commands
from playground.ui.canvas.gesture_view import GestureView
from playground.ui.canvas.gestures.insert_block import InsertBlock
from playground.ui.canvas.keys import Keys
from playground.ui.operation_drag import OPERATION_TYPE, from_mime
from playground.ui.palette import Theme


class CommandView(GestureView):
    """A view in which keys, commands and drops work too."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.commands = Commands(self)
        self._keys = Keys(self, self.commands)
        self.setAcceptDrops(True)

    def cut(self) -> None:
        """Move the selected blocks to the clipboard."""
        self.commands.cut()

    def copy(self) -> None:
        """Put a copy of the selected blocks on the clipboard."""
        self.commands.copy()

    def paste(self) -> None:
        """Add the blocks the clipboard holds."""
        self.commands.paste()

    def duplicate(self) -> None:
        """Add a copy of the selected blocks beside them."""
        self.commands.duplicate()

    def delete_selected(self) -> None:
        """Take the selected blocks and wires away."""
        self.commands.delete()

    def select_all(self) -> None:
        """Select every block."""
        self.commands.select_all()

    def insert(self, operation: Operation, at: QPointF | None = None) -> None:
        """Add a block at once: at a point of the scene, or after the selected block."""
        self.commands.insert(operation, at)

    def start_insert(self, operation: Operation) -> None:
        """Carry a new block under the pointer until a click or Enter puts it down; Esc lets it go."""
        if self.beginnings.edits:
            self.start(InsertBlock(self.diagram_scene, operation))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that mean something here do; the others go on."""
        if self.hold_space(event, down=True) or self._keys.press(event):
            event.accept()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """A key let go may end a gesture."""
        if not self.hold_space(event, down=False):
            self._keys.release(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the blocks first, then leaves the canvas."""
        return self._keys.tab(forward=forward) or super().focusNextPrevChild(forward)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a layer from the palette, and nothing else."""
        if self.beginnings.edits and event.mimeData().hasFormat(OPERATION_TYPE):
            operation = from_mime(event.mimeData())
            if operation is not None:
                self.pointer = self.mapToScene(event.position().toPoint())
                self.start(InsertBlock(self.diagram_scene, operation))
                event.acceptProposedAction()
                return
        event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Carry the ghost of the layer along."""
        if isinstance(self.gesture, InsertBlock):
            self.pointer = self.mapToScene(event.position().toPoint())
            self.gesture.move(self.pointer)
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: object) -> None:
        """The layer was taken elsewhere."""
        self.cancel_gesture()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the layer down."""
        if isinstance(self.gesture, InsertBlock):
            self.pointer = self.mapToScene(event.position().toPoint())
            self.finish_gesture(self.pointer)
            self.setFocus()
            event.acceptProposedAction()
        else:
            event.ignore()
