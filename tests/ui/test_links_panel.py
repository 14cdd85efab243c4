"""The links panel plots each link with its tangent and multiplies the slopes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from playground.document import graph_examples as graphs
from playground.engine.instruction import Index, Ref
from playground.ui.link_view import LinkView
from playground.ui.links_panel import LinksPanel
from tests.session.opened_documents import stepper_of


@pytest.fixture
def panel(qtbot: QtBot) -> LinksPanel:
    """A visible panel without a pass."""
    made = LinksPanel()
    qtbot.addWidget(made)
    made.resize(900, 320)
    made.show()
    return made


def texts(panel: LinksPanel) -> str:
    """What can be read."""
    return "\n".join(each.text() for each in panel.findChildren(QLabel) if each.isVisible())


def test_slopes_multiply_beside_the_slope_of_the_whole(panel: LinksPanel) -> None:
    panel.show_stepper(stepper_of(graphs.cube_of_square()))
    assert "∂y/∂x = 300.0 = 75.00 × 1.000 × 4.000" in texts(panel)
    assert [plot.names for plot in panel.plots] == [("x", "v₁"), ("v₁", "u"), ("u", "y"), ("x", "y")]
    assert panel.plots[-1].accessibleDescription() == "∂y/∂x = 300.0 at x = 2.000"


def test_of_several_ways_each_can_be_chosen(panel: LinksPanel) -> None:
    stepper = stepper_of(graphs.one_neuron())
    panel.show_stepper(stepper)
    panel._start.entered.emit(stepper.network.named("w2").id)
    assert "−18.00 along this way; over all 2 ways ∂L/∂w2 = −24.00" in texts(panel)
    panel._way.entered.emit("1")
    assert "−6.000 along this way" in texts(panel)


def test_the_choice_stays_for_the_next_pass(panel: LinksPanel) -> None:
    stepper = stepper_of(graphs.one_neuron())
    panel.show_stepper(stepper)
    panel._start.entered.emit(stepper.network.named("w2").id)
    panel._way.entered.emit("1")
    stepper.next_pass()
    panel.show_stepper(stepper)
    assert panel._start.currentText() == "w2"
    assert panel._way.currentData() == "1"


def test_a_layered_network_and_no_network_have_a_sentence(panel: LinksPanel) -> None:
    for shown in (stepper_of(graphs.mazur()), None):
        panel.show_stepper(shown)
        assert "single number" in texts(panel)


def test_hidden_it_computes_nothing(panel: LinksPanel, qtbot: QtBot) -> None:
    panel.hide()
    panel.show_stepper(stepper_of(graphs.cube_of_square()))
    assert panel.plots == []
    panel.show()
    assert len(panel.plots) == 4


def test_slopes_values_and_plots_lead_to_the_lines_that_compute_them(panel: LinksPanel, qtbot: QtBot) -> None:
    stepper = stepper_of(graphs.one_neuron())
    panel.show_stepper(stepper)
    named = {node.name: node.id for node in stepper.network.nodes}
    panel._start.entered.emit(named["w2"])
    heard: list[tuple[Ref, Index]] = []
    panel.value_followed.connect(heard.append)
    first, whole = (plot.parentWidget() for plot in (panel.plots[0], panel.plots[-1]))
    assert isinstance(first, LinkView)
    assert isinstance(whole, LinkView)
    qtbot.keyClick(first.slope, Qt.Key.Key_Space)
    assert (heard[-1][0].node, heard[-1][0].quantity) == (named["w2"], "contribution")
    qtbot.mouseClick(first.value, Qt.MouseButton.LeftButton)
    assert heard[-1][0].quantity == "activation"
    qtbot.mouseClick(whole.slope, Qt.MouseButton.LeftButton)
    assert heard[-1] == (Ref(named["w2"], "grad_activation"), (0, 0))
    qtbot.mouseClick(whole.plot._area, Qt.MouseButton.LeftButton)
    assert heard[-1] == whole._link.value_at
    stepper.run_to_end()
    assert all(stepper.producer(ref) is not None for ref, _index in heard)
