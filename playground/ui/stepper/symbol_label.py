"""A label of mathematics: a symbol with its scripts, set by the same boxes as the formulas."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.engine.formulas import Formula, Item, Symbol, Text
from playground.engine.quantities import Role
from playground.ui.box_parts import Parts, parts_of
from playground.ui.formula_boxes import Box
from playground.ui.formula_layout import Look, OperandView, lay_out_symbols
from playground.ui.palette import LIGHT, Theme

_LINE = 1.3  # height of the label in sizes of its font
_BASELINE = 0.92

Written = tuple[str, Role, str, str]  # symbol, role, superscript, subscript


class SymbolLabel(QWidget):
    """Shows a symbol in its role's colour, or a piece of text such as `δz₂⁽¹⁾ =`."""

    def __init__(self, size: int = 16, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size, self._theme = size, theme
        self._shown: Written | str = ""
        self._box: Box = box_of(self._shown, size, theme)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_symbol(self, view: OperandView) -> None:
        """Show one operand's symbol."""
        self._show((view.symbol, view.role, view.superscript, view.subscript))

    def show_text(self, text: str) -> None:
        """Show text, scripts in Unicode, letters as variables."""
        self._show(text)

    def rehearse(self, text: str) -> None:
        """Have a text laid out that may be shown next."""
        _parts(text, self._size, self._theme)

    def set_theme(self, theme: Theme) -> None:
        """Lay out again in another theme."""
        self._theme = theme
        self._lay_out()

    def _show(self, shown: Written | str) -> None:
        if shown != self._shown:
            self._shown = shown
            self._lay_out()

    def _lay_out(self) -> None:
        self._box = box_of(self._shown, self._size, self._theme)
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
            _parts(self._shown, self._size, self._theme).paint_still(painter)


@lru_cache(maxsize=1024)
def box_of(shown: Written | str, size: int, theme: Theme) -> Box:
    """A symbol or a text laid out; the same ones come back with every step."""
    item: Item = Text(shown) if isinstance(shown, str) else Symbol("it")
    formula: Formula = (item,)
    lookup = {} if isinstance(shown, str) else {"it": OperandView(*shown)}
    return lay_out_symbols(formula, lookup, Look(theme, size))


@lru_cache(maxsize=1024)
def _parts(shown: Written | str, size: int, theme: Theme) -> Parts:
    """What a label paints, at its own place."""
    return parts_of([(box_of(shown, size, theme), QPointF(0, _BASELINE * size))])
