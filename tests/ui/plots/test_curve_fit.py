"""A regression of one feature: points and line where they belong."""

from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot

from playground.ui.plots.curve_fit import CurveFit


def shown(qtbot: QtBot) -> CurveFit:
    """Three points on a slope."""
    plot = CurveFit()
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    plot.show()
    plot.set_points([0, 1, 2], [0, 1, 2], [False, True, False])
    plot.grab()  # lays it out
    return plot


def test_the_line_is_drawn_in_the_colour_of_values(qtbot: QtBot) -> None:
    plot = shown(qtbot)
    plot.set_curve([0, 1, 2], [1.5, np.nan, 1.5])
    axes = plot.axes
    assert axes is not None
    color = plot._area.grab().toImage().pixelColor(axes.point(0.5, 1.5).toPoint())
    assert color.blue() - color.red() > 100


def test_new_points_forget_the_old_line(qtbot: QtBot) -> None:
    plot = shown(qtbot)
    plot.set_curve([0, 2], [0, 2])
    plot.set_points([5], [5])
    assert plot._line[0].size == 0


def test_no_points_are_the_empty_state(qtbot: QtBot) -> None:
    plot = shown(qtbot)
    assert plot.accessibleDescription() == "3 samples, 1 for validation"
    plot.clear()
    assert plot.axes is None
