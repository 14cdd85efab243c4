"""Softmax and log-softmax to the last digits, their laws, and gradients by the whole Jacobian."""

import math
from collections.abc import Callable, Sequence
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.instruction import Array, run_calls
from playground.engine.operations.activations import Activation
from playground.engine.operations.softmax import (
    Exponentials,
    axis_log_softmax_calls,
    axis_softmax_calls,
    log_softmax_gradient_calls,
    softmax_gradient_calls,
)
from tests.engine.operations.applied_functions import Precision, backward, forward, loaded, values
from tests.engine.operations.exact_functions import exactly_of_all, log_softmax, softmax, ulps

EXACT: dict[str, Callable[[Sequence[Decimal]], list[Decimal]]] = {"softmax": softmax, "log_softmax": log_softmax}
VECTORS = st.lists(st.floats(-300, 300), min_size=1, max_size=5)
PAIRS = VECTORS.flatmap(
    lambda zs: st.tuples(st.just(zs), st.lists(st.floats(-9, 9), min_size=len(zs), max_size=len(zs)))
)
LARGEST = float(np.finfo(np.float64).max)


@pytest.mark.parametrize("key", EXACT)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("count", [1, 2, 3, 10, 30])
@pytest.mark.parametrize("width", [1, 10, 100, 700, 2000])
def test_a_result_is_within_four_units_in_the_last_place(key: str, dtype: Precision, count: int, width: float) -> None:
    stream = np.random.default_rng([count, int(width)])
    for _ in range(4):
        zs = (stream.normal(size=count) * width + stream.normal() * width).astype(dtype).tolist()
        exact = exactly_of_all(EXACT[key], zs)
        errors = [ulps(a, truth) for a, truth in zip(values(key, zs, dtype), exact, strict=True)]
        assert max(errors) <= 4, zs


@pytest.mark.parametrize("key", EXACT)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    "zs",
    [
        [0.0, -740.0],
        [-100.0, -840.0],
        [1000.0, 260.0, 999.0],
        [1e30, -1e30],
        [-1e30, -1e30],
        [1e30, 1e30, 0.0],
        [3e15, 3e15 - 700.0],
        [7e18 + 1024.0, 7e18],
        [700.0, 0.1234567],
        [-0.1234567, -700.3],
        [5.0, 5.0, 5.0 - 1e-9],
        [40.0, -40.0, -41.0],
    ],
)
def test_hard_cases(key: str, dtype: Precision, zs: list[float]) -> None:
    found = values(key, zs, dtype)
    exact = exactly_of_all(EXACT[key], np.array(zs, dtype).tolist())
    assert max(ulps(a, truth) for a, truth in zip(found, exact, strict=True)) <= 4


def test_the_largest_numbers_there_are() -> None:
    assert values("softmax", [1e308, 0.0, -0.7e308]).tolist() == [1, 0, 0]
    with np.errstate(over="ignore"):  # the distance is beyond the largest number, its power is 0 all the same
        assert values("softmax", [LARGEST, -LARGEST, LARGEST]).tolist() == [0.5, 0, 0.5]
        assert values("log_softmax", [1e308, -1e308]).tolist() == [0, -math.inf]


def test_a_value_of_minus_infinity_has_no_share() -> None:
    assert values("softmax", [-math.inf, 2.0, 2.0]).tolist() == [0, 0.5, 0.5]


def test_many_equal_values_do_not_overflow() -> None:
    for z in (-1000.0, 0.0, 709.0, 1000.0):
        assert values("softmax", [z] * 5000) == pytest.approx(1 / 5000, rel=1e-15, abs=0)
        assert values("log_softmax", [z] * 5000) == pytest.approx(-math.log(5000), rel=1e-15, abs=0)


@given(VECTORS)
def test_softmax_gives_shares_of_one_in_the_order_of_its_inputs(zs: list[float]) -> None:
    shares = values("softmax", zs)
    assert shares.sum() == pytest.approx(1, rel=1e-14)
    assert (shares >= 0).all()
    assert all(shares[i] <= shares[j] for i in range(len(zs)) for j in range(len(zs)) if zs[i] <= zs[j])


@given(VECTORS)
def test_log_softmax_is_the_logarithm_of_softmax(zs: list[float]) -> None:
    assert np.exp(values("log_softmax", zs)) == pytest.approx(values("softmax", zs), rel=1e-12, abs=1e-300)
    assert (values("log_softmax", zs) <= 0).all()


@given(PAIRS)
def test_softmax_pulls_gradients_back_through_its_jacobian(pair: tuple[list[float], list[float]]) -> None:
    zs, gradients = pair
    program = loaded(Activation("softmax"), zs, np.float64)
    a = forward(program).copy()
    found = backward(program, gradients)
    assert np.allclose(found, (np.diag(a) - np.outer(a, a)) @ gradients, rtol=1e-13, atol=1e-14)
    assert found.sum() == pytest.approx(0, abs=1e-13)


@given(PAIRS)
def test_log_softmax_pulls_gradients_back_through_its_jacobian(pair: tuple[list[float], list[float]]) -> None:
    zs, gradients = pair
    program = loaded(Activation("log_softmax"), zs, np.float64)
    shares = np.exp(forward(program))
    jacobian = np.eye(len(zs)) - shares
    assert np.allclose(backward(program, gradients), jacobian.T @ gradients, rtol=1e-13, atol=1e-12)


def along(axis: int, z: Array, da: Array) -> list[Array]:
    """Both functions and both gradients of one array, along an axis."""
    shape = list(z.shape)
    shape[axis] = 1
    share, logarithm, one, other = (np.empty_like(z) for _ in range(4))
    run_calls(axis_softmax_calls(z, share, Exponentials.of(share, axis)))
    run_calls(axis_log_softmax_calls(z, logarithm, Exponentials.of(logarithm, axis)))
    run_calls(softmax_gradient_calls(da, share, one, np.empty(shape), axis))
    run_calls(log_softmax_gradient_calls(da, logarithm, other, np.empty(shape), axis))
    return [share, logarithm, one, other]


@pytest.mark.parametrize("axis", [1, 2, 3, -1, -2])
def test_any_axis_is_as_good_as_the_last(axis: int) -> None:
    stream = np.random.default_rng(0)
    z, da = stream.normal(size=(2, 3, 4, 5)), stream.normal(size=(2, 3, 4, 5))
    turned = along(-1, *(np.ascontiguousarray(np.moveaxis(array, axis, -1)) for array in (z, da)))
    for found, expected in zip(along(axis, z, da), turned, strict=True):
        assert np.moveaxis(found, axis, -1) == pytest.approx(expected, rel=1e-13, abs=1e-15)
