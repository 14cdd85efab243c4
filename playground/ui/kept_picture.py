"""Small pictures that are painted again and again alike: painted once for a place within a pixel, then only copied.

Whoever has one painted says by a value what it looks like; an equal value is an equal picture. Knows no meaning.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from math import floor
from typing import NamedTuple, Protocol

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

_KEPT = 1024
_LARGEST = 48 * 1024  # pixels; what is larger is painted each time


class Picture(Hashable, Protocol):
    """What can be kept: a value that can be hashed and that tells all of what it looks like."""

    def bounds(self) -> QRectF:
        """All that is painted, around the painter's origin."""

    def paint(self, painter: QPainter) -> None:
        """Paint it at the painter's origin."""


class _Grid(NamedTuple):
    """How a picture lies among pixels: its scale, and by how much it begins behind a pixel's corner."""

    scale: float
    right: float
    down: float


def paint_kept(painter: QPainter, origin: QPointF, picture: Picture) -> None:
    """Paint a picture at a point of the painter's, as a copy if it has been painted so before."""
    found = _found(painter, origin, picture)
    if found is not None:
        transform = painter.worldTransform()
        painter.resetTransform()
        painter.drawPixmap(*found)
        painter.setWorldTransform(transform)
        return
    painter.save()
    painter.translate(origin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    picture.paint(painter)
    painter.restore()


def _found(painter: QPainter, origin: QPointF, picture: Picture) -> tuple[QPoint, QPixmap] | None:
    """The kept pixels and the pixel they begin at; None if the picture has to be painted by itself: turned, see-through
    (where it would shine through itself), on a fine screen, or large."""
    transform = painter.worldTransform()
    scale = transform.m11()
    upright = not transform.isRotating() and scale == transform.m22()
    if not upright or painter.opacity() < 1.0 or painter.deviceTransform().m11() != scale:
        return None
    at = transform.map(origin)
    corner = QPoint(floor(at.x()), floor(at.y()))
    kept = _kept(picture, _Grid(scale, at.x() - corner.x(), at.y() - corner.y()))
    return None if kept is None else (corner + kept[1], kept[0])


@lru_cache(maxsize=_KEPT)
def _kept(picture: Picture, grid: _Grid) -> tuple[QPixmap, QPoint] | None:
    """The pixels, and where their corner lies from the pixel of the origin; None if they are too many."""
    place = QTransform(grid.scale, 0.0, 0.0, grid.scale, grid.right, grid.down)
    rect = place.mapRect(picture.bounds()).toAlignedRect()
    if rect.width() * rect.height() > _LARGEST:
        return None
    pixels = QPixmap(rect.size())
    pixels.fill(Qt.GlobalColor.transparent)
    with QPainter(pixels) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setWorldTransform(place * QTransform.fromTranslate(-rect.x(), -rect.y()))
        picture.paint(painter)
    return pixels, rect.topLeft()
