"""Forward and reverse mode over the same graph: choose where each begins, and whether tangents stand on the blocks.

It shows what the session's modes tell, and of one number at a time what it is the sum of; it computes nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QMargins, QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHeaderView, QTableView, QWidget

from playground.session.links import chained_point
from playground.session.modes import Modes
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.stepper import Stepper
from playground.ui.choice import Choice
from playground.ui.fonts import mono_font
from playground.ui.graph.modes_model import FORWARD, NODE, REVERSE, VALUE, ModesModel
from playground.ui.labels import column, label, row
from playground.ui.palette import LIGHT, Theme
from playground.ui.turning_row import TurningRow

EMPTY = "Forward and reverse mode stand side by side where every value is a single number, as in a computational graph."
STORY = (
    "Forward mode carries ∂(value)/∂(one name) along with each value: one pass for each name. "
    "Reverse mode carries ∂(result)/∂(value) back: one pass for all names."
)
_ROW = 24

_BESIDE_FROM, _LEAST_CHOICE = 600, 64


class ModesPanel(QWidget):
    """Two choices, one table; a double click on a node differentiates with respect to it, a number explains itself."""

    value_followed = Signal(object)  # (Ref, Index): a number whose line is asked for
    tangents_changed = Signal(object)  # the id of the node whose tangents are to stand on the blocks, "" for none

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setAccessibleName("Forward and reverse mode")
        self._start, self._end = Choice({}), Choice({})
        self.on_blocks = QCheckBox("tangents on the blocks")
        self.model, self.table = ModesModel(), QTableView()
        self._empty, self._story = label(EMPTY, "muted", wrap=True), label(STORY, "caption", wrap=True)
        self.sum = label("", "mono", wrap=True)
        self._stepper: Stepper | None = None
        self._program: object = None
        self._network: object = None
        self._modes: Modes | None = None
        self._numbers = AS_USUAL
        self._dress()
        self._lay_out()
        self._start.entered.connect(self.differentiate)
        self._end.entered.connect(self._choose_end)
        self.on_blocks.toggled.connect(self._tell)
        self.table.clicked.connect(self._explain)
        self.table.activated.connect(self._activate)

    @property
    def start(self) -> str:
        """The id of the node that forward mode begins at; "" without a graph."""
        return str(self._start.currentData() or "")

    def show_stepper(self, stepper: object) -> None:
        """Show the graph at the samples of a pass; computed only while it can be seen."""
        assert stepper is None or isinstance(stepper, Stepper)
        self._stepper = stepper
        if self.isVisible() or self.on_blocks.isChecked():
            self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Nothing here has colours of its own."""

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the numbers otherwise."""
        self._numbers = numbers
        self.model.set_numbers(numbers)

    def differentiate(self, node: object) -> None:
        """Begin forward mode at another node."""
        self._start.fill(node)
        self._fill()
        self._tell()

    def _choose_end(self, node: object) -> None:
        self._end.fill(node)
        self._fill()

    def _activate(self, index: QModelIndex) -> None:
        if index.column() == NODE:
            self.differentiate(self.model.node(index.row()))
        else:
            self._explain(index)

    def _explain(self, index: QModelIndex) -> None:
        """Say what the number is the sum of, and follow it where it is one of the pass."""
        modes = self._modes
        if modes is None or index.column() == NODE:
            return
        node, end = self.model.node(index.row()), str(self._end.currentData())
        self._show_sum(index)
        at = modes.value_at(node) if index.column() == VALUE else None
        at = modes.gradient_at(node, end) if index.column() == REVERSE else at
        if at is not None:
            self.value_followed.emit(at)

    def _show_sum(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        """The sum behind the derivative that is chosen, by mouse or arrow keys."""
        modes, text = self._modes, ""
        if modes is not None and index.isValid():
            node = self.model.node(index.row())
            if index.column() == FORWARD:
                text = modes.forward_sum(node, self.start).text(self._numbers)
            elif index.column() == REVERSE:
                text = modes.reverse_sum(node, str(self._end.currentData())).text(self._numbers)
        self.sum.setText(text)
        self.table.setAccessibleDescription(text)

    def _tell(self) -> None:
        self.tangents_changed.emit(self.start if self.on_blocks.isChecked() and self._modes is not None else "")

    def _refresh(self) -> None:
        stepper = self._stepper
        program = None if stepper is None else stepper.program
        if program is self._program and program is not None:
            return
        self._program = program
        point = chained_point(stepper)
        self._modes = None if point is None else Modes(point)
        for part in (self._content, self._story, self.table, self.sum):
            part.setVisible(self._modes is not None)
        self._empty.setVisible(self._modes is None)
        if self._modes is not None:
            self._offer(self._modes)
            self._fill()
        self._tell()

    def _offer(self, modes: Modes) -> None:
        """The nodes to choose from; what was chosen stays while the graph is the same."""
        assert self._stepper is not None
        if self._stepper.network is not self._network:
            self._network = self._stepper.network
            names = {node.id: node.name for node in modes.nodes}
            for choice, first in ((self._start, modes.nodes[0].id), (self._end, modes.result)):
                choice.offer(names)
                choice.fill(first)

    def _fill(self) -> None:
        if self._modes is not None:
            start, end = str(self._start.currentData()), str(self._end.currentData())
            self.sum.clear()
            self.model.show_rows(self._modes.rows(start, end), self._modes.symbol(start), self._modes.symbol(end))

    def _dress(self) -> None:
        self.table.setModel(self.model)
        self.table.setAccessibleName("Derivatives of the nodes")
        self.table.setFont(mono_font(12))
        self.table.setTabKeyNavigation(False)
        self.table.selectionModel().currentChanged.connect(self._show_sum)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _lay_out(self) -> None:
        self._content, pair = TurningRow(_BESIDE_FROM), QWidget()
        choices = row(pair)
        for words, choice in (("Forward from", self._start), ("in reverse from", self._end)):
            choice.setAccessibleName(words)
            choices.addWidget(label(words, "muted"))
            choice.setMinimumWidth(_LEAST_CHOICE)
            choices.addWidget(choice)
        self._content.add(pair)
        self._content.add(self.on_blocks, 1)
        lines = column(self, margins=QMargins(16, 10, 16, 8))
        for part in (self._content, self._story, self._empty, self.table, self.sum):
            lines.addWidget(part)
        lines.setStretchFactor(self.table, 1)
        lines.addStretch(0)

    def showEvent(self, event: QShowEvent) -> None:
        """What was not computed while hidden is computed now."""
        super().showEvent(event)
        self._refresh()
