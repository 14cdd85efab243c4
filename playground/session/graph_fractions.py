"""What of a computational graph at a point is known as an exact fraction, beside the floats of `GraphValues`.

The fractions come from the same instructions, run over exact numbers; None stands for what is not rational.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import prod

from playground.engine.exact_program import exact_numbers, exact_program
from playground.engine.instruction import Ref
from playground.engine.local_derivatives import local_derivatives
from playground.engine.network import Edge
from playground.engine.program import Program
from playground.session.graph_values import GraphValues, Path


@dataclass(frozen=True, eq=False)
class GraphFractions:
    """The fractions of one graph, asked for by node id, wire or path."""

    graph: GraphValues

    @property
    def whole(self) -> Fraction | None:
        """The value of the formula."""
        return self.value(self.graph.result)

    def value(self, node: str) -> Fraction | None:
        """The value of a node."""
        return self._fraction(Ref(node, "activation"))

    def gradient(self, node: str) -> Fraction | None:
        """The derivative of the result with respect to a node."""
        return self._fraction(Ref(node, "grad_activation"))

    def local(self, edge: Edge) -> Fraction | None:
        """∂target/∂source."""
        return self._local[edge]

    def contribution(self, edge: Edge) -> Fraction | None:
        """What a wire brings its source: the target's gradient times the local derivative."""
        upstream, local = self.gradient(edge.target), self.local(edge)
        return None if upstream is None or local is None else upstream * local

    def factors(self, path: Path) -> tuple[Fraction | None, ...]:
        """The local derivatives along a path."""
        return tuple(map(self.local, path.edges))

    def product(self, path: Path) -> Fraction | None:
        """What a path adds to the derivative."""
        known = [factor for factor in self.factors(path) if factor is not None]
        return prod(known, start=Fraction(1)) if len(known) == len(path.edges) else None

    def _fraction(self, ref: Ref) -> Fraction | None:
        found: Fraction | None = exact_numbers(self._program.values[ref]).item().fraction
        return found

    @cached_property
    def _program(self) -> Program:
        program = exact_program(self.graph.program)
        assert program is not None
        return program

    @cached_property
    def _local(self) -> Mapping[Edge, Fraction | None]:
        known = local_derivatives(self._program)
        edges = (entry.edge for entry in self.graph.edges)
        return {edge: exact_numbers(known[edge]).item().fraction if edge in known else None for edge in edges}
