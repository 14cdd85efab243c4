"""What a network has learned so far, as a frozen value: parameters, optimizer state, counters and the curve.

It is all a run needs to resume bit for bit, beside the network and its settings: random draws are named by seed and
counters (see `streams`), so no generator's state is stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from numpy.typing import NDArray

from playground.engine.bits import same_bits
from playground.engine.descent import Descent
from playground.engine.history import History
from playground.engine.network import Network
from playground.engine.operations.operation import Shape
from playground.engine.parameters import Layout, initialize, kept, layout_of

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Learned:
    """Flat read-only arrays of shape (layout.size,) and where the run stands; a moment may be 0-d, such as a count.

    `epoch` counts completed epochs, `position` the samples of the current epoch already used, `updates` all updates.
    """

    layout: Layout
    values: Array
    moments: dict[str, Array] = field(default_factory=dict)
    epoch: int = 0
    position: int = 0
    updates: int = 0
    history: History = field(default_factory=History)

    def __post_init__(self) -> None:
        for array in (self.values, *self.moments.values()):
            array.setflags(write=False)

    def moments_for(self, descent: Descent) -> dict[str, Array]:
        """The state that a descent needs: what is stored under its names, else its start."""
        return descent.state(self.layout.size, self.moments)

    def same_as(self, other: Learned) -> bool:
        """Whether every bit agrees."""
        if self._counters() != other._counters() or self.moments.keys() != other.moments.keys():
            return False
        pairs = [(self.values, other.values), *((array, other.moments[name]) for name, array in self.moments.items())]
        return all(same_bits(one, another) for one, another in pairs)

    def _counters(self) -> tuple[object, ...]:
        return self.epoch, self.position, self.updates, self.layout, self.history


def fresh(network: Network, seed: int) -> Learned:
    """The beginning: initialized parameters, no optimizer state, no history."""
    layout = layout_of(network)
    return Learned(layout, initialize(layout, seed))


def adapted(network: Network, seed: int, before: Learned, attic: tuple[Learned, ...] = ()) -> Learned:
    """What remains of `before` for an edited network: each parameter of a kept block in its kept shape.

    New or reshaped parameters come from `attic` (earlier states, newest first) if one has them, else are initialized.
    If the parameters are those of `before` the counters and the curve stay; otherwise the run begins anew.
    """
    layout = layout_of(network)
    if layout == before.layout:
        return before
    if _shapes(layout) == _shapes(before.layout):
        return _rearranged(layout, before)
    sources = [(learned.layout, learned.values) for learned in (before, *attic)]
    values, _drawn = kept(layout, seed, sources)
    match = next((old for old in attic if old.layout == layout and same_bits(old.values, values)), None)
    return match or Learned(layout, values)


def _shapes(layout: Layout) -> dict[tuple[str, str], Shape]:
    return {place: slot.shape for place, slot in layout.by_place.items()}


def _rearranged(layout: Layout, before: Learned) -> Learned:
    """The same parameters in another order, or with other initializers for the next run."""

    def moved(flat: Array) -> Array:
        return kept(layout, 0, [(before.layout, flat)])[0] if flat.ndim else flat

    moments = {name: moved(moment) for name, moment in before.moments.items()}
    return replace(before, layout=layout, values=moved(before.values), moments=moments)
