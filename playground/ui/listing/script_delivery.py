"""Hands the pass out as a NumPy script that runs by itself: to the clipboard, or into a file that the user chooses."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from playground.session.listing import script_of
from playground.session.stepper import Stepper
from playground.ui.delivery import Delivery

_FILTER = "Python (*.py)"
_SUGGESTION = "one_pass.py"


class ScriptDelivery(Delivery):
    """`stepper` is the pass that is handed out; without one nothing happens."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.stepper: Stepper | None = None

    def copy(self) -> None:
        """Put the script on the clipboard."""
        if self.stepper is not None:
            self.hand_over(script_of(self.stepper), "The pass is on the clipboard as a NumPy script.")

    def save(self) -> None:
        """Ask for a file and write the script into it."""
        if self.stepper is None:
            return
        chosen, _ = QFileDialog.getSaveFileName(self.owner.window(), "Save as a NumPy script", _SUGGESTION, _FILTER)
        if not chosen:
            return
        path = Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(".py")
        self.write(path, script_of(self.stepper).encode(), f"The pass is saved as {path.name}.")
