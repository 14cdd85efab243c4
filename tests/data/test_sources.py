"""A source is a value, and loading it gives the same samples every time or one clear sentence."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.errors import DataError
from playground.data.imported import Imported, pack
from playground.data.sources import (
    BUNDLED,
    GENERATORS,
    Bundled,
    DataSource,
    Generated,
    bundled_info,
    generator_info,
    load,
)

KINDS = st.sampled_from([info.kind for info in GENERATORS])
GENERATED = st.builds(Generated, KINDS, st.integers(4, 80), st.floats(0, 10), st.integers(0, 2**63 - 1))


@given(GENERATED)
def test_equal_sources_give_equal_samples(source: Generated) -> None:
    first, second = load(source), load(replace(source))
    assert (first.features.tobytes(), first.targets.tobytes()) == (second.features.tobytes(), second.targets.tobytes())
    assert first.samples == source.samples


@given(GENERATED)
def test_a_source_is_equal_by_value_and_hashable(source: Generated) -> None:
    assert {source: 1}[replace(source)] == 1


def test_another_seed_gives_other_samples() -> None:
    assert not np.array_equal(load(Generated("moons", seed=1)).features, load(Generated("moons", seed=2)).features)


def test_xor_without_noise_is_exact() -> None:
    xor = load(Generated("xor", samples=4, noise=0.0))
    assert xor.features.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert xor.targets.tolist() == [0, 1, 1, 0]


def test_every_kind_of_the_tables_loads() -> None:
    for info in GENERATORS:
        dataset = load(Generated(info.kind))
        assert (dataset.name, dataset.task, dataset.samples) == (info.title, generator_info(info.kind).task, 200)
    for table in BUNDLED:
        assert load(Bundled(table.kind)).name == bundled_info(table.kind).title


def test_an_imported_table_needs_no_file() -> None:
    table = Imported("gone.csv", "y", ("a",), (), pack(np.array([1.0, 2.0])), pack(np.array([3.0, 4.0])))
    assert load(table).targets.tolist() == [[3.0], [4.0]]


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (Generated("rings"), "Data: found 'rings', expected a generator: xor, moons, circles"),
        (Bundled("wine"), "Data: found 'wine', expected a bundled table: iris, digits"),
        (Generated("moons", samples=3), "Two moons: found 3 samples, expected 4 to 1,000,000"),
        (Generated("moons", samples=1_000_001), "found 1000001 samples"),
        (Generated("moons", noise=-0.1), "Two moons: found noise -0.1, expected 0 to 1000"),
        (Generated("moons", noise=math.nan), "found noise nan"),
        (Generated("moons", noise=math.inf), "found noise inf"),
        (Generated("moons", seed=-1), "found seed -1"),
    ],
)
def test_values_out_of_range_are_refused(source: DataSource, sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        load(source)
