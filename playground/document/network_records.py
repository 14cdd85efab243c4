"""Blocks and wires to records and back, with every check that keeps a hostile or broken file out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from playground.document.diagram import Diagram, Placement
from playground.document.document_records import EdgeRecord, NetworkRecord, NodeRecord
from playground.document.errors import ContentError, EditError
from playground.document.limits import size_refusal
from playground.document.naming import MAX_MADE, check_id, check_name
from playground.document.placing import check_position
from playground.document.records import canonical, from_record, to_record
from playground.engine.errors import CycleError, SettingError
from playground.engine.network import Edge, Learning, Network, Node, wire_problem
from playground.engine.operations.operation import Operation

Value = TypeVar("Value")
Positions = dict[str, tuple[float, float]]


def network_record(diagram: Diagram) -> NetworkRecord:
    """The record of a diagram's network and layout."""
    network = diagram.network
    return NetworkRecord(diagram.made, node_records(network.nodes, diagram.positions), edge_records(network.edges))


def node_records(nodes: Iterable[Node], positions: Positions) -> tuple[NodeRecord, ...]:
    """Blocks with their positions; a block without one stands at the origin."""
    return tuple(
        NodeRecord(
            node.id,
            node.name,
            *_place(positions.get(node.id, (0.0, 0.0))),
            to_record(node.operation),
            None if node.learning == Learning() else to_record(node.learning),
        )
        for node in nodes
    )


def edge_records(edges: Iterable[Edge]) -> tuple[EdgeRecord, ...]:
    """Wires as records."""
    return tuple(EdgeRecord(edge.source, edge.target, int(edge.port)) for edge in edges)


def read_network(record: NetworkRecord) -> tuple[Network, tuple[Placement, ...]]:
    """The network and the layout; `ContentError` names the first thing that must not be."""
    if record.made > MAX_MADE:
        raise ContentError("$.network.made", f"found {record.made}, expected at most {MAX_MADE}")
    return read_blocks(record.nodes, record.edges, "$.network")


def read_blocks(
    nodes: Sequence[NodeRecord], edges: Sequence[EdgeRecord], place: str
) -> tuple[Network, tuple[Placement, ...]]:
    """Checked blocks and wires; `place` is the JSON path of the object that holds them."""
    network = Network(tuple(_nodes(nodes, f"{place}.nodes")), tuple(Edge(e.source, e.target, e.port) for e in edges))
    _check_wires(network, f"{place}.edges")
    refusal = size_refusal(network)
    if refusal:
        raise ContentError(place, refusal)
    return network, tuple(Placement(node.id, node.x, node.y) for node in nodes)


def _place(position: tuple[float, float]) -> tuple[float, float]:
    return canonical(position[0]), canonical(position[1])


def _nodes(records: Sequence[NodeRecord], place: str) -> Iterable[Node]:
    ids: set[str] = set()
    names: set[str] = set()
    for index, record in enumerate(records):
        here = f"{place}[{index}]"
        _attempt(here, check_id, record.id)
        _attempt(here, check_name, record.name)
        _attempt(here, check_position, (record.x, record.y))
        _check_new(f"{here}.id", record.id, ids)
        _check_new(f"{here}.name", record.name, names)
        operation = from_record(record.operation, Operation)
        _attempt(f"{here}.operation", type(operation).check_settings, operation)
        learning = Learning() if record.learning is None else from_record(record.learning, Learning)
        yield Node(record.id, record.name, operation, learning)


def _attempt(place: str, check: Callable[[Value], None], value: Value) -> None:
    try:
        check(value)
    except (EditError, SettingError) as error:
        raise ContentError(place, str(error)) from None


def _check_new(place: str, text: str, seen: set[str]) -> None:
    if text in seen:
        raise ContentError(place, f"found {text!r} a second time, expected it once")
    seen.add(text)


def _check_wires(network: Network, place: str) -> None:
    for index, edge in enumerate(network.edges):
        problem = wire_problem(network, edge)
        if problem is not None:
            raise ContentError(f"{place}[{index}]", str(problem))
    try:
        _ = network.order
    except CycleError as error:
        raise ContentError(place, str(error)) from None
