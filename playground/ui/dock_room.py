"""Gives docks back the width they lost in a narrow window, once the window grows again.

Qt takes room from docks down to their smallest size, and all new room it gives to the centre.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow

from playground.ui.pane import in_front
from playground.ui.workspaces import DOCKS


class DockRoom(QObject):
    """Watches the size of one window."""

    def __init__(self, window: QMainWindow, docks: Mapping[str, QDockWidget]) -> None:
        super().__init__(window)
        self._window, self._docks = window, docks
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A wider window may have room again."""
        if isinstance(event, QResizeEvent) and event.size().width() > event.oldSize().width() > 0:
            QTimer.singleShot(0, self.widen)  # when the window has shared out what it has
        return False

    def widen(self) -> None:
        """Every dock in sight that is narrower than it should be, as far as there is room."""
        shown = [spec for spec in DOCKS if not self._docks[spec.name].isHidden()]
        for spec in shown:
            dock, least = self._docks[spec.name], spec.least_width(shown)
            if dock.width() < least and not dock.isFloating() and in_front(dock):
                self._window.resizeDocks([dock], [least], Qt.Orientation.Horizontal)
