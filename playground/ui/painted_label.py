"""Labels for what another text stands in with every step: a text is laid out once and kept, and room is asked for only
where another text needs more of it, or less.

Qt's own label has each text laid out with every redraw and all around it placed anew for every text. To the screen
reader they are labels like any other.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QStaticText,
    QTextOption,
    QTransform,
)
from PySide6.QtWidgets import QLabel, QSizePolicy

from playground.ui.fonts import number_font
from playground.ui.laid_text import static_text

_KEPT = 4096
_ANY = 40  # a width that will do for text that is wrapped
_UNWRAPPED = -1


class _Laid(NamedTuple):
    """A text laid out, the room that is asked for, and how high its lines are."""

    text: QStaticText
    size: QSize
    height: float


class _Face(NamedTuple):
    """The font of numbers in one size, and the measures of its characters."""

    font: QFont
    character: float
    ascent: float
    height: int


class PaintedLabel(QLabel):
    """One line of plain text in a kind of the style sheet that has neither ground nor border."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._text = ""

    def text(self) -> str:
        """What stands in it."""
        return self._text

    def setText(self, text: str) -> None:
        """Show another text."""
        if text == self._text:
            return
        before, self._text = self._needed(), text
        self.setAccessibleName(text)
        if self._needed() != before:
            self.updateGeometry()
        self.update()

    def rehearse(self, text: str) -> None:
        """Have a text laid out that may stand here next."""
        _laid_out(text, self.font(), self._line_width())

    def sizeHint(self) -> QSize:
        """All of the text."""
        return _laid_out(self._text, self.font()).size

    def minimumSizeHint(self) -> QSize:
        """All of the text."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, in the middle of the height."""
        laid = _laid_out(self._text, self.font(), self._line_width())
        with QPainter(self) as painter:
            painter.drawStaticText(QPointF(0.0, (self.height() - laid.height) / 2), laid.text)  # as Qt's own label

    def _needed(self) -> QSize:
        """The room that is asked for."""
        return self.sizeHint()

    def _line_width(self) -> int:
        return _UNWRAPPED


class PaintedLines(PaintedLabel):
    """Text of several lines, as tall as it needs to be at the width it gets, and no taller."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        return _laid_out(self._text, self.font(), width).size.height()

    def sizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(_ANY, self.fontMetrics().height())

    def _needed(self) -> QSize:
        return QSize(_ANY, self.heightForWidth(self.width()))

    def _line_width(self) -> int:
        return self.width()


class ChosenLabel(PaintedLabel):
    """The first of some texts that there is room for, else the last; it takes the room that is left to it."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._texts: tuple[str, ...] = ("",)

    def offer(self, texts: tuple[str, ...]) -> None:
        """Show one of these texts, the longest first."""
        self._texts = texts
        self._choose()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have room for another text."""
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        font, room = self.font(), self.width()
        fitting = (text for text in self._texts if _laid_out(text, font).size.width() <= room)
        self.setText(next(fitting, self._texts[-1]))

    def _needed(self) -> QSize:
        return QSize()


class NumberLabel(PaintedLabel):
    """A number that the mouse can select, in the font of numbers: it is measured by counting its characters and laid
    out only to be painted, as the next number is another.

    It is Qt's own label while the mouse is over it, and as long as what was selected then stands there.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self._offered = False

    def setText(self, text: str) -> None:
        """Show another number, in which nothing is selected yet."""
        if text != self._text:
            super().setText(text)
            self._offer(offered=self.underMouse())

    def enterEvent(self, event: QEnterEvent) -> None:
        """From now on a press selects."""
        super().enterEvent(event)
        self._offer(offered=True)

    def leaveEvent(self, event: QEvent) -> None:
        """Keep what was selected."""
        super().leaveEvent(event)
        self._offer(offered=self.hasSelectedText())

    def paintEvent(self, event: QPaintEvent) -> None:
        """As Qt does it where something may be selected, else in the same place."""
        if self._offered:
            QLabel.paintEvent(self, event)
            return
        face = _face(self.font())
        top = max((self.height() - face.height) // 2, 0)
        with QPainter(self) as painter:
            painter.setFont(face.font)
            painter.drawText(QPointF(0.0, top + face.ascent), self._text)

    def sizeHint(self) -> QSize:
        """All of the number."""
        face = _face(self.font())
        return QSize(ceil(face.character * len(self._text)), face.height)

    def _offer(self, *, offered: bool) -> None:
        """Let Qt's own label have the text, or not."""
        if not offered and not self._offered:
            return
        flags = Qt.TextInteractionFlag
        self._offered = offered
        QLabel.setText(self, self._text if offered else "")
        self.setTextInteractionFlags(flags.TextSelectableByMouse if offered else flags.NoTextInteraction)


@lru_cache(maxsize=64)
def _face(font: QFont) -> _Face:
    quick, metrics = number_font(font.pixelSize()), QFontMetricsF(font)
    return _Face(quick, metrics.horizontalAdvance("0"), metrics.ascent(), ceil(metrics.height()))


def _laid_out(text: str, font: QFont, width: int = _UNWRAPPED) -> _Laid:
    """A text in lines of this width; one that fits into a single line is laid out once for all widths."""
    whole = _in_lines(text, font, _UNWRAPPED)
    return whole if width == _UNWRAPPED or whole.size.width() <= width else _in_lines(text, font, width)


@lru_cache(maxsize=_KEPT)
def _in_lines(text: str, font: QFont, width: int) -> _Laid:
    laid, metrics = static_text(text), QFontMetricsF(font)
    if width != _UNWRAPPED:
        laid.setTextOption(_wrapping())
        laid.setTextWidth(width)
    laid.prepare(QTransform(), font)
    line, size = metrics.height(), laid.size()
    height = size.height() - ceil(line) + line  # all lines but the last take whole pixels
    return _Laid(laid, QSize(ceil(size.width()), ceil(height)), height)


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    return option
