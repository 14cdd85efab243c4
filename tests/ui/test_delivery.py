"""What is handed out arrives on the clipboard or in a file, and what fails is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from playground.ui.delivery import Delivery


@pytest.fixture
def heard(qtbot: QtBot) -> tuple[Delivery, list[str], list[str]]:
    """A delivery with what it has told and what it has failed at."""
    owner = QWidget()
    qtbot.addWidget(owner)
    made, told, failed = Delivery(owner), list[str](), list[str]()
    made.told.connect(told.append)
    made.failed.connect(failed.append)
    return made, told, failed


def test_a_text_is_handed_over(heard: tuple[Delivery, list[str], list[str]]) -> None:
    delivery, told, failed = heard
    delivery.hand_over("δz", "Copied.")
    assert QGuiApplication.clipboard().text() == "δz"
    assert (told, failed) == (["Copied."], [])


def test_a_file_is_written_or_it_is_said_why_not(heard: tuple[Delivery, list[str], list[str]], tmp_path: Path) -> None:
    delivery, told, failed = heard
    delivery.write(tmp_path / "a.txt", b"1", "Saved.")
    assert (tmp_path / "a.txt").read_bytes() == b"1"
    delivery.write(tmp_path / "none" / "a.txt", b"1", "Saved.")
    assert told == ["Saved."]
    assert len(failed) == 1
    assert "cannot be saved" in failed[0]
