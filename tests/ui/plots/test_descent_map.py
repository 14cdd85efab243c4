"""The loss over two numbers in bands that lie as its values do, with the path on top."""

from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot

from playground.ui.palette import DARK, LIGHT
from playground.ui.plots.descent_map import BANDS, PIXELS, DescentMap, bands, finer, surface_image


def bowl(size: int = 21) -> np.ndarray:
    """x² + y² over −1 … 1."""
    x = np.linspace(-1, 1, size)
    return x[None, :] ** 2 + x[:, None] ** 2


def test_bands_rise_with_the_values_and_are_even_for_a_parabola() -> None:
    x = np.linspace(0, 1, 1401)
    found = bands(x**2)
    assert np.all(np.diff(found) >= 0)
    assert np.ptp(np.bincount(found)[:-1]) <= 1
    assert found.max() == BANDS - 1


def test_what_is_not_finite_counts_as_highest_and_a_plane_as_lowest() -> None:
    assert bands(np.array([[0.0, np.nan], [np.inf, 1.0]])).tolist() == [[0, BANDS - 1], [BANDS - 1, BANDS - 1]]
    assert bands(np.full((2, 2), 3.0)).max() == 0
    assert bands(np.full((2, 2), np.nan)).min() == BANDS - 1


def test_more_points_keep_the_corners() -> None:
    fine = finer(bowl(), 100)
    assert fine.shape == (100, 100)
    assert (fine[0, 0], fine[-1, -1]) == (2.0, 2.0)


def test_the_first_row_is_the_lowest() -> None:
    image = surface_image(np.array([[0.0, 0.0], [1.0, 1.0]]), LIGHT)
    low, high = image.pixelColor(5, PIXELS - 1), image.pixelColor(5, 0)
    assert low.lightness() > high.lightness()


def test_the_path_ends_in_a_dot_of_the_colour_of_gradients(qtbot: QtBot) -> None:
    plot = DescentMap()
    qtbot.addWidget(plot)
    plot.resize(420, 320)
    plot.show()
    plot.set_surface(bowl(), (-1.0, 1.0, -1.0, 1.0))
    plot.set_path([(-0.8, -0.8), (-0.2, -0.1), (np.nan, 0.0), (0.1, 0.1)])
    plot.grab()
    axes = plot.axes
    assert axes is not None
    color = plot._area.grab().toImage().pixelColor(axes.point(0.1, 0.1).toPoint())
    assert color.red() - color.blue() > 80
    plot.set_theme(DARK)
    plot.grab()
    plot.clear()
    assert plot.axes is None
