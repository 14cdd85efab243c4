"""The drawing surface of curves on pyqtgraph, which is imported here and only when a first curve is to be drawn.

It draws arrays in one theme and tells what the mouse points at; what the curves mean is its owner's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QWidget

from playground.ui.fonts import ui_font
from playground.ui.palette import Theme
from playground.ui.plots.ticks import linear_ticks, log_ticks

Array = NDArray[np.float64]
_WIDTH = 1.0  # smoothed: 1.5 ms for 2,000 points, while a width of 2 takes 14 ms, smoothed 110 ms
_ACROSS, _UP = (48.0, 8), (22.0, 6)  # pixels between two labels at least, and how many at most
CURVE_TOKENS = ("ink", "ink")
CURVE_STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine)


class CurveCanvas(QObject):
    """A plot of a solid and a dashed curve over epochs."""

    pointed = Signal(object)  # the epoch under the mouse, or None
    zoomed = Signal()  # the user changed the range

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        import pyqtgraph

        self._plot: Any = pyqtgraph.PlotWidget(parent)
        self._item: Any = self._plot.getPlotItem()
        self._view: Any = self._item.getViewBox()
        self._curves = [pyqtgraph.PlotCurveItem(antialias=True, connect="finite") for _ in CURVE_TOKENS]
        self._cursor: Any = pyqtgraph.InfiniteLine(angle=90, movable=False)
        self._cursor.setVisible(False)
        for item in (*self._curves, self._cursor):
            self._item.addItem(item, ignoreBounds=True)
        self._logarithmic = False
        self._settle(name)
        self._plot.scene().sigMouseMoved.connect(self._point)
        self._view.sigRangeChangedManually.connect(self._zoom)
        self._view.sigResized.connect(self._resize)

    @property
    def widget(self) -> QWidget:
        """The widget to put into a layout."""
        return self._plot

    @property
    def x_range(self) -> tuple[float, float]:
        """The epochs in sight."""
        low, high = self._view.viewRange()[0]
        return low, high

    @property
    def y_range(self) -> tuple[float, float]:
        """The values in sight, as drawn."""
        low, high = self._view.viewRange()[1]
        return low, high

    def draw(self, curves: Sequence[tuple[Array, Array]]) -> None:
        """Draw the curves given as x and y; NaN leaves a gap."""
        for item, (x, y) in zip(self._curves, curves, strict=True):
            item.setData(x, y)

    def set_range(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Show these ranges."""
        self._view.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=True)
        self._label_axes()

    def set_logarithmic(self, on: bool) -> None:
        """Label the y axis as powers of ten; the values drawn are then their logarithms."""
        self._logarithmic = on

    def show_cursor(self, x: float | None) -> None:
        """A thin line at an epoch."""
        self._cursor.setVisible(x is not None)
        if x is not None:
            self._cursor.setValue(x)

    def set_theme(self, theme: Theme) -> None:
        """Colours of ground, lines, ticks and curves."""
        self._plot.setBackground(QColor(theme.panel))
        for side in ("left", "bottom"):
            axis = self._item.getAxis(side)
            axis.setPen(QPen(QColor(theme.grid), 1))
            axis.setTextPen(QPen(QColor(theme.muted)))
        for curve, token, style in zip(self._curves, CURVE_TOKENS, CURVE_STYLES, strict=True):
            curve.setPen(_pen(getattr(theme, token), style))
        self._cursor.setPen(_pen(theme.muted, Qt.PenStyle.SolidLine))

    def _settle(self, name: str) -> None:
        self._item.hideButtons()
        self._item.setMenuEnabled(False)
        self._view.disableAutoRange()
        self._view.setDefaultPadding(0)
        for side in ("left", "bottom"):
            axis = self._item.getAxis(side)
            axis.setStyle(tickFont=ui_font(11), tickLength=0, tickTextOffset=8, hideOverlappingLabels=False)
            axis.setGrid(255)
            axis.setZValue(-1000)  # the grid below the curves
        self._item.getAxis("left").setWidth(56)
        self._item.getAxis("bottom").setHeight(28)
        self._item.setContentsMargins(4, 12, 16, 4)
        self._plot.setAccessibleName(name)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _point(self, place: QPointF) -> None:
        inside = self._view.sceneBoundingRect().contains(place)
        self.pointed.emit(self._view.mapSceneToView(place).x() if inside else None)

    def _zoom(self, _changed: object) -> None:
        self._label_axes()
        self.zoomed.emit()

    def _resize(self, _view: object) -> None:
        self._label_axes()

    def _label_axes(self) -> None:
        (left, right), (low, high) = self._view.viewRange()
        across, up = (_most_ticks(length, room) for length, room in zip(self._size(), (_ACROSS, _UP), strict=True))
        upright = log_ticks(low, high, up) if self._logarithmic else linear_ticks(low, high, up)
        self._item.getAxis("bottom").setTicks([linear_ticks(left, right, across)])
        self._item.getAxis("left").setTicks([upright])

    def _size(self) -> tuple[float, float]:
        return self._view.width(), self._view.height()


def _most_ticks(length: float, room: tuple[float, int]) -> int:
    """As many as stand apart, within bounds."""
    apart, most = room
    return max(2, min(most, int(length / apart)))


def _pen(color: str, style: Qt.PenStyle) -> QPen:
    pen = QPen(QColor(color), _WIDTH, style)
    pen.setCosmetic(True)
    if style is Qt.PenStyle.DashLine:
        pen.setDashPattern([5.0, 3.0])
    return pen
