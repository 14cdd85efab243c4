"""Histograms of weights: symmetric about zero, the fullest bin full, every value counted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from playground.session.numbers import format_number
from playground.ui.palette import LIGHT
from playground.ui.plots import weight_histograms
from playground.ui.plots.weight_histograms import BINS, WeightHistograms, _layer, spread


@given(arrays(np.float64, st.integers(1, 50), elements=st.floats(-100, 100)))
@example(np.array([5e-324]))
def test_the_spread_of_mirrored_weights_is_mirrored(values: np.ndarray) -> None:
    shares, limit = spread(np.concatenate([values, -values]))
    assert np.array_equal(shares, shares[::-1]) or np.abs(shares - shares[::-1]).max() <= 1
    assert (shares.size, shares.max()) == (BINS, 1.0)
    assert limit == (np.abs(values).max() or 1.0)


def test_nothing_finite_is_an_empty_histogram() -> None:
    shares, limit = spread(np.array([np.nan, np.inf]))
    assert (shares.sum(), limit) == (0.0, 1.0)


def test_bars_have_the_colour_of_parameters(qtbot: QtBot) -> None:
    plot = WeightHistograms()
    qtbot.addWidget(plot)
    plot.resize(300, 200)
    plot.set_weights({"Hidden 1": np.array([[-1.0, 0.0, 1.0]]), "Output": np.zeros((1, 3))})
    plot.show()
    assert count(plot.grab().toImage(), LIGHT.parameter) > 100
    plot.set_weights({})
    assert count(plot.grab().toImage(), LIGHT.parameter) == 0


def test_a_single_number_is_written(qtbot: QtBot) -> None:
    assert _layer(np.array([-0.25]), None).written == format_number(-0.25, 4)
    assert _layer(np.array([-0.25, 0.5]), None).written == "±0.50"


def test_what_the_weights_were_is_an_outline_between_the_same_limits(qtbot: QtBot) -> None:
    plot = WeightHistograms()
    qtbot.addWidget(plot)
    plot.resize(300, 200)
    plot.show()
    now, before = {"Output": np.array([[-1.0, 0.2, 0.2]])}, {"Output": np.array([[-2.0, 0.0, 0.1]])}
    plot.set_weights(now)
    plain = count(plot.grab().toImage(), LIGHT.muted)
    plot.set_weights(now, before)
    (layer,) = plot._bars.layers.values()
    assert layer.limit == 2.0
    assert layer.ghost is not None
    assert layer.ghost[0] > 0 == layer.shares[0]
    assert count(plot.grab().toImage(), LIGHT.muted) > plain + 100
    assert "before" in plot.accessibleDescription()
    plot.set_weights(now)
    assert count(plot.grab().toImage(), LIGHT.muted) == plain


def test_weights_that_nobody_sees_are_not_counted(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []

    def note(values: np.ndarray, limit: float = 0.0) -> tuple[np.ndarray, float]:
        counted.append(values.size)
        return np.zeros(BINS, dtype=np.intp), limit or 1.0

    monkeypatch.setattr(weight_histograms, "counted", note)
    plot = WeightHistograms()
    qtbot.addWidget(plot)
    plot.set_weights({"Hidden 1": np.zeros(3)})
    plot.set_weights({"Hidden 1": np.zeros(4)})
    assert not counted
    plot.show()
    qtbot.waitUntil(lambda: bool(counted))
    assert set(counted) == {4}


def count(image: QImage, color: str) -> int:
    """Pixels of a colour."""
    wanted = QColor(color)
    return sum(image.pixelColor(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_the_tip_of_a_bar_counts_its_numbers(qtbot: QtBot) -> None:
    plot = WeightHistograms()
    qtbot.addWidget(plot)
    plot.resize(300, 200)
    plot.set_weights({"Hidden 1": np.array([-1.0, -0.99, 0.0, 1.0]), "Output": np.zeros(3)})
    first, second = plot._bars._areas()
    assert plot._bars.tip_at(first.topLeft().toPoint() + QPoint(2, 2)).startswith("2 of 4 numbers from −1")
    assert plot._bars.tip_at(second.center().toPoint()).startswith("3 of 3 numbers from ")
    assert plot._bars.tip_at(QPoint(0, 0)) == ""
