"""A computational graph at a point as text for a reader or as JSON for a program, with exact fractions on request.

In text a number without a fraction is then marked by ≈; in JSON the fractions stand under `exact` beside the floats.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import islice

from playground.cli.printing import Plain, aligned, column_widths, plain_number
from playground.session.graph_fractions import GraphFractions
from playground.session.graph_values import GraphEdge, GraphNode, GraphValues, Path
from playground.session.numbers import MINUS, bracketed, format_number

MOST_PATHS = 1_000  # of each name in JSON
PRINTED_PATHS = 20

Known = Fraction | None


@dataclass(frozen=True, eq=False)
class GraphReport:
    """The graph, the names whose derivatives are asked for, and its fractions if they are asked for."""

    graph: GraphValues
    names: tuple[str, ...]
    fractions: GraphFractions | None = None

    def payload(self) -> dict[str, Plain]:
        """Everything as one JSON object."""
        graph = self.graph
        return {
            "value": plain_number(graph.value),
            "gradients": {name: plain_number(graph.gradient(name)) for name in self.names},
            "nodes": [self._node(node) for node in graph.nodes],
            "edges": [self._edge(entry) for entry in graph.edges],
            "paths": {
                name: [self._path(path) for path in islice(graph.paths(name), MOST_PATHS)] for name in self.names
            },
            "path_counts": {name: graph.path_count(name) for name in self.names},
            **self._exact_whole(),
        }

    def lines(self) -> Iterator[str]:
        """The value, the nodes, the wires, and the paths of every name."""
        exact = self.fractions
        yield f"value {self._told(self.graph.value, exact.whole if exact else None)}"
        yield ""
        yield from _table([("node", "value", "derivative of the result"), *map(self._node_cells, self.graph.nodes)])
        yield ""
        yield from _table([("edge", "local derivative", "brings"), *map(self._edge_cells, self.graph.edges)])
        for name in self.names:
            yield ""
            yield from self._path_lines(name)

    @cached_property
    def _name(self) -> Mapping[str, str]:
        return {node.id: node.name for node in self.graph.nodes}

    def _told(self, number: float, fraction: Known) -> str:
        """A number for a reader; where fractions are asked for, the float that has none is marked."""
        if self.fractions is None:
            return format_number(number)
        return f"≈ {format_number(number)}" if fraction is None else str(fraction).replace("-", MINUS)

    def _exact_whole(self) -> dict[str, Plain]:
        if self.fractions is None:
            return {}
        ids = {name: self.graph.network.named(name).id for name in self.names}
        gradients = {name: _plain(self.fractions.gradient(id)) for name, id in ids.items()}
        return {"exact": {"value": _plain(self.fractions.whole), "gradients": gradients}}

    def _exact(self, **known: Known) -> dict[str, Plain]:
        """The fractions under the names of the floats, if they are asked for."""
        return {} if self.fractions is None else {"exact": {name: _plain(one) for name, one in known.items()}}

    def _node(self, node: GraphNode) -> dict[str, Plain]:
        told: dict[str, Plain] = {
            "name": node.name,
            "value": plain_number(node.value),
            "gradient": plain_number(node.gradient),
        }
        exact = self.fractions
        return told | self._exact(
            value=exact.value(node.id) if exact else None, gradient=exact.gradient(node.id) if exact else None
        )

    def _edge(self, entry: GraphEdge) -> dict[str, Plain]:
        exact, edge = self.fractions, entry.edge
        told: dict[str, Plain] = {
            "from": self._name[edge.source],
            "to": self._name[edge.target],
            "local_derivative": plain_number(entry.local_derivative),
            "contribution": plain_number(entry.contribution),
        }
        return told | self._exact(
            local_derivative=exact.local(edge) if exact else None,
            contribution=exact.contribution(edge) if exact else None,
        )

    def _path(self, path: Path) -> dict[str, Plain]:
        told: dict[str, Plain] = {
            "nodes": [self._name[id] for id in path.nodes],
            "factors": [plain_number(factor) for factor in path.factors],
            "product": plain_number(path.product),
        }
        if self.fractions is None:
            return told
        factors = [_plain(factor) for factor in self.fractions.factors(path)]
        return told | {"exact": {"factors": factors, "product": _plain(self.fractions.product(path))}}

    def _node_cells(self, node: GraphNode) -> tuple[str, ...]:
        exact = self.fractions
        value, gradient = exact.value(node.id) if exact else None, exact.gradient(node.id) if exact else None
        return node.name, self._told(node.value, value), self._told(node.gradient, gradient)

    def _edge_cells(self, entry: GraphEdge) -> tuple[str, ...]:
        exact, edge = self.fractions, entry.edge
        wire = f"{self._name[edge.source]} → {self._name[edge.target]}"
        local, brings = exact.local(edge) if exact else None, exact.contribution(edge) if exact else None
        return wire, self._told(entry.local_derivative, local), self._told(entry.contribution, brings)

    def _path_lines(self, name: str) -> Iterator[str]:
        graph, exact = self.graph, self.fractions
        count = graph.path_count(name)
        gradient = self._told(graph.gradient(name), exact.gradient(graph.network.named(name).id) if exact else None)
        yield f"derivative with respect to {name}: {gradient}, over {count:,} {'path' if count == 1 else 'paths'}"
        for path in islice(graph.paths(name), PRINTED_PATHS):
            way = " → ".join(self._name[id] for id in path.nodes)
            product = self._told(path.product, exact.product(path) if exact else None)
            yield f"  {way}: {' × '.join(reversed(self._factors(path))) or '1'} = {product}"
        if count > PRINTED_PATHS:
            yield f"  … {count - PRINTED_PATHS:,} more"

    def _factors(self, path: Path) -> list[str]:
        known = self.fractions.factors(path) if self.fractions else [None] * len(path.factors)
        return [_factor(self._told(*factor)) for factor in zip(path.factors, known, strict=True)]


def _factor(text: str) -> str:
    """A number in a product, in brackets if it is negative, a quotient, or marked."""
    return f"({text})" if "/" in text or "≈" in text else bracketed(text)


def _plain(fraction: Known) -> str | None:
    """`-3/4`, `2`, or nothing for JSON."""
    return None if fraction is None else str(fraction)


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = column_widths(rows)
    return (aligned(cells, widths) for cells in rows)
