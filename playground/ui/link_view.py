"""One link of a chain: its slope and its value, each leading to the line that computes it, over the plot of both."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QPushButton, QWidget

from playground.session.links import Link
from playground.session.number_style import NumberStyle
from playground.ui.labels import column, link, row
from playground.ui.palette import Theme
from playground.ui.plots.tangent_plot import TangentPlot

_SMALLEST = (190, 150)


class LinkView(QWidget):
    """A click on the plot asks for the value at its point, a button for the slope or the value."""

    value_followed = Signal(object)  # (Ref, Index)

    def __init__(self, shown: Link, numbers: NumberStyle, theme: Theme) -> None:
        super().__init__()
        self._link, self.plot = shown, TangentPlot(shown.symbol, theme)
        slope = f"{shown.symbol} = {numbers.write(shown.slope)}"
        self.slope = _number(slope, "Explain how this slope is used")
        self.value = _number(f"{shown.above} = {numbers.write(shown.y)}", "Explain how this value is computed")
        self._draw(f"{slope} at {shown.below} = {numbers.write(shown.x)}")
        above, lines = row(spacing=10), column(self, spacing=2)
        above.addStretch(1)
        for button in (self.slope, self.value):
            above.addWidget(button)
        above.addStretch(1)
        lines.addLayout(above)
        lines.addWidget(self.plot, 1)
        self.slope.clicked.connect(self._follow_slope)
        self.value.clicked.connect(self._follow_value)

    def _draw(self, described: str) -> None:
        shown, plot = self._link, self.plot
        plot.set_names(shown.below, shown.above)
        plot.set_curve(shown.across, shown.up)
        plot.set_tangent(shown.x, shown.y, shown.slope)
        plot.setAccessibleDescription(described)
        plot.setToolTip("Click: how the value at this point is computed")
        plot.setMinimumSize(*_SMALLEST)

    def _follow_slope(self) -> None:
        self.value_followed.emit(self._link.slope_at)

    def _follow_value(self) -> None:
        self.value_followed.emit(self._link.value_at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the plot, which takes none itself."""
        if event.button() is Qt.MouseButton.LeftButton and self.plot.geometry().contains(event.position().toPoint()):
            self._follow_value()


def _number(text: str, tip: str) -> QPushButton:
    """A number that leads to its explanation."""
    made = link(text)
    made.setToolTip(tip)
    made.setAccessibleDescription(tip)
    return made
