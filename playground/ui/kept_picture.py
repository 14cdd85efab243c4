"""Small pictures that are painted again and again alike: painted once for a place within a pixel, then only copied.

Whoever has one painted says by a value what it looks like; an equal value is an equal picture. Knows no meaning.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from math import floor
from typing import NamedTuple, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

_KEPT, _LARGE_KEPT = 1024, 160
_SMALL, _LARGEST = 48 * 1024, 128 * 1024  # pixels; what is larger is painted each time


class Picture(Hashable, Protocol):
    """What can be kept: a value that can be hashed and that tells all of what it looks like."""

    def bounds(self) -> QRectF:
        """All that is painted, around the painter's origin."""

    def paint(self, painter: QPainter) -> None:
        """Paint it at the painter's origin."""


class Place(NamedTuple):
    """A scale, and how far behind a pixel's corner a picture begins."""

    scale: float
    right: float
    down: float


_GRAINS = 256  # of a pixel
_AT_A_PIXEL = Place(1.0, 0.0, 0.0)
Kept = tuple[QPixmap, int, int]  # the pixels, and where their corner lies from the pixel of the origin


def paint_kept(painter: QPainter, origin: QPointF, picture: Picture, *, large: bool = False) -> None:
    """Paint a picture at a point of the painter's, as a copy if it has been painted so before.

    A `large` picture is kept among few.
    """
    device, shelf = painter.deviceTransform(), _kept_large if large else _kept
    if not device.isScaling() and painter.opacity() == 1.0:  # as in most widgets: pixels are pixels
        away, below, x, y = device.dx(), device.dy(), origin.x(), origin.y()
        left, top = floor(x + away), floor(y + below)
        kept = shelf(picture, 1.0, _grained(x + away - left), _grained(y + below - top))
        if kept is not None:
            painter.drawPixmap(QPointF(left + kept[1] - away, top + kept[2] - below), kept[0])
            return
    transform = painter.worldTransform()
    if _is_plain(painter, transform):
        at = transform.map(origin)
        x, y = at.x(), at.y()
        left, top = floor(x), floor(y)
        kept = shelf(picture, transform.m11(), _grained(x - left), _grained(y - top))
        if kept is not None:
            painter.resetTransform()
            painter.drawPixmap(left + kept[1], top + kept[2], kept[0])
            painter.setWorldTransform(transform)
            return
    painter.save()
    painter.translate(origin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    picture.paint(painter)
    painter.restore()


def keep(picture: Picture, place: Place | None = None, *, large: bool = False) -> None:
    """Have the copy ready that will be asked for there: at the corner of a pixel, unscaled, where no place is told."""
    (_kept_large if large else _kept)(picture, *(place or _AT_A_PIXEL))


def place_of(origin: QPointF, scale: float = 1.0) -> Place:
    """The place of what is painted at a point, given in pixels."""
    x, y = origin.x(), origin.y()
    return Place(scale, _grained(x - floor(x)), _grained(y - floor(y)))


def _grained(share: float) -> float:
    """A share of a pixel as it is told apart: sums of sizes differ in their last bits from place to place."""
    return round(_GRAINS * share) / _GRAINS


def is_large(width: float, height: float, scale: float) -> bool:
    """Whether a picture of this size, painted at a scale, belongs among the few."""
    return width * height * scale * scale > _SMALL


def _is_plain(painter: QPainter, transform: QTransform) -> bool:
    """Whether a kept picture can be put there: neither turned, nor see-through (where it would shine through itself),
    nor on a fine screen."""
    scale = transform.m11()
    upright = not transform.isRotating() and scale == transform.m22()
    return upright and painter.opacity() == 1.0 and painter.deviceTransform().m11() == scale


def _rendered(picture: Picture, scale: float, right: float, down: float, most: int) -> Kept | None:
    """A picture that begins so far behind a pixel's corner; None if its pixels are too many."""
    place = QTransform(scale, 0.0, 0.0, scale, right, down)
    rect = place.mapRect(picture.bounds()).toAlignedRect()
    if rect.width() * rect.height() > most:
        return None
    pixels = QPixmap(rect.size())
    pixels.fill(Qt.GlobalColor.transparent)
    with QPainter(pixels) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setWorldTransform(place * QTransform.fromTranslate(-rect.x(), -rect.y()))
        picture.paint(painter)
    return pixels, rect.x(), rect.y()


@lru_cache(maxsize=_KEPT)
def _kept(picture: Picture, scale: float, right: float, down: float) -> Kept | None:
    return _rendered(picture, scale, right, down, _SMALL)


@lru_cache(maxsize=_LARGE_KEPT)
def _kept_large(picture: Picture, scale: float, right: float, down: float) -> Kept | None:
    return _rendered(picture, scale, right, down, _LARGEST)
