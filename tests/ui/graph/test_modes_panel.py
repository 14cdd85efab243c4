"""Both modes stand side by side; any node can be chosen, and its tangents put on the blocks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from playground.document import graph_examples as graphs
from playground.document.document import Document
from playground.session.pass_samples import one_sample
from playground.session.state import opened
from playground.session.stepper import Stepper
from playground.session.workbench import Workbench
from playground.ui.graph.modes_panel import ModesPanel


def stepper_of(document: Document) -> Stepper:
    """A pass at its start."""
    bench = Workbench(opened(document.diagram, document.learned))
    return bench.stepper(one_sample(bench.state, 0))


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


def test_it_begins_at_the_first_name_and_at_the_result(panel: ModesPanel) -> None:
    titles = [panel.model.headerData(place, Qt.Orientation.Horizontal) for place in range(4)]
    assert titles == ["Node", "Value", "forward: ∂·/∂a", "reverse: ∂e/∂·"]
    assert column_of(panel, 0) == ["a", "b", "c", "v₁ = 1", "d", "e"]
    assert column_of(panel, 2)[-1] == column_of(panel, 3)[0] == "2.000"


def test_a_double_click_differentiates_with_respect_to_a_node(panel: ModesPanel) -> None:
    heard: list[str] = []
    panel.tangents_changed.connect(heard.append)
    panel.on_blocks.setChecked(True)
    panel.table.doubleClicked.emit(panel.model.index(1, 0))
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
