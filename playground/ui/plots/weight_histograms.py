"""How the weights of each layer are spread, one small histogram a layer, over an outline of what they were before.

A number that learns by itself, as in a graph, has its value written. Fed with plain arrays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from playground.session.numbers import format_number
from playground.ui.fonts import ui_font
from playground.ui.palette import LIGHT, Theme
from playground.ui.plots.plot_header import PlotHeader

BINS = 21
_MARGIN, _NAMES, _GAP = 16.0, 36.0, 24.0
Weights = Mapping[str, NDArray[np.float64]]
NOTHING: Weights = MappingProxyType({})
_MANY = "A bar counts many numbers; one alone is explained in Step"
_GHOST_TIP = "The outline shows the weights before the update."


@dataclass(frozen=True, eq=False)
class Layer:
    """How many values are in each of a layer's bins, between ±limit, which is `written`, or the number; before it, the
    shares of the fullest bin."""

    counts: NDArray[np.intp]
    limit: float
    written: str
    ghost: NDArray[np.float64] | None = None

    @property
    def shares(self) -> NDArray[np.float64]:
        """The counts as shares of the fullest bin."""
        return _shares(self.counts)

    def tip(self, place: int) -> str:
        """What a bar counts."""
        step = 2 * self.limit / BINS
        low, high = (format_number(-self.limit + edge * step, 3) for edge in (place, place + 1))
        return f"{self.counts[place]} of {self.counts.sum()} numbers from {low} to {high}\n{_MANY}"


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

    def set_weights(self, weights: Weights, before: Weights = NOTHING) -> None:
        """Show the spread of each layer's weights by the layer's name; none is the empty state.

        What the weights were `before` a single update is an outline, a ghost behind the bars.
        """
        self._bars.show_weights(weights, before)
        ghost = "; outlined as they were before the update" if before else ""
        self.setAccessibleDescription(", ".join(weights) + ghost)

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self._bars.theme = theme
        self._bars.update()


class _Bars(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._weights, self._before = NOTHING, NOTHING
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_weights(self, weights: Weights, before: Weights) -> None:
        """Show these, once they are painted."""
        self._weights, self._before = weights, before
        vars(self).pop("layers", None)
        tip = _GHOST_TIP if before else ""
        if tip != self.toolTip():
            self.setToolTip(tip)
        self.update()

    @cached_property
    def layers(self) -> dict[str, Layer]:
        """The weights counted, which nobody needs before they are seen."""
        return {name: _layer(values, self._before.get(name)) for name, values in self._weights.items()}

    def sizeHint(self) -> QSize:
        """A comfortable size."""
        return QSize(320, 140)

    def event(self, event: QEvent) -> bool:
        """The tip of the bar under the mouse, and what the outline is."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            lines = (self.tip_at(event.pos()), self.toolTip())
            QToolTip.showText(event.globalPos(), "\n".join(filter(None, lines)), self)
            return True
        return super().event(event)

    def tip_at(self, point: QPoint) -> str:
        """What the bar at a point, or above it, counts; nothing beside the bars."""
        for area, layer in zip(self._areas(), self.layers.values(), strict=True):
            if area.contains(QPointF(point)):
                return layer.tip(min(int((point.x() - area.left()) / area.width() * BINS), BINS - 1))
        return ""

    def _areas(self) -> Iterator[QRectF]:
        """Where each histogram is."""
        width = (self.width() - 2 * _MARGIN + _GAP) / max(1, len(self.layers))
        for place in range(len(self.layers)):
            yield QRectF(_MARGIN + place * width, 12, width - _GAP, self.height() - 12 - _NAMES)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars, ranges and names, or the empty state."""
        with QPainter(self) as painter:
            painter.setFont(ui_font(11))
            painter.setPen(QColor(self.theme.muted))
            if not self.layers:
                painter.setFont(ui_font())
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "Nothing here learns weights.")
            for area, (name, layer) in zip(self._areas(), self.layers.items(), strict=True):
                _paint_histogram(painter, area, layer.shares, self.theme)
                if layer.ghost is not None:
                    _paint_outline(painter, area, layer.ghost, self.theme)
                _paint_names(painter, area, name, layer.written, self.theme)


def _layer(values: NDArray[np.float64], before: NDArray[np.float64] | None) -> Layer:
    """Both spreads between the same limits, so that they can be compared."""
    limit = max(spread(each)[1] for each in (values, before) if each is not None)
    written = format_number(values.item(), 4) if values.size == 1 else f"±{format_number(limit, 2)}"
    ghost = None if before is None else spread(before, limit)[0]
    return Layer(counted(values, limit)[0], limit, written, ghost)


def spread(values: NDArray[np.float64], limit: float = 0.0) -> tuple[NDArray[np.float64], float]:
    """How many of the values fall into each bin, as shares of the fullest; and the limit."""
    counts, limit = counted(values, limit)
    return _shares(counts), limit


def _shares(counts: NDArray[np.intp]) -> NDArray[np.float64]:
    return counts / max(1, counts.max())


def counted(values: NDArray[np.float64], limit: float = 0.0) -> tuple[NDArray[np.intp], float]:
    """How many of the values fall into each of `BINS` bins between ±limit; and the limit.

    Without a limit it is the largest size among the values.
    """
    finite = values[np.isfinite(values)]
    limit = limit or float(np.abs(finite).max(initial=0.0)) or 1.0
    # np.histogram refuses limits so small that its edges would coincide
    places = ((finite / limit + 1.0) * (BINS / 2)).astype(np.intp).clip(max=BINS - 1)
    return np.bincount(places, minlength=BINS), limit


def _paint_histogram(painter: QPainter, area: QRectF, shares: NDArray[np.float64], theme: Theme) -> None:
    step = area.width() / BINS
    color = QColor(theme.parameter)
    for place, share in enumerate(shares.tolist()):
        height = share * area.height()
        bar = QRectF(area.left() + place * step, area.bottom() - height, max(1.0, step - 1), height)
        painter.fillRect(bar, color)
    painter.setPen(QPen(QColor(theme.line), 1.0))
    painter.drawLine(area.bottomLeft(), area.bottomRight())


def _paint_outline(painter: QPainter, area: QRectF, shares: NDArray[np.float64], theme: Theme) -> None:
    """The tops of the bars as one line of steps."""
    edges = area.left() + np.arange(BINS + 1) * (area.width() / BINS)
    tops = area.bottom() - shares * area.height()
    across, down = np.repeat(edges, 2)[1:-1].tolist(), np.repeat(tops, 2).tolist()
    corners = [area.bottomLeft(), *map(QPointF, across, down), area.bottomRight()]
    painter.setPen(QPen(QColor(theme.muted), 1.5))
    painter.drawPolyline(QPolygonF(corners))


def _paint_names(painter: QPainter, area: QRectF, name: str, limit: str, theme: Theme) -> None:
    lines = ((name, theme.ink, 4.0), (limit, theme.muted, 18.0))
    for text, color, below in lines:
        painter.setPen(QColor(color))
        room = QRectF(area.left(), area.bottom() + below, area.width(), 14)
        short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, short)
