"""Typed numbers: what is read comes back the same, what Python alone would take is refused, arrows go where meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.ui.number_text import NumberForm, read_number, read_row, stepped, write_number, write_row

WHOLE, REAL = NumberForm(True), NumberForm(False, 0.05)
SERIES = NumberForm(False, None)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_written_reads_back_as_the_same_bits(number: float) -> None:
    assert read_number(write_number(number), whole=False) == number


@given(st.integers(-(10**17), 10**17))
def test_a_whole_number_written_reads_back(number: int) -> None:
    assert read_number(write_number(number), whole=True) == number


@pytest.mark.parametrize(
    ("text", "number"), [("0.03", 0.03), ("1e-3", 0.001), (" 5 ", 5.0), ("−2.5", -2.5), (".5", 0.5), ("3.", 3.0)]
)
def test_usual_notations_are_read(text: str, number: float) -> None:
    assert read_number(text, whole=False) == number


@pytest.mark.parametrize("text", ["", "abc", "1_000", "٣", "0,5", "nan", "inf", "1e999", "0x10", "1 000"])
def test_what_is_not_plain_decimal_is_refused_with_what_was_found(text: str) -> None:
    with pytest.raises(ValueError, match="Found"):
        read_number(text, whole=False)


def test_a_whole_number_has_no_point() -> None:
    with pytest.raises(ValueError, match="whole number"):
        read_number("2.5", whole=True)


@pytest.mark.parametrize(
    ("form", "before", "steps", "after"),
    [(WHOLE, 8, 1, 9), (WHOLE, 8, -10, 0), (WHOLE, 0, -1, 0), (REAL, 0.1, 1, 0.15), (REAL, 0.0, -1, 0.0)],
)
def test_arrows_add_steps_and_stop_at_zero(form: NumberForm, before: float, steps: int, after: float) -> None:
    assert stepped(before, steps, form) == after


@pytest.mark.parametrize(
    ("before", "up", "down"), [(0.1, 0.2, 0.05), (0.03, 0.05, 0.02), (1.0, 2.0, 0.5), (70.0, 100.0, 50.0)]
)
def test_without_a_step_arrows_follow_1_2_5(before: float, up: float, down: float) -> None:
    assert (stepped(before, 1, SERIES), stepped(before, -1, SERIES)) == (up, down)


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from((-10, -1, 1, 10)))
def test_no_number_is_too_odd_to_step(number: float, steps: int) -> None:
    after = stepped(number, steps, SERIES)
    assert after == number or (after > number) == (steps > 0)


@given(st.lists(st.integers(-999, 999)).map(tuple), st.sampled_from([" × ", ", "]))
def test_a_row_written_reads_back(row: tuple[int, ...], joint: str) -> None:
    assert read_row(write_row(row, joint), whole=True) == row


@pytest.mark.parametrize("text", ["1 8 8", "1,8,8", "1x8×8", "(1, 8, 8)", " 1; 8  8 "])
def test_rows_may_be_typed_as_they_are_thought(text: str) -> None:
    assert read_row(text, whole=True) == (1, 8, 8)


def test_a_large_number_is_written_as_it_is_typed() -> None:
    assert [write_number(number) for number in (1e300, -2.5e20, 1e-7)] == ["1e300", "-2.5e20", "1e-07"]
