"""Undo: a command that holds the diagram before and after, and one that holds what was learned. Both swap values."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from playground.document.diagram import Diagram
from playground.engine.learned import Learned

if TYPE_CHECKING:
    from playground.session.timeline import Mark
    from playground.session.workbench import Workbench

    Memory = tuple[tuple[Mark, ...], Learned]


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


class LearnedCommand(QUndoCommand):
    """Swap the updates that are kept for others and back; what is learned in between is kept for the way back.

    It is pushed when the change has been made: the first redo does nothing.
    """

    def __init__(self, title: str, before: Memory, workbench: Workbench) -> None:
        super().__init__(title)
        self._other, self._workbench, self._made = before, workbench, True

    def redo(self) -> None:
        """Go forward again."""
        if self._made:
            self._made = False
            return
        self._swap()

    def undo(self) -> None:
        """Bring back what was given up."""
        self._swap()

    def _swap(self) -> None:
        self._workbench.pause()
        line, (_marks, learned) = self._workbench.timeline, self._other
        if learned.layout == line.tip.layout:
            self._other, before = line.memory, self._other
            line.restore(before)
            self._workbench.adopt(learned)
