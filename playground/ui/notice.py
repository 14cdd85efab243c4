"""One line above the canvas for what the user must know: an error stays until it is closed, a remark goes by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy

from playground.ui.announcing import announce
from playground.ui.labels import restyle
from playground.ui.sentences import sentence

REMARK_TIME = 5000  # milliseconds a remark is shown


class Notice(QFrame):
    """A sentence with a button to close it; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = QPushButton("Close")
        close.setProperty("kind", "quiet")
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 12, 6)
        layout.addWidget(self._text, 1)
        layout.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown, empty when hidden."""
        return "" if self.isHidden() else self._text.text()

    def error(self, message: object) -> None:
        """Show what went wrong until the user closes it."""
        self._timer.stop()
        self._show("error-note", str(message))

    def tell(self, message: object) -> None:
        """Show a sentence that is no error until the user closes it."""
        self._timer.stop()
        self._show("note", str(message))

    def remark(self, message: object) -> None:
        """Show a remark for a few seconds."""
        self._timer.start(REMARK_TIME)
        self._show("note", str(message))

    def _show(self, kind: str, message: str) -> None:
        told = sentence(message)
        restyle(self, kind=kind)
        self._text.setText(told)
        self.setAccessibleName(told)
        self.show()
        announce(self, told, urgent=kind == "error-note")
