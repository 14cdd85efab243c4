"""A computational graph at one point: the value on every node, the local derivative on every edge, all paths.

Every number is one of the program's own after its instructions have run, or a product of them along a path. Knows no
document: window and command line ask it alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from playground.engine.compiler import compile_program
from playground.engine.errors import GraphValueError
from playground.engine.expressions import network_of
from playground.engine.instruction import Ref, run_calls
from playground.engine.local_derivatives import local_derivatives
from playground.engine.network import Edge, Network
from playground.engine.parameters import ParameterArrays, layout_of
from playground.engine.program import Program


@dataclass(frozen=True)
class GraphNode:
    """A node by its name: its value, and the derivative of the result with respect to it."""

    id: str
    name: str
    value: float
    gradient: float


@dataclass(frozen=True)
class GraphEdge:
    """A wire: ∂target/∂source, and what it brings the source: the target's gradient times this factor."""

    edge: Edge
    local_derivative: float
    contribution: float


@dataclass(frozen=True)
class Path:
    """A way from a node (its id) to the result: the wires, the local derivatives along them, and their product."""

    start: str
    edges: tuple[Edge, ...]
    factors: tuple[float, ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes on it, by their ids."""
        return (self.start, *(edge.target for edge in self.edges))

    @property
    def product(self) -> float:
        """What the path adds to the derivative."""
        return prod(self.factors)


@dataclass(frozen=True, eq=False)
class GraphValues:
    """Everything about a graph at the point where its program has just run."""

    network: Network
    program: Program

    @classmethod
    def of(cls, text: str, at: Mapping[str, float]) -> GraphValues:
        """Run a typed formula at a point; `ExpressionError`, or `GraphValueError` for a name without a number."""
        network = network_of(text)
        names = [node.name for node in network.inputs]
        missing, unknown = set(names) - at.keys(), at.keys() - set(names)
        if missing:
            raise GraphValueError(f"{min(missing, key=names.index)} has no value; give every name of the formula one")
        if unknown:
            known = ", ".join(names) or "none"
            raise GraphValueError(f"the formula has no {min(unknown)}; its names are {known}")
        layout = layout_of(network)
        program = compile_program(network, ParameterArrays.of(layout, np.empty(0), {}), 1)
        program.load(np.array([[at[name] for name in names]]), np.zeros((1, 0)))
        run_calls(program.calls(optional=True))
        return cls(network, program)

    @cached_property
    def result(self) -> str:
        """The id of the node whose derivatives these are."""
        assert self.network.loss is not None
        return self.network.incoming[self.network.loss.id][0].source

    @property
    def value(self) -> float:
        """The value of the formula."""
        return self._number(self.result, "activation")

    @cached_property
    def nodes(self) -> tuple[GraphNode, ...]:
        """All nodes, each after those it reads."""
        return tuple(
            GraphNode(node.id, node.name, self._number(node.id, "activation"), self._number(node.id, "grad_activation"))
            for node in self.network.order
            if node.operation.has_output
        )

    def gradient(self, name: str) -> float:
        """The derivative of the result with respect to the node of that name."""
        return self._number(self.network.named(name).id, "grad_activation")

    @cached_property
    def edges(self) -> tuple[GraphEdge, ...]:
        """All wires between nodes, in the order of their targets."""
        local = local_derivatives(self.program)
        return tuple(
            self._edge(edge, float(local[edge].array.item()))
            for node in self.network.order
            for edge in self.network.incoming[node.id]
            if node.operation.has_output
        )

    def paths(self, name: str) -> Iterator[Path]:
        """All ways from the node of that name to the result, one after another; there can be very many."""
        yield from self._paths(Path(self.network.named(name).id, (), ()))

    def path_count(self, name: str) -> int:
        """How many ways there are, without walking them."""
        counts = {self.result: 1}
        for node in reversed(self.network.order):
            edges = self.network.outgoing[node.id]
            counts.setdefault(node.id, sum(counts.get(edge.target, 0) for edge in edges))
        return counts[self.network.named(name).id]

    def _paths(self, begun: Path) -> Iterator[Path]:
        if begun.nodes[-1] == self.result:
            yield begun
            return
        for edge in self.network.outgoing[begun.nodes[-1]]:
            yield from self._paths(Path(begun.start, (*begun.edges, edge), (*begun.factors, self._factors[edge])))

    @cached_property
    def _factors(self) -> Mapping[Edge, float]:
        return {entry.edge: entry.local_derivative for entry in self.edges}

    def _edge(self, edge: Edge, local: float) -> GraphEdge:
        fork = len(self.network.outgoing[edge.source]) > 1
        ref = Ref(edge.source, "contribution", f"{edge.target}:{edge.port}") if fork else None
        arrived = self.program.values[ref or Ref(edge.source, "grad_activation")].array
        return GraphEdge(edge, local, float(arrived.item()))

    def _number(self, node: str, quantity: str) -> float:
        return float(self.program.value(quantity, node).item())
