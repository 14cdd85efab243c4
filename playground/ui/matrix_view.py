"""One array as a widget: cells under the mouse and the arrow keys, exact values on hover, words for ears.

It is told cells and a spoken name; what the array means is its owner's business.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from playground.session.number_style import NumberStyle
from playground.ui.arrow_keys import arrow_move, neighbour
from playground.ui.cells import SMALL, Cell, Cells, CellsStyle, cell_at, cells_size, paint_cells, pixel_size
from playground.ui.palette import LIGHT, Theme

MARGIN = 4


class MatrixView(QWidget):
    """Shows `Cells`; the user moves one chosen cell by mouse or arrow keys."""

    cell_clicked = Signal(object)  # (row, column) chosen by the user
    cell_hovered = Signal(object)  # (row, column), or None when the mouse leaves

    def __init__(self, style: CellsStyle = SMALL, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plain = self._style = style
        self._theme = theme
        self._cells, self._label = Cells((1, 1)), ""
        self.block_corner = QPointF(MARGIN, MARGIN)
        self._current: Cell | None = None
        self._hovered: Cell | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    @property
    def current(self) -> Cell | None:
        """The chosen cell."""
        return self._current

    def set_cells(self, cells: Cells, label: str = "") -> None:
        """Show an array; `label` is its name as spoken, e.g. `hidden 2, delta z`."""
        moved = cells.shape != self._cells.shape
        self._cells, self._label = cells, label
        if moved:
            self._current = None
            self._resized()
            self._hover(None)
        elif self._hovered is not None:
            self._give_tip()
        self._describe()
        self.update()

    def set_current(self, cell: Cell | None) -> None:
        """Choose a cell without telling anyone; outside the array is none."""
        rows, columns = self._cells.shape
        inside = cell is not None and 0 <= cell[0] < rows and 0 <= cell[1] < columns
        self._current = cell if inside else None
        self._describe()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self.update()

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the numbers otherwise, in cells that hold them."""
        self._style = self._plain.written(numbers)
        self._resized()
        self._describe()
        self.update()

    def tip(self, cell: Cell) -> str:
        """What stands beside the mouse: the place, counted from one, and every digit."""
        values = self._cells.values
        return f"[{cell[0] + 1}, {cell[1] + 1}]  {self._style.numbers.tip(None if values is None else values[cell])}"

    def _resized(self) -> None:
        """The block takes more room than before, or less."""
        self.updateGeometry()
        self.adjustSize()

    def _describe(self) -> None:
        rows, columns = self._cells.shape
        self.setAccessibleName(self._label or "array")
        whole = f"{rows} by {columns} values"
        self.setAccessibleDescription(
            whole if self._current is None else _words(self._cells, self._current, self._label, self._style)
        )

    def _choose(self, cell: Cell | None) -> None:
        if cell is not None and cell != self._current:
            self.set_current(cell)
            self.cell_clicked.emit(cell)

    def _cell_under(self, point: QPointF) -> Cell | None:
        return cell_at(point - self.block_corner, self._cells.shape, self._style)

    def sizeHint(self) -> QSize:
        """The block and its margins."""
        return pixel_size(cells_size(self._cells.shape, self._style)) + QSize(2 * MARGIN, 2 * MARGIN)

    def minimumSizeHint(self) -> QSize:
        """All of the array: a scroll area around the view does the rest."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cells, then the ring of the chosen one."""
        cells = self._cells
        if self._current is not None:
            marked = cells.chosen | {self._current}
            cells = Cells(cells.shape, cells.values, marked, cells.outline, cells.limit)
        with QPainter(self) as painter:
            paint_cells(painter, self.block_corner, cells, self._style, self._theme)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        self._choose(self._cell_under(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which cell the mouse is over, once a cell."""
        self._hover(self._cell_under(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is over no cell any more."""
        self._hover(None)

    def _hover(self, cell: Cell | None) -> None:
        if cell != self._hovered:
            self._hovered = cell
            self._give_tip()
            self.cell_hovered.emit(cell)

    def _give_tip(self) -> None:
        """Qt shows it when the mouse rests."""
        self.setToolTip("" if self._hovered is None else self.tip(self._hovered))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move the chosen cell; from none they start at the first."""
        move = arrow_move(event)
        if move is None:
            super().keyPressEvent(event)
            return
        if self._current is None:
            self._choose((0, 0))
            return
        self._choose(neighbour(self._current, move, self._cells.shape))


def _words(cells: Cells, cell: Cell, label: str, style: CellsStyle) -> str:
    """What a screen reader says of a cell, e.g. `hidden 2, delta z, row 1, column 3, minus 0.0087`."""
    value = style.numbers.spoken(None if cells.values is None else cells.values[cell], style.digits)
    return ", ".join(part for part in (label, f"row {cell[0] + 1}, column {cell[1] + 1}", value) if part)


def scrolled(view: QWidget) -> QScrollArea:
    """A frameless scroll area around a view that insists on its size."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(view)
    return area
