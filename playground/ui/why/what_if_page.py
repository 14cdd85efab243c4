"""What if this number were another: the loss computed anew beside what its gradient promises.

Nothing of the pass that is walked changes until a change is kept; several numbers can be changed together.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from playground.engine.element_graph import Element, ElementGraph
from playground.session.element_names import named
from playground.session.numbers import format_number, spoken
from playground.session.what_if import Outcome, WhatIf
from playground.ui.announcing import announce
from playground.ui.labels import column, label, row
from playground.ui.palette import Theme
from playground.ui.why.number_lines import NumberLines
from playground.ui.why.spun_number import SpunNumber

_DIGITS = 8
_HOW = "Turn the wheel over the number, press Up or Down, or type another."
_MIDDLE = "This follows from the numbers below it, so it can be tried but not kept."
_INPUT = "An input is kept for this pass; the data stay as they are."


class WhatIfPage(QWidget):
    """Changes numbers on trial and asks to keep them."""

    keep_requested = Signal(object)  # WhatIf

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what: WhatIf | None = None
        self._element: Element | None = None
        self._name, self._error = label(), label(kind="field-error", wrap=True)
        self.number, self.lines = SpunNumber(theme), NumberLines()
        self.changes, self._note = label(wrap=True), label(kind="caption", wrap=True)
        self.keep, self.discard = QPushButton("Keep"), QPushButton("Discard")
        self.number.entered.connect(self._change)
        self.number.refused.connect(self._refuse)
        self.keep.clicked.connect(self._keep)
        self.discard.clicked.connect(self._discard)
        self._lay_out()

    @property
    def spoken(self) -> str:
        """What the change does, for ears."""
        return self.number.accessibleDescription()

    def show_element(self, graph: ElementGraph, element: Element) -> None:
        """Offer an element for change; what is changed already in this pass stays so."""
        if self._what is None or self._what.graph is not graph:
            self._what = WhatIf(graph)
        self._element = element
        name = named(graph, element)
        self._name.setText(f"{name.symbol} =")
        self.number.setAccessibleName(f"Another value for {name.text}")
        self._show(self._what, element)

    def set_theme(self, theme: Theme) -> None:
        """Nothing here is painted by hand."""

    def _change(self, value: object) -> None:
        assert isinstance(value, int | float)
        if self._what is not None and self._element is not None:
            self._what.change(self._element, float(value))
            self._show(self._what, self._element)
            announce(self.number, self.spoken)

    def _discard(self) -> None:
        if self._what is not None and self._element is not None:
            self._what.discard()
            self._show(self._what, self._element)
            announce(self.number, self.spoken)

    def _keep(self) -> None:
        if self._what is not None and self._what.changes and self._what.can_be_kept:
            self.keep_requested.emit(self._what)

    def _refuse(self, reason: object) -> None:
        self._error.setText(str(reason))
        self._error.setVisible(bool(reason))
        self.number.setAccessibleDescription(str(reason))
        announce(self.number, str(reason), urgent=True)

    def _show(self, what: WhatIf, element: Element) -> None:
        outcome, changed = what.outcome, bool(what.changes)
        self._refuse("")
        self.number.fill(what.changes.get(element, what.graph.value(element)))
        self.lines.show_lines(outcome_lines(outcome))
        self.number.setAccessibleDescription(outcome_spoken(outcome))
        self.changes.setText("; ".join(changes_of(what)))
        self.keep.setEnabled(changed and what.can_be_kept)
        self.discard.setEnabled(changed)
        self._note.setText(_note(what))

    def _lay_out(self) -> None:
        layout, entry, buttons = column(self, spacing=8), row(spacing=6), row(spacing=8)
        entry.addWidget(self._name)
        entry.addWidget(self.number, 1)
        for button in (self.keep, self.discard):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.keep.setAccessibleName("Keep the changed numbers")
        self.discard.setAccessibleName("Discard the changed numbers")
        layout.addSpacing(4)
        layout.addLayout(entry)
        for part in (self._error, self.lines, self.changes):
            layout.addWidget(part)
        layout.addLayout(buttons)
        layout.addWidget(self._note)
        layout.addStretch(1)
        self._error.hide()


def outcome_lines(outcome: Outcome) -> list[tuple[str, str, str]]:
    """What the change does to the loss, and what the gradient promises."""
    return [
        ("loss before", format_number(outcome.before, _DIGITS), ""),
        ("loss after", format_number(outcome.after, _DIGITS), ""),
        ("its change", format_number(outcome.change, _DIGITS), ""),
        ("predicted: gradient × change", format_number(outcome.predicted, _DIGITS), ""),
        ("difference: the curvature", format_number(outcome.difference, _DIGITS), ""),
    ]


def outcome_spoken(outcome: Outcome) -> str:
    """The same in one sentence for ears."""
    after, change, predicted = map(spoken, (outcome.after, outcome.change, outcome.predicted))
    return f"loss {after}, change {change}, predicted {predicted}"


def changes_of(what: WhatIf) -> list[str]:
    """Every changed number: what it was and what it is on trial."""
    return [
        f"{named(what.graph, element).symbol}: {format_number(what.graph.value(element))} → {format_number(value)}"
        for element, value in what.changes.items()
    ]


def _note(what: WhatIf) -> str:
    if not what.can_be_kept:
        return _MIDDLE
    inputs = {node.id for node in what.graph.program.network.inputs}
    return _INPUT if any(element.ref.node in inputs for element in what.changes) else _HOW
