"""Stepping is training looked at slowly: the same bits, forwards and back, over any road to the same place."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.compiler import compile_program
from playground.engine.descent import Descent
from playground.engine.instruction import Array, Phase
from playground.engine.optimizers import Optimizer
from playground.engine.parameters import ParameterArrays
from playground.engine.quantities import Role
from playground.session.stepper import Granularity, Stepper, Stride, ahead
from tests.session.walked_nets import NETS, OPTIMIZERS, cursor_after, samples, start, stepper

COUNTS = (1, 4)


def trained(net: str, count: int, optimizer: Optimizer, updates: int) -> ParameterArrays:
    """What training learns from the same samples: the calls of the program, optional work left out."""
    learned, batch = start(NETS[net]), samples(NETS[net], count)
    arrays = ParameterArrays.of(learned.layout, learned.values, learned.moments_for(Descent(optimizer)))
    program = compile_program(NETS[net], arrays, count, Descent(optimizer))
    program.load(batch.features, batch.targets)
    for _ in range(updates):
        for call in program.calls():
            call()
    return arrays


def bits(arrays: list[Array]) -> str:
    """One word for all bits."""
    return hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()


def everything(walked: Stepper) -> str:
    """A word for all that is computed and all parameters: equal words, nothing tells the two apart."""
    values = walked.program.values.items()
    shown = [(str(ref), walked.read(operand)) for ref, operand in values]
    arrays = walked.program.arrays
    known = [name for name, array in shown if array is not None]
    computed = [array for _name, array in shown if array is not None]
    return "".join(known) + bits([*computed, arrays.values, *arrays.moments.values()])


# Stepping is training


@pytest.mark.parametrize("net", NETS)
@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda optimizer: optimizer.kind)
def test_stepping_to_the_end_gives_the_bits_of_training(net: str, count: int, optimizer: Optimizer) -> None:
    walked, oracle = stepper(NETS[net], count, optimizer), trained(net, count, optimizer, 3)
    for _ in range(2):
        walked.next_pass()
    while walked.step():
        pass
    learned = walked.learned()
    assert bits([learned.values, *learned.moments.values()]) == bits([oracle.values, *oracle.moments.values()])
    assert learned.updates == 3


def test_what_was_learned_counts_once_the_last_update_has_run() -> None:
    walked = stepper(NETS["skip"])
    walked.run_to(len(walked.instructions) - 1)
    assert walked.learned() is walked.start.learned
    assert walked.step()
    assert not walked.learned().same_as(walked.start.learned)
    assert (walked.at_end, walked.step()) == (True, False)


def test_the_parameters_it_was_given_are_never_written() -> None:
    walked = stepper(NETS["skip"])
    before = bits([walked.start.learned.values])
    walked.run_to_end()
    assert bits([walked.start.learned.values]) == before


# Back


@dataclass(frozen=True)
class Move:
    """One thing a user can do, and where to for a jump."""

    kind: str
    place: int = 0

    def make(self, walked: Stepper) -> None:
        """Do it."""
        if self.kind == "run_to":
            walked.run_to(self.place)
        elif self.kind in ("advance", "retreat"):
            getattr(walked, self.kind)(tuple(Granularity)[self.place % 2])
        else:
            getattr(walked, self.kind)()


KINDS = ("step", "back", "run_to", "advance", "retreat", "run_to_end", "next_pass")
MOVES = st.lists(st.builds(Move, st.sampled_from(KINDS), st.integers(0, 60)), max_size=12)


@given(st.sampled_from(sorted(NETS)), st.sampled_from(COUNTS), st.sampled_from(OPTIMIZERS), MOVES)
def test_every_road_to_a_place_ends_with_the_same_bits(
    net: str, count: int, optimizer: Optimizer, moves: list[Move]
) -> None:
    walked, straight = stepper(NETS[net], count, optimizer), stepper(NETS[net], count, optimizer)
    for move in moves:
        move.make(walked)
    for _ in range(walked.passes_behind):
        straight.next_pass()
    straight.run_to(walked.cursor)
    assert everything(walked) == everything(straight)


@given(st.sampled_from(sorted(NETS)), st.data())
def test_back_after_any_number_of_steps_is_never_having_stepped(net: str, data: st.DataObject) -> None:
    walked = stepper(NETS[net], 2, OPTIMIZERS[1])
    walked.run_to(data.draw(st.integers(0, len(walked.instructions))))
    before, steps = everything(walked), data.draw(st.integers(0, len(walked.instructions)))
    taken = sum(walked.step() for _ in range(steps))
    assert all(walked.back() for _ in range(taken))
    assert everything(walked) == before


STRIDES = st.builds(Stride, st.sampled_from(Granularity), st.booleans())


@given(st.sampled_from(sorted(NETS)), st.sampled_from(OPTIMIZERS), STRIDES, st.data())
def test_a_look_ahead_sees_the_next_step_there_or_back_and_leaves_nothing(
    net: str, optimizer: Optimizer, stride: Stride, data: st.DataObject
) -> None:
    walked, other = stepper(NETS[net], 2, optimizer), stepper(NETS[net], 2, optimizer)
    walked.run_to(data.draw(st.integers(0, len(walked.instructions))))
    other.run_to(walked.cursor)
    before = everything(walked)
    (other.retreat if stride.back else other.advance)(stride.length)
    with ahead(walked, stride):
        assert everything(walked) == everything(other)
        assert walked.cursor == other.cursor
    assert everything(walked) == before
    assert len(stride.lines(walked)) == abs(walked.cursor - other.cursor)


def test_a_look_ahead_that_fails_leaves_nothing_either() -> None:
    walked = stepper(NETS["skip"])
    walked.run_to(len(walked.instructions) - 2)
    before = everything(walked)
    with pytest.raises(ZeroDivisionError), ahead(walked, Stride(Granularity.UPDATE)):
        raise ZeroDivisionError
    assert everything(walked) == before


def test_back_from_the_start_of_a_pass_is_the_end_of_the_one_before() -> None:
    walked = stepper(NETS["branches"], 2)
    walked.run_to_end()
    end, count = everything(walked), len(walked.instructions)
    walked.next_pass()
    assert (walked.cursor, walked.passes_behind) == (0, 1)
    assert walked.back()
    assert (walked.cursor, walked.passes_behind) == (count, 0)
    assert everything(walked) == end


def test_there_is_no_way_back_from_the_very_start() -> None:
    walked = stepper(NETS["skip"])
    assert not walked.back()
    assert walked.cursor == 0


def test_another_pass_may_see_other_samples() -> None:
    walked, other = stepper(NETS["skip"]), samples(NETS["skip"], 3, seed=9)
    walked.next_pass(other)
    assert walked.program.batch == 3
    assert np.array_equal(walked.program.features, other.features)
    walked.back()
    assert walked.program.batch == 1


# A layer at a time


@pytest.mark.parametrize("net", NETS)
def test_layer_steps_stop_where_block_or_phase_change(net: str) -> None:
    walked = stepper(NETS[net])
    stops = []
    while walked.advance(Granularity.LAYER):
        stops.append(walked.cursor)
    groups = [(one.phase, one.node) for one in walked.instructions]
    changes = [place for place in range(1, len(groups)) if groups[place] != groups[place - 1]]
    assert stops == [*changes, len(groups)]
    backwards = []
    while walked.retreat(Granularity.LAYER):
        backwards.append(walked.cursor)
    assert backwards == [*reversed(changes), 0]


def test_a_run_to_nowhere_stops_at_the_ends() -> None:
    walked = stepper(NETS["skip"])
    walked.run_to(10_000)
    assert walked.at_end
    walked.run_to(-5)
    assert (walked.cursor, walked.current) == (0, None)


# What is computed


@pytest.mark.parametrize("net", NETS)
def test_a_value_is_computed_from_its_instruction_on_and_not_before(net: str) -> None:
    walked = stepper(NETS[net], 2)
    while not walked.at_end:
        coming = walked.instructions[walked.cursor]
        updates = coming.phase is Phase.UPDATE
        assert walked.is_computed(coming.result) == updates
        walked.step()
        assert walked.is_computed(coming.result)
        assert all(walked.is_computed(operand) for operand in coming.operands.values())


@pytest.mark.parametrize("net", NETS)
def test_at_the_start_only_parameters_and_data_have_values(net: str) -> None:
    walked = stepper(NETS[net], 1, OPTIMIZERS[1])
    known = {operand.role for operand in walked.program.values.values() if walked.read(operand) is not None}
    assert known == {Role.PARAMETER, Role.DATA}
    walked.run_to_end()
    assert all(walked.read(operand) is not None for operand in walked.program.values.values())


def test_a_reader_gets_the_programs_own_array() -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    walked.run_to(cursor_after(walked, "Hidden 1", "pre_activation"))
    current = walked.current
    assert current is not None
    assert walked.read(current.result) is current.result.array


def test_an_update_is_read_with_the_value_it_overwrote() -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    walked.run_to(cursor_after(walked, "Output", "grad_weights"))
    update = next(one for one in walked.instructions if one.phase is Phase.UPDATE)
    before = update.result.array.copy()
    walked.run_to(update.index + 1)
    old = walked.as_read(update, update.operand("W"))
    assert old is not None
    assert np.array_equal(old, before)
    assert not np.array_equal(update.result.array, before)
    assert np.allclose(update.result.array, old - 0.3 * update.operand("g").array, rtol=0, atol=1e-16)
