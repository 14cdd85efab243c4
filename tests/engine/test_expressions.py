"""A typed formula becomes the network that computes it: its value by Python's own arithmetic, its derivatives by dual
numbers, which know nothing of a backward pass.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from playground.engine.errors import ExpressionError
from playground.engine.expressions import FUNCTIONS, MAX_NODES, network_of
from playground.engine.gradient_check import check_gradients
from playground.engine.network import Network
from playground.engine.operations.numbers import Constant, Parameter
from playground.engine.operations.scalars import FixedPower, Power
from playground.engine.operations.source import Input
from playground.engine.parameters import layout_of
from tests.engine.graphs import graph
from tests.engine.sample_networks import samples_for, values_for


def names(network: Network) -> list[str]:
    """The blocks' names in order of making."""
    return [node.name for node in network.nodes]


# The examples every course begins with


def test_the_square_error_of_a_line() -> None:
    numbers = {"x": 3.0, "y": 17.0, "w1": 6.0, "w2": 2.0}
    found = graph("(x*w2 + w1 + w2 - y)**2", numbers, ("w1", "w2"))
    assert found.value == 9
    assert (found.gradient("w1"), found.gradient("w2")) == (-6, -24)
    slots = {slot.node: slot.view(found.program.arrays.gradients)[0] for slot in found.program.arrays.layout.slots}
    assert slots == {found.network.named("w1").id: -6, found.network.named("w2").id: -24}


def test_the_same_in_two_lines_has_named_parts() -> None:
    numbers = {"x": 3.0, "y": 17.0, "w1": 6.0, "w2": 2.0}
    found = graph("ŷ = x*w2 + w1 + w2\nL = (ŷ - y)**2", numbers, ("w1", "w2"))
    assert (found.value, found.gradient("ŷ"), found.gradient("L")) == (9, -6, 1)


def test_a_graph_of_two_sums_and_a_product() -> None:
    found = graph("c = a + b\nd = b + 1\ne = c * d", {"a": 2.0, "b": 1.0})
    assert (found.value, found.gradient("a"), found.gradient("b")) == (6, 2, 5)
    assert (found.gradient("c"), found.gradient("d")) == (2, 3)


def test_the_chain_rule() -> None:
    found = graph("(x**2 + 1)**3", {"x": 2.0})
    assert (found.value, found.gradient("x")) == (125, 300)


def test_a_product_of_functions() -> None:
    found, x = graph("sin(x**2)*exp(-x)", {"x": 0.8}), 0.8
    assert found.value == pytest.approx(math.sin(x * x) * math.exp(-x), rel=1e-15)
    assert found.gradient("x") == pytest.approx((2 * x * math.cos(x * x) - math.sin(x * x)) * math.exp(-x), rel=1e-14)


# Random formulas


@dataclass(frozen=True)
class Dual:
    """A number with its derivative."""

    value: float
    slope: float = 0.0

    def map(self, value: float, slope: float) -> "Dual":
        """A function of it, known by its value and slope here."""
        return Dual(value, self.slope * slope)


def product(a: Dual, b: Dual) -> Dual:
    """a · b"""
    return Dual(a.value * b.value, a.slope * b.value + a.value * b.slope)


def away(value: float) -> float:
    """The value, unless it lies at a kink: rounding would decide the side."""
    assume(abs(value) > 1e-9)
    return value


def logistic(x: float) -> float:
    """1 / (1 + e⁻ˣ)"""
    return 1 / (1 + math.exp(-x))


def tame(a: Dual) -> Dual:
    """1 + a², which is positive and not small."""
    return Dual(1 + a.value**2, 2 * a.value * a.slope)


def bend(a: Dual) -> Dual:
    """tanh a"""
    return a.map(math.tanh(a.value), 1 - math.tanh(a.value) ** 2)


def raised(a: Dual, b: Dual) -> Dual:
    """a^b for a positive a"""
    power = a.value**b.value
    return Dual(power, b.value * a.value ** (b.value - 1) * a.slope + power * math.log(a.value) * b.slope)


RULES: dict[str, Callable[..., Dual]] = {
    "{0} + {1}": lambda a, b: Dual(a.value + b.value, a.slope + b.slope),
    "{0} - {1}": lambda a, b: Dual(a.value - b.value, a.slope - b.slope),
    "{0} * {1}": product,
    "{0} / (1 + {1}**2)": lambda a, b: product(a, tame(b).map(1 / tame(b).value, -1 / tame(b).value ** 2)),
    "-{0}": lambda a: Dual(-a.value, -a.slope),
    "{0}**3": lambda a: a.map(a.value**3, 3 * a.value**2),
    "(1 + {0}**2)**tanh({1})": lambda a, b: raised(tame(a), bend(b)),
    "exp(tanh({0}))": lambda a: bend(a).map(math.exp(bend(a).value), math.exp(bend(a).value)),
    "log(1 + {0}**2)": lambda a: tame(a).map(math.log(tame(a).value), 1 / tame(a).value),
    "sqrt(1 + {0}**2)": lambda a: tame(a).map(math.sqrt(tame(a).value), 0.5 / math.sqrt(tame(a).value)),
    "sin({0})": lambda a: a.map(math.sin(a.value), math.cos(a.value)),
    "cos({0})": lambda a: a.map(math.cos(a.value), -math.sin(a.value)),
    "tan(tanh({0}))": lambda a: bend(a).map(math.tan(bend(a).value), 1 / math.cos(bend(a).value) ** 2),
    "tanh({0})": bend,
    "sigmoid({0})": lambda a: a.map(logistic(a.value), logistic(a.value) * logistic(-a.value)),
    "relu({0})": lambda a: a.map(max(a.value, 0.0), float(away(a.value) > 0)),
    "abs({0})": lambda a: a.map(abs(a.value), math.copysign(1.0, away(a.value))),
    "max({0}, {1})": lambda a, b: a if away(a.value - b.value) > 0 else b,
    "min({0}, {1})": lambda a, b: b if away(a.value - b.value) > 0 else a,
}
POINT = {"x": 0.7, "y": -1.3, "w": 0.4}
Made = tuple[str, Callable[[str], Dual]]


def leaf(name: str) -> Made:
    """A name, or a number that is written as it is."""
    return name, lambda by: Dual(POINT[name], float(name == by)) if name in POINT else Dual(float(name))


def put_together(rule: str, parts: list[Made]) -> Made:
    """One operation over its operands, every operand in brackets of its own."""
    operands = parts[: 2 if "{1}" in rule else 1]
    text = rule.format(*(f"({text})" for text, _value in operands))
    return text, lambda by: RULES[rule](*(value(by) for _text, value in operands))


FORMULAS = st.recursive(
    st.sampled_from([*POINT, "2", "0.25"]).map(leaf),
    lambda inner: st.builds(put_together, st.sampled_from(list(RULES)), st.lists(inner, min_size=2, max_size=2)),
    max_leaves=8,
)


@given(FORMULAS)
def test_a_random_formula_has_its_value_and_its_derivatives(formula: Made) -> None:
    text, dual = formula
    used = set(re.findall(r"\w+", text)) & set(POINT)
    assume(used & {"x", "y"})
    assume(abs(dual("x").value) < 1e6)
    found = graph(text, POINT, ("w",) if "w" in used else ())
    assert found.value == pytest.approx(dual("x").value, rel=1e-12, abs=1e-12)
    for name in used:
        assert found.gradient(name) == pytest.approx(dual(name).slope, rel=1e-10, abs=1e-10)


def test_every_function_is_among_the_rules() -> None:
    assert {name for name in FUNCTIONS if any(f"{name}(" in rule for rule in RULES)} == set(FUNCTIONS)


@pytest.mark.parametrize("text", ["(x*w + b - y)**2", "sin(x*w)*exp(-b**2) + max(x, y)/(1 + w**2)", "x**3*w - b/y"])
def test_the_checker_finds_no_fault(text: str) -> None:
    network = network_of(text, ("w", "b"))
    report = check_gradients(network, layout_of(network), values_for(network), samples_for(network, 3))
    assert report.max_relative_error <= 1e-10


# What becomes of names and numbers


def test_a_name_is_one_block_however_often_it_appears() -> None:
    network = network_of("x*x + x")
    assert names(network) == ["x", "x × x", "x × x + x", "Loss"]
    assert len(network.outgoing[network.named("x").id]) == 3


def test_inputs_stand_in_order_of_appearance_and_learned_numbers_begin_where_they_are_told() -> None:
    network = network_of("b*w + a*v", {"w": 3.5, "v": -1.0})
    assert [node.name for node in network.inputs] == ["b", "a"]
    assert [node.operation for node in network.nodes if isinstance(node.operation, Parameter)] == [
        Parameter(3.5),
        Parameter(-1.0),
    ]
    assert network_of("x*w", ["w"]).named("w").operation == Parameter(1.0)


def test_every_number_is_a_block_of_its_own_and_keeps_its_sign() -> None:
    network = network_of("2*x + 2 - -3")
    assert [node.operation for node in network.nodes if isinstance(node.operation, Constant)] == [
        Constant(2.0),
        Constant(2.0),
        Constant(-3.0),
    ]
    assert names(network)[:5] == ["2", "x", "2 × x", "2 #2", "2 × x + 2"]


def test_a_written_exponent_belongs_to_the_power() -> None:
    kinds = [node.operation for node in network_of("x**2 + x**-1 + x**y").nodes]
    assert FixedPower(2.0) in kinds
    assert FixedPower(-1.0) in kinds
    assert Power() in kinds
    assert not any(isinstance(operation, Constant) for operation in kinds)


def test_a_negative_base_has_no_nan_anywhere() -> None:
    found = graph("(x - 5)**2", {"x": 2.0})
    assert all(math.isfinite(operand.array.sum()) for operand in found.program.values.values())


def test_blocks_are_named_by_what_they_compute_in_short() -> None:
    text = "sin(first_input * second_input)**2 - exp(-(first_input + second_input) / 2)"
    assert names(network_of(text))[2:] == [
        "first_input × …",
        "sin(first_input × …)",
        "sin(first_input × …)^2",
        "first_input + …",
        "−(first_input + …)",
        "2",
        "−(first_input + …) / 2",
        "exp(…)",
        "… − exp(…)",
        "Loss",
    ]


def test_names_stay_different_and_a_variable_may_be_called_loss() -> None:
    network = network_of("Loss*Loss + Loss*Loss")
    assert names(network) == ["Loss", "Loss × Loss", "Loss × Loss #2", "… + Loss × Loss", "Loss #2"]


def test_letters_may_carry_accents_and_signs_may_be_typographic() -> None:
    assert names(network_of("ŷ − π×2·α")) == ["ŷ", "π", "2", "π × 2", "α", "π × 2 × α", "ŷ − π × 2 × α", "Loss"]


def test_a_line_may_only_rename_and_brackets_may_span_lines() -> None:
    assert names(network_of("a = x\na*a")) == ["x", "x × x", "Loss"]
    assert names(network_of("  a = (x +\r\n  1)\n\n  a*a  ")) == ["x", "1", "a", "a × a", "Loss"]


def test_the_result_alone_may_be_a_name() -> None:
    assert names(network_of("x")) == ["x", "Loss"]
    assert isinstance(network_of("x").node("n1").operation, Input)


# What a formula must not be


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("x + f(y)", 1, 5, "f is no function; known are exp, log,"),
        ("x(y + 1)", 1, 1, "x is no function; .* Write \\* for a product"),
        ("max(x)", 1, 1, "max gets 1 values, expected 2"),
        ("x + exp(x, y)", 1, 5, "exp gets 2 values, expected 1"),
        ("2*sin + x", 1, 3, "sin is a function; write sin"),
        ("exp = x", 1, 1, "exp is a function; choose another name"),
        ("a = x + 1\na = a*2\na", 2, 1, "a has a meaning already"),
        ("a = x + b\nb = 2\na*b", 2, 1, "b has a meaning already"),
        ("a = a + 1", 1, 1, "a is defined by itself"),
        ("a = x + 1\nb = x + 2\nb", 1, 1, "a is never used; the last line is the result"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(ExpressionError, match=f"line {line}, column {column}: {message}") as caught:
        network_of(text)
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize(
    ("text", "parameters", "message"),
    [
        ("x + 1", ("w",), "the parameter w does not appear"),
        ("x + w", ("w", "2w"), "the parameter '2w' has no name"),
        ("x + exp(x)", ("exp",), "the parameter 'exp' has no name"),
        ("w = 3\nx*w", ("w",), "w has a meaning already"),
    ],
)
def test_parameters_must_be_names_of_the_formula(text: str, parameters: tuple[str, ...], message: str) -> None:
    with pytest.raises(ExpressionError, match=message):
        network_of(text, parameters)


def test_a_formula_has_at_most_500_blocks() -> None:
    lines = [f"a{row} = " + "x*" * 49 + ("x" if row == 0 else f"a{row - 1}") for row in range(11)]
    assert len(network_of("\n".join(lines[:10])).nodes) <= MAX_NODES
    with pytest.raises(ExpressionError, match="more than 500 blocks"):
        network_of("\n".join(lines))


def test_a_formula_needs_no_input() -> None:
    assert network_of("2 + 3").inputs == ()
    assert not network_of("(w - 3)**2", ("w",)).problems
