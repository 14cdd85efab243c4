"""The table of quantities: every key once, symbols with indices as on the blackboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.quantities import QUANTITIES, Role, subscript, superscript

PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾₀₁₂₃₄₅₆₇₈₉", "0123456789()0123456789")


def test_each_quantity_is_known_by_its_own_key() -> None:
    assert all(quantity.key == key for key, quantity in QUANTITIES.items())


@pytest.mark.parametrize(
    ("key", "symbol", "role"),
    [
        ("pre_activation", "z", Role.FORWARD),
        ("activation", "a", Role.FORWARD),
        ("loss", "L", Role.FORWARD),
        ("grad_activation", "δa", Role.BACKWARD),
        ("grad_pre_activation", "δz", Role.BACKWARD),
        ("grad_weights", "∂L/∂W", Role.BACKWARD),
        ("grad_bias", "∂L/∂b", Role.BACKWARD),
        ("weights", "W", Role.PARAMETER),
        ("bias", "b", Role.PARAMETER),
    ],
)
def test_the_symbols_are_those_of_the_blackboard(key: str, symbol: str, role: Role) -> None:
    assert (QUANTITIES[key].symbol, QUANTITIES[key].role) == (symbol, role)


def test_a_parameter_has_a_gradient_of_its_own_in_the_table() -> None:
    for key in ("weights", "bias"):
        assert f"grad_{key}" in QUANTITIES


@pytest.mark.parametrize(
    ("key", "layer", "label"),
    [("pre_activation", 2, "z⁽²⁾"), ("activation", 0, "a⁽⁰⁾"), ("grad_weights", 12, "∂L/∂W⁽¹²⁾")],
)
def test_a_layers_index_stands_above(key: str, layer: int, label: str) -> None:
    assert QUANTITIES[key].label(layer) == label


@pytest.mark.parametrize("key", ["loss", "target", "probabilities", "learning_rate"])
def test_what_belongs_to_no_layer_carries_no_index(key: str) -> None:
    assert QUANTITIES[key].label(3) == QUANTITIES[key].symbol


def test_without_a_layer_the_symbol_stands_alone() -> None:
    assert QUANTITIES["pre_activation"].label(None) == "z"


@given(st.integers(0, 10_000))
def test_a_superscript_is_the_number_in_parentheses(layer: int) -> None:
    assert superscript(layer).translate(PLAIN) == f"({layer})"


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=3))
def test_a_subscript_counts_from_one(index: list[int]) -> None:
    assert subscript(tuple(index)).translate(PLAIN) == ",".join(str(i + 1) for i in index)
