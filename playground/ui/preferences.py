"""The program's settings as the window uses them: read once, changed here, written when something changed.

Settings that cannot be read or written are told in one sentence and never stop the program.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from playground.document.errors import FileError
from playground.document.settings import Numbers, Settings, load_settings, save_settings, with_recent, without_recent
from playground.document.settings import Theme as ThemeName


class Preferences(QObject):
    """The settings of this session."""

    changed = Signal(object)  # Settings
    failed = Signal(object)  # a sentence

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings, self.complaint = load_settings()

    def choose_theme(self, theme: ThemeName) -> None:
        """Remember light, dark, or following the system."""
        self._keep(replace(self.settings, theme=theme))

    def choose_numbers(self, numbers: Numbers, digits: int) -> None:
        """Remember how numbers are written, and with how many digits or decimals."""
        self._keep(replace(self.settings, numbers=numbers, digits=digits))

    def choose_on_blocks(self, *, parameters: bool, gradients: bool) -> None:
        """Remember whether blocks show what they learn, and its gradients."""
        self._keep(replace(self.settings, parameters_on_blocks=parameters, gradients_on_blocks=gradients))

    def keep_window(self, geometry: str, layouts: Mapping[str, str]) -> None:
        """Remember the window's shape and the arrangement of its panels, as base64."""
        self._keep(replace(self.settings, window_geometry=geometry, layouts=layouts))

    def add_recent(self, path: Path) -> None:
        """Put a file at the head of the recent list."""
        self._keep(with_recent(self.settings, path))

    def drop_recent(self, path: str) -> None:
        """Take a file that is gone off the recent list."""
        self._keep(without_recent(self.settings, path))

    def _keep(self, settings: Settings) -> None:
        if settings == self.settings:
            return
        self.settings = settings
        try:
            save_settings(settings)
        except FileError as error:
            self.failed.emit(str(error))
        self.changed.emit(settings)
