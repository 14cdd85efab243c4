"""Breakpoints, watches and time travel wired together: the desks of debugging, their panels, and who tells whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from playground.session.breakpoints import Breakpoints
from playground.session.running_on import problem_in
from playground.ui.break_desk import BreakDesk
from playground.ui.explain_desk import ExplainDesk
from playground.ui.keep_desk import KeepDesk
from playground.ui.travel_desk import TravelDesk
from playground.ui.watch_desk import WatchDesk
from playground.ui.workspaces import Workspace

if TYPE_CHECKING:
    from playground.ui.wiring import Wiring


class Debugging(QObject):
    """Owns the desks of debugging."""

    def __init__(self, wiring: Wiring) -> None:
        super().__init__(wiring)
        self._wiring = wiring
        self.breaks = BreakDesk(wiring.workbench, wiring.steps, self)
        self.travel = TravelDesk(wiring.workbench, wiring.steps, wiring.edits.stack, self)
        self.watches = WatchDesk(wiring.workbench, wiring.steps, self)
        self.keeping = KeepDesk(wiring.workbench, wiring.steps, wiring.edits.stack, self)
        self.explaining = ExplainDesk(wiring)
        self.travel.step = self.breaks.step
        wiring.window.workspace_changed.connect(self._leave)
        wiring.files.opening.connect(self.travel.stop)
        wiring.training.stopped.connect(self._open_stop)
        wiring.training.watched.connect(self.watches.take)
        self.breaks.paused.connect(wiring.window.notice.tell)
        self.breaks.told.connect(wiring.window.notice.remark)

    def consult_panels(self) -> None:
        """Let the panels of Step be asked where the user looks, and ask what may be typed there."""
        panels = self._wiring.panels
        self._wiring.steps.looking = panels.explanation.trail.index_in
        panels.watch.judge_by(self.breaks.problem, self.watches.problem)

    def go_on(self) -> None:
        """Run on to the next breakpoint of the pass; without one train, from an earlier update too, or pause."""
        window = self._wiring.window
        if window.workspace is Workspace.STEP and self.breaks.run_on():
            return
        if not self._wiring.workbench.is_training:
            self.travel.branch()
        window.show_workspace(Workspace.TRAIN)
        self._wiring.training.toggle()

    def update_once(self) -> None:
        """One update; from an earlier one it begins a branch, which can be undone."""
        self.travel.branch()
        self._wiring.training.update_once()

    def _leave(self, workspace: object) -> None:
        """Steps are played where they can be seen."""
        if workspace is not Workspace.STEP:
            self.travel.stop()

    def _open_stop(self, stop: object) -> None:
        """Step at the instruction at which a run paused."""
        self._wiring.window.show_workspace(Workspace.STEP)
        self.breaks.open_at(stop)

    def show_choice(self, _stepper: object) -> None:
        """A pass that was walked before may have other samples than were chosen."""
        self._wiring.panels.step_controls.show_choice(self._wiring.steps.choice)

    def show_breakpoints(self, breakpoints: object) -> None:
        """List them, each with what keeps it from being hit, if anything does."""
        assert isinstance(breakpoints, Breakpoints)
        panels, stepper = self._wiring.panels, self._wiring.steps.stepper
        panels.listing.show_breakpoints(breakpoints)
        network = self._wiring.workbench.state.diagram.network
        lines = []
        for one in breakpoints:
            problem = problem_in(stepper, one) if stepper is not None else ""
            text = one.described(network)
            lines.append((f"{text} — {problem}" if problem else text, one.enabled))
        panels.watch.show_breakpoints(lines)
