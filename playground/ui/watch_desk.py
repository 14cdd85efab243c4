"""Watches in the window: keeps the expressions and looks at their values whenever the stepper moves."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from playground.session.condition_tokens import ConditionError
from playground.session.watches import Seen, Watch
from playground.ui.step_desk import StepDesk


class WatchDesk(QObject):
    """The watched expressions of the session."""

    changed = Signal(object)  # tuple[Seen, ...]

    def __init__(self, steps: StepDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps = steps
        self._watches: list[Watch] = []
        steps.changed.connect(self.look)

    def add(self, text: object) -> None:
        """Watch an expression that is one."""
        assert isinstance(text, str)
        self._watches.append(Watch(text))
        self.look()

    def remove(self, number: object) -> None:
        """Watch the expression of that number no longer."""
        assert isinstance(number, int)
        del self._watches[number]
        self.look()

    def problem(self, text: str) -> str:
        """What is wrong with an expression; empty if it can be watched."""
        try:
            watch = Watch(text)
        except ConditionError as error:
            return str(error)
        return watch.look(self._steps.stepper).problem if self._steps.stepper is not None else ""

    def look(self, _stepper: object = None) -> None:
        """Read all values where the stepper stands."""
        stepper = self._steps.stepper
        if self._watches and stepper is not None:
            self.changed.emit(tuple(watch.look(stepper) for watch in self._watches))
        else:
            self.changed.emit(tuple(Seen(watch.text, None, ()) for watch in self._watches))
