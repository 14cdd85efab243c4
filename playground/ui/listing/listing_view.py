"""The list that shows the rows of a listing: clicks in the margin, double clicks and keys become requests."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from playground.ui.listing.listing_delegate import MARGIN

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ListingView(QListView):
    """Knows rows, not what they mean."""

    run_to_requested = Signal(object)  # QModelIndex
    toggle_requested = Signal(object)  # QModelIndex
    copy_requested = Signal(object)  # QModelIndex
    look_requested = Signal(object)  # QModelIndex

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setAccessibleName("Listing of the program")

    def dataChanged(
        self,
        first: QModelIndex | QPersistentModelIndex,
        last: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Repaint the rows; QListView itself would lay out and repaint all of them."""
        QAbstractItemView.dataChanged(self, first, last, list(roles))

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the listing from the menus while it has the focus."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._request(event):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click in the margin sets or takes away a breakpoint; elsewhere it asks what the line has computed."""
        place = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and place.isValid() and event.position().x() < MARGIN:
            self.setCurrentIndex(place)
            self.toggle_requested.emit(place)
            return
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and place.isValid():
            self.look_requested.emit(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click runs to the line; in the margin it is two clicks."""
        place = self.indexAt(event.position().toPoint())
        if event.position().x() < MARGIN:
            self.mousePressEvent(event)
        elif place.isValid():
            self.run_to_requested.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F9 toggles a breakpoint, Enter explains the line, Ctrl+Enter runs to it, Ctrl+C copies it."""
        request = self._request(event)
        if request is None:
            super().keyPressEvent(event)
        elif self.currentIndex().isValid():
            request.emit(self.currentIndex())

    def _request(self, event: QKeyEvent) -> SignalInstance | None:
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy_requested
        if event.key() == Qt.Key.Key_F9 and not event.modifiers():
            return self.toggle_requested
        if event.key() in _ENTER:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            return self.run_to_requested if control else self.look_requested
        return None
