"""Forward and reverse mode side by side in a computational graph: two columns of derivatives over the same nodes.

Forward mode starts at any node and tells how everything above it moves; reverse mode starts at any node and tells how
it depends on everything below. Both run on the engine's own local derivatives. Knows nothing of windows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from playground.engine.element_graph import Element, ElementGraph
from playground.engine.evaluation_point import EvaluationPoint
from playground.engine.forward_mode import adjoints, tangents
from playground.engine.instruction import Ref
from playground.engine.network import Node

AT = (0, 0)  # the only number of the first sample


@dataclass(frozen=True)
class ModeRow:
    """A node: its value, ∂node/∂start by forward mode, ∂end/∂node by reverse mode."""

    node: str
    name: str
    symbol: str
    value: float
    forward: float
    reverse: float


class Modes:
    """The graph at the first sample of a point."""

    def __init__(self, point: EvaluationPoint) -> None:
        self._point = replace(point, samples=point.samples.rows(slice(0, 1)))
        self._graph = ElementGraph(self._point)
        self._network = point.network

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes with a value, each after those it reads."""
        return tuple(node for node in self._network.order if node.operation.has_output)

    @property
    def result(self) -> str:
        """The id of the node whose value is the result."""
        assert self._network.loss is not None
        return self._network.incoming[self._network.loss.id][0].source

    def symbol(self, node: str) -> str:
        """What a node's value is called."""
        return self._graph.program.values[_ref(node)].symbol

    def rows(self, start: str, end: str) -> tuple[ModeRow, ...]:
        """Both columns: forward from `start`, in reverse from `end`."""
        up, down = self.forward(start), self.reverse(end)
        return tuple(
            ModeRow(node.id, node.name, self.symbol(node.id), self._value(node.id), up[node.id], down[node.id])
            for node in self.nodes
        )

    def forward(self, start: str) -> dict[str, float]:
        """∂(every node)/∂start; 0 where it does not depend on it."""
        found = tangents(self._graph, self._element(start))
        return {node.id: found.of(Element(_ref(node.id), AT)) for node in self.nodes}

    def reverse(self, end: str) -> dict[str, float]:
        """∂end/∂(every node); 0 where it does not depend on it."""
        found = adjoints(self._graph, self._element(end))
        return {node.id: found.of(Element(_ref(node.id), AT)) for node in self.nodes}

    def _element(self, node: str) -> Element:
        return self._graph.element(_ref(node), AT)

    def _value(self, node: str) -> float:
        return float(self._graph.array(_ref(node))[AT])


def _ref(node: str) -> Ref:
    return Ref(node, "activation")
