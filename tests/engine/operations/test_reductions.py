"""Reductions are NumPy's on every sample; their gradient is spread over what was added up."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import SettingError, ShapeError
from playground.engine.operations.operation import Operation
from playground.engine.operations.reductions import Mean, Reduction, Scale, Sum
from playground.engine.operations.shaping import Flatten, Reshape
from playground.engine.program import Program
from tests.engine.sample_networks import loaded_program, run_through, samples_for
from tests.engine.samples_shapes import row

SHAPES = st.lists(st.integers(1, 4), min_size=1, max_size=4).map(tuple)


def program_of(shape: tuple[int, ...], operation: Operation) -> Program:
    """Two samples of values of that shape (n1) through the operation (n2)."""
    network = row(int(np.prod(shape)), Reshape(shape), operation, Flatten())
    return run_through(loaded_program(network, samples_for(network, 2)))


@given(st.data(), SHAPES)
def test_a_sum_spreads_its_gradient_over_what_it_added(data: st.DataObject, shape: tuple[int, ...]) -> None:
    axis = data.draw(st.integers(-len(shape), len(shape) - 1))
    program = program_of(shape, Sum(axis))
    place, result = axis % len(shape) + 1, program.value("activation", "n2")
    added = program.value("activation", "n1").sum(place, keepdims=True)
    assert np.allclose(result, added.reshape(result.shape))
    spread = program.value("grad_activation", "n2").reshape(added.shape)
    assert np.array_equal(program.value("grad_activation", "n1"), np.broadcast_to(spread, (2, *shape)))


@given(st.data(), SHAPES)
def test_a_mean_is_a_sum_shared_out(data: st.DataObject, shape: tuple[int, ...]) -> None:
    axis = data.draw(st.integers(-len(shape), len(shape) - 1))
    program = program_of(shape, Mean(axis))
    place, result = axis % len(shape) + 1, program.value("activation", "n2")
    mean = program.value("activation", "n1").mean(place, keepdims=True)
    assert np.allclose(result, mean.reshape(result.shape))
    share = program.value("grad_activation", "n2").reshape(mean.shape) / shape[axis]
    assert np.allclose(program.value("grad_activation", "n1"), np.broadcast_to(share, (2, *shape)))


@pytest.mark.parametrize("kind", [Sum, Mean])
def test_the_axis_vanishes_and_of_a_vector_one_number_is_left(kind: type[Reduction]) -> None:
    assert kind(0).output_shape(((2, 3, 4),)) == (3, 4)
    assert kind(-1).output_shape(((2, 3, 4),)) == (2, 3)
    assert kind(0).output_shape(((5,),)) == (1,)


@pytest.mark.parametrize("kind", [Sum, Mean])
def test_an_axis_the_values_lack_is_refused(kind: type[Reduction]) -> None:
    with pytest.raises(
        ShapeError, match="works along axis 2, but values of shape 3 × 4 arrive, which have axes 0 to 1"
    ):
        kind(2).output_shape(((3, 4),))
    with pytest.raises(SettingError, match="has the axis 6"):
        kind(6).check_settings()


def test_the_mean_says_by_what_it_divides() -> None:
    texts = {step.text for step in program_of((3, 2), Mean(0)).instructions}
    assert {"a⁽²⁾ = 1/3 Σᵢ a⁽¹⁾", "δa⁽¹⁾ = 1/3 δa⁽²⁾"} <= texts


# Scale


@given(SHAPES, st.floats(-1e6, 1e6))
def test_scale_multiplies_forward_and_backward(shape: tuple[int, ...], factor: float) -> None:
    program = program_of(shape, Scale(factor))
    assert np.array_equal(program.value("activation", "n2"), factor * program.value("activation", "n1"))
    assert np.array_equal(program.value("grad_activation", "n1"), factor * program.value("grad_activation", "n2"))


def test_the_factor_stands_in_the_formula() -> None:
    texts = {step.text for step in program_of((2,), Scale(-1 / math.sqrt(8))).instructions}
    assert {"a⁽²⁾ = −0.3536 a⁽¹⁾", "δa⁽¹⁾ = −0.3536 δa⁽²⁾"} <= texts


@pytest.mark.parametrize("factor", [math.nan, math.inf])
def test_a_factor_that_is_no_number_is_refused(factor: float) -> None:
    with pytest.raises(SettingError, match=f"has the factor {factor}, expected a finite number"):
        Scale(factor).check_settings()
