"""What is under a point of the canvas: a port, a value, a block, a wire's note or end, a wire, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtWidgets import QGraphicsItem

from playground.engine.network import Edge
from playground.ui.canvas.block_item import BlockItem
from playground.ui.canvas.diagram_scene import DiagramScene
from playground.ui.canvas.wire_item import WireItem

PORT_REACH, WIRE_REACH, END_REACH = 13.0, 5.0, 44.0


class Kind(Enum):
    """The things a pointer can be on."""

    NOTHING = auto()
    BLOCK = auto()
    VALUE = auto()
    INPUT = auto()
    OUTPUT = auto()
    WIRE = auto()
    NOTE = auto()


@dataclass(frozen=True)
class Hit:
    """What was hit; only the fields that belong to the kind are set."""

    kind: Kind
    node: str = ""
    port: int = 0
    edge: Edge | None = None
    at_target: bool | None = None  # for a wire: which end is near, None in the middle
    quantity: str = ""
    index: tuple[int, int] = (0, 0)


NOTHING = Hit(Kind.NOTHING)


def hit(scene: DiagramScene, point: QPointF) -> Hit:
    """The topmost thing at a point; a port wins over the card it sits on."""
    around = QRectF(point.x() - PORT_REACH, point.y() - PORT_REACH, 2 * PORT_REACH, 2 * PORT_REACH)
    items = scene.items(around)
    blocks = [item for item in items if isinstance(item, BlockItem)]
    if not scene.shows_values:
        for block in blocks:
            port = port_at(block, point)
            if port is not None:
                return port
    for block in blocks:
        if block.card.contains(point):
            return _on_card(block, point)
    finders = (_on_note, _on_wire)
    return next((found for find in finders for item in items if (found := find(item, point))), NOTHING)


def port_at(block: BlockItem, point: QPointF) -> Hit | None:
    """The port of a block within reach of a point."""
    face = block.layout.face
    if face.has_output and QLineF(block.output_port(), point).length() <= PORT_REACH:
        return Hit(Kind.OUTPUT, block.node)
    near = [(QLineF(block.input_port(port), point).length(), port) for port in range(face.ports)]
    distance, port = min(near, default=(PORT_REACH + 1, 0))
    return Hit(Kind.INPUT, block.node, port) if distance <= PORT_REACH else None


def _on_card(block: BlockItem, point: QPointF) -> Hit:
    value = block.layout.value_at(point - block.pos())
    if value is None:
        return Hit(Kind.BLOCK, block.node)
    return Hit(Kind.VALUE, block.node, quantity=value[0].quantity, index=value[1])


def _on_note(item: QGraphicsItem, point: QPointF) -> Hit | None:
    """The words beside a wire are items of their own."""
    wire = item.parentItem()
    return Hit(Kind.NOTE, edge=wire.edge) if isinstance(wire, WireItem) and wire.tells_at(point) else None


def _on_wire(item: QGraphicsItem, point: QPointF) -> Hit | None:
    if not isinstance(item, WireItem):
        return None
    near = QRectF(point.x() - WIRE_REACH, point.y() - WIRE_REACH, 2 * WIRE_REACH, 2 * WIRE_REACH)
    path = item.path()
    if not item.stroke().intersects(near):
        return None
    start, end = (QLineF(path.pointAtPercent(share), point).length() for share in (0.0, 1.0))
    at_target = None if min(start, end) > END_REACH else end <= start
    return Hit(Kind.WIRE, edge=item.edge, at_target=at_target)
