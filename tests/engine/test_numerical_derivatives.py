"""Derivatives by the forward pass alone: both methods against functions whose slope is known, and what they leave."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.instruction import Ref
from playground.engine.numerical_derivatives import LossProbe, Method, extrapolated_slope
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.parameters import Clock, layout_of
from playground.engine.samples import Samples
from tests.engine.sample_networks import chain, samples_for, skip_network, values_for

SLOPES: dict[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
    "sin": (math.sin, math.cos),
    "exp": (math.exp, math.exp),
    "tanh": (math.tanh, lambda x: 1 / math.cosh(x) ** 2),
    "cube": (lambda x: x**3, lambda x: 3 * x**2),
    "line": (lambda x: 2 * x - 5, lambda _x: 2.0),
}
EITHER = pytest.mark.parametrize("method", Method)


@pytest.mark.parametrize(("function", "slope"), SLOPES.values(), ids=SLOPES)
@given(x=st.floats(-3, 3))
def test_extrapolated_differences_find_a_known_slope(
    function: Callable[[float], float], slope: Callable[[float], float], x: float
) -> None:
    assert extrapolated_slope(function, x) == pytest.approx(slope(x), rel=1e-9, abs=1e-9)


def test_a_kink_within_the_first_steps_does_not_mislead() -> None:
    assert extrapolated_slope(abs, 0.001) == pytest.approx(1.0, rel=1e-9)


def test_a_function_that_ends_near_by_is_met_with_smaller_steps() -> None:
    assert extrapolated_slope(lambda x: math.log(x) if x > 0 else math.nan, 0.01) == pytest.approx(100.0, rel=1e-6)


def test_what_is_no_number_has_no_slope() -> None:
    assert math.isnan(extrapolated_slope(lambda _x: math.nan, 1.0))


def probe_for(method: Method) -> LossProbe:
    """A loaded probe of a small network."""
    network = skip_network()
    probe = LossProbe(network, layout_of(network), 2, method, Clock())
    probe.load(values_for(network), samples_for(network, 2))
    return probe


@EITHER
def test_the_slope_of_a_parabola(method: Method) -> None:
    """L = (w x + b − y)² at w = 3, b = 1, x = 2, y = 4: ∂L/∂w = 2 · 3 · 2, ∂L/∂b = 2 · 3."""
    network = chain(Dense(1, "identity"), MeanSquaredError(), features=1)
    probe = LossProbe(network, layout_of(network), 1, method, Clock())
    probe.load(np.array([3.0, 1.0]), Samples(np.array([[2.0]]), np.array([[4.0]])))
    slopes = probe.derivatives(probe.program.arrays.values, probe.calls_of({"n1", "n2"}))
    assert slopes == pytest.approx([12.0, 6.0], rel=1e-9)


@EITHER
def test_all_is_left_as_it_was(method: Method) -> None:
    probe = probe_for(method)
    before = {ref: operand.array.copy() for ref, operand in probe.program.values.items()}
    probe.derivatives(probe.program.arrays.values, probe.calls_of({"h", "g", "s", "o", "l"}))
    assert np.array_equal(probe.program.arrays.values.real, values_for(skip_network()))
    assert np.array_equal(probe.program.features, before[Ref("x", "activation")])


def test_only_what_reads_a_value_runs_again() -> None:
    probe = probe_for(Method.COMPLEX_STEP)
    whole, above = probe.calls_of({"h", "g", "s", "o", "l"}), probe.calls_of({"o", "l"})
    assert whole == probe.program.calls(optional=True)
    assert 0 < len(above) < len(whole)
    slot = layout_of(skip_network()).slot("o", "weights")
    moved = slot.view(probe.program.arrays.values)
    assert np.array_equal(probe.derivatives(moved, whole), probe.derivatives(moved, above))
