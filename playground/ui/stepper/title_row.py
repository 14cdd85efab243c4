"""The line above an explanation: which step it is, the way back, and the formula for the clipboard."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from playground.engine.instruction import Instruction
from playground.session.stepper import Stepper
from playground.ui.labels import link, row, show_only_if
from playground.ui.painted_label import ChosenLabel
from playground.ui.phase_looks import PHASE_LOOKS

_COPY = ("Copy as LaTeX", "LaTeX")
_NARROW = 600  # below, the words are shorter
_SPACING = 16


class TitleRow(QWidget):
    """Says where the pass stands; `between` is what stands beside the title."""

    back_requested = Signal()
    copy_requested = Signal()

    def __init__(self, between: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._back, self._copy = ChosenLabel("title"), link("Back"), link(_COPY[0])
        self._copy.setAccessibleName(_COPY[0])
        self._copy.setToolTip("Copy the formula as LaTeX")
        self._words: tuple[str, ...] = ("", "", "")
        self._back.setToolTip("Back to the number you came from (Alt+Left)")
        self._back.setShortcut("Alt+Left")
        self._back.clicked.connect(self.back_requested)
        self._copy.clicked.connect(self.copy_requested)
        layout = row(self, spacing=_SPACING)
        layout.addWidget(self._title, 1)
        for part in filter(None, (between, self._back, self._copy)):
            layout.addWidget(part)

    def show_step(self, stepper: Stepper, instruction: Instruction) -> None:
        """Name a step."""
        self._words = _titles(stepper, instruction)
        self._write()

    def rehearse(self, stepper: Stepper, instruction: Instruction) -> None:
        """Have a step's name laid out."""
        for words in _titles(stepper, instruction):
            self._title.rehearse(words)

    def offer_back(self, offered: bool) -> None:
        """Whether there is a way back."""
        show_only_if(self._back, wanted=offered)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow row has shorter words."""
        super().resizeEvent(event)
        self._write()

    def _write(self) -> None:
        narrow = self.width() < _NARROW
        self._copy.setText(_COPY[narrow])
        self._title.offer(self._words[narrow:])


def _titles(stepper: Stepper, instruction: Instruction) -> tuple[str, str, str]:
    """The longest first."""
    short = short_title(stepper, instruction)
    return step_title(stepper, instruction), short, short.partition(" · ")[0]


def short_title(stepper: Stepper, instruction: Instruction) -> str:
    """E.g. `STEP 9 · HIDDEN 1`."""
    return f"Step {instruction.index + 1} · {stepper.network.node(instruction.node).name}".upper()


def step_title(stepper: Stepper, instruction: Instruction) -> str:
    """E.g. `STEP 9 OF 20 · BACKWARD · HIDDEN 1`."""
    node = stepper.network.node(instruction.node)
    word = PHASE_LOOKS[instruction.phase].word
    return f"Step {instruction.index + 1} of {len(stepper.instructions)} · {word} · {node.name}".upper()
