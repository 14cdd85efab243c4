"""The arrays that the lines of an update work on: settings, numbers, and views of the flat arrays for each parameter.

It allocates them, once for a program; it knows the names that formulas use, but no formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from playground.engine.construction import Construction
from playground.engine.descent import Descent
from playground.engine.instruction import Array
from playground.engine.optimizer import Cells, Rule
from playground.engine.parameters import Slot
from playground.engine.penalties import penalized

Numbers = Mapping[str, Array]  # 0-d
BLOCK = 32_768  # parameters whose arrays fit in a processor's cache


@dataclass(frozen=True)
class UpdateCells:
    """What the rules of a descent need, for one parameter or for the whole."""

    program: Construction
    descent: Descent

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """The parameters that learn."""
        return tuple(slot for slot in self.program.arrays.layout.slots if slot.trainable)

    @cached_property
    def settings(self) -> Numbers:
        """What stays as it is."""
        clipping, given = self.descent.clipping, self.descent.optimizer.setting_values()
        if self.descent.schedule.changes:
            del given["learning_rate"]
        limits = {"clip_value": clipping.value, "clip_norm": clipping.norm}
        return {name: self.program.constant(value) for name, value in (given | limits).items()}

    @cached_property
    def numbers(self) -> Numbers:
        """One number each for the whole network: kept ones, and others that live until the next update."""
        optimizer, moments = self.descent.optimizer, self.program.arrays.moments
        passing = (*optimizer.numbers(), "gradient_norm", "clip_factor", "learning_rate")
        kept = {name: moments[name] for name in optimizer.counters}
        return kept | {name: self.program.constant(0) for name in passing if name not in self.settings}

    @cached_property
    def flat(self) -> Mapping[str, Array]:
        """What is as long as all parameters together: (layout.size,) each."""
        arrays, optimizer = self.program.arrays, self.descent.optimizer
        kept = {name: arrays.moments[name] for name in optimizer.moments}
        passing = {name: np.zeros_like(arrays.values) for name in (*optimizer.temporaries(), "scratch")}
        return {"W": arrays.values, "g": arrays.gradients, **kept, **passing}

    def acts(self, rule: Rule) -> bool:
        """Whether a rule is for any parameter."""
        return not rule.penalty or bool(self._amounts[rule.penalty])

    def act_on(self, rule: Rule, slot: Slot) -> bool:
        """Whether a rule is for that parameter."""
        return not rule.penalty or slot in self._amounts[rule.penalty]

    def penalties(self, slot: Slot) -> Numbers:
        """The penalties of one parameter."""
        own = {name: amounts[slot] for name, amounts in self._amounts.items() if slot in amounts}
        return {name: self.program.constant(amount) for name, amount in own.items()}

    def of(self, slot: Slot) -> Cells:
        """Views for one parameter."""
        views = {name: slot.view(flat) for name, flat in self.flat.items()}
        return Cells({**self.settings, **self.numbers, **self.penalties(slot), **views}, views["scratch"])

    @cached_property
    def whole(self) -> Cells:
        """For all parameters that learn at once; they come first in the flat arrays."""
        parts = {name: flat[: self._size] for name, flat in self.flat.items()}
        acting = {name: amounts for name, amounts in self._amounts.items() if amounts}
        penalties = {name: self._whole_amount(amounts) for name, amounts in acting.items()}
        where = {name: self._place(amounts) for name, amounts in acting.items() if len(amounts) < len(self.slots)}
        return Cells({**self.settings, **self.numbers, **penalties, **parts}, parts["scratch"], where)

    @cached_property
    def blocks(self) -> tuple[Cells, ...]:
        """The whole in parts that stay in the cache from one call to the next; one scratch serves them all."""
        return tuple(self.between(0, self._size)) if self._size > BLOCK else (self.whole,)

    def between(self, start: int, stop: int) -> Iterator[Cells]:
        """The parameters from `start` up to `stop` in such parts."""
        for place in range(start, stop, BLOCK):
            yield self.block(place, min(place + BLOCK, stop))

    def block(self, start: int, stop: int) -> Cells:
        """Those parameters alone."""
        whole, part = self.whole, slice(start, stop)
        arrays = {name: array[part] if array.ndim else array for name, array in whole.arrays.items()}
        where = {name: place[part] for name, place in whole.where.items()}
        return Cells(arrays, whole.scratch[: arrays["W"].size], where)

    @property
    def _size(self) -> int:
        return self.program.arrays.layout.trainable_size

    @cached_property
    def _amounts(self) -> Mapping[str, Mapping[Slot, float]]:
        return penalized(self.program.network, self.slots, self.descent.penalties)

    def _whole_amount(self, amounts: Mapping[Slot, float]) -> Array:
        """The penalty's factor, or where there are several each at its place."""
        if len(set(amounts.values())) == 1:
            return self.program.constant(next(iter(amounts.values())))
        whole = self.program.zeros((self._size,))
        for slot, amount in amounts.items():
            whole[slot.start : slot.stop] = amount
        return whole

    def _place(self, amounts: Mapping[Slot, float]) -> Array:
        place = np.zeros(self._size, np.bool_)
        for slot in amounts:
            place[slot.start : slot.stop] = True
        return place
