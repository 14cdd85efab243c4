"""What a condition reads: the program's own buffers, from the instruction on that fills the last of them."""

from __future__ import annotations

import numpy as np
import pytest

from playground.engine.history import EpochRecord
from playground.engine.instruction import Phase
from playground.engine.optimizers import Adam
from playground.session.condition_meaning import START, Scope, place_of, scopes
from playground.session.condition_syntax import parse_condition, parse_expression
from playground.session.condition_tokens import ConditionError
from playground.session.stepper import Stepper
from tests.session.walked_nets import NETS, stepper


def no_record() -> EpochRecord | None:
    return None


@pytest.fixture
def walked() -> Stepper:
    walked = stepper(NETS["2-3-2 softmax"], 4, Adam(0.1))
    walked.run_to_end()
    return walked


def number(walked: Stepper, text: str) -> float:
    """An expression without free values, now."""
    return float(Scope(walked.program, no_record).read(parse_expression(text))())


def test_an_element_is_the_buffers_own(walked: Stepper) -> None:
    weights = walked.program.value("weights", "hidden 1")
    assert number(walked, "W⁽¹⁾[3,2]") == weights[2, 1]
    weights[2, 1] = 7.0
    assert number(walked, "W₃,₂⁽¹⁾ * 2 - 1") == 13.0


def test_reductions_are_numpys(walked: Stepper) -> None:
    gradient = walked.program.value("grad_pre_activation", "hidden 1")
    assert number(walked, "max|δz⁽¹⁾|") == np.abs(gradient).max()
    assert number(walked, "mean(δz⁽¹⁾)") == gradient.mean()
    assert number(walked, "‖dz(1)‖") == np.sqrt(np.sum(gradient * gradient))
    assert number(walked, "min δz⁽¹⁾ / sum|δz⁽¹⁾|") == gradient.min() / np.abs(gradient).sum()


def test_a_sample_is_named_before_the_unit_and_all_are_meant_without(walked: Stepper) -> None:
    activation = walked.program.value("activation", "hidden 1")
    assert number(walked, "a⁽¹⁾[2,3]") == activation[1, 2]
    assert number(walked, "max(a⁽¹⁾[3])") == activation[:, 2].max()
    alone = stepper(NETS["2-3-2 softmax"], 1)
    alone.run_to_end()
    assert number(alone, "a⁽¹⁾[3]") == alone.program.value("activation", "hidden 1")[0, 2]


def test_measures_of_the_whole(walked: Stepper) -> None:
    assert number(walked, "gradient norm") == pytest.approx(np.linalg.norm(walked.program.arrays.gradients), rel=1e-12)
    walked.program.value("activation", "hidden 1")[:, :2] = 0.0
    dead = next(scopes(parse_condition("dead units > 0"), walked.program, no_record)).read(
        parse_expression("dead units")
    )
    assert float(dead()) == pytest.approx(2 / 3)


def test_counters_and_the_record_of_the_last_epoch(walked: Stepper) -> None:
    record = EpochRecord(3, 0.5, 0.7, 0.9, 0.8)
    scope = Scope(walked.program, lambda: record)
    assert [scope.read(parse_expression(text))() for text in ("loss", "validation loss", "accuracy")] == [0.5, 0.7, 0.9]
    assert (number(walked, "update"), number(walked, "epoch")) == (0, 0)
    assert np.isnan(number(walked, "validation accuracy"))


def test_a_value_without_a_layer_is_that_of_each_block_in_turn(walked: Stepper) -> None:
    found = list(scopes(parse_condition("max|δz| < max|z|"), walked.program, no_record))
    assert [scope.block for scope in found] == ["hidden 1", "output"]
    assert [scope.block for scope in scopes(parse_condition("dead units > 50 %"), walked.program, no_record)] == [
        "hidden 1"
    ]
    with_loss = list(scopes(parse_condition("max|δz| < L"), walked.program, no_record))
    assert [scope.block for scope in with_loss] == ["hidden 1", "output"]


@pytest.mark.parametrize(
    ("text", "phase", "quantity"),
    [
        ("max|δz⁽¹⁾| < 1", Phase.BACKWARD, "grad_pre_activation"),
        ("max|z⁽²⁾| < max|z⁽¹⁾|", Phase.FORWARD, "pre_activation"),
        ("W⁽¹⁾[1,1] > 0", Phase.UPDATE, "weights"),
        ("L < 1", Phase.LOSS, "loss"),
        ("max|mᵂ⁽¹⁾| > 0", Phase.UPDATE, "first_weights"),
    ],
)
def test_its_place_is_where_the_last_of_its_values_is_computed(
    walked: Stepper, text: str, phase: Phase, quantity: str
) -> None:
    tree = parse_condition(text)
    scope = next(scopes(tree, walked.program, no_record))
    instruction = walked.instructions[place_of(scope, tree)]
    assert (instruction.phase, instruction.quantity.key) == (phase, quantity)


def test_counters_are_known_at_the_start_and_the_gradients_length_before_the_update(walked: Stepper) -> None:
    scope = Scope(walked.program, no_record)
    assert place_of(scope, parse_condition("epoch = 4")) == START
    last = walked.instructions[place_of(scope, parse_condition("gradient norm > 4"))]
    assert walked.instructions[last.index + 1].phase is Phase.UPDATE
    assert last.phase is Phase.BACKWARD


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("max|δz⁽⁹⁾| < 1", "column 5: this network has no δz⁽⁹⁾"),
        ("max(m̂ᵇ) < 1", "column 5: no block has m̂ᵇ"),
        ("W⁽¹⁾[9,1] < 1", "column 1: W⁽¹⁾ has the shape 3 × 2"),
        ("W⁽¹⁾[1] < 1", "column 1: W⁽¹⁾ has the shape 3 × 2"),
        ('a of "Nowhere" < 1', "column 1: there is no block named “Nowhere”"),
    ],
)
def test_what_the_network_does_not_have_is_said_with_its_column(text: str, sentence: str) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    with pytest.raises(ConditionError) as caught:
        understood(walked, text)
    assert str(caught.value) == sentence


def understood(walked: Stepper, text: str) -> None:
    """Look a condition's left side up in every block it can mean."""
    tree = parse_condition(text)
    for scope in scopes(tree, walked.program, no_record):
        scope.read(tree.left)  # type: ignore[union-attr]
