"""A group of the palette: its title, which opens and closes it, and its buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from playground.ui.icons import set_icon
from playground.ui.labels import column
from playground.ui.layers_panel.flow_layout import FlowLayout
from playground.ui.layers_panel.operation_button import OperationButton
from playground.ui.layers_panel.palette_words import Kind
from playground.ui.palette import Theme

_ARROW = QSize(14, 14)


class PaletteGroup(QWidget):
    """Open or closed as the user left it; while something is searched it shows what was found."""

    chosen = Signal(object)  # the operation's class

    def __init__(self, title: str, kinds: Sequence[Kind], theme: Theme, *, is_open: bool) -> None:
        super().__init__()
        self.title, self.is_open = title, is_open
        self._theme = theme
        self._head, self._body = QPushButton(title), QWidget()
        self._head.setProperty("kind", "section")
        self._head.setIconSize(_ARROW)
        self._head.clicked.connect(self.toggle)
        flow = FlowLayout(self._body)
        self.buttons = tuple(OperationButton(kind) for kind in kinds)
        for button in self.buttons:
            button.chosen.connect(self.chosen)
            flow.addWidget(button)
        lines = column(self, spacing=2)
        lines.addWidget(self._head)
        lines.addWidget(self._body)
        self._refresh()

    def toggle(self) -> None:
        """Open if closed, close if open."""
        self.is_open = not self.is_open
        self._refresh()

    def show_found(self, found: frozenset[Kind] | None) -> None:
        """Show these alone, or with None everything as it was before."""
        for button in self.buttons:
            button.setVisible(found is None or button.operation in found)
        self.setVisible(found is None or any(button.operation in found for button in self.buttons))
        self._refresh(searched=found is not None)

    def _refresh(self, *, searched: bool = False) -> None:
        shown = self.is_open or searched
        self._body.setVisible(shown)
        self._head.setEnabled(not searched)
        self._head.setAccessibleName(f"{self.title}, {'open' if shown else 'closed'}")
        self._head.setToolTip(f"{'Close' if shown else 'Open'} the group {self.title}")
        set_icon(self._head, "down" if shown else "right", self._theme, "muted")
