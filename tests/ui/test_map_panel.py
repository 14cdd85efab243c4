"""The picture of what a network answers: which answer is drawn as a yes, which as a no."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import BinaryCrossEntropy, Hinge, Loss, MeanSquaredError
from playground.session.predictions import PlaneMap, Predictor
from playground.session.state import opened
from playground.ui.map_panel import MapPanel
from tests.ui.sample_diagrams import chain


class Shown:
    """Remembers what a map was asked to draw."""

    def __init__(self) -> None:
        self.values = np.zeros(0)

    def set_map(self, values: np.ndarray, _extent: object) -> None:
        """In the place of the map's own."""
        self.values = values


@pytest.mark.parametrize(
    ("loss", "no", "undecided"),
    [(BinaryCrossEntropy(), 0.0, 0.5), (MeanSquaredError(), 0.0, 0.5), (Hinge(), -1.0, 0.0)],
)
def test_the_map_is_white_where_the_answer_turns(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, loss: Loss, no: float, undecided: float
) -> None:
    state = opened(chain(Dense(4), Dense(1, "identity"), loss=loss))
    panel, shown = MapPanel(), Shown()
    qtbot.addWidget(panel)
    monkeypatch.setattr(panel.map, "set_map", shown.set_map)
    panel.show()
    panel.show_state(state)
    assert state.learned is not None
    plane = Predictor(state).plane(state.learned.values)
    assert plane is not None
    expected = np.interp(plane.values[:, :, 0], [no, undecided, 1.0], [-1.0, 0.0, 1.0])
    inside = np.abs(shown.values) < 1
    assert inside.any()
    assert np.allclose(shown.values[inside], expected[inside], atol=1e-12)


def test_the_network_is_asked_only_while_somebody_sees_the_answer(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, asked = opened(chain(Dense(4), Dense(1, "identity"))), list[np.ndarray]()
    plane = Predictor.plane

    def note(predictor: Predictor, values: np.ndarray) -> PlaneMap | None:
        asked.append(values)
        return plane(predictor, values)

    monkeypatch.setattr(Predictor, "plane", note)
    panel = MapPanel()
    qtbot.addWidget(panel)
    panel.show_state(state)
    assert state.learned is not None
    newer = state.learned.values + 1.0
    panel.show_values(newer)
    assert panel.is_drawable
    assert not asked
    panel.show()
    assert [values is newer for values in asked] == [True]
    panel.hide()
    panel.show()
    assert len(asked) == 1
