"""Every array of a program has one name of its own, and what lies in another is written as a view of it."""

import numpy as np
import pytest

from playground.engine.array_names import ArrayNames
from playground.engine.instruction import Ref
from playground.engine.network import Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.optimizers import Adam
from tests.engine.sample_networks import (
    Wanted,
    catalogue_networks,
    chain,
    loaded_program,
    samples_for,
    skip_network,
    two_inputs_network,
)

NETWORKS = catalogue_networks()


def names_of(network: Network, batch: int = 3) -> ArrayNames:
    return ArrayNames(loaded_program(network, samples_for(network, batch), Wanted(Adam())))


def test_names_are_those_of_the_blackboard() -> None:
    names = names_of(skip_network())
    assert names.of_ref[Ref("h", "pre_activation")] == "z1"
    assert names.of_ref[Ref("h", "grad_weights")] == "dW1"
    assert names.of_ref[Ref("h", "first_weights")] == "first_W1"
    assert names.of_ref[Ref("h", "contribution", "s:0")] == "da1_from_S"
    assert names.of_ref[Ref("l", "target")] == "y"
    assert names.of_ref[Ref("l", "loss")] == "L"


@pytest.mark.parametrize("name", ["add the same twice", "dense shared", "conv2d twice", "maximum of the same twice"])
def test_no_two_arrays_share_a_name(name: str) -> None:
    names = names_of(NETWORKS[name])
    used = [each.name for block in names.blocks for each in (block.owner, *block.views) if each.name]
    assert len(used) == len(set(used))
    assert all(each.isidentifier() for each in used)


def test_parameters_are_arrays_of_their_own() -> None:
    names = names_of(chain(Dense(2, "tanh"), Dense(1, "identity"), MeanSquaredError()))
    owners = {block.owner.name for block in names.blocks}
    assert {"W1", "b1", "dW1", "db1", "first_W1", "second_b2"} <= owners


def test_parts_of_one_buffer_are_views_of_it() -> None:
    names = names_of(two_inputs_network())
    (block,) = (block for block in names.blocks if np.shares_memory(block.owner.array, names.program.features))
    assert [view.ref.node for view in block.views] == ["x", "u"]
    assert block.owner.name == "features"


def test_where_two_names_fit_the_instructions_own_is_taken() -> None:
    names = names_of(chain(Dense(1, "identity"), MeanSquaredError()))
    gradient = next(i for i in names.program.instructions if i.quantity.key == "grad_weights")
    (call,) = names.calls[gradient.index]
    assert names.text(call.arrays[0], names.near(gradient)).startswith("dz1")
