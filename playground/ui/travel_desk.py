"""Time in the window: goes to any of the last updates, branches off from there, and plays the steps by themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from playground.session.revisiting import gone_back_from, stepper_at
from playground.session.workbench import Workbench
from playground.ui.commands import LearnedCommand
from playground.ui.step_desk import StepDesk

SPEEDS = (1, 2, 5, 10, 30)  # steps in a second


@dataclass(frozen=True)
class Travel:
    """Where the run stands among the updates that can be visited, and whether the steps are being played."""

    oldest: int
    updates: int
    newest: int
    playing: bool


class TravelDesk(QObject):
    """Moves the stepper from update to update, and from step to step in time."""

    changed = Signal(object)  # Travel | None
    playing_changed = Signal(object)  # whether the steps are being played

    def __init__(self, workbench: Workbench, steps: StepDesk, stack: QUndoStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbench, self._steps, self._stack = workbench, steps, stack
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._play_step)
        self._played = False
        self.step: Callable[[], bool] = self._step  # a step of the chosen length; whether playing is to stop there
        self.set_speed(SPEEDS[1])
        steps.changed.connect(self.tell)

    def go_to(self, updates: object) -> None:
        """Stand at the start of the pass that followed after so many updates."""
        assert isinstance(updates, int)
        if not self._workbench.state.is_ready:
            return
        line = self._workbench.timeline
        self._steps.take(stepper_at(self._workbench, min(max(updates, line.oldest), line.newest)))

    def branch(self) -> None:
        """Go on from here: what came after is given up, which can be undone."""
        here = self._workbench.state.learned
        if here is None or gone_back_from(self._workbench) is None:
            return
        line = self._workbench.timeline
        before = line.memory
        line.changed(here)
        self._stack.push(LearnedCommand("branch from an earlier update", before, self._workbench))
        self.tell()

    def toggle_playing(self) -> None:
        """Play the steps one after another, or stop."""
        if self._timer.isActive():
            self._timer.stop()
        else:
            self._timer.start()
        self.tell()

    def stop(self) -> None:
        """Stop playing."""
        if self._timer.isActive():
            self._timer.stop()
            self.tell()

    def set_speed(self, steps_per_second: object) -> None:
        """How many steps a second are played."""
        assert isinstance(steps_per_second, int)
        self._timer.setInterval(round(1000 / steps_per_second))

    def tell(self, _stepper: object = None) -> None:
        """Tell where the run stands."""
        stepper, bench = self._steps.stepper, self._workbench
        if stepper is None or not bench.state.is_ready or bench.state.learned is None:
            self._timer.stop()
            self._tell_playing()
            self.changed.emit(None)
            return
        self._tell_playing()
        line = bench.timeline
        self.changed.emit(Travel(line.oldest, bench.state.learned.updates, line.newest, self._timer.isActive()))

    def _tell_playing(self) -> None:
        if self._timer.isActive() != self._played:
            self._played = self._timer.isActive()
            self.playing_changed.emit(self._played)

    def _play_step(self) -> None:
        stepper = self._steps.stepper
        if stepper is None:
            self.stop()
        elif stepper.at_end:
            self._steps.next_pass()
        elif self.step():
            self.stop()

    def _step(self) -> bool:
        self._steps.step()
        return False
