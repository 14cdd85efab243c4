"""A main window that is painted only when everything in it has found its place.

Qt lays out one panel within another in turns, each announced by the one before, and paints between the turns: a text
that makes its panel taller would be painted twice, where it stood and where it comes to stand.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QMainWindow

_NESTED = 4  # panels within each other whose sizes follow from what they hold


class SettledWindow(QMainWindow):
    """Has all layouts done before it paints itself."""

    def event(self, event: QEvent) -> bool:
        """A redraw waits for the layouts that were asked for, and for those that they ask for."""
        if event.type() is QEvent.Type.UpdateRequest:
            for _ in range(_NESTED):
                QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        return super().event(event)
