"""The signs of how a block learns: drawn within their square in the colour of parameters, told apart at a glance."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from playground.ui.canvas.faces import Mark
from playground.ui.canvas.mark_painting import paint_mark
from playground.ui.palette import DARK, LIGHT, Theme

SIDE, EDGE = 26, 10


def painted(mark: Mark, theme: Theme) -> QImage:
    """A mark alone, in the middle of an empty picture."""
    image = QImage(SIDE + 2 * EDGE, SIDE + 2 * EDGE, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_mark(painter, QRectF(EDGE, EDGE, SIDE, SIDE), mark, theme)
    painter.end()
    return image


def inked(image: QImage) -> set[tuple[int, int]]:
    """The pixels that are mostly covered."""
    return {(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).alpha() > 128}


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("mark", Mark)
def test_a_mark_fills_its_square_in_the_colour_of_parameters(qapp: QApplication, mark: Mark, theme: Theme) -> None:
    image = painted(mark, theme)
    pixels = inked(image)
    assert 60 < len(pixels) < SIDE * SIDE
    assert all(EDGE - 2 <= place < EDGE + SIDE + 2 for pixel in pixels for place in pixel)
    strongest = max((image.pixelColor(x, y) for x, y in pixels), key=QColor.alpha)
    assert strongest.name().upper() == theme.parameter


def test_chain_and_lock_look_different(qapp: QApplication) -> None:
    shared, frozen = (inked(painted(mark, LIGHT)) for mark in (Mark.SHARED, Mark.FROZEN))
    assert len(shared ^ frozen) > 80
