"""The loss over the learned numbers is the engine's own, and the path of descent is where it has been."""

from __future__ import annotations

import numpy as np
import pytest

from playground.document import graph_examples as graphs
from playground.document.document import Document
from playground.session.descent_trail import Stretch
from playground.session.loss_surface import MOST_POINTS, DescentPath, LossSurface
from playground.session.state import State, opened
from playground.session.workbench import Workbench


def state_of(document: Document) -> State:
    """The state right after opening."""
    return opened(document.diagram, document.learned)


def parabola() -> Document:
    """(w − 3)², w from 0."""
    return Document(graphs.graph("L = (w - 3)**2", {}, {"w": 0.0}, 0.1))


def test_one_number_has_a_curve() -> None:
    surface = LossSurface.of(state_of(parabola()))
    assert surface is not None
    across, losses = surface.along(-1.0, 5.0, 25)
    assert surface.names == ("w",)
    assert losses == pytest.approx((across - 3) ** 2)
    assert surface.slope(np.array([1.0])) == pytest.approx([-4.0])


def test_two_numbers_have_a_surface_rows_upwards() -> None:
    surface = LossSurface.of(state_of(graphs.one_neuron()))
    assert surface is not None
    w2, w1 = (surface.names.index(name) for name in ("w2", "w1"))
    losses = surface.over((0.0, 4.0, 5.0, 7.0), 9)
    columns, rows = np.meshgrid(np.linspace(0, 4, 9), np.linspace(5, 7, 9))
    pair = (columns, rows)
    assert losses == pytest.approx((3 * pair[w2] + pair[w1] + pair[w2] - 17) ** 2)


def test_more_numbers_have_none() -> None:
    assert LossSurface.of(state_of(graphs.mazur())) is None
    assert LossSurface.of(state_of(graphs.doubled_squared())) is None


def test_the_surface_agrees_with_what_training_sees() -> None:
    bench = Workbench(state_of(graphs.one_neuron()))
    surface = LossSurface.of(bench.state)
    assert surface is not None
    for _ in range(3):
        assert bench.state.learned is not None
        gradient = surface.slope(bench.state.learned.values)
        before = bench.state.learned.values
        bench.update_once()
        assert bench.state.learned.values == pytest.approx(before - 0.01 * gradient, rel=1e-14)


def test_going_back_cuts_the_path() -> None:
    path = DescentPath()
    for update in range(5):
        path.settle(update, np.array([float(update)]))
    path.settle(2, np.array([2.0]))
    assert path.points.ravel().tolist() == [0.0, 1.0, 2.0]
    path.settle(0, np.array([7.0]))
    assert path.points.ravel().tolist() == [7.0]


def test_a_run_adds_its_way_and_ends_where_it_is_settled() -> None:
    path = DescentPath()
    path.settle(0, np.array([0.0]))
    path.follow(Stretch(np.array([10, 20, 30]), np.array([[1.0], [2.0], [3.0]])))
    path.settle(30, np.array([3.0]))
    assert (path.updates, path.points.ravel().tolist()) == ([0, 10, 20, 30], [0.0, 1.0, 2.0, 3.0])
    path.settle(20, np.array([2.0]))
    assert path.points.ravel().tolist() == [0.0, 1.0, 2.0]


def test_memory_is_bounded() -> None:
    path = DescentPath()
    for update in range(3 * MOST_POINTS):
        path.settle(update, np.array([float(update)]))
    assert len(path.values) <= MOST_POINTS
    assert path.values[0] == 0.0
    assert path.values[-1] == 3 * MOST_POINTS - 1


def test_a_path_that_went_to_infinity_is_framed_where_it_was_finite() -> None:
    surface = LossSurface.of(state_of(graphs.one_neuron()))
    assert surface is not None
    gone = np.array([[np.inf, -np.inf]])
    near = np.array([[2.0, 6.0]])
    assert surface.frame(np.vstack([near, gone])) == surface.frame(near)
    assert np.isfinite(surface.frame(gone)).all()
