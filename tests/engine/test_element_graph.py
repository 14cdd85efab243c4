"""Every edge carries the derivative that the backward pass multiplies by: upstream × local adds up to downstream."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.element_graph import Edges, Element, ElementGraph
from playground.engine.errors import ElementError
from playground.engine.evaluation_point import EvaluationPoint
from playground.engine.instruction import Ref
from playground.engine.network import Network
from playground.engine.parameters import layout_of
from tests.engine.random_networks import networks
from tests.engine.sample_networks import catalogue_networks, samples_for, skip_network, twice_network, values_for


def graph_of(network: Network, batch: int = 1, seed: int = 0) -> ElementGraph:
    """The graph of drawn parameters and samples."""
    samples = samples_for(network, batch, seed)
    return ElementGraph(EvaluationPoint(network, layout_of(network), values_for(network, seed), samples))


def added_up(graph: ElementGraph, ref: Ref, edges: tuple[Edges, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Upstream × local over all edges of each element, and the sum of the sizes."""
    total = np.zeros(graph.array(ref).size)
    sizes = np.zeros_like(total)
    for found in edges:
        products = found.factors * graph.gradients(found.target).ravel()[found.columns]
        np.add.at(total, found.rows, products)
        np.add.at(sizes, found.rows, abs(products))
    return total.reshape(graph.array(ref).shape), sizes.reshape(graph.array(ref).shape)


def largest_above(graph: ElementGraph, ref: Ref) -> float:
    """The largest gradient that arrives: a line may subtract parts of this size, as normalization does."""
    return max((float(abs(graph.gradients(edges.target)).max()) for edges in graph.edges(ref)), default=0.0)


def check_sums(graph: ElementGraph) -> None:
    for ref in graph.refs[1:]:
        total, sizes = added_up(graph, ref, graph.edges(ref))
        off = abs(total - graph.gradients(ref))
        assert (off <= 1e-13 * sizes + 1e-14 * largest_above(graph, ref)).all(), (ref, off.max())


@pytest.mark.parametrize("name", catalogue_networks())
def test_the_edges_of_every_operation_add_up_to_its_gradients(name: str) -> None:
    check_sums(graph_of(catalogue_networks()[name], 2))


@given(networks(), st.integers(1, 3), st.integers(0, 99))
def test_the_edges_of_random_networks_add_up(network: Network, batch: int, seed: int) -> None:
    check_sums(graph_of(network, batch, seed))


def test_looking_at_edges_changes_no_number() -> None:
    for network in catalogue_networks().values():
        graph = graph_of(network, 2)
        before = {ref: operand.array.copy() for ref, operand in graph.program.values.items()}
        for ref in graph.refs:
            graph.edges(ref)
        for ref, array in before.items():
            assert np.array_equal(graph.program.values[ref].array, array, equal_nan=True), ref


def test_elements_know_their_number_and_their_gradient() -> None:
    graph = graph_of(skip_network(), 2)
    weight = graph.element(Ref("h", "weights"), (2, 1))
    assert graph.value(weight) == graph.program.value("weights", "h")[2, 1]
    assert graph.gradient(weight) == graph.program.value("grad_weights", "h")[2, 1]
    assert graph.at(weight.ref, graph.flat(weight)) == weight
    assert (graph.value(graph.loss), graph.gradient(graph.loss)) == (graph.program.loss, 1.0)


def test_a_weight_reaches_one_unit_in_every_sample() -> None:
    graph = graph_of(skip_network(), 2)
    links = graph.links(graph.element(Ref("h", "weights"), (2, 1)))
    inputs = graph.program.value("activation", "x")
    assert [(link.target, link.local) for link in links] == [
        (Element(Ref("h", "pre_activation"), (sample, 2)), inputs[sample, 1]) for sample in (0, 1)
    ]
    total = sum(link.downstream for link in links)
    assert total == pytest.approx(graph.program.value("grad_weights", "h")[2, 1], rel=1e-14)


def test_an_edge_for_each_wire_of_a_fork() -> None:
    graph = graph_of(skip_network())
    links = graph.links(graph.element(Ref("h", "activation"), (0, 0)))
    assert [link.target.ref for link in links] == [*[Ref("g", "pre_activation")] * 3, Ref("s", "activation")]
    graph = graph_of(twice_network())
    assert [link.local for link in graph.links(graph.element(Ref("h", "activation"), (0, 1)))] == [1.0, 1.0]


def test_arrays_stand_after_those_that_they_move() -> None:
    for network in catalogue_networks().values():
        graph = graph_of(network)
        place = {ref: at for at, ref in enumerate(graph.refs)}
        assert all(place[edges.target] < place[ref] for ref in graph.refs for edges in graph.edges(ref))


def test_what_lies_above_an_element_is_all_that_it_moves() -> None:
    graph = graph_of(skip_network())
    found = graph.above(graph.element(Ref("g", "pre_activation"), (0, 1)))
    assert [(edges.source.node, edges.target.node, len(edges)) for edges in found] == [
        ("g", "g", 1),
        ("g", "s", 1),
        ("s", "o", 2),
        ("o", "o", 2),
        ("o", "l", 2),
    ]


def test_what_is_no_element_is_refused() -> None:
    graph = graph_of(skip_network())
    with pytest.raises(ElementError, match="no gradient leads to target of the block 'l'"):
        graph.element(Ref("l", "target"), (0, 0))
    for index in ((3, 0), (0, -1), (0,), (0, 0, 0)):
        with pytest.raises(ElementError, match=r"expected one within the shape \(3, 2\)"):
            graph.element(Ref("h", "weights"), index)


def test_an_embedded_number_has_no_edges() -> None:
    network = next(net for name, net in catalogue_networks().items() if name.startswith("embedding"))
    graph = graph_of(network)
    assert graph.edges(Ref(network.inputs[0].id, "activation")) == ()
