"""A network has a largest size, computed exactly and without building anything."""

import pytest

from playground.document.edits import EditError
from playground.document.limits import check_size, length, parameter_count, size_refusal
from playground.engine.network import MAX_NODES, Edge, Network, Node
from playground.engine.operations.activations import Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.source import Input
from playground.engine.parameters import layout_of
from tests.document.sample_diagrams import residual


def chain(*widths: int) -> Network:
    """An input and dense layers of these widths."""
    nodes = tuple(Node(f"n{i}", f"D{i}", Dense(width) if i else Input(width)) for i, width in enumerate(widths))
    return Network(nodes, tuple(Edge(f"n{i - 1}", f"n{i}") for i in range(1, len(widths))))


def test_parameters_are_counted_as_the_engine_lays_them_out() -> None:
    network = residual().network
    assert parameter_count(network) == layout_of(network).size


def test_a_network_without_inputs_counts_as_far_as_it_is_known() -> None:
    assert parameter_count(Network((Node("n1", "D", Dense(3)),))) == 0


@pytest.mark.parametrize(
    ("network", "sentence"),
    [
        (chain(1_000, 1_000), "the network would have 1,001,000 parameters, expected at most 1,000,000"),
        (chain(65_536, 65_536), "the network would have 4,295,032,832 parameters"),
        (Network(tuple(Node(f"n{i}", f"I{i}", Input(60_000)) for i in range(17))), "would hold 1,020,000 values"),
        (Network(tuple(Node(f"n{i}", f"A{i}", Activation()) for i in range(MAX_NODES + 1))), "would have 5,001 blocks"),
        (Network((), tuple(Edge("a", "b", i) for i in range(20_001))), "would have 20,001 wires"),
    ],
)
def test_too_much_is_refused_with_its_number(network: Network, sentence: str) -> None:
    assert sentence in size_refusal(network)
    with pytest.raises(EditError):
        check_size(network)


def test_what_fits_is_accepted() -> None:
    assert size_refusal(chain(999, 1_000)) == ""


def test_the_length_of_a_shape_is_exact_however_large() -> None:
    assert length(()) == 1
    assert length((2**40, 2**40)) == 2**80
