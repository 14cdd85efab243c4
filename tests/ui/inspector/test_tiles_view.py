"""Filters as pictures: each number has one square, and the square under the pointer tells its number."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from playground.ui.inspector.tiles_view import MOST_TILES, TilesView
from playground.ui.palette import DARK, LIGHT

ROOM = 290


def view(qtbot: QtBot, shape: tuple[int, ...]) -> TilesView:
    """A view of numbers that all differ."""
    made = TilesView(ROOM)
    qtbot.addWidget(made)
    made.show_values(np.arange(np.prod(shape), dtype=np.float64).reshape(shape) - 3, "W", "Conv2D 1, weights")
    return made


@pytest.mark.parametrize("shape", [(8, 1, 3, 3), (12, 8, 3, 3), (4, 3, 5, 2), (6, 7, 7), (1, 260, 2, 2), (1, 1, 1, 1)])
def test_every_number_shown_is_found_once_and_inside(qtbot: QtBot, shape: tuple[int, ...]) -> None:
    made = view(qtbot, shape)
    found = {
        index
        for x in range(0, made.width(), 3)
        for y in range(0, made.height(), 3)
        if (index := made.index_at(QPoint(x, y))) is not None
    }
    tiles = min(int(np.prod(shape[:-2])), MOST_TILES)
    assert len(found) == tiles * shape[-2] * shape[-1]
    assert all(0 <= place < length for index in found for place, length in zip(index, shape, strict=True))
    assert made.width() <= ROOM


def test_the_channels_of_a_filter_stand_on_one_line(qtbot: QtBot) -> None:
    made = view(qtbot, (12, 8, 3, 3))
    line = [made.index_at(QPoint(x, 1)) for x in range(made.width())]
    assert {index[:2] for index in line if index is not None} == {(0, channel) for channel in range(8)}


def test_it_says_what_it_shows_and_paints_in_both_themes(qtbot: QtBot) -> None:
    made = view(qtbot, (8, 1, 3, 3))
    assert made.accessibleName() == "Conv2D 1, weights, 8 pictures of 3 × 3"
    pictures = []
    for theme in (LIGHT, DARK):
        made.set_theme(theme)
        pictures.append(made.grab().toImage())
    assert pictures[0] != pictures[1]
