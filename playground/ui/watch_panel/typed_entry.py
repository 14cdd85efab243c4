"""A line to type an expression into: wrong ones are marked at once and say why below, right ones are added by Enter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from playground.ui.labels import column, label, row

Judge = Callable[[str], str]


class TypedEntry(QWidget):
    """`judge` says what is wrong with a text, nothing if it is right; until it is set every text is."""

    entered = Signal(object)  # a text that is right

    def __init__(self, name: str, example: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.judge: Judge = _right
        self.line, self._add, self._error = QLineEdit(), QPushButton("Add"), label("", "error", wrap=True)
        self.line.setPlaceholderText(example)
        self.line.setAccessibleName(name)
        self._add.setAccessibleName(f"Add {name.lower()}")
        self._error.hide()
        layout, entry = column(self, spacing=4), row(spacing=6)
        entry.addWidget(self.line, 1)
        entry.addWidget(self._add)
        layout.addLayout(entry)
        layout.addWidget(self._error)
        self.line.textChanged.connect(self._check)
        self.line.returnPressed.connect(self._enter)
        self._add.clicked.connect(self._enter)
        self._check()

    @property
    def problem(self) -> str:
        """What is wrong with the text as it stands; empty while there is none."""
        text = self.line.text().strip()
        return self.judge(text) if text else ""

    def _check(self) -> None:
        problem = self.problem
        self._error.setText(problem)
        self._error.setVisible(bool(problem))
        self.line.setAccessibleDescription(problem)
        self._add.setEnabled(bool(self.line.text().strip()) and not problem)

    def _enter(self) -> None:
        text = self.line.text().strip()
        if text and not self.problem:
            self.line.clear()
            self.entered.emit(text)


def _right(_text: str) -> str:
    return ""
