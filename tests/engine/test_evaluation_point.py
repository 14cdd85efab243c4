"""A point gives programs of its own: the same numbers, nothing shared, in whichever precision is asked for."""

import numpy as np
import pytest

from playground.engine.compiler import EVALUATION
from playground.engine.errors import BatchError
from playground.engine.evaluation_point import EvaluationPoint
from playground.engine.parameters import layout_of
from playground.engine.samples import Samples
from tests.engine.sample_networks import loaded_program, run_through, samples_for, skip_network, values_for


def point(samples: Samples) -> EvaluationPoint:
    """A point of a small network."""
    network = skip_network()
    return EvaluationPoint(network, layout_of(network), values_for(network), samples)


def test_a_program_of_a_point_gives_the_numbers_of_any_other() -> None:
    samples = samples_for(skip_network(), 3)
    one, other = run_through(point(samples).program()), run_through(loaded_program(skip_network(), samples))
    assert np.array_equal(one.arrays.gradients, other.arrays.gradients)
    assert one.loss == other.loss


def test_running_it_changes_nothing_of_the_point() -> None:
    samples = samples_for(skip_network(), 2)
    here = point(samples)
    program = run_through(here.program())
    program.arrays.values[:] = 0
    program.features[:] = 0
    program.arrays.clock.updates += 1
    assert np.array_equal(here.values, values_for(skip_network()))
    assert np.array_equal(here.samples.features, samples.features)
    assert here.clock.updates == 0


def test_a_program_may_be_complex_or_without_a_backward_pass() -> None:
    program = point(samples_for(skip_network(), 1)).program(EVALUATION, np.complex128)
    assert program.loss.dtype == np.complex128
    assert all(not step.quantity.key.startswith("grad") for step in program.instructions)


def test_samples_that_do_not_fit_are_refused() -> None:
    with pytest.raises(BatchError):
        point(Samples(np.zeros((1, 5)), np.zeros((1, 2)))).program()
