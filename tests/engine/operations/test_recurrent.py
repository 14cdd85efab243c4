"""A recurrent cell, unrolled over time with shared weights: by a plain loop forwards and back through time."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.engine.errors import SettingError, ShapeError
from playground.engine.network import Network
from playground.engine.operations.recurrent import InitialState, RecurrentCell
from playground.engine.optimizers import SGD
from playground.engine.parameters import layout_of
from playground.engine.program import Program
from tests.engine.sample_networks import Wanted, loaded_program, run_through, samples_for
from tests.engine.samples_sequence import unrolled

STEPS = range(1, 4)


@dataclass(frozen=True)
class Weights:
    """W (units, features), U (units, units), b (units,)."""

    w: np.ndarray
    u: np.ndarray
    b: np.ndarray


def weights_of(program: Program) -> Weights:
    """What the cells share, which the first of them owns."""
    return Weights(*(program.value(name, "h1") for name in ("weights", "recurrent_weights", "bias")))


def states(weights: Weights, sequence: np.ndarray) -> list[np.ndarray]:
    """The state before the first step and after each, of one sample (steps, features)."""
    found = [np.zeros(len(weights.b))]
    for x in sequence:
        found.append(np.tanh(weights.w @ x + weights.u @ found[-1] + weights.b))
    return found


def through_time(weights: Weights, sequence: np.ndarray, upon: np.ndarray) -> Weights:
    """The gradients of one sample, from the gradient of its last state, going back step by step."""
    remembered = states(weights, sequence)
    total = Weights(*(np.zeros_like(array) for array in (weights.w, weights.u, weights.b)))
    for step in reversed(range(len(sequence))):
        dz = upon * (1 - remembered[step + 1] ** 2)
        for array, share in (
            (total.w, np.outer(dz, sequence[step])),
            (total.u, np.outer(dz, remembered[step])),
            (total.b, dz),
        ):
            array += share
        upon = weights.u.T @ dz
    return total


def ran(batch: int, network: Network | None = None) -> Program:
    """A pass of three steps over two features."""
    network = network or unrolled()
    return run_through(loaded_program(network, samples_for(network, batch, seed=batch)))


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 6))
def test_every_step_weighs_what_arrives_and_what_is_remembered(batch: int) -> None:
    program = ran(batch)
    weights, sequences = weights_of(program), program.features.reshape(batch, 3, 2)
    for sample in range(batch):
        for step, state in enumerate(states(weights, sequences[sample])):
            assert np.allclose(program.value("activation", f"h{step}")[sample], state, rtol=1e-13)


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 6))
def test_the_gradient_of_shared_weights_is_the_sum_over_steps_and_samples(batch: int) -> None:
    program = ran(batch)
    weights, sequences = weights_of(program), program.features.reshape(batch, 3, 2)
    upon = program.value("grad_activation", "h3")
    shares = [through_time(weights, sequences[sample], upon[sample]) for sample in range(batch)]
    for name, part in (("weights", "w"), ("recurrent_weights", "u"), ("bias", "b")):
        expected = sum(getattr(share, part) for share in shares)
        assert np.allclose(program.value(f"grad_{name}", "h1"), expected, rtol=1e-12, atol=1e-15)


def test_each_step_writes_its_share_and_one_line_adds_them_up() -> None:
    lines = [step.text for step in ran(2).instructions if step.quantity.key == "grad_recurrent_weights"]
    assert lines == ["∂L/∂U⁽⁴⁾ = ∂L/∂U⁽⁴⁾←H1 + ∂L/∂U⁽⁷⁾←H2 + ∂L/∂U⁽¹⁰⁾←H3"]


def test_the_cells_keep_one_set_of_weights_which_one_update_changes_for_all() -> None:
    network = unrolled()
    slots = [(slot.node, slot.quantity) for slot in layout_of(network).slots if slot.node.startswith("h")]
    assert slots == [("h1", "weights"), ("h1", "recurrent_weights"), ("h1", "bias")]
    program = loaded_program(network, samples_for(network, 4), Wanted(SGD(0.5)))
    before = Weights(*(array.copy() for array in vars(weights_of(program)).values()))
    run_through(program)
    for name, part in (("weights", "w"), ("recurrent_weights", "u"), ("bias", "b")):
        expected = getattr(before, part) - 0.5 * program.value(f"grad_{name}", "h1")
        assert np.allclose(program.value(name, "h1"), expected, rtol=1e-15)


def test_the_lines_of_a_cell_read_as_in_the_book() -> None:
    assert [step.text for step in ran(1).instructions if (step.via or step.node) == "h2"] == [
        "z⁽⁷⁾ = W⁽⁴⁾ a⁽⁶⁾ + U⁽⁴⁾ a⁽⁴⁾ + b⁽⁴⁾",
        "a⁽⁷⁾ = tanh(z⁽⁷⁾)",
        "δz⁽⁷⁾ = δa⁽⁷⁾ ⊙ g′(z⁽⁷⁾)",
        "∂L/∂W⁽⁷⁾←H2 = δz⁽⁷⁾ a⁽⁶⁾ᵀ",
        "∂L/∂U⁽⁷⁾←H2 = δz⁽⁷⁾ a⁽⁴⁾ᵀ",
        "∂L/∂b⁽⁷⁾←H2 = δz⁽⁷⁾",
        "δa⁽⁶⁾ = W⁽⁴⁾ᵀ δz⁽⁷⁾",
        "δa⁽⁴⁾ = U⁽⁴⁾ᵀ δz⁽⁷⁾",
    ]


def test_the_state_before_the_first_step_is_zero() -> None:
    assert not ran(5).value("activation", "h0").any()
    assert InitialState(3).output_shape(()) == (3,)
    assert InitialState(3).ports == ()


# Shapes, parameters, settings


def test_it_learns_weights_of_input_and_state_and_a_bias() -> None:
    specs = RecurrentCell(4, initializer="orthogonal").parameters(((2,), (4,)))
    assert [(spec.quantity, spec.shape, spec.initializer) for spec in specs] == [
        ("weights", (4, 2), "orthogonal"),
        ("recurrent_weights", (4, 4), "orthogonal"),
        ("bias", (4,), "zeros"),
    ]


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        (((2,), (3,)), "gets a state of 3 values, expected as many as its 4 units"),
        (((2, 3), (4,)), "a recurrent cell takes a vector, but values of shape 2 × 3 arrive"),
        (((2,), (2, 2)), "the state of a recurrent cell takes a vector"),
    ],
)
def test_a_state_or_an_input_that_does_not_fit_is_refused(inputs: tuple[tuple[int, ...], ...], words: str) -> None:
    with pytest.raises(ShapeError, match=words):
        RecurrentCell(4).output_shape(inputs)


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (RecurrentCell(0), "has 0 units"),
        (RecurrentCell(activation="swish"), "unknown activation function 'swish'"),
        (RecurrentCell(initializer="one"), "unknown initializer 'one'"),
        (InitialState(0), "has 0 units"),
    ],
)
def test_a_setting_out_of_range_is_refused(operation: RecurrentCell | InitialState, words: str) -> None:
    with pytest.raises(SettingError, match=words):
        operation.check_settings()
