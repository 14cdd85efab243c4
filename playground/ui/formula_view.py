"""One formula as a widget: with symbols, with matrices, or both; it tells which term is under the mouse.

It is handed a formula and how its operands are written; it knows nothing of steps or programs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.engine.formulas import Formula
from playground.ui.box_parts import Parts
from playground.ui.cells import Cells, CellsStyle
from playground.ui.formula_boxes import CellsBox, Term
from playground.ui.formula_layout import FORMULA_CELLS, Look, Lookup, cells_of
from playground.ui.formula_text import to_latex, to_line
from playground.ui.laid_formula import LaidFormula, Lines, lay_out
from playground.ui.palette import LIGHT, Theme


class Form(Enum):
    """How a formula is shown."""

    SYMBOLS = "symbols"
    MATRICES = "matrices"
    BOTH = "both"


class FormulaView(QWidget):
    """Shows one formula; large enough for all of it, so a long one belongs in a scroll area."""

    term_hovered = Signal(object)  # Term(operand, row, column), or None when the mouse leaves
    term_clicked = Signal(object)  # Term
    term_followed = Signal(object)  # Term, double-clicked

    def __init__(self, form: Form = Form.BOTH, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form, self._look = form, Look(theme)
        self._formula: Formula = ()
        self._lines: tuple[Formula, ...] = ((),)
        self._lookup: Lookup = {}
        self._laid = LaidFormula()
        self._hovered: Term | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for text, copy in (("Copy as text", self.copy_text), ("Copy as LaTeX", self.copy_latex)):
            action = QAction(text, self)
            action.triggered.connect(copy)
            self.addAction(action)

    def set_formula(
        self,
        formula: Formula,
        lookup: Lookup,
        outlined: str = "",
        cells: CellsStyle = FORMULA_CELLS,
        lines: tuple[Formula, ...] = (),
    ) -> None:
        """Show a formula; the operand `outlined` gets a ring in its colour; matrices stand in `lines`, if given."""
        self._formula, self._lookup, self._lines = formula, lookup, lines or (formula,)
        self._lay_out(Look(self._look.theme, cells=cells, outlined=outlined))

    def rehearse(self, formula: Formula, lookup: Lookup) -> Parts:
        """Have a formula laid out as `set_formula` would show it by itself; its parts."""
        return lay_out(self._shown_lines(formula, (formula,)), lookup, Look(self._look.theme)).parts

    def set_theme(self, theme: Theme) -> None:
        """Lay out again in another theme."""
        self._lay_out(replace(self._look, theme=theme))

    def set_form(self, form: Form) -> None:
        """Choose symbols, matrices or both."""
        self._form = form
        self._lay_out(self._look)

    def term_at(self, point: QPointF) -> Term | None:
        """The term at a point of the widget."""
        return self._laid.hit(point)

    def tip(self, term: Term) -> str:
        """Every digit of the element under the mouse, or nothing."""
        values = self._lookup[term.operand].values
        if term.row is None or term.column is None or values is None:
            return ""
        number = self._look.cells.numbers.tip(float(values[term.row, term.column]))
        return f"[{term.row + 1}, {term.column + 1}]  {number}"

    def blocks(self) -> Iterator[tuple[CellsBox, QPointF, Cells]]:
        """The blocks of cells, each with the start of its baseline and its numbers."""
        for block, at in self._laid.parts.blocks:
            yield block, at, cells_of(self._lookup[block.operand], block.transposed, block.cells.outline)

    def copy_text(self) -> None:
        """Put the formula on the clipboard as one line."""
        QGuiApplication.clipboard().setText(to_line(self._formula, self._lookup))

    def copy_latex(self) -> None:
        """Put the formula on the clipboard for a LaTeX document."""
        QGuiApplication.clipboard().setText(to_latex(self._formula, self._lookup))

    def _lay_out(self, look: Look) -> None:
        self._look = look
        before, self._laid = self._laid, lay_out(self._shown_lines(self._formula, self._lines), self._lookup, look)
        self._hover(None)  # what stands under the mouse now, its next move tells
        if self._laid is not before:
            words, line = self._laid.told
            self.setAccessibleName(words)
            self.setAccessibleDescription(line)
        if self._laid.size != before.size:
            self.updateGeometry()
        self.resize(self._laid.size)
        self.update()

    def _shown_lines(self, formula: Formula, lines: tuple[Formula, ...]) -> Lines:
        symbols = () if self._form is Form.MATRICES else (formula,)
        return Lines(formula, symbols, () if self._form is Form.SYMBOLS else lines)

    def _hover(self, term: Term | None) -> None:
        if term != self._hovered:
            self._hovered = term
            self.setToolTip(self.tip(term) if term else "")  # Qt shows it when the mouse rests
            self.setCursor(Qt.CursorShape.PointingHandCursor if term else Qt.CursorShape.ArrowCursor)
            self.term_hovered.emit(term)

    def sizeHint(self) -> QSize:
        """All of the formula."""
        return self._laid.size

    def minimumSizeHint(self) -> QSize:
        """All of the formula: nothing is cut."""
        return self._laid.size

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the texts, then the numbers."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._laid.parts.paint_still(painter)
            for block, at, cells in self.blocks():
                block.paint_values(painter, at + block.corner, cells)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the term under the mouse, once a term."""
        self._hover(self.term_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is over no term any more."""
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell the clicked term."""
        term = self.term_at(event.position())
        if term is not None and event.button() is Qt.MouseButton.LeftButton:
            self.term_clicked.emit(term)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tell the term whose own explanation is asked for."""
        term = self.term_at(event.position())
        if term is not None and event.button() is Qt.MouseButton.LeftButton:
            self.term_followed.emit(term)
