"""Smooth functions to the last digits, against sixty-digit arithmetic, and the symmetries they have."""

from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.operations.smooth import SMOOTH
from tests.engine.operations.applied_functions import Precision, slopes, values
from tests.engine.operations.exact_functions import Exact, exactly, sigmoid, softplus, tanh, ulps

EXACT: dict[str, Exact] = {"sigmoid": sigmoid, "softplus": softplus, "tanh": tanh}
LOWEST = {np.float32: -104.0, np.float64: -746.0}  # where eᶻ is smaller than any number


def spread(dtype: Precision, seed: int) -> list[float]:
    """Arguments of every size: tiny, middling, where results are subnormal, and enormous."""
    stream, lowest, most = np.random.default_rng(seed), LOWEST[dtype], float(np.finfo(dtype).max)
    parts = (
        stream.normal(size=200),
        stream.uniform(-40, 40, 200),
        stream.uniform(lowest, lowest * 0.95, 100),
        stream.uniform(lowest, -lowest, 200),
        10.0 ** stream.uniform(np.log10(float(np.finfo(dtype).tiny)), np.log10(most), 100)
        * stream.choice([-1, 1], 100),
        (0.0, 1e308, -1e308, most, -most) if dtype is np.float64 else (0.0, most, -most),
    )
    return np.array(list(chain.from_iterable(parts))).astype(dtype).tolist()


@pytest.mark.parametrize("key", EXACT)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("seed", range(2))
def test_a_result_is_within_four_units_in_the_last_place(key: str, dtype: Precision, seed: int) -> None:
    zs = spread(dtype, seed)
    errors = [ulps(a, exactly(EXACT[key], z)) for a, z in zip(values(key, zs, dtype), zs, strict=True)]
    assert max(errors) <= 4, zs[int(np.argmax(errors))]


def test_a_subnormal_result_is_not_flushed_to_zero() -> None:
    for key in ("sigmoid", "softplus"):
        assert values(key, [-745.0])[0] == 5e-324
        assert values(key, [-103.0], np.float32)[0] == np.float32(1e-45)


@given(st.floats(-700, 700))
def test_sigmoid_is_symmetric(z: float) -> None:
    one, other = values("sigmoid", [z, -z])
    assert one + other == pytest.approx(1, rel=1e-15)


@pytest.mark.parametrize("key", ["tanh", "softsign", "sine"])
def test_odd_functions_are_odd(key: str) -> None:
    zs = np.linspace(0, 30, 61)
    assert values(key, zs.tolist()).tolist() == (-values(key, (-zs).tolist())).tolist()


@pytest.mark.parametrize("key", ["gaussian", "square"])
def test_even_functions_are_even(key: str) -> None:
    zs = np.linspace(0, 30, 61)
    assert values(key, zs.tolist()).tolist() == values(key, (-zs).tolist()).tolist()


def test_the_slope_of_softplus_is_the_sigmoid() -> None:
    zs = np.linspace(-800, 800, 81).tolist()
    assert slopes("softplus", zs).tolist() == values("sigmoid", zs).tolist()


def test_the_family_is_complete() -> None:
    named = {"tanh", "sigmoid", "softplus", "softsign", "sine", "gaussian", "square"}
    assert {function.key for function in SMOOTH} == named
