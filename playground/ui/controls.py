"""The controls forms are made of: typed text, typed numbers, a choice, a check box, all with one manner.

`fill` shows a value without telling anyone; `entered` tells of a new value the user has finished. What is typed is
committed by Enter or by leaving the field, Esc brings the old value back, and nothing typed is ever thrown away by
itself. What the values mean is the form's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QRandomGenerator, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from playground.ui.icons import set_icon
from playground.ui.number_text import NumberForm, read_number, read_row, stepped, write_number, write_row
from playground.ui.palette import Theme

_DICE = 10_000  # numbers on the dice
_STEPS: Mapping[Qt.Key, int] = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}


class Control(Protocol):
    """What a form needs of a control beside being a widget."""

    @property
    def entered(self) -> SignalInstance:
        """Emitted with the new value."""

    @property
    def refused(self) -> SignalInstance:
        """Emitted with a sentence when what was typed is no value, with nothing when the old value is back."""

    def fill(self, value: object) -> None:
        """Show a value; a value already shown leaves what is being typed alone."""

    def restore(self) -> None:
        """Forget what was typed."""


class TypedText(QLineEdit):
    """A line of text that is committed as a whole."""

    entered = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: object = ""
        self.editingFinished.connect(self._commit)

    def read(self, text: str) -> object:
        """The value of a text; `ValueError` with a sentence if it has none."""
        return text

    def written(self, value: object) -> str:
        """The text of a value."""
        return str(value)

    def fill(self, value: object) -> None:
        """Show a value; while it stays the same, what is being typed stays too."""
        if value != self._value or not self.isModified():
            self._value = value
            self._write()

    def restore(self) -> None:
        """Back to the value."""
        self._write()
        self.refused.emit("")

    def _write(self) -> None:
        text = self.written(self._value)
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
        self.setModified(False)

    def _commit(self) -> None:
        if not self.isModified():
            return
        try:
            value = self.read(self.text())
        except ValueError as error:
            self.refused.emit(str(error))
            return
        if value == self._value:
            self.restore()
        else:
            self.entered.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc brings the old value back; without anything typed it goes on to the panel."""
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.restore()
            self.selectAll()
        else:
            super().keyPressEvent(event)


class TypedNumber(TypedText):
    """A number: `0.03`, `1e-3`, `32`; arrow keys step it, whole numbers have buttons too."""

    def __init__(self, form: NumberForm, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        if form.dice:
            self._add_button("shuffle", "Draw another number", theme).triggered.connect(self.roll)
        elif form.whole:
            for icon, title, slot in (("zoom-in", "More", self._more), ("zoom-out", "Less", self._less)):
                self._add_button(icon, title, theme).triggered.connect(slot)

    def read(self, text: str) -> object:
        """The number, strictly; None for nothing where that may be."""
        if self._form.optional and not text.strip():
            return None
        return read_number(text, self._form.whole)

    def written(self, value: object) -> str:
        """The shortest text that reads back the same."""
        return write_number(value) if isinstance(value, int | float) else ""

    def step(self, steps: int) -> None:
        """Step the number as typed so far and commit it."""
        try:
            number = read_number(self.text(), self._form.whole)
        except ValueError as error:
            self.refused.emit(str(error))
            return
        self._enter(stepped(number, steps, self._form))

    def roll(self) -> None:
        """Take a number by chance and commit it."""
        self._enter(QRandomGenerator.global_().bounded(_DICE))

    def _enter(self, number: float | int) -> None:
        self.setText(write_number(number))
        self.setModified(True)
        self._commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down step by one, Page Up and Page Down by ten."""
        steps = _STEPS.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
        else:
            self.step(steps)

    def _more(self) -> None:
        self.step(1)

    def _less(self) -> None:
        self.step(-1)

    def _add_button(self, icon: str, title: str, theme: Theme) -> QAction:
        action = QAction(title, self)
        set_icon(action, icon, theme, "muted")
        self.addAction(action, QLineEdit.ActionPosition.TrailingPosition)
        return action


class TypedRow(TypedText):
    """Several numbers in a row: `1 × 8 × 8`, `0.5, 2`; nothing at all is an empty row."""

    def __init__(self, whole: bool, joint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole, self._joint = whole, joint

    def read(self, text: str) -> object:
        """The numbers, strictly."""
        return read_row(text, self._whole)

    def written(self, value: object) -> str:
        """The numbers with the usual sign between them."""
        return write_row(value, self._joint) if isinstance(value, tuple) else ""


class Check(QCheckBox):
    """On or off."""

    entered = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clicked.connect(self._enter)

    def fill(self, value: object) -> None:
        """Show on or off."""
        self.setChecked(bool(value))

    def restore(self) -> None:
        """There is nothing half typed in a check box."""

    def _enter(self, checked: bool) -> None:
        self.entered.emit(checked)
