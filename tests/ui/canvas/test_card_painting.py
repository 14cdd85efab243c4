"""From far away a card's words keep clear of its sides, however long they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from playground.ui.canvas.card_layout import PADDING, lay_out
from playground.ui.canvas.card_painting import CardState, paint_card
from playground.ui.canvas.faces import BlockFace
from playground.ui.palette import LIGHT

FAR = 0.42
PILLS = ("2", "8 · tanh", "binary cross-entropy", "cross-entropy of probabilities", "mean absolute error")


def painted(pill: str) -> QImage:
    """A loss without ports, from far away, nothing around it."""
    layout = lay_out(BlockFace("Loss", pill, ("2 classes", ""), 0, False))
    picture = QImage((layout.size * FAR).toSize(), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    with QPainter(picture) as painter:
        painter.scale(FAR, FAR)
        paint_card(painter, layout, CardState(ports=False), LIGHT)
    return picture


@pytest.mark.parametrize("pill", PILLS)
def test_words_keep_clear_of_both_sides(pill: str, qtbot: QtBot) -> None:
    picture, panel = painted(pill), QColor(LIGHT.panel)
    clear = round(0.6 * PADDING * FAR)
    columns = [*range(2, 2 + clear), *range(picture.width() - 2 - clear, picture.width() - 2)]
    rows = range(6, picture.height() - 6)
    assert all(picture.pixelColor(column, row) == panel for column in columns for row in rows)


@pytest.mark.parametrize("pill", PILLS)
def test_words_are_there(pill: str, qtbot: QtBot) -> None:
    picture = painted(pill)
    lower = range(picture.height() // 2, picture.height() - 6)
    dark = [
        picture.pixelColor(column, row).lightness() < 200 for column in range(8, picture.width() - 8) for row in lower
    ]
    assert any(dark)
