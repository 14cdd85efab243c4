"""The pass as a slider: its pieces are painted once, its place each time, and nothing behind it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.ui import kept_picture
from playground.ui.palette import DARK, LIGHT, Theme
from playground.ui.stepper import scrubber as scrubber_module
from playground.ui.stepper.scrubber import Scrubber
from playground.ui.theme import dress
from tests.event_count import EventCount
from tests.session.walked_nets import NETS, stepper


def shown(qtbot: QtBot, theme: Theme = LIGHT) -> tuple[QWidget, Scrubber]:
    """A scrubber in a panel."""
    panel, bar = QWidget(), Scrubber(theme)
    panel.setProperty("kind", "panel")
    QVBoxLayout(panel).addWidget(bar)
    dress(panel, theme)
    qtbot.addWidget(panel)
    panel.resize(220, 60)
    panel.show()
    qtbot.waitExposed(panel)
    qtbot.wait(20)
    return panel, bar


def test_its_pieces_are_painted_once_for_each_phase_that_ends(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_picture._kept.cache_clear()
    painted: list[int] = []
    paint = scrubber_module._Bar.paint

    def note(bar: scrubber_module._Bar, painter: QPainter) -> None:
        painted.append(bar.behind)
        paint(bar, painter)

    _panel, bar = shown(qtbot)
    monkeypatch.setattr(scrubber_module._Bar, "paint", note)
    walked = stepper(NETS["skip"])
    for _ in range(2):
        walked.run_to(0)
        while walked.step():
            bar.show_stepper(walked)
            bar.grab()
    assert painted == [*range(len(walked.phases) + 1)]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_it_looks_at_each_place_as_if_painted_anew(qtbot: QtBot, theme: Theme) -> None:
    _panel, bar = shown(qtbot, theme)
    walked = stepper(NETS["skip"])
    pictures = []
    for cursor in range(len(walked.instructions) + 1):
        walked.run_to(cursor)
        bar.show_stepper(walked)
        pictures.append(bar.grab().toImage())
    kept_picture._kept.cache_clear()
    for cursor in reversed(range(len(walked.instructions) + 1)):
        walked.run_to(cursor)
        bar.show_stepper(walked)
        assert bar.grab().toImage() == pictures[cursor]
    assert all(one != other for one, other in pairwise(pictures))


def test_nothing_behind_it_is_painted(qtbot: QtBot) -> None:
    panel, bar = shown(qtbot)
    walked = stepper(NETS["skip"])
    bar.show_stepper(walked)
    qtbot.wait(20)
    behind, before = EventCount(panel, QEvent.Type.Paint), EventCount(bar, QEvent.Type.Paint)
    walked.step()
    bar.show_stepper(walked)
    qtbot.wait(20)
    assert (behind.count, before.count) == (0, 1)
    bar.show_stepper(walked)
    qtbot.wait(20)
    assert before.count == 1


def test_the_keyboard_is_seen_in_it(qtbot: QtBot) -> None:
    panel, bar = shown(qtbot)
    bar.show_stepper(stepper(NETS["skip"]))
    panel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.setFocus()
    without = bar.grab().toImage()
    bar.setFocus()
    assert bar.grab().toImage() != without
