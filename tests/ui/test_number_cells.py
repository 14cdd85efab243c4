"""Numbers in cells: each is written as the style says, in the colours of its sign, and painted where its cell is."""

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from playground.session.numbers import UNKNOWN
from playground.ui.cells import CellsStyle
from playground.ui.fonts import load_fonts
from playground.ui.number_cells import Lettered, lettered, lettering, paint_lettered, unknown
from playground.ui.palette import LIGHT
from playground.ui.theme import sign_levels, sign_paints

STYLE = CellsStyle()


def painted(cells: list[list[Lettered]], shift: tuple[float, float] = (0.0, 0.0)) -> QImage:
    image = QImage(240, 60, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(LIGHT.panel))
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(*shift)
        paint_lettered(painter, cells, STYLE)
    return image


def test_every_number_is_written_as_the_style_says(qapp: QApplication) -> None:
    load_fonts()
    values = np.array([[0.5, -12345.678, np.nan], [0.0, 1e-9, np.inf]])
    places = lettering(STYLE.font_size, STYLE.width, STYLE.height).places
    cells = lettered(values, 1.0, STYLE, LIGHT)
    assert [[text for _fill, _ink, text in row] for row in cells] == [
        [STYLE.numbers.fitted(number, STYLE.digits, places) for number in row] for row in values.tolist()
    ]
    paints, levels = sign_paints(LIGHT), sign_levels(values, 1.0)
    assert [[(fill, ink) for fill, ink, _text in row] for row in cells] == [
        [paints[level] for level in row] for row in levels.tolist()
    ]


def test_what_is_not_known_is_a_question_mark_in_each_cell() -> None:
    assert [[text for _fill, _ink, text in row] for row in unknown((2, 3), LIGHT)] == [[UNKNOWN] * 3] * 2


def test_a_block_is_painted_as_its_cells_one_by_one(qapp: QApplication) -> None:
    load_fonts()
    cells = lettered(np.array([[0.25, -3.0, 7e7]]), None, STYLE, LIGHT)
    whole = painted(cells)
    for column, cell in enumerate(cells[0]):
        left = int(column * (STYLE.width + STYLE.gap))
        alone = painted([[cell]], (left, 0.0))
        area = (left, 0, int(STYLE.width), int(STYLE.height))
        assert alone.copy(*area) == whole.copy(*area)
