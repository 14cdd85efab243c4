"""Compiling: whole networks against an independent oracle, blackboard order, and stepping that is training."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.compiler import compile_program
from playground.engine.descent import Descent
from playground.engine.errors import MissingWireError, NetworkError
from playground.engine.instruction import Phase, run_calls
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.activations import Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.source import Input
from playground.engine.optimizers import OPTIMIZERS, SGD, Momentum, Optimizer
from playground.engine.parameters import ParameterArrays, layout_of
from playground.engine.program import Program
from tests.engine.random_networks import networks
from tests.engine.sample_networks import (
    Wanted,
    catalogue_networks,
    chain,
    diamond_network,
    loaded_program,
    run_through,
    samples_for,
    skip_network,
    two_inputs_network,
    values_for,
)
from tests.engine.scalar_autodiff import ScalarNetwork, knows

NETWORKS = catalogue_networks()
KNOWN = {name: network for name, network in NETWORKS.items() if knows(network)}
EVERY_NETWORK = pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS.keys())


ROUNDING = 1e-13  # of a difference such as p − y, which may be small itself

# The oracle


def oracle_for(network: Network, values: np.ndarray) -> ScalarNetwork:
    """The network on Python numbers with the same parameters."""
    tables = {
        (slot.node, slot.quantity): np.atleast_2d(slot.view(values)).tolist() for slot in layout_of(network).slots
    }
    return ScalarNetwork.of(network, tables)


def assert_agrees(network: Network, batch: int, seed: int) -> None:
    """Loss, gradients of parameters and gradients of inputs, to 1e-12."""
    samples = samples_for(network, batch, seed)
    program = run_through(loaded_program(network, samples, Wanted(seed=seed)))
    oracle = oracle_for(network, values_for(network, seed))
    loss, inputs = oracle.learn(samples.features.tolist(), samples.targets.tolist())
    assert float(program.loss) == pytest.approx(loss, rel=1e-12, abs=ROUNDING)
    for slot in program.arrays.layout.slots:
        expected = [[scalar.gradient for scalar in row] for row in oracle.parameters[slot.node, slot.quantity]]
        found = slot.view(program.arrays.gradients)
        assert np.allclose(found, np.reshape(expected, slot.shape), rtol=1e-12, atol=ROUNDING)
    found = np.hstack([program.value("grad_activation", node.id) for node in network.inputs])
    assert np.allclose(found, [[x.gradient for x in row] for row in inputs], rtol=1e-12, atol=ROUNDING)


@pytest.mark.parametrize("network", KNOWN.values(), ids=KNOWN.keys())
@pytest.mark.parametrize("batch", [1, 3])
def test_every_network_of_vectors_agrees_with_scalar_autodiff(network: Network, batch: int) -> None:
    assert_agrees(network, batch, 1)


@given(networks(), st.integers(1, 3), st.integers(0, 1000))
def test_random_networks_agree_with_scalar_autodiff(network: Network, batch: int, seed: int) -> None:
    assert_agrees(network, batch, seed)


# Order and addresses


def lines(program: Program) -> list[str]:
    """The formulas in order."""
    return [step.text for step in program.instructions]


def test_a_layered_network_reads_as_on_the_blackboard() -> None:
    network = chain(Dense(3, "tanh"), Dense(1, "identity"), MeanSquaredError())
    assert lines(loaded_program(network, samples_for(network, 1), Wanted(SGD()))) == [
        "a⁽⁰⁾ = x",
        "z⁽¹⁾ = W⁽¹⁾ a⁽⁰⁾ + b⁽¹⁾",
        "a⁽¹⁾ = tanh(z⁽¹⁾)",
        "z⁽²⁾ = W⁽²⁾ a⁽¹⁾ + b⁽²⁾",
        "a⁽²⁾ = z⁽²⁾",
        "L = (a⁽²⁾ − y)²",
        "δa⁽²⁾ = 2 (a⁽²⁾ − y)",
        "δz⁽²⁾ = δa⁽²⁾",
        "∂L/∂W⁽²⁾ = δz⁽²⁾ a⁽¹⁾ᵀ",
        "∂L/∂b⁽²⁾ = δz⁽²⁾",
        "δa⁽¹⁾ = W⁽²⁾ᵀ δz⁽²⁾",
        "δz⁽¹⁾ = δa⁽¹⁾ ⊙ g′(z⁽¹⁾)",
        "∂L/∂W⁽¹⁾ = δz⁽¹⁾ a⁽⁰⁾ᵀ",
        "∂L/∂b⁽¹⁾ = δz⁽¹⁾",
        "δa⁽⁰⁾ = W⁽¹⁾ᵀ δz⁽¹⁾",
        "W⁽¹⁾ := W⁽¹⁾ − α ∂L/∂W⁽¹⁾",
        "b⁽¹⁾ := b⁽¹⁾ − α ∂L/∂b⁽¹⁾",
        "W⁽²⁾ := W⁽²⁾ − α ∂L/∂W⁽²⁾",
        "b⁽²⁾ := b⁽²⁾ − α ∂L/∂b⁽²⁾",
    ]


def test_a_batch_stands_in_rows() -> None:
    network = chain(Dense(3, "tanh"), MeanSquaredError())
    text = lines(loaded_program(network, samples_for(network, 4)))
    assert "z⁽¹⁾ = a⁽⁰⁾ W⁽¹⁾ᵀ + b⁽¹⁾" in text
    assert "∂L/∂W⁽¹⁾ = δz⁽¹⁾ᵀ a⁽⁰⁾" in text


@given(networks())
def test_phases_come_in_order_and_indices_count_up(network: Network) -> None:
    program = loaded_program(network, samples_for(network, 2), Wanted(Momentum()))
    phases = [list(Phase).index(step.phase) for step in program.instructions]
    assert phases == sorted(phases)
    assert [step.index for step in program.instructions] == list(range(len(phases)))


@given(networks())
def test_an_operand_is_computed_before_it_is_read(network: Network) -> None:
    program = loaded_program(network, samples_for(network, 2))
    known = {ref for ref in program.values if ref.quantity in {"weights", "bias", "target"}}
    for step in program.instructions:
        read = {operand.ref for operand in step.operands.values() if operand is not step.result and operand.ref}
        assert read <= known, step.text
        assert step.result.ref is not None
        known.add(step.result.ref)
    assert known == set(program.values)


@given(networks())
def test_every_value_of_a_pass_is_written_once(network: Network) -> None:
    program = loaded_program(network, samples_for(network, 2))
    refs = [step.result.ref for step in program.instructions]
    assert len(set(refs)) == len(refs)


def test_any_text_may_be_an_id() -> None:
    nodes = (
        Node("a:b", "X", Input(2)),
        Node("c:0:d", "H", Activation("tanh")),
        Node(":", "S", skip_network().node("s").operation),
        Node("", "L", MeanSquaredError()),
    )
    edges = (Edge("a:b", "c:0:d"), Edge("c:0:d", ":"), Edge("a:b", ":", 1), Edge(":", ""))
    assert_agrees(Network(nodes, edges), 2, 0)


# Stepping is training


@EVERY_NETWORK
def test_walking_every_instruction_gives_the_bits_of_training(network: Network) -> None:
    check_walking(network, "sgd", np.float64)


@pytest.mark.parametrize("network", [skip_network(), diamond_network()])
@pytest.mark.parametrize("kind", OPTIMIZERS)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_walking_gives_the_bits_of_training_whatever_the_optimizer(
    network: Network, kind: str, dtype: type[np.number]
) -> None:
    check_walking(network, kind, dtype)


def check_walking(network: Network, kind: str, dtype: type[np.number]) -> None:
    """Twenty updates, instruction by instruction and straight through, end in the same bits."""
    samples, wanted = samples_for(network, 3), Wanted(OPTIMIZERS[kind](), dtype=dtype)
    walked, trained = loaded_program(network, samples, wanted), loaded_program(network, samples, wanted)
    calls = trained.calls()
    for _ in range(20):
        run_calls(step.run for step in walked.instructions)
        run_calls(calls)
    assert walked.arrays.values.tobytes() == trained.arrays.values.tobytes()
    assert walked.arrays.gradients.tobytes() == trained.arrays.gradients.tobytes()
    for name, moment in walked.arrays.moments.items():
        assert moment.any() or not moment.size
        assert moment.tobytes() == trained.arrays.moments[name].tobytes()


@pytest.mark.parametrize("optimizer", [SGD(0.3), Momentum(0.3, 0.8)])
def test_all_parameters_of_an_update_use_the_same_gradients(optimizer: Optimizer) -> None:
    network = skip_network()
    program = loaded_program(network, samples_for(network, 3), Wanted(optimizer))
    for call in program.calls(Phase.FORWARD, Phase.LOSS, Phase.BACKWARD):
        call()
    before, gradients = program.arrays.values.copy(), program.arrays.gradients.copy()
    for step in program.instructions:
        if step.phase is Phase.UPDATE:
            step.run()
    assert np.array_equal(program.arrays.gradients, gradients)
    assert np.array_equal(program.arrays.values, before - 0.3 * gradients)  # the first step of momentum is SGD's


# Example by hand


def mazur() -> tuple[Network, np.ndarray]:
    """The 2-2-2 sigmoid network of Matt Mazur's step-by-step example; its two biases a layer are equal and stay."""
    network = chain(Dense(2, "sigmoid"), Dense(2, "sigmoid"), MeanSquaredError())
    return network, np.array([0.15, 0.20, 0.25, 0.30, 0.35, 0.35, 0.40, 0.45, 0.50, 0.55, 0.60, 0.60])


def mazur_program() -> Program:
    """Loaded with his sample, at his learning rate. The mean over two outputs is his ½ Σ (target − out)²."""
    network, values = mazur()
    arrays = ParameterArrays.of(layout_of(network), values, {})
    program = compile_program(network, arrays, 1, Descent(SGD(0.5)))
    program.load(np.array([[0.05, 0.10]]), np.array([[0.01, 0.99]]))
    return run_through(program)


def test_mazurs_example_forward_and_weights_after_one_update() -> None:
    program = mazur_program()
    assert float(program.loss) == pytest.approx(0.298371109, abs=5e-10)
    assert program.value("activation", "n2")[0] == pytest.approx([0.75136507, 0.772928465], abs=5e-9)
    weights = [program.value("weights", node).ravel() for node in ("n1", "n2")]
    assert weights[0] == pytest.approx([0.149780716, 0.19956143, 0.24975114, 0.29950229], abs=5e-9)
    assert weights[1] == pytest.approx([0.35891648, 0.408666186, 0.511301270, 0.561370121], abs=5e-9)


def test_mazurs_example_has_a_smaller_error_after_one_simultaneous_update_of_the_weights() -> None:
    program, (_network, before) = mazur_program(), mazur()
    for node in ("n1", "n2"):
        slot = program.arrays.layout.slot(node, "bias")
        slot.view(program.arrays.values)[...] = slot.view(before)
    run_through(program)
    assert float(program.loss) == pytest.approx(0.291027774, abs=5e-10)


def test_an_unfinished_network_is_not_compiled() -> None:
    network = chain(Dense(3))
    with pytest.raises(NetworkError):
        layout_of(network)
    with pytest.raises(MissingWireError, match="has no loss"):
        compile_program(network, ParameterArrays.of(layout_of(skip_network()), np.zeros(99), {}), 1)


def test_two_inputs_share_the_columns_in_order() -> None:
    program = loaded_program(two_inputs_network(), samples_for(two_inputs_network(), 3))
    assert np.array_equal(program.value("activation", "x"), program.features[:, :1])
    assert np.array_equal(program.value("activation", "u"), program.features[:, 1:])


def test_programs_of_two_batch_sizes_share_their_parameters() -> None:
    network = skip_network()
    arrays = ParameterArrays.of(layout_of(network), values_for(network), {})
    one, other = compile_program(network, arrays, 1), compile_program(network, arrays, 4)
    assert np.shares_memory(one.value("weights", "h"), other.value("weights", "h"))
    assert not np.shares_memory(one.value("activation", "h"), other.value("activation", "h"))
