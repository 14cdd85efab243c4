"""The list of recently opened files, each a button with its name and, smaller, its folder."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from playground.ui.labels import clear, column, label

MOST = 8
WIDTH = 232
SIZE = QSize(WIDTH, 44)


class RecentFile(QPushButton):
    """One file; the whole path is its tip."""

    chosen = Signal(object)  # the path

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path
        shown = path.encode("utf-8", "replace").decode()
        folder, name = os.path.split(shown)
        self.setProperty("kind", "quiet")
        self.setToolTip(shown)
        self.setAccessibleName(f"Open {name}")
        self.setAccessibleDescription(shown)
        lines = column(self, spacing=0, margins=QMargins(8, 4, 8, 4))
        for text, kind in ((name, ""), (folder, "caption")):
            part = label(kind=kind)
            part.setText(part.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, WIDTH - 20))
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            lines.addWidget(part)
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(self._path)

    def sizeHint(self) -> QSize:
        """Two lines."""
        return SIZE

    def minimumSizeHint(self) -> QSize:
        """Two lines; the style sheet knows only buttons of one."""
        return SIZE


class RecentFiles(QWidget):
    """Hidden while there are none."""

    chosen = Signal(object)  # the path

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(self, spacing=2)
        self.hide()

    def show_paths(self, paths: Sequence[str]) -> None:
        """Replace the list, newest first."""
        clear(self._lines)
        self._lines.addWidget(label("RECENT", "title"))
        for path in paths[:MOST]:
            shown = RecentFile(path)
            shown.chosen.connect(self.chosen)
            self._lines.addWidget(shown)
        self.setVisible(bool(paths))
