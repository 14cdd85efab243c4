"""Training in a thread of its own: an adapter from the engine's generator to a mailbox.

Only immutable values cross: settings go in through a queue, deliveries come out of the mailbox. The living arrays
belong to the thread until it has ended.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import perf_counter

from playground.engine.errors import DivergenceError, EngineError
from playground.engine.learned import Learned
from playground.engine.settings import TrainingSettings
from playground.engine.training import Progress, Training
from playground.session.break_probe import BreakPauseError, BreakProbe
from playground.session.descent_trail import DescentTrail
from playground.session.mailbox import Mailbox
from playground.session.probed_run import ProbedRun
from playground.session.timeline import Mark, room_for
from playground.session.watch_list import WatchList
from playground.session.watch_reader import WatchReader
from playground.session.watches import Reading

SNAPSHOT_INTERVAL = 1 / 30  # seconds between two copies of the parameters for the window
MARK_DISTANCE = 8  # updates between two states that are kept, at the least
LONGEST_COURTESY = 0.05  # seconds the run rests at a time while the window is drawing
LONGEST_WAIT = 5.0  # seconds a request may take; an update in between must be over by then


@dataclass(frozen=True)
class Company:
    """Who goes along with a run: its breakpoints, what is watched, who notes the way of the numbers that learn."""

    probe: BreakProbe | None = None
    watched: WatchList = field(default_factory=WatchList)
    trail: DescentTrail | None = None


ALONE = Company()


class TrainingThread:
    """One run from start to pause. `learned` is the state reached once the thread has ended."""

    def __init__(
        self,
        training: Training,
        mailbox: Mailbox,
        epochs: int | None = None,
        company: Company = ALONE,
    ) -> None:
        self.mailbox, self._company = mailbox, company
        self._marks = deque([Mark(training.learned(), training.settings)], room_for(training.learned()))
        self.since = training.updates
        self._run = ProbedRun(training, company.probe, epochs, company.trail)
        self._reader = WatchReader(training.network, training.data.train)
        self._stop = Event()
        self._settings: SimpleQueue[TrainingSettings] = SimpleQueue()
        self._requests: SimpleQueue[Callable[[Learned], None]] = SimpleQueue()
        self._pace: float | None = None
        self._undisturbed = Event()
        self._undisturbed.set()
        self._next_snapshot = 0.0
        self._thread = Thread(target=self._work, name="training", daemon=True)

    def start(self) -> None:
        """Begin to train."""
        self._thread.start()

    def configure(self, settings: TrainingSettings) -> None:
        """Go on with other settings from the next update."""
        self._settings.put(settings)

    def limit(self, updates_per_second: float | None) -> None:
        """Slow down for the eye; None is full speed."""
        self._pace = updates_per_second

    def rest(self, resting: bool) -> None:
        """Let the window draw undisturbed: both share one interpreter, and a short rest costs less than the contest."""
        if resting:
            self._undisturbed.clear()
        else:
            self._undisturbed.set()

    @property
    def is_running(self) -> bool:
        """Whether the thread is still at work."""
        return self._thread.is_alive()

    def stop(self) -> Learned:
        """End the run after the current update and return what it has learned."""
        self._stop.set()
        self._thread.join(LONGEST_WAIT)
        if self._thread.is_alive():
            raise TimeoutError(f"an update takes longer than {LONGEST_WAIT:.0f} seconds; training goes on")
        return self._run.training.learned()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The states the run went through, once the thread has ended."""
        return tuple(self._marks)

    def learned_now(self) -> Learned:
        """A frozen copy of the state between two updates, while the run goes on."""
        answer: SimpleQueue[Learned] = SimpleQueue()
        self._requests.put(answer.put)
        while self.is_running:
            with suppress(Empty):
                return answer.get(timeout=0.05)
        return self._run.training.learned()

    def _work(self) -> None:
        try:
            self._train()
        except BreakPauseError as pause:
            self.mailbox.finish(stop=pause.stop)
        except DivergenceError as error:
            probe = self._company.probe
            stop = probe.on_divergence(error) if probe is not None else None
            self.mailbox.finish("" if stop else str(error), stop)
        except EngineError as error:
            self.mailbox.finish(str(error))
        except Exception as error:  # the thread's edge: the window must learn of every failure
            self.mailbox.finish(f"training stopped by a fault of the program: {type(error).__name__}: {error}")
            raise
        else:
            self.mailbox.finish()

    def _train(self) -> None:
        try:
            self._train_on()
        finally:
            self._tell_way()

    def _train_on(self) -> None:
        while not self._stop.is_set():
            self._undisturbed.wait(LONGEST_COURTESY)
            self._configure()
            passed = self._advance()
            if passed is None:
                break
            self._tell(passed)
        self._settle()
        self.mailbox.values(self._run.training.values())

    def _advance(self) -> tuple[Progress, ...] | None:
        """A time slice at full speed, or one update and a rest; None when the run is over."""
        if self._pace is None:
            return self._run.slice(self._marks[-1])
        self._stop.wait(1 / self._pace)
        return self._run.update(self._marks[-1])

    def _settle(self) -> None:
        """Pause now if a pause was due."""
        self._tell(self._run.settle(self._marks[-1]))

    def _tell(self, passed: tuple[Progress, ...]) -> None:
        """Hand on what was passed, and what was asked for once no pause can have been due before."""
        for progress in passed:
            self.mailbox.progress(progress)
        self._tell_way()
        if self._run.is_settled:
            self._answer()

    def _tell_way(self) -> None:
        stretch = None if self._company.trail is None else self._company.trail.taken()
        if stretch is not None:
            self.mailbox.stretch(stretch)

    def _configure(self) -> None:
        while not self._settings.empty():
            self._settle()
            self._run.training.configure(self._settings.get())
            self._mark()

    def _answer(self) -> None:
        while not self._requests.empty():
            self._requests.get()(self._run.training.learned())
        if perf_counter() >= self._next_snapshot:
            self._next_snapshot = perf_counter() + SNAPSHOT_INTERVAL
            self.mailbox.values(self._run.training.values())
            if self._company.watched.texts:
                self.mailbox.reading(self._read(self._company.watched.texts))
            if self._run.training.updates >= self._marks[-1].updates + MARK_DISTANCE:
                self._mark()

    def _mark(self) -> None:
        self._marks.append(Mark(self._run.training.learned(), self._run.training.settings))

    def _read(self, texts: tuple[str, ...]) -> Reading:
        return self._reader.read(texts, self._run.training.learned(), self._run.training.settings)
