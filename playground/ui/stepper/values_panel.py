"""The panel of one block while a pass is walked: every value it has, `?` for what is still to come."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from playground.engine.instruction import Index, Ref
from playground.engine.network import Node
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.step_rows import Row, rows_of
from playground.session.stepper import Stepper
from playground.ui.labels import column, label, show_only_if
from playground.ui.painted_label import PaintedLabel
from playground.ui.palette import LIGHT, Theme
from playground.ui.stepper.stacked import Stacked
from playground.ui.stepper.value_line import ValueLine

_EMPTY = "Choose a block on the canvas, or step: the values of the block stand here, all of them."
_NOT_READY = "No values yet: the network is not complete, or does not fit its data."


class ValuesPanel(QWidget):
    """Shows the values of the chosen block, or of the one the last step was in."""

    value_clicked = Signal(object)  # (node id, quantity key, Index)
    value_pointed = Signal(object)  # the same of the number under the mouse, or None

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAccessibleName("Values of the block")
        self._theme, self._numbers = theme, AS_USUAL
        self._lines: list[ValueLine] = []
        self._current: Ref | None = None
        self._stands: tuple[int, str, str] = (-1, "", "")  # how many lines stand below which words
        self._title, self._hint = PaintedLabel("title"), label(_NOT_READY, kind="muted", wrap=True)
        self._stacked = Stacked()
        self._stacked.setAccessibleName("Values of the block, to scroll")
        for part in (self._title, self._hint):
            self._stacked.add(part)
        column(self, spacing=0).addWidget(self._stacked)

    def show_stepper(self, stepper: Stepper | None, node: str | None = None, chosen: Index | None = None) -> None:
        """Show a block's values; without `node` the block of the last step. `chosen` is an element of its result."""
        node = node or _current_node(stepper)
        rows: tuple[Row, ...] = ()
        self._hint.setText(_NOT_READY if stepper is None else _EMPTY)
        if stepper is not None and node is not None:
            self._title.setText(block_title(stepper.network.node(node)))
            rows = rows_of(stepper, node)
        show_only_if(self._title, wanted=bool(rows))
        show_only_if(self._hint, wanted=not rows)
        self._show_rows(rows, "" if stepper is None or node is None else stepper.network.node(node).name, chosen)

    def rehearse(self, stepper: Stepper, node: str | None = None) -> None:
        """Have the pictures ready with which these values would be shown."""
        node = node or _current_node(stepper)
        if node is None:
            return
        self._title.rehearse(block_title(stepper.network.node(node)))
        rows = rows_of(stepper, node)
        self._have_lines(len(rows))
        for row, line in zip(rows, self._lines, strict=False):
            line.rehearse(row)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        for line in self._lines:
            line.set_theme(theme)

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the numbers otherwise."""
        self._numbers = numbers
        for line in self._lines:
            line.set_numbers(numbers)
        self._stacked.arrange()

    def light(self, places: Mapping[Ref, Index]) -> None:
        """Mark these elements, and where there are none the chosen ones again."""
        for line in self._lines:
            line.light(places)

    def _show_rows(self, rows: tuple[Row, ...], node_name: str, chosen: Index | None) -> None:
        self._have_lines(len(rows))
        stands = len(rows), self._title.text(), self._hint.text()
        moved, self._stands = stands != self._stands, stands
        for place, line in enumerate(self._lines):
            show_only_if(line, wanted=place < len(rows))
            if place < len(rows):
                size = line.sizeHint()
                line.show_row(rows[place], node_name, chosen if rows[place].current else None)
                moved = moved or line.sizeHint() != size
        if moved:
            self._stacked.arrange()
        self._reveal_current(rows)

    def _reveal_current(self, rows: tuple[Row, ...]) -> None:
        """Scroll to the value that the last step wrote, once: from then on the user scrolls."""
        before, self._current = self._current, next((row.ref for row in rows if row.current), None)
        if self._current not in (None, before):
            self._stacked.reveal(next(line for row, line in zip(rows, self._lines, strict=False) if row.current))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has the numbers beside their names or below them."""
        super().resizeEvent(event)
        for line in self._lines:
            line.set_room(self.width())
        self._stacked.arrange()

    def _have_lines(self, count: int) -> None:
        while len(self._lines) < count:
            line = ValueLine(self._theme)
            line.set_room(self.width())
            line.set_numbers(self._numbers)
            line.clicked.connect(self._clicked)
            line.pointed.connect(self._point)
            self._stacked.add(line)
            self._lines.append(line)

    def _clicked(self, chosen: object) -> None:
        assert isinstance(chosen, tuple)
        self.value_clicked.emit(_place(chosen))

    def _point(self, chosen: object) -> None:
        assert chosen is None or isinstance(chosen, tuple)
        self.value_pointed.emit(None if chosen is None else _place(chosen))


def _place(chosen: tuple[Row, Index]) -> tuple[str, str, Index]:
    row, index = chosen
    return row.ref.node, row.quantity, index


def block_title(node: Node) -> str:
    """E.g. `HIDDEN 1 · DENSE`; a block named after its operation is not named twice."""
    return " · ".join(dict.fromkeys((node.name, node.operation.title))).upper()


def _current_node(stepper: Stepper | None) -> str | None:
    current = None if stepper is None else stepper.current
    return None if current is None else current.node
