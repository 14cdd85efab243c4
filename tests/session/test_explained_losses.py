"""Every line that a loss writes, computed as printed, gives its value."""

import numpy as np
import pytest

from playground.engine.instruction import Instruction
from playground.engine.learned import Learned
from playground.engine.network import Network
from playground.engine.settings import TrainingSettings
from playground.session.numbers import format_number
from playground.session.stepper import PassStart, Stepper
from tests.engine.sample_networks import samples_for, values_for
from tests.engine.samples_losses import loss_networks
from tests.session.test_explanation import DIGITS, evaluated, explanations
from tests.session.walked_nets import start

NETWORKS = loss_networks()


def written_by_the_loss(network: Network, instruction: Instruction) -> bool:
    """The lines of the loss itself and the δa with which the backward pass begins."""
    assert network.loss is not None
    last = network.incoming[network.loss.id][0].source
    first = instruction.quantity.key == "grad_activation" and instruction.node == last
    return first or instruction.node == network.loss.id


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS.keys())
@pytest.mark.parametrize("count", [1, 2])
def test_every_line_computed_as_printed_gives_the_value(network: Network, count: int) -> None:
    learned = Learned(start(network).layout, values_for(network))
    walked = Stepper(network, TrainingSettings(), PassStart(learned, samples_for(network, count)))
    seen = set()
    for instruction, explanation in explanations(walked, DIGITS):
        if not written_by_the_loss(network, instruction):
            continue
        seen.add(instruction.quantity.key)
        assert explanation.lines[-1] == format_number(explanation.value, DIGITS)
        for line in explanation.lines:
            assert evaluated(line) == pytest.approx(explanation.value, rel=1e-12, abs=1e-14), (instruction.text, line)
    assert seen >= {"loss", "grad_activation"}


def test_the_numbers_of_a_weighted_and_smoothed_answer() -> None:
    network = NETWORKS["softmax_cross_entropy loss, smoothed and weighted"]
    learned = Learned(start(network).layout, values_for(network))
    walked = Stepper(network, TrainingSettings(), PassStart(learned, samples_for(network, 1)))
    told = [e for i, e in explanations(walked, 4) if i.quantity.key == "adjusted_target"]
    truth = int(np.argmax(samples_for(network, 1).targets))
    assert told[truth].lines[0].endswith("((1 − 0.25) × 1.000 + 0.25 / 3)")
