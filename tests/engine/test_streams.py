"""Streams: a draw depends on the seed and its own name alone."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.streams import stream

SEEDS = st.integers(0, 2**32 - 1)
NAMES = st.lists(st.one_of(st.text(max_size=8), st.integers(0, 10**6)), min_size=1, max_size=3)


@given(SEEDS, NAMES)
def test_equal_names_give_equal_draws(seed: int, names: list[str | int]) -> None:
    assert np.array_equal(stream(seed, *names).random(4), stream(seed, *names).random(4))


@given(SEEDS, st.text(max_size=8), st.text(max_size=8))
def test_other_names_give_other_draws(seed: int, one: str, other: str) -> None:
    same = np.array_equal(stream(seed, "initialize", one).random(4), stream(seed, "initialize", other).random(4))
    assert same == (one == other)


@given(SEEDS, st.integers(0, 10**6), st.integers(0, 10**6))
def test_other_counters_give_other_draws(seed: int, one: int, other: int) -> None:
    same = np.array_equal(stream(seed, "shuffle", one).random(4), stream(seed, "shuffle", other).random(4))
    assert same == (one == other)


@given(SEEDS, SEEDS)
def test_other_seeds_give_other_draws(one: int, other: int) -> None:
    assert np.array_equal(stream(one, "x").random(4), stream(other, "x").random(4)) == (one == other)


def test_drawing_from_one_stream_moves_no_other() -> None:
    undisturbed = stream(7, "shuffle", 1).random(4)
    stream(7, "shuffle", 0).random(1000)
    stream(7, "initialize", "n1").random(1000)
    assert np.array_equal(stream(7, "shuffle", 1).random(4), undisturbed)


def test_the_draws_stay_the_same_for_ever() -> None:
    assert stream(0, "shuffle", 0).integers(0, 1000, 4).tolist() == [44, 864, 643, 801]
