"""The document's name stands in the title and at the end of the menu bar; told again, it costs nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.event_count import EventCount
from tests.user import User


def test_only_another_name_repaints_the_menu_bar(qtbot: QtBot, qapp: QApplication) -> None:
    user = User(qtbot, qapp)
    user.window.show_title("net")
    user.settle()
    redraws = EventCount(user.window.menuBar(), QEvent.Type.Paint)
    user.window.show_title("net")
    user.settle()
    assert redraws.count == 0
    user.window.show_title("another")
    user.settle()
    assert redraws.count > 0
    corner = user.window.menuBar().cornerWidget()
    assert corner is not None
    assert corner.width() >= corner.sizeHint().width()
    assert user.window.windowTitle() == "another — Backprop Playground"
    user.close()
