"""A graph written as a formula and read back computes the same."""

import pytest
from hypothesis import assume, given

from playground.engine.errors import MissingWireError, NetworkError
from playground.engine.expression_text import expression_of
from playground.engine.expressions import network_of
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.activations import Activation
from playground.engine.operations.joins import Add
from playground.engine.operations.numbers import Constant
from playground.engine.operations.objective import Objective
from playground.engine.operations.scalars import Power
from playground.engine.operations.source import Input
from tests.engine.graphs import graph, run
from tests.engine.test_expressions import FORMULAS, POINT, Made


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "(x * w2 + w1 + w2 - y)**2",
        "sin(x**2) * exp(-x)",
        "c = a + b\nd = b + 1\ne = c * d",
        "x**(-2)",
        "-x**2 + (-x)**2 - -3",
        "a - (b - c) - d / (e * f) / g",
        "2**x**y + (2**x)**y",
        "max(tanh(a), min(relu(b), abs(c))) / sigmoid(-d)",
        "1e-07 * x + 1e+300",
    ],
)
def test_a_formula_is_written_as_it_was_read(text: str) -> None:
    assert expression_of(network_of(text)) == text


@given(FORMULAS)
def test_written_and_read_back_it_has_the_same_value_and_gradient(formula: Made) -> None:
    text, _dual = formula
    assume("(x)" in text)
    first = graph(text, POINT)
    second = graph(expression_of(first.network), POINT)
    assert second.value == pytest.approx(first.value, rel=1e-15, nan_ok=True)
    assert second.gradient("x") == pytest.approx(first.gradient("x"), rel=1e-15, nan_ok=True)


def drawn() -> Network:
    """A graph as somebody drew it: names with spaces, a fork, a sum of three, a constant exponent."""
    operations = (Input(1), Constant(2.0), Power(), Add(3), Objective())
    names = ("Input", "Constant 1", "Power 1", "Add 1", "Loss")
    nodes = tuple(Node(f"n{place}", *both) for place, both in enumerate(zip(names, operations, strict=True)))
    wires = (("n0", "n2", 0), ("n1", "n2", 1), ("n2", "n3", 0), ("n2", "n3", 1), ("n0", "n3", 2), ("n3", "n4", 0))
    return Network(nodes, tuple(Edge(*wire) for wire in wires))


def test_a_drawn_graph_gets_names_where_it_needs_them() -> None:
    text = expression_of(drawn())
    assert text == "v1 = Input**2\nv1 + v1 + Input"
    assert graph(text, {"Input": 3.0}).value == run(drawn(), {"Input": 3.0}).value == 21


def with_block(operation: Input | Activation) -> Network:
    """Input, a block, the loss."""
    nodes = (Node("x", "my input", Input(1)), Node("h", "h", operation), Node("l", "Loss", Objective()))
    return Network(nodes, (Edge("x", "h"), Edge("h", "l")))


def test_a_block_that_is_no_part_of_a_formula_is_named() -> None:
    with pytest.raises(NetworkError, match="h is a block that no formula can express: a = g\\(x\\)") as caught:
        expression_of(with_block(Activation("softplus")))
    assert caught.value.node == "h"


def test_names_that_no_formula_can_use_are_replaced() -> None:
    assert expression_of(with_block(Activation("tanh"))) == "h = tanh(v1)"


def test_an_unfinished_network_has_no_formula() -> None:
    with pytest.raises(MissingWireError):
        expression_of(Network((Node("x", "x", Input(1)),)))
