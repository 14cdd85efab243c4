"""Formulas in a narrow panel: each on its line, made smaller where it would not fit, never cut."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.engine.formulas import Formula
from playground.ui.formula_boxes import Box
from playground.ui.formula_layout import Look, Lookup, lay_out_symbols
from playground.ui.formula_text import to_line, to_words
from playground.ui.palette import LIGHT, Theme

SIZE = 17
_PADDING = 2


class FormulaLine(QWidget):
    """One formula with symbols, or one symbol alone."""

    def __init__(self, theme: Theme = LIGHT, size: int = SIZE) -> None:
        super().__init__()
        self._look = Look(theme, size)
        self._formula: Formula = ()
        self._lookup: Lookup = {}
        self._box: Box = lay_out_symbols((), {}, self._look)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_formula(self, formula: Formula, lookup: Lookup) -> None:
        """Show another formula."""
        self._formula, self._lookup = formula, lookup
        self.setAccessibleName(to_words(formula, lookup))
        self.setToolTip(to_line(formula, lookup))
        self.set_theme(self._look.theme)
        self.updateGeometry()

    def set_theme(self, theme: Theme) -> None:
        """Lay out again in another theme."""
        self._look = replace(self._look, theme=theme)
        self._box = lay_out_symbols(self._formula, self._lookup, self._look)
        self.update()

    def sizeHint(self) -> QSize:
        """The formula at full size."""
        return QSize(round(self._box.width) + 2, self._height())

    def minimumSizeHint(self) -> QSize:
        """It shrinks when there is less room."""
        return QSize(min(40, round(self._box.width) + 2), self._height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint at full size, or smaller."""
        scale = min(1.0, self.width() / max(1.0, self._box.width + 2))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(0, (self.height() - scale * self._height()) / 2)
            painter.scale(scale, scale)
            self._box.paint(painter, QPointF(0, _PADDING + self._box.ascent))

    def _height(self) -> int:
        return round(self._box.ascent + self._box.descent) + 2 * _PADDING
