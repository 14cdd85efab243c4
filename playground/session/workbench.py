"""The session over one document: holds the state, runs training and the stepper, announces every change once.

A run carries a generation number; deliveries of an older generation are dropped, so that a finished run can never
overwrite what was opened or edited meanwhile. Knows nothing of windows; whoever listens is told (before, after). What
compiles, trains and steps is loaded when it is asked for, as a window opens without it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from playground.document.diagram import Diagram
from playground.document.document import Document
from playground.engine.errors import BatchError
from playground.engine.learned import Learned
from playground.session.breakpoints import Breakpoints, Memory
from playground.session.state import State, edited, opened, redrawn, reset, trained
from playground.session.watch_list import WatchList

if TYPE_CHECKING:
    from playground.engine.training import Probe, Training
    from playground.session.mailbox import Delivery
    from playground.session.pass_samples import PassSamples
    from playground.session.stepper import Stepper
    from playground.session.timeline import Timeline
    from playground.session.training_thread import TrainingThread

Listener = Callable[[State, State], None]


class Workbench:
    """One document in work."""

    def __init__(self, state: State | None = None) -> None:
        self.state = state or opened(Diagram())
        self.generation = 0
        self._listeners: list[Listener] = []
        self._run: TrainingThread | None = None
        self._pace: float | None = None
        self._timeline: Timeline | None = None
        self.breakpoints, self.memory, self.watched = Breakpoints(), Memory(), WatchList()

    def subscribe(self, listener: Listener) -> None:
        """Tell `listener(before, after)` of every change from now on."""
        self._listeners.append(listener)

    def _announce(self, after: State) -> None:
        before, self.state = self.state, after
        for listener in self._listeners:
            listener(before, after)

    def open(self, document: Document) -> None:
        """Replace everything by a document; a run in progress is abandoned, breakpoints that fit stay."""
        self.abandon_run()
        self._timeline, self.memory = None, Memory()
        self.breakpoints = self.breakpoints.carried(self.state.diagram.network, document.diagram.network)
        self._announce(opened(document.diagram, document.learned))

    def document(self) -> Document:
        """The document as it stands now, with the newest parameters even while training."""
        run = self._run
        learned = self.state.learned if run is None else run.learned_now()
        return Document(self.state.diagram, learned)

    def replace_diagram(self, diagram: Diagram) -> None:
        """Take an edited (or undone) diagram. New training settings reach a run in progress; a changed network, other
        data or settings that cannot be trained with pause it first."""
        before = self.state.diagram
        if (before.network, before.data, before.preparation) != (diagram.network, diagram.data, diagram.preparation):
            self.pause()
            self._timeline = None
            self.breakpoints = self.breakpoints.within(diagram.network)
        elif self._run is not None and before.training != diagram.training:
            if replace(self.state, diagram=diagram).problems:
                self.pause()
            else:
                self._run.configure(diagram.training)
        self._announce(edited(self.state, diagram))

    def adopt(self, learned: Learned) -> None:
        """Take parameters learned or changed elsewhere; on the timeline they take the place of what came after."""
        if self._timeline is not None and not self._timeline.holds(learned):
            self._timeline.changed(learned)
        self._announce(trained(self.state, learned))

    def reset(self) -> None:
        """Start the network afresh from its seed."""
        self.abandon_run()
        self._timeline = None
        self._announce(reset(self.state))

    def redraw(self, node: str) -> None:
        """Give one block its first parameters back; training is paused."""
        self.pause()
        self._timeline = None
        self._announce(redrawn(self.state, node))

    @property
    def is_training(self) -> bool:
        """Whether a run is in progress."""
        return self._run is not None

    def run(self, epochs: int | None = None) -> None:
        """Start or continue training in a thread; `BatchError` names the first problem if the network is not ready."""
        if self._run is not None:
            return
        from playground.session.break_probe import probe_of
        from playground.session.descent_trail import DescentTrail
        from playground.session.mailbox import Mailbox
        from playground.session.training_thread import Company, TrainingThread

        probe = probe_of(self.breakpoints, self.memory)
        trail = DescentTrail(probe) if self.state.has_surface else None
        training, _timeline = self.training(trail or probe), self.timeline
        self.generation += 1
        company = Company(probe, self.watched, trail)
        self._run = TrainingThread(training, Mailbox(self.generation), epochs, company)
        self._run.limit(self._pace)
        self._run.start()
        self._announce(replace(self.state))

    def limit(self, updates_per_second: float | None) -> None:
        """Slow training down for the eye; None is full speed."""
        self._pace = updates_per_second
        if self._run is not None:
            self._run.limit(updates_per_second)

    def rest(self, resting: bool) -> None:
        """Have a run rest while the window draws."""
        if self._run is not None:
            self._run.rest(resting)

    @property
    def timeline(self) -> Timeline:
        """The updates that led here and those that were gone back from; `BatchError` while the network is not ready."""
        from playground.session.timeline import Timeline

        if self._timeline is None:
            training = self.training()
            self._timeline = Timeline(training.network, training.data, training.learned())
        return self._timeline

    def training(self, probe: Probe | None = None) -> Training:
        """A training over the present state."""
        from playground.engine.training import Training

        state = self.state
        if state.data is None or state.learned is None:
            raise BatchError(state.problems[0].message if state.problems else "the network is not ready to train")
        return Training(state.diagram.network, state.diagram.training, state.data.training, state.learned, probe)

    def update_once(self) -> None:
        """Exactly one update, here and now."""
        from playground.session.timeline import Mark

        self.pause()
        training, line = self.training(), self.timeline
        start = Mark(training.learned(), training.settings)
        training.update()
        line.trained(start.updates, [start], training.learned())
        self._announce(trained(self.state, line.tip))

    def pause(self) -> None:
        """End the run, if there is one, and keep what it has learned."""
        if self._run is None:
            return
        run, learned = self._run, self._run.stop()
        self._run = None
        self.generation += 1
        if self._timeline is not None:
            self._timeline.trained(run.since, run.marks, learned)
        self._announce(trained(self.state, learned))

    def abandon_run(self) -> None:
        """End the run without keeping anything."""
        if self._run is not None:
            run, self._run = self._run, None
            self.generation += 1
            run.stop()

    def collect(self) -> Delivery | None:
        """What the run has delivered since the last call, None without a run. Pause a run that has finished."""
        return None if self._run is None else self._run.mailbox.collect()

    def stepper(self, chosen: PassSamples, learned: Learned | None = None) -> Stepper:
        """A stepper over the present parameters (or others) and the given samples; pauses training."""
        from playground.session.stepper import PassStart, Stepper

        self.pause()
        training, learned = self.training(), learned or self.state.learned
        assert learned is not None
        start = PassStart(learned, chosen.samples, chosen.place, len(training.data.train))
        return Stepper(training.network, training.settings, start)
