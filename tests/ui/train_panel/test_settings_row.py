"""Optimizer, learning rate, batch size: changed at any time, told once, refused in place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from playground.document.families import like
from playground.engine.optimizers import OPTIMIZERS, SGD, Momentum
from playground.engine.settings import TrainingSettings
from playground.ui.train_panel.settings_row import SettingsRow


@pytest.fixture
def row(qtbot: QtBot) -> SettingsRow:
    """A visible row with the usual settings."""
    made = SettingsRow()
    qtbot.addWidget(made)
    made.show()
    return made


def told(row: SettingsRow) -> list[TrainingSettings]:
    """What is told from now on."""
    heard: list[TrainingSettings] = []
    row.changed.connect(heard.append)
    return heard


def type_in(row: SettingsRow, qtbot: QtBot, name: str, text: str) -> QLineEdit:
    """Replace a number and press Enter."""
    field = row.field(name).control
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    return field


def test_numbers_are_told_with_everything_else_kept(row: SettingsRow, qtbot: QtBot) -> None:
    row.show_settings(TrainingSettings(SGD(0.1), 10, seed=4))
    heard = told(row)
    type_in(row, qtbot, "learning_rate", "3e-2")
    type_in(row, qtbot, "batch_size", "32")
    assert heard == [TrainingSettings(SGD(0.03), 10, 4), TrainingSettings(SGD(0.03), 32, 4)]


def test_another_optimizer_keeps_the_learning_rate_and_brings_its_fields(row: SettingsRow, qtbot: QtBot) -> None:
    row.show_settings(TrainingSettings(SGD(0.3)))
    heard, choice = told(row), row.findChild(QComboBox)
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert heard == [TrainingSettings(Momentum(0.3, 0.9))]
    type_in(row, qtbot, "momentum", "0.5")
    assert heard[-1] == TrainingSettings(Momentum(0.3, 0.5))


@pytest.mark.parametrize("before", OPTIMIZERS.values())
@pytest.mark.parametrize("after", OPTIMIZERS.values())
def test_any_optimizer_can_follow_any_other(before: type, after: type) -> None:
    assert like(after, before(learning_rate=0.7)).learning_rate == 0.7


def test_a_refused_number_stays_and_its_reason_is_told(row: SettingsRow, qtbot: QtBot) -> None:
    reasons: list[str] = []
    row.refused.connect(reasons.append)
    heard = told(row)
    field = type_in(row, qtbot, "learning_rate", "-1")
    row.show_settings(TrainingSettings())  # as after every update of the window
    assert field.text() == "-1"
    assert reasons == ["Learning rate is -1.0, expected a positive number."]
    assert heard == []
    type_in(row, qtbot, "learning_rate", "0.2")
    assert reasons[-1] == ""


def test_the_reason_goes_with_the_field_it_was_about(row: SettingsRow, qtbot: QtBot) -> None:
    reasons: list[str] = []
    row.refused.connect(reasons.append)
    type_in(row, qtbot, "learning_rate", "-1")
    row.show_settings(TrainingSettings(Momentum()))
    assert reasons[-1] == ""


def test_filling_tells_nobody(row: SettingsRow) -> None:
    heard = told(row)
    for settings in (TrainingSettings(Momentum(0.5), 3), TrainingSettings(SGD(0.2), 7)):
        row.show_settings(settings)
    assert heard == []
