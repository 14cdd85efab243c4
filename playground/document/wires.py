"""Edits of wires, and the one place that says why a wire may not be: the canvas asks here and repeats the sentence.

A wire that leaves the network unfinished is fine; one that could never work is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from playground.document.diagram import Diagram
from playground.document.errors import EditError
from playground.document.limits import check_size
from playground.engine.errors import EngineError
from playground.engine.network import Edge, Network, Node


def connect(diagram: Diagram, source: str, target: str, port: int = 0) -> Diagram:
    """Wire the output of `source` to input `port` of `target` (ids); `EditError` says why it cannot be."""
    refusal = connection_refusal(diagram.network, Edge(source, target, port))
    if refusal:
        raise EditError(refusal)
    network = replace(diagram.network, edges=(*diagram.network.edges, Edge(source, target, port)))
    check_size(network)
    return replace(diagram, network=network)


def disconnect(diagram: Diagram, edge: Edge) -> Diagram:
    """Take a wire away; `EditError` if there is no such wire."""
    network = diagram.network
    if edge not in network.edges:
        raise EditError(f"there is no wire from {edge.source!r} to input {edge.port + 1} of {edge.target!r}")
    return replace(diagram, network=replace(network, edges=tuple(other for other in network.edges if other != edge)))


def connection_refusal(network: Network, edge: Edge) -> str:
    """Why this wire cannot be added, in one sentence; empty if it can."""
    return (
        _end_refusal(network, edge)
        or _cycle_refusal(network, edge, upstream(network, edge.source))
        or _shape_refusal(network, edge)
    )


def open_ports(network: Network, source: str) -> frozenset[tuple[str, int]]:
    """All (block, port) that a wire from `source` may lead to; quick enough to ask while a wire is dragged."""
    above = upstream(network, source)
    edges = (Edge(source, node.id, port) for node in network.nodes for port in range(len(node.operation.ports)))
    return frozenset(
        (edge.target, edge.port)
        for edge in edges
        if not (_end_refusal(network, edge) or _cycle_refusal(network, edge, above) or _shape_refusal(network, edge))
    )


def open_sources(network: Network, target: str, port: int) -> frozenset[str]:
    """All blocks whose output a wire to this input may come from; as quick as `open_ports`."""
    below = downstream(network, target)
    edges = (Edge(node.id, target, port) for node in network.nodes if node.id not in below)
    return frozenset(
        edge.source for edge in edges if not (_end_refusal(network, edge) or _shape_refusal(network, edge))
    )


def upstream(network: Network, node: str) -> frozenset[str]:
    """The block and every block whose values reach it (ids)."""
    return _reached(node, lambda id: [edge.source for edge in network.incoming.get(id, ())])


def downstream(network: Network, node: str) -> frozenset[str]:
    """The block and every block its values reach (ids)."""
    return _reached(node, lambda id: [edge.target for edge in network.outgoing.get(id, ())])


def _reached(start: str, neighbours: Callable[[str], list[str]]) -> frozenset[str]:
    reached, waiting = {start}, [start]
    while waiting:
        found = [id for id in neighbours(waiting.pop()) if id not in reached]
        reached.update(found)
        waiting += found
    return frozenset(reached)


def _end_refusal(network: Network, edge: Edge) -> str:
    for end in (edge.source, edge.target):
        if end not in network.by_id:
            return f"there is no block with the id {end!r}"
    source, target = network.by_id[edge.source], network.by_id[edge.target]
    if not source.operation.has_output:
        return f"{source.name} is a loss: it has no output to wire"
    return _port_refusal(network, edge, target)


def _port_refusal(network: Network, edge: Edge, target: Node) -> str:
    ports = target.operation.ports
    if not ports:
        return f"{target.name} takes its values from the data: no wire can lead into it"
    if not 0 <= edge.port < len(ports):
        return f"{target.name} has no input {edge.port + 1}"
    wired = next((other for other in network.incoming[target.id] if other.port == edge.port), None)
    if wired is None:
        return ""
    place = f"{target.name} at {ports[edge.port]}" if len(ports) > 1 else target.name
    return f"{network.by_id[wired.source].name} is already wired to {place}: take that wire away first"


def _cycle_refusal(network: Network, edge: Edge, above_source: frozenset[str]) -> str:
    if edge.target not in above_source:
        return ""
    source, target = network.by_id[edge.source], network.by_id[edge.target]
    if source is target:
        return f"{source.name} cannot feed itself"
    return f"{source.name} already gets values from {target.name}: this wire would close a cycle"


def _shape_refusal(network: Network, edge: Edge) -> str:
    """What the target says of the shapes that would arrive, as far as they are known."""
    target, known = network.by_id[edge.target], network.known_shapes
    ends = {**{wire.port: wire.source for wire in network.incoming[edge.target]}, edge.port: edge.source}
    ports = range(len(target.operation.ports))
    if not all(ends.get(port) in known for port in ports):
        return ""
    try:
        target.operation.output_shape(tuple(known[ends[port]] for port in ports))
    except EngineError as error:
        return f"{target.name} {error}"
    return ""
