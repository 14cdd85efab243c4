"""A small picture of data with one or two features: points in the colours of their classes, or of their values.

Painted directly, since a preview must not cost the start of the plotting library.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from playground.data.dataset import Dataset
from playground.data.split import Prepared
from playground.ui.class_colors import class_color
from playground.ui.fonts import ui_font
from playground.ui.palette import LIGHT, Theme
from playground.ui.theme import sign_colors

MOST_POINTS = 1_500
MOST_NAMES = 4
HEIGHT = 220
_RADIUS, _REACH = 3.0, 8.0  # of a point, and how far from its middle a click still means it
_LEFT, _BOTTOM, _EDGE = 20.0, 20.0, 10.0


class ScatterPreview(QWidget):
    """x₁ to the right, x₂ or the target upwards; validation samples have a ring."""

    number_clicked = Signal(object)  # (row, 0) of the sample whose point was clicked

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self._theme = theme
        self._dataset: Dataset | None = None
        self._places: NDArray[np.float64] = np.zeros((0, 2))
        self._rows: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._ringed: NDArray[np.bool_] = np.zeros(0, dtype=bool)
        self.setAccessibleName("Preview of the data")

    def show_data(self, dataset: Dataset, prepared: Prepared) -> None:
        """Show a dataset with one or two features; many points are thinned out evenly."""
        step = -(-dataset.samples // MOST_POINTS)
        self._dataset, self._rows = dataset, np.arange(0, dataset.samples, step)
        up = dataset.features[:, 1] if dataset.columns > 1 else np.asarray(dataset.targets, np.float64).reshape(-1)
        self._places = np.column_stack([_scaled(dataset.features[:, 0]), _scaled(up[: dataset.samples])])[self._rows]
        self._ringed = np.isin(self._rows, prepared.validation_index)
        thinned = f"; every {step}th sample is shown" if step > 1 else ""
        self.setToolTip(f"Rings mark validation samples{thinned}\nIn Step a click on a point walks this sample")
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the panel."""
        return QSize(280, HEIGHT)

    def row_at(self, point: QPointF) -> int | None:
        """The sample whose point is there, or nearly; None if none is near."""
        places = self._spread(self._inside)
        far = np.hypot(places[:, 0] - point.x(), places[:, 1] - point.y())
        return int(self._rows[np.argmin(far)]) if far.size and far.min() <= _REACH else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a point asks for its sample."""
        row = self.row_at(event.position()) if event.button() is Qt.MouseButton.LeftButton else None
        if row is not None:
            self.number_clicked.emit((row, 0))

    @property
    def _inside(self) -> QRectF:
        """Where points can be."""
        area = QRectF(self.rect()).adjusted(_LEFT, 1, -1, -_BOTTOM)
        return area.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)

    def _spread(self, area: QRectF) -> NDArray[np.float64]:
        """The points in pixels, (points, 2)."""
        return self._places * [area.width(), -area.height()] + [area.left(), area.bottom()]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame, names of the axes, points."""
        area = QRectF(self.rect()).adjusted(_LEFT, 1, -1, -_BOTTOM)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.line)))
            painter.setBrush(QColor(self._theme.canvas))
            painter.drawRoundedRect(area, 6, 6)
            if self._dataset is not None:
                self._paint_names(painter, area, self._dataset)
                self._paint_points(painter, self._inside, self._dataset)

    def _paint_names(self, painter: QPainter, area: QRectF, dataset: Dataset) -> None:
        painter.setFont(ui_font(11))
        painter.setPen(QColor(self._theme.muted))
        along = dataset.feature_names[0]
        upwards = dataset.feature_names[1] if dataset.columns > 1 else ", ".join(dataset.target_names) or "class"
        painter.drawText(
            QPointF(area.right() - painter.fontMetrics().horizontalAdvance(along), self.height() - 5), along
        )
        painter.translate(12, area.top())
        painter.rotate(-90)
        painter.drawText(QPointF(-painter.fontMetrics().horizontalAdvance(upwards), 0), upwards)
        painter.resetTransform()
        self._paint_classes(painter, area, dataset)

    def _paint_classes(self, painter: QPainter, area: QRectF, dataset: Dataset) -> None:
        left, line = area.left() + 4, self.height() - 5.0
        for index, name in enumerate(dataset.class_names[:MOST_NAMES]):
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(QPointF(left + 10, line), name)
            painter.setPen(QPen(QColor(self._theme.panel), 0.6))
            painter.setBrush(class_color(index, dataset.classes, self._theme))
            painter.drawEllipse(QPointF(left + 3, line - 4), _RADIUS, _RADIUS)
            left += 24 + painter.fontMetrics().horizontalAdvance(name)

    def _paint_points(self, painter: QPainter, area: QRectF, dataset: Dataset) -> None:
        places = self._spread(area)
        for (x, y), color, ringed in zip(places.tolist(), self._colors(dataset), self._ringed.tolist(), strict=True):
            painter.setPen(QPen(QColor(self._theme.ink), 1.2) if ringed else QPen(QColor(self._theme.panel), 0.6))
            painter.setBrush(color)
            painter.drawEllipse(QPointF(x, y), _RADIUS, _RADIUS)

    def _colors(self, dataset: Dataset) -> list[QColor]:
        targets = dataset.targets[self._rows]
        if dataset.task == "classification":
            colors = [class_color(index, dataset.classes, self._theme) for index in range(dataset.classes)]
            return [colors[index] for index in targets.tolist()]
        if dataset.columns == 1 or not targets.size:
            return [QColor(self._theme.forward)] * len(self._rows)
        return [QColor(*color) for color in sign_colors(targets[:, 0], None, self._theme).tolist()]


def _scaled(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """To 0 … 1; a constant column to the middle."""
    low, high = float(values.min()), float(values.max())
    return (values - low) / (high - low) if high > low else np.full(len(values), 0.5)
