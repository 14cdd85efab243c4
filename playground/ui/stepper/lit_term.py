"""Which term of a sum is lit: the one under the mouse, else the one that was chosen by a click or by keys.

Counts places only; what stands there is its owner's business.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt

_FIRST, _LAST = -(10**9), 10**9
_MOVES: Mapping[int, int] = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_Home: _FIRST,
    Qt.Key.Key_End: _LAST,
}


class LitTerm:
    """Places from 0; whoever changes one is told whether another term is lit now."""

    def __init__(self) -> None:
        self._count = 0
        self._pointed: int | None = None
        self.kept: int | None = None

    @property
    def place(self) -> int | None:
        """The term that is lit."""
        return self.kept if self._pointed is None else self._pointed

    def begin(self, count: int) -> None:
        """So many other terms, none of them lit."""
        self._count, self._pointed, self.kept = count, None, None

    def point(self, place: int | None) -> bool:
        """The mouse is over this term, or over none."""
        before, self._pointed = self.place, self._known(place)
        return self.place != before

    def keep(self, place: int | None) -> bool:
        """This term stays lit until another does; no other than the one under the mouse is lit before that."""
        before, self.kept = (self.place, self.kept), self._known(place)
        return (self.place, self.kept) != before

    def takes(self, key: int) -> bool:
        """Whether a key means something here; Esc does only while a term is kept lit."""
        return key in _MOVES or (key == Qt.Key.Key_Escape and self.kept is not None)

    def press(self, key: int) -> bool:
        """Choose a term by a key, from none the first; Esc chooses none."""
        before, start = (self.place, self.kept), -1 if self.kept is None else self.kept
        self._pointed = None
        self.keep(None if key == Qt.Key.Key_Escape else min(max(start + _MOVES[key], 0), self._count - 1))
        return (self.place, self.kept) != before

    def _known(self, place: int | None) -> int | None:
        return place if place is not None and 0 <= place < self._count else None
