"""Per-sample gradients: each is that of the sample alone, and together they are the gradient of the batch."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import BatchError, MixingError
from playground.engine.network import Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Line, Operation, Site
from playground.engine.parameters import Array, layout_of
from playground.engine.per_sample import mean_gradient, per_sample_gradients
from playground.engine.samples import Samples
from tests.engine.random_networks import networks
from tests.engine.sample_networks import (
    catalogue_networks,
    chain,
    diamond_network,
    loaded_program,
    run_through,
    samples_for,
    skip_network,
    twice_network,
    values_for,
)

CATALOGUE = catalogue_networks()
SEPARATE = [name for name, net in CATALOGUE.items() if not any(node.operation.mixes_samples for node in net.nodes)]


def gradients_of(network: Network, samples: Samples) -> Array:
    """At the parameters of the sample programs."""
    return per_sample_gradients(network, layout_of(network), values_for(network), samples)


def batch_gradient(network: Network, samples: Samples) -> Array:
    """By a program of that batch size."""
    return run_through(loaded_program(network, samples)).arrays.gradients.copy()


def assert_close(found: Array, expected: Array) -> None:
    """To rounding, measured by the largest."""
    np.testing.assert_allclose(found, expected, rtol=1e-11, atol=1e-13 * float(np.abs(expected).max(initial=1.0)))


@pytest.mark.parametrize("name", SEPARATE)
def test_together_they_are_the_gradient_of_the_batch(name: str) -> None:
    network = CATALOGUE[name]
    samples = samples_for(network, 5)
    gradients = gradients_of(network, samples)
    assert gradients.shape == (5, layout_of(network).size)
    assert_close(mean_gradient(network, gradients), batch_gradient(network, samples))


@given(networks(), st.integers(1, 6))
def test_each_is_the_gradient_of_the_sample_alone(network: Network, batch: int) -> None:
    samples = samples_for(network, batch)
    alone = [batch_gradient(network, samples.rows(slice(n, n + 1))) for n in range(batch)]
    assert_close(gradients_of(network, samples), np.stack(alone))


@pytest.mark.parametrize("network", [skip_network(), diamond_network(), twice_network()])
def test_a_sample_takes_its_gradient_along_wherever_it_stands(network: Network) -> None:
    samples = samples_for(network, 6)
    order = np.array([4, 0, 5, 1, 3, 2])
    assert_close(gradients_of(network, samples.rows(order)), gradients_of(network, samples)[order])


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_block_says_whether_it_mixes_samples(name: str) -> None:
    network = CATALOGUE[name]
    samples, others = samples_for(network, 4), samples_for(network, 4, seed=1)
    program = loaded_program(network, samples)
    first = run_through(program).prediction[0].copy()
    program.load(np.vstack([samples.features[:1], others.features[1:]]), samples.targets)
    again = run_through(program).prediction[0]
    assert (name in SEPARATE) == np.allclose(first, again, rtol=1e-12, atol=1e-14)


@dataclass(frozen=True)
class Centred(Operation):
    """a = x minus its mean over the batch."""

    kind: ClassVar[str] = "centred"
    mixes_samples: ClassVar[bool] = True

    def forward(self, site: Site) -> None:
        """Emit a."""
        x, a = site.input(), site.new("activation")
        calls = (partial(np.copyto, a.array, x.array),)
        site.emit(a, Line("{a} = {x}", {"a": a, "x": x}), *calls)


def test_a_block_that_mixes_samples_is_named() -> None:
    network = chain(Dense(3), Centred(), Dense(1), MeanSquaredError())
    with pytest.raises(MixingError, match="N2 lets the samples of a batch depend on each other") as refusal:
        gradients_of(network, samples_for(network, 3))
    assert refusal.value.node == "n2"


def test_samples_that_do_not_fit_are_refused() -> None:
    with pytest.raises(BatchError, match="the features have 3 columns"):
        gradients_of(skip_network(), Samples(np.zeros((2, 3)), np.zeros((2, 2))))
