"""A formula is typed on the page that greets: its value or its error in sight, Enter goes on, all by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from playground.session.formula import SAMPLES, Formula
from playground.ui.welcome.formula_entry import FormulaEntry


@pytest.fixture
def entry(qtbot: QtBot) -> FormulaEntry:
    """The line as it is first seen."""
    made = FormulaEntry()
    qtbot.addWidget(made)
    made.resize(232, 260)
    made.show()
    return made


def remark(entry: FormulaEntry) -> str:
    """What stands below the line."""
    return "\n".join(each.text() for each in entry.findChildren(QLabel))


def entered(entry: FormulaEntry) -> list[Formula]:
    """What is handed on from now on."""
    heard: list[Formula] = []
    entry.entered.connect(heard.append)
    return heard


def test_it_holds_a_formula_that_can_be_taken_as_it_is(entry: FormulaEntry, qtbot: QtBot) -> None:
    heard = entered(entry)
    assert "9.000" in remark(entry)
    assert "x = 3" in remark(entry)
    qtbot.keyClick(entry.line, Qt.Key.Key_Return)
    assert heard == [SAMPLES[0]]


def test_a_typed_formula_is_worth_something_at_once_and_enter_hands_it_on(entry: FormulaEntry, qtbot: QtBot) -> None:
    heard = entered(entry)
    entry.line.selectAll()
    qtbot.keyClicks(entry.line, "u**2 + 1")
    assert "2.000 at u = 1" in remark(entry)
    assert entry.line.accessibleDescription() in remark(entry)
    qtbot.keyClick(entry.line, Qt.Key.Key_Enter)
    assert [(formula.text, formula.names) for formula in heard] == [("u**2 + 1", ("u",))]


def test_an_error_names_its_column_and_enter_leads_to_it(entry: FormulaEntry, qtbot: QtBot) -> None:
    heard = entered(entry)
    entry.line.selectAll()
    qtbot.keyClicks(entry.line, "a + b c")
    assert "column 7" in remark(entry)
    assert entry.line.property("invalid") == "true"
    qtbot.keyClick(entry.line, Qt.Key.Key_Return)
    assert heard == []
    assert entry.line.selectedText() == "c"


def test_an_empty_line_is_no_error_and_nothing_to_go_on_with(entry: FormulaEntry, qtbot: QtBot) -> None:
    heard = entered(entry)
    entry.line.selectAll()
    qtbot.keyClick(entry.line, Qt.Key.Key_Delete)
    qtbot.keyClick(entry.line, Qt.Key.Key_Return)
    assert heard == []
    assert entry.line.property("invalid") == "false"


@pytest.mark.parametrize("formula", SAMPLES, ids=lambda formula: formula.text)
def test_samples_are_put_into_the_line_at_their_numbers(entry: FormulaEntry, qtbot: QtBot, formula: Formula) -> None:
    button = next(each for each in entry.findChildren(QPushButton) if each.text() == formula.text)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert entry.line.selectedText() == formula.text
    heard = entered(entry)
    qtbot.keyClick(entry.line, Qt.Key.Key_Return)
    assert heard == [formula]


def test_enter_presses_no_other_button_of_a_dialog(qtbot: QtBot) -> None:
    dialog, entry, other, pressed = QDialog(), FormulaEntry(), QPushButton("Other"), []
    qtbot.addWidget(dialog)
    lines = QVBoxLayout(dialog)
    lines.addWidget(other)
    lines.addWidget(entry)
    other.clicked.connect(lambda: pressed.append("other"))
    dialog.show()
    heard = entered(entry)
    entry.line.setFocus()
    qtbot.keyClick(entry.line, Qt.Key.Key_Return)
    assert (heard, pressed) == ([SAMPLES[0]], [])
