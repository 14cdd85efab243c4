"""The panel of breakpoints and watches offers to take lines away only where there are any."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from playground.ui.watch_panel.watch_panel import WatchPanel


def test_removal_is_offered_where_there_is_something_to_remove(qtbot: QtBot) -> None:
    panel = WatchPanel()
    qtbot.addWidget(panel)
    panel.show()
    offered = {one.accessibleName(): one for one in panel.findChildren(QPushButton) if "Remove" in one.text()}
    assert not any(one.isVisible() for one in offered.values())
    panel.show_breakpoints([("epoch = 40", True)])
    assert [name for name, one in offered.items() if one.isVisible()] == ["Remove from breakpoints"]
    panel.show_breakpoints([])
    assert not any(one.isVisible() for one in offered.values())
