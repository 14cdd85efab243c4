"""The line above a plot: its title, a reading, the keys of its curves and its switches."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from playground.ui.fonts import ui_font
from playground.ui.palette import LIGHT, Theme

HEIGHT = 32
_SWATCH = 16
_SIZE = 12


class CurveKey(QWidget):
    """A short piece of a curve and its name."""

    def __init__(self, name: str, token: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        super().__init__()
        self._name, self._token, self._style, self._theme = name, token, style, LIGHT
        self.setFont(ui_font(_SIZE))
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """The piece and the name."""
        return QSize(_SWATCH + 6 + QFontMetrics(ui_font(_SIZE)).horizontalAdvance(self._name) + 2, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The piece and the name."""
        middle = self.height() / 2
        with QPainter(self) as painter:
            painter.setPen(QPen(QColor(getattr(self._theme, self._token)), 1.5, self._style))
            painter.drawLine(QLineF(0, middle, _SWATCH, middle))
            painter.setPen(QColor(self._theme.ink))
            painter.setFont(ui_font(_SIZE))
            painter.drawText(self.rect().adjusted(_SWATCH + 6, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._name)


class PlotHeader(QWidget):
    """Title at the left, reading in the middle, whatever is added at the right."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("kind", "panel-title")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._title, self._reading = plain_label(title.upper(), "title"), plain_label("", "mono")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(12)
        self._row.addWidget(self._title)
        self._row.addStretch()
        self._row.addWidget(self._reading)

    def add(self, widget: QWidget) -> None:
        """Put a key or a switch at the right end."""
        self._row.addWidget(widget)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title.upper())

    def set_title_visible(self, visible: bool) -> None:
        """Hide the title where a dock already shows it."""
        self._title.setVisible(visible)

    def set_reading(self, text: str) -> None:
        """Show the values under the mouse."""
        self._reading.setText(text)

    def set_theme(self, theme: Theme) -> None:
        """Keys follow the theme; the rest is the style sheet's."""
        for key in self.findChildren(CurveKey):
            key.set_theme(theme)


def plain_label(text: str, kind: str) -> QLabel:
    """A label of plain text in one of the style sheet's kinds."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("kind", kind)
    return label


def empty_label(text: str) -> QLabel:
    """What stands where nothing is to be seen yet."""
    label = plain_label(text, "muted")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    label.setMargin(16)
    return label
