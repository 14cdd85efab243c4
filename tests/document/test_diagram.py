"""A diagram is a value: equal parts make equal diagrams, and positions follow the order of the blocks."""

from dataclasses import FrozenInstanceError

import pytest

from playground.document.diagram import Diagram, Placement
from playground.engine.network import Network
from tests.document.sample_diagrams import plain


def test_equal_diagrams_are_equal_documents() -> None:
    assert plain() == plain()
    assert hash(plain()) == hash(plain())
    assert plain() != Diagram()


def test_a_diagram_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        plain().network = Network()  # type: ignore[misc]  # on purpose: it is frozen


def test_positions_are_found_by_id() -> None:
    assert Diagram(placements=(Placement("n1", 1.0, 2.0),)).positions == {"n1": (1.0, 2.0)}


def test_another_network_keeps_the_positions_of_its_blocks_in_its_order() -> None:
    nodes = plain().network.nodes
    changed = plain().with_network(Network((nodes[2], nodes[0])), {"n1": (5.0, 6.0)})
    assert changed.placements == (Placement("n3", 400.0, 0.0), Placement("n1", 5.0, 6.0))
