"""The welcome page: what this is, a new network, a file, a formula, or a bundled example. It opens nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from playground.document.diagram import Diagram
from playground.document.examples import EXAMPLES, GRAPHS, NETWORKS, WORKED, example
from playground.ui.icons import refresh_icons, set_icon
from playground.ui.labels import column, label, row, scrolled
from playground.ui.palette import LIGHT, Theme
from playground.ui.welcome import example_card, recent_files
from playground.ui.welcome.example_card import ExampleCard
from playground.ui.welcome.formula_entry import FormulaEntry
from playground.ui.welcome.recent_files import RecentFiles

CLAIM = "Build a network, walk its forward and backward pass number by number, then let the same computation train."
GROUPS: Mapping[str, str] = {
    NETWORKS: "From four samples to digits: to be trained, and walked number by number.",
    GRAPHS: "The chain rule in the small: single numbers, a local derivative on every wire.",
    WORKED: "Networks that textbooks work through, at their authors' numbers.",
}
GAP, EDGE, SIDE = 16, 40, 40
MOST_COLUMNS = 3


class Welcome(QWidget):
    """Cards reflow with the width; everything is a button and can be reached by Tab."""

    example_chosen = Signal(object)  # the example's key
    new_requested = Signal()
    open_requested = Signal()
    recent_chosen = Signal(object)  # the path
    formula_typed = Signal(object)  # a Formula that can be read

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Welcome")
        self.setProperty("kind", "panel")
        self._new, self._open = QPushButton("New network"), QPushButton("Open…")
        self._formula, self._recent = FormulaEntry(), RecentFiles()
        self._cards = {group: _cards(group, theme) for group in GROUPS}
        self._grids, self._columns = {group: QGridLayout() for group in GROUPS}, 0
        self._dress(theme)
        self._lay_out()
        self._connect()
        self._flow(MOST_COLUMNS)

    def show_recent(self, paths: Sequence[str]) -> None:
        """Show the files opened lately, newest first."""
        self._recent.show_paths(paths)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        for card in self._all_cards():
            card.set_theme(theme)
        refresh_icons(self, theme)

    def _dress(self, theme: Theme) -> None:
        self._new.setProperty("kind", "primary")
        for button, icon, token in ((self._new, "new", "on_fill"), (self._open, "open", "ink")):
            set_icon(button, icon, theme, token)
            button.setFixedWidth(recent_files.WIDTH)

    def _connect(self) -> None:
        self._new.clicked.connect(self.new_requested)
        self._open.clicked.connect(self.open_requested)
        self._recent.chosen.connect(self.recent_chosen)
        self._formula.entered.connect(self.formula_typed)
        for card in self._all_cards():
            card.chosen.connect(self.example_chosen)

    def _lay_out(self) -> None:
        content = QWidget()
        across = row(content, spacing=SIDE, margins=QMargins(EDGE, EDGE, EDGE, EDGE))
        across.addStretch(1)
        across.addLayout(self._start())
        across.addLayout(self._examples())
        across.addStretch(1)
        column(self, spacing=0).addWidget(scrolled(content, "Examples, to scroll"))

    def _start(self) -> QVBoxLayout:
        lines = column(spacing=12)
        claim = label(CLAIM, "muted", wrap=True)
        claim.setFixedWidth(recent_files.WIDTH)
        name = label("Backprop\nPlayground", "display")
        self._formula.setFixedWidth(recent_files.WIDTH)
        for part in (name, claim, self._new, self._open, self._formula, self._recent):
            lines.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        return lines

    def _examples(self) -> QVBoxLayout:
        lines = column(spacing=12)
        for place, (group, story) in enumerate(GROUPS.items()):
            lines.addSpacing(GAP if place else 0)
            lines.addWidget(label(group.upper(), "title"))
            lines.addWidget(label(story, "muted"))
            self._grids[group].setSpacing(GAP)
            self._grids[group].setAlignment(Qt.AlignmentFlag.AlignLeft)
            lines.addLayout(self._grids[group])
        lines.addStretch(1)
        return lines

    def _all_cards(self) -> list[ExampleCard]:
        return [card for cards in self._cards.values() for card in cards]

    def _flow(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for group, cards in self._cards.items():
            for index, card in enumerate(cards):
                self._grids[group].addWidget(card, index // columns, index % columns)

    def minimumSizeHint(self) -> QSize:
        """One column of cards; the rest scrolls."""
        return QSize(recent_files.WIDTH + example_card.WIDTH + SIDE + 2 * EDGE, 320)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        room = event.size().width() - recent_files.WIDTH - SIDE - 2 * EDGE - 12
        self._flow(max(1, min(MOST_COLUMNS, (room + GAP) // (example_card.WIDTH + GAP))))


def _diagram(key: str) -> Diagram:
    return example(key).diagram


def _cards(group: str, theme: Theme) -> list[ExampleCard]:
    """The examples of a group."""
    return [ExampleCard(entry, partial(_diagram, entry.key), theme) for entry in EXAMPLES if entry.group == group]
