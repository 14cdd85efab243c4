"""A network as a tiny picture: its blocks and wires where they stand on the canvas, made small. No widget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap

from playground.document.diagram import Diagram
from playground.engine.network import Edge, Node
from playground.engine.operations.operation import Operation
from playground.ui.fonts import ui_font
from playground.ui.palette import Theme

_BLOCK = (170.0, 90.0)  # of a block on the canvas
_LARGEST_SCALE = 0.3
_MARGIN = 10.0
_SHORT_NAME = 3  # characters
_TEXT_FROM = 13.0  # pixels of height a block needs for a word

# Colours by what a block is, in the order in which it is asked: fill and edge.
_KINDS = (
    ("Loss", "backward_soft", "backward"),
    ("Join", "parameter_soft", "parameter"),
    ("Basic", "forward_soft", "forward"),
)
_SIGNS: Mapping[str, str] = {
    "activation": "g",
    "add": "+",
    "subtract": "−",
    "multiply": "⊙",
    "concatenate": "⊕",
    "matrix_product": "·",
    "sum": "Σ",
}


@dataclass(frozen=True)
class Picture:
    """Where every block is drawn, and at which scale."""

    blocks: dict[str, QRectF]
    scale: float


def network_pixmap(diagram: Diagram, size: QSize, theme: Theme, ratio: float = 1.0) -> QPixmap:
    """The picture of a diagram, `size` in logical pixels."""
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_network(painter, diagram, QRectF(QPointF(0, 0), size), theme)
    return pixmap


def paint_network(painter: QPainter, diagram: Diagram, area: QRectF, theme: Theme) -> None:
    """Paint wires, then blocks, in the middle of `area`."""
    picture = place(diagram, area)
    for edge in diagram.network.edges:
        _paint_wire(painter, edge, picture, theme)
    for node in diagram.network.nodes:
        _paint_block(painter, node, picture, theme)


def place(diagram: Diagram, area: QRectF) -> Picture:
    """The rectangles of all blocks, scaled alike so that they fit."""
    places = {id: QRectF(x, y, *_BLOCK) for id, (x, y) in diagram.positions.items()}
    whole = QRectF()
    for rect in places.values():
        whole = whole.united(rect)
    if whole.isEmpty():
        return Picture({}, 1.0)
    room = area.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    scale = min(_LARGEST_SCALE, room.width() / whole.width(), room.height() / whole.height())
    corner = room.center() - whole.center() * scale
    return Picture(
        {id: QRectF(corner + rect.topLeft() * scale, rect.size() * scale) for id, rect in places.items()}, scale
    )


def _paint_wire(painter: QPainter, edge: Edge, picture: Picture, theme: Theme) -> None:
    source, target = picture.blocks[edge.source], picture.blocks[edge.target]
    start = QPointF(source.right(), source.center().y())
    end = QPointF(target.left(), target.center().y())
    reach = max(abs(end.x() - start.x()) / 2, 6.0)
    path = QPainterPath(start)
    path.cubicTo(start + QPointF(reach, 0), end - QPointF(reach, 0), end)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.muted), 1.2))
    painter.drawPath(path)


def _paint_block(painter: QPainter, node: Node, picture: Picture, theme: Theme) -> None:
    rect, (fill, edge) = picture.blocks[node.id], _colors(node.operation)
    painter.setPen(QPen(QColor(getattr(theme, edge)), 1.0))
    painter.setBrush(QColor(getattr(theme, fill)))
    painter.drawRoundedRect(rect, 3, 3)
    if rect.height() >= _TEXT_FROM:
        painter.setFont(ui_font(min(11.0, 0.55 * rect.height()), QFont.Weight.Medium))
        painter.setPen(QColor(theme.ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _named(node))


def _named(node: Node) -> str:
    """A name that is short enough says more than what the block does: a, w2, ŷ."""
    short = node.operation.has_output and len(node.name) <= _SHORT_NAME
    return node.name if short else word(node.operation)


def word(operation: Operation) -> str:
    """The one word a tiny block has room for: how wide it is, its sign, or else the first letter of its title."""
    if not operation.has_output:
        return "L"
    wide = getattr(operation, "units", getattr(operation, "features", None))
    if wide is not None:
        return str(wide)
    return _SIGNS.get(operation.kind, operation.title[0])


def _colors(operation: Operation) -> tuple[str, str]:
    if not operation.ports:
        return "chip", "muted"
    return next(((fill, edge) for group, fill, edge in _KINDS if operation.group == group), ("chip", "muted"))
