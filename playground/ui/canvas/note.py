"""A sentence beside the pointer: why a wire is refused, or what the keys do at the moment. Plain text only."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

LINGER = 4_000  # milliseconds a refusal stays after the gesture
_WIDEST = 380


class Note(QFrame):
    """A small card over the canvas that never takes the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 7, 10, 7)
        column.addWidget(self._label)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence."""
        return self._label.text()

    def say(self, sentence: str, at: QPoint, *, error: bool = True, linger: bool = False) -> None:
        """Show a sentence near a point of the parent, inside it; an empty one hides the note."""
        self._timer.stop()
        if not sentence:
            self.hide()
            return
        self._dress("error-note" if error else "note")
        self._label.setText(sentence[:1].upper() + sentence[1:])
        self._label.setMinimumWidth(min(_WIDEST, self._label.fontMetrics().horizontalAdvance(sentence) + 8))
        self.adjustSize()
        self.move(self._inside(at + QPoint(16, 18)))
        self.show()
        self.raise_()
        if linger:
            self._timer.start(LINGER)

    def stay_inside(self) -> None:
        """The parent has another size."""
        self.move(self._inside(self.pos()))

    def hideEvent(self, event: object) -> None:
        """A hidden note waits for nothing."""
        self._timer.stop()

    def _dress(self, kind: str) -> None:
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            self.style().unpolish(self)
            self.style().polish(self)

    def _inside(self, corner: QPoint) -> QPoint:
        room = self._over.size() - self.size()
        return QPoint(max(4, min(corner.x(), room.width() - 4)), max(4, min(corner.y(), room.height() - 4)))
