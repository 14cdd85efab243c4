"""A number is written in plain decimal notation; nothing else that Python's float would take passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.cells import finite_number, is_number, looks_like_number, numbers
from playground.data.dataset import LARGEST_VALUE

VALUES = st.floats(-LARGEST_VALUE, LARGEST_VALUE)


@given(st.lists(VALUES, min_size=1))
def test_written_numbers_come_back_exactly(values: list[float]) -> None:
    assert list(numbers([repr(value) for value in values], ".")) == values


@given(VALUES)
def test_a_decimal_comma_means_the_same(value: float) -> None:
    assert list(numbers([repr(value).replace(".", ",")], ",")) == [value]


@pytest.mark.parametrize("cell", ["1", "-1", "+2.5", ".5", "5.", "1e-3", "2E+4", " 7 "])
def test_plain_notation_is_a_number(cell: str) -> None:
    assert is_number(cell, ".")


@pytest.mark.parametrize(
    "cell",
    [
        "",
        " ",
        "1_000",
        "٣",
        "３",
        "nan",
        "NaN",
        "inf",
        "-Infinity",
        "1e999",
        "1,5",
        "1 000",
        "0x10",
        "1.2.3",
        "--1",
        "x",
    ],
)
def test_anything_else_is_not(cell: str) -> None:
    assert not is_number(cell, ".")


@pytest.mark.parametrize("cell", ["1.5", "1.000,5", "1,000.5", "1,000,000"])
def test_points_do_not_mix_with_decimal_commas(cell: str) -> None:
    assert not is_number(cell, ",")


@pytest.mark.parametrize("cell", ["nan", "inf", "1_000", "٣", "1e999"])
def test_what_only_looks_like_a_number_is_told_from_text(cell: str) -> None:
    assert looks_like_number(cell)
    assert not looks_like_number("setosa")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_that_no_table_holds_is_one_all_the_same(value: float) -> None:
    assert finite_number(repr(value)) == value
    assert is_number(repr(value), ".") is (abs(value) <= LARGEST_VALUE)


@pytest.mark.parametrize("text", ["", "nan", "inf", "-inf", "1e999", "1_000", "x"])
def test_what_is_not_finite_or_no_number_is_none(text: str) -> None:
    assert finite_number(text) is None
