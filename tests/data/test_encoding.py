"""Targets become what an output layer of a given size is compared with, or a sentence about the sizes."""

import numpy as np
import pytest

from playground.data.dataset import Dataset
from playground.data.encoding import encode
from playground.data.errors import OutputCountError
from playground.data.sources import Bundled, Generated, load


def test_two_classes_on_one_unit_are_zero_and_one() -> None:
    xor = load(Generated("xor", samples=4, noise=0.0))
    assert encode(xor, xor.targets, 1).tolist() == [[0.0], [1.0], [1.0], [0.0]]


@pytest.mark.parametrize(
    ("source", "classes"), [(Generated("moons"), 2), (Bundled("iris"), 3), (Bundled("digits"), 10)]
)
def test_one_unit_a_class_is_one_hot(source: Generated | Bundled, classes: int) -> None:
    dataset = load(source)
    encoded = encode(dataset, dataset.targets, classes)
    assert encoded.dtype == np.float64
    assert np.array_equal(encoded.argmax(axis=1), dataset.targets)
    assert np.array_equal(encoded.sum(axis=1), np.ones(dataset.samples))
    assert np.count_nonzero(encoded) == dataset.samples


def test_regression_targets_stay_as_they_are() -> None:
    plane = load(Generated("plane"))
    assert np.array_equal(encode(plane, plane.targets, 1), plane.targets)


def test_part_of_the_samples_or_none_can_be_encoded() -> None:
    iris = load(Bundled("iris"))
    assert encode(iris, iris.targets[:0], 3).shape == (0, 3)
    assert encode(iris, iris.targets[149:], 3).tolist() == [[0.0, 0.0, 1.0]]


def test_a_network_that_is_compared_with_nothing_takes_no_targets() -> None:
    for dataset in (load(Bundled("iris")), load(Generated("plane"))):
        assert encode(dataset, dataset.targets[:3], 0).shape == (3, 0)


@pytest.mark.parametrize(
    ("source", "outputs", "sentence"),
    [
        (Bundled("digits"), 9, "Output has 9 units, the data 10 classes"),
        (Bundled("iris"), 1, "Output has 1 unit, the data 3 classes"),
        (Generated("moons"), 3, "Output has 3 units, the data 2 classes"),
        (Generated("plane"), 2, "Output has 2 units, the data 1 target"),
    ],
)
def test_another_number_of_units_is_refused(source: Generated | Bundled, outputs: int, sentence: str) -> None:
    dataset: Dataset = load(source)
    with pytest.raises(OutputCountError) as refusal:
        encode(dataset, dataset.targets, outputs)
    assert str(refusal.value) == sentence
