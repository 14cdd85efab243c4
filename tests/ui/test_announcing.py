"""What is announced: everything while there is time, about one thing a second in a hurry, and always the last."""

from __future__ import annotations

from itertools import pairwise
from time import monotonic

import pytest
from PySide6.QtGui import QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from playground.ui import announcing
from playground.ui.announcing import BREATH, Voice
from playground.ui.workspaces import Workspace
from tests.user import User


class Ears:
    """A screen reader with a clock."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.times: list[float] = []

    def isActive(self) -> bool:
        """Somebody listens."""
        return True

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:
        """Hear it."""
        self.heard.append(event.message())
        self.times.append(monotonic())


@pytest.fixture
def ears(monkeypatch: pytest.MonkeyPatch) -> Ears:
    """What is announced while the test runs."""
    listener = Ears()
    monkeypatch.setattr(announcing, "QAccessible", listener)
    return listener


def test_without_hurry_every_word_is_said_at_once(qtbot: QtBot, ears: Ears) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    voice = Voice(widget)
    for words in "abc":
        voice.say(words)
    assert ears.heard == ["a", "b", "c"]


def test_in_a_hurry_the_newest_is_said_when_there_is_time_and_the_last_when_the_hurry_ends(
    qtbot: QtBot, ears: Ears
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    voice = Voice(widget)
    voice.hurry(True)
    for words in "abc":
        voice.say(words)
    assert ears.heard == ["a"]
    qtbot.waitUntil(lambda: ears.heard == ["a", "c"], timeout=3 * BREATH)
    voice.say("d")
    voice.say("e")
    assert ears.heard == ["a", "c"]
    voice.hurry(False)
    assert ears.heard == ["a", "c", "e"]
    voice.say("f")
    assert ears.heard == ["a", "c", "e", "f"]


def test_when_nothing_is_left_to_say_the_end_of_a_hurry_says_nothing(qtbot: QtBot, ears: Ears) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    voice = Voice(widget)
    voice.hurry(True)
    voice.say("a")
    voice.hurry(False)
    assert ears.heard == ["a"]


def test_steps_that_are_played_are_told_about_once_a_second_and_the_one_where_it_stops_always(
    qtbot: QtBot, qapp: QApplication, ears: Ears
) -> None:
    user = User(qtbot, qapp)
    user.window.show_workspace(Workspace.STEP)
    user.settle()
    user.wiring.debugging.travel.set_speed(30)
    steps: list[object] = []
    user.wiring.steps.changed.connect(steps.append)
    ears.heard.clear()
    ears.times.clear()
    user.command("play")
    user.qtbot.waitUntil(lambda: len(ears.heard) > 2, timeout=30 * BREATH)
    assert len(steps) > len(ears.heard)
    assert all(later - earlier > 0.9 * BREATH / 1000 for earlier, later in pairwise(ears.times))
    user.command("play")
    assert ears.heard[-1] == user.wiring.panels.explanation.card.accessibleName()
    told = len(ears.heard)
    user.command("step")
    assert len(ears.heard) == told + 1
    user.close()
