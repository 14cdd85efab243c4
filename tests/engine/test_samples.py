"""Samples: rows of features and targets that fit the network, or an error that says why not."""

import numpy as np
import pytest

from playground.engine.errors import BatchError, BatchSizeError, EmptyDataError, TargetError
from playground.engine.network import Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.embedding import Embedding
from playground.engine.operations.joins import Concatenate
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Operation
from playground.engine.operations.shaping import Flatten
from playground.engine.operations.source import Input
from playground.engine.samples import Samples, check_batch_size, check_samples, value_problems
from tests.engine.sample_networks import (
    diamond_network,
    samples_for,
    skip_network,
    twice_network,
    two_inputs_network,
    wired,
)


@pytest.mark.parametrize("network", [skip_network(), two_inputs_network()])
def test_samples_that_fit_pass(network: Network) -> None:
    check_samples(network, samples_for(network, 3))


def test_samples_lie_side_by_side_without_a_copy_if_they_do() -> None:
    table = np.arange(12.0).reshape(3, 4)
    apart = Samples(table[:, :2], table[:, 3:])
    made = apart.side_by_side()
    assert made.features.flags.c_contiguous
    assert np.array_equal(made.features, apart.features)
    assert np.array_equal(made.targets, apart.targets)
    assert made.side_by_side().features is made.features


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


def looking_up() -> Network:
    """A number that is taken as it is (`X`), and two that pick rows of a table (`U`, read by `E`)."""
    nodes: dict[str, Operation] = {"X": Input(1), "U": Input(2), "E": Embedding(4, 3), "F": Flatten()}
    nodes |= {"C": Concatenate(), "L": MeanSquaredError()}
    return wired(nodes, "x c 0", "u e", "e f", "f c 1", "c l")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (4.0, "feature 3: E looks up 4, expected whole numbers from 0 to 3"),
        (-0.5, "feature 3: E looks up -0.5, expected whole numbers from 0 to 3, which standardized features are not"),
    ],
)
def test_values_that_a_block_cannot_take_name_block_and_column(value: float, words: str) -> None:
    network, targets = looking_up(), table(2, 7)
    features = np.array([[0.5, 3.0, 0.0], [-7.0, 1.0, 2.0]])
    check_samples(network, Samples(features, targets))
    features[1, 2] = value
    with pytest.raises(BatchError) as refusal:
        check_samples(network, Samples(features, targets))
    assert (refusal.value.node, str(refusal.value)) == ("e", words)
    (problem,) = value_problems(network, features, ("a", "b", "c"))
    assert str(problem) == words.replace("feature 3", "column 'c'")


def test_of_a_network_whose_inputs_are_in_doubt_no_value_is_wrong() -> None:
    cyclic = wired({"X": Input(2), "A": Dense(2), "B": Dense(2), "L": MeanSquaredError()}, "a b", "b a", "x l")
    assert list(value_problems(cyclic, table(2, 2, 0.5))) == []
    assert list(value_problems(looking_up(), table(2, 0))) == []


def test_a_batch_holds_no_more_samples_than_there_are() -> None:
    check_batch_size(7, 7)
    with pytest.raises(BatchSizeError, match="batch size is 8, but the training part has only 7 samples: set it to 7"):
        check_batch_size(8, 7)
