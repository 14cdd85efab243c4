"""The dialog proposes a target, shows what comes out, and refuses in place; nothing is taken before it is accepted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLabel
from pytestqt.qtbot import QtBot

from playground.data.table import read_csv
from playground.ui.data_panel.csv_dialog import CsvDialog


@pytest.fixture
def flowers(tmp_path: Path) -> Path:
    """A table with a target of two classes in the last column, regression in the first."""
    file = tmp_path / "flowers.csv"
    rows = [f"{0.5 + i},{i % 3},{'rose' if i % 2 else 'lily'}" for i in range(20)]
    file.write_text("length,petals,kind\n" + "\n".join(rows))
    return file


def opened(qtbot: QtBot, path: Path | str = "") -> CsvDialog:
    """A visible dialog."""
    dialog = CsvDialog(str(path))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def texts(dialog: CsvDialog) -> str:
    """What can be read."""
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def can_be_used(dialog: CsvDialog) -> bool:
    """Whether the button is enabled."""
    box = dialog.findChild(QDialogButtonBox)
    return any(
        button.isEnabled()
        for button in box.buttons()
        if box.buttonRole(button) == QDialogButtonBox.ButtonRole.AcceptRole
    )


def test_without_a_file_there_is_nothing_to_use(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    assert dialog.imported is None
    assert not can_be_used(dialog)
    assert not dialog.findChild(QComboBox).isEnabled()


def test_the_last_column_is_proposed(qtbot: QtBot, flowers: Path) -> None:
    dialog = opened(qtbot, flowers)
    assert dialog.imported == read_csv(flowers, "kind")
    assert "20 samples · 2 features · 2 classes" in texts(dialog)
    assert "Classes: lily, rose" in texts(dialog)
    assert can_be_used(dialog)


def test_another_target_can_be_chosen(qtbot: QtBot, flowers: Path) -> None:
    dialog = opened(qtbot, flowers)
    choice = dialog.findChild(QComboBox)
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Home)
    assert "column 'kind'" in texts(dialog)  # a text among the features
    assert dialog.imported is None
    assert not can_be_used(dialog)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\n1,2\nx,3\n", "line 3, column 'a': found 'x', expected a number."),
        (b"", "expected"),
        (b"a,b\n1\n", "expected"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(qtbot: QtBot, tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "bad.csv"
    file.write_bytes(content)
    dialog = opened(qtbot, file)
    assert words in texts(dialog)
    assert not can_be_used(dialog)


def test_a_good_file_after_a_bad_one_takes_the_reason_away(qtbot: QtBot, tmp_path: Path, flowers: Path) -> None:
    dialog = opened(qtbot, tmp_path / "missing.csv")
    assert "missing.csv" in texts(dialog)
    dialog.open_path(str(flowers))
    assert can_be_used(dialog)
    assert "missing" not in texts(dialog)
