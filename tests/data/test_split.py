"""A split is a partition drawn fairly from every class, and scaling has seen the training part only."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.dataset import Dataset
from playground.data.errors import DataError
from playground.data.sources import Bundled, Generated, load
from playground.data.split import Preparation, prepare

PREPARATIONS = st.builds(Preparation, st.floats(0, 0.99), st.integers(0, 10_000), st.booleans())
LABELS = st.lists(st.integers(0, 3), min_size=1, max_size=60)
IRIS = load(Bundled("iris"))
MOONS = load(Generated("moons"))
CURVE = load(Generated("curve", samples=37))


def labelled(labels: list[int]) -> Dataset:
    features = np.random.default_rng(0).normal(3.0, 2.0, (len(labels), 2))
    return Dataset("Labels", features, np.array(labels), ("a", "b"), ("0", "1", "2", "3"))


@given(LABELS, PREPARATIONS)
def test_parts_are_disjoint_and_complete(labels: list[int], preparation: Preparation) -> None:
    prepared = prepare(labelled(labels), preparation)
    rows = np.concatenate([prepared.train_index, prepared.validation_index])
    assert sorted(rows.tolist()) == list(range(len(labels)))
    assert prepared.train_features.shape == (len(prepared.train_index), 2)
    assert prepared.validation_features.shape == (len(prepared.validation_index), 2)


@given(LABELS, PREPARATIONS)
def test_each_class_gives_its_share_and_keeps_a_training_sample(labels: list[int], preparation: Preparation) -> None:
    prepared = prepare(labelled(labels), preparation)
    counts = np.bincount(labels, minlength=4)
    taken = np.bincount(prepared.validation_targets, minlength=4)
    assert (taken[counts > 0] < counts[counts > 0]).all()
    assert (taken <= np.ceil(preparation.validation_fraction * counts + 1e-9)).all()
    assert (taken >= np.minimum(np.floor(preparation.validation_fraction * counts - 1e-9), counts - 1)).all()


@pytest.mark.parametrize(("fraction", "size"), [(0.0, 0), (0.2, 30), (0.25, 38), (0.5, 75)])
def test_the_whole_is_divided_to_the_nearest_sample(fraction: float, size: int) -> None:
    assert len(prepare(IRIS, Preparation(fraction)).validation_index) == size


def test_a_fifth_of_iris_is_ten_flowers_of_each_species() -> None:
    assert np.bincount(prepare(IRIS, Preparation(0.2)).validation_targets).tolist() == [10, 10, 10]


def test_regression_is_split_without_classes() -> None:
    prepared = prepare(CURVE, Preparation(0.2))
    assert (prepared.train_targets.shape, prepared.validation_targets.shape) == ((30, 1), (7, 1))


@given(st.integers(0, 10_000))
def test_the_seed_decides_the_split(seed: int) -> None:
    first, second, other = (prepare(MOONS, Preparation(seed=value)) for value in (seed, seed, seed + 1))
    assert np.array_equal(first.validation_index, second.validation_index)
    assert not np.array_equal(first.validation_index, other.validation_index)


@given(st.sampled_from([IRIS, MOONS, CURVE]), st.floats(0, 0.9), st.integers(0, 1000))
def test_the_training_part_has_mean_zero_and_deviation_one(dataset: Dataset, fraction: float, seed: int) -> None:
    prepared = prepare(dataset, Preparation(fraction, seed))
    assert np.allclose(prepared.train_features.mean(axis=0), 0, atol=1e-12)
    deviation = prepared.train_features.std(axis=0)
    constant = np.ptp(dataset.features[prepared.train_index], axis=0) == 0
    assert np.allclose(deviation[~constant], 1)


@given(st.integers(0, 1000))
def test_the_validation_part_has_no_say_in_the_scaling(seed: int) -> None:
    prepared = prepare(MOONS, Preparation(0.3, seed))
    features = MOONS.features.copy()
    features[prepared.validation_index] = 1e6
    changed = prepare(Dataset("Moons", features, MOONS.targets, ("a", "b"), ("0", "1")), Preparation(0.3, seed))
    assert np.array_equal(changed.mean, prepared.mean)
    assert np.array_equal(changed.scale, prepared.scale)
    assert np.array_equal(changed.train_features, prepared.train_features)


@given(st.sampled_from([IRIS, CURVE]), st.integers(0, 100))
def test_scaling_can_be_undone(dataset: Dataset, seed: int) -> None:
    prepared = prepare(dataset, Preparation(0.2, seed))
    features = prepared.standardized(dataset.features)
    assert np.allclose(features * prepared.scale + prepared.mean, dataset.features)
    assert np.array_equal(features[prepared.validation_index], prepared.validation_features)


@given(st.floats(-1e100, 1e100), st.integers(2, 30))
def test_a_constant_column_becomes_exactly_zero(value: float, samples: int) -> None:
    dataset = Dataset("Flat", np.full((samples, 1), value), np.zeros((samples, 1)), ("a",), ())
    prepared = prepare(dataset, Preparation())
    assert prepared.scale.tolist() == [1.0]
    assert not prepared.train_features.any()
    assert not prepared.validation_features.any()


@given(st.lists(st.floats(-1e100, 1e100), min_size=4, max_size=20))
def test_scaled_features_are_always_finite(column: list[float]) -> None:
    dataset = Dataset("Any", np.array(column)[:, np.newaxis], np.zeros((len(column), 1)), ("a",), ())
    assert np.isfinite(prepare(dataset, Preparation(0.0)).train_features).all()


def test_without_scaling_features_are_those_of_the_dataset() -> None:
    xor = load(Generated("xor", samples=4, noise=0.0))
    prepared = prepare(xor, Preparation(validation_fraction=0.0, standardize=False))
    assert np.array_equal(prepared.train_features, xor.features)
    assert prepared.validation_features.shape == (0, 2)
    assert (prepared.mean.tolist(), prepared.scale.tolist()) == ([0.0, 0.0], [1.0, 1.0])


def test_parts_are_contiguous_and_read_only() -> None:
    prepared = prepare(IRIS, Preparation())
    for part in (prepared.train_features, prepared.validation_features):
        assert part.flags.c_contiguous
        assert not part.flags.writeable
    assert prepared.train_features is prepared.train_features


@pytest.mark.parametrize("fraction", [-0.1, 1.0, float("nan")])
def test_a_fraction_out_of_range_is_refused(fraction: float) -> None:
    with pytest.raises(DataError, match=f"Validation: found a fraction of {fraction!r}, expected at least 0"):
        prepare(MOONS, Preparation(fraction))
