"""The formula of a step in symbols, with its note beside it, or below where there is little room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout

from playground.engine.instruction import Instruction
from playground.ui.formula_view import Form, FormulaView
from playground.ui.labels import row
from playground.ui.painted_label import PaintedLines
from playground.ui.palette import LIGHT, Theme
from playground.ui.stepper.shown_formula import ShownFormula

_NOTE_BESIDE = 240  # the note goes below the formula if less is left beside it
_HEIGHT = 40


class FormulaRow:
    """The two, in a `layout` of one height for all steps, so that no step moves what is below."""

    def __init__(self, theme: Theme = LIGHT) -> None:
        self.symbols, self.layout = FormulaView(Form.SYMBOLS, theme), row(spacing=16)
        self._note = PaintedLines("muted")
        self.layout.addStrut(_HEIGHT)
        self.layout.addWidget(self.symbols)
        self.layout.addWidget(self._note, 1, Qt.AlignmentFlag.AlignVCenter)

    def show(self, instruction: Instruction, shown: ShownFormula) -> None:
        """Show an instruction."""
        self.symbols.set_formula(shown.symbols, shown.lookup)
        self._note.setText(instruction.note)

    def rehearse(self, instruction: Instruction, shown: ShownFormula) -> None:
        """Have both laid out."""
        self.symbols.rehearse(shown.symbols, shown.lookup)
        self._note.rehearse(instruction.note)

    def fit(self, width: int) -> None:
        """Stand side by side if that leaves room for the note."""
        directions = QBoxLayout.Direction
        beside = width - self.symbols.width() >= _NOTE_BESIDE
        self.layout.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
