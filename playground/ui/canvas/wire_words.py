"""The words beside a wire: the shape it carries, or while a graph is walked its local derivative and what came back.

Scene items and their places along a route; what the words say is told from outside.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem, QGraphicsSimpleTextItem

from playground.engine.quantities import Role
from playground.ui.block_values import WireNote
from playground.ui.canvas.wire_routes import Route
from playground.ui.fonts import ui_font
from playground.ui.palette import Theme
from playground.ui.theme import color_of

LABEL_SIZE = 12.0
NO_NOTE = WireNote("")
_ROOM_FOR_LABEL = 44.0  # shorter wires would be covered by it
_PADDING = 3.0
_TWIN = 15.0  # how far the words of two wires between the same blocks keep apart


class WireWords:
    """Two lines of text of one wire; on a steep wire they stand on it, on a ground of their own."""

    def __init__(self, wire: QGraphicsItem) -> None:
        self._ground = QGraphicsRectItem(wire)
        self._ground.setPen(QPen(Qt.PenStyle.NoPen))
        self._label, self._arrival = QGraphicsSimpleTextItem(wire), QGraphicsSimpleTextItem(wire)
        self._label.setFont(ui_font(LABEL_SIZE))
        self._arrival.setFont(_arrival_font())
        self.shape, self.note, self._aside = "", NO_NOTE, 0.0
        self._shown = True

    @property
    def text(self) -> str:
        """The first line."""
        return self._label.text()

    def tells_at(self, point: QPointF) -> bool:
        """Whether a note stands at a point of the wire, in sight."""
        if not self._shown or not self.note.text:
            return False
        parts: tuple[QGraphicsItem, ...] = (self._label, self._arrival, self._ground)
        return any(part.isVisible() and part.contains(part.mapFromParent(point)) for part in parts)

    def write(self, shape: str, note: WireNote, aside: int = 0) -> bool:
        """Show a note, or the shape without one; `aside` −1 or 1 keeps clear of a twin. Whether anything changed."""
        before = self.text, self.note.arrival
        self.shape, self.note, self._aside = shape, note, _TWIN * aside
        self._label.setText(note.text or shape)
        return before != (self.text, note.arrival)

    def paint(self, color: QColor, theme: Theme) -> None:
        """Take these colours."""
        self._label.setBrush(color)
        self._arrival.setBrush(color_of(Role.BACKWARD, theme))
        self._ground.setBrush(QBrush(QColor(theme.canvas)))

    def show(self, *, shown: bool, across: float) -> None:
        """Hide the words where they could not be read."""
        self._shown = shown and across > _ROOM_FOR_LABEL
        for item in (self._label, self._arrival):
            item.setVisible(self._shown)
        self._ground.setVisible(self._shown and not self._ground.rect().isEmpty())

    def place(self, route: Route) -> None:
        """Stand over a level line, under a detour; on a steep one, or beside it if it is only a shape.

        A product that is too long to stand between two blocks is broken at its signs, unless a twin is in the way.
        """
        steep, product = route.steep, self.note.arrival
        between = not route.below and not self._aside
        self._arrival.setText(_broken(product, route.across - 2 * _PADDING) if between else product)
        if steep and self.note.text:
            self._place_on(route.label + QPointF(0, self._aside))
        else:
            self._place_beside(route, steep)

    def _place_on(self, middle: QPointF) -> None:
        label, arrival = self._label.boundingRect(), self._arrival.boundingRect()
        height = label.height() + (arrival.height() if self._arrival.text() else 0.0)
        width = max(label.width(), arrival.width())
        whole = QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
        self._label.setPos(middle.x() - label.width() / 2, whole.top())
        self._arrival.setPos(middle.x() - arrival.width() / 2, whole.top() + label.height())
        self._ground.setRect(whole.adjusted(-_PADDING, -1.0, _PADDING, 1.0))

    def _place_beside(self, route: Route, steep: bool) -> None:
        label, arrival = self._label.boundingRect(), self._arrival.boundingRect()
        self._ground.setRect(QRectF())
        if steep:
            self._label.setPos(route.label + QPointF(10.0, -label.height() / 2))
            return
        below = [label.height() + 5.0, 5.0] if route.below else [5.0, 5.0]
        top = below[1] if route.below else -label.height() - 2.0
        self._label.setPos(route.label + QPointF(-label.width() / 2, top))
        self._arrival.setPos(route.label + QPointF(-arrival.width() / 2, below[0]))


def _broken(product: str, room: float) -> str:
    """`a × b = c` on as few lines as it needs to be no wider than the room, if that can be had at all."""
    metrics = QFontMetricsF(_arrival_font())
    lines = [product]
    for sign in (" = ", " × "):
        if max(map(metrics.horizontalAdvance, lines)) > room:
            lines = [part for line in lines for part in _broken_at(line, sign)]
    return "\n".join(lines)


def _broken_at(line: str, sign: str) -> list[str]:
    """The line in two, the second beginning with the sign."""
    first, found, second = line.partition(sign)
    return [first, f"{found.lstrip()}{second}"] if found else [line]


def _arrival_font() -> QFont:
    return ui_font(LABEL_SIZE, QFont.Weight.DemiBold)
