"""A main window whose Tab key stops only where something can be seen.

Qt leaves tab bars behind when the arrangement of docks is restored: empty ones, and old ones under other panels. They
would take the keyboard invisibly, so Tab passes over them; and they would be painted under the panels, so they go.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QTabBar, QWidget

from playground.ui.settled_window import SettledWindow


class TabOrderWindow(SettledWindow):
    """Passes over tab bars that belong to no dock in sight."""

    def focusNextPrevChild(self, next: bool) -> bool:
        """Move the keyboard on until it is somewhere that can be seen."""
        for _ in range(1 + len(self.findChildren(QTabBar))):
            if not super().focusNextPrevChild(next):
                return False
            if not self._is_left_behind(self.focusWidget()):
                break
        return True

    def put_away_left_behind(self) -> None:
        """Move tab bars of no dock in sight out of the window; where Qt needs one again, it gives it a place."""
        bars = self.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly) if self.isVisible() else []
        for bar in filter(self._is_left_behind, bars):
            bar.move(-bar.width(), -bar.height())

    def _is_left_behind(self, widget: QWidget | None) -> bool:
        """Whether it is a tab bar of docks without the dock of its chosen tab right below it."""
        if not isinstance(widget, QTabBar) or widget.parentWidget() is not self:
            return False
        title, below = widget.tabText(widget.currentIndex()), widget.geometry().bottomLeft()
        docks = self.findChildren(QDockWidget)
        return not any(dock.windowTitle() == title and _is_at(dock, below.x(), below.y() + 1) for dock in docks)


def _is_at(dock: QDockWidget, left: int, top: int) -> bool:
    return dock.isVisible() and (dock.x(), dock.y()) == (left, top)
