"""Arithmetic on numbers: values and local derivatives by Python's own, at the edges of their domain too."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import SettingError
from playground.engine.operations.scalars import Divide, FixedPower, Maximum, Minimum, Negative, Power
from tests.engine.graphs import graph
from tests.engine.operations.number_points import at

NUMBERS = st.floats(-50, 50).filter(lambda x: abs(x) > 1e-3)
POSITIVE = st.floats(0.05, 20)
EXACTLY = {"rel": 1e-13, "abs": 1e-300}


@given(NUMBERS, NUMBERS)
def test_division(x: float, y: float) -> None:
    point = at(Divide(), x, y)
    assert point.value == x / y
    assert point.slopes == pytest.approx((1 / y, -x / y**2), **EXACTLY)


def test_division_by_zero_is_infinite_as_in_numpy() -> None:
    assert at(Divide(), 1.0, 0.0).value == math.inf
    assert math.isnan(at(Divide(), 0.0, 0.0).value)


def test_the_slope_of_a_quotient_does_not_overflow_on_the_way() -> None:
    assert at(Divide(), 1.0, 1e200).slopes == (1e-200, 0.0)
    assert at(Divide(), 1e250, 1e200).slopes[1] == pytest.approx(-1e-150, rel=1e-15)


@given(POSITIVE, st.floats(-4, 4))
def test_powers(x: float, y: float) -> None:
    point = at(Power(), x, y)
    assert point.value == pytest.approx(x**y, **EXACTLY)
    assert point.slopes == pytest.approx((y * x ** (y - 1), x**y * math.log(x)), rel=1e-12, abs=1e-13)


@pytest.mark.parametrize(
    ("x", "y", "value", "slopes"),
    [
        (0.0, 0.0, 1.0, (0.0, 0.0)),
        (0.0, 1.0, 0.0, (1.0, 0.0)),
        (0.0, 2.0, 0.0, (0.0, 0.0)),
        (0.0, 0.5, 0.0, (math.inf, 0.0)),
        (-2.0, 3.0, -8.0, (12.0, math.nan)),
        (-2.0, 0.0, 1.0, (0.0, math.nan)),
        (-2.0, 0.5, math.nan, (math.nan, math.nan)),
        (1.0, 5.0, 1.0, (5.0, 0.0)),
    ],
)
def test_powers_at_the_edge(x: float, y: float, value: float, slopes: tuple[float, float]) -> None:
    point = at(Power(), x, y)
    assert point.value == pytest.approx(value, nan_ok=True)
    assert point.slopes == pytest.approx(slopes, nan_ok=True)


def test_what_no_exponent_has_stays_out_of_the_other_gradients() -> None:
    found = graph("c = 2\n(x*w)**c + c*x", {"x": -3.0, "w": 1.0}, ("w",))
    assert found.gradient("x") == -6 + 2
    assert found.gradient("w") == 18
    assert math.isnan(found.gradient("c"))
    unread = {step.result.label for step in found.program.instructions if step.optional}
    assert any(label.startswith("∂L/∂") for label in unread)


@pytest.mark.parametrize("n", [-3.0, -1.0, 0.0, 1.0, 2.0, 3.0, 10.0])
@given(x=NUMBERS)
def test_whole_powers_of_any_number(n: float, x: float) -> None:
    point = at(FixedPower(n), x)
    assert point.value == pytest.approx(x**n, rel=1e-12)
    assert point.slopes[0] == pytest.approx(n * x ** (n - 1), rel=1e-12)


@given(POSITIVE, st.floats(-4, 4))
def test_any_power_of_a_positive_number(x: float, n: float) -> None:
    point = at(FixedPower(n), x)
    assert point.value == pytest.approx(x**n, **EXACTLY)
    assert point.slopes[0] == pytest.approx(n * x ** (n - 1), rel=1e-12, abs=1e-300)


@pytest.mark.parametrize(
    ("n", "value", "slope"), [(0.0, 1.0, 0.0), (1.0, 0.0, 1.0), (2.0, 0.0, 0.0), (0.5, 0.0, math.inf)]
)
def test_fixed_powers_of_zero(n: float, value: float, slope: float) -> None:
    assert (at(FixedPower(n), 0.0).value, at(FixedPower(n), 0.0).slopes) == (value, (slope,))


@pytest.mark.parametrize("exponent", [math.nan, math.inf])
def test_an_exponent_is_finite(exponent: float) -> None:
    with pytest.raises(SettingError, match="expected a finite number"):
        FixedPower(exponent).check_settings()


@given(NUMBERS)
def test_the_opposite_number(x: float) -> None:
    assert (at(Negative(), x).value, at(Negative(), x).slopes) == (-x, (-1.0,))


@given(NUMBERS, NUMBERS)
def test_the_larger_and_the_smaller(x: float, y: float) -> None:
    larger, smaller = at(Maximum(), x, y), at(Minimum(), x, y)
    assert (larger.value, smaller.value) == (max(x, y), min(x, y))
    shares = (0.5, 0.5) if x == y else (float(x > y), float(y > x))
    assert larger.slopes == shares
    assert smaller.slopes == shares[::-1]


@pytest.mark.parametrize("kind", [Maximum, Minimum])
def test_at_a_tie_each_side_gets_half_as_by_the_central_difference(kind: type[Maximum | Minimum]) -> None:
    def central(by: int) -> float:
        up, down = [2.0, 2.0], [2.0, 2.0]
        up[by], down[by] = 2.5, 1.5
        return at(kind(), *up).value - at(kind(), *down).value

    assert at(kind(), 2.0, 2.0).slopes == (central(0), central(1)) == (0.5, 0.5)


@pytest.mark.parametrize("kind", [Maximum, Minimum])
def test_nan_stays_nan_and_infinities_have_an_order(kind: type[Maximum | Minimum]) -> None:
    assert math.isnan(at(kind(), math.nan, 1.0).value)
    assert at(kind(), math.inf, math.inf).slopes == (0.5, 0.5)
    assert {at(Maximum(), math.inf, -math.inf).value, at(Minimum(), math.inf, -math.inf).value} == {math.inf, -math.inf}
