"""Functions of one number: values and derivatives by Python's own, and what happens outside their domain."""

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.operations.elementwise import Elementwise
from playground.engine.operations.scalar_functions import (
    Cosine,
    Exponential,
    Logarithm,
    Sine,
    SquareRoot,
    Tangent,
)
from tests.engine.operations.number_points import at

Function = Callable[[float], float]
ANY: list[tuple[Elementwise, Function, Function]] = [
    (Exponential(), math.exp, math.exp),
    (Sine(), math.sin, math.cos),
    (Cosine(), math.cos, lambda x: -math.sin(x)),
    (Tangent(), math.tan, lambda x: 1 / math.cos(x) ** 2),
]
POSITIVE: list[tuple[Elementwise, Function, Function]] = [
    (Logarithm(), math.log, lambda x: 1 / x),
    (SquareRoot(), math.sqrt, lambda x: 1 / (2 * math.sqrt(x))),
]


@pytest.mark.parametrize(("operation", "function", "derivative"), ANY)
@given(x=st.floats(-20, 20))
def test_functions_of_any_number(operation: Elementwise, function: Function, derivative: Function, x: float) -> None:
    point = at(operation, x)
    assert point.value == pytest.approx(function(x), rel=1e-14, abs=1e-15)
    assert point.slopes[0] == pytest.approx(derivative(x), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize(("operation", "function", "derivative"), POSITIVE)
@given(x=st.floats(1e-300, 1e300))
def test_functions_of_a_positive_number(
    operation: Elementwise, function: Function, derivative: Function, x: float
) -> None:
    point = at(operation, x)
    assert point.value == pytest.approx(function(x), rel=1e-14, abs=1e-15)
    assert point.slopes[0] == pytest.approx(derivative(x), rel=1e-14)


@pytest.mark.parametrize(
    ("operation", "x", "value", "slope"),
    [
        (Logarithm(), 0.0, -math.inf, math.inf),
        (Logarithm(), -1.0, math.nan, -1.0),
        (SquareRoot(), 0.0, 0.0, math.inf),
        (SquareRoot(), -1.0, math.nan, math.nan),
        (Exponential(), -1e308, 0.0, 0.0),
        (Exponential(), 1e308, math.inf, math.inf),
        (Sine(), math.inf, math.nan, math.nan),
    ],
)
def test_outside_the_domain_numpy_decides(operation: Elementwise, x: float, value: float, slope: float) -> None:
    point = at(operation, x)
    assert point.value == pytest.approx(value, nan_ok=True)
    assert point.slopes[0] == pytest.approx(slope, nan_ok=True)
