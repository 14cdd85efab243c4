"""Networks: order, shapes, and every way to be wrong with the block and the port to blame."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import (
    CycleError,
    MissingWireError,
    NetworkError,
    SettingError,
    ShapeError,
    WiringError,
)
from playground.engine.network import Edge, Network, Node, wire_problem
from playground.engine.operations.activations import Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add, Concatenate
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from tests.engine.random_networks import networks
from tests.engine.sample_networks import chain, diamond_network, skip_network, two_inputs_network, wired


def ids(nodes: tuple[Node, ...]) -> str:
    """Ids in a row."""
    return " ".join(node.id for node in nodes)


def only_problem(network: Network) -> NetworkError:
    """The one problem there is."""
    (problem,) = network.problems
    return problem


# Order


@given(networks())
def test_every_node_comes_after_the_nodes_it_reads(network: Network) -> None:
    place = {node.id: number for number, node in enumerate(network.order)}
    assert len(place) == len(network.nodes)
    assert all(place[edge.source] < place[edge.target] for edge in network.edges)


@given(networks(), st.randoms())
def test_the_order_does_not_depend_on_the_order_of_wires(network: Network, shuffler: random.Random) -> None:
    edges = list(network.edges)
    shuffler.shuffle(edges)
    assert Network(network.nodes, tuple(edges)).order == network.order


def test_where_wires_leave_a_choice_the_block_made_first_comes_first() -> None:
    network = wired({"X": Input(1), "B": Dense(1), "A": Dense(1), "S": Add()}, "x a", "x b", "a s 0", "b s 1")
    assert ids(network.order) == "x b a s"


def test_layers_are_counted_along_the_order_and_a_loss_has_no_index() -> None:
    assert dict(skip_network().layers) == {"x": 0, "h": 1, "g": 2, "s": 3, "o": 4}
    assert dict(two_inputs_network().layers) == {"x": 0, "u": 0, "a": 1, "c": 2, "o": 3}


def test_incoming_wires_stand_by_port_and_outgoing_in_order_of_making() -> None:
    network = wired({"X": Input(1), "A": Dense(1), "S": Add()}, "a s 1", "x a", "x s 0")
    assert [edge.source for edge in network.incoming["s"]] == ["x", "a"]
    assert [edge.target for edge in network.outgoing["x"]] == ["a", "s"]


# Finding


def test_nodes_are_found_by_id_and_by_name() -> None:
    network = skip_network()
    assert network.node("h") is network.named("H")


def test_an_unknown_id_or_name_is_told() -> None:
    with pytest.raises(NetworkError, match="no block with the id 'H'"):
        skip_network().node("H")
    with pytest.raises(NetworkError, match="no block named 'h'; there are X, H, G, S, O, L"):
        skip_network().named("h")


def test_inputs_and_loss() -> None:
    network = two_inputs_network()
    assert ids(network.inputs) == "x u"
    assert network.loss == network.node("l")
    assert Network().loss is None


# Shapes


@pytest.mark.parametrize(
    ("network", "shapes"),
    [
        (skip_network(), {"x": (2,), "h": (3,), "g": (3,), "s": (3,), "o": (2,), "l": (2,)}),
        (diamond_network(), {"x": (2,), "a": (3,), "b": (2,), "c": (7,), "o": (3,), "l": (3,)}),
    ],
)
def test_shapes_follow_from_the_input(network: Network, shapes: dict[str, tuple[int, ...]]) -> None:
    assert dict(network.shapes) == shapes


@given(networks())
def test_a_complete_network_has_no_problems_and_a_shape_for_every_node(network: Network) -> None:
    assert network.problems == ()
    assert network.shapes.keys() == network.by_id.keys()


def test_shapes_of_an_unfinished_network_are_told_as_far_as_they_are_known() -> None:
    network = wired({"X": Input(3), "A": Dense(4), "B": Dense(5)}, "x a")
    assert dict(network.known_shapes) == {"x": (3,), "a": (4,)}
    with pytest.raises(MissingWireError):
        _ = network.shapes


def test_while_wires_form_a_cycle_no_shape_is_known() -> None:
    assert dict(wired({"A": Dense(), "B": Dense()}, "a b", "b a").known_shapes) == {}


# Problems


def complete(extra: dict[str, Operation], *wires: str) -> Network:
    """X → O → L, with more blocks and wires."""
    nodes: dict[str, Operation] = {"X": Input(2), "O": Dense(2), "L": MeanSquaredError()}
    return wired(nodes | extra, "x o", "o l", *wires)


@pytest.mark.parametrize(
    ("network", "kind", "node", "port", "words"),
    [
        (complete({"A": Dense()}, "a o"), WiringError, "o", 0, "O gets two wires at input"),
        (complete({}, "x o 1"), WiringError, "o", 1, "O has no input 2"),
        (complete({}, "x o -1"), WiringError, "o", -1, "O has no input 0"),
        (complete({}, "l o 1"), WiringError, "l", None, "L is a loss: it has no output"),
        (complete({}, "x nowhere"), WiringError, None, None, "a wire ends at 'nowhere', which is no block"),
        (complete({}, "nowhere o"), WiringError, None, None, "a wire ends at 'nowhere', which is no block"),
        (complete({}, "o x"), WiringError, "x", 0, "X has no input 1"),
        (complete({"M": MeanSquaredError()}, "o m"), WiringError, "m", None, "M is a second loss beside L"),
        (complete({"A": Dense()}, "a l 1"), WiringError, "l", 1, "L has no input 2"),
        (complete({"A": Dense(), "B": Dense()}, "a b", "b a"), CycleError, "a", None, "A waits for its own output"),
        (complete({"A": Dense()}, "a a"), CycleError, "a", None, "A waits for its own output"),
        (complete({"A": Dense()}, "x a"), MissingWireError, "a", None, "A leads nowhere"),
        (complete({"Y": Input()}), MissingWireError, "y", None, "Y leads nowhere"),
    ],
)
def test_a_wrong_wire_names_its_block_and_port(
    network: Network, kind: type[NetworkError], node: str | None, port: int | None, words: str
) -> None:
    found = [problem for problem in network.problems if type(problem) is kind and words in str(problem)]
    assert found, network.problems
    assert (found[0].node, found[0].port) == (node, port)


@pytest.mark.parametrize(
    ("network", "node", "port", "words"),
    [
        (wired({"X": Input(), "L": MeanSquaredError()}, "x l"), None, None, None),
        (wired({"L": MeanSquaredError()}), None, None, "the network has no Input"),
        (wired({"L": MeanSquaredError()}), "l", 0, "L gets no values: wire a block to it"),
        (wired({"X": Input()}), None, None, "the network has no loss"),
        (complete({"S": Add()}, "x s 1"), "s", 0, "S gets no values at input 1"),
        (complete({"S": Concatenate(3)}, "x s 1"), "s", 2, "S gets no values at input 3"),
    ],
)
def test_a_missing_wire_names_its_block_and_port(
    network: Network, node: str | None, port: int | None, words: str | None
) -> None:
    places = {(str(problem).split(":")[0], problem.node, problem.port) for problem in network.problems}
    if words is None:
        assert not places
    else:
        assert (words.split(":")[0], node, port) in places
        assert all(isinstance(problem, MissingWireError) for problem in network.problems)


@pytest.mark.parametrize(
    ("operations", "kind", "node", "words"),
    [
        ([Dense(0)], SettingError, "n1", "N1 has 0 units, expected 1 to 65,536"),
        ([Dense(65_537)], SettingError, "n1", "N1 has 65537 units"),
        (
            [Dense(1, activation="swish")],
            SettingError,
            "n1",
            "N1 has the unknown activation function 'swish'; known",
        ),
        ([Dense(1, initializer="ones")], SettingError, "n1", "N1 has the unknown initializer 'ones'; known are glorot"),
        ([Activation("sinus")], SettingError, "n1", "N1 has the unknown activation function 'sinus'"),
    ],
)
def test_a_wrong_setting_names_its_block(
    operations: list[Operation], kind: type[NetworkError], node: str, words: str
) -> None:
    problem = only_problem(chain(*operations, MeanSquaredError()))
    assert isinstance(problem, kind)
    assert problem.node == node
    assert words in str(problem)


@pytest.mark.parametrize("inputs", [1, 17])
def test_a_join_has_two_to_sixteen_inputs(inputs: int) -> None:
    wires = [f"x s {port}" for port in range(inputs)]
    problem = only_problem(wired({"X": Input(), "S": Add(inputs), "L": MeanSquaredError()}, *wires, "s l"))
    assert isinstance(problem, SettingError)
    assert str(problem) == f"S has {inputs} inputs, expected 2 to 16"


def test_values_that_do_not_fit_are_told_with_their_shapes() -> None:
    problem = only_problem(
        wired({"X": Input(2), "A": Dense(3), "S": Add(), "L": MeanSquaredError()}, "x a", "x s 0", "a s 1", "s l")
    )
    assert isinstance(problem, ShapeError)
    assert problem.node == "s"
    assert str(problem) == "S adds values of shape 2 and 3; all must have the same shape"


def test_one_mistake_does_not_hide_another() -> None:
    network = chain(Dense(0), Dense(1, activation="swish"), MeanSquaredError())
    assert [problem.node for problem in network.problems] == ["n1", "n2"]
    apart = wired({"X": Input(0), "Y": Input(0), "S": Add(), "L": MeanSquaredError()}, "x s 0", "y s 1", "s l")
    assert [problem.node for problem in apart.problems] == ["x", "y"]


def test_two_blocks_must_differ_in_id_and_name() -> None:
    node = Node("x", "X", Input())
    same_id, same_name = Network((node, Node("x", "Y", Input()))), Network((node, Node("y", "X", Input())))
    assert "two blocks have the id 'x'" in str(same_id.problems[0])
    assert "two blocks are named 'X'" in str(same_name.problems[0])
    assert same_name.problems[0].node == "y"


def test_the_first_problem_is_raised_when_shapes_are_asked_for() -> None:
    with pytest.raises(SettingError, match="N1 has 0 units"):
        _ = chain(Dense(0), MeanSquaredError()).shapes


@given(networks())
def test_no_wire_of_a_complete_network_is_a_problem_but_each_a_second_time_is(network: Network) -> None:
    assert all(wire_problem(network, edge) is None for edge in network.edges)
    twice = Network(network.nodes, (*network.edges, network.edges[0]))
    assert isinstance(wire_problem(twice, network.edges[0]), WiringError)


@given(networks())
def test_taking_a_wire_away_leaves_its_port_to_blame(network: Network) -> None:
    lost, *kept = network.edges
    problems = Network(network.nodes, tuple(kept)).problems
    assert (lost.target, lost.port) in {(problem.node, problem.port) for problem in problems}


def test_an_edge_is_a_value() -> None:
    assert Edge("a", "b") == Edge("a", "b", 0)
