"""The trail leads from the step that ran last to what was followed, and back the same way."""

from __future__ import annotations

from playground.ui.stepper.trail import Trail
from tests.session.walked_nets import NETS, stepper


def begun() -> Trail:
    """At the end of a pass through 2-3-2."""
    walked, trail = stepper(NETS["2-3-2 softmax"]), Trail()
    walked.run_to(walked.instructions[-1].index)
    trail.begin(walked)
    return trail


def test_without_a_stepper_there_is_nothing_to_look_at() -> None:
    trail = Trail()
    assert (trail.instruction, trail.index, trail.back()) == (None, None, False)


def test_it_begins_at_the_step_that_ran_last() -> None:
    trail = begun()
    assert trail.stepper is not None
    assert trail.instruction is trail.stepper.current
    assert not trail.leads_back


def test_the_way_back_visits_every_place_with_its_element() -> None:
    trail = begun()
    assert trail.stepper is not None
    first, second = trail.stepper.instructions[1], trail.stepper.instructions[0]
    trail.follow(first, (0, 2))
    trail.follow(second, (0, 1))
    assert (trail.instruction, trail.index) == (second, (0, 1))
    assert trail.back()
    assert (trail.instruction, trail.index) == (first, (0, 2))
    assert trail.back()
    assert trail.instruction is trail.stepper.current
    assert not trail.leads_back
    assert not trail.back()


def test_an_element_chosen_on_the_way_is_found_again() -> None:
    trail = begun()
    assert trail.stepper is not None
    trail.follow(trail.stepper.instructions[1], (0, 2))
    trail.choose((0, 1))
    trail.follow(trail.stepper.instructions[0], (0, 0))
    assert trail.back()
    assert trail.index == (0, 1)
