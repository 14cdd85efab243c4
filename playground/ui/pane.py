"""What stands between a panel and the window: behind another tab a panel is hidden, and what moves in it stays in it.

Qt only moves a dock behind another tab out of sight, so that its panel would be kept up to date for nobody. And every
new text in a panel would have the whole window laid out anew; here only another smallest size is passed on.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QWidget


class Pane(QWidget):
    """Holds one panel and gives it all its room."""

    def __init__(self, panel: QWidget, parent: QWidget | None = None, in_sight: bool = True) -> None:
        super().__init__(parent)
        self.panel = panel
        panel.setParent(self)
        self._smallest = self.minimumSizeHint()
        self.show_panel(in_sight)

    def show_panel(self, in_sight: bool) -> None:
        """Show the panel where it can be seen, hide it where it cannot."""
        self.panel.setVisible(in_sight)

    def sizeHint(self) -> QSize:
        """The panel's."""
        return self.panel.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """The panel's, also where it sets its own."""
        return self.panel.minimumSizeHint().expandedTo(self.panel.minimumSize())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hand the room on."""
        self.panel.resize(event.size())

    def event(self, event: QEvent) -> bool:
        """The panel wants to be laid out anew: the window need know only if the panel needs more room, or less."""
        if event.type() is QEvent.Type.LayoutRequest:
            before, self._smallest = self._smallest, self.minimumSizeHint()
            if before != self._smallest:
                self.updateGeometry()
        return super().event(event)


def holds(pane: QWidget | None, panel: QWidget) -> bool:
    """Whether this panel stands there already."""
    return isinstance(pane, Pane) and pane.panel is panel


def put_into(dock: QDockWidget, panel: QWidget) -> None:
    """Put a panel into a dock; it is shown while the dock is in front."""
    pane = Pane(panel, dock, in_sight=in_front(dock))
    pane.setAutoFillBackground(True)  # so that neither the dock nor the window has to be painted behind it
    dock.setWidget(pane)
    dock.visibilityChanged.connect(pane.show_panel)


def in_front(dock: QDockWidget) -> bool:
    """Whether a dock is seen: Qt moves one behind another tab out of the window, and calls it visible all the same."""
    return dock.isVisible() and (dock.isFloating() or dock.window().rect().intersects(dock.geometry()))
