"""A wire on the canvas, with the shape it carries as a label and an arrow when lit.

Its plain line is part of the ground, which the view keeps; over it the item paints what distinguishes it at the moment.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsPolygonItem

from playground.engine.network import Edge
from playground.engine.quantities import Role
from playground.ui.block_values import WireNote
from playground.ui.canvas.kept_ground import GroundScene
from playground.ui.canvas.wire_routes import ARROW_LENGTH, Route
from playground.ui.canvas.wire_words import WireWords
from playground.ui.palette import Theme
from playground.ui.theme import color_of, mixed

WIRE_LEVEL, CURRENT_LEVEL = 0.0, 1.0
ARROW_WIDTH = 9.0
_ARROW = QPolygonF([QPointF(0, 0), QPointF(-ARROW_LENGTH, -ARROW_WIDTH / 2), QPointF(-ARROW_LENGTH, ARROW_WIDTH / 2)])


@dataclass(frozen=True)
class WireState:
    """What distinguishes a wire at the moment; `role` lights it with an arrow in the direction of its values."""

    selected: bool = False
    misfit: bool = False
    role: Role | None = None
    faded: bool = False
    lit: bool = False

    @property
    def on_ground(self) -> bool:
        """Whether the plain line is there, too: all of it lies under a solid one."""
        return not self.misfit and not self.faded


PLAIN = WireState()
LINE = 2.0  # how thick a plain one is
_SPILL = 25.0  # how far a line may reach beyond its path: two pixels at the smallest zoom


def plain_pen(theme: Theme) -> QPen:
    """With which the lines on the ground are drawn."""
    return QPen(_plain_color(theme), LINE)


class WireItem(QGraphicsPathItem):
    """One edge of the network."""

    def __init__(self, edge: Edge, theme: Theme) -> None:
        super().__init__()
        self.edge = edge
        self._theme, self._state = theme, WireState()
        self._words, self._readable = WireWords(self), True
        self._arrow = QGraphicsPolygonItem(_ARROW, self)
        self._arrow.setPen(QPen(Qt.PenStyle.NoPen))
        self._route = Route(QPainterPath(), QPointF())
        self._reach = QRectF()  # all that the line may cover
        self._paint_again()

    @property
    def state(self) -> WireState:
        """What colour, dashes and arrow tell."""
        return self._state

    @property
    def label(self) -> str:
        """The text beside the wire."""
        return self._words.text

    @property
    def note(self) -> WireNote:
        """What is told of the wire beyond its shape."""
        return self._words.note

    def tells_at(self, point: QPointF) -> bool:
        """Whether a note stands at a point of the scene."""
        return self._words.tells_at(self.mapFromScene(point))

    def paint_ground(self, painter: QPainter, exposed: QRectF) -> None:
        """The plain line in the painter's pen, if it is on the ground and passes there."""
        if self._state.on_ground and self._reach.intersects(exposed):
            painter.drawPath(self._route.path)

    def leave_ground(self) -> None:
        """The ground under the line is to be painted again."""
        scene = self.scene()
        if isinstance(scene, GroundScene) and not self._reach.isNull():
            scene.renew_ground(self._reach)

    def stroke(self) -> QPainterPath:
        """The line as an area, for asking what is near it."""
        stroker = QPainterPathStroker()
        stroker.setWidth(LINE)
        return stroker.createStroke(self._route.path)

    def set_route(self, route: Route) -> None:
        """Run another way."""
        self.setPos(0, 0)
        if route.path != self._route.path:
            self.leave_ground()
            self._route, self._reach = route, _reach(route)
            self.leave_ground()
            self.setPath(route.path)
            self._place_words()
            self._place_arrow()

    def set_label(self, text: str) -> None:
        """Show another shape."""
        if self._words.write(text, self._words.note):
            self._place_words()

    def set_note(self, note: WireNote, aside: int = 0) -> None:
        """Show a note in place of the shape, or with an empty one the shape again; `aside` tells twins apart."""
        if self._words.write(self._words.shape, note, aside):
            self._place_words()

    def set_state(self, state: WireState) -> None:
        """Show another state."""
        if state != self._state:
            if state.on_ground != self._state.on_ground:
                self.leave_ground()
            self._state = state
            self._paint_again()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self._theme = theme
        self._paint_again()

    def show_words(self, *, readable: bool) -> None:
        """Hide the words where they could not be read: from far off, and on a short wire."""
        self._readable = readable
        self._words.show(shown=readable, across=self._route.across)

    def _paint_again(self) -> None:
        state, color = self._state, self._color()
        pen = QPen(color, 3.5 if state.lit else 2.5 if state.role or state.selected else LINE)
        if state.misfit:
            pen.setStyle(Qt.PenStyle.DashLine)
        elif state == PLAIN:
            pen.setStyle(Qt.PenStyle.NoPen)
        self.setPen(pen)
        self.setOpacity(0.35 if state.faded else 1.0)
        self.setZValue(CURRENT_LEVEL if state.role or state.selected or state.lit else WIRE_LEVEL)
        self._words.paint(color if state.misfit or state.role else QColor(self._theme.muted), self._theme)
        self._arrow.setBrush(color)
        self._arrow.setVisible(state.role is not None)
        self._place_arrow()

    def _color(self) -> QColor:
        if self._state.lit:
            return QColor(self._theme.lit)
        if self._state.role is not None:
            return color_of(self._state.role, self._theme)
        if self._state.misfit:
            return QColor(self._theme.error)
        return QColor(self._theme.forward) if self._state.selected else _plain_color(self._theme)

    def _place_words(self) -> None:
        self._words.place(self._route)
        self.show_words(readable=self._readable)

    def _place_arrow(self) -> None:
        """At the target for values flowing forward, at the source for gradients flowing back."""
        route, role = self._route, self._state.role
        if role is None or route.path.isEmpty():
            return
        tip, direction = route.arrow_at_source if role is Role.BACKWARD else route.arrow_at_target
        self._arrow.setPos(tip)
        self._arrow.setRotation(direction)


def _plain_color(theme: Theme) -> QColor:
    return mixed(theme.muted, theme.line, 0.2)


def _reach(route: Route) -> QRectF:
    return route.path.controlPointRect().adjusted(-_SPILL, -_SPILL, _SPILL, _SPILL)
