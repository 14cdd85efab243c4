"""The little language: what is understood, and what an error says and where."""

from __future__ import annotations

import pytest

from playground.session.condition_syntax import (
    Combined,
    Comparison,
    Counter,
    Measure,
    NotANumber,
    Number,
    Reduced,
    Trend,
    Value,
    parse_condition,
    parse_expression,
    values,
)
from playground.session.condition_tokens import ConditionError


def test_the_largest_of_a_layer() -> None:
    found = parse_condition("max|δz⁽²⁾| < 1e-6")
    assert isinstance(found, Comparison)
    value = Value("δz", 2, None, None, 5)
    assert (found.sign, found.left, found.right) == ("<", Reduced("max", Reduced("abs", value)), Number(1e-6))


@pytest.mark.parametrize(
    ("text", "symbol", "layer", "index"),
    [
        ("W⁽²⁾[1,3]", "W", 2, (1, 3)),
        ("W₁,₃⁽²⁾", "W", 2, (1, 3)),
        ("W(2)[ 1 , 3 ]", "W", 2, (1, 3)),
        ("∂L/∂W^(12)", "∂L/∂W", 12, None),
        ("dW(1)", "∂L/∂W", 1, None),
        ("dL/db", "∂L/∂b", None, None),
        ("dz", "δz", None, None),
        ("mᵂ⁽¹⁾", "mᵂ", 1, None),
        ("L", "L", None, None),
    ],
)
def test_a_value_is_written_as_on_the_screen_or_typed(
    text: str, symbol: str, layer: int | None, index: tuple[int, ...] | None
) -> None:
    assert parse_expression(text) == Value(symbol, layer, None, index, 1)


def test_a_block_may_be_named() -> None:
    assert parse_expression('a of "Add 1"') == parse_expression('a "Add 1"') == Value("a", None, "Add 1", None, 1)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("nan", NotANumber()),
        ("NaN", NotANumber()),
        ("loss rises 3 times", Trend(Counter("loss"), True, 3)),
        ("training loss falls 1 time", Trend(Counter("loss"), False, 1)),
        ("validation loss >= 2", Comparison(">=", Counter("validation loss"), Number(2.0), 17)),
        ("epoch = 40", Comparison("=", Counter("epoch"), Number(40.0), 7)),
        ("update == 100", Comparison("=", Counter("update"), Number(100.0), 8)),
        ("gradient  norm > 10", Comparison(">", Measure("gradient norm", None, 1), Number(10.0), 16)),
        (
            "dead units > 50 %",
            Comparison(">", Measure("dead units", None, 1), Combined("/", Number(50.0), Number(100.0)), 12),
        ),
    ],
)
def test_words(text: str, tree: object) -> None:
    assert parse_condition(text) == tree


def test_products_bind_before_sums_and_minus_before_both() -> None:
    assert parse_expression("1 + 2 × -3 / ( 4 − 5 )") == Combined(
        "+",
        Number(1.0),
        Combined("/", Combined("*", Number(2.0), Number(-3.0)), Combined("-", Number(4.0), Number(5.0))),
    )


def test_a_quotient_of_elements_is_not_read_as_a_gradient() -> None:
    found = parse_expression("δz⁽²⁾[2] / δz⁽¹⁾[1]")
    assert [value.layer for value in values(found) if isinstance(value, Value)] == [2, 1]


@pytest.mark.parametrize(
    ("text", "column", "sentence"),
    [
        ("max|δz| <", 10, "expected a number or a value such as δz⁽¹⁾, found the end"),
        ("max|δz < 1", 8, "expected “|”, found “<”"),
        ("banana > 1", 1, "“banana” is no value, word or sign"),
        ("loss rises often", 12, "“often” is no value, word or sign"),
        ("loss rises 2.5 times", 12, "how many times must be a whole number from 1"),
        ("loss rises 3", 13, "expected “times” or “time”, found the end"),
        ("gradient norm", 14, "expected a comparison such as “<”, or “rises 3 times”, found the end"),
        ("W⁽¹⁾[0,1] > 1", 1, "elements are counted from 1"),
        ("W₁,₁⁽¹⁾[1,1] > 1", 8, "the element is given twice"),
        ("epoch = 3 4", 11, "expected the end, found “4”"),
        ("", 1, "expected a number or a value such as δz⁽¹⁾, found the end"),
        ("a of 3 > 1", 6, 'expected a block\'s name such as "Dense 1", found “3”'),
    ],
)
def test_an_error_names_the_column(text: str, column: int, sentence: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse_condition(text)
    assert str(caught.value) == f"column {column}: {sentence}"
    assert caught.value.column == column


@pytest.mark.parametrize("text", ["max", "|", "((((((", "δz⁽", "W[", "%", "-", '"', "1e", "½", "∂L", "0x1", "(" * 500])
def test_odd_texts_are_errors_and_nothing_else(text: str) -> None:
    with pytest.raises(ConditionError):
        parse_condition(text)
