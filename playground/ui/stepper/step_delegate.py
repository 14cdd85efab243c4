"""Paints one line of the list of steps: the phase's sign, the block's name, the symbol of what the step computes."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from playground.engine.formulas import Symbol
from playground.session.step_rows import Entry, StepState
from playground.ui.fonts import ui_font
from playground.ui.formula_boxes import Box
from playground.ui.formula_layout import Look, OperandView, lay_out_symbols
from playground.ui.icons import icon_pixmap
from playground.ui.laid_text import paint_text
from playground.ui.palette import Theme
from playground.ui.phase_looks import PHASE_LOOKS, PhaseLook
from playground.ui.stepper.step_list_model import ENTRY, STATE

HEIGHT = 30
_ICON, _LEFT, _TEXT, _RIGHT = 14, 12, 36, 12
_SYMBOL_SIZE = 15
_WIDEST = 96
_VIA = "←"


class StepDelegate(QStyledItemDelegate):
    """Lines of one height, symbols laid out once."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._symbols: dict[tuple[str, str, StepState], Box] = {}
        self._icons: dict[tuple[str, str], QPixmap] = {}

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme
        self._symbols.clear()
        self._icons.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All lines are alike."""
        return QSize(160, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One line."""
        entry, state = index.data(ENTRY), StepState(index.data(STATE))  # Qt hands an enum of strings back as a string
        look = PHASE_LOOKS[entry.phase]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        self._paint_ground(painter, rect, look, state)
        if option.state & QStyle.StateFlag.State_MouseOver and state is not StepState.CURRENT:
            painter.fillRect(rect, QColor(self._theme.hover))
        self._paint_sign(painter, rect, look, state)
        end = self._paint_symbol(painter, rect, entry, state)
        self._paint_name(
            painter, QRectF(rect.left() + _TEXT, rect.top(), end - rect.left() - _TEXT, HEIGHT), entry, state
        )
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(self._theme.forward), 1.0))
            painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), 4.0, 4.0)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, look: PhaseLook, state: StepState) -> None:
        if state is StepState.CURRENT:
            painter.fillRect(rect, look.soft_color(self._theme))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), look.color(self._theme))

    def _paint_sign(self, painter: QPainter, rect: QRectF, look: PhaseLook, state: StepState) -> None:
        color = QColor(self._theme.faint) if state is StepState.PENDING else look.color(self._theme)
        place = QRectF(rect.left() + _LEFT, rect.top() + (HEIGHT - _ICON) / 2, _ICON, _ICON)
        if look.icon:
            painter.drawPixmap(place.topLeft(), self._icon(look.icon, color))
        else:
            painter.setFont(ui_font(12, QFont.Weight.DemiBold))
            painter.setPen(color)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, look.letter)

    def _paint_symbol(self, painter: QPainter, rect: QRectF, entry: Entry, state: StepState) -> float:
        """The symbol at the right end; returns where it begins."""
        box = self._symbol(entry, state)
        start = rect.right() - _RIGHT - box.width
        box.paint(painter, QPointF(start, rect.top() + HEIGHT / 2 + 5))
        return start - 4

    def _paint_name(self, painter: QPainter, room: QRectF, entry: Entry, state: StepState) -> None:
        weight = QFont.Weight.DemiBold if state is StepState.CURRENT else QFont.Weight.Normal
        font = ui_font(12.5, weight)
        painter.setPen(QColor(self._theme.faint if state is StepState.PENDING else self._theme.ink))
        name, baseline = _elided(entry.node_name, font, room.width())
        paint_text(painter, QPointF(room.left(), room.center().y() + baseline), name, font)

    def _symbol(self, entry: Entry, state: StepState) -> Box:
        key = entry.symbol, entry.superscript, state
        if key not in self._symbols:
            ink = self._theme.faint if state is StepState.PENDING else self._theme.ink
            look = Look(replace(self._theme, ink=ink), _SYMBOL_SIZE)
            self._symbols[key] = _symbol_box(entry, look)
        return self._symbols[key]

    def _icon(self, name: str, color: QColor) -> QPixmap:
        key = name, color.name()
        if key not in self._icons:
            self._icons[key] = icon_pixmap(name, color, _ICON)
        return self._icons[key]


@lru_cache(maxsize=1024)
def _elided(name: str, font: QFont, room: float) -> tuple[str, float]:
    """As much of a name as there is room for, and how far its baseline lies below the middle of the line."""
    metrics = QFontMetricsF(font)
    return metrics.elidedText(name, Qt.TextElideMode.ElideRight, room), (metrics.ascent() - metrics.descent()) / 2


def _symbol_box(entry: Entry, look: Look) -> Box:
    """The symbol; a contribution names its consumer where there is room, else an arrow says that there is one."""
    above, arrow, consumer = entry.superscript.partition(_VIA)
    for superscript in (above + arrow + consumer, above + arrow):
        view = OperandView(entry.symbol, superscript=superscript)
        box = lay_out_symbols((Symbol("it"),), {"it": view}, look)
        if box.width <= _WIDEST:
            break
    return box
