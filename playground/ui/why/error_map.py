"""The check of every gradient as pictures: one for each parameter, green where both derivatives agree, red where not.

Shows relative errors as far as they are known, and says of each number under the mouse how large its error is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from playground.engine.element_graph import Element, ElementGraph
from playground.engine.instruction import Array, Ref
from playground.session.element_names import named
from playground.session.proof import error_text
from playground.ui.fonts import ui_font
from playground.ui.lying import in_rows
from playground.ui.palette import Theme
from playground.ui.theme import mixed

_CAPTION, _GAP, _CELL, _TALLEST = 18, 8, 14, 120
_BEST, _WORST, _SHADES = -16.0, -4.0, 32  # powers of ten at the ends of the scale


@dataclass(frozen=True)
class _Place:
    """One parameter's picture."""

    ref: Ref
    top: int
    width: int
    height: int


class ErrorMap(QWidget):
    """Paints the errors of all parameters below each other; a click follows the number."""

    clicked = Signal(object)  # Element

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._graph: ElementGraph | None = None
        self._errors: Mapping[Ref, Array] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Relative errors of all gradients")

    def show_errors(self, graph: ElementGraph | None, errors: Mapping[Ref, Array]) -> None:
        """Show these, in their parameters' shapes; NaN is not checked yet."""
        new = graph is not self._graph
        self._graph, self._errors = graph, errors
        if new:
            self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self.update()

    def element_at(self, point: QPointF) -> Element | None:
        """The number whose error is drawn there."""
        for place in self._places():
            rows, columns = in_rows(self._errors[place.ref].shape).size
            row = int((point.y() - place.top - _CAPTION) * rows / place.height // 1)
            column = int(point.x() * columns / place.width // 1)
            if 0 <= row < rows and 0 <= column < columns and self._graph is not None:
                return Element(place.ref, in_rows(self._errors[place.ref].shape).index((row, column)))
        return None

    def sizeHint(self) -> QSize:
        """All pictures below each other."""
        places = self._places()
        return QSize(200, places[-1].top + _CAPTION + places[-1].height + _GAP if places else 0)

    def minimumSizeHint(self) -> QSize:
        """As high as they are."""
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name and picture of each."""
        graph = self._graph
        if graph is None:
            return
        with QPainter(self) as painter:
            painter.setFont(ui_font(11))
            painter.setPen(QColor(self._theme.muted))
            for place in self._places():
                symbol, block = graph.program.values[place.ref].label, graph.program.network.node(place.ref.node).name
                painter.drawText(QPointF(0, place.top + 13), f"{symbol} of {block}")
                errors = self._errors[place.ref]
                box = QRectF(0, place.top + _CAPTION, place.width, place.height)
                painter.drawImage(box, error_image(in_rows(errors.shape).drawn(errors), self._theme))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Follow the number under the mouse."""
        element = self.element_at(event.position())
        if element is not None:
            self.clicked.emit(element)

    def event(self, event: QEvent) -> bool:
        """The tip of a number: its name and its error."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            element = self.element_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.tip(element) if element else "", self)
            return True
        return super().event(event)

    def tip(self, element: Element) -> str:
        """The name of a number and its error."""
        assert self._graph is not None
        error = float(self._errors[element.ref][element.index])
        found = "not checked yet" if np.isnan(error) else error_text(error)
        return f"{named(self._graph, element).text}: {found}"

    def _places(self) -> list[_Place]:
        places, top, room = [], 0, max(self.width(), 60)
        for ref, errors in self._errors.items():
            rows, columns = in_rows(errors.shape).size
            width, height = min(columns * _CELL, room), min(rows * _CELL, _TALLEST)
            places.append(_Place(ref, top, width, height))
            top += _CAPTION + height + _GAP
        return places


def error_image(errors: NDArray[np.float64], theme: Theme) -> QImage:
    """Relative errors (rows, columns) as a picture with a pixel for each."""
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.clip((np.log10(errors) - _BEST) / (_WORST - _BEST), 0.0, 1.0)
    levels = np.where(np.isnan(errors), _SHADES, np.nan_to_num(shares * (_SHADES - 1))).astype(np.intp)
    pixels = np.ascontiguousarray(_table(theme)[levels])
    rows, columns = levels.shape
    return QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888).copy()


@cache
def _table(theme: Theme) -> NDArray[np.uint8]:
    """The colours from agreement to disagreement, and behind them that of what is not checked yet."""
    colors = [mixed(theme.positive, theme.error, at / (_SHADES - 1)) for at in range(_SHADES)]
    rows = [(color.red(), color.green(), color.blue(), 255) for color in (*colors, QColor(theme.chip))]
    return np.array(rows, np.uint8)
