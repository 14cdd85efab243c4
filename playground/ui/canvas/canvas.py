"""The canvas: the network as blocks and wires, to be looked at and edited. It shows a diagram and asks for edits.

This is the panel's outside. It never changes a diagram; the window answers each request with the next `show_diagram`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPixmapCache, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from playground.document.diagram import Diagram
from playground.engine.network import Edge
from playground.engine.operations.operation import Operation
from playground.session.number_style import NumberStyle
from playground.ui.block_values import CurrentStep, ValueRow, WireNote
from playground.ui.canvas.framed_view import READABLE_WORDS, FramedView
from playground.ui.canvas.hits import hit
from playground.ui.canvas.lights import Lights
from playground.ui.canvas.overlays import Overlays
from playground.ui.canvas.tips import plain, spoken_wire, tip
from playground.ui.fonts import load_fonts
from playground.ui.palette import LIGHT, Theme

_PICTURES = 64 * 1024  # kilobytes Qt may keep of painted blocks


class Canvas(FramedView):
    """Shows one diagram; edits, selections and clicks leave as signals."""

    selection_changed = Signal(object)  # frozenset of node ids

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        load_fonts()
        super().__init__(theme)
        self.setParent(parent)
        QPixmapCache.setCacheLimit(max(_PICTURES, QPixmapCache.cacheLimit()))
        self.overlays, self.lights = Overlays(self), Lights(self.diagram_scene)
        self._adding_at = QPointF()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Network canvas")
        self.selection.changed.connect(self._tell_selection)
        self.selection.wires_changed.connect(self._describe)
        self.quick_add_requested.connect(self._offer_to_add)
        self.overlays.quick_add.chosen.connect(self._add_chosen)
        self.view_changed.connect(self._show_detail)
        self.overlays.zoom_bar.fit_button.clicked.connect(self.fit)
        self.set_theme(theme)

    def show_diagram(self, before: Diagram | None, after: Diagram, problems: Mapping[str, tuple[str, ...]]) -> None:
        """Show a diagram by patching what differs; `before` is None for another document, which is fitted into view.

        `problems`: sentences by node id, shown on the blocks to blame.
        """
        self.cancel_gesture()
        if before is None:
            self.selection.set(frozenset())
        change = self.diagram_scene.show(after)
        self.diagram_scene.mark_problems(frozenset(id for id, found in problems.items() if found))
        self.selection.keep_existing()
        if self.concluding and change.added:
            self.selection.set(change.added)
        self.messages.set_problems(problems, sorted(self.selection.nodes))
        self.overlays.refresh()
        if before is None:
            self.frame_network()

    def select(self, ids: frozenset[str]) -> None:
        """Select exactly these blocks without announcing it; wires stay selected where the blocks do."""
        if ids != self.selection.nodes and self.selection.show(ids):
            self.overlays.refresh()
            self._describe()
            self.choose_messages()

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self.theme = theme
        self.diagram_scene.set_look(replace(self.diagram_scene.look, theme=theme))
        self.messages.repaint()
        self.overlays.set_theme(theme)
        self.resetCachedContent()
        self.viewport().update()

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the numbers on blocks otherwise."""
        self.diagram_scene.set_look(replace(self.diagram_scene.look, numbers=numbers))
        self.keep_framed()

    def set_editable(self, editable: bool) -> None:
        """Allow or forbid gestures that edit; selecting and looking around always work."""
        self.cancel_gesture()
        self.beginnings.editable = editable

    def show_values(
        self, rows: Mapping[str, tuple[ValueRow, ...]], notes: Mapping[Edge, WireNote] | None = None
    ) -> None:
        """Show values on the blocks and notes beside wires, as while stepping; nothing shows them as built."""
        switched = bool(rows) != self.diagram_scene.shows_values
        if switched:
            self.cancel_gesture()
            self.messages.clear()
        self.diagram_scene.show_values(rows, notes)
        if self.selection.edges:
            self._describe()
        if switched:
            self.choose_messages()
            self.overlays.refresh()
            self.frame_network()

    def set_current(self, current: CurrentStep | None) -> None:
        """Outline the block of a step, light its wires in the direction's colour, and bring it into sight."""
        self.diagram_scene.show_current(current)
        self.overlays.minimap.update()
        if self.diagram_scene.lit is not None:
            self.bring_into_sight(self.diagram_scene.lit)

    def sizeHint(self) -> QSize:
        """Room for a small network."""
        return QSize(860, 560)

    def _show_detail(self) -> None:
        """From far off the words beside the wires would only clutter."""
        self.diagram_scene.wires.show_words(readable=self.zoom > READABLE_WORDS * 0.99)

    def _tell_selection(self, nodes: frozenset[str]) -> None:
        self.overlays.refresh()
        self._describe()
        self.selection_changed.emit(nodes)

    def _describe(self) -> None:
        blocks = self.diagram_scene.blocks
        words = [blocks[id].layout.face.spoken for id in sorted(self.selection.nodes)]
        troubles = [text for id in sorted(self.selection.nodes) for text in self.messages.of(id)]
        wires = (spoken_wire(self.diagram_scene, edge) for edge in self.selection.edges)
        self.setAccessibleDescription("; ".join([*words, *sorted(wires), *troubles]) or "nothing selected")

    def _offer_to_add(self, at: QPointF) -> None:
        self._adding_at = at
        self.overlays.quick_add.open_at(self.mapFromScene(at))

    def _add_chosen(self, operation: Operation) -> None:
        self.insert(operation, self._adding_at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the overlays in their corners, and the network in view unless the user chose a view."""
        super().resizeEvent(event)
        self.overlays.arrange()
        self.note.stay_inside()
        self.keep_framed()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the tip of what is under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = hit(self.diagram_scene, self.mapToScene(event.pos()))
            QToolTip.showText(event.globalPos(), plain(tip(self.diagram_scene, found)), self)
            return True
        return super().viewportEvent(event)
