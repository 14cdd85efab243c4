"""Which samples a trace walks over, and that walking is what training does."""

from itertools import islice

import numpy as np
import pytest

from playground.cli.opening import Ready, ready
from playground.cli.trace_walk import batches, given_sample, one_sample, walk_updates
from playground.cli.verb import CommandError
from playground.document.document import Document
from playground.engine.training import Training, shuffled
from tests.cli.networks import branching, moons_net


@pytest.fixture
def subject() -> Ready:
    return ready(moons_net(), "moons")


def test_a_sample_comes_again_and_again(subject: Ready) -> None:
    train = subject.data.training.train
    for batch in islice(one_sample(subject, 31), 3):
        np.testing.assert_array_equal(batch.samples.features, train.features[31:])
        np.testing.assert_array_equal(batch.samples.targets, train.targets[31:])


def test_given_numbers_are_taken_as_they_are(subject: Ready) -> None:
    sample = next(given_sample(subject, (0.8, -0.5), (1.0,))).samples
    assert (sample.features.tolist(), sample.targets.tolist()) == ([[0.8, -0.5]], [[1.0]])


def test_batches_follow_the_order_of_training_from_where_it_stands(subject: Ready) -> None:
    learned = Training(subject.network, subject.settings, subject.data.training, subject.learned)
    for _ in range(5):  # one epoch of four batches, and one more
        learned.update()
    begun = Ready(subject.name, subject.diagram, learned.learned(), subject.data)
    order, train = shuffled(begun.settings.seed, 1, 32), begun.data.training.train
    taken = [batch.samples.features for batch in islice(batches(begun), 3)]
    assert [(batch.epoch, batch.position) for batch in islice(batches(begun), 3)] == [(1, 10), (1, 20), (1, 30)]
    for features, rows in zip(taken, (order[10:20], order[20:30], order[30:]), strict=True):
        np.testing.assert_array_equal(features, train.features[rows])


@pytest.mark.parametrize("document", [moons_net(), branching()])
def test_walking_gives_the_bits_of_training(document: Document) -> None:
    subject = ready(document, "net")
    training = Training(subject.network, subject.settings, subject.data.training, subject.learned)
    for _ in range(6):
        training.update()
    *_, last = walk_updates(subject, batches(subject), 6)
    assert last.update == 6
    assert last.program.arrays.values.tobytes() == training.values().tobytes()


def test_what_there_is_not_is_refused(subject: Ready) -> None:
    with pytest.raises(CommandError, match="moons: found sample 32, expected 0 to 31"):
        one_sample(subject, 32)
    with pytest.raises(CommandError, match="moons: found 1 number in --input, expected 2"):
        given_sample(subject, (1.0,), (1.0,))
