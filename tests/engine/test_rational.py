"""Exact fractions carried beside floats: arithmetic is that of fractions, branches are those of the floats."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from playground.engine.rational import MOST_BITS, Rational, constant, inexact, of, rationals

DECIMALS = st.integers(-10_000, 10_000).map(lambda whole: whole / 100)


@given(DECIMALS)
def test_a_decimal_is_read_as_it_is_written(value: float) -> None:
    assert of(value).fraction == Fraction(repr(value))


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_what_is_no_number_is_no_fraction(value: float) -> None:
    assert of(value).fraction is None


@pytest.mark.parametrize(("value", "fraction"), [(1 / 3, "1/3"), (0.1, "1/10"), (-2 / 7, "-2/7"), (0.5, "1/2")])
def test_the_numbers_of_a_program_are_quotients(value: float, fraction: str) -> None:
    assert constant(value).fraction == Fraction(fraction)


def test_a_typed_number_of_many_digits_stays_the_decimal_it_is() -> None:
    assert constant(math.pi).fraction == Fraction("3.141592653589793")


@given(DECIMALS, DECIMALS)
def test_arithmetic_is_that_of_fractions_and_the_float_is_the_engines(a: float, b: float) -> None:
    x, y = Fraction(repr(a)), Fraction(repr(b))
    for found, fraction, near in (
        (of(a) + b, x + y, a + b),
        (a - of(b), x - y, a - b),
        (of(a) * of(b), x * y, a * b),
        (-of(a), -x, -a),
        (abs(of(a)), abs(x), abs(a)),
    ):
        assert (found.fraction, found.near) == (fraction, near)


@given(DECIMALS, DECIMALS)
def test_quotients(a: float, b: float) -> None:
    assume(b)
    assert (of(a) / b).fraction == Fraction(repr(a)) / Fraction(repr(b))
    with np.errstate(all="ignore"):
        assert (of(a) / 0).fraction is None


def test_whole_powers_are_fractions_and_others_are_not() -> None:
    assert (of(1.5) ** 3).fraction == Fraction(27, 8)
    assert (of(2) ** -2).fraction == Fraction(1, 4)
    assert (of(2) ** 0.5).fraction is None
    assert float((of(2) ** 0.5).near) == math.sqrt(2)


def test_a_fraction_too_long_to_be_read_is_given_up_before_it_grows() -> None:
    with np.errstate(all="ignore"):
        assert (of(3) ** 10_000_000).fraction is None
    assert (of(-1) ** 10_000_001).fraction == -1
    assert Rational(1.0, Fraction(1, 2 ** (MOST_BITS + 1))).fraction is None


@given(DECIMALS, DECIMALS)
def test_order_is_that_of_the_floats(a: float, b: float) -> None:
    one, other = of(a), of(b)
    assert (one < other, one <= other, one > other, one >= other, one == other) == (
        a < b,
        a <= b,
        a > b,
        a >= b,
        a == b,
    )


def test_what_has_no_fraction_takes_it_from_all_that_depends_on_it() -> None:
    (irrational,) = inexact(np.array([0.5]))
    assert [found.fraction for found in (irrational + 1, 2 * irrational, -irrational, irrational**2)] == [None] * 4


def test_arrays_go_through_numpys_arithmetic() -> None:
    exact = rationals(np.array([0.1, -0.5]))
    out = np.empty(2, object)
    np.maximum(exact, rationals(np.array([0.0, 0.0])), out=out)
    np.multiply(out, exact, out)
    assert [number.fraction for number in out] == [Fraction(1, 100), 0]
    assert out.tolist()[0].log().fraction is None
    assert of(1).log().fraction == 0
