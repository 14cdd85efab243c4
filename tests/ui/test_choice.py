"""One of a closed list: short lists are simply opened, long ones are searched by typing a part of a title."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from playground.ui.choice import LONG, Choice

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the list of offers is a window of its own

TITLES = ("ReLU", "Leaky ReLU", "PReLU", "ELU", "SELU", "GELU", "SiLU", "Mish")
MANY = {f"key{number}": title for number, title in enumerate((*TITLES, *(f"Other {place}" for place in range(LONG))))}


@pytest.fixture
def choice(qtbot: QtBot) -> Choice:
    """A long list that shows its first entry."""
    made = Choice(MANY)
    qtbot.addWidget(made)
    made.fill("key0")
    made.show()
    return made


def told(choice: Choice) -> list[object]:
    """What is told from now on; the choice is refilled as its owner would."""
    heard: list[object] = []
    choice.entered.connect(heard.append)
    choice.entered.connect(choice.fill)
    return heard


def line(choice: Choice) -> QLineEdit:
    """Its text field, focused and selected."""
    found = choice.lineEdit()
    assert found is not None
    found.setFocus()
    found.selectAll()
    return found


def test_a_short_list_is_not_typed_into(qtbot: QtBot) -> None:
    short = Choice({"a": "A", "b": "B"})
    qtbot.addWidget(short)
    assert short.lineEdit() is None


@pytest.mark.parametrize(
    ("typed", "key"), [("gelu", "key5"), ("leaky", "key1"), ("ELU", "key3"), ("lu", "key0"), ("mi", "key7")]
)
def test_a_part_of_a_title_is_enough(choice: Choice, qtbot: QtBot, typed: str, key: str) -> None:
    heard, field = told(choice), line(choice)
    qtbot.keyClicks(field, typed)
    field.editingFinished.emit()
    assert heard == ([] if key == "key0" else [key])
    assert choice.currentData() == key
    assert field.text() == MANY[key]


def test_a_text_that_is_no_entry_stays_with_its_reason(choice: Choice, qtbot: QtBot) -> None:
    reasons: list[object] = []
    choice.refused.connect(reasons.append)
    heard, field = told(choice), line(choice)
    qtbot.keyClicks(field, "xyz")
    field.editingFinished.emit()
    choice.fill("key0")  # as a refreshed form does
    assert field.text() == "xyz"
    assert reasons == ["Found “xyz”, expected an entry of the list."]
    assert heard == []


def test_esc_brings_the_entry_back_and_an_empty_text_too(choice: Choice, qtbot: QtBot) -> None:
    heard, field = told(choice), line(choice)
    qtbot.keyClicks(field, "mish")
    qtbot.keyClick(choice, Qt.Key.Key_Escape)
    assert field.text() == "ReLU"
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    field.editingFinished.emit()
    assert field.text() == "ReLU"
    assert heard == []


def test_arrow_keys_go_through_the_list(choice: Choice, qtbot: QtBot) -> None:
    heard = told(choice)
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert heard == ["key1"]
