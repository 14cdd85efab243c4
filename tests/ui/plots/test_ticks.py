"""Round numbers along an axis: inside the range, ascending, few, and read back as what they are."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.ui.plots.ticks import linear_ticks, log_ticks

RANGES = st.tuples(st.floats(-1e5, 1e5), st.floats(1e-3, 1e5)).map(lambda pair: (pair[0], pair[0] + pair[1]))
DECADES = st.tuples(st.floats(-12, 8), st.floats(0.01, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(RANGES, st.integers(2, 10))
def test_ticks_are_few_ascending_and_in_range(span: tuple[float, float], most: int) -> None:
    low, high = span
    places = [place for place, _ in linear_ticks(low, high, most)]
    slack = 1e-6 * (high - low)
    assert places == sorted(places)
    assert len(places) <= most + 1
    assert all(low - slack <= place <= high + slack for place in places)


@given(RANGES)
def test_labels_read_back_as_their_place(span: tuple[float, float]) -> None:
    for place, label in linear_ticks(*span):
        assert math.isclose(float(label.replace("−", "-")), place, rel_tol=1e-6, abs_tol=1e-9 * max(map(abs, span)))


@given(DECADES)
def test_logarithmic_labels_are_the_numbers_themselves(span: tuple[float, float]) -> None:
    ticks = log_ticks(*span)
    assert ticks or span[1] - span[0] < 0.05
    for place, label in ticks:
        assert math.isclose(math.log10(float(label.replace("−", "-"))), place, abs_tol=1e-3)


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (0, 240, ["0", "50", "100", "150", "200"]),
        (-1.2, 1.7, ["−1.0", "−0.5", "0", "0.5", "1.0", "1.5"]),
        (0, 0.00011, ["0", "2e−5", "4e−5", "6e−5", "8e−5", "1e−4"]),
    ],
)
def test_round_numbers(low: float, high: float, labels: list[str]) -> None:
    assert [label for _, label in linear_ticks(low, high)] == labels


def test_powers_of_ten_over_many_decades() -> None:
    assert [label for _, label in log_ticks(-4, 0, 6)] == ["1e−4", "0.001", "0.01", "0.1", "1"]


@pytest.mark.parametrize("span", [(1.0, 1.0), (2.0, 1.0), (0.0, math.inf), (math.nan, 1.0)])
def test_no_range_has_no_ticks(span: tuple[float, float]) -> None:
    assert linear_ticks(*span) == log_ticks(*span) == []
