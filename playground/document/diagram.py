"""The document: a frozen value with the network, where its blocks stand, the data and how to train.

Learned parameters are not part of it (see `engine.learned`), so that a million updates never touch undo.
"""

from __future__ import annotations

from dataclasses import dataclass, field
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
    """Everything the user edits. Equal diagrams are equal documents."""

    network: Network = field(default_factory=Network)
    placements: tuple[Placement, ...] = ()
    data: DataSource = field(default_factory=lambda: Generated("moons"))
    preparation: Preparation = field(default_factory=Preparation)
    training: TrainingSettings = field(default_factory=TrainingSettings)

    @cached_property
    def positions(self) -> dict[str, tuple[float, float]]:
        """Block positions by node id."""
        return {placement.node: (placement.x, placement.y) for placement in self.placements}
