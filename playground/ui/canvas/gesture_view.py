"""The pointer on the canvas: it begins, moves, ends and cancels gestures, and passes on what they end in.

What a gesture does is its own business; which one begins is decided in `beginnings.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from playground.ui.canvas.beginnings import Beginnings
from playground.ui.canvas.block_item import Look
from playground.ui.canvas.diagram_scene import DiagramScene
from playground.ui.canvas.gestures.gesture import Gesture, Outcome, Refusal
from playground.ui.canvas.gestures.key_wire import KeyWire
from playground.ui.canvas.gestures.move_blocks import MoveBlocks
from playground.ui.canvas.hits import Hit, Kind, hit
from playground.ui.canvas.messages import Messages
from playground.ui.canvas.note import Note
from playground.ui.canvas.selection import Selection
from playground.ui.canvas.zoom_view import ZoomView
from playground.ui.edit_request import Edit
from playground.ui.palette import Theme

_CURSORS: Mapping[Kind, Qt.CursorShape] = {
    Kind.OUTPUT: Qt.CursorShape.CrossCursor,
    Kind.INPUT: Qt.CursorShape.CrossCursor,
    Kind.WIRE: Qt.CursorShape.PointingHandCursor,
    Kind.VALUE: Qt.CursorShape.PointingHandCursor,
    Kind.NOTE: Qt.CursorShape.PointingHandCursor,
}


@dataclass
class Press:
    """A mouse button held down: where (pixels), on what, and whether it has become a drag."""

    spot: QPoint
    found: Hit
    dragged: bool = False


class GestureView(ZoomView):
    """A view of a diagram in which the pointer works."""

    edit_requested = Signal(object)  # Edit
    refused = Signal(object)  # a sentence
    block_activated = Signal(object)  # node id
    value_clicked = Signal(object)  # (node id, quantity key, index)
    value_pointed = Signal(object)  # the same of a number under the mouse, or None
    note_clicked = Signal(object)  # Edge: the local derivative that stands beside it
    quick_add_requested = Signal(object)  # QPointF in the scene
    context_requested = Signal(object)  # QPoint on the screen

    def __init__(self, theme: Theme) -> None:
        scene = DiagramScene(Look(theme))
        super().__init__(scene)
        self.diagram_scene = scene
        self.theme = theme
        self.selection = Selection(self.diagram_scene)
        self.beginnings = Beginnings(self.diagram_scene, self.selection)
        self.messages = Messages(self.diagram_scene)
        self.note = Note(self)
        self.gesture: Gesture | None = None
        self.pointer = QPointF()
        self.concluding = False  # whether an edit of ours is being made: what it adds gets selected
        self._press: Press | None = None
        self._hovered = ""
        self._number: object = None  # under the mouse
        self._carried = False  # whether the gesture follows the pointer without a pressed button

    def start(self, gesture: Gesture, *, carried: bool = True) -> None:
        """Begin a gesture that was not begun by a press."""
        self.cancel_gesture()
        self.gesture, self._carried = gesture, carried
        if carried:
            self._move_gesture(self.pointer)

    def finish_gesture(self, point: QPointF) -> None:
        """End the gesture; its edit or its refusal is passed on."""
        gesture, self.gesture, self._carried = self.gesture, None, False
        if gesture is not None:
            self.note.say("", QPoint())
            self.conclude(gesture.finish(point), gesture)

    def cancel_gesture(self) -> bool:
        """End the gesture without effect; whether there was one."""
        gesture, self.gesture, self._carried, self._press = self.gesture, None, False, None
        if gesture is None:
            return False
        gesture.cancel()
        self.note.say("", QPoint())
        self.choose_messages()
        return True

    def conclude(self, outcome: Outcome, gesture: Gesture | None = None) -> None:
        """Ask for an edit, or say why there is none. Without a new diagram the scene goes back to the old one."""
        if isinstance(outcome, Refusal):
            self.refuse(outcome.sentence)
        if isinstance(outcome, Edit):
            shown = self.diagram_scene.diagram
            self.concluding = True
            self.edit_requested.emit(outcome)
            self.concluding = False
            if self.diagram_scene.diagram is shown and isinstance(gesture, MoveBlocks):
                gesture.cancel()
        self.choose_messages()

    def refuse(self, sentence: str) -> None:
        """Say at the pointer and to the window why something cannot be done."""
        self.note.say(sentence, self.mapFromScene(self.pointer), linger=True)
        self.refused.emit(sentence)

    def say_beside(self, sentence: str, node: str) -> None:
        """Show, and tell screen readers, what the keys do now, next to a block that is brought into sight."""
        self.setAccessibleDescription(sentence)
        card = self.diagram_scene.blocks[node].card
        self.ensureVisible(card, 60, 60)
        self.note.say(sentence, self.mapFromScene(card.bottomLeft()), error=False)

    def _move_gesture(self, point: QPointF) -> None:
        if self.gesture is None:
            return
        if isinstance(self.gesture, MoveBlocks):
            self.messages.clear()
        if not isinstance(self.gesture, KeyWire):
            self.note.say(self.gesture.move(point), self.mapFromScene(point))

    def _hover(self, found: Hit) -> None:
        self.viewport().setCursor(_CURSORS.get(found.kind, Qt.CursorShape.ArrowCursor))
        if found.node != self._hovered:
            self._hovered = found.node
            self.choose_messages()
        number = (found.node, found.quantity, found.index) if found.kind is Kind.VALUE else None
        if number != self._number:
            self._number = number
            self.value_pointed.emit(number)

    def choose_messages(self) -> None:
        """Show what is wrong with the blocks that are selected or under the pointer."""
        if not self.diagram_scene.shows_values:
            self.messages.choose(dict.fromkeys([self._hovered, *sorted(self.selection.nodes)]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture, put down what is carried, or start to pan."""
        self.pointer = self.mapToScene(event.position().toPoint())
        if self.begin_pan(event) or event.button() != Qt.MouseButton.LeftButton:
            return
        self.note.say("", QPoint())
        if self._carried:
            self.finish_gesture(self.pointer)
            return
        self.finish_gesture(self.pointer)
        found = hit(self.diagram_scene, self.pointer)
        self._press = Press(event.position().toPoint(), found)
        if found.kind is Kind.VALUE:  # told before its block is selected: who shows both shows them at once
            self.value_clicked.emit((found.node, found.quantity, found.index))
        self.gesture = self.beginnings.begin(found, self.pointer, event.modifiers())
        if found.kind is Kind.NOTE:
            self.note_clicked.emit(found.edge)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the gesture once the pointer has left the spot; show what is under it otherwise."""
        self.pointer = self.mapToScene(event.position().toPoint())
        if self.continue_pan(event):
            return
        if self._press is not None:
            moved = (event.position().toPoint() - self._press.spot).manhattanLength()
            self._press.dragged = self._press.dragged or moved >= QApplication.startDragDistance()
        if self._carried or (self._press is not None and self._press.dragged):
            self._move_gesture(self.pointer)
        elif not event.buttons():
            self._hover(hit(self.diagram_scene, self.pointer))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the gesture; a press that never moved is a click."""
        self.pointer = self.mapToScene(event.position().toPoint())
        if self.end_pan() or event.button() != Qt.MouseButton.LeftButton or self._press is None:
            return
        press, self._press = self._press, None
        if press.dragged:
            self.finish_gesture(self.pointer)
        else:
            self.cancel_gesture()
            self.beginnings.click(press.found, event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a block, or offer to add one on empty ground."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.cancel_gesture()
        found = hit(self.diagram_scene, self.mapToScene(event.position().toPoint()))
        if found.node:
            self.block_activated.emit(found.node)
        elif found.kind is Kind.NOTHING and self.beginnings.edits:
            self.quick_add_requested.emit(self.mapToScene(event.position().toPoint()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Select what is under the pointer and ask for the menu."""
        self.cancel_gesture()
        found = hit(self.diagram_scene, self.mapToScene(event.pos()))
        if found.node and found.node not in self.selection.nodes:
            self.selection.set(frozenset({found.node}))
        self.context_requested.emit(event.globalPos())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keys that are held do not count any longer."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.ActiveWindowFocusReason:
            self.cancel_gesture()
