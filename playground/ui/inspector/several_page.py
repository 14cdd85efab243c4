"""The inspector's page about several selected blocks: which they are and what can be done with all of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from playground.document.edits import delete
from playground.ui.edit_request import Edit
from playground.ui.icons import set_icon
from playground.ui.inspector.network_page import MARGINS
from playground.ui.inspector.subject import Subject, count, parameter_count, shape_words
from playground.ui.labels import column, label, row, rule
from playground.ui.palette import LIGHT, Theme

MOST_LISTED = 24


class SeveralPage(QWidget):
    """Count, names with shapes, parameters, and Delete."""

    edit_requested = Signal(object)  # Edit

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self._selection: frozenset[str] = frozenset()
        self._title, self._learned, self._more = label(kind="heading"), label(kind="muted"), label(kind="caption")
        self._names, self._shapes = label(), label(kind="muted")
        self._shapes.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._delete = QPushButton("Delete")
        set_icon(self._delete, "delete", theme)
        self._delete.clicked.connect(self._request_delete)
        lines = column(self, margins=MARGINS)
        for part in (self._title, self._learned, rule()):
            lines.addWidget(part)
        both = row()
        both.addWidget(self._names, 1)
        both.addWidget(self._shapes)
        lines.addLayout(both)
        for part in (self._more, rule()):
            lines.addWidget(part)
        lines.addWidget(self._delete, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)

    def show_blocks(self, subject: Subject) -> None:
        """Show the selected blocks."""
        network, nodes = subject.diagram.network, subject.nodes
        self._selection = frozenset(node.id for node in nodes)
        self._title.setText(f"{count(len(nodes), 'block')} selected")
        self._learned.setText(count(parameter_count(network, self._selection), "parameter"))
        shown = nodes[:MOST_LISTED]
        self._names.setText("\n".join(node.name for node in shown))
        self._shapes.setText("\n".join(shape_words(network, node.id) for node in shown))
        self._more.setText(f"and {count(len(nodes) - MOST_LISTED)} more")
        self._more.setVisible(len(nodes) > MOST_LISTED)

    def _request_delete(self) -> None:
        title = f"Delete {count(len(self._selection), 'block')}"
        self.edit_requested.emit(Edit(title, partial(delete, nodes=self._selection)))
