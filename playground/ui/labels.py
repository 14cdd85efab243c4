"""Small pieces every panel is put together from: plain-text labels, rules, notes and buttons that are links.

Labels never read tags: a file name with markup in it stays a file name. Knows the style sheet's kinds, no panel.
"""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QMargins, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

Box = TypeVar("Box", bound=QBoxLayout)


class WrappedLabel(QLabel):
    """A label of several lines that is as tall as its text needs at the width it gets, and no taller."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(40, super().minimumSizeHint().height())


def label(text: str = "", kind: str = "", wrap: bool = False) -> QLabel:
    """A plain-text label in one of the style sheet's kinds."""
    made = WrappedLabel(text) if wrap else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        made.setProperty("kind", kind)
    return made


def link(text: str) -> QPushButton:
    """A button that looks like a link."""
    made = QPushButton(text)
    made.setProperty("kind", "link")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def rule() -> QFrame:
    """A thin line between two parts of a panel."""
    made = QFrame()
    made.setProperty("kind", "rule")
    return made


def upright_rule() -> QFrame:
    """A thin line between two parts of a bar."""
    made = QFrame()
    made.setProperty("kind", "upright-rule")
    return made


def note(kind: str = "note") -> tuple[QFrame, QVBoxLayout]:
    """A card (`note`, `error-note`, `card` …) and the column inside it."""
    frame = QFrame()
    frame.setProperty("kind", kind)
    return frame, column(frame, spacing=4, margins=QMargins(12, 10, 12, 10))


def column(parent: QWidget | None = None, spacing: int = 8, margins: QMargins | None = None) -> QVBoxLayout:
    """Things below each other, without margins unless asked for."""
    made = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    return _spaced(made, spacing, margins)


def row(parent: QWidget | None = None, spacing: int = 8, margins: QMargins | None = None) -> QHBoxLayout:
    """Things beside each other, without margins unless asked for."""
    made = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    return _spaced(made, spacing, margins)


def scrolled(content: QWidget, name: str) -> QScrollArea:
    """A panel's content in an area that scrolls up and down only; `name` is for screen readers."""
    area = QScrollArea()
    area.setAccessibleName(name)
    area.setProperty("kind", "panel")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it, at once out of sight and soon altogether."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            clear(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def show_only_if(widget: QWidget, *, wanted: bool) -> None:
    """Show or hide a widget where it is not so yet: Qt takes its time over what is so already."""
    if widget.isHidden() == wanted:
        widget.setVisible(wanted)


def restyle(widget: QWidget, **properties: object) -> None:
    """Change dynamic properties and have the style sheet look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _spaced(made: Box, spacing: int, margins: QMargins | None) -> Box:
    made.setSpacing(spacing)
    made.setContentsMargins(margins or QMargins(0, 0, 0, 0))
    return made
