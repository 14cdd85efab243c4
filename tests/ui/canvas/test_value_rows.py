"""Rows of values on a card: numbers while they fit, pixels beyond; an index always means the array as given."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from playground.engine.quantities import Role
from playground.session.number_style import AS_USUAL
from playground.ui.block_values import ValueRow
from playground.ui.canvas.card_layout import HEADER, lay_out
from playground.ui.canvas.faces import BlockFace
from playground.ui.canvas.value_painting import RowPicture
from playground.ui.canvas.value_rows import is_heat, lay_out_rows, shape_note
from playground.ui.fonts import load_fonts
from playground.ui.palette import LIGHT

FACE = BlockFace("Dense 1", "8 · tanh", ("", ""), 1, True)


def row(rows: int, columns: int, known: bool = True) -> ValueRow:
    """A row of z of this shape."""
    values = np.arange(rows * columns, dtype=float).reshape(rows, columns) if known else None
    return ValueRow("pre_activation", "z", "(1)", Role.FORWARD, values, (rows, columns))


@given(st.integers(1, 40), st.integers(1, 200))
@settings(max_examples=25)
def test_every_value_is_found_where_it_is_drawn(rows: int, columns: int) -> None:
    [placed] = lay_out_rows((row(rows, columns),), QPointF(50, 40), AS_USUAL)
    seen = {
        placed.index_at(_middle(line, r, c))
        for line in placed.lines
        for r in range(line.shape[0])
        for c in range(line.shape[1])
    }
    assert seen == {(r, c) for r in range(rows) for c in range(columns)}


def _middle(line: object, row_number: int, column: int) -> QPointF:
    rect, (rows, columns) = line.rect, line.shape  # type: ignore[attr-defined]
    return QPointF(
        rect.left() + (column + 0.45) * rect.width() / columns, rect.top() + (row_number + 0.45) * rect.height() / rows
    )


def test_few_values_are_numbers_many_are_pixels(qtbot: QtBot) -> None:
    assert not is_heat(row(1, 12))
    assert is_heat(row(1, 13))
    assert not is_heat(row(4, 6))
    assert is_heat(row(10, 8))
    assert (shape_note(row(10, 8)), shape_note(row(1, 64))) == ("10 × 8", "")


@pytest.mark.parametrize("shape", [(1, 1), (1, 8), (1, 64), (1, 5000), (10, 8), (500, 300)])
def test_a_card_stays_of_a_pleasant_size(qtbot: QtBot, shape: tuple[int, int]) -> None:
    size = lay_out(FACE, tuple(row(*shape) for _ in range(4))).size
    assert size.width() <= 360
    assert size.height() <= HEADER + 4 * 120


def test_values_keep_their_room_before_they_are_known(qtbot: QtBot) -> None:
    for shape in ((1, 3), (1, 20), (10, 8)):
        assert lay_out(FACE, (row(*shape),)).size == lay_out(FACE, (row(*shape, known=False),)).size


def test_shapes_without_values_are_drawn_as_rows(qtbot: QtBot) -> None:
    for shape, drawn in (((), (1, 1)), ((3,), (1, 3)), ((10, 3), (10, 3)), ((2, 5, 3), (10, 3))):
        assert ValueRow("loss", "L", "", Role.FORWARD, None, shape).drawn_shape == drawn


def test_room_for_a_ghost_is_kept_beside_a_parameter_so_that_no_update_changes_the_card(qtbot: QtBot) -> None:
    weight = ValueRow("value", "w", "", Role.PARAMETER, np.array([[2.0]]), (1,))
    before, after = (lay_out(FACE, (row,)) for row in (weight, replace(weight, ghost=np.array([[1.0]]))))
    assert before.size == after.size
    [placed] = after.rows
    assert placed.ghost is not None
    assert placed.ghost.left() > placed.rect.right()
    assert placed.ghost.right() <= after.size.width()
    assert placed.index_at(placed.ghost.center()) is None  # what is gone cannot be explained
    assert lay_out(FACE, (row(1, 1),)).rows[0].ghost is None


def test_a_ghost_is_painted_muted_beside_the_new_value(qtbot: QtBot) -> None:
    load_fonts()

    def painted(ghost: float | None) -> QImage:
        old = None if ghost is None else np.array([[ghost]])
        weight = ValueRow("value", "w", "", Role.PARAMETER, np.array([[2.0]]), (1,), ghost=old)
        [placed] = lay_out_rows((weight,), QPointF(40, 10), AS_USUAL)
        assert placed.ghost is not None
        image = QImage(240, 40, QImage.Format.Format_RGB32)
        image.fill(QColor(LIGHT.panel))
        with QPainter(image) as painter:
            RowPicture.of(placed, 4.0, LIGHT).paint(painter)
        return image.copy(placed.ghost.toRect())

    assert painted(None) != painted(-1.0) != painted(1.0)
    assert painted(1.0).pixelColor(3, 3).lightnessF() > QColor(LIGHT.positive).lightnessF() + 0.1


def of_weights(rows: int, columns: int, role: Role = Role.PARAMETER) -> ValueRow:
    """W, or its gradient, of this shape."""
    key, symbol = ("weights", "W") if role is Role.PARAMETER else ("grad_weights", "∂L/∂W")
    values = np.linspace(-1.0, 1.0, rows * columns).reshape(rows, columns)
    return ValueRow(key, symbol, "(1)", role, values, (rows, columns))


@pytest.mark.parametrize("shape", [(2, 2), (4, 3), (1, 6), (8, 2), (32, 64), (256, 784)])
def test_a_matrix_of_weights_and_what_it_was_fit_beside_each_other(qtbot: QtBot, shape: tuple[int, int]) -> None:
    [weights, gradient] = lay_out(FACE, (of_weights(*shape), of_weights(*shape, Role.BACKWARD))).rows
    assert weights.ghost is not None
    assert weights.ghost.size() == weights.rect.size() == gradient.rect.size()
    assert lay_out(FACE, (of_weights(*shape),)).size.width() <= 400


def test_small_matrices_of_weights_are_numbers_and_large_ones_pixels(qtbot: QtBot) -> None:
    assert [is_heat(of_weights(*shape)) for shape in ((4, 3), (1, 6), (4, 4), (1, 7))] == [False, False, True, True]


def test_a_heat_map_has_a_paler_ghost_measured_by_the_same_limit(qtbot: QtBot) -> None:
    load_fonts()
    weights = of_weights(8, 8)
    [placed] = lay_out_rows((replace(weights, ghost=weights.values),), QPointF(40, 10), AS_USUAL)
    assert placed.ghost is not None
    image = QImage(320, 90, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.panel))
    with QPainter(image) as painter:
        RowPicture.of(placed, 4.0, LIGHT).paint(painter)
    now, before = placed.rect.topLeft() + QPointF(4, 4), placed.ghost.topLeft() + QPointF(4, 4)
    lightness = [image.pixelColor(point.toPoint()).lightnessF() for point in (now, before)]
    assert lightness[0] + 0.1 < lightness[1] < QColor(LIGHT.panel).lightnessF()
