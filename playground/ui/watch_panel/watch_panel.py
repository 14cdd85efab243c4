"""The panel of breakpoints and watches: what is typed is judged as it is typed, and set only when it is right."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from playground.session.number_style import NumberStyle
from playground.session.watches import Seen
from playground.ui.labels import column, label, row
from playground.ui.palette import LIGHT, Theme
from playground.ui.watch_panel.key_list import KeyList
from playground.ui.watch_panel.typed_entry import Judge, TypedEntry
from playground.ui.watch_panel.watch_delegate import SEEN, shown_value, told
from playground.ui.watch_panel.watch_lines import WatchLines

Line = tuple[str, bool]  # a breakpoint in words, and whether it is enabled


class WatchPanel(QWidget):
    """Shows breakpoints and watches and asks to change them."""

    breakpoint_added = Signal(object)  # a condition
    breakpoint_removed = Signal(object)  # its number
    breakpoint_switched = Signal(object)  # (number, enabled)
    watch_added = Signal(object)  # an expression
    watch_removed = Signal(object)  # its number
    visit_requested = Signal(object)  # (expression, updates): explain it there, or where the pass stands for None

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.condition = TypedEntry("Condition", "max|δz| < 1e-6, epoch = 40 …")
        self.expression = TypedEntry("Watch", "W⁽²⁾[1,3], max|∂L/∂W⁽¹⁾| …")
        self.breakpoints, self.watches = KeyList(), WatchLines(theme)
        self._removals: list[tuple[QListWidget, QPushButton]] = []
        self._lay_out()
        self.condition.entered.connect(self.breakpoint_added)
        self.expression.entered.connect(self.watch_added)
        self.breakpoints.removed.connect(self.breakpoint_removed)
        self.watches.removed.connect(self.watch_removed)
        self.watches.visit_requested.connect(self.visit_requested)
        self.breakpoints.itemChanged.connect(self._switch)

    def judge_by(self, condition: Judge, expression: Judge) -> None:
        """Ask these what is wrong with a condition and with an expression."""
        self.condition.judge, self.expression.judge = condition, expression

    def show_breakpoints(self, lines: Iterable[Line]) -> None:
        """Show the breakpoints in words."""
        current = self.breakpoints.currentRow()
        self.breakpoints.blockSignals(True)
        self.breakpoints.clear()
        for text, enabled in lines:
            item = QListWidgetItem(text)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if enabled else Qt.CheckState.Unchecked)
            self.breakpoints.addItem(item)
        self.breakpoints.setCurrentRow(min(current, self.breakpoints.count() - 1))
        self.breakpoints.blockSignals(False)
        self._offer_removal()

    def show_watches(self, seen: object) -> None:
        """Show the watched values; lines stay where only values are new."""
        assert isinstance(seen, tuple)
        while self.watches.count() > len(seen):
            self.watches.takeItem(self.watches.count() - 1)
        while self.watches.count() < len(seen):
            self.watches.addItem(QListWidgetItem())
        for number, one in enumerate(seen):
            assert isinstance(one, Seen)
            item = self.watches.item(number)
            if item.data(SEEN) != one:
                item.setData(SEEN, one)
                item.setToolTip(one.problem or told(one))
                value = one.problem or shown_value(one, self.watches.numbers)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.text}: {value}")
        self._offer_removal()

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the values otherwise."""
        self.watches.set_numbers(numbers)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self.watches.set_theme(theme)

    def _switch(self, item: QListWidgetItem) -> None:
        enabled = item.checkState() is Qt.CheckState.Checked
        self.breakpoint_switched.emit((self.breakpoints.row(item), enabled))

    def _lay_out(self) -> None:
        layout = column(self, spacing=8)
        layout.setContentsMargins(12, 10, 12, 10)
        parts = (
            ("Breakpoints", self.breakpoints, self.condition),
            ("Watches", self.watches, self.expression),
        )
        for title, shown, entry in parts:
            remove = QPushButton("Remove")
            remove.setAccessibleName(f"Remove from {title.lower()}")
            remove.setToolTip("Take the chosen line away (Delete)")
            remove.clicked.connect(shown.remove_current)
            head = row(spacing=6)
            head.addWidget(label(title, "section"), 1)
            head.addWidget(remove)
            shown.setAccessibleName(title)
            self._removals.append((shown, remove))
            layout.addLayout(head)
            layout.addWidget(entry)
            layout.addWidget(shown, 1)
        self._offer_removal()

    def _offer_removal(self) -> None:
        """Only where there is something to take away."""
        for shown, remove in self._removals:
            remove.setVisible(shown.count() > 0)
