"""Samples: rows of features and targets that fit the network, or an error that says why not."""

import numpy as np
import pytest

from playground.engine.errors import BatchError, BatchSizeError, EmptyDataError, TargetError
from playground.engine.network import Network
from playground.engine.samples import Samples, check_batch_size, check_samples
from tests.engine.sample_networks import diamond_network, samples_for, skip_network, twice_network, two_inputs_network


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
    ("features", "targets", "node", "message"),
    [
        (table(4, 3), table(4, 2), "x", "the features have 3 columns, but the inputs take 2"),
        (table(4, 2), table(4, 1), "l", "the targets have 1 column, but L takes 2"),
        (table(4, 2), table(3, 2), "l", "there are 4 rows of features, but 3 of targets"),
        (table(4, 2, np.nan), table(4, 2), "x", "the features hold NaN or infinity"),
        (table(4, 2), table(4, 2, np.inf), "l", "the targets hold NaN or infinity"),
    ],
)
def test_samples_that_do_not_fit_name_the_block(
    features: np.ndarray, targets: np.ndarray, node: str, message: str
) -> None:
    with pytest.raises(BatchError, match=message) as refusal:
        check_samples(skip_network(), Samples(features, targets))
    assert refusal.value.node == node


def test_no_samples_are_too_few() -> None:
    with pytest.raises(EmptyDataError, match="is empty, expected at least one sample"):
        check_samples(skip_network(), Samples(table(0, 2), table(0, 2)))


@pytest.mark.parametrize("value", [-1.0, 2.0])
def test_a_loss_that_compares_classes_takes_shares_of_them(value: float) -> None:
    targets = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, value]])
    with pytest.raises(TargetError, match=rf"target 3 of sample 2 is {value}, but L compares classes: expected 0 to 1"):
        check_samples(diamond_network(), Samples(table(2, 2), targets))
    check_samples(twice_network(), Samples(table(2, 2), np.array([[0.9], [0.1]])))


def test_a_batch_holds_no_more_samples_than_there_are() -> None:
    check_batch_size(7, 7)
    with pytest.raises(BatchSizeError, match="batch size is 8, but the training part has only 7 samples: set it to 7"):
        check_batch_size(8, 7)
