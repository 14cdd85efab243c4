"""How much longer an update takes under a condition, sharp enough to tell one percent on a busy machine.

Plain and watched updates of one and the same program, so that no array lies better than the other's, are timed in
turns, in short stretches and in the processor time of this thread; the collector of garbage rests. The median of the
pairs' ratios counts, with its standard error. Looks back are timed by themselves and shared among their updates.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from math import inf, sqrt
from statistics import median
from time import perf_counter, thread_time

import numpy as np

from playground.engine.history import EpochRecord
from playground.engine.instruction import Array, Call
from playground.engine.program import Program
from playground.session.break_probe import BreakProbe, SuspicionError, probe_of
from playground.session.breakpoints import Breakpoint, Breakpoints, Memory
from playground.session.probed_run import LOOK_BACK

PAIRS = 330
STRETCH = 0.001  # seconds of plain updates that are timed at a time, about
BETWEEN = round(LOOK_BACK / STRETCH)  # stretches from one look back to the next
SUSPICIONS = 6  # that may come until enough samples are looked at
Load = tuple[Call, ...]


@dataclass(frozen=True, eq=False)
class Subject:
    """A program with batches to be loaded in turn."""

    name: str
    program: Program
    features: Array
    targets: Array

    def loads(self) -> tuple[Load, ...]:
        """How each batch is loaded, as training does it."""
        program, size = self.program, self.program.batch
        order = np.random.default_rng(0).permutation(len(self.features)).astype(np.intp)
        parts = [order[start : start + size] for start in range(0, len(order) - size + 1, size)]
        tables = ((self.features, program.features), (self.targets, program.targets))
        return tuple(tuple(partial(table.take, part, 0, into, "clip") for table, into in tables) for part in parts)


@dataclass(frozen=True)
class Cost:
    """In percent of a plain update: what is added, its standard error, and how much of it are looks back."""

    percent: float
    error: float
    looks: float

    def __str__(self) -> str:
        return f"{self.percent:+5.1f} ± {self.error:.1f} %"


def cost(subject: Subject, *texts: str, pairs: int = PAIRS) -> Cost:
    """What these conditions cost together."""
    probe = probe_of(Breakpoints(tuple(Breakpoint(None, text) for text in texts)), Memory())
    plain = subject.program.calls(spending=True)
    with np.errstate(all="ignore"), resting():
        return _Race(subject, plain, probe).run(pairs)


def no_record() -> EpochRecord | None:
    """No epoch has ended."""
    return None


@contextmanager
def resting() -> Iterator[None]:
    """Without collections of garbage."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class _Race:
    def __init__(self, subject: Subject, plain: tuple[Call, ...], probe: BreakProbe | None) -> None:
        self._program, self._plain, self._loads = subject.program, plain, cycle(subject.loads())
        self._suspicions = 0
        self._watch(probe)
        self._start = subject.program.arrays.state.copy()
        self._seconds(plain, 20)
        self._updates = max(2, round(STRETCH / (self._seconds(plain, 50) / 50)))

    def _watch(self, probe: BreakProbe | None) -> None:
        self._probe = probe
        self._watched = self._plain if probe is None else probe.calls(self._program, no_record)

    def run(self, pairs: int) -> Cost:
        ratios: list[float] = []
        shares: list[float] = []
        window = 0.0
        for number in range(pairs):
            one, other = self._pair(number % 2 == 0)
            ratios.append(other / one)
            window += one
            if (number + 1) % BETWEEN == 0:
                shares += [seconds / window for seconds in self._settled()]
                window = 0.0
                np.copyto(self._program.arrays.state, self._start)
        looks = 100 * median(shares or [0.0])
        return Cost(100 * (median(ratios) - 1) + looks, 100 * sqrt(_error(ratios) ** 2 + _error(shares) ** 2), looks)

    def _pair(self, plain_first: bool) -> tuple[float, float]:
        if plain_first:
            one = self._seconds(self._plain, self._updates)
            return one, self._seconds(self._watched, self._updates)
        other = self._seconds(self._watched, self._updates)
        return self._seconds(self._plain, self._updates), other

    def _settled(self) -> Iterator[float]:
        """The seconds of a look back, unless it is suspicious: then a run goes on with more samples."""
        start = thread_time()
        if self._probe is None:
            return
        try:
            self._probe.settle()
            yield thread_time() - start
        except SuspicionError:
            self._suspicions += 1
            assert self._suspicions <= SUSPICIONS
            self._probe.again()
            self._watch(self._probe.afresh())

    def _seconds(self, calls: tuple[Call, ...], updates: int) -> float:
        """Of so many updates, made as a run makes them."""
        clock, state, loads = self._program.arrays.clock, self._program.arrays.state, self._loads
        squares, now = partial(state.dot, state), perf_counter
        start = thread_time()
        for _ in range(updates):
            for call in next(loads):
                call()
            for call in calls:
                call()
            clock.updates += 1
            if not squares() < inf or now() < 0:
                raise AssertionError
        return thread_time() - start


def _error(numbers: list[float]) -> float:
    """The standard error of their median, from the median distance from it."""
    middle = median(numbers or [0.0])
    spread = median([abs(number - middle) for number in numbers] or [0.0])
    return 1.2533 * 1.4826 * spread / sqrt(max(len(numbers), 1))
