"""The arrays of an update: views and the whole are the same memory, frozen parameters are in neither."""

from dataclasses import replace

import numpy as np
import pytest

from playground.engine import update_cells
from playground.engine.construction import Construction
from playground.engine.descent import Descent
from playground.engine.network import Learning, Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.optimizers import Adam
from playground.engine.parameters import ParameterArrays, layout_of
from playground.engine.penalties import Penalties
from playground.engine.schedules import CosineSchedule
from playground.engine.update_cells import UpdateCells
from tests.engine.sample_networks import chain, values_for

ADAM = Descent(Adam(), penalties=Penalties(l2=0.5))


def cells(
    descent: Descent = ADAM, learning: Learning | None = None, dtype: type[np.number] = np.float64
) -> UpdateCells:
    """Of a network 2-3-1 whose first layer may learn in its own way."""
    plain = chain(Dense(3), Dense(1), MeanSquaredError())
    nodes = (replace(node, learning=learning or Learning()) if node.id == "n1" else node for node in plain.nodes)
    network = Network(tuple(nodes), plain.edges)
    layout = layout_of(network)
    arrays = ParameterArrays.of(layout, values_for(network), descent.state(layout.size, {}), dtype)
    return UpdateCells(Construction(network, arrays, 1), descent)


def test_views_are_parts_of_the_whole() -> None:
    made = cells()
    for slot in made.slots:
        for name in ("W", "g", "first", "second", "first_hat", "second_hat"):
            assert np.shares_memory(made.of(slot)[name], made.whole[name])
            assert made.of(slot)[name].shape == slot.shape
        assert np.shares_memory(made.of(slot).scratch, made.whole.scratch)


def test_blocks_are_the_whole_in_parts_with_one_scratch(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cells().blocks[0]["W"].size == 13
    monkeypatch.setattr(update_cells, "BLOCK", 5)
    made = cells()
    assert [block["W"].size for block in made.blocks] == [5, 5, 3]
    assert np.concatenate([block["first"] for block in made.blocks]).tolist() == made.whole["first"].tolist()
    assert [block.where["l2"].sum() for block in made.blocks] == [5, 2, 2]
    assert all(block["step"] is made.whole["step"] for block in made.blocks)
    assert len({block.scratch.ctypes.data for block in made.blocks}) == 1


def test_numbers_are_shared_by_all() -> None:
    made = cells()
    assert {id(made.of(slot)["step"]) for slot in made.slots} == {id(made.program.arrays.moments["step"])}


def test_what_is_frozen_is_not_in_the_whole() -> None:
    made = cells(learning=Learning(frozen=("weights",)))
    assert [(slot.node, slot.quantity) for slot in made.slots] == [("n1", "bias"), ("n2", "weights"), ("n2", "bias")]
    assert made.whole["W"].shape == (7,)


def test_a_penalty_of_all_weights_is_one_number_and_a_place() -> None:
    whole = cells().whole
    assert whole["l2"].shape == ()
    assert whole.where["l2"].tolist() == [True] * 6 + [False] * 3 + [True] * 3 + [False]


def test_penalties_that_differ_have_each_its_place() -> None:
    made = cells(learning=Learning(l2=0.25))
    assert made.whole["l2"].tolist() == [0.25] * 6 + [0] * 3 + [0.5] * 3 + [0]
    assert [float(made.penalties(slot).get("l2", 0)) for slot in made.slots] == [0.25, 0, 0.5, 0]


def test_a_rate_that_changes_is_a_number_and_else_a_setting() -> None:
    constant, changing = cells(), cells(replace(ADAM, schedule=CosineSchedule()))
    assert "learning_rate" in constant.settings
    assert "learning_rate" not in constant.numbers
    assert "learning_rate" in changing.numbers
    assert "learning_rate" not in changing.settings


def test_everything_has_the_precision_of_the_run() -> None:
    made = cells(dtype=np.float32)
    dtypes = {array.dtype for array in (*made.whole.arrays.values(), *made.of(made.slots[0]).arrays.values())}
    assert dtypes == {np.dtype(np.float32)}
