"""A click on any element of a formula chooses the element of the result that it takes part in."""

from __future__ import annotations

import pytest

from playground.engine.instruction import Index, Instruction
from playground.ui.stepper.term_choice import chosen_by
from tests.session.walked_nets import NETS, cursor_after, stepper


def instruction(quantity: str, name: str = "Hidden 1", net: str = "2-3-2 softmax") -> Instruction:
    """An instruction of a net."""
    walked = stepper(NETS[net])
    return walked.instructions[cursor_after(walked, name, quantity) - 1]


@pytest.mark.parametrize(
    ("name", "clicked", "chosen"),
    [("", (0, 2), (0, 2)), ("z", (0, 2), (0, 2)), ("W", (2, 1), (0, 2)), ("b", (1,), (0, 1)), ("x", (0, 1), (0, 0))],
)
def test_in_a_weighted_sum(name: str, clicked: Index, chosen: Index) -> None:
    assert chosen_by(instruction("pre_activation"), name, clicked, (0, 0)) == chosen


def test_in_a_gradient_of_weights_both_factors_say_half() -> None:
    outer = instruction("grad_weights")
    assert chosen_by(outer, "dz", (0, 2), (0, 1)) == (2, 1)
    assert chosen_by(outer, "x", (0, 0), (2, 1)) == (2, 0)


def test_element_by_element_the_same_place() -> None:
    assert chosen_by(instruction("activation"), "z", (0, 1), (0, 0)) == (0, 1)


def test_what_says_nothing_changes_nothing() -> None:
    loss = instruction("loss", "Loss")
    assert chosen_by(loss, "y", (0, 1), ()) == ()
