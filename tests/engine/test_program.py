"""What a program says and runs: calls by phase, work that only some want, the buffers a batch is copied into."""

import itertools

import numpy as np
import pytest

from playground.engine.instruction import Phase, Ref
from playground.engine.network import Network
from playground.engine.optimizers import SGD, Momentum
from tests.engine.sample_networks import (
    Wanted,
    catalogue_networks,
    loaded_program,
    run_through,
    samples_for,
    skip_network,
)

NETWORKS = catalogue_networks()
EVERY_NETWORK = pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS.keys())


# What a program says, and what it asks for


def test_the_prediction_is_the_output_or_the_probabilities_made_of_it() -> None:
    for network in NETWORKS.values():
        program = run_through(loaded_program(network, samples_for(network, 2)))
        assert network.loss is not None
        probabilities = program.values.get(Ref(network.loss.id, "probabilities"))
        source = network.incoming[network.loss.id][0].source
        expected = program.value("activation", source) if probabilities is None else probabilities.array
        assert program.prediction is expected


def test_a_batch_of_another_shape_is_not_loaded() -> None:
    program = loaded_program(skip_network(), samples_for(skip_network(), 3))
    with pytest.raises(ValueError, match="broadcast"):
        program.load(np.zeros((3, 5)), np.zeros((3, 2)))


# Optional work


def test_what_nobody_reads_is_not_computed() -> None:
    network = skip_network()
    program = loaded_program(network, samples_for(network, 2), Wanted(SGD()))
    program.loss[...] = 7
    program.value("grad_activation", "x")[...] = 7
    for call in program.calls():
        call()
    assert program.loss == 7
    assert np.all(program.value("grad_activation", "x") == 7)
    optional = {(step.node, step.quantity.key) for step in program.instructions if step.optional}
    assert optional == {("l", "loss"), ("x", "grad_activation")}


@EVERY_NETWORK
def test_optional_work_changes_no_gradient(network: Network) -> None:
    samples = samples_for(network, 3)
    with_all, without = loaded_program(network, samples), loaded_program(network, samples)
    run_through(with_all)
    for call in without.calls():
        call()
    assert np.array_equal(with_all.arrays.gradients, without.arrays.gradients)


def test_calls_can_be_asked_for_by_phase() -> None:
    network = skip_network()
    program = loaded_program(network, samples_for(network, 2), Wanted(Momentum()))
    parts = [program.calls(phase, optional=True) for phase in Phase]
    assert tuple(itertools.chain(*parts)) == program.calls(optional=True)
    assert program.calls(Phase.UPDATE) == program.fused_update
