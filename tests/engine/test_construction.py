"""What a program under construction decides: which instructions nobody reads, down to what lies below a frozen one."""

from dataclasses import replace

from hypothesis import given

from playground.engine.instruction import Phase
from playground.engine.network import Learning, Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.optimizers import SGD
from tests.engine.random_networks import networks
from tests.engine.sample_networks import Wanted, chain, loaded_program, samples_for


@given(networks())
def test_only_the_loss_and_the_gradients_of_the_data_are_optional(network: Network) -> None:
    program = loaded_program(network, samples_for(network, 2), Wanted(SGD()))
    learning = {node.id for node in network.order if learns(network, node.id)}
    for step in program.instructions:
        unread = step.phase is Phase.BACKWARD and step.node not in learning
        assert step.optional == (unread or step.quantity.key == "loss"), step.text


def learns(network: Network, node: str) -> bool:
    """Whether a parameter that learns lies at the node or anywhere below."""
    below = any(learns(network, edge.source) for edge in network.incoming[node])
    return below or any(spec.trainable for spec in network.parameters(network.node(node)))


def with_learning(network: Network, **learning: Learning) -> Network:
    """The network with other rules of learning for some nodes, by id."""
    return replace(
        network, nodes=tuple(replace(node, learning=learning.get(node.id, node.learning)) for node in network.nodes)
    )


def needed(network: Network) -> list[str]:
    """The backward instructions that an update waits for."""
    program = loaded_program(network, samples_for(network, 2), Wanted(SGD()))
    return [step.symbol for step in program.instructions if step.phase is Phase.BACKWARD and not step.optional]


def test_nothing_below_the_first_layer_that_learns_is_waited_for() -> None:
    network = chain(Dense(3), Dense(3), Dense(1, "identity"), MeanSquaredError())
    all_frozen = Learning(frozen=("weights", "bias"))
    assert needed(with_learning(network, n1=all_frozen, n2=all_frozen)) == ["δa⁽³⁾", "δz⁽³⁾", "∂L/∂W⁽³⁾", "∂L/∂b⁽³⁾"]


def test_a_frozen_parameter_is_not_waited_for_and_not_updated() -> None:
    network = with_learning(chain(Dense(1, "identity"), MeanSquaredError()), n1=Learning(frozen=("weights",)))
    assert needed(network) == ["δa⁽¹⁾", "δz⁽¹⁾", "∂L/∂b⁽¹⁾"]
    program = loaded_program(network, samples_for(network, 2), Wanted(SGD()))
    assert [step.symbol for step in program.instructions if step.phase is Phase.UPDATE] == ["b⁽¹⁾"]
    before = program.value("weights", "n1").copy()
    for call in program.calls():
        call()
    assert (program.value("weights", "n1") == before).all()
