"""Samples: rows of features and targets that fit the network, or an error that says why not."""

import numpy as np
import pytest

from playground.engine.errors import BatchError
from playground.engine.network import Network
from playground.engine.samples import Samples, check_samples
from tests.engine.sample_networks import samples_for, skip_network, two_inputs_network


@pytest.mark.parametrize("network", [skip_network(), two_inputs_network()])
def test_samples_that_fit_pass(network: Network) -> None:
    check_samples(network, samples_for(network, 3))


def test_rows_are_chosen_together() -> None:
    samples = samples_for(skip_network(), 5)
    chosen = samples.rows(np.array([3, 1]))
    assert len(samples) == 5
    assert len(chosen) == 2
    assert np.array_equal(chosen.features, samples.features[[3, 1]])
    assert np.array_equal(chosen.targets, samples.targets[[3, 1]])


def table(rows: int, columns: int, value: float = 0.0) -> np.ndarray:
    """A table full of one value."""
    return np.full((rows, columns), value)


@pytest.mark.parametrize(
    ("features", "targets", "message"),
    [
        (table(4, 3), table(4, 2), "the features have 3 columns, but the inputs take 2"),
        (table(4, 2), table(4, 1), "the targets have 1 columns, but L takes 2"),
        (table(4, 2), table(3, 2), "there are 4 rows of features, but 3 of targets"),
        (table(0, 2), table(0, 2), "is empty, expected at least one sample"),
        (table(4, 2, np.nan), table(4, 2), "the features hold NaN or infinity"),
        (table(4, 2), table(4, 2, np.inf), "the targets hold NaN or infinity"),
    ],
)
def test_samples_that_do_not_fit_are_refused(features: np.ndarray, targets: np.ndarray, message: str) -> None:
    with pytest.raises(BatchError, match=message):
        check_samples(skip_network(), Samples(features, targets))
