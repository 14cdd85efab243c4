"""Labels show text as it is, and a cleared layout is empty at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from playground.ui.labels import clear, column, label, row


@pytest.mark.parametrize("wrap", [False, True])
def test_markup_in_a_label_is_text(qapp: QApplication, wrap: bool) -> None:
    assert label("<b>bold</b>", wrap=wrap).textFormat() == Qt.TextFormat.PlainText


def test_clearing_takes_nested_lines_too(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    lines, inner = column(holder), row()
    inner.addWidget(label("inside"))
    lines.addLayout(inner)
    lines.addWidget(label("below"))
    clear(lines)
    assert lines.count() == 0
    assert not [child for child in holder.findChildren(QWidget) if child.isVisibleTo(holder)]
