"""Each generator draws the figure of the textbook: without noise its samples satisfy the figure's equation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.dataset import Floats
from playground.data.generators import (
    GENERATORS,
    GeneratorInfo,
    blobs,
    circles,
    curve,
    moons,
    parity,
    plane,
    recall,
    spirals,
    xor,
)
from playground.data.streams import stream

COUNTS = st.integers(4, 60)
EVERY_KIND = pytest.mark.parametrize("info", GENERATORS, ids=[info.kind for info in GENERATORS])


def radius(features: Floats) -> Floats:
    return np.asarray(np.hypot(features[:, 0], features[:, 1]))


def test_xor_of_four_samples_is_its_four_corners() -> None:
    features, labels = xor(4, 0.0, stream(0, "xor"))
    assert features.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert labels.tolist() == [0, 1, 1, 0]


@given(COUNTS)
def test_xor_repeats_its_corners(samples: int) -> None:
    features, labels = xor(samples, 0.0, stream(0, "xor"))
    assert np.array_equal(labels, (features[:, 0] != features[:, 1]).astype(int))
    assert np.array_equal(features[4:], features[:-4])


@given(COUNTS)
def test_moons_are_half_circles_that_reach_into_each_other(samples: int) -> None:
    features, label = moons(samples, 0.0, stream(0, "moons"))
    upper, lower = features[label == 0], features[label == 1]
    assert np.allclose(radius(upper), 1)
    assert np.allclose(radius(lower - [1.0, 0.5]), 1)
    assert (upper[:, 1] > 0).all()
    assert (lower[:, 1] < 0.5).all()


@given(COUNTS)
def test_circles_have_radius_one_and_a_half(samples: int) -> None:
    features, label = circles(samples, 0.0, stream(0, "circles"))
    assert np.allclose(radius(features), np.where(label == 0, 1.0, 0.5))


@given(COUNTS)
def test_spirals_turn_evenly_as_they_grow(samples: int) -> None:
    features, label = spirals(samples, 0.0, stream(0, "spirals"))
    angle = 3.5 * np.pi * radius(features) / 5 + np.pi * label
    assert np.allclose(features, radius(features)[:, np.newaxis] * np.column_stack([np.cos(angle), np.sin(angle)]))
    assert radius(features).max() < 5


def test_blobs_scatter_around_three_centres_by_the_noise() -> None:
    features, label = blobs(30_000, 0.5, stream(0, "blobs"))
    centres = np.array([features[label == k].mean(axis=0) for k in range(3)])
    assert np.allclose(centres, [[0, 2], [-np.sqrt(3), -1], [np.sqrt(3), -1]], atol=0.03)
    assert np.allclose((features - centres[label]).std(axis=0), 0.5, atol=0.01)


@given(COUNTS)
def test_curve_is_a_sine_over_one_period(samples: int) -> None:
    x, y = curve(samples, 0.0, stream(0, "curve"))
    assert np.array_equal(y, np.sin(x))
    assert np.allclose(x[[0, -1], 0], [-np.pi, np.pi])


def test_plane_is_found_by_least_squares() -> None:
    features, y = plane(50, 0.0, stream(0, "plane"))
    solution = np.linalg.lstsq(np.column_stack([features, np.ones(50)]), y, rcond=None)[0]
    assert np.allclose(solution.ravel(), [0.8, -0.5, 0.3])
    assert np.abs(features).max() <= 1


@given(COUNTS)
def test_recall_asks_for_the_number_of_one_of_three_letters(samples: int) -> None:
    features, label = recall(samples, 0.0, stream(0, "recall"))
    tokens = features.reshape(samples, 4, 4)
    letters, values, asked = tokens[:, :3, :3], tokens[:, :3, 3], tokens[:, 3]
    assert np.array_equal(letters.sum(axis=1), np.ones((samples, 3)))  # each letter once
    assert np.array_equal(letters.sum(axis=2), np.ones((samples, 3)))
    assert set(values.ravel()) == {-1.0, 1.0}
    assert np.array_equal(np.sort(asked, axis=1), np.tile([0.0, 0.0, 0.0, 1.0], (samples, 1)))
    assert (asked[:, 3] == 0).all()
    answer = (letters @ asked[:, :3, np.newaxis])[:, :, 0] * values
    assert np.array_equal(answer.sum(axis=1), 2 * label - 1)


def test_no_number_of_recall_tells_the_answer_alone() -> None:
    features, label = recall(30_000, 0.0, stream(0, "recall"))
    varying = features[:, features.std(axis=0) > 0]
    correlations = np.corrcoef(varying, label, rowvar=False)[-1, :-1]
    letters = [column for column in range(varying.shape[1]) if set(varying[:, column]) == {0.0, 1.0}]
    assert np.abs(correlations[letters]).max() < 0.03
    assert np.abs(correlations).max() < 0.4  # one value in three is the one asked for


def test_the_parity_of_four_bits_turns_with_every_one_of_them() -> None:
    features, label = parity(16, 0.0, stream(0, "parity"))
    assert len(np.unique(features, axis=0)) == 16
    assert np.array_equal(features.sum(axis=1) % 2, label)
    more, labels = parity(160, 0.0, stream(0, "parity"))
    assert np.array_equal(np.unique(more, axis=0, return_counts=True)[1], np.full(16, 10))
    assert np.array_equal(more.sum(axis=1) % 2, labels)


@EVERY_KIND
def test_noise_only_scales_the_same_draws(info: GeneratorInfo) -> None:
    def values(noise: float) -> Floats:
        features, targets = info.function(40, noise, stream(3, info.kind))
        return features if info.task == "classification" else targets

    assert np.allclose(values(0.4) - values(0.0), 2 * (values(0.2) - values(0.0)))
    assert not np.array_equal(values(0.2), values(0.0))


@EVERY_KIND
@pytest.mark.parametrize("samples", [4, 5, 100])
def test_every_kind_has_as_many_samples_as_asked_and_balanced_classes(info: GeneratorInfo, samples: int) -> None:
    features, targets = info.function(samples, info.default_noise, stream(0, info.kind))
    assert features.shape == (samples, len(info.feature_names))
    if info.task == "classification":
        counts = np.bincount(targets, minlength=len(info.class_names))
        assert info.kind == "xor" or np.ptp(counts) <= 1
        assert (counts > 0).all()
    else:
        assert targets.shape == (samples, len(info.target_names))


def test_kinds_are_unique() -> None:
    assert len({info.kind for info in GENERATORS}) == len(GENERATORS)
