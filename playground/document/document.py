"""What a file holds: the diagram the user edits and, beside it, what the network has learned so far."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.document.diagram import Diagram
from playground.engine.learned import Learned


@dataclass(frozen=True, eq=False)
class Document:
    """A diagram with the learned state of its network; None where nothing was learned or the network is unfinished."""

    diagram: Diagram
    learned: Learned | None = None

    @property
    def is_finite(self) -> bool:
        """Whether all that was learned are finite numbers, as a file wants them."""
        learned = self.learned
        return learned is None or all(np.isfinite(each).all() for each in (learned.values, *learned.moments.values()))
