"""A number to be turned like a knob: by the wheel, the arrow keys or typing, through zero too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

from playground.ui.controls import TypedNumber
from playground.ui.number_text import NumberForm, read_number
from playground.ui.palette import Theme

_NOTCH = 120  # what a wheel reports for one notch
_STEP, _DECIMALS = 0.01, 10


class SpunNumber(TypedNumber):
    """One notch or arrow key is 0.01; Page Up, Page Down or Ctrl with the wheel is ten of them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(NumberForm(whole=False, step=_STEP), theme, parent)
        self._turned = 0

    def step(self, steps: int) -> None:
        """Move the number as typed so far and commit it."""
        try:
            number = read_number(self.text(), whole=False)
        except ValueError as error:
            self.refused.emit(str(error))
            return
        self._enter(round(number + steps * _STEP, _DECIMALS))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn by whole notches; what is less is kept for the next turn."""
        self._turned += event.angleDelta().y() or event.angleDelta().x()  # Alt turns a wheel sideways
        notches = int(self._turned / _NOTCH)
        self._turned -= notches * _NOTCH
        if notches and self.isEnabled():
            self.step(10 * notches if event.modifiers() & Qt.KeyboardModifier.ControlModifier else notches)
        event.accept()
