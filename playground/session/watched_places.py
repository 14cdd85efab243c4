"""Which number of a pass a watched expression is about: where it is computed, and its element.

Of a reduction such as max|δz| it is the element that decides it. Knows nothing of windows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from playground.engine.history import EpochRecord
from playground.engine.instruction import Index, Ref
from playground.session.condition_meaning import Scope, place_of
from playground.session.condition_syntax import Expression, Reduced, Value, parse_expression, parts
from playground.session.condition_tokens import ConditionError
from playground.session.stepper import Stepper
from playground.session.watches import meaning_of


@dataclass(frozen=True)
class WatchedPlace:
    """The first value that an expression names, in one pass; it is there once `cursor` lines have run."""

    scope: Scope
    value: Value
    kinds: frozenset[str]  # of the reductions around it

    @property
    def cursor(self) -> int:
        """How many lines of the pass have to run."""
        return place_of(self.scope, self.value) + 1

    @property
    def ref(self) -> Ref:
        """The address of the value."""
        return self.scope.refs(self.value)[0]

    @property
    def index(self) -> Index:
        """The element that is meant; of several the largest, by size where sizes are asked for, or the least."""
        array = self.scope.program.values[self.ref].array
        places = np.arange(array.size).reshape(array.shape)[self.scope.at(self.value)].ravel()
        numbers = array.ravel()[places]
        sizes = numbers if self.kinds & {"max", "min"} and "abs" not in self.kinds else np.abs(numbers)
        chosen = places[np.argmin(sizes) if "min" in self.kinds else np.argmax(sizes)]
        return tuple(map(int, np.unravel_index(int(chosen), array.shape)))


def watched_place(text: str, stepper: Stepper) -> WatchedPlace | None:
    """The place of an expression in the stepper's pass; None where it names no number that a line computes."""
    try:
        tree = parse_expression(text)
        scope, _read = meaning_of(tree, stepper.program, partial(_record, stepper))
    except ConditionError:
        return None
    value = next((part for part in parts(tree) if isinstance(part, Value)), None)
    return None if value is None else WatchedPlace(scope, value, _around(tree, value))


def _around(tree: Expression, value: Value) -> frozenset[str]:
    """The kinds of the reductions that a value stands in."""
    reductions = (part for part in parts(tree) if isinstance(part, Reduced))
    return frozenset(one.kind for one in reductions if any(part is value for part in parts(one.inner)))


def _record(stepper: Stepper) -> EpochRecord | None:
    return stepper.start.learned.history.last
