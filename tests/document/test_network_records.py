"""Blocks and wires to records and back: positions beside the blocks, every check at its place."""

import pytest
from hypothesis import given

from playground.document.diagram import Diagram
from playground.document.document_records import EdgeRecord
from playground.document.errors import ContentError
from playground.document.network_records import edge_records, network_record, node_records, read_blocks, read_network
from playground.engine.network import Edge
from tests.document.sample_diagrams import DIAGRAMS, plain


@given(DIAGRAMS)
def test_network_and_layout_come_back_equal(diagram: Diagram) -> None:
    assert read_network(network_record(diagram)) == (diagram.network, diagram.placements)


def test_a_block_without_a_position_stands_at_the_origin() -> None:
    (record, *_) = node_records(plain().network.nodes, {})
    assert (record.x, record.y) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("edges", "sentence"),
    [
        ([EdgeRecord("n1", "n9", 0)], "$.edges[0]: a wire ends at 'n9'"),
        ([EdgeRecord("n1", "n2", 0)] * 2, "$.edges[0]: Dense 1 gets two wires"),
        ([EdgeRecord("n2", "n3", 0), EdgeRecord("n3", "n2", 0)], "$.edges: Dense 1 waits for its own output"),
    ],
)
def test_impossible_wires_are_named_by_their_place(edges: list[EdgeRecord], sentence: str) -> None:
    nodes = node_records(plain().network.nodes, plain().positions)
    with pytest.raises(ContentError) as error:
        read_blocks(nodes, edges, "$")
    assert str(error.value).startswith(sentence)
    assert error.value.place == sentence.split(":")[0]


def test_wires_keep_their_order() -> None:
    edges = (Edge("b", "c", 1), Edge("a", "c", 0))
    assert [(record.source, record.port) for record in edge_records(edges)] == [("b", 1), ("a", 0)]
