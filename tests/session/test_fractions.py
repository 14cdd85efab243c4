"""The fractions of a pass by their floats: the worked examples exactly, and never one number's fraction for another."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from playground.document import graph_examples as graphs
from playground.document.document import Document
from playground.engine.optimizers import SGD, Momentum
from playground.engine.settings import TrainingSettings
from playground.session.fractions import fractions_of
from playground.session.pass_samples import all_samples
from playground.session.state import opened
from playground.session.stepper import Stepper
from playground.session.workbench import Workbench
from tests.session.opened_documents import stepper_of

RATIONAL = (
    graphs.doubled_squared,
    graphs.one_neuron,
    graphs.cube_of_square,
    graphs.sum_times_sum,
    graphs.sum_times_factor,
    graphs.gates,
)


@pytest.mark.parametrize("make", RATIONAL)
def test_every_number_of_a_rational_example_has_its_fraction(make: Callable[[], Document]) -> None:
    stepper = stepper_of(make())
    found = fractions_of(stepper)
    assert found is not None
    for _step in stepper.instructions:
        stepper.step()
        assert stepper.current is not None
        for number in np.ravel(stepper.current.result.array).tolist():
            assert float(found[number]) == number  # whole numbers and short decimals: no rounding at all


def test_after_one_step_of_descent_the_new_numbers_are_exact() -> None:
    found = fractions_of(stepper_of(graphs.one_neuron()))
    assert found is not None
    assert (found[2.24], found[6.06]) == (Fraction(56, 25), Fraction(303, 50))


def test_an_irrational_example_has_fractions_up_to_the_sine_only() -> None:
    found = fractions_of(stepper_of(graphs.total_derivative()))
    assert found is not None
    assert found[2.0] == 2
    assert np.sin(1.0) not in found


def test_two_numbers_with_one_float_have_no_fraction() -> None:
    stepper = stepper_of(Document(graphs.graph("a = x/3\na*y", {"x": 1, "y": 0.3333333333333333})))
    found = fractions_of(stepper)
    assert found is not None
    assert 1 / 3 not in found  # a third, and the decimal that was typed


def test_a_layered_network_has_none() -> None:
    assert fractions_of(stepper_of(graphs.mazur())) is None


def test_a_batch_and_an_update_with_momentum_are_exact() -> None:
    for optimizer in (SGD(0.1), Momentum(0.1, 0.9)):
        diagram = graphs.graph("(w*x - 1)**2", {"x": 0.5}, {"w": 0.1})
        bench = Workbench(opened(Document(diagram).diagram, None))
        stepper = Stepper(
            bench.state.diagram.network, TrainingSettings(optimizer, 1), bench.stepper(all_samples(bench.state)).start
        )
        found = fractions_of(stepper)
        stepper.run_to_end()
        assert found is not None
        (w,) = stepper.program.arrays.values.tolist()
        assert found[w] == Fraction("0.1") + Fraction("0.1") * Fraction("0.95")


def test_the_walk_itself_is_left_alone() -> None:
    stepper = stepper_of(graphs.one_neuron())
    stepper.run_to(5)
    before = {ref: operand.array.copy() for ref, operand in stepper.program.values.items()}
    fractions_of(stepper)
    assert stepper.cursor == 5
    for ref, array in before.items():
        np.testing.assert_array_equal(stepper.program.values[ref].array, array)


def test_the_learning_rate_and_slopes_that_no_buffer_holds_have_theirs() -> None:
    found = fractions_of(stepper_of(graphs.one_neuron()))
    assert found is not None
    assert found[0.01] == Fraction(1, 100)
