"""Where blocks may stand on the canvas. Knows no edit and no window."""

from __future__ import annotations

from math import isfinite

from playground.document.errors import EditError

FARTHEST = 10_000_000.0  # scene units from the origin in each direction; the longest chain stays within it


def check_position(position: tuple[float, float]) -> None:
    """Raise `EditError` unless both coordinates are finite and within the canvas."""
    for value in position:
        if not (isfinite(value) and abs(value) <= FARTHEST):
            raise EditError(
                f"a block cannot stand at {value!r}: expected a number from −{FARTHEST:,.0f} to {FARTHEST:,.0f}"
            )
