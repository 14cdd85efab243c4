"""What the panels of Step have ready before the next step, or a click: pictures of numbers, kept until they are shown.

For a step each part is handed the stepper while it stands a step ahead. None changes anything that is seen.
"""

from __future__ import annotations

from playground.engine.instruction import Ref
from playground.session.stepper import Stepper
from playground.ui.block_rows import rows_on
from playground.ui.panels import Panels
from playground.ui.rehearsal import Part
from playground.ui.step_desk import current_step
from playground.ui.step_views import StepViews, as_index


class NextStep:
    """The panels' parts in a rehearsal."""

    def __init__(self, panels: Panels, views: StepViews) -> None:
        self._panels, self._views = panels, views

    @property
    def parts(self) -> tuple[Part, ...]:
        """What takes longest comes first."""
        panels = self._panels
        shown = panels.explanation.rehearse, self.show_values, self.show_on_block
        return *shown, panels.steps.rehearse, panels.step_controls.pills.rehearse, panels.why.prepare

    def show_values(self, stepper: Stepper) -> None:
        """The values of the block."""
        self._panels.values.rehearse(stepper, self._views.chosen_node)

    def show_clicked(self, place: object) -> None:
        """What a click on a number, (node, quantity, index), would explain, and all values of its block."""
        assert isinstance(place, tuple)
        node, quantity, index = place
        stepper = self._panels.explanation.trail.stepper
        line = None if stepper is None else stepper.producer(Ref(node, quantity))
        if stepper is not None and line is not None:
            self._panels.explanation.rehearse(stepper, line, as_index(index, line.result.array.shape))
            self._panels.values.rehearse(stepper, node)

    def show_on_block(self, stepper: Stepper) -> None:
        """The block with its values, and where the view will jump to it all that stands there."""
        current = current_step(stepper)
        if current is not None:
            self._panels.canvas.rehearse(current, rows_on(stepper, current.node, self._views.below))
