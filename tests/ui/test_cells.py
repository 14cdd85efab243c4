"""Cells: one geometry for painting, sizes and the mouse; heat maps where numbers do not fit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from playground.ui.cells import (
    LARGE,
    SMALL,
    Cell,
    Cells,
    CellsStyle,
    _marks,
    as_rows,
    cell_at,
    cell_rect,
    cells_size,
    heat_image,
    heat_note,
    is_heat_map,
    paint_cells,
)
from playground.ui.fonts import ui_font
from playground.ui.palette import DARK, LIGHT, Theme

SHAPES = st.tuples(st.integers(1, 80), st.integers(1, 80))
STYLES = st.sampled_from([SMALL, LARGE])


def painted(cells: Cells, style: CellsStyle = SMALL, theme: Theme = LIGHT) -> QImage:
    """The block on the panel's colour."""
    image = QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.panel))
    painter = QPainter(image)
    paint_cells(painter, QPointF(8, 8), cells, style, theme)
    painter.end()
    return image


def color_in(image: QImage, cells: Cells, row: int, column: int) -> QColor:
    """The fill of a cell, near its left edge where no digit stands."""
    rect = cell_rect((row, column), cells.shape, SMALL).translated(8, 8)
    return image.pixelColor(int(rect.left()) + 2, int(rect.center().y()))


@given(SHAPES, STYLES, st.data())
def test_the_cell_under_the_middle_of_a_cell_is_that_cell(
    qapp: QApplication, shape: tuple[int, int], style: CellsStyle, data: st.DataObject
) -> None:
    cell = (data.draw(st.integers(0, shape[0] - 1)), data.draw(st.integers(0, shape[1] - 1)))
    assert cell_at(cell_rect(cell, shape, style).center(), shape, style) == cell


@given(SHAPES, STYLES)
def test_all_cells_lie_within_the_size(qapp: QApplication, shape: tuple[int, int], style: CellsStyle) -> None:
    block = QRectF(QPointF(0, 0), cells_size(shape, style))
    assert block.contains(cell_rect((0, 0), shape, style))
    assert block.contains(cell_rect((shape[0] - 1, shape[1] - 1), shape, style))


@given(SHAPES)
def test_outside_the_block_is_no_cell(qapp: QApplication, shape: tuple[int, int]) -> None:
    size = cells_size(shape, SMALL)
    outside = (QPointF(-1, 1), QPointF(1, -1), QPointF(size.width() + 3, 1), QPointF(1, size.height() + 3))
    assert [cell_at(point, shape, SMALL) for point in outside] == [None] * 4


@given(st.integers(17, 100_000), st.integers(1, 100_000))
def test_a_large_array_becomes_a_bounded_heat_map(qapp: QApplication, rows: int, columns: int) -> None:
    size = cells_size((rows, columns), SMALL)
    assert is_heat_map((rows, columns), SMALL)
    assert size.width() <= SMALL.heat_width + 1
    assert size.height() <= SMALL.heat_height + 20


def test_signs_are_told_by_colour(qapp: QApplication) -> None:
    cells = Cells((1, 3), np.array([[-1.0, 0.0, 1.0]]))
    image = painted(cells)
    below, zero, above = (color_in(image, cells, 0, column) for column in range(3))
    assert below.red() > below.green()
    assert above.green() > above.red()
    assert zero == QColor(LIGHT.zero)


def test_values_not_yet_known_are_placeholders(qapp: QApplication) -> None:
    cells = Cells((2, 2))
    assert color_in(painted(cells), cells, 1, 1) == QColor(LIGHT.chip)


def test_the_chosen_cell_and_the_block_get_a_ring(qapp: QApplication) -> None:
    values = np.zeros((2, 2))
    plain = painted(Cells((2, 2), values))
    assert painted(Cells((2, 2), values, frozenset({(0, 1)}))) != plain
    assert painted(Cells((2, 2), values, outline=LIGHT.backward)).pixelColor(5, 20) == QColor(LIGHT.backward)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_heat_map_has_one_pixel_a_value(qapp: QApplication, theme: Theme) -> None:
    image = heat_image(np.array([[0.0, 1.0, -1.0], [0.5, 0.0, 0.0]]), theme)
    assert (image.width(), image.height()) == (3, 2)
    assert image.pixelColor(0, 0) == image.pixelColor(2, 1) == QColor(theme.zero)
    assert image.pixelColor(1, 0).green() > image.pixelColor(2, 0).green()


def test_the_strongest_value_of_a_huge_array_is_never_lost(qapp: QApplication) -> None:
    values = np.zeros((5000, 3))
    values[3333, 1] = -1.0
    image = heat_image(values, LIGHT)
    seen = {image.pixelColor(1, y).name() for y in range(image.height())}
    assert len(seen) == 2


def test_an_image_outlives_its_array(qapp: QApplication) -> None:
    images = [heat_image(np.full((64, 64), sign), LIGHT) for sign in (1.0, -1.0)]
    assert images[0].pixelColor(5, 5).green() > images[1].pixelColor(5, 5).green()


@pytest.mark.parametrize(("shape", "rows"), [((), (1, 1)), ((3,), (1, 3)), ((2, 3), (2, 3)), ((2, 3, 4), (6, 4))])
def test_any_array_has_rows(shape: tuple[int, ...], rows: tuple[int, int]) -> None:
    assert as_rows(np.zeros(shape)).shape == rows


def test_an_upright_heat_map_is_no_wider_than_its_words_on_two_lines(qapp: QApplication) -> None:
    style = replace(SMALL, max_rows=4)
    tall, wide = cells_size((8, 1), style), cells_size((8, 40), style)
    words = QFontMetricsF(ui_font(style.font_size))
    assert tall.width() <= words.horizontalAdvance("heat map") + 3
    assert tall.height() <= style.heat_height + 20
    assert wide.width() >= words.horizontalAdvance(heat_note((8, 40)))


ROW = frozenset((2, column) for column in range(40))
BLOCK = frozenset((row, column) for row in (3, 4) for column in (5, 6, 7))


@pytest.mark.parametrize(("chosen", "frames"), [(ROW, 1), (BLOCK, 1), (ROW | {(9, 9)}, 41), (frozenset({(0, 0)}), 1)])
def test_what_lies_side_by_side_in_a_heat_map_has_one_frame_around_it(chosen: frozenset[Cell], frames: int) -> None:
    heat = Cells((30, 40), np.zeros((30, 40)), chosen)
    found = _marks(heat, SMALL)
    assert len(found) == frames
    if frames == 1:
        assert all(found[0].contains(cell_rect(cell, heat.shape, SMALL)) for cell in chosen)
        assert not any(
            found[0].contains(cell_rect((row, column), heat.shape, SMALL))
            for row in range(30)
            for column in range(40)
            if (row, column) not in chosen
        )


def test_numbers_have_a_frame_each() -> None:
    few = Cells((2, 3), np.zeros((2, 3)), frozenset({(0, 0), (0, 1), (0, 2)}))
    assert sorted(mark.left() for mark in _marks(few, SMALL)) == [
        cell_rect((0, column), few.shape, SMALL).left() for column in range(3)
    ]
