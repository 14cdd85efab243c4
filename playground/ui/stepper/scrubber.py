"""The whole pass as a slider: every instruction a place, the phases in their colours, what has run filled."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider, QWidget

from playground.engine.instruction import Instruction, Phase
from playground.session.stepper import Stepper
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
            self._measure(() if stepper is None else stepper.instructions)
        self.setValue(0 if stepper is None else stepper.cursor)
        self.blockSignals(False)
        self.setEnabled(stepper is not None)
        current = None if stepper is None else stepper.current
        where = "the start" if current is None else f"{current.phase.value} {current.symbol}"
        self.setAccessibleDescription(f"{self.value()} of {self.maximum()}: {where}")
        self.update()

    def _measure(self, instructions: Sequence[Instruction]) -> None:
        """Take the length of a pass and of its phases."""
        phases = groupby(instruction.phase for instruction in instructions)
        self._phases = tuple((phase, len(list(group))) for phase, group in phases)
        self.setRange(0, len(instructions))
        self.setPageStep(max(1, len(instructions) // 10))

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
        """A bar in pieces, one for each phase, and the knob."""
        theme = self._theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            start, done = 0, self._x(self.value())
            for phase, count in self._phases:
                left, right = self._x(start), self._x(start + count)
                look = PHASE_LOOKS[phase]
                self._paint_piece(painter, left, right, look.soft_color(theme))
                self._paint_piece(painter, left, min(right, done), look.color(theme))
                start += count
            if self._phases:
                self._paint_knob(painter, done)

    def _paint_piece(self, painter: QPainter, left: float, right: float, color: QColor) -> None:
        if right - left > 1:
            top = (self.height() - _TRACK) / 2
            painter.setBrush(color)
            painter.drawRoundedRect(QRectF(left, top, right - left - 1, _TRACK), 3, 3)

    def _paint_knob(self, painter: QPainter, x: float) -> None:
        theme = self._theme
        painter.setBrush(QColor(theme.panel))
        painter.setPen(QPen(QColor(theme.ink), 2.5 if self.hasFocus() else 1.5))
        middle = self.height() / 2
        painter.drawEllipse(QRectF(x - _KNOB, middle - _KNOB, 2 * _KNOB, 2 * _KNOB))

    def _x(self, cursor: int) -> float:
        room = self.width() - 2 * (_KNOB + 1)
        return _KNOB + 1 + room * cursor / max(self.maximum(), 1)

    def _cursor_at(self, x: float) -> int:
        room = max(self.width() - 2 * (_KNOB + 1), 1)
        return round((x - _KNOB - 1) / room * self.maximum())
