"""The difference of two diagrams names every block and wire that a view must touch, and no other."""

from dataclasses import replace

from hypothesis import given

from playground.data.sources import Generated
from playground.data.split import Preparation
from playground.document.diagram import Diagram
from playground.document.difference import Difference, difference
from playground.document.edits import (
    arrange,
    connect,
    delete,
    disconnect,
    move,
    rename,
    set_learning,
    set_operation,
)
from playground.engine.network import Edge, Learning, Network, Node
from playground.engine.operations.dense import Dense
from playground.engine.operations.source import Input
from playground.engine.settings import TrainingSettings
from tests.document.sample_diagrams import DIAGRAMS, STEPS, Step, attempt, plain, residual


def test_each_edit_shows_as_what_it_is() -> None:
    before = plain()
    assert difference(before, rename(before, "n2", "A")) == Difference(changed=frozenset({"n2"}), network=True)
    assert difference(before, set_operation(before, "n2", Dense(9))).changed == {"n2"}
    assert difference(before, move(before, {"n3": (1.0, 2.0)})) == Difference(moved=frozenset({"n3"}))
    removed = difference(before, delete(before, frozenset({"n2"})))
    assert removed.removed == {"n2"}
    assert removed.removed_edges == {Edge("n1", "n2"), Edge("n2", "n3")}
    assert removed.moved == frozenset()


def test_data_preparation_and_training_show_apart() -> None:
    before = plain()
    assert difference(before, replace(before, data=Generated("xor"))) == Difference(data=True)
    assert difference(before, replace(before, preparation=Preparation(0.5))) == Difference(preparation=True)
    assert difference(before, replace(before, training=TrainingSettings(seed=9))) == Difference(training=True)


def test_who_shares_parameters_shows_at_their_owner_too() -> None:
    before = replace(plain(), network=Network(*shared_layers()))
    apart = difference(before, set_learning(before, "b", Learning()))
    assert (apart.changed, apart.lent) == ({"b"}, {"a"})
    assert difference(before, delete(before, frozenset({"b"}))).lent == {"a"}
    assert difference(before, rename(before, "a", "Owner")).lent == frozenset()


def shared_layers() -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """X → A → B, where B uses the parameters of A."""
    nodes = Node("x", "X", Input(2)), Node("a", "A", Dense(2)), Node("b", "B", Dense(2), Learning(shares="a"))
    return nodes, (Edge("x", "a"), Edge("a", "b"))


def test_a_changed_order_of_wires_shows_in_the_network_alone() -> None:
    before = residual()
    edge = before.network.edges[0]
    found = difference(before, connect(disconnect(before, edge), edge.source, edge.target))
    assert found == Difference(network=True)


@given(DIAGRAMS)
def test_equal_diagrams_have_no_difference(diagram: Diagram) -> None:
    assert difference(diagram, diagram).empty


@given(DIAGRAMS, STEPS)
def test_back_and_forth_are_mirror_images(before: Diagram, step: Step) -> None:
    after = attempt(before, step)
    there, back = difference(before, after), difference(after, before)
    assert (there.added, there.removed, there.changed) == (back.removed, back.added, back.changed)
    assert (there.added_edges, there.moved) == (back.removed_edges, back.moved)
    assert there.added | (before.network.by_id.keys() - there.removed) == after.network.by_id.keys()


def test_opening_another_document_is_a_difference_like_any_other() -> None:
    found = difference(Diagram(), arrange(residual()))
    assert found.added == residual().network.by_id.keys()
    assert found.added_edges == set(residual().network.edges)
