"""The palette lists the catalogue by group; a double click, Enter or a drag takes an operation from it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from playground.engine.operations.activations import Activation
from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.source import Input
from playground.ui.layers_panel.layers_panel import LayersPanel
from playground.ui.layers_panel.operation_button import OperationButton
from playground.ui.layers_panel.palette_words import OPEN_AT_FIRST, grouped, matching
from playground.ui.operation_drag import from_mime

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def shown(qtbot: QtBot) -> LayersPanel:
    """A whole palette of the width it has in the window."""
    panel = LayersPanel()
    panel.prepare()
    qtbot.addWidget(panel)
    panel.resize(208, 500)
    panel.show()
    return panel


def button(panel: LayersPanel, operation: type) -> OperationButton:
    """The button of an operation."""
    return next(found for found in panel.findChildren(OperationButton) if found.operation is operation)


def shown_kinds(panel: LayersPanel) -> list[type]:
    """The operations whose buttons can be seen."""
    return [found.operation for found in panel.findChildren(OperationButton) if found.isVisible()]


def test_every_operation_is_offered_by_group_in_the_catalogues_order(qtbot: QtBot) -> None:
    panel = shown(qtbot)
    offered = [found.operation for found in panel.findChildren(OperationButton)]
    places = {operation: place for place, operation in enumerate(OPERATIONS.values())}
    assert set(offered) == set(OPERATIONS.values())
    assert len(offered) == len(OPERATIONS)
    for group, kinds in grouped().items():
        assert {kind.group for kind in kinds} == {group}
        assert list(kinds) == sorted(kinds, key=places.__getitem__)


def test_closed_groups_get_their_buttons_when_they_are_opened_or_searched(qtbot: QtBot) -> None:
    panel = LayersPanel()
    qtbot.addWidget(panel)
    assert {found.operation.group for found in panel.findChildren(OperationButton)} == OPEN_AT_FIRST
    panel.search.setText("squared")
    assert len(panel.findChildren(OperationButton)) == len(OPERATIONS)


def test_a_beginner_sees_the_usual_layers_first_and_opens_the_rest(qtbot: QtBot) -> None:
    panel = shown(qtbot)
    assert shown_kinds(panel)[:3] == [Input, Dense, Activation]
    assert {kind.group for kind in shown_kinds(panel)} == OPEN_AT_FIRST
    head = next(found for found in panel.findChildren(QPushButton) if found.accessibleName() == "Loss, closed")
    QTest.mouseClick(head, LEFT)
    assert {kind.group for kind in shown_kinds(panel)} == OPEN_AT_FIRST | {"Loss"}
    assert head.accessibleName() == "Loss, open"


def test_a_search_looks_through_closed_groups_and_enter_adds_the_first(qtbot: QtBot) -> None:
    panel = shown(qtbot)
    added: list[object] = []
    panel.add_requested.connect(added.append)
    before = shown_kinds(panel)
    qtbot.keyClicks(panel.search, "squared err")
    assert shown_kinds(panel) == [MeanSquaredError]
    QTest.keyClick(panel.search, Qt.Key.Key_Return)
    assert added == [MeanSquaredError()]
    QTest.keyClick(panel.search, Qt.Key.Key_Escape)
    assert shown_kinds(panel) == before
    QTest.keyClick(panel.search, Qt.Key.Key_Return)
    assert len(added) == 1


def test_names_are_found_before_summaries_and_nothing_is_said_to_be_nothing(qtbot: QtBot) -> None:
    assert Add in matching(OPERATIONS.values(), "two paths")
    assert matching(OPERATIONS.values(), "dense") == (Dense,)
    panel = shown(qtbot)
    panel.search.setText("no such layer")
    assert shown_kinds(panel) == []
    assert any(found.isVisible() and "No layer" in found.text() for found in panel.findChildren(QLabel))


def test_a_button_in_a_closed_group_can_be_revealed(qtbot: QtBot) -> None:
    panel = shown(qtbot)
    panel.reveal(button(panel, MeanSquaredError))
    assert button(panel, MeanSquaredError).isVisible()


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
        panel.reveal(found)
        panel.resize(panel.size())
    qtbot.wait(1)
    for found in panel.findChildren(OperationButton):
        assert found.mapTo(panel, found.rect().bottomRight()).x() < panel.width()
        assert found.operation.summary in found.toolTip()
        assert found.accessibleName() == f"Add {found.operation.title}"
