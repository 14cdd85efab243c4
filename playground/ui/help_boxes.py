"""The boxes of the Help menu: all keyboard shortcuts, made from the table of actions, and what this program is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QMessageBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from playground import __version__
from playground.ui.actions import ACTIONS
from playground.ui.canvas.keys import SHORTCUTS

_FIT = QHeaderView.ResizeMode


def shortcuts_box(parent: QWidget, actions: Mapping[str, QAction]) -> QDialog:
    """A table of every command with its keys."""
    rows = [
        (_plain(spec.menu.replace("/", " › ")), _plain(actions[spec.name].text()), _keys(actions[spec.name]))
        for spec in ACTIONS
        if spec.name in actions and _keys(actions[spec.name])
    ]
    box = QDialog(parent)
    box.setWindowTitle("Keyboard shortcuts")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.resize(640, 720)
    layout = QVBoxLayout(box)
    rows += [("Canvas", words, keys) for keys, words in SHORTCUTS]
    layout.addWidget(_table(rows))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(box.reject)
    layout.addWidget(buttons)
    return box


def about_box(parent: QWidget) -> QMessageBox:
    """Name, version, licence."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("About Backprop Playground")
    box.setText(f"Backprop Playground {__version__}")
    box.setInformativeText(
        "A debugger for gradient descent: every number on the screen is the one that trains.\n\n"
        "Free software under the MIT licence. It uses Qt (LGPL), NumPy and pyqtgraph."
    )
    return box


def _plain(text: str) -> str:
    """A menu's text without its marks."""
    return text.replace("&", "").rstrip("…")


def _keys(action: QAction) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(keys.toString(native) for keys in action.shortcuts() if not keys.isEmpty())


def _table(rows: list[tuple[str, str, str]]) -> QTableWidget:
    table = QTableWidget(len(rows), 3)
    table.setHorizontalHeaderLabels(["Menu", "Command", "Keys"])
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.setItem(row, column, QTableWidgetItem(text))
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    for column, mode in enumerate((_FIT.ResizeToContents, _FIT.Stretch, _FIT.ResizeToContents)):
        table.horizontalHeader().setSectionResizeMode(column, mode)
    return table
