"""Gives docks back the width they lost in a narrow window, once the window grows again.

Qt takes room from docks down to their smallest size, and all new room it gives to the centre.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow

from playground.ui.workspaces import DOCKS, DockSpec


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
        for spec in DOCKS:
            dock, least = self._docks[spec.name], _least(spec)
            if dock.width() < least and not dock.isFloating() and not dock.visibleRegion().isEmpty():
                self._window.resizeDocks([dock], [least], Qt.Orientation.Horizontal)


def _least(spec: DockSpec) -> int:
    """What a dock needs, or one that shares its place."""
    return max(other.least for other in DOCKS if _place(other) == _place(spec) and other.workspaces & spec.workspaces)


def _place(spec: DockSpec) -> str:
    """The dock that others were put behind."""
    return _place(next(other for other in DOCKS if other.name == spec.tabbed)) if spec.tabbed else spec.name
