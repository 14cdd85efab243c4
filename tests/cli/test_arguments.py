"""Arguments: what is understood, and what is refused as wrong usage."""

from argparse import ArgumentTypeError
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.cli import arguments


@given(st.integers(0, 10**9))
def test_a_count_is_any_whole_number(value: int) -> None:
    assert arguments.count(str(value)) == value


@given(st.lists(st.floats(-1e99, 1e99), min_size=1, max_size=5))
def test_numbers_are_read_to_the_last_bit(values: list[float]) -> None:
    assert arguments.numbers(",".join(map(repr, values))) == tuple(values)


@given(st.integers(320, 8000), st.integers(320, 8000), st.sampled_from("x×"))
def test_a_size_is_width_times_height(width: int, height: int, times: str) -> None:
    assert arguments.size(f"{width}{times}{height}") == (width, height)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (arguments.count, "-1"),
        (arguments.count, "1_000"),
        (arguments.count, "٣"),
        (arguments.count, "9" * 30),
        (arguments.positive_count, "0"),
        (arguments.seed, str(2**32)),
        (arguments.number, "nan"),
        (arguments.number, "inf"),
        (arguments.number, "1_0"),
        (arguments.number, ""),
        (arguments.numbers, "1,,2"),
        (arguments.numbers, "1;2"),
        (arguments.size, "1440"),
        (arguments.size, "0x0"),
        (arguments.size, "99999x900"),
    ],
)
def test_anything_else_is_refused_with_what_was_found(read: Callable[[str], object], text: str) -> None:
    with pytest.raises(ArgumentTypeError, match=r"found .*, expected"):
        read(text)


def test_a_value_that_begins_with_a_minus_sign_stays_a_value() -> None:
    assert arguments.joined(["trace", "f", "--input", "-0.8,0.5"]) == ["trace", "f", "--input=-0.8,0.5"]


@pytest.mark.parametrize("given_", [["train", "--epochs", "5"], ["--data", "--json"], ["x", "-1"], ["--a=b", "-2"]])
def test_other_arguments_are_left_alone(given_: list[str]) -> None:
    assert arguments.joined(given_) == given_


def test_names_of_the_tables_may_be_typed_with_hyphens() -> None:
    assert arguments.key("he-normal") == "he_normal"


@pytest.mark.parametrize(
    ("text", "found"), [("w", {"w": 1.0}), ("w1=6, w2=-2.5", {"w1": 6.0, "w2": -2.5}), (" ŵ = 1e-3 ", {"ŵ": 0.001})]
)
def test_names_may_have_numbers(text: str, found: dict[str, float]) -> None:
    assert arguments.named_numbers(text) == found


@pytest.mark.parametrize("text", ["", "=3", "w=1,w=2", "w=x", "w1,,w2"])
def test_names_without_sense_are_refused(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="found"):
        arguments.named_numbers(text)
