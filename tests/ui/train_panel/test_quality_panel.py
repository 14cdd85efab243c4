"""The panel about quality: shows what the session reports, only while visible, and seldom enough while training."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from playground.data.sources import Bundled, Generated
from playground.data.split import Preparation
from playground.document.diagram import Diagram
from playground.document.layers_text import diagram_from_text
from playground.engine.instruction import Array
from playground.session.metrics_report import Measurer, MetricsReport, Part
from playground.session.state import State, opened
from playground.ui.train_panel.quality_panel import NO_SAMPLES, UNREADY, QualityPanel

IRIS = opened(diagram_from_text("4, 5 tanh, 3 softmax", "softmax-cross-entropy", Bundled("iris")), None)
CURVE = opened(diagram_from_text("1, 5 tanh, 1", "mse", Generated("curve")), None)
ALONE = opened(diagram_from_text("1, 5 tanh, 1", "mse", Generated("curve"), preparation=Preparation(0.0)), None)


@pytest.fixture
def panel(qtbot: QtBot) -> QualityPanel:
    """A visible panel."""
    made = QualityPanel()
    qtbot.addWidget(made)
    made.show()
    return made


def texts(panel: QualityPanel) -> set[str]:
    """Everything that can be read, once Qt has shown new labels."""
    QApplication.processEvents()
    return {found.text() for found in panel.findChildren(QLabel) if found.isVisible()}


def values(state: State) -> Array:
    """The state's parameters."""
    assert state.learned is not None
    return state.learned.values


@pytest.mark.parametrize("state", [IRIS, CURVE], ids=["classes", "numbers"])
def test_it_shows_every_row_of_the_report(panel: QualityPanel, state: State) -> None:
    panel.show_state(state)
    measurer = Measurer.of(state)
    assert measurer is not None
    report = measurer.shown(values(state), Part.VALIDATION)
    assert isinstance(report, MetricsReport)
    assert {row.title for row in report.rows} | {row.text for row in report.rows} <= texts(panel)
    assert panel.table.isVisible() == bool(report.classes)
    assert panel.table.model().rowCount() == len(report.classes)


def test_the_training_samples_can_be_chosen(panel: QualityPanel, qtbot: QtBot) -> None:
    panel.show_state(IRIS)
    choice = panel.findChild(QComboBox)
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    measurer = Measurer.of(IRIS)
    assert measurer is not None
    report = measurer.shown(values(IRIS), Part.TRAINING)
    assert report is not None
    assert {row.text for row in report.rows} <= texts(panel)


def test_what_cannot_be_measured_says_why(panel: QualityPanel) -> None:
    panel.show_state(opened(Diagram(), None))
    assert UNREADY in texts(panel)
    panel.show_state(ALONE)
    assert NO_SAMPLES in texts(panel)


def test_newer_parameters_are_measured_but_not_at_once_again(
    panel: QualityPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[Array] = []
    panel.show_state(CURVE)
    shown = Measurer.shown
    monkeypatch.setattr(Measurer, "shown", lambda own, given, part: measured.append(given) or shown(own, given, part))
    for _ in range(3):
        panel.show_values(values(CURVE) * 2)
    assert measured == []
    panel.show_state(CURVE)
    assert len(measured) == 1


def test_an_unseen_panel_measures_once_it_is_seen(
    panel: QualityPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[Array] = []
    panel.hide()
    shown = Measurer.shown
    monkeypatch.setattr(Measurer, "shown", lambda own, given, part: measured.append(given) or shown(own, given, part))
    panel.show_state(CURVE)
    panel.show_values(values(CURVE))
    assert measured == []
    panel.show()
    qtbot.waitUntil(lambda: len(measured) == 1)


def test_parameters_of_another_network_are_left_alone(panel: QualityPanel) -> None:
    panel.show_state(CURVE)
    before = texts(panel)
    panel._next = 0.0
    panel.show_values(values(IRIS))
    assert texts(panel) == before
