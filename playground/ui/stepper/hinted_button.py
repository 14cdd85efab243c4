"""A button that also shows its key, small and at its right end: `Step  F10`."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
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
        self.setStyleSheet(f"padding-right: {self._room()}px")

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, then the key."""
        super().paintEvent(event)
        theme = self._theme
        filled = self.isEnabled() and self.property("kind") in _FILLED
        with QPainter(self) as painter:
            painter.setFont(ui_font(_SIZE))
            painter.setOpacity(0.8 if filled else 1.0)
            color = theme.on_fill if filled else theme.muted if self.isEnabled() else theme.faint
            painter.setPen(QColor(color))
            room = self.rect().adjusted(0, 0, -_EDGE, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._key)

    def _room(self) -> int:
        return round(QFontMetricsF(ui_font(_SIZE)).horizontalAdvance(self._key)) + _GAP + _EDGE
