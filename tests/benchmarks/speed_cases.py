"""What is raced: a network, a batch size and a precision, with the data and the first parameters that all racers share.

Knows the racers' common shape, not the racers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from playground.engine.network import Edge, Network, Node
from playground.engine.operations.catalogue import LOSSES
from playground.engine.operations.convolution import Conv2D
from playground.engine.operations.dense import Dense
from playground.engine.operations.operation import Operation
from playground.engine.operations.pooling import MaxPool2D
from playground.engine.operations.shaping import Flatten, Reshape
from playground.engine.operations.source import Input
from playground.engine.parameters import initialize, layout_of

Array = np.ndarray[Any, Any]
Parameters = list[tuple[Array, Array]]  # W: (units, inputs), b: (units,) of each layer
RATE = 0.05
WINDOW, FILTERS = 3, 8


@dataclass(frozen=True, eq=False)
class Racer:
    """`epoch` makes one update a batch, in order; `parameters` shows what came of it (None: nothing to compare)."""

    epoch: Callable[[], object]
    parameters: Callable[[], Parameters] | None = None


@dataclass(frozen=True)
class Case:
    """A network by its widths, e.g. (2, 8, 8, 8, 1); one output asks yes or no, more are classes."""

    widths: tuple[int, ...]
    batch: int
    dtype: type[np.floating[Any]]
    updates: int = 20
    convolution: bool = False  # eight filters 3 × 3 and pooling 2 × 2 in place of the hidden layer

    @property
    def name(self) -> str:
        """E.g. `2-4-2-1, batch 10, float64`."""
        net = "conv-10 on digits" if self.convolution else "-".join(map(str, self.widths))
        return f"{net}, batch {self.batch}, {self.dtype.__name__}"

    @property
    def hidden(self) -> str:
        """The activation of the hidden layers: tanh in small networks, ReLU in those of classes."""
        return "tanh" if self.widths[-1] == 1 else "relu"

    @cached_property
    def network(self) -> Network:
        """The engine's."""
        layers = self._convolved() if self.convolution else [Dense(width, self.hidden) for width in self.widths[1:-1]]
        loss = LOSSES["binary_cross_entropy" if self.widths[-1] == 1 else "softmax_cross_entropy"]()
        blocks: list[Operation] = [Input(self.widths[0]), *layers, Dense(self.widths[-1], "identity"), loss]
        nodes = tuple(Node(f"n{place}", f"Block {place}", block) for place, block in enumerate(blocks))
        return Network(nodes, tuple(Edge(one.id, other.id) for one, other in pairwise(nodes)))

    def _convolved(self) -> list[Operation]:
        side = round(self.widths[0] ** 0.5)
        filters = Conv2D(FILTERS, (WINDOW, WINDOW))
        return [Reshape((1, side, side)), filters, MaxPool2D((2, 2)), Flatten()]

    @cached_property
    def first(self) -> Parameters:
        """The parameters to begin with, fresh copies in the case's precision."""
        layout = layout_of(self.network)
        flat = initialize(layout, 0).astype(self.dtype)
        views = [slot.view(flat).copy() for slot in layout.slots]
        return list(zip(views[::2], views[1::2], strict=True))

    def copied(self) -> Parameters:
        """The parameters to begin with, for a racer to change."""
        return [(weights.copy(), bias.copy()) for weights, bias in self.first]

    @cached_property
    def features(self) -> Array:
        """(updates · batch, inputs)"""
        shape = (self.updates * self.batch, self.widths[0])
        return np.random.default_rng(0).normal(size=shape).astype(self.dtype)

    @cached_property
    def targets(self) -> Array:
        """(updates · batch, outputs): yes within a circle, or the number of the largest of the first inputs."""
        if self.widths[-1] == 1:
            return (np.hypot(*self.features.T[:2]) > 1).astype(self.dtype)[:, None]
        return np.eye(self.widths[-1], dtype=self.dtype)[self.features[:, : self.widths[-1]].argmax(axis=1)]

    def batches(self) -> list[tuple[Array, Array]]:
        """Features and targets, batch by batch."""
        starts = range(0, len(self.features), self.batch)
        return [
            (self.features[start : start + self.batch], self.targets[start : start + self.batch]) for start in starts
        ]


def both(widths: tuple[int, ...], batch: int, updates: int, *, convolution: bool = False) -> list[Case]:
    """The case in double and in single precision."""
    return [Case(widths, batch, dtype, updates, convolution) for dtype in (np.float64, np.float32)]


CASES: tuple[Case, ...] = tuple(
    case
    for cases in (
        *(both((2, 4, 2, 1), batch, 50) for batch in (1, 10, 30)),
        *(both((2, 8, 8, 8, 1), batch, 50) for batch in (1, 10, 30)),
        both((64, 32, 10), 32, 40),
        *(both((784, 128, 10), batch, 10) for batch in (32, 128)),
        *(both((784, 256, 128, 10), batch, 6) for batch in (32, 128)),
        both((64, 0, 10), 32, 10, convolution=True),
    )
    for case in cases
)
