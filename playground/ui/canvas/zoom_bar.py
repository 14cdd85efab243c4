"""Buttons in a corner of the canvas: smaller, the zoom itself (back to 100 %), larger, and fit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from playground.ui.canvas.zoom_view import ZoomView
from playground.ui.icons import refresh_icons, set_icon
from playground.ui.palette import Theme


class ZoomBar(QWidget):
    """Zoom by mouse or keyboard."""

    def __init__(self, view: ZoomView) -> None:
        super().__init__(view)
        self._view = view
        self._smaller, self.zoom_button = QPushButton(self), QPushButton("100 %", self)
        self._larger, self.fit_button = QPushButton(self), QPushButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button, icon, words in self._table():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(words)
            button.setAccessibleName(words)
            if icon:
                set_icon(button, icon, view.theme)
                button.setFixedWidth(32)
            row.addWidget(button)
        self.zoom_button.setFixedWidth(58)
        self._smaller.clicked.connect(view.zoom_out)
        self.zoom_button.clicked.connect(view.reset_zoom)
        self._larger.clicked.connect(view.zoom_in)
        view.view_changed.connect(self._show_zoom)
        self.adjustSize()

    def changeEvent(self, event: QEvent) -> None:
        """Be as large as the buttons are in another style."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.adjustSize()

    def set_theme(self, theme: Theme) -> None:
        """Redraw the icons."""
        refresh_icons(self, theme)

    def _table(self) -> tuple[tuple[QPushButton, str, str], ...]:
        return (
            (self._smaller, "zoom-out", "Zoom out"),
            (self.zoom_button, "", "Zoom to 100 %"),
            (self._larger, "zoom-in", "Zoom in"),
            (self.fit_button, "fit", "Show the whole network"),
        )

    def _show_zoom(self) -> None:
        self.zoom_button.setText(f"{round(self._view.zoom * 100)} %")
