"""The loss as a function of one number agrees with a fresh pass, and its derivative with backpropagation."""

import numpy as np
import pytest

from playground.engine.element_graph import ElementGraph
from playground.engine.instruction import Ref
from playground.engine.moved_array import MovedArray, readers
from playground.engine.numerical_derivatives import extrapolated_slope
from tests.engine.sample_networks import catalogue_networks, diamond_network, skip_network, twice_network
from tests.engine.test_element_graph import graph_of


def derivative(graph: ElementGraph, ref: Ref, index: tuple[int, ...]) -> float:
    """∂L/∂element by the forward pass alone."""
    moved = MovedArray(graph.point, ref)
    return extrapolated_slope(lambda value: moved.loss(index, value).real, moved.value(index))


@pytest.mark.parametrize("net", [skip_network(), diamond_network(), twice_network()])
def test_every_value_in_the_middle_can_be_moved(net: object) -> None:
    graph, stream = graph_of(net, 2, 3), np.random.default_rng(0)  # type: ignore[arg-type]
    for ref in graph.refs[1:]:
        element = graph.at(ref, int(stream.integers(graph.array(ref).size)))
        assert derivative(graph, ref, element.index) == pytest.approx(graph.gradient(element), rel=1e-7, abs=1e-9)


def test_an_analytic_network_gives_the_derivative_without_a_difference() -> None:
    graph = graph_of(skip_network(), 2)
    for ref in graph.refs[1:]:
        moved, index = MovedArray(graph.point, ref, np.complex128), graph.at(ref, 0).index
        slope = moved.loss(index, moved.value(index) + 1e-30j).imag / 1e-30
        assert slope == pytest.approx(graph.gradient(graph.at(ref, 0)), rel=1e-12, abs=1e-15)


def test_the_same_number_gives_the_same_loss_bit_for_bit() -> None:
    for network in catalogue_networks().values():
        graph = graph_of(network, 2)
        ref = graph.refs[len(graph.refs) // 2]
        moved, index = MovedArray(graph.point, ref), graph.at(ref, 0).index
        assert np.array_equal(moved.loss(index, moved.value(index)), graph.program.loss, equal_nan=True)


def test_only_what_depends_on_a_number_is_run_again() -> None:
    network = skip_network()
    assert readers(network, Ref("g", "activation")) == {"g", "s", "o", "l"}
    assert readers(network, Ref("o", "weights")) == {"o", "l"}
