"""The user's choice of how numbers are written: digits, decimals, fractions, and what each place does by itself."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.session.number_style import AS_USUAL, LONGEST_FRACTION, NO_FRACTION, NumberForm, NumberStyle
from playground.session.numbers import format_number

SIX = NumberStyle(NumberForm.SIGNIFICANT, 6)
TWO_DECIMALS = NumberStyle(NumberForm.DECIMALS, 2)
EXACT = NumberStyle(NumberForm.FRACTIONS, 4, {1 / 3: Fraction(1, 3), -0.75: Fraction(-3, 4), 2.0: Fraction(2)})
REALS = st.floats(-1e12, 1e12)


@given(REALS, st.integers(1, 8))
def test_without_a_choice_each_place_writes_as_it_did(value: float, usual: int) -> None:
    assert AS_USUAL.write(value, usual) == format_number(value, usual)


@given(REALS, st.integers(1, 17))
def test_chosen_digits_count_everywhere(value: float, usual: int) -> None:
    assert SIX.write(value, usual) == format_number(value, 6)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.125, "0.12"), (-6.0, "−6.00"), (0.0, "0"), (0.0004, "4.00e−4"), (1e12, "1.00e12"), (3, "3"), (None, "?")],
)
def test_decimals(value: float | None, text: str) -> None:
    assert TWO_DECIMALS.write(value) == text


@given(st.floats(-1e300, 1e300).filter(bool), st.integers(1, 6))
def test_no_choice_of_decimals_hides_a_value(value: float, places: int) -> None:
    text = NumberStyle(NumberForm.DECIMALS, places).write(value)
    assert float(text.replace("−", "-")) != 0


@pytest.mark.parametrize(
    ("value", "text"), [(1 / 3, "1/3"), (-0.75, "−3/4"), (2.0, "2"), (0.3, "0.3000"), (math.nan, "NaN"), (None, "?")]
)
def test_fractions_where_there_are_any(value: float | None, text: str) -> None:
    assert EXACT.write(value) == text


def test_a_fraction_too_long_for_its_place_is_a_decimal_and_whole_in_the_tip() -> None:
    long = Fraction(123456789, 1000000007)
    style = NumberStyle(NumberForm.FRACTIONS, 4, {float(long): long})
    assert style.write(float(long)) == "0.1235"
    assert style.tip(float(long)).startswith("123456789/1000000007 = 0.123")


def test_the_tip_says_when_a_number_is_no_fraction() -> None:
    assert NO_FRACTION in EXACT.tip(0.3)
    assert EXACT.tip(-0.75) == "−3/4 = -0.75"
    assert AS_USUAL.tip(0.3) == "0.3"


def test_factors_and_products_are_bracketed_where_they_must_be() -> None:
    assert EXACT.factor(1 / 3) == "(1/3)"
    assert EXACT.product((-0.75, 2.0)) == "(−3/4) × 2"
    assert AS_USUAL.product((-0.5, -2.0, 3.0), 2) == "−0.50 × (−2.0) × 3.0"
    assert AS_USUAL.product(()) == ""
    assert AS_USUAL.product((-0.5, -2.0)) == "−0.5000 × (−2.000)"
    assert EXACT.value_of_product((1 / 3, -0.75), -0.25) == "−1/4"
    assert EXACT.value_of_product((1 / 3, 0.3), 0.1) == "0.1000"


def test_a_narrow_place_gets_what_it_holds() -> None:
    assert EXACT.fitted(1 / 3, 4, 3) == "1/3"
    assert EXACT.fitted(1 / 3, 4, 2) == format_number(1 / 3, 1)
    assert SIX.fitted(-0.123456, 4, 6) == "−0.123"


@pytest.mark.parametrize(
    ("style", "value", "words"),
    [(EXACT, -0.75, "minus 3 over 4"), (TWO_DECIMALS, -6.0, "minus 6"), (SIX, None, "not computed yet")],
)
def test_spoken(style: NumberStyle, value: float | None, words: str) -> None:
    assert style.spoken(value) == words


@given(st.floats(-1e299, 1e299), st.integers(4, 17))
def test_a_place_as_wide_as_it_says_holds_every_number(value: float, count: int) -> None:
    style = NumberStyle(NumberForm.SIGNIFICANT, count)
    assert len(style.write(value)) <= style.places(4)


def test_places_decide_themselves_without_a_choice_and_hold_the_longest_fraction() -> None:
    assert AS_USUAL.places(4) == 0
    assert EXACT.places(4) == len("−3/4") <= LONGEST_FRACTION
    assert NumberStyle(NumberForm.FRACTIONS).places(4) == 0
