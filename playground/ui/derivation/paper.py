"""Strips laid on paper: pages of one size that no line is cut by, or one long sheet; both paint themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter

from playground.ui.derivation.boxes import Letters
from playground.ui.derivation.strips import Strip
from playground.ui.fonts import ui_font
from playground.ui.palette import LIGHT, Theme

A4 = QSizeF(794, 1123)  # pixels of which an inch has 96
MARGIN = 76.0
LINE_WIDTH = A4.width() - 2 * MARGIN
_FOOT = 44.0  # from the lower edge to the page's number


@dataclass(frozen=True, eq=False)
class Placed:
    """A strip and the height of its upper edge."""

    strip: Strip
    top: float

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.strip.height


@dataclass(frozen=True, eq=False)
class Leaf:
    """One page: its strips and what stands at its foot."""

    size: QSizeF
    placed: tuple[Placed, ...]
    foot: str = ""

    def paint(self, painter: QPainter, seen: QRectF | None = None, theme: Theme = LIGHT) -> None:
        """Draw the page, or of it what lies within a part."""
        for one in self.placed:
            if seen is None or (one.bottom >= seen.top() and one.top <= seen.bottom()):
                one.strip.box.paint(painter, QPointF(MARGIN + one.strip.left, one.top + one.strip.box.ascent))
        if self.foot:
            text = Letters(self.foot, ui_font(11), QColor(theme.muted))
            text.paint(painter, QPointF((self.size.width() - text.width) / 2, self.size.height() - _FOOT))


def long_sheet(strips: Sequence[Strip]) -> Leaf:
    """All strips below each other on a sheet as long as they need."""
    placed = _placed(strips)
    bottom = placed[-1].bottom if placed else MARGIN
    return Leaf(QSizeF(A4.width(), bottom + MARGIN), placed)


def leaves(strips: Sequence[Strip], title: str = "") -> tuple[Leaf, ...]:
    """Pages of A4; a strip that holds the next one stands on the same page as it."""
    pages: list[list[Strip]] = [[]]
    room = A4.height() - 2 * MARGIN
    for group in _held(strips):
        if pages[-1] and _height((*pages[-1], *group)) > room:
            pages.append([])
        pages[-1].extend(group)
    count = len(pages)
    feet = [f"{title}   {number} / {count}".strip() if count > 1 else "" for number in range(1, count + 1)]
    return tuple(Leaf(A4, _placed(page), foot) for page, foot in zip(pages, feet, strict=True))


def _held(strips: Sequence[Strip]) -> list[list[Strip]]:
    """Runs of strips that stay together."""
    groups: list[list[Strip]] = []
    holding = False
    for strip in strips:
        if holding:
            groups[-1].append(strip)
        else:
            groups.append([strip])
        holding = strip.holds
    return groups


def _placed(strips: Sequence[Strip]) -> tuple[Placed, ...]:
    placed: list[Placed] = []
    y = MARGIN
    for strip in strips:
        y += strip.above if placed else 0.0
        placed.append(Placed(strip, y))
        y += strip.height
    return tuple(placed)


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.height + strip.above for strip in strips) - (strips[0].above if strips else 0.0)
