"""The whole pass as a slider: every instruction a place, the phases in their colours, what has run filled."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider, QWidget

from playground.engine.instruction import Phase
from playground.session.stepper import Stepper
from playground.ui.kept_picture import paint_kept
from playground.ui.palette import LIGHT, Theme
from playground.ui.phase_looks import PHASE_LOOKS

_HEIGHT, _TRACK, _KNOB = 26, 10, 7.0


class Scrubber(QSlider):
    """Asks to run to a place; moved by mouse, arrows, Page, Home and End."""

    place_chosen = Signal(object)  # a cursor

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._phases: tuple[tuple[Phase, int], ...] = ()
        self._program: object = None
        self.setAccessibleName("Place in the pass")
        self.setToolTip("The whole pass: drag, or use the arrow keys")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self._choose)

    def show_stepper(self, stepper: Stepper | None) -> None:
        """Show how far a pass has come, without telling anyone."""
        self.blockSignals(True)
        program = None if stepper is None else stepper.program
        if program is not self._program:
            self._program = program
            self._measure(() if stepper is None else stepper.phases)
        self.setValue(0 if stepper is None else stepper.cursor)
        self.blockSignals(False)
        self.setEnabled(stepper is not None)
        current = None if stepper is None else stepper.current
        where = "the start" if current is None else f"{current.phase.value} {current.symbol}"
        self.setAccessibleDescription(f"{self.value()} of {self.maximum()}: {where}")

    def _measure(self, phases: tuple[tuple[Phase, int], ...]) -> None:
        """Take the length of a pass and of its phases."""
        self._phases, total = phases, sum(count for _phase, count in phases)
        self.setRange(0, total)
        self.setPageStep(max(1, total // 10))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self.update()

    def _choose(self, cursor: int) -> None:
        self.place_chosen.emit(cursor)

    def sizeHint(self) -> QSize:
        """As wide as there is room, one line high."""
        return QSize(160, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Wide enough to be dragged."""
        return QSize(80, _HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump to where the mouse is."""
        self.setValue(self._cursor_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.setValue(self._cursor_at(event.position().x()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar in pieces, one for each phase, and the knob; only what the cursor moves is painted anew."""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # hides what is behind it; Qt's style forgets that
        bar = _Bar(self._phases, self._behind(), self.width(), self.height(), self._theme)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_kept(painter, QPointF(), bar)
            if self._phases:
                bar.paint_begun(painter, self.value())
                bar.paint_knob(painter, self.value(), self.hasFocus())

    def _behind(self) -> int:
        """How many phases have run to their end."""
        ends = accumulate(count for _phase, count in self._phases)
        return sum(end <= self.value() for end in ends)

    def _cursor_at(self, x: float) -> int:
        room = max(self.width() - 2 * (_KNOB + 1), 1)
        return round((x - _KNOB - 1) / room * self.maximum())


class _Bar(NamedTuple):
    """The pieces of a bar, of which the first so many have run."""

    phases: tuple[tuple[Phase, int], ...]
    behind: int
    width: int
    height: int
    theme: Theme

    def bounds(self) -> QRectF:
        """The bar with the ground around it."""
        return QRectF(0, 0, self.width, self.height)

    def paint(self, painter: QPainter) -> None:
        """What is to come softly, what has run fully as well."""
        painter.fillRect(self.bounds(), QColor(self.theme.panel))
        start = 0
        for number, (phase, count) in enumerate(self.phases):
            look, ends = PHASE_LOOKS[phase], (self._x(start), self._x(start + count))
            _paint_piece(painter, self._piece(*ends), look.soft_color(self.theme))
            if number < self.behind:
                _paint_piece(painter, self._piece(*ends), look.color(self.theme))
            start += count

    def paint_begun(self, painter: QPainter, cursor: int) -> None:
        """What has run of the phase that is under way."""
        start = sum(count for _phase, count in self.phases[: self.behind])
        if start < cursor:
            color = PHASE_LOOKS[self.phases[self.behind][0]].color(self.theme)
            _paint_piece(painter, self._piece(self._x(start), self._x(cursor)), color)

    def paint_knob(self, painter: QPainter, cursor: int, focused: bool) -> None:
        """Where the cursor stands."""
        painter.setBrush(QColor(self.theme.panel))
        painter.setPen(QPen(QColor(self.theme.ink), 2.5 if focused else 1.5))
        painter.drawEllipse(QPointF(self._x(cursor), self.height / 2), _KNOB, _KNOB)

    def _piece(self, left: float, right: float) -> QRectF:
        return QRectF(left, (self.height - _TRACK) / 2, right - left - 1, _TRACK)

    def _x(self, cursor: int) -> float:
        room = self.width - 2 * (_KNOB + 1)
        return _KNOB + 1 + room * cursor / sum(count for _phase, count in self.phases)


def _paint_piece(painter: QPainter, piece: QRectF, color: QColor) -> None:
    if piece.width() > 0:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(piece, 3, 3)
