"""Parts stand beside each other where there is room, and below each other where there is none; none is cut."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from playground.ui.turning_row import TurningRow


def test_the_row_turns(qtbot: QtBot) -> None:
    row, parts = TurningRow(400), (QPushButton("one"), QPushButton("and another one"))
    qtbot.addWidget(row)
    for part in parts:
        row.add(part)
    row.show()
    for width, beside in ((500, True), (300, False), (400, True)):
        row.resize(width, 120)
        row.layout().activate()
        assert (parts[0].y() == parts[1].y()) is beside
    assert row.minimumSizeHint().width() == max(part.minimumSizeHint().width() for part in parts)
