"""The keyboard on the canvas: a table of keys, and what they mean while a wire or a block is in hand."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from playground.ui.canvas.commands import Commands
from playground.ui.canvas.gesture_view import GestureView
from playground.ui.canvas.gestures.key_wire import KeyWire
from playground.ui.canvas.gestures.move_blocks import MoveBlocks

_ARROWS: Mapping[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_FAR = 5  # grid steps of an arrow key with Shift

SHORTCUTS: tuple[tuple[str, str], ...] = (  # for the list of all shortcuts in the Help menu
    ("Tab, Shift+Tab", "Next block, previous block"),
    ("Arrow keys", "Move the selected blocks; with Shift further"),
    ("C", "Wire the selected block: Tab or arrows choose, Enter connects"),
    ("W", "Select the next wire of the block"),
    ("A", "Add a layer"),
    ("Enter", "Open the selected block; explain the number beside the selected wire"),
    ("Delete", "Delete blocks and wires"),
    ("Esc", "Cancel a gesture, or select nothing"),
    ("Space + drag", "Move the view"),
)


class Keys:
    """Handles the keys of one canvas."""

    def __init__(self, view: GestureView, commands: Commands) -> None:
        self._view, self._commands = view, commands
        self._table: Mapping[int, object] = {
            Qt.Key.Key_Delete: commands.delete,
            Qt.Key.Key_Backspace: commands.delete,
            Qt.Key.Key_C: commands.wire_by_keys,
            Qt.Key.Key_W: commands.walk_wires,
            Qt.Key.Key_A: self._offer_to_add,
            Qt.Key.Key_Insert: self._offer_to_add,
            Qt.Key.Key_Escape: self._escape,
            Qt.Key.Key_Return: self._enter,
            Qt.Key.Key_Enter: self._enter,
        }

    def press(self, event: QKeyEvent) -> bool:
        """Whether a pressed key meant something here."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ARROWS and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            return self._arrow(_ARROWS[Qt.Key(key)], _FAR if held else 1)
        command = self._table.get(key)
        if held or not callable(command):
            return False
        command()
        return True

    def release(self, event: QKeyEvent) -> None:
        """Letting an arrow key go ends the move it began."""
        if event.key() in _ARROWS and not event.isAutoRepeat() and isinstance(self._view.gesture, MoveBlocks):
            self._view.finish_gesture(self._view.pointer)

    def tab(self, *, forward: bool) -> bool:
        """Choose the next end of the wire in hand, or the next block; False to leave the canvas."""
        by, gesture = (1 if forward else -1), self._view.gesture
        if isinstance(gesture, KeyWire):
            self._commands.step_wire(gesture, by)
            return True
        return self._commands.walk(by)

    def _arrow(self, direction: tuple[int, int], times: int) -> bool:
        gesture = self._view.gesture
        if isinstance(gesture, KeyWire):
            self._commands.step_wire(gesture, sum(direction))
        elif self._view.selection.nodes:
            self._commands.nudge(direction[0] * times, direction[1] * times)
        else:
            return False
        return True

    def _escape(self) -> None:
        if not self._view.cancel_gesture():
            self._view.selection.set(frozenset())

    def _enter(self) -> None:
        if self._view.gesture is not None:
            self._view.finish_gesture(self._view.pointer)
        elif self._view.selection.only is not None:
            self._view.block_activated.emit(self._view.selection.only)
        else:
            self._explain_wire()

    def _explain_wire(self) -> None:
        """The local derivative that stands beside the one selected wire."""
        for edge in self._view.selection.edges if len(self._view.selection.edges) == 1 else ():
            if self._view.diagram_scene.wires.items[edge].note.text:
                self._view.note_clicked.emit(edge)

    def _offer_to_add(self) -> None:
        if self._view.beginnings.edits:
            self._view.quick_add_requested.emit(self._view.visible_rect.center())
