"""How an update goes down, as one frozen value: the optimizer, its schedule, penalties and clipping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from playground.engine.operations.operation import Shape
from playground.engine.optimizer import Optimizer
from playground.engine.optimizers import OPTIMIZERS
from playground.engine.penalties import Clipping, Penalties
from playground.engine.schedules import SCHEDULES, ConstantSchedule, Schedule

State = dict[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Descent:
    """Everything that the update phase of a program is made from."""

    optimizer: Optimizer
    schedule: Schedule = field(default_factory=ConstantSchedule)
    clipping: Clipping = field(default_factory=Clipping)
    penalties: Penalties = field(default_factory=Penalties)

    def state(self, size: int, before: Mapping[str, NDArray[np.float64]]) -> State:
        """What is kept between updates for `size` parameters: what `before` has under the same names, else its start.

        An optimizer that counts its updates corrects its means by that count, so it takes over all of its state or
        none; one number alone would mislead it.
        """
        moments = {name: np.zeros(size) for name in self.optimizer.moments}
        begun = moments | _first_values(self.optimizer.counters)
        if not self.optimizer.counters or before.keys() >= begun.keys():
            begun = _known(begun, before)
        return begun | _known(_first_values(self.schedule.counters), before)


def _first_values(counters: Mapping[str, float]) -> State:
    return {name: np.array(value) for name, value in counters.items()}


def _known(begun: State, before: Mapping[str, NDArray[np.float64]]) -> State:
    return {name: before.get(name, array) for name, array in begun.items()}


def state_shapes(size: int) -> Mapping[str, Shape]:
    """The shape of each state that any optimizer or schedule keeps for `size` parameters, by its name."""
    moments: dict[str, Shape] = {name: (size,) for kind in OPTIMIZERS.values() for name in kind.moments}
    counters = chain(*(kind.counters for kind in OPTIMIZERS.values()), *(kind.counters for kind in SCHEDULES.values()))
    return moments | dict.fromkeys(counters, ())
