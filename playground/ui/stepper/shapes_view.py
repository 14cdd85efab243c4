"""The reason of the shapes of an explained line, sentence by sentence; long ones are scrolled."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from playground.session.shape_reasons import shape_reason
from playground.ui.labels import column, label
from playground.ui.stepper.reading import Looked

_WIDEST = 560  # a line of words that the eye can follow


class ShapesView(QScrollArea):
    """Says how large every operand is, and what is turned and why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = label(wrap=True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.setMaximumWidth(_WIDEST)
        self._text.setAccessibleName("Reason of the shapes")
        content = QWidget()
        inside = column(content, margins=QMargins(4, 4, 8, 4))
        inside.addWidget(self._text)
        inside.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def show_element(self, looked: Looked) -> None:
        """Tell of another line."""
        sentences = shape_reason(looked.instruction).sentences
        self._text.setText("\n\n".join(sentences))
        self._text.setAccessibleDescription(" ".join(sentences))
