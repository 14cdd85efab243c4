"""The normal distribution's upper tail, from ½ down to the smallest numbers, and the bell beside it."""

import math

import numpy as np
import pytest

from playground.engine.instruction import Array, run_calls
from playground.engine.operations.normal_distribution import DENSITY_AT_ZERO, LARGEST, tail_calls
from tests.engine.operations.applied_functions import Precision
from tests.engine.operations.exact_functions import exactly, upper_tail


class Bench:
    """As much of a site as the calls need."""

    def __init__(self, dtype: Precision) -> None:
        self.dtype = dtype

    def scratch(self, shape: tuple[int, ...]) -> Array:
        """A buffer."""
        return np.zeros(shape, self.dtype)

    def constant(self, value: float) -> Array:
        """A 0-d array."""
        return np.array(value, self.dtype)


def bell_and_tail(xs: Array) -> tuple[Array, Array]:
    """Both functions of each."""
    bell, tail = np.empty_like(xs), np.empty_like(xs)
    run_calls(tail_calls(Bench(xs.dtype.type), xs, bell, tail))
    return bell, tail


def test_the_tail_is_accurate_relative_to_its_size() -> None:
    xs = np.concatenate([np.linspace(0, 37, 200), np.random.default_rng(0).uniform(0, 2, 100)])
    exact = np.array([float(exactly(upper_tail, x)) for x in xs])
    assert bell_and_tail(xs)[1] == pytest.approx(exact, rel=1e-13, abs=0)


def test_single_precision_uses_fewer_terms_and_is_as_good_as_single_precision_can_be() -> None:
    xs = np.linspace(0, 4, 100, dtype=np.float32)
    exact = np.array([math.erfc(x / math.sqrt(2)) / 2 for x in xs.astype(float)])
    assert bell_and_tail(xs)[1] == pytest.approx(exact, rel=2e-6, abs=0)


def test_the_ends() -> None:
    bell, tail = bell_and_tail(np.array([0.0, LARGEST]))
    assert bell.tolist() == [1, 0]
    assert tail == pytest.approx([0.5, 0], rel=1e-15, abs=0)


def test_the_derivative_of_the_tail_is_the_bell_also_by_the_complex_step() -> None:
    xs = np.linspace(0, 8, 50)
    tail = np.empty_like(xs, complex)
    run_calls(tail_calls(Bench(np.complex128), xs + 1e-30j, np.empty_like(tail), tail))
    bell = bell_and_tail(xs)[0]
    assert -tail.imag / 1e-30 == pytest.approx(bell * DENSITY_AT_ZERO, rel=1e-12, abs=0)
