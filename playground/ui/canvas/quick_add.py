"""A field that adds a layer by name where the user double-clicked: `32 relu`, `conv 8 3x3`; Enter adds, Esc leaves."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from playground.document.errors import EditError
from playground.ui.labels import label
from playground.ui.sentences import sentence

_WIDTH, _EDGE, _FIELD, _ROW = 248, 8, 58, 30  # pixels
_MOST_ROWS = 7  # before the list scrolls


class QuickAdd(QFrame):
    """The field with its list of offers, over the canvas."""

    chosen = Signal(object)  # Operation

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("kind", "card")
        self.field, self._list = QLineEdit(self), QListWidget(self)
        self._reason = label(kind="field-error", wrap=True)
        self.field.setPlaceholderText("Add a layer, e.g. 32 relu")
        self.field.setAccessibleName("Add a layer by name")
        self.field.textChanged.connect(self._offer)
        self.field.returnPressed.connect(self._choose)
        self._list.setAccessibleName("Layers that fit")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._choose_item)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.addWidget(self.field)
        column.addWidget(self._list)
        column.addWidget(self._reason)
        self.field.installEventFilter(self)
        self.hide()

    def open_at(self, corner: QPoint) -> None:
        """Show the empty field near a point of the parent, inside it."""
        self.field.clear()
        self._offer("")
        room = self._over.size() - self.size()
        self.move(max(0, min(corner.x(), room.width())), max(0, min(corner.y(), room.height())))
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_field(self) -> None:
        """Hide, and give the focus back."""
        if self.isVisible():
            self.hide()
            self._over.setFocus(Qt.FocusReason.PopupFocusReason)

    def _offer(self, text: str) -> None:
        from playground.document.block_text import offers

        self._list.clear()
        for words, operation in offers(text):
            item = QListWidgetItem(words, self._list)
            item.setData(Qt.ItemDataRole.UserRole, operation)
            item.setToolTip(operation.summary)
        self._list.setCurrentRow(0)
        self._list.setVisible(self._list.count() > 0)
        self._explain("" if self._list.count() else text)
        room = _ROW * min(self._list.count(), _MOST_ROWS) or self._reason.heightForWidth(_WIDTH - 2 * _EDGE)
        self.setFixedSize(_WIDTH, _FIELD + room)

    def _explain(self, text: str) -> None:
        """Say why a text means no layer; nothing for no text."""
        from playground.document.block_text import operation_from_text

        reason = ""
        if text:
            try:
                operation_from_text(text)
            except EditError as error:
                reason = sentence(str(error))
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))

    def _choose(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self._choose_item(item)

    def _choose_item(self, item: QListWidgetItem) -> None:
        operation = item.data(Qt.ItemDataRole.UserRole)
        self.close_field()
        self.chosen.emit(operation)

    def eventFilter(self, watched: object, event: object) -> bool:
        """Arrow keys choose in the list while the field has the focus; Esc and leaving close."""
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.close_field()
                return True
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                row = self._list.currentRow() + (1 if event.key() == Qt.Key.Key_Down else -1)
                self._list.setCurrentRow(max(0, min(row, self._list.count() - 1)))
                return True
        if isinstance(event, QFocusEvent) and event.type() == QFocusEvent.Type.FocusOut:
            self.hide()
        return False
