"""The list of steps of a pass: what has run, where the cursor stands, what is to come. A click or Enter runs there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QCursor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from playground.session.step_rows import Entry, StepState
from playground.session.stepper import Stepper, between
from playground.ui.kept_picture import Place as PicturePlace
from playground.ui.kept_picture import keep, paint_kept
from playground.ui.labels import column, label
from playground.ui.palette import LIGHT, Theme
from playground.ui.row_delegate import RowDelegate
from playground.ui.stepper.step_line import HEIGHT, StepLine
from playground.ui.stepper.step_list_model import Place, StepListModel

_NOTHING = "The steps of a pass stand here once the network is complete."
_WIDTH = 160  # pixels that a list is content with


class _ListView(QListView):
    """A list that tells of Enter on every platform, and paints its equal lines itself, each as a kept picture."""

    entered_line = Signal(object)  # QModelIndex

    def __init__(self, lines: StepListModel, theme: Theme) -> None:
        super().__init__()
        self.theme, self._lines = theme, lines
        self.setModel(lines)
        self.setItemDelegate(RowDelegate(QSize(_WIDTH, HEIGHT), theme, self))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else scrolling repaints every line

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines, and the ground below them; Qt would look at each of them from many sides first."""
        rect, top = event.rect(), -self.verticalOffset()
        first, last = (rect.top() - top) // HEIGHT, (rect.bottom() - top) // HEIGHT
        hovered, focused = self._hovered(), self.currentIndex().row() if self.hasFocus() else -1
        with QPainter(self.viewport()) as painter:
            for place in range(first, min(last + 1, self._lines.rowCount())):
                line = self.line(*self._lines.line(place), hovered=place == hovered, focused=place == focused)
                paint_kept(painter, QPointF(0, top + place * HEIGHT), line)
            end = top + self._lines.rowCount() * HEIGHT
            if end <= rect.bottom():
                painter.fillRect(self.viewport().rect().adjusted(0, end, 0, 0), self.palette().base())

    def line(self, entry: Entry, state: StepState, *, hovered: bool = False, focused: bool = False) -> StepLine:
        """What a line looks like."""
        shown = entry.phase, entry.node_name, entry.symbol, entry.superscript
        return StepLine(*shown, state, self.viewport().width(), hovered, focused, self.theme)

    def _hovered(self) -> int:
        """The line below the mouse; -1 if there is none."""
        viewport = self.viewport()
        return self.indexAt(viewport.mapFromGlobal(QCursor.pos())).row() if viewport.underMouse() else -1

    def dataChanged(self, first: Place, last: Place, roles: Sequence[int] = ()) -> None:
        """Repaint the lines; QListView itself would lay out and repaint all of them."""
        top = first.row() * HEIGHT - self.verticalOffset()
        self.viewport().update(0, top, self.viewport().width(), (last.row() - first.row() + 1) * HEIGHT)
        if QAccessible.isActive():
            QAbstractItemView.dataChanged(self, first, last, list(roles))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space run to the line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self.entered_line.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class StepList(QWidget):
    """Shows the steps and asks to run to one of them."""

    run_to_requested = Signal(object)  # the cursor right after the chosen step

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.model = StepListModel(self)
        self.view = _ListView(self.model, theme)
        self._hint = label(_NOTHING, kind="muted", wrap=True)
        self._hint.setContentsMargins(12, 12, 12, 12)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._set_up_view()
        layout = column(self, spacing=0)
        layout.addWidget(self._hint)
        layout.addWidget(self.view, 1)
        self.view.clicked.connect(self._run_to)
        self.view.entered_line.connect(self._run_to)
        self.show_stepper(None)

    def show_stepper(self, stepper: Stepper | None) -> None:
        """Show a pass and keep the current step in view."""
        self.model.show_stepper(stepper)
        self._hint.setVisible(not self.model.entries)
        self.view.setVisible(bool(self.model.entries))
        current = self.model.current_index()
        if current != self.view.currentIndex():
            self.view.setCurrentIndex(current)  # and scroll to it
        elif current.isValid():
            self.view.scrollTo(current)
        if not current.isValid():
            self.view.scrollToTop()

    def rehearse(self, stepper: Stepper) -> None:
        """Have the lines ready that look otherwise once the stepper's place is shown."""
        if not self.view.isVisible():
            return
        place = PicturePlace(ratio=self.devicePixelRatio())
        for instruction in between(stepper, self.model.cursor):
            entry = self.model.entries[instruction.index]
            keep(self.view.line(entry, entry.state(stepper.cursor)), place)

    def run_to_chosen(self) -> None:
        """Run to the line that was chosen with the keys."""
        if self.view.currentIndex().isValid():
            self._run_to(self.view.currentIndex())

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self.view.theme = theme
        self.view.viewport().update()

    def _set_up_view(self) -> None:
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setAccessibleName("Steps of the pass")

    def _run_to(self, index: QModelIndex) -> None:
        self.run_to_requested.emit(self.model.entries[index.row()].cursor)
