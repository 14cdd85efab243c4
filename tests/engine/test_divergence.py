"""Which instruction a divergence is blamed on."""

import numpy as np

from playground.engine.divergence import bounded, divergence, first_infinite, led_astray
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.optimizers import SGD
from playground.engine.program import Program
from tests.engine.sample_networks import Wanted, chain, loaded_program, samples_for


def program() -> Program:
    network = chain(Dense(2, "identity"), Dense(1, "identity"), MeanSquaredError())
    return loaded_program(network, samples_for(network, 3), Wanted(SGD(0.1)))


def test_numbers_that_can_be_squared_and_added_are_bounded() -> None:
    assert bounded(np.array([[1e150, -3.0]]))
    assert not any(bounded(np.array([1.0, wrong])) for wrong in (1e160, np.inf, -np.inf, np.nan))


def test_a_healthy_pass_has_no_culprit() -> None:
    assert first_infinite(program()) is None


def test_the_first_result_that_is_no_number_is_named() -> None:
    wrong = program()
    wrong.value("weights", "n2")[0, 1] = np.nan
    found = first_infinite(wrong)
    assert found is not None
    assert (found.symbol, led_astray(found)) == ("z⁽²⁾", True)
    error = divergence(wrong, found, (3, 7), 5)
    assert str(error) == (
        "training diverged in epoch 3, update 7: z⁽²⁾ (pre-activation of N2, instruction 4) became NaN; "
        "the parameters of update 5 are kept. Lower the learning rate and go on."
    )
    assert error.update == 7
    assert error.place == ("n2", "pre_activation", 3)


def test_an_update_that_overshoots_is_itself_to_blame() -> None:
    network = chain(Dense(2, "identity"), Dense(1, "identity"), MeanSquaredError())
    wild = loaded_program(network, samples_for(network, 3), Wanted(SGD(1e300)))
    found = first_infinite(wild)
    assert found is not None
    assert (found.symbol, led_astray(found)) == ("W⁽¹⁾", False)
    assert " grew to " in str(divergence(wild, found, (1, 1), 0))
