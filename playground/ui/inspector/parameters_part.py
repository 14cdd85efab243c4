"""The part of a block's page about what it has learned: its parameters' values, and the request to draw them anew."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.engine.network import Node
from playground.engine.parameters import Slot
from playground.ui.inspector.parameter_view import ParameterView
from playground.ui.inspector.subject import Subject
from playground.ui.labels import clear, column, label, link, row, rule
from playground.ui.palette import LIGHT, Theme

KEPT = "Parameters whose shape an edit changes are drawn anew; all others are kept."


class ParametersPart(QWidget):
    """Views are made anew when the block or a shape changes, otherwise only their values."""

    reinitialize_requested = Signal(object)  # node id

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self._theme = theme
        self._shown: object = None
        self._node = ""
        self._views: tuple[ParameterView, ...] = ()
        self._lines = column(self, spacing=10)

    def show_parameters(self, subject: Subject, node: Node) -> None:
        """Show all parameters of a block; nothing for a block that learns nothing."""
        slots, layer = subject.slots_of(node.id), _layer(subject, node)
        shapes = [(slot.quantity, slot.start, slot.shape) for slot in slots]
        if (node.id, node.name, layer, shapes) != self._shown:
            self._shown = (node.id, node.name, layer, shapes)
            self._node = node.id
            self._build(slots, layer, node.name)
        if subject.learned is not None:
            for view in self._views:
                view.show_values(subject.learned.values)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        for view in self._views:
            view.set_theme(theme)

    def _build(self, slots: tuple[Slot, ...], layer: int | None, name: str) -> None:
        clear(self._lines)
        self._views = tuple(ParameterView(slot, layer, name, self._theme) for slot in slots)
        self.setVisible(bool(self._views))
        if not self._views:
            return
        self._lines.addWidget(rule())
        self._lines.addLayout(self._head())
        for view in self._views:
            self._lines.addWidget(view)
        self._lines.addWidget(rule())
        self._lines.addWidget(label(KEPT, "caption", wrap=True))

    def _head(self) -> QHBoxLayout:
        head = row()
        head.addWidget(label("Parameters", "heading"))
        head.addStretch(1)
        button = link("Re-initialize")
        button.setToolTip("Draw first values for this block anew")
        button.clicked.connect(self._reinitialize)
        head.addWidget(button)
        return head

    def _reinitialize(self) -> None:
        self.reinitialize_requested.emit(self._node)


def _layer(subject: Subject, node: Node) -> int | None:
    return subject.diagram.network.layers.get(node.id) if subject.slots_of(node.id) else None
