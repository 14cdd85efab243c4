"""Brings the explanation of a number into sight that stands elsewhere than in the pass: on a curve, in the data.

It goes to the update, or to the sample, in which the number is computed, and follows it there; where there is none it
says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from playground.session.data_places import entrance, training_number
from playground.session.stepper import Stepper
from playground.session.watched_places import watched_place
from playground.ui.sample_choice import SampleChoice, SampleKind
from playground.ui.workspaces import Workspace

if TYPE_CHECKING:
    from playground.ui.wiring import Wiring


class ExplainDesk(QObject):
    """Finds the number in a pass, and has it explained."""

    def __init__(self, wiring: Wiring) -> None:
        super().__init__(wiring)
        self._wiring = wiring

    def explain_watched(self, asked: object) -> None:
        """Explain what is watched, (expression, updates): in the pass after so many, or for None where it stands."""
        assert isinstance(asked, tuple)
        text, updates = asked
        self._wiring.window.show_workspace(Workspace.STEP)
        stepper = self._stepper_at(updates)
        if stepper is None:
            return
        place = watched_place(text, stepper)
        if place is None:
            self._wiring.window.notice.remark(f"No line of a pass computes {text}, so there is nothing to explain.")
            return
        self._run_to(place.cursor)
        self._wiring.step_views.follow((place.ref, place.index))

    def explain_datum(self, asked: object) -> None:
        """Walk the sample of a number of the data, (row, column), and explain it where it enters; only in Step."""
        assert isinstance(asked, tuple)
        row, column = asked
        wiring, state = self._wiring, self._wiring.workbench.state
        if wiring.window.workspace is not Workspace.STEP or not state.is_ready:
            return
        number = training_number(state, row)
        if number is None:
            wiring.window.notice.remark(f"Sample {row + 1} is kept for validation: passes take the training part only.")
            return
        choice = SampleChoice(SampleKind.SAMPLE, number)
        if wiring.steps.choice != choice or wiring.steps.stepper is None:
            wiring.steps.choose_samples(choice)
        stepper = wiring.steps.stepper
        if stepper is not None:
            place = entrance(stepper.network, column)
            line = next(line for line in stepper.instructions if line.result.ref == place[0])
            self._run_to(line.index + 1)
            wiring.step_views.follow(place)

    def _stepper_at(self, updates: int | None) -> Stepper | None:
        """The stepper in the pass after so many updates; None, said why, where that is no longer kept."""
        wiring, stepper = self._wiring, self._wiring.steps.stepper
        if updates is None or stepper is None or stepper.start.learned.updates == updates:
            return stepper
        line = wiring.workbench.timeline
        if not line.oldest <= updates <= line.newest:
            kept = f"those from {line.oldest} to {line.newest} can be visited"
            wiring.window.notice.remark(f"Update {updates} is no longer kept: {kept}.")
            return None
        wiring.debugging.travel.go_to(updates)
        return wiring.steps.stepper

    def _run_to(self, cursor: int) -> None:
        """Run on until so many lines have run, unless they have."""
        stepper = self._wiring.steps.stepper
        if stepper is not None and stepper.cursor < cursor:
            self._wiring.steps.run_to(cursor)
