"""Loss and accuracy over the epochs, live: solid for training, dashed for validation, at most 20 redraws a second.

Fed with plain numbers; draws the newest state of its own history and knows nothing of runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from playground.session.numbers import format_number
from playground.ui.palette import LIGHT, Theme
from playground.ui.plots.curve_canvas import CURVE_STYLES, CURVE_TOKENS, Array, CurveCanvas
from playground.ui.plots.curve_history import EPOCH, TRAIN, VALIDATION, CurveHistory, peaks
from playground.ui.plots.plot_header import CurveKey, PlotHeader, empty_label

REDRAW_MS = 50
PERCENT_AIR = 0.5  # above 100 and below 0, so that a line there is not cut
SMALLEST_SHARE = 4.0  # per cent that an axis of shares spans at least
ROOM = 0.3  # of the epochs so far, left free on the right of a growing curve
MOST_DRAWN = 2000


@dataclass(frozen=True)
class CurveKind:
    """What a curve plot shows: its title, whether as per cent, and whether a logarithmic axis is offered."""

    title: str
    empty: str
    percent: bool = False
    logarithmic: bool = False


LOSS = CurveKind("Loss", "Press Run to watch the loss fall.", logarithmic=True)
ACCURACY = CurveKind("Accuracy", "Press Run to watch the accuracy rise.", percent=True)


class CurvePlot(QWidget):
    """One curve for training, one for validation, over epochs; what they are is said by `kind`."""

    kind: CurveKind

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._history = CurveHistory()
        self._canvas: CurveCanvas | None = None
        self._following = True  # whether the range follows the curves, until the user zooms
        self._redraw = QTimer(self, singleShot=True, interval=REDRAW_MS)
        self._redraw.timeout.connect(self.redraw)
        self.schedule: Callable[[Callable[[], None]], object] = self._soon
        self._growing = False  # whether points are being added to the curve
        self._fit = QPushButton("Fit")
        self._log = QCheckBox("log y")
        self._header = self._make_header()
        self._stack = QStackedLayout()
        self._empty = empty_label(self.kind.empty)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addLayout(self._stack, 1)
        self.setAccessibleName(f"{self.kind.title} over epochs")

    @property
    def header(self) -> PlotHeader:
        """The title line; hide its title where a dock shows one."""
        return self._header

    @property
    def history(self) -> CurveHistory:
        """The points; change them by `set_history` and `append` only."""
        return self._history

    def set_history(self, epochs: ArrayLike, train: ArrayLike, validation: ArrayLike | None = None) -> None:
        """Show these points instead of all others; empty arrays bring the empty state back."""
        self._history.clear()
        self._following = True
        self.append(epochs, train, validation)
        self._growing = False

    def append(self, epochs: ArrayLike, train: ArrayLike, validation: ArrayLike | None = None) -> None:
        """Add one point or several; drawn with the next redraw."""
        self._history.append(epochs, train, validation)
        self._growing = True
        if self.isVisible():
            self.schedule(self.redraw)

    def _soon(self, _redraw: Callable[[], None]) -> None:
        """Redraw by a timer of its own; whoever has several plots sets `schedule` so that they take turns."""
        if not self._redraw.isActive():
            self._redraw.start()

    def explain_empty(self, sentence: str = "") -> None:
        """What to say while there is no curve; by default how to get one."""
        self._empty.setText(sentence or self.kind.empty)

    def clear(self) -> None:
        """Back to the empty state."""
        self.set_history([], [])

    def set_logarithmic(self, on: bool) -> None:
        """Show the logarithm of the values; what is not positive is then left out."""
        self._log.setChecked(on)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._header.set_theme(theme)
        if self._canvas is not None:
            self._canvas.set_theme(theme)

    def redraw(self) -> None:
        """Draw the newest state now; the range follows at most ten times a second."""
        if not len(self._history) or np.isnan(self._history.rows[TRAIN]).all():
            self._stack.setCurrentIndex(0)
            return
        canvas, rows = self.prepare(), self._history.rows
        part = rows if self._following else rows[:, self._history.visible(*canvas.x_range)]
        curves = [peaks(part[EPOCH], part[row], MOST_DRAWN) for row in (TRAIN, VALIDATION)]
        shown = [(x, on_axis(y, self.kind, self._log.isChecked())) for x, y in curves]
        if self._following:
            self._follow(canvas, shown)
        canvas.draw(shown)
        self._stack.setCurrentIndex(1)
        self.setAccessibleDescription(reading(self.kind, rows[:, -1]).replace("   ", ", "))

    def prepare(self) -> CurveCanvas:
        """Load pyqtgraph and make the surface, a quarter of a second once; call it when nobody waits."""
        if self._canvas is None:
            self._canvas = CurveCanvas(self, self.accessibleName())
            self._canvas.set_logarithmic(self._log.isChecked())
            self._canvas.set_theme(self._theme)
            self._canvas.pointed.connect(self._read)
            self._canvas.zoomed.connect(self._stop_following)
            self._stack.addWidget(self._canvas.widget)
        return self._canvas

    def _follow(self, canvas: CurveCanvas, curves: list[tuple[Array, Array]]) -> None:
        """Fit a finished curve exactly; leave a growing one room, so that the axes need not move with every point."""
        x, y = spans(curves[0][0], np.concatenate([y for _, y in curves]))
        y = bounded(y, self.kind)
        if not self._growing:
            canvas.set_range(x, y)
        elif not (covers(canvas.x_range, x) and covers(canvas.y_range, y)):
            canvas.set_range((x[0], x[1] + ROOM * (x[1] - x[0])), bounded(widened(y), self.kind))

    def _make_header(self) -> PlotHeader:
        header = PlotHeader(f"{self.kind.title} · %" if self.kind.percent else self.kind.title)
        for name, token, style in zip(("train", "validation"), CURVE_TOKENS, CURVE_STYLES, strict=True):
            header.add(CurveKey(name, token, style))
        self._log.setChecked(self.kind.logarithmic)
        self._log.setAccessibleName(f"logarithmic {self.kind.title.lower()} axis")
        self._log.toggled.connect(self._change_scale)
        self._log.setVisible(self.kind.logarithmic)
        self._fit.setProperty("kind", "link")
        self._fit.setEnabled(False)
        self._fit.setToolTip("Show all of the curves again")
        self._fit.clicked.connect(self._start_following)
        if self.kind.logarithmic:
            header.add(self._log)
        header.add(self._fit)
        header.set_theme(self._theme)
        return header

    def _change_scale(self, on: bool) -> None:
        if self._canvas is not None:
            self._canvas.set_logarithmic(on)
        self._start_following()

    def _start_following(self) -> None:
        self._following, self._growing = True, False
        self._fit.setEnabled(False)
        self.redraw()

    def _stop_following(self) -> None:
        self._following = False
        self._fit.setEnabled(True)
        self._redraw.start()

    def _read(self, epoch: float | None) -> None:
        point = None if epoch is None else self._history.nearest(epoch)
        self._header.set_reading("" if point is None else reading(self.kind, point))
        if self._canvas is not None:
            self._canvas.show_cursor(None if point is None else float(point[EPOCH]))

    def leaveEvent(self, event: QEvent) -> None:
        """No reading without a mouse."""
        self._read(None)

    def showEvent(self, event: QShowEvent) -> None:
        """What came while nobody looked is drawn now."""
        self._redraw.start()


class LossPlot(CurvePlot):
    """The loss of training and validation."""

    kind = LOSS


class AccuracyPlot(CurvePlot):
    """The accuracy of training and validation, given as shares of one, shown in per cent."""

    kind = ACCURACY


def on_axis(values: Array, kind: CurveKind, logarithmic: bool) -> Array:
    """Values as the axis counts them: per cent, plain, or logarithms, then without what is not positive."""
    if kind.percent:
        return values * 100.0
    if not logarithmic:
        return values
    with np.errstate(divide="ignore", invalid="ignore"):
        logarithms = np.log10(values)
    return np.where(np.isfinite(logarithms), logarithms, np.nan)


def reading(kind: CurveKind, point: Array) -> str:
    """Epoch and values of one point in words."""
    scale, unit = (100.0, " %") if kind.percent else (1.0, "")
    parts = [f"epoch {point[EPOCH]:.0f}"]
    for name, row in (("train", TRAIN), ("validation", VALIDATION)):
        if not np.isnan(point[row]):
            parts.append(f"{name} {format_number(float(point[row]) * scale)}{unit}")
    return "   ".join(parts)


def covers(shown: tuple[float, float], wanted: tuple[float, float]) -> bool:
    """Whether a range holds another and is not much too wide for it."""
    width = shown[1] - shown[0]
    return shown[0] <= wanted[0] and wanted[1] <= shown[1] and width <= 2 * (wanted[1] - wanted[0])


def bounded(span: tuple[float, float], kind: CurveKind) -> tuple[float, float]:
    """The range, held to what the kind of curve can be."""
    return share_bounds(span) if kind.percent else span


def share_bounds(span: tuple[float, float]) -> tuple[float, float]:
    """A range of per cents that never promises more than 100 or less than 0, but leaves the line itself in sight."""
    high = min(span[1], 100.0 + PERCENT_AIR)
    return max(min(span[0], high - SMALLEST_SHARE), -PERCENT_AIR), high


def widened(span: tuple[float, float]) -> tuple[float, float]:
    """A range with a quarter of its height to spare on either side."""
    spare = 0.25 * (span[1] - span[0])
    return span[0] - spare, span[1] + spare


def spans(x: Array, y: Array) -> tuple[tuple[float, float], tuple[float, float]]:
    """The ranges that show all points, with a little air above and below."""
    finite = y[np.isfinite(y)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    air = 0.05 * (high - low) or 0.05 * abs(high) or 0.5
    first, last = float(x[0]), max(float(x[-1]), float(x[0]) + 1.0)
    edge = 0.004 * (last - first)  # so that the first tick is not cut
    return (first - edge, last + edge), (low - air, high + air)
