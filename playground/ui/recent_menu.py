"""The menu of recently opened files: always as the settings list them; a file that is gone is told and dropped."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from playground.ui.file_desk import FileDesk
from playground.ui.preferences import Preferences


class RecentMenu(QObject):
    """Fills the menu each time it is about to be shown."""

    def __init__(self, menu: QMenu, preferences: Preferences, files: FileDesk) -> None:
        super().__init__(menu)
        self._menu, self._preferences, self._files = menu, preferences, files
        menu.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """List the files, the last one first."""
        self._menu.clear()
        for path in self._preferences.settings.recent:
            self._menu.addAction(Path(path).name.replace("&", "&&")).triggered.connect(partial(self._open, path))
        if self._menu.isEmpty():
            self._menu.addAction("No files yet").setEnabled(False)

    def _open(self, path: str, _checked: bool = False) -> None:
        if not Path(path).exists():
            self._preferences.drop_recent(path)
        self._files.open_path(Path(path))
