"""What all operations share: shapes in words, refusals, and rules that must not be missing."""

from dataclasses import dataclass
from typing import ClassVar

import pytest

from playground.engine.errors import ShapeError
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Operation, one_row, shape_text
from playground.engine.operations.source import Input
from tests.engine.sample_networks import loaded_program, samples_for


@dataclass(frozen=True)
class Nothing(Operation):
    """An operation without rules."""

    kind: ClassVar[str] = "nothing"


@pytest.mark.parametrize(
    ("shape", "text"), [((), "a single number"), ((3,), "3"), ((32, 64), "32 × 64"), ((1, 2, 3), "1 × 2 × 3")]
)
def test_a_shape_in_words(shape: tuple[int, ...], text: str) -> None:
    assert shape_text(shape) == text


def test_one_row_has_a_length() -> None:
    assert one_row((7,), "a layer") == 7


@pytest.mark.parametrize("shape", [(), (2, 3)])
def test_anything_else_is_no_row(shape: tuple[int, ...]) -> None:
    with pytest.raises(ShapeError, match=f"a layer takes a vector, but values of shape {shape_text(shape)} arrive"):
        one_row(shape, "a layer")


def test_an_operation_has_one_input_one_output_and_learns_nothing_unless_it_says_so() -> None:
    assert Nothing().ports == ("input",)
    assert Nothing().has_output
    assert Nothing().output_shape(((4,),)) == (4,)
    assert Nothing().parameters(((4,),)) == ()
    Nothing().check_settings()


def test_an_operation_is_a_value() -> None:
    assert Input(3) == Input(3)
    assert hash(Input(3)) == hash(Input(3))
    assert Input(3) != Input(4)


def test_a_missing_rule_is_told_when_the_network_is_compiled() -> None:
    nodes = (Node("x", "X", Input()), Node("n", "N", Nothing()), Node("l", "L", MeanSquaredError()))
    network = Network(nodes, (Edge("x", "n"), Edge("n", "l")))
    with pytest.raises(TypeError, match="nothing has no forward rule"):
        loaded_program(network, samples_for(network, 1))
