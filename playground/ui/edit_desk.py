"""The one place where edits happen: apply, record for undo, or say why not. Panels only ask."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from playground.document.errors import EditError
from playground.session.workbench import Workbench
from playground.ui.commands import DiagramCommand
from playground.ui.edit_request import Edit

UNDO_LIMIT = 500  # edits; each holds two frozen diagrams that share what did not change


class EditDesk(QObject):
    """Carries out edit requests on the workbench's document."""

    refused = Signal(object)  # the sentence why an edit was not made

    def __init__(self, workbench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(UNDO_LIMIT)

    def apply(self, edit: Edit) -> None:
        """Make one edit and record it; a refused one changes nothing."""
        before = self._workbench.state.diagram
        try:
            after = edit.apply(before)
        except EditError as error:
            self.refused.emit(str(error))
            return
        if after != before:
            self.stack.push(DiagramCommand(edit.title, before, after, self._workbench.replace_diagram))

    def forget(self) -> None:
        """Begin a new history, as after opening a document."""
        self.stack.clear()
