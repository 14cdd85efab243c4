"""The Softmax block: shares along the axis one asks for, in an image, a sequence or a vector."""

import numpy as np
import pytest

from playground.engine.errors import SettingError, ShapeError
from playground.engine.operations.activations import Activation
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Operation
from playground.engine.operations.shaping import Flatten, Reshape
from playground.engine.operations.softmax_block import Softmax
from playground.engine.program import Program
from playground.engine.samples import Samples
from tests.engine.sample_networks import chain, loaded_program, run_through


def program_of(operation: Operation, shape: tuple[int, ...] = (2, 3, 2)) -> Program:
    """Two samples of that shape through the block `n2`."""
    network = chain(Reshape(shape), operation, Flatten(), MeanSquaredError(), features=12)
    x = np.random.default_rng(0).normal(size=(2, 12))
    return run_through(loaded_program(network, Samples(x, np.ones((2, 12)))))


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2, -3])
def test_shares_add_up_to_one_along_the_axis(axis: int) -> None:
    shares = program_of(Softmax(axis)).value("activation", "n2")
    counted = axis + 1 if axis >= 0 else axis
    assert shares.sum(axis=counted) == pytest.approx(1, rel=1e-15)
    assert not np.allclose(shares.sum(axis=1 + (counted % 4) % 3), 1)
    logarithms = program_of(Softmax(axis, log=True)).value("activation", "n2")
    assert np.exp(logarithms) == pytest.approx(shares, rel=1e-14)


@pytest.mark.parametrize(("log", "key"), [(False, "softmax"), (True, "log_softmax")])
def test_along_the_last_axis_it_is_the_activation_function(log: bool, key: str) -> None:
    block, function = program_of(Softmax(log=log)), program_of(Activation(key))
    for quantity, node in (("activation", "n2"), ("grad_activation", "n1")):
        assert block.value(quantity, node).tobytes() == function.value(quantity, node).tobytes()
    assert [step.text for step in block.instructions] == [step.text for step in function.instructions]


def test_the_formula_names_what_it_is_made_of() -> None:
    texts = [step.text for log in (False, True) for step in program_of(Softmax(0, log)).instructions]
    assert "a⁽²⁾ = eˣ 1/Σeˣ" in texts
    assert "a⁽²⁾ = a⁽¹⁾ + (−ln Σeˣ)" in texts


def test_an_axis_that_is_not_there_is_refused() -> None:
    with pytest.raises(SettingError, match="has the axis 7"):
        Softmax(7).check_settings()
    with pytest.raises(ShapeError, match="works along axis 1, but values of shape 12 arrive"):
        Softmax(1).output_shape(((12,),))
    assert Softmax(1).output_shape(((3, 4),)) == (3, 4)
