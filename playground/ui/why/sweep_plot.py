"""How far differences are from a gradient, for every ε: a V, with curvature on one side, rounding on the other.

Both axes are powers of ten. Painted by hand, so that nothing large is loaded for it.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.engine.instruction import Array
from playground.session.numbers import format_number
from playground.session.proof import Sweep
from playground.ui.fonts import ui_font
from playground.ui.palette import Theme

_LEFT, _TOP, _RIGHT, _BOTTOM = 46.0, 22.0, 10.0, 34.0
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SMALLEST = -18.0
_KEYS = (("central", "backward"), ("forward", "forward"))


class SweepPlot(QWidget):
    """Draws a `Sweep`: the central differences as one line, the forward ones as another."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sweep: Sweep | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Error of the differences for every step size")

    def show_sweep(self, sweep: Sweep) -> None:
        """Draw this one."""
        self._sweep = sweep
        self.setAccessibleDescription(best_step(sweep))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for the powers of ten."""
        return QSize(300, 190)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame, keys and two lines."""
        if self._sweep is None:
            return
        area = QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)
        steps = np.log10(self._sweep.steps)
        errors = [_logarithms(each) for each in (self._sweep.central_errors, self._sweep.forward_errors)]
        span = _span(np.concatenate(errors))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_frame(painter, area, (float(steps.min()), float(steps.max())), span)
            for place, (each, (word, token)) in enumerate(zip(errors, _KEYS, strict=True)):
                painter.setPen(QPen(QColor(getattr(self._theme, token)), 1.5))
                painter.drawText(QPointF(area.left() + 80 * place, 13), f"— {word}")
                painter.drawPolyline(_line(area, steps, each, span))

    def _paint_frame(
        self, painter: QPainter, area: QRectF, across: tuple[float, float], up: tuple[float, float]
    ) -> None:
        painter.setFont(ui_font(11))
        painter.setPen(QColor(self._theme.line))
        painter.drawRect(area)
        painter.setPen(QColor(self._theme.muted))
        centre = Qt.AlignmentFlag.AlignCenter
        for power in _powers(*across):
            x = area.left() + area.width() * (power - across[0]) / (across[1] - across[0])
            painter.drawText(QRectF(x - 20, area.bottom() + 3, 40, 14), centre, ten_to_the(power))
        for power in _powers(*up):
            y = area.bottom() - area.height() * (power - up[0]) / (up[1] - up[0])
            painter.drawText(QRectF(0, y - 7, _LEFT - 6, 14), Qt.AlignmentFlag.AlignRight, ten_to_the(power))
        name = QRectF(area.left(), area.bottom() + 17, area.width(), 16)
        painter.drawText(name, centre, "ε, and how far the difference is off")


def best_step(sweep: Sweep) -> str:
    """In words: where the V has its lowest point."""
    errors = np.where(np.isfinite(sweep.central_errors), sweep.central_errors, np.inf)
    place = int(errors.argmin())
    if not np.isfinite(errors[place]):
        return "No difference comes close, whatever ε: there is no finite number to compare."
    step, error = ten_to_the(round(float(np.log10(sweep.steps[place])))), format_number(float(errors[place]), 2)
    return f"Central differences come closest at ε = {step}: they are off by {error}."


def ten_to_the(power: int) -> str:
    """E.g. `10⁻⁵`."""
    return f"10{str(power).translate(_RAISED)}"


def _logarithms(errors: Array) -> Array:
    """Decimal logarithms; an error of 0 lies at the bottom, what is no number leaves a gap."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.maximum(np.log10(errors), _SMALLEST)


def _span(values: Array) -> tuple[float, float]:
    finite = values[np.isfinite(values)]
    if not finite.size:
        return _SMALLEST, 0.0
    low, high = float(np.floor(finite.min())), float(np.ceil(finite.max()))
    return low, max(high, low + 1)


def _powers(low: float, high: float) -> range:
    """A few whole powers between two, the highest included."""
    stride = max(1, round((high - low) / 5))
    return range(int(high), int(np.ceil(low)) - 1, -stride)


def _line(area: QRectF, steps: Array, errors: Array, span: tuple[float, float]) -> QPolygonF:
    first, last = float(steps.min()), float(steps.max())
    return QPolygonF(
        [
            QPointF(
                area.left() + area.width() * (step - first) / (last - first),
                area.bottom() - area.height() * (error - span[0]) / (span[1] - span[0]),
            )
            for step, error in zip(steps.tolist(), errors.tolist(), strict=True)
            if np.isfinite(error)
        ]
    )
