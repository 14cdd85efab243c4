"""The palette: every operation of the catalogue as a button, by group, to be searched, dragged or added at once.

It makes operations with their default settings and knows neither canvas nor document.
"""

from __future__ import annotations

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.operation import Operation
from playground.ui.icons import set_icon
from playground.ui.labels import column, label, scrolled
from playground.ui.layers_panel.operation_button import OperationButton
from playground.ui.layers_panel.palette_group import PaletteGroup
from playground.ui.layers_panel.palette_words import OPEN_AT_FIRST, grouped, matching
from playground.ui.palette import LIGHT, Theme

_MARGINS = QMargins(12, 10, 12, 12)


class LayersPanel(QWidget):
    """All operations by group, those a beginner needs first; a search looks through all of them."""

    add_requested = Signal(object)  # an Operation with its default settings

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAccessibleName("Layers")
        self.search, self._nothing = QLineEdit(), label("No layer has this name.", "muted", wrap=True)
        self._groups = tuple(
            PaletteGroup(title, kinds, theme, is_open=title in OPEN_AT_FIRST) for title, kinds in grouped().items()
        )
        self._area = scrolled(self._content(), "Layers, to scroll")
        self._dress_search(theme)
        lines = column(self, spacing=0)
        head = column(margins=QMargins(12, 10, 12, 0))
        head.addWidget(self.search)
        lines.addLayout(head)
        lines.addWidget(self._area, 1)

    def prepare(self) -> None:
        """Make the buttons of closed groups too; call it when nobody waits."""
        for group in self._groups:
            group.prepare()

    def reveal(self, button: OperationButton) -> None:
        """Open the button's group and scroll to it."""
        for group in self._groups:
            if button in group.buttons and not group.is_open:
                group.toggle()
        self._area.ensureWidgetVisible(button)

    def sizeHint(self) -> QSize:
        """Two buttons wide."""
        return QSize(208, 320)

    def _content(self) -> QWidget:
        content = QWidget()
        lines = column(content, margins=_MARGINS)
        for group in self._groups:
            group.chosen.connect(self._add)
            lines.addWidget(group)
        self._nothing.hide()
        lines.addWidget(self._nothing)
        lines.addStretch(1)
        return content

    def _dress_search(self, theme: Theme) -> None:
        self.search.setPlaceholderText("Search layers")
        self.search.setAccessibleName("Search layers")
        self.search.setToolTip("A name or a word about it; Enter adds the first that is found")
        glass = QAction(self.search)
        set_icon(glass, "search", theme, "muted")
        self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._add_first)

    def _search(self, text: str) -> None:
        found = frozenset(matching(OPERATIONS.values(), text)) if text.strip() else None
        for group in self._groups:
            group.show_found(found)
        self._nothing.setVisible(found == frozenset())

    def _add_first(self) -> None:
        shown = (button for group in self._groups for button in group.buttons if button.isVisible())
        button = next(shown, None) if self.search.text().strip() else None
        if button is not None:
            self._add(button.operation)

    def _add(self, operation: type[Operation]) -> None:
        self.add_requested.emit(operation())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends the search."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)
