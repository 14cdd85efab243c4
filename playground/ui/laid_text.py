"""Short texts that are painted again and again, numbers and symbols above all: Qt lays each of them out once.

A walk shows the same texts with every step; shaping them anew took a tenth of its time. Knows fonts, no meaning.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QStaticText, QTextLayout, QTransform

_KEPT = 8192


def paint_text(painter: QPainter, baseline: QPointF, text: str, font: QFont) -> None:
    """Paint a text with its baseline beginning at a point, in the painter's pen: `QPainter.drawText`, but quicker."""
    laid, rise = laid_out(text, font, painter.worldTransform().m11())
    painter.setFont(font)
    painter.drawStaticText(baseline - rise, laid)


def static_text(text: str) -> QStaticText:
    """A text that is laid out once, when it is first painted."""
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    return made


@lru_cache(maxsize=_KEPT)
def laid_out(text: str, font: QFont, zoom: float) -> tuple[QStaticText, QPointF]:
    """The text for this font and zoom alone, and how far its corner lies above its baseline's start."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()  # as high as the highest of the fonts that it takes its letters from
    layout.endLayout()
    made = static_text(text)
    made.prepare(QTransform.fromScale(zoom, zoom), font)
    return made, QPointF(0.0, line.ascent() if line.isValid() else 0.0)
