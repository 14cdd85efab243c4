"""Lines of arithmetic that share one edge: `δz₂⁽¹⁾ =` to its left, the numbers to its right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache, reduce

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.fonts import number_font
from playground.ui.formula_boxes import Box
from playground.ui.palette import LIGHT, Theme
from playground.ui.stepper.symbol_label import box_of

GAP = 6  # between a name and its numbers
_NAME_SIZE, _FONT_SIZE, _SPACING, _BASELINE = 15, 12, 6, 14.0
_NO_BREAK = "\N{NO-BREAK SPACE}"
_SIGNS = (" × ", " / ", " − ")
_KEPT = 2048


@dataclass(frozen=True)
class Line:
    """What stands left and right of the edge; `symbol` says that the right side is a symbol, not numbers."""

    name: str
    text: str
    symbol: bool = False


class LinesView(QWidget):
    """Paints the lines."""

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._edge = theme, 0
        self._lines: tuple[Line, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these lines."""
        self._lines = lines
        self.setAccessibleName("; ".join(f"{line.name} {line.text}" for line in lines))
        self.updateGeometry()
        self.update()

    def rehearse(self, lines: tuple[Line, ...]) -> None:
        """Have the names of lines laid out that may be shown next."""
        for line in lines:
            self._math(line.name)

    def names_width(self) -> int:
        """The room the names need."""
        return max((int(self._math(line.name).width) + 1 for line in self._lines), default=0)

    def set_edge(self, edge: int) -> None:
        """Where the names end."""
        self._edge = edge
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self.update()

    def height_at(self, width: int) -> int:
        """The height all lines need at a width."""
        heights = [self._height(line, width) for line in self._lines]
        return round(sum(heights) + _SPACING * max(len(heights) - 1, 0))

    def sizeHint(self) -> QSize:
        """All lines at the present width."""
        return QSize(200, self.height_at(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Any width, all lines."""
        return QSize(40, self.height_at(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line by line."""
        top = 0.0
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for line in self._lines:
                self._paint_line(painter, line, top)
                top += self._height(line, self.width()) + _SPACING

    def _paint_line(self, painter: QPainter, line: Line, top: float) -> None:
        name, start = self._math(line.name), float(self._edge + GAP)
        name.paint(painter, QPointF(self._edge - name.width, top + _BASELINE))
        if line.symbol:
            self._math(line.text).paint(painter, QPointF(start, top + _BASELINE))
            return
        painter.setPen(QColor(self._theme.ink))
        room, font = self._room(self.width()), number_font(_FONT_SIZE)
        if _fits(line.text, room):
            painter.setFont(font)
            painter.drawText(QPointF(start, top + 1 + _measures()[1]), line.text)
        else:
            _broken(line.text, room).draw(painter, QPointF(start, top + 1))

    def _height(self, line: Line, width: int) -> float:
        single, room = 1.3 * _NAME_SIZE, self._room(width)
        if line.symbol or _fits(line.text, room):
            return single
        return max(_broken(line.text, room).boundingRect().height(), single)

    def _room(self, width: int) -> int:
        """What is left for the numbers."""
        return max(width - self._edge - GAP, 40)

    def _math(self, text: str) -> Box:
        return box_of(text, _NAME_SIZE, self._theme)


def _fits(text: str, room: int) -> bool:
    """Whether numbers need only one line, as most do; in their font each character is as wide as the next."""
    return _measures()[0] * len(text) <= room


@cache
def _measures() -> tuple[float, float]:
    """How wide a character of the numbers is, and how far it reaches above its baseline."""
    metrics = QFontMetricsF(number_font(_FONT_SIZE))
    return metrics.horizontalAdvance("0"), metrics.ascent()


@lru_cache(maxsize=_KEPT)
def _broken(text: str, room: int) -> QTextLayout:
    """Numbers in lines, broken at sums, in a product only if one alone is too long."""
    font, option = number_font(_FONT_SIZE), QTextOption()
    layout = QTextLayout(_unbroken(text, room, QFontMetricsF(font)), font)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    top = 0.0
    while (part := layout.createLine()).isValid():
        part.setLineWidth(room)
        part.setPosition(QPointF(0, top))
        top += part.height()
    layout.endLayout()
    return layout


def _unbroken(line: str, room: int, metrics: QFontMetricsF) -> str:
    """The line with breaks at its sums alone; where a term is too long also at differences, and then before factors."""
    for breaks in (" + ",), (" + ", " − "):
        pieces = reduce(lambda found, sign: [part for one in found for part in one.split(sign)], breaks, [line])
        if max(map(metrics.horizontalAdvance, pieces)) <= room:
            return _kept_together(line, [sign for sign in _SIGNS if sign not in breaks])
    return _kept_together(line, [" / "]).replace(" × ", f" ×{_NO_BREAK}")


def _kept_together(line: str, signs: Iterable[str]) -> str:
    for sign in signs:
        line = line.replace(sign, sign.replace(" ", _NO_BREAK))
    return line
