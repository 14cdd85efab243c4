"""Hands the pass out as a NumPy script that runs by itself: to the clipboard, or into a file that the user chooses."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from playground.document.errors import FileError
from playground.document.saving import save
from playground.session.listing import script_of
from playground.session.stepper import Stepper

_FILTER = "Python (*.py)"
_SUGGESTION = "one_pass.py"


class ScriptDelivery(QObject):
    """`stepper` is the pass that is handed out; without one nothing happens."""

    told = Signal(object)  # a sentence
    failed = Signal(object)  # a sentence

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self.stepper: Stepper | None = None

    def copy(self) -> None:
        """Put the script on the clipboard."""
        if self.stepper is not None:
            QGuiApplication.clipboard().setText(script_of(self.stepper))
            self.told.emit("The pass is on the clipboard as a NumPy script.")

    def save(self) -> None:
        """Ask for a file and write the script into it."""
        if self.stepper is None:
            return
        chosen, _ = QFileDialog.getSaveFileName(self._owner.window(), "Save as a NumPy script", _SUGGESTION, _FILTER)
        if not chosen:
            return
        path = Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(".py")
        try:
            save(path, script_of(self.stepper).encode())
        except FileError as error:
            self.failed.emit(str(error))
        else:
            self.told.emit(f"The pass is saved as {path.name}.")
