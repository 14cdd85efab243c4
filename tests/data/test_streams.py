"""Streams of one seed are reproducible, differ by name, and never depend on one another."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.errors import DataError
from playground.data.streams import LARGEST_SEED, stream

SEEDS = st.integers(0, LARGEST_SEED)


@given(SEEDS, st.text(max_size=10))
def test_equal_seed_and_name_give_equal_draws(seed: int, name: str) -> None:
    assert np.array_equal(stream(seed, name).random(8), stream(seed, name).random(8))


@given(SEEDS)
def test_another_name_or_seed_gives_other_draws(seed: int) -> None:
    draws = stream(seed, "split").random(8)
    assert not np.array_equal(draws, stream(seed, "moons").random(8))
    assert not np.array_equal(draws, stream((seed + 1) % LARGEST_SEED, "split").random(8))


def test_the_draws_stay_the_same_for_ever() -> None:
    assert stream(0, "split").integers(0, 1000, 4).tolist() == [267, 526, 233, 490]


@pytest.mark.parametrize("seed", [-1, LARGEST_SEED + 1])
def test_a_seed_out_of_range_is_refused(seed: int) -> None:
    with pytest.raises(DataError, match=f"found seed {seed}, expected 0 to"):
        stream(seed, "split")
