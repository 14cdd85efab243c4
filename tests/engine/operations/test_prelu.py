"""The rectifier with learned slopes: what passes, what each slope learns, and along which axis."""

import math

import numpy as np
import pytest

from playground.engine.errors import SettingError, ShapeError
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import ParameterSpec
from playground.engine.operations.prelu import PReLU
from playground.engine.operations.shaping import Reshape
from playground.engine.program import Program
from playground.engine.samples import Samples
from tests.engine.sample_networks import chain, loaded_program, run_through

XS = np.array([[1.0, -2.0, 0.0], [-3.0, 4.0, -5.0]])


def bent(operation: PReLU, slopes: list[float]) -> Program:
    """Two samples of three values through the block, the gradient above all ones."""
    program = loaded_program(chain(operation, MeanSquaredError(), features=3), Samples(XS, np.zeros((2, 3))))
    program.value("slopes", "n1")[...] = slopes
    run_through(program)
    program.value("grad_activation", "n1")[...] = 1
    for step in program.instructions:
        if step.result.array is not program.value("grad_activation", "n1") and step.phase == "backward":
            step.run()
    return program


def test_each_unit_has_a_slope_of_its_own() -> None:
    program = bent(PReLU(), [0.1, 0.2, -0.5])
    assert program.value("activation", "n1") == pytest.approx(np.array([[1, -0.4, 0], [-0.3, 4, 2.5]]), rel=1e-15)
    assert program.value("grad_activation", "x").tolist() == [[1, 0.2, -0.5], [0.1, 1, -0.5]]
    assert program.value("grad_slopes", "n1").tolist() == [-3, -2, -5]


def test_one_slope_may_serve_all() -> None:
    program = bent(PReLU(per_unit=False), [0.5])
    assert program.value("activation", "n1").tolist() == [[1, -1, 0], [-1.5, 4, -2.5]]
    assert program.value("grad_slopes", "n1").tolist() == [-10]


def test_at_zero_the_slope_is_the_learned_one() -> None:
    assert bent(PReLU(), [0.0, 0.0, 0.75]).value("grad_activation", "x")[0, 2] == 0.75


@pytest.mark.parametrize(("axis", "count"), [(0, 2), (1, 3), (-1, 3), (-2, 2)])
def test_slopes_belong_to_the_places_of_an_axis(axis: int, count: int) -> None:
    assert PReLU(axis=axis).parameters(((2, 3),)) == (ParameterSpec("slopes", (count,), "constant", 0.25),)
    slopes, x = np.arange(count) / 10, np.random.default_rng(0).normal(size=(4, 2, 3))
    network = chain(Reshape((2, 3)), PReLU(axis=axis), Reshape((6,)), MeanSquaredError(), features=6)
    program = loaded_program(network, Samples(x.reshape(4, 6), np.zeros((4, 6))))
    program.value("slopes", "n2")[...] = slopes
    run_through(program)
    spread = slopes[:, None] if axis in (0, -2) else slopes
    assert program.value("activation", "n2") == pytest.approx(np.where(x > 0, x, spread * x), rel=1e-15)


def test_all_slopes_begin_alike() -> None:
    assert PReLU(0.1, per_unit=False).parameters(((2, 3),)) == (ParameterSpec("slopes", (1,), "constant", 0.1),)


def test_wrong_settings_are_refused() -> None:
    with pytest.raises(SettingError, match="begins with the slope nan, expected a finite number"):
        PReLU(math.nan).check_settings()
    with pytest.raises(SettingError, match="has the axis 9"):
        PReLU(axis=9).check_settings()
    with pytest.raises(ShapeError, match="works along axis 1, but values of shape 3 arrive"):
        PReLU(axis=1).output_shape(((3,),))
    assert PReLU(axis=1, per_unit=False).output_shape(((3,),)) == (3,)
