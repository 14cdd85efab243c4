"""Undo: one command that holds the diagram before and after. Everything is undoable because the document is a value."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from playground.document.diagram import Diagram


class DiagramCommand(QUndoCommand):
    """Swap one diagram for another and back; `replace` is told which."""

    def __init__(self, title: str, before: Diagram, after: Diagram, replace: Callable[[Diagram], None]) -> None:
        super().__init__(title)
        self._before, self._after, self._replace = before, after, replace

    def redo(self) -> None:
        """Show the edited diagram."""
        self._replace(self._after)

    def undo(self) -> None:
        """Show the diagram as it was."""
        self._replace(self._before)
