"""A formula is typed with its error in sight, its names and their numbers, and becomes a document on Create."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from playground.session.formula import Formula
from playground.ui.graph.formula_dialog import START, FormulaDialog
from playground.ui.graph.names_model import LEARN, VALUE


@pytest.fixture
def dialog(qtbot: QtBot) -> FormulaDialog:
    """The dialog as it opens."""
    made = FormulaDialog()
    qtbot.addWidget(made)
    made.show()
    return made


def texts(dialog: FormulaDialog) -> str:
    """What can be read."""
    return "\n".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())


def test_it_opens_with_an_example_that_can_be_made_at_once(dialog: FormulaDialog) -> None:
    assert dialog.formula == START
    assert "L = 9.000" in texts(dialog)
    assert dialog.create_button.isEnabled()


def test_typing_replaces_the_example_and_offers_its_names(dialog: FormulaDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.text, "sin(t)*t")
    assert dialog.formula.names == ("t",)
    assert dialog.names.rowCount() == 1
    assert "0.8415" in texts(dialog)


def test_an_error_stands_below_with_its_column_and_nothing_can_be_made(dialog: FormulaDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.text, "a + b c")
    assert "column" in texts(dialog)
    assert not dialog.create_button.isEnabled()
    assert len(dialog.text.extraSelections()) == 1
    dialog.text.selectAll()
    qtbot.keyClick(dialog.text, Qt.Key.Key_Delete)
    assert not dialog.create_button.isEnabled()


def test_a_formula_typed_elsewhere_waits_for_its_numbers(dialog: FormulaDialog) -> None:
    dialog.take(Formula("a*b", {"a": 4.0}))
    assert dialog.text.toPlainText() == "a*b"
    assert dialog.names.formula.names == ("a", "b")
    assert "4.000" in texts(dialog)
    assert dialog.table.currentIndex() == dialog.names.index(0, VALUE)
    assert dialog.focusWidget() is dialog.table
    dialog.take(Formula("1 + 2"))
    assert dialog.focusWidget() is dialog.create_button


def test_a_number_is_typed_into_its_row(dialog: FormulaDialog) -> None:
    place = dialog.names.index(dialog.formula.names.index("x"), VALUE)
    assert dialog.names.setData(place, "4")
    assert dialog.formula.number("x") == 4.0
    assert not dialog.names.setData(place, "four")
    assert "expected a number" in texts(dialog)
    assert dialog.formula.number("x") == 4.0


def test_learning_is_checked_by_the_space_bar(dialog: FormulaDialog, qtbot: QtBot) -> None:
    place = dialog.names.index(dialog.formula.names.index("x"), LEARN)
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(place)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert "x" in dialog.formula.learned
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert "x" not in dialog.formula.learned


def test_every_cell_is_spoken(dialog: FormulaDialog) -> None:
    row = dialog.formula.names.index("w2")
    words = [dialog.names.data(dialog.names.index(row, at), Qt.ItemDataRole.AccessibleTextRole) for at in range(3)]
    assert words == ["w2", "w2 is 2", "w2 learns"]
