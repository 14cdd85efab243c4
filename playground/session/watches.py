"""Watched expressions: their value now and how it went, a few numbers kept for each.

The language is that of conditions. Values are read from the program's own buffers, at the place of the cursor.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import partial

import numpy as np

from playground.engine.history import EpochRecord
from playground.session.condition_meaning import Scope, place_of, scopes, single
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


class Watch:
    """One expression over time: one value for each update, the newest of it."""

    def __init__(self, text: str) -> None:
        self.text, self._tree = text, parse_expression(text)
        self._history: deque[tuple[int, float]] = deque(maxlen=KEPT)

    def look(self, stepper: Stepper) -> Seen:
        """Its value where the stepper stands; a value of this update takes the place of an earlier one."""
        try:
            value = _value(self._tree, stepper)
        except ConditionError as error:
            return Seen(self.text, None, tuple(self._history), str(error))
        if value is not None:
            self._keep(stepper.start.learned.updates, value)
        return Seen(self.text, value, tuple(self._history))

    def _keep(self, updates: int, value: float) -> None:
        """Values of later updates are gone once an earlier one is visited again."""
        while self._history and self._history[-1][0] >= updates:
            self._history.pop()
        self._history.append((updates, value))


def _value(tree: Expression, stepper: Stepper) -> float | None:
    """The value in the first block that has all it names; None while something it names is not computed."""
    scope = next(iter(scopes(tree, stepper.program, partial(_record, stepper))))
    read = single(scope.read(tree), tree, 1)
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
