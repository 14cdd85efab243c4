"""What the network answers where there are no samples: over the plane of two features, or along the line of one.

The same forward-only programs that measure training make these pictures, from a copy of the flat parameters. They are
compiled once for a state and run again for every newer copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from playground.engine.evaluation import Evaluator
from playground.engine.instruction import Array
from playground.engine.parameters import ParameterArrays
from playground.session.state import State

MAP_POINTS = 64  # along each axis
MAP_MARGIN = 0.15  # of the data's range, on each side
LONE_MARGIN = 1.0  # where all samples have the same value
CURVE_POINTS = 200


@dataclass(frozen=True, eq=False)
class PlaneMap:
    """A network's answer over the plane of two inputs: (rows, columns, outputs), y upwards, in the data's own units."""

    values: Array
    extent: tuple[float, float, float, float]  # left, right, bottom, top


class Predictor:
    """Asks the network of one state, with whatever parameters of its layout."""

    def __init__(self, state: State) -> None:
        self._state = state

    def plane(self, values: Array) -> PlaneMap | None:
        """The answer over the plane; None unless there are exactly two features and everything fits."""
        if self._columns != 2:
            return None
        answers = self.answers(values, self._grid)
        return PlaneMap(answers.reshape(MAP_POINTS, MAP_POINTS, -1), self._extent)

    def curve(self, values: Array) -> tuple[Array, Array] | None:
        """(x, prediction) along the only feature; None unless there is exactly one."""
        if self._columns != 1:
            return None
        x = np.linspace(*self._extent[:2], CURVE_POINTS)
        return x, self.answers(values, x[:, None])

    def answers(self, values: Array, features: Array) -> Array:
        """The network's answers (rows, outputs) for features in the data's own units, with these flat parameters."""
        assert self._state.prepared is not None
        np.copyto(self._evaluator.arrays.values, values)
        with np.errstate(all="ignore"):
            return self._evaluator.predict(self._state.prepared.standardized(features))

    @cached_property
    def _evaluator(self) -> Evaluator:
        learned = self._state.learned
        assert learned is not None
        return Evaluator(self._state.diagram.network, ParameterArrays.of(learned.layout, learned.values, {}))

    @property
    def _columns(self) -> int:
        """How many features there are, 0 while the network cannot answer."""
        return self._state.data.dataset.columns if self._state.data is not None and self._state.learned else 0

    @cached_property
    def _extent(self) -> tuple[float, float, float, float]:
        assert self._state.dataset is not None
        features = self._state.dataset.features
        low, high = features.min(axis=0), features.max(axis=0)
        margin = np.where(high > low, MAP_MARGIN * (high - low), LONE_MARGIN)
        (left, *bottom), (right, *top) = low - margin, high + margin
        return float(left), float(right), float(*bottom or (0.0,)), float(*top or (0.0,))

    @cached_property
    def _grid(self) -> Array:
        left, right, bottom, top = self._extent
        x, y = np.linspace(left, right, MAP_POINTS), np.linspace(bottom, top, MAP_POINTS)
        return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
