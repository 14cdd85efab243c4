"""Results on their way out: JSON that every reader knows, and short text."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.cli import printing

FLOATS = st.floats(allow_nan=True, allow_infinity=True)


@given(st.lists(st.lists(FLOATS, min_size=2, max_size=2), min_size=1, max_size=4))
def test_arrays_keep_every_digit_and_lose_what_is_not_finite(rows: list[list[float]]) -> None:
    plain = json.loads(printing.to_json(printing.plain_array(np.array(rows))))
    assert plain == [[value if np.isfinite(value) else None for value in row] for row in rows]


@given(FLOATS)
def test_a_single_number_is_a_number_or_null(value: float) -> None:
    expected = value if np.isfinite(value) else None
    assert printing.plain_number(value) == printing.plain_array(np.array(value)) == expected


def test_a_number_that_does_not_apply_is_null() -> None:
    assert printing.plain_number(None) is None


def test_nan_is_never_printed_as_a_literal() -> None:
    with pytest.raises(ValueError, match="JSON"):
        printing.to_json({"loss": float("nan")})


def test_a_long_list_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    printing.print_json_list("steps", iter([1.5, {"z": "δ"}]))
    printing.print_json_list("none", iter(()))
    first, second = capsys.readouterr().out.splitlines()
    assert first.isascii()
    assert json.loads(first) == {"steps": [1.5, {"z": "δ"}]}
    assert json.loads(second) == {"none": []}


@pytest.mark.parametrize(
    ("array", "text"),
    [
        (np.array(0.25), "0.2500"),
        (np.array([1.0, -2.0]), "[1.000, −2.000]"),
        (np.array([[1.0, 2.0], [3.0, 4.0]]), "[1.000, 2.000; 3.000, 4.000]"),
        (np.ones(7), f"[{', '.join(['1.000'] * 7)}]"),
        (np.ones((2, 4)), "[1.000, 1.000, 1.000, 1.000; 1.000, 1.000, … 2 more]"),
        (np.full(2, np.nan), "[NaN, NaN]"),
    ],
)
def test_long_arrays_are_cut_visibly(array: np.ndarray, text: str) -> None:
    assert printing.short_array(array) == text


def test_columns_line_up() -> None:
    rows = [("a", "1"), ("long", "22")]
    widths = printing.column_widths(rows)
    assert [printing.aligned((*row, "end"), widths) for row in rows] == ["a     1   end", "long  22  end"]
    assert [printing.right_aligned(row, widths) for row in rows] == ["   a   1", "long  22"]
