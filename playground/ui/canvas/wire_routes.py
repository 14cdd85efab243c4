"""The way of a wire from port to port: a smooth curve, or a detour through the nearest gap when blocks stand between.

Pure geometry on points and rectangles; it knows no items.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import atan2, degrees

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

CLEARANCE = 18.0  # between a detour and the blocks it passes
LEAST_BEND = 40.0
SHORTEST_DETOUR = 220.0  # no block fits between ports nearer than this
ARROW_LENGTH = 11.0
_STEEP = 20.0  # degrees
Rects = NDArray[np.float64]  # (blocks, 4): left, top, right, bottom
Arrow = tuple[QPointF, float]  # its tip and its direction in degrees


@dataclass(frozen=True)
class Route:
    """The path of a wire and where its label goes; `below` when the label stands under the line."""

    path: QPainterPath
    label: QPointF
    below: bool = False

    @cached_property
    def across(self) -> float:
        """How far its ends are apart in x."""
        return 0.0 if self.path.isEmpty() else abs(self.path.currentPosition().x() - self._start.x())

    @cached_property
    def steep(self) -> bool:
        """Whether its middle runs up or down rather than along."""
        return not self.path.isEmpty() and _STEEP < self.path.angleAtPercent(0.5) % 180.0 < 180.0 - _STEEP

    @cached_property
    def arrow_at_target(self) -> Arrow:
        """An arrow for values that flow forward."""
        tail = self.path.pointAtPercent(self.path.percentAtLength(self.path.length() - ARROW_LENGTH))
        return _arrow(self.path.currentPosition(), tail)

    @cached_property
    def arrow_at_source(self) -> Arrow:
        """An arrow for gradients that flow back."""
        return _arrow(self._start, self.path.pointAtPercent(self.path.percentAtLength(ARROW_LENGTH)))

    @property
    def _start(self) -> QPointF:
        first = self.path.elementAt(0)
        return QPointF(first.x, first.y)


def _arrow(tip: QPointF, tail: QPointF) -> Arrow:
    direction = tip - tail
    return tip, degrees(atan2(direction.y(), direction.x()))


def route(start: QPointF, end: QPointF, blocks: Rects) -> Route:
    """From an output at `start` to an input at `end`, around the blocks that would be crossed."""
    between = _between(start, end, blocks)
    if len(between) == 0 or not _blocked(start, end, between):
        return _direct(start, end)
    return _detour(start, end, between)


def curve(start: QPointF, end: QPointF) -> QPainterPath:
    """The plain curve, leaving and arriving horizontally."""
    path = QPainterPath(start)
    _bend(path, start, end)
    return path


def no_blocks() -> Rects:
    """Nothing to go around."""
    return np.empty((0, 4))


def _bend(path: QPainterPath, start: QPointF, end: QPointF) -> None:
    across = end.x() - start.x()
    reach = max(LEAST_BEND, across / 2) if across > 0 else LEAST_BEND + min(-across / 2, 120.0)
    reach = min(reach, max(LEAST_BEND, abs(across) + abs(end.y() - start.y())))
    path.cubicTo(start + QPointF(reach, 0), end - QPointF(reach, 0), end)


def _direct(start: QPointF, end: QPointF) -> Route:
    path = curve(start, end)
    return Route(path, path.pointAtPercent(0.5))


def _between(start: QPointF, end: QPointF, blocks: Rects) -> Rects:
    if end.x() - start.x() < SHORTEST_DETOUR or len(blocks) == 0:
        return no_blocks()
    inside = (blocks[:, 2] > start.x() + 1.0) & (blocks[:, 0] < end.x() - 1.0)
    found: Rects = blocks[inside]
    return found


def _blocked(start: QPointF, end: QPointF, blocks: Rects) -> bool:
    """Whether the plain curve would run through a block; it is close to a smooth step in y over x."""
    span = end.x() - start.x()
    shares = np.clip((blocks[:, (0, 2)] - start.x()) / span, 0.0, 1.0)
    heights = start.y() + (end.y() - start.y()) * shares**2 * (3 - 2 * shares)
    low, high = heights.min(axis=1), heights.max(axis=1)
    return bool(np.any((low < blocks[:, 3] + CLEARANCE / 2) & (high > blocks[:, 1] - CLEARANCE / 2)))


def _detour(start: QPointF, end: QPointF, blocks: Rects) -> Route:
    level = _free_level(start.y(), end.y(), blocks)
    first = max(start.x() + LEAST_BEND, float(blocks[:, 0].min()))
    last = max(first, min(end.x() - LEAST_BEND, float(blocks[:, 2].max())))
    path = QPainterPath(start)
    _bend(path, start, QPointF(first, level))
    path.lineTo(last, level)
    _bend(path, QPointF(last, level), end)
    return Route(path, QPointF((first + last) / 2, level), below=level > (start.y() + end.y()) / 2)


def _free_level(start: float, end: float, blocks: Rects) -> float:
    """The height nearest to both ends at which a line clears every block."""
    tops, bottoms = blocks[:, 1] - CLEARANCE, blocks[:, 3] + CLEARANCE
    levels = np.concatenate([bottoms, tops])
    inside = (levels[:, None] > tops + 0.5) & (levels[:, None] < bottoms - 0.5)
    free = levels[~inside.any(axis=1)]
    return float(free[np.argmin(np.abs(free - start) + np.abs(free - end))])
