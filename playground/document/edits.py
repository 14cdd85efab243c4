"""Every edit of a document: a function from one diagram to the next, or an `EditError` and no change.

Wires, copies and the automatic layout have files of their own; all edits can be imported from here.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace

from playground.data.dataset import Dataset
from playground.data.sources import DataSource
from playground.data.split import Preparation
from playground.document.arrange import arrange
from playground.document.diagram import Diagram
from playground.document.errors import EditError
from playground.document.fragment import Fragment, copy, paste
from playground.document.limits import check_size
from playground.document.naming import check_name, last_number, name_for
from playground.document.placing import check_position
from playground.document.wires import connect, connection_refusal, disconnect, open_ports, open_sources
from playground.engine.errors import SettingError
from playground.engine.network import Edge, Learning, Network, Node, learning_problems
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.engine.settings import TrainingSettings

__all__ = [
    "EditError",
    "Fragment",
    "add_block",
    "arrange",
    "connect",
    "connection_refusal",
    "copy",
    "delete",
    "disconnect",
    "move",
    "open_ports",
    "open_sources",
    "paste",
    "rename",
    "set_data",
    "set_learning",
    "set_operation",
    "set_training",
]


def add_block(diagram: Diagram, operation: Operation, position: tuple[float, float] = (0.0, 0.0)) -> Diagram:
    """A new block without wires; it is the last node of the result."""
    network = diagram.network
    name, number = name_for(operation, network.nodes), last_number(diagram) + 1
    _check_operation(name, operation)
    check_position(position)
    node = Node(f"n{number}", name, operation)
    grown = replace(network, nodes=(*network.nodes, node))
    check_size(grown)
    return replace(diagram.with_network(grown, {node.id: position}), made=number)


def delete(diagram: Diagram, nodes: Set[str], edges: Set[Edge] = frozenset()) -> Diagram:
    """Take blocks and wires away, and with a block all its wires."""
    network = diagram.network
    for id in nodes:
        _node(diagram, id)
    for edge in edges - set(network.edges):
        raise EditError(f"there is no wire from {edge.source!r} to input {edge.port + 1} of {edge.target!r}")
    kept = tuple(node for node in network.nodes if node.id not in nodes)
    wires = (edge for edge in network.edges if edge not in edges and not {edge.source, edge.target} & nodes)
    return replace(diagram.with_network(Network(_inherited(kept), tuple(wires))), made=last_number(diagram))


def _inherited(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Where the owner of shared parameters is gone, the first of those that shared them becomes the owner."""
    ids, heirs = {node.id for node in nodes}, dict[str, str]()
    for node in nodes:
        owner = node.learning.shares
        if owner and owner not in ids:
            heirs.setdefault(owner, node.id)
    return tuple(_sharing(node, heirs.get(node.learning.shares, node.learning.shares)) for node in nodes)


def _sharing(node: Node, owner: str) -> Node:
    if owner == node.learning.shares:
        return node
    return replace(node, learning=replace(node.learning, shares="" if owner == node.id else owner))


def move(diagram: Diagram, positions: Mapping[str, tuple[float, float]]) -> Diagram:
    """Put blocks elsewhere: new top left corners by id."""
    for id, position in positions.items():
        _node(diagram, id)
        check_position(position)
    return diagram.with_network(diagram.network, positions)


def rename(diagram: Diagram, node: str, name: str) -> Diagram:
    """Give a block another name; names are all different."""
    old, name = _node(diagram, node), name.strip()
    check_name(name)
    if any(other.name == name and other.id != node for other in diagram.network.nodes):
        raise EditError(f"there is already a block named {name!r}; names must differ")
    return _with_node(diagram, replace(old, name=name))


def set_operation(diagram: Diagram, node: str, operation: Operation) -> Diagram:
    """Change a block's settings or its kind; wires that then have no port are dropped."""
    old = _node(diagram, node)
    _check_operation(old.name, operation)
    network = _with_node(diagram, replace(old, operation=operation)).network
    network = replace(network, edges=tuple(edge for edge in network.edges if _has_ends(network, edge)))
    check_size(network)
    return replace(diagram, network=network)


def set_learning(diagram: Diagram, node: str, learning: Learning) -> Diagram:
    """Freeze a block's parameters, share another's, or penalize its weights otherwise."""
    changed = _with_node(diagram, replace(_node(diagram, node), learning=learning))
    for problem in learning_problems(changed.network):
        if problem.node == node:
            raise EditError(str(problem))
    return changed


def set_data(diagram: Diagram, source: DataSource, preparation: Preparation, dataset: Dataset) -> Diagram:
    """Learn from other data, of which `dataset` is the loaded form; a single Input takes as many features as it has."""
    changed = replace(diagram, data=source, preparation=preparation)
    if len(diagram.network.inputs) != 1:
        return changed
    return set_operation(changed, diagram.network.inputs[0].id, Input(dataset.columns))


def set_training(diagram: Diagram, settings: TrainingSettings) -> Diagram:
    """Train otherwise: optimizer, batch size, seed."""
    try:
        settings.check()
    except SettingError as error:
        raise EditError(str(error)) from error
    return replace(diagram, training=settings)


def _node(diagram: Diagram, id: str) -> Node:
    if id not in diagram.network.by_id:
        raise EditError(f"there is no block with the id {id!r}")
    return diagram.network.by_id[id]


def _with_node(diagram: Diagram, node: Node) -> Diagram:
    network = diagram.network
    nodes = tuple(node if other.id == node.id else other for other in network.nodes)
    return replace(diagram, network=replace(network, nodes=nodes))


def _check_operation(name: str, operation: Operation) -> None:
    try:
        operation.check_settings()
    except SettingError as error:
        raise EditError(f"{name} {error}") from error


def _has_ends(network: Network, edge: Edge) -> bool:
    source, target = network.by_id[edge.source], network.by_id[edge.target]
    return source.operation.has_output and edge.port < len(target.operation.ports)
