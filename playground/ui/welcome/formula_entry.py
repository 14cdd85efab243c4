"""A line to type a formula into: what is wrong and where, or its value, stands below as one types; Enter goes on.

It makes no graph; it hands on a formula that can be read, and its names get their numbers elsewhere.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from playground.session.formula import SAMPLES, Formula, place_of
from playground.ui.fonts import mono_font
from playground.ui.labels import column, label, restyle
from playground.ui.number_text import write_number
from playground.ui.sentences import sentence

_SIZE = 12.0
_KEY = "Alt+F"


class FormulaLine(QLineEdit):
    """Enter is its own, and presses no button of a dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, or go on."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class FormulaEntry(QWidget):
    """Filled with a formula to try; others stand below."""

    entered = Signal(object)  # a Formula that can be read

    def __init__(self) -> None:
        super().__init__()
        self.line, self.formula = FormulaLine(), SAMPLES[0]
        self._remark, self._go_on = label(wrap=True), QPushButton("Names and numbers…")
        self._samples = tuple(_sample(formula) for formula in SAMPLES)
        self._dress()
        self._lay_out()
        self._connect()
        self.show_formula(self.formula)

    def show_formula(self, formula: Formula) -> None:
        """Put a formula into the line."""
        self.formula = formula
        self.line.setText(formula.text)
        self._judge()

    def _take(self, formula: Formula) -> None:
        """A formula to try, ready to be changed or gone on with."""
        self.show_formula(formula)
        self._go_to_line()

    def _go_to_line(self) -> None:
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def _dress(self) -> None:
        self.line.setFont(mono_font(_SIZE))
        self.line.setAccessibleName("Formula")
        self.line.setToolTip(f"A formula to make a graph of ({_KEY}); Enter goes on to its names and numbers")
        self._go_on.setToolTip("Give the names of the formula their numbers, and make its graph (Enter)")

    def _lay_out(self) -> None:
        lines, samples = column(self, spacing=6, margins=QMargins(0, 10, 0, 0)), column(spacing=0)
        for part in (label("TYPE A FORMULA", "title"), self.line, self._remark, self._go_on):
            lines.addWidget(part)
        samples.addWidget(label("Or begin with one of these:", "muted"))
        for button in self._samples:
            samples.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addLayout(samples)

    def _connect(self) -> None:
        self.line.textEdited.connect(self._read)
        self.line.returnPressed.connect(self._enter)
        self._go_on.clicked.connect(self._enter)
        for button, formula in zip(self._samples, SAMPLES, strict=True):
            button.clicked.connect(partial(self._take, formula))
        QShortcut(QKeySequence(_KEY), self, self._go_to_line)

    def _read(self, text: str) -> None:
        self.formula = Formula(text, self.formula.numbers, self.formula.learned)
        self._judge()

    def _judge(self) -> None:
        """Say what is wrong, or what the formula is worth."""
        error = self.formula.error if self.formula.text.strip() else None
        remark = sentence(str(error)) if error is not None else _worth(self.formula)
        self._remark.setText(remark)
        restyle(self._remark, kind="muted" if error is None else "field-error")
        restyle(self.line, invalid="false" if error is None else "true")
        self.line.setAccessibleDescription(remark)
        self._go_on.setEnabled(self.formula.error is None)

    def _enter(self) -> None:
        """Go on with the formula, or to the place of its error."""
        place = place_of(self.formula.error, self.formula.text)
        if self.formula.error is None:
            self.entered.emit(self.formula)
        elif place is not None:
            self.line.setFocus()
            self.line.setSelection(place, 1)


def _sample(formula: Formula) -> QPushButton:
    made = QPushButton(formula.text)
    made.setProperty("kind", "link")
    made.setFont(mono_font(_SIZE))
    made.setAccessibleName(f"Formula {formula.text}")
    return made


def _worth(formula: Formula) -> str:
    """`u² = 9.000 at u = 3`; nothing for an empty line."""
    point = ", ".join(f"{name} = {write_number(formula.number(name))}" for name in formula.names)
    return " at ".join(filter(None, (formula.value, point)))
