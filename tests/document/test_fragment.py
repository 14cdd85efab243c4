"""Copy and paste: the copy is the same network under new ids and free names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.document.diagram import Diagram
from playground.document.edits import EditError, copy, paste
from playground.engine.network import Edge
from tests.document.sample_diagrams import DIAGRAMS, residual, some_nodes


@given(DIAGRAMS, st.lists(st.integers(0, 50)))
def test_the_copy_is_isomorphic_and_the_rest_is_untouched(diagram: Diagram, numbers: list[int]) -> None:
    fragment = copy(diagram, some_nodes(diagram, numbers))
    pasted = paste(diagram, fragment, (24.0, -24.0))
    count, wires = len(diagram.network.nodes), len(diagram.network.edges)
    new = pasted.network.nodes[count:]
    assert pasted.network.nodes[:count] == diagram.network.nodes
    assert pasted.network.edges[:wires] == diagram.network.edges
    assert [node.operation for node in new] == [node.operation for node in fragment.nodes]
    ids = {old.id: node.id for old, node in zip(fragment.nodes, new, strict=True)}
    expected = [Edge(ids[edge.source], ids[edge.target], edge.port) for edge in fragment.edges]
    assert list(pasted.network.edges[wires:]) == expected
    assert len({node.id for node in pasted.network.nodes}) == len({node.name for node in pasted.network.nodes})
    for place in fragment.placements:
        assert pasted.positions[ids[place.node]] == (place.x + 24.0, place.y - 24.0)


def test_wires_that_lead_out_of_the_copy_are_left_behind() -> None:
    fragment = copy(residual(), frozenset({"n2", "n3"}))
    assert fragment.edges == (Edge("n2", "n3"),)
    assert [node.name for node in paste(residual(), fragment).network.nodes[-2:]] == ["Dense 4", "Dense 5"]


def test_a_fragment_can_be_pasted_into_another_document_under_its_own_names() -> None:
    pasted = paste(Diagram(), copy(residual(), frozenset({"n2", "n3"})))
    assert [node.name for node in pasted.network.nodes] == ["Dense 1", "Dense 2"]


def test_an_impossible_copy_or_paste_says_why() -> None:
    with pytest.raises(EditError, match="there is no block with the id 'n9'"):
        copy(residual(), frozenset({"n1", "n9"}))
    with pytest.raises(EditError, match="a block cannot stand at inf"):
        paste(residual(), copy(residual(), frozenset({"n1"})), (float("inf"), 0.0))
