"""The loss as a function of the one or two numbers that learn, over all training samples, and the path of descent.

Each point is a run of the engine's own forward program with other parameters. Knows nothing of windows.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import compress

import numpy as np

from playground.engine.compiler import compile_program
from playground.engine.instruction import Array, Call, Phase, run_calls
from playground.engine.parameters import ParameterArrays, Slot
from playground.engine.program import Program
from playground.engine.quantities import QUANTITIES
from playground.engine.samples import Samples
from playground.session.descent_trail import Stretch, spaced
from playground.session.state import State

MOST_SAMPLES = 2_000
MOST_POINTS = 1_000
COARSE, GROWTHS = 9, (1.0, 1.8, 3.2, 5.8)
Extent = tuple[float, float, float, float]  # left, right, bottom, top


class LossSurface:
    """One program over the whole training part; its parameters are moved about."""

    def __init__(self, state: State, samples: Samples) -> None:
        learned = state.learned
        assert learned is not None
        network = state.diagram.network
        self._arrays = ParameterArrays.of(learned.layout, learned.values, {})
        self._program: Program = compile_program(network, self._arrays, len(samples))
        self._program.load(samples.features, samples.targets)
        assert network.loss is not None
        self._loss = self._program.value("loss", network.loss.id)
        self._calls: tuple[Call, ...] = tuple(self._program.calls(Phase.FORWARD, Phase.LOSS, optional=True))
        names = {node.id: node.name for node in network.nodes}
        self.names = tuple(
            _name(slot, names[slot.node]) for slot in learned.layout.slots for _ in range(slot.stop - slot.start)
        )

    @classmethod
    def of(cls, state: State) -> LossSurface | None:
        """The surface of a state; None unless it is ready, one or two numbers learn, and the data are few."""
        if state.learned is None or state.data is None or state.learned.layout.size not in (1, 2):
            return None
        samples = state.data.training.train
        return cls(state, samples) if 0 < len(samples) <= MOST_SAMPLES else None

    @property
    def size(self) -> int:
        """How many numbers learn: 1 or 2."""
        return len(self.names)

    def loss(self, values: Array) -> float:
        """The loss at these parameters."""
        np.copyto(self._arrays.values, values)
        with np.errstate(all="ignore"):
            run_calls(self._calls)
        return float(self._loss.item())

    def slope(self, values: Array) -> Array:
        """The gradient there, by the same program's backward pass."""
        self.loss(values)
        with np.errstate(all="ignore"):
            run_calls(self._program.calls(Phase.BACKWARD))
        return self._arrays.gradients.copy()

    def frame(self, points: Array) -> Extent:
        """A part of the plane (of a line: bottom and top are 0) with all finite points and a minimum that is near."""
        finite = points[np.isfinite(points).all(axis=1)]
        near = finite if finite.size else np.zeros((1, points.shape[1]))
        low, high = near.min(axis=0), near.max(axis=0)
        middle, reach = (low + high) / 2, np.maximum((high - low) * 0.75, np.maximum(1.0, 0.5 * np.abs(high)))
        for growth in GROWTHS:
            if not self._ends_low(middle, reach * growth):
                return _extent(middle, reach * growth)
        return _extent(middle, reach)

    def _ends_low(self, middle: Array, reach: Array) -> bool:
        """Whether a coarse look finds the lowest point at the edge, so that a minimum may lie beyond."""
        steps = np.linspace(-1.0, 1.0, COARSE)
        grid = np.stack(np.meshgrid(*[steps] * self.size), axis=-1).reshape(-1, self.size)
        losses = np.array([self.loss(middle + reach * place) for place in grid])
        best = grid[int(np.argmin(np.where(np.isfinite(losses), losses, np.inf)))]
        return bool(np.any(np.abs(best) == 1.0))

    def along(self, left: float, right: float, points: int = 161) -> tuple[Array, Array]:
        """(θ, loss) where one number learns."""
        across = np.linspace(left, right, points)
        return across, np.array([self.loss(value) for value in across[:, None]])

    def over(self, extent: Extent, points: int = 41) -> Array:
        """The loss over the plane of two numbers: (rows, columns), the first row the lowest."""
        left, right, bottom, top = extent
        rows, columns = np.linspace(bottom, top, points), np.linspace(left, right, points)
        return np.array([[self.loss(np.array([x, y])) for x in columns] for y in rows])


def _extent(middle: Array, reach: Array) -> Extent:
    (left, *bottom), (right, *top) = (middle - reach).tolist(), (middle + reach).tolist()
    return left, right, *(bottom or (0.0,)), *(top or (0.0,))


@dataclass
class DescentPath:
    """Where the parameters have been: (update, values), in order; a state of an earlier update cuts the path there."""

    updates: list[int] = field(default_factory=list)
    values: list[Array] = field(default_factory=list)

    def settle(self, update: int, values: Array) -> None:
        """The run stands at this update now."""
        self._cut(update)
        self._append(update, values)

    def follow(self, stretch: Stretch) -> None:
        """A run in progress came by here."""
        self._cut(int(stretch.updates[0]))
        for update, values in zip(stretch.updates.tolist(), stretch.values, strict=True):
            self._append(update, values)

    @property
    def points(self) -> Array:
        """(points, parameters)"""
        return np.array(self.values)

    def _cut(self, update: int) -> None:
        kept = bisect_left(self.updates, update)
        del self.updates[kept:], self.values[kept:]

    def _append(self, update: int, values: Array) -> None:
        self.updates.append(update)
        self.values.append(np.array(values))
        if len(self.values) > MOST_POINTS:  # the first, and as many again as half, evenly along the way
            kept = [True, *spaced(self.points[1:], 0.0, MOST_POINTS // 2).tolist()]
            self.updates, self.values = list(compress(self.updates, kept)), list(compress(self.values, kept))


def _name(slot: Slot, block: str) -> str:
    """A learned number of a graph has a name of its own; others are a block's weights and biases."""
    return block if slot.quantity == "value" else f"{QUANTITIES[slot.quantity].symbol} of {block}"
