"""Parameters live in one flat array, their gradients in another, optimizer state in more of the same length.

A layout says which slice belongs to which node. Whole-network work (update, norm, snapshot, file) uses the flat arrays,
an instruction a view of its slice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.engine.errors import NetworkError, ParameterError
from playground.engine.initializers import INITIALIZERS
from playground.engine.network import Network, Node
from playground.engine.operations.operation import ParameterSpec, Shape, shape_text
from playground.engine.quantities import QUANTITIES
from playground.engine.streams import stream

Array = NDArray[Any]


@dataclass(frozen=True)
class Slot:
    """Where one parameter lies: node id, quantity, shape, initializer with its scale, first index in the flat array.

    Updates leave a slot alone that is not `trainable`: a frozen parameter, or a statistic such as a running mean.
    """

    node: str
    quantity: str
    shape: Shape
    initializer: str
    start: int
    scale: float = 1.0
    trainable: bool = True

    @cached_property
    def stop(self) -> int:
        """One past the last index."""
        return self.start + prod(self.shape)

    @property
    def symbol(self) -> str:
        """The parameter's symbol, by which files of parameters call it: W, b …"""
        return QUANTITIES[self.quantity].symbol

    def view(self, flat: Array) -> Array:
        """This parameter's part of a flat array, in its own shape; writes go through."""
        part = flat[self.start : self.stop]
        return part if len(self.shape) == 1 else part.reshape(self.shape)


@dataclass(frozen=True)
class Layout:
    """All parameters of a network: those that updates change first, then the rest, each in topological order."""

    slots: tuple[Slot, ...]

    @property
    def size(self) -> int:
        """How many numbers the network keeps."""
        return self.slots[-1].stop if self.slots else 0

    @cached_property
    def trainable_size(self) -> int:
        """How many of them an update changes: they come first in the flat array."""
        return max((slot.stop for slot in self.slots if slot.trainable), default=0)

    @cached_property
    def by_place(self) -> Mapping[tuple[str, str], Slot]:
        """Slots by (node id, quantity)."""
        return {(slot.node, slot.quantity): slot for slot in self.slots}

    def slot(self, node: str, quantity: str) -> Slot:
        """The slot of that parameter; `KeyError` if the node has none."""
        return self.by_place[node, quantity]


def layout_of(network: Network) -> Layout:
    """The layout of a complete network; raises its first problem otherwise."""
    _ = network.shapes
    found = [(node.id, spec) for node in network.order for spec in _own_parameters(network, node)]
    found.sort(key=lambda entry: not _trainable(network, *entry))
    starts = accumulate((prod(spec.shape) for _node, spec in found), initial=0)
    return Layout(
        tuple(
            Slot(node, spec.quantity, spec.shape, spec.initializer, start, spec.scale, _trainable(network, node, spec))
            for (node, spec), start in zip(found, starts, strict=False)
        )
    )


def _own_parameters(network: Network, node: Node) -> tuple[ParameterSpec, ...]:
    """What the node keeps itself; one that shares another's parameters keeps none."""
    return () if node.learning.shares else network.parameters(node)


def _trainable(network: Network, node: str, spec: ParameterSpec) -> bool:
    return spec.trainable and spec.quantity not in network.node(node).learning.frozen


def initialize(layout: Layout, seed: int) -> NDArray[np.float64]:
    """First values, (layout.size,): each parameter from its own stream, so that added layers shift no draw."""
    flat = np.empty(layout.size)
    for slot in layout.slots:
        slot.view(flat)[...] = draw(slot, seed)
    return flat


def draw(slot: Slot, seed: int) -> NDArray[np.float64]:
    """First values of one parameter, in its shape."""
    drawn = INITIALIZERS[slot.initializer].draw(stream(seed, "initialize", slot.node, slot.quantity), slot.shape)
    return drawn if slot.scale == 1.0 else drawn * slot.scale


def with_values(
    network: Network, layout: Layout, flat: Array, given: Mapping[str, Mapping[str, object]]
) -> NDArray[np.float64]:
    """A copy of `flat` with the parameters in `given` set, e.g. `{"Dense 1": {"W": [[…]], "b": […]}}` by node name.

    `ParameterError` names the block for an unknown name, a wrong shape or a number that is not finite.
    """
    result = np.array(flat, dtype=np.float64)
    for name, values in given.items():
        node = _named(network, name)
        for short, value in values.items():
            slot = _given_slot(layout, node.id, name, short)
            slot.view(result)[...] = _given_array(slot, f"{short} of {name}", value)
    return result


def _named(network: Network, name: str) -> Node:
    try:
        return network.named(name)
    except NetworkError as error:
        raise ParameterError(str(error)) from None


def _given_slot(layout: Layout, node: str, name: str, short: str) -> Slot:
    known = {slot.symbol: slot for slot in layout.slots if slot.node == node}
    if short not in known:
        listed = ", ".join(known) or "none"
        raise ParameterError(f"{name} has no parameter {short!r}; it has {listed}", node)
    return known[short]


def _given_array(slot: Slot, place: str, value: object) -> Array:
    array = _table(value)
    if array.dtype.kind not in "iuf":
        raise ParameterError(f"{place} is not a table of numbers of shape {shape_text(slot.shape)}", slot.node)
    if array.shape != slot.shape:
        found, expected = shape_text(array.shape), shape_text(slot.shape)
        raise ParameterError(f"{place} has shape {found}, expected {expected}", slot.node)
    if not np.isfinite(array).all():
        raise ParameterError(f"{place} holds NaN or infinity", slot.node)
    return array


def _table(value: object) -> Array:
    """The value as an array; rows of unequal length, like all that is no number, give one of another kind."""
    try:
        return np.array(value)
    except ValueError:
        return np.array(None)


@dataclass
class Clock:
    """Where a run stands, for all that depends on it: random masks by the update, schedules by the epoch.

    `updates` counts those done before this one, `position` the samples of the epoch used before it, of `samples`.
    """

    seed: int = 0
    updates: int = 0
    epoch: int = 0
    position: int = 0
    samples: int = 1


@dataclass(frozen=True, eq=False)
class ParameterArrays:
    """The living arrays of a run: values and gradients of shape (layout.size,), optimizer state by name.

    A state is of that shape too, or one number for the whole network. All programs of a run share these arrays.
    """

    layout: Layout
    values: Array
    gradients: Array
    moments: Mapping[str, Array]
    state: Array  # values and moments end to end in one array, so that one call tells whether all are finite
    clock: Clock = field(default_factory=Clock)

    @classmethod
    def of(
        cls, layout: Layout, values: Array, moments: Mapping[str, Array], dtype: type[np.number[Any]] = np.float64
    ) -> ParameterArrays:
        """Fresh arrays of `dtype` filled from `values` and `moments`; the gradients start at zero."""
        state = np.concatenate(
            [np.ravel(array) for array in (values, *moments.values())], dtype=dtype, casting="unsafe"
        )
        ends = accumulate(array.size for array in (values, *moments.values()))
        first, *rest = (
            state[end - array.size : end].reshape(array.shape)
            for array, end in zip((values, *moments.values()), ends, strict=True)
        )
        return cls(layout, first, np.zeros(layout.size, dtype), dict(zip(moments, rest, strict=True)), state)

    @property
    def dtype(self) -> type[np.number[Any]]:
        """The precision of everything in the run."""
        return self.values.dtype.type

    def kept(self) -> tuple[NDArray[np.float64], dict[str, NDArray[np.float64]]]:
        """Copies of values and moments in double precision, as they are kept and saved whatever the run's own."""
        moments = {name: np.array(moment, np.float64) for name, moment in self.moments.items()}
        return np.array(self.values, np.float64), moments


def kept(
    layout: Layout, seed: int, sources: Sequence[tuple[Layout, Array]]
) -> tuple[NDArray[np.float64], tuple[Slot, ...]]:
    """Values for `layout`: each parameter from the first source that has it in the same shape, else freshly drawn.

    Returns the flat array and the slots that had to be drawn.
    """
    flat = np.empty(layout.size)
    drawn: list[Slot] = []
    for slot in layout.slots:
        found = next(filter(None, (_found(slot, *source) for source in sources)), None)
        if found is None:
            drawn.append(slot)
        slot.view(flat)[...] = draw(slot, seed) if found is None else found[0]
    return flat, tuple(drawn)


def _found(slot: Slot, layout: Layout, flat: Array) -> tuple[Array] | None:
    other = layout.by_place.get((slot.node, slot.quantity))
    return (other.view(flat),) if other is not None and other.shape == slot.shape else None
