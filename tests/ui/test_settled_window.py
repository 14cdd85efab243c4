"""What is laid out anew within a panel within a panel is so before the window is painted."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.ui.settled_window import SettledWindow
from tests.event_count import EventCount

DEPTH = 4


def within(part: QWidget) -> QWidget:
    """A panel that is as high as its part."""
    panel = QWidget()
    layout = QVBoxLayout(panel)
    layout.addWidget(part)
    layout.addStretch(1)
    return panel


def test_a_text_that_moves_what_is_around_it_is_painted_once(qtbot: QtBot) -> None:
    label, window = QLabel("12"), SettledWindow()
    panel: QWidget = label
    for _ in range(DEPTH):
        panel = within(panel)
    window.setCentralWidget(panel)
    qtbot.addWidget(window)
    window.resize(300, 300)
    window.show()
    qtbot.waitExposed(window)
    qtbot.wait(20)
    redraws, before = EventCount(window, QEvent.Type.UpdateRequest), label.height()
    label.setText("34\n56")
    qtbot.wait(20)
    assert label.height() > before
    assert redraws.count == 1
