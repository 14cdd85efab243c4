"""Dropout: how much is dropped, that the mean stays, and that a mask belongs to its update and to nothing else."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.compiler import EVALUATION, CompileOptions
from playground.engine.errors import SettingError
from playground.engine.instruction import Phase, run_calls
from playground.engine.operations.dense import Dense
from playground.engine.operations.dropout import Dropout
from playground.engine.program import Program
from playground.engine.samples import Samples
from tests.engine.sample_networks import Wanted, loaded_program, run_through, samples_for
from tests.engine.samples_shapes import row

RATES = (0.0, 0.1, 0.5, 0.9)
MANY = row(50, Dropout(0.3))


def dropping(rate: float, batch: int = 200, dtype: type[np.number] = np.float64) -> Program:
    """A training pass over fifty values a sample, every one of them 1."""
    network = row(50, Dropout(rate))
    ones = Samples(np.ones((batch, 50)), np.zeros((batch, 50)))
    return run_through(loaded_program(network, ones, Wanted(dtype=dtype)))


def mask_of(update: int, seed: int = 0, batch: int = 3) -> np.ndarray:
    """r of one update."""
    program = loaded_program(MANY, samples_for(MANY, batch))
    program.arrays.clock.updates, program.arrays.clock.seed = update, seed
    run_calls(program.calls(Phase.FORWARD))
    return program.value("mask", "n1").copy()


# How much


@pytest.mark.parametrize("rate", RATES)
def test_the_share_that_is_dropped_is_the_rate_within_five_standard_errors(rate: float) -> None:
    dropped = (dropping(rate).value("activation", "n1") == 0).mean()
    assert abs(dropped - rate) <= 5 * (rate * (1 - rate) / 10_000) ** 0.5


@pytest.mark.parametrize("rate", RATES)
def test_the_rest_is_stretched_so_that_the_mean_stays(rate: float) -> None:
    values = dropping(rate).value("activation", "n1")
    assert set(np.unique(values)) <= {0.0, 1 / (1 - rate)}
    assert abs(values.mean() - 1) <= 5 * (rate / (1 - rate) / 10_000) ** 0.5


def test_values_and_gradients_pass_the_same_mask() -> None:
    program = dropping(0.4)
    mask = program.value("mask", "n1")
    assert np.array_equal(program.value("activation", "n1"), mask)
    assert np.array_equal(program.value("grad_activation", "n0"), program.value("grad_activation", "n1") * mask)


def test_both_precisions_drop_the_same_values() -> None:
    double, single = (dropping(0.5, dtype=dtype).value("mask", "n1") for dtype in (np.float64, np.float32))
    assert np.array_equal(double == 0, single == 0)


# When


@given(st.integers(0, 2**40), st.integers(0, 2**31))
def test_the_same_update_drops_the_same_values(update: int, seed: int) -> None:
    assert np.array_equal(mask_of(update, seed), mask_of(update, seed))


def test_other_updates_and_other_seeds_drop_other_values() -> None:
    masks = {mask_of(update, seed).tobytes() for update in range(20) for seed in range(3)}
    assert len(masks) == 60


def test_each_sample_and_each_block_is_dropped_by_itself() -> None:
    network = row(50, Dropout(0.3), Dropout(0.3))
    program = run_through(loaded_program(network, samples_for(network, 4)))
    masks = [*program.value("mask", "n1"), *program.value("mask", "n2")]
    assert len({mask.tobytes() for mask in masks}) == 8


def test_masks_of_successive_updates_are_independent() -> None:
    one, other = (np.concatenate([mask_of(2 * pair + which).ravel() for pair in range(60)]) > 0 for which in (0, 1))
    assert abs(np.corrcoef(one, other)[0, 1]) <= 5 / one.size**0.5


# Evaluation


def test_in_evaluation_nothing_is_dropped_or_drawn() -> None:
    samples = samples_for(MANY, 3)
    program = run_through(loaded_program(MANY, samples, Wanted(options=EVALUATION)))
    assert np.array_equal(program.value("activation", "n1"), samples.features)
    assert "mask" not in {ref.quantity for ref in program.values}
    assert [step.text for step in program.instructions if step.node == "n1"] == ["a⁽¹⁾ = a⁽⁰⁾"]


def test_backward_in_evaluation_lets_every_gradient_through() -> None:
    network = row(6, Dense(6), Dropout(0.5))
    options = CompileOptions(training=False)
    program = run_through(loaded_program(network, samples_for(network, 3), Wanted(options=options)))
    assert np.array_equal(program.value("grad_activation", "n1"), program.value("grad_activation", "n2"))


def test_the_lines_say_what_is_drawn() -> None:
    network = row(3, Dropout(0.2))
    program = loaded_program(network, samples_for(network, 2))
    assert [step.text for step in program.instructions if (step.via or step.node) == "n1"] == [
        "r⁽¹⁾ = Bernoulli(0.8) / 0.8",
        "a⁽¹⁾ = a⁽⁰⁾ ⊙ r⁽¹⁾",
        "δa⁽⁰⁾ = δa⁽¹⁾ ⊙ r⁽¹⁾",
    ]


# Settings


@pytest.mark.parametrize("rate", [-0.1, 1.0, 1.5, float("nan")])
def test_a_rate_that_drops_all_or_less_than_nothing_is_refused(rate: float) -> None:
    with pytest.raises(SettingError, match="expected a number from 0 to below 1"):
        replace(Dropout(), rate=rate).check_settings()


@pytest.mark.parametrize("rate", RATES)
def test_a_rate_from_nothing_to_nearly_all_is_fine(rate: float) -> None:
    Dropout(rate).check_settings()
