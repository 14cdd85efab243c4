"""The part of an explanation beside the numbers of one element: matrices, a picture or the shapes, one at a time.

On a wide panel the matrices stay and the picture or the shapes stand beside them. What is clicked or pointed at in
either leaves in words of the explained line: elements and addresses.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from playground.session.explanation import FactorShown
from playground.ui.labels import row
from playground.ui.palette import LIGHT, Theme
from playground.ui.stepper.fitted_formula import FittedFormula
from playground.ui.stepper.picture_view import PictureView
from playground.ui.stepper.reading import Looked
from playground.ui.stepper.shapes_view import ShapesView
from playground.ui.stepper.shown_formula import ShownFormula
from playground.ui.stepper.side_switch import Side, SideSwitch
from playground.ui.stepper.term_choice import chosen_by, element_of
from playground.ui.stepper.trail import Trail

_WIDE = 760  # from here on there is room for two
_BESIDE = 20
_ALL = 16_384


class Sides(QWidget):
    """Shows the chosen side of what the trail looks at; its `switch` stands where its owner puts it."""

    chosen = Signal(object)  # Index: the element of the result that what was clicked belongs to
    followed = Signal(object)  # (Ref, Index): a number whose own explanation is asked for
    pointed = Signal(object)  # tuple of FactorShown: an element of the formula under the mouse; empty when it leaves

    def __init__(self, trail: Trail, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trail = trail
        self._looked: Looked | None = None
        self._pictured, self._room = True, QSize()
        self.matrices, self.picture, self.shapes = FittedFormula(theme), PictureView(theme), ShapesView()
        self.switch, self._others = SideSwitch(), QStackedWidget()
        for view in (self.picture, self.shapes):
            self._others.addWidget(view)
        layout = row(self, spacing=_BESIDE)
        layout.addWidget(self.matrices, 1)
        layout.addWidget(self._others, 1)
        self.matrices.view.term_clicked.connect(self._click)
        self.matrices.view.term_followed.connect(self._follow)
        self.matrices.view.term_hovered.connect(self._point)
        self.picture.canvas.chosen.connect(self._choose)
        self.picture.canvas.followed.connect(self.followed)
        self.switch.chosen.connect(self._turn)
        self._turn(self.switch.side)

    @property
    def used_width(self) -> int:
        """What the chosen side needs: matrices their own width, the others all they can get."""
        return self.matrices.view.width() if self.switch.side is Side.MATRICES else _ALL

    def show_element(self, looked: Looked) -> None:
        """Show another element; what is not in sight is made when it is."""
        self._looked, self._pictured = looked, True
        self._make()

    def fit(self, shown: ShownFormula, width: int) -> None:
        """Fit the matrices into their part of a width; they also stand in where there is nothing to picture."""
        side = self.switch.side
        alone = side is Side.MATRICES or (side is Side.PICTURE and not self._pictured)
        self._others.setHidden(alone)
        self.matrices.setVisible(alone or width >= _WIDE)
        part = width if alone else (width - _BESIDE) // 2
        if alone or width >= _WIDE:
            self._room = QSize(part, self.matrices.maximumViewportSize().height())
            self.matrices.show_formula(shown, self._room)

    def rehearse(self, shown: ShownFormula) -> int:
        """Have the matrices ready, where they are in sight; what the chosen side will need."""
        needed = self.matrices.rehearse(shown, self._room) if self.matrices.isVisible() else 0
        return needed if self.switch.side is Side.MATRICES else self.used_width

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        for view in (self.matrices, self.picture):
            view.set_theme(theme)

    def _make(self) -> None:
        if self._looked is None:
            return
        if self.switch.side is Side.PICTURE:
            self._pictured = self.picture.show_element(self._looked)
        elif self.switch.side is Side.SHAPES:
            self.shapes.show_element(self._looked)

    def _turn(self, side: object) -> None:
        self._others.setCurrentWidget(self.shapes if side is Side.SHAPES else self.picture)
        self._make()

    def _click(self, term: object) -> None:
        """A click on any element chooses the element of the result that it is part of."""
        found = element_of(self._trail, term)
        if found is not None:
            self._choose(found)

    def _choose(self, found: object) -> None:
        assert isinstance(found, tuple)
        instruction, current, (name, index) = self._trail.instruction, self._trail.index, found
        if instruction is None or current is None:
            return
        if name in instruction.operands:
            self.chosen.emit(chosen_by(instruction, name, index, current))
        elif len(index) == instruction.result.array.ndim:
            self.chosen.emit(chosen_by(instruction, "", index, current))

    def _follow(self, term: object) -> None:
        """A double click on an element asks where it came from."""
        found, instruction = element_of(self._trail, term), self._trail.instruction
        if found is not None and instruction is not None:
            ref = instruction.operands.get(found[0], instruction.result).ref
            if ref is not None:
                self.followed.emit((ref, found[1]))

    def _point(self, term: object) -> None:
        """The mouse is over an element of the formula, or over none."""
        found, instruction = element_of(self._trail, term), self._trail.instruction
        known = found is not None and instruction is not None and found[0] in instruction.operands
        self.pointed.emit((FactorShown(*found, "", 0.0),) if found is not None and known else ())
