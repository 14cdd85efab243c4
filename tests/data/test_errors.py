"""A data error shows its sentence unchanged, and its sentences count in proper English."""

import inspect

import pytest

from playground.data import errors
from playground.data.errors import DataError, counted

KINDS = [kind for _name, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__]


def test_the_text_is_the_sentence() -> None:
    assert str(DataError("file.csv, line 3: found 'x', expected a number")) == (
        "file.csv, line 3: found 'x', expected a number"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_is_a_data_error_that_may_name_a_column(kind: type[DataError]) -> None:
    assert issubclass(kind, DataError)
    assert (kind("all is wrong").column, kind("a is wrong", "a").column) == (None, "a")


@pytest.mark.parametrize(
    ("number", "noun", "text"),
    [(1, "class", "1 class"), (3, "class", "3 classes"), (0, "cell", "0 cells"), (1000, "unit", "1,000 units")],
)
def test_nouns_follow_their_number(number: int, noun: str, text: str) -> None:
    assert counted(number, noun) == text
