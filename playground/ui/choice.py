"""The control for one of a closed list; a long list can be searched by typing a part of what is meant."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

LONG = 12  # entries from which on a list is searched
_MOST_SHOWN = 16


class Choice(QComboBox):
    """Entries are given as keys with their titles; the wheel scrolls the panel, never the choice."""

    entered = Signal(object)
    refused = Signal(object)

    def __init__(self, titles: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(_MOST_SHOWN)
        self.activated.connect(self._enter)
        self._value: object = None
        self.offer(titles)

    def offer(self, titles: Mapping[str, str]) -> None:
        """Replace the list."""
        self.clear()
        self._value = None
        for key, title in titles.items():
            self.addItem(title, key)
        if len(titles) > LONG and not self.isEditable():
            self._make_searchable()

    def fill(self, value: object) -> None:
        """Show the entry with that key, none if the list has no such key; what is being typed stays."""
        line = self.lineEdit()
        if line is not None and line.isModified() and value == self._value:
            return
        self._value = value
        self.setCurrentIndex(self.findData(value))
        if line is not None:
            self._write()

    def restore(self) -> None:
        """Back to the value."""
        if self.isEditable():
            self._write()
        self.fill(self._value)
        self.refused.emit("")

    def found(self, text: str) -> int:
        """The place of the entry that a typed text means: its title, else the first that begins so or contains it."""
        wanted = text.strip().casefold()
        titles = ((place, self.itemText(place).casefold()) for place in range(self.count()))
        ranks = ((title != wanted, not title.startswith(wanted), place) for place, title in titles if wanted in title)
        return min(ranks, default=(True, True, -1))[2]

    def _make_searchable(self) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer, line = self.completer(), self.lineEdit()
        assert completer is not None
        assert line is not None
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setMaxVisibleItems(_MOST_SHOWN)
        popup = completer.popup()
        assert popup is not None
        popup.setParent(self, Qt.WindowType.Popup)  # so that it looks like everything in this window
        line.editingFinished.connect(self._finish_typing)

    def _write(self) -> None:
        place = self.findData(self._value)
        self.setEditText(self.itemText(place))
        line = self.lineEdit()
        assert line is not None
        line.setModified(False)
        line.setCursorPosition(0)

    def _finish_typing(self) -> None:
        line = self.lineEdit()
        if line is None or not line.isModified():
            return
        if not line.text().strip():
            self.restore()
            return
        place = self.found(line.text())
        if place < 0:
            self.refused.emit(f"Found “{line.text().strip()}”, expected an entry of the list.")
            return
        line.setModified(False)
        self.setCurrentIndex(place)
        self.refused.emit("")
        self._enter(place)

    def _enter(self, index: int) -> None:
        line = self.lineEdit()
        if line is not None:
            line.setModified(False)
        if (value := self.itemData(index)) != self._value:
            self.entered.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc brings the old entry back; without anything typed it goes on to the panel."""
        line = self.lineEdit()
        if event.key() == Qt.Key.Key_Escape and line is not None and line.isModified():
            self.restore()
            line.selectAll()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel."""
        event.ignore()
