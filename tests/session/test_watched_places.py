"""A watched expression leads to the number it is about, in the pass where that number is computed."""

from __future__ import annotations

import numpy as np
import pytest

from playground.engine.instruction import Ref
from playground.session.stepper import Stepper
from playground.session.watched_places import WatchedPlace, watched_place
from playground.session.watches import Watch
from tests.session.walked_nets import NETS, stepper


def place_of(walked: Stepper, text: str) -> WatchedPlace:
    """The place of an expression that has one."""
    place = watched_place(text, walked)
    assert place is not None
    return place


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "text", ["z(1)[2]", "a(1)[1]", "dL/dW(1)[2,1]", "max|dz(1)|", "max dz(1)", "min da(1)", "W(2)[1,3]"]
)
def test_the_element_is_the_watched_number(text: str, count: int) -> None:
    walked = stepper(NETS["2-3-2 softmax"], count)
    if count > 1 and text in ("z(1)[2]", "a(1)[1]"):
        text = f"max {text}"
    place = place_of(walked, text)
    walked.run_to(place.cursor)
    value = walked.program.values[place.ref].array[place.index]
    seen = Watch(text).look(walked).value
    assert seen is not None
    assert (abs(value) if "|" in text else value) == seen


@pytest.mark.parametrize("text", ["z(1)[2]", "max|dL/dW(1)|", "L", "W(1)[1,1]"])
def test_the_cursor_is_where_it_has_just_been_computed(text: str) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    place = place_of(walked, text)
    walked.run_to(place.cursor)
    assert walked.current is not None
    assert walked.current.result.ref == place.ref


def test_of_a_calculation_it_is_the_first_value() -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    node = walked.network.named("Hidden 1").id
    place = place_of(walked, "2 * z(1)[3] / a(1)[1]")
    assert (place.ref, place.index) == (Ref(node, "pre_activation"), (0, 2))


def test_of_a_mean_it_is_the_largest_by_size() -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    place = place_of(walked, "mean(z(1))")
    walked.run_to(place.cursor)
    array = walked.program.values[place.ref].array
    assert abs(array[place.index]) == np.abs(array).max()


@pytest.mark.parametrize("text", ["epoch", "2 + 3", "gradient norm", "z(9)", "z(1) +"])
def test_what_no_line_computes_has_no_place(text: str) -> None:
    assert watched_place(text, stepper(NETS["2-3-2 softmax"])) is None
