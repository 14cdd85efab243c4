"""The point of a pass gives the numbers of that pass, bit for bit, wherever the cursor stands."""

import numpy as np

from playground.engine.element_graph import ElementGraph
from playground.engine.instruction import Ref
from playground.engine.network import Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.dropout import Dropout
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.source import Input
from playground.session.pass_point import point_of
from playground.session.stepper import Stepper
from tests.session.walked_nets import NETS, chain, stepper


def same_numbers(walked: Stepper) -> bool:
    """Whether all values and gradients of a walked pass are those of the graph at its point."""
    graph = ElementGraph(point_of(walked))
    backward = sum(step.phase != "update" for step in walked.instructions)
    walked.run_to(backward)
    values = walked.program.values
    return all(
        np.array_equal(values[ref].array, graph.array(ref))
        and np.array_equal(values[Ref(ref.node, f"grad_{ref.quantity}")].array, graph.gradients(ref))
        for ref in graph.refs[1:]
    )


def test_the_numbers_are_those_of_the_pass() -> None:
    for network in NETS.values():
        assert same_numbers(stepper(network, 2))


def test_so_they_are_after_updates_and_with_random_masks() -> None:
    network: Network = chain(Input(2), Dense(6), Dropout(0.5), Dense(1, "identity"), MeanSquaredError())
    walked = stepper(network, 3)
    for _ in range(3):
        walked.next_pass()
        assert same_numbers(walked)


def test_an_update_does_not_move_the_point() -> None:
    walked = stepper(NETS["skip"])
    before = point_of(walked)
    walked.run_to_end()
    assert np.array_equal(point_of(walked).values, before.values)
