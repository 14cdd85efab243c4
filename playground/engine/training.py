"""Gradient descent as a generator: load a batch, run the program, again; one `Progress` an epoch or a time slice.

The loop runs the calls of the very instructions that the stepper walks. Knows nothing of threads: whoever drives the
generator decides when to go on, and may send new settings between two updates.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from functools import partial
from math import inf
from time import perf_counter
from typing import Protocol

import numpy as np

from playground.engine.compiler import compile_program
from playground.engine.divergence import divergence, first_infinite, led_astray
from playground.engine.errors import DivergenceError
from playground.engine.evaluation import Evaluator
from playground.engine.history import EpochRecord, HistoryBuilder
from playground.engine.instruction import Call, run_calls
from playground.engine.learned import Learned
from playground.engine.network import Network
from playground.engine.parameters import Clock, ParameterArrays
from playground.engine.program import Program
from playground.engine.samples import Array, TrainingData, check_batch_size, check_samples
from playground.engine.settings import TrainingSettings
from playground.engine.streams import stream

SLICE = 0.005  # seconds between two values of the generator at the most, so that whoever drives it can stop it


@dataclass(frozen=True)
class Progress:
    """Where the run stands between two updates; `record` when an epoch has just ended."""

    epoch: int
    position: int
    updates: int
    record: EpochRecord | None = None


Run = Generator[Progress, TrainingSettings | None, None]
Batch = tuple[int, int, tuple[Call, ...], tuple[Call, ...]]  # where it starts and stops, its loading, its update


def shuffled(seed: int, epoch: int, samples: int) -> Array:
    """The order in which an epoch (counted from 0) takes the training samples."""
    return stream(seed, "shuffle", epoch).permutation(samples)


def check_settings(settings: TrainingSettings, data: TrainingData) -> None:
    """Raise `SettingError` for a setting out of its range, and for batches larger than the training part."""
    settings.check()
    check_batch_size(settings.batch_size, len(data.train))


class PauseError(Exception):
    """Raised by a call of a probe to end a run; the update that was under way is undone."""


class Probe(Protocol):
    """Somebody who looks at every update."""

    def calls(self, program: Program, record: Callable[[], EpochRecord | None]) -> tuple[Call, ...]:
        """The calls of one update with the probe's own among them; `record` gives that of the last whole epoch."""


class Training:
    """The living arrays of one run and the loop over them. Not safe to touch from two threads at once."""

    def __init__(
        self,
        network: Network,
        settings: TrainingSettings,
        data: TrainingData,
        learned: Learned,
        probe: Probe | None = None,
    ) -> None:
        check_samples(network, data.train)
        if len(data.validation):
            check_samples(network, data.validation)
        check_settings(settings, data)
        self.network, self.data = network, data
        position = learned.position if learned.position < len(data.train) else 0  # the data may have shrunk
        self._clock = Clock(settings.seed, learned.updates, learned.epoch, position, len(data.train))
        self.position = position
        self._history, self._record = HistoryBuilder(learned.history), learned.history.last
        self._probe = probe
        self._configure(settings, learned)
        self._good = self.learned()

    @property
    def epoch(self) -> int:
        """Completed epochs."""
        return self._clock.epoch

    @property
    def updates(self) -> int:
        """All updates so far."""
        return self._clock.updates

    def run(self, epochs: int | None = None) -> Run:
        """Train for so many more epochs (default: without end); send new settings to change them between updates.

        Raises `DivergenceError` on NaN or infinity, with the last good parameters restored.
        """
        last = None if epochs is None else self.epoch + epochs
        while last is None or self.epoch < last:
            record = self._advance(perf_counter() + SLICE)
            changed = yield Progress(self.epoch, self.position, self.updates, record)
            if changed is not None:
                self.configure(changed)

    def update(self) -> Progress:
        """Exactly one update."""
        record = self._advance(0.0)
        return Progress(self.epoch, self.position, self.updates, record)

    def learned(self) -> Learned:
        """A frozen copy of everything learned so far, from which another `Training` resumes bit for bit."""
        counters = self.epoch, self.position, self.updates
        return Learned(self._arrays.layout, *self._arrays.kept(), *counters, self._history.history())

    def values(self) -> Array:
        """A copy of the flat parameters, in double precision."""
        return np.array(self._arrays.values, np.float64)

    def configure(self, settings: TrainingSettings) -> None:
        """Go on with other settings; optimizer state carries over where the new optimizer has it."""
        check_settings(settings, self.data)
        self._good = self.learned()
        self._configure(settings, self._good)

    def _configure(self, settings: TrainingSettings, learned: Learned) -> None:
        self.settings = settings
        moments = learned.moments_for(settings.descent)
        self._clock.seed = settings.seed
        arrays = ParameterArrays.of(learned.layout, learned.values, moments, settings.dtype)
        self._arrays = replace(arrays, clock=self._clock)
        self._samples = self.data.train.of(settings.dtype).side_by_side()
        self._order = np.empty(len(self._samples), np.intp)
        self._evaluator = Evaluator(self.network, self._arrays)
        self._programs: dict[int, tuple[Program, tuple[Call, ...]]] = {}
        self._plans: dict[int, tuple[Batch, ...]] = {}
        self._begin_epoch()

    def _begin_epoch(self) -> None:
        """Shuffle the samples; the calls of a whole epoch stay the same, as only the order in its array is new."""
        self._order[...] = shuffled(self.settings.seed, self.epoch, len(self._order))
        if self.position not in self._plans:
            starts = range(self.position, len(self.data.train), self.settings.batch_size)
            self._plans[self.position] = tuple(self._batch(start) for start in reversed(starts))
        self._batches = list(self._plans[self.position])

    def _batch(self, start: int) -> Batch:
        """The batch of the epoch that starts at that sample."""
        stop = min(start + self.settings.batch_size, len(self.data.train))
        (program, update), rows = self._program(stop - start), self._order[start:stop]
        load = (
            partial(self._samples.features.take, rows, 0, program.features, "clip"),  # "raise" would copy once more
            partial(self._samples.targets.take, rows, 0, program.targets, "clip"),
        )
        return start, stop, load, update

    def _program(self, batch: int) -> tuple[Program, tuple[Call, ...]]:
        """The program for that batch size with the calls of one update, which all its batches share."""
        if batch not in self._programs:
            program = compile_program(self.network, self._arrays, batch, self.settings.descent)
            probe = self._probe
            calls = program.calls(spending=True) if probe is None else probe.calls(program, self._last_record)
            self._programs[batch] = program, calls
        return self._programs[batch]

    def _advance(self, deadline: float) -> EpochRecord | None:
        """Update until the epoch ends (its record is returned) or the deadline has passed; at least once."""
        with np.errstate(all="ignore"):
            try:
                finished = self._update_until(deadline, perf_counter)
            except PauseError:
                self._rewind(self.updates)
                raise
            return self._finish_epoch() if finished else None

    def _update_until(self, deadline: float, time: Callable[[], float]) -> bool:
        batches, clock, state = self._batches, self._clock, self._arrays.state
        squares = partial(state.dot, state)
        while batches:
            clock.position, self.position, load, update = batches.pop()
            for call in load:
                call()
            for call in update:
                call()
            clock.updates += 1
            if not squares() < inf:
                raise self._diverged()
            if time() >= deadline:
                break
        return not batches

    def _finish_epoch(self) -> EpochRecord:
        record = self._score(self.epoch + 1)
        if not np.isfinite([record.train_loss, record.validation_loss or 0.0]).all():
            raise self._diverged_in_evaluation()
        self._clock.epoch += 1
        self.position = 0
        self._begin_epoch()
        self._history.append(record)
        self._record = record
        self.settings.schedule.observe(self._arrays.moments, _judged(record))
        self._good = self.learned()
        return record

    def _last_record(self) -> EpochRecord | None:
        return self._record

    def _score(self, epoch: int) -> EpochRecord:
        train = self._evaluator.score(self.data.train, self.data.classes)
        validation = self._evaluator.score(self.data.validation, self.data.classes)
        assert train is not None
        return EpochRecord(
            epoch,
            train.loss,
            validation.loss if validation else None,
            train.accuracy,
            validation.accuracy if validation else None,
        )

    def _diverged(self) -> DivergenceError:
        """Walk the update that failed again; the parameters it began with are kept unless they were to blame."""
        failed, place = self.updates, (self.epoch + 1, self.updates)
        self._rewind(failed - 1)
        start, stop, load, _update = self._batches[-1]
        run_calls(load)
        program = self._program(stop - start)[0]
        culprit = first_infinite(program)
        self._rewind(failed - 2 if led_astray(culprit) else failed - 1)
        return divergence(program, culprit, place, self.updates)

    def _diverged_in_evaluation(self) -> DivergenceError:
        """The parameters are finite, but the loss of all samples is not: the update before it may do, or the epoch."""
        place = self.epoch + 1, self.updates
        program, culprit = self._evaluator.first_infinite((self.data.train, self.data.validation))
        self._rewind(self.updates - 1)
        if self._evaluator.first_infinite((self.data.train, self.data.validation))[1] is not None:
            self._rewind(0)
        return divergence(program, culprit, place, self.updates)

    def _rewind(self, updates: int) -> None:
        """Go back to the last good state and on from there, the same bits again, up to so many updates."""
        good, self._probe = self._good, None
        self._clock.epoch, self._clock.updates, self.position = good.epoch, good.updates, good.position
        self._history = HistoryBuilder(good.history)
        self._configure(self.settings, good)
        while self.updates < updates:
            self._clock.position, self.position, load, update = self._batches.pop()
            run_calls((*load, *update))
            self._clock.updates += 1


def _judged(record: EpochRecord) -> float:
    """The loss by which a schedule judges the run: that of the validation part, if there is one."""
    return record.train_loss if record.validation_loss is None else record.validation_loss
