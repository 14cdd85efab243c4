"""Watched expressions: their value now and how it went, a few numbers kept for each.

The language is that of conditions. Values are read from the program's own buffers: at the place of the cursor, or in a
run at full speed from passes that are walked beside it, now and then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from playground.engine.history import EpochRecord
from playground.engine.program import Program
from playground.session.condition_meaning import Read, Record, Scope, place_of, scopes, single
from playground.session.condition_syntax import Expression, Measure, Value, parse_expression, values
from playground.session.condition_tokens import ConditionError
from playground.session.stepper import Stepper

KEPT = 512  # values of each watch


@dataclass(frozen=True)
class Seen:
    """A watch as it is shown: its text, its value now (None while it is not computed), the values so far, a problem."""

    text: str
    value: float | None
    history: tuple[tuple[int, float], ...]  # (updates done, value)
    problem: str = ""
    thinned: bool = False  # whether earlier values were left out


@dataclass(frozen=True)
class Reading:
    """What the watches of a run at full speed were, by their texts, in the update that followed after so many."""

    updates: int
    values: Mapping[str, float]


class Watch:
    """One expression over time: at the most one value for each update, the newest of it."""

    def __init__(self, text: str) -> None:
        self.text, self._tree = text, parse_expression(text)
        self._history: list[tuple[int, float]] = []
        self._thinned = False

    def look(self, stepper: Stepper) -> Seen:
        """Its value where the stepper stands; a value of this update takes the place of an earlier one."""
        try:
            value = _value(self._tree, stepper)
        except ConditionError as error:
            return Seen(self.text, None, tuple(self._history), str(error), self._thinned)
        if value is not None:
            self._keep(stepper.start.learned.updates, value)
        return Seen(self.text, value, tuple(self._history), "", self._thinned)

    def take(self, reading: Reading) -> None:
        """Keep what a run came by."""
        if self.text in reading.values:
            self._keep(reading.updates, reading.values[self.text])

    def forget(self) -> None:
        """What it was in another document is no longer of interest."""
        self._history, self._thinned = [], False

    @property
    def seen(self) -> Seen:
        """As it was known last."""
        last = self._history[-1][1] if self._history else None
        return Seen(self.text, last, tuple(self._history), "", self._thinned)

    def _keep(self, updates: int, value: float) -> None:
        """Values of later updates are gone once an earlier one is visited again. Of many, every other one stays."""
        while self._history and self._history[-1][0] >= updates:
            self._history.pop()
        self._history.append((updates, value))
        if len(self._history) > KEPT:
            self._history[1:-1] = self._history[2:-1:2]
            self._thinned = True


def meaning_of(tree: Expression, program: Program, record: Record) -> tuple[Scope, Read]:
    """Where its names are looked up, in the first block that has them all, and how it is read; or `ConditionError`."""
    scope = next(iter(scopes(tree, program, record)))
    return scope, single(scope.read(tree), tree, 1)


def _value(tree: Expression, stepper: Stepper) -> float | None:
    """The value where the stepper stands; None while something it names is not computed."""
    scope, read = meaning_of(tree, stepper.program, partial(_record, stepper))
    if not all(_is_known(scope, value, stepper) for value in values(tree)):
        return None
    with np.errstate(all="ignore"):
        return float(np.asarray(read()).reshape(()))


def _is_known(scope: Scope, value: Value | Measure, stepper: Stepper) -> bool:
    refs = scope.refs(value)
    if not refs:  # the length of the whole gradient
        return stepper.cursor > place_of(scope, value) if isinstance(value, Measure) else True
    return all(stepper.is_computed(stepper.program.values[ref]) for ref in refs)


def _record(stepper: Stepper) -> EpochRecord | None:
    return stepper.start.learned.history.last
