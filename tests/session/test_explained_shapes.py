"""Every element that a block shapes, joins or reduces is explained: by arithmetic, or by the place it came from."""

import math

import numpy as np
import pytest

from playground.engine.instruction import Phase
from playground.engine.network import Network
from playground.session.explanation import explain
from playground.session.numbers import format_number
from tests.engine.samples_shapes import shapes_networks
from tests.session.test_explanation import DIGITS, evaluated, reader
from tests.session.walked_nets import cursor_after, stepper

NETWORKS = shapes_networks()
GROUPS = {"Shape", "Join", "Reduce", "Number"}


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS.keys())
def test_every_line_computed_as_printed_gives_the_value(network: Network) -> None:
    walked, told = stepper(network, 2), 0
    while walked.step() and (current := walked.current) is not None and current.phase is not Phase.UPDATE:
        if network.node(current.via or current.node).operation.group not in GROUPS:
            continue
        for index in np.ndindex(current.result.array.shape):
            explanation = explain(reader(walked, DIGITS), index)
            told += 1
            assert explanation.lines[-1] == format_number(explanation.value, DIGITS)
            for line in explanation.lines[1:] if current.source else explanation.lines:
                assert evaluated(line) == pytest.approx(explanation.value, rel=1e-12, abs=1e-14), (current.text, line)
            if len(explanation.terms):
                assert math.fsum(explanation.terms.values) == pytest.approx(explanation.value, rel=1e-14, abs=1e-14)
    assert told


def told(network: str, name: str, quantity: str, place: tuple[int, ...]) -> str:
    """The first line that explains a value of a block (by name), for one sample."""
    walked = stepper(NETWORKS[network])
    walked.run_to(cursor_after(walked, name, quantity))
    return explain(reader(walked), (0, *place)).lines[0]


def test_a_moved_element_names_the_place_it_came_from() -> None:
    assert told("reshape and flatten", "N1", "activation", (1, 0)) == "a₃⁽⁰⁾"
    assert told("reshape and flatten", "N3", "activation", (4,)) == "a₃,₁⁽²⁾"
    assert told("transpose a matrix", "N2", "activation", (1, 2)) == "a₃,₂⁽¹⁾"
    assert told("transpose a matrix", "N1", "grad_activation", (2, 1)) == "δa₂,₃⁽²⁾"
    assert told("slice a vector", "N2", "activation", (0,)) == "a₂⁽¹⁾"
    assert told("concatenate positions", "J", "activation", (2, 1)) == "a₁,₂⁽⁴⁾"


def test_what_a_slice_leaves_out_is_zero() -> None:
    assert told("slice a vector", "N1", "grad_activation", (0,)) == "0"
    assert told("slice a vector", "N1", "grad_activation", (1,)) == "δa₁⁽²⁾"


def test_a_mean_is_told_as_products_with_its_share() -> None:
    assert told("mean of a vector", "N2", "activation", (0,)).count("0.3333 × ") == 3
