"""Forward mode and reverse mode tell the same derivatives, for any two elements."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.element_graph import Element, ElementGraph
from playground.engine.forward_mode import adjoints, tangents
from playground.engine.instruction import Ref
from playground.engine.network import Network
from playground.engine.paths import Paths
from tests.engine.random_networks import networks
from tests.engine.sample_networks import catalogue_networks, skip_network
from tests.engine.test_element_graph import graph_of


def one_of(graph: ElementGraph, stream: np.random.Generator) -> Element:
    """Any element, the loss among them."""
    ref = graph.refs[stream.integers(len(graph.refs))]
    return graph.at(ref, int(stream.integers(graph.array(ref).size)))


def check_both(graph: ElementGraph, stream: np.random.Generator) -> None:
    start, end = one_of(graph, stream), one_of(graph, stream)
    forward, reverse = tangents(graph, start).of(end), adjoints(graph, end).of(start)
    paths = Paths(graph, start, end)
    assert abs(forward - reverse) <= 1e-13 * paths.size
    assert abs(forward - paths.total) <= 1e-13 * paths.size


@given(networks(), st.integers(1, 2), st.integers(0, 99))
def test_both_modes_agree_between_any_two_elements(network: Network, batch: int, seed: int) -> None:
    check_both(graph_of(network, batch, seed), np.random.default_rng(seed))


@pytest.mark.parametrize("name", catalogue_networks())
def test_both_modes_agree_through_every_operation(name: str) -> None:
    graph, stream = graph_of(catalogue_networks()[name], 2), np.random.default_rng(len(name))
    for _ in range(4):
        check_both(graph, stream)


def test_tangents_reach_the_loss() -> None:
    graph = graph_of(skip_network(), 3)
    for ref in graph.refs:
        start = graph.at(ref, graph.array(ref).size - 1)
        found = tangents(graph, start)
        assert found.of(start) == 1
        assert found.of(graph.loss) == pytest.approx(graph.gradient(start), rel=1e-12, abs=1e-15)


def test_the_adjoints_of_the_loss_are_the_gradients() -> None:
    graph = graph_of(skip_network(), 2)
    found = adjoints(graph, graph.loss)
    for ref in graph.refs:
        assert np.array_equal(found.arrays[ref], graph.gradients(ref))


def test_what_does_not_depend_has_the_derivative_zero() -> None:
    graph = graph_of(skip_network())
    below, above = Element(Ref("h", "activation"), (0, 0)), Element(Ref("o", "activation"), (0, 1))
    beside = Element(Ref("h", "activation"), (0, 1))
    assert tangents(graph, above).of(below) == adjoints(graph, below).of(above) == 0
    assert tangents(graph, below).of(beside) == adjoints(graph, beside).of(below) == 0
    assert tangents(graph, below).of(above) != 0
