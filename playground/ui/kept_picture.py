"""Small pictures that are painted again and again alike: painted once for a place within a pixel, then only copied.

Whoever has one painted says by a value what it looks like; an equal value is an equal picture. Knows no meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, partial
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
    """A scale, how far behind a pixel's corner a picture begins, and how many pixels a fine screen has for one."""

    scale: float = 1.0
    right: float = 0.0
    down: float = 0.0
    ratio: float = 1.0


_GRAINS, _HAIR = 65_536, 1e-9  # of a pixel
Kept = tuple[QPixmap, int, int]  # the pixels, and where their corner lies from the pixel of the origin


def paint_kept(painter: QPainter, origin: QPointF, picture: Picture, *, large: bool = False) -> None:
    """Paint a picture at a point of the painter's, as a copy if it has been painted so before.

    A `large` picture is kept among few.
    """
    device, shelf = painter.deviceTransform(), _kept_large if large else _kept
    if painter.opacity() == 1.0:  # what is seen through would shine through itself
        if not device.isScaling():  # as in most widgets: pixels are pixels
            away, below, x, y = device.dx(), device.dy(), origin.x(), origin.y()
            left, top = floor(x + away), floor(y + below)
            kept = shelf(picture, 1.0, _grained(x + away - left), _grained(y + below - top), 1.0)
            if kept is not None:
                painter.drawPixmap(QPointF(left + kept[1] - away, top + kept[2] - below), kept[0])
                return
        elif _paint_scaled(painter, device, origin, partial(shelf, picture)):
            return
    painter.save()
    painter.translate(origin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    picture.paint(painter)
    painter.restore()


def _paint_scaled(painter: QPainter, device: QTransform, origin: QPointF, kept_at: Callable[..., Kept | None]) -> bool:
    """Paint where a unit is not a pixel, in a view that zooms or on a fine screen; False if nothing is kept there."""
    world, ratio = painter.worldTransform(), painter.device().devicePixelRatio()
    scale = world.m11()
    if device.isRotating() or scale != world.m22() or abs(device.m11() - scale * ratio) > _HAIR:
        return False
    at = device.map(origin)
    left, top = floor(at.x()), floor(at.y())
    kept = kept_at(scale, _grained(at.x() - left), _grained(at.y() - top), ratio)
    if kept is None:
        return False
    away, below = device.dx() - ratio * world.dx(), device.dy() - ratio * world.dy()
    painter.setWorldTransform(QTransform.fromScale(1.0 / ratio, 1.0 / ratio))  # pixels are pixels
    painter.drawPixmap(QPointF(left + kept[1] - away, top + kept[2] - below), kept[0])
    painter.setWorldTransform(world)
    return True


def keep(picture: Picture, place: Place, *, large: bool = False) -> None:
    """Have the copy ready that will be asked for there."""
    (_kept_large if large else _kept)(picture, *place)


def place_of(origin: QPointF, ratio: float, scale: float = 1.0) -> Place:
    """The place of what is painted at a point of a view, whose corner is a pixel's."""
    x, y = ratio * origin.x(), ratio * origin.y()
    return Place(scale, _grained(x - floor(x)), _grained(y - floor(y)), ratio)


def _grained(share: float) -> float:
    """A share of a pixel as it is told apart: sums of sizes differ in their last bits from place to place."""
    return round(_GRAINS * share) / _GRAINS


def is_large(width: float, height: float, scale: float) -> bool:
    """Whether a picture of this size, painted at a scale, belongs among the few."""
    return width * height * scale * scale > _SMALL


def _rendered(picture: Picture, place: Place, most: int) -> Kept | None:
    """A picture at a place; None if its pixels are too many."""
    whole = QTransform(place.scale, 0.0, 0.0, place.scale, place.right / place.ratio, place.down / place.ratio)
    rect = (whole * QTransform.fromScale(place.ratio, place.ratio)).mapRect(picture.bounds()).toAlignedRect()
    if rect.width() * rect.height() > most * place.ratio:
        return None
    pixels = QPixmap(rect.size())
    pixels.setDevicePixelRatio(place.ratio)
    pixels.fill(Qt.GlobalColor.transparent)
    with QPainter(pixels) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setWorldTransform(whole * QTransform.fromTranslate(-rect.x() / place.ratio, -rect.y() / place.ratio))
        picture.paint(painter)
    pixels.setDevicePixelRatio(1.0)
    return pixels, rect.x(), rect.y()


@lru_cache(maxsize=_KEPT)
def _kept(picture: Picture, scale: float, right: float, down: float, ratio: float) -> Kept | None:
    return _rendered(picture, Place(scale, right, down, ratio), _SMALL)


@lru_cache(maxsize=_LARGE_KEPT)
def _kept_large(picture: Picture, scale: float, right: float, down: float, ratio: float) -> Kept | None:
    return _rendered(picture, Place(scale, right, down, ratio), _LARGEST)
