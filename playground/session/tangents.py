"""The tangents of a pass: ∂(value)/∂(one node) for every node of a graph, told as soon as its value is there.

As dual numbers do, a tangent travels with its value. Knows nothing of windows.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from playground.engine.element_graph import Element, ElementGraph
from playground.engine.forward_mode import linearized
from playground.engine.instruction import Array, Ref
from playground.session.links import is_chained
from playground.session.pass_point import point_of
from playground.session.stepper import Stepper


class PassTangents:
    """Computed once for a pass and a starting node; every sample on its own."""

    def __init__(self) -> None:
        self._key: tuple[object, str] = (None, "")
        self._found: Mapping[str, Array] = {}

    def of(self, stepper: Stepper, start: str) -> Mapping[str, tuple[str, Array | None]]:
        """(`∂u/∂x`, tangents (samples, 1) or None while the value is not computed) by node; nothing without a graph."""
        if self._key != (stepper.program, start):
            self._key = stepper.program, start
            self._found = _tangents(stepper, start)
        values = stepper.program.values
        below = values[Ref(start, "activation")].symbol if self._found else ""
        shown = {node: values[Ref(node, "activation")] for node in self._found}
        return {
            node: (f"∂{value.symbol}/∂{below}", self._found[node] if stepper.is_computed(value) else None)
            for node, value in shown.items()
        }


def _tangents(stepper: Stepper, start: str) -> Mapping[str, Array]:
    if start not in stepper.network.by_id or not is_chained(stepper.network):
        return {}
    graph, ref = ElementGraph(point_of(stepper)), Ref(start, "activation")
    samples = len(stepper.start.samples)
    moved = linearized(graph, {Element(ref, (sample, 0)): 1.0 for sample in range(samples)})
    nodes = [node.id for node in stepper.network.nodes if node.operation.has_output]
    none = np.zeros((samples, 1))
    return {node: moved.arrays.get(Ref(node, "activation"), none) for node in nodes}
