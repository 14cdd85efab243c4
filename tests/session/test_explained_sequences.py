"""Every element of a normalization, a mask, a look-up and an unrolled cell is explained by arithmetic that is right."""

import math

import pytest

from playground.engine.instruction import Instruction, Phase
from playground.engine.learned import Learned
from playground.engine.network import Network
from playground.engine.operations.dropout import Dropout
from playground.engine.operations.embedding import Embedding
from playground.engine.operations.normalization import Normalization
from playground.engine.operations.recurrent import RecurrentCell
from playground.engine.settings import TrainingSettings
from playground.session.numbers import format_number
from playground.session.stepper import PassStart, Stepper
from tests.engine.sample_networks import samples_for, values_for
from tests.engine.samples_sequence import sequence_networks
from tests.session.test_explanation import DIGITS, evaluated, explanations
from tests.session.walked_nets import start

NETWORKS = sequence_networks()
KINDS = (Normalization, Dropout, Embedding, RecurrentCell)
CHOSEN = {name: network for name, network in NETWORKS.items() if "shared" not in name}


def walking(network: Network, count: int) -> Stepper:
    """A stepper at the start of a pass."""
    learned = Learned(start(network).layout, values_for(network))
    return Stepper(network, TrainingSettings(), PassStart(learned, samples_for(network, count)))


def concerned(network: Network, instruction: Instruction) -> bool:
    """Whether one of the blocks in question wrote the line; random draws explain nothing."""
    operation = network.node(instruction.via or instruction.node).operation
    return isinstance(operation, KINDS) and instruction.quantity.key != "mask"


@pytest.mark.parametrize("name", CHOSEN)
@pytest.mark.parametrize("count", [1, 2])
def test_every_line_computed_as_printed_gives_the_value(name: str, count: int) -> None:
    network, told = CHOSEN[name], 0
    for instruction, explanation in explanations(walking(network, count), DIGITS):
        if instruction.phase is Phase.UPDATE or not concerned(network, instruction):
            continue
        told += 1
        assert explanation.lines[-1] == format_number(explanation.value, DIGITS)
        for line in explanation.lines[1:] if instruction.source else explanation.lines:
            assert evaluated(line) == pytest.approx(explanation.value, rel=1e-12, abs=1e-13), (instruction.text, line)
        if len(explanation.terms):
            assert math.fsum(explanation.terms.values) == pytest.approx(explanation.value, rel=1e-13, abs=1e-13)
    assert told


def test_a_running_statistic_is_told_with_the_value_it_replaces() -> None:
    network = NETWORKS["batch_normalization of features"]
    renewals = [
        (instruction, explanation)
        for instruction, explanation in explanations(walking(network, 2), DIGITS)
        if instruction.quantity.key.startswith("running")
    ]
    assert len(renewals) == 6
    for instruction, explanation in renewals:
        (line, *_rest) = explanation.lines
        assert evaluated(line) == pytest.approx(explanation.value, rel=1e-12), (instruction.text, line)


def test_a_looked_up_element_names_its_place_in_the_table() -> None:
    network = NETWORKS["embedding"]
    walked = walking(network, 1)
    number = int(walked.program.features[0, 1])
    first = next(
        explanation
        for instruction, explanation in explanations(walked, 4)
        if instruction.result.symbol == "a" and explanation.index == (0, 1, 0) and instruction.node == "n1"
    )
    assert first.lines[0] == f"E{'₁₂₃₄'[number]},₁⁽¹⁾"
