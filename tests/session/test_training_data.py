"""From a diagram to arrays: the engine gets the split, standardized and encoded samples, row by row."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.data.errors import DataError
from playground.data.sources import Generated
from playground.session.training_data import prepare_data
from tests.session.diagrams import moons


def test_samples_are_split_and_standardized_on_the_training_part_alone() -> None:
    data = prepare_data(moons())
    train, validation = data.training.train, data.training.validation
    assert (len(train), len(validation)) == (32, 8)
    np.testing.assert_allclose(train.features.mean(axis=0), 0.0, atol=1e-12)
    np.testing.assert_allclose(train.features.std(axis=0), 1.0, rtol=1e-12)
    assert not np.allclose(validation.features.mean(axis=0), 0.0, atol=1e-3)


def test_two_classes_and_one_output_are_encoded_as_zero_and_one() -> None:
    data = prepare_data(moons())
    np.testing.assert_array_equal(data.training.train.targets[:, 0], data.prepared.train_targets)
    assert data.training.classes == 2


def test_outputs_that_do_not_fit_the_classes_are_refused() -> None:
    with pytest.raises(DataError, match="3 classes"):
        prepare_data(replace(moons(), data=Generated("blobs", 30)))
