"""All paths to the loss: found largest first, counted without being walked, adding up to the engine's gradient."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.engine.element_graph import Element, ElementGraph
from playground.engine.evaluation_point import EvaluationPoint
from playground.engine.instruction import Ref
from playground.engine.network import Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.paths import Path, Paths
from playground.engine.samples import Samples
from tests.engine.graphs import Graph, graph
from tests.engine.random_networks import networks
from tests.engine.sample_networks import catalogue_networks, chain, skip_network, twice_network
from tests.engine.test_element_graph import graph_of

FEW = 400


def walked(graph: ElementGraph, start: Element, end: Element) -> Iterator[tuple[Element, ...]]:
    """Every path, by plain recursion."""
    if start == end:
        yield (end,)
        return
    for link in graph.links(start):
        yield from ((start, *rest) for rest in walked(graph, link.target, end))


def starts(graph: ElementGraph, stream: np.random.Generator) -> Iterator[Element]:
    """One element of each array."""
    for ref in graph.refs[1:]:
        yield graph.at(ref, int(stream.integers(graph.array(ref).size)))


def names(graph: ElementGraph, path: Path) -> list[str]:
    """The names of the blocks on the way."""
    return [graph.program.network.node(element.ref.node).name for element in path.elements]


def point_of(found: Graph) -> EvaluationPoint:
    """The point at which a formula stands."""
    arrays, program = found.program.arrays, found.program
    return EvaluationPoint(found.network, arrays.layout, arrays.values, Samples(program.features, program.targets))


def check_paths(graph: ElementGraph, start: Element, cancelling: float = 1e-2) -> None:
    """`cancelling`: the share of the paths' sizes below which their sum is rounding."""
    paths = Paths(graph, start)
    assert abs(paths.total - graph.gradient(start)) <= 1e-12 * max(abs(graph.gradient(start)), cancelling * paths.size)
    if paths.count > FEW:
        return
    found = list(paths)
    assert len(found) == paths.count
    assert sum(path.product for path in found) == pytest.approx(paths.total, rel=1e-12, abs=1e-13 * paths.size)
    assert sum(len(path.factors) for path in found) == paths.factors
    assert sum(path.product != 0 for path in found) <= paths.live <= paths.count
    sizes = [abs(path.product) for path in found]
    assert all(one >= other * (1 - 1e-14) for one, other in pairwise(sizes))


def sharing(network: Network) -> Network:
    """The same with one set of parameters for all layers whose parameters have the same shapes."""
    owners: dict[object, str] = {}
    made = []
    for node in network.nodes:
        specs = network.parameters(node)
        owner = owners.setdefault(tuple((spec.quantity, spec.shape) for spec in specs), node.id)
        shares = owner if specs and owner != node.id else ""
        made.append(replace(node, learning=replace(node.learning, shares=shares)))
    return replace(network, nodes=tuple(made))


@settings(max_examples=1000, deadline=None)
@given(networks(), st.booleans(), st.integers(1, 2), st.integers(0, 999))
def test_paths_add_up_to_the_gradient(network: Network, shared: bool, batch: int, seed: int) -> None:
    graph = graph_of(sharing(network) if shared else network, batch, seed)
    stream = np.random.default_rng(seed)
    elements = list(starts(graph, stream))
    check_paths(graph, elements[stream.integers(len(elements))])


@pytest.mark.parametrize("name", catalogue_networks())
def test_paths_through_every_operation_add_up(name: str) -> None:
    graph = graph_of(catalogue_networks()[name], 2)
    for start in starts(graph, np.random.default_rng(1)):
        check_paths(graph, start, cancelling=1.0)


def test_the_paths_are_those_of_a_plain_search() -> None:
    for network in (skip_network(), twice_network()):
        graph = graph_of(network)
        for start in starts(graph, np.random.default_rng(0)):
            found = [path.elements for path in Paths(graph, start)]
            assert sorted(map(repr, found)) == sorted(map(repr, walked(graph, start, graph.loss)))


def test_paths_between_any_two_elements() -> None:
    graph = graph_of(skip_network())
    start, end = Element(Ref("h", "weights"), (1, 0)), Element(Ref("s", "activation"), (0, 1))
    paths = Paths(graph, start, end)
    assert paths.count == 2
    assert sorted(names(graph, path) for path in paths) == [["H", "H", "H", "G", "G", "S"], ["H", "H", "H", "S"]]
    assert Paths(graph, end, start).count == 0
    assert list(Paths(graph, end, start)) == []
    assert [(path.elements, path.product) for path in Paths(graph, end, end)] == [((end,), 1)]


def test_the_two_paths_of_the_blackboard() -> None:
    found = graph("(x*w2 + w1 + w2 - y)**2", {"x": 3.0, "y": 17.0, "w1": 6.0, "w2": 2.0}, ("w1", "w2"))
    elements = ElementGraph(point_of(found))
    weight = elements.element(Ref(found.network.named("w2").id, "activation"), (0, 0))
    paths = Paths(elements, weight)
    assert [path.product for path in paths] == [-18.0, -6.0]
    assert paths.total == elements.gradient(weight) == -24.0


def test_astronomically_many_paths_are_counted_exactly_and_the_best_come_at_once() -> None:
    graph = graph_of(chain(*[Dense(10, "identity")] * 30, Dense(1, "identity"), MeanSquaredError()))
    paths = Paths(graph, Element(Ref("x", "activation"), (0, 0)))
    assert paths.count == 10**30
    sizes = [abs(path.product) for path in islice(paths, 50)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == pytest.approx(paths.best[paths.start.ref][0])
    assert paths.total == pytest.approx(graph.gradient(paths.start), rel=1e-12)


@pytest.mark.parametrize("depth", [2, 14, 15, 16, 17, 40])  # around the largest whole numbers of a double, and beyond
def test_paths_and_their_factors_are_counted_exactly_however_many(depth: int) -> None:
    graph = graph_of(chain(*[Dense(9, "identity")] * depth, Dense(1, "identity"), MeanSquaredError()))
    paths = Paths(graph, Element(Ref("x", "activation"), (0, 0)))
    length = len(next(iter(paths)).factors)
    assert (paths.count, paths.live, paths.factors) == (9**depth, 9**depth, 9**depth * length)


def test_a_long_chain_of_numbers_has_one_path() -> None:
    found = graph("\n".join(["a0 = x * 1", *(f"a{i} = a{i - 1} * 1" for i in range(1, 200)), "a199 * 2"]), {"x": 3.0})
    elements = ElementGraph(point_of(found))
    (path,) = Paths(elements, Element(Ref(found.network.named("x").id, "activation"), (0, 0)))
    assert len(path.factors) == 202
    assert path.product == 2.0


def test_dead_units_carry_nothing_but_are_counted() -> None:
    graph = graph_of(chain(Dense(20, "relu"), Dense(3, "identity"), MeanSquaredError()))
    paths = Paths(graph, Element(Ref("x", "activation"), (0, 1)))
    dead = int((graph.program.value("pre_activation", "n1") <= 0).sum())
    assert dead
    assert (paths.count, paths.live) == (60, 3 * (20 - dead))
    assert [path.product == 0 for path in paths] == [False] * paths.live + [True] * (3 * dead)
