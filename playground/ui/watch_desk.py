"""Watches in the window: keeps the expressions; looks at their values when the stepper moves, takes them from a run."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from playground.session.condition_tokens import ConditionError
from playground.session.watches import Watch
from playground.session.workbench import Workbench
from playground.ui.step_desk import StepDesk


class WatchDesk(QObject):
    """The watched expressions of the session."""

    changed = Signal(object)  # tuple[Seen, ...]

    def __init__(self, workbench: Workbench, steps: StepDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbench, self._steps = workbench, steps
        self._watches: list[Watch] = []
        steps.changed.connect(self._follow)

    def add(self, text: object) -> None:
        """Watch an expression that is one."""
        assert isinstance(text, str)
        self._watches.append(Watch(text))
        self._changed()

    def remove(self, number: object) -> None:
        """Watch the expression of that number no longer."""
        assert isinstance(number, int)
        del self._watches[number]
        self._changed()

    def problem(self, text: str) -> str:
        """What is wrong with an expression; empty if it can be watched."""
        try:
            watch = Watch(text)
        except ConditionError as error:
            return str(error)
        return watch.look(self._steps.stepper).problem if self._steps.stepper is not None else ""

    def begin_anew(self) -> None:
        """Another document is opened: what is watched stays, what it was in the old one does not."""
        for watch in self._watches:
            watch.forget()
        self.changed.emit(tuple(watch.seen for watch in self._watches))

    def look(self) -> None:
        """Read all values where the stepper stands."""
        stepper = self._steps.stepper
        if self._watches and stepper is not None:
            self.changed.emit(tuple(watch.look(stepper) for watch in self._watches))
        else:
            self.changed.emit(tuple(watch.seen for watch in self._watches))

    def _follow(self, _stepper: object) -> None:
        if self._watches:
            self.look()

    def take(self, readings: object) -> None:
        """Keep what a run came by, and show it."""
        assert isinstance(readings, tuple)
        for watch in self._watches:
            for reading in readings:
                watch.take(reading)
        self.changed.emit(tuple(watch.seen for watch in self._watches))

    def _changed(self) -> None:
        self._workbench.watched.texts = tuple(watch.text for watch in self._watches)
        if self._workbench.is_training:
            self.changed.emit(tuple(watch.seen for watch in self._watches))
        else:
            self.look()
