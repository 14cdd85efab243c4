"""The watches as lines: a click on a value explains it where the pass stands, one on a curve in that update.

By keys: left and right choose a point of the current line's curve, Enter asks for what is chosen.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from playground.session.number_style import NumberStyle
from playground.session.watches import Seen
from playground.ui.palette import Theme
from playground.ui.watch_panel.key_list import KeyList
from playground.ui.watch_panel.watch_delegate import (
    SEEN,
    WatchDelegate,
    curve_rect,
    finite_points,
    nearest,
    value_rect,
)

_HERE = "A click on the value, or Enter: explain it where the pass stands"
_THERE = "click, or Enter: go there and explain it"


class WatchLines(KeyList):
    """Asks to explain a watch, now or in an earlier update."""

    visit_requested = Signal(object)  # (expression, updates), None for where the pass stands

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._delegate = WatchDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.currentRowChanged.connect(self._unmark)

    @property
    def numbers(self) -> NumberStyle:
        """How the values are written."""
        return self._delegate.numbers

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the values otherwise."""
        self._delegate.numbers = numbers
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._delegate.set_theme(theme)
        self.viewport().update()

    def asked_at(self, place: QPoint) -> tuple[str, int | None] | None:
        """What a click there asks for: an expression, and the updates of a point of its curve; None for nothing."""
        seen, line = self._seen_at(place), self.visualRect(self.indexAt(place))
        if seen is None or seen.problem:
            return None
        if curve_rect(line).contains(QPointF(place)):
            point = nearest(seen, line, place.x())
            return None if point is None else (seen.text, point[0])
        return (seen.text, None) if value_rect(line).contains(QPointF(place)) else None

    def _seen_at(self, place: QPoint) -> Seen | None:
        item = self.itemAt(place)
        seen = None if item is None else item.data(SEEN)
        return seen if isinstance(seen, Seen) else None

    def _unmark(self, _row: int) -> None:
        self._delegate.marked = None
        self.setAccessibleDescription("")

    def _mark(self, by: int) -> None:
        """Choose the point before or after the chosen one, from none the newest."""
        item = self.currentItem()
        points = [] if item is None else finite_points(item.data(SEEN))
        if len(points) < 2:
            return
        updates = [one for one, _value in points]
        marked = self._delegate.marked
        place = updates.index(marked) + by if marked in updates else len(points) - 1
        chosen, value = points[min(max(place, 0), len(points) - 1)]
        self._delegate.marked = chosen
        self.setAccessibleDescription(f"update {chosen}: {self.numbers.spoken(value)}")
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.viewport().update()

    def _tip_at(self, place: QPoint) -> str:
        item, seen, asked = self.itemAt(place), self._seen_at(place), self.asked_at(place)
        if item is None or seen is None:
            return ""
        if asked is not None and asked[1] is not None:
            value = dict(seen.history)[asked[1]]
            return f"update {asked[1]}: {self.numbers.tip(value)}\n{_THERE}\n{item.toolTip()}"
        return seen.problem or "\n".join(part for part in (_HERE, item.toolTip()) if part)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a value or on a point of a curve asks for it."""
        super().mouseReleaseEvent(event)
        asked = self.asked_at(event.position().toPoint())
        if asked is not None and event.button() is Qt.MouseButton.LeftButton:
            self._delegate.marked = asked[1]
            self.visit_requested.emit(asked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose a point of the curve, Enter asks for it."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._mark(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.visit_requested.emit((item.data(SEEN).text, self._delegate.marked))
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """The tip of what is under the mouse."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip_at(event.pos()), self)
            return True
        return super().viewportEvent(event)
