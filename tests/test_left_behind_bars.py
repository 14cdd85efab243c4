"""Tab bars that Qt leaves behind leave the window; those that are needed stand where they belong, however often the
workspace changes."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QTabBar
from pytestqt.qtbot import QtBot

from playground.ui.workspaces import Workspace
from tests.user import User


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> Iterator[User]:
    """Someone in front of the window."""
    someone = User(qtbot, qapp)
    yield someone
    someone.close()


def test_every_tab_bar_in_the_window_stands_on_its_dock(user: User, qtbot: QtBot) -> None:
    window = user.wiring.window
    left = QTabBar(window)  # as Qt leaves them
    left.addTab("Steps")
    left.setGeometry(0, 767, 208, 30)
    left.show()
    for workspace in (
        Workspace.STEP,
        Workspace.TRAIN,
        Workspace.BUILD,
        Workspace.STEP,
        Workspace.TRAIN,
        Workspace.STEP,
    ):
        window.show_workspace(workspace)
        qtbot.wait(20)
        assert not left.geometry().intersects(window.rect())
        bars = window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
        inside = [bar for bar in bars if bar.isVisible() and bar.geometry().intersects(window.rect())]
        assert not any(window._is_left_behind(bar) for bar in inside)
        titles = {bar.tabText(place) for bar in inside for place in range(bar.count())}
        for dock in window.findChildren(QDockWidget):
            if dock.isVisible() and window.tabifiedDockWidgets(dock):
                assert dock.windowTitle() in titles, (workspace, dock.windowTitle())
