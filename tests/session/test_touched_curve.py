"""The tangent is the straight line through the point it touches, with its slope."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from playground.session.links import Link
from playground.session.pictures import Curve
from playground.session.touched_curve import TouchedCurve

NUMBERS = st.integers(-1000, 1000).map(lambda number: number / 8)  # exact in binary


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_the_tangent_touches_and_rises_by_its_slope(x: float, y: float, slope: float, at: float) -> None:
    curve = TouchedCurve("x", "y", x, y, slope, np.empty(0), np.empty(0))
    assert curve.tangent_at(x) == y
    assert curve.tangent_at(at + 1) - curve.tangent_at(at) == slope


def test_a_link_and_the_picture_of_a_function_are_such_curves() -> None:
    assert issubclass(Link, TouchedCurve)
    assert issubclass(Curve, TouchedCurve)
