"""The neuron looked at stays the same from step to step, as far as the next result has it."""

from __future__ import annotations

import numpy as np
import pytest

from playground.engine.instruction import Index
from playground.ui.stepper.focus import Focus
from tests.engine.samples_shapes import shapes_networks
from tests.session.walked_nets import NETS, cursor_after, stepper


def index_after(focus: Focus, quantity: str, count: int = 1) -> Index:
    """The element in focus in a result of the hidden layer."""
    walked = stepper(NETS["2-3-2 softmax"], count)
    walked.run_to(cursor_after(walked, "Hidden 1", quantity))
    assert walked.current is not None
    return focus.index_in(walked.current.result)


def test_a_neuron_is_a_row_of_its_weights_and_a_place_in_its_vectors() -> None:
    focus = Focus(unit=2)
    assert index_after(focus, "pre_activation") == (0, 2)
    assert index_after(focus, "grad_weights") == (2, 0)
    assert index_after(focus, "grad_bias") == (2,)


def test_of_a_batch_the_sample_stays_too() -> None:
    assert index_after(Focus(sample=3, unit=1), "activation", 5) == (3, 1)


def test_what_a_result_does_not_have_is_the_nearest_it_has() -> None:
    assert index_after(Focus(sample=9, unit=9, input=9), "grad_weights") == (2, 1)


def test_moving_the_focus_keeps_what_the_element_does_not_say() -> None:
    walked = stepper(NETS["2-3-2 softmax"], 5)
    walked.run_to(cursor_after(walked, "Hidden 1", "grad_weights"))
    assert walked.current is not None
    assert Focus(sample=4).moved_to((1, 1), walked.current.result) == Focus(sample=4, unit=1, input=1)
    assert Focus(sample=4).moved_to((), walked.current.result) == Focus(sample=4)


@pytest.mark.parametrize("net", ["dense along a sequence", "dense along an image"])
def test_every_element_of_values_with_more_axes_can_be_looked_at(net: str) -> None:
    walked = stepper(shapes_networks()[net], 2)
    while walked.step() and (current := walked.current) is not None:
        for index in np.ndindex(current.result.array.shape):
            assert Focus(sample=1, unit=1).moved_to(index, current.result).index_in(current.result) == index


def test_of_a_sequence_the_position_stays_too() -> None:
    walked = stepper(shapes_networks()["dense along a sequence"], 2)
    walked.run_to(cursor_after(walked, "N2", "activation"))
    assert walked.current is not None
    focus = Focus().moved_to((1, 2, 3), walked.current.result)
    walked.run_to(cursor_after(walked, "N3", "activation"))
    assert walked.current is not None
    assert focus.index_in(walked.current.result) == (1, 2, 1)
