"""What the canvas says when the pointer rests: the exact value, all of a block's words, what a wire carries."""

from __future__ import annotations

from playground.engine.network import Edge
from playground.engine.quantities import QUANTITIES, subscript
from playground.ui.canvas.diagram_scene import DiagramScene
from playground.ui.canvas.hits import Hit, Kind
from playground.ui.lying import in_rows


def tip(scene: DiagramScene, found: Hit) -> str:
    """The text for what is under the pointer; empty for nothing."""
    network = scene.diagram.network
    if found.kind is Kind.VALUE:
        return _value_tip(scene, found)
    if found.edge is not None:
        return _wire_tip(scene, found.edge)
    if found.node not in network.by_id:
        return ""
    node = network.by_id[found.node]
    if found.kind is Kind.INPUT:
        return f"{node.name}, {node.operation.ports[found.port]}: drag from or to an output"
    if found.kind is Kind.OUTPUT:
        return f"{node.name}, output: drag to an input"
    face = scene.blocks[found.node].layout.face
    return "\n".join((f"{face.name} · {face.pill}" if face.pill else face.name, *face.lines, node.operation.summary))


def spoken_wire(scene: DiagramScene, edge: Edge) -> str:
    """A wire for a screen reader, with the local derivative that stands beside it."""
    nodes, told = scene.diagram.network.by_id, scene.wires.items[edge].note.tip
    wire = f"wire from {nodes[edge.source].name} to {nodes[edge.target].name}"
    return f"{wire}, {told}" if told else wire


def plain(text: str) -> str:
    """Text for a tool tip, in which no tag of a block's name is ever read as one."""
    from html import escape  # no tip is shown before the first paint

    return f"<span style='white-space:pre'>{escape(text)}</span>" if text else ""


def _value_tip(scene: DiagramScene, found: Hit) -> str:
    rows = scene.blocks[found.node].layout.rows
    row = next(item.row for item in rows if item.row.quantity == found.quantity)
    value = None if row.values is None else float(row.values[found.index])
    index = in_rows(row.shape).index(found.index)
    quantity = QUANTITIES.get(found.quantity)
    if len(index) > 1 and row.shape[0] == 1 and (quantity is None or quantity.per_sample):
        index = index[1:]  # the only sample goes without saying
    name = found.quantity if quantity is None else quantity.name
    before = "" if row.ghost is None else f"\nbefore the update {scene.look.numbers.tip(float(row.ghost[found.index]))}"
    return f"{name}\n{row.symbol}{subscript(index)} = {scene.look.numbers.tip(value)}{before}"


def _wire_tip(scene: DiagramScene, edge: Edge) -> str:
    nodes, wire = scene.diagram.network.by_id, scene.wires.items[edge]
    carries = f"\n{wire.label} values" if wire.label else ""
    carries = f"\n{wire.note.tip}" if wire.note.tip else carries
    return f"{nodes[edge.source].name} → {nodes[edge.target].name}{carries}"
