"""The loss of a computational graph: the value itself, without targets."""

import numpy as np
import pytest

from playground.engine.errors import ShapeError
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import Objective
from playground.engine.optimizers import SGD
from tests.engine.operations.loss_oracles import gradient, run_loss
from tests.engine.sample_networks import Wanted, chain, loaded_program, run_through, samples_for

VALUES = [[3.0], [-1.0], [4.0]]


@pytest.mark.parametrize(("reduction", "loss", "share"), [("mean", 2.0, 1 / 3), ("sum", 6.0, 1.0)])
def test_the_loss_is_the_value_that_arrives(reduction: str, loss: float, share: float) -> None:
    program = run_loss(Objective(reduction), VALUES, [[]] * 3)
    assert float(program.loss) == loss
    assert np.array_equal(gradient(program), [[share]] * 3)
    assert np.array_equal(program.prediction, VALUES)


def test_there_are_no_targets() -> None:
    assert Objective().output_shape(((1,),)) == (0,)
    assert run_loss(Objective(), VALUES, [[]] * 3).targets.shape == (3, 0)


@pytest.mark.parametrize(("shape", "words"), [((2,), "2"), ((1, 1), "1 × 1"), ((), "a single number")])
def test_only_one_number_can_be_made_small(shape: tuple[int, ...], words: str) -> None:
    with pytest.raises(ShapeError, match=f"takes one number, but values of shape {words} arrive: add them up first"):
        Objective().output_shape((shape,))


def test_an_update_makes_the_value_smaller() -> None:
    network = chain(Dense(1, "identity"), Objective())
    program = loaded_program(network, samples_for(network, 4), Wanted(SGD(0.1)))
    run_through(program)
    first = float(program.loss)
    assert float(run_through(program).loss) < first


def test_the_formulas_are_the_shortest_there_are() -> None:
    texts = {}
    for batch in (1, 3):
        network = chain(Dense(1, "identity"), Objective())
        texts[batch] = [step.text for step in loaded_program(network, samples_for(network, batch)).instructions]
    assert [text for text in texts[1] if text in {"L = a⁽¹⁾", "δa⁽¹⁾ = 1"}] == ["L = a⁽¹⁾", "δa⁽¹⁾ = 1"]
    assert [text for text in texts[3] if text[:2] in {"L ", "δa"}][:2] == ["L = 1/3 Σ a⁽¹⁾", "δa⁽¹⁾ = 1/3"]
