"""A quick test answers as the plain comparison does, whatever it was asked before."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.instruction import Array
from playground.engine.parameters import Clock
from playground.session.condition_rows import dead_shares
from playground.session.quick_tests import (
    AllBelow,
    ManyDead,
    any_above,
    counting,
    longer,
    one_below,
    one_of_many_dead,
    shorter,
)

NUMBERS = st.sampled_from((0.0, 0.25, -0.5, 1.0, -1.0, 1.0000001, 3.0, float("nan"), float("inf")))
TABLES = st.lists(st.lists(NUMBERS, min_size=6, max_size=6), min_size=1, max_size=8)


def asked(tables: list[list[float]], array: Array) -> Iterator[Array]:
    """The array with one table after another written into it."""
    for table in tables:
        array[...] = np.reshape(table, array.shape)
        yield array


@given(TABLES)
def test_AllBelow(tables: list[list[float]]) -> None:
    array = np.zeros((2, 3))
    test = AllBelow(array, 1.0)
    assert all(test() == (np.abs(array).max() < 1.0) for _ in asked(tables, array))


@given(TABLES)
def test_any_above(tables: list[list[float]]) -> None:
    array = np.zeros((2, 3))
    test = any_above(array, 1.0)
    with np.errstate(all="ignore"):
        assert all(test() == (np.abs(array).max() > 1.0) for _ in asked(tables, array))


@given(TABLES)
def test_longer_and_shorter(tables: list[list[float]]) -> None:
    array = np.zeros(6)
    above, below = longer(array, 1.0), shorter(array, 1.0)
    with np.errstate(all="ignore"):
        found = [(above(), below(), np.sqrt(array.dot(array))) for _ in asked(tables, array)]
    assert all((above, below) == (length > 1.0, length < 1.0) for above, below, length in found)


@given(TABLES)
def test_ManyDead(tables: list[list[float]]) -> None:
    array = np.zeros((2, 3))
    test, together = ManyDead(array, 0.5), one_of_many_dead([ManyDead(array, 0.5), ManyDead(array[:1], 2.0)])
    with np.errstate(all="ignore"):
        found = [(test(), together(), dead_shares(array[None])[0] > 0.5) for _ in asked(tables, array)]
    assert all(one == other == expected for one, other, expected in found)


def test_counting() -> None:
    clock = Clock(0, 4)
    test = counting(clock, ">=", 5.0)
    assert not test()
    clock.updates += 1
    assert test()


@given(TABLES)
def test_tests_asked_together_answer_as_one_by_one(tables: list[list[float]]) -> None:
    array = np.zeros((2, 3))
    together = one_below([AllBelow(array[0], 1.0), AllBelow(array[1], 0.3)])
    expected = (AllBelow(array[0], 1.0), AllBelow(array[1], 0.3))
    assert all(together() == any(answers(expected)) for _ in asked(tables, array))


def answers(tests: tuple[AllBelow, ...]) -> list[bool]:
    """Every test asked, also after one that is true."""
    return [test() for test in tests]
