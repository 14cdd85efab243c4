"""A touched curve has its colours wherever it is painted, and what is far away is kept near enough for painting."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF
from pytestqt.qtbot import QtBot

from playground.ui.palette import DARK, LIGHT, Theme
from playground.ui.touch_painting import Touch, near, paint_curve, paint_touch


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_point_stands_out_of_curve_and_tangent(theme: Theme, qtbot: QtBot) -> None:
    picture = QImage(80, 80, QImage.Format.Format_RGB32)
    picture.fill(QColor(theme.panel))
    with QPainter(picture) as painter:
        paint_curve(painter, QPolygonF([QPointF(0, 10.0), QPointF(80, 10.0)]), theme)
        paint_touch(painter, Touch(QLineF(0, 40, 80, 40), QPointF(40, 40)), theme)
    assert picture.pixelColor(40, 10) == QColor(theme.forward)
    assert picture.pixelColor(40, 40) == QColor(theme.backward)


def test_what_is_near_stays_and_what_is_far_comes_nearer() -> None:
    assert near(3.0, 0.0, 2.0) == 3.0
    assert near(1e300, 0.0, 2.0) == 102.0
    assert near(-1e300, 0.0, 2.0) == -100.0
