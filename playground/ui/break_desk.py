"""Breakpoints in the window: sets them, runs on to the next one, and opens Step where a run has met one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from playground.engine.instruction import Ref
from playground.engine.network import Network
from playground.session.breakpoints import Breakpoint, Breakpoints
from playground.session.checks import Stop
from playground.session.condition_tokens import ConditionError
from playground.session.revisiting import stepper_at, walked
from playground.session.running_on import problem_in, run_on
from playground.session.state import State
from playground.session.stepper import Granularity, Stepper
from playground.session.workbench import Workbench
from playground.ui.step_desk import StepDesk

_GONE = "Taken away, as the block is not there any more: the breakpoint"
_NOWHERE = "A breakpoint is set at the step that ran last: step first (F10)."


class BreakDesk(QObject):
    """The workbench's breakpoints and what they do to the stepper."""

    changed = Signal(object)  # Breakpoints
    paused = Signal(object)  # a sentence: where and why
    told = Signal(object)  # a sentence: what a key did
    refused = Signal(object)  # a sentence: why a text is no condition here

    def __init__(self, workbench: Workbench, steps: StepDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbench, self._steps = workbench, steps
        self._shown = workbench.breakpoints
        self._judged: Network | None = None
        workbench.subscribe(self._state_changed)
        steps.changed.connect(self._judge)

    def toggle(self, place: object) -> None:
        """Set a breakpoint at a place, or take it away."""
        assert isinstance(place, Ref)
        self._set(self._workbench.breakpoints.toggled(place))

    def toggle_here(self) -> None:
        """Set or take away one at the instruction that ran last, and tell."""
        stepper = self._steps.stepper
        current = None if stepper is None else stepper.current
        if stepper is None or current is None or current.result.ref is None:
            self.told.emit(_NOWHERE)
            return
        self.toggle(current.result.ref)
        done = "set at" if current.result.ref in self._workbench.breakpoints.places else "taken away from"
        self.told.emit(f"Breakpoint {done} {current.symbol} of {stepper.network.node(current.node).name}.")

    def add(self, text: object) -> None:
        """Add a condition, or say why it is none."""
        assert isinstance(text, str)
        problem = self.problem(text)
        if problem:
            self.refused.emit(problem)
        else:
            self._set(self._workbench.breakpoints.added(text))

    def problem(self, text: str) -> str:
        """What is wrong with a condition; empty if it can be used."""
        try:
            one = Breakpoint(None, text) if Breakpoints().added(text) else None
        except ConditionError as error:
            return str(error)
        stepper = self._steps.stepper
        return problem_in(stepper, one) if stepper is not None and one is not None else ""

    def remove(self, number: object) -> None:
        """Take the one of that number away."""
        assert isinstance(number, int)
        self._set(self._workbench.breakpoints.without(number))

    def switch(self, change: object) -> None:
        """Enable or disable one: (number, enabled)."""
        assert isinstance(change, tuple)
        self._set(self._workbench.breakpoints.switched(*change))

    def run_on(self) -> bool:
        """Run the pass under way on to the next breakpoint; False if it ended without one, so that training goes on."""
        stepper, bench = self._steps.stepper, self._workbench
        begun = stepper is not None and stepper.start.place is not None and stepper.cursor > 0
        if stepper is None or not begun or bench.is_training or not bench.breakpoints.active:
            return False
        stop = run_on(stepper, bench.breakpoints, bench.memory)
        self._steps.take(stepper)
        if stop is not None:
            self.paused.emit(_sentence(stop))
        return stop is not None

    def step(self) -> bool:
        """A step of the chosen length, but not beyond the next breakpoint; whether it paused there."""
        steps, bench = self._steps, self._workbench
        stepper, stride = steps.stepper, steps.granularity
        if stepper is None or stepper.at_end or stride is Granularity.TERM or not bench.breakpoints.active:
            steps.step()
            return False
        stop = run_on(stepper, bench.breakpoints, bench.memory, stride.end(stepper.instructions, stepper.cursor))
        steps.take(stepper)
        if stop is not None:
            self.paused.emit(_sentence(stop))
        return stop is not None

    def open_at(self, stop: object) -> None:
        """Walk the update in which a run met a breakpoint, with its batch, to the very instruction."""
        assert isinstance(stop, Stop)
        learned = self._workbench.state.learned
        assert learned is not None
        stepper = stepper_at(self._workbench, learned.updates)
        while stepper.start.learned.updates + 1 < stop.update:  # the run was taken back further than the update
            stepper.run_to_end()
            stepper = stepper_at(self._workbench, walked(self._workbench, stepper).updates)
        stepper.run_to(stop.cursor)
        self._steps.take(stepper)
        self.paused.emit(_sentence(stop))

    def _set(self, breakpoints: Breakpoints) -> None:
        """A run in progress is begun anew with them, between two updates."""
        bench, running = self._workbench, self._workbench.is_training
        if running:
            bench.pause()
        bench.breakpoints = breakpoints
        self._tell()
        if running:
            bench.run()

    def _state_changed(self, before: State, _after: State) -> None:
        shown, kept = self._shown, self._workbench.breakpoints
        if shown is not kept:
            self._tell()
            gone = [one.described(before.diagram.network) for one in shown if one not in kept.items]
            if gone:
                self.told.emit(f"{_GONE} {' and '.join(gone)}.")

    def _judge(self, stepper: object) -> None:
        """What fitted another network may not fit this one, or the other way round."""
        if isinstance(stepper, Stepper) and stepper.network is not self._judged:
            self._judged = stepper.network
            if len(self._workbench.breakpoints):
                self.changed.emit(self._workbench.breakpoints)

    def _tell(self) -> None:
        self._shown = self._workbench.breakpoints
        self.changed.emit(self._shown)


def _sentence(stop: Stop) -> str:
    return f"Paused in update {stop.update} at the breakpoint {stop.reason}."
