"""A control together with its check and the sentence below it: emits only values that may be."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from playground.ui.controls import Control
from playground.ui.labels import column, label, restyle
from playground.ui.sentences import sentence

Refusal = Callable[[str, object], str]  # why a value of that name may not be, in one sentence; "" if it may


class Entry(NamedTuple):
    """What the user entered: the field's name and its new value."""

    name: str
    value: object


class Field(QWidget):
    """Shows one value; a refused one stays as it was typed, with a red outline and the reason below."""

    entered = Signal(object)  # the `Entry`, once it passed the check
    refused = Signal(object)  # the sentence, or "" when all is well again

    def __init__(self, name: str, control: QWidget, refusal: Refusal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.quiet = False  # whether the reason is shown elsewhere, by whoever listens to `refused`
        self.control = control
        self._filled: Control = control  # type: ignore[assignment]  # a widget and a control at once
        self._refusal = refusal
        self._reason = label(kind="field-error", wrap=True)
        self._reason.hide()
        layout = column(self, spacing=3)
        layout.addWidget(control)
        layout.addWidget(self._reason)
        self.setFocusProxy(control)
        self._filled.entered.connect(self._check)
        self._filled.refused.connect(self.refuse)

    @property
    def reason(self) -> str:
        """Why the value that stands there was refused; "" if it was not."""
        return self._reason.text()

    def fill(self, value: object) -> None:
        """Show a value from outside."""
        self._filled.fill(value)

    def restore(self) -> None:
        """Forget what was typed and its reason."""
        self._filled.restore()
        self.refuse("")

    def refuse(self, reason: str) -> None:
        """Outline the control and say why; "" takes both away."""
        reason = sentence(reason)
        if reason == self._reason.text():
            return
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason) and not self.quiet)
        self.control.setAccessibleDescription(reason)
        restyle(self.control, invalid="true" if reason else "false")
        self.refused.emit(reason)

    def _check(self, value: object) -> None:
        reason = self._refusal(self.name, value)
        self.refuse(reason)
        if not reason:
            self._filled.fill(value)
            self.entered.emit(Entry(self.name, value))
