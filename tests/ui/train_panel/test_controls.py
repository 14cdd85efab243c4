"""The bar asks to run, pause, update and start over; it keeps its width and says why nothing can run."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from playground.engine.optimizers import Momentum
from playground.engine.settings import TrainingSettings
from playground.ui.palette import DARK
from playground.ui.train_panel.controls import TrainControls


@pytest.fixture
def bar(qtbot: QtBot) -> TrainControls:
    """A visible bar with room for everything."""
    made = TrainControls()
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    return made


def button(bar: TrainControls, name: str) -> QPushButton:
    """The button of that accessible name."""
    return next(each for each in bar.findChildren(QPushButton) if each.accessibleName() == name)


@pytest.mark.parametrize(
    ("name", "signal"), [("Run", "run_toggled"), ("Update", "update_requested"), ("Reset", "reset_requested")]
)
def test_each_button_asks_for_one_thing(bar: TrainControls, qtbot: QtBot, name: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(bar, signal)):
        button(bar, name).click()


def test_run_and_pause_are_one_button_of_one_width(bar: TrainControls) -> None:
    run, width = button(bar, "Run"), bar.sizeHint().width()
    bar.set_running(True)
    assert (run.text(), run.accessibleName()) == ("Pause", "Pause")
    assert bar.sizeHint().width() == width
    assert not button(bar, "Update").isEnabled()
    bar.set_running(False)
    assert run.text() == "Run"
    assert button(bar, "Update").isEnabled()


def test_an_unfinished_network_cannot_run_and_the_tip_says_why(bar: TrainControls) -> None:
    bar.set_available("The network has no loss.")
    assert not any(button(bar, name).isEnabled() for name in ("Run", "Update", "Reset"))
    assert button(bar, "Run").toolTip() == "The network has no loss."
    bar.set_available()
    assert all(button(bar, name).isEnabled() for name in ("Run", "Update", "Reset"))


def test_settings_stay_open_while_running(bar: TrainControls) -> None:
    bar.set_running(True)
    assert all(choice.isEnabled() for choice in bar.findChildren(QComboBox))


def test_the_speed_is_told_in_updates_per_second(bar: TrainControls, qtbot: QtBot) -> None:
    heard: list[float | None] = []
    bar.pace_changed.connect(heard.append)
    speed = next(each for each in bar.findChildren(QComboBox) if each.accessibleName() == "Speed")
    speed.setFocus()
    assert bar.pace is None
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Home):
        qtbot.keyClick(speed, key)
    assert heard == [100.0, None]


def test_a_narrow_bar_drops_words_but_no_control_and_no_title(bar: TrainControls) -> None:
    assert button(bar, "Reset").text() == "Reset"
    bar.resize(bar.minimumSizeHint())
    assert button(bar, "Reset").text() == ""
    titles = [label for label in bar.findChildren(QLabel) if label.buddy() is not None]
    assert [title.text() for title in titles] == ["Optimizer", "Learning rate", "Batch size", "Speed"]
    shown = (*titles, *bar.findChildren(QPushButton), *bar.findChildren(QComboBox))
    assert all(each.isVisible() for each in shown)


def test_more_settings_need_more_room(bar: TrainControls) -> None:
    before = bar.minimumSizeHint().width()
    bar.show_settings(TrainingSettings(Momentum()))
    assert bar.minimumSizeHint().width() > before


def test_a_reason_is_shown_below_and_goes_again(bar: TrainControls) -> None:
    shown = next(label for label in bar.findChildren(QLabel) if label.property("kind") == "field-error")
    field = bar._settings.field("batch_size")
    field.refuse("too small")
    bar_reasons = [label.text() for label in bar.findChildren(QLabel) if label.isVisible()]
    assert "Too small." in bar_reasons or shown.text() == "Too small."
    field.refuse("")
    assert "Too small." not in [label.text() for label in bar.findChildren(QLabel) if label.isVisible()]


def test_a_new_theme_repaints(bar: TrainControls) -> None:
    before = button(bar, "Reset").icon().pixmap(16, 16).toImage()
    bar.set_theme(DARK)
    assert button(bar, "Reset").icon().pixmap(16, 16).toImage() != before
