"""The bar of the Build workspace: undo, redo, arrange, fit, quick add, and at its end what the network amounts to."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from playground.ui.labels import label

BUTTONS = ("undo", "redo", "arrange", "fit")


class BuildBar(QWidget):
    """Buttons of the window's own actions, and a summary that names the number of problems."""

    add_typed = Signal(object)  # text such as "16 relu"
    problems_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self.quick_add = QLineEdit()
        self.quick_add.setPlaceholderText("Add a layer: “16 relu”, “add”, “softmax”…")
        self.quick_add.setAccessibleName("Add a layer by typing")
        self.quick_add.setMaximumWidth(320)
        self.quick_add.returnPressed.connect(self._typed)
        self._summary = label("", "muted")
        self._problems = QToolButton()
        self._problems.setProperty("kind", "error-link")
        self._problems.clicked.connect(self.problems_clicked)

    def fill(self, actions: Mapping[str, QAction]) -> None:
        """Lay out the buttons, once the actions exist."""
        for name in BUTTONS:
            self._layout.addWidget(_button(actions[name]))
        self._layout.addWidget(self.quick_add, 1)
        self._layout.addStretch(1)
        self._layout.addWidget(self._summary)
        self._layout.addWidget(self._problems)

    def show_summary(self, summary: str, problems: int) -> None:
        """What the network amounts to, and how much is wrong with it."""
        self._summary.setText(summary)
        self._problems.setVisible(problems > 0)
        self._problems.setText(f"{problems} problem" + ("s" if problems != 1 else ""))

    def _typed(self) -> None:
        text = self.quick_add.text().strip()
        if text:
            self.add_typed.emit(text)
            self.quick_add.clear()


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setAccessibleName(action.text().replace("&", ""))
    return button
