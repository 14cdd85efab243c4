"""Both modes stand side by side; any node can be chosen, and its tangents put on the blocks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from playground.document import graph_examples as graphs
from playground.engine.instruction import Ref
from playground.ui.graph.modes_panel import ModesPanel
from tests.session.opened_documents import stepper_of

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def panel(qtbot: QtBot) -> ModesPanel:
    """A visible panel over Olah's graph."""
    made = ModesPanel()
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    made.show_stepper(stepper_of(graphs.sum_times_sum()))
    return made


def column_of(panel: ModesPanel, place: int) -> list[str]:
    """The texts of a column."""
    return [str(panel.model.data(panel.model.index(row, place))) for row in range(panel.model.rowCount())]


def place_of(panel: ModesPanel, row: int, column: int) -> QPoint:
    """The middle of a cell."""
    return panel.table.visualRect(panel.model.index(row, column)).center()


def click(panel: ModesPanel, row: int, column: int) -> None:
    """A click on a cell."""
    QTest.mouseClick(panel.table.viewport(), LEFT, PLAIN, place_of(panel, row, column))


def double_click(panel: ModesPanel, row: int, column: int) -> None:
    """A double click on a cell, as Qt sends it: a click before."""
    click(panel, row, column)
    QTest.mouseDClick(panel.table.viewport(), LEFT, PLAIN, place_of(panel, row, column))


def test_it_begins_at_the_first_name_and_at_the_result(panel: ModesPanel) -> None:
    titles = [panel.model.headerData(place, Qt.Orientation.Horizontal) for place in range(4)]
    assert titles == ["Node", "Value", "forward: ∂·/∂a", "reverse: ∂e/∂·"]
    assert column_of(panel, 0) == ["a", "b", "c", "v₁ = 1", "d", "e"]
    assert column_of(panel, 2)[-1] == column_of(panel, 3)[0] == "2.000"


def test_a_double_click_differentiates_with_respect_to_a_node(panel: ModesPanel) -> None:
    heard: list[str] = []
    panel.tangents_changed.connect(heard.append)
    panel.on_blocks.setChecked(True)
    double_click(panel, 1, 0)
    assert column_of(panel, 2)[-1] == "5.000"
    assert heard[-1] == panel.start == panel.model.node(1)
    panel.on_blocks.setChecked(False)
    assert heard[-1] == ""


def test_reverse_mode_begins_at_any_node(panel: ModesPanel) -> None:
    panel._end.entered.emit(panel.model.node(2))
    assert column_of(panel, 3) == ["1.000", "1.000", "1.000", "0", "0", "0"]


def test_layers_have_a_sentence_instead(panel: ModesPanel) -> None:
    panel.show_stepper(stepper_of(graphs.mazur()))
    assert not panel.table.isVisible()
    assert panel._empty.isVisible()


def test_another_graph_begins_at_its_own_nodes_even_while_hidden(panel: ModesPanel) -> None:
    heard: list[str] = []
    panel.differentiate(panel.model.node(4))
    panel.on_blocks.setChecked(True)
    panel.hide()
    panel.tangents_changed.connect(heard.append)
    stepper = stepper_of(graphs.one_neuron())
    panel.show_stepper(stepper)
    assert heard == [stepper.network.named("x").id]
    panel.show_stepper(stepper_of(graphs.mazur()))
    assert heard[-1] == ""


def test_a_click_on_a_derivative_says_what_it_is_the_sum_of(panel: ModesPanel) -> None:
    click(panel, 1, 3)
    assert panel.sum.text() == "∂e/∂b = ∂e/∂c · ∂c/∂b + ∂e/∂d · ∂d/∂b = 2.000 × 1.000 + 3.000 × 1.000 = 5.000"
    click(panel, 1, 2)
    assert panel.sum.text() == "∂b/∂a = 0: nothing arrives here"
    QTest.keyClick(panel.table, Qt.Key.Key_Up)
    assert panel.sum.text() == "∂a/∂a = 1.000: here it begins"
    assert panel.table.accessibleDescription() == panel.sum.text()


def test_a_click_or_enter_follows_a_number_of_the_pass(panel: ModesPanel) -> None:
    heard: list[object] = []
    panel.value_followed.connect(heard.append)
    node = panel.model.node(4)
    click(panel, 4, 1)
    assert heard.pop() == (Ref(node, "activation"), (0, 0))
    click(panel, 4, 2)
    assert heard == []  # no line of a pass computes what forward mode carries along
    QTest.keyClick(panel.table, Qt.Key.Key_Right)
    assert heard == []
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert heard.pop() == (Ref(node, "grad_activation"), (0, 0))
    panel._end.entered.emit(panel.model.node(4))
    click(panel, 1, 3)
    assert heard == []  # the pass goes back from the result, and from nowhere else


def test_every_cell_says_in_its_tip_what_a_click_does(panel: ModesPanel) -> None:
    tips = [str(panel.model.data(panel.model.index(1, place), Qt.ItemDataRole.ToolTipRole)) for place in range(4)]
    assert all("click" in tip and "Enter" in tip for tip in tips)
