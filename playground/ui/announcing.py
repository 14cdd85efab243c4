"""Saying something to screen readers that nobody asked for: a step's number, a refusal, what has just been saved.

Names and descriptions are read when the keyboard comes to a widget; an announcement is read at once, wherever it is.
"""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Have these words said on behalf of a widget, after what is being said, or at once if they are urgent."""
    if words and QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(widget, words)
        if urgent:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)
