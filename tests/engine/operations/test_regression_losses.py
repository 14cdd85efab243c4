"""Losses of numbers against high-precision decimals, near the target and far from it."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import SettingError
from playground.engine.operations.losses import (
    HalfSumOfSquares,
    Huber,
    LogCosh,
    Loss,
    MeanAbsoluteError,
    MeanSquaredError,
    SumOfSquares,
)
from tests.engine.operations.loss_oracles import assert_equal, gradient, run_loss, ulps_of

LOSSES = [MeanSquaredError(), SumOfSquares(), HalfSumOfSquares(), MeanAbsoluteError(), Huber(), LogCosh()]
NUMBERS = st.floats(-1e3, 1e3)
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=4)


@pytest.mark.parametrize("loss", [*LOSSES, Huber(delta=0.25), Huber("sum", 40.0)])
@given(pairs=PAIRS)
def test_values_and_gradients(loss: Loss, pairs: list[tuple[float, float]]) -> None:
    assert_equal(loss, [[a] for a, _y in pairs], [[y] for _a, y in pairs])
    assert_equal(loss, [[a for a, _y in pairs]], [[y for _a, y in pairs]])


@given(st.floats(-1e300, 1e300))
def test_log_cosh_keeps_its_digits_near_the_target_and_far_from_it(distance: float) -> None:
    assert ulps_of(LogCosh(), [[distance]], [[0.0]]) <= 4 or abs(distance) < 1e-150


@given(st.floats(1e-150, 1.0))
def test_log_cosh_of_a_small_distance_is_half_its_square(distance: float) -> None:
    value = float(run_loss(LogCosh(), [[distance]], [[0.0]]).loss)
    assert value == pytest.approx(distance**2 / 2, rel=distance**2)


@given(st.floats(-1e300, 1e300), st.sampled_from([0.1, 1.0, 7.0]))
def test_a_far_sample_pulls_no_harder_than_delta(distance: float, delta: float) -> None:
    slope = gradient(run_loss(Huber(delta=delta), [[distance]], [[0.0]]))[0, 0]
    assert abs(slope) <= delta
    assert slope == distance or abs(slope) == delta


def test_huber_meets_its_straight_line_without_a_step() -> None:
    below, above = (math.nextafter(2.0, towards) for towards in (0.0, 3.0))
    values = [float(run_loss(Huber(delta=2.0), [[d]], [[0.0]]).loss) for d in (below, 2.0, above)]
    assert values == pytest.approx([2.0] * 3, rel=1e-15)


@pytest.mark.parametrize("delta", [0.0, -1.0, math.inf, math.nan])
def test_a_delta_that_is_no_distance_is_refused(delta: float) -> None:
    with pytest.raises(SettingError, match=f"has delta = {delta}, expected a number above 0"):
        Huber(delta=delta).check_settings()


def test_a_sum_of_squares_is_averaged_over_the_batch_alone() -> None:
    outputs, targets = [[1.0, 3.0], [0.0, 0.0]], [[0.0, 0.0], [2.0, 0.0]]
    assert [float(run_loss(loss, outputs, targets).loss) for loss in LOSSES[:3]] == [14 / 4, 14 / 2, 14 / 4]
    assert np.array_equal(gradient(run_loss(HalfSumOfSquares("sum"), outputs, targets)), [[1, 3], [-2, 0]])
