"""Forward and reverse mode side by side in a computational graph: two columns of derivatives over the same nodes.

Forward mode starts at any node and tells how everything above it moves; reverse mode starts at any node and tells how
it depends on everything below. Both run on the engine's own local derivatives. Knows nothing of windows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from playground.engine.element_graph import Element, ElementGraph
from playground.engine.evaluation_point import EvaluationPoint
from playground.engine.forward_mode import adjoints, tangents
from playground.engine.instruction import Index, Ref
from playground.engine.network import Edge, Node
from playground.session.links import AT, local_derivative
from playground.session.number_style import AS_USUAL, NumberStyle

Factor = tuple[str, float]


@dataclass(frozen=True)
class Sum:
    """A derivative as the sum of the products that its mode has added up; `origin` where the mode begins with 1."""

    symbol: str
    value: float
    products: tuple[tuple[Factor, Factor], ...]
    origin: bool

    def text(self, numbers: NumberStyle = AS_USUAL) -> str:
        """`∂e/∂b = ∂e/∂c · ∂c/∂b + ∂e/∂d · ∂d/∂b = 2 × 1 + 3 × 1 = 5`."""
        value = numbers.write(self.value)
        if self.origin:
            return f"{self.symbol} = {value}: here it begins"
        if not self.products:
            return f"{self.symbol} = {value}: nothing arrives here"
        names = " + ".join(f"{left[0]} · {right[0]}" for left, right in self.products)
        terms = (numbers.product((left[1], right[1])) for left, right in self.products)
        return f"{self.symbol} = {names} = {' + '.join(terms)} = {value}"


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
        self._alone = len(point.samples) == 1
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

    def forward_sum(self, node: str, start: str) -> Sum:
        """∂node/∂start by forward mode: for each wire into it the local derivative × what was carried below."""
        below = self.forward(start)
        edges = [edge for edge in self._network.incoming[node] if below[edge.source] and node != start]
        factors = ((self._local(edge), (self._named(edge.source, start), below[edge.source])) for edge in edges)
        return Sum(self._named(node, start), below[node], tuple(factors), node == start)

    def reverse_sum(self, node: str, end: str) -> Sum:
        """∂end/∂node by reverse mode: for each wire out of it what comes back from above × the local derivative."""
        above = self.reverse(end)
        edges = [edge for edge in self._network.outgoing[node] if above.get(edge.target) and node != end]
        factors = (((self._named(end, edge.target), above[edge.target]), self._local(edge)) for edge in edges)
        return Sum(self._named(end, node), above[node], tuple(factors), node == end)

    def value_at(self, node: str) -> tuple[Ref, Index]:
        """The number of a pass that a node's value is."""
        return _ref(node), AT

    def gradient_at(self, node: str, end: str) -> tuple[Ref, Index] | None:
        """The number of a pass that ∂end/∂node is: with several samples, or from elsewhere than the result, none."""
        gradient = Ref(node, "grad_activation")
        is_one = end == self.result and self._alone and gradient in self._graph.program.values
        return (gradient, AT) if is_one else None

    def _local(self, edge: Edge) -> tuple[str, float]:
        return self._named(edge.target, edge.source), local_derivative(self._graph, edge)

    def _named(self, above: str, below: str) -> str:
        return f"∂{self.symbol(above)}/∂{self.symbol(below)}"

    def _element(self, node: str) -> Element:
        return self._graph.element(_ref(node), AT)

    def _value(self, node: str) -> float:
        return float(self._graph.array(_ref(node))[AT])


def _ref(node: str) -> Ref:
    return Ref(node, "activation")
