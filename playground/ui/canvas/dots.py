"""The grid of dots behind the blocks: never denser on the screen than calm allows, whatever the zoom."""

from __future__ import annotations

from functools import lru_cache
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from playground.ui.canvas.card_layout import GRID
from playground.ui.palette import Theme
from playground.ui.theme import mixed

_SIZE, _AROUND = 1.5, 2  # of a dot in pixels, and what is left free around it
_KEPT = 64  # lines: a view that scrolls needs one for each count of dots in a strip
_NEAREST = 20.0  # pixels between dots on the screen, at least


def paint_dots(painter: QPainter, rect: QRectF, zoom: float, theme: Theme) -> None:
    """Dots at multiples of the grid inside `rect` (scene coordinates).

    One line of them is drawn as points and copied to all others, each to the nearest pixel: a thousand points would
    take longer than all blocks together.
    """
    pitch = GRID
    while pitch * zoom < _NEAREST:
        pitch *= 2
    transform = painter.worldTransform()
    columns, rows = _multiples(rect.left(), rect.right(), pitch), _multiples(rect.top(), rect.bottom(), pitch)
    across = [transform.m11() * x + transform.dx() for x in columns]
    left = floor(across[0]) - _AROUND
    line = _line(tuple(x - left for x in across), theme, painter.device().devicePixelRatio())
    painter.resetTransform()
    for y in rows:
        painter.drawPixmap(left, round(transform.m22() * y + transform.dy()) - _AROUND, line)
    painter.setWorldTransform(transform)


def _multiples(first: float, last: float, pitch: float) -> list[float]:
    return [place * pitch for place in range(floor(first / pitch), ceil(last / pitch) + 1)]


@lru_cache(maxsize=_KEPT)
def _line(places: tuple[float, ...], theme: Theme, ratio: float) -> QPixmap:
    """Dots at these places of a line of pixels, in the middle of its height."""
    line = QPixmap(ceil((places[-1] + 2 * _AROUND) * ratio), ceil((2 * _AROUND + 1) * ratio))
    line.setDevicePixelRatio(ratio)
    line.fill(Qt.GlobalColor.transparent)
    with QPainter(line) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(mixed(theme.grid, theme.muted, 0.12), _SIZE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        )
        painter.drawPoints(QPolygonF([QPointF(x, _AROUND + 0.5) for x in places]))
    return line
