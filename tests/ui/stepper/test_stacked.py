"""Parts in an area that scrolls: below each other, hidden ones left out, as high as their width makes them."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from playground.ui.labels import label
from playground.ui.stepper.stacked import Stacked

_LEFT = 14  # of every part


class Part(QWidget):
    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self._size = QSize(width, height)

    def sizeHint(self) -> QSize:
        return self._size


def stack_of(qtbot: QtBot, *parts: QWidget) -> Stacked:
    stacked = Stacked()
    qtbot.addWidget(stacked)
    stacked.resize(200, 120)
    for part in parts:
        stacked.add(part)
    stacked.arrange()
    stacked.show()
    return stacked


def test_parts_stand_below_each_other_in_the_sizes_they_ask_for(qtbot: QtBot) -> None:
    first, hidden, last = Part(50, 20), Part(90, 40), Part(60, 30)
    hidden.hide()
    stacked = stack_of(qtbot, first, hidden, last)
    assert (first.size(), last.size()) == (QSize(50, 20), QSize(60, 30))
    assert first.y() + 20 < last.y() < first.y() + 40
    assert first.x() == last.x()
    assert not stacked.verticalScrollBar().isVisible()


def test_what_does_not_fit_is_scrolled(qtbot: QtBot) -> None:
    stacked = stack_of(qtbot, Part(400, 20), Part(50, 500))
    assert stacked.verticalScrollBar().maximum() > 0
    assert stacked.horizontalScrollBar().maximum() > 0


def test_nothing_is_scrolled_aside_for_a_margin(qtbot: QtBot) -> None:
    narrow = stack_of(qtbot, Part(50, 500))
    room = narrow.viewport().width() - _LEFT
    for width, scrolled in ((room, False), (room + 1, True)):
        stacked = stack_of(qtbot, Part(width, 500))
        assert (stacked.horizontalScrollBar().maximum() > 0) is scrolled


def test_a_text_of_several_lines_has_the_whole_width(qtbot: QtBot) -> None:
    words = label("several words " * 12, wrap=True)
    below = Part(10, 10)
    stacked = stack_of(qtbot, words, below)
    high = words.height()
    assert below.y() >= words.y() + high
    stacked.resize(600, 120)
    assert words.height() < high
