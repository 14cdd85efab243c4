"""Shaping blocks: each is the NumPy function of its name on every sample, and its gradient goes back the same way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import SettingError, ShapeError
from playground.engine.operations.operation import Operation
from playground.engine.operations.shaping import Flatten, Reshape, Slice, Transpose
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


# Transpose


@given(st.data(), SHAPES.filter(lambda shape: len(shape) > 1))
def test_transpose_brings_the_axes_into_the_named_order(data: st.DataObject, shape: tuple[int, ...]) -> None:
    axes = tuple(data.draw(st.permutations(range(len(shape)))))
    program, whole = program_of(shape, Transpose(axes)), (0, *(axis + 1 for axis in axes))
    assert np.array_equal(program.value("activation", "n2"), program.value("activation", "n1").transpose(whole))
    gradient = program.value("grad_activation", "n1").transpose(whole)
    assert np.array_equal(program.value("grad_activation", "n2"), gradient)


def test_a_matrix_is_transposed_by_a_sign_more_axes_by_their_order() -> None:
    texts = [step.text for step in program_of((2, 3), Transpose()).instructions]
    assert {"a⁽²⁾ = a⁽¹⁾ᵀ", "δa⁽¹⁾ = δa⁽²⁾ᵀ"} <= set(texts)
    texts = [step.text for step in program_of((2, 3, 4), Transpose((2, 0, 1))).instructions]
    assert {"a⁽²⁾ = transpose(a⁽¹⁾, axes 2, 0, 1)", "δa⁽¹⁾ = transpose(δa⁽²⁾, axes 1, 2, 0)"} <= set(texts)


@pytest.mark.parametrize("axes", [(), (0,), (0, 0), (1, 2), (0, -1), (0, 1, 3)])
def test_axes_that_are_no_order_are_refused(axes: tuple[int, ...]) -> None:
    with pytest.raises(SettingError, match="expected each of 0, 1, … once, 2 to 6 of them"):
        Transpose(axes).check_settings()


def test_an_order_for_another_number_of_axes_is_refused() -> None:
    with pytest.raises(ShapeError, match="orders 2 axes, but values of shape 2 × 3 × 4 arrive; name as many axes"):
        Transpose().output_shape(((2, 3, 4),))


# Slice


@given(st.data(), SHAPES)
def test_slice_keeps_a_part_and_what_is_left_out_has_no_gradient(data: st.DataObject, shape: tuple[int, ...]) -> None:
    axis = data.draw(st.integers(-len(shape), len(shape) - 1))
    start, stop = sorted(data.draw(st.lists(st.integers(0, shape[axis]), min_size=2, max_size=2, unique=True)))
    program = program_of(shape, Slice(axis, start, stop))
    places, whole = np.arange(start, stop), axis % len(shape) + 1
    values, gradient = program.value("activation", "n1"), program.value("grad_activation", "n1")
    assert np.array_equal(program.value("activation", "n2"), values.take(places, whole))
    assert np.array_equal(program.value("grad_activation", "n2"), gradient.take(places, whole))
    assert not np.delete(gradient, places, whole).any()


def test_a_slice_says_which_places_it_keeps() -> None:
    texts = {step.text for step in program_of((2, 5), Slice(1, 2, 4)).instructions}
    assert {"a⁽²⁾ = a⁽¹⁾[:, 3 … 4]", "δa⁽¹⁾ = (0; δa⁽²⁾; 0)"} <= texts


@pytest.mark.parametrize(
    ("start", "stop", "text"),
    [(0, 2, "δa⁽¹⁾ = (δa⁽²⁾; 0)"), (2, 5, "δa⁽¹⁾ = (0; δa⁽²⁾)"), (0, 5, "δa⁽¹⁾ = δa⁽²⁾")],
)
def test_zeros_stand_only_where_something_was_left_out(start: int, stop: int, text: str) -> None:
    assert text in {step.text for step in program_of((5,), Slice(0, start, stop)).instructions}


@pytest.mark.parametrize(("start", "stop"), [(-1, 2), (2, 2), (3, 1)])
def test_parts_that_cannot_be_are_refused(start: int, stop: int) -> None:
    with pytest.raises(SettingError, match=f"keeps places {start} to {stop}, expected 0 ≤ start < stop"):
        Slice(0, start, stop).check_settings()


def test_a_part_beyond_the_end_is_refused() -> None:
    with pytest.raises(ShapeError, match="stops at place 4, but only 3 places along axis 1 of 2 × 3 arrive"):
        Slice(-1, 0, 4).output_shape(((2, 3),))
