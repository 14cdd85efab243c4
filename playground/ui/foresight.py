"""While the mouse rests on a number, what a click on it would show is made ready.

Nothing is shown before the click, and what the mouse only passes by is not thought of.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_REST = 12  # milliseconds of the mouse on one number; nobody clicks faster


class Foresight(QObject):
    """Hands the number that is rested upon to `prepare`, once."""

    def __init__(self, prepare: Callable[[object], object], parent: QObject) -> None:
        super().__init__(parent)
        self._prepare = prepare
        self._place: object = None
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._rested)

    def point(self, place: object) -> None:
        """The mouse is over this number now, or over none."""
        self._place = place
        if place is None:
            self._rest.stop()
        else:
            self._rest.start()

    def _rested(self) -> None:
        self._prepare(self._place)
