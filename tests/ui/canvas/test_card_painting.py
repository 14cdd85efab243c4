"""From far away a card's words keep clear of its sides, however long they are; a step paints only what it changed."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from playground.engine.quantities import Role
from playground.ui import kept_picture
from playground.ui.block_values import ValueRow
from playground.ui.canvas.card_layout import PADDING, lay_out
from playground.ui.canvas.card_painting import CardState, _Ground, _Words, paint_card
from playground.ui.canvas.faces import BlockFace
from playground.ui.canvas.value_painting import RowPicture
from playground.ui.palette import DARK, LIGHT, Theme

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


def row(*numbers: float, ghost: float | None = None, current: bool = False) -> ValueRow:
    """A row of a layer, made anew as after every step; without numbers its values are not known."""
    values = np.array([numbers]) if numbers else None
    before = None if ghost is None else np.full((1, 2), ghost)
    return ValueRow("activation", "a", "(1)", Role.FORWARD, values, (1, 2), current, before)


def card(row: ValueRow, theme: Theme = LIGHT) -> QImage:
    """A card with one row."""
    picture = QImage(200, 100, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    with QPainter(picture) as painter:
        paint_card(painter, lay_out(BlockFace("Dense 1", "2", (), 1, True), (row,)), CardState(ports=False), theme)
    return picture


def test_the_same_numbers_are_painted_once_and_a_ring_around_them_does_not_paint_them_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[RowPicture] = []
    monkeypatch.setattr(RowPicture, "paint", lambda picture, painter: painted.append(picture))
    kept_picture._kept.cache_clear()
    for shown in (row(1.0, 2.0), row(), row(1.0, 2.0), row(1.0, 2.0, current=True), row(1.0, 2.0), row()):
        card(shown)
    assert len(painted) == 2
    for other in (row(1.0, 2.5), row(1.0, 2.0, ghost=0.5), row(1.0, 2.0, ghost=-0.5)):
        card(other)
    card(row(), DARK)
    assert len(painted) == len(set(painted)) == 6
    kept_picture._kept.cache_clear()


def test_a_ring_stands_around_the_current_row_alone(qtbot: QtBot) -> None:
    plain, ringed = card(row(1.0, 2.0)), card(row(1.0, 2.0, current=True))
    [place] = lay_out(BlockFace("Dense 1", "2", (), 1, True), (row(1.0, 2.0),)).rows
    left, top = place.rect.topLeft().toPoint().toTuple()
    assert ringed.pixelColor(left + 20, top - 3) == QColor(LIGHT.forward) != plain.pixelColor(left + 20, top - 3)
    assert ringed.pixelColor(left + 4, top + 4) == plain.pixelColor(left + 4, top + 4)
    assert card(row(1.0, 2.0)) == plain


def test_the_ground_is_painted_once_for_all_blocks_of_a_size_and_the_words_once_for_a_block_in_all_its_states(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    grounds: list[_Ground] = []
    words: list[_Words] = []
    monkeypatch.setattr(_Ground, "paint", lambda ground, painter: grounds.append(ground))
    monkeypatch.setattr(_Words, "paint", lambda written, painter: words.append(written))
    kept_picture._kept.cache_clear()
    image = QImage(240, 120, QImage.Format.Format_RGB32)
    states = [CardState(ports=False), CardState(ports=False, current=Role.FORWARD), CardState(ports=False, lit=True)]
    for name in ("x", "y"):
        for state in (*states, states[0]):
            with QPainter(image) as painter:
                paint_card(painter, lay_out(BlockFace(name, "1", ("", ""), 1, True)), state, LIGHT)
    assert (len(grounds), len(words)) == (len(states), 2)
    kept_picture._kept.cache_clear()


def test_a_card_that_shines_through_is_as_pale_below_its_words_as_beside_them(qtbot: QtBot) -> None:
    picture = QImage(240, 120, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    with QPainter(picture) as painter:
        paint_card(painter, lay_out(BlockFace("x", "1", ("", ""), 0, False)), CardState(ports=False, ghost=True), LIGHT)
    assert picture.pixelColor(60, 70) == picture.pixelColor(4, 70) != QColor(LIGHT.panel)
