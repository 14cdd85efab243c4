"""The numbers of a run: written with meaning, never jittering, the first ones first where room is short."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from playground.ui.fonts import load_fonts
from playground.ui.train_panel.metrics import METRICS, NOTHING, Metrics, MetricsShown, written


@pytest.fixture
def metrics(qtbot: QtBot) -> Metrics:
    """All numbers, visible."""
    load_fonts()
    made = Metrics()
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    return made


def test_numbers_are_written_as_in_the_field(metrics: Metrics) -> None:
    metrics.show_metrics(MetricsShown(1240, 0.0412, 0.0577, 0.986, 1180.4))
    read = [metrics.text(metric.field) for metric in METRICS]
    assert read == ["1\u202f240", "0.04120", "0.05770", "98.6 %", "1\u202f180"]


def test_what_does_not_apply_is_a_dash(metrics: Metrics) -> None:
    metrics.show_metrics(MetricsShown(3, 0.5))
    assert [metrics.text(metric.field) for metric in METRICS] == ["3", "0.5000", NOTHING, NOTHING, NOTHING]


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("train_loss", 1e-9, "1.00e−9"),
        ("train_loss", float("nan"), "NaN"),
        ("accuracy", 1.0, "100.0 %"),
        ("epochs_per_second", 0.5, "0.500"),
        ("epoch", 0, "0"),
    ],
)
def test_extremes(field: str, value: float, text: str) -> None:
    assert written(field, value) == text


def test_the_width_stays_while_numbers_change(metrics: Metrics) -> None:
    width = metrics.sizeHint().width()
    for shown in (MetricsShown(1, 0.1, 0.2, 0.5, 3.0), MetricsShown(99_999, 0.00123, 12.34, 1.0, 9_999.0)):
        metrics.show_metrics(shown)
        assert metrics.sizeHint().width() == width


def test_in_a_narrow_window_the_first_numbers_remain(metrics: Metrics) -> None:
    metrics.resize(metrics._width(1), metrics.height())
    shown = [column.isVisible() for column in metrics._columns]
    assert shown == [True, False, False, False, False]


def test_every_digit_can_be_had(metrics: Metrics) -> None:
    metrics.show_metrics(MetricsShown(train_loss=1 / 3))
    assert metrics.tip("train_loss") == repr(1 / 3)
    assert metrics.tip("accuracy") == ""
