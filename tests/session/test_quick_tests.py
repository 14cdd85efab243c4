"""A quick test answers as the plain comparison does, whatever it was asked before."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.instruction import Array
from playground.engine.parameters import Clock
from playground.session.condition_syntax import parse_condition
from playground.session.forms import bound
from playground.session.quick_tests import any_above, counting, longer, mean_above, most_squares, shorter

NUMBERS = st.sampled_from((0.0, 0.25, -0.5, 1.0, -1.0, 1.0000001, 3.0, float("nan"), float("inf")))
TABLES = st.lists(st.lists(NUMBERS, min_size=6, max_size=6), min_size=1, max_size=8)


def asked(tables: list[list[float]], array: Array) -> Iterator[Array]:
    """The array with one table after another written into it."""
    for table in tables:
        array[...] = np.reshape(table, array.shape)
        yield array


@given(TABLES, st.sampled_from((np.float64, np.float32)))
def test_any_above_and_mean_above(tables: list[list[float]], dtype: type) -> None:
    array = np.zeros((2, 3), dtype)

    def largest() -> bool:
        return bool(np.abs(array).max() > 1.0)

    def mean() -> bool:
        return bool(np.abs(array).mean() > 1.0)

    one, other = any_above(array, 1.0, largest), mean_above(array, 1.0, mean)
    with np.errstate(all="ignore"):
        assert all((one(), other()) == (largest(), mean()) for _ in asked(tables, array))


@given(TABLES)
def test_longer_and_shorter(tables: list[list[float]]) -> None:
    array = np.zeros(6)
    above, below = longer(array, 1.0), shorter(array, 1.0)
    with np.errstate(all="ignore"):
        found = [(above(), below(), np.sqrt(array.dot(array))) for _ in asked(tables, array)]
    assert all((above, below) == (length > 1.0, length < 1.0) for above, below, length in found)


@given(TABLES, st.sampled_from(("max", "mean")))
def test_squares_that_are_few_enough_exclude_what_is_above(tables: list[list[float]], kind: str) -> None:
    array, found = np.zeros((2, 3)), bound(parse_condition(f"{kind}|z| > 1"))
    assert found is not None
    most = most_squares(found, array)
    with np.errstate(all="ignore"):
        for _ in asked(tables, array):
            sizes, flat = np.abs(array), array.reshape(-1)
            assert not (flat.dot(flat) < most and (sizes.max() if kind == "max" else sizes.mean()) > 1.0)


def test_counting() -> None:
    clock = Clock(0, 4)
    test = counting(clock, ">=", 5.0)
    assert not test()
    clock.updates += 1
    assert test()
