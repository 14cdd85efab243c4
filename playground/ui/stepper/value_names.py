"""What stands left of a value: its symbol, below it its shape, and the wire that a contribution came along.

One kept picture instead of three labels: a block's values change all at once, and every label takes its time.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from playground.session.step_rows import Row
from playground.ui.fonts import ui_font
from playground.ui.formula_boxes import Box
from playground.ui.laid_text import paint_text
from playground.ui.palette import Theme
from playground.ui.stepper.symbol_label import Written, box_of

_SIZE, _CAPTION, _GAP = 16, 11, 6
_SYMBOL_LINE, _CAPTION_LINE = 21.0, 14.0  # heights of a line
_BASELINE, _CAPTION_BASELINE = 14.72, 11.0


class ValueNames(NamedTuple):
    """All that they look like."""

    symbol: Written
    captions: tuple[str, ...]
    in_line: bool  # all beside each other
    theme: Theme

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in whole pixels."""
        return _size(self)

    @property
    def symbol_width(self) -> float:
        """Pixels across of the symbol."""
        return self._box.width + 2

    def bounds(self) -> QRectF:
        """All lines."""
        return QRectF(0, 0, *self.size)

    def paint(self, painter: QPainter) -> None:
        """On the panel's own ground, as letters come out heavier on what can be seen through."""
        painter.fillRect(self.bounds(), QColor(self.theme.panel))
        self._box.paint(painter, QPointF(0, _BASELINE))
        painter.setPen(QColor(self.theme.muted))
        for place, text in zip(self._places(), self.captions, strict=True):
            paint_text(painter, place, text, ui_font(_CAPTION))

    def _places(self) -> Iterator[QPointF]:
        """Where the captions begin, on their baselines."""
        left = self.symbol_width + _GAP
        for line, text in enumerate(self.captions):
            if self.in_line:
                yield QPointF(left, _BASELINE)
                left += _caption_width(text) + _GAP
            else:
                yield QPointF(0, _SYMBOL_LINE + _CAPTION_LINE * line + _CAPTION_BASELINE)

    @property
    def _box(self) -> Box:
        return box_of(self.symbol, _SIZE, self.theme)


def value_names(row: Row, theme: Theme, *, in_line: bool) -> ValueNames:
    """Those of one value; a contribution names its consumer in words."""
    above, _arrow, consumer = row.superscript.partition("←")
    captions = (" × ".join(map(str, row.sample_shape)), f"via {consumer}" if consumer else "")
    return ValueNames((row.symbol, row.role, above, ""), tuple(filter(None, captions)), in_line, theme)


@lru_cache(maxsize=1024)
def _size(names: ValueNames) -> tuple[int, int]:
    symbol, captions = names.symbol_width, [_caption_width(text) for text in names.captions]
    if names.in_line:
        return int(symbol + sum(_GAP + width for width in captions)) + 1, round(_SYMBOL_LINE)
    return int(max(symbol, *captions, 0.0)) + 1, round(_SYMBOL_LINE + _CAPTION_LINE * len(captions))


@lru_cache(maxsize=1024)
def _caption_width(text: str) -> float:
    return QFontMetricsF(ui_font(_CAPTION)).horizontalAdvance(text)
