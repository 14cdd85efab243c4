"""A way through a computational graph link by link: each link a function of one number with its slope at the point.

Curves and slopes come from the engine: a link's curve by a program of its one block with all other operands held, the
whole by the graph's own program over many points at once. Knows nothing of windows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from math import prod

import numpy as np

from playground.engine.compiler import compile_program
from playground.engine.element_graph import Element, ElementGraph
from playground.engine.evaluation_point import EvaluationPoint
from playground.engine.graph_symbols import is_graph
from playground.engine.instruction import Array, Index, Phase, Ref, run_calls
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.numbers import Parameter
from playground.engine.operations.objective import Objective
from playground.engine.operations.source import Input
from playground.engine.parameters import ParameterArrays, layout_of
from playground.engine.program import Program
from playground.session.pass_point import point_of
from playground.session.stepper import Stepper
from playground.session.touched_curve import TouchedCurve

AT = (0, 0)  # the only number of the first sample
POINTS = 161
MOST_WAYS = 50
Way = tuple[Edge, ...]
Place = tuple[Ref, Index]


@dataclass(frozen=True, eq=False)
class Link(TouchedCurve):
    """One function of a chain, at the point; or the whole chain as one function.

    Of a pass, `value_at` is the number y, and `slope_at` the one that the slope is or takes part in.
    """

    value_at: Place
    slope_at: Place

    @property
    def symbol(self) -> str:
        """`∂u/∂x`."""
        return f"∂{self.above}/∂{self.below}"


@dataclass(frozen=True, eq=False)
class Chain:
    """The links along one way from a name to the result, and the result as a function of that name."""

    links: tuple[Link, ...]
    whole: Link
    ways: int

    @property
    def product(self) -> float:
        """What the chain rule makes of the links' slopes."""
        return prod(link.slope for link in self.links)


class Links:
    """The graph at one point, that of its first sample; the program in it has run."""

    def __init__(self, point: EvaluationPoint) -> None:
        self._network = point.network
        first = replace(point, samples=point.samples.rows(slice(0, 1)))
        self._graph = ElementGraph(first)
        self._values = self._graph.program.values

    @property
    def starts(self) -> tuple[Node, ...]:
        """The nodes a chain can begin at: inputs and learned numbers."""
        return tuple(node for node in self._network.order if isinstance(node.operation, Input | Parameter))

    @property
    def result(self) -> str:
        """The id of the node whose value is the result."""
        assert self._network.loss is not None
        return self._network.incoming[self._network.loss.id][0].source

    def symbol(self, node: str) -> str:
        """What a node's value is called."""
        return self._values[Ref(node, "activation")].symbol

    def ways(self, start: str) -> tuple[Way, ...]:
        """The first ways from a node to the result."""
        return tuple(islice(self._ways(start, ()), MOST_WAYS))

    def described(self, way: Way) -> str:
        """`x → v₁ → ŷ → L`."""
        return " → ".join(map(self.symbol, (way[0].source, *(edge.target for edge in way)))) if way else ""

    def chain(self, way: Way) -> Chain:
        """Everything about one way."""
        start = way[0].source
        slope = self._graph.gradient(Element(Ref(start, "activation"), AT))
        across = _around(self._value(start))
        whole = Link(
            self.symbol(start),
            self.symbol(self.result),
            self._value(start),
            self._value(self.result),
            slope,
            across,
            self._whole(start, across),
            (Ref(self.result, "activation"), AT),
            (Ref(start, "grad_activation"), AT),
        )
        return Chain(tuple(map(self._link, way)), whole, len(self.ways(start)))

    def _link(self, edge: Edge) -> Link:
        x, y = self._value(edge.source), self._value(edge.target)
        across = _around(x)
        operands = [self._value(other.source) for other in self._network.incoming[edge.target]]
        rows = np.tile(np.array(operands), (POINTS, 1))
        rows[:, edge.port] = across
        up = _answers(_alone(self._network.by_id[edge.target]), rows)
        slope = local_derivative(self._graph, edge)
        names, places = (self.symbol(edge.source), self.symbol(edge.target)), self._places(edge)
        return Link(*names, x, y, slope, across, up, *places)

    def _places(self, edge: Edge) -> tuple[Place, Place]:
        """The value above a wire, and the gradient that comes back along it."""
        along = Ref(edge.source, "contribution", f"{edge.target}:{edge.port}")
        back = along if along in self._values else Ref(edge.source, "grad_activation")
        return (Ref(edge.target, "activation"), AT), (back, AT)

    def _whole(self, start: str, across: Array) -> Array:
        network = _with_inputs(self._network)
        names = [node.id for node in network.inputs]
        rows = np.tile(np.array([self._value(name) for name in names]), (POINTS, 1))
        rows[:, names.index(start)] = across
        return _answers(network, rows)

    def _ways(self, node: str, taken: Way) -> Iterator[Way]:
        if node == self.result and taken:
            yield taken
            return
        for edge in self._network.outgoing[node]:
            if self._network.by_id[edge.target].operation.has_output:
                yield from self._ways(edge.target, (*taken, edge))

    def _value(self, node: str) -> float:
        return float(self._values[Ref(node, "activation")].array.item())


def local_derivative(graph: ElementGraph, edge: Edge) -> float:
    """∂target/∂source of the first sample along this wire alone, even where two lead from one block to the other."""
    target = Ref(edge.target, "activation")
    links = graph.links(Element(Ref(edge.source, "activation"), AT))
    found = [link.local for link in links if link.target.ref == target]
    incoming = graph.program.network.incoming[edge.target]
    twins = [other for other in incoming if other.source == edge.source]
    return found[twins.index(edge)] if len(found) == len(twins) else sum(found)


def is_chained(network: Network) -> bool:
    """Whether a network is a graph in which there is a link to look at."""
    loss = network.loss
    return not network.problems and loss is not None and isinstance(loss.operation, Objective) and is_graph(network)


def chained_point(stepper: Stepper | None) -> EvaluationPoint | None:
    """Where a pass over such a graph stands; None for any other network, or none."""
    return point_of(stepper) if stepper is not None and is_chained(stepper.network) else None


def _around(x: float) -> Array:
    reach = max(1.0, 0.75 * abs(x))
    return np.linspace(x - reach, x + reach, POINTS)


def _alone(node: Node) -> Network:
    """One block of single numbers with an input for each of its ports."""
    inputs = tuple(Node(f"x{port}", f"x{port}", Input(1)) for port in range(len(node.operation.ports)))
    block, loss = Node("block", "block", node.operation), Node("loss", "loss", Objective())
    edges = [Edge(below.id, "block", port) for port, below in enumerate(inputs)]
    return Network((*inputs, block, loss), (*edges, Edge("block", "loss", 0)))


def _with_inputs(network: Network) -> Network:
    """The graph with all learned numbers given from outside, and its value as the loss."""
    return replace(network, nodes=tuple(map(_given, network.nodes)))


def _given(node: Node) -> Node:
    if isinstance(node.operation, Parameter):
        return Node(node.id, node.name, Input(1))
    return node if node.operation.has_output else Node(node.id, node.name, Objective())


def _answers(network: Network, rows: Array) -> Array:
    """The value that arrives at the loss for each row of inputs."""
    layout = layout_of(network)
    program: Program = compile_program(network, ParameterArrays.of(layout, np.empty(0), {}), len(rows))
    program.load(rows, np.zeros((len(rows), 0)))
    assert network.loss is not None
    with np.errstate(all="ignore"):
        run_calls(program.calls(Phase.FORWARD, optional=True))
    source = network.incoming[network.loss.id][0].source
    return program.value("activation", source).reshape(-1).copy()
