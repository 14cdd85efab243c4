"""The words on a block, for every operation of the catalogue, finished or not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from playground.document import edits
from playground.document.diagram import Diagram
from playground.document.difference import difference
from playground.engine.network import Edge, Learning, Network, Node
from playground.engine.operations.activations import Activation
from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add
from playground.engine.operations.losses import MeanSquaredError, SoftmaxCrossEntropy
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.ui.canvas.faces import (
    BlockFace,
    Mark,
    affected,
    borrowers_of,
    face_of,
    misfits,
    missing_wires,
    shapes_of,
    surroundings,
)
from tests.engine.sample_networks import catalogue_networks
from tests.ui.canvas.desk import chain, network, skip


def face(diagram: Diagram, name: str) -> BlockFace:
    """The face of a block by name."""
    node = diagram.network.named(name)
    network = diagram.network
    return face_of(node, surroundings(diagram, node, shapes_of(network), borrowers_of(network)))


def test_a_dense_block_tells_its_parameters_and_what_it_gives() -> None:
    diagram = network(Input(64), Dense(32, "relu"), wires="0-1")
    assert face(diagram, "Dense 1") == BlockFace(
        "Dense 1", "32 · ReLU", ("W 32 × 64, b 32", "2\u202f080 parameters"), 1, True
    )


def test_an_unwired_block_says_so() -> None:
    assert face(network(Dense(3)), "Dense 1").lines == ("W 3 × ?, b 3", "not wired yet")
    assert face(network(MeanSquaredError()), "Loss").lines[0] == "not wired yet"


def test_outputs_without_activation_are_logits_where_the_loss_takes_logits() -> None:
    logits = network(Input(2), Dense(3, "identity"), SoftmaxCrossEntropy(), wires="0-1 1-2")
    linear = network(Input(2), Dense(3, "identity"), MeanSquaredError(), wires="0-1 1-2")
    assert face(logits, "Dense 1").pill == "3 · logits"
    assert face(linear, "Dense 1").pill == "3 · linear"


def test_the_input_tells_where_its_values_come_from() -> None:
    assert face(chain(), "Input").lines == ("2 values, standardized", "Two moons · 200 samples")


@pytest.mark.parametrize("operation", OPERATIONS.values())
def test_every_operation_has_a_face_alone_and_wired(operation: type[Operation]) -> None:
    alone = network(operation())
    made = face(alone, alone.network.nodes[0].name)
    assert made.ports == len(operation().ports)
    wired = next(
        (Diagram(each), node.name)
        for each in catalogue_networks().values()
        for node in each.nodes
        if isinstance(node.operation, operation)
    )
    lines = face(*wired).lines
    assert lines
    assert "not wired yet" not in lines


def test_misfits_are_the_wires_that_lead_to_a_shape_error() -> None:
    diagram = network(Input(2), Dense(3), Dense(4), wires="0-1 0-2")
    wrong = edits.add_block(diagram, Add(), (0, 0))
    ids = [node.id for node in wrong.network.nodes]
    edges = (*wrong.network.edges, Edge(ids[1], ids[3], 0), Edge(ids[2], ids[3], 1))
    assert misfits(Network(wrong.network.nodes, edges)) == set(edges[-2:])
    assert misfits(skip().network) == frozenset()


def test_a_network_with_a_cycle_has_no_shapes_but_faces() -> None:
    nodes = (Node("a", "A", Dense(2)), Node("b", "B", Dense(2)))
    diagram = Diagram(network=Network(nodes, (Edge("a", "b"), Edge("b", "a"))))
    assert shapes_of(diagram.network) == {}
    assert face(diagram, "A").name == "A"


def test_missing_wires_are_ports_without_a_wire() -> None:
    diagram = network(Input(2), Add(3), wires="0-1/1")
    assert missing_wires(diagram.network, diagram.network.named("Add 1")) == {0, 2, None}
    assert missing_wires(diagram.network, diagram.network.named("Input")) == frozenset()


def test_only_blocks_whose_words_may_differ_are_affected_by_an_edit() -> None:
    before = chain()
    after = edits.set_operation(before, before.network.named("Dense 1").id, Dense(3, "relu"))
    found = affected(after.network, difference(before, after), frozenset())
    names = {after.network.by_id[id].name for id in found}
    assert names == {"Dense 1", "Input"}
    assert face(after, "Dense 2") == face(before, "Dense 2")


def shared() -> Diagram:
    """Two layers of two units; the second uses the parameters of the first."""
    diagram = network(Input(2), Dense(2), Dense(2), MeanSquaredError(), wires="0-1 1-2 2-3")
    first, second = (diagram.network.named(name).id for name in ("Dense 1", "Dense 2"))
    return edits.set_learning(diagram, second, Learning(shares=first))


def test_blocks_that_share_parameters_say_with_whom() -> None:
    diagram = shared()
    owner, user = face(diagram, "Dense 1"), face(diagram, "Dense 2")
    assert owner.lines == ("W 2 × 2, b 2", "6 parameters · shared by 2")
    assert user.lines == ("W 2 × 2, b 2", "shares Dense 1")
    assert owner.marks == user.marks == (Mark.SHARED,)
    assert user.spoken.endswith("W 2 × 2, b 2, shares Dense 1")


def test_blocks_of_which_something_is_frozen_say_what() -> None:
    diagram = shared()
    owner = diagram.network.named("Dense 1").id
    frozen = edits.set_learning(diagram, owner, Learning(frozen=("bias",)))
    assert face(frozen, "Dense 1").lines[-1] == "6 parameters · shared by 2 · b frozen"
    assert face(frozen, "Dense 1").marks == (Mark.SHARED, Mark.FROZEN)
    assert (
        face(edits.set_learning(chain(), "n2", Learning(frozen=("weights", "bias"))), "Dense 1")
        .lines[-1]
        .endswith("parameters · W, b frozen")
    )


@pytest.mark.parametrize(
    "edit",
    [
        partial(edits.rename, node="n2", name="Twice"),
        partial(edits.set_learning, node="n3", learning=Learning()),
        partial(edits.delete, nodes=frozenset({"n3"})),
    ],
)
def test_an_edit_affects_all_who_share_what_it_touches(edit: Callable[[Diagram], Diagram]) -> None:
    before = shared()
    after = edit(before)
    found = affected(after.network, difference(before, after), frozenset())
    names = {node.id: node.name for node in before.network.nodes}
    differing = {node.id for node in after.network.nodes if face(after, node.name) != face(before, names[node.id])}
    assert {"n2", "n3"} & after.network.by_id.keys() <= differing <= found


def test_the_spoken_face_is_one_sentence() -> None:
    diagram = network(Activation("tanh"))
    assert face(diagram, "Activation 1").spoken == "Activation 1, tanh, a = tanh(x), of each value"
