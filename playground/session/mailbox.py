"""Where a training thread leaves its results for the window to collect: old weights may be lost, loss points never."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from playground.engine.history import EpochRecord
from playground.engine.instruction import Array
from playground.engine.training import Progress
from playground.session.checks import Stop
from playground.session.descent_trail import Stretch
from playground.session.watches import Reading


@dataclass(frozen=True, eq=False)
class Delivery:
    """What has come in since the last collection. `values` is the newest copy of the flat parameters, if any."""

    generation: int
    records: tuple[EpochRecord, ...] = ()
    progress: Progress | None = None
    values: Array | None = None
    finished: bool = False
    error: str = ""
    stop: Stop | None = None  # the breakpoint that ended the run
    readings: tuple[Reading, ...] = ()  # what the watches were, every time they were read
    stretches: tuple[Stretch, ...] = ()  # the way of one or two numbers that learn, all of it


class Mailbox:
    """Safe between two threads; only immutable values go in."""

    def __init__(self, generation: int) -> None:
        self._lock = Lock()
        self._generation = generation
        self._empty()

    def _empty(self) -> None:
        self._records: list[EpochRecord] = []
        self._progress: Progress | None = None
        self._values: Array | None = None
        self._readings: list[Reading] = []
        self._stretches: list[Stretch] = []
        self._finished, self._error = False, ""
        self._stop: Stop | None = None

    def progress(self, progress: Progress) -> None:
        """Leave the newest progress, and its record if an epoch has ended."""
        with self._lock:
            self._progress = progress
            if progress.record is not None:
                self._records.append(progress.record)

    def values(self, values: Array) -> None:
        """Leave a copy of the parameters in place of any older one."""
        with self._lock:
            self._values = values

    def reading(self, reading: Reading) -> None:
        """Leave what the watches were."""
        with self._lock:
            self._readings.append(reading)

    def stretch(self, stretch: Stretch) -> None:
        """Leave a part of the way."""
        with self._lock:
            self._stretches.append(stretch)

    def finish(self, error: str = "", stop: Stop | None = None) -> None:
        """Say that the thread has ended, with the sentence of its error if it failed, or where it is to pause."""
        with self._lock:
            self._finished, self._error, self._stop = True, error, stop

    def collect(self) -> Delivery:
        """Take everything out."""
        with self._lock:
            delivery = Delivery(
                self._generation,
                tuple(self._records),
                self._progress,
                self._values,
                self._finished,
                self._error,
                self._stop,
                tuple(self._readings),
                tuple(self._stretches),
            )
            self._empty()
        return delivery
