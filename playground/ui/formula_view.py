"""One formula as a widget: with symbols, with matrices, or both; it tells which term is under the mouse.

It is handed a formula and how its operands are written; it knows nothing of steps or programs.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.engine.formulas import Formula
from playground.ui.cells import CellsStyle, pixel_size
from playground.ui.formula_boxes import Box, Term
from playground.ui.formula_layout import FORMULA_CELLS, Look, Lookup, lay_out_matrices, lay_out_symbols
from playground.ui.formula_text import to_latex, to_line, told
from playground.ui.palette import LIGHT, Theme

_GAP, _LINE_GAP = 16, 8
_MARGIN = 6


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
        self._placed: list[tuple[Box, QPointF]] = []
        self._size = QSize()
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
        words, line = told(formula, lookup)
        self.setAccessibleName(words)
        self.setAccessibleDescription(line)

    def rehearse(self, lookup: Lookup, cells: CellsStyle, lines: tuple[Formula, ...]) -> None:
        """Have the blocks of a formula ready that may be shown next."""
        image = QPixmap(self.size())
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            top = float(_MARGIN)
            for line in lines:
                box = lay_out_matrices(line, lookup, Look(self._look.theme, cells=cells))
                box.paint(painter, QPointF(_MARGIN, top + box.ascent))
                top += box.ascent + box.descent + _LINE_GAP

    def set_theme(self, theme: Theme) -> None:
        """Lay out again in another theme."""
        self._lay_out(replace(self._look, theme=theme))

    def set_form(self, form: Form) -> None:
        """Choose symbols, matrices or both."""
        self._form = form
        self._lay_out(self._look)

    def term_at(self, point: QPointF) -> Term | None:
        """The term at a point of the widget."""
        hits = (box.hit(point - at) for box, at in self._placed if _reaches(box, point - at))
        return next((term for term in hits if term is not None), None)

    def tip(self, term: Term) -> str:
        """Every digit of the element under the mouse, or nothing."""
        values = self._lookup[term.operand].values
        if term.row is None or term.column is None or values is None:
            return ""
        number = self._look.cells.numbers.tip(float(values[term.row, term.column]))
        return f"[{term.row + 1}, {term.column + 1}]  {number}"

    def copy_text(self) -> None:
        """Put the formula on the clipboard as one line."""
        QGuiApplication.clipboard().setText(to_line(self._formula, self._lookup))

    def copy_latex(self) -> None:
        """Put the formula on the clipboard for a LaTeX document."""
        QGuiApplication.clipboard().setText(to_latex(self._formula, self._lookup))

    def _lay_out(self, look: Look) -> None:
        self._look = look
        layouts = {Form.SYMBOLS: (lay_out_symbols,), Form.MATRICES: (lay_out_matrices,)}
        top, self._placed = float(_MARGIN), []
        for lay_out in layouts.get(self._form, (lay_out_symbols, lay_out_matrices)):
            for line in self._lines if lay_out is lay_out_matrices else (self._formula,):
                box = lay_out(line, self._lookup, look)
                self._placed.append((box, QPointF(_MARGIN, top + box.ascent)))
                top += box.ascent + box.descent + _LINE_GAP
            top += _GAP - _LINE_GAP
        self._hover(None)  # what stands under the mouse now, its next move tells
        width = max((box.width for box, _ in self._placed), default=0.0)
        bottom = max((at.y() + box.descent for box, at in self._placed), default=0.0)
        size = pixel_size(QSizeF(width + 2 * _MARGIN, bottom + _MARGIN))
        if size != self._size:
            self._size = size
            self.updateGeometry()
        self.resize(size)
        self.update()

    def _hover(self, term: Term | None) -> None:
        if term != self._hovered:
            self._hovered = term
            self.setToolTip(self.tip(term) if term else "")  # Qt shows it when the mouse rests
            self.setCursor(Qt.CursorShape.PointingHandCursor if term else Qt.CursorShape.ArrowCursor)
            self.term_hovered.emit(term)

    def sizeHint(self) -> QSize:
        """All of the formula."""
        return self._size

    def minimumSizeHint(self) -> QSize:
        """All of the formula: nothing is cut."""
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the boxes."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for box, at in self._placed:
                box.paint(painter, at)

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


def _reaches(box: Box, point: QPointF) -> bool:
    return -box.ascent <= point.y() <= box.descent
