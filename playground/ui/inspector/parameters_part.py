"""The part of a block's page about what it has learned: its parameters' values, and the request to draw them anew."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from playground.engine.network import Node
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.ui.inspector.parameter_view import ParameterView
from playground.ui.inspector.subject import Subject
from playground.ui.labels import column, label, link, row, rule
from playground.ui.palette import LIGHT, Theme

KEPT = "Parameters whose shape an edit changes are drawn anew; all others are kept."


class ParametersPart(QWidget):
    """As many views as the block has parameters; hidden for a block that learns nothing."""

    reinitialize_requested = Signal(object)  # node id

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self._theme, self._numbers, self._node = theme, AS_USUAL, ""
        self._views: list[ParameterView] = []
        self._reinitialize = link("Re-initialize")
        self._reinitialize.setToolTip("Draw first values for this block anew")
        self._reinitialize.clicked.connect(self._request)
        head = row()
        head.addWidget(label("Parameters", "heading"))
        head.addStretch(1)
        head.addWidget(self._reinitialize)
        self._column, lines = column(spacing=10), column(self, spacing=10)
        lines.addWidget(rule())
        lines.addLayout(head)
        lines.addLayout(self._column)
        lines.addWidget(rule())
        lines.addWidget(label(KEPT, "caption", wrap=True))

    def show_parameters(self, subject: Subject, node: Node) -> None:
        """Show all parameters of a block."""
        self._node, slots = node.id, subject.slots_of(node.id)
        self.setVisible(bool(slots))
        if subject.learned is None or not slots:
            return
        layer = subject.diagram.network.layers.get(node.id)
        while len(self._views) < len(slots):
            self._views.append(ParameterView(self._theme))
            self._views[-1].set_numbers(self._numbers)
            self._column.addWidget(self._views[-1])
        for view, slot in zip(self._views, slots, strict=False):
            view.show_parameter(slot, layer, node.name)
            view.show_values(subject.learned.values)
        for index, view in enumerate(self._views):
            view.setVisible(index < len(slots))

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the numbers otherwise."""
        self._numbers = numbers
        for view in self._views:
            view.set_numbers(numbers)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        for view in self._views:
            view.set_theme(theme)

    def _request(self) -> None:
        self.reinitialize_requested.emit(self._node)
