"""The theme in force: chosen by the user or following the desktop, applied to the application, window and panels."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from playground.document.settings import Theme as ThemeName
from playground.ui.palette import DARK, LIGHT, Theme
from playground.ui.preferences import Preferences
from playground.ui.theme import apply, dress, system_theme


class Look(QObject):
    """Knows which theme is on and tells when it changes."""

    changed = Signal(object)  # Theme

    def __init__(self, application: QApplication, preferences: Preferences) -> None:
        super().__init__(application)
        self._application, self._preferences = application, preferences
        self._forced: Theme | None = None
        self._window: QWidget | None = None
        self.theme = self._wanted()
        apply(application, self.theme)
        application.styleHints().colorSchemeChanged.connect(self.refresh)

    def dress(self, window: QWidget) -> None:
        """Dress the window, from now on in every theme."""
        self._window = window
        dress(window, self.theme)

    def follow_system(self) -> None:
        """Light or dark as the desktop."""
        self._choose("system")

    def use_light(self) -> None:
        """Always light."""
        self._choose("light")

    def use_dark(self) -> None:
        """Always dark."""
        self._choose("dark")

    def use(self, theme: Theme) -> None:
        """A theme for this session alone, whatever the settings say."""
        self._forced = theme
        self.refresh()

    def refresh(self) -> None:
        """Change if the wanted theme is not the one in force."""
        wanted = self._wanted()
        if wanted is not self.theme:
            self.theme = wanted
            apply(self._application, wanted)
            if self._window is not None:
                dress(self._window, wanted)
            self.changed.emit(wanted)

    def _choose(self, name: ThemeName) -> None:
        self._forced = None
        self._preferences.choose_theme(name)
        self.refresh()

    def _wanted(self) -> Theme:
        if self._forced is not None:
            return self._forced
        named = {"light": LIGHT, "dark": DARK}.get(self._preferences.settings.theme)
        return named or system_theme(self._application)
