"""Every bundled example reaches its goal with its own settings: the short form of benchmarks/examples_accuracy.py."""

import pytest

from playground.document.examples import EXAMPLES, NETWORKS
from tests.benchmarks.examples_accuracy import GOALS, learn, row

EPOCHS = {
    "xor": 50,
    "moons": 50,
    "iris": 50,
    "digits": 15,
    "convolution": 15,
    "skip": 100,
    "branches": 20,
    "attention": 50,
    "recurrent": 100,
}
CURVE_LOSS = 0.05  # of targets with a variance of about one half


def test_every_example_has_a_goal() -> None:
    learned = {entry.key for entry in EXAMPLES if entry.group == NETWORKS}
    assert learned == {*GOALS, "curve"} == {*EPOCHS, "curve"}


@pytest.mark.parametrize("key", EPOCHS)
def test_every_seed_reaches_the_goal(key: str) -> None:
    learning = learn(key, seeds=2, epochs=EPOCHS[key])
    assert len(learning.accuracies) == 2
    assert learning.reached, row(learning, EPOCHS[key])


def test_the_curve_is_fitted() -> None:
    learning = learn("curve", seeds=2, epochs=100)
    assert learning.accuracies == ()
    assert max(learning.losses) < CURVE_LOSS
