"""Shaping blocks: each is the NumPy function of its name on every sample, and its gradient goes back the same way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import SettingError, ShapeError
from playground.engine.operations.operation import Operation
from playground.engine.operations.shaping import Flatten, Reshape
from playground.engine.program import Program
from tests.engine.sample_networks import loaded_program, run_through, samples_for
from tests.engine.samples_shapes import row

SHAPES = st.lists(st.integers(1, 4), min_size=1, max_size=4).map(tuple)


def program_of(shape: tuple[int, ...], operation: Operation, batch: int = 2) -> Program:
    """Values of that shape (n1) through the operation (n2)."""
    network = row(int(np.prod(shape)), Reshape(shape), operation, Flatten())
    return run_through(loaded_program(network, samples_for(network, batch)))


@given(SHAPES)
def test_reshape_and_flatten_keep_the_values_in_order(shape: tuple[int, ...]) -> None:
    program = program_of(shape, Flatten())
    assert np.array_equal(program.value("activation", "n1"), program.features.reshape(-1, *shape))
    assert np.array_equal(program.value("activation", "n2"), program.features)
    gradient = program.value("grad_activation", "n2")
    assert np.array_equal(program.value("grad_activation", "n1"), gradient.reshape(-1, *shape))
    assert np.array_equal(program.value("grad_activation", "n0"), gradient)


# Reshape


@pytest.mark.parametrize(("shape", "result"), [((2, -1), (2, 6)), ((-1,), (12,)), ((3, -1, 2), (3, 2, 2))])
def test_an_open_length_takes_what_is_left(shape: tuple[int, ...], result: tuple[int, ...]) -> None:
    assert Reshape(shape).output_shape(((3, 4),)) == result


def test_a_shape_for_another_number_of_values_is_refused() -> None:
    with pytest.raises(ShapeError, match="makes 2 × 5 = 10 values of the 12 that arrive; choose a shape with as many"):
        Reshape((2, 5)).output_shape(((3, 4),))
    with pytest.raises(ShapeError, match="cannot share out the 12 values that arrive in parts of 5"):
        Reshape((-1, 5)).output_shape(((3, 4),))


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ((), "has a shape of 0 axes, expected 1 to 6"),
        ((1,) * 7, "has a shape of 7 axes"),
        ((2, 0), "has an axis of length 0, expected 1 to 65,536, or -1 for the rest"),
        ((-2,), "has an axis of length -2"),
        ((70_000,), "has an axis of length 70000"),
        ((-1, -1), "leaves the length of more than one axis open"),
    ],
)
def test_shapes_that_cannot_be_are_refused(shape: tuple[int, ...], message: str) -> None:
    with pytest.raises(SettingError, match=message):
        Reshape(shape).check_settings()


def test_reshape_fits_any_values_as_it_comes_from_the_palette() -> None:
    Reshape().check_settings()
    assert Reshape().output_shape(((7,),)) == (7, 1)
