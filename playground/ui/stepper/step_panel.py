"""The panel of one step: its formula in symbols, then with this step's matrices, then one element in numbers.

It shows the instruction that ran last; the element is chosen by mouse, by arrow keys or from outside.
"""

from __future__ import annotations

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedLayout, QWidget

from playground.engine.instruction import Index, Instruction
from playground.session.explanation import explain
from playground.session.stepper import Stepper
from playground.ui.cells import Cell
from playground.ui.formula_boxes import Term
from playground.ui.formula_view import Form, FormulaView
from playground.ui.labels import column, label, link, row
from playground.ui.palette import LIGHT, Theme
from playground.ui.phase_looks import PHASE_LOOKS
from playground.ui.stepper.element_card import ElementCard
from playground.ui.stepper.fitted_formula import FittedFormula, moved
from playground.ui.stepper.focus import Focus
from playground.ui.stepper.reading import Looked, lying_of, reader_of
from playground.ui.stepper.shown_formula import ShownFormula, shown_formula
from playground.ui.stepper.term_choice import chosen_by

_READY = (
    "Ready to walk a pass",
    "Press Step (F10): the sample enters the network, and each step after it is one line of mathematics, shown here "
    "with its numbers. Back (Shift+F10) undoes a step. A click in the list of steps runs to that step.",
)
_NOT_READY = (
    "Nothing to walk yet",
    "Once the network is complete and fits its data, its forward and backward pass can be walked here. The Build "
    "workspace says what is missing.",
)
_CARD = (284, 430)  # the card's width, at least and at most
_NARROW_CARD = 220
_NOTE_BESIDE = 240  # the note goes below the formula if less is left beside it
_FORMULA_HEIGHT = 40
_SIDES = 16
_SMALLEST = (440, 190)


class StepPanel(QWidget):
    """Explains the step that ran last."""

    element_chosen = Signal(object)  # Index into the step's result, chosen by the user

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAccessibleName("Explanation of the step")
        self._stepper: Stepper | None = None
        self._shown: ShownFormula | None = None
        self._titled: Instruction | None = None
        self._focus = Focus()
        self._title, self._note = label(kind="title"), label(kind="muted", wrap=True)
        self._heading, self._advice = label(kind="heading"), label(kind="muted", wrap=True)
        self._symbols, self._matrices = FormulaView(Form.SYMBOLS, theme), FittedFormula(theme)
        self._card = ElementCard(theme)
        self._pages = QStackedLayout(self)
        for page in (self._empty_page(), self._step_page()):
            self._pages.addWidget(page)
        self._matrices.view.term_clicked.connect(self._term_clicked)
        self._matrices.view.moved.connect(self._move)
        self._matrices.heightened.connect(self._fit)
        self.show_stepper(None)

    @property
    def index(self) -> Index | None:
        """The chosen element of the current step's result."""
        instruction = self._instruction
        return None if instruction is None else self._focus.index_in(instruction.result)

    def show_stepper(self, stepper: Stepper | None, chosen: Index | None = None) -> None:
        """Show the step that ran last; `chosen` is an element of its result, by default the neuron looked at before."""
        self._stepper = stepper
        instruction = self._instruction
        if stepper is None or instruction is None:
            self._heading.setText((_NOT_READY if stepper is None else _READY)[0])
            self._advice.setText((_NOT_READY if stepper is None else _READY)[1])
            self._pages.setCurrentIndex(0)
            return
        if chosen is not None:
            self._focus = self._focus.moved_to(chosen, instruction.result)
        self._show_step(stepper, instruction)
        self._pages.setCurrentIndex(1)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        for part in (self._symbols, self._matrices, self._card):
            part.set_theme(theme)

    @property
    def _instruction(self) -> Instruction | None:
        return None if self._stepper is None else self._stepper.current

    def _show_step(self, stepper: Stepper, instruction: Instruction) -> None:
        explanation = explain(reader_of(stepper, instruction), self._focus.index_in(instruction.result))
        looked = Looked(stepper, instruction, explanation)
        shown = shown_formula(looked)
        if instruction is not self._titled:
            self._titled = instruction
            self._title.setText(step_title(stepper, instruction))
            self._symbols.set_formula(shown.symbols, shown.lookup)
            self._note.setText(instruction.note)
        self._shown = shown
        self._fit()
        self._card.show_element(looked)

    def _choose(self, index: Index) -> None:
        instruction = self._instruction
        if self._stepper is None or instruction is None or index == self.index:
            return
        self._focus = self._focus.moved_to(index, instruction.result)
        self._show_step(self._stepper, instruction)
        self.element_chosen.emit(index)

    def _term_clicked(self, term: object) -> None:
        """A click on any element chooses the element of the result that it is part of."""
        assert isinstance(term, Term)
        instruction, current = self._instruction, self.index
        if self._stepper is None or instruction is None or current is None or term.row is None or term.column is None:
            return
        name = term.operand if term.operand in instruction.operands else ""
        operand = instruction.operands[name] if name else instruction.result
        index = lying_of(self._stepper, operand).index((term.row, term.column))
        self._choose(chosen_by(instruction, name, index, current))

    def _move(self, by: object) -> None:
        assert isinstance(by, tuple)
        instruction, current = self._instruction, self.index
        if self._stepper is None or instruction is None or current is None:
            return
        lying = lying_of(self._stepper, instruction.result)
        cell: Cell = moved(lying.cell(current), by, lying.size)
        self._choose(lying.index(cell))

    def _fit(self) -> None:
        """The formula takes the room it needs, the card what is left, within bounds."""
        if self._shown is None:
            return
        inside, (least, most) = self.width() - 3 * _SIDES, _CARD
        least = min(least, max(_NARROW_CARD, round(0.46 * inside)))
        beside = inside - self._symbols.width() >= _NOTE_BESIDE
        directions = QBoxLayout.Direction
        self._formula.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        room = QSize(inside - least, self._matrices.maximumViewportSize().height())
        self._matrices.show_formula(self._shown, room)
        width = min(max(inside - self._matrices.view.width(), least), most)
        if width != self._card.width():
            self._card.setFixedWidth(width)

    def minimumSizeHint(self) -> QSize:
        """The same for every step, so that no step moves the panel's edges; what needs more is scrolled."""
        return QSize(*_SMALLEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._fit()

    def _empty_page(self) -> QWidget:
        page = QWidget()
        layout = column(page, margins=QMargins(_SIDES, 20, _SIDES, 16))
        layout.addWidget(self._heading)
        layout.addWidget(self._advice)
        layout.addStretch(1)
        return page

    def _step_page(self) -> QWidget:
        page = QWidget()
        layout = column(page, spacing=6, margins=QMargins(_SIDES, 8, _SIDES, 12))
        layout.addLayout(self._title_row())
        layout.addLayout(self._formula_row())
        layout.addLayout(self._body(), 1)
        return page

    def _title_row(self) -> QHBoxLayout:
        top, copy = row(), link("Copy as LaTeX")
        copy.clicked.connect(self._symbols.copy_latex)
        top.addWidget(self._title, 1)
        top.addWidget(copy)
        return top

    def _formula_row(self) -> QHBoxLayout:
        """Of one height for almost every formula, so that what is below does not jump from step to step."""
        formula = row(spacing=16)
        formula.addStrut(_FORMULA_HEIGHT)
        formula.addWidget(self._symbols)
        formula.addWidget(self._note, 1, Qt.AlignmentFlag.AlignVCenter)
        self._formula = formula
        return formula

    def _body(self) -> QHBoxLayout:
        body = row(spacing=_SIDES)
        body.addWidget(self._matrices, 1)
        body.addWidget(self._card)
        return body


def step_title(stepper: Stepper, instruction: Instruction) -> str:
    """E.g. `STEP 9 · BACKWARD · HIDDEN 1`."""
    node = stepper.network.node(instruction.node)
    word = PHASE_LOOKS[instruction.phase].word
    return f"Step {instruction.index + 1} of {len(stepper.instructions)} · {word} · {node.name}".upper()
