"""Saying something to screen readers that nobody asked for: a step's number, a refusal, what has just been saved.

Names and descriptions are read when the keyboard comes to a widget; an announcement is read at once, wherever it is.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

BREATH = 1_000  # milliseconds for what is said in a hurry


def announce(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Have these words said on behalf of a widget, after what is being said, or at once if they are urgent."""
    if words and QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(widget, words)
        if urgent:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)


class Voice(QObject):
    """Says the words of one widget. In a hurry, as while steps are played, it says the newest once a second."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget, self._hurried, self._held = widget, False, ""
        self._breath = QTimer(self)
        self._breath.setSingleShot(True)
        self._breath.setInterval(BREATH)
        self._breath.timeout.connect(self._go_on)

    def say(self, words: str) -> None:
        """Have these words said now, or in a hurry when there is time, unless others take their place."""
        if self._breath.isActive():
            self._held = words
            return
        announce(self._widget, words)
        if self._hurried:
            self._breath.start()

    def hurry(self, hurried: object) -> None:
        """From now on words come faster than they can be heard, or no longer; those that came last are said."""
        self._hurried = bool(hurried)
        if not hurried and self._breath.isActive():
            self._breath.stop()
            self._go_on()

    def _go_on(self) -> None:
        held, self._held = self._held, ""
        if held:
            self.say(held)
