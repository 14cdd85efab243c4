"""What the explanation says while there is no step to explain: a heading and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QWidget

from playground.ui.labels import column, label


class AdvicePage(QWidget):
    """A heading with a sentence or two below it."""

    def __init__(self, sides: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading, self._advice = label(kind="heading"), label(kind="muted", wrap=True)
        layout = column(self, margins=QMargins(sides, 20, sides, 16))
        layout.addWidget(self._heading)
        layout.addWidget(self._advice)
        layout.addStretch(1)

    def give(self, heading: str, advice: str) -> None:
        """Say this."""
        self._heading.setText(heading)
        self._advice.setText(advice)
