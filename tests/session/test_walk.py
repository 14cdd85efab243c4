"""A walk down to the single term: whatever the way, the numbers are the stepper's, and every step has its way back."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.document.graph_examples import sum_times_sum
from playground.engine.instruction import Index, Operand, Phase
from playground.session.pass_samples import one_sample
from playground.session.state import opened
from playground.session.stepper import Granularity, Stepper
from playground.session.walk import Walk
from playground.session.workbench import Workbench
from tests.session.walked_nets import NETS, cursor_after, stepper

WALKED = ("2-3-2 softmax", "skip", "branches")
Move = Callable[[Walk], bool]
MOVES: dict[str, Move] = {
    "out": Walk.out,
    **{f"step {stride}": lambda walk, stride=stride: walk.step(stride) for stride in Granularity},
    **{f"back {stride}": lambda walk, stride=stride: walk.back(stride) for stride in Granularity},
}


def last_element(operand: Operand) -> Index:
    return tuple(size - 1 for size in operand.array.shape)


def bits(walked: Stepper) -> tuple[bytes, ...]:
    """All that has been computed, and all that is learned."""
    known = (walked.read(one.result) for one in walked.instructions)
    return tuple(b"?" if array is None else array.tobytes() for array in known)


def at(walked: Stepper, name: str, quantity: str) -> Walk:
    """Right after an instruction, looking at the last element of its result."""
    walked.run_to(cursor_after(walked, name, quantity))
    return Walk(walked, last_element)


def test_into_goes_one_instruction_then_term_by_term_then_to_the_next_instruction() -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    walk, places = Walk(walked), []
    for _ in range(8):
        assert walk.step(Granularity.TERM)
        places.append(walk.place)
    # the input, z of three terms, a without any, z of four
    assert places == [(1, 0), (2, 0), (2, 1), (2, 2), (2, 3), (3, 0), (4, 0), (4, 1)]


def test_a_sum_is_told_term_by_term_and_ends_in_the_programs_number() -> None:
    walk = at(stepper(NETS["2-3-2 softmax"], 2), "Output", "pre_activation")
    assert walk.terms is None
    assert walk.step(Granularity.TERM)
    terms = walk.terms
    assert terms is not None
    assert (terms.taken, len(terms)) == (1, 4)
    assert terms.sum == terms.explanation.terms[0].value
    assert walk.out()
    assert walk.terms is terms
    assert terms.sum == walk.stepper.program.value("pre_activation", "output")[-1, -1]


def test_out_of_a_sum_stays_at_its_instruction_then_leads_to_the_end_of_layer_phase_and_update() -> None:
    walk = at(stepper(NETS["2-3-2 softmax"]), "Hidden 1", "pre_activation")
    here = walk.stepper.cursor
    walk.step(Granularity.TERM)
    ends = []
    while walk.out():
        ends.append(walk.place)
    instructions = walk.stepper.instructions
    last_of_layer = cursor_after(walk.stepper, "Hidden 1", "activation")
    last_of_phase = max(one.index for one in instructions if one.phase is Phase.FORWARD) + 1
    assert ends == [(here, 3), (last_of_layer, 0), (last_of_phase, 0), (len(instructions), 0)]


def test_out_of_a_layer_of_one_line_is_the_line_after_it() -> None:
    walk = at(stepper(NETS["2-3-2 softmax"]), "Input", "activation")
    assert walk.out()
    assert walk.stepper.cursor == cursor_after(walk.stepper, "Hidden 1", "pre_activation")
    assert walk.out()
    assert walk.stepper.cursor == cursor_after(walk.stepper, "Hidden 1", "activation")


def test_out_of_the_loss_is_the_first_line_of_the_way_back() -> None:
    walk = Walk(stepper(NETS["skip"]))
    first_back = next(one.index for one in walk.stepper.instructions if one.phase is Phase.BACKWARD)
    walk.run_to(first_back)
    assert walk.out()
    assert walk.stepper.cursor == first_back + 1


def test_in_a_graph_out_of_a_node_going_forward_is_the_next_node() -> None:
    bench = Workbench(opened(sum_times_sum().diagram))
    walk = Walk(bench.stepper(one_sample(bench.state, 0)))
    forward = [one for one in walk.stepper.instructions if one.phase is Phase.FORWARD]
    walk.step(Granularity.QUANTITY)
    for one in forward[1:]:
        assert walk.out()
        assert walk.stepper.current is one


def test_from_the_start_of_a_pass_out_leads_to_its_end() -> None:
    walk = Walk(stepper(NETS["skip"]))
    assert walk.out()
    assert walk.stepper.at_end
    assert not walk.out()


def test_a_step_over_leaves_the_terms() -> None:
    walk = at(stepper(NETS["2-3-2 softmax"]), "Hidden 1", "pre_activation")
    walk.step(Granularity.TERM)
    assert walk.step(Granularity.QUANTITY)
    assert walk.terms is None
    assert walk.back(Granularity.QUANTITY)
    assert walk.terms is None


def test_another_element_has_terms_of_its_own() -> None:
    chosen = [(0, 0)]
    walked = stepper(NETS["2-3-2 softmax"])
    walked.run_to(cursor_after(walked, "Hidden 1", "pre_activation"))
    walk = Walk(walked, lambda _operand: chosen[0])
    walk.step(Granularity.TERM)
    chosen[0] = (0, 2)
    assert walk.terms is None
    walk.step(Granularity.TERM)
    assert walk.terms is not None
    assert walk.terms.explanation.index == (0, 2)


def test_where_nothing_is_added_into_goes_to_the_next_instruction() -> None:
    walk = at(stepper(NETS["2-3-2 softmax"]), "Hidden 1", "grad_weights")  # one sample, one product
    assert walk.step(Granularity.TERM)
    assert walk.terms is None
    assert walk.stepper.cursor == cursor_after(walk.stepper, "Hidden 1", "grad_weights") + 1


@pytest.mark.parametrize("net", WALKED)
def test_back_by_terms_visits_the_same_places_in_reverse(net: str) -> None:
    walk, there = Walk(stepper(NETS[net], 2)), [(0, 0)]
    while walk.step(Granularity.TERM):
        there.append(walk.place)
    before = [walk.place]
    while walk.back(Granularity.TERM):
        before.append(walk.place)
    assert before == there[::-1]
    assert walk.stepper.cursor == 0


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(WALKED), st.lists(st.sampled_from(sorted(MOVES)), max_size=40))
def test_whatever_the_way_the_bits_are_those_of_a_stepper_that_went_straight_there(net: str, way: list[str]) -> None:
    walk = Walk(stepper(NETS[net], 2), last_element)
    for name in way:
        MOVES[name](walk)
        cursor, taken = walk.place
        assert 0 <= cursor <= len(walk.stepper.instructions)
        terms = walk.terms
        assert taken == (0 if terms is None else terms.taken)
        if terms is not None:
            assert 0 < taken <= len(terms)
            if terms.at_end:
                assert terms.sum == terms.explanation.value
    straight = stepper(NETS[net], 2)
    straight.run_to(walk.stepper.cursor)
    assert bits(straight) == bits(walk.stepper)
    assert np.array_equal(straight.program.arrays.values, walk.stepper.program.arrays.values)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(WALKED), st.integers(0, 60), st.integers(1, 10))
def test_so_many_terms_into_and_as_many_back_is_never_having_moved(net: str, start: int, count: int) -> None:
    walk = Walk(stepper(NETS[net]))
    for _ in range(start):
        walk.step(Granularity.TERM)
    here, known = walk.place, bits(walk.stepper)
    gone = sum(walk.step(Granularity.TERM) for _ in range(count))
    for _ in range(gone):
        assert walk.back(Granularity.TERM)
    assert walk.place == here
    assert bits(walk.stepper) == known
