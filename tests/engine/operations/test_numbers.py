"""Constants stay, parameters learn; both are one number for every sample."""

import math

import numpy as np
import pytest

from playground.engine.errors import SettingError
from playground.engine.expressions import network_of
from playground.engine.learned import fresh
from playground.engine.operations.numbers import Constant, Number, Parameter, number_text
from playground.engine.optimizers import SGD
from playground.engine.samples import Samples
from tests.engine.sample_networks import Wanted, loaded_program, run_through


@pytest.mark.parametrize("kind", [Constant, Parameter])
def test_a_number_has_no_input_and_one_value(kind: type[Number]) -> None:
    assert kind().ports == ()
    assert kind().output_shape(()) == (1,)


@pytest.mark.parametrize("kind", [Constant, Parameter])
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_number_is_finite(kind: type[Number], value: float) -> None:
    kind(-2.5).check_settings()
    with pytest.raises(SettingError, match=f"has the value {value}, expected a finite number"):
        kind(value).check_settings()


def test_a_parameter_begins_at_its_value_whatever_the_seed() -> None:
    network = network_of("w*x + v", {"w": -2.5, "v": 0.0})
    for seed in (0, 1):
        assert fresh(network, seed).values.tolist() == [-2.5, 0.0]


def test_every_sample_sees_the_same_number_and_their_gradients_add_up() -> None:
    samples = Samples(np.array([[1.0], [2.0], [6.0]]), np.zeros((3, 0)))
    program = run_through(loaded_program(network_of("w*x + 2", ("w",)), samples))
    constant, parameter = (program.network.named(name).id for name in ("2", "w"))
    assert program.value("activation", constant).tolist() == [[2.0]] * 3
    assert len(set(program.value("activation", parameter).ravel())) == 1
    assert program.value("grad_value", parameter).tolist() == [3.0]


def test_an_update_moves_a_parameter_against_its_gradient_and_nothing_else() -> None:
    network = network_of("(w - x)**2", {"w": 1.0})
    program = loaded_program(network, Samples(np.array([[4.0]]), np.zeros((1, 0))), Wanted(SGD(0.25)))
    program.arrays.values[:] = 1.0
    run_through(program)
    assert program.arrays.values.tolist() == [1.0 - 0.25 * -6.0]


EXACT = {
    2.0: "2",
    -3.0: "−3",
    0.1: "0.1",
    1e-7: "1e-07",
    -2.5e300: "−2.5e+300",
    1e15: "1000000000000000",
    1e16: "1e+16",
}


@pytest.mark.parametrize(("number", "text"), EXACT.items())
def test_a_number_is_written_exactly_and_shortly(number: float, text: str) -> None:
    assert number_text(number) == text
    assert float(text.replace("−", "-")) == number
