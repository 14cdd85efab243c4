"""A quick test answers as the plain comparison does, whatever it was asked before."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.instruction import Array
from playground.session.condition_meaning import dead_share
from playground.session.quick_tests import AllBelow, AnyAbove, DeadUnits

NUMBERS = st.sampled_from((0.0, 0.25, -0.5, 1.0, -1.0, 1.0000001, 3.0, float("nan"), float("inf")))
TABLES = st.lists(st.lists(NUMBERS, min_size=6, max_size=6), min_size=1, max_size=8)


def asked(tables: list[list[float]], array: Array) -> list[Array]:
    """The array with one table after another written into it."""
    for table in tables:
        array[...] = np.reshape(table, array.shape)
        yield array


@given(TABLES)
def test_all_below(tables: list[list[float]]) -> None:
    array = np.zeros((2, 3))
    test = AllBelow(array, 1.0)
    assert all(test() == (np.abs(array).max() < 1.0) for _ in asked(tables, array))


@given(TABLES)
def test_any_above(tables: list[list[float]]) -> None:
    array = np.zeros((2, 3))
    test = AnyAbove(array, 1.0)
    with np.errstate(all="ignore"):
        assert all(test() == (np.abs(array).max() > 1.0) for _ in asked(tables, array))


@given(TABLES, st.sampled_from((0.0, 1 / 3, 0.5, 0.9)))
def test_dead_units(tables: list[list[float]], limit: float) -> None:
    array = np.zeros((2, 3))
    test = DeadUnits(array, limit)
    assert all(test() == (dead_share(array) > limit) for _ in asked(tables, array))
