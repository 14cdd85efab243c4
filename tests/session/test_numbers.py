"""Numbers read the same everywhere: significant digits, a true minus sign, and nothing lost in the exact form."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.session.numbers import Number, exact, factor_text, fitted_number, format_number, spoken

REALS = st.floats(-1e300, 1e300)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.65, "0.6500"),
        (-0.2641, "−0.2641"),
        (0.0087, "0.008700"),
        (12.345678, "12.35"),
        (99999.6, "100000"),
        (1234567.0, "1.235e6"),
        (4.912e-5, "4.912e−5"),
        (-4.912e-5, "−4.912e−5"),
        (0.0, "0"),
        (-0.0, "0"),
        (math.nan, "NaN"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (7, "7"),
        (-3, "−3"),
        (np.int64(12), "12"),
        (True, "1"),
        (np.float32(0.5), "0.5000"),
        (None, "?"),
    ],
)
def test_a_number_is_written_with_four_significant_digits(value: Number | None, text: str) -> None:
    assert format_number(value) == text


def test_the_choice_of_digits() -> None:
    assert [format_number(math.pi, digits) for digits in (1, 2, 6)] == ["3", "3.1", "3.14159"]


@given(REALS, st.integers(1, 12))
def test_a_written_number_is_within_half_of_its_last_digit(value: float, digits: int) -> None:
    read = float(format_number(value, digits).replace("−", "-"))
    assert math.isclose(read, value, rel_tol=0.5000001 * 10 ** (1 - digits), abs_tol=5e-324) or value == 0


@given(REALS, st.integers(1, 6))
def test_rounding_to_zero_never_hides_a_value(value: float, digits: int) -> None:
    assert (format_number(value, digits) == "0") == (value == 0)


@given(REALS)
def test_the_exact_form_reads_back_to_the_same_value(value: float) -> None:
    assert float(exact(value)) == value


def test_the_exact_form_of_whole_numbers_and_of_nothing() -> None:
    assert (exact(np.int64(3)), exact(np.float64(0.1)), exact(None)) == ("3", "0.1", "?")


def test_a_narrow_place_costs_digits_not_the_sign() -> None:
    assert [fitted_number(-4.912e-5, 4, places) for places in (9, 8, 7, 2)] == [
        "−4.912e−5",
        "−4.91e−5",
        "−4.9e−5",
        "−5e−5",
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (-0.0087, "minus 0.0087"),
        (0.5, "0.5"),
        (3, "3"),
        (100.0, "100"),
        (-4.9e-5, "minus 4.9 times ten to the minus 5"),
        (math.inf, "infinity"),
        (-math.inf, "minus infinity"),
        (math.nan, "not a number"),
        (None, "not computed yet"),
    ],
)
def test_a_number_is_said_in_words(value: Number | None, words: str) -> None:
    assert spoken(value) == words


def test_a_negative_factor_stands_in_brackets_but_at_the_front() -> None:
    assert [factor_text(value, 2) for value in (0.5, -0.5, -math.inf, -0.0, None)] == [
        "0.50",
        "(−0.50)",
        "(−∞)",
        "0",
        "?",
    ]
