"""The values of a block: every one of them, `?` until it is computed, large ones as colours that open in a table."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from playground.document.graph_examples import graph
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import SoftmaxCrossEntropy
from playground.engine.operations.source import Input
from playground.session.stepper import Stepper
from playground.ui.cells import Cells
from playground.ui.matrix_view import MARGIN
from playground.ui.palette import DARK, LIGHT
from playground.ui.stepper.array_table import ArrayTable
from playground.ui.stepper.folded_view import FoldedView, fold_of
from playground.ui.stepper.stacked import Stacked
from playground.ui.stepper.value_line import ValueLine
from playground.ui.stepper.values_panel import ValuesPanel
from tests.session.walked_nets import NETS, chain, cursor_after, stepper

NAMES_HEIGHT = 21  # pixels of a line with a symbol


def shown(qtbot: QtBot, walked: Stepper | None, node: str | None = None) -> ValuesPanel:
    """A panel over a stepper."""
    panel = ValuesPanel()
    qtbot.addWidget(panel)
    panel.resize(340, 700)
    panel.show_stepper(walked, node)
    panel.show()
    return panel


def lines(panel: ValuesPanel) -> list[ValueLine]:
    """The lines in sight."""
    return [line for line in panel.findChildren(ValueLine) if line.isVisible()]


def titles(panel: ValuesPanel) -> list[str]:
    """What the labels in sight say."""
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def digits() -> Stepper:
    """A net with weights too large for numbers, walked to its first gradient of weights."""
    walked = stepper(chain(Input(64), Dense(32, "relu"), Dense(10, "identity"), SoftmaxCrossEntropy()))
    walked.run_to(cursor_after(walked, "Hidden 1", "activation"))
    return walked


# Which values


def test_all_values_of_the_current_block_are_shown(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    walked.run_to(cursor_after(walked, "Hidden 1", "pre_activation"))
    panel = shown(qtbot, walked)
    assert "HIDDEN 1 · DENSE" in titles(panel)
    assert [line.accessibleName() for line in lines(panel)] == [
        *("Hidden 1, W", "Hidden 1, b", "Hidden 1, z", "Hidden 1, a", "Hidden 1, delta a", "Hidden 1, delta z"),
        *("Hidden 1, partial L by partial W", "Hidden 1, partial L by partial b"),
    ]


def test_a_chosen_block_is_shown_instead(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    walked.run_to(2)
    assert "OUTPUT · DENSE" in titles(shown(qtbot, walked, "output"))


def test_what_is_not_computed_is_a_question(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    walked.run_to(cursor_after(walked, "Hidden 1", "pre_activation"))
    panel = shown(qtbot, walked)
    known = {line.accessibleName(): line.tip((0, 0)) for line in lines(panel)}
    assert known["Hidden 1, delta z"] == "[1, 1]  ?"
    value = float(walked.program.value("pre_activation", "hidden 1")[0, 0])
    assert known["Hidden 1, z"] == f"[1, 1]  {value!r}"


def test_without_a_block_or_a_network_there_is_a_hint(qtbot: QtBot) -> None:
    assert any("Choose a block" in text for text in titles(shown(qtbot, stepper(NETS["skip"]))))
    assert any("No values yet" in text for text in titles(shown(qtbot, None)))


def test_lines_follow_the_stepper_and_are_reused(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    panel = shown(qtbot, walked, "hidden 1")
    before = lines(panel)
    texts = set()
    while walked.step():
        panel.show_stepper(walked, "hidden 1")
        texts.add(before[0].tip((0, 0)))
    assert lines(panel) == before
    assert len(texts) == 2  # W before and after its update


@pytest.mark.parametrize("net", NETS)
def test_every_block_of_every_net_can_be_shown(qtbot: QtBot, net: str) -> None:
    walked = stepper(NETS[net], 2)
    panel = shown(qtbot, walked)
    walked.run_to_end()
    for node in walked.network.nodes:
        panel.show_stepper(walked, node.id)
        assert lines(panel)
        assert not panel.grab().isNull()


def test_a_click_tells_block_quantity_and_element(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    walked.run_to(2)
    panel = shown(qtbot, walked)
    weights = lines(panel)[0]
    place = weights.block_corner.toPoint() + QPoint(70, 30)
    with qtbot.waitSignal(panel.value_clicked) as told:
        qtbot.mouseClick(weights, Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [("hidden 1", "weights", (1, 1))]


def test_whoever_points_at_a_value_is_told_its_long_name(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    walked.run_to(2)
    panel, place = shown(qtbot, walked), QPointF(4, 4)
    line = lines(panel)[0]
    QApplication.sendEvent(line, QEnterEvent(place, place, QPointF(line.mapToGlobal(place.toPoint()))))
    assert line.toolTip() == "weights"


def test_the_chosen_element_of_the_current_value_is_marked(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    walked.run_to(2)
    panel = shown(qtbot, walked)
    panel.show_stepper(walked, None, (0, 2))
    assert [line.current for line in lines(panel)[:4]] == [None, None, (0, 2), None]


def test_a_theme_repaints(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    walked.run_to(2)
    panel = shown(qtbot, walked)
    panel.show_stepper(walked, None, (0, 2))
    light = panel.grab().toImage()
    panel.set_theme(DARK)
    assert panel.grab().toImage() != light
    assert lines(panel)[2].current == (0, 2)


# Large values


def test_large_arrays_are_colours_and_all_numbers_are_a_click_away(qtbot: QtBot) -> None:
    walked = digits()
    panel = shown(qtbot, walked)
    weights, _bias, z, *_ = lines(panel)
    assert (weights.shows_colors_only, z.shows_colors_only) == (True, True)
    table = weights.expand()
    assert isinstance(table, ArrayTable)
    model = table.table.model()
    assert (model.rowCount(), model.columnCount()) == (32, 64)
    value = float(walked.program.value("weights", "hidden 1")[31, 63])
    assert model.data(model.index(31, 63), Qt.ItemDataRole.ToolTipRole) == repr(value)
    table.close()


def test_the_table_keeps_the_numbers_it_was_opened_with(qtbot: QtBot) -> None:
    walked = digits()
    panel = shown(qtbot, walked)
    table = lines(panel)[0].expand()
    assert table is not None
    model = table.table.model()
    before = model.data(model.index(0, 0))
    walked.program.arrays.values[:] = 7.0
    assert model.data(model.index(0, 0)) == before
    table.close()


def test_what_is_not_computed_has_no_table(qtbot: QtBot) -> None:
    panel = shown(qtbot, stepper(NETS["2-3-2 softmax"]), "hidden 1")
    assert lines(panel)[2].expand() is None


# Folding


@pytest.mark.parametrize(
    ("shape", "lines_and_columns", "heat"),
    [
        ((1, 8), (2, 4), False),
        ((1, 16), (4, 4), False),
        ((1, 64), (8, 8), True),
        ((1, 40), (3, 16), True),
        ((1, 500), (16, 32), True),
    ],
)
def test_long_vectors_are_folded(shape: tuple[int, int], lines_and_columns: tuple[int, int], heat: bool) -> None:
    fold = fold_of(shape)
    assert fold is not None
    assert (fold.lines, fold.columns, fold.heat) == (*lines_and_columns, heat)


def test_short_vectors_and_matrices_are_not() -> None:
    assert [fold_of(shape) for shape in ((1, 4), (8, 8), (3, 1))] == [None, None, None]


@pytest.mark.parametrize("count", [5, 16, 40, 64, 784])
def test_every_value_of_a_fold_is_found_where_it_stands(count: int) -> None:
    fold = fold_of((1, count))
    assert fold is not None
    assert [fold.place_at(fold.rect(place).center()) for place in range(count)] == list(range(count))
    assert fold.place_at(fold.rect(count - 1).bottomRight() * 2) is None


def test_keys_walk_a_folded_vector_in_two_directions(qtbot: QtBot) -> None:
    view = FoldedView(LIGHT)
    qtbot.addWidget(view)
    view.set_cells(Cells((1, 10), np.arange(10.0)[None, :]), "z")
    view.show()
    told: list[object] = []
    view.cell_clicked.connect(told.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up):
        qtbot.keyClick(view, key)
    assert told == [(0, 0), (0, 4), (0, 8), (0, 9), (0, 5)]


def test_enter_on_a_number_of_the_large_table_closes_it_and_asks_for_that_number(qtbot: QtBot) -> None:
    panel = shown(qtbot, digits())
    table = lines(panel)[0].expand()
    assert table is not None
    table.table.setCurrentIndex(table.table.model().index(2, 1))
    with qtbot.waitSignal(panel.value_clicked) as asked:
        qtbot.keyClick(table.table, Qt.Key.Key_Return)
    assert asked.args[0][1:] == ("weights", (2, 1))
    assert not table.isVisible()


# In a narrow dock


def test_in_a_narrow_panel_names_stand_above_and_four_numbers_side_by_side(qtbot: QtBot) -> None:
    walked = stepper(chain(Input(4), Dense(6, "tanh"), Dense(3, "identity"), SoftmaxCrossEntropy()))
    walked.run_to(cursor_after(walked, "Hidden 1", "activation"))
    panel = shown(qtbot, walked)
    weights, bias, *_ = lines(panel)
    assert weights.block_corner.x() > MARGIN
    assert weights.block_corner.y() == MARGIN
    panel.resize(230, 700)
    scroll = panel.findChild(Stacked)
    assert scroll is not None
    assert scroll.horizontalScrollBar().maximum() == 0
    assert (weights.block_corner.x(), bias.block_corner.x()) == (MARGIN, MARGIN)
    assert weights.block_corner.y() > MARGIN
    assert weights.block_corner.y() - MARGIN + weights.block_size.height() <= weights.height()
    assert all(line.block_corner.y() >= MARGIN + NAMES_HEIGHT for line in (weights, bias))
    panel.resize(340, 700)
    assert weights.block_corner.y() == MARGIN


def test_a_number_that_is_clicked_in_a_narrow_panel_is_the_one_that_is_seen(qtbot: QtBot) -> None:
    walked = stepper(chain(Input(4), Dense(6, "tanh"), Dense(3, "identity"), SoftmaxCrossEntropy()))
    walked.run_to(cursor_after(walked, "Hidden 1", "activation"))
    panel = shown(qtbot, walked)
    panel.resize(230, 700)
    weights = lines(panel)[0]
    with qtbot.waitSignal(panel.value_clicked) as told:
        qtbot.mouseClick(
            weights, Qt.MouseButton.LeftButton, pos=weights.block_corner.toPoint() + QPoint(3 * 46 + 5, 2 * 22 + 5)
        )
    assert told.args[0][1:] == ("weights", (2, 3))


# Where it is scrolled to


def many_paths() -> Stepper:
    """A graph in which thirteen paths lead to one number."""
    lines = "\n".join(f"u{number + 1} = u{number}*w" for number in range(12))
    return stepper(graph(f"u0 = x*w\n{lines}\nL = u12**2", {"x": 0.5}, {"w": 0.75}).network)


def arrivals(walked: Stepper) -> list[int]:
    """The cursors right after each of them."""
    weight = walked.network.named("w").id
    return [one.index + 1 for one in walked.instructions if one.via and one.node == weight]


def is_in_sight(panel: ValuesPanel, line: ValueLine) -> bool:
    """Whether all of a line can be seen."""
    return line.visibleRegion().boundingRect() == line.rect()


def test_the_value_that_a_step_writes_comes_into_sight(qtbot: QtBot) -> None:
    walked = many_paths()
    panel = shown(qtbot, walked)
    panel.resize(340, 300)
    for cursor in arrivals(walked):
        walked.run_to(cursor)
        panel.show_stepper(walked)
        QApplication.processEvents()
        (current,) = (line for line in lines(panel) if line._row is not None and line._row.current)
        assert is_in_sight(panel, current)
    assert not all(is_in_sight(panel, line) for line in lines(panel))


def test_from_then_on_the_user_scrolls(qtbot: QtBot) -> None:
    walked = many_paths()
    panel = shown(qtbot, walked)
    panel.resize(340, 300)
    walked.run_to(arrivals(walked)[0])
    panel.show_stepper(walked)
    bar = panel._stacked.verticalScrollBar()
    assert bar.value() > 0
    bar.setValue(0)
    panel.show_stepper(walked, None, (0, 0))
    assert bar.value() == 0


def test_the_number_under_the_mouse_is_told_until_the_mouse_leaves(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    walked.run_to(cursor_after(walked, "Hidden 1", "pre_activation"))
    panel, told = shown(qtbot, walked), list[object]()
    panel.value_pointed.connect(told.append)
    (line,) = (line for line in lines(panel) if line.accessibleName().endswith(", z"))
    second = line.block_corner.toPoint() + QPoint(62 + 10, 8)
    qtbot.mouseMove(line, line.block_corner.toPoint() + QPoint(8, 8))
    qtbot.mouseMove(line, second)
    qtbot.mouseMove(line, second + QPoint(2, 2))
    QApplication.sendEvent(line, QEvent(QEvent.Type.Leave))
    node = next(node.id for node in walked.network.nodes if node.name == "Hidden 1")
    assert told == [(node, "pre_activation", (0, 0)), (node, "pre_activation", (0, 1)), None]
