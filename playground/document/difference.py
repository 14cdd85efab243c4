"""What changed from one diagram to the next, so that views patch by id what differs and leave the rest alone."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from playground.document.diagram import Diagram
from playground.engine.network import Edge, Network


@dataclass(frozen=True)
class Difference:
    """Ids of blocks and wires by what happened to them, and which other parts of the document changed.

    `changed` blocks have another name or operation, or learn otherwise; `moved` blocks stand elsewhere; `lent` blocks
    share their parameters with others than before. All may hold for one block.
    """

    added: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()
    lent: frozenset[str] = frozenset()
    added_edges: frozenset[Edge] = frozenset()
    removed_edges: frozenset[Edge] = frozenset()
    network: bool = False
    data: bool = False
    preparation: bool = False
    training: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return self == Difference()


def difference(before: Diagram, after: Diagram) -> Difference:
    """How `after` differs from `before`; `network` also tells of a changed order of blocks or wires."""
    old, new = before.network.by_id, after.network.by_id
    both = old.keys() & new.keys()
    old_users, new_users = _users(before.network), _users(after.network)
    old_edges, new_edges = frozenset(before.network.edges), frozenset(after.network.edges)
    return Difference(
        added=frozenset(new.keys() - old.keys()),
        removed=frozenset(old.keys() - new.keys()),
        changed=frozenset(id for id in both if old[id] != new[id]),
        moved=frozenset(id for id in both if before.positions.get(id) != after.positions.get(id)),
        lent=frozenset(id for id in both if old_users.get(id) != new_users.get(id)),
        added_edges=new_edges - old_edges,
        removed_edges=old_edges - new_edges,
        network=before.network != after.network,
        data=before.data != after.data,
        preparation=before.preparation != after.preparation,
        training=before.training != after.training,
    )


def _users(network: Network) -> Mapping[str, Set[str]]:
    """By owner the blocks that share its parameters."""
    users: dict[str, set[str]] = {}
    for node in network.nodes:
        if node.learning.shares:
            users.setdefault(node.learning.shares, set()).add(node.id)
    return users
