"""The line above a plot: title, keys, a reading."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from playground.ui.palette import DARK
from playground.ui.plots.plot_header import CurveKey, PlotHeader, empty_label


def test_titles_are_small_capitals_and_can_be_hidden(qtbot: QtBot) -> None:
    header = PlotHeader("Loss")
    qtbot.addWidget(header)
    header.set_title("Accuracy")
    header.set_reading("epoch 3")
    assert [label.text() for label in header.findChildren(QLabel)] == ["ACCURACY", "epoch 3"]
    header.set_title_visible(False)
    assert header.findChildren(QLabel)[0].isHidden()


def test_keys_follow_the_theme(qtbot: QtBot) -> None:
    header, key = PlotHeader("Loss"), CurveKey("train", "ink")
    qtbot.addWidget(header)
    header.add(key)
    before = key.grab().toImage()
    header.set_theme(DARK)
    assert key.grab().toImage() != before


def test_labels_take_plain_text(qtbot: QtBot) -> None:
    label = empty_label("<b>nothing</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
