"""One line of the list of steps: the phase's sign, the block's name, the symbol of what the step computes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from playground.engine.formulas import Symbol
from playground.engine.instruction import Phase
from playground.session.step_rows import StepState
from playground.ui.fonts import ui_font
from playground.ui.formula_boxes import Box
from playground.ui.formula_layout import Look, OperandView, lay_out_symbols
from playground.ui.icons import icon_pixmap
from playground.ui.laid_text import paint_text
from playground.ui.palette import Theme
from playground.ui.phase_looks import PHASE_LOOKS
from playground.ui.row_delegate import paint_row_ring

HEIGHT = 30
_ICON, _LEFT, _TEXT, _RIGHT = 14, 12, 36, 12
_SYMBOL_SIZE = 15
_WIDEST = 96
_VIA = "←"


class StepLine(NamedTuple):
    """All that a line looks like; a line that looks as one before is copied."""

    phase: Phase
    node_name: str
    symbol: str
    superscript: str
    state: StepState
    width: int
    hovered: bool
    focused: bool
    theme: Theme

    def bounds(self) -> QRectF:
        """The line."""
        return QRectF(0, 0, self.width, HEIGHT)

    def paint(self, painter: QPainter) -> None:
        """From the ground to the ring of the keyboard."""
        rect = self.bounds()
        self._paint_ground(painter, rect)
        if self.hovered and self.state is not StepState.CURRENT:
            painter.fillRect(rect, QColor(self.theme.hover))
        self._paint_sign(painter)
        end = self._paint_symbol(painter)
        self._paint_name(painter, QRectF(_TEXT, 0, end - _TEXT, HEIGHT))
        if self.focused:
            paint_row_ring(painter, rect, self.theme)

    def _paint_ground(self, painter: QPainter, rect: QRectF) -> None:
        painter.fillRect(rect, QColor(self.theme.panel))  # letters come out heavier on what can be seen through
        if self.state is StepState.CURRENT:
            look = PHASE_LOOKS[self.phase]
            painter.fillRect(rect, look.soft_color(self.theme))
            painter.fillRect(QRectF(0, 0, 3, HEIGHT), look.color(self.theme))

    def _paint_sign(self, painter: QPainter) -> None:
        look = PHASE_LOOKS[self.phase]
        color = QColor(self.theme.faint) if self.state is StepState.PENDING else look.color(self.theme)
        place = QRectF(_LEFT, (HEIGHT - _ICON) / 2, _ICON, _ICON)
        if look.icon:
            ratio = painter.device().devicePixelRatio()
            painter.drawPixmap(place.topLeft(), icon_pixmap(look.icon, color, _ICON, ratio))
        else:
            painter.setFont(ui_font(12, QFont.Weight.DemiBold))
            painter.setPen(color)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, look.letter)

    def _paint_symbol(self, painter: QPainter) -> float:
        """The symbol at the right end; returns where it begins."""
        box = _symbol_box(self.symbol, self.superscript, _look(self.theme, self._ink))
        start = self.width - _RIGHT - box.width
        box.paint(painter, QPointF(start, HEIGHT / 2 + 5))
        return start - 4

    def _paint_name(self, painter: QPainter, room: QRectF) -> None:
        weight = QFont.Weight.DemiBold if self.state is StepState.CURRENT else QFont.Weight.Normal
        font = ui_font(12.5, weight)
        painter.setPen(QColor(self._ink))
        name, baseline = _elided(self.node_name, font, room.width())
        paint_text(painter, QPointF(room.left(), room.center().y() + baseline), name, font)

    @property
    def _ink(self) -> str:
        return self.theme.faint if self.state is StepState.PENDING else self.theme.ink


@lru_cache(maxsize=1024)
def _elided(name: str, font: QFont, room: float) -> tuple[str, float]:
    """As much of a name as there is room for, and how far its baseline lies below the middle of the line."""
    metrics = QFontMetricsF(font)
    return metrics.elidedText(name, Qt.TextElideMode.ElideRight, room), (metrics.ascent() - metrics.descent()) / 2


@cache
def _look(theme: Theme, ink: str) -> Look:
    """How a symbol is written in this colour."""
    return Look(replace(theme, ink=ink), _SYMBOL_SIZE)


def _symbol_box(symbol: str, superscript: str, look: Look) -> Box:
    """The symbol; a contribution names its consumer where there is room, else an arrow says that there is one."""
    above, arrow, consumer = superscript.partition(_VIA)
    for script in (above + arrow + consumer, above + arrow):
        view = OperandView(symbol, superscript=script)
        box = lay_out_symbols((Symbol("it"),), {"it": view}, look)
        if box.width <= _WIDEST:
            break
    return box
