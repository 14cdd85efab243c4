"""One example as a card that is a button: a picture of its network, its title, one sentence.

The picture is drawn when the card is first seen; reading all files before would keep the page waiting.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMargins, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from playground.document.diagram import Diagram
from playground.document.examples import Example
from playground.ui.labels import column, label
from playground.ui.palette import LIGHT, Theme
from playground.ui.welcome.network_picture import network_pixmap

WIDTH, HEIGHT = 252, 184
PICTURE = QSize(WIDTH - 24, 96)


class CardPicture(QWidget):
    """A network, drawn on the first paint."""

    def __init__(self, diagram: Callable[[], Diagram], theme: Theme) -> None:
        super().__init__()
        self._diagram, self._theme = diagram, theme
        self._drawn: QPixmap | None = None
        self.setFixedSize(PICTURE)

    def set_theme(self, theme: Theme) -> None:
        """Draw anew in another theme."""
        self._theme, self._drawn = theme, None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the picture."""
        if self._drawn is None:
            self._drawn = network_pixmap(self._diagram(), PICTURE, self._theme, self.devicePixelRatioF())
        with QPainter(self) as painter:
            painter.drawPixmap(QPoint(), self._drawn)


class ExampleCard(QPushButton):
    """Clicked or pressed, it tells its key."""

    chosen = Signal(object)  # the example's key

    def __init__(self, example: Example, diagram: Callable[[], Diagram], theme: Theme = LIGHT) -> None:
        super().__init__()
        self._key = example.key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("kind", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(example.title)
        self.setAccessibleDescription(example.description)
        self._picture = CardPicture(diagram, theme)
        lines = column(self, spacing=4, margins=QMargins(12, 12, 12, 10))
        description = label(example.description, "muted", wrap=True)
        description.setAlignment(Qt.AlignmentFlag.AlignTop)
        for part in (self._picture, label(example.title, "heading"), description):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            lines.addWidget(part)
        lines.addStretch(1)
        self.clicked.connect(self._choose)

    def set_theme(self, theme: Theme) -> None:
        """Paint the picture in another theme."""
        self._picture.set_theme(theme)

    def _choose(self) -> None:
        self.chosen.emit(self._key)

    def sizeHint(self) -> QSize:
        """All cards are of one size."""
        return QSize(WIDTH, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """All cards are of one size."""
        return QSize(WIDTH, HEIGHT)
