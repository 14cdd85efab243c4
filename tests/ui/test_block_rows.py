"""Rows of blocks read anew only where a step has touched them are those that are read anew everywhere."""

import random
from dataclasses import replace

import numpy as np
import pytest

from playground.document import example_networks, graph_examples
from playground.engine.instruction import Phase
from playground.engine.network import Learning, Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.source import Input
from playground.session.step_rows import VALUES_ALONE, Below
from playground.session.stepper import Granularity, Stepper
from playground.ui.block_rows import BlockRows, value_rows
from tests.session.walked_nets import chain, stepper


def borrowing() -> Network:
    """The second hidden layer uses the parameters of the first."""
    plain = chain(Input(2), Dense(2, "tanh"), Dense(2, "tanh"), Dense(1, "identity"), MeanSquaredError())
    owner, borrower = (node.id for node in plain.nodes if node.name.startswith("Hidden"))
    shared = (replace(node, learning=Learning(shares=owner)) if node.id == borrower else node for node in plain.nodes)
    return replace(plain, nodes=tuple(shared))


NETWORKS = {
    "one neuron": lambda: graph_examples.one_neuron().diagram.network,
    "attention": lambda: example_networks.attention().network,
    "recurrent": lambda: example_networks.recurrent().network,
    "borrowed parameters": borrowing,
}


def move(walked: Stepper, draws: random.Random) -> None:
    """A step on or back, a jump, or the next pass."""
    choice = draws.randrange(6)
    if choice < 2:
        walked.advance(draws.choice(list(Granularity)))
    elif choice < 4:
        walked.retreat(draws.choice(list(Granularity)))
    elif choice == 4:
        walked.run_to(draws.randrange(len(walked.instructions) + 1))
    else:
        walked.next_pass()


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
def test_after_any_walk_all_rows_are_as_if_read_anew(network: object) -> None:
    assert callable(network)
    shown: Network = network()
    walked, rows, draws = stepper(shown), BlockRows(), random.Random(7)
    for _ in range(150):
        move(walked, draws)
        below = draws.choice([VALUES_ALONE, VALUES_ALONE, VALUES_ALONE, Below(True, True)])
        given, anew = rows.of(walked, below), value_rows(walked, below)
        assert given.keys() == anew.keys()
        for node in given:
            pairs = list(zip(given[node], anew[node], strict=True))
            assert all(one.shows_same(other) for one, other in pairs), node
            assert all(np.shares_memory(one.values, other.values) for one, other in pairs if one.values is not None)


def test_an_untouched_block_keeps_its_very_rows() -> None:
    walked, rows = stepper(graph_examples.one_neuron().diagram.network), BlockRows()
    walked.step()
    before = rows.of(walked, VALUES_ALONE)
    walked.step()
    after = rows.of(walked, VALUES_ALONE)
    assert any(before[node] is after[node] for node in before)
    assert walked.current is not None
    assert before[walked.current.node] is not after[walked.current.node]


def test_an_update_is_read_on_the_blocks_of_its_parameter_alone() -> None:
    walked, rows, below = stepper(borrowing()), BlockRows(), Below(True, True)
    owner, borrower = (node.id for node in walked.network.nodes if node.name.startswith("Hidden"))
    walked.run_to(next(one.index for one in walked.instructions if one.phase is Phase.UPDATE and one.node == owner))
    rows.of(walked, below)
    walked.step()
    before = rows.of(walked, below)
    walked.step()
    after = rows.of(walked, below)
    assert {node for node in after if after[node] is not before[node]} == {owner}
    assert all(row.quantity not in ("weights", "bias") for row in after[borrower])
