"""A function with its tangent: both where they belong, whatever is not finite left out."""

from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot

from playground.ui.palette import LIGHT
from playground.ui.plots.tangent_plot import TangentPlot


def shown(qtbot: QtBot) -> TangentPlot:
    """A parabola from −2 to 2."""
    plot = TangentPlot()
    qtbot.addWidget(plot)
    plot.resize(420, 320)
    plot.show()
    x = np.linspace(-2, 2, 81)
    plot.set_curve(x, x**2)
    plot.grab()  # lays it out
    return plot


def test_the_tangent_has_its_slope_and_touches_the_curve(qtbot: QtBot) -> None:
    plot = shown(qtbot)
    plot.set_tangent(1.0, 1.0, 2.0)
    axes = plot.axes
    assert axes is not None
    picture = plot._area.grab().toImage()
    color = picture.pixelColor(axes.point(1.0, 1.0).toPoint())
    assert (color.red(), color.green(), color.blue()) == tuple(bytes.fromhex(LIGHT.backward[1:]))


def test_what_is_not_finite_is_left_out(qtbot: QtBot) -> None:
    plot = shown(qtbot)
    plot.set_curve([-1, 0, 1, 2], [np.nan, -np.inf, 0.0, 0.7])
    plot.set_tangent(0.0, -np.inf, np.inf)
    plot.set_path([0.0, 1.0], [np.inf, 1.0])
    plot.grab()
    assert plot._curve[0].tolist() == [1.0, 2.0]


def test_nothing_is_the_empty_state(qtbot: QtBot) -> None:
    plot = shown(qtbot)
    plot.clear()
    assert plot.axes is None
