"""Arrow keys lead to a neighbour and stop at the edge; other keys lead nowhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from playground.ui.arrow_keys import arrow_move, neighbour


def pressed(key: Qt.Key) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)


@pytest.mark.parametrize(
    ("key", "cell"),
    [(Qt.Key.Key_Left, (1, 0)), (Qt.Key.Key_Right, (1, 2)), (Qt.Key.Key_Up, (0, 1)), (Qt.Key.Key_Down, (2, 1))],
)
def test_each_arrow_leads_to_its_neighbour(key: Qt.Key, cell: tuple[int, int]) -> None:
    move = arrow_move(pressed(key))
    assert move is not None
    assert neighbour((1, 1), move, (3, 3)) == cell


def test_at_the_edge_one_stays() -> None:
    assert neighbour((0, 2), (-1, 0), (2, 3)) == neighbour((0, 2), (0, 1), (2, 3)) == (0, 2)


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_A, Qt.Key.Key_unknown])
def test_other_keys_lead_nowhere(key: Qt.Key) -> None:
    assert arrow_move(pressed(key)) is None
