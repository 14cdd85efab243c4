"""The panel of training settings: complete, checked by the settings themselves, silent while filled."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from playground.document.families import FAMILIES
from playground.engine.optimizers import SGD
from playground.engine.settings import TrainingSettings
from playground.ui.field import Field
from playground.ui.train_panel.training_panel import TrainingPanel


@pytest.fixture
def panel(qtbot: QtBot) -> TrainingPanel:
    """A visible panel with the usual settings."""
    made = TrainingPanel()
    qtbot.addWidget(made)
    made.show_settings(TrainingSettings())
    made.show()
    return made


def told(panel: TrainingPanel) -> list[TrainingSettings]:
    """What is told from now on."""
    heard: list[TrainingSettings] = []
    panel.settings_changed.connect(heard.append)
    return heard


def batch_size(panel: TrainingPanel, qtbot: QtBot, text: str) -> Field:
    """Type a batch size."""
    field = panel.form.field("batch_size")
    assert isinstance(field, Field)
    line = field.control
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    return field


def test_every_setting_has_its_place(panel: TrainingPanel) -> None:
    for entry in fields(TrainingSettings):
        assert panel.form.field(entry.name).name == entry.name


@pytest.mark.parametrize("family", FAMILIES)
def test_every_kind_of_every_family_can_be_shown_and_filling_tells_nobody(panel: TrainingPanel, family: str) -> None:
    heard = told(panel)
    for kind in FAMILIES[family].values():
        panel.show_settings(replace(TrainingSettings(), **{family: kind()}))
        section = panel.form.field(family)
        assert not isinstance(section, Field)
        assert section.form.value == kind()
    assert heard == []


def test_a_number_is_told_with_everything_else_kept(panel: TrainingPanel, qtbot: QtBot) -> None:
    panel.show_settings(TrainingSettings(SGD(0.3), seed=4))
    heard = told(panel)
    batch_size(panel, qtbot, "32")
    assert heard == [TrainingSettings(SGD(0.3), 32, 4)]


def test_what_may_not_be_is_said_in_the_settings_own_words(panel: TrainingPanel, qtbot: QtBot) -> None:
    heard = told(panel)
    assert batch_size(panel, qtbot, "0").reason == "Batch size is 0, expected 1 or more."
    assert heard == []
