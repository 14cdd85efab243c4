"""Edits are functions: they change nothing but what they say, and a refusal changes nothing at all."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.sources import Bundled, load
from playground.data.split import Preparation
from playground.document.diagram import Diagram
from playground.document.edits import (
    EditError,
    add_block,
    delete,
    move,
    rename,
    set_data,
    set_operation,
    set_training,
)
from playground.engine.network import Edge, wire_problem
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.engine.settings import TrainingSettings
from tests.document.sample_diagrams import DIAGRAMS, OPERATIONS, POSITIONS, STEPS, Step, attempt, plain, residual


@given(DIAGRAMS, STEPS)
def test_an_edit_never_changes_its_argument(diagram: Diagram, step: Step) -> None:
    before = repr(diagram)
    attempt(diagram, step)
    assert repr(diagram) == before


@given(DIAGRAMS)
def test_edits_keep_the_wires_possible_and_the_positions_in_step(diagram: Diagram) -> None:
    network = diagram.network
    assert [wire_problem(network, edge) for edge in network.edges] == [None] * len(network.edges)
    assert len(network.order) == len(network.nodes)
    assert [place.node for place in diagram.placements] == [node.id for node in network.nodes]


@given(DIAGRAMS, OPERATIONS, POSITIONS)
def test_add_then_delete_gives_the_same_network_but_uses_up_an_id(
    diagram: Diagram, operation: Operation, position: tuple[float, float]
) -> None:
    added = add_block(diagram, operation, position)
    new = added.network.nodes[-1]
    deleted = delete(added, frozenset({new.id}))
    assert deleted.network == diagram.network
    assert deleted.placements == diagram.placements
    assert add_block(deleted, operation).network.nodes[-1].id not in {new.id, *diagram.network.by_id}


def test_ids_are_short_and_names_are_numbered() -> None:
    nodes = residual().network.nodes
    assert [node.id for node in nodes] == ["n1", "n2", "n3", "n4", "n5", "n6"]
    assert [node.name for node in nodes] == ["Input", "Dense 1", "Dense 2", "Add 1", "Dense 3", "Loss"]


def test_a_new_block_stands_where_it_was_put_and_is_the_last_one() -> None:
    diagram = add_block(plain(), Dense(5), (30.0, 40.0))
    assert diagram.network.nodes[-1].operation == Dense(5)
    assert diagram.positions[diagram.network.nodes[-1].id] == (30.0, 40.0)


def test_deleting_a_block_drops_its_wires() -> None:
    diagram = delete(residual(), frozenset({"n3"}))
    assert diagram.network.edges == (Edge("n1", "n2"), Edge("n2", "n4", 1), Edge("n4", "n5"), Edge("n5", "n6"))
    assert "n3" not in diagram.positions


def test_blocks_and_wires_are_deleted_together() -> None:
    diagram = delete(residual(), frozenset({"n6"}), frozenset({Edge("n2", "n4", 1)}))
    assert diagram.network.edges == (Edge("n1", "n2"), Edge("n2", "n3"), Edge("n3", "n4"), Edge("n4", "n5"))


def test_a_join_with_fewer_inputs_drops_its_surplus_wires() -> None:
    wide = set_operation(residual(), "n4", Add(3))
    assert wide.network.edges == residual().network.edges
    assert set_operation(wide, "n4", Dense(2)).network.incoming["n4"] == (Edge("n3", "n4"),)


def test_a_block_that_becomes_a_loss_or_an_input_keeps_no_impossible_wire() -> None:
    assert set_operation(plain(), "n2", MeanSquaredError()).network.outgoing["n2"] == ()
    assert set_operation(plain(), "n2", Input(3)).network.incoming["n2"] == ()


@given(DIAGRAMS, st.integers(0, 30))
def test_renaming_keeps_everything_else(diagram: Diagram, number: int) -> None:
    if not diagram.network.nodes:
        return
    node = diagram.network.nodes[number % len(diagram.network.nodes)]
    renamed = rename(diagram, node.id, "  Ωmega  ")
    assert renamed.network.by_id[node.id] == replace(node, name="Ωmega")
    assert rename(renamed, node.id, node.name) == diagram


def test_moving_keeps_the_network() -> None:
    moved = move(plain(), {"n2": (-5.0, 7.5)})
    assert moved.network == plain().network
    assert moved.positions == {**plain().positions, "n2": (-5.0, 7.5)}


def test_other_data_give_a_single_input_their_features() -> None:
    source, preparation = Bundled("iris"), Preparation(0.3)
    diagram = set_data(plain(), source, preparation, load(source))
    assert diagram.network.by_id["n1"].operation == Input(4)
    assert (diagram.data, diagram.preparation) == (source, preparation)
    two = add_block(plain(), Input(1))
    assert set_data(two, source, preparation, load(source)).network == two.network


def test_training_settings_are_checked() -> None:
    settings = TrainingSettings(batch_size=32)
    assert set_training(plain(), settings) == replace(plain(), training=settings)
    with pytest.raises(EditError, match="batch size is 0"):
        set_training(plain(), TrainingSettings(batch_size=0))


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (lambda d: delete(d, frozenset({"n9"})), "there is no block with the id 'n9'"),
        (
            lambda d: delete(d, frozenset(), frozenset({Edge("n1", "n3")})),
            "there is no wire from 'n1' to input 1 of 'n3'",
        ),
        (lambda d: move(d, {"n9": (0.0, 0.0)}), "there is no block with the id 'n9'"),
        (lambda d: move(d, {"n1": (float("nan"), 0.0)}), "a block cannot stand at nan"),
        (lambda d: rename(d, "n2", "Dense 2"), "there is already a block named 'Dense 2'"),
        (lambda d: rename(d, "n2", " "), "a block cannot be named ''"),
        (lambda d: set_operation(d, "n2", Dense(0)), "Dense 1 has 0 units, expected 1 to 65,536"),
        (lambda d: set_operation(d, "n2", Dense(3, "tahn")), "unknown activation function 'tahn'"),
        (lambda d: add_block(d, Add(1)), "Add 1 has 1 inputs, expected 2 to 16"),
        (lambda d: add_block(d, Dense(1), (1e9, 0.0)), "a block cannot stand at 1000000000.0"),
        (lambda d: set_operation(set_operation(d, "n1", Input(60_000)), "n2", Dense(60_000)), "parameters"),
    ],
)
def test_an_impossible_edit_says_why(edit: Step, sentence: str) -> None:
    with pytest.raises(EditError) as refusal:
        edit(plain())
    assert sentence in str(refusal.value)
