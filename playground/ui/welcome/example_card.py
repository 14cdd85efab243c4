"""One example as a card that is a button: a picture of its network, its title, one sentence."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy

from playground.document.diagram import Diagram
from playground.document.examples import Example
from playground.ui.labels import column, label
from playground.ui.palette import LIGHT, Theme
from playground.ui.welcome.network_picture import network_pixmap

WIDTH, HEIGHT = 252, 184
PICTURE = QSize(WIDTH - 24, 96)


class ExampleCard(QPushButton):
    """Clicked or pressed, it tells its key."""

    chosen = Signal(object)  # the example's key

    def __init__(self, example: Example, diagram: Diagram, theme: Theme = LIGHT) -> None:
        super().__init__()
        self._key, self._diagram = example.key, diagram
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("kind", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(example.title)
        self.setAccessibleDescription(example.description)
        self._picture = QLabel()
        self._picture.setFixedSize(PICTURE)
        lines = column(self, spacing=4, margins=QMargins(12, 12, 12, 10))
        description = label(example.description, "muted", wrap=True)
        description.setAlignment(Qt.AlignmentFlag.AlignTop)
        for part in (self._picture, label(example.title, "heading"), description):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            lines.addWidget(part)
        lines.addStretch(1)
        self.clicked.connect(self._choose)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Paint the picture in another theme."""
        self._picture.setPixmap(network_pixmap(self._diagram, PICTURE, theme, self.devicePixelRatioF()))

    def _choose(self) -> None:
        self.chosen.emit(self._key)

    def sizeHint(self) -> QSize:
        """All cards are of one size."""
        return QSize(WIDTH, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """All cards are of one size."""
        return QSize(WIDTH, HEIGHT)
