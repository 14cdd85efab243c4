"""Going back to earlier updates of a document in work, and forward again until something is changed.

The timeline keeps the updates; here they meet the stepper and the workbench.
"""

from __future__ import annotations

from playground.engine.learned import Learned
from playground.session.pass_samples import next_batch
from playground.session.state import trained
from playground.session.stepper import Stepper
from playground.session.workbench import Workbench


def stepper_at(workbench: Workbench, updates: int) -> Stepper:
    """A stepper over the pass that follows after so many updates of the timeline; pauses training.

    `IndexError` for updates that are not kept.
    """
    workbench.pause()
    line, state = workbench.timeline, workbench.state
    if updates == line.newest:
        return workbench.stepper(next_batch(trained(state, line.tip)), line.tip)
    settings = line.settings_at(updates) or state.diagram.training
    return Stepper(state.diagram.network, settings, line.start_of(updates))


def walked(workbench: Workbench, stepper: Stepper) -> Learned:
    """Put a pass that was walked to its end on the timeline; what it learned, as it is kept there."""
    return workbench.timeline.walked(stepper.start, stepper.settings, stepper.learned())


def gone_back_from(workbench: Workbench) -> Learned | None:
    """The newest state, if an earlier update is being revisited."""
    learned = workbench.state.learned
    if learned is None or not workbench.state.is_ready or learned.updates >= workbench.timeline.newest:
        return None
    return workbench.timeline.tip
