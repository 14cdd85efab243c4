"""The dense layer: z = W a + b by loops, gradients by loops, and what it learns."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import SettingError, ShapeError
from playground.engine.operations.dense import MAX_UNITS, Dense, check_units
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.program import Program
from tests.engine.sample_networks import chain, loaded_program, run_through, samples_for

SIZES = st.integers(1, 4)


def layer(batch: int, inputs: int, units: int, *, bias: bool = True) -> Program:
    """A layer that has run."""
    network = chain(Dense(units, "tanh", bias=bias), MeanSquaredError(), features=inputs)
    return run_through(loaded_program(network, samples_for(network, batch)))


@given(SIZES, SIZES, SIZES)
def test_each_unit_weighs_its_inputs_and_adds_its_bias(batch: int, inputs: int, units: int) -> None:
    program = layer(batch, inputs, units)
    weights, bias, x = program.value("weights", "n1"), program.value("bias", "n1"), program.features
    z = [[sum(weights[u, k] * x[n, k] for k in range(inputs)) + bias[u] for u in range(units)] for n in range(batch)]
    assert np.allclose(program.value("pre_activation", "n1"), z, rtol=1e-13, atol=1e-14)


@given(SIZES, SIZES, SIZES)
def test_gradients_add_up_over_the_batch(batch: int, inputs: int, units: int) -> None:
    program = layer(batch, inputs, units)
    dz, x, weights = program.value("grad_pre_activation", "n1"), program.features, program.value("weights", "n1")
    slope = [[sum(dz[n, u] * x[n, k] for n in range(batch)) for k in range(inputs)] for u in range(units)]
    below = [[sum(weights[u, k] * dz[n, u] for u in range(units)) for k in range(inputs)] for n in range(batch)]
    assert np.allclose(program.value("grad_weights", "n1"), slope, atol=1e-14)
    assert np.allclose(program.value("grad_bias", "n1"), [sum(dz[:, u]) for u in range(units)], atol=1e-14)
    assert np.allclose(program.value("grad_activation", "x"), below, atol=1e-14)


def test_without_a_bias_there_is_none_to_learn() -> None:
    assert [spec.quantity for spec in Dense(3, bias=False).parameters(((2,),))] == ["weights"]
    assert not [ref for ref in layer(1, 2, 3, bias=False).values if "bias" in ref.quantity]


def test_it_learns_a_weight_for_each_unit_and_input_and_a_bias_that_starts_at_zero() -> None:
    weights, bias = Dense(3, initializer="he_normal").parameters(((2,),))
    assert (weights.shape, weights.initializer) == ((3, 2), "he_normal")
    assert (bias.shape, bias.initializer) == ((3,), "zeros")


def test_it_takes_vectors() -> None:
    assert Dense(5).output_shape(((7,),)) == (5,)
    with pytest.raises(ShapeError, match="a dense layer takes a vector, but values of shape 2 × 3 arrive"):
        Dense(5).output_shape(((2, 3),))


@pytest.mark.parametrize("units", [1, MAX_UNITS])
def test_unit_counts_in_range_pass(units: int) -> None:
    check_units(units)


@pytest.mark.parametrize("units", [0, -1, MAX_UNITS + 1])
def test_unit_counts_out_of_range_are_refused(units: int) -> None:
    with pytest.raises(SettingError, match=f"has {units} units, expected 1 to 65,536"):
        check_units(units)
