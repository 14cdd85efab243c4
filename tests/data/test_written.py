"""Samples written by hand: few, alike, or without features and targets; but every row as long as the names."""

import numpy as np
import pytest

from playground.data.errors import DataError
from playground.data.learnable import check_learnable
from playground.data.sources import load
from playground.data.written import Written, tabulate


def test_the_last_columns_are_the_targets() -> None:
    dataset = tabulate(Written("Two", ("x", "u", "y"), ((1.0, 2.0, 3.0), (4.0, 5.0, 6.0)), targets=1))
    assert dataset.feature_names == ("x", "u")
    assert np.array_equal(dataset.features, [[1, 2], [4, 5]])
    assert np.array_equal(dataset.targets, [[3], [6]])
    assert (dataset.target_names, dataset.task) == (("y",), "regression")


def test_one_point_without_a_target_is_enough_and_may_be_looked_at() -> None:
    dataset = load(Written("Point", ("x",), ((2.0,),)))
    assert (dataset.samples, dataset.columns, dataset.targets.shape) == (1, 1, (1, 0))
    check_learnable(dataset)
    assert load(Written("Nothing given", (), ((),))).features.shape == (1, 0)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (Written("W", ("x",), ()), "W: found 0 rows of 1 columns, expected 1 to 1,000 rows of at most 100"),
        (Written("W", ("x", "y"), ((1.0, 2.0), (1.0,))), "W, row 2: found 1 numbers, expected 2"),
        (Written("W", ("x", "x"), ((1.0, 2.0),)), "W: found a column twice, expected different names"),
        (Written("W", ("x",), ((1.0,),), targets=2), "W: found 2 targets, expected 0 to 1"),
        (Written("W", ("x",), ((float("nan"),),)), "W, sample 1, column 'x': found nan"),
    ],
)
def test_what_does_not_fit_is_named(source: Written, message: str) -> None:
    with pytest.raises(DataError) as caught:
        tabulate(source)
    assert str(caught.value).startswith(message)
