"""What the window offers to someone who is new: examples, shortcuts, about. Each box is imported when it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from playground.ui.file_desk import FileDesk
from playground.ui.formula_desk import FormulaDesk
from playground.ui.look import Look
from playground.ui.preferences import Preferences

WELCOME_SIZE = QSize(1180, 780)


class HelpDesk(QObject):
    """Opens the boxes; each deletes itself when it is closed."""

    def __init__(
        self, window: QWidget, files: FileDesk, formulas: FormulaDesk, preferences: Preferences, look: Look
    ) -> None:
        super().__init__(window)
        self._window, self._files, self._formulas = window, files, formulas
        self._preferences, self._look = preferences, look
        self._welcome: QDialog | None = None

    def show_welcome(self) -> None:
        """The examples, a new network, recent files."""
        from playground.ui.welcome.welcome import Welcome

        box = QDialog(self._window)
        box.setWindowTitle("Examples")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.resize(WELCOME_SIZE.boundedTo(self._window.size()))
        welcome = Welcome(self._look.theme)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(welcome)
        welcome.show_recent(self._preferences.settings.recent)
        welcome.example_chosen.connect(self._open_example)
        welcome.open_requested.connect(self._open)
        welcome.new_requested.connect(self._new)
        welcome.recent_chosen.connect(self._open_recent)
        welcome.formula_typed.connect(self._go_on_with)
        self._welcome = box
        box.open()

    def show_shortcuts(self) -> None:
        """All keys."""
        from playground.ui.help_boxes import shortcuts_box

        shortcuts_box(self._window, self._actions()).open()

    def show_about(self) -> None:
        """Name, version, licence."""
        from playground.ui.help_boxes import about_box

        about_box(self._window).open()

    def _actions(self) -> Mapping[str, QAction]:
        return {action.objectName(): action for action in self._window.findChildren(QAction) if action.objectName()}

    def _close_welcome(self) -> None:
        if self._welcome is not None:
            self._welcome.close()
            self._welcome = None

    def _open_example(self, key: object) -> None:
        self._close_welcome()
        self._files.open_example(str(key))

    def _open(self) -> None:
        self._close_welcome()
        self._files.open()

    def _new(self) -> None:
        self._close_welcome()
        self._files.new()

    def _go_on_with(self, formula: object) -> None:
        self._close_welcome()
        self._formulas.go_on_with(formula)

    def _open_recent(self, path: object) -> None:
        self._close_welcome()
        self._files.open_path(Path(str(path)))
