"""What a descent keeps between updates, and what of it survives a change of optimizer."""

import numpy as np
import pytest

from playground.engine.descent import Descent, state_shapes
from playground.engine.optimizers import OPTIMIZERS, SGD, Adam, AdamW, Lion, Momentum, Nadam, Nesterov, RMSprop
from playground.engine.schedules import SCHEDULES, PlateauSchedule
from tests.engine.descents import DESCENTS

SIZE = 3


def used(descent: Descent) -> dict[str, np.ndarray]:
    """The state as after some updates: every number different from its start."""
    return {name: array + 2 + index for index, (name, array) in enumerate(descent.state(SIZE, {}).items())}


def same(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> bool:
    """Whether two states hold the same."""
    return one.keys() == other.keys() and all(np.array_equal(one[name], other[name]) for name in one)


@pytest.mark.parametrize("descent", DESCENTS.values(), ids=DESCENTS)
def test_a_state_begins_with_zeros_and_first_numbers(descent: Descent) -> None:
    state = descent.state(SIZE, {})
    first = {**descent.optimizer.counters, **descent.schedule.counters}
    assert set(state) == {*descent.optimizer.moments, *first}
    for name, array in state.items():
        assert array.shape == state_shapes(SIZE)[name]
        assert (array == first.get(name, 0)).all()


@pytest.mark.parametrize("descent", DESCENTS.values(), ids=DESCENTS)
def test_a_state_goes_on_where_it_was(descent: Descent) -> None:
    before = used(descent)
    assert same(descent.state(SIZE, before), before)


def test_no_two_states_of_one_name_differ_in_shape() -> None:
    lengths = [(name, (SIZE,)) for kind in OPTIMIZERS.values() for name in kind.moments]
    numbers = [(name, ()) for kind in (*OPTIMIZERS.values(), *SCHEDULES.values()) for name in kind.counters]
    assert dict([*lengths, *numbers]) == dict(state_shapes(SIZE))
    assert not {name for name, _ in lengths} & {name for name, _ in numbers}


@pytest.mark.parametrize(
    ("before", "after"), [(Momentum(), Nesterov()), (Nesterov(0.5), Momentum(0.1)), (Adam(), AdamW()), (Adam(), Lion())]
)
def test_kin_take_over_what_they_know(before: Momentum, after: Momentum) -> None:
    kept = used(Descent(before))
    state = Descent(after).state(SIZE, kept)
    assert all(np.array_equal(state[name], kept[name]) for name in state)


@pytest.mark.parametrize(
    ("before", "after"), [(SGD(), Adam()), (Lion(), Adam()), (Adam(), Nadam()), (RMSprop(), Adam())]
)
def test_an_optimizer_that_counts_begins_anew_unless_it_can_take_over_all(before: SGD, after: Adam) -> None:
    state = Descent(after).state(SIZE, used(Descent(before)))
    assert same(state, Descent(after).state(SIZE, {}))


def test_a_schedule_keeps_its_state_whatever_the_optimizer() -> None:
    before = used(Descent(SGD(), PlateauSchedule()))
    state = Descent(Adam(), PlateauSchedule()).state(SIZE, before)
    assert all(np.array_equal(state[name], before[name]) for name in PlateauSchedule.counters)
