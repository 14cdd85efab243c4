"""Formulas at a point: the classic examples with the numbers their authors print, and laws that hold for any."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import ExpressionError, GraphValueError
from playground.session.graph_values import GraphValues

SIGMOID = "f = 1/(1 + exp(-(w0*x0 + w1*x1 + w2)))"
CLASSICS: dict[str, tuple[str, dict[str, float], float, dict[str, float]]] = {
    "doubled, then squared": ("b = 2*a\nc = b**2", {"a": 3.0}, 36.0, {"b": 12.0, "a": 24.0, "c": 1.0}),
    "one neuron": (
        "ŷ = x*w2 + w1 + w2\nL = (ŷ - y)**2",
        {"x": 3.0, "y": 17.0, "w1": 6.0, "w2": 2.0},
        9.0,
        {"ŷ": -6.0, "w1": -6.0, "w2": -24.0},
    ),
    "a cube of a square": ("(x**2 + 1)**3", {"x": 2.0}, 125.0, {"x": 6 * 2 * 25.0}),
    "colah": ("c = a+b\nd = b+1\ne = c*d", {"a": 2.0, "b": 1.0}, 6.0, {"a": 2.0, "b": 5.0, "c": 2.0, "d": 3.0}),
    "cs231n, a product": (
        "q = x + y\nf = q*z",
        {"x": -2.0, "y": 5.0, "z": -4.0},
        -12.0,
        {"x": -4.0, "y": -4.0, "z": 3.0, "q": -4.0},
    ),
    "cs231n, gates": (
        "2*(x*y + max(z, w))",
        {"x": 3.0, "y": -4.0, "z": 2.0, "w": -1.0},
        -20.0,
        {"x": -8.0, "y": 6.0, "z": 2.0, "w": 0.0},
    ),
}


@pytest.mark.parametrize(("text", "at", "value", "gradients"), CLASSICS.values(), ids=CLASSICS.keys())
def test_the_classic_examples_have_their_numbers(
    text: str, at: dict[str, float], value: float, gradients: dict[str, float]
) -> None:
    graph = GraphValues.of(text, at)
    assert graph.value == value
    assert {name: graph.gradient(name) for name in gradients} == gradients


def test_the_sigmoid_neuron_of_cs231n() -> None:
    graph = GraphValues.of(SIGMOID, {"w0": 2.0, "x0": -1.0, "w1": -3.0, "x1": -2.0, "w2": -3.0})
    assert graph.value == pytest.approx(0.7310585786300049, rel=1e-15)
    slope = graph.value * (1 - graph.value)
    expected = {"w0": -slope, "x0": 2 * slope, "w1": -2 * slope, "x1": -3 * slope, "w2": slope}
    for name, value in expected.items():
        assert graph.gradient(name) == pytest.approx(value, rel=1e-14)


def test_a_weight_used_twice_has_two_paths() -> None:
    text, at, _value, _gradients = CLASSICS["one neuron"]
    graph = GraphValues.of(text, at)
    assert sorted(path.product for path in graph.paths("w2")) == [-18.0, -6.0]
    assert graph.path_count("w2") == 2
    assert [node.value for node in graph.nodes if node.name == "x × w2"] == [6.0]


def test_the_total_derivative_is_a_sum_of_two_products() -> None:
    graph = GraphValues.of("x = t**2\ny = sin(t)\nz = x*y", {"t": 0.7})
    assert [path.product for path in graph.paths("t")] == [math.sin(0.7) * 1.4, 0.7**2 * math.cos(0.7)]
    assert graph.gradient("t") == sum(path.product for path in graph.paths("t"))


NUMBERS = st.floats(-3, 3, allow_subnormal=False).map(lambda value: round(value, 3))


@given(NUMBERS, NUMBERS, st.integers(1, 7))
def test_paths_add_up_to_the_gradient_and_wires_bring_what_they_say(a: float, b: float, depth: int) -> None:
    text = "\n".join(f"t{i} = tanh(t{i - 1})*b + t{i - 1}" if i else "t0 = a*b" for i in range(depth + 1))
    graph = GraphValues.of(text, {"a": a, "b": b})
    for name in ("a", "b"):
        assert math.fsum(path.product for path in graph.paths(name)) == pytest.approx(graph.gradient(name), abs=1e-9)
        assert graph.path_count(name) == sum(1 for _path in graph.paths(name))
    gradients = {node.id: node.gradient for node in graph.nodes}
    for entry in graph.edges:
        assert entry.contribution == pytest.approx(entry.local_derivative * gradients[entry.edge.target], abs=1e-12)


def test_very_many_paths_are_counted_without_being_walked() -> None:
    text = "\n".join(f"t{i} = t{i - 1} + t{i - 1}" if i else "t0 = a + 0" for i in range(61))
    graph = GraphValues.of(text, {"a": 1.0})
    assert graph.path_count("a") == 2**60
    assert next(iter(graph.paths("a"))).product == 1.0


@pytest.mark.parametrize(
    ("at", "message"),
    [({}, "a has no value"), ({"a": 1.0, "b": 2.0}, "the formula has no b; its names are a")],
)
def test_every_name_needs_one_number(at: dict[str, float], message: str) -> None:
    with pytest.raises(GraphValueError, match=message):
        GraphValues.of("a + 1", at)


def test_what_is_no_formula_is_told_with_its_column() -> None:
    with pytest.raises(ExpressionError, match="line 1, column 3"):
        GraphValues.of("e*(a", {"a": 1.0})
