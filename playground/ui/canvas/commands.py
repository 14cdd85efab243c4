"""What can be done to the selection without a pointer: clipboard, delete, walk, wire, add. Menus and keys call these.

Every command ends in one edit, in a refusal, or in nothing, like any gesture.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QMimeData, QPointF
from PySide6.QtGui import QGuiApplication

from playground.document import edits
from playground.document.clipboard import fragment_from_text, fragment_to_text
from playground.document.diagram import Diagram
from playground.document.files import FileError
from playground.document.fragment import Fragment
from playground.engine.errors import CycleError
from playground.engine.network import Network, Node
from playground.engine.operations.operation import Operation
from playground.ui.canvas.gesture_view import GestureView
from playground.ui.canvas.gestures.gesture import Refusal
from playground.ui.canvas.gestures.insert_block import insertion
from playground.ui.canvas.gestures.key_wire import KeyWire
from playground.ui.canvas.gestures.move_blocks import MoveBlocks, count_text, snapped
from playground.ui.canvas.places import free_corner
from playground.ui.edit_request import Edit

FRAGMENT_TYPE = "application/x-backprop-playground-fragment"
STEP_ASIDE = 30.0  # scene units between a copy and its original


class Commands:
    """Commands on one canvas."""

    def __init__(self, view: GestureView) -> None:
        self._view, self._scene, self._selection = view, view.diagram_scene, view.selection
        self._pasted = 0  # how often the clipboard's content was pasted: each copy steps aside once more
        self._walked: frozenset[str] = frozenset()  # the blocks whose wires are walked

    def delete(self) -> None:
        """Take the selected blocks and wires away."""
        nodes, wires = self._selection.nodes, self._selection.edges
        if self._view.beginnings.edits and (nodes or wires):
            self._delete(f"Delete {count_text(self._scene, nodes, len(wires))}")

    def copy(self) -> None:
        """Put the selected blocks on the clipboard."""
        if self._selection.nodes:
            data = QMimeData()
            data.setData(FRAGMENT_TYPE, fragment_to_text(self._fragment()).encode())
            QGuiApplication.clipboard().setMimeData(data)
            self._pasted = 0

    def cut(self) -> None:
        """Copy, then delete."""
        if self._selection.nodes and self._view.beginnings.edits:
            self.copy()
            self._pasted = -1  # the first paste goes where the blocks were
            self._delete(f"Cut {count_text(self._scene, self._selection.nodes)}")

    def paste(self) -> None:
        """Add what the clipboard holds, a little aside of where it was copied; anything but blocks is refused."""
        data = QGuiApplication.clipboard().mimeData()
        if not self._view.beginnings.edits or data is None or not data.hasFormat(FRAGMENT_TYPE):
            return
        try:
            fragment = fragment_from_text(bytes(data.data(FRAGMENT_TYPE).data()).decode())
        except (FileError, UnicodeDecodeError) as error:
            self._view.conclude(Refusal(f"the clipboard holds no blocks: {error}"))
            return
        self._pasted += 1
        self._add_copy(fragment, "Paste", STEP_ASIDE * self._pasted)

    def duplicate(self) -> None:
        """Add a copy of the selected blocks beside them, without touching the clipboard."""
        if self._selection.nodes and self._view.beginnings.edits:
            self._add_copy(self._fragment(), "Duplicate", STEP_ASIDE)

    def select_all(self) -> None:
        """Select every block."""
        self._selection.set(frozenset(self._scene.blocks))

    def insert(self, operation: Operation, at: QPointF | None = None) -> None:
        """Add a block at a point, or where there is room; then after the selected block, wired to its free output."""
        if not self._view.beginnings.edits:
            return
        before, network = self._selection.only, self._scene.diagram.network
        corner = free_corner(self._scene, before, self._view.visible_rect) if at is None else snapped(at)
        free = at is None and before is not None and not network.outgoing[before]
        self._view.conclude(insertion(operation, (corner.x(), corner.y()), before if free else None))

    def nudge(self, columns: int, rows: int) -> None:
        """Move the selected blocks by steps of the grid; one edit when the keys are let go."""
        nodes = self._selection.nodes
        if not nodes or not self._view.beginnings.edits:
            return
        if not isinstance(self._view.gesture, MoveBlocks):
            self._view.start(MoveBlocks(self._scene, nodes, min(nodes), self._view.pointer), carried=False)
        if isinstance(self._view.gesture, MoveBlocks):
            self._view.gesture.nudge(columns, rows)

    def wire_by_keys(self) -> None:
        """Start a wire at the selected block; arrows or Tab choose its end."""
        source = self._selection.only
        if source is None or not self._view.beginnings.edits:
            return
        if not self._scene.blocks[source].layout.face.has_output:
            self._view.conclude(Refusal(f"{self._scene.diagram.network.by_id[source].name} has no output to wire"))
            return
        gesture = KeyWire(self._scene, source)
        self._view.start(gesture)
        self.step_wire(gesture, 0)

    def step_wire(self, gesture: KeyWire, by: int) -> None:
        """Offer the next end and keep it in sight."""
        gesture.step(by)
        self._view.say_beside(gesture.spoken, gesture.offered.node if gesture.offered else gesture.source)

    def walk(self, by: int) -> bool:
        """Select the next block in the order of the computation; False past either end."""
        order = [node.id for node in in_order(self._scene.diagram.network)]
        place = order.index(self._selection.only) + by if self._selection.only in order else min(by, 0)
        if not order or place >= len(order) or (place < 0 and self._selection.only in order):
            return False
        self._selection.set(frozenset({order[place]}))
        self._view.ensureVisible(self._scene.blocks[order[place]].card, 60, 60)
        return True

    def walk_wires(self) -> None:
        """Select the next wire at the selected block, or after the selected wire of the same block."""
        edges = self._selection.edges
        if self._selection.nodes:
            self._walked = self._selection.nodes
        elif not any(edge.source in self._walked or edge.target in self._walked for edge in edges):
            self._walked = frozenset(edge.target for edge in edges)
        wires = [edge for id in sorted(self._walked) for edge in self._scene.wires_at(id)]
        if wires:
            chosen = [place for place, edge in enumerate(wires) if edge in self._selection.edges]
            self._selection.set(frozenset(), frozenset({wires[(chosen[-1] + 1 if chosen else 0) % len(wires)]}))

    def _fragment(self) -> Fragment:
        return edits.copy(self._scene.diagram, self._selection.nodes)

    def _add_copy(self, fragment: Fragment, verb: str, aside: float) -> None:
        what = "1 block" if len(fragment.nodes) == 1 else f"{len(fragment.nodes)} blocks"
        apply = partial(_pasted, fragment=fragment, offset=(aside, aside))
        self._view.conclude(Edit(f"{verb} {what}", apply))

    def _delete(self, title: str) -> None:
        apply = partial(edits.delete, nodes=self._selection.nodes, edges=self._selection.edges)
        self._view.conclude(Edit(title, apply))


def in_order(network: Network) -> tuple[Node, ...]:
    """The blocks in the order of the computation, or of their making while the wires form a cycle."""
    try:
        return network.order
    except CycleError:
        return network.nodes


def _pasted(diagram: Diagram, fragment: Fragment, offset: tuple[float, float]) -> Diagram:
    return edits.paste(diagram, fragment, offset)
