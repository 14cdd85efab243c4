"""Stepping in the window: owns the stepper, moves it on request and tells the panels where it stands.

A pass that has been walked to its end is a real update: what it learned becomes the document's, and going back takes it
away again. The panels read the stepper's own arrays.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from playground.engine.errors import EngineError
from playground.engine.instruction import Instruction
from playground.engine.network import Edge, Network
from playground.engine.quantities import Role
from playground.session.pass_samples import PassSamples, all_samples, next_batch, one_sample
from playground.session.revisiting import stepper_at, walked
from playground.session.state import State
from playground.session.stepper import Granularity, Stepper, Stride
from playground.session.walk import Looking, Walk, first_element
from playground.session.workbench import Workbench
from playground.ui.block_values import CurrentStep
from playground.ui.sample_choice import SampleChoice, SampleKind


class StepDesk(QObject):
    """The debugger's commands over the workbench's document."""

    changed = Signal(object)  # Stepper | None: show it
    terms_changed = Signal(object)  # TermCursor | None: how far the sum of the last step's number has been walked
    failed = Signal(object)  # a sentence

    def __init__(self, workbench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.stepper: Stepper | None = None
        self.granularity, self.stride = Granularity.LAYER, Stride()  # what is chosen, and what the last step was
        self.choice = SampleChoice(SampleKind.SAMPLE, 0)
        self.looking: Looking = first_element  # which element of a result the user looks at: its terms are walked
        self._walk: Walk | None = None
        self._active = self._adopting = False
        workbench.subscribe(self._state_changed)

    def activate(self, active: bool) -> None:
        """Enter or leave the Step workspace; entering pauses training."""
        self._active = active
        if active and self.stepper is None:
            self._rebuild()

    def step(self) -> None:
        """Forward by the chosen granularity."""
        self.step_over(self.granularity)

    def back(self) -> None:
        """Back by the chosen granularity."""
        self.step_back(self.granularity)

    def step_out(self) -> None:
        """To the end of the sum, of the layer, of the phase or of the update, whichever comes first."""
        self._move(Walk.out)

    def step_over(self, stride: Granularity) -> None:
        """Forward by this stride, whatever is chosen; a term is one of the number that is looked at."""
        self.stride = Stride(stride)
        self._move(lambda walk: walk.step(stride))

    def step_back(self, stride: Granularity) -> None:
        """Back; from the start of a pass to the end of the one before, also of one that training made."""
        stepper, self.stride = self.stepper, Stride(stride, back=True)
        if stepper is None or stepper.cursor or stepper.passes_behind:
            self._move(lambda walk: walk.back(stride))
            return
        updates = stepper.start.learned.updates
        if updates > self._workbench.timeline.oldest:
            earlier = stepper_at(self._workbench, updates - 1)
            earlier.run_to_end()
            self.take(earlier)

    def leave_terms(self, _chosen: object = None) -> None:
        """Another element was chosen: its sum has not been walked."""
        if self._walk is not None:
            self._walk.leave()

    def take(self, stepper: Stepper) -> None:
        """Show another stepper, such as one over an earlier update."""
        self.stepper = stepper
        if stepper.start.place is not None:
            self.choice = SampleChoice(SampleKind.BATCH, 0)
        self._move(Walk.leave)

    def run_to_end(self) -> None:
        """Finish the pass."""
        self._move(lambda walk: walk.run_to(len(walk.stepper.instructions)))

    def restart(self) -> None:
        """Back to the start of the pass."""
        self.run_to(0)

    def run_to(self, cursor: object) -> None:
        """To a place in the list of steps."""
        assert isinstance(cursor, int)
        self._move(lambda walk: walk.run_to(cursor))

    def next_pass(self) -> None:
        """Finish this pass and begin the next from what it learned."""
        self.run_to_end()
        self._move(self._begin_next)

    def _begin_next(self, walk: Walk) -> None:
        """The pass that followed, where one is known; else one over the chosen samples."""
        learned = self._workbench.state.learned
        assert learned is not None
        if learned.updates < self._workbench.timeline.newest:
            self.stepper = stepper_at(self._workbench, learned.updates)
            return
        chosen = chosen_samples(self._workbench.state, self.choice)
        walk.stepper.next_pass(chosen.samples, chosen.place, learned)

    def set_granularity(self, granularity: object) -> None:
        """How far a step goes from now on."""
        assert isinstance(granularity, Granularity)
        self.granularity, self.stride = granularity, Stride(granularity)

    def choose_samples(self, choice: object) -> None:
        """Walk other samples from the start of a pass."""
        assert isinstance(choice, SampleChoice)
        self.choice = choice
        self._rebuild()

    def _move(self, move: Callable[[Walk], object]) -> None:
        """Move and tell; within a sum only the terms change."""
        if self.stepper is None:
            self._rebuild()
        if self.stepper is None:
            return
        if self._walk is None or self._walk.stepper is not self.stepper:
            self._walk = Walk(self.stepper, self.looking)
        walk, current = self._walk, self.stepper.current
        taken = walk.place[1]
        move(walk)
        within = self.stepper.current is current and walk.place[1] != taken
        if not within:
            self._adopt()
            self.changed.emit(self.stepper)
        if within or walk.terms is not None:
            self.terms_changed.emit(walk.terms)

    def _adopt(self) -> None:
        """The document holds what the pass learned exactly while the cursor stands behind its last update."""
        assert self.stepper is not None
        stepper, held = self.stepper, self._workbench.state.learned
        learned = walked(self._workbench, stepper) if stepper.at_end else stepper.learned()
        if held is not None and (held is learned or held.same_as(learned)):
            return
        self._adopting = True
        self._workbench.adopt(learned)
        self._adopting = False

    def _rebuild(self) -> None:
        self.stepper = None
        if self._workbench.state.is_ready:
            try:
                self.stepper = self._workbench.stepper(chosen_samples(self._workbench.state, self.choice))
            except EngineError as error:
                self.failed.emit(str(error))
        self.changed.emit(self.stepper)

    def _state_changed(self, before: State, after: State) -> None:
        relevant = (
            before.diagram.network is not after.diagram.network
            or before.diagram.training != after.diagram.training
            or before.prepared is not after.prepared
            or before.learned is not after.learned
        )
        if not relevant or self._adopting or self._workbench.is_training:
            return
        self.stepper = None
        if self._active:
            self._rebuild()


def chosen_samples(state: State, choice: SampleChoice) -> PassSamples:
    """The samples of a choice as the data stand now."""
    if choice.kind is SampleKind.ALL:
        return all_samples(state)
    return next_batch(state) if choice.kind is SampleKind.BATCH else one_sample(state, choice.index)


def current_step(stepper: Stepper) -> CurrentStep | None:
    """The block and the wires of the instruction that ran last, lit in its direction's colour."""
    instruction = stepper.current
    if instruction is None:
        return None
    network = stepper.network
    if instruction.via:
        edges = (edge for edge in network.outgoing[instruction.node] if edge.target == instruction.via)
        return CurrentStep(instruction.node, frozenset(edges), Role.BACKWARD)
    return CurrentStep(instruction.node, frozenset(_travelled(network, instruction)), instruction.quantity.role)


def _travelled(network: Network, instruction: Instruction) -> tuple[Edge, ...]:
    """Values arrive over all wires of a block going forward; a sum over paths over all that leave it, going back."""
    if instruction.quantity.role is Role.FORWARD:
        return network.incoming[instruction.node]
    return network.outgoing[instruction.node] if instruction.quantity.key == "grad_activation" else ()
