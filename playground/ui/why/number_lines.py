"""Numbers below each other: what each is, its digits, and a remark; the digits stand in one column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from playground.ui.labels import label

Line = tuple[str, str, str]  # what it is, the number, a remark or nothing


class NumberLines(QWidget):
    """Shows lines; the labels are kept and only told new texts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 6, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._labels: list[tuple[QLabel, QLabel, QLabel]] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these, always as many."""
        while len(self._labels) < len(lines):
            self._add()
        for labels, texts in zip(self._labels, lines, strict=True):
            for each, text in zip(labels, texts, strict=True):
                each.setText(text)
            labels[1].setAccessibleName(" ".join((*texts[:2], texts[2])).strip())
            labels[2].setVisible(bool(texts[2]))

    def texts(self) -> list[str]:
        """The numbers as they stand there."""
        return [labels[1].text() for labels in self._labels]

    def spoken(self) -> list[str]:
        """The lines for ears."""
        return [labels[1].accessibleName() for labels in self._labels]

    def _add(self) -> None:
        labels, at = (label(kind="muted"), label(kind="mono"), label(kind="caption")), 2 * len(self._labels)
        labels[1].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(labels[0], at, 0)
        self._grid.addWidget(labels[1], at, 1, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(labels[2], at + 1, 0, 1, 2, Qt.AlignmentFlag.AlignRight)
        self._labels.append(labels)
