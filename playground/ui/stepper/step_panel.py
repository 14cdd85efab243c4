"""The panel of one step: its formula in symbols, then with this step's matrices, then one element in numbers.

It shows the instruction that ran last, or any other whose number the user asks for; the element is chosen by mouse,
by arrow keys or from outside. A double click on a number follows it to where it came from, and a link leads back.
"""

from __future__ import annotations

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QStackedLayout, QWidget

from playground.engine.instruction import Index, Instruction
from playground.session.explanation import FactorShown, TermShown, explain
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.stepper import Stepper
from playground.ui.arrow_keys import neighbour
from playground.ui.cells import Cell
from playground.ui.labels import column, row
from playground.ui.palette import LIGHT, Theme
from playground.ui.stepper.advice_page import AdvicePage
from playground.ui.stepper.element_card import ElementCard
from playground.ui.stepper.formula_row import FormulaRow
from playground.ui.stepper.reading import Looked, lying_of, reader_of
from playground.ui.stepper.shown_formula import ShownFormula, shown_formula
from playground.ui.stepper.sides import Sides
from playground.ui.stepper.term_choice import terms_of
from playground.ui.stepper.title_row import TitleRow
from playground.ui.stepper.trail import Trail

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
_SIDES = 16
_SMALLEST = (440, 290)


class StepPanel(QWidget):
    """Explains the step that ran last, or the one that a number came from.

    `trail` knows what is looked at; the `card` can show how far its sum has been walked.
    """

    element_chosen = Signal(object)  # Index into the step's result, chosen by the user
    value_followed = Signal(object)  # (Ref, Index): a number whose own explanation is asked for
    explained = Signal(object)  # (Stepper, Ref | None, Index): the number that is explained now; or None
    wanted = Signal()  # somebody asked for an explanation that should come into sight
    lit = Signal(object)  # tuple of (Ref, Index): what the term that is pointed at is made of; empty when none is

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAccessibleName("Explanation of the step")
        self.trail = Trail()
        self._shown: ShownFormula | None = None
        self._titled: Instruction | None = None
        self._lit: tuple[object, ...] = ()
        self._numbers = AS_USUAL
        self._formula, self.sides, self.card = FormulaRow(theme), Sides(self.trail, theme), ElementCard(theme)
        self._top = TitleRow(self.sides.switch)
        self._advice, self._pages = AdvicePage(_SIDES), QStackedLayout(self)
        self._pages.addWidget(self._advice)
        self._pages.addWidget(_page(self._top, self._formula.layout, self.sides, self.card))
        self.sides.chosen.connect(self._choose)
        self.sides.followed.connect(self.value_followed)
        self.sides.pointed.connect(self.light)
        self.sides.matrices.view.moved.connect(self._move)
        self.sides.matrices.heightened.connect(self._fit)
        self.sides.picture.canvas.moved.connect(self._move)
        self.sides.picture.canvas.pointed.connect(self._point)
        self.sides.switch.chosen.connect(self._fit)
        self.card.followed.connect(self._follow)
        self.card.pointed.connect(self._point_at_term)
        self._top.back_requested.connect(self.back)
        self._top.copy_requested.connect(self._formula.symbols.copy_latex)
        self.show_stepper(None)

    @property
    def index(self) -> Index | None:
        """The chosen element of the result of the step that ran last."""
        return self.trail.current_index

    def show_stepper(self, stepper: Stepper | None, chosen: Index | None = None) -> None:
        """Show the step that ran last; `chosen` is an element of its result, by default the neuron looked at before."""
        self.trail.begin(stepper, chosen)
        if stepper is None or stepper.current is None:
            self._advice.give(*(_NOT_READY if stepper is None else _READY))
            self._pages.setCurrentIndex(0)
            self.explained.emit(None if stepper is None else (stepper, None, ()))
            return
        self._show_step()
        self._pages.setCurrentIndex(1)
        if chosen is not None:
            self.wanted.emit()

    def rehearse(self, stepper: Stepper, line: Instruction | None = None, chosen: Index | None = None) -> None:
        """Have ready what a line that has run would be shown with, by default the last at the neuron looked at."""
        instruction = line or stepper.current
        if instruction is None:
            return
        index = self.trail.index_in(instruction.result) if chosen is None else chosen
        looked = Looked(stepper, instruction, explain(reader_of(stepper, instruction, self._numbers), index))
        shown = shown_formula(looked)
        width = _card_width(self.width() - 3 * _SIDES, self.sides.rehearse(shown))
        self._top.rehearse(stepper, instruction)
        self._formula.rehearse(instruction, shown)
        self.card.rehearse(looked, width)

    def look_at(self, instruction: Instruction, index: Index) -> None:
        """Explain an element of any instruction of the pass that has run; `back` returns to what was shown before."""
        self.trail.follow(instruction, index)
        self._show_step()
        self.wanted.emit()

    def look_at_line(self, line: object) -> None:
        """Explain a line of the pass, by its number from 0, at the neuron looked at before; only one that has run."""
        assert isinstance(line, int)
        stepper = self.trail.stepper
        if stepper is not None and line < stepper.cursor and stepper.instructions[line] is not self.trail.instruction:
            instruction = stepper.instructions[line]
            self.look_at(instruction, self.trail.index_in(instruction.result))

    def back(self) -> None:
        """Return to what was explained before, in the end to the step that ran last."""
        if self.trail.back():
            self._show_step()

    def light(self, factors: object) -> None:
        """Light the numbers that a term is made of, FactorShown each, wherever they stand; after an empty tuple only
        those of the term that the user keeps lit, if any."""
        assert isinstance(factors, tuple)
        factors = factors or self.card.kept
        instruction = self.trail.instruction
        self.sides.matrices.view.light(terms_of(self.trail, factors))
        refs = ((instruction.operand(factor.operand).ref, factor.index) for factor in factors) if instruction else ()
        before, self._lit = self._lit, tuple(place for place in refs if place[0] is not None)
        if before or self._lit:  # that nothing is lit is told once
            self.lit.emit(self._lit)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        for part in (self._formula.symbols, self.sides, self.card):
            part.set_theme(theme)

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the numbers otherwise; what is looked at stays."""
        self._numbers = numbers
        self.sides.matrices.set_numbers(numbers)
        stepper, instruction, index = self.trail.stepper, self.trail.instruction, self.trail.index
        if stepper is not None and instruction is not None and index is not None:
            walked = self.card.walked
            self._write(stepper, instruction, index)
            self.card.show_walk(walked)

    def _show_step(self) -> None:
        stepper, instruction, index = self.trail.stepper, self.trail.instruction, self.trail.index
        if stepper is None or instruction is None or index is None:
            return
        self._write(stepper, instruction, index)
        self.light(())
        self.explained.emit((stepper, instruction.result.ref, index))

    def _write(self, stepper: Stepper, instruction: Instruction, index: Index) -> None:
        explanation = explain(reader_of(stepper, instruction, self._numbers), index)
        looked = Looked(stepper, instruction, explanation)
        shown = shown_formula(looked)
        if instruction is not self._titled:
            self._titled = instruction
            self._top.show_step(stepper, instruction)
            self._formula.show(instruction, shown)
        self._shown = shown
        self._top.offer_back(self.trail.leads_back)
        self.sides.show_element(looked)
        self._fit()
        self.card.show_element(looked)

    def _choose(self, index: object) -> None:
        assert isinstance(index, tuple)
        if index != self.trail.index:
            self.trail.choose(index)
            self._show_step()
            self.element_chosen.emit(index)

    def _point(self, place: object) -> None:
        """The mouse is over a number of the picture, (Ref, Index), or over none."""
        self._lit = () if place is None else (place,)
        self.lit.emit(self._lit)

    def _point_at_term(self, term: object) -> None:
        assert term is None or isinstance(term, TermShown)
        self.light(() if term is None else term.factors)

    def _follow(self, factor: object) -> None:
        assert isinstance(factor, FactorShown)
        operand = None if self.trail.instruction is None else self.trail.instruction.operand(factor.operand)
        if operand is not None and operand.ref is not None:
            self.value_followed.emit((operand.ref, factor.index))

    def _move(self, by: object) -> None:
        assert isinstance(by, tuple)
        stepper, instruction, current = self.trail.stepper, self.trail.instruction, self.trail.index
        if stepper is not None and instruction is not None and current is not None:
            lying = lying_of(stepper, instruction.result)
            cell: Cell = neighbour(lying.cell(current), by, lying.size)
            self._choose(lying.index(cell))

    def _fit(self) -> None:
        """The formula takes the room it needs, the card what is left, within bounds."""
        if self._shown is None:
            return
        inside = self.width() - 3 * _SIDES
        self._formula.fit(inside)
        self.sides.fit(self._shown, inside - _least(inside))
        width = _card_width(inside, self.sides.used_width)
        if width != self.card.width():
            self.card.setFixedWidth(width)

    def minimumSizeHint(self) -> QSize:
        """The same for every step, so that no step moves the panel's edges; what needs more is scrolled."""
        return QSize(*_SMALLEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._fit()


def _least(inside: int) -> int:
    """How narrow the card may become in a panel with so much room."""
    return min(_CARD[0], max(_NARROW_CARD, round(0.46 * inside)))


def _card_width(inside: int, used: int) -> int:
    """What is left for the card beside what is used, within bounds."""
    return min(max(inside - used, _least(inside)), _CARD[1])


def _page(top: QWidget, formula: QLayout, sides: QWidget, card: QWidget) -> QWidget:
    """The parts of an explanation in their places."""
    page, body = QWidget(), row(spacing=_SIDES)
    layout = column(page, spacing=6, margins=QMargins(_SIDES, 8, _SIDES, 12))
    layout.addWidget(top)
    layout.addLayout(formula)
    layout.addLayout(body, 1)
    body.addWidget(sides, 1)
    body.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
    return page
