"""Remembers the window's size and the arrangement of its panels from one start to the next."""

from __future__ import annotations

from base64 import b64decode, b64encode

from PySide6.QtCore import QByteArray

from playground.ui.preferences import Preferences
from playground.ui.window import Window


def restore_window(window: Window, preferences: Preferences) -> None:
    """Shape the window as it was left; what Qt does not accept is left as it is."""
    settings = preferences.settings
    if settings.window_geometry:
        window.restoreGeometry(QByteArray(b64decode(settings.window_geometry)))
    window.restore_layouts({name: b64decode(text) for name, text in settings.layouts.items()})


def remember_window(window: Window, preferences: Preferences) -> None:
    """Write down how the window stands."""
    layouts = {name: b64encode(state).decode() for name, state in window.layouts().items()}
    geometry = b64encode(bytes(window.saveGeometry().data())).decode()
    preferences.keep_window(geometry, layouts)
