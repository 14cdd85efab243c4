"""What a block shows while a pass is walked: rows of values, and which step stands where.

Plain records between the stepper and the canvas; their arrays may be views of the program's own buffers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from playground.engine.network import Edge
from playground.engine.quantities import Role
from playground.ui.lying import in_rows


class RowKind(NamedTuple):
    """What a row is, without its numbers: all that its geometry depends on; `drawn_shape` is (rows, columns)."""

    quantity: str
    symbol: str
    superscript: str
    role: Role
    drawn_shape: tuple[int, int]


class RowLook(NamedTuple):
    """All that is painted of a row, its numbers as their bits, so that what is not a number looks alike, too."""

    kind: RowKind
    shape: tuple[int, ...]
    bits: bytes | None
    ghost_bits: bytes | None

    def row(self) -> ValueRow:
        """A row that looks like this."""
        kind, (values, ghost) = self.kind, map(self._drawn, (self.bits, self.ghost_bits))
        return ValueRow(kind.quantity, kind.symbol, kind.superscript, kind.role, values, self.shape, ghost=ghost)

    def _drawn(self, bits: bytes | None) -> NDArray[np.float64] | None:
        return None if bits is None else np.frombuffer(bits).reshape(self.kind.drawn_shape)


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

    @property
    def kind(self) -> RowKind:
        """The row without its numbers."""
        return RowKind(self.quantity, self.symbol, self.superscript, self.role, self.drawn_shape)

    @property
    def look(self) -> RowLook:
        """What is painted of it now; a ring around the current row is not part of it."""
        return RowLook(self.kind, self.shape, _bits(self.values), _bits(self.ghost))

    def shows_same(self, other: ValueRow) -> bool:
        """Whether both rows look alike, to the bit, so that nothing has to be painted again."""
        return self.current == other.current and self.look == other.look

    def kept(self) -> ValueRow:
        """The row with a copy of its values, safe when the giver writes the next pass into its arrays."""
        return self if self.values is None else replace(self, values=self.values.copy())


def _bits(values: NDArray[np.float64] | None) -> bytes | None:
    return None if values is None else values.tobytes()


@dataclass(frozen=True)
class WireNote:
    """What stands beside a wire while a pass is walked: its local derivative, and the gradient that arrived.

    A `wide` one tells the whole product, upstream × local = downstream, for as long as it stands there. Its tip is told
    when somebody asks, as every digit of it takes longer to write than what stands there.
    """

    text: str
    arrival: str = ""
    wide: bool = False
    tell: Callable[[], str] = str

    @property
    def tip(self) -> str:
        """The rule with every digit; empty without any."""
        return self.tell()


@dataclass(frozen=True)
class CurrentStep:
    """Where the cursor stands: the block, the wires its values travel along, and the direction as a role."""

    node: str
    edges: frozenset[Edge]
    role: Role
