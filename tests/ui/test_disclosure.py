"""A title that opens and closes: what it says, and what can be seen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from playground.ui.disclosure import Disclosure
from playground.ui.palette import LIGHT


def test_a_click_on_the_title_opens_and_closes(qtbot: QtBot) -> None:
    content = QLabel("inside")
    shown = Disclosure("Learning", content, LIGHT)
    qtbot.addWidget(shown)
    shown.show()
    head = shown.findChild(QPushButton)
    assert not content.isVisible()
    for state in ("open", "closed"):
        qtbot.mouseClick(head, Qt.MouseButton.LeftButton)
        assert content.isVisible() == (state == "open")
        assert head.accessibleName() == f"Learning, {state}"


def test_a_remark_can_be_read_while_it_is_closed(qtbot: QtBot) -> None:
    shown = Disclosure("Learning", QLabel("inside"), LIGHT)
    qtbot.addWidget(shown)
    shown.set_remark("W frozen")
    assert shown.findChild(QPushButton).text() == "Learning · W frozen"


def test_held_open_it_cannot_be_closed(qtbot: QtBot) -> None:
    content = QLabel("inside")
    shown = Disclosure("Loss", content, LIGHT)
    qtbot.addWidget(shown)
    shown.show()
    shown.refresh(held_open=True)
    assert content.isVisible()
    assert not shown.findChild(QPushButton).isEnabled()
    shown.refresh()
    assert not content.isVisible()
