"""The palette lists the catalogue by group; a double click, Enter or a drag takes an operation from it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add
from playground.ui.layers_panel.layers_panel import LayersPanel, OperationButton
from playground.ui.operation_drag import from_mime

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def shown(qtbot: QtBot) -> LayersPanel:
    """A palette of the width it has in the window."""
    panel = LayersPanel()
    qtbot.addWidget(panel)
    panel.resize(208, 500)
    panel.show()
    return panel


def button(panel: LayersPanel, operation: type) -> OperationButton:
    """The button of an operation."""
    return next(found for found in panel.findChildren(OperationButton) if found.operation is operation)


def test_every_operation_is_offered_in_the_catalogues_order(qtbot: QtBot) -> None:
    panel = shown(qtbot)
    assert [found.operation for found in panel.findChildren(OperationButton)] == list(OPERATIONS.values())
    headings = [label.text() for label in panel.findChildren(QLabel)]
    assert headings == list(dict.fromkeys(operation.group for operation in OPERATIONS.values()))


def test_a_double_click_and_enter_add_a_single_click_does_not(qtbot: QtBot) -> None:
    panel = shown(qtbot)
    added: list[object] = []
    panel.add_requested.connect(added.append)
    QTest.mouseClick(button(panel, Dense), LEFT)
    assert added == []
    QTest.mouseDClick(button(panel, Dense), LEFT)
    QTest.keyClick(button(panel, Add), Qt.Key.Key_Return)
    assert added == [Dense(), Add()]


def test_a_drag_carries_the_kind_of_the_operation(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = shown(qtbot)
    carried: list[QMimeData] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, _action: carried.append(drag.mimeData()))
    chosen = button(panel, Dense)
    QTest.mousePress(chosen, LEFT, NONE, QPoint(8, 8))
    QTest.mouseMove(chosen, QPoint(40, 20))
    assert [from_mime(data) for data in carried] == [Dense()]
    QTest.mouseRelease(chosen, LEFT, NONE, QPoint(40, 20))


def test_every_button_is_inside_the_panel_and_says_what_it_adds(qtbot: QtBot) -> None:
    panel = shown(qtbot)
    for found in panel.findChildren(OperationButton):
        assert found.mapTo(panel, found.rect().bottomRight()).x() < panel.width()
        assert found.operation.summary in found.toolTip()
        assert found.accessibleName() == f"Add {found.operation.title}"
