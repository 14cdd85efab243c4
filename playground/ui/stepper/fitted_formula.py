"""A formula with its matrices, as large as the room allows: big cells, smaller ones, then heat maps, then scrolling.

Where its parts may stand on lines of their own, it is wrapped; a single line is broken at its signs only if it must.

Arrow keys move the chosen element; which one that is its owner knows.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from playground.engine.formulas import Formula
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.ui.arrow_keys import arrow_move
from playground.ui.cells import CellsStyle, keep_cells
from playground.ui.focus_ring import paint_focus_ring
from playground.ui.formula_boxes import Term
from playground.ui.formula_layout import Look, cells_of
from playground.ui.formula_view import Form, FormulaView
from playground.ui.kept_picture import place_of
from playground.ui.laid_formula import Lines, lay_out
from playground.ui.palette import LIGHT, Theme
from playground.ui.stepper.shown_formula import ShownFormula
from playground.ui.stepper.wrapping import Wrapping, parts, smallest_parts

STYLES = (
    CellsStyle(width=62.0, height=25.0, font_size=12.5, max_rows=10, max_columns=10),
    CellsStyle(width=52.0, height=20.0, font_size=11.0, max_rows=12, max_columns=10),
    CellsStyle(width=44.0, height=17.0, font_size=10.0, max_rows=12, max_columns=10, digits=3),
    CellsStyle(width=44.0, height=15.0, font_size=10.0, max_rows=10, max_columns=3, digits=3, heat_width=160.0),
)
_LIT, _AROUND = 2.5, 1.0  # width of the ring of light, and how far outside of the cell it is
_BARS = Qt.ScrollBarPolicy
_MOST_KEPT = 512  # formulas whose fit is known
_LABEL_AND_NOTE, _LEAST_HEAT = 64, 96


class ElementFormula(FormulaView):
    """The formula, in reach of the keyboard."""

    moved = Signal(object)  # (rows, columns) by which an arrow key moves the chosen element

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(Form.MATRICES, theme, parent)
        self._glow = QColor(theme.lit)
        self._lit: frozenset[Term] = frozenset()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def lit(self) -> frozenset[Term]:
        """The elements that are lit."""
        return self._lit

    def light(self, terms: frozenset[Term]) -> None:
        """Light these elements, and only them: where a term that is looked at comes from."""
        if terms != self._lit:
            self._lit = terms
            self.update()

    def place_of(self, term: Term) -> QRectF | None:
        """Where an element is drawn; None if its operand has no cells here."""
        if term.row is None or term.column is None:
            return None
        found = ((block, at) for block, at in self._laid.parts.blocks if block.operand == term.operand)
        block, at = next(found, (None, QPointF()))
        return None if block is None else block.place(term.row, term.column).translated(at)

    def set_theme(self, theme: Theme) -> None:
        """Lay out again in another theme."""
        self._glow = QColor(theme.lit)
        super().set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move."""
        move = arrow_move(event)
        if move is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(move)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The formula, what is lit in it, and a ring for the keyboard's user."""
        super().paintEvent(event)
        if not self._lit and not self.hasFocus():
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._glow, _LIT))
            for place in filter(None, map(self.place_of, self._lit)):
                painter.drawRoundedRect(place.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND), 3.0, 3.0)
            paint_focus_ring(painter, self, self._look.theme)


class _Fit(NamedTuple):
    """The cells, the formula's lines, and the room a scroll bar takes beside them."""

    cells: CellsStyle
    lines: tuple[Formula, ...]
    bar: int


class FittedFormula(QScrollArea):
    """Chooses the largest cells with which the whole formula fits into the room it is told of."""

    heightened = Signal(object)  # its new height

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ElementFormula(theme)
        self._theme, self._height, self._numbers = theme, 0, AS_USUAL
        self._fits: dict[Hashable, _Fit] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self.view)

    def show_formula(self, shown: ShownFormula, room: QSize) -> None:
        """Show an instruction's formula; what does not fit into the room with the smallest cells is scrolled."""
        fit = self._fit(shown, room)
        self.view.set_formula(shown.formula, shown.lookup, shown.result, fit.cells, fit.lines)
        self.view.resize(self.view.width() + fit.bar, self.view.height())  # room for the bar, where nothing is hidden
        covered = fit.bar and self.view.width() <= room.width()
        policy = _BARS.ScrollBarAlwaysOff if covered else _BARS.ScrollBarAsNeeded
        if policy is not self.horizontalScrollBarPolicy():
            self.setHorizontalScrollBarPolicy(policy)
        if len(fit.lines) > 1:
            self._reveal(shown.result)

    def rehearse(self, shown: ShownFormula, room: QSize) -> int:
        """Have a formula laid out, and the blocks of its numbers ready; how wide it will be."""
        fit, lookup = self._fit(shown, room), shown.lookup
        look = Look(self._theme, cells=fit.cells, outlined=shown.result)
        laid = lay_out(Lines(shown.formula, (), fit.lines), lookup, look)
        for block, at in laid.parts.blocks:
            cells = cells_of(lookup[block.operand], block.transposed, None)
            keep_cells(cells, fit.cells, self._theme, place_of(at + block.corner, self.devicePixelRatio()))
        return laid.size.width() + fit.bar

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the numbers of the next formula otherwise."""
        self._numbers = numbers

    @property
    def _bar(self) -> int:
        return self.verticalScrollBar().sizeHint().width()

    def _fit(self, shown: ShownFormula, room: QSize) -> _Fit:
        """Found once for formulas of one form whose matrices have the same shapes, whatever stands in them."""
        forms = tuple((name, view.symbol, view.superscript, view.size) for name, view in shown.lookup.items())
        key = shown.formula, shown.groups, forms, room.width(), room.height(), self._numbers
        if key not in self._fits:
            if len(self._fits) >= _MOST_KEPT:
                self._fits.clear()
            self._fits[key] = self._found(shown, room)
        return self._fits[key]

    def _found(self, shown: ShownFormula, room: QSize) -> _Fit:
        wrapping, cells, fits = self._fitting(shown, room)
        bar = 0 if fits or len(wrapping.groups) == 1 else self._bar
        return _Fit(cells, wrapping.lines(cells, room.width() - bar), bar)

    def _fitting(self, shown: ShownFormula, room: QSize) -> tuple[Wrapping, CellsStyle, bool]:
        """The whole on one line if it fits, else wrapped; with the largest cells that fit, and whether any do.

        Numbers of many digits are scrolled rather than painted as colours, and lines down rather than aside.
        """
        wrappings: list[Wrapping] = []
        for wrapping in _wrappings(shown, Look(self._theme, cells=STYLES[0])):
            wrappings.append(wrapping)
            written = (style.written(self._numbers) for style in STYLES)
            style = next((style for style in written if wrapping.fits(style, room)), None)
            if style is not None:
                return wrapping, style, True
        whole = wrappings[0]
        usual = (style for style in (*STYLES, *_heats(whole, room)) if whole.fits(style, room))
        style = next(usual, None)
        if style is not None:
            return whole, style.written(self._numbers), True
        return (*self._scrolled(wrappings, room), False)

    def _scrolled(self, wrappings: Sequence[Wrapping], room: QSize) -> tuple[Wrapping, CellsStyle]:
        """Broken so that no line is wider than the room, into few lines; else as the narrowest whole."""
        whole, width = wrappings[0], room.width() - self._bar
        for style in (*STYLES[2:], *_heats(wrappings[-1], room)):
            cells = style.written(self._numbers)
            across = [wrapping for wrapping in wrappings[1:] if wrapping.fits_across(cells, width)]
            if across:
                return min(across, key=lambda wrapping: len(wrapping.lines(cells, width))), cells
        return whole, _heats(whole, room)[-1].written(self._numbers)

    def _reveal(self, operand: str) -> None:
        """Scroll to the block of an operand."""
        corner = self.view.place_of(Term(operand, 0, 0))
        if corner is not None:
            self.ensureVisible(0, round(corner.y()), 0, _LABEL_AND_NOTE)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self.view.set_theme(theme)

    def sizeHint(self) -> QSize:
        """Room for a small formula; more is welcome."""
        return QSize(320, 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of a new height."""
        super().resizeEvent(event)
        if self.height() != self._height:
            self._height = self.height()
            self.heightened.emit(self._height)


def _wrappings(shown: ShownFormula, look: Look) -> Iterator[Wrapping]:
    """How it may stand on lines: as the groups it is made of; or as a whole, and broken at its signs."""
    if shown.groups:
        yield Wrapping(shown.groups, shown.lookup, look)
        return
    yield Wrapping((shown.formula,), shown.lookup, look)
    for broken_by in (parts, smallest_parts):
        broken = broken_by(shown.formula)
        if len(broken) > 1:
            yield Wrapping(broken, shown.lookup, look, apart=())


def _heats(wrapping: Wrapping, room: QSize) -> tuple[CellsStyle, ...]:
    return tuple(_as_heat_maps(room, lines) for lines in (1, 2, 3)[: len(wrapping.groups)])


def _as_heat_maps(room: QSize, lines: int) -> CellsStyle:
    """Small arrays as numbers all the same, the others as tall as the room for so many lines."""
    height = max(room.height() / lines - _LABEL_AND_NOTE, _LEAST_HEAT / lines)
    few = CellsStyle(width=44.0, height=17.0, font_size=10.0, max_rows=6, max_columns=4, digits=3)
    return replace(few, heat_width=150.0, heat_height=height, heat_pixel=14.0)
