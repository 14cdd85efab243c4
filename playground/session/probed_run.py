"""A run of training under breakpoints: what can wait is looked back upon several times a second.

Where a pause may have been due, the updates since are walked once more from a state that was kept, with every check in
its place; training is deterministic, so it is the same run. Knows neither threads nor windows.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from playground.engine.errors import DivergenceError
from playground.engine.training import Progress, Run, Training
from playground.session.break_probe import BreakPauseError, BreakProbe, SuspicionError
from playground.session.descent_trail import DescentTrail
from playground.session.timeline import Mark

LOOK_BACK = 0.033  # seconds between two looks back, as each has its price
FURTHER = 3  # updates beyond those that were counted, as a failed one is not


class ProbedRun:
    """One run; `training` is another object after a slice was walked once more."""

    def __init__(
        self,
        training: Training,
        probe: BreakProbe | None = None,
        epochs: int | None = None,
        trail: DescentTrail | None = None,
    ) -> None:
        self.training, self._probe, self._trail = training, probe, trail
        self._last = None if epochs is None else training.epoch + epochs
        self._begin()

    def _begin(self) -> None:
        """Drive the training from here, as many epochs as are left."""
        left = None if self._last is None else self._last - self.training.epoch
        self._run: Run = self.training.run(left)
        self._passed: list[Progress] = []
        self._settled, self._due = self.training.updates, perf_counter() + LOOK_BACK

    def slice(self, mark: Mark) -> tuple[Progress, ...] | None:
        """Train for a slice of time; what was passed, once it was looked back upon, and None when the run is over.

        `mark` is a state kept when all was settled. Raises `BreakPauseError` or `DivergenceError`, the training being
        back where it is to pause.
        """
        return self._looked_at(mark, self._next)

    def update(self, mark: Mark) -> tuple[Progress, ...] | None:
        """The same for exactly one update."""
        self._due = 0.0
        return self._looked_at(mark, self.training.update)

    def settle(self, mark: Mark) -> tuple[Progress, ...]:
        """Look back upon what was not yet; the same errors."""
        self._due = 0.0
        return self._looked_at(mark, lambda: None) or ()

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to look back upon."""
        return not self._passed

    def _next(self) -> Progress | None:
        return next(self._run, None)

    def _looked_at(self, mark: Mark, advance: Callable[[], Progress | None]) -> tuple[Progress, ...] | None:
        try:
            progress = advance()
            if progress is not None:
                self._passed.append(progress)
            elif not self._passed:
                return None
            if self._probe is not None and progress is not None and perf_counter() < self._due:
                return ()
            if self._probe is not None:
                self._probe.settle()
        except (BreakPauseError, DivergenceError, SuspicionError):
            if self._probe is None:
                raise
            self._passed = []
            return self._walked_again(mark, self._probe)
        return self._released()

    def _released(self) -> tuple[Progress, ...]:
        """What was passed, as nothing in it was a reason to pause."""
        passed, self._passed = tuple(self._passed), []
        self._settled, self._due = self.training.updates, perf_counter() + LOOK_BACK
        return passed

    def _walked_again(self, mark: Mark, probe: BreakProbe) -> tuple[Progress, ...]:
        """The updates since all was settled, with all checks in their places; without a pause training goes on."""
        end, before = self.training.updates + FURTHER, self.training
        settings, data = mark.settings, before.data
        self.training = Training(before.network, settings, data, mark.learned)
        while self.training.updates < self._settled:
            self.training.update()
        self.training = Training(before.network, settings, data, self.training.learned(), probe.again())
        passed = []
        while self.training.updates < end and not self._is_over:
            passed.append(self.training.update())
        self._probe = probe.afresh()
        if self._trail is not None:
            self._trail.probe = self._probe
        along = self._trail or self._probe
        self.training = Training(before.network, settings, data, self.training.learned(), along)
        self._begin()
        return tuple(passed)

    @property
    def _is_over(self) -> bool:
        return self._last is not None and self.training.epoch >= self._last
