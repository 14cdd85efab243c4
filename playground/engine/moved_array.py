"""The loss as a function of any number of one array, parameter, input or value in the middle of the pass.

A number is put in its place and what depends on it is run again: the program's own forward lines, nothing else. So it
is an independent witness for every gradient. Knows nothing of backpropagation's results.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from playground.engine.compiler import CompileOptions
from playground.engine.evaluation_point import EvaluationPoint
from playground.engine.instruction import Array, Index, Phase, Ref, run_calls
from playground.engine.network import Network, Node

FORWARD_ONLY = CompileOptions(backward=False)


class MovedArray:
    """A program of its own in which the numbers of one array are moved, one at a time."""

    def __init__(
        self,
        point: EvaluationPoint,
        ref: Ref,
        dtype: type[np.number[Any]] = np.float64,
        options: CompileOptions = FORWARD_ONLY,
    ) -> None:
        self.program = point.program(options, dtype)
        run_calls(self.program.calls(Phase.FORWARD, Phase.LOSS, optional=True))
        self.readers = readers(point.network, ref)
        self._array: Array = self.program.values[ref].array
        self._loss = self.program.loss
        after = max((step.index for step in self.program.instructions if step.result.ref == ref), default=-1)
        self._calls = tuple(
            call
            for step in self.program.instructions[after + 1 :]
            if step.node in self.readers and step.phase in (Phase.FORWARD, Phase.LOSS)
            for call in step.calls
        )

    def value(self, index: Index) -> float:
        """The number as it is."""
        return float(self._array[index].real)

    def loss(self, index: Index, value: complex) -> complex:
        """The loss with another number in that place."""
        with self.moved(index, value):
            return complex(self._loss)

    @contextmanager
    def moved(self, index: Index, value: complex) -> Iterator[None]:
        """The program with another number in that place; it is put back, but not what depends on it."""
        before = self._array[index]
        self._array[index] = value
        try:
            run_calls(self._calls)
            yield
        finally:
            self._array[index] = before


def readers(network: Network, ref: Ref) -> frozenset[str]:
    """The nodes (ids) whose forward lines may depend on a value: its own, all users of a parameter, and those above."""
    found = {ref.node, *(node.id for node in network.users(ref.node))}
    for node in network.order:
        if _reads_any(network, node, found):
            found.add(node.id)
    return frozenset(found)


def _reads_any(network: Network, node: Node, nodes: Iterable[str]) -> bool:
    return any(edge.source in nodes for edge in network.incoming[node.id])
