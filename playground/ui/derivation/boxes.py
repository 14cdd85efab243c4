"""Boxes that a page of mathematics needs beside those of a formula: letters, gaps, scripts, roots, blanks, frames.

Like all boxes they are values that paint themselves at a baseline; they know nothing of derivations.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from playground.ui.formula_boxes import Box, Term, TextBox

_RAISED, _LOWERED = 0.40, 0.22  # of scripts


class Still:
    """A box in which nothing can be pointed at."""

    def hit(self, point: QPointF) -> Term | None:
        """Nothing."""
        return None


@dataclass(frozen=True, eq=False)
class Gap(Still):
    """Room."""

    width: float
    ascent: float = 0.0
    descent: float = 0.0

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Draw nothing."""


@dataclass(frozen=True, eq=False)
class Letters(TextBox):
    """Characters of any font, bold ones too, drawn as text also where a file is painted."""

    @cached_property
    def width(self) -> float:
        """The advance of the text."""
        return QFontMetricsF(self.font).horizontalAdvance(self.text)

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Draw the text."""
        painter.setFont(self.font)
        painter.setPen(self.color)
        painter.drawText(at, self.text)


@dataclass(frozen=True, eq=False)
class Scripts(Still):
    """A base with a superscript and a subscript above each other."""

    base: Box
    below: Box | None
    above: Box | None
    size: int

    @cached_property
    def width(self) -> float:
        """The base and the wider script."""
        return self.base.width + max(box.width for box, _rise in self._scripts)

    @cached_property
    def ascent(self) -> float:
        """The taller of base and superscript."""
        return max(self.base.ascent, *(box.ascent + rise for box, rise in self._scripts))

    @cached_property
    def descent(self) -> float:
        """The deeper of base and subscript."""
        return max(self.base.descent, *(box.descent - rise for box, rise in self._scripts))

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """The base, then the scripts at its end."""
        self.base.paint(painter, at)
        for box, rise in self._scripts:
            box.paint(painter, at + QPointF(self.base.width, -rise))

    @cached_property
    def _scripts(self) -> tuple[tuple[Box, float], ...]:
        """Each script and how far it is raised: a power of something tall stands at its top."""
        top = max(_RAISED * self.size, self.base.ascent - 0.35 * self.size)
        found = ((self.above, top), (self.below, -_LOWERED * self.size))
        return tuple((box, rise) for box, rise in found if box is not None)


@dataclass(frozen=True, eq=False)
class Root(Still):
    """A square root."""

    body: Box
    size: int
    color: QColor

    @property
    def width(self) -> float:
        """The body and the hook before it."""
        return self.body.width + 0.7 * self.size

    @property
    def ascent(self) -> float:
        """The body and the bar above it."""
        return self.body.ascent + 0.2 * self.size

    @property
    def descent(self) -> float:
        """That of the body."""
        return self.body.descent

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Hook, bar, body."""
        size, top, bottom = self.size, at.y() - self.ascent + 1, at.y() + self.descent
        turns = ((0.05, at.y() - 0.25 * size), (0.2, at.y() - 0.32 * size), (0.38, bottom), (0.6, top))
        points = [QPointF(at.x() + across * size, y) for across, y in turns]
        painter.setPen(QPen(self.color, max(1.0, size / 18)))
        painter.drawPolyline(QPolygonF([*points, QPointF(at.x() + self.width, top)]))
        self.body.paint(painter, at + QPointF(0.65 * size, 0))


@dataclass(frozen=True, eq=False)
class Rule(Still):
    """A line to write on, with a small label behind it."""

    label: Box
    color: QColor
    size: int
    length: float

    @property
    def width(self) -> float:
        """The line and the label."""
        return self.length + self.label.width + 2

    @property
    def ascent(self) -> float:
        """Room to write in."""
        return 1.1 * self.size

    @property
    def descent(self) -> float:
        """The label stands a little lower."""
        return 0.25 * self.size + self.label.descent

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """The line a little below the baseline."""
        painter.setPen(QPen(self.color, max(0.6, self.size / 18)))
        low = at + QPointF(0, 0.15 * self.size)
        painter.drawLine(QLineF(low, low + QPointF(self.length, 0)))
        self.label.paint(painter, at + QPointF(self.length + 2, 0.25 * self.size))


@dataclass(frozen=True, eq=False)
class Framed(Still):
    """A box with a thin line around it."""

    body: Box
    color: QColor
    padding: float

    @property
    def width(self) -> float:
        """With the padding."""
        return self.body.width + 2 * self.padding

    @property
    def ascent(self) -> float:
        """With the padding."""
        return self.body.ascent + self.padding

    @property
    def descent(self) -> float:
        """With the padding."""
        return self.body.descent + self.padding

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """The frame, then the body."""
        painter.setPen(QPen(self.color, 1.0))
        height = self.ascent + self.descent
        painter.drawRoundedRect(QRectF(at.x(), at.y() - self.ascent, self.width, height), 4, 4)
        self.body.paint(painter, at + QPointF(self.padding, 0))


@dataclass(frozen=True, eq=False)
class Shrunk(Still):
    """A box made smaller, where nothing else makes it fit."""

    body: Box
    share: float

    @property
    def width(self) -> float:
        """Its share."""
        return self.body.width * self.share

    @property
    def ascent(self) -> float:
        """Its share."""
        return self.body.ascent * self.share

    @property
    def descent(self) -> float:
        """Its share."""
        return self.body.descent * self.share

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Draw it smaller."""
        painter.save()
        painter.translate(at)
        painter.scale(self.share, self.share)
        self.body.paint(painter, QPointF(0, 0))
        painter.restore()
