"""Where an arrow key leads in an array: by how many rows and columns, to which neighbour, never outside."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from playground.ui.cells import Cell

_MOVES: Mapping[int, Cell] = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


def arrow_move(event: QKeyEvent) -> Cell | None:
    """(rows, columns) by which a key moves what is chosen; None for any other key."""
    return _MOVES.get(event.key())


def neighbour(cell: Cell, by: Cell, shape: Cell) -> Cell:
    """The cell that a move leads to; at the edge the cell itself."""
    row, column = (min(max(place + step, 0), most - 1) for place, step, most in zip(cell, by, shape, strict=True))
    return row, column
