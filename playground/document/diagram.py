"""The document: a frozen value with the network, where its blocks stand, the data and how to train.

Learned parameters are not part of it (see `engine.learned`), so that a million updates never touch undo.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from playground.data.sources import DataSource, Generated
from playground.data.split import Preparation
from playground.engine.network import Network
from playground.engine.settings import TrainingSettings


@dataclass(frozen=True)
class Placement:
    """Where the top left corner of a block stands on the canvas, in scene units (pixels at 100 %)."""

    node: str
    x: float
    y: float


@dataclass(frozen=True)
class Diagram:
    """Everything the user edits. Equal diagrams are equal documents.

    `made` counts the blocks ever made, so that the id of a deleted block is never given to another.
    """

    network: Network = field(default_factory=Network)
    placements: tuple[Placement, ...] = ()
    data: DataSource = field(default_factory=lambda: Generated("moons"))
    preparation: Preparation = field(default_factory=Preparation)
    training: TrainingSettings = field(default_factory=TrainingSettings)
    made: int = 0

    @cached_property
    def positions(self) -> dict[str, tuple[float, float]]:
        """Block positions by node id."""
        return {placement.node: (placement.x, placement.y) for placement in self.placements}

    def with_network(self, network: Network, moved: Mapping[str, tuple[float, float]] | None = None) -> Diagram:
        """The same document with another network and, where given, other positions, in the order of the nodes."""
        positions = {**self.positions, **(moved or {})}
        places = ((node.id, *positions.get(node.id, (0.0, 0.0))) for node in network.nodes)
        return replace(self, network=network, placements=tuple(Placement(*place) for place in places))
