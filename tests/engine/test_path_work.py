"""The multiplications of the three ways, against counts by hand and by walking."""

from playground.engine.element_graph import ElementGraph
from playground.engine.instruction import Ref
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.path_work import whole_work
from playground.engine.paths import Paths
from tests.engine.graphs import graph
from tests.engine.sample_networks import chain, diamond_network, skip_network, twice_network
from tests.engine.test_element_graph import graph_of
from tests.engine.test_paths import point_of


def every_parameter(graph: ElementGraph) -> list[Paths]:
    """The paths of each number that is learned."""
    refs = [Ref(slot.node, slot.quantity) for slot in graph.point.layout.slots]
    return [Paths(graph, graph.at(ref, place)) for ref in refs for place in range(graph.array(ref).size)]


def test_two_layers_by_hand() -> None:
    graph = graph_of(chain(Dense(3, "tanh"), Dense(1, "identity"), MeanSquaredError()))
    work = whole_work(graph)
    assert (work.numbers, work.paths) == (13, 13)
    assert work.edges == work.by_reverse_mode == 13 + 3 + 3 + 1 + 1
    assert work.by_forward_mode == 9 * 5 + 4 * 3
    assert work.by_paths == 9 * 4 + 4 * 2


def test_the_work_is_that_of_all_gradients_together() -> None:
    for network in (skip_network(), diamond_network(), twice_network()):
        for batch in (1, 2):
            graph = graph_of(network, batch)
            found, work = every_parameter(graph), whole_work(graph)
            assert work.numbers == len(found)
            assert work.paths == sum(paths.count for paths in found)
            assert work.by_paths == sum(paths.factors - paths.count for paths in found)
            assert work.by_forward_mode == sum(paths.edges for paths in found)
            assert work.by_reverse_mode < work.by_forward_mode


def test_paths_explode_where_reverse_mode_does_not() -> None:
    graph = graph_of(chain(*[Dense(8, "identity")] * 12, Dense(1, "identity"), MeanSquaredError()))
    work = whole_work(graph)
    assert work.by_paths > 10**12
    assert work.by_forward_mode < 10**6
    assert work.by_reverse_mode < 3_000


def test_where_nothing_is_learned_the_inputs_count() -> None:
    work = whole_work(ElementGraph(point_of(graph("(x*w + y)**2", {"x": 3.0, "w": 2.0, "y": 1.0}))))
    assert (work.numbers, work.paths, work.edges) == (3, 3, 6)
    assert (work.by_paths, work.by_forward_mode, work.by_reverse_mode) == (8, 11, 6)
