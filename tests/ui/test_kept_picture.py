"""A kept picture is what painting anew would give, wherever it stands, and another value is another picture."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QTransform
from PySide6.QtWidgets import QApplication

from playground.ui import cells, kept_picture
from playground.ui.cells import Array, Cells, keep_cells, paint_cells
from playground.ui.fonts import load_fonts
from playground.ui.kept_picture import Place
from playground.ui.palette import DARK, LIGHT, Theme

VALUES = np.array([[0.5, -12.25, np.nan], [0.0, 1e-9, 3.0]])
PLACES = [(1.0, 0.0), (1.0, 0.375), (0.7, 3.21), (1.25, 5.0), (0.9377, 0.99)]


def painted(values: Array, scale: float = 1.0, shift: float = 0.0, theme: Theme = LIGHT, ratio: float = 1.0) -> Array:
    """The pixels of some cells, red, green, blue, somewhere on a window's ground."""
    image = QImage(round(320 * ratio), round(120 * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(theme.panel))
    with QPainter(image) as painter:
        painter.setTransform(QTransform.fromScale(scale, scale) * QTransform.fromTranslate(shift, shift))
        shown = Cells((values.shape[0], values.shape[1]), values, frozenset({(0, 1)}), theme.forward)
        paint_cells(painter, QPointF(8.3, 9.7), shown, cells.SMALL, theme)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).astype(np.float64)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0, 3.0])
@pytest.mark.parametrize(("scale", "shift"), PLACES)
def test_a_copy_looks_like_the_first_and_like_what_is_painted_without_keeping(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, scale: float, shift: float, ratio: float
) -> None:
    load_fonts()
    kept_picture._kept.cache_clear()
    first, copy = painted(VALUES, scale, shift, ratio=ratio), painted(VALUES, scale, shift, ratio=ratio)
    assert (first == copy).all()
    assert (kept_picture._kept.cache_info().misses, kept_picture._kept.cache_info().hits) == (1, 1)
    monkeypatch.setattr(kept_picture, "_kept", lambda *_asked: None)
    directly = painted(VALUES, scale, shift, ratio=ratio)
    assert np.abs(copy - directly).max() <= 1  # a half-covered pixel is rounded twice


def test_another_value_or_theme_is_another_picture(qapp: QApplication) -> None:
    load_fonts()
    other = VALUES.copy()
    other[1, 2] = 3.5
    assert (painted(VALUES) != painted(other)).any()
    assert (painted(VALUES) != painted(VALUES, theme=DARK)).any()
    assert (painted(other) == painted(other.copy())).all()


def test_marks_are_painted_upon_the_same_copy(qapp: QApplication) -> None:
    load_fonts()
    kept_picture._kept.cache_clear()
    image = QImage(200, 80, QImage.Format.Format_ARGB32_Premultiplied)
    marks = [
        Cells((2, 3), VALUES),
        Cells((2, 3), VALUES, frozenset({(1, 1)})),
        Cells((2, 3), VALUES, outline="#ff0000"),
    ]
    with QPainter(image) as painter:
        for marked in marks:
            paint_cells(painter, QPointF(), marked, cells.SMALL, LIGHT)
    assert kept_picture._kept.cache_info().misses == 1


def test_what_was_made_ready_is_not_painted_again(qapp: QApplication) -> None:
    load_fonts()
    kept_picture._kept.cache_clear()
    keep_cells(Cells((2, 3), VALUES), cells.SMALL, LIGHT, Place())
    assert kept_picture._kept.cache_info().misses == 1
    image = QImage(200, 80, QImage.Format.Format_ARGB32_Premultiplied)
    with QPainter(image) as painter:
        paint_cells(painter, QPointF(4, 4), Cells((2, 3), VALUES.copy()), cells.SMALL, LIGHT)
    assert kept_picture._kept.cache_info().misses == 1


def test_what_is_seen_through_is_not_kept(qapp: QApplication) -> None:
    load_fonts()
    kept_picture._kept.cache_clear()
    image = QImage(200, 80, QImage.Format.Format_ARGB32_Premultiplied)
    with QPainter(image) as painter:
        painter.setOpacity(0.5)
        paint_cells(painter, QPointF(), Cells((1, 1), VALUES[:1, :1]), cells.SMALL, LIGHT)
    assert kept_picture._kept.cache_info().currsize == 0
