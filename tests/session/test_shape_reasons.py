"""The reason of every shape is true: what is said to be turned is turned, the laid shapes multiply to the result."""

from __future__ import annotations

import re

import numpy as np
import pytest

from playground.engine.formulas import Symbol
from playground.engine.instruction import Instruction, Phase
from playground.engine.network import Network
from playground.session.shape_reasons import ShapeReason, shape_reason
from tests.engine.sample_networks import catalogue_networks, loaded_program, run_through, samples_for
from tests.session.walked_nets import NETS, stepper

CATALOGUE = catalogue_networks()


def lines(network: Network, batch: int) -> tuple[Instruction, ...]:
    """The instructions of a pass that has run."""
    program = run_through(loaded_program(network, samples_for(network, batch)))
    return program.instructions


def reason(quantity: str, node: str = "Output", count: int = 1) -> ShapeReason:
    """Of one line of the network 2-3-2."""
    walked = stepper(NETS["2-3-2 softmax"], count)
    walked.run_to_end()
    found = (line for line in walked.instructions if line.quantity.key == quantity)
    return shape_reason(next(line for line in found if walked.network.node(line.node).name == node))


def test_one_sample_blame_goes_back_through_the_turned_weights() -> None:
    assert reason("grad_activation", "Hidden 1").text == (
        "W⁽²⁾ is (2, 3): 2 units, 3 inputs. δz⁽²⁾ has one number for each unit and δa⁽¹⁾ needs one for each input, "
        "so W⁽²⁾ is turned: (3, 2) · (2,) → (3,)."
    )


def test_one_sample_values_go_through_the_weights_as_they_are() -> None:
    assert "so W⁽²⁾ stays as it is: (2, 3) · (3,) → (2,)." in reason("pre_activation").text


def test_one_sample_the_gradient_of_the_weights_is_a_column_times_a_row() -> None:
    assert reason("grad_weights").text == (
        "∂L/∂W⁽²⁾ needs one number for each pair of unit and input. "
        "So δz⁽²⁾ stands as a column and a⁽¹⁾ is turned into a row: (2, 1) · (1, 3) → (2, 3)."
    )


def test_a_batch_turns_what_makes_the_samples_stand_inside() -> None:
    text = reason("grad_weights", count=5).text
    assert "What is summed, the samples, has to stand inside, so δz⁽²⁾ is turned: (2, 5) · (5, 3) → (2, 3)." in text
    assert "so W⁽²⁾ is turned: (5, 3) · (3, 2) → (5, 2)." in reason("pre_activation", count=5).text
    assert "stands inside as it is: (5, 2) · (2, 3) → (5, 3)." in reason("grad_activation", "Hidden 1", 5).text


def test_a_bias_is_the_same_for_every_sample_and_its_gradient_adds_them_up() -> None:
    forward, backward = reason("pre_activation", count=5).text, reason("grad_bias", count=5).text
    assert "b⁽²⁾ is (2,): one number for each unit, the same for every sample." in forward
    assert "The samples are added up and one number for each unit is left: (5, 2) → (2,)." in backward


@pytest.mark.parametrize("batch", [1, 4])
@pytest.mark.parametrize("name", CATALOGUE)
def test_of_the_whole_catalogue_every_line_has_a_true_reason(name: str, batch: int) -> None:
    for line in lines(CATALOGUE[name], batch):
        told = shape_reason(line)
        assert told.text.endswith(".") or line.phase is Phase.UPDATE
        for product in told.products:
            first, second = np.ones(product.first.laid), np.ones(product.second.laid)
            assert np.matmul(first, second).shape == product.result
            assert product.equation in told.text
            for one in (product.first, product.second):
                stored = line.operand(one.name).array.shape
                assert one.shape in (stored, stored[1:])
                assert np.prod(one.laid) == np.prod(stored)
        shown = [tuple(map(int, re.findall(r"\d+", shape))) for shape in re.findall(r"→ (\([\d, ]*\))", told.text)]
        result = line.result.array.shape
        assert all(shape in (result, result[1:]) for shape in shown)


@pytest.mark.parametrize("batch", [1, 4])
@pytest.mark.parametrize("name", [name for name in CATALOGUE if "dense" in name or "matrix_product" in name])
def test_what_the_formula_transposes_the_reason_turns(name: str, batch: int) -> None:
    for line in lines(CATALOGUE[name], batch):
        written = {item.operand for item in line.formula if isinstance(item, Symbol) and item.transposed}
        products = shape_reason(line).products
        turned = {one.name for product in products for one in (product.first, product.second) if one.turned}
        assert turned == written
