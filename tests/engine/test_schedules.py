"""Schedules at points where their value is known, and what a plateau is."""

from dataclasses import replace
from math import cos, pi, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import SettingError
from playground.engine.formulas import operands, parse
from playground.engine.quantities import QUANTITIES
from playground.engine.schedules import (
    SCHEDULES,
    ConstantSchedule,
    CosineSchedule,
    ExponentialSchedule,
    Now,
    OneCycleSchedule,
    PlateauSchedule,
    Schedule,
    StepSchedule,
    WarmUpSchedule,
)

EVERY_KIND = pytest.mark.parametrize("kind", SCHEDULES)


def begun(schedule: Schedule, epochs: float = 0.0) -> Now:
    """A time, and what the schedule keeps at the beginning."""
    return Now(epochs, {name: np.array(value) for name, value in schedule.counters.items()})


def share(schedule: Schedule, epochs: float) -> float:
    """The share of the rate that is used then."""
    return schedule.factor(begun(schedule, epochs))


# Known points


@pytest.mark.parametrize(
    ("schedule", "points"),
    [
        (ConstantSchedule(), {0: 1, 7.3: 1, 1e6: 1}),
        (StepSchedule(10, 0.5), {0: 1, 9.99: 1, 10: 0.5, 19.9: 0.5, 20: 0.25, 101: 0.5**10}),
        (StepSchedule(0.5, 0.1), {0.49: 1, 0.5: 0.1, 1.0: 0.01}),
        (ExponentialSchedule(0.9), {0: 1, 1: 0.9, 0.5: sqrt(0.9), 10: 0.9**10}),
        (CosineSchedule(100, 0.0), {0: 1, 50: 0.5, 25: (1 + cos(pi / 4)) / 2, 100: 0, 1000: 0}),
        (CosineSchedule(10, 0.2), {0: 1, 5: 0.6, 10: 0.2, 11: 0.2}),
        (WarmUpSchedule(5, 0.1), {0: 0.1, 2.5: 0.55, 5: 1, 6: 1}),
        (OneCycleSchedule(100, 0.3, 0.04, 0.001), {0: 0.04, 15: 0.52, 30: 1, 65: 0.5005, 100: 0.001, 200: 0.001}),
        (OneCycleSchedule(10, 0.0, 0.5, 0.0), {0: 1, 5: 0.5, 10: 0}),
        (OneCycleSchedule(10, 1.0, 0.5, 0.1), {0: 0.5, 5: 0.75, 10: 1}),
    ],
)
def test_the_share_at_known_times(schedule: Schedule, points: dict[float, float]) -> None:
    found = {time: share(schedule, time) for time in points}
    assert found == pytest.approx(points, rel=1e-12, abs=1e-12)


@EVERY_KIND
@given(epochs=st.floats(0, 1e9))
def test_a_share_is_never_negative_nor_above_one(kind: str, epochs: float) -> None:
    assert 0 <= share(SCHEDULES[kind](), epochs) <= 1


# On a plateau


def observed(schedule: PlateauSchedule, losses: list[float]) -> list[float]:
    """The share after each of the losses."""
    now = begun(schedule)
    shares = []
    for loss in losses:
        schedule.observe(now.kept, loss)
        shares.append(schedule.factor(now))
    return shares


def reference(schedule: PlateauSchedule, losses: list[float]) -> list[float]:
    """PyTorch's ReduceLROnPlateau with its usual settings, number by number."""
    best, bad, factor, shares = float("inf"), 0, 1.0, []
    for loss in losses:
        better = loss < best * (1 - schedule.threshold)
        best, bad = (loss, 0) if better else (best, bad + 1)
        if bad > schedule.patience:
            factor, bad = factor * schedule.fade, 0
        shares.append(factor)
    return shares


@given(st.lists(st.floats(0, 3), max_size=30), st.integers(0, 4), st.sampled_from([0.0, 1e-4, 0.3]))
def test_a_plateau_is_what_pytorch_takes_for_one(losses: list[float], patience: int, threshold: float) -> None:
    schedule = PlateauSchedule(0.5, patience, threshold)
    assert observed(schedule, losses) == reference(schedule, losses)


def test_the_rate_falls_after_so_many_epochs_without_a_better_loss() -> None:
    assert observed(PlateauSchedule(0.1, 2), [3, 2, 2, 2, 2, 2, 2, 2]) == pytest.approx(
        [1, 1, 1, 1, 0.1, 0.1, 0.1, 0.01]
    )


def test_a_loss_below_zero_may_come_first() -> None:
    assert observed(PlateauSchedule(0.5, 0, 0.0), [-1.0, -2.0, -1.5]) == [1, 1, 0.5]


# What they say


@EVERY_KIND
def test_formulas_name_what_there_is(kind: str) -> None:
    schedule = SCHEDULES[kind]()
    named = operands(parse(schedule.formula))
    settings = set(vars(schedule))
    assert named[0] == "learning_rate"
    assert set(named[1:]) <= {"initial_rate", *settings, *schedule.numbers(begun(schedule))}
    assert set(named) <= set(QUANTITIES)
    assert schedule.kind == kind
    assert schedule.title
    assert schedule.note
    assert schedule.changes == (kind != "constant")


@EVERY_KIND
def test_every_setting_has_its_range(kind: str) -> None:
    usual = SCHEDULES[kind]()
    usual.check_settings()
    for name in vars(usual):
        for value in (-1, float("nan"), float("inf")):
            with pytest.raises(SettingError, match=f"{name.replace('_', ' ')} is {value}, expected"):
                replace(usual, **{name: value}).check_settings()


@pytest.mark.parametrize(
    "schedule", [StepSchedule(0.0), StepSchedule(fade=0.0), CosineSchedule(0.0), WarmUpSchedule(5, 1.01)]
)
def test_no_time_and_more_than_all_are_refused(schedule: Schedule) -> None:
    with pytest.raises(SettingError, match="expected a"):
        schedule.check_settings()
