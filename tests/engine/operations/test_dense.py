"""The dense layer: z = W a + b by loops, gradients by loops, and what it learns."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import SettingError
from playground.engine.operations.dense import MAX_UNITS, Dense, check_units
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.shaping import Flatten, Reshape
from playground.engine.program import Program
from tests.engine.sample_networks import Wanted, chain, loaded_program, run_through, samples_for
from tests.engine.samples_shapes import row

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


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("samples", [7, 8, 64, 65])
def test_by_columns_a_large_layer_gives_the_same_sums(samples: int, bias: bool) -> None:
    network = chain(Dense(128, "identity", bias=bias), MeanSquaredError(), features=256)
    program = loaded_program(network, samples_for(network, samples), Wanted(dtype=np.float32))
    product = next(one for one in program.instructions if one.calls).calls[0]
    assert isinstance(product, partial)
    assert (product.args[0].shape == (256, samples)) == (samples in (8, 64))
    run_through(program)
    x, weights = program.features.astype(np.float64), program.value("weights", "n1").astype(np.float64)
    z = x @ weights.T + (program.value("bias", "n1") if bias else 0)
    assert np.allclose(program.value("pre_activation", "n1"), z, atol=1e-5 * np.abs(z).max())


def test_without_a_bias_there_is_none_to_learn() -> None:
    assert [spec.quantity for spec in Dense(3, bias=False).parameters(((2,),))] == ["weights"]
    assert not [ref for ref in layer(1, 2, 3, bias=False).values if "bias" in ref.quantity]


def test_it_learns_a_weight_for_each_unit_and_input_and_a_bias_that_starts_at_zero() -> None:
    weights, bias = Dense(3, initializer="he_normal").parameters(((2,),))
    assert (weights.shape, weights.initializer) == ((3, 2), "he_normal")
    assert (bias.shape, bias.initializer) == ((3,), "zeros")


@pytest.mark.parametrize("leading", [(), (3,), (4, 2)])
def test_it_works_along_the_last_axis(leading: tuple[int, ...]) -> None:
    assert Dense(5).output_shape(((*leading, 7),)) == (*leading, 5)
    assert [spec.shape for spec in Dense(5).parameters(((*leading, 7),))] == [(5, 7), (5,)]


@given(SIZES, SIZES, SIZES)
def test_a_sequence_is_so_many_more_rows(batch: int, length: int, inputs: int) -> None:
    sequence = row(length * inputs, Reshape((length, inputs)), Dense(3, "tanh"), Flatten())
    samples = samples_for(sequence, batch)
    program = run_through(loaded_program(sequence, samples))
    weights, bias = program.value("weights", "n2"), program.value("bias", "n2")
    x, dz = program.value("activation", "n1"), program.value("grad_pre_activation", "n2")
    assert np.allclose(program.value("pre_activation", "n2"), np.einsum("uk,nlk->nlu", weights, x) + bias)
    assert np.allclose(program.value("grad_weights", "n2"), np.einsum("nlu,nlk->uk", dz, x))
    assert np.allclose(program.value("grad_bias", "n2"), dz.sum(axis=(0, 1)))
    assert np.allclose(program.value("grad_activation", "n1"), np.einsum("uk,nlu->nlk", weights, dz))


@pytest.mark.parametrize(
    ("batch", "lines"),
    [
        (1, ("z⁽²⁾ = a⁽¹⁾ W⁽²⁾ᵀ + b⁽²⁾", "∂L/∂W⁽²⁾ = δz⁽²⁾ᵀ a⁽¹⁾", "∂L/∂b⁽²⁾ = Σᵢ δz⁽²⁾", "δa⁽¹⁾ = δz⁽²⁾ W⁽²⁾")),
        (2, ("z⁽²⁾ = a⁽¹⁾ W⁽²⁾ᵀ + b⁽²⁾", "∂L/∂W⁽²⁾ = δz⁽²⁾ᵀ a⁽¹⁾", "∂L/∂b⁽²⁾ = Σₙ,ᵢ δz⁽²⁾", "δa⁽¹⁾ = δz⁽²⁾ W⁽²⁾")),
    ],
)
def test_the_vectors_of_a_sequence_stand_as_rows(batch: int, lines: tuple[str, ...]) -> None:
    sequence = row(6, Reshape((3, 2)), Dense(2, "tanh"), Flatten())
    program = loaded_program(sequence, samples_for(sequence, batch))
    assert set(lines) <= {step.text for step in program.instructions}


@pytest.mark.parametrize("units", [1, MAX_UNITS])
def test_unit_counts_in_range_pass(units: int) -> None:
    check_units(units)


@pytest.mark.parametrize("units", [0, -1, MAX_UNITS + 1])
def test_unit_counts_out_of_range_are_refused(units: int) -> None:
    with pytest.raises(SettingError, match=f"has {units} units, expected 1 to 65,536"):
        check_units(units)
