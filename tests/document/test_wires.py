"""Wires: what may be connected is connected, and every refusal says why."""

import pytest
from hypothesis import given

from playground.document.diagram import Diagram
from playground.document.edits import EditError, add_block, connect, disconnect, open_ports, open_sources, set_operation
from playground.document.wires import connection_refusal, downstream, upstream
from playground.engine.network import Edge
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add
from playground.engine.operations.losses import MeanSquaredError
from tests.document.sample_diagrams import DIAGRAMS, plain, residual


@pytest.mark.parametrize(
    ("wire", "sentence"),
    [
        (("n3", "n7", 0), "there is no block with the id 'n7'"),
        (("n7", "n3", 0), "there is no block with the id 'n7'"),
        (("n6", "n2", 0), "Loss is a loss: it has no output to wire"),
        (("n3", "n1", 0), "Input takes its values from the data: no wire can lead into it"),
        (("n1", "n3", 0), "Dense 1 is already wired to Dense 2: take that wire away first"),
        (("n1", "n4", 1), "Dense 1 is already wired to Add 1 at input 2: take that wire away first"),
        (("n1", "n2", 1), "Dense 1 has no input 2"),
        (("n1", "n4", -1), "Add 1 has no input 0"),
    ],
)
def test_an_impossible_wire_says_why(wire: tuple[str, str, int], sentence: str) -> None:
    with pytest.raises(EditError) as refusal:
        connect(residual(), *wire)
    assert str(refusal.value) == sentence


def test_a_cycle_is_refused_however_long() -> None:
    wide = set_operation(residual(), "n4", Add(3))
    with pytest.raises(EditError) as refusal:
        connect(wide, "n5", "n4", 2)
    assert str(refusal.value) == "Dense 3 already gets values from Add 1: this wire would close a cycle"
    loose = disconnect(plain(), Edge("n1", "n2"))
    with pytest.raises(EditError, match="Dense 1 cannot feed itself"):
        connect(loose, "n2", "n2")
    with pytest.raises(EditError, match="Dense 2 already gets values from Dense 1"):
        connect(loose, "n3", "n2")


def test_shapes_that_cannot_fit_are_refused_in_the_operations_own_words() -> None:
    diagram = set_operation(residual(), "n4", Add(3))
    with pytest.raises(EditError) as refusal:
        connect(diagram, "n1", "n4", 2)
    assert str(refusal.value) == "Add 1 adds values of shape 3 and 3 and 2; all must have the same shape"


def test_a_wire_may_leave_the_network_unfinished() -> None:
    diagram = add_block(add_block(Diagram(), Dense(2)), MeanSquaredError())
    assert connect(diagram, "n1", "n2").network.edges == (Edge("n1", "n2"),)


@given(DIAGRAMS)
def test_disconnecting_and_connecting_again_gives_the_same_wires(diagram: Diagram) -> None:
    for edge in diagram.network.edges[:2]:
        without = disconnect(diagram, edge)
        if not connection_refusal(without.network, edge):  # a later edit may have changed the shapes
            again = connect(without, edge.source, edge.target, edge.port)
            assert set(again.network.edges) == set(diagram.network.edges)


def test_a_wire_that_is_not_there_cannot_be_taken_away() -> None:
    with pytest.raises(EditError, match="there is no wire from 'n1' to input 1 of 'n4'"):
        disconnect(plain(), Edge("n1", "n4"))


@given(DIAGRAMS)
def test_open_ports_are_exactly_those_that_connect_accepts(diagram: Diagram) -> None:
    network = diagram.network
    for source in network.nodes:
        ports = {(node.id, port) for node in network.nodes for port in range(len(node.operation.ports))}
        accepted = {end for end in ports if not connection_refusal(network, Edge(source.id, *end))}
        assert open_ports(network, source.id) == accepted


@given(DIAGRAMS)
def test_open_sources_are_exactly_those_that_connect_accepts(diagram: Diagram) -> None:
    network = diagram.network
    for target in network.nodes:
        for port in range(len(target.operation.ports)):
            edges = (Edge(node.id, target.id, port) for node in network.nodes)
            accepted = {edge.source for edge in edges if not connection_refusal(network, edge)}
            assert open_sources(network, target.id, port) == accepted


def test_downstream_are_all_blocks_that_the_values_reach() -> None:
    assert downstream(residual().network, "n4") >= {"n4"}
    for node in residual().network.nodes:
        reached = downstream(residual().network, node.id)
        assert reached == {
            other.id for other in residual().network.nodes if node.id in upstream(residual().network, other.id)
        }


def test_upstream_are_all_blocks_whose_values_arrive() -> None:
    assert upstream(residual().network, "n4") == {"n1", "n2", "n3", "n4"}
    assert upstream(residual().network, "n1") == {"n1"}
