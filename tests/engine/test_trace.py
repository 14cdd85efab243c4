"""Traces: what each instruction read and wrote, as it was, without a second computation."""

import numpy as np
import pytest
from hypothesis import given

from playground.engine.instruction import Phase
from playground.engine.network import Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.optimizers import SGD, Momentum
from playground.engine.trace import Step, quantity_name, record, walk
from tests.engine.random_networks import networks
from tests.engine.sample_networks import (
    Wanted,
    chain,
    diamond_network,
    loaded_program,
    run_through,
    samples_for,
    skip_network,
    twice_network,
)


def traced(network: Network, momentum: float = 0.5) -> list[Step]:
    """A whole update of three samples."""
    return list(walk(loaded_program(network, samples_for(network, 3), Wanted(Momentum(0.1, momentum)))))


def steps_of(steps: list[Step], quantity: str) -> list[Step]:
    """The steps that computed a quantity."""
    return [step for step in steps if step.quantity == quantity]


@given(networks())
def test_a_trace_has_a_step_for_every_instruction(network: Network) -> None:
    program = loaded_program(network, samples_for(network, 2), Wanted(SGD()))
    steps = list(walk(program))
    assert [step.index for step in steps] == list(range(len(program.instructions)))
    assert [step.formula for step in steps] == [instruction.text for instruction in program.instructions]
    assert {step.node for step in steps} <= {node.name for node in network.nodes}


@given(networks())
def test_walking_leaves_the_program_as_running_does(network: Network) -> None:
    walked, run = (loaded_program(network, samples_for(network, 2), Wanted(SGD())) for _ in range(2))
    list(walk(walked))
    run_through(run)
    assert walked.arrays.values.tobytes() == run.arrays.values.tobytes()


@given(networks())
def test_contributions_add_up(network: Network) -> None:
    steps = traced(network)
    sums = [step for step in steps if step.contributions]
    assert all(np.allclose(sum(step.contributions.values()), step.value, atol=1e-15) for step in sums)
    forks = sum(len(wires) > 1 for wires in network.outgoing.values())
    assert len(sums) == forks


@pytest.mark.parametrize(
    ("network", "parts"),
    [
        (skip_network(), ["G", "S"]),
        (diamond_network(), ["A", "B", "C"]),
        (twice_network(), ["S", "S (input 2)"]),
    ],
)
def test_a_contribution_is_known_by_the_consumer_it_came_through(network: Network, parts: list[str]) -> None:
    (total,) = (step for step in traced(network) if step.contributions)
    assert list(total.contributions) == parts


def test_an_operand_is_the_value_of_the_step_that_made_it() -> None:
    latest: dict[str, np.ndarray] = {}
    for step in traced(skip_network()):
        for shown in step.operands.values():
            if step.phase is not Phase.UPDATE and shown.symbol in latest and "←" not in shown.symbol:
                assert np.array_equal(shown.value, latest[shown.symbol]), step.formula
        latest[step.symbol] = step.value


def test_an_update_shows_the_old_value_among_its_operands_and_the_new_one_as_its_value() -> None:
    steps = traced(chain(Dense(3), MeanSquaredError()))
    (update,) = steps_of(steps, "weights")
    velocity, rate = update.operands["velocity"].value, update.operands["learning_rate"].value
    assert np.array_equal(update.value, update.operands["W"].value - rate * velocity)
    assert not np.array_equal(update.value, update.operands["W"].value)
    (before,) = steps_of(steps, "velocity_weights")
    assert not before.operands["velocity"].value.any()
    assert np.array_equal(before.value, before.operands["g"].value)


def test_a_slope_is_shown_as_it_was_used() -> None:
    (step,) = steps_of(traced(chain(Dense(3, "tanh"), MeanSquaredError())), "grad_pre_activation")
    assert np.array_equal(step.operands["slope"].value, 1 - step.operands["a"].value ** 2)
    assert np.array_equal(step.value, step.operands["da"].value * step.operands["slope"].value)


def test_records_are_copies_that_cannot_be_changed() -> None:
    program = loaded_program(skip_network(), samples_for(skip_network(), 2))
    first = record(program, program.instructions[0])
    before = first.value.copy()
    program.features[...] = 99
    assert np.array_equal(first.value, before)
    steps = [first, *(record(program, instruction) for instruction in program.instructions[1:])]
    for step in steps:
        shown = [step.value, *(operand.value for operand in step.operands.values()), *step.contributions.values()]
        assert not any(array.flags.writeable for array in shown)


def test_a_result_is_not_its_own_operand_outside_an_update() -> None:
    for step in traced(skip_network()):
        if step.phase is not Phase.UPDATE:
            assert step.symbol not in {shown.symbol for name, shown in step.operands.items() if "part" not in name}


def test_a_step_knows_the_long_name_of_what_it_computed() -> None:
    (step,) = steps_of(traced(chain(Dense(1), MeanSquaredError())), "grad_bias")
    assert quantity_name(step) == "gradient of the bias"
    assert step.note
