"""Maps and curves show what the network answers, point by point, in the data's own units."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from playground.data.sources import Generated
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.source import Input
from playground.session.predictions import Predictor
from playground.session.state import opened
from tests.session.diagrams import chain, moons


def test_a_map_covers_all_samples_and_holds_the_forward_pass_of_each_point() -> None:
    state = opened(moons())
    assert state.learned is not None
    assert state.dataset is not None
    shown = Predictor(state).plane(state.learned.values)
    assert shown is not None
    left, right, bottom, top = shown.extent
    assert (state.dataset.features > [left, bottom]).all()
    assert (state.dataset.features < [right, top]).all()
    rows, columns, _ = shown.values.shape
    corner = Predictor(state).answers(state.learned.values, np.array([[right, bottom]]))
    np.testing.assert_allclose(shown.values[0, columns - 1], corner[0], rtol=1e-12)
    assert rows == columns


def test_predictions_agree_with_the_formula_written_out() -> None:
    state = opened(moons())
    assert state.learned is not None
    assert state.prepared is not None
    view = {slot.node + slot.quantity: slot.view(state.learned.values) for slot in state.learned.layout.slots}
    x = np.array([[0.3, -0.2]])
    hidden = np.tanh((x - state.prepared.mean) / state.prepared.scale @ view["n2weights"].T + view["n2bias"])
    expected = 1 / (1 + np.exp(-(hidden @ view["n3weights"].T + view["n3bias"])))
    np.testing.assert_allclose(Predictor(state).answers(state.learned.values, x), expected, rtol=1e-12)


def test_one_feature_gives_a_curve_and_no_map() -> None:
    diagram = chain(Input(1), Dense(3), Dense(1, activation="identity"), MeanSquaredError())
    state = opened(replace(diagram, data=Generated("curve", 30)))
    assert state.learned is not None
    assert Predictor(state).plane(state.learned.values) is None
    curve = Predictor(state).curve(state.learned.values)
    assert curve is not None
    assert curve[0].shape == (200,)
    assert curve[1].shape == (200, 1)


def test_nothing_is_drawn_for_an_unfinished_network() -> None:
    state = opened(chain(Input(2)))
    assert Predictor(state).plane(np.zeros(0)) is None
    assert Predictor(state).curve(np.zeros(0)) is None
