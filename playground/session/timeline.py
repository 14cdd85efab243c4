"""The updates behind us: states kept now and then, and the way from one to the next walked again when someone looks.

Training and stepping are deterministic, so what is walked again has the same bits. Memory is bounded; how far back one
can go is a number to be shown. Knows neither threads nor windows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from playground.engine.bits import same_bits
from playground.engine.errors import DivergenceError
from playground.engine.learned import Learned
from playground.engine.network import Network
from playground.engine.samples import Samples, TrainingData
from playground.engine.settings import TrainingSettings
from playground.engine.training import Training, shuffled
from playground.session.stepper import PassStart

REMEMBERED_BYTES = 64_000_000  # of all kept states together
REMEMBERED_STATES = 1_000


@dataclass(frozen=True, eq=False)
class Mark:
    """A kept state and how the run went on from it: by training, or by one pass over other samples."""

    learned: Learned
    settings: TrainingSettings
    walked: PassStart | None = None

    @property
    def updates(self) -> int:
        """How many updates led here."""
        return self.learned.updates


class Timeline:
    """The updates of one network on one set of data, from `oldest` to `newest`."""

    def __init__(self, network: Network, data: TrainingData, start: Learned) -> None:
        self._network, self._data = network, data
        self._marks: list[Mark] = []
        self._tip = start
        self._replay: Training | None = None

    @property
    def oldest(self) -> int:
        """The first update that can be gone back to, as a count of updates done."""
        return self._marks[0].updates if self._marks else self.newest

    @property
    def newest(self) -> int:
        """The last one."""
        return self._tip.updates

    @property
    def tip(self) -> Learned:
        """The newest state."""
        return self._tip

    def trained(self, since: int, marks: Sequence[Mark], end: Learned) -> None:
        """A run of training that began after `since` updates went through these states and ended at `end`."""
        passed = [mark for mark in marks if mark.updates < end.updates]
        if passed:
            self._cut(since)
            self._marks += passed
            self._tip = end
            self._forget()

    def walked(self, start: PassStart, settings: TrainingSettings, end: Learned) -> Learned:
        """A pass was walked from its start to its end; the same one again changes nothing.

        Returns the end as it is kept: after a pass of training it has the record of an epoch too.
        """
        if end.updates <= self.newest and _same_pass(self.start_of(start.learned.updates), start):
            kept = self.at(end.updates)
            if same_bits(kept.values, end.values):
                return kept
        end, way = self._as_trained(start, settings, end)
        self._cut(start.learned.updates)
        self._marks.append(Mark(start.learned, settings, way))
        self._tip = end
        self._forget()
        return end

    def _as_trained(
        self, start: PassStart, settings: TrainingSettings, end: Learned
    ) -> tuple[Learned, PassStart | None]:
        """A pass that ends an epoch as training makes it: with the epoch's record, seen by the schedule too."""
        ends_epoch = start.place is not None and start.place[1] == 0
        if ends_epoch and _same_pass(pass_after(self._data.train, start.learned, settings), start):
            training = Training(self._network, settings, self._data, start.learned)
            with suppress(DivergenceError):  # the walk shows where
                training.update()
            if same_bits(training.learned().values, end.values):
                return training.learned(), None
        return end, start

    def changed(self, learned: Learned) -> None:
        """Something else took the place of what was learned: what came after is gone, what came before stays."""
        self._cut(learned.updates)
        if learned.updates > self.newest:
            self._marks = []  # nobody knows the way from here to there
        self._tip = learned

    @property
    def memory(self) -> tuple[tuple[Mark, ...], Learned]:
        """All that is kept, to be restored when a branch is undone."""
        return tuple(self._marks), self._tip

    def restore(self, memory: tuple[tuple[Mark, ...], Learned]) -> None:
        """Keep what was kept before."""
        marks, self._tip = memory
        self._marks, self._replay = list(marks), None

    def holds(self, learned: Learned) -> bool:
        """Whether a state is one of these."""
        known = self.oldest <= learned.updates <= self.newest
        return known and (learned is self._tip or _same_state(self.at(learned.updates), learned))

    def at(self, updates: int) -> Learned:
        """The state after so many updates, bit for bit; `IndexError` outside of what is kept."""
        if updates == self.newest:
            return self._tip
        mark = self._mark(updates)
        if mark.updates == updates:
            return mark.learned
        return self._replayed(mark, updates).learned()

    def start_of(self, updates: int) -> PassStart:
        """The pass that follows after so many updates: the one that was walked, or the batch that training takes."""
        if self.oldest <= updates < self.newest:
            mark = self._mark(updates)
            if mark.updates == updates and mark.walked is not None:
                return mark.walked
        return pass_after(self._data.train, self.at(updates), self.settings_at(updates))

    def settings_at(self, updates: int) -> TrainingSettings | None:
        """The settings with which the run went on from there; None at the newest update."""
        return self._mark(updates).settings if self.oldest <= updates < self.newest else None

    def _mark(self, updates: int) -> Mark:
        at = bisect_right([mark.updates for mark in self._marks], updates) - 1
        if at < 0 or updates > self.newest:
            raise IndexError(f"update {updates} is not among {self.oldest} to {self.newest}")
        return self._marks[at]

    def _replayed(self, mark: Mark, updates: int) -> Training:
        """A training that stands after so many updates; the one before goes on where it can."""
        run = self._replay
        if run is None or run.settings is not mark.settings or not mark.updates <= run.updates <= updates:
            run = Training(self._network, mark.settings, self._data, mark.learned)
        while run.updates < updates:
            run.update()
        self._replay = run
        return run

    def _cut(self, updates: int) -> None:
        """Forget all that came after so many updates, and the step that led away from there."""
        if updates < self.newest:
            kept = [mark for mark in self._marks if mark.updates < updates]
            self._marks, self._replay = kept, None

    def _forget(self) -> None:
        del self._marks[: -room_for(self._tip)]


def pass_after(train: Samples, learned: Learned, settings: TrainingSettings | None) -> PassStart:
    """The pass over the batch that training takes next; over all samples where no settings say how many."""
    if settings is None:
        return PassStart(learned, train, None, len(train))
    end = min(learned.position + settings.batch_size, len(train))
    order = shuffled(settings.seed, learned.epoch, len(train))[learned.position : end]
    place = (learned.epoch + 1, 0) if end == len(train) else (learned.epoch, end)
    return PassStart(learned, train.rows(order), place, len(train))


def room_for(learned: Learned) -> int:
    """How many such states are kept."""
    size = max(1, learned.values.nbytes * (1 + len(learned.moments)))
    return max(1, min(REMEMBERED_STATES, REMEMBERED_BYTES // size))


def _same_state(one: Learned, other: Learned) -> bool:
    """Whether the run goes on alike from both: what an optimizer has not begun to keep may be missing in one."""
    counters = [(state.updates, state.epoch, state.position) for state in (one, other)]
    kept = [(one.moments[name], other.moments[name]) for name in one.moments.keys() & other.moments.keys()]
    pairs = [(one.values, other.values), *kept]
    return counters[0] == counters[1] and all(same_bits(a, b) for a, b in pairs)


def _same_pass(one: PassStart, other: PassStart) -> bool:
    """Whether both begin alike and see the same samples."""
    pairs = (
        (one.learned.values, other.learned.values),
        (one.samples.features, other.samples.features),
        (one.samples.targets, other.samples.targets),
    )
    return one.place == other.place and all(same_bits(a, b) for a, b in pairs)
