"""Rows are the program's own arrays in blackboard order; the list of steps is the program's instructions."""

from __future__ import annotations

import numpy as np
import pytest

from playground.document import graph_examples
from playground.engine.instruction import Phase
from playground.engine.optimizers import Optimizer
from playground.engine.quantities import Role
from playground.session.step_rows import Below, Row, StepState, block_rows, list_entries, phase_counts, rows_of
from playground.session.stepper import Stepper
from tests.session.walked_nets import NETS, OPTIMIZERS, cursor_after, stepper


def rows(walked: Stepper, name: str) -> dict[str, Row]:
    """The rows of a block by quantity; of several contributions the last."""
    return {row.quantity: row for row in rows_of(walked, walked.network.named(name).id)}


def labels(found: tuple[Row, ...]) -> list[str]:
    """Symbols with superscripts."""
    return [f"{row.symbol}{row.superscript}" for row in found]


def test_a_dense_block_tells_its_values_in_blackboard_order() -> None:
    walked = stepper(NETS["2-3-2 softmax"], 1, OPTIMIZERS[1])
    assert labels(rows_of(walked, "hidden 1")) == [
        *("W⁽¹⁾", "b⁽¹⁾", "z⁽¹⁾", "a⁽¹⁾"),
        *("δa⁽¹⁾", "δz⁽¹⁾", "∂L/∂W⁽¹⁾", "∂L/∂b⁽¹⁾"),
        *("vᵂ⁽¹⁾", "vᵇ⁽¹⁾"),
    ]
    assert labels(rows_of(walked, "loss")) == ["p", "L", "y"]


def test_contributions_stand_before_their_sum_in_the_order_of_the_wires() -> None:
    walked = stepper(NETS["skip"])
    assert labels(rows_of(walked, "layer"))[4:7] == ["δa⁽¹⁾←Bend", "δa⁽¹⁾←Sum", "δa⁽¹⁾"]


def test_a_source_wired_twice_into_one_block_has_two_contributions() -> None:
    walked = stepper(NETS["branches"])
    joined = [row.ref.via for row in rows_of(walked, "joined") if row.quantity == "contribution"]
    assert joined == ["doubled:0", "doubled:1"]


@pytest.mark.parametrize(
    ("name", "symbols"),
    [
        ("Input", ["a⁽⁰⁾"]),
        ("Hidden 1", ["z⁽¹⁾", "a⁽¹⁾", "δa⁽¹⁾", "δz⁽¹⁾"]),
        ("Loss", ["L", "y", "p"]),
    ],
)
def test_a_block_on_the_canvas_shows_few(name: str, symbols: list[str]) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    assert labels(block_rows(walked, walked.network.named(name).id)) == symbols


def test_what_a_layer_learns_and_its_gradients_stand_below_its_values_on_demand() -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    layer, values = walked.network.named("Hidden 1").id, ["z⁽¹⁾", "a⁽¹⁾", "δa⁽¹⁾", "δz⁽¹⁾"]
    parameters, gradients = ["W⁽¹⁾", "b⁽¹⁾"], ["∂L/∂W⁽¹⁾", "∂L/∂b⁽¹⁾"]
    assert labels(block_rows(walked, layer, Below(parameters=True))) == values + parameters
    assert labels(block_rows(walked, layer, Below(gradients=True))) == values + gradients
    both = block_rows(walked, layer, Below(parameters=True, gradients=True))
    assert labels(both) == values + parameters + gradients
    assert [row.array is None for row in both[4:]] == [False, False, True, True]  # known from the start, not yet known
    assert labels(block_rows(walked, walked.network.named("Loss").id, Below(True, True))) == ["L", "y", "p"]


def test_the_old_value_stands_beside_a_parameter_once_its_update_has_run() -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    layer = walked.network.named("Hidden 1").id
    old = walked.program.value("weights", layer).copy()
    assert all(row.before is None for row in block_rows(walked, layer, Below(parameters=True)))
    walked.run_to_end()
    weights = block_rows(walked, layer, Below(parameters=True))[4]
    assert weights.before is not None
    assert np.array_equal(weights.before, old)
    assert weights.array is not None
    assert not np.array_equal(weights.array, old)


def test_nothing_changes_on_the_blocks_of_a_graph() -> None:
    walked = stepper(graph_examples.one_neuron().diagram.network)
    for node in walked.network.nodes:
        more = block_rows(walked, node.id, Below(parameters=True, gradients=True))
        assert labels(more) == labels(block_rows(walked, node.id))


@pytest.mark.parametrize("net", NETS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda optimizer: optimizer.kind)
def test_every_value_of_the_program_is_a_row_of_its_block_once(net: str, optimizer: Optimizer) -> None:
    walked = stepper(NETS[net], 2, optimizer)
    told = [row.ref for node in walked.network.nodes for row in rows_of(walked, node.id)]
    assert sorted(map(str, told)) == sorted(map(str, walked.program.values))


@pytest.mark.parametrize("net", NETS)
def test_a_row_is_the_programs_array_once_it_is_computed(net: str) -> None:
    walked = stepper(NETS[net], 2)
    while walked.step():
        for node in walked.network.nodes:
            for row in rows_of(walked, node.id):
                operand = walked.program.values[row.ref]
                assert (row.array is not None) == walked.is_computed(operand)
                assert row.shape == operand.array.shape
                assert row.array is None or np.shares_memory(row.array, operand.array)


def test_rows_cannot_be_written_through() -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    weights = rows(walked, "Hidden 1")["weights"].array
    assert weights is not None
    with pytest.raises(ValueError, match="read-only"):
        weights[0, 0] = 1.0
    walked.run_to_end()  # the program itself still can
    assert weights is not rows(walked, "Hidden 1")["weights"].array


@pytest.mark.parametrize("net", NETS)
def test_exactly_the_result_of_the_last_instruction_is_current(net: str) -> None:
    walked = stepper(NETS[net], 1, OPTIMIZERS[1])
    while walked.step():
        told = [row.ref for node in walked.network.nodes for row in rows_of(walked, node.id) if row.current]
        assert walked.current is not None
        assert told == [walked.current.result.ref]


def test_at_the_start_nothing_is_current_and_only_parameters_and_targets_are_known() -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    found = [row for node in walked.network.nodes for row in rows_of(walked, node.id)]
    assert not any(row.current for row in found)
    assert {row.quantity for row in found if row.array is not None} == {"weights", "bias", "target"}


def test_a_parameter_keeps_what_it_was_until_its_update_is_taken_back() -> None:
    walked = stepper(NETS["2-3-2 softmax"], 2)
    old = walked.program.value("weights", "output").copy()
    walked.run_to(cursor_after(walked, "Output", "weights") - 1)
    assert rows(walked, "Output")["weights"].before is None
    walked.step()
    row = rows(walked, "Output")["weights"]
    assert row.before is not None
    assert row.array is not None
    assert row.before.tobytes() == old.tobytes() != row.array.tobytes()
    walked.run_to_end()
    kept = rows(walked, "Output")
    assert kept["weights"].before is row.before
    assert kept["pre_activation"].before is None
    walked.run_to(3)
    assert rows(walked, "Output")["weights"].before is None


def test_the_samples_axis_is_told_and_left_out_for_one_sample() -> None:
    for count, shape in ((1, (3,)), (4, (4, 3))):
        row = rows(stepper(NETS["2-3-2 softmax"], count), "Hidden 1")["pre_activation"]
        assert (row.shape, row.batched, row.sample_shape) == ((count, 3), True, shape)
    weights = rows(stepper(NETS["2-3-2 softmax"]), "Hidden 1")["weights"]
    assert (weights.batched, weights.sample_shape, weights.role, weights.name) == (
        *(False, (3, 2)),
        *(Role.PARAMETER, "weights"),
    )


# The list of steps


@pytest.mark.parametrize("net", NETS)
def test_the_list_has_an_entry_for_each_instruction(net: str) -> None:
    walked = stepper(NETS[net])
    entries = list_entries(walked)
    assert [entry.index for entry in entries] == list(range(len(walked.instructions)))
    assert [f"{entry.symbol}{entry.superscript}" for entry in entries] == [one.symbol for one in walked.instructions]
    assert [(entry.phase, entry.node) for entry in entries] == [(one.phase, one.node) for one in walked.instructions]
    assert all(entry.node_name == walked.network.node(entry.node).name for entry in entries)


def test_states_follow_the_cursor() -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    walked.run_to(cursor_after(walked, "Hidden 1", "activation"))
    states = [entry.state(walked.cursor) for entry in list_entries(walked)]
    assert states[:3] == [StepState.DONE, StepState.DONE, StepState.CURRENT]
    assert set(states[3:]) == {StepState.PENDING}
    assert [entry.state(0) for entry in list_entries(walked)] == [StepState.PENDING] * len(states)


def test_running_to_an_entry_makes_it_current() -> None:
    walked = stepper(NETS["branches"])
    for entry in list_entries(walked):
        walked.run_to(entry.cursor)
        assert walked.current is walked.instructions[entry.index]
        assert entry.state(walked.cursor) is StepState.CURRENT


def test_phases_are_counted_with_how_far_they_have_come() -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    walked.run_to(cursor_after(walked, "Output", "grad_weights"))
    counts = phase_counts(walked)
    assert [count.phase for count in counts] == list(Phase)
    assert sum(count.total for count in counts) == len(walked.instructions)
    assert sum(count.done for count in counts) == walked.cursor
    assert [count.done == count.total for count in counts] == [True, True, False, False]
