"""Every line of an operation on numbers, computed as the learner reads it, gives its value."""

import pytest

from playground.engine.expressions import network_of
from playground.engine.instruction import Instruction
from playground.engine.learned import Learned
from playground.engine.local_derivatives import edge_of
from playground.engine.network import Network
from playground.engine.operations.elementwise import Elementwise
from playground.engine.operations.numbers import Number
from playground.engine.settings import TrainingSettings
from playground.session.stepper import PassStart, Stepper
from tests.engine.operations.number_points import computed
from tests.engine.sample_networks import samples_for, values_for
from tests.engine.samples_scalars import scalar_networks
from tests.session.test_explanation import DIGITS, explanations
from tests.session.walked_nets import start

NETWORKS = {
    **scalar_networks(),
    "a line": network_of("(x*w2 + w1 + w2 - y)**2", ("w1", "w2")),
    "functions": network_of("sin(x**2)*exp(-x) + max(x, 1)/2"),
}


def stepper(network: Network, count: int) -> Stepper:
    """A walk over so many samples."""
    learned = Learned(start(network).layout, values_for(network))
    return Stepper(network, TrainingSettings(), PassStart(learned, samples_for(network, count)))


def of_a_number(network: Network, step: Instruction) -> bool:
    """The lines of operations on numbers, forward and backward."""
    edge = edge_of(network, step)
    operation = network.node(step.node if edge is None else edge.target).operation
    return isinstance(operation, Elementwise | Number) and "update" not in step.phase


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS.keys())
@pytest.mark.parametrize("count", [1, 2])
def test_every_line_computed_as_printed_gives_the_value(network: Network, count: int) -> None:
    told = 0
    for step, explanation in explanations(stepper(network, count), DIGITS):
        for line in explanation.lines if of_a_number(network, step) else ():
            told += 1
            assert computed(line) == pytest.approx(explanation.value, rel=1e-12, abs=1e-14), (step.text, line)
    assert told


def test_the_lines_of_a_power_are_those_of_the_blackboard() -> None:
    walked = stepper(network_of("p = x**2\np + 1"), 1)
    lines = {step.symbol: explanation.lines for step, explanation in explanations(walked, 4)}
    x = lines["p"][0].removesuffix("²")
    assert lines["p"][0] == f"{x}²"
    assert lines["∂L/∂x"][0] == f"1.000 × 2 × {x}"
