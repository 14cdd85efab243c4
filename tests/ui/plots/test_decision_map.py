"""The plane of two features: regions and samples where they belong, in the colours of their classes."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from playground.ui.class_colors import HUES, class_color
from playground.ui.palette import DARK, LIGHT
from playground.ui.plots.decision_map import DecisionMap
from playground.ui.plots.framed_plot import padded
from playground.ui.plots.map_image import map_image

EXTENT = (-1.0, 1.0, -2.0, 2.0)
LEFT_TO_RIGHT = np.tile(np.linspace(-1, 1, 20), (20, 1))


def shown(qtbot: QtBot) -> DecisionMap:
    """A map from purple at the left to green at the right."""
    plot = DecisionMap()
    qtbot.addWidget(plot)
    plot.resize(400, 360)
    plot.show()
    plot.set_map(LEFT_TO_RIGHT, EXTENT)
    plot.grab()  # lays it out
    return plot


def color_at(plot: DecisionMap, x: float, y: float) -> QColor:
    """The colour painted at a place of the data."""
    axes = plot.axes
    assert axes is not None
    return plot._area.grab().toImage().pixelColor(axes.point(x, y).toPoint())


def test_regions_lie_where_their_values_are(qtbot: QtBot) -> None:
    plot = shown(qtbot)
    left, right = color_at(plot, -0.8, 0), color_at(plot, 0.8, 0)
    assert left.red() > left.green()
    assert right.green() > right.red()


def test_the_first_row_is_the_lowest(qtbot: QtBot) -> None:
    plot = shown(qtbot)
    plot.set_map(LEFT_TO_RIGHT.T, EXTENT)
    assert color_at(plot, 0, -1.6).red() > color_at(plot, 0, 1.6).red()


def test_samples_are_dots_in_the_colour_of_their_class(qtbot: QtBot) -> None:
    plot = shown(qtbot)
    plot.set_points([[0.5, 1.0], [-0.5, -1.0]], [0, 1], [False, True])
    assert color_at(plot, 0.5, 1.0) == QColor(LIGHT.negative)
    assert color_at(plot, -0.5, -1.0) == QColor(LIGHT.positive)
    assert plot.accessibleDescription() == "2 samples, 1 for validation"


def test_validation_samples_can_be_hidden(qtbot: QtBot) -> None:
    plot = shown(qtbot)
    plot.set_points([[-0.5, -1.0]], [1], [True])
    plot._show_validation.setChecked(False)
    assert color_at(plot, -0.5, -1.0) != QColor(LIGHT.positive)


def test_several_classes_show_the_likeliest_the_stronger_the_surer() -> None:
    unsure, sure = np.array([0.4, 0.3, 0.3]), np.array([1.0, 0.0, 0.0])
    image = map_image(np.array([[unsure, sure]]), LIGHT)
    weak, strong = image.pixelColor(0, 0), image.pixelColor(1, 0)
    assert strong.blue() > strong.red()
    assert weak.saturation() < strong.saturation()


def test_ten_classes_have_ten_colours() -> None:
    assert len({class_color(index, 10, LIGHT).name() for index in range(10)}) == len(HUES) == 10
    assert class_color(1, 2, LIGHT) == QColor(LIGHT.positive)


def test_points_alone_choose_the_part_of_the_plane(qtbot: QtBot) -> None:
    plot = shown(qtbot)
    plot.clear()
    assert plot.axes is None
    plot.set_points([[0.0, 0.0], [10.0, 1.0]], [0, 1])
    axes = plot.axes
    assert axes is not None
    assert axes.extent[0] < 0 < 10 < axes.extent[1]
    plot.clear()
    assert plot.axes is None


def test_the_mouse_reads_its_place(qtbot: QtBot) -> None:
    plot = shown(qtbot)
    plot.set_names("petal", "sepal")
    axes = plot.axes
    assert axes is not None
    plot.read(axes.value_at(axes.area.center()))
    assert plot.header._reading.text() == "petal 0   sepal 0"
    plot.read(axes.value_at(QPointF(0, 0)))
    assert plot.header._reading.text() == ""


def test_a_theme_repaints(qtbot: QtBot) -> None:
    plot = shown(qtbot)
    plot.set_theme(DARK)
    assert color_at(plot, 0, 0).lightness() < 80


def test_the_extent_of_equal_and_of_no_points() -> None:
    assert padded(np.array([1.0]), np.array([2.0])) == (0.5, 1.5, 1.5, 2.5)
    assert padded(np.array([np.nan]), np.array([2.0])) == (0.0, 1.0, 0.0, 1.0)
