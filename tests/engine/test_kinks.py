"""Kinks are found wherever they are within reach, named by the value they belong to, and nowhere else."""

import pytest

from playground.engine.element_graph import Element
from playground.engine.instruction import Ref
from playground.engine.kinks import Kink, nearby_kink
from playground.engine.network import Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanAbsoluteError, MeanSquaredError
from playground.engine.operations.pooling import MaxPool2D
from tests.engine.graphs import Graph, graph
from tests.engine.sample_networks import catalogue_networks, chain
from tests.engine.test_element_graph import graph_of
from tests.engine.test_paths import point_of

X = {"x": 1.0, "w": 2.0}


def kink_of(found: Graph, name: str, reach: float) -> object:
    """The name of the block where the formula has a kink in that variable, with the place."""
    element = Element(Ref(found.network.named(name).id, "activation"), (0, 0))
    kink = nearby_kink(point_of(found), element, reach)
    return None if kink is None else (found.network.node(kink.element.ref.node).name, kink.at, kink.before, kink.after)


def test_a_rectifier_bends_where_its_argument_is_zero() -> None:
    found = graph("relu(x*w - 2.001) * 3", X)
    assert kink_of(found, "x", 1e-4) is None
    assert kink_of(found, "x", 1e-2) == ("x × w − 2.001", pytest.approx(1.0005), 0.0, 6.0)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("abs(x - 1.0005)", 1.0005),
        ("max(x, 1.0005)**2", 1.0005),
        ("min(x, 0.9995) + x", 0.9995),
        ("max(x*w, 2.001 * x**2)", 1 / 1.0005),
    ],
)
def test_every_kind_of_kink_is_found(text: str, place: float) -> None:
    found = kink_of(graph(text, X), "x", 1e-3)
    assert isinstance(found, tuple)
    assert found[1] == pytest.approx(place)


@pytest.mark.parametrize(
    "text", ["x**2", "(x - 1)**2 + w", "sin(40*x)", "exp(x)*w", "tanh(x - 1)**2", "0*x", "x*x*x*x - 4*x"]
)
def test_a_smooth_formula_has_none(text: str) -> None:
    for reach in (1e-1, 1e-3, 1e-5, 1e-9):
        assert kink_of(graph(text, X), "x", reach) is None


def test_a_kink_in_a_number_itself() -> None:
    found = graph("abs(x) * w", {"x": 1e-6, "w": 2.0})
    assert kink_of(found, "x", 1e-5) == ("x", pytest.approx(0, abs=1e-15), -2.0, 2.0)
    assert kink_of(found, "w", 1e-5) is None


def kinks_of(network: Network, ref: Ref) -> list[Kink | None]:
    """For each number of an array a kink within 3, of a batch of two."""
    graph = graph_of(network, 2)
    return [nearby_kink(graph.point, graph.at(ref, place), 3.0) for place in range(graph.array(ref).size)]


def test_a_loss_may_have_the_kink() -> None:
    found = kinks_of(chain(Dense(2, "identity"), MeanAbsoluteError()), Ref("n1", "weights"))
    places = {kink.element.ref for kink in found if kink is not None}
    assert places == {Ref("n1", "activation")}


def test_the_largest_of_a_window_may_change() -> None:
    network = next(net for name, net in catalogue_networks().items() if name.startswith("max_pool2d"))
    pool = next(node for node in network.nodes if isinstance(node.operation, MaxPool2D))
    below = Ref(network.incoming[pool.id][0].source, "activation")
    found = [kink for kink in kinks_of(network, below) if kink is not None]
    assert found
    assert all(kink.element.ref == below for kink in found)


def test_where_the_value_itself_jumps() -> None:
    network = chain(Dense(3, "step"), Dense(1, "identity"), MeanSquaredError())
    found = [kink for kink in kinks_of(network, Ref("n1", "bias")) if kink is not None]
    assert found
    assert all(kink.is_jump and kink.element.ref == Ref("n1", "activation") for kink in found)
