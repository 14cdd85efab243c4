"""Draws boxes as SVG by itself: letters are outlines, each stored once, so that no font is needed to look at them.

It takes the calls of a QPainter that boxes make, and no others.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainterPath, QPen, QPolygonF

_LINE, _CURVE = QPainterPath.ElementType.LineToElement, QPainterPath.ElementType.CurveToElement
_MOVE = QPainterPath.ElementType.MoveToElement


class SvgPainter:
    """Collects what is drawn; `document` is the file."""

    def __init__(self) -> None:
        self._glyphs: dict[tuple[str, str, int, int], str] = {}
        self._outlines: list[str] = []
        self._drawn: list[str] = []
        self._font, self._pen = QFont(), QPen()
        self._open: list[int] = []

    def document(self, size: tuple[int, int], title: str, words: str) -> str:
        """The file: the picture's size, what it is called and what stands on it in words."""
        width, height = size
        return "\n".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
                f'viewBox="0 0 {width} {height}" role="img">',
                f"<title>{escape(title)}</title>",
                f"<desc>{escape(words)}</desc>",
                f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
                "<defs>",
                *self._outlines,
                "</defs>",
                *self._drawn,
                "</svg>",
                "",
            )
        )

    def setFont(self, font: QFont) -> None:
        """The font of texts from now on."""
        self._font = font

    def setPen(self, pen: QPen | QColor) -> None:
        """The pen of lines and texts from now on."""
        self._pen = QPen(pen)

    def drawText(self, at: QPointF, text: str) -> None:
        """Each letter at its place."""
        metrics = QFontMetricsF(self._font)
        places = (
            f'<use href="#{name}" x="{_short(at.x() + metrics.horizontalAdvance(text[:place]))}"/>'
            for place, letter in enumerate(text)
            if (name := self._glyph(letter))
        )
        inside = "".join(places)
        if inside:
            self._drawn.append(f'<g fill="{self._color}" transform="translate(0 {_short(at.y())})">{inside}</g>')

    def drawLine(self, line: QLineF) -> None:
        """A straight line."""
        self._stroke([line.p1(), line.p2()])

    def drawPolyline(self, polygon: QPolygonF) -> None:
        """Lines through points."""
        self._stroke([polygon.at(place) for place in range(polygon.size())])

    def drawRoundedRect(self, rect: QRectF, across: float, down: float) -> None:
        """A frame with round corners."""
        self._drawn.append(
            f'<rect x="{_short(rect.x())}" y="{_short(rect.y())}" width="{_short(rect.width())}" '
            f'height="{_short(rect.height())}" rx="{_short(across)}" ry="{_short(down)}" {self._outline}/>'
        )

    def save(self) -> None:
        """What follows may be moved and scaled until `restore`."""
        self._open.append(0)

    def translate(self, by: QPointF) -> None:
        """Move what follows."""
        self._begin(f"translate({_short(by.x())} {_short(by.y())})")

    def scale(self, across: float, down: float) -> None:
        """Scale what follows."""
        self._begin(f"scale({across:.4g} {down:.4g})")

    def restore(self) -> None:
        """As before `save`."""
        self._drawn.append("</g>" * self._open.pop())

    def _begin(self, transform: str) -> None:
        self._drawn.append(f'<g transform="{transform}">')
        self._open[-1] += 1

    @property
    def _color(self) -> str:
        return self._pen.color().name()

    @property
    def _outline(self) -> str:
        return f'fill="none" stroke="{self._color}" stroke-width="{_short(max(0.5, self._pen.widthF()))}"'

    def _stroke(self, points: list[QPointF]) -> None:
        places = " ".join(f"{_short(point.x())},{_short(point.y())}" for point in points)
        self._drawn.append(f'<polyline points="{places}" {self._outline}/>')

    def _glyph(self, letter: str) -> str:
        """The name of a letter's outline; nothing for a blank."""
        font = self._font
        key = (letter, font.family(), font.pixelSize(), int(font.weight()))
        if key not in self._glyphs:
            path = QPainterPath()
            path.addText(QPointF(0, 0), font, letter)
            self._glyphs[key] = "" if path.isEmpty() else f"g{len(self._outlines)}"
            if self._glyphs[key]:
                self._outlines.append(f'<path id="{self._glyphs[key]}" d="{"".join(_commands(path))}"/>')
        return self._glyphs[key]


def _commands(path: QPainterPath) -> Iterator[str]:
    """The path as SVG spells it."""
    for place in range(path.elementCount()):
        element = path.elementAt(place)
        point = f"{_short(element.x)} {_short(element.y)}"
        if element.type == _MOVE:
            yield f"M{point}"
        elif element.type == _LINE:
            yield f"L{point}"
        else:
            yield f"C{point}" if element.type == _CURVE else f" {point}"


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") or "0"
