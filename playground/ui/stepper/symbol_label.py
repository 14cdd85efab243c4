"""A label of mathematics: a symbol with its scripts, set by the same boxes as the formulas."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.engine.formulas import Formula, Symbol, Text
from playground.ui.formula_boxes import Box
from playground.ui.formula_layout import Look, Lookup, OperandView, lay_out_symbols
from playground.ui.palette import LIGHT, Theme

_LINE = 1.3  # height of the label in sizes of its font
_BASELINE = 0.92


class SymbolLabel(QWidget):
    """Shows a symbol in its role's colour, or a piece of text such as `δz₂⁽¹⁾ =`."""

    def __init__(self, size: int = 16, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size, self._theme = size, theme
        self._formula: Formula = ()
        self._lookup: Lookup = {}
        self._box: Box = lay_out_symbols((), {}, Look(theme, size))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_symbol(self, view: OperandView) -> None:
        """Show one operand's symbol."""
        self._set((Symbol("it"),), {"it": view})

    def show_text(self, text: str) -> None:
        """Show text, scripts in Unicode, letters as variables."""
        self._set((Text(text),), {})

    def set_theme(self, theme: Theme) -> None:
        """Lay out again in another theme."""
        self._theme = theme
        self._set(self._formula, self._lookup)

    def _set(self, formula: Formula, lookup: Lookup) -> None:
        self._formula, self._lookup = formula, lookup
        self._box = lay_out_symbols(formula, lookup, Look(self._theme, self._size))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(int(self._box.width) + 2, round(_LINE * self._size))

    def minimumSizeHint(self) -> QSize:
        """All of it."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the boxes."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._box.paint(painter, QPointF(0, _BASELINE * self._size))
