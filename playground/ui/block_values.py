"""What a block shows while a pass is walked: rows of values, and which step stands where.

Plain records between the stepper and the canvas; their arrays may be views of the program's own buffers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from playground.engine.network import Edge
from playground.engine.quantities import Role
from playground.ui.lying import in_rows


@dataclass(frozen=True, eq=False)
class ValueRow:
    """One quantity of a block; `values` (rows, columns) as drawn, None while not computed (drawn as `?`).

    `ghost` is what a parameter was before the update under way has changed it.
    """

    quantity: str
    symbol: str
    superscript: str
    role: Role
    values: NDArray[np.float64] | None
    shape: tuple[int, ...]
    current: bool = False
    ghost: NDArray[np.float64] | None = None

    @property
    def drawn_shape(self) -> tuple[int, int]:
        """(rows, columns) as drawn: a vector is one row, a number one cell, images stand side by side."""
        return in_rows(self.shape).size if self.values is None else (self.values.shape[0], self.values.shape[1])

    def shows_same(self, other: ValueRow) -> bool:
        """Whether both rows look alike, to the bit, so that nothing has to be painted again."""
        if self.values is None or other.values is None:
            same = self.values is other.values and self.shape == other.shape
        else:
            same = self.values.shape == other.values.shape and self.values.tobytes() == other.values.tobytes()
        return same and self.current == other.current and self._names == other._names and self._past == other._past

    def kept(self) -> ValueRow:
        """The row with a copy of its values, safe when the giver writes the next pass into its arrays."""
        return self if self.values is None else replace(self, values=self.values.copy())

    @cached_property
    def _past(self) -> bytes | None:
        return None if self.ghost is None else self.ghost.tobytes()

    @cached_property
    def _names(self) -> tuple[str, str, str, Role]:
        return self.quantity, self.symbol, self.superscript, self.role


@dataclass(frozen=True)
class WireNote:
    """What stands beside a wire while a pass is walked: its local derivative, the gradient that arrived, a tip.

    A `wide` one tells the whole product, upstream × local = downstream, for as long as it stands there.
    """

    text: str
    arrival: str = ""
    tip: str = ""
    wide: bool = False


@dataclass(frozen=True)
class CurrentStep:
    """Where the cursor stands: the block, the wires its values travel along, and the direction as a role."""

    node: str
    edges: frozenset[Edge]
    role: Role
