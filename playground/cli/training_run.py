"""One run of training from a terminal: counts, times and keeps its epochs, and shows them as they come.

The numbers are the engine's; this file only measures the time around them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from playground.cli.interruption import stop_on_interrupt
from playground.cli.opening import Ready
from playground.cli.printing import right_aligned
from playground.cli.verb import CommandError
from playground.engine.errors import DivergenceError
from playground.engine.history import EpochRecord
from playground.engine.learned import Learned
from playground.engine.training import Progress, Training
from playground.session.numbers import format_number

ROWS = 10
LINE_EVERY = 0.1  # seconds between two progress lines
HEADINGS = ("epoch", "train loss", "validation loss", "train accuracy", "validation accuracy")
WIDTHS = (8, 11, 16, 15, 20)

Watcher = Callable[[Progress], None]


@dataclass(frozen=True)
class Outcome:
    """What a run did: the records of its own epochs, how many updates in how many seconds, and what was learned."""

    records: tuple[EpochRecord, ...]
    updates: int
    seconds: float
    learned: Learned
    interrupted: bool

    @property
    def updates_per_second(self) -> float:
        """Updates of this run over its time, evaluation at the ends of epochs included."""
        return self.updates / self.seconds if self.seconds > 0 else 0.0


def run_training(subject: Ready, epochs: int, watch: Watcher) -> Outcome:
    """Train for `epochs` more epochs, or until Ctrl+C; `CommandError` names the file if training diverges."""
    training = Training(subject.network, subject.settings, subject.data.training, subject.learned)
    records: list[EpochRecord] = []
    with stop_on_interrupt() as interrupted:
        start = perf_counter()
        try:
            for progress in training.run(epochs):
                records.extend(filter(None, (progress.record,)))
                watch(progress)
                if interrupted():
                    break
        except DivergenceError as error:
            raise CommandError(f"{subject.name}: {error} Nothing was saved.") from error
        seconds = perf_counter() - start
        updates = training.updates - subject.learned.updates
        return Outcome(tuple(records), updates, seconds, training.learned(), interrupted())


class Display:
    """Shows a run: some epochs as rows of a table and, on a terminal, a line that counts in between."""

    def __init__(self, first: int, epochs: int, *, table: bool) -> None:
        self._first, self._last = first + 1, first + epochs
        self._every = max(1, -(-epochs // ROWS))
        self._table, self._on_terminal = table, sys.stderr.isatty()
        self._drawn, self._start = 0.0, perf_counter()
        if table:
            print(right_aligned(HEADINGS, WIDTHS))

    def __call__(self, progress: Progress) -> None:
        """Take note of how far the run is."""
        if self._on_terminal and (now := perf_counter()) - self._drawn >= LINE_EVERY:
            self._drawn = now
            text = f"epoch {progress.epoch:,} of {self._last:,}, {now - self._start:.0f} s"
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
        record = progress.record
        if self._table and record is not None and self._is_shown(record.epoch):
            self.finish()
            print(right_aligned(_cells(record), WIDTHS), flush=True)

    def finish(self) -> None:
        """Clear the progress line."""
        if self._on_terminal:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def _is_shown(self, epoch: int) -> bool:
        return epoch in (self._first, self._last) or epoch % self._every == 0


def _cells(record: EpochRecord) -> tuple[str, ...]:
    losses = (record.train_loss, record.validation_loss)
    accuracies = (record.train_accuracy, record.validation_accuracy)
    return (f"{record.epoch:,}", *map(_loss, losses), *map(_share, accuracies))


def _loss(value: float | None) -> str:
    return "–" if value is None else format_number(value)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"
