"""The dialog of derivations: any number, in symbols, numbers or as a worksheet, copied and saved as it is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from playground.session.derivation_page import to_text
from playground.session.derivation_sheet import Content, Subject, Variant, Wish
from playground.session.fractions import fractions_of
from playground.session.number_style import NumberForm, NumberStyle
from playground.session.value_names import found
from playground.ui.derivation.derivation_dialog import NO_BLANKS, DerivationDialog
from tests.session.derived import walked, walked_example


@pytest.fixture
def dialog(qtbot: QtBot) -> DerivationDialog:
    """The derivation of a weight's gradient."""
    made = walked("2-3-2 softmax", 1)
    shown = DerivationDialog(Subject(made, found(made, "dL/dW(1)", "2,1"), lambda _index: made.start.samples))
    qtbot.addWidget(shown)
    shown.show()
    return shown


def _words(dialog: DerivationDialog) -> str:
    return dialog.pages.accessibleDescription()


def _pick(qtbot: QtBot, dialog: DerivationDialog, title: str) -> None:
    """Type a choice's title where one number is chosen."""
    line = dialog.value.lineEdit()
    assert line is not None
    line.setText(title)  # at once, as the list that opens while typing wants a real keyboard
    line.setModified(True)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_it_begins_with_the_number_that_was_asked_about(dialog: DerivationDialog) -> None:
    assert _words(dialog).startswith("∂L/∂W₂,₁⁽¹⁾\n")
    assert dialog.value.currentText() == "∂L/∂W⁽¹⁾ (Hidden 1)"
    assert dialog.place.text() == "2,1"


def test_any_other_number_and_element_can_be_typed(dialog: DerivationDialog, qtbot: QtBot) -> None:
    _pick(qtbot, dialog, "dL/db(1)")
    assert _words(dialog).startswith("∂L/∂b₁⁽¹⁾\n")
    dialog.place.selectAll()
    qtbot.keyClicks(dialog.place, "3")
    qtbot.keyClick(dialog.place, Qt.Key.Key_Return)
    assert _words(dialog).startswith("∂L/∂b₃⁽¹⁾\n")


def test_a_place_that_is_not_there_is_said_and_the_page_stays(dialog: DerivationDialog, qtbot: QtBot) -> None:
    dialog.place.selectAll()
    qtbot.keyClicks(dialog.place, "9,9")
    qtbot.keyClick(dialog.place, Qt.Key.Key_Return)
    assert "expected one within 3 × 2" in dialog._error.text()
    assert _words(dialog).startswith("∂L/∂W₂,₁⁽¹⁾\n")


def test_symbols_numbers_and_a_worksheet_with_its_answers(dialog: DerivationDialog) -> None:
    dialog.options._choose_content(Content.SYMBOLS)
    assert "Given" not in _words(dialog)
    dialog.options._choose_content(Content.WORKSHEET)
    questions = _words(dialog)
    assert "____(1)" in questions
    dialog.options._choose_side("answers")
    assert _words(dialog).startswith("Answers: ∂L/∂W₂,₁⁽¹⁾\n")
    dialog.options._choose_content(Content.NUMBERS)
    assert "Answers" not in _words(dialog)


def test_another_seed_and_variant_give_another_sheet(dialog: DerivationDialog, qtbot: QtBot) -> None:
    dialog.options._choose_content(Content.WORKSHEET)
    seen = {_words(dialog)}
    qtbot.keyClick(dialog.options.seed, Qt.Key.Key_Up)
    seen.add(_words(dialog))
    dialog.options._choose_variant(Variant.WEIGHTS)
    seen.add(_words(dialog))
    assert len(seen) == 3
    assert dialog.options.wish == Wish(Content.WORKSHEET, seed=1, variant=Variant.WEIGHTS)
    dialog.options.seed.setText("-3")
    dialog.options.seed.setModified(True)
    dialog.options.seed._commit()
    assert "expected a seed from 0" in dialog.options._error.text()


def test_where_nothing_can_be_left_blank_it_is_said(dialog: DerivationDialog, qtbot: QtBot) -> None:
    _pick(qtbot, dialog, "a(0)")
    dialog.options._choose_content(Content.WORKSHEET)
    assert dialog._error.text() == NO_BLANKS


def test_numbers_are_written_in_the_style_of_the_window(dialog: DerivationDialog) -> None:
    dialog.write_numbers(NumberStyle(NumberForm.DECIMALS, 2))
    value = dialog._subject.sheet(dialog._ref, dialog._index, Wish()).derivation.value
    assert f"= {value:.2f}".replace("-", "−") in _words(dialog)


def test_what_is_seen_is_copied(dialog: DerivationDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.buttons["Copy as text"], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == _words(dialog)
    qtbot.mouseClick(dialog.buttons["Copy as LaTeX"], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith(r"\documentclass")
    assert dialog._told.text() == dialog.accessibleDescription() == "Copied as a LaTeX document."


@pytest.mark.parametrize("suffix", [".pdf", ".html", ".svg", ".png", ".tex", ".txt", ""])
def test_it_is_saved_in_the_format_of_its_name(
    dialog: DerivationDialog, qtbot: QtBot, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / f"page{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), "PDF (*.pdf)"))
    qtbot.mouseClick(dialog.buttons["Save…"], Qt.MouseButton.LeftButton)
    written = chosen if suffix else tmp_path / "page.pdf"
    assert dialog._told.text() == f"Saved as {written.name}."
    if suffix == ".txt":
        assert dialog.delivery.page is not None
        assert written.read_text("utf-8") == to_text(dialog.delivery.page)
    else:
        assert written.stat().st_size > 1000


def test_what_cannot_be_saved_is_said(
    dialog: DerivationDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "none" / "page.pdf"), ""))
    qtbot.mouseClick(dialog.buttons["Save…"], Qt.MouseButton.LeftButton)
    told, save = dialog._told, dialog.buttons["Save…"]
    assert "cannot be saved" in told.text()
    assert told.property("kind") == "field-error"
    assert told.mapTo(dialog, told.rect().center()).y() == pytest.approx(
        save.mapTo(dialog, save.rect().center()).y(), abs=4
    )
    assert not dialog._error.isVisible()
    assert dialog.accessibleDescription() == told.text()
    qtbot.mouseClick(dialog.buttons["Copy as text"], Qt.MouseButton.LeftButton)
    assert (told.text(), told.property("kind")) == ("Copied as text.", "muted")


def test_pages_are_scrolled_by_keys(dialog: DerivationDialog, qtbot: QtBot) -> None:
    dialog.options._choose_products(True)
    bar = dialog.pages.verticalScrollBar()
    qtbot.keyClick(dialog.pages, Qt.Key.Key_End)
    assert bar.value() == bar.maximum() > 0
    qtbot.keyClick(dialog.pages, Qt.Key.Key_Home)
    assert bar.value() == 0
    assert dialog.grab().toImage().pixelColor(700, 200).name() == "#ffffff"


def test_every_control_has_a_name(dialog: DerivationDialog) -> None:
    options = dialog.options
    controls = (dialog.value, dialog.place, options.content, options.seed, options.variant, options.side, dialog.pages)
    assert all(control.accessibleName() for control in controls)


def test_a_number_by_itself_has_no_place_to_type(dialog: DerivationDialog, qtbot: QtBot) -> None:
    assert dialog.place.isEnabled()
    _pick(qtbot, dialog, "L (Loss)")
    assert not dialog.place.isEnabled()


def test_the_numbers_of_a_graph_are_derived_as_fractions(qtbot: QtBot) -> None:
    made = walked_example("neuron")
    shown = DerivationDialog(Subject(made, found(made, "dL/dw2"), lambda _index: made.start.samples))
    qtbot.addWidget(shown)
    shown.write_numbers(NumberStyle(NumberForm.FRACTIONS, fractions=fractions_of(made)))
    assert _words(shown).endswith("Result: ∂L/∂w2 = −24\n")
