"""The local derivative on every wire of a layered network, for one number at each end: upstream × local = downstream.

Between two layers the local derivatives are a matrix; the entry that is told belongs to the neurons that are looked at.
The numbers are edges of the element graph, so those of the program's own lines. Knows nothing of windows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod

import numpy as np

from playground.engine.element_graph import GRADIENT, Element, ElementGraph, Link
from playground.engine.graph_symbols import is_graph
from playground.engine.instruction import Array, Ref
from playground.engine.local_derivatives import edge_of
from playground.engine.network import Edge, Network
from playground.session.element_names import named
from playground.session.explanation import element_label
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.pass_point import point_of
from playground.session.stepper import PassStart, Stepper
from playground.session.wire_derivatives import Place, WireDerivative


@dataclass(frozen=True)
class Looked:
    """Which sample and which number of each block is looked at; a block of which none is known takes `usual`."""

    sample: int
    usual: int
    places: tuple[tuple[str, int], ...]  # node id and place in the sample's numbers laid out flat

    @classmethod
    def at(cls, network: Network, place: Place | None, shape: tuple[int, ...], batched: bool) -> Looked:
        """What an explained number says: an entry W₂,₁ speaks of neuron 2 here and of number 1 in the block below."""
        if place is None or not place[1]:
            return cls(0, 0, ())
        ref, index = place
        sample, inner = (index[0], index[1:]) if batched else (0, index)
        if not batched and len(index) == 2:
            unit, below = index
            sources = ((edge.source, below) for edge in network.incoming[ref.node])
            return cls(0, unit, ((ref.node, unit), *sources))
        unit = int(np.ravel_multi_index(inner, shape[1:] if batched else shape)) if inner else 0
        return cls(sample, unit, ((ref.node, unit),))

    def place_in(self, node: str, size: int) -> int:
        """The number of a block that is looked at."""
        return min(dict(self.places).get(node, self.usual), size - 1)


class WireLinks:
    """The wires of a pass; the graph of single numbers is made once for its parameters and samples."""

    def __init__(self) -> None:
        self._known: tuple[PassStart, ElementGraph] | None = None
        self._links: dict[tuple[Edge, Looked], Link | None] = {}

    def of(self, stepper: Stepper, place: Place | None, numbers: NumberStyle = AS_USUAL) -> tuple[WireDerivative, ...]:
        """What stands on each wire while `place` is explained; none for a graph, whose wires always tell theirs."""
        if is_graph(stepper.network):
            return ()
        graph, looked = self._graph(stepper), _looked(stepper, place)
        found = ((edge, self._link(graph, edge, looked)) for edge in stepper.network.edges)
        told = (_told(stepper, graph, edge, link) for edge, link in found if link is not None)
        return tuple(replace(wire, numbers=numbers) for wire in told)

    def _graph(self, stepper: Stepper) -> ElementGraph:
        if self._known is None or self._known[0] is not stepper.start:
            self._known, self._links = (stepper.start, ElementGraph(point_of(stepper))), {}
        return self._known[1]

    def _link(self, graph: ElementGraph, edge: Edge, looked: Looked) -> Link | None:
        if (edge, looked) not in self._links:
            self._links[edge, looked] = _link(graph, edge, looked)
        return self._links[edge, looked]


def _looked(stepper: Stepper, place: Place | None) -> Looked:
    operand = None if place is None else stepper.program.values.get(place[0])
    if operand is None:
        return Looked(0, 0, ())
    return Looked.at(stepper.network, place, operand.array.shape, operand.batched)


def _link(graph: ElementGraph, edge: Edge, looked: Looked) -> Link | None:
    """The link between the numbers looked at; where there is none, the one that brings the source's most."""
    source = Ref(edge.source, "activation")
    if source not in graph.refs:
        return None
    shape = graph.array(source).shape
    place = looked.place_in(edge.source, prod(shape[1:]))
    index = (min(looked.sample, shape[0] - 1), *map(int, np.unravel_index(place, shape[1:])))
    links = [link for link in graph.links(Element(source, index)) if edge_of(graph.program.network, link.step) == edge]
    wanted = looked.place_in(edge.target, max((_place(graph, link.target) for link in links), default=0) + 1)
    between = (link for link in links if _place(graph, link.target) == wanted)
    return next(between, None) or max(links, key=_brings, default=None)


def _brings(link: Link) -> float:
    return abs(link.downstream)


def _place(graph: ElementGraph, element: Element) -> int:
    """The place among a sample's numbers laid out flat; that of the loss is 0."""
    shape = graph.array(element.ref).shape
    return int(np.ravel_multi_index(element.index[1:], shape[1:])) if len(shape) > 1 else 0


def _told(stepper: Stepper, graph: ElementGraph, edge: Edge, link: Link) -> WireDerivative:
    """The link as far as the pass has come: the factor with the value above it, the product once it is handed down."""
    values = stepper.program.values
    fork = Ref(edge.source, "contribution", f"{edge.target}:{edge.port}")
    handed = fork if fork in values else Ref(edge.source, "grad_activation")
    current = stepper.current
    return WireDerivative(
        edge,
        f"∂{named(graph, link.target).symbol}/∂{named(graph, link.source).symbol}",
        _upstream_symbol(graph, link.target),
        _known(link.local, stepper.read(values[link.target.ref])),
        _known(link.upstream, _gradient(stepper, graph, link.target)),
        _known(link.downstream, stepper.read(values[handed])),
        current is not None and edge_of(stepper.network, current) == edge,
        (link.target.ref, link.target.index),
        (handed, link.source.index),
        matrix=(_size(graph, link.target.ref), _size(graph, link.source.ref)),
    )


def _known(number: float, array: Array | None) -> Array | None:
    return None if array is None else np.array([[number]])


def _gradient(stepper: Stepper, graph: ElementGraph, element: Element) -> Array | None:
    """The gradient that arrives at the link's upper end; that of the loss by itself is 1."""
    if element == graph.loss:
        known = stepper.is_computed(stepper.program.values[element.ref])
        return graph.gradients(element.ref) if known else None
    return stepper.read(stepper.program.values[Ref(element.ref.node, f"{GRADIENT}{element.ref.quantity}")])


def _upstream_symbol(graph: ElementGraph, element: Element) -> str:
    if element == graph.loss:
        return "1"
    return element_label(
        graph.program.values[Ref(element.ref.node, f"{GRADIENT}{element.ref.quantity}")], element.index
    )


def _size(graph: ElementGraph, ref: Ref) -> int:
    """How many numbers a sample has there."""
    return prod(graph.array(ref).shape[1:])
