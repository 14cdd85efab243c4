"""One lesson twice in the real window, by mouse and by keys alone: the same state to the bit, and the same words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from tests.user import CONTROL, User


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> Iterator[User]:
    """Someone in front of a freshly opened window."""
    someone = User(qtbot, qapp)
    yield someone
    someone.close()


def test_the_keyboard_is_on_the_canvas_when_what_had_it_is_gone(user: User) -> None:
    user.press(Qt.Key.Key_2, CONTROL)
    user.wiring.panels.step_controls.findChild(QComboBox).setFocus()
    user.press(Qt.Key.Key_1, CONTROL)
    assert user.window.focusWidget() is user.canvas
