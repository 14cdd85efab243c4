"""A user at the real window: finds things by what is written on them and uses mouse and keys only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from playground.engine.instruction import Array, Ref
from playground.session.stepper import Stepper
from playground.ui.canvas.block_item import BlockItem
from playground.ui.layers_panel.operation_button import OperationButton
from playground.ui.wiring import Wiring
from playground.ui.workspaces import Workspace

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
PATIENCE = 30.0  # seconds until the user gives up


class User:
    """Sits in front of one window; `close` leaves without saving."""

    def __init__(self, qtbot: QtBot, application: QApplication) -> None:
        self.qtbot, self.application = qtbot, application
        self.wiring = Wiring(application)
        self.window = self.wiring.window
        self.wiring.start()
        self.wiring.complete()
        self.window.show()
        qtbot.waitExposed(self.window)
        self.settle()

    @property
    def canvas(self) -> QWidget:
        """The canvas."""
        return self.wiring.panels.canvas

    @property
    def stepper(self) -> Stepper:
        """The stepper of the Step workspace."""
        stepper = self.wiring.steps.stepper
        assert stepper is not None
        return stepper

    def settle(self) -> None:
        """Let the window come to rest."""
        for _ in range(5):
            self.application.processEvents()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """A key, wherever the focus is."""
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifiers)
        self.settle()

    def command(self, name: str) -> None:
        """A command of the menu, as its shortcut would trigger it."""
        self.wiring.actions[name].trigger()
        self.settle()

    def double_click_layer(self, title: str) -> None:
        """Add a block from the palette."""
        buttons = self.wiring.panels.layers.findChildren(OperationButton)
        button = next(button for button in buttons if button.accessibleName() == f"Add {title}")
        self.wiring.panels.layers.reveal(button)
        QTest.mouseDClick(button, LEFT, PLAIN, button.rect().center())
        self.settle()

    def wire(self, source: str, target: str, port: int = 0) -> None:
        """Drag a wire from an output to an input port."""
        start, end = self._block(source).output_port(), self._block(target).input_port(port)
        self._drag(self._in_view(start), self._in_view(end))

    def drag_block(self, name: str, by: QPoint) -> None:
        """Move a block by its header."""
        start = self._in_view(self._block(name).pos() + QPointF(60, 14))
        self._drag(start, start + by)

    def click_block(self, name: str) -> None:
        """Select a block."""
        QTest.mouseClick(self._viewport, LEFT, PLAIN, self._in_view(self._block(name).pos() + QPointF(60, 14)))
        self.settle()

    def wait_for(self, what: Callable[[], bool]) -> None:
        """Watch until it happens."""
        end = monotonic() + PATIENCE
        while not what():
            assert monotonic() < end, "the user has lost patience"
            self.application.processEvents()

    def train(self, epochs: int) -> None:
        """Run (F5), watch at least so many epochs, pause (F5)."""
        learned = self.wiring.workbench.state.learned
        wanted = epochs + (learned.epoch if learned is not None else 0)
        self.command("run")
        self.wait_for(lambda: self.epoch >= wanted)
        self.command("run")

    def parameters(self) -> bytes:
        """The bits of everything learned."""
        learned = self.wiring.workbench.state.learned
        assert learned is not None
        return learned.values.tobytes()

    def close(self) -> None:
        """Leave without saving."""
        self.wiring.edits.stack.setClean()
        self.wiring.workbench.abandon_run()
        self.window.hide()
        self.wiring.finish()
        self.window.deleteLater()
        self.wiring.deleteLater()
        self.settle()

    @property
    def _viewport(self) -> QWidget:
        return self.wiring.panels.canvas.viewport()

    @property
    def epoch(self) -> int:
        """The epoch on the screen."""
        text = self.wiring.panels.metrics.text("epoch").replace("\u202f", "")
        return int(text) if text.isdecimal() else 0

    def _block(self, name: str) -> BlockItem:
        canvas = self.wiring.panels.canvas
        return canvas.diagram_scene.blocks[canvas.diagram_scene.diagram.network.named(name).id]

    def _in_view(self, point: QPointF) -> QPoint:
        return self.wiring.panels.canvas.mapFromScene(point)

    def _drag(self, start: QPoint, end: QPoint) -> None:
        QTest.mousePress(self._viewport, LEFT, PLAIN, start)
        for point in (start + QPoint(15, 0), (start + end) / 2, end):
            QTest.mouseMove(self._viewport, point)
        QTest.mouseRelease(self._viewport, LEFT, PLAIN, end)
        self.settle()


def in_step(qtbot: QtBot, qapp: QApplication) -> Iterator[User]:
    """Someone who steps through the starter network, to be made a fixture."""
    someone = User(qtbot, qapp)
    someone.window.show_workspace(Workspace.STEP)
    someone.settle()
    yield someone
    someone.close()


def computed(stepper: Stepper) -> dict[Ref, bytes]:
    """The bits of every value computed so far, parameters included."""
    found: dict[Ref, bytes] = {}
    for instruction in stepper.instructions:
        for operand in (instruction.result, *instruction.operands.values()):
            array: Array | None = stepper.read(operand)
            if operand.ref is not None and array is not None:
                found[operand.ref] = array.tobytes()
    return found
