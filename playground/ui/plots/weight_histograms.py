"""How the weights of each layer are spread, one small histogram a layer. Fed with plain arrays."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from playground.session.numbers import format_number
from playground.ui.fonts import ui_font
from playground.ui.palette import LIGHT, Theme
from playground.ui.plots.plot_header import PlotHeader

BINS = 21
_MARGIN, _NAMES, _GAP = 16.0, 36.0, 24.0


class WeightHistograms(QWidget):
    """A row of histograms in the colour of parameters, each symmetric about zero."""

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._header = PlotHeader("Weights")
        self._bars = _Bars(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._bars, 1)
        self.setAccessibleName("Weights of each layer")

    @property
    def header(self) -> PlotHeader:
        """The title line; hide its title where a dock shows one."""
        return self._header

    def set_weights(self, weights: Mapping[str, NDArray[np.float64]]) -> None:
        """Show the spread of each layer's weights by the layer's name; none is the empty state."""
        self._bars.layers = {name: spread(values) for name, values in weights.items()}
        self._bars.update()
        self.setAccessibleDescription(", ".join(weights))

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self._bars.theme = theme
        self._bars.update()


class _Bars(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.layers: dict[str, tuple[NDArray[np.float64], float]] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """A comfortable size."""
        return QSize(320, 140)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars, ranges and names, or the empty state."""
        with QPainter(self) as painter:
            painter.setFont(ui_font(11))
            painter.setPen(QColor(self.theme.muted))
            if not self.layers:
                painter.setFont(ui_font())
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "No block here has weights.")
            width = (self.width() - 2 * _MARGIN + _GAP) / max(1, len(self.layers))
            for place, (name, (shares, limit)) in enumerate(self.layers.items()):
                area = QRectF(_MARGIN + place * width, 12, width - _GAP, self.height() - 12 - _NAMES)
                _paint_histogram(painter, area, shares, self.theme)
                _paint_names(painter, area, name, f"±{format_number(limit, 2)}", self.theme)


def spread(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """How many of the values fall into each of `BINS` bins between ±limit, as shares of the fullest; and the limit."""
    finite = values[np.isfinite(values)]
    limit = float(np.abs(finite).max(initial=0.0)) or 1.0
    # np.histogram refuses limits so small that its edges would coincide
    places = ((finite / limit + 1.0) * (BINS / 2)).astype(np.intp).clip(max=BINS - 1)
    counts = np.bincount(places, minlength=BINS)
    return counts / max(1, counts.max()), limit


def _paint_histogram(painter: QPainter, area: QRectF, shares: NDArray[np.float64], theme: Theme) -> None:
    step = area.width() / BINS
    color = QColor(theme.parameter)
    for place, share in enumerate(shares.tolist()):
        height = share * area.height()
        bar = QRectF(area.left() + place * step, area.bottom() - height, max(1.0, step - 1), height)
        painter.fillRect(bar, color)
    painter.setPen(QPen(QColor(theme.line), 1.0))
    painter.drawLine(area.bottomLeft(), area.bottomRight())


def _paint_names(painter: QPainter, area: QRectF, name: str, limit: str, theme: Theme) -> None:
    lines = ((name, theme.ink, 4.0), (limit, theme.muted, 18.0))
    for text, color, below in lines:
        painter.setPen(QColor(color))
        room = QRectF(area.left(), area.bottom() + below, area.width(), 14)
        short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, short)
