"""The options for samples: each stands for its batches, and those that do not go together are refused."""

from argparse import ArgumentParser, Namespace

import numpy as np
import pytest

from playground.cli.batch_choice import check_input, chosen_batches, declare_batch
from playground.cli.opening import Ready, ready
from playground.cli.trace_walk import batches
from playground.cli.verb import UsageError
from tests.cli.networks import moons_net


def parsed(*words: str, takes_input: bool = True) -> Namespace:
    parser = ArgumentParser(exit_on_error=False)
    declare_batch(parser, takes_input=takes_input)
    return parser.parse_args(words)


def features(subject: Ready, *words: str, takes_input: bool = True) -> list[list[float]]:
    found: list[list[float]] = next(
        chosen_batches(subject, parsed(*words, takes_input=takes_input))
    ).samples.features.tolist()
    return found


@pytest.fixture
def subject() -> Ready:
    return ready(moons_net(), "moons")


def test_the_first_sample_is_taken_unless_another_is_chosen(subject: Ready) -> None:
    train = subject.data.training.train.features.tolist()
    assert features(subject) == features(subject, takes_input=False) == [train[0]]
    assert features(subject, "--sample", "7") == [train[7]]


def test_a_batch_is_the_one_that_training_would_take(subject: Ready) -> None:
    np.testing.assert_array_equal(features(subject, "--batch"), next(batches(subject)).samples.features)


def test_typed_numbers_are_taken_as_they_are(subject: Ready) -> None:
    words = ("--input", "0.8,-0.5", "--target", "1")
    check_input(parsed(*words))
    assert features(subject, *words) == [[0.8, -0.5]]


@pytest.mark.parametrize("words", [("--input", "0.8,-0.5"), ("--target", "1")])
def test_an_input_and_its_target_go_together(words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="--input and --target go together"):
        check_input(parsed(*words))
