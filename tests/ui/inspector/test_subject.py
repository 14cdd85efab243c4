"""Facts about a selection, also of unfinished networks."""

from __future__ import annotations

import pytest

from playground.document import edits
from playground.document.diagram import Diagram
from playground.document.example_networks import recurrent
from playground.engine.learned import fresh
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add
from playground.ui.inspector.subject import Subject, arriving, count, memory, parameter_count, shape_words
from tests.ui.sample_diagrams import moons


@pytest.mark.parametrize("diagram", [moons(), recurrent()])
def test_parameters_are_counted_as_the_engine_lays_them_out(diagram: Diagram) -> None:
    network = diagram.network
    everything = frozenset(network.by_id)
    assert parameter_count(network, everything) == fresh(network, 0).layout.size


def test_shared_parameters_are_counted_at_their_owner() -> None:
    assert parameter_count(moons().network, frozenset({"n2"})) == 2 * 8 + 8
    assert parameter_count(recurrent().network, frozenset({"n7", "n8"})) == 8 + 8 * 8 + 8


def test_an_unwired_block_has_no_shape_and_no_parameters() -> None:
    network = edits.add_block(Diagram(), Dense(3)).network
    assert arriving(network, "n1") is None
    assert shape_words(network, "n1") == "?"
    assert parameter_count(network, frozenset({"n1"})) == 0


def test_a_join_lists_what_arrives_port_by_port() -> None:
    diagram = edits.add_block(moons(), Add())
    for port, source in enumerate(("n3", "n2")):
        diagram = edits.connect(diagram, source, "n6", port)
    assert arriving(diagram.network, "n6") == ((8,), (8,))


def test_a_subject_knows_its_blocks_in_order_of_making_and_ignores_strangers() -> None:
    subject = Subject(moons(), frozenset({"n4", "n2", "gone"}))
    assert [node.id for node in subject.nodes] == ["n2", "n4"]


@pytest.mark.parametrize(("number", "words"), [(1, "1 block"), (2, "2 blocks"), (3433, "3\u202f433 blocks")])
def test_things_are_counted(number: int, words: str) -> None:
    assert count(number, "block") == words


@pytest.mark.parametrize(("parameters", "words"), [(0, "0 B"), (105, "840 B"), (3433, "27.5 KB"), (10**6, "8 MB")])
def test_memory_is_that_of_float64(parameters: int, words: str) -> None:
    assert memory(parameters) == words
