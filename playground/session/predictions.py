"""What the network answers where there are no samples: over the plane of two features, or along the line of one.

The same forward-only programs that measure training make these pictures, from a copy of the flat parameters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.engine.evaluation import Evaluator
from playground.engine.instruction import Array
from playground.engine.parameters import ParameterArrays
from playground.session.state import State

MAP_POINTS = 64  # along each axis
MAP_MARGIN = 0.15  # of the data's range, on each side
CURVE_POINTS = 200


@dataclass(frozen=True, eq=False)
class PlaneMap:
    """A network's answer over the plane of two inputs: (rows, columns, outputs), y upwards, in the data's own units."""

    values: Array
    extent: tuple[float, float, float, float]  # left, right, bottom, top


def decision_map(state: State, values: Array) -> PlaneMap | None:
    """The network's answer over the plane; None unless there are exactly two features and everything fits."""
    if state.data is None or state.learned is None or state.data.dataset.columns != 2:
        return None
    extent = _extent(state.data.dataset.features)
    left, right, bottom, top = extent
    x, y = np.linspace(left, right, MAP_POINTS), np.linspace(bottom, top, MAP_POINTS)
    grid = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    answers = predict(state, values, grid)
    return PlaneMap(answers.reshape(MAP_POINTS, MAP_POINTS, -1), extent)


def fitted_curve(state: State, values: Array) -> tuple[Array, Array] | None:
    """(x, prediction) along the only feature; None unless there is exactly one."""
    if state.data is None or state.learned is None or state.data.dataset.columns != 1:
        return None
    features = state.data.dataset.features
    margin = MAP_MARGIN * float(np.ptp(features))
    x = np.linspace(features.min() - margin, features.max() + margin, CURVE_POINTS)
    return x, predict(state, values, x[:, None])


def predict(state: State, values: Array, features: Array) -> Array:
    """The network's answers (rows, outputs) for features in the data's own units, with the given flat parameters."""
    assert state.learned is not None
    assert state.prepared is not None
    arrays = ParameterArrays.of(state.learned.layout, values, {})
    with np.errstate(all="ignore"):
        return Evaluator(state.diagram.network, arrays).predict(state.prepared.standardized(features))


def _extent(features: Array) -> tuple[float, float, float, float]:
    low, high = features.min(axis=0), features.max(axis=0)
    margin = np.maximum(MAP_MARGIN * (high - low), 1e-6)
    (left, bottom), (right, top) = low - margin, high + margin
    return float(left), float(right), float(bottom), float(top)
