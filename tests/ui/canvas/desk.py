"""A small window around a canvas for tests: it makes the edits asked for and keeps what it hears."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from playground.data.sources import load
from playground.document import edits
from playground.document.diagram import Diagram
from playground.document.problems import problems
from playground.engine.operations.activations import Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add
from playground.engine.operations.losses import BinaryCrossEntropy
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.ui.canvas.canvas import Canvas
from playground.ui.edit_request import Edit

LEFT = Qt.MouseButton.LeftButton


def network(*operations: Operation, wires: str = "") -> Diagram:
    """Blocks in an arranged diagram; `wires` like `0-1 1-2 0-2/1` (the last at input port 1)."""
    diagram = Diagram()
    for operation in operations:
        diagram = edits.add_block(diagram, operation, (0.0, 0.0))
    ids = [node.id for node in diagram.network.nodes]
    for wire in wires.split():
        ends, _, port = wire.partition("/")
        source, target = map(int, ends.split("-"))
        diagram = edits.connect(diagram, ids[source], ids[target], int(port or 0))
    return edits.arrange(diagram)


def chain() -> Diagram:
    """Input → Dense 1 → Dense 2 → Loss, complete."""
    return network(Input(2), Dense(3), Dense(1, "identity"), BinaryCrossEntropy(), wires="0-1 1-2 2-3")


def skip() -> Diagram:
    """Input → Dense 1 → Activation 1 → Add 1, and from Dense 1 past the activation, without a loss."""
    return network(Input(2), Dense(3), Activation("relu"), Add(), wires="0-1 1-2 2-3 1-3/1")


class Desk:
    """A canvas and the diagram it edits."""

    def __init__(self, qtbot: QtBot, diagram: Diagram) -> None:
        self.canvas = Canvas()
        qtbot.addWidget(self.canvas)
        self.canvas.resize(1000, 700)
        self.diagram = diagram
        self.history: list[Diagram] = []
        self.titles: list[str] = []
        self.refusals: list[str] = []
        self.selections: list[frozenset[str]] = []
        self.values: list[object] = []
        self.activated: list[str] = []
        self.canvas.edit_requested.connect(self.apply)
        self.canvas.refused.connect(self.refusals.append)
        self.canvas.selection_changed.connect(self.selections.append)
        self.canvas.value_clicked.connect(self.values.append)
        self.canvas.block_activated.connect(self.activated.append)
        self.canvas.show()
        self.canvas.show_diagram(None, diagram, self._problems())

    def apply(self, edit: Edit) -> None:
        """Make an edit and show the result."""
        before, self.diagram = self.diagram, edit.apply(self.diagram)
        self.history.append(before)
        self.titles.append(edit.title)
        self.canvas.show_diagram(before, self.diagram, self._problems())

    def undo(self) -> None:
        """Show the diagram before the last edit."""
        before, self.diagram = self.diagram, self.history.pop()
        self.canvas.show_diagram(before, self.diagram, self._problems())

    def id(self, name: str) -> str:
        """The id of a block by name."""
        return self.diagram.network.named(name).id

    def wires(self) -> set[tuple[str, str, int]]:
        """The wires as names and ports."""
        nodes = self.diagram.network.by_id
        return {(nodes[edge.source].name, nodes[edge.target].name, edge.port) for edge in self.diagram.network.edges}

    def at(self, point: QPointF) -> QPoint:
        """A point of the scene in the viewport."""
        return self.canvas.mapFromScene(point)

    def header(self, name: str) -> QPoint:
        """Where to grab a block."""
        return self.at(self.canvas.diagram_scene.blocks[self.id(name)].pos() + QPointF(60, 14))

    def output(self, name: str) -> QPoint:
        """The output port of a block."""
        return self.at(self.canvas.diagram_scene.blocks[self.id(name)].output_port())

    def input(self, name: str, port: int = 0) -> QPoint:
        """An input port of a block."""
        return self.at(self.canvas.diagram_scene.blocks[self.id(name)].input_port(port))

    def empty(self) -> QPoint:
        """A place without anything."""
        return self.at(self.canvas.diagram_scene.content().bottomLeft() + QPointF(-20, 120))

    def click(self, point: QPoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press and release."""
        QTest.mouseClick(self.canvas.viewport(), LEFT, modifiers, point)

    def double_click(self, point: QPoint) -> None:
        """Click twice."""
        QTest.mouseDClick(self.canvas.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, point)

    def hold(self, start: QPoint, *way: QPoint) -> None:
        """Press and move, without letting go."""
        QTest.mousePress(self.canvas.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, start)
        for point in (start + QPoint(15, 0), *way):
            QTest.mouseMove(self.canvas.viewport(), point)

    def release(self, point: QPoint) -> None:
        """Let go."""
        QTest.mouseRelease(self.canvas.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, point)

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Press, move and let go."""
        self.hold(start, end)
        self.release(end)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press and release a key."""
        QTest.keyClick(self.canvas, key, modifiers)

    def _problems(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for problem in problems(self.diagram, load(self.diagram.data)):
            if problem.node is not None:
                found[problem.node] = (*found.get(problem.node, ()), problem.message)
        return found
