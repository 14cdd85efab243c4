"""What if a number were another: the loss of the engine beside the prediction; turned, typed, kept or discarded."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from pytestqt.qtbot import QtBot

from playground.engine.element_graph import Element, ElementGraph
from playground.engine.instruction import Ref
from playground.session.numbers import format_number
from playground.session.pass_point import point_of
from playground.session.what_if import WhatIf
from playground.ui.palette import LIGHT
from playground.ui.why.spun_number import SpunNumber
from playground.ui.why.what_if_page import WhatIfPage
from tests.session.walked_nets import NETS, stepper

GRAPH = ElementGraph(point_of(stepper(NETS["2-3-2 softmax"], 2)))
WEIGHT = GRAPH.element(Ref("hidden 1", "weights"), (1, 0))
MIDDLE = GRAPH.element(Ref("hidden 1", "activation"), (0, 1))
INPUT = GRAPH.element(Ref("input", "activation"), (0, 1))


def shown(qtbot: QtBot, element: Element = WEIGHT) -> WhatIfPage:
    """The page over an element, in sight."""
    page = WhatIfPage(LIGHT)
    qtbot.addWidget(page)
    page.resize(330, 400)
    page.show_element(GRAPH, element)
    page.show()
    return page


def turn(number: SpunNumber, by: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Turn the wheel over a number."""
    place, pixels, phase = QPointF(5, 5), QPoint(), Qt.ScrollPhase.NoScrollPhase
    none = Qt.MouseButton.NoButton
    number.wheelEvent(QWheelEvent(place, place, pixels, QPoint(0, by), none, modifiers, phase, False))


def test_a_typed_number_shows_the_loss_of_the_engine(qtbot: QtBot) -> None:
    page, what = shown(qtbot), WhatIf(GRAPH)
    page.number.setFocus()
    page.number.selectAll()
    qtbot.keyClicks(page.number, "0.75")
    qtbot.keyClick(page.number, Qt.Key.Key_Return)
    outcome = what.change(WEIGHT, 0.75)
    numbers = (outcome.before, outcome.after, outcome.change, outcome.predicted, outcome.difference)
    assert page.lines.texts() == [format_number(number, 8) for number in numbers]
    assert page.number.accessibleDescription().startswith("loss ")


def test_the_wheel_and_the_keys_turn_it_through_zero(qtbot: QtBot) -> None:
    page = shown(qtbot)
    page.number.fill(0.005)
    turn(page.number, -120)
    assert page.number.text() == "-0.005"
    turn(page.number, 60)
    assert page.number.text() == "-0.005"
    turn(page.number, 60)
    assert page.number.text() == "0.005"
    turn(page.number, 120, Qt.KeyboardModifier.ControlModifier)
    assert page.number.text() == "0.105"
    qtbot.keyClick(page.number, Qt.Key.Key_PageDown)
    assert page.number.text() == "0.005"


def test_what_is_no_number_is_refused_in_words(qtbot: QtBot) -> None:
    page = shown(qtbot)
    page.number.selectAll()
    qtbot.keyClicks(page.number, "many")
    qtbot.keyClick(page.number, Qt.Key.Key_Return)
    assert page.number.accessibleDescription().startswith("Found “many”")
    assert not page.keep.isEnabled()


def test_changes_stay_while_other_numbers_are_looked_at_and_go_together(qtbot: QtBot) -> None:
    page = shown(qtbot)
    page.number.step(10)
    page.show_element(GRAPH, INPUT)
    page.number.step(-10)
    assert page.changes.text().count("→") == 2
    with qtbot.waitSignal(page.keep_requested) as heard:
        page.keep.click()
    assert set(heard.args[0].changes) == {WEIGHT, INPUT}
    page.discard.click()
    assert page.changes.text() == ""
    assert not page.keep.isEnabled()
    assert float(page.number.text()) == GRAPH.value(INPUT)


def test_a_value_in_the_middle_can_be_tried_but_not_kept(qtbot: QtBot) -> None:
    page = shown(qtbot, MIDDLE)
    page.number.step(10)
    assert page.discard.isEnabled()
    assert not page.keep.isEnabled()


@pytest.mark.parametrize("element", [WEIGHT, MIDDLE, INPUT])
def test_looking_changes_nothing(qtbot: QtBot, element: Element) -> None:
    page = shown(qtbot, element)
    assert page.lines.texts()[0] == page.lines.texts()[1]
    assert not page.discard.isEnabled()
