"""Squares of a ground that were kept look as if they had been painted, at every zoom, place and fineness."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTransform
from PySide6.QtWidgets import QApplication

from playground.ui.canvas.kept_ground import Grain, KeptGround

SIZE = (700, 400)  # of a view, in pixels
PLACES = st.integers(-3_000, 3_000)


class Lines:
    """A ground of slanted lines that counts how often some of it is painted."""

    def __init__(self) -> None:
        self.painted = 0
        self.color = "#203040"

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Lines that pass there, thirty units from one another, over a plain colour."""
        self.painted += 1
        painter.fillRect(rect, QColor("#f0f0f0"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.color), 2.0))
        for start in range(int((rect.left() - rect.bottom()) / 30) - 2, int((rect.right() - rect.top()) / 30) + 3):
            top, bottom = rect.top() - 60, rect.bottom() + 60
            painter.drawLine(QPointF(30 * start + top, top), QPointF(30 * start + bottom, bottom))


class Seen:
    """A view of the lines whose corner lies (left, top) pixels from theirs."""

    def __init__(self, grain: Grain, left: float, top: float) -> None:
        self.grain = grain
        self.transform = QTransform(grain.scale, 0.0, 0.0, grain.scale, left, top)
        self.rect = self.transform.inverted()[0].mapRect(QRectF(0, 0, *SIZE))

    def picture(self) -> QImage:
        """An empty one."""
        made = QImage(round(SIZE[0] * self.grain.ratio), round(SIZE[1] * self.grain.ratio), QImage.Format.Format_RGB32)
        made.setDevicePixelRatio(self.grain.ratio)
        made.fill(Qt.GlobalColor.white)
        return made

    def painted(self, lines: Lines) -> QImage:
        """The lines painted at once."""
        made = self.picture()
        with QPainter(made) as painter:
            painter.setWorldTransform(self.transform)
            lines.paint(painter, self.rect)
        return made

    def copied(self, ground: KeptGround) -> QImage | None:
        """The lines from what is kept, if it is."""
        made = self.picture()
        with QPainter(made) as painter:
            painter.setWorldTransform(self.transform)
            return made if ground.copy(painter, self.rect) else None


def farthest(one: QImage, other: QImage) -> int:
    """The largest difference of two grey levels, 255 at most."""
    return int(np.abs(grey(one) - grey(other)).max())


def grey(image: QImage) -> NDArray[np.int64]:
    """(height, width): a picture's grey levels."""
    shown = image.convertToFormat(QImage.Format.Format_Grayscale8)
    levels = np.frombuffer(shown.constBits(), np.uint8).reshape(shown.height(), shown.bytesPerLine())
    return levels[:, : shown.width()].astype(np.int64)


@given(scale=st.sampled_from([0.4, 0.7, 1.0, 1.25]), ratio=st.sampled_from([1.0, 1.25, 2.0]), left=PLACES, top=PLACES)
def test_a_copy_is_what_would_be_painted(qapp: QApplication, scale: float, ratio: float, left: int, top: int) -> None:
    lines, seen = Lines(), Seen(Grain(scale, ratio), 4 * left, 4 * top)  # whole pixels of each screen
    ground = KeptGround(lines.paint)
    ground.keep(seen.rect, seen.grain)
    copied = seen.copied(ground)
    assert copied is not None
    assert (
        farthest(copied, seen.painted(lines)) <= 24
    )  # lines are clipped elsewhere; half a pixel aside makes a hundred


def test_what_is_come_back_to_is_not_painted_again(qapp: QApplication) -> None:
    lines, here, there = Lines(), Seen(Grain(0.7), 0, 0), Seen(Grain(0.7), -1_500, 0)
    ground = KeptGround(lines.paint)
    for seen in (here, there):
        ground.keep(seen.rect, seen.grain)
    before = lines.painted
    for seen in (here, there, here):
        ground.keep(seen.rect, seen.grain)
        assert seen.copied(ground) is not None
    assert lines.painted == before


def test_what_has_changed_is_painted_anew_and_nothing_else(qapp: QApplication) -> None:
    lines, seen = Lines(), Seen(Grain(), 0, 0)
    ground = KeptGround(lines.paint)
    ground.keep(seen.rect, seen.grain)
    before, lines.color = lines.painted, "#a02010"
    ground.forget(QRectF(20, 20, 30, 30))
    assert seen.copied(ground) is None
    ground.keep(seen.rect, seen.grain)
    assert lines.painted == before + 1
    ground.clear()
    assert seen.copied(ground) is None


@pytest.mark.parametrize(
    "other",
    [Seen(Grain(1.1), 0, 0), Seen(Grain(1.0, 2.0), 0, 0), Seen(Grain(), 0.5, 0), Seen(Grain(), -5_000, 0)],
    ids=["zoom", "screen", "between pixels", "elsewhere"],
)
def test_what_is_not_kept_is_not_copied(qapp: QApplication, other: Seen) -> None:
    ground, seen = KeptGround(Lines().paint), Seen(Grain(), 0, 0)
    ground.keep(seen.rect, seen.grain)
    assert other.copied(ground) is None
    assert seen.copied(ground) is not None


def test_only_the_newest_squares_stay(qapp: QApplication) -> None:
    lines = Lines()
    ground, views = KeptGround(lines.paint), [Seen(Grain(), -2_048 * number, 0) for number in range(14)]
    for seen in views:
        ground.keep(seen.rect, seen.grain)
    assert views[0].copied(ground) is None
    assert views[-1].copied(ground) is not None


@pytest.mark.parametrize("grain", [Grain(0.01), Grain(1.0, 1.1)], ids=["too much", "no whole pixels"])
def test_what_would_take_too_much_or_be_cut_is_not_kept(qapp: QApplication, grain: Grain) -> None:
    lines = Lines()
    ground = KeptGround(lines.paint)
    ground.keep(QRectF(0, 0, 900_000, 900_000), grain)
    assert lines.painted == 0
