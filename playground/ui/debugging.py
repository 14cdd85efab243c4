"""Breakpoints, watches and time travel wired together: the desks of debugging, their panels, and who tells whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from playground.session.breakpoints import Breakpoints
from playground.session.running_on import problem_in
from playground.ui.break_desk import BreakDesk
from playground.ui.keep_desk import KeepDesk
from playground.ui.travel_desk import TravelDesk
from playground.ui.watch_desk import WatchDesk
from playground.ui.workspaces import Workspace

if TYPE_CHECKING:
    from playground.ui.wiring import Wiring


class Debugging(QObject):
    """Owns the desks of debugging; the panels are connected once they are there."""

    def __init__(self, wiring: Wiring) -> None:
        super().__init__(wiring)
        self._wiring = wiring
        self.breaks = BreakDesk(wiring.workbench, wiring.steps, self)
        self.travel = TravelDesk(wiring.workbench, wiring.steps, wiring.edits.stack, self)
        self.watches = WatchDesk(wiring.steps, self)
        self.keeping = KeepDesk(wiring.workbench, wiring.steps, wiring.edits.stack, self)
        wiring.training.stopped.connect(self._open_stop)
        self.breaks.paused.connect(wiring.window.notice.tell)

    def connect_panels(self) -> None:
        """Connect the panels of Step."""
        panels, steps, breaks, travel, watches = (
            self._wiring.panels, self._wiring.steps, self.breaks, self.travel, self.watches
        )  # fmt: skip
        steps.looking = panels.explanation.trail.index_in
        panels.watch.judge_by(breaks.problem, watches.problem)
        for signal, slot in (
            (panels.listing.breakpoint_toggled, breaks.toggle),
            (panels.watch.breakpoint_added, breaks.add),
            (panels.watch.breakpoint_removed, breaks.remove),
            (panels.watch.breakpoint_switched, breaks.switch),
            (panels.watch.watch_added, watches.add),
            (panels.watch.watch_removed, watches.remove),
            (panels.why.what_if.keep_requested, self.keeping.keep),
            (panels.travel.place_chosen, steps.run_to),
            (panels.travel.move_requested, steps.step_over),
            (panels.travel.play_toggled, travel.toggle_playing),
            (panels.travel.speed_chosen, travel.set_speed),
            (panels.travel.update_chosen, travel.go_to),
            (panels.travel.branch_requested, travel.branch),
            (steps.changed, panels.travel.show_stepper),
            (steps.changed, self._show_choice),
            (breaks.changed, self._show_breakpoints),
            (watches.changed, panels.watch.show_watches),
            (travel.changed, panels.travel.show_travel),
        ):
            signal.connect(slot)

    def go_on(self) -> None:
        """Run on to the next breakpoint of the pass; without one train, from an earlier update too, or pause."""
        window = self._wiring.window
        if window.workspace is Workspace.STEP and self.breaks.run_on():
            return
        if not self._wiring.workbench.is_training:
            self.travel.branch()
        window.show_workspace(Workspace.TRAIN)
        self._wiring.training.toggle()

    def _open_stop(self, stop: object) -> None:
        """Step at the instruction at which a run paused."""
        self._wiring.window.show_workspace(Workspace.STEP)
        self.breaks.open_at(stop)

    def _show_choice(self, _stepper: object) -> None:
        """A pass that was walked before may have other samples than were chosen."""
        self._wiring.panels.step_controls.show_choice(self._wiring.steps.choice)

    def _show_breakpoints(self, breakpoints: object) -> None:
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
