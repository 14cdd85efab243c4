"""The surface panel follows descent on one or two numbers, and draws only while it is seen."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from playground.document import graph_examples as graphs
from playground.document.document import Document
from playground.session.descent_trail import Stretch
from playground.session.state import opened
from playground.session.workbench import Workbench
from playground.ui.surface_panel import SurfacePanel


def bench_of(document: Document) -> Workbench:
    """A session over a document."""
    return Workbench(opened(document.diagram, document.learned))


@pytest.fixture
def panel(qtbot: QtBot) -> SurfacePanel:
    """A panel nobody sees yet."""
    made = SurfacePanel()
    qtbot.addWidget(made)
    made.resize(400, 400)
    return made


def way(update: int, *values: float) -> Stretch:
    """One point of a run."""
    return Stretch(np.array([update]), np.array([values]))


def test_two_numbers_are_a_map_with_every_update_on_it(panel: SurfacePanel) -> None:
    bench = bench_of(graphs.one_neuron())
    panel.show()
    panel.show_state(bench.state)
    for _ in range(3):
        bench.update_once()
        panel.show_state(bench.state)
    assert panel.currentWidget() is panel.map
    assert len(panel.map._path) == 4
    assert panel.map.names == ("w2", "w1")
    assert panel.accessibleDescription().startswith("loss ")


def test_one_number_is_a_curve_with_its_tangent(panel: SurfacePanel) -> None:
    bench = bench_of(Document(graphs.graph("L = (w - 3)**2", {}, {"w": 0.0}, 0.1)))
    panel.show()
    panel.show_state(bench.state)
    assert panel.currentWidget() is panel.curve
    assert panel.curve._touch == pytest.approx((0.0, 9.0, -6.0))
    bench.update_once()
    panel.show_state(bench.state)
    assert panel.curve._touch == pytest.approx((0.6, 5.76, -4.8))


def test_other_networks_have_a_sentence(panel: SurfacePanel) -> None:
    panel.show()
    panel.show_state(bench_of(graphs.mazur()).state)
    assert not panel.is_drawable
    assert panel.map.axes is None
    assert "one or two numbers" in panel.accessibleDescription()


def test_hidden_it_computes_nothing_and_shown_it_catches_up(panel: SurfacePanel) -> None:
    bench = bench_of(graphs.one_neuron())
    panel.show_state(bench.state)
    panel.show_way((way(1, 2.1, 6.1),))
    assert panel.map.axes is None
    panel.show()
    assert panel.map.axes is not None
    assert len(panel.map._path) == 2


def test_a_path_that_leaves_the_picture_is_framed_anew(panel: SurfacePanel) -> None:
    bench = bench_of(graphs.one_neuron())
    panel.show()
    panel.show_state(bench.state)
    before = panel._extent
    panel.show_way((way(1, 40.0, -40.0),))
    assert before != panel._extent
    framed = panel._extent
    panel.show_way((way(2, np.inf, np.nan),))  # diverged: the picture stays
    assert panel._extent == framed


def test_another_document_begins_another_path(panel: SurfacePanel) -> None:
    panel.show()
    panel.show_state(bench_of(graphs.one_neuron()).state)
    panel.show_state(bench_of(graphs.one_neuron()).state)
    assert len(panel.map._path) == 1
