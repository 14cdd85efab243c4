"""The ground of a view in squares that are painted before they are seen: a view that jumps finds what it will show.

Squares lie fast in the drawing, so that a place that is come back to is the same squares. Knows no meaning.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from math import floor
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsScene

_SIDE = 512  # of a square in pixels
_MOST = 6 * 1024 * 1024  # pixels of the screen that are kept, four bytes each

Square = tuple[int, int]  # column and row


class GroundScene(QGraphicsScene):
    """A scene that tells where its ground looks otherwise, for who keeps some of it."""

    ground_changed = Signal(object)  # QRectF

    def renew_ground(self, rect: QRectF) -> None:
        """What lies there is to be painted again."""
        self.invalidate(rect, QGraphicsScene.SceneLayer.BackgroundLayer)
        self.ground_changed.emit(rect)


class Grain(NamedTuple):
    """Pixels for a unit of the drawing, and of a fine screen for a pixel."""

    scale: float = 1.0
    ratio: float = 1.0

    @property
    def side(self) -> float:
        """Of a square, in pixels of the screen."""
        return _SIDE * self.ratio

    def squares(self, rect: QRectF) -> list[Square]:
        """Those that a part of the drawing lies in."""
        size = _SIDE / self.scale
        columns = range(floor(rect.left() / size), floor(rect.right() / size) + 1)
        return list(product(columns, range(floor(rect.top() / size), floor(rect.bottom() / size) + 1)))

    def rect(self, square: Square) -> QRectF:
        """A square's place in the drawing."""
        size = _SIDE / self.scale
        return QRectF(square[0] * size, square[1] * size, size, size)


class KeptGround:
    """Squares of what `paint` paints, in the grain that was asked for last; the newest stay."""

    def __init__(self, paint: Callable[[QPainter, QRectF], object]) -> None:
        self._paint = paint
        self._grain = Grain()
        self._squares: dict[Square, QPixmap] = {}

    def keep(self, rect: QRectF, grain: Grain) -> None:
        """Have ready what lies in a part of the drawing, unless it is too much or its pixels would be cut."""
        squares = grain.squares(rect)
        if not grain.side.is_integer() or len(squares) * grain.side**2 > _MOST:
            return
        if grain != self._grain:
            self.clear()
            self._grain = grain
        for square in squares:
            kept = self._squares.pop(square) if square in self._squares else self._painted(square)
            self._squares[square] = kept  # behind those that were asked for before
        while len(self._squares) * grain.side**2 > _MOST:
            del self._squares[next(iter(self._squares))]

    def copy(self, painter: QPainter, rect: QRectF) -> bool:
        """Paint a part of the drawing from what is kept; False, with nothing painted, if some of it is not."""
        transform, ratio = painter.worldTransform(), painter.device().devicePixelRatio()
        left, top = ratio * transform.dx(), ratio * transform.dy()
        squares, side = self._grain.squares(rect), self._grain.side
        whole = left.is_integer() and top.is_integer()
        if not whole or Grain(transform.m11(), ratio) != self._grain or not self._squares.keys() >= set(squares):
            return False
        painter.setWorldTransform(QTransform.fromScale(1.0 / ratio, 1.0 / ratio))  # pixels are pixels
        for column, row in squares:
            painter.drawPixmap(QPointF(left + side * column, top + side * row), self._squares[column, row])
        painter.setWorldTransform(transform)
        return True

    def forget(self, rect: QRectF) -> None:
        """What lies in a part of the drawing looks otherwise from now on."""
        if self._squares:
            self._squares = {
                at: kept for at, kept in self._squares.items() if not self._grain.rect(at).intersects(rect)
            }

    def clear(self) -> None:
        """All of it looks otherwise from now on."""
        self._squares.clear()

    def _painted(self, square: Square) -> QPixmap:
        (column, row), (scale, ratio) = square, self._grain
        pixels = QPixmap(round(self._grain.side), round(self._grain.side))
        pixels.setDevicePixelRatio(ratio)
        with QPainter(pixels) as painter:
            painter.setWorldTransform(QTransform(scale, 0.0, 0.0, scale, -_SIDE * column, -_SIDE * row))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter, self._grain.rect(square))
        pixels.setDevicePixelRatio(1.0)
        return pixels
