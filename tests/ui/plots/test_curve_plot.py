"""Live curves: an empty state, few redraws, a range that follows until the user zooms, and no leak."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from playground.ui.palette import DARK
from playground.ui.plots.curve_history import EPOCH
from playground.ui.plots.curve_plot import MOST_DRAWN, AccuracyPlot, CurvePlot, LossPlot, reading, share_bounds, spans

EPOCHS = np.arange(100)
FALLING = np.exp(-EPOCHS / 20)


def shown(qtbot: QtBot, plot: CurvePlot) -> CurvePlot:
    """The plot on the screen with a size."""
    qtbot.addWidget(plot)
    plot.resize(500, 300)
    plot.show()
    return plot


def drawn(plot: CurvePlot) -> list[tuple[np.ndarray, np.ndarray]]:
    """What the two curves on the surface hold."""
    return [curve.getData() for curve in plot.prepare()._curves]


def test_pyqtgraph_is_loaded_with_the_first_curve_only(qtbot: QtBot) -> None:
    plot = shown(qtbot, LossPlot())
    qtbot.wait(80)
    assert plot._canvas is None
    plot.append(0, 1.0)
    plot.redraw()
    assert plot._canvas is not None


def test_the_loss_is_drawn_on_a_logarithmic_axis_or_plain(qtbot: QtBot) -> None:
    plot = shown(qtbot, LossPlot())
    plot.set_history(EPOCHS, FALLING, 2 * FALLING)
    plot.redraw()
    assert np.allclose(drawn(plot)[0][1], np.log10(FALLING))
    plot.set_logarithmic(False)
    assert np.allclose(drawn(plot)[1][1], 2 * FALLING)


def test_what_has_no_logarithm_is_left_out_without_a_warning(qtbot: QtBot) -> None:
    plot = shown(qtbot, LossPlot())
    plot.set_history([0, 1, 2, 3], [1.0, 0.0, -1.0, np.inf])
    plot.redraw()
    plot.grab()
    assert np.isfinite(drawn(plot)[0][1]).tolist() == [True, False, False, False]


def test_accuracy_is_shown_in_per_cent(qtbot: QtBot) -> None:
    plot = shown(qtbot, AccuracyPlot())
    plot.set_history([1, 2], [0.5, 0.986], [0.4, 0.9])
    plot.redraw()
    assert drawn(plot)[0][1].tolist() == [50.0, 98.6]
    assert plot.accessibleDescription() == "epoch 2, train 98.60 %, validation 90.00 %"


def test_many_points_become_about_two_thousand(qtbot: QtBot) -> None:
    plot = shown(qtbot, LossPlot())
    plot.set_history(np.arange(30_000), np.ones(30_000))
    plot.redraw()
    assert drawn(plot)[0][0].size <= MOST_DRAWN + 2


def test_many_changes_are_one_redraw(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    plot = shown(qtbot, LossPlot())
    plot.append(0, 1.0)
    plot.redraw()
    qtbot.wait(120)
    calls: list[int] = []
    monkeypatch.setattr(plot.prepare(), "draw", calls.append)
    for epoch in range(1, 500):
        plot.append(epoch, 1.0 / epoch)
    qtbot.waitUntil(lambda: bool(calls))
    assert len(calls) <= 2


def test_the_range_follows_until_the_user_zooms(qtbot: QtBot) -> None:
    plot = shown(qtbot, LossPlot())
    plot.set_history(EPOCHS, FALLING)
    plot.redraw()
    canvas = plot.prepare()
    assert canvas.x_range == pytest.approx((-0.4, 99.4), abs=0.1)
    canvas.set_range((20.0, 30.0), (-1.0, 0.0))
    canvas.zoomed.emit()
    plot.append(100, 0.1)
    plot.redraw()
    assert canvas.x_range == pytest.approx((20.0, 30.0))
    assert drawn(plot)[0][0].tolist() == list(range(19, 31))
    plot._fit.click()
    assert canvas.x_range[1] > 100


def test_the_mouse_reads_the_nearest_point(qtbot: QtBot) -> None:
    plot = shown(qtbot, LossPlot())
    plot.set_history(EPOCHS, FALLING)
    plot.redraw()
    plot.prepare().pointed.emit(40.3)
    assert plot.header._reading.text() == "epoch 40   train 0.1353"
    plot.prepare().pointed.emit(None)
    assert plot.header._reading.text() == ""


def test_clearing_brings_the_empty_state_back(qtbot: QtBot) -> None:
    plot = shown(qtbot, LossPlot())
    plot.set_history(EPOCHS, FALLING)
    plot.redraw()
    plot.clear()
    plot.redraw()
    assert (len(plot.history), plot._stack.currentIndex()) == (0, 0)


def test_what_nobody_sees_is_drawn_when_it_is_shown(qtbot: QtBot) -> None:
    plot = LossPlot()
    qtbot.addWidget(plot)
    plot.set_history(EPOCHS, FALLING)
    qtbot.wait(80)
    assert plot._canvas is None
    plot.show()
    qtbot.waitUntil(lambda: plot._canvas is not None)


def test_a_theme_recolours_the_surface(qtbot: QtBot) -> None:
    plot = shown(qtbot, LossPlot())
    plot.set_history(EPOCHS, FALLING)
    plot.redraw()
    plot.set_theme(DARK)
    assert plot.grab().toImage().pixelColor(250, 290).lightness() < 60


def test_the_range_of_one_point_and_of_none_finite() -> None:
    assert spans(np.array([3.0]), np.array([2.0])) == ((2.996, 4.004), (1.9, 2.1))
    assert spans(np.array([0.0]), np.array([np.nan])) == ((-0.004, 1.004), (-0.05, 1.05))


def test_a_reading_leaves_out_what_does_not_apply() -> None:
    plot_kind = AccuracyPlot.kind
    assert reading(plot_kind, np.array([7.0, 0.5, np.nan])) == "epoch 7   train 50.00 %"


def test_three_thousand_updates_lose_no_reference_and_little_memory(qtbot: QtBot) -> None:
    plot = shown(qtbot, LossPlot())
    plot.append(0, 1.0, 1.0)
    plot.redraw()
    before = sys.getrefcount(None)
    for epoch in range(1, 3001):
        plot.append(epoch, 1.0 / epoch, 2.0 / epoch)
        plot.redraw()
    assert sys.getrefcount(None) >= before - 50
    assert plot.history.rows[EPOCH, -1] == 3000


@pytest.mark.parametrize(
    "span", [(100.0, 100.0), (96.0, 104.0), (80.0, 112.0), (-9.0, 130.0), (0.0, 0.5), (99.9, 100.2)]
)
def test_an_axis_of_shares_never_promises_more_than_all(span: tuple[float, float]) -> None:
    low, high = share_bounds(span)
    assert -1.0 < low < high < 101.0
    assert low <= max(span[0], 0.0)
    assert high >= min(span[1], 100.0)


def test_a_low_plot_has_fewer_labels_and_they_stand_apart(qtbot: QtBot) -> None:
    plot = shown(qtbot, LossPlot())
    plot.set_history(EPOCHS, FALLING)
    plot.redraw()

    def labels(height: int) -> int:
        plot.resize(500, height)
        plot.grab()
        return len(plot.prepare()._item.getAxis("left")._tickLevels[0])

    assert 2 <= labels(150) < labels(400) <= 6
