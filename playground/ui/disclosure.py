"""A title that opens and closes what stands below it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QWidget

from playground.ui.icons import set_icon
from playground.ui.labels import column
from playground.ui.palette import Theme

_ARROW = QSize(14, 14)


class Disclosure(QWidget):
    """Open or closed as the user left it; it can be held open for a while."""

    def __init__(self, title: str, content: QWidget, theme: Theme, *, is_open: bool = False) -> None:
        super().__init__()
        self.title, self.is_open = title, is_open
        self._theme, self._content, self._remark = theme, content, ""
        self._head = QPushButton(title)
        self._head.setProperty("kind", "section")
        self._head.setIconSize(_ARROW)
        self._head.clicked.connect(self.toggle)
        lines = column(self, spacing=2)
        lines.addWidget(self._head)
        lines.addWidget(content)
        self.refresh()

    def toggle(self) -> None:
        """Open if closed, close if open."""
        self.is_open = not self.is_open
        self.refresh()

    def set_remark(self, remark: str) -> None:
        """Say beside the title what matters even while it is closed."""
        self._remark = remark
        self.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Redraw the arrow in another theme."""
        self._theme = theme
        self.refresh()

    def refresh(self, *, held_open: bool = False) -> None:
        """Show or hide the content; held open it cannot be closed."""
        shown = self.is_open or held_open
        self._content.setVisible(shown)
        self._head.setEnabled(not held_open)
        self._head.setText(" · ".join(filter(None, (self.title, self._remark))))
        self._head.setAccessibleName(f"{self._head.text()}, {'open' if shown else 'closed'}")
        self._head.setToolTip(f"{'Close' if shown else 'Open'} {self.title}")
        set_icon(self._head, "down" if shown else "right", self._theme, "muted")
