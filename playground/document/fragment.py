"""A piece of a network that was copied: blocks, the wires among them and where they stood. Knows no clipboard."""

from __future__ import annotations

from dataclasses import dataclass, replace

from playground.document.diagram import Diagram, Placement
from playground.document.errors import EditError
from playground.document.limits import check_size
from playground.document.naming import last_number, name_of_copy
from playground.document.placing import check_position
from playground.engine.network import Edge, Learning, Network, Node


@dataclass(frozen=True)
class Fragment:
    """Copied blocks with their old ids, the wires among them, and their positions."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    placements: tuple[Placement, ...]


def copy(diagram: Diagram, nodes: frozenset[str]) -> Fragment:
    """The blocks of these ids, without the wires that lead elsewhere; `EditError` for an unknown id."""
    for id in sorted(nodes - diagram.network.by_id.keys()):
        raise EditError(f"there is no block with the id {id!r}")
    return Fragment(
        tuple(node for node in diagram.network.nodes if node.id in nodes),
        tuple(edge for edge in diagram.network.edges if edge.source in nodes and edge.target in nodes),
        tuple(place for place in diagram.placements if place.node in nodes),
    )


def paste(diagram: Diagram, fragment: Fragment, offset: tuple[float, float] = (0.0, 0.0)) -> Diagram:
    """Add the fragment's blocks, last in the network, with new ids and free names, moved by `offset`."""
    network, first = diagram.network, last_number(diagram) + 1
    ids = {node.id: f"n{number}" for number, node in enumerate(fragment.nodes, start=first)}
    positions = {ids[place.node]: (place.x + offset[0], place.y + offset[1]) for place in fragment.placements}
    for position in positions.values():
        check_position(position)
    edges = (Edge(ids[edge.source], ids[edge.target], edge.port) for edge in fragment.edges)
    grown = Network((*network.nodes, *_renamed(network, fragment, ids)), (*network.edges, *edges))
    check_size(grown)
    return replace(diagram.with_network(grown, positions), made=first - 1 + len(ids))


def _renamed(network: Network, fragment: Fragment, ids: dict[str, str]) -> list[Node]:
    taken = {node.name for node in network.nodes}
    nodes: list[Node] = []
    for node in fragment.nodes:
        learning = _shared_with_copies(network, node.learning, ids)
        nodes.append(Node(ids[node.id], name_of_copy(node.name, taken), node.operation, learning))
        taken.add(nodes[-1].name)
    return nodes


def _shared_with_copies(network: Network, learning: Learning, ids: dict[str, str]) -> Learning:
    """A copy shares with the owner's copy, else with the owner if it is here, else with none."""
    here = learning.shares if learning.shares in network.by_id else ""
    return replace(learning, shares=ids.get(learning.shares, here))
