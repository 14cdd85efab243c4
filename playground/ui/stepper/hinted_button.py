"""A button that also shows its key, small and at its right end: `Step  F10`.

Where there is no room for both, first the key goes, then the word.
"""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from playground.ui.fonts import ui_font
from playground.ui.palette import LIGHT, Theme

_GAP, _EDGE, _SIZE = 6, 10, 11
_FILLED = ("primary", "backward")


class HintedButton(QPushButton):
    """The key is a hint only; the shortcut is the window's."""

    def __init__(self, text: str, key: str, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._key, self._theme = key, theme
        self._word, self._hinted = text, False
        self._write(hinted=True, worded=True)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self.update()

    def minimumSizeHint(self) -> QSize:
        """The icon alone."""
        return super().sizeHint() - QSize(self._shown_width, 0)

    def sizeHint(self) -> QSize:
        """The word and the key."""
        return self.minimumSizeHint() + QSize(self._word_width + self._beside, 0)

    def changeEvent(self, event: QEvent) -> None:
        """In another style the word has another width."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            vars(self).pop("_word_width", None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        wide = self.sizeHint().width()
        self._write(hinted=self.width() >= wide, worded=self.width() >= wide - self._beside)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, then the key."""
        super().paintEvent(event)
        if not self._hinted:
            return
        theme = self._theme
        filled = self.isEnabled() and self.property("kind") in _FILLED
        with QPainter(self) as painter:
            painter.setFont(ui_font(_SIZE))
            painter.setOpacity(0.8 if filled else 1.0)
            color = theme.on_fill if filled else theme.muted if self.isEnabled() else theme.faint
            painter.setPen(QColor(color))
            room = self.rect().adjusted(0, 0, -_EDGE, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._key)

    def _write(self, hinted: bool, worded: bool) -> None:
        if worded != bool(self.text()):
            self.setText(self._word if worded else "")
        if hinted != self._hinted:
            self._hinted = hinted
            self.setStyleSheet(f"padding-right: {_EDGE + (self._beside if hinted else 0)}px")

    @property
    def _shown_width(self) -> int:
        """What stands beside the icon now."""
        return (self._word_width if self.text() else 0) + (self._beside if self._hinted else 0)

    @cached_property
    def _word_width(self) -> int:
        before, widths = self.text(), []
        self.ensurePolished()
        for text in (self._word, ""):
            self.setText(text)
            widths.append(super().sizeHint().width())
        self.setText(before)
        return widths[0] - widths[1]

    @cached_property
    def _beside(self) -> int:
        """What the key takes."""
        return round(QFontMetricsF(ui_font(_SIZE)).horizontalAdvance(self._key)) + _GAP
