"""Opens the derivation of the number that is explained now; it can be asked for any other there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from playground.ui.look import Look
from playground.ui.number_desk import NumberDesk

if TYPE_CHECKING:
    from playground.engine.instruction import Index, Ref
    from playground.engine.samples import Samples
    from playground.session.stepper import Stepper
    from playground.session.workbench import Workbench

NOTHING = "There is no pass to derive a number from: the network is not ready."


class DerivationDesk(QObject):
    """Remembers what is explained; the dialog is imported when it is opened first."""

    failed = Signal(object)  # a sentence

    def __init__(self, window: QWidget, workbench: Workbench, look: Look, numbers: NumberDesk) -> None:
        super().__init__(window)
        self._window, self._workbench, self._look, self._numbers = window, workbench, look, numbers
        self._stepper: Stepper | None = None
        self._asked: tuple[Ref, Index] | None = None

    def look_at(self, place: object) -> None:
        """A number is explained now, (Stepper, Ref or None, Index); None for no pass at all."""
        assert place is None or isinstance(place, tuple)
        self._stepper, ref, index = place or (None, None, ())
        self._asked = None if ref is None else (ref, index)

    def open(self) -> None:
        """Show the derivation."""
        from playground.session.derivation_sheet import Subject
        from playground.ui.derivation.derivation_dialog import DerivationDialog

        if self._stepper is None:
            self.failed.emit(NOTHING)
            return
        subject = Subject(self._stepper, self._asked, self._sample)
        dialog = DerivationDialog(subject, self._look.theme, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.write_numbers(self._numbers.style)
        dialog.open()

    def _sample(self, index: int) -> Samples:
        from playground.session.pass_samples import one_sample

        return one_sample(self._workbench.state, index).samples
