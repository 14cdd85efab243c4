"""The picture of what a network answers: a map for two features, a fitted curve for one, a sentence for more.

It asks the network only while someone can see the answer.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget

from playground.engine.instruction import Array
from playground.engine.operations.losses import Loss
from playground.session.predictions import Predictor
from playground.session.state import State
from playground.ui.palette import LIGHT, Theme
from playground.ui.plots.curve_fit import CurveFit
from playground.ui.plots.decision_map import DecisionMap


class MapPanel(QStackedWidget):
    """Shows the state's data, and predictions from whatever parameters it is handed."""

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self.map, self.curve = DecisionMap(theme), CurveFit(theme)
        for plot in (self.map, self.curve):
            plot.header.set_title_visible(False)
            self.addWidget(plot)
        self._state: State | None = None
        self._predictor: Predictor | None = None
        self._waiting: np.ndarray | None = None  # flat parameters to draw as soon as somebody can see it

    @property
    def is_drawable(self) -> bool:
        """Whether the data have one or two features and a target, so that there is a picture."""
        return self._state is not None and _columns(self._state) in (1, 2)

    def show_state(self, state: State) -> None:
        """Show the samples of the data, if they can be drawn, and what the present parameters say."""
        changed = self._state is None or self._state.prepared is not state.prepared
        self._state, self._predictor = state, Predictor(state)
        columns = _columns(state)
        self.setCurrentWidget(self.curve if columns == 1 else self.map)
        if changed or state.data is None:
            self.map.clear()
            self.curve.clear()
            if columns in (1, 2):
                self._show_points(state)
        if state.learned is not None and columns:
            self.show_values(state.learned.values)

    def show_values(self, values: object) -> None:
        """Draw what the network answers with these flat parameters."""
        assert isinstance(values, np.ndarray)
        self._waiting = values
        if self.isVisible():
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """What was not drawn while hidden is drawn now."""
        super().showEvent(event)
        self._draw()

    def _draw(self) -> None:
        values, self._waiting = self._waiting, None
        learned = None if self._state is None else self._state.learned
        if values is None or self._predictor is None or learned is None or not self.is_drawable:
            return
        if learned.values.shape != values.shape:
            return
        plane = self._predictor.plane(values)
        if plane is not None:
            self.map.set_map(self._as_drawn(plane.values), plane.extent)
        curve = self._predictor.curve(values)
        if curve is not None:
            self.curve.set_curve(curve[0], curve[1][:, 0])

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self.map.set_theme(theme)
        self.curve.set_theme(theme)

    def _as_drawn(self, answers: Array) -> Array:
        """Several outputs as they are; one yes-or-no output from −1 to 1; one number over the largest target."""
        assert self._state is not None
        assert self._state.dataset is not None
        if answers.shape[2] > 1:
            return answers
        if self._state.dataset.task == "classification":
            threshold = self._threshold(self._state)
            return (answers[:, :, 0] - threshold) / (1 - threshold)
        return answers[:, :, 0] / (float(np.abs(self._state.dataset.targets).max()) or 1.0)

    def _threshold(self, state: State) -> float:
        """The answer at which no turns into yes: ½ for a probability, 0 where the sign decides."""
        loss = state.diagram.network.loss
        assert loss is not None
        assert isinstance(loss.operation, Loss)
        return loss.operation.decision_threshold

    def _show_points(self, state: State) -> None:
        assert state.dataset is not None
        assert state.prepared is not None
        features, targets = state.dataset.features, state.dataset.targets
        validation = np.zeros(len(features), dtype=np.bool_)
        validation[state.prepared.validation_index] = True
        if features.shape[1] == 1:
            self.curve.set_points(features[:, 0], targets.reshape(len(targets), -1)[:, 0], validation)
        else:
            sides = targets if state.dataset.task == "classification" else targets[:, 0] > 0
            self.map.set_points(features, sides, validation)


def _columns(state: State) -> int:
    """How many features there are to draw against; none where nothing is to be predicted."""
    return state.dataset.columns if state.dataset is not None and state.dataset.targets.size else 0
