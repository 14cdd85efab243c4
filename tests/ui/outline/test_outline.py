"""The outline lists the blocks with shapes and problems, speaks them, and shares the selection."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from playground.document import edits
from playground.document.diagram import Diagram
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.source import Input
from playground.ui.outline.outline import Outline
from playground.ui.outline.outline_model import rows_of
from playground.ui.palette import DARK
from tests.ui.canvas.desk import network


def diagram() -> Diagram:
    """Three blocks made in another order than they compute."""
    return network(MeanSquaredError(), Dense(3), Input(2), wires="2-1 1-0")


def shown(qtbot: QtBot, shown_diagram: Diagram) -> Outline:
    """An outline of a diagram."""
    outline = Outline()
    qtbot.addWidget(outline)
    outline.resize(208, 240)
    outline.show_diagram(shown_diagram, {})
    outline.show()
    return outline


def names(outline: Outline) -> list[str]:
    """The rows as read."""
    model = outline.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_blocks_are_listed_in_the_order_of_the_computation(qtbot: QtBot) -> None:
    assert names(shown(qtbot, diagram())) == ["Input", "Dense 1", "Loss"]


def test_rows_are_spoken_with_shape_and_problems() -> None:
    made = diagram()
    rows = rows_of(made.network, {made.network.named("Dense 1").id: ("it is too small",)})
    assert [row.spoken for row in rows] == [
        "Input, Input, shape 2",
        "Dense 1, Dense, shape 3, it is too small",
        "Loss, Mean squared error",
    ]


def test_a_click_selects_and_a_selection_from_outside_is_silent(qtbot: QtBot) -> None:
    made = diagram()
    outline, told = shown(qtbot, made), list[object]()
    outline.selection_changed.connect(told.append)
    outline.select(frozenset({made.network.named("Dense 1").id}))
    assert told == []
    assert outline.chosen() == {made.network.named("Dense 1").id}
    place = outline.visualRect(outline.model().index(2, 0)).center()
    QTest.mouseClick(outline.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert told == [{made.network.named("Loss").id}]


def test_keys_walk_the_rows_and_enter_opens(qtbot: QtBot) -> None:
    made = diagram()
    outline, told = shown(qtbot, made), list[object]()
    outline.block_activated.connect(told.append)
    outline.select(frozenset({made.network.named("Input").id}))
    QTest.keyClick(outline, Qt.Key.Key_Down)
    QTest.keyClick(outline, Qt.Key.Key_Return)
    assert told == [made.network.named("Dense 1").id]


def test_the_selection_stays_with_its_block_through_edits(qtbot: QtBot) -> None:
    made = diagram()
    outline, told = shown(qtbot, made), list[object]()
    chosen = frozenset({made.network.named("Dense 1").id})
    outline.select(chosen)
    outline.selection_changed.connect(told.append)
    for edited in (
        edits.rename(made, made.network.named("Dense 1").id, "Hidden"),
        edits.add_block(made, Dense(9)),
        edits.delete(made, frozenset({made.network.named("Input").id})),
    ):
        outline.show_diagram(edited, {})
        assert outline.chosen() == chosen
    assert told == []


def test_a_cycle_is_listed_in_order_of_making(qtbot: QtBot) -> None:
    nodes = (Node("a", "A", Dense(2)), Node("b", "B", Dense(2)))
    outline = shown(qtbot, Diagram(network=Network(nodes, (Edge("a", "b"), Edge("b", "a")))))
    assert names(outline) == ["A", "B"]


def test_problems_and_themes_change_the_picture(qtbot: QtBot) -> None:
    made = diagram()
    outline = shown(qtbot, made)
    plain = outline.grab().toImage()
    outline.show_diagram(made, {made.network.named("Dense 1").id: ("wrong",)})
    marked = outline.grab().toImage()
    outline.set_theme(DARK)
    assert len({plain.cacheKey(), marked.cacheKey()}) == 2
    assert plain != marked
    assert outline.grab().toImage() != marked
